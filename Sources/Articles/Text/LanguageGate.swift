/// Says whether a text is English, by the share of its most common words; other languages as declared.
enum LanguageGate {
    /// The most frequent function words of English prose that few other European languages share as words.
    private static let common: Set<[UInt8]> = Set(
        [
            "the", "of", "and", "to", "is", "that", "it", "for", "was", "with", "as", "his", "he", "be", "not", "by",
            "but", "have",
            "you", "which", "are", "on", "or", "her", "had", "at", "from", "this", "my", "they", "their", "she", "were",
            "been",
            "has", "would", "what", "if", "your", "we", "there", "when", "can", "more", "who", "do", "i", "in", "a",
        ].map { Array($0.utf8) })

    /// `en` when at least a fifth of up to 400 words are function words of English (prose has a third to a half; a forum
    /// post a quarter; German and Dutch below a tenth), else the declared language, else `und` (BCP 47: undetermined) for a text long enough to
    /// tell that it is not English, else nil.
    static func language(of text: [UInt8], declared: String?) -> String? {
        let label = declared.map { String($0.asciiLower.prefix { $0 != "-" && $0 != "_" }.prefix(3)) }.flatMap {
            $0.isEmpty ? nil : $0
        }
        var words = 0
        var hits = 0
        var beyond = 0
        var word: [UInt8] = []
        for byte in text {
            if Bytes.isLetter(byte) || byte >= 0x80 {
                word.append(Bytes.lower(byte))
                if byte >= 0x80 { beyond += 1 }
                continue
            }
            if !word.isEmpty {
                words += 1
                if common.contains(word) { hits += 1 }
                word.removeAll(keepingCapacity: true)
                if words == 400 { break }
            }
        }
        if words < 12 { return label ?? (words > 3 && hits * 4 >= words ? "en" : nil) }
        let share = Double(hits) / Double(words)
        if share >= 0.2 || (share >= 0.12 && label == "en") { return "en" }
        if let label, label != "en" { return label }
        return words >= 60 && share < 0.1 ? "und" : nil
    }
}
