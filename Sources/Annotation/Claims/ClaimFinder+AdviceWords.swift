import Events

/// The words around an advice's verb: what stands before it, whom it speaks to, and the rest of its clause.
extension ClaimFinder {
    /// "it" of what is watched: the measurable that the sentence has named.
    func measured(before token: Int, _ reading: Reading) -> String? {
        let start = reading.sentence.tokens.lowerBound
        guard
            let noun = Range(from: max(start, token - 18), to: token).last(where: {
                stream.equals($0, anyOf: Self.measurables)
            })
        else { return nil }
        let word = stream.lowerString(noun)
        guard let head = Self.whole[word] else { return word }
        if !head.isEmpty { return head }
        // "kidney function", "vitamin B12 levels"
        return noun > start && stream.tokens[noun - 1].isWord && !isDeterminer(noun - 1)
            ? phrase(noun - 1..<noun + 1) : nil
    }

    private static let measurables = TokenTable(
        """
        pressure enzymes transaminases function potassium sodium weight creatinine calcium magnesium glucose sugar cholesterol ferritin \
        triglycerides haemoglobin hemoglobin pulse height growth level levels count counts
        """)
    /// Measurables that need a word before them; empty: the word that stands there.
    private static let whole = [
        "pressure": "blood pressure", "enzymes": "liver enzymes", "sugar": "blood sugar", "function": "", "level": "",
        "levels": "", "count": "", "counts": "",
    ]

    /// The items of a list behind a position, one target each: "sore throat, bronchitis or a simple bladder infection".
    func items(_ label: String, after position: Int, _ trigger: Range<Int>, _ reading: Reading) -> [Target] {
        var targets: [Target] = []
        var index = position
        while index < reading.sentence.tokens.upperBound, targets.count < 6 {
            while index < reading.sentence.tokens.upperBound, isDeterminer(index) || page.has(index, .opener),
                !stream.equals(index + 1, "than")
            {
                index += 1
            }
            let start = index
            // "a high risk of relapse" does not end at "of".
            while index < reading.sentence.tokens.upperBound,
                index - start < 6 || index - start < 9 && stream.equals(index - 1, "of")
            {
                let token = stream.tokens[index]
                let isHyphen = stream.punctuation(index) == 0x2D && !token.flags.contains(.spaceBefore)
                guard token.isWord || token.isNumber || isHyphen else { break }
                if endsAdvice(index, reading) || page.has(index, .conjunction) { break }
                // The first item may have words of place and time in it; the list ends at them.
                if !targets.isEmpty, page.has(index, .ender), !page.has(index - 1, .person) { break }
                index += 1
            }
            guard index > start else { break }
            // "do not take it with ciprofloxacin, ciprofloxacin shuts down …": a clause begins.
            if !targets.isEmpty,
                reading.groups.contains(where: {
                    $0.tokens.lowerBound == start && $0.tokens.upperBound < index && isThirdPerson($0.tokens.upperBound)
                })
            {
                break
            }
            let drug = reading.sentence.drugs.first { page.drugs[$0].tokens == start..<index }
            // "with an MAO inhibitor": with any of them.
            let named = drug.map { page.drugs[$0].isClass ? Self.plural(page.drugs[$0].name) : page.drugs[$0].name }
            let name = named ?? spokenUse(start, index) ?? phrase(start..<index)
            targets.append(Target("\(label) \(name)", nil, trigger.lowerBound..<index, nil))
            guard index < reading.sentence.tokens.upperBound else { break }
            let isComma = stream.punctuation(index) == UInt8(ascii: ",")
            guard isComma || stream.equals(index, "or") || stream.equals(index, "and") else { break }
            var next = index + 1
            if isComma, page.has(next, .conjunction) { next += 1 }
            // "or with alcohol"
            for word: StaticString in ["with", "for", "in"]
            where stream.equals(next, word) && label.hasSuffix("with") == (stream.equals(next, "with")) {
                next += 1
                break
            }
            guard next < reading.sentence.tokens.upperBound, !endsItems(next, reading) else { break }
            index = next
        }
        return targets
    }

    static func plural(_ kind: String) -> String { kind.hasSuffix("s") ? kind : kind + "s" }

    /// "not for this purpose": the condition that is spoken of.
    private func spokenUse(_ start: Int, _ end: Int) -> String? {
        guard end > start, stream.equals(start, "this") || stream.equals(start, "that"),
            end - start == 1 || stream.equals(start + 1, anyOf: Self.uses), end - start <= 4,
            let condition = memory.condition ?? mainCondition
        else { return nil }
        return stage.concepts.concepts[Int(condition)].label
    }

    private static let uses = TokenTable("purpose use indication reason condition problem complaint disorder")

    /// ", Dr Smith warns": who says so.
    private func isSpeaker(_ index: Int, _ reading: Reading) -> Bool {
        guard stream.tokens[index].flags.contains(.capitalised), stream.punctuation(index - 1) == UInt8(ascii: ",")
        else { return false }
        return reading.sentence.words.contains {
            page.words[$0].id == quotativeClass && page.words[$0].tokens.lowerBound > index
                && page.words[$0].tokens.lowerBound - index <= 4
        }
    }

    func endsItems(_ index: Int, _ reading: Reading) -> Bool {
        page.has(index, [.pronoun, .clauseStart, .negative]) || (page.has(index, .function) && !isDeterminer(index))
            || stage.advice.isVerb(stream.tokens[index]) || stream.equals(index, anyOf: Self.sayings)
            || isSpeaker(index, reading)
    }

    private static let sayings = TokenTable(
        "wants want says said adds added advises recommends urges insists warns tells asks")

    /// "People with heart disease should not take": the people or the condition before the modal; nil for all people.
    func people(before trigger: Int, _ reading: Reading) -> String? {
        let token = beforeAside(trigger, reading)
        var start = token
        let limit = max(reading.sentence.tokens.lowerBound, token - 8)
        while start > limit {
            let index = start - 1
            if stream.tokens[index].isPunctuation, stream.punctuation(index) != 0x2D { break }
            if page.has(index, .clauseStart), !page.has(index, [.conjunction, .relative]) { break }
            // "The agency warns that people should not …"
            if stream.equals(index, "that"), index == limit || !page.has(index - 1, .person) { break }
            start = index
        }
        // "Over-60s should steer clear of it"
        if let age = (start..<token).first(where: {
            stream.tokens[$0].length == 3 && stream.lowerString($0).hasSuffix("0s")
                || stream.lowerString($0) == "65s" || stream.lowerString($0) == "12s"
        }), age - 2 >= start, stream.equals(age - 2, "over") || stream.equals(age - 2, "under") {
            return "people \(stream.lowerString(age - 2)) \(stream.lowerString(age).dropLast())"
        }
        guard start < token, let person = (start..<token).first(where: { page.has($0, .person) }) else { return nil }
        if reading.groups.contains(where: { $0.tokens.overlaps(start..<token) }) { return nil }
        // "… are suspected of precipitating distress in treated patients and should be avoided": no people of the advice.
        if let tie = (start..<person).last(where: { page.has($0, .tie) }) {
            start = tie + 1
            if person - start == 1, page.has(start, .function) || stream.equals(start, anyOf: Self.takers) {
                return nil
            }
        }
        var end = token
        while end > person + 1, page.has(end - 1, .function), !isAge(end - 1) { end -= 1 }
        while start < person, page.has(start, [.function, .conjunction]) { start += 1 }
        if stream.equals(person + 1, "with"), person + 2 < end { return phrase(person + 2..<end) }
        if stream.equals(person + 1, "who"), let state = stateTold(person + 2..<end) { return state }
        let words = phrase(start..<end)
        if end - start == 1 { return stream.equals(start, anyOf: Self.groupsOfPeople) ? words : nil }
        return !words.hasPrefix("no ") ? words : nil
    }

    /// "People who have glaucoma", "who have had a stroke", "who are pregnant": the condition behind "who".
    private func stateTold(_ words: Range<Int>) -> String? {
        var first = words.lowerBound
        // "anyone who has not had chickenpox"
        if words.contains(where: { isNegation($0) }) { return nil }
        if stream.equals(first, "are") || stream.equals(first, "is") {
            return first + 1 < words.upperBound ? phrase(first + 1..<words.upperBound) : nil
        }
        guard stream.equals(first, anyOf: Self.having) else { return nil }
        first += 1
        while first < words.upperBound,
            stream.equals(first, "had") || stream.equals(first, "from") || stream.equals(first, "already")
                || page.has(first, .indefinite)
        { first += 1 }
        return first < words.upperBound ? phrase(first..<words.upperBound) : nil
    }

    private static let having = TokenTable("have has had suffer suffers get gets")

    /// "People with glaucoma, who were excluded, ought to": the place before such an aside.
    private func beforeAside(_ token: Int, _ reading: Reading) -> Int {
        let first = max(reading.sentence.tokens.lowerBound + 1, token - 9)
        guard token - 2 > first, stream.punctuation(token - 1) == UInt8(ascii: ","),
            let who = (first..<token - 1).last(where: {
                stream.equals($0, "who") && stream.punctuation($0 - 1) == UInt8(ascii: ",")
            })
        else { return token }
        return who - 1
    }

    private static let takers = TokenTable("treated exposed these such all most many some other")

    private static let groupsOfPeople = TokenTable(
        "children infants babies toddlers teenagers adolescents smokers newborns asthmatics diabetics pensioners")

    /// "children under two": the number belongs to them.
    private func isAge(_ index: Int) -> Bool {
        for word: StaticString in ["under", "over", "than", "below", "above"]
        where stream.equals(index - 1, word) { return true }
        return false
    }

    func joined(_ head: String, _ rest: String) -> String {
        rest.isEmpty ? head : head.isEmpty ? rest : "\(head) \(rest)"
    }

    /// "In severe renal impairment, …", "For the first month …": when an advice holds, where the sentence begins with it.
    func context(before token: Int, _ reading: Reading) -> String? {
        let start = reading.sentence.tokens.lowerBound
        var isOne = false
        for word: StaticString in ["in", "for", "during", "after", "before", "until"]
        where stream.equals(start, word) { isOne = true }
        guard isOne else { return nil }
        var end = start + 1
        while end < token, end - start < 9, stream.tokens[end].isWord, !isDeterminer(end) || end == start + 1,
            !reading.groups.contains(where: { $0.tokens.contains(end) })
        { end += 1 }
        guard end > start + 1, end < token else { return nil }
        return phrase(start..<end)
    }

    /// "without asking your doctor" and "abruptly" are what such an advice is about; else for whom, or without what.
    func stopping(after token: Int, _ reading: Reading, people: String? = nil) -> String {
        var asks = false
        if stream.equals(token + 1, "without"), page.has(token + 2, .indefinite),
            !page.has(Range(from: token + 2, to: min(token + 6, reading.sentence.tokens.upperBound)), .adviser)
        {
            return joined("do not stop", tail(after: token + 1, reading, keepsDrug: true, keepsArticle: true).text)
        }
        for index in reading.sentence.tokens {
            if stream.equals(index, "one"), stream.equals(index + 1, "day"),
                stream.equals(index + 2, "to")
            {
                return "never stop abruptly"
            }
            for word: StaticString in ["abruptly", "suddenly", "overnight", "abrupt", "sudden"]
            where stream.equals(index, word) { return "never stop abruptly" }
            if stream.equals(index, "cold"), stream.equals(index + 1, "turkey") {
                return "never stop abruptly"
            }
            if index > token,
                stream.equals(index, "without") || stream.equals(index, "before")
                    || stream.equals(index, "unless") || stream.equals(index, "own")
            {
                asks = true
            }
        }
        if asks { return "do not stop without physician advice" }
        return people.map { "do not stop in \(Self.circumstance($0))" } ?? "do not stop"
    }

    /// The drug right behind the verb: "avoid high doses of ibuprofen" has none, "avoid taking ibuprofen" and "stop the tablets" have.
    func directDrug(
        after position: Int, _ reading: Reading
    ) -> (subjects: [ClaimSubject], tokens: Range<Int>, isPronoun: Bool)? {
        for index in reading.sentence.words where page.words[index].id == anaphorClass {
            let word = page.words[index].tokens
            guard word.lowerBound >= position, word.lowerBound - position <= 1 else { continue }
            if word.lowerBound > position, !stage.advice.isVerb(stream.tokens[position]) { continue }
            // "its use", "them all": a word that stands for the drug.
            if let taken = takenDrug(reading), let tokens = taken.tokens, tokens.upperBound <= position {
                // "People who take beta blockers should not use it": the drug spoken of before.
                if subjects.isTakenByWhom(tokens, page, reading.sentence),
                    let meant = subjects.meant(by: word, spoken(reading), page), meant.count == 1,
                    taken.subjects.allSatisfy({ !$0.isAkin(meant[0]) && !meant[0].classes.contains($0.name) })
                {
                    return (meant, word, true)
                }
                return (taken.subjects, word, true)
            }
            if let meant = subjects.meant(by: word, spoken(reading), page) { return (meant, word, true) }
        }
        for group in reading.groups where group.tokens.lowerBound >= position {
            // "begin taking low-dose aspirin"
            let isOfDose = stream.equals(group.tokens.lowerBound - 1, "dose")
            guard group.tokens.lowerBound - position <= (isOfDose ? 5 : 3) else { return nil }
            for index in position..<group.tokens.lowerBound {
                if stream.tokens[index].isPunctuation, stream.punctuation(index) != 0x2D { return nil }
                if page.has(index, .ender) { return nil }
            }
            return (group.subjects, group.tokens, false)
        }
        return nil
    }

    /// "with alcohol", "within two weeks of an MAO inhibitor": the drug that is not to be joined.
    func companion(after position: Int, _ reading: Reading) -> (names: [String], end: Int)? {
        for group in reading.groups where group.tokens.lowerBound >= position {
            guard group.tokens.lowerBound - position <= 7 else { return nil }
            let gap = position..<group.tokens.lowerBound
            for index in gap where stream.tokens[index].isPunctuation { return nil }
            for index in gap
            where stream.equals(index, "with") || stream.equals(index, "within")
                || stream.equals(index, "alongside")
            {
                let names = reading.sentence.drugs.filter { group.tokens.contains(page.drugs[$0].tokens.lowerBound) }
                    .map { page.drugs[$0].name }
                return (names, group.tokens.upperBound)
            }
            return nil
        }
        return nil
    }

    private static let modals = TokenTable("may might will would should could")

    /// The thing that a passive is said of where it is no drug: "kidney function" of "kidney function should be checked".
    func thing(before token: Int, _ reading: Reading, ofDrug: Bool) -> String? {
        var start = token
        let limit = max(reading.sentence.tokens.lowerBound, token - 7)
        while start > limit {
            let index = start - 1
            let own = stream.tokens[index]
            if own.isPunctuation, stream.punctuation(index) != 0x2D { break }
            if page.has(index, .clauseStart), !page.has(index, .conjunction) { break }
            start = index
        }
        // "The dose may have to be raised": the dose.
        var token = token
        while token > start,
            Self.modals.contains(stream.tokens[token - 1].hash)
        { token -= 1 }
        guard token > start else { return nil }
        var words = ""
        for index in start..<token {
            if !ofDrug, reading.groups.contains(where: { $0.tokens.contains(index) }) {
                // "The dose of baclofen should be lowered": the dose is.
                return (start..<token).contains { stream.equals($0, "dose") || stream.equals($0, "doses") }
                    ? "dose" : nil
            }
            if isDeterminer(index) || page.has(index, .pronoun) && !page.has(index, .conjunction)
                || (words.isEmpty && page.has(index, .conjunction))
            {
                continue
            }
            append(index, to: &words)
        }
        let last = token - 1
        if stream.equals(last, "dose") || stream.equals(last, "doses") { return words }
        for word in reading.sentence.words where page.words[word].tokens.contains(last) {
            if page.words[word].id == anaphorClass { return nil }
        }
        if page.has(last, [.person, .pronoun, .exposed, .neither]) || words.isEmpty { return nil }
        return words
    }
}
