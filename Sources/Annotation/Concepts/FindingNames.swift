/// Conditions outside the concept table, told by how clinical terms are built: by their ending ("hypercalciuria"), or by a head noun with the words
/// that tell which ("pericardial effusion", "reproductive endocrine disorder"). Every text on another drug names some.
///
/// From `concepts/findings.tsv`. Immutable.
struct FindingNames: Sendable {
    private var heads = TokenTable()
    /// Of the heads: every eighth word of a text has their last letters.
    private var headFilter = HashFilter(entries: 0)
    private var parts = TokenTable()
    /// Words that have such an ending and are no condition, and adjectives that tell no kind.
    private var never = TokenTable()
    private var general = TokenTable()
    /// By their last three letters, in the order of the bits of `closings`; none where only heads end so.
    private var endings: [[[UInt8]]] = []
    /// A bit for each three last letters that an ending or a head is written with: one word of thirty in a text has such, and only those are
    /// looked at further.
    private var closings: [UInt64] = Array(repeating: 0, count: 32 * 32 * 32 / 64)
    /// How many bits stand before each word of `closings`: one word in thirty is asked for its endings, too many for a dictionary.
    private var closingsBefore: [Int] = []
    /// Index of the concept that stands for all of them; its label is empty, since each is called as it is written.
    let concept: Int32

    /// - Throws: `ResourceError.malformed` with file and line.
    init(bytes: [UInt8], concept: Int32) throws(ResourceError) {
        self.concept = concept
        let file = try TableFile(name: "concepts/findings.tsv", bytes: bytes, columns: 2)
        var words: [String: [String]] = [:]
        for row in file.rows {
            guard Self.kinds.contains(row.string(0)) else {
                throw .malformed(file: file.name, line: row.line, reason: "no kind of word is called \(row.string(0))")
            }
            words[row.string(0), default: []] += row.list(1, separator: UInt8(ascii: " ")).map {
                String(decoding: $0, as: UTF8.self)
            }
        }
        func table(_ kind: String) -> TokenTable {
            TokenTable(words: (words[kind] ?? []).flatMap { [$0, Self.plural(of: $0)] }.compactMap(TokenStream.hash))
        }
        (heads, parts, never, general) = (table("head"), table("part"), table("never"), table("general"))
        headFilter = HashFilter(entries: heads.hashes.count)
        for hash in heads.hashes { headFilter.insert(hash) }
        var forms: [Int: [[UInt8]]] = [:]
        for ending in words["ending"] ?? [] {
            for form in [Array(ending.utf8), Array(Self.plural(of: ending).utf8)] {
                forms[close(form), default: []].append(form)
            }
        }
        for head in words["head"] ?? [] {
            for form in [head, Self.plural(of: head)] { _ = close(Array(form.utf8)) }
        }
        for word in closings.indices {
            closingsBefore.append(endings.count)
            for bit in 0..<64 where closings[word] >> UInt64(bit) & 1 == 1 {
                endings.append(forms[word * 64 + bit] ?? [])
            }
        }
    }

    private static let kinds: Set<String> = ["ending", "never", "head", "part", "general"]

    private static func plural(of word: String) -> String {
        if word.hasSuffix("sis") { return word.dropLast(2) + "es" }
        if word.hasSuffix("y") { return word.dropLast() + "ies" }
        return word.hasSuffix("s") ? word + "es" : word + "s"
    }

    /// "pericardial effusions": one of them.
    static func singular(_ name: String) -> String {
        if name.hasSuffix("ss") || name.hasSuffix("is") || name.hasSuffix("us") || !name.hasSuffix("s") { return name }
        if name.hasSuffix("ies") { return isSingular(name) ? name : name.dropLast(3) + "y" }
        if name.hasSuffix("sses") { return String(name.dropLast(2)) }
        let isGreek = name.hasSuffix("oses") || name.hasSuffix("ases") && !name.hasSuffix("diseases")
        return isGreek || name.hasSuffix("crises") ? name.dropLast(2) + "is" : String(name.dropLast())
    }

    /// "caries" is one.
    private static func isSingular(_ name: String) -> Bool {
        ["caries", "scabies", "rabies"].contains { name.hasSuffix($0) }
    }

    private mutating func close(_ word: [UInt8]) -> Int {
        let last = word.suffix(3)
        guard last.count == 3 else { return 0 }
        let closing = Self.closing(last[last.startIndex], last[last.startIndex + 1], last[last.startIndex + 2])
        closings[closing >> 6] |= 1 << UInt64(closing & 63)
        return closing
    }

    /// Three letters of either case as one number.
    @inline(__always)
    private static func closing(_ first: UInt8, _ second: UInt8, _ third: UInt8) -> Int {
        Int(first & 31) << 10 | Int(second & 31) << 5 | Int(third & 31)
    }

    /// The mentions together with those that only their names tell, in text order; where they overlap, those of the table stay.
    ///
    /// - Parameter drugs: names of drugs, which are no part of a condition's ("phenobarbital toxicity").
    func added(to mentions: [ConceptMention], drugs: [DrugTerm], in stream: TokenStream) -> [ConceptMention] {
        var found: [ConceptMention] = []
        var next = 0
        let (tokens, bytes, closings) = (stream.tokens.span, stream.bytes.span, closings.span)
        for index in tokens.indices {
            let token = tokens[index]
            guard token.length > 4, token.isWord else { continue }
            let end = token.end
            let closing = Self.closing(bytes[end &- 3], bytes[end &- 2], bytes[end &- 1])
            guard closings[closing &>> 6] & 1 &<< UInt64(closing & 63) != 0 else { continue }
            let isHead = headFilter.mayContain(token.hash) && heads.contains(token.hash)
            guard isHead || hasEnding(index, closing, stream) else { continue }
            while next < mentions.count, mentions[next].tokens.upperBound <= index - Self.reach { next += 1 }
            let start = start(index, stream, mentions[next...], drugs)
            guard let start, start < index || !isHead else { continue }
            found.append(ConceptMention(tokens: start..<index + 1, concept: concept))
        }
        if found.isEmpty { return mentions }
        return (mentions + found).sorted { $0.tokens.lowerBound < $1.tokens.lowerBound }
    }

    /// Words before the last one of a name.
    private static let reach = 3

    private func hasEnding(_ index: Int, _ closing: Int, _ stream: TokenStream) -> Bool {
        let below = closings[closing >> 6] & (1 &<< UInt64(closing & 63) &- 1)
        let endings = endings[closingsBefore[closing >> 6] + below.nonzeroBitCount]
        let length = Int(stream.tokens[index].length)
        let isOne = endings.contains { ending in
            guard length >= ending.count + 3 else { return false }
            for offset in ending.indices
            where stream.lower(index, length - ending.count + offset) != ending[offset] { return false }
            return true
        }
        return isOne && !never.contains(stream.tokens[index].hash)
    }

    /// Where the name begins that ends at a token; nil where the token belongs to a drug or a concept of the table.
    private func start(
        _ last: Int, _ stream: TokenStream, _ mentions: ArraySlice<ConceptMention>, _ drugs: [DrugTerm]
    ) -> Int? {
        func isTaken(_ index: Int) -> Bool {
            for mention in mentions {
                if mention.tokens.lowerBound > index { break }
                if mention.tokens.contains(index) { return true }
            }
            return ClaimPage.slice(drugs, max(0, index - 6)..<index + 1, { $0.tokens.lowerBound })
                .contains { drugs[$0].tokens.contains(index) }
        }
        if isTaken(last) { return nil }
        var start = last
        while start > 0, last - start < Self.reach, !stream.tokens[start].flags.contains(.sentenceStart),
            tellsWhich(start - 1, stream), !isTaken(start - 1)
        { start -= 1 }
        // "post-renal failure": a word behind a hyphen is a part of another.
        if start < last, stream.punctuation(start - 1) == UInt8(ascii: "-") { start += 1 }
        return start
    }

    /// "pericardial", "skin": a word that tells which effusion or lesion.
    private func tellsWhich(_ index: Int, _ stream: TokenStream) -> Bool {
        let token = stream.tokens[index]
        guard token.isWord else { return false }
        if parts.contains(token.hash) { return true }
        let length = Int(token.length)
        guard length > 4, !general.contains(token.hash) else { return false }
        switch (stream.lower(index, length - 2), stream.lower(index, length - 1)) {
        case (UInt8(ascii: "a"), UInt8(ascii: "l")), (UInt8(ascii: "i"), UInt8(ascii: "c")),
            (UInt8(ascii: "a"), UInt8(ascii: "r")), (UInt8(ascii: "u"), UInt8(ascii: "s")),
            (UInt8(ascii: "v"), UInt8(ascii: "e")), (UInt8(ascii: "i"), UInt8(ascii: "d")),
            (UInt8(ascii: "r"), UInt8(ascii: "y")):
            return isAdjective(index, length, stream)
        default: return false
        }
    }

    /// Whether a word is an adjective by its ending that tells which condition is meant ("carcinoid", "photoallergic").
    func tellsKind(_ index: Int, _ stream: TokenStream) -> Bool {
        index >= 0 && !parts.contains(stream.tokens[index].hash) && !never.contains(stream.tokens[index].hash)
            && tellsWhich(index, stream)
    }

    /// -al, -ic and -ar as they stand; -ous, -ive, -oid, -ary and -ory by the letter before.
    private func isAdjective(_ index: Int, _ length: Int, _ stream: TokenStream) -> Bool {
        let third = stream.lower(index, length - 3)
        switch stream.lower(index, length - 1) {
        case UInt8(ascii: "s"): return third == UInt8(ascii: "o")
        case UInt8(ascii: "e"): return third == UInt8(ascii: "i")
        case UInt8(ascii: "d"): return third == UInt8(ascii: "o")
        case UInt8(ascii: "y"): return third == UInt8(ascii: "a") || third == UInt8(ascii: "o")
        default: return true
        }
    }
}
