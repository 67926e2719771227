/// Reads how fast a sentence says that something worked.
struct OnsetReader: Sendable {
    private enum Word: String, CaseIterable, Sendable {
        case atOnce = "at_once"
        case minutes, hours, before
    }

    private let words: ClassedWords<Word>

    /// - Throws: `ResourceError.malformed` with file and line.
    init(bytes: [UInt8]) throws(ResourceError) {
        words = try ClassedWords(file: "pharmacology/onset.tsv", bytes: bytes)
    }

    /// Minutes that a sentence says it took ("within 20 minutes", "in two hours"); a day for "at once"; nil where it says nothing of the kind.
    func minutes(in sentence: Range<Int>, _ stream: TokenStream) -> Double? {
        let matches = words.matches(in: stream, tokens: sentence)
        for (index, match) in matches.enumerated() {
            switch match.kind {
            case .atOnce: return Self.day
            case .before: continue
            case .minutes, .hours:
                let number = match.tokens.lowerBound - 1
                guard sentence.contains(number), let value = Self.value(number, stream) else { continue }
                // "20 minutes" alone may be a walk; "within 20 minutes" is a time to something.
                guard index > 0, matches[index - 1].kind == .before, number - matches[index - 1].tokens.upperBound <= 1
                else { continue }
                return match.kind == .minutes ? value : value * 60
            }
        }
        return nil
    }

    static let day: Double = 24 * 60

    private static func value(_ token: Int, _ stream: TokenStream) -> Double? {
        if stream.tokens[token].isNumber { return Double(stream.lowerString(token)) }
        let words: [(StaticString, Double)] = [
            ("an", 1), ("a", 1), ("one", 1), ("two", 2), ("three", 3), ("five", 5), ("ten", 10), ("fifteen", 15),
            ("twenty", 20), ("thirty", 30), ("half", 0.5),
        ]
        for (word, value) in words where stream.equals(token, word) { return value }
        return nil
    }
}
