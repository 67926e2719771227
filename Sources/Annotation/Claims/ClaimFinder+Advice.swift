import Events

/// What an advice says, in one form for all wordings: "take in morning", "do not use for bronchitis", "avoid in pregnancy", "monitor
/// kidney function", "never stop abruptly".
extension ClaimFinder {
    /// The verb of an advice where it was found.
    private struct Step {
        var verb: AdviceVerbs.Verb
        var position: Int
        var isNegated = false
        var isPassive = false
        var isGerund = false
        /// What is watched, where it stands between the words ("should have their INR checked").
        var thing: String?
    }

    /// - Returns: one target an item ("not for sore throat or bronchitis"), and the subject where the advice's own words name it.
    func advice(
        _ kind: ClaimRule.Advice, _ trigger: Range<Int>, _ reading: Reading
    ) -> (targets: [Target], subject: Found?)? {
        switch kind {
        case .named(let label):
            let takesDrug = label.hasSuffix(" with")
            let next = trigger.upperBound
            let direct = takesDrug ? nil : directDrug(after: next, reading)
            let tail = tail(after: direct?.tokens.upperBound ?? next, reading, keepsDrug: takesDrug)
            let end = max(tail.text.isEmpty ? next : tail.end, direct?.tokens.upperBound ?? next)
            if takesDrug {
                guard !tail.text.isEmpty else { return nil }
                return (items(label, after: next, trigger, reading), nil)
            }
            if label == "avoid" || label == "contraindicated" {
                var tail = tail
                if !tail.isPrepositional { tail = Tail(start: next, end: next) }
                var targets = avoiding(tail, after: direct?.tokens.upperBound ?? next, trigger, end, "use", reading)
                if label != "avoid" {
                    for place in targets.indices where targets[place].label.hasPrefix("avoid") {
                        targets[place].label = label + targets[place].label.dropFirst(5)
                    }
                }
                return targets.isEmpty ? nil : (targets, direct.map { ($0.subjects, $0.tokens, false) })
            }
            return ([(joined(label, tail.text), nil, trigger.lowerBound..<end, nil)], nil)
        case .modal:
            guard let step = modalStep(trigger, reading) else { return nil }
            return advice(step, trigger, reading, isImperative: false)
        case .imperative:
            guard let step = imperativeStep(trigger, reading) else { return nil }
            return advice(step, trigger, reading, isImperative: true)
        case .recommended:
            guard let step = recommendedStep(trigger, reading) else { return nil }
            guard var found = advice(step, trigger, reading, isImperative: false) else { return nil }
            for next in coordinated(with: step, reading) {
                let verb = next.position..<next.position + 1
                if let more = advice(next, verb, reading, isImperative: false) { found.targets += more.targets }
            }
            return found
        }
    }

    /// "advises starting low, halving the dose when …, and avoiding opioids": the steps that go on in the same form.
    private func coordinated(with first: Step, _ reading: Reading) -> [Step] {
        var steps: [Step] = []
        let form: AdviceVerbs.Form = first.isGerund ? .gerund : first.isPassive ? .participle : .base
        var index = first.position + 1
        while index < reading.sentence.tokens.upperBound, steps.count < 4 {
            if page.stream.punctuation(index) == UInt8(ascii: ";") { break }
            let isJoined =
                page.has(index - 1, .conjunction) || page.stream.punctuation(index - 1) == UInt8(ascii: ",")
                || (page.has(index - 1, .to) && page.has(index - 2, .conjunction))
            if isJoined, let verb = stage.advice.verb(page.stream.tokens[index], form) {
                var step = first
                step.verb = verb
                step.position = index
                step.isNegated = first.isNegated && page.stream.equals(index - 1, "or")
                steps.append(step)
            }
            index += 1
        }
        return steps
    }

    // MARK: The verb

    private func modalStep(_ trigger: Range<Int>, _ reading: Reading) -> Step? {
        var isNegated = trigger.contains { isNegation($0) } || nobody(before: trigger.lowerBound, reading)
        var isPassive =
            page.stream.equals(trigger.upperBound - 1, "be") || page.stream.equals(trigger.upperBound - 1, "best")
        var position = trigger.upperBound
        while position < reading.sentence.tokens.upperBound, position - trigger.upperBound < 6 {
            let token = page.stream.tokens[position]
            if isNegation(position) {
                isNegated = true
            } else if page.stream.equals(position, "be") || page.stream.equals(position, "been") {
                isPassive = true
            } else if page.stream.equals(position, "have") || page.stream.equals(position, "get"),
                let step = haveDone(after: position, reading)
            {
                return isNegated ? nil : step
            } else if let verb = stage.advice.verb(token, isPassive ? .participle : .base) {
                return Step(verb: verb, position: position, isNegated: isNegated, isPassive: isPassive)
            } else if !isFiller(position) {
                return nil
            }
            position += 1
        }
        return nil
    }

    /// "should have their INR checked".
    private func haveDone(after position: Int, _ reading: Reading) -> Step? {
        for index in position + 2..<max(position + 2, min(position + 7, reading.sentence.tokens.upperBound)) {
            if page.stream.tokens[index].isPunctuation, page.stream.punctuation(index) != 0x2D { return nil }
            guard let verb = stage.advice.verb(page.stream.tokens[index], .participle), verb.kind == .monitor else {
                continue
            }
            var step = Step(verb: verb, position: index, isPassive: true)
            step.thing = phrase(position + 1..<index)
            return step
        }
        return nil
    }

    private func imperativeStep(_ trigger: Range<Int>, _ reading: Reading) -> Step? {
        let sentence = reading.sentence
        guard !sentence.isQuestion, headsClause(trigger.lowerBound, reading) else { return nil }
        var position = trigger.lowerBound
        var isNegated = false
        while position < sentence.tokens.upperBound, position - trigger.lowerBound < 4 {
            if isNegation(position) {
                isNegated = true
            } else if let verb = stage.advice.verb(page.stream.tokens[position], .base) {
                // "Use of the drug", "Take-home": nouns.
                if page.stream.equals(position + 1, "of") || page.stream.equals(position + 1, "is")
                    || page.stream.punctuation(position + 1) == UInt8(ascii: "-")
                {
                    return nil
                }
                return Step(verb: verb, position: position, isNegated: isNegated)
            } else if !isFiller(position) {
                return nil
            }
            position += 1
        }
        return nil
    }

    private func recommendedStep(_ trigger: Range<Int>, _ reading: Reading) -> Step? {
        // "the recommended dose" advises nothing.
        if trigger.count == 1,
            page.has(trigger.lowerBound - 1, .opener) || page.stream.equals(trigger.lowerBound - 1, "usual")
        {
            return nil
        }
        var isNegated = trigger.contains { page.stream.equals($0, "against") || isNegation($0) }
        if nobody(before: trigger.lowerBound, reading) { isNegated.toggle() }
        var position = trigger.upperBound
        var isPassive = false
        // "told to stop", "recommend that it be stopped"; "told that the two do not mix" tells no advice.
        var isOpen = page.has(position - 1, .to) || page.stream.equals(position - 1, "you")
        // "recommends that doctors not use it": what is asked for stands in the base form.
        let isSubjunctive = asks(trigger)
        if isSubjunctive, page.stream.equals(position - 1, "that") { isOpen = true }
        // "recommends it for all women": the drug itself is advised, with what for.
        if let drug = directDrug(after: position, reading), drug.tokens.upperBound < reading.sentence.tokens.upperBound,
            !(position..<drug.tokens.lowerBound).contains(where: { stage.advice.isVerb(page.stream.tokens[$0]) }),
            page.has(drug.tokens.upperBound, .ender) && !page.has(drug.tokens.upperBound, .to)
                && !page.stream.equals(drug.tokens.upperBound, "be")
                || (isNegated && page.stream.tokens[drug.tokens.upperBound].isPunctuation)
        {
            let verb = AdviceVerbs.Verb(label: "use", kind: .use)
            return Step(verb: verb, position: position - 1, isNegated: isNegated)
        }
        if !isNegated, !isOpen, let test = testStep(behind: trigger, reading) { return test }
        while position < reading.sentence.tokens.upperBound, position - trigger.upperBound < 10 {
            let token = page.stream.tokens[position]
            if page.has(position, .to) || (isSubjunctive && page.stream.equals(position, "that")) { isOpen = true }
            if isNegation(position) || page.stream.equals(position, "against") {
                isNegated = true
            } else if page.stream.equals(position, "be") {
                isPassive = true
            } else if isOpen || isPassive, let verb = stage.advice.verb(token, isPassive ? .participle : .base) {
                return Step(verb: verb, position: position, isNegated: isNegated, isPassive: isPassive)
            } else if let verb = stage.advice.verb(token, .gerund) {
                return Step(verb: verb, position: position, isNegated: isNegated, isGerund: true)
            } else if !isFiller(position), !token.isNumber, !isOfPeople(position),
                !reading.groups.contains(where: { $0.tokens.contains(position) })
            {
                return nil
            }
            position += 1
        }
        return nil
    }

    /// "recommends a B12 test every two years", "wants an ECG first".
    private func testStep(behind trigger: Range<Int>, _ reading: Reading) -> Step? {
        let first = trigger.upperBound
        guard
            page.has(first, .indefinite) || page.has(first, .opener) || page.has(first, .duration)
                || page.stream.equals(first, "regular") || page.stream.equals(first, "annual")
                || page.stream.equals(first, "yearly") || page.stream.equals(first, "monthly")
        else { return nil }
        for index in first + 1..<min(first + 5, reading.sentence.tokens.upperBound) {
            if page.stream.tokens[index].isPunctuation || page.has(index, .ender) { return nil }
            for word: StaticString in Self.tests where page.stream.equals(index, word) {
                let verb = AdviceVerbs.Verb(label: "monitor", kind: .monitor)
                return Step(verb: verb, position: first - 1)
            }
        }
        return nil
    }

    private static let tests: [StaticString] = [
        "test", "tests", "check", "checks", "scan", "scans", "ecg", "ekg", "ecgs", "electrocardiogram", "screening",
        "monitoring", "measurement", "measurements", "biopsy", "check-up", "checkup", "examination", "exam",
    ]

    private func asks(_ trigger: Range<Int>) -> Bool {
        for word: StaticString in [
            "recommend", "recommends", "recommended", "suggest", "suggests", "suggested", "advise", "advises", "urge",
            "urges", "insist", "insists", "demand", "demands", "propose", "proposes", "require", "requires", "ask",
            "asks",
        ] where page.stream.equals(trigger.lowerBound, word) { return true }
        return false
    }

    /// "people over 65", "doctors and women who are pregnant": whom an advice speaks to.
    private func isOfPeople(_ index: Int) -> Bool {
        if page.has(index, [.person, .personLink, .tie, .reporter, .adviser, .conjunction]) { return true }
        for word: StaticString in ["over", "under", "aged", "older", "younger", "pregnant", "prescribers", "everyone"]
        where page.stream.equals(index, word) { return true }
        return false
    }

    private func isNegation(_ index: Int) -> Bool {
        if page.has(index, .negative) { return true }
        let word = page.stream.tokens[index]
        guard word.isWord, word.length > 3 else { return false }
        return page.stream.lower(index, Int(word.length) - 1) == UInt8(ascii: "t")
            && page.stream.lowerString(index).hasSuffix("n't")
    }

    /// "Nobody should", "No one with an ulcer should", "None of the class should".
    private func nobody(before token: Int, _ reading: Reading) -> Bool {
        var index = token - 1
        let limit = max(reading.sentence.tokens.lowerBound, token - 9)
        while index >= limit {
            if page.has(index, .neither) || page.stream.equals(index, "nobody") { return true }
            if page.stream.equals(index, "no"), page.stream.equals(index + 1, "one") || page.has(index + 1, .person) {
                return true
            }
            if page.stream.tokens[index].isPunctuation || (page.has(index, .clauseStart) && !page.has(index, .relative))
            {
                return false
            }
            index -= 1
        }
        return false
    }

    /// Words between "should" and its verb.
    private func isFiller(_ index: Int) -> Bool {
        if page.has(index, .function) { return true }
        for word: StaticString in [
            "always", "longer", "first", "please", "to", "you", "either", "therefore", "instead", "ideally", "just",
            "that",
        ] where page.stream.equals(index, word) { return true }
        let length = Int(page.stream.tokens[index].length)
        return length > 4 && page.stream.lower(index, length - 1) == UInt8(ascii: "y")
            && page.stream.lower(index, length - 2) == UInt8(ascii: "l")
    }

    /// The head of a sentence, what follows its condition ("If you feel faint, sit down") or a first advice, a quotation, a colon.
    private func headsClause(_ token: Int, _ reading: Reading) -> Bool {
        let start = reading.sentence.tokens.lowerBound
        if token == start { return true }
        let before = token - 1
        for word: StaticString in ["please", "so", "but", "then", "just"] where page.stream.equals(before, word) {
            return true
        }
        let mark = page.stream.punctuation(before)
        if mark == UInt8(ascii: ":") || mark == UInt8(ascii: ";") || mark == UInt8(ascii: "\"") { return true }
        let isComma = mark == UInt8(ascii: ",")
        if isComma || page.has(before, .conjunction), claims.last?.sentence == reading.sentence.tokens,
            claims.last?.claim.predicate == .practice
        {
            return true
        }
        guard isComma else { return false }
        var head = before
        while head > start, before - head < 14, page.stream.punctuation(head - 1) != UInt8(ascii: ";"),
            page.stream.punctuation(head - 1) != UInt8(ascii: ":")
        { head -= 1 }
        for word: StaticString in [
            "if", "when", "before", "after", "for", "unless", "while", "should", "once", "please",
        ]
        where page.stream.equals(head, word) { return true }
        return false
    }

    // MARK: The advice

    private func advice(
        _ step: Step, _ trigger: Range<Int>, _ reading: Reading, isImperative: Bool
    ) -> (targets: [Target], subject: Found?)? {
        let next = step.position + 1
        let direct = step.isPassive ? nil : directDrug(after: next, reading)
        let rest = direct?.tokens.upperBound ?? next
        let tail = tail(after: rest, reading, keepsDrug: step.verb.kind == .combine)
        // "suggests that bosentan be offered": the drug itself.
        let between = reading.groups.last {
            step.isPassive && $0.tokens.lowerBound >= trigger.upperBound && $0.tokens.upperBound <= step.position
        }
        let thing =
            step.thing != nil
            ? step.thing
            : step.isPassive && between == nil
                ? thing(before: trigger.lowerBound, reading, ofDrug: step.verb.kind == .monitor) : nil
        let end = max(tail.text.isEmpty ? next : tail.end, rest)
        let base = step.verb.label
        if isImperative, direct == nil, !isAbout(step, next, tail, reading) { return nil }
        if step.verb.kind == .ask, !page.has(next..<min(next + 4, reading.sentence.tokens.upperBound), .adviser) {
            return nil
        }
        if step.isNegated, step.verb.kind == .use || step.verb.kind == .combine, let pair = pair(direct, reading) {
            return (
                [("do not combine with \(pair.other)", nil, trigger.lowerBound..<end, nil)],
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
                [("do not combine with \(drink.name)", nil, trigger.lowerBound..<end, nil)], (own, nil, others.isEmpty)
            )
        }
        let said = [thing ?? "", tail.text].filter { !$0.isEmpty }.joined(separator: " ")
        var targets: [Target] = []
        func one(_ label: String) { targets = [(label, nil, trigger.lowerBound..<end, nil)] }
        switch step.verb.kind {
        case .stop where step.isNegated: one(stopping(after: step.position, reading))
        case .avoid:
            guard !step.isNegated else { return nil }
            if thing == nil, tail.text.isEmpty || tail.isPrepositional {
                targets = avoiding(tail, after: rest, trigger, end, base, reading, verb: step.position)
            } else {
                one(joined("avoid", said))
            }
        case .use where step.isNegated:
            guard thing == nil else { return nil }
            if let other = companion(after: rest, reading) {
                targets = other.names.map {
                    ("do not combine with \($0)", nil, trigger.lowerBound..<max(end, other.end), nil)
                }
            } else {
                targets = avoiding(tail, after: rest, trigger, end, base, reading)
            }
        case .use:
            guard thing == nil else { return nil }
            // "wants to add finasteride 5 mg" is a dose, no advice.
            if page.stream.tokens[min(tail.start, page.stream.count - 1)].isNumber, !tail.text.isEmpty { return nil }
            if tail.text.isEmpty {
                // "take it as soon as you remember" says no more than how.
                guard step.isPassive || direct != nil, !page.stream.equals(rest, "as") else { return nil }
                one(joined("use", context(before: trigger.lowerBound, reading) ?? ""))
            } else {
                one("\(base) \(tail.text)")
            }
        case .combine:
            guard step.isNegated else { return nil }
            var from = rest
            while from < tail.end, !page.stream.equals(from, "with"), !page.stream.equals(from, "and") { from += 1 }
            if from < tail.end, page.stream.equals(from, "with") {
                targets = items("do not combine with", after: from + 1, trigger, reading)
            } else {
                one("do not \(base)")
            }
        case .monitor:
            // "Whether it disturbs sleep must be tested" is a question to science.
            guard !step.isNegated, thing?.hasPrefix("whether") != true else { return nil }
            one(joined(base, Self.test(said)))
        case .stop, .plain, .act, .ask:
            if step.verb.kind == .act, said.isEmpty { return nil }
            // "keep their intake steady" reserves nothing.
            if base == "reserve", !tail.text.hasPrefix("for"), !tail.text.contains(" for ") { return nil }
            if step.verb.kind == .ask, !step.isNegated {
                one(joined(Self.adviser(base, tail.text), ""))
                break
            }
            let when = tail.text.isEmpty ? context(before: trigger.lowerBound, reading) : nil
            one(joined(step.isNegated ? "do not \(base)" : base, joined(said, when ?? "")))
        }
        guard !targets.isEmpty else { return nil }
        var subject: Found?
        if thing != nil, !memory.subjects.isEmpty,
            !reading.groups.contains(where: { $0.tokens.upperBound <= trigger.lowerBound })
                || !page.has(trigger.lowerBound - 1, .level)
        {
            subject = (memory.subjects, nil, true)
        } else if let between {
            subject = (between.subjects, between.tokens, false)
        } else if let direct, step.verb.kind != .combine || direct.isPronoun {
            subject = (direct.subjects, direct.tokens, false)
        } else if reading.groups.isEmpty, !memory.subjects.isEmpty,
            isImperative ? memory.isOwn || isOnTopic : memory.isOwn && isOnTopic && isOfTaking(step)
        {
            subject = (memory.subjects, nil, true)
        }
        // Nobody is advised on alcohol or cocaine as on a medicine, unless it is named.
        if subject?.isTopic ?? reading.groups.isEmpty,
            memory.subjects.contains(where: { $0.classes.contains(Self.recreational) })
        {
            return nil
        }
        return (targets, subject)
    }

    /// "Never take ramelteon with fluvoxamine": the drug and what it is not to be joined with.
    private func pair(
        _ direct: (subjects: [ClaimSubject], tokens: Range<Int>, isPronoun: Bool)?, _ reading: Reading
    ) -> (drug: ClaimSubject, other: String)? {
        guard let direct, direct.subjects.count == 1, direct.subjects[0].name.contains(" with ") else { return nil }
        let drugs = reading.sentence.drugs.filter { direct.tokens.contains(page.drugs[$0].tokens.lowerBound) }
        guard drugs.count == 2 else { return nil }
        let first = page.drugs[drugs[0]]
        return (
            ClaimSubject(name: first.name, id: first.id, classes: first.classes, isClass: first.isClass),
            page.drugs[drugs[1]].name
        )
    }

    /// What is done with a drug: without its name it is that of the drug spoken of.
    private func isOfTaking(_ step: Step) -> Bool {
        switch step.verb.kind {
        case .avoid, .use, .stop, .combine, .act: true
        case .monitor, .ask, .plain: false
        }
    }

    /// Whether a command without a drug of its own is one about the drug: it speaks of the tablets or the dose, or of what not to do on it.
    private func isAbout(_ step: Step, _ next: Int, _ tail: Tail, _ reading: Reading) -> Bool {
        let isOwnText = !reading.isComment
        switch step.verb.kind {
        case .stop where step.isNegated: return isOwnText || tail.text.isEmpty || tail.text.hasPrefix("taking")
        case .ask: return isOwnText
        case .plain:
            return isOwnText
                && (step.isNegated || !reading.groups.isEmpty
                    || page.has(next..<min(next + 3, reading.sentence.tokens.upperBound), .doseForm))
        case .combine, .monitor, .avoid, .use: return isOwnText && !reading.sentence.isQuestion
        case .stop, .act: return page.has(next..<min(next + 3, reading.sentence.tokens.upperBound), .doseForm)
        }
    }

    /// "avoid", "do not use for X" or "avoid in Y", with the people that the sentence forbids it to.
    private func avoiding(
        _ tail: Tail, after position: Int, _ trigger: Range<Int>, _ end: Int, _ base: String, _ reading: Reading,
        verb: Int? = nil
    ) -> [Target] {
        let plain = trigger.lowerBound..<end
        if tail.text.isEmpty {
            let people =
                people(before: trigger.lowerBound, reading) ?? verb.flatMap { self.people(before: $0, reading) }
            return [(people.map { "avoid in \(Self.circumstance($0))" } ?? "avoid", nil, plain, nil)]
        }
        guard tail.isPrepositional else {
            // "should not take more than two": the rest says what not to do.
            return [(joined("do not \(base == "avoid" ? "use" : base)", tail.text), nil, plain, nil)]
        }
        for word: StaticString in ["for", "to", "by"] where page.stream.equals(tail.start, word) {
            let isPerson = page.has(tail.start + 1..<min(tail.start + 5, tail.end), .person)
            if isPerson {
                return Self.alternatives(tail.text.drop { $0 != " " }.dropFirst()).map {
                    ("avoid in \(standard(Self.circumstance($0), reading))", nil, plain, nil)
                }
            }
            if page.stream.equals(tail.start, "for") {
                return items("do not use for", after: tail.start + 1, trigger, reading)
            }
        }
        if tail.text.hasPrefix("in ") {
            return Self.alternatives(tail.text.dropFirst(3)).map {
                ("avoid in \(standard(Self.circumstance($0), reading))", nil, plain, nil)
            }
        }
        return [("avoid \(tail.text)", nil, plain, nil)]
    }

    /// "an EKG first" is an ECG before the start.
    private static func test(_ words: String) -> String {
        var all = words.split(separator: " ").map { $0 == "EKG" || $0 == "ekg" || $0 == "ecg" ? "ECG" : String($0) }
        if all.count > 1, all.last == "first" { all[all.count - 1] = "before start" }
        return all.joined(separator: " ")
    }

    /// "talk to your doctor", "consult a physician": ask the physician.
    private static func adviser(_ base: String, _ tail: String) -> String {
        var words = tail.split(separator: " ").map(String.init)
        var verb = base
        if verb == "talk" || verb == "speak" || verb == "consult" { verb = "ask" }
        if let first = words.first, first == "to" || first == "with" { words.removeFirst() }
        let physicians: Set<String> = [
            "doctor", "doctors", "physician", "gp", "prescriber", "clinician", "doc", "provider", "specialist",
            "psychiatrist",
            "cardiologist", "neurologist", "surgeon", "oncologist", "dermatologist", "rheumatologist",
            "anesthesiologist",
            "anaesthetist", "obstetrician", "urologist", "endocrinologist", "gynecologist", "pediatrician",
            "paediatrician",
        ]
        // "health care provider", "own doctor"
        if let place = words.prefix(4).firstIndex(where: { physicians.contains($0.lowercased()) }) {
            words.replaceSubrange(0...place, with: ["the", "physician"])
        } else if words.first == "pharmacist" {
            words.insert("the", at: 0)
        }
        return ([verb] + words).joined(separator: " ")
    }

    /// The standard name of a condition where an item is one.
    private func standard(_ item: String, _ reading: Reading) -> String {
        for index in reading.sentence.concepts {
            let mention = page.concepts[index]
            if phrase(mention.tokens) == item { return stage.concepts.concepts[Int(mention.concept)].label }
        }
        return item
    }

    /// "heart failure or asthma": one each.
    private static func alternatives(_ words: Substring) -> [String] {
        let items = words.split(separator: " or ")
        return items.allSatisfy { $0.utf8.count > 3 } ? items.map(String.init) : [String(words)]
    }

    /// Whom or when an advice is about, in one name for all wordings.
    private static func circumstance(_ words: String) -> String {
        let isOld = [
            "older ", "elderly", "seniors", " over 6", " over 7", " over 8", "aged 6", "aged 7", "over sixty",
            "over seventy",
            "over eighty", "old age",
        ]
        if words.contains("pregnan") || words.contains("childbearing"), !words.contains("not pregnan") {
            return "pregnancy"
        }
        for past in ["history of ", "past ", "previous ", "prior ", "known ", "existing "]
        where words.hasPrefix(past) && words.utf8.count > past.utf8.count + 3 {
            return circumstance(String(words.dropFirst(past.count)))
        }
        if words.contains("breastfeed") || words.contains("breast-feed") || words.contains("nursing mother") {
            return "breastfeeding"
        }
        if isOld.contains(where: words.contains) { return "older adults" }
        return words
    }

    /// Whether "should" or "must" stands close before a verb.
    func isAdvised(_ token: Int) -> Bool {
        for back in 1...5 {
            for word: StaticString in ["should", "must", "shouldn't"] where page.stream.equals(token - back, word) {
                return true
            }
        }
        return false
    }

    /// Set words with the rest of the clause; "contains no estrogen" is negated by its "no".
    func phraseTarget(_ label: String, _ trigger: Range<Int>, _ reading: Reading) -> Target? {
        var start = trigger.upperBound
        while page.has(start, .negative) { start += 1 }
        // "limit to" wants a figure.
        if label.hasPrefix("limit"), !page.stream.tokens[min(start, page.stream.count - 1)].isNumber,
            !page.has(start, .function)
        {
            return nil
        }
        let tail = tail(after: start, reading, keepsDrug: true)
        guard !tail.text.isEmpty else { return nil }
        return ("\(label) \(tail.text)", nil, trigger.lowerBound..<tail.end, nil)
    }
}
