import Events

/// What an advice says, in one form for all wordings: "take in morning", "do not use for bronchitis", "avoid in pregnancy", "monitor
/// kidney function", "never stop abruptly".
extension ClaimFinder {
    /// - Returns: one target an item ("not for sore throat or bronchitis"), and the subject where the advice's own words name it.
    func advice(
        _ kind: ClaimRule.Advice, _ trigger: Range<Int>, _ reading: Reading
    ) -> (targets: [Target], subject: Found?)? {
        if isRegretted(trigger.upperBound) { return nil }
        switch kind {
        case .named(let label):
            let takesDrug = label.hasSuffix(" with")
            // "is not a drug for children": the words' own preposition says in whom.
            let isOpen =
                label == "avoid" && trigger.count > 1 && stream.equals(trigger.upperBound - 1, anyOf: Self.inWhom)
                && directDrug(after: trigger.upperBound, reading) == nil
            // "is not for anyone who has had a stroke": the people are among the words.
            let isOfPeople =
                label == "avoid" && trigger.count > 2 && page.has(trigger.upperBound - 1, .person)
                && stream.equals(trigger.upperBound - 2, "for")
            let next = isOpen ? trigger.upperBound - 1 : isOfPeople ? trigger.upperBound - 2 : trigger.upperBound
            let direct = takesDrug ? nil : directDrug(after: next, reading)
            let tail = tail(after: direct?.tokens.upperBound ?? next, reading, keepsDrug: takesDrug)
            let end = max(tail.text.isEmpty ? next : tail.end, direct?.tokens.upperBound ?? next)
            if takesDrug {
                guard !tail.text.isEmpty else { return nil }
                return (items(label, after: next, trigger, reading), nil)
            }
            if label == "reserve for",
                page.has(Range(from: next, to: min(next + 3, reading.sentence.tokens.upperBound)), [.duration, .unit]),
                stream.tokens[next].isNumber || page.has(next + 1, [.duration, .unit])
            {
                return ([Target(joined("limit to", tail.text), nil, trigger.lowerBound..<end, nil)], nil)
            }
            if label == "avoid" || label == "contraindicated" {
                let avoid = AdviceVerbs.Verb(label: "use", kind: .use)
                if label == "avoid", let done = gerundAdvice(true, avoid, true, trigger, reading) { return done }
                if direct == nil, label == "avoid", let other = avoidedThing(trigger, end, reading) { return other }
                var tail = tail
                if !tail.isPrepositional { tail = Tail(start: next, end: next) }
                var targets = avoiding(tail, after: direct?.tokens.upperBound ?? next, trigger, end, "avoid", reading)
                if label != "avoid" {
                    for place in targets.indices where targets[place].label.hasPrefix("avoid") {
                        targets[place].label = label + targets[place].label.dropFirst(5)
                    }
                }
                return targets.isEmpty ? nil : (targets, direct.map { ($0.subjects, $0.tokens, false) })
            }
            // "Sunscreen every morning is a must": what does not say when or how is left.
            let whole = joined(label, tail.text)
            if label.contains(" "), !label.hasSuffix(" for"), !Self.isPlainAdvice(whole) {
                return ([Target(label, nil, trigger, nil)], nil)
            }
            return ([Target(whole, nil, trigger.lowerBound..<end, nil)], nil)
        case .modal:
            // "Should you take it with antibiotics?" asks.
            if reading.sentence.isQuestion, !reading.isComment,
                trigger.lowerBound == reading.sentence.tokens.lowerBound
            {
                return nil
            }
            guard let step = modalStep(trigger, reading), !isOfTrial(before: trigger.lowerBound, reading),
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
        case .imperative:
            guard let step = imperativeStep(trigger, reading), !isNoAdvice(step, reading),
                var found = advice(step, trigger, reading, isImperative: true)
            else { return nil }
            if step.verb.label == "keep" { found.targets = found.targets.flatMap(Self.keptOff) }
            return found
        case .recommended:
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
        case .limit:
            return limit(trigger, reading).map { ([$0], advisedBefore(trigger, reading)) }
        case .habit:
            guard let step = habitStep(trigger, reading) else { return nil }
            return advice(step, trigger, reading, isImperative: false)
        case .test:
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
    }

    /// The drug that a clinic's or seller's page is a guide to, where the talk had only passed over another ("Alpha blockers add to it. See your
    /// doctor first."); nil where it has not.
    var guided: [ClaimSubject]? {
        guard isOnTopic, isGuide, memory.subjects.count == 1, let main = topic.first,
            !main.isSame(as: memory.subjects[0]), !main.isAkin(memory.subjects[0]),
            weight(of: memory.subjects[0]) * 3 <= weight(of: main)
        else { return nil }
        return topic
    }

    private func isVitaminBeside(_ direct: (subjects: [ClaimSubject], tokens: Range<Int>, isPronoun: Bool)?) -> Bool {
        guard let direct, !direct.isPronoun, direct.subjects.count == 1, isOnTopic, isGuide, let main = topic.first,
            !main.isSame(as: direct.subjects[0]), !Self.vitamins.contains(where: main.name.contains)
        else { return false }
        return Self.vitamins.contains(where: direct.subjects[0].name.contains)
    }

    private static let vitamins = ["folic acid", "vitamin"]

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

    private static let inWhom = TokenTable("for in on during if")

    func advice(
        _ step: AdviceStep, _ trigger: Range<Int>, _ reading: Reading, isImperative: Bool
    ) -> (targets: [Target], subject: Found?)? {
        let next = step.position + 1
        // "Children under 16 should not be given aspirin."
        let recipients =
            step.isPassive && step.isNegated && step.verb.kind == .use
            ? people(before: trigger.lowerBound, reading)
                // "Nobody with depression, psychosis or fits should be given it."
                ?? whomBefore(trigger.lowerBound, reading).first?.place : nil
        var direct = step.isPassive && recipients == nil ? nil : directDrug(after: next, reading)
        // "put the tablets away"
        if direct == nil, !step.isPassive, let head = step.head, head < step.position {
            direct = directDrug(after: head + 1, reading)
            if let own = direct, own.tokens.upperBound > step.position { direct = nil }
        }
        // "cough syrup with codeine": the drug in it.
        if let own = direct, own.subjects.count == 1, own.subjects[0].name.contains(" with "),
            case let drugs = reading.sentence.drugs.filter({ own.tokens.contains(page.drugs[$0].tokens.lowerBound) }),
            drugs.count == 2, page.drugs[drugs[0]].isClass, !page.drugs[drugs[1]].isClass
        {
            direct = ([ClaimSubject(page.drugs[drugs[1]])], own.tokens, own.isPronoun)
        }
        // "We check potassium two weeks after starting spironolactone", "wear sunscreen while taking doxycycline".
        let anybody = takenDrug(reading)
        let isAnyway = anybody?.tokens.map { isTakenAnyway($0, reading.sentence) } ?? false
        // "Men on warfarin should ask the pharmacist": on a page about another drug, of that.
        let taken = isAnyway && direct?.isPronoun ?? true ? (topic, nil, true) : anybody
        let isOther = direct != nil && taken != nil && direct?.tokens != taken?.tokens && direct?.isPronoun == false
        let watched = isOther && step.verb.kind == .monitor ? direct : nil
        if watched != nil { direct = nil }
        let rest = max(direct?.tokens.upperBound ?? next, next)
        var tail = tail(
            after: rest, reading, keepsDrug: step.verb.kind == .combine || watched != nil,
            keepsArticle: !step.isNegated && isOfDoing(step))
        // "leave it alone"
        if step.verb.kind == .avoid, tail.text == "alone" { tail = Tail(start: rest, end: tail.end) }
        // "suggests that bosentan be offered": the drug itself.
        let between = reading.groups.last {
            step.isPassive && $0.tokens.lowerBound >= trigger.upperBound && $0.tokens.upperBound <= step.position
        }
        let thing =
            recipients != nil
            ? nil
            : step.thing != nil
                ? step.thing
                : step.isPassive && between == nil
                    ? thing(before: trigger.lowerBound, reading, ofDrug: step.verb.kind == .monitor) : nil
        let end = max(tail.text.isEmpty ? next : tail.end, rest)
        let base = step.verb.label
        if isImperative, direct == nil, !isAbout(step, next, tail, reading) { return nil }
        // "Stop the injections and the allergy is back."
        if isImperative, step.verb.kind == .stop, !step.isNegated, tail.text.isEmpty, page.has(rest, .conjunction),
            rest + 1 < stream.count, !stage.advice.isVerb(stream.tokens[rest + 1])
        {
            return nil
        }
        // "Squirt it for longer than a week and the lining swells up": what comes of it, no advice.
        if isImperative, !step.isNegated, stream.equals(end, "and"), page.has(end + 1, .pronoun),
            reading.sentence.concepts.contains(where: {
                page.concepts[$0].tokens.lowerBound > end && objects.accepts(page.concepts[$0], .effect)
            }), !page.has(Range(from: end, to: reading.sentence.tokens.upperBound), [.negative, .better])
        {
            return nil
        }
        // "Give minoxidil four months" says how long it takes.
        if isImperative, base == "give", stream.equals(tail.end, "before") || tail.text.contains(" before"),
            page.has(Range(from: tail.start, to: min(tail.start + 3, stream.count)), .duration)
        {
            return nil
        }
        // "Ask the pharmacist: antibiotics" is the name of a column.
        if step.verb.kind == .ask, reading.segment.kind == .title { return nil }
        if step.verb.kind == .ask, !step.isNegated, stream.equals(next, "about") {
            let about = self.tail(after: next, reading, keepsDrug: false)
            if let drug = directDrug(after: next + 1, reading), !drug.isPronoun, drug.subjects.count == 1 {
                let words = joined(
                    "\(step.verb.label) about \(drug.subjects[0].name)",
                    self.tail(after: drug.tokens.upperBound, reading, keepsDrug: false).text)
                return (
                    [Target(words, nil, trigger.lowerBound..<max(about.end, drug.tokens.upperBound), nil)],
                    (drug.subjects, drug.tokens, false)
                )
            }
            // "Ask about earlier depression before the first prescription": of the paragraph's drug.
            let isOfTalk =
                step.verb.label == "ask" && !reading.isComment && reading.groups.isEmpty && memory.subjects.count == 1
                && (memory.isOwn || isOnTopic) && !page.has(next + 1, [.pronoun, .effectPronoun])
            let taken = takenDrug(reading) ?? (isOfTalk ? (memory.subjects, nil, true) : nil)
            guard let taken, !about.text.isEmpty else { return nil }
            return ([Target("\(step.verb.label) \(about.text)", nil, trigger.lowerBound..<about.end, nil)], taken)
        }
        if step.verb.kind == .ask,
            !page.has(Range(from: next, to: min(next + 6, reading.sentence.tokens.upperBound)), .adviser)
        {
            return nil
        }
        if step.isNegated, step.verb.kind == .use || step.verb.kind == .combine, let pair = pair(direct, reading) {
            return (
                [Target("do not combine with \(pair.other)", nil, trigger.lowerBound..<end, nil)],
                ([pair.drug], direct?.tokens, false)
            )
        }
        // "Do not drink alcohol while taking it": what is advised on is the medicine.
        if step.isNegated, step.verb.label == "drink", let drink = direct?.subjects.first,
            drink.classes.contains(Self.recreational)
        {
            let others = reading.groups.filter { $0.tokens != direct?.tokens }.flatMap(\.subjects)
            let own = others.isEmpty ? memory.subjects.filter { $0.name != drink.name } : others
            guard !own.isEmpty else { return nil }
            return (
                [Target("do not combine with \(drink.name)", nil, trigger.lowerBound..<end, nil)],
                (own, nil, others.isEmpty)
            )
        }
        let said = [thing ?? "", tail.text].filter { !$0.isEmpty }.joined(separator: " ")
        var targets: [Target] = []
        func one(_ label: String) { targets = [Target(label, nil, trigger.lowerBound..<end, nil)] }
        switch step.verb.kind {
        case .stop where step.isNegated:
            one(stopping(after: step.position, reading, people: people(before: trigger.lowerBound, reading)))
        case .avoid:
            guard !step.isNegated else { return nil }
            if let direct, let taken, isOther, thing == nil, tail.text.isEmpty || tail.isPrepositional {
                let end = trigger.lowerBound..<direct.tokens.upperBound
                if direct.subjects[0].id == nil, direct.subjects[0].classes.isEmpty {
                    // "Anyone taking simvastatin should avoid grapefruit juice."
                    return (direct.subjects.map { Target("avoid \($0.name)", nil, end, nil) }, taken)
                }
                // "People on warfarin should avoid naproxen."
                return (
                    [Target("avoid (with \(taken.subjects[0].name))", nil, end, nil)],
                    (direct.subjects, direct.tokens, false)
                )
            }
            if thing == nil, tail.text.isEmpty || tail.isPrepositional {
                targets = avoiding(tail, after: rest, trigger, end, base, reading, verb: step.position)
            } else {
                one(joined("avoid", said))
            }
        case .use where step.isNegated:
            guard thing == nil else { return nil }
            // "Patients taking adalimumab should not receive live vaccines."
            if let direct, let taken, isOther, tail.text.isEmpty || tail.isPrepositional,
                taken.tokens?.upperBound ?? 0 <= trigger.lowerBound
            {
                return (
                    [
                        Target(
                            "avoid (with \(taken.subjects[0].name))", nil,
                            trigger.lowerBound..<direct.tokens.upperBound, nil
                        )
                    ],
                    (direct.subjects, direct.tokens, false)
                )
            }
            // "Do not use antacids at the same time": not beside the drug that is spoken of.
            if let direct, !direct.isPronoun, Self.besides.contains(tail.text), !step.isPassive,
                memory.subjects.count == 1,
                memory.isOwn || isOnTopic, !direct.subjects.contains(where: { $0.isSame(as: memory.subjects[0]) })
            {
                return (
                    direct.subjects.map {
                        Target("do not combine with \($0.name)", nil, trigger.lowerBound..<end, nil)
                    },
                    (memory.subjects, nil, true)
                )
            }
            if tail.text == "together", let two = two(direct, reading, before: trigger.lowerBound) {
                return (
                    [Target("do not combine with \(two[1].name)", nil, trigger.lowerBound..<end, nil)],
                    ([two[0]], direct?.tokens, false)
                )
            }
            if step.isPassive, tail.text == "together", let pair = theTwo(before: trigger.lowerBound, reading) {
                return (
                    [Target("do not combine with \(pair.other.name)", nil, trigger.lowerBound..<end, nil)],
                    ([pair.drug], nil, true)
                )
            }
            if let other = companion(after: rest, reading) {
                targets = other.names.map {
                    Target("do not combine with \($0)", nil, trigger.lowerBound..<max(end, other.end), nil)
                }
            } else {
                targets = avoiding(tail, after: rest, trigger, end, base, reading)
            }
        case .use where isImperative && isVitaminBeside(direct):
            // "Take folic acid before you conceive": what goes with the drug that the page is about.
            let name = direct?.subjects.first?.name ?? ""
            return (
                [Target(joined("\(base) \(name)", tail.text), nil, trigger.lowerBound..<end, nil)], (topic, nil, true)
            )
        case .use:
            guard thing == nil, !(step.isPassive && isInCondition(trigger.lowerBound, reading)) else { return nil }
            // "wants to add finasteride 5 mg" is a dose, no advice.
            if stream.tokens[min(tail.start, stream.count - 1)].isNumber, !tail.text.isEmpty { return nil }
            // "should be considered as an alternative in …"
            if tail.text.isEmpty, stream.equals(rest, "as"), page.has(rest + 1, .indefinite) {
                let role = self.tail(after: rest + 2, reading, keepsDrug: true)
                if !role.text.isEmpty { one("use as \(role.text)") }
            } else if tail.text.isEmpty {
                // "take it as soon as you remember" says no more than how.
                guard step.isPassive || direct != nil, !stream.equals(rest, "as"),
                    !isInCondition(trigger.lowerBound, reading)
                else { return nil }
                one(joined("use", context(before: trigger.lowerBound, reading) ?? ""))
            } else if let failed = othersFailed(tail, reading) {
                one("use only after failure of \(failed)")
            } else if tail.text == "only", stream.equals(tail.end, "as") {
                let role = self.tail(after: tail.end + 1, reading, keepsDrug: true)
                targets = [Target(joined("use only as", role.text), nil, trigger.lowerBound..<max(end, role.end), nil)]
            } else {
                targets = using(tail, base, trigger, end, reading)
            }
        case .combine:
            guard step.isNegated else { return nil }
            // "Never mix sleeping pills with alcohol or opioids."
            if let direct, let with = direct.tokens.first(where: { stream.equals($0, "with") }) {
                let drugs = reading.sentence.drugs.filter { direct.tokens.contains(page.drugs[$0].tokens.lowerBound) }
                let own = drugs.filter { page.drugs[$0].tokens.upperBound <= with }
                let others = drugs.filter { page.drugs[$0].tokens.lowerBound > with }
                if !own.isEmpty, !others.isEmpty {
                    return (
                        others.map {
                            Target(
                                "do not combine with \(page.drugs[$0].name)", nil,
                                trigger.lowerBound..<page.drugs[$0].tokens.upperBound, nil
                            )
                        }, (own.map { ClaimSubject(page.drugs[$0]) }, direct.tokens, false)
                    )
                }
            }
            var from = rest
            while from < tail.end, !stream.equals(from, "with"), !stream.equals(from, "and") { from += 1 }
            if from < tail.end, stream.equals(from, "with") {
                targets = items("do not combine with", after: from + 1, trigger, reading)
            } else if let two = two(direct, reading, before: trigger.lowerBound) {
                return (
                    [Target("do not combine with \(two[1].name)", nil, trigger.lowerBound..<end, nil)],
                    ([two[0]], direct?.tokens, false)
                )
            } else if let pair = theTwo(before: trigger.lowerBound, reading) {
                return (
                    [Target("do not combine with \(pair.other.name)", nil, trigger.lowerBound..<end, nil)],
                    ([pair.drug], nil, true)
                )
            } else {
                one("do not \(base)")
            }
        case .monitor:
            // "Whether it disturbs sleep must be tested" is a question to science.
            guard !step.isNegated, thing?.hasPrefix("whether") != true else { return nil }
            // "An ECG should be obtained": a test, nothing else that may be done.
            if Self.performing.contains(stream.tokens[step.position].hash),
                !(step.isPassive
                    ? Range(
                        from: max(reading.sentence.tokens.lowerBound, trigger.lowerBound - 6), to: trigger.lowerBound)
                    : Range(from: next, to: min(next + 4, end))).contains(where: isTest)
            {
                return nil
            }
            // "should be monitored during treatment with cannabidiol"
            if isTaking(tail.start, reading), tail.text != "before start", let thing {
                one(joined(base, Self.test(thing)))
                break
            }
            // "Patients should be tested for tuberculosis before treatment": what for.
            if step.isPassive, stream.equals(tail.start, "for"), !tail.text.isEmpty,
                (max(reading.sentence.tokens.lowerBound, trigger.lowerBound - 12)..<trigger.lowerBound)
                    .contains(where: { page.has($0, .person) })
            {
                one("screen \(tail.text)")
                break
            }
            // "It pushes blood pressure up, so we measure it at every visit", "pressure, which ought to be measured"
            if thing == nil, direct?.isPronoun ?? page.has(trigger.lowerBound - 1, .relative),
                let measured = measured(before: trigger.lowerBound, reading)
            {
                one(joined(joined(base, measured), tail.text))
                break
            }
            // "the haematocrit and the PSA": one each.
            let more = thing == nil ? watchedToo(tail, reading) : nil
            let words = more.map { "\(said) and \($0.text)" } ?? said
            targets = Self.watchedItems(words).map {
                Target(joined(base, Self.test($0)), nil, trigger.lowerBound..<max(end, more?.end ?? end), nil)
            }
            // "Blood count, liver and kidney function must be checked"
            if step.isPassive, thing != nil {
                for item in listedBefore(trigger.lowerBound, reading) {
                    targets.append(
                        Target(
                            joined(joined(base, Self.test(phrase(item))), tail.text), nil,
                            item.lowerBound..<max(end, trigger.upperBound), nil))
                }
            }
        case .stop, .plain, .act, .ask:
            // "keep their intake steady" reserves nothing.
            if base == "reserve",
                stream.equals(step.position, "keep") || stream.equals(step.position, "kept"),
                Self.storages.contains(where: { tail.text.hasPrefix($0) })
                    || Self.states.contains(where: { tail.text.hasSuffix($0) })
            {
                one(joined("keep", tail.text))
                break
            }
            // "Keep dark trousers for the first week"
            if base == "reserve", isImperative, direct == nil { return nil }
            if base == "reserve", !tail.text.hasPrefix("for"), !tail.text.contains(" for ") { return nil }
            // "should be chosen over clopidogrel": which is preferred, another rule says.
            if base == "choose" || base == "prefer", tail.text.hasPrefix("over ") { return nil }
            // "We begin with X": the first drug.
            if base == "start" || base == "begin", let group = reading.groups.first,
                stream.equals(step.position + 1, "with"), group.tokens.lowerBound - step.position == 2
            {
                return (
                    [Target("use first-line", nil, trigger.lowerBound..<group.tokens.upperBound, nil)],
                    (group.subjects, group.tokens, false)
                )
            }
            if step.verb.kind == .ask, !step.isNegated {
                one(joined(Self.adviser(base, tail.text), ""))
                break
            }
            // "Swallow the coated tablets whole with water after food": two advices.
            if base == "swallow", tail.text.hasSuffix(" whole") || tail.text.contains(" whole ") || tail.text == "whole"
            {
                one("swallow whole")
                if Self.foods.contains(where: tail.text.contains) {
                    targets.append(Target("take with food", nil, trigger.lowerBound..<end, nil))
                }
                break
            }
            var told = said
            if let direct, thing == nil, step.verb.kind == .act {
                // "limit the use of fentanyl patches", "reduce the dose of gabapentin"
                for (word, name): (StaticString, String) in [
                    ("use", "use"), ("dose", "dose"), ("intake", "intake"), ("risks", "risks"),
                    ("benefits", "benefits"),
                ]
                where Range(from: next, to: direct.tokens.lowerBound).contains(where: { stream.equals($0, word) }) {
                    let isForm = page.has(tail.start, .doseForm)
                    told = isForm ? name : joined(name, tail.text)
                }
            }
            // "do not drive after taking zolpidem", "screen patients for suicidal thoughts"
            if step.verb.kind == .plain, tail.isPrepositional, isTaking(tail.start, reading) { told = thing ?? "" }
            if told.hasPrefix("patients for ") { told = String(told.dropFirst(9)) }
            // "rely on on a coil"
            if base.hasSuffix(" on"), told.hasPrefix("on ") { told = String(told.dropFirst(3)) }
            // "Simvastatin has to be paused."
            let isWhole =
                step.isPassive && (base == "pause" || base == "taper")
                && stream.tokens[min(rest, stream.count - 1)].isPunctuation
            if step.verb.kind == .plain || step.verb.kind == .act, told.isEmpty, !step.isNegated, !isWhole {
                return nil
            }
            let when = told.isEmpty ? context(before: trigger.lowerBound, reading) : nil
            one(joined(step.isNegated ? "do not \(base)" : base, joined(told, when ?? "")))
        }
        guard !targets.isEmpty else { return nil }
        var subject: Found?
        let before = reading.groups.last { $0.tokens.upperBound <= trigger.lowerBound }
        // "It should not be used if you take warfarin": the advice is on the other.
        let isListed =
            taken.map { own in targets.contains { $0.label.hasSuffix("(with \(own.subjects[0].name))") } } ?? false
        if direct == nil, between == nil, step.verb.kind != .combine, let taken, !isListed,
            before == nil || before?.tokens == taken.tokens
        {
            subject = taken
        } else if direct == nil, tail.text.hasPrefix("more than"),
            let measured = reading.groups.first(where: {
                stream.equals($0.tokens.lowerBound - 1, "of") && tail.start < $0.tokens.lowerBound
                    && $0.tokens.upperBound <= tail.end
            })
        {
            subject = (measured.subjects, measured.tokens, false)
        } else if direct == nil, thing == "dose", let before {
            // "The dose of gabapentin must be reduced."
            subject = (before.subjects, before.tokens, false)
        } else if let thing, let named = drug(before: trigger.lowerBound, apartFrom: thing, reading) {
            subject = named
        } else if thing != nil, step.isPassive,
            case let behind = reading.groups.filter({ $0.tokens.lowerBound >= trigger.upperBound }), behind.count == 1,
            isOnDrug(behind[0].tokens.lowerBound)
        {
            // "Blood counts should be monitored during the first months of clozapine."
            subject = (behind[0].subjects, behind[0].tokens, false)
        } else if thing != nil, !memory.subjects.isEmpty,
            !reading.groups.contains(where: { $0.tokens.upperBound <= trigger.lowerBound })
                || !page.has(trigger.lowerBound - 1, .level)
        {
            subject = (memory.subjects, nil, true)
        } else if let between {
            subject = (between.subjects, between.tokens, false)
        } else if let direct, step.verb.kind != .combine || direct.isPronoun {
            subject = (direct.subjects, direct.tokens, false)
        } else if reading.groups.isEmpty, !memory.subjects.isEmpty,
            isImperative || !subjects.hasAnaphor(before: trigger.lowerBound, page, reading.sentence),
            isImperative
                ? memory.isOwn || isOnTopic
                : (memory.isOwn || reading.segment.kind == .answer || isGuide && isOnTopic)
                    && (isOfTaking(step) || isGuide && isOnTopic)
                    && (isOnTopic
                        || (!reading.isComment && memory.subjects.count == 1 && memory.sentencesSinceDrug <= 2))
        {
            subject = (guided ?? memory.subjects, nil, true)
        }
        // Nobody is advised on alcohol or cocaine as on a medicine, unless it is named.
        if subject?.isTopic ?? reading.groups.isEmpty,
            memory.subjects.contains(where: { $0.classes.contains(Self.recreational) })
        {
            return nil
        }
        return (targets, subject)
    }

    private static let besides: Set<String> = [
        "at same time", "at the same time", "alongside", "together with it", "with it", "as well", "too", "meanwhile",
        "in meantime",
    ]
    private static let foods = [" food", " meal", " breakfast", " dinner", " supper", " snack"]

    /// Where and how a medicine is kept.
    private static let storages = [
        "away from", "out of", "in the refrigerator", "in refrigerator", "in the fridge", "in fridge", "cool", "dry",
        "refrigerated", "in original", "at room", "below", "locked", "frozen",
    ]

    /// "Keep your salt intake steady."
    private static let states = [" steady", " constant", " the same", " low", " dry", " clean", " covered", " moist"]

    /// Set words with the rest of the clause; "contains no estrogen" is negated by its "no".
    func phraseTarget(_ label: String, _ trigger: Range<Int>, _ reading: Reading) -> Target? {
        var start = trigger.upperBound
        while page.has(start, .negative) { start += 1 }
        // "limit to" wants a figure.
        if label.hasPrefix("limit"), !stream.tokens[min(start, stream.count - 1)].isNumber,
            !page.has(start, .function)
        {
            return nil
        }
        if let figure = figure(label, trigger, reading) { return figure }
        // "as effective as carbamazepine": the drug alone.
        if label == "equal to" || label == "stronger than" || label == "prodrug of" {
            guard let group = subjects.right(of: start, groups: reading.groups, within: 3) else { return nil }
            return Target("\(label) \(group.subjects[0].name)", nil, trigger.lowerBound..<group.tokens.upperBound, nil)
        }
        var tail = tail(after: start, reading, keepsDrug: true)
        guard !tail.text.isEmpty else { return nil }
        if tail.text.hasSuffix(" such") { tail.text.removeLast(5) }
        // "contains 75 mg of iodine"
        if label == "contains", stream.tokens[start].isNumber,
            let of = (start..<min(start + 4, tail.end)).first(where: { stream.equals($0, "of") })
        {
            let what = self.tail(after: of + 1, reading, keepsDrug: true)
            if !what.text.isEmpty { tail = what }
        }
        // "crosses the placenta freely"
        if label == "crosses" {
            for adverb in [" freely", " readily", " easily", " well", " quickly", " too", " as well"]
            where tail.text.hasSuffix(adverb) { tail.text.removeLast(adverb.utf8.count) }
            // "Very little loratadine gets into breast milk"
            if stream.equals(trigger.lowerBound - 2, "little"), !tail.text.contains("brain") {
                return Target("little passes into \(tail.text)", nil, trigger.lowerBound..<tail.end, nil)
            }
        }
        // "crosses into the brain within an hour"
        if label == "crosses", tail.text.contains("brain") {
            return Target("crosses blood-brain barrier", nil, trigger.lowerBound..<tail.end, nil)
        }
        return Target("\(label) \(tail.text)", nil, trigger.lowerBound..<tail.end, nil)
    }
}
