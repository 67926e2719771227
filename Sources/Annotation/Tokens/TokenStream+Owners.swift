/// People who are named only as whose something is.
extension TokenStream {
    /// "at my own dad's funeral", "took my wife's pills", "from my mother's house": a person in the possessive whom a preposition or a verb of
    /// taking goes before is not who it happened to. "My dad's memory went" is the father's.
    func isOnlyOwner(_ person: Range<Int>) -> Bool {
        let end = person.upperBound
        guard isOwner(end) || !person.isEmpty && isOwner(end - 1) else { return false }
        var before = person.lowerBound - 1
        while equals(before, "my") || equals(before, "own") || equals(before, "his") || equals(before, "her") {
            before -= 1
        }
        return equals(before, anyOf: Self.oblique)
    }

    /// The "'s" behind a noun: two tokens.
    private func isOwner(_ index: Int) -> Bool { punctuation(index) == UInt8(ascii: "'") && equals(index + 1, "s") }

    private static let oblique = TokenTable(
        "at in from to near during before after took take tried used using borrowed stole ate popped miss missed"
    )
}
