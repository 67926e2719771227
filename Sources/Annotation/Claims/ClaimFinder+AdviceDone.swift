import Events

/// Advice on what to do: how a drug is used, what is watched, and any other act.
extension ClaimFinder {
    /// "Take it with food", "offer it to pregnant women".
    func advisedUse(_ clause: AdviceClause) -> AdviceTold {
        let (step, trigger, reading, direct, rest, tail) = (
            clause.step, clause.trigger, clause.reading, clause.direct, clause.rest, clause.tail
        )
        let (thing, end, base) = (clause.thing, clause.end, clause.base)
        func one(_ label: String) -> AdviceTold { .told([Target(label, nil, trigger.lowerBound..<end, nil)]) }
        guard thing == nil, !(step.isPassive && isInCondition(trigger.lowerBound, reading)) else { return .nothing }
        // "wants to add finasteride 5 mg" is a dose, no advice.
        if stream.tokens[min(tail.start, stream.count - 1)].isNumber, !tail.text.isEmpty { return .nothing }
        // "should be considered as an alternative in …"
        if tail.text.isEmpty, stream.equals(rest, "as"), page.has(rest + 1, .indefinite) {
            let role = self.tail(after: rest + 2, reading, keepsDrug: true)
            return role.text.isEmpty ? .nothing : one("use as \(role.text)")
        } else if tail.text.isEmpty {
            // "take it as soon as you remember" says no more than how.
            guard step.isPassive || direct != nil, !stream.equals(rest, "as"),
                !isInCondition(trigger.lowerBound, reading)
            else { return .nothing }
            return one(joined("use", context(before: trigger.lowerBound, reading) ?? ""))
        } else if let failed = othersFailed(tail, reading) {
            return one("use only after failure of \(failed)")
        } else if tail.text == "only", stream.equals(tail.end, "as") {
            let role = self.tail(after: tail.end + 1, reading, keepsDrug: true)
            return .told([Target(joined("use only as", role.text), nil, trigger.lowerBound..<max(end, role.end), nil)])
        } else {
            return .told(using(tail, base, trigger, end, reading))
        }
    }

    /// "Potassium must be checked", "measure the blood pressure at every visit".
    func watched(_ clause: AdviceClause) -> AdviceTold {
        let (step, trigger, reading, direct, tail, thing) = (
            clause.step, clause.trigger, clause.reading, clause.direct, clause.tail, clause.thing
        )
        let (end, base, said, next) = (clause.end, clause.base, clause.said, clause.next)
        func one(_ label: String) -> AdviceTold { .told([Target(label, nil, trigger.lowerBound..<end, nil)]) }
        // "Whether it disturbs sleep must be tested" is a question to science.
        guard !step.isNegated, thing?.hasPrefix("whether") != true else { return .nothing }
        // "An ECG should be obtained": a test, nothing else that may be done.
        if Self.performing.contains(stream.tokens[step.position].hash),
            !(step.isPassive
                ? Range(
                    from: max(reading.sentence.tokens.lowerBound, trigger.lowerBound - 6), to: trigger.lowerBound)
                : Range(from: next, to: min(next + 4, end))).contains(where: isTest)
        {
            return .nothing
        }
        // "should be monitored during treatment with cannabidiol"
        if isTaking(tail.start, reading), tail.text != "before start", let thing {
            return one(joined(base, Self.test(thing)))
        }
        // "Patients should be tested for tuberculosis before treatment": what for.
        if step.isPassive, stream.equals(tail.start, "for"), !tail.text.isEmpty,
            (max(reading.sentence.tokens.lowerBound, trigger.lowerBound - 12)..<trigger.lowerBound)
                .contains(where: { page.has($0, .person) })
        {
            return one("screen \(tail.text)")
        }
        // "It pushes blood pressure up, so we measure it at every visit", "pressure, which ought to be measured"
        if thing == nil, direct?.isPronoun ?? page.has(trigger.lowerBound - 1, .relative),
            let measured = measured(before: trigger.lowerBound, reading)
        {
            return one(joined(joined(base, measured), tail.text))
        }
        // "the haematocrit and the PSA": one each.
        let more = thing == nil ? watchedToo(tail, reading) : nil
        let words = more.map { "\(said) and \($0.text)" } ?? said
        var targets = Self.watchedItems(words).map {
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
        return .told(targets)
    }

    /// "Taper it over a month", "tell your doctor", "rinse your mouth": the verb with the rest of its clause.
    func advisedAct(_ clause: AdviceClause) -> AdviceTold {
        let (step, trigger, reading, direct, rest, tail) = (
            clause.step, clause.trigger, clause.reading, clause.direct, clause.rest, clause.tail
        )
        let (thing, end, base, said, next, isImperative) = (
            clause.thing, clause.end, clause.base, clause.said, clause.next, clause.isImperative
        )
        func one(_ label: String) -> AdviceTold { .told([Target(label, nil, trigger.lowerBound..<end, nil)]) }
        // "keep their intake steady" reserves nothing.
        if base == "reserve",
            stream.equals(step.position, "keep") || stream.equals(step.position, "kept"),
            Self.storages.contains(where: { tail.text.hasPrefix($0) })
                || Self.states.contains(where: { tail.text.hasSuffix($0) })
        {
            return one(joined("keep", tail.text))
        }
        // "Keep glucose tablets in your pocket", "keep a diary of your headaches"
        if base == "reserve", isImperative, direct == nil, !tail.isPrepositional, !tail.text.contains("for "),
            tail.text.contains(" "), !stream.equals(tail.start, anyOf: Self.keptIdioms),
            !Self.storages.contains(where: tail.text.contains)
        {
            return one(joined("keep", tail.text))
        }
        // "Keep dark trousers for the first week"
        if base == "reserve", isImperative, direct == nil { return .nothing }
        if base == "reserve", !tail.text.hasPrefix("for"), !tail.text.contains(" for ") { return .nothing }
        // "should be chosen over clopidogrel": which is preferred, another rule says.
        if base == "choose" || base == "prefer", tail.text.hasPrefix("over ") { return .nothing }
        // "We begin with X": the first drug.
        if base == "start" || base == "begin", let group = reading.groups.first,
            stream.equals(step.position + 1, "with"), group.tokens.lowerBound - step.position == 2
        {
            return .whole(
                [Target("use first-line", nil, trigger.lowerBound..<group.tokens.upperBound, nil)],
                (group.subjects, group.tokens, false)
            )
        }
        if step.verb.kind == .ask, !step.isNegated {
            let condition = condition(before: trigger.lowerBound, reading)
            let words =
                condition == nil && !tail.text.contains(" if ") ? tail.text : Self.withoutHaste(tail.text)
            return one(Self.adviser(base, joined(words, condition.map { "if \($0)" } ?? "")))
        }
        // "Swallow the coated tablets whole with water after food": two advices.
        if base == "swallow", tail.text.hasSuffix(" whole") || tail.text.contains(" whole ") || tail.text == "whole" {
            let whole = Target("swallow whole", nil, trigger.lowerBound..<end, nil)
            let food = Target("take with food", nil, trigger.lowerBound..<end, nil)
            return .told(Self.foods.contains(where: tail.text.contains) ? [whole, food] : [whole])
        }
        // "Withdraw over at least a week", "lower the dose over four weeks": tapers.
        if step.verb.kind == .stop || base == "reduce",
            let slow = slowly(tail, isStop: step.verb.kind == .stop, reading)
        {
            return one(slow)
        }
        // "Skip echinacea."
        if base == "skip", let direct, !direct.isPronoun, tail.text.isEmpty, !step.isNegated {
            return one("avoid")
        }
        // "If a rash appears, stop the tablets at once."
        if step.verb.kind == .stop, !step.isNegated, !tail.text.contains("if "),
            !tail.text.contains("when "),
            let condition = condition(before: trigger.lowerBound, reading)
        {
            return one("stop if \(condition)")
        }
        // "Nobody over 70 should start it": to avoid in them.
        if step.isNegated, base == "start", said.isEmpty, let people = people(before: trigger.lowerBound, reading) {
            return one("avoid in \(Self.circumstance(people))")
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
            return .nothing
        }
        let when = told.isEmpty ? context(before: trigger.lowerBound, reading) : nil
        return one(joined(step.isNegated ? "do not \(base)" : base, joined(told, when ?? "")))
    }

    private static let foods = [" food", " meal", " breakfast", " dinner", " supper", " snack"]

    /// "Keep an eye on it", "keep going", "keep these points in mind".
    private static let keptIdioms = TokenTable(
        "an eye track calm going up on these this that mind pace quiet still trying reading")

    /// Where and how a medicine is kept.
    private static let storages = [
        "away from", "out of", "in the refrigerator", "in refrigerator", "in the fridge", "in fridge", "cool", "dry",
        "refrigerated", "in original", "at room", "below", "locked", "frozen",
    ]

    /// "Keep your salt intake steady."
    private static let states = [" steady", " constant", " the same", " low", " dry", " clean", " covered", " moist"]

    /// "over at least a week", "dose over four weeks": how long the way down takes.
    private func slowly(_ tail: Tail, isStop: Bool, _ reading: Reading) -> String? {
        // "reduces the risk over ten years": of the dose alone.
        let isDose = stream.equals(tail.start, "dose")
        guard isStop || isDose else { return nil }
        let index = isDose ? tail.start + 1 : tail.start
        guard
            let over = Range(from: index, to: min(index + 1, tail.end)).first(where: {
                stream.equals($0, "over")
            }),
            Range(from: over + 1, to: tail.end).contains(where: { page.has($0, [.duration, .unit]) })
        else { return nil }
        return "taper \(self.tail(after: over, reading, keepsDrug: true, keepsArticle: true).text)"
    }
}
