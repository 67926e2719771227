import Events

/// Names that readers clip ("azithro", "simva"): the beginning of a generic name that the same document gives in full.
extension DrugFinder {
    /// Shorter beginnings are words of their own; those that people use are listed with the rule `slang.clipped`.
    private static let shortestClipped = 5
    /// So much of the name must be missing.
    private static let leastCut = 3
    /// Beginnings of names that are words, or parts of other substances' names.
    private static let stems = TokenTable(
        "metro digit prima penta hydro hydroxy inter nitro chlor chloro methyl ethyl fluor fluoro cyclo amino sulfa sulpha canna super tetra proto propo"
    )

    func addClipped(to mentions: inout [Mention], _ stream: TokenStream) {
        var names: [(mention: Mention, start: Int, length: Int)] = []
        var initials: UInt32 = 0
        for mention in mentions where mention.kind == .generic && mention.rule == .plain && mention.tokens.count == 1 {
            let token = stream.tokens[mention.tokens.lowerBound]
            guard Int(token.length) >= Self.shortestClipped + Self.leastCut,
                !names.contains(where: { $0.mention.substance == mention.substance })
            else { continue }
            names.append((mention, mention.tokens.lowerBound, Int(token.length)))
            initials |= 1 << UInt32(stream.lower(mention.tokens.lowerBound, 0) & 31)
        }
        guard let longest = names.map({ $0.length - Self.leastCut }).max() else { return }
        let listed = mentions.count
        var next = 0
        let tokens = stream.tokens.span
        for index in tokens.indices {
            let token = tokens[index]
            guard Int(token.length) >= Self.shortestClipped, Int(token.length) <= longest, token.isWord,
                initials >> UInt32(stream.lower(index, 0) & 31) & 1 == 1,
                let name = clipped(index, of: names, stream)
            else { continue }
            while next < listed, mentions[next].tokens.upperBound <= index { next += 1 }
            if next < listed, mentions[next].tokens.contains(index) || isInsideName(index..<index + 1, stream) {
                continue
            }
            if isLevel(index..<index + 1, stream) { continue }
            mentions.append(
                Mention(
                    tokens: index..<index + 1, range: stream.start(index)..<stream.end(index),
                    substance: name.substance, kind: .slang, baseKind: nil, match: .context, rule: .slangClipped,
                    confidence: Self.confidence(.context, .slangClipped)))
        }
        if mentions.count > listed { mentions.sort { $0.range.lowerBound < $1.range.lowerBound } }
    }

    /// The one name that a token begins.
    private func clipped(
        _ index: Int, of names: [(mention: Mention, start: Int, length: Int)], _ stream: TokenStream
    ) -> Mention? {
        let token = stream.tokens[index]
        var found: Mention?
        for name in names where Int(token.length) + Self.leastCut <= name.length {
            guard (0..<Int(token.length)).allSatisfy({ stream.lower(index, $0) == stream.lower(name.start, $0) }) else {
                continue
            }
            if found != nil { return nil }
            found = name.mention
        }
        guard found != nil, !Self.stems.contains(token.hash), !token.flags.contains(.allCaps),
            // "spiro-compounds"
            !(stream.punctuation(index + 1) == UInt8(ascii: "-")
                && !stream.isSpaced(at: index + 1)),
            lexicon.table.longest(at: index, in: stream) == nil
        else { return nil }
        return found
    }
}
