import Events

/// A comment that names the culprit of a harm told before: "Turns out it was the lithium.", "My money is on the tamsulosin.", "He swears it
/// was not the cipro."
extension ClaimFinder {
    func readBlame(_ reading: Reading) {
        guard !reading.sentence.isQuestion, let harm = memory.objects.last else { return }
        for group in reading.groups {
            let end = group.tokens.upperBound
            guard isClauseEnd(page.has(end, .doseForm) ? end + 1 : end, reading.sentence),
                let blame = blame(before: group.tokens.lowerBound, reading.sentence),
                !claims.reversed().prefix(6).contains(where: { draft in
                    draft.claim.segment == reading.segment.id
                        && (draft.sentence == reading.sentence.tokens
                            && group.subjects.contains { $0.isSame(as: draft.subject) }
                            // "The pain went. It was the gabapentin.": what helped.
                            || Self.family(draft.claim.predicate) == Self.family(.treats)
                                && draft.claim.object == harm.label)
                })
            else { continue }
            for drug in group.subjects where drug.name != harm.label && !isIndicated(drug, harm.label) {
                emit(
                    "blame.was", .causes, drug, subjectTokens: group.tokens,
                    Target(harm.label, harm.mesh, blame.words, nil), trigger: blame.words, rule: nil, reading,
                    denied: blame.isDenied)
            }
        }
    }

    /// The words of blame that end right before a drug: "it was (not) (probably) the", "blames the", "my money is on the".
    private func blame(before drug: Int, _ sentence: ClaimPage.Sentence) -> (words: Range<Int>, isDenied: Bool)? {
        var index = drug - 1
        let start = sentence.tokens.lowerBound
        if index >= start, stream.equals(index, anyOf: Self.determiners) { index -= 1 }
        var isDenied = false
        while index >= start, index > drug - 6 {
            if stream.equals(index, "not") {
                isDenied = true
            } else if !stream.equals(index, anyOf: Self.degreesOfBlame) {
                break
            }
            index -= 1
        }
        guard index >= start else { return nil }
        // "it's the lithium", "it wasn't the lithium": three tokens each.
        if index - 2 >= start, stream.punctuation(index - 1) == UInt8(ascii: "'") {
            if stream.equals(index, "s"), stream.equals(index - 2, anyOf: Self.beforeBeing) {
                return (index - 2..<drug, isDenied)
            }
            if stream.equals(index, "t"), stream.equals(index - 2, anyOf: Self.notBeing) {
                return (index - 2..<drug, true)
            }
        }
        let words = index..<drug
        if stream.equals(index, anyOf: Self.blaming) { return (words, isDenied) }
        if index > start, stream.equals(index, anyOf: Self.being), stream.equals(index - 1, anyOf: Self.beforeBeing) {
            return (index - 1..<drug, isDenied)
        }
        if index > start, stream.equals(index, "on"),
            (1...2).contains(where: { index - $0 >= start && stream.equals(index - $0, anyOf: Self.stakes) })
        {
            return (index - 1..<drug, isDenied)
        }
        // "almost certainly the Ozempic": said of the cause, with nothing before it.
        if words.count > 1, (words.lowerBound + 1..<drug).contains(where: { stream.equals($0, "certainly") }) {
            return (words.lowerBound + 1..<drug, isDenied)
        }
        return nil
    }

    private func isClauseEnd(_ index: Int, _ sentence: ClaimPage.Sentence) -> Bool {
        if index >= sentence.tokens.upperBound || page.has(index, [.conjunction]) || stream.equals(index, "but") {
            return true
        }
        return stream.tokens[index].isPunctuation && stream.punctuation(index) != UInt8(ascii: "-")
    }

    private static let determiners = TokenTable("the my his her our all")
    private static let degreesOfBlame = TokenTable(
        "probably certainly almost definitely likely most surely really actually all just simply only mainly")
    private static let blaming = TokenTable(
        "blames blamed blame blaming suspects suspected suspect fingered fingers accuses")
    private static let notBeing = TokenTable("wasn isn")
    private static let being = TokenTable("was is be been were")
    private static let beforeBeing = TokenTable(
        "it that this must have could might culprit cause villain reason to may")
    private static let stakes = TokenTable("money blame it this that down is")
}
