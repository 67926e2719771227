import Events

/// Advice that is told as what is done or needed: "we check creatinine twice a year", "patients on lithium need blood tests",
/// "screening for tuberculosis is mandatory before infliximab".
extension ClaimFinder {
    /// The verb behind "we" that says what is done with a drug as a rule. What is used for what tells a treatment, no advice.
    func habitStep(_ trigger: Range<Int>, _ reading: Reading) -> AdviceStep? {
        guard !reading.sentence.isQuestion, !reading.groups.isEmpty || memory.isOwn else { return nil }
        var isNegated = trigger.contains { isNegation($0) }
        var position = trigger.upperBound
        while position < reading.sentence.tokens.upperBound, position - trigger.upperBound < 4 {
            if isNegation(position) {
                isNegated = true
            } else if let verb = stage.advice.verb(page.stream.tokens[position], .base) {
                let step = AdviceStep(verb: verb, position: position, isNegated: isNegated)
                return isHabit(step, reading) ? step : nil
            } else if !page.stream.equals(position, "do"), !isAdverb(position), !isOften(position) {
                return nil
            }
            position += 1
        }
        return nil
    }

    private func isOften(_ index: Int) -> Bool {
        for word: StaticString in ["therefore", "always", "also", "often", "then", "now", "first"]
        where page.stream.equals(index, word) { return true }
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
            where page.stream.equals(rest, word) { return true }
            // "offer it to pregnant women"
            if page.stream.equals(step.position, "offer"), page.stream.equals(rest, "to") { return true }
            return page.has(rest, .indefinite)
                && (page.has(rest + 1, [.duration, .unit]) || page.stream.equals(rest + 1, "hour"))
        case .ask, .plain: return false
        }
    }

    /// "need regular blood tests", "no dose adjustment is needed": what is to be watched or changed.
    func neededTest(_ trigger: Range<Int>, _ reading: Reading) -> Target? {
        let isVerb = !page.stream.equals(trigger.lowerBound, "is") && !page.stream.equals(trigger.lowerBound, "are")
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
                    && !page.stream.tokens[tokens.lowerBound].flags.contains(.sentenceStart))
                || isNegation(tokens.lowerBound - 1))
    }

    /// "Alcohol should be avoided with metronidazole": what is advised on is the medicine.
    func turned(_ subject: Found, _ targets: [Target], _ reading: Reading) -> (subject: Found, targets: [Target])? {
        guard subject.subjects.count == 1, targets.count == 1, targets[0].label.hasPrefix("avoid"),
            subject.subjects[0].name.hasPrefix("grapefruit") || subject.subjects[0].name == "alcohol",
            let other = reading.groups.first(where: { $0.tokens != subject.tokens }), other.subjects.count == 1
        else { return nil }
        var target = targets[0]
        target.label = "avoid \(subject.subjects[0].name == "alcohol" ? "alcohol" : "grapefruit")"
        return ((other.subjects, other.tokens, false), [target])
    }

    /// "blood pressure monitoring", "monitoring of liver enzymes", "screening for tuberculosis": one name for all wordings.
    private static func watching(_ words: String) -> String {
        if words.contains("reduction") { return "reduce dose" }
        if words.contains("adjustment") { return "adjust dose" }
        for (noun, verb) in [
            ("monitoring of ", "monitor "), ("measurement of ", "monitor "), ("screening for ", "screen for "),
            ("testing for ", "test for "), ("observation for ", "observe for "),
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
        if words.contains("contraception") { return "use " + words }
        if words.contains("washout") || words.contains("wash-out") || words.contains("supplementation") { return words }
        return "monitor " + words
    }

    private func testPhrase(after position: Int, _ reading: Reading) -> Range<Int>? {
        let end = min(position + 7, reading.sentence.tokens.upperBound)
        var last: Int?
        for index in Range(from: position, to: end) {
            let token = page.stream.tokens[index]
            if token.isPunctuation, page.stream.punctuation(index) != 0x2D { break }
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
            let token = page.stream.tokens[first - 1]
            let mark = page.stream.punctuation(first - 1)
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
        if Self.testWords.contains(page.stream.tokens[index].hash) { return true }
        return
            (page.stream.equals(index, "adjustment") || page.stream.equals(index, "adjustments")
            || page.stream.equals(index, "reduction"))
            && (page.stream.equals(index - 1, "dose") || page.stream.equals(index - 1, "dosage"))
    }

    private static let testWords = TokenTable(
        """
        test tests testing check checks check-up check-ups checkup checkups scan scans ecg ekg ecgs electrocardiogram \
        screening monitoring measurement measurements biopsy examination examinations exam exams count counts \
        bloods bloodwork labs x-ray x-rays ultrasound colonoscopy mammogram observation supervision surveillance audiometry audiogram \
        taper contraception washout wash-out supplementation electrocardiography echocardiogram echocardiography
        """)

    /// The one drug that a sentence says is taken: "while taking X", "during treatment with X", "patients on X", "after starting X".
    func takenDrug(_ reading: Reading) -> Found? {
        var found: Found?
        for group in reading.groups {
            var before = group.tokens.lowerBound - 1
            if page.has(before, .opener) { before -= 1 }
            guard
                before >= reading.sentence.tokens.lowerBound && isTaken(before, reading)
                    || page.stream.equals(group.tokens.upperBound, "users")
            else { continue }
            // "Tell your doctor about X before starting Y."
            if found != nil {
                guard page.stream.equals(before, "starting") || page.stream.equals(before, "prescribing") else {
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
        ] where page.stream.equals(index, word) { return true }
        guard page.stream.equals(index, "with") || page.stream.equals(index, "of") else { return false }
        for word: StaticString in ["treatment", "therapy", "treated", "course", "use"]
        where page.stream.equals(index - 1, word) { return true }
        return false
    }
}
