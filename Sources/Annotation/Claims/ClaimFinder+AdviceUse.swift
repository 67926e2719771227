import Events

/// Where the circumstance of an advice stands between the drug and the words: "the use of codeine in children is not recommended".
extension ClaimFinder {
    /// What is advised against, with for whom or what for; nil where nothing but the words stands behind the drug.
    func useAdvisedAgainst(before token: Int, _ reading: Reading) -> String? {
        guard let group = reading.groups.last(where: { $0.tokens.upperBound < token }) else { return nil }
        let link = group.tokens.upperBound
        let gap = Range(from: link + 1, to: token)
        guard stream.equals(link, anyOf: Self.links), 1...5 ~= gap.count,
            !gap.contains(where: { stream.tokens[$0].isPunctuation || page.has($0, [.relative, .clauseStart]) })
        else { return nil }
        let words = phrase(gap)
        if stream.equals(link, "for") { return "do not use for \(standard(words, reading))" }
        // "Clobetasol on the face is a mistake"
        if stream.equals(link, "on") { return "do not use on the \(words)" }
        return "avoid \(stream.lowerString(link)) \(standard(Self.circumstance(words), reading))"
    }

    private static let links = TokenTable("in during after for on")
}
