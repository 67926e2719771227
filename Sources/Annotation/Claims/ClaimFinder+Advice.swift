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
            if label == "avoid" {
                var tail = tail
                if !tail.isPrepositional { tail = Tail(start: next, end: next) }
                let targets = avoiding(tail, after: direct?.tokens.upperBound ?? next, trigger, end, "use", reading)
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
            return advice(step, trigger, reading, isImperative: false)
        }
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
            } else if let verb = stage.advice.verb(token, isPassive ? .participle : .base) {
                return Step(verb: verb, position: position, isNegated: isNegated, isPassive: isPassive)
            } else if !isFiller(position) {
                return nil
            }
            position += 1
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
        var isNegated = trigger.contains { page.stream.equals($0, "against") || isNegation($0) }
        if nobody(before: trigger.lowerBound, reading) { isNegated.toggle() }
        var position = trigger.upperBound
        var isPassive = false
        // "told to stop", "recommend that it be stopped"; "told that the two do not mix" tells no advice.
        var isOpen = page.has(position - 1, .to) || page.stream.equals(position - 1, "you")
        // "recommends it for all women": the drug itself is advised, with what for.
        if let drug = directDrug(after: position, reading), drug.tokens.upperBound < reading.sentence.tokens.upperBound,
            !(position..<drug.tokens.lowerBound).contains(where: { stage.advice.isVerb(page.stream.tokens[$0]) }),
            page.has(drug.tokens.upperBound, .ender), !page.has(drug.tokens.upperBound, .to)
        {
            let verb = AdviceVerbs.Verb(label: "use", kind: .use)
            return Step(verb: verb, position: position - 1, isNegated: isNegated)
        }
        while position < reading.sentence.tokens.upperBound, position - trigger.upperBound < 6 {
            let token = page.stream.tokens[position]
            if page.has(position, .to) { isOpen = true }
            if isNegation(position) || page.stream.equals(position, "against") {
                isNegated = true
            } else if page.stream.equals(position, "be") {
                isPassive = true
            } else if isOpen || isPassive, let verb = stage.advice.verb(token, isPassive ? .participle : .base) {
                return Step(verb: verb, position: position, isNegated: isNegated, isPassive: isPassive)
            } else if let verb = stage.advice.verb(token, .gerund) {
                return Step(verb: verb, position: position, isNegated: isNegated, isGerund: true)
            } else if !isFiller(position), !page.has(position, [.person, .personLink, .tie, .reporter]) {
                return nil
            }
            position += 1
        }
        return nil
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
        if page.stream.equals(before, "please") { return true }
        let mark = page.stream.punctuation(before)
        if mark == UInt8(ascii: ":") || mark == UInt8(ascii: ";") || mark == UInt8(ascii: "\"") { return true }
        let isComma = mark == UInt8(ascii: ",")
        if isComma || page.has(before, .conjunction), claims.last?.sentence == reading.sentence.tokens,
            claims.last?.claim.predicate == .practice
        {
            return true
        }
        guard isComma else { return false }
        for word: StaticString in ["if", "when", "before", "after", "for", "unless", "while"]
        where page.stream.equals(start, word) { return true }
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
        let thing =
            step.isPassive
            ? thing(before: trigger.lowerBound, reading, ofDrug: step.verb.kind == .monitor) : nil
        let end = max(tail.text.isEmpty ? next : tail.end, rest)
        let base = step.verb.label
        if isImperative, direct == nil, !isAbout(step, next, tail, reading) { return nil }
        if step.verb.kind == .ask, !page.has(next..<min(next + 4, reading.sentence.tokens.upperBound), .adviser) {
            return nil
        }
        let said = [thing ?? "", tail.text].filter { !$0.isEmpty }.joined(separator: " ")
        var targets: [Target] = []
        func one(_ label: String) { targets = [(label, nil, trigger.lowerBound..<end, nil)] }
        switch step.verb.kind {
        case .stop where step.isNegated: one(stopping(after: step.position, reading))
        case .avoid:
            guard !step.isNegated else { return nil }
            if thing == nil, tail.text.isEmpty || tail.isPrepositional {
                targets = avoiding(tail, after: rest, trigger, end, base, reading)
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
            if tail.text.isEmpty {
                guard step.isPassive || direct != nil else { return nil }
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
            one(joined(base, said))
        case .stop, .plain, .act, .ask:
            if step.verb.kind == .act, said.isEmpty { return nil }
            // "keep their intake steady" reserves nothing.
            if base == "reserve", !tail.text.hasPrefix("for"), !tail.text.contains(" for ") { return nil }
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
        } else if let direct, step.verb.kind != .combine || direct.isPronoun {
            subject = (direct.subjects, direct.tokens, false)
        } else if isImperative, reading.groups.isEmpty, memory.isOwn || isOnTopic, !memory.subjects.isEmpty {
            subject = (memory.subjects, nil, true)
        }
        return (targets, subject)
    }

    /// Whether a command without a drug of its own is one about the drug: it speaks of the tablets or the dose, or of what not to do on it.
    private func isAbout(_ step: Step, _ next: Int, _ tail: Tail, _ reading: Reading) -> Bool {
        let isOwnText = !reading.isComment
        switch step.verb.kind {
        case .stop where step.isNegated: return isOwnText || tail.text.isEmpty || tail.text.hasPrefix("taking")
        case .ask: return isOwnText
        case .plain:
            return isOwnText
                && (step.isNegated || page.has(next..<min(next + 3, reading.sentence.tokens.upperBound), .doseForm))
        case .combine, .monitor, .avoid, .use: return isOwnText && !reading.sentence.isQuestion
        case .stop, .act: return page.has(next..<min(next + 3, reading.sentence.tokens.upperBound), .doseForm)
        }
    }

    /// "avoid", "do not use for X" or "avoid in Y", with the people that the sentence forbids it to.
    private func avoiding(
        _ tail: Tail, after position: Int, _ trigger: Range<Int>, _ end: Int, _ base: String, _ reading: Reading
    ) -> [Target] {
        let plain = trigger.lowerBound..<end
        if tail.text.isEmpty {
            let people = people(before: trigger.lowerBound, reading)
            return [(people.map { "avoid in \($0)" } ?? "avoid", nil, plain, nil)]
        }
        guard tail.isPrepositional else {
            // "should not take more than two": the rest says what not to do.
            return [(joined("do not \(base == "avoid" ? "use" : base)", tail.text), nil, plain, nil)]
        }
        for word: StaticString in ["for", "to", "by"] where page.stream.equals(tail.start, word) {
            let isPerson = page.has(tail.start + 1..<min(tail.start + 5, tail.end), .person)
            if isPerson { return [("avoid in \(phrase(tail.start + 1..<tail.end))", nil, plain, nil)] }
            if page.stream.equals(tail.start, "for") {
                return items("do not use for", after: tail.start + 1, trigger, reading)
            }
        }
        return [("avoid \(tail.text)", nil, plain, nil)]
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

    /// The items of a list behind a position, one target each: "sore throat, bronchitis or a simple bladder infection".
    private func items(_ label: String, after position: Int, _ trigger: Range<Int>, _ reading: Reading) -> [Target] {
        var targets: [Target] = []
        var index = position
        while index < reading.sentence.tokens.upperBound, targets.count < 6 {
            while index < reading.sentence.tokens.upperBound, isDeterminer(index) || page.has(index, .opener) {
                index += 1
            }
            let start = index
            while index < reading.sentence.tokens.upperBound, index - start < 6 {
                let token = page.stream.tokens[index]
                let isHyphen = page.stream.punctuation(index) == 0x2D && !token.flags.contains(.spaceBefore)
                guard token.isWord || token.isNumber || isHyphen else { break }
                if endsAdvice(index, reading) || page.has(index, .conjunction) { break }
                // The first item may have words of place and time in it; the list ends at them.
                if !targets.isEmpty, page.has(index, .ender) { break }
                index += 1
            }
            guard index > start else { break }
            targets.append(("\(label) \(phrase(start..<index))", nil, trigger.lowerBound..<index, nil))
            guard index < reading.sentence.tokens.upperBound else { break }
            let isComma = page.stream.punctuation(index) == UInt8(ascii: ",")
            guard isComma || page.stream.equals(index, "or") || page.stream.equals(index, "and") else { break }
            var next = index + 1
            if isComma, page.has(next, .conjunction) { next += 1 }
            guard next < reading.sentence.tokens.upperBound, !endsItems(next, reading) else { break }
            index = next
        }
        return targets
    }

    private func endsItems(_ index: Int, _ reading: Reading) -> Bool {
        page.has(index, [.pronoun, .clauseStart, .negative]) || (page.has(index, .function) && !isDeterminer(index))
            || stage.advice.isVerb(page.stream.tokens[index])
    }

    /// "People with heart disease should not take": the people or the condition before the modal; nil for all people.
    private func people(before token: Int, _ reading: Reading) -> String? {
        var start = token
        let limit = max(reading.sentence.tokens.lowerBound, token - 8)
        while start > limit {
            let index = start - 1
            if page.stream.tokens[index].isPunctuation, page.stream.punctuation(index) != 0x2D { break }
            if page.has(index, .clauseStart), !page.has(index, [.conjunction, .relative]) { break }
            start = index
        }
        guard start < token, let person = (start..<token).first(where: { page.has($0, .person) }) else { return nil }
        if reading.groups.contains(where: { $0.tokens.overlaps(start..<token) }) { return nil }
        var end = token
        while end > person + 1, page.has(end - 1, .function) { end -= 1 }
        while start < person, page.has(start, [.function, .conjunction]) { start += 1 }
        if page.stream.equals(person + 1, "with"), person + 2 < end { return phrase(person + 2..<end) }
        let words = phrase(start..<end)
        return end - start > 1 && !words.hasPrefix("no ") ? words : nil
    }

    private func joined(_ head: String, _ rest: String) -> String {
        rest.isEmpty ? head : head.isEmpty ? rest : "\(head) \(rest)"
    }

    /// "In severe renal impairment, …", "For the first month …": when an advice holds, where the sentence begins with it.
    private func context(before token: Int, _ reading: Reading) -> String? {
        let start = reading.sentence.tokens.lowerBound
        var isOne = false
        for word: StaticString in ["in", "for", "during", "after", "before", "until"]
        where page.stream.equals(start, word) { isOne = true }
        guard isOne else { return nil }
        var end = start + 1
        while end < token, end - start < 9, page.stream.tokens[end].isWord, !isDeterminer(end) || end == start + 1,
            !reading.groups.contains(where: { $0.tokens.contains(end) })
        { end += 1 }
        guard end > start + 1, end < token else { return nil }
        return phrase(start..<end)
    }

    /// "without asking your doctor" and "abruptly" are what such an advice is about.
    private func stopping(after token: Int, _ reading: Reading) -> String {
        var asks = false
        for index in reading.sentence.tokens {
            for word: StaticString in ["abruptly", "suddenly", "overnight", "abrupt", "sudden"]
            where page.stream.equals(index, word) { return "never stop abruptly" }
            if page.stream.equals(index, "cold"), page.stream.equals(index + 1, "turkey") {
                return "never stop abruptly"
            }
            if index > token,
                page.stream.equals(index, "without") || page.stream.equals(index, "before")
                    || page.stream.equals(index, "unless") || page.stream.equals(index, "own")
            {
                asks = true
            }
        }
        return asks ? "do not stop without physician advice" : "do not stop"
    }

    /// The drug right behind the verb: "avoid high doses of ibuprofen" has none, "avoid taking ibuprofen" and "stop the tablets" have.
    private func directDrug(
        after position: Int, _ reading: Reading
    ) -> (subjects: [ClaimSubject], tokens: Range<Int>, isPronoun: Bool)? {
        for index in reading.sentence.words where page.words[index].id == anaphorClass {
            let word = page.words[index].tokens
            guard word.lowerBound >= position, word.lowerBound - position <= 1 else { continue }
            if word.lowerBound > position, !stage.advice.isVerb(page.stream.tokens[position]) { continue }
            // "its use", "them all": a word that stands for the drug.
            if let meant = subjects.meant(by: word, spoken(reading), page) { return (meant, word, true) }
        }
        for group in reading.groups where group.tokens.lowerBound >= position {
            guard group.tokens.lowerBound - position <= 3 else { return nil }
            for index in position..<group.tokens.lowerBound {
                if page.stream.tokens[index].isPunctuation, page.stream.punctuation(index) != 0x2D { return nil }
                if page.has(index, .ender) { return nil }
            }
            return (group.subjects, group.tokens, false)
        }
        return nil
    }

    /// "with alcohol", "within two weeks of an MAO inhibitor": the drug that is not to be joined.
    private func companion(after position: Int, _ reading: Reading) -> (names: [String], end: Int)? {
        for group in reading.groups where group.tokens.lowerBound >= position {
            guard group.tokens.lowerBound - position <= 7 else { return nil }
            let gap = position..<group.tokens.lowerBound
            for index in gap where page.stream.tokens[index].isPunctuation { return nil }
            for index in gap
            where page.stream.equals(index, "with") || page.stream.equals(index, "within")
                || page.stream.equals(index, "alongside")
            {
                let names = reading.sentence.drugs.filter { group.tokens.contains(page.drugs[$0].tokens.lowerBound) }
                    .map { page.drugs[$0].name }
                return (names, group.tokens.upperBound)
            }
            return nil
        }
        return nil
    }

    /// The thing that a passive is said of where it is no drug: "kidney function" of "kidney function should be checked".
    private func thing(before token: Int, _ reading: Reading, ofDrug: Bool) -> String? {
        var start = token
        let limit = max(reading.sentence.tokens.lowerBound, token - 7)
        while start > limit {
            let index = start - 1
            let own = page.stream.tokens[index]
            if own.isPunctuation, page.stream.punctuation(index) != 0x2D { break }
            if page.has(index, .clauseStart), !page.has(index, .conjunction) { break }
            start = index
        }
        var words = ""
        for index in start..<token {
            if !ofDrug, reading.groups.contains(where: { $0.tokens.contains(index) }) { return nil }
            if isDeterminer(index) || page.has(index, .pronoun) || (words.isEmpty && page.has(index, .conjunction)) {
                continue
            }
            append(index, to: &words)
        }
        let last = token - 1
        for word in reading.sentence.words where page.words[word].tokens.contains(last) {
            if page.words[word].id == anaphorClass { return nil }
        }
        if page.has(last, [.person, .pronoun, .exposed, .neither]) || words.isEmpty { return nil }
        return words
    }

    // MARK: The rest of the clause

    private struct Tail {
        var text = ""
        var start: Int
        var end: Int
        var isPrepositional = false
    }

    /// The words that follow up to the clause's end, eight at most, without articles and without the drug itself.
    private func tail(after position: Int, _ reading: Reading, keepsDrug: Bool) -> Tail {
        var tail = Tail(start: position, end: position)
        var index = position
        var count = 0
        while index < reading.sentence.tokens.upperBound, count < 8 {
            let token = page.stream.tokens[index]
            if token.isPunctuation {
                let mark = page.stream.punctuation(index)
                let isGlued = !token.flags.contains(.spaceBefore)
                guard isGlued, mark == 0x2D || mark == UInt8(ascii: "/") || mark == UInt8(ascii: "%") else { break }
            } else if endsAdvice(index, reading) {
                break
            }
            // "every year on adefovir": the drug itself.
            if count > 0, !keepsDrug, page.stream.equals(index, "on"),
                reading.groups.contains(where: { $0.tokens.contains(index + 1) })
            {
                break
            }
            if count == 0, !keepsDrug || isDeterminer(index) {
                if let group = reading.groups.first(where: { $0.tokens.contains(index) }) {
                    index = group.tokens.upperBound
                    continue
                }
                if let word = reading.sentence.words.first(where: {
                    page.words[$0].id == anaphorClass && page.words[$0].tokens.lowerBound == index
                }) {
                    index = page.words[word].tokens.upperBound
                    continue
                }
            }
            if isDeterminer(index) || (count == 0 && page.has(index, .effectPronoun)) {
                index += 1
                continue
            }
            if count == 0 {
                tail.isPrepositional = page.has(index, .ender)
                tail.start = index
            }
            append(index, to: &tail.text)
            if token.isWord || token.isNumber { count += 1 }
            index += 1
            tail.end = index
        }
        return tail
    }

    /// Words that begin another clause, and "and" before one.
    private func endsAdvice(_ index: Int, _ reading: Reading) -> Bool {
        for word: StaticString in [
            "because", "since", "so", "which", "but", "although", "though", "whereas", "as", "unless", "says", "said",
        ] where page.stream.equals(index, word) { return true }
        guard page.has(index, .conjunction) else { return false }
        let next = index + 1
        guard next < reading.sentence.tokens.upperBound else { return true }
        return stage.advice.isVerb(page.stream.tokens[next]) || page.has(next, [.pronoun, .negative, .clauseStart])
    }

    private func isDeterminer(_ index: Int) -> Bool {
        for word: StaticString in ["the", "a", "an", "your", "their", "his", "her", "its", "our", "my"]
        where page.stream.equals(index, word) {
            // "twice a day", "in the morning" keep theirs.
            return !page.has(index + 1, [.unit, .duration]) && !page.stream.equals(index + 1, "morning")
                && !page.stream.equals(index + 1, "evening")
        }
        return false
    }

    /// A token in lower case but for abbreviations.
    private func append(_ index: Int, to text: inout String) {
        let token = page.stream.tokens[index]
        let isName = token.flags.contains(.allCaps) || token.flags.contains(.innerCapital)
        let word = isName ? page.stream.string(index..<index + 1) : page.stream.lowerString(index)
        if !text.isEmpty, token.flags.contains(.spaceBefore) { text += " " }
        text += word
    }

    /// The words of a range in lower case but for abbreviations.
    func phrase(_ range: Range<Int>) -> String {
        var text = ""
        for index in range where !isDeterminer(index) { append(index, to: &text) }
        return text
    }
}
