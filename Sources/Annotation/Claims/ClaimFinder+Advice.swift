import Events

/// What an advice says, in one form for all wordings: "take in morning", "do not use for bronchitis", "avoid in pregnancy", "monitor
/// kidney function", "never stop abruptly".
extension ClaimFinder {
    /// What is advised, one target an item ("not for sore throat or bronchitis"), and the subject where the advice's own words name it.
    typealias Advised = (targets: [Target], subject: Found?)

    func advice(_ kind: ClaimRule.Advice, _ trigger: Range<Int>, _ reading: Reading) -> Advised? {
        if isRegretted(trigger.upperBound) { return nil }
        switch kind {
        case .named(let label): return namedAdvice(label, trigger, reading)
        case .modal: return modalAdvice(trigger, reading)
        case .imperative: return commanded(trigger, reading)
        case .recommended: return recommended(trigger, reading)
        case .refused:
            let targets = refused(trigger, reading)
            if targets.isEmpty || memory.subjects.isEmpty { return nil }
            return (targets, (memory.subjects, nil, true))
        case .elliptic:
            guard let target = ellipticAdvice(trigger, reading), let last = claims.last else { return nil }
            return ([target], ([last.subject], nil, true))
        case .done:
            guard let step = recommendedUse(trigger, reading) ?? doneStep(trigger, reading) else { return nil }
            return advice(step, trigger, reading, isImperative: false)
        case .apart: return apart(trigger, reading)
        case .schedule: return schedule(trigger, reading).map { ($0, nil) }
        case .limit: return limit(trigger, reading).map { ([$0], advisedBefore(trigger, reading)) }
        case .habit:
            guard let step = habitStep(trigger, reading) else { return nil }
            return advice(step, trigger, reading, isImperative: false)
        case .test: return testAdvice(trigger, reading)
        }
    }

    /// A verb behind "should", "must".
    private func modalAdvice(_ trigger: Range<Int>, _ reading: Reading) -> Advised? {
        // "Should you take it with antibiotics?" asks.
        if reading.sentence.isQuestion, !reading.isComment,
            trigger.lowerBound == reading.sentence.tokens.lowerBound
        {
            return nil
        }
        if isNoOrder(trigger, reading) { return nil }
        guard let step = modalStep(trigger, reading), isOfDrug(step, reading),
            !isOfTrial(before: trigger.lowerBound, reading),
            !isOfInability(trigger), !isForResearch(step, reading)
        else { return nil }
        // "Each box has to be opened": in a text that has said nothing yet of the drug's doing.
        if step.verb.kind == .plain, claims.isEmpty, reading.groups.isEmpty, reading.sentence.concepts.isEmpty {
            return nil
        }
        if let done = gerundAdvice(step.isNegated, step.verb, step.isPassive, trigger, reading) { return done }
        guard var found = advice(step, trigger, reading, isImperative: false) else { return nil }
        if !step.isPassive, !step.isNegated, found.targets.count == 1 {
            for next in coordinated(with: step, reading).prefix(2) where next.verb.kind != .ask {
                let verb = next.position..<next.position + 1
                if let more = advice(next, verb, reading, isImperative: false) { found.targets += more.targets }
            }
        }
        return found
    }

    /// A verb at the head of a clause.
    private func commanded(_ trigger: Range<Int>, _ reading: Reading) -> Advised? {
        guard let step = imperativeStep(trigger, reading), isOfDrug(step, reading), !isNoAdvice(step, reading),
            var found = advice(step, trigger, reading, isImperative: true)
        else { return nil }
        if step.verb.label == "keep" { found.targets = found.targets.flatMap(Self.keptOff) }
        return found
    }

    /// A verb or thing behind "recommend", "advise against".
    private func recommended(_ trigger: Range<Int>, _ reading: Reading) -> Advised? {
        if !isNegation(trigger.lowerBound - 1),
            let noun = advisedNoun(after: trigger.upperBound, reading)
        {
            return ([noun], takenDrug(reading))
        }
        guard let step = recommendedStep(trigger, reading) else { return nil }
        guard var found = advice(step, trigger, reading, isImperative: false) else { return nil }
        if found.targets.count == 1, found.targets[0].label == "avoid",
            page.has(Range(from: trigger.upperBound, to: max(trigger.upperBound, step.position)), .longTerm)
        {
            found.targets[0].label = "avoid long-term use"
        }
        for next in coordinated(with: step, reading) {
            let verb = next.position..<next.position + 1
            if let more = advice(next, verb, reading, isImperative: false) { found.targets += more.targets }
        }
        return found
    }

    /// A test or change of dose that is or is not needed.
    private func testAdvice(_ trigger: Range<Int>, _ reading: Reading) -> Advised? {
        guard let test = neededTest(trigger, reading) else { return nil }
        let taken = takenDrug(reading)
        // "A blood test is needed" in a text about drinking and driving.
        let named =
            taken?.subjects ?? (reading.groups.isEmpty ? memory.subjects : reading.groups.flatMap(\.subjects))
        if named.contains(where: { $0.classes.contains(Self.recreational) }) { return nil }
        // "Dose reduction is recommended in hepatic impairment" goes on about the paragraph's drug.
        let isOfTalk =
            reading.groups.isEmpty && memory.isOwn && memory.subjects.count == 1 && memory.sentencesSinceDrug <= 2
        return ([test], taken ?? (isOfTalk ? (memory.subjects, nil, true) : nil))
    }

    /// "advises starting low, halving the dose when …, and avoiding opioids": the steps that go on in the same form.
    private func coordinated(with first: AdviceStep, _ reading: Reading) -> [AdviceStep] {
        var steps: [AdviceStep] = []
        let form: AdviceVerbs.Form = first.isGerund ? .gerund : first.isPassive ? .participle : .base
        var index = first.position + 1
        while index < reading.sentence.tokens.upperBound, steps.count < 4 {
            if stream.punctuation(index) == UInt8(ascii: ";") { break }
            let isJoined =
                page.has(index - 1, .conjunction) || stream.punctuation(index - 1) == UInt8(ascii: ",")
                || (page.has(index - 1, .to) && page.has(index - 2, .conjunction))
            if isJoined, let (verb, last) = adviceVerb(at: index, form, reading) {
                var step = first
                step.verb = verb
                step.position = last
                step.isNegated = first.isNegated && stream.equals(index - 1, "or")
                steps.append(step)
            }
            index += 1
        }
        return steps
    }
}
