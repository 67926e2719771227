import Events

/// On what a claim of a reader rests: what the comment names, whose experience it tells, or who the reader is.
extension ClaimFinder {
    func commentEvidence(
        _ predicate: Predicate, _ ruleID: String, _ quote: Range<Int>, _ reading: Reading
    ) -> EvidenceClass {
        let ground = reading.ground
        if let named = namedDesign(quote, reading) { return named }
        if reading.sentence.isQuestion { return .opinion }
        let words = reading.sentence.evidence.map { page.evidence[$0].word }
        let own = person(quote, reading)
        let isTold = words.contains { $0.isPatient } || ground.hasThirdPerson
        if let carried = ground.carried,
            ground.isFinding || page.has(quote.lowerBound - 1, .negative) || page.has(quote, .negative),
            !isTold, carried != .animalStudy, predicate != .practice, predicate != .isA
        {
            return carried
        }
        let isExpert = memory.people.isExpert
        let general: EvidenceClass = isExpert ? .expertOpinion : .opinion
        // "My pharmacist says X causes Y": general, so an expert's word; about the case ("the damage is permanent") it stays an anecdote.
        if words.contains(.doctor), words.contains(.speech), !ruleID.hasPrefix("comment."), isGeneral(quote, reading),
            Self.family(predicate) == 0 || predicate == .practice || Self.family(predicate) == 3
        {
            return .expertOpinion
        }
        if predicate == .isA || predicate == .practice || predicate == .hasProperty || Self.family(predicate) == 3 {
            return general
        }
        let isPast = self.isTold(quote, reading)
        if speaksToAnybody(quote, reading, isPast: isPast) { return general }
        let isCourse = predicate == .reversibleAfterStop || predicate == .persistsAfterStop
        // "Dry mouth, yes": an effect that is only named is somebody's own where a person or a dose is spoken of, or nothing else is said.
        let isNamed = ruleID.hasPrefix("comment.") && (memory.people.isTold || isElliptical(reading))
        let isExperience =
            isNamed || isTold || (isPast && (memory.people.isTold || isElliptical(reading)))
            || (isCourse && (ground.isFinding || memory.people.isTold))
        guard isExperience else { return general }
        if isExpert, own == nil || own == .anecdoteSelf, !isSelfIn(quote, reading) { return .expertOpinion }
        return own ?? .anecdoteSelf
    }

    /// A study, label or guideline that the sentence itself names near the claim.
    private func namedDesign(_ quote: Range<Int>, _ reading: Reading) -> EvidenceClass? {
        if reading.ground.designs.isEmpty { return nil }
        let ground = reading.ground
        var designs = ground.withoutSilentRegulators(page)
        designs.removeAll { entry in
            // An animal alone is somebody's pet or patient.
            entry.design == .animalStudy && ground.species.contains { $0.tokens == entry.tokens }
                && !stream.equals(entry.tokens.lowerBound - 1, "in")
        }
        return ground.design(near: quote, of: designs, isGeneral: false, page)
    }

    /// The person whose experience a claim tells: the last one named in its quote, else the last before it in the sentence, "he" or "she" of
    /// the last other person, else the last one that the comment spoke of.
    func person(_ quote: Range<Int>, _ reading: Reading) -> EvidenceClass? {
        func role(_ index: Int) -> EvidenceClass? {
            if stream.isOnlyOwner(page.evidence[index].tokens) { return nil }
            return switch page.evidence[index].word {
            case .selfReport: .anecdoteSelf
            case .family: .anecdoteFamily
            case .other: .anecdoteOther
            case .design, .hint, .study, .review, .turn, .past, .human, .act, .speech, .company, .species, .expert,
                .doctor,
                .story, .body:
                nil
            }
        }
        let sentence = reading.sentence.evidence
        if let inside = sentence.last(where: { page.evidence[$0].tokens.overlaps(quote) && role($0) != nil }) {
            return role(inside)
        }
        if let before = sentence.last(where: {
            page.evidence[$0].tokens.lowerBound < quote.lowerBound && role($0) != nil
        }) {
            return role(before)
        }
        let all = ClaimPage.slice(page.evidence, reading.place.tokens) { $0.tokens.lowerBound }
        let border = max(all.lowerBound, sentence.lowerBound)
        let earlier = max(all.lowerBound, border - Self.peopleBack)..<border
        if reading.ground.hasThirdPerson,
            let known = earlier.last(where: { role($0).map { $0 != .anecdoteSelf } ?? false })
        {
            return role(known)
        }
        if let after = sentence.first(where: {
            page.evidence[$0].tokens.lowerBound >= quote.upperBound && role($0) != nil
        }) {
            return role(after)
        }
        if let known = earlier.last(where: { role($0) != nil }) { return role(known) }
        return memory.people.first
    }

    /// How many evidence words back a person is looked for, so that no comment is slow.
    private static let peopleBack = 60

    private func isSelfIn(_ quote: Range<Int>, _ reading: Reading) -> Bool {
        reading.sentence.evidence.contains {
            page.evidence[$0].word == .selfReport
                && (page.evidence[$0].tokens.overlaps(quote) || page.evidence[$0].tokens.lowerBound < quote.lowerBound)
        }
    }

    /// "It rots your teeth", "can stop your heart": said to anybody.
    private func speaksToAnybody(_ quote: Range<Int>, _ reading: Reading, isPast: Bool) -> Bool {
        let isSomebody = reading.sentence.evidence.contains {
            page.evidence[$0].word.isPatient && page.evidence[$0].tokens.lowerBound < quote.upperBound
        }
        if isSomebody { return false }
        for token in max(reading.sentence.tokens.lowerBound, quote.lowerBound - 3)..<quote.upperBound {
            for word: StaticString in ["your", "you"] where stream.equals(token, word) { return true }
            if isPast { continue }
            for word: StaticString in Self.generalWords where stream.equals(token, word) { return true }
        }
        return false
    }

    private static let generalWords: [StaticString] = [
        "can", "may", "might", "could", "will", "won't", "people", "everyone", "allegedly", "kids", "patients",
        "usually",
    ]

    /// No past tense and no person in the words themselves.
    private func isGeneral(_ quote: Range<Int>, _ reading: Reading) -> Bool {
        !isTold(quote, reading)
            && !reading.sentence.evidence.contains {
                page.evidence[$0].tokens.overlaps(quote) && page.evidence[$0].word.isPatient
            }
    }

    /// A sentence whose writer is left out: it begins with a verb in the past or with the effect itself.
    private func isElliptical(_ reading: Reading) -> Bool {
        reading.sentence.tokens.count <= 25 && !reading.ground.hasThirdPerson
    }
}
