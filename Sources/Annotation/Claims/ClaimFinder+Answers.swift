import Events

/// "Doctors hoped that minocycline might slow the disease. It did not.": a short answer to a hope or question of benefit.
extension ClaimFinder {
    func readShortAnswer(_ reading: Reading) {
        let tokens = reading.sentence.tokens
        answerSafety(reading)
        guard tokens.count <= 6, tokens.lowerBound > 0, let isDenied = answer(tokens) else { return }
        let before = stream.sentenceTokens(stream.sentence(of: tokens.lowerBound - 1))
        guard let last = claims.last(where: { $0.claim.segment == reading.segment.id }), last.sentence == before,
            Self.family(last.claim.predicate) == Self.family(.treats)
        else {
            answerHope(before, isDenied, reading)
            return
        }
        guard last.claim.factuality != .fact || last.claim.polarity == .questioned else { return }
        emit(
            "treat.answer", last.claim.predicate, last.subject, subjectTokens: nil,
            Target(saidOf: last.claim, tokens), trigger: tokens, rule: nil, reading, relief: !isDenied,
            denied: isDenied)
    }

    /// "Nifedipine is safe in pregnancy. Enalapril is not: …"
    private func answerSafety(_ reading: Reading) {
        guard let last = claims.last, last.claim.predicate == .safeFor, last.claim.segment == reading.segment.id,
            last.sentence.upperBound <= reading.sentence.tokens.lowerBound,
            let group = reading.groups.first, group.tokens.lowerBound - reading.sentence.tokens.lowerBound <= 1
        else { return }
        let verb = group.tokens.upperBound
        guard stream.equals(verb, "is") || stream.equals(verb, "are"), stream.equals(verb + 1, "not"),
            stream.isPunctuation(at: verb + 2)
        else { return }
        for drug in group.subjects where drug.name != last.subject.name {
            emit(
                "safe.answer", .safeFor, drug, subjectTokens: group.tokens,
                Target(last.claim.object, nil, group.tokens.lowerBound..<verb + 2, nil), trigger: verb..<verb + 2,
                rule: nil, reading, denied: true)
        }
    }

    /// "Patients with Parkinson's hoped for exenatide. It disappointed.": nothing was claimed; the condition is that of the text.
    private func answerHope(_ before: Range<Int>, _ isDenied: Bool, _ reading: Reading) {
        guard !reading.isComment, isDenied, memory.isOwn, memory.subjects.count == 1,
            before.contains(where: { stream.equals($0, anyOf: Self.hopes) }),
            // "Parkinson's patients hoped that X, a cast-off from diabetes care, …": whose hope it was.
            let condition = conditions(before).first ?? memory.condition ?? mainCondition
        else { return }
        let concept = stage.concepts.concepts[Int(condition)]
        emit(
            "treat.answer", .treats, memory.subjects[0], subjectTokens: nil,
            Target(concept.label, concept.mesh, reading.sentence.tokens, nil), trigger: reading.sentence.tokens,
            rule: nil, reading, denied: true)
    }

    private func conditions(_ tokens: Range<Int>) -> [Int32] {
        ClaimPage.slice(page.concepts, tokens, { $0.tokens.lowerBound }).map { page.concepts[$0].concept }
            .filter { stage.concepts.concepts[Int($0)].isCondition }
    }

    /// Whether a sentence is no more than "it did not" (true) or "it did" (false); nil for all else.
    private func answer(_ tokens: Range<Int>) -> Bool? {
        let words = tokens.filter { stream.tokens[$0].isWord }
        guard (2...4).contains(words.count), page.has(words[0], .effectPronoun) || stream.equals(words[0], "they")
        else { return nil }
        if words.count == 2 {
            if stream.equals(words[1], anyOf: Self.denials) { return true }
            return stream.equals(words[1], anyOf: Self.auxiliariesOfAnswer) ? false : nil
        }
        guard stream.equals(words[1], anyOf: Self.auxiliariesOfAnswer) else { return nil }
        if words.count == 3 { return stream.equals(words[2], "not") ? true : nil }
        return nil
    }

    private static let hopes = TokenTable("hope hoped hopes hoping expected promised supposed touted")
    private static let auxiliariesOfAnswer = TokenTable(
        "\(AuxiliaryVerbs.do) \(AuxiliaryVerbs.future) can could has have")
    private static let denials = TokenTable(
        "didn't doesn't don't couldn't can't hasn't haven't wouldn't won't failed fails disappointed flopped")
}
