/// Conditions that share their head noun: "liver and kidney damage", "muscle, joint or back pain".
struct SharedHeads: Sendable {
    private var concepts: [UInt64: Int32] = [:]
    private var heads = TokenTable()

    /// - Parameter forms: two-word forms of effects with their concept; of a pair that stands twice the first counts.
    init(_ forms: [(first: String, head: String, concept: Int32)]) {
        var known: [UInt64: UInt64] = [:]
        for form in forms {
            guard let first = TokenStream.hash(of: form.first), let head = TokenStream.hash(of: form.head) else {
                continue
            }
            let key = Self.key(first, head)
            if concepts[key] == nil { concepts[key] = form.concept }
            known[head] = 1
        }
        heads = TokenTable(known)
    }

    /// Nouns of which a body's part tells the kind.
    static let nouns: Set<String> = [
        "damage", "injury", "injuries", "failure", "disease", "diseases", "cancer", "cancers", "ulcer", "ulcers",
        "pain", "pains",
        "infection", "infections", "problem", "problems", "fracture", "fractures", "toxicity", "swelling", "bleeding",
        "hallucinations",
        "inflammation", "atrophy", "loss", "weakness", "irritation", "dryness", "cramps", "stones", "impairment",
        "stiffness", "ache", "aches",
        "spasm", "spasms", "rash", "itching", "discharge", "congestion", "disorder", "disorders", "seizures",
        "hypertension", "embolism", "receptor", "receptors", "channel", "channels", "reuptake", "release",
    ]

    private static func key(_ first: UInt64, _ head: UInt64) -> UInt64 { first &* 0x9E37_79B9_7F4A_7C15 ^ head }

    /// The mentions before one whose head they share, in text order; empty for most.
    ///
    /// - Parameter mention: two tokens, of which the last is the head.
    func before(_ mention: Range<Int>, _ stream: TokenStream) -> [ConceptMention] {
        guard mention.count == 2, mention.lowerBound >= 2, heads.contains(stream.tokens[mention.upperBound - 1].hash),
            stream.equals(mention.lowerBound - 1, "and") || stream.equals(mention.lowerBound - 1, "or")
        else { return [] }
        let head = stream.tokens[mention.upperBound - 1].hash
        var found: [ConceptMention] = []
        var word = mention.lowerBound - 2
        if stream.punctuation(word) == UInt8(ascii: ",") { word -= 1 }
        while word >= 0, stream.tokens[word].isWord,
            let concept = concepts[Self.key(stream.tokens[word].hash, head)]
        {
            found.insert(ConceptMention(tokens: word..<word + 1, concept: concept), at: 0)
            guard stream.punctuation(word - 1) == UInt8(ascii: ",") else { break }
            word -= 2
        }
        return found
    }
}
