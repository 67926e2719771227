import Events

/// The verb of an advice where it was found.
struct AdviceStep {
    var verb: AdviceVerbs.Verb
    var position: Int
    /// The verb's first word, where a particle is its last ("leave it out").
    var head: Int?
    var isNegated = false
    var isPassive = false
    var isGerund = false
    /// What is watched, where it stands between the words ("should have their INR checked").
    var thing: String?
}

/// Finds the verb of an advice: behind "should", at the head of a clause, behind "recommend".
extension ClaimFinder {
    func modalStep(_ trigger: Range<Int>, _ reading: Reading) -> AdviceStep? {
        // "I have to take it with food": what a reader does.
        if reading.isComment, page.has(trigger.lowerBound - 1, .firstPerson),
            stream.equals(trigger.lowerBound, anyOf: Self.necessities)
        {
            return nil
        }
        // "You do not need to take it every day"
        if stream.equals(trigger.lowerBound, anyOf: Self.needing), isNegation(trigger.lowerBound - 1) { return nil }
        var isNegated = trigger.contains { isNegation($0) } || nobody(before: trigger.lowerBound, reading)
        var isPassive =
            stream.equals(trigger.upperBound - 1, "be") || stream.equals(trigger.upperBound - 1, "best")
        var position = trigger.upperBound
        // "Children cannot take it": the verb is one of the words.
        if stream.equals(position - 1, anyOf: Self.taken)
            || stream.equals(position - 1, "have")
                && (page.has(position, .pronoun) || isDeterminer(position)
                    || reading.groups.contains { $0.tokens.lowerBound == position })
        {
            position -= 1
        }
        while position < reading.sentence.tokens.upperBound, position - trigger.upperBound < 6 {
            if isNegation(position) {
                isNegated = true
            } else if stream.equals(position, "have"), isNegated || reading.isComment,
                stream.endsInEd(position + 1, longerThan: 3) || stream.equals(position + 1, anyOf: Self.participles)
            {
                // "I should not have stopped it that way": what was done.
                return nil
            } else if stream.equals(position, "be") || stream.equals(position, "been") {
                isPassive = true
            } else if stream.equals(position, "have") || stream.equals(position, "get"),
                let step = haveDone(after: position, reading)
            {
                return isNegated ? nil : step
            } else if !isNegated, !isPassive,
                stream.equals(position, "have") || stream.equals(position, "undergo"),
                let step = haveTest(after: position, reading)
            {
                return step
            } else if isNegated, !isPassive, stream.equals(position, "have") {
                // "Children under two must not have it."
                let verb = AdviceVerbs.Verb(label: "take", kind: .use)
                return AdviceStep(verb: verb, position: position, isNegated: true)
            } else if let (verb, last) = adviceVerb(at: position, isPassive ? .participle : .base, reading) {
                // "a bleed that cannot be stopped"
                if verb.kind != .use,
                    stream.equals(trigger.lowerBound, "cannot") || stream.equals(trigger.lowerBound, "can")
                {
                    return nil
                }
                return phrasal(
                    AdviceStep(verb: verb, position: last, head: position, isNegated: isNegated, isPassive: isPassive),
                    reading)
            } else if isNegated, !isPassive, isTelling(before: trigger.lowerBound, reading),
                let verb = openVerb(at: position)
            {
                // "Pregnant women must not sweep up the crumbs"
                return AdviceStep(verb: verb, position: position, isNegated: true)
            } else if !isFiller(position) {
                return nil
            }
            position += 1
        }
        return nil
    }

    /// Whether people or "you" stand before a modal.
    func isTelling(before token: Int, _ reading: Reading) -> Bool {
        Range(from: max(reading.sentence.tokens.lowerBound, token - 8), to: token).contains {
            page.has($0, [.person, .adviser]) || stream.equals($0, "you") || stream.equals($0, "nobody")
                || stream.equals($0, "one")
        }
    }

    private static let participles = TokenTable("been taken given gone quit done got known begun kept")
    private static let necessities = TokenTable("have had need gotta got will")
    private static let needing = TokenTable("need needs have has")
    private static let taken = TokenTable("take use receive")

    /// "should have their INR checked".
    private func haveDone(after position: Int, _ reading: Reading) -> AdviceStep? {
        for index in position + 2..<max(position + 2, min(position + 7, reading.sentence.tokens.upperBound)) {
            if stream.tokens[index].isPunctuation, stream.punctuation(index) != 0x2D { return nil }
            guard let verb = stage.advice.verb(stream.tokens[index], .participle), verb.kind == .monitor else {
                continue
            }
            var step = AdviceStep(verb: verb, position: index, isPassive: true)
            step.thing = phrase(position + 1..<index)
            return step
        }
        return nil
    }

    /// "must have regular blood counts": the test before any other noun.
    private func haveTest(after position: Int, _ reading: Reading) -> AdviceStep? {
        for index in Range(from: position + 1, to: min(position + 6, reading.sentence.tokens.upperBound)) {
            if stream.tokens[index].isPunctuation, stream.punctuation(index) != 0x2D { return nil }
            if page.has(index, [.ender, .pronoun]) { return nil }
            if isTest(index) {
                return AdviceStep(verb: AdviceVerbs.Verb(label: "monitor", kind: .monitor), position: position)
            }
        }
        return nil
    }

    func imperativeStep(_ trigger: Range<Int>, _ reading: Reading) -> AdviceStep? {
        let sentence = reading.sentence
        // "Change in the way things taste" in a list of effects orders nothing.
        guard !sentence.isQuestion, headsClause(trigger.lowerBound, reading),
            !(isAmongHarms && reading.segment.kind == .listItem)
        else { return nil }
        var position = trigger.lowerBound
        // "Do not drive a car, ride a bike or use tools": all of the list is refused.
        var isNegated = isListedRefusal(trigger, reading)
        // "if you take it or have taken it within two weeks": what was done.
        if stream.equals(position, "have"), stream.equals(position + 1, anyOf: Self.participles) { return nil }
        while position < sentence.tokens.upperBound, position - trigger.lowerBound < 5 {
            if isNegation(position) {
                isNegated = true
            } else if stream.equals(position, "have"),
                page.has(position + 1, .effectPronoun)
                    || page.has(Range(from: position + 1, to: position + 3), .doseForm)
            {
                // "Have it at breakfast"
                let verb = AdviceVerbs.Verb(label: "take", kind: .use)
                return AdviceStep(verb: verb, position: position, isNegated: isNegated)
            } else if !isNegated, stream.equals(position, "have") || stream.equals(position, "get"),
                let step = haveDone(after: position, reading)
            {
                // "Get your INR checked."
                return step
            } else if !isNegated, stream.equals(position, "have") || stream.equals(position, "get"),
                page.has(position + 1, .indefinite), let step = haveTest(after: position, reading)
            {
                // "Before starting methotrexate, have a chest X-ray."
                return step
            } else if let (verb, last) = adviceVerb(at: position, .base, reading) {
                // "Use of the drug", "Take-home": nouns.
                if stream.equals(last + 1, "of") || stream.equals(last + 1, "is")
                    || stream.punctuation(last + 1) == UInt8(ascii: "-")
                {
                    return nil
                }
                return phrasal(AdviceStep(verb: verb, position: last, head: position, isNegated: isNegated), reading)
            } else if isNegated, let verb = openVerb(at: position) {
                // "Never siphon it": an act that no table has.
                return AdviceStep(verb: verb, position: position, isNegated: true)
            } else if !isFiller(position) {
                return nil
            }
            position += 1
        }
        return nil
    }

    /// Whether a command goes on a list that began with "do not": behind "or" or a comma, with nothing but the list between, and an "or" in it.
    private func isListedRefusal(_ trigger: Range<Int>, _ reading: Reading) -> Bool {
        let isLast = stream.equals(trigger.lowerBound - 1, "or")
        guard isLast || stream.punctuation(trigger.lowerBound - 1) == UInt8(ascii: ","), let last = claims.last,
            last.sentence == reading.sentence.tokens, last.claim.predicate == .practice,
            last.claim.object.hasPrefix("do not"), last.tokens.upperBound <= trigger.lowerBound
        else { return false }
        let list = Range(from: last.tokens.upperBound, to: trigger.lowerBound - 1)
        // "Do not drive, use machinery, or do anything that needs care"
        let behind = Range(
            from: trigger.upperBound, to: min(trigger.upperBound + 8, reading.sentence.tokens.upperBound))
        return (isLast || behind.contains { stream.equals($0, "or") })
            && !list.contains {
                page.has($0, [.clauseStart, .relative]) || stream.equals($0, "and") || stream.equals($0, "but")
                    || stream.punctuation($0) == UInt8(ascii: ";")
            }
    }

    func recommendedStep(_ trigger: Range<Int>, _ reading: Reading) -> AdviceStep? {
        // A reader who would like to stop says what they wish.
        if reading.isComment,
            stream.equals(trigger.lowerBound, "would") || stream.equals(trigger.lowerBound, "want")
                || stream.equals(trigger.lowerBound, "wants")
        {
            return nil
        }
        // "Everybody asks about it."
        if stream.equals(trigger.upperBound, "about") { return nil }
        // "Parents who want to try it": what they wish.
        if page.has(trigger.lowerBound - 1, .relative), stream.equals(trigger.lowerBound, anyOf: Self.wishes) {
            return nil
        }
        // "the recommended dose" advises nothing.
        if trigger.count == 1,
            page.has(trigger.lowerBound - 1, .opener) || stream.equals(trigger.lowerBound - 1, "usual")
        {
            return nil
        }
        var isNegated = trigger.contains { stream.equals($0, "against") || isNegation($0) }
        // "is not a reason to skip it"
        if stream.equals(trigger.lowerBound, "a"), isNegation(trigger.lowerBound - 1) { isNegated = true }
        if nobody(before: trigger.lowerBound, reading) {
            // "Nobody told me not to lie down."
            if stream.equals(trigger.lowerBound, "told") { return nil }
            isNegated.toggle()
        }
        var position = trigger.upperBound
        var isPassive = false
        // "told to stop", "recommend that it be stopped"; "told that the two do not mix" tells no advice.
        var isOpen = page.has(position - 1, .to) || stream.equals(position - 1, "you")
        // "recommends that doctors not use it": what is asked for stands in the base form.
        let isSubjunctive = asks(trigger)
        if isSubjunctive, stream.equals(position - 1, "that") { isOpen = true }
        // "recommends it for all women": the drug itself is advised, with what for.
        if let drug = directDrug(after: position, reading), drug.tokens.upperBound < reading.sentence.tokens.upperBound,
            !(position..<drug.tokens.lowerBound).contains(where: { stage.advice.isVerb(stream.tokens[$0]) }),
            page.has(drug.tokens.upperBound, .ender) && !page.has(drug.tokens.upperBound, .to)
                && !stream.equals(drug.tokens.upperBound, "be")
                || (isNegated && stream.isPunctuation(at: drug.tokens.upperBound))
        {
            let verb = AdviceVerbs.Verb(label: "use", kind: .use)
            return AdviceStep(verb: verb, position: position - 1, isNegated: isNegated)
        }
        if !isNegated, !isOpen, let test = testStep(behind: trigger, reading) { return test }
        if !isNegated, let test = wantedTest(behind: trigger, reading) { return test }
        while position < reading.sentence.tokens.upperBound, position - trigger.upperBound < 10 {
            let token = stream.tokens[position]
            if page.has(position, .to) || (isSubjunctive && stream.equals(position, "that")) { isOpen = true }
            if isNegation(position) || stream.equals(position, "against") {
                isNegated = true
            } else if stream.equals(position, "be") {
                isPassive = true
            } else if isNegated, stream.equals(position, "use") {
                // "recommended against routine use of vitamin E"
                let verb = AdviceVerbs.Verb(label: "use", kind: .use)
                return AdviceStep(verb: verb, position: position, isNegated: true)
            } else if isOpen || isPassive,
                let (verb, last) = adviceVerb(at: position, isPassive ? .participle : .base, reading)
            {
                return phrasal(
                    AdviceStep(
                        verb: verb, position: last, head: position, isNegated: isNegated, isPassive: isPassive), reading
                )
            } else if let (verb, position) = adviceVerb(at: position, .gerund, reading) {
                return AdviceStep(verb: verb, position: position, isNegated: isNegated, isGerund: true)
            } else if !isFiller(position), !token.isNumber, !isOfPeople(position), !isDeterminer(position),
                !stream.equals(position, "routine"), !stream.equals(position, "regular"),
                !(isNegated && (page.has(position, [.longTerm, .term]) || stream.punctuation(position) == 0x2D)),
                !reading.groups.contains(where: { $0.tokens.contains(position) })
            {
                return nil
            }
            position += 1
        }
        return nil
    }

    private static let wishes = TokenTable("want wants like would")

    private func asks(_ trigger: Range<Int>) -> Bool {
        for word: StaticString in [
            "recommend", "recommends", "recommended", "suggest", "suggests", "suggested", "advise", "advises", "urge",
            "urges", "insist", "insists", "demand", "demands", "propose", "proposes", "require", "requires", "ask",
            "asks",
        ] where stream.equals(trigger.lowerBound, word) { return true }
        return false
    }

    /// "people over 65", "doctors and women who are pregnant": whom an advice speaks to.
    private func isOfPeople(_ index: Int) -> Bool {
        if page.has(index, [.person, .personLink, .tie, .reporter, .adviser, .conjunction]) { return true }
        return stream.equals(index, anyOf: Self.advised)
    }

    private static let advised = TokenTable(
        """
        over under aged older younger pregnant prescribers everyone parents carers caregivers families relatives couples drivers travellers \
        pharmacists her his their
        """)

    func isNegation(_ index: Int) -> Bool {
        if page.has(index, .negative) { return true }
        for word: StaticString in ["cannot", "dont", "shouldnt", "mustnt", "cant", "doesnt", "isnt"]
        where stream.equals(index, word) { return true }
        // "don't" is three tokens; each of them denies.
        for mark in index - 1...index + 1
        where mark > 0 && mark + 1 < stream.count && stream.punctuation(mark) == UInt8(ascii: "'") {
            let word = stream.tokens[mark - 1]
            if stream.equals(mark + 1, "t"), !stream.isSpaced(at: mark + 1),
                word.isWord,
                stream.lower(mark - 1, Int(word.length) - 1) == UInt8(ascii: "n")
            {
                return true
            }
        }
        return false
    }

    /// "Nobody should", "No one with an ulcer should", "None of the class should".
    private func nobody(before token: Int, _ reading: Reading) -> Bool {
        var index = token - 1
        // "Nobody with depression, psychosis or fits should": the list belongs to it.
        let first = reading.sentence.tokens.lowerBound
        if stream.equals(first, "nobody") || stream.equals(first, "no") && stream.equals(first + 1, "one") {
            let link = stream.equals(first, "nobody") ? first + 1 : first + 2
            if page.has(link, .personLink) || stream.equals(link, "on"), token - first <= 20,
                !(link..<token).contains(where: { page.has($0, .modal) })
            {
                return true
            }
        }
        let limit = max(reading.sentence.tokens.lowerBound, token - 9)
        while index >= limit {
            if page.has(index, .neither) || stream.equals(index, "nobody") { return true }
            if stream.equals(index, "no"), stream.equals(index + 1, "one") || page.has(index + 1, .person) {
                return true
            }
            // "No girl or woman should"
            let joinsPeople = page.has(index, .conjunction) && page.has(index + 1, .person)
            if stream.tokens[index].isPunctuation
                || page.has(index, .clauseStart) && !page.has(index, .relative) && !joinsPeople
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
        ] where stream.equals(index, word) { return true }
        return stream.endsInLy(index, longerThan: 4)
    }

    /// The head of a sentence, what follows its condition ("If you feel faint, sit down") or a first advice, a quotation, a colon.
    func headsClause(_ token: Int, _ reading: Reading) -> Bool {
        let start = reading.sentence.tokens.lowerBound
        if token == start { return true }
        let before = token - 1
        // "It helps, but do not stop", not "they ease symptoms but do not halt the disease".
        if stream.equals(before, "but"), before > start, stream.tokens[before - 1].isWord { return false }
        for word: StaticString in ["please", "so", "but", "then", "just", "says", "said", "instead", "simply"]
        where stream.equals(before, word) {
            // "you can't just quit", "people who also use opioids"
            return before == start || !isNegation(before - 1) && !page.has(before - 1, [.relative, .person])
        }
        // "Do take it with food", "Also avoid", not "patients who also take a statin".
        for word: StaticString in ["also", "do"] where stream.equals(before, word) {
            return before == start || stream.tokens[before - 1].isPunctuation || page.has(before - 1, .conjunction)
        }
        if before == start, page.has(before, .conjunction) { return true }
        let mark = stream.punctuation(before)
        if mark == UInt8(ascii: ":") || mark == UInt8(ascii: ";") || mark == UInt8(ascii: "\"") { return true }
        let isComma = mark == UInt8(ascii: ",")
        if isComma || page.has(before, .conjunction), claims.last?.sentence == reading.sentence.tokens,
            claims.last?.claim.predicate == .practice
        {
            return true
        }
        guard isComma else { return false }
        var head = before
        while head > start, before - head < 14, stream.punctuation(head - 1) != UInt8(ascii: ";"),
            stream.punctuation(head - 1) != UInt8(ascii: ":")
        { head -= 1 }
        for word: StaticString in [
            "if", "when", "before", "after", "for", "unless", "while", "should", "once", "please", "with", "until",
        ]
        where stream.equals(head, word) { return true }
        return false
    }
}
