import Events

/// One patient's story in an article: "Harriet was 24 when she was given mefloquine. Within a week her hands shook." What befalls that person
/// is told of the drug without a word of causing, as in a comment; but only in sentences that speak of her or him, and only until the drug
/// is stopped or the talk has gone over to another one.
extension ClaimFinder {
    /// Keeps that the sentence tells of one person who was given the drug that the talk is now of.
    func notePatient(_ groups: [DrugGroup], _ sentence: ClaimPage.Sentence) {
        guard memory.isArticle, memory.subjects.count == 1 else { return }
        for group in groups where !group.isCompared && !group.isBackground {
            guard let verb = verbOfTaking(before: group.tokens.lowerBound, sentence) else { continue }
            let before = Range(from: sentence.tokens.lowerBound, to: verb)
            // "Patients took", "We gave", "if she took": many, a study, or nothing that has happened.
            if before.contains(where: { stream.equals($0, anyOf: Self.notOne) }) { return }
            memory.patient = memory.subjects[0]
            return
        }
    }

    /// "took X", "was given 40 mg of X", "started on X": the verb, at most six tokens before the drug.
    private func verbOfTaking(before drug: Int, _ sentence: ClaimPage.Sentence) -> Int? {
        var index = drug - 1
        let limit = max(sentence.tokens.lowerBound, drug - 7)
        while index > limit {
            if stream.equals(index, anyOf: Self.taking) { return index }
            if stream.equals(index, anyOf: Self.given) {
                return stream.equals(index - 1, anyOf: Self.passive) || page.has(index - 1, .pronoun) ? index : nil
            }
            if page.has(index, [.clauseStart, .negative]) { return nil }
            index -= 1
        }
        return nil
    }

    /// Whether a sentence without a drug goes on with that person: "she", "her joints", and nothing that was there before or is only feared.
    func isToldOfPatient(_ reading: Reading) -> Bool {
        guard let patient = memory.patient, !reading.isComment, !memory.hasStopped, reading.groups.isEmpty,
            !reading.sentence.isQuestion, memory.subjects.count == 1, memory.subjects[0].isSame(as: patient)
        else { return false }
        let tokens = reading.sentence.tokens
        guard
            tokens.contains(where: {
                stream.equals($0, anyOf: Self.oneself) && !stream.equals($0 + 1, anyOf: Self.others)
            })
        else { return false }
        return !tokens.contains { stream.equals($0, anyOf: Self.setAside) }
    }

    private static let taking = TokenTable("took swallowed tried started packed began injected inhaled received")
    private static let given = TokenTable("given prescribed put placed handed offered")
    private static let passive = TokenTable("was been being")
    private static let notOne = TokenTable(
        """
        patients people women men children participants volunteers users those they we i you who doctors researchers mice rats half most many \
        some few if would should could may might not never nobody none group
        """)
    private static let oneself = TokenTable("she he her his him")
    private static let others = TokenTable(
        """
        doctor doctors gp mother father sister brother husband wife son daughter partner friend friends story case colleagues team parents \
        mum dad family neighbour neighbor psychiatrist neurologist cardiologist consultant pharmacist surgeon says said adds added patients
        """)
    private static let setAside = TokenTable(
        """
        always childhood diagnosed previously earlier before feared fears afraid worried worry wondered would if whether might hoped hopes used \
        says blames believes thinks mother father brother sister husband wife since history already
        """)
}
