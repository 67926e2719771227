import Events

/// What the next words take back.
extension ClaimFinder {
    /// "A video claims that ibuprofen rots the liver. That is false.": what was reported in the sentence before is against the facts.
    func readRetraction(_ reading: Reading) {
        let tokens = reading.sentence.tokens
        guard tokens.count <= 9, tokens.lowerBound > 0, !claims.isEmpty, isRetraction(tokens) else { return }
        let before = stream.sentenceTokens(stream.sentence(of: tokens.lowerBound - 1))
        guard before.contains(where: { stream.equals($0, anyOf: Self.reporting) }) else { return }
        for index in claims.indices.reversed() {
            guard claims[index].claim.segment == reading.segment.id else { break }
            guard claims[index].sentence == before else { continue }
            claims[index].claim.polarity = .negated
            claims[index].claim.factuality = .counterfact
        }
    }

    /// "That is false.", "This is simply not true.", "It is a myth.", "Not true.", "There is no truth in it."
    private func isRetraction(_ tokens: Range<Int>) -> Bool {
        let words = tokens.filter { stream.tokens[$0].isWord }
        guard let first = words.first, let last = words.last, words.count <= 7 else { return false }
        if stream.equals(first, "there"), words.count > 3, stream.equals(words[2], "no") {
            return stream.equals(words[3], "truth") || stream.equals(words[3], "evidence") && words.count == 4
        }
        let isDenied = words.count > 1 && stream.equals(words[words.count - 2], "not")
        guard isDenied ? stream.equals(last, anyOf: Self.right) : stream.equals(last, anyOf: Self.wrong) else {
            return false
        }
        if words.count <= 2 { return isDenied || words.count == 1 }
        return stream.equals(first, anyOf: Self.claimed)
            && words.dropFirst().prefix(2).contains { stream.equals($0, anyOf: Self.being) }
    }

    private static let claimed = TokenTable("that this it the both these they such")
    private static let being = TokenTable("is was are were")
    private static let right = TokenTable("true so right correct supported")
    private static let wrong = TokenTable(
        """
        false untrue wrong incorrect misleading unfounded baseless nonsense myth hoax rubbish fabricated invented fiction groundless rumour rumor \
        inaccurate unsupported
        """)
    private static let reporting = TokenTable(
        """
        claim claims claimed claiming say says said saying post posts video videos meme memes rumour rumours rumor rumors myth insists insisted \
        alleges alleged believe believes think thinks circulating shared viral message tweet leaflet
        """)
}
