import Events

/// Advice that is told as what is done or needed: "we check creatinine twice a year", "patients on lithium need blood tests",
/// "screening for tuberculosis is mandatory before infliximab".
extension ClaimFinder {
    /// The verb behind "we" that says what is done with a drug as a rule. What is used for what tells a treatment, no advice.
    func habitStep(_ trigger: Range<Int>, _ reading: Reading) -> AdviceStep? {
        guard !reading.sentence.isQuestion, !reading.groups.isEmpty || memory.isOwn || isOnTopic || isGuide else {
            return nil
        }
        var isNegated = trigger.contains { isNegation($0) }
        // "You take it once a day with breakfast": the verb is one of the words.
        if stream.equals(trigger.lowerBound, "you") {
            guard trigger.lowerBound == reading.sentence.tokens.lowerBound,
                let (verb, position) = adviceVerb(at: trigger.upperBound - 1, .base, reading)
            else { return nil }
            let step = AdviceStep(verb: verb, position: position)
            // "You start with one tablet": of the doses; "you take the lift" of none.
            let isOfDose = page.has(Range(from: position + 1, to: min(position + 5, stream.count)), .doseForm)
            return isOfDose || isHabit(step, reading) ? step : nil
        }
        // "She checks the liver every month": the verb is one of the words.
        if trigger.count > 1, let verb = thirdPerson(trigger.upperBound - 1) {
            let step = AdviceStep(verb: verb, position: trigger.upperBound - 1)
            return isHabit(step, reading) && isOfCare(step, reading) ? step : nil
        }
        var position = trigger.upperBound
        while position < reading.sentence.tokens.upperBound, position - trigger.upperBound < 4 {
            if isNegation(position) {
                isNegated = true
            } else if let (verb, position) = adviceVerb(at: position, .base, reading) {
                let step = AdviceStep(verb: verb, position: position, isNegated: isNegated)
                let isOfTalk = !reading.groups.isEmpty || memory.isOwn || isOfCare(step, reading)
                return isHabit(step, reading) && isOfTalk ? step : nil
            } else if isNegated, trigger.count > 1, let verb = thirdPerson(position), verb.label != "take" {
                // "He never prescribes it to smokers."
                let step = AdviceStep(verb: verb, position: position, isNegated: true)
                return isHabit(step, reading) ? step : nil
            } else if !stream.equals(position, "do"), !isAdverb(position), !isOften(position) {
                return nil
            }
            position += 1
        }
        return nil
    }

    /// A habit with the drug, its dose or a test: "we taper over a month", "she checks the creatinine", not "we book rooms".
    private func isOfCare(_ step: AdviceStep, _ reading: Reading) -> Bool {
        let next = step.position + 1
        let near = Range(from: next, to: min(next + 5, reading.sentence.tokens.upperBound))
        switch step.verb.label {
        case "taper", "halve": return true
        case "monitor": return near.contains { isTest($0) || isMeasured($0) }
        default: return directDrug(after: next, reading) != nil || page.has(near, .doseForm)
        }
    }

    /// "checks", "tapers", "watches": the verb in the third person.
    private func thirdPerson(_ index: Int) -> AdviceVerbs.Verb? {
        let word = stream.lowerString(index)
        guard word.hasSuffix("s") else { return nil }
        for ending in ["s", "es"] where word.hasSuffix(ending) {
            if let hash = TokenStream.hash(of: String(word.dropLast(ending.utf8.count))),
                let verb = stage.advice.verb(hash, .base)
            {
                return verb
            }
        }
        return nil
    }

    /// "Potassium is measured before the first tablet", "it is restarted only once you eat": what is done as a rule says when.
    func doneStep(_ trigger: Range<Int>, _ reading: Reading) -> AdviceStep? {
        guard !reading.sentence.isQuestion, !reading.groups.isEmpty || memory.isOwn else { return nil }
        guard let (verb, position) = adviceVerb(at: trigger.upperBound - 1, .participle, reading) else { return nil }
        let step = AdviceStep(verb: verb, position: position, isPassive: true)
        let next = position + 1
        let isBest =
            stream.equals(trigger.upperBound - 2, "best") || stream.equals(trigger.upperBound - 2, "always")
        // "Statins can simply be paused for the week", not "at the border".
        let isAllowed = page.has(trigger.lowerBound, .modal) && !stream.equals(next, "at")
        guard
            isAllowed || isDoseChanged(verb, trigger, next) || stream.equals(next, anyOf: Self.whens)
                || stream.equals(next, anyOf: Self.rates)
                || verb.kind == .monitor && stream.equals(next, "at")
                || isBest
                    && (stream.equals(next, "in") || stream.equals(next, "with")
                        || stream.equals(next, "on"))
        else { return nil }
        // "Clearance is reduced during pregnancy": the dose alone is.
        if verb.label == "reduce" || verb.label == "increase",
            !stream.equals(trigger.lowerBound - 1, "dose"), !stream.equals(trigger.lowerBound - 1, "doses")
        {
            return nil
        }
        // "when it is stopped again": what comes of it is told.
        if isInCondition(trigger.lowerBound, reading) { return nil }
        return step
    }

    /// "The dose is halved in kidney failure."
    private func isDoseChanged(_ verb: AdviceVerbs.Verb, _ trigger: Range<Int>, _ next: Int) -> Bool {
        (verb.label == "halve" || verb.label == "reduce")
            && (stream.equals(next, "in") || stream.equals(next, "for") || stream.equals(next, "if"))
            && stream.equals(trigger.lowerBound - 1, "dose")
    }

    private static let whens = TokenTable("before every only once twice again after during until")
    private static let rates = TokenTable(
        "weekly monthly yearly annually daily quarterly regularly half-yearly three four")

    private func isOften(_ index: Int) -> Bool {
        for word: StaticString in ["therefore", "always", "also", "often", "then", "now", "first"]
        where stream.equals(index, word) { return true }
        return false
    }

    private func isHabit(_ step: AdviceStep, _ reading: Reading) -> Bool {
        let next = step.position + 1
        switch step.verb.kind {
        case .avoid, .monitor: return true
        case .stop, .combine: return step.isNegated || directDrug(after: next, reading) != nil
        case .act: return step.verb.label != "treat" && step.verb.label != "choose" && step.verb.label != "prefer"
        case .use:
            guard let direct = directDrug(after: next, reading) else { return false }
            if step.isNegated { return true }
            // "give ondansetron an hour before chemotherapy": when and how, not what for.
            let rest = direct.tokens.upperBound
            for word: StaticString in ["before", "after", "with", "at", "only", "once", "twice", "every", "between"]
            where stream.equals(rest, word) { return true }
            // "offer it to pregnant women"
            if stream.equals(step.position, "offer"), stream.equals(rest, "to") { return true }
            return page.has(rest, .indefinite)
                && (page.has(rest + 1, [.duration, .unit]) || stream.equals(rest + 1, "hour"))
        case .ask, .plain: return false
        }
    }

    /// "need regular blood tests", "no dose adjustment is needed": what is to be watched or changed.
    func neededTest(_ trigger: Range<Int>, _ reading: Reading) -> Target? {
        let isVerb = !stream.equals(trigger.lowerBound, "is") && !stream.equals(trigger.lowerBound, "are")
        let phrase = isVerb ? testPhrase(after: trigger.upperBound, reading) : testPhrase(before: trigger, reading)
        guard var phrase else { return nil }
        let whole = phrase
        while phrase.count > 1, page.has(phrase.lowerBound, .negative) || isDeterminer(phrase.lowerBound) {
            phrase = phrase.lowerBound + 1..<phrase.upperBound
        }
        let tail = tail(after: max(trigger.upperBound, phrase.upperBound), reading, keepsDrug: false)
        let isOfDrug =
            reading.groups.contains { $0.tokens.lowerBound == tail.start + 1 } || isTaking(tail.start, reading)
        let when = tail.text.hasPrefix("for ") || (isOfDrug && tail.text != "before start") ? "" : tail.text
        let words = joined(Self.watching(self.phrase(phrase)), when)
        let all = min(trigger.lowerBound, whole.lowerBound)..<max(trigger.upperBound, whole.upperBound, tail.end)
        return Target(words, nil, all, nil)
    }

    /// Whether a test is said not to be needed.
    func isNotNeeded(_ rule: ClaimRule, _ tokens: Range<Int>) -> Bool {
        if rule.object == .advice(.named("monitor")) {
            return page.has(Range(from: tokens.lowerBound - 3, to: tokens.lowerBound), .negative)
        }
        return rule.object == .advice(.test)
            && (page.has(tokens, .negative)
                || (page.has(tokens.lowerBound - 1, .negative)
                    && !stream.tokens[tokens.lowerBound].flags.contains(.sentenceStart))
                || isNegation(tokens.lowerBound - 1))
    }

    /// "Alcohol should be avoided with metronidazole": what is advised on is the medicine.
    func turned(_ subject: Found, _ targets: [Target], _ reading: Reading) -> (subject: Found, targets: [Target])? {
        // "Concurrent opioids must be avoided": beside the drug spoken of.
        if subject.subjects.count == 1, targets.count == 1, targets[0].label == "avoid", let tokens = subject.tokens,
            reading.groups.count == 1,
            stream.equals(tokens.lowerBound - 1, anyOf: Self.takenBeside)
                || stream.equals(tokens.lowerBound - 1, "of")
                    && stream.equals(tokens.lowerBound - 3, anyOf: Self.takenBeside),
            let own = memory.main ?? memory.single, !own.isSame(as: subject.subjects[0])
        {
            var target = targets[0]
            target.label = "avoid \(stream.string(tokens).lowercased())"
            return (([own], nil, true), [target])
        }
        // "must use effective contraception, as it weakens the pill": what for is the drug spoken of.
        if targets.count == 1, targets[0].label == "use contraception", subject.subjects.count == 1,
            subject.subjects[0].name.hasSuffix("contraceptive"), let own = memory.main ?? memory.single,
            !own.isSame(as: subject.subjects[0])
        {
            return (([own], nil, true), targets)
        }
        // "Use with verapamil is contraindicated": of the drug spoken of.
        if subject.subjects.count == 1, targets.count == 1,
            targets[0].label == "contraindicated" || targets[0].label == "avoid", let tokens = subject.tokens,
            reading.groups.count == 1, stream.equals(tokens.lowerBound - 1, "with"),
            stream.equals(tokens.lowerBound - 2, anyOf: Self.uses),
            let own = memory.main ?? memory.single, !own.isSame(as: subject.subjects[0])
        {
            var target = targets[0]
            target.label = "do not combine with \(subject.subjects[0].name)"
            return (([own], nil, true), [target])
        }
        guard subject.subjects.count == 1, targets.count == 1, targets[0].label.hasPrefix("avoid"),
            subject.subjects[0].name.hasPrefix("grapefruit") || subject.subjects[0].name == "alcohol",
            let other = reading.groups.first(where: { $0.tokens != subject.tokens }), other.subjects.count == 1
        else { return nil }
        var target = targets[0]
        target.label = "avoid \(subject.subjects[0].name == "alcohol" ? "alcohol" : "grapefruit")"
        return ((other.subjects, other.tokens, false), [target])
    }

    private static let uses = TokenTable("use combination coadministration administration combining together")
    private static let takenBeside = TokenTable(
        "concomitant concurrent simultaneous concomitantly concurrently coadministered co-administered additional")

    /// "blood pressure monitoring", "monitoring of liver enzymes", "screening for tuberculosis": one name for all wordings.
    private static func watching(_ words: String) -> String {
        if words.contains("reduction") { return "reduce dose" }
        if words.contains("adjustment") { return "adjust dose" }
        for (noun, verb) in [
            ("monitoring of ", "monitor "), ("measurement of ", "monitor "), ("screening for ", "screen for "),
            ("vaccination against ", "vaccinate against "), ("immunization against ", "vaccinate against "),
            ("immunisation against ", "vaccinate against "), ("testing for ", "test for "),
            ("observation for ", "observe for "),
        ] where words.hasPrefix(noun) { return verb + words.dropFirst(noun.count) }
        for adverb in ["regular ", "close ", "careful ", "periodic ", "frequent "] where words.hasPrefix(adverb) {
            for noun in ["monitoring of ", "measurement of ", "testing for ", "screening for "]
            where words.dropFirst(adverb.count).hasPrefix(noun) {
                return watching(String(words.dropFirst(adverb.count)))
            }
        }
        if words.hasSuffix(" taper") {
            let how = words.dropLast(6)
            return how == "gradual" ? "taper gradually" : how == "slow" ? "taper slowly" : "taper"
        }
        if words.hasSuffix("routine monitoring") || words.hasSuffix("regular monitoring") { return words }
        for noun in [" monitoring", " testing", " measurements", " measurement"]
        where words.hasSuffix(noun) && !words.hasPrefix("routine") && !words.hasPrefix("regular") {
            return "monitor " + words.dropLast(noun.count)
        }
        if words == "monitoring" { return "monitor" }
        if words.hasSuffix(" vaccination") { return "vaccinate against " + words.dropLast(12) }
        if words == "vaccination" { return "vaccinate" }
        if words.contains("contraception") { return "use " + words }
        if words.contains("washout") || words.contains("wash-out") || words.contains("supplementation") { return words }
        return "monitor " + words
    }

    private func testPhrase(after position: Int, _ reading: Reading) -> Range<Int>? {
        let end = min(position + 7, reading.sentence.tokens.upperBound)
        var last: Int?
        for index in Range(from: position, to: end) {
            let token = stream.tokens[index]
            if token.isPunctuation, stream.punctuation(index) != 0x2D { break }
            if page.has(index, [.clauseStart, .pronoun]), !page.has(index, .conjunction) { break }
            if isTest(index) { last = index }
            if last != nil, page.has(index, .ender) { break }
        }
        return last.map { position..<$0 + 1 }
    }

    private func testPhrase(before trigger: Range<Int>, _ reading: Reading) -> Range<Int>? {
        let start = max(reading.sentence.tokens.lowerBound, trigger.lowerBound - 8)
        var first = trigger.lowerBound
        while first > start {
            let token = stream.tokens[first - 1]
            let mark = stream.punctuation(first - 1)
            if token.isPunctuation, mark != 0x2D, mark != UInt8(ascii: "*"), mark != UInt8(ascii: ":") { break }
            if page.has(first - 1, [.clauseStart, .pronoun]), !page.has(first - 1, .conjunction) { break }
            first -= 1
        }
        guard let test = (first..<trigger.lowerBound).first(where: isTest) else { return nil }
        // "No dose adjustment of linagliptin": the drug is no part of what is done.
        var end = trigger.lowerBound
        if let group = reading.groups.first(where: { $0.tokens.overlaps(test..<end) }) {
            end = group.tokens.lowerBound - 1
        }
        guard end > test, !reading.groups.contains(where: { $0.tokens.overlaps(first..<end) }) else { return nil }
        return first..<end
    }

    /// A noun of testing, watching or of a change of dose.
    func isTest(_ index: Int) -> Bool {
        if Self.testWords.contains(stream.tokens[index].hash) { return true }
        return
            (stream.equals(index, "adjustment") || stream.equals(index, "adjustments")
            || stream.equals(index, "reduction"))
            && (stream.equals(index - 1, "dose") || stream.equals(index - 1, "dosage"))
    }

    private static let testWords = TokenTable(
        """
        test tests testing check checks check-up check-ups checkup checkups scan scans ecg ekg ecgs electrocardiogram \
        screening monitoring measurement measurements biopsy examination examinations exam exams count counts \
        bloods bloodwork labs x-ray x-rays ultrasound colonoscopy mammogram observation supervision surveillance audiometry audiogram \
        perimetry radiograph radiographs radiography endoscopy spirometry densitometry dexa gonioscopy fundoscopy mri panel titre culture \
        vaccination vaccinations immunization immunisation taper contraception washout wash-out supplementation electrocardiography echocardiogram echocardiography
        """)

    /// The one drug that a sentence says is taken: "while taking X", "during treatment with X", "patients on X", "after starting X".
    func takenDrug(_ reading: Reading) -> Found? {
        var found: Found?
        for group in reading.groups {
            var before = group.tokens.lowerBound - 1
            if page.has(before, .opener) { before -= 1 }
            guard
                before >= reading.sentence.tokens.lowerBound && isTaken(before, reading)
                    || stream.equals(group.tokens.upperBound, "users")
            else { continue }
            // "in patients who are frail or are on opioids": whom the advice is for.
            if stream.equals(before, "on"), stream.equals(before - 1, "are"), page.has(before - 2, .conjunction) {
                continue
            }
            // "Tell your doctor about X before starting Y."
            if found != nil {
                guard stream.equals(before, "starting") || stream.equals(before, "prescribing") else {
                    return nil
                }
            }
            found = (group.subjects, group.tokens, false)
        }
        return found
    }

    private func isTaken(_ index: Int, _ reading: Reading) -> Bool {
        for word: StaticString in [
            "taking", "using", "on", "starting", "started", "receiving", "given", "prescribed", "before", "during",
            "after", "take", "takes", "use", "uses", "prescribing", "receive", "receives", "giving", "initiating",
            "stopping",
        ] where stream.equals(index, word) { return true }
        guard stream.equals(index, "with") || stream.equals(index, "of") else { return false }
        for word: StaticString in ["treatment", "therapy", "treated", "course", "use"]
        where stream.equals(index - 1, word) { return true }
        return false
    }
}
