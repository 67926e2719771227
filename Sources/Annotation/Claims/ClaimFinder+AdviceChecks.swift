import Events

/// Whom an advice is about, and words that look like one and are none.
extension ClaimFinder {
    /// "Participants must not drink coffee": what a trial asks of those in it.
    func isOfTrial(before token: Int, _ reading: Reading) -> Bool {
        Range(from: max(reading.sentence.tokens.lowerBound, token - 4), to: token).contains {
            stream.equals($0, anyOf: Self.enrolled)
        }
    }

    private static let enrolled = TokenTable("participants volunteers subjects enrollees")

    /// "Inhalers are for people who cannot take tablets": who somebody is, not what anybody should do.
    func isOfInability(_ trigger: Range<Int>) -> Bool {
        stream.equals(trigger.lowerBound - 1, "who") && stream.equals(trigger.lowerBound, anyOf: Self.inability)
    }

    private static let inability = TokenTable("can cannot can't cant could couldn't")

    /// "She should not have stopped", "should have been told": what was done wrong is no advice.
    func isRegretted(_ next: Int) -> Bool {
        guard stream.equals(next, "have"), next + 1 < stream.count else { return false }
        if stream.equals(next + 1, "been") { return true }
        return stream.endsInEd(next + 1, longerThan: 3)
    }

    /// "of clozapine", "after an SSRI is started": a preposition before the drug.
    func isOnDrug(_ drug: Int) -> Bool {
        let before = page.has(drug - 1, .indefinite) || stream.equals(drug - 1, "the") ? drug - 2 : drug - 1
        return stream.equals(before, anyOf: Self.during)
    }

    static let during = TokenTable(
        "of on with during taking using receiving given starting after before once when")

    static let performing = TokenTable(
        "obtain perform order arrange do obtained performed ordered arranged done repeated obtaining performing ordering"
    )

    /// "Tolcapone is the most potent, and transaminases must be monitored": the drug that the sentence speaks of before the thing.
    func drug(before token: Int, apartFrom thing: String, _ reading: Reading) -> Found? {
        guard let last = reading.groups.last(where: { $0.tokens.upperBound <= token }),
            !thing.contains(phrase(last.tokens)), !page.has(token - 1, .level),
            let left = subjects.left(
                of: token, groups: reading.groups, spoken: spoken(reading), page, reading.sentence),
            reading.groups.contains(where: { $0.tokens == left.tokens }), !thing.contains(phrase(left.tokens))
        else { return nil }
        return (left.subjects, left.tokens, false)
    }

    /// "Never take ramelteon with fluvoxamine": the drug and what it is not to be joined with.
    func pair(
        _ direct: (subjects: [ClaimSubject], tokens: Range<Int>, isPronoun: Bool)?, _ reading: Reading
    ) -> (drug: ClaimSubject, other: String)? {
        guard let direct, direct.subjects.count == 1, direct.subjects[0].name.contains(" with ") else { return nil }
        let drugs = reading.sentence.drugs.filter { direct.tokens.contains(page.drugs[$0].tokens.lowerBound) }
        guard drugs.count == 2 else { return nil }
        let first = page.drugs[drugs[0]]
        // "cough syrup with codeine" is one thing.
        if isWare(first), !page.drugs[drugs[1]].isClass { return nil }
        return (
            ClaimSubject(name: first.name, id: first.id, classes: first.classes, isClass: first.isClass),
            page.drugs[drugs[1]].name
        )
    }

    /// "cough syrup", "cold medicine": a class that is sold with drugs in it, as an MAO inhibitor is not.
    func isWare(_ drug: DrugTerm) -> Bool { drug.isClass && Self.wares.contains(drug.name) }

    private static let wares: Set<String> = [
        "antitussive", "expectorant", "decongestant", "cold medicine", "analgesic", "supplement", "multivitamin",
        "vaccine",
        "oral contraceptive", "contraceptive", "antihistamine", "emollient", "acne drug",
    ]

    /// "Never combine tramadol and sertraline", "warfarin and aspirin should not be taken together": the two that are named.
    func two(
        _ direct: (subjects: [ClaimSubject], tokens: Range<Int>, isPronoun: Bool)?, _ reading: Reading,
        before token: Int
    ) -> [ClaimSubject]? {
        let named = direct?.subjects ?? reading.groups.last { $0.tokens.upperBound <= token }?.subjects ?? []
        return named.count == 2 ? named : nil
    }

    /// "It lowers digoxin levels, and the two must not be combined": the drug spoken of and the one named; or the two that are named.
    func theTwo(before token: Int, _ reading: Reading) -> (drug: ClaimSubject, other: ClaimSubject)? {
        guard Range(from: token - 3, to: token).contains(where: { stream.equals($0, anyOf: Self.pairs) }) else {
            return nil
        }
        let named = reading.groups.filter { $0.tokens.upperBound <= token }.flatMap(\.subjects)
        if named.count == 2 { return (named[0], named[1]) }
        guard named.count == 1, memory.subjects.count == 1, !memory.subjects[0].isSame(as: named[0]) else { return nil }
        return (memory.subjects[0], named[0])
    }

    private static let pairs = TokenTable("two both they")

    /// Advice to do something, told in its own words ("take with a full glass of water").
    func isOfDoing(_ step: AdviceStep) -> Bool {
        switch step.verb.kind {
        case .use, .act, .plain: true
        case .avoid, .stop, .combine, .monitor, .ask: false
        }
    }

    /// What is done with a drug: without its name it is that of the drug spoken of.
    func isOfTaking(_ step: AdviceStep) -> Bool {
        switch step.verb.kind {
        case .avoid, .use, .stop, .combine, .act: true
        case .monitor, .ask, .plain: false
        }
    }

    /// Whether a command without a drug of its own is one about the drug: it speaks of the tablets or the dose, or of what not to do on it.
    func isAbout(_ step: AdviceStep, _ next: Int, _ tail: Tail, _ reading: Reading) -> Bool {
        let isOwnText = !reading.isComment
        // "Ditch it in one nostril and use saline": the same sentence goes on.
        if reading.isComment, step.verb.kind != .ask, let last = claims.last, last.sentence == reading.sentence.tokens,
            last.claim.predicate == .practice
        {
            return true
        }
        switch step.verb.kind {
        case .stop where step.isNegated: return isOwnText || tail.text.isEmpty || tail.text.hasPrefix("taking")
        // "If the dreams start, call the doctor", whoever says it.
        case .ask:
            return isOwnText
                || memory.isOwn && memory.sentencesSinceDrug <= 2
                    && frontedCondition(before: step.position, reading) != nil
        case .plain:
            return isOwnText
                && (step.isNegated || !reading.groups.isEmpty || followsAdvice(step.position, reading)
                    || page.has(Range(from: next, to: min(next + 3, reading.sentence.tokens.upperBound)), .doseForm))
        // "Get your calcium tested", whoever says it.
        case .monitor where step.thing != nil: return memory.isOwn && !reading.sentence.isQuestion
        case .combine, .monitor, .avoid, .use: return isOwnText && !reading.sentence.isQuestion
        // "Withdraw over at least a week."
        case .stop where isOwnText && stream.equals(next, "over"): return true
        // "Stop at once", "stop and ring the clinic": of the drug spoken of.
        case .stop
        where isOwnText && (memory.isOwn || isOnTopic) && memory.subjects.count == 1 && reading.groups.isEmpty
            && (stream.equals(next, anyOf: Self.atOnce)
                // "If you get a rash, stop."
                || stream.isPunctuation(at: next) && stream.isPunctuation(at: step.position - 1)
                || page.has(next, .conjunction)
                    && stage.advice.isVerb(stream.tokens[min(next + 1, stream.count - 1)])):
            return true
        // "Never double the dose to make up for a missed one."
        case .act where isOwnText && step.isNegated && memory.isOwn && memory.sentencesSinceDrug <= 2: return true
        case .act where isOwnText && (followsAdvice(step.position, reading) || takenDrug(reading) != nil): return true
        case .stop, .act:
            return page.has(Range(from: next, to: min(next + 3, reading.sentence.tokens.upperBound)), .doseForm)
        }
    }

    private static let atOnce = TokenTable("at immediately if when on straight and")

    /// Whether "should" or "must" stands close before a verb.
    func isAdvised(_ token: Int) -> Bool {
        // "are no longer recommended as initial therapy for"
        for back in 1...5 where stream.equals(token - back, "recommended") {
            if page.has(token - back - 1, .negative) || page.has(token - back - 2, .negative) { return true }
        }
        for back in 1...5 {
            for word: StaticString in ["should", "must", "shouldn't"] where stream.equals(token - back, word) {
                return true
            }
        }
        return false
    }
}
