import Events

/// Benefit that no rule's words make: a drug and a condition that it is labelled for in one clause with a word of outcome
/// ("half of those given tezepelumab had no asthma attacks"), and people with a condition as the object of a verb of treatment.
extension ClaimFinder {
    /// Read after the rules of an article's text; only of what they left.
    func readBenefits(_ reading: Reading) {
        let sentence = reading.sentence
        guard page.has(sentence, .outcome), !reading.groups.isEmpty, !sentence.concepts.isEmpty, !sentence.isQuestion,
            reading.segment.kind != .heading
        else { return }
        // An advice says what to do, not what it does.
        if claims.last?.sentence == sentence.tokens, claims.last?.claim.predicate == .practice { return }
        for index in sentence.concepts {
            let own = target(index)
            guard let found = benefited(by: own, reading), !isTold(own.tokens, sentence) else { continue }
            let clause = clause(around: found.tokens, own.tokens, sentence)
            guard let word = clause.first(where: { Self.outcomes.contains(stream.tokens[$0].hash) }),
                !clause.contains(where: { Self.harms.contains(stream.tokens[$0].hash) })
            else { continue }
            // "works where other drugs fail": the others do.
            let isDenied = clause.contains { index in
                Self.failures.contains(stream.tokens[index].hash)
                    && !(1...3).contains { stream.equals(index - $0, anyOf: Self.otherOnes) }
            }
            for drug in found.subjects {
                emit(
                    "implied.benefit", .treats, drug, subjectTokens: found.tokens, own, trigger: word..<word + 1,
                    rule: nil, reading, denied: isDenied)
            }
        }
    }

    /// The drugs of the clause that are labelled for a condition; nil where the drug is only compared with or stands in another clause.
    private func benefited(
        by condition: Target, _ reading: Reading
    ) -> (subjects: [ClaimSubject], tokens: Range<Int>)? {
        for group in reading.groups where !group.isCompared {
            let isBefore = group.tokens.upperBound <= condition.tokens.lowerBound
            guard isBefore || group.tokens.lowerBound >= condition.tokens.upperBound else { continue }
            let gap =
                isBefore
                ? group.tokens.upperBound..<condition.tokens.lowerBound
                : condition.tokens.upperBound..<group.tokens.lowerBound
            guard gap.count <= 16, !gap.contains(where: { breaksClause($0, reading) }) else { continue }
            if !isBefore, !page.has(gap, [.tie, .link]) { continue }
            let labelled = group.subjects.filter { !$0.isWithdrawal && isIndicated($0, condition.label) }
            if labelled.count == group.subjects.count { return (labelled, group.tokens) }
        }
        return nil
    }

    /// Whether a claim of the sentence is about these words already.
    private func isTold(_ tokens: Range<Int>, _ sentence: ClaimPage.Sentence) -> Bool {
        for draft in claims.reversed() {
            if draft.sentence != sentence.tokens { return false }
            if draft.objectTokens.overlaps(tokens) || Self.family(draft.claim.predicate) == 2 { return true }
        }
        return false
    }

    private func breaksClause(_ index: Int, _ reading: Reading) -> Bool {
        let mark = stream.punctuation(index)
        if mark == UInt8(ascii: ";") || mark == UInt8(ascii: ":") { return true }
        return Self.clauseBreaks.contains(stream.tokens[index].hash)
    }

    private static let clauseBreaks = TokenTable("but while whereas although though because so which if when unless")

    /// The clause that holds a drug and a condition.
    private func clause(
        around drug: Range<Int>, _ condition: Range<Int>, _ sentence: ClaimPage.Sentence
    ) -> Range<Int> {
        var start = min(drug.lowerBound, condition.lowerBound)
        var end = max(drug.upperBound, condition.upperBound)
        func ends(_ index: Int) -> Bool {
            let mark = stream.punctuation(index)
            return mark == UInt8(ascii: ";") || mark == UInt8(ascii: ":") || mark == UInt8(ascii: "(")
                || stream.equals(index, "but") || stream.equals(index, "while")
                || stream.equals(index, "whereas") || stream.equals(index, "although")
        }
        while start > sentence.tokens.lowerBound, !ends(start - 1) { start -= 1 }
        while end < sentence.tokens.upperBound, !ends(end) { end += 1 }
        return start..<end
    }

    /// Words that tell an outcome or a use.
    static let outcomes = TokenTable(
        """
        works work worked working helps help helped helping effective efficacy effectiveness relief \
        remission response responses responded respond improve improves improved improvement improvements \
        better eased eases ease fell falls dropped drops declined decreased decrease reduced reduces \
        reduction halved halves shorter shortened sooner faster fewer less controlled controls control clear \
        clears cleared clearance cured cures cure healed heals healing resolved resolution disappeared \
        vanished gone recovered recovery benefit benefits benefited beneficial useful useless ineffective \
        success successful successfully approved licensed prescribed indicated treatment treatments treat \
        treats treated treating therapy remedy mainstay standard placebo outperformed superior relieves \
        relieved soothes free option options
        """)

    /// Words of harm, of what came before and of what is only studied.
    private static let harms = TokenTable(
        """
        cause caused causes causing trigger triggered triggers provoke provoked induced worsen worsened \
        worsens worse risk risks history despite died harm harms side adverse stopped stopping withdrawal \
        avoid avoided should must never contraindicated forbidden warned warns
        """)

    private static let otherOnes = TokenTable("other others else")
    private static let failures = TokenTable(
        """
        useless ineffective failed fails fail worthless disappointing disappointed powerless futile futility \
        nothing
        """)

    /// "no better than placebo in people with cough": the people's condition is what is treated, where the drug is labelled for it, the
    /// text is about it, or nothing is known of the drug.
    func treatedPeople(after position: Int, _ rule: ClaimRule, _ trigger: Range<Int>, _ reading: Reading) -> [Target] {
        guard !reading.isComment, Self.family(rule.predicate) == 2 else { return [] }
        var end = position
        var targets: [Target] = []
        for index in reading.sentence.concepts where page.concepts[index].tokens.lowerBound >= position {
            let mention = page.concepts[index]
            if mention.tokens.lowerBound < end { continue }
            guard mention.isPopulation, mention.tokens.lowerBound - end <= 10 else { break }
            let gap = end..<mention.tokens.lowerBound
            if targets.isEmpty {
                guard isOfPeople(trigger.lowerBound..<mention.tokens.lowerBound, after: position) else { break }
            } else if !gap.allSatisfy({ page.has($0, .list) || page.has($0, .filler) }) {
                break
            }
            let concept = stage.concepts.concepts[Int(mention.concept)]
            guard concept.isCondition || concept.kinds.contains(.indication) else { break }
            let own = target(index)
            guard isLikelyTreated(mention.concept, own, rule, trigger, reading),
                // "helps children with ADHD fall asleep": to do that.
                !stream.equals(mention.tokens.upperBound, anyOf: Self.doings)
            else { break }
            targets.append(own)
            end = mention.tokens.upperBound
        }
        return targets
    }

    /// "Two thirds of the patients with arthritis responded to baricitinib."
    func treatedPeople(before token: Int, _ rule: ClaimRule, _ trigger: Range<Int>, _ reading: Reading) -> [Target] {
        guard !reading.isComment, rule.special == .treatPassive || rule.special == .treatPeople,
            let index = reading.sentence.concepts.last(where: { page.concepts[$0].tokens.upperBound <= token })
        else { return [] }
        let mention = page.concepts[index]
        guard mention.isPopulation, token - mention.tokens.upperBound <= 2,
            isLikelyTreated(mention.concept, target(index), rule, trigger, reading)
        else { return [] }
        return [target(index)]
    }

    /// "twice as likely to be free of pain": no harm.
    func isFreed(_ tokens: Range<Int>) -> Bool {
        stream.equals(tokens.lowerBound - 1, "of") || stream.equals(tokens.lowerBound - 1, "from")
            ? stream.equals(tokens.lowerBound - 2, "free") || stream.equals(tokens.lowerBound - 2, "rid")
            : false
    }

    private static let doings = TokenTable(
        "fall sleep walk breathe stay lose quit stop eat swallow stand speak hear see keep manage cope return remember live get drop"
    )

    /// "in", "for", "to" or "of", then people.
    private func isOfPeople(_ gap: Range<Int>, after position: Int) -> Bool {
        guard gap.contains(where: { page.has($0, .person) }) else { return false }
        let isBroken = gap.contains {
            stream.tokens[$0].isPunctuation && stream.punctuation($0) != 0x2D
                && stream.punctuation($0) != UInt8(ascii: ",")
        }
        if isBroken { return false }
        for word: StaticString in [
            "in", "for", "to", "among", "by", "help", "helps", "helped", "helping", "treat", "treats", "treated",
            "cure",
            "cures", "cured", "calm", "calms", "calmed",
        ] where gap.contains(where: { stream.equals($0, word) }) { return true }
        return false
    }

    private func isLikelyTreated(
        _ concept: Int32, _ own: Target, _ rule: ClaimRule, _ trigger: Range<Int>, _ reading: Reading
    ) -> Bool {
        if concept == mainCondition || concept == memory.condition { return true }
        // "Helps people with" says it.
        if page.has(trigger, .person) { return true }
        let drugs = subject(rule, trigger, [own.tokens], reading)?.subjects ?? []
        return drugs.contains { isIndicated($0, own.label) || (!$0.isClass && stage.pharmacology.row($0.name) == nil) }
    }

    /// "Fewer women taking raloxifene developed breast cancer": what is told of fewer people is prevented.
    func isOfFewer(_ trigger: Range<Int>, _ sentence: ClaimPage.Sentence) -> Bool {
        // "occurred less often in users of apixaban"
        for back in 1...2
        where stream.equals(trigger.lowerBound - back, "often")
            || stream.equals(trigger.lowerBound - back, "frequently")
        {
            if stream.equals(trigger.lowerBound - back - 1, "less") { return true }
        }
        let start = max(sentence.tokens.lowerBound, trigger.lowerBound - 14)
        for index in Range(from: start, to: trigger.lowerBound)
        where stream.equals(index, "fewer") && !stream.equals(index - 1, "no") {
            let next = Range(from: index + 1, to: min(trigger.lowerBound, index + 6))
            let isCount = next.contains { page.has($0, .person) }
            if isCount, !next.contains(where: { stream.equals($0, "than") }) { return true }
        }
        return false
    }

    /// "may increase the risk of CRC", "prolongs survival": what a mechanism's or a treatment's words say of a risk or of living on.
    func restated(_ rule: ClaimRule, _ target: Target) -> (Predicate, Target)? {
        if rule.predicate == .isA, let used = usedFor(target) { return (.treats, used) }
        if target.label == "survival", rule.predicate == .treats {
            return (.prevents, Target("death", "D003643", target.tokens, target.index))
        }
        // "made her diabetes worse", "leaves the tics worse": it was there before.
        if rule.predicate == .causes, stream.equals(target.tokens.upperBound, "worse"),
            !stream.equals(target.tokens.upperBound + 1, "than")
        {
            return (.aggravates, target)
        }
        guard rule.predicate == .stimulates || rule.predicate == .inhibits, target.index == nil else { return nil }
        for opening in ["risk of ", "risk for ", "incidence of ", "odds of "] where target.label.hasPrefix(opening) {
            let harm = String(target.label.dropFirst(opening.count))
            guard !harm.isEmpty else { return nil }
            return (rule.predicate == .stimulates ? .predisposes : .prevents, Target(harm, nil, target.tokens, nil))
        }
        return nil
    }

    /// "associated with a reduced risk of", "16 % less likely to have", "half as likely to": less of it than without.
    func isLowered(_ trigger: Range<Int>, _ target: Range<Int>) -> Bool {
        let between = Range(from: trigger.upperBound, to: target.lowerBound)
        if between.contains(where: { stream.equals($0, anyOf: Self.lowered) }),
            between.contains(where: { page.has($0, .risk) }) || page.has(target.upperBound, .risk)
        {
            return true
        }
        if stream.equals(trigger.lowerBound - 1, "inversely")
            || stream.equals(trigger.lowerBound - 1, "negatively")
        {
            return true
        }
        let near = Range(from: max(0, trigger.lowerBound - 5), to: trigger.upperBound)
        return near.contains { index in
            guard stream.equals(index, "likely") else { return false }
            if stream.equals(index - 1, "less") { return !stream.equals(index - 2, "no") }
            // "half as likely again" is more.
            return stream.equals(index - 1, "as") && stream.equals(index - 2, anyOf: Self.fractions)
                && !stream.equals(index + 1, "again")
        }
    }

    /// "The odds of gout": a risk of it.
    func isOddsOf(_ target: Range<Int>) -> Bool {
        stream.equals(target.lowerBound - 1, "of") && page.has(target.lowerBound - 2, .risk)
    }

    /// "were lower among", "was reduced in"
    func isLowered(_ gap: Range<Int>) -> Bool {
        gap.count <= 6 && gap.contains { stream.equals($0, anyOf: Self.lowered) }
    }

    private static let lowered = TokenTable("decreased reduced lower lowered lessened smaller diminished")

    /// "Fewer people on denosumab broke a hip", "broke fewer bones", "half as many relapses".
    func isToldOfFewer(_ target: Range<Int>, _ sentence: ClaimPage.Sentence) -> Bool {
        let start = max(sentence.tokens.lowerBound, target.lowerBound - 9)
        // In the same clause.
        let clause = Range(from: start, to: target.lowerBound).last {
            page.has($0, [.clauseStart, .conjunction]) || stream.tokens[$0].isPunctuation
        }
        let near = Range(from: (clause ?? start - 1) + 1, to: target.upperBound)
        guard near.contains(where: { stream.equals($0, "fewer") }) else {
            return isHalved(target, sentence) || isLessLikely(target, sentence)
        }
        return isOfFewer(target, sentence)
            || Range(from: max(near.lowerBound, target.lowerBound - 2), to: target.upperBound).contains {
                stream.equals($0, "fewer")
            }
    }

    /// "were less likely to reach kidney failure, be admitted or die of heart disease": what stands further on in the list.
    func isLessLikely(_ target: Range<Int>, _ sentence: ClaimPage.Sentence) -> Bool {
        guard page.has(sentence, .likely) else { return false }
        var index = target.lowerBound - 1
        let limit = max(sentence.tokens.lowerBound + 1, target.lowerBound - 18)
        var isListed = false
        while index >= limit {
            if stream.equals(index, "likely") { return isListed && stream.equals(index - 1, "less") }
            if stream.equals(index, "or") || stream.equals(index, "and") { isListed = true }
            let mark = stream.punctuation(index)
            if mark == UInt8(ascii: ";") || mark == UInt8(ascii: ":") || stream.equals(index, "but")
                || page.has(index, .relative)
            {
                return false
            }
            index -= 1
        }
        return false
    }

    /// "had half as many relapses", "half the rate of fractures": less of it than without.
    func isHalved(_ target: Range<Int>, _ sentence: ClaimPage.Sentence) -> Bool {
        let start = max(sentence.tokens.lowerBound, target.lowerBound - 6)
        for index in Range(from: start, to: target.lowerBound) where stream.equals(index, anyOf: Self.fractions) {
            if stream.equals(index + 1, "as") {
                return stream.equals(index + 2, "many") || stream.equals(index + 2, "much")
            }
            if stream.equals(index + 1, "the"),
                page.has(index + 2, .risk) || stream.equals(index + 2, "number")
            {
                return true
            }
        }
        return false
    }

    /// "by the same amount in both groups", "equally in either arm".
    func isEqualInGroups(_ trigger: Range<Int>, _ sentence: ClaimPage.Sentence) -> Bool {
        // "Scores improved just as much on placebo as on X", "pain eased to the same extent"
        for index in trigger.upperBound...trigger.upperBound + 2
        where stream.equals(index, "just") && stream.equals(index + 1, "as")
            || stream.equals(index, "same") && stream.equals(index + 1, "extent")
        {
            return stream.equals(index, "same") || stream.equals(index + 2, anyOf: Self.muchWords)
        }
        guard page.has(sentence, .equal) else { return false }
        return sentence.tokens.contains { index in
            stream.equals(index, anyOf: Self.eachGroup) && page.has(index + 1, .exposed)
        }
    }

    private static let muchWords = TokenTable("much often well quickly fast")
    private static let eachGroup = TokenTable("both either each")

    func isPreventing(_ index: Int) -> Bool {
        for word: StaticString in [
            "prevented", "prevents", "prevent", "averted", "averts", "avoided", "spared", "saved",
        ]
        where stream.equals(index, word) { return true }
        return false
    }

    /// What a drug is labelled for, or bouts of what the article is about.
    func isOwnCondition(_ target: Target, of drug: ClaimSubject) -> Bool {
        if isIndicated(drug, target.label) { return true }
        guard let index = target.index else { return false }
        return page.concepts[index].concept == mainCondition
    }
}
