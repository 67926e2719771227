import Events

/// A seller's own product as the subject: "our NeuroReset™ infusion" is in no lexicon.
extension ClaimFinder {
    /// The product of "our" that a sentence names: a coined name and what sort of thing it is; nil where the sentence names none.
    func ownProduct(_ sentence: ClaimPage.Sentence) -> DrugGroup? {
        guard page.has(sentence, .owner) else { return nil }
        for start in sentence.tokens where stream.equals(start, anyOf: Self.owners) {
            let end = min(sentence.tokens.upperBound, start + 9)
            guard let name = Range(from: start + 1, to: end).first(where: isCoined) else { continue }
            let ware = Range(from: name + 1, to: end).first { stream.equals($0, anyOf: Self.wares) }
            let label = stream.string(name..<name + 1)
            guard let ware, !Range(from: name + 1, to: ware).contains(where: { page.has($0, .clauseStart) }) else {
                return DrugGroup(
                    tokens: name..<name + 1, subjects: [ClaimSubject(name: label)], subjects, page, sentence)
            }
            return DrugGroup(
                tokens: name..<ware + 1, subjects: [ClaimSubject(name: "\(label) \(stream.lowerString(ware))")],
                subjects, page, sentence)
        }
        return nil
    }

    /// "NeuroReset", "IronGlow": a capital behind a small letter, or a trade mark's sign behind the word.
    private func isCoined(_ token: Int) -> Bool {
        guard stream.tokens[token].isWord, stream.tokens[token].flags.contains(.capitalised) else {
            return false
        }
        let range = stream.byteRange(token..<token + 1)
        if range.upperBound + 2 < text.count {
            // "™" and "®"
            if text[range.upperBound] == 0xE2, text[range.upperBound + 1] == 0x84, text[range.upperBound + 2] == 0xA2 {
                return true
            }
            if text[range.upperBound] == 0xC2, text[range.upperBound + 1] == 0xAE { return true }
        }
        var isSmall = false
        for index in range {
            let byte = text[index]
            if isSmall, byte >= UInt8(ascii: "A"), byte <= UInt8(ascii: "Z") { return true }
            isSmall = byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z")
        }
        return false
    }

    static let owners = TokenTable("our")
    private static let wares = TokenTable(
        """
        protocol infusion infusions drip drips pellet pellets session sessions peel patch patches plaster injection injections serum cream gel \
        formula capsule capsules supplement tablets powder blend tonic spray treatment therapy package shot shots gummies drops implant device \
        bracelet tea
        """)
}
