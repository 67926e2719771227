/// Whether a text speaks of the one who writes it, as posts and diaries do and articles do not.
enum DumpVoice {
    private static let own: Set<String> = [
        "i", "my", "me", "i'm", "i've", "i'd", "i’m", "i’ve", "i’d", "im", "ive", "mine", "myself", "anyone", "anybody",
        "hi", "hello", "thanks",
    ]

    /// Words about oneself outside of quotations: two of a hundred and more.
    static func isPersonal(_ lines: ArraySlice<DumpLine>) -> Bool {
        var words = 0
        var found = 0
        for line in lines where line.text.count > 20 {
            var isQuoted = false
            for word in Bytes.string(line.lower).split(separator: " ") {
                if word.first == "“" || word.first == "\"" { isQuoted = true }
                if !isQuoted {
                    words += 1
                    let plain = word.drop { !$0.isLetter }
                    let core = plain.last.map { !$0.isLetter } ?? false ? plain.dropLast() : plain
                    if own.contains(String(core)) { found += 1 }
                }
                if word.contains("”") || (word.count > 1 && word.hasSuffix("\"")) || word.hasSuffix("\".") {
                    isQuoted = false
                }
            }
        }
        return words >= 4 && found * 50 >= words
    }
}
