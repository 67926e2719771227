import Events

/// How surely something is claimed: asserted, denied, asked, and in which of the seven grades.
extension ClaimFinder {
    /// "died of heart disease no more often than those on allopurinol".
    func isNoOftener(behind index: Int) -> Bool {
        for token in index...index + 3 where token < stream.count {
            if stream.tokens[token].isPunctuation { return false }
            if stream.equals(token, "no"), stream.equals(token + 1, "more"),
                stream.equals(token + 2, "often") || stream.equals(token + 2, "frequently")
            {
                return true
            }
            // "developed dementia just as often", "… at the same rate", "… at no higher rate"
            if stream.equals(token, "as"), stream.equals(token + 1, "often"),
                stream.equals(token - 1, anyOf: Self.evenly)
            {
                return true
            }
            if stream.equals(token, "at"),
                stream.equals(token + 3, "rate") || stream.equals(token + 3, "rates"),
                stream.equals(token + 1, "no")
                    || stream.equals(token + 1, "the") && stream.equals(token + 2, "same")
            {
                return true
            }
        }
        return false
    }

    private static let evenly = TokenTable("just about exactly equally")

    /// "…, whereas nausea was not", "while pneumonia, dementia and fractures were not": what was said before is denied of it.
    func isDeniedBehind(_ end: Int, _ sentence: ClaimPage.Sentence) -> Bool {
        let index = listEnd(from: end, sentence)
        guard stream.equals(index + 1, "not"), stream.equals(index, anyOf: Self.auxiliaries) else {
            return false
        }
        return index + 2 >= sentence.tokens.upperBound || stream.isPunctuation(at: index + 2)
    }

    /// The end of the list in which a concept that ends here stands. Kept for all items on the way: a list of effects asks this for each of them.
    private func listEnd(from end: Int, _ sentence: ClaimPage.Sentence) -> Int {
        guard page.has(end, .list) else { return end }
        var index = end
        var passed: [Int] = []
        while listEnds[index] == nil, page.has(index, .list),
            let next = ClaimPage.slice(page.concepts, index + 1..<index + 3, { $0.tokens.lowerBound }).first(
                where: sentence.concepts.contains)
        {
            passed.append(index)
            index = page.concepts[next].tokens.upperBound
        }
        let last = listEnds[index] ?? index
        for item in passed { listEnds[item] = last }
        return last
    }

    private static let auxiliaries = TokenTable(AuxiliaryVerbs.plain)

    func cue(_ match: CueMatch) -> Cue {
        let bytes = stream.byteRange(match.tokens)
        let group = stage.context.lexicon.groups[Int(match.group)]
        return Cue(
            range: TextRange(bytes.lowerBound, bytes.upperBound), cue: stream.string(match.tokens).lowercased(),
            effect: group.effect.rawValue, rule: group.rule)
    }

    /// "Whether it raises the risk is unknown", "to find out whether it does": nothing is said yet.
    func isAskedFor(_ trigger: Range<Int>, _ reading: Reading) -> Bool {
        guard page.has(reading.sentence, .whether) else { return false }
        var index = trigger.lowerBound - 1
        let limit = max(reading.sentence.tokens.lowerBound, trigger.lowerBound - 12)
        while index >= limit {
            if stream.equals(index, "whether") { return true }
            // "It is not known if it is safe."
            if stream.equals(index, "if"),
                stream.equals(index - 1, "known") || stream.equals(index - 1, "clear")
                    || stream.equals(index - 1, "unclear") || stream.equals(index - 1, "sure")
            {
                return true
            }
            let mark = stream.punctuation(index)
            if mark == UInt8(ascii: ";") || mark == UInt8(ascii: ":") || stream.equals(index, "that") {
                return false
            }
            index -= 1
        }
        return false
    }

    static let askers = TokenTable("whether if")

    /// "The evidence that glucosamine eases knee pain is thin": told with its weak ground.
    func isWeaklyGrounded(_ end: Int, _ sentence: ClaimPage.Sentence) -> Bool {
        guard page.has(sentence, .evidence) else { return false }
        let first = sentence.tokens.lowerBound
        guard (first...first + 2).contains(where: { stream.equals($0, "evidence") || stream.equals($0, "proof") })
        else {
            return false
        }
        return Range(from: end, to: min(end + 10, sentence.tokens.upperBound - 1)).contains { index in
            stream.equals(index, anyOf: Self.standing)
                && (1...2).contains { stream.equals(index + $0, anyOf: Self.weak) }
        }
    }

    private static let standing = TokenTable("is was are were remains remained looks seems")
    private static let weak = TokenTable(
        "weak thin scant shaky flimsy patchy slim poor sparse scarce meagre meager slender limited lacking inconclusive"
    )

    private func isWithout(_ cue: CueMatch, before verb: Int) -> Bool {
        cue.tokens.count == 1 && cue.tokens.upperBound < verb && stream.equals(cue.tokens.lowerBound, "without")
    }

    func verdict(
        _ predicate: Predicate, _ object: Range<Int>, _ trigger: Range<Int>, _ subject: Range<Int>?, _ reading: Reading,
        hasTrigger: Bool
    ) -> ContextVerdict {
        // The "no" of "no sleep" belongs to the subject.
        var cues = page.cues[reading.sentence.cues]
        if let subject, subject.count > 1, cues.contains(where: { subject.contains($0.tokens.lowerBound) }) {
            cues = cues.filter { !subject.contains($0.tokens.lowerBound) }[...]
        }
        // "The rash resolved within days of stopping it": what a drug brought about was there.
        if cues.contains(where: { stream.equals($0.tokens.upperBound - 1, "resolved") }) {
            cues = cues.filter { !stream.equals($0.tokens.upperBound - 1, "resolved") }[...]
        }
        // "I can't find words, my fingers tingle", "couldn't sleep since starting it": a word of the effect's own denies nothing.
        if cues.contains(where: { isOfEffect($0.tokens.lowerBound, reading.sentence) }) {
            cues = cues.filter { !isOfEffect($0.tokens.lowerBound, reading.sentence) }[...]
        }
        // "Never had heartburn until alendronate": then it came.
        if reading.isComment, cues.contains(where: { isUntilThen($0.tokens.lowerBound, object, reading.sentence) }) {
            cues = cues.filter { !isUntilThen($0.tokens.lowerBound, object, reading.sentence) }[...]
        }
        // "Valproate, but not lamotrigine, causes": the "not" is the other's.
        if !cues.isEmpty, reading.groups.count > 1,
            let excepted = reading.groups.first(where: { subjects.isExcepted($0.tokens, page) })
        {
            let words = excepted.tokens.lowerBound - 2..<excepted.tokens.upperBound
            cues = cues.filter { !words.contains($0.tokens.lowerBound) }[...]
        }
        // "Dexamethasone, rather than hydrocortisone, was linked to": the same.
        if !cues.isEmpty, reading.groups.count > 1 || page.has(trigger.lowerBound - 1, .relative) {
            for group in reading.groups {
                guard let words = subjects.wordsSettingAside(group, page), words.upperBound <= trigger.lowerBound else {
                    continue
                }
                cues = cues.filter { !words.contains($0.tokens.lowerBound) }[...]
            }
        }
        // "Codeine bought without a script can cause constipation": the "without" ends where the verb begins.
        if hasTrigger, object.lowerBound >= trigger.upperBound,
            cues.contains(where: { isWithout($0, before: trigger.lowerBound) }),
            page.has(trigger.lowerBound - 1, .modal) || isThirdPerson(trigger.lowerBound)
        {
            cues = cues.filter { !isWithout($0, before: trigger.lowerBound) }[...]
        }
        if cues.isEmpty { return ContextVerdict() }
        var others = barriers(reading)
        others.drop { isPart($0, of: trigger, object) }
        // "does not prevent deaths or shorten illness": the second verb is denied with the first.
        if stream.equals(trigger.lowerBound - 1, "or"), let verb = deniedVerb(before: trigger, cues, others) {
            others.drop { $0 == verb }
        }
        // "It is not an A, B is a C": behind a comma a subject with its verb begins a clause of its own.
        if hasTrigger, let subject, subject.upperBound == trigger.lowerBound, subject.lowerBound > 0,
            stream.punctuation(subject.lowerBound - 1) == UInt8(ascii: ",")
        {
            others.append(subject.lowerBound)
        }
        if hasTrigger, trigger.lowerBound > reading.sentence.tokens.lowerBound,
            isFinitePart(trigger.lowerBound, reading)
        {
            others.append(trigger.lowerBound - 1)
        }
        var verdict = stage.context.verdict(
            on: trigger, sentence: reading.sentence.tokens, cues: cues, stream: stream, barriers: others)
        if object != trigger {
            // "were free of seizures", "no longer met the criteria for": what the rule's own words deny is the condition.
            let outer =
                Self.family(predicate) == 2 ? cues.filter { !trigger.contains($0.tokens.lowerBound) }[...] : cues
            let own = stage.context.verdict(
                on: object, sentence: reading.sentence.tokens, cues: outer, stream: stream, barriers: others)
            for cue in own.cues { verdict.apply(stage.context.effect(of: cue), cue) }
        }
        // "may help", "can worsen": a modal that is one of the rule's words hedges as one before them does.
        if hasTrigger {
            for cue in cues
            where trigger.contains(cue.tokens.lowerBound) && page.has(cue.tokens.lowerBound, .modal)
                // "could hardly walk", "can't stay awake" are so.
                && !(reading.isComment && tellsInability(cue.tokens.lowerBound))
            {
                verdict.apply(stage.context.lexicon.groups[Int(cue.group)].effect, cue)
            }
        }
        switch predicate {
        case .isA, .hasProperty, .preferredOver, .causes, .safeFor:
            // "is not a": the negation is part of the trigger. "No sleep" without one is the effect itself.
            if predicate == .causes, !hasTrigger { break }
            for cue in cues
            where trigger.contains(cue.tokens.lowerBound)
                && stage.context.effect(of: cue) == .negated && !stream.equals(cue.tokens.lowerBound, "rather")
            {
                verdict.apply(.negated, cue)
            }
        default: break
        }
        if verdict.cues.count > 1 { verdict.cues.sort { $0.tokens.lowerBound < $1.tokens.lowerBound } }
        return verdict
    }

    /// "not VERB … or verb": the verb right behind a "not" before a plain second verb.
    private func deniedVerb(before trigger: Range<Int>, _ cues: ArraySlice<CueMatch>, _ verbs: [Int]) -> Int? {
        guard !isThirdPerson(trigger.lowerBound), !page.hasPast(trigger.lowerBound..<trigger.lowerBound + 1) else {
            return nil
        }
        return verbs.last { verb in
            verb < trigger.lowerBound && trigger.lowerBound - verb <= 12
                && cues.contains {
                    $0.tokens.upperBound <= verb && verb - $0.tokens.upperBound <= 1
                        && stage.context.effect(of: $0) == .negated
                }
        }
    }

    private func isOfEffect(_ cue: Int, _ sentence: ClaimPage.Sentence) -> Bool {
        sentence.concepts.contains {
            let mention = page.concepts[$0]
            // "My weight didn't go up" is a change that is denied.
            return mention.tokens.count > 1 && (!mention.isComposite || mention.hasOwnVerb)
                && mention.tokens.contains(cue) && objects.accepts(mention, .effect)
        }
    }

    private func isUntilThen(_ cue: Int, _ effect: Range<Int>, _ sentence: ClaimPage.Sentence) -> Bool {
        stream.equals(cue, "never") && cue < effect.lowerBound
            && Range(from: effect.upperBound, to: min(sentence.tokens.upperBound, effect.upperBound + 8)).contains {
                stream.equals($0, anyOf: Self.turningPoints)
            }
    }

    private static let turningPoints = TokenTable("until till before")

    /// "may decrease the risk of", "may help treat", "did not result in more": the verb before the words is theirs, and parts no cue from them.
    private func isPart(_ verb: Int, of trigger: Range<Int>, _ object: Range<Int>) -> Bool {
        if trigger.contains(verb) || object.contains(verb) { return true }
        // Where a post's clause begins ("didn't help me, gave me hives").
        if stream.tokens[verb].isPunctuation || stream.equals(verb, "and") { return false }
        guard verb < trigger.lowerBound, trigger.lowerBound - verb <= 5 else { return false }
        return (verb + 1..<trigger.lowerBound).allSatisfy { index in
            !stream.tokens[index].isPunctuation
                && !page.has(index, [.conjunction, .clauseStart, .relative, .negative])
                && (!page.has(index, .tie) || stream.equals(index, "in"))
        }
    }
}
