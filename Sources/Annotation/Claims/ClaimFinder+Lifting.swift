import Events

/// What goes, where a text that tells what its drug does goes on without naming it: "After that the tremor goes, sweating lets up", "Libido
/// comes back within the month". A complaint at the head of a clause with a verb of going, or what an illness had taken with one of
/// coming back, is relief; below a heading on harms, or where the drug was said to cause it, it is a side effect that passes.
extension ClaimFinder {
    /// Read before what changes is taken for harm; only of what the rules left.
    func readLifting(_ reading: Reading, used: inout UsedConcepts) {
        let sentence = reading.sentence
        guard !sentence.concepts.isEmpty, !sentence.isQuestion, reading.segment.kind != .heading,
            memory.isOwn || isOnTopic, memory.subjects.count == 1, !memory.subjects[0].isWithdrawal
        else { return }
        var isBenefit: Bool?
        for index in sentence.concepts where !used.contains(index) {
            let mention = page.concepts[index]
            guard let end = liftingEnd(mention, sentence) else { continue }
            let own = target(index)
            let drug = memory.subjects[0]
            if isBenefit == nil { isBenefit = goesOnWithBenefit(reading) }
            guard isBenefit == true || isIndicated(drug, own.label), isLiftedAlone(reading), !causes(own.label, drug)
            else { continue }
            emit(
                "lifting.goes", .treats, drug, subjectTokens: nil, own, trigger: mention.tokens.upperBound - 1..<end,
                rule: nil, reading)
            used.insert(index)
        }
    }

    /// Where the verb behind a complaint at the head of a clause ends; nil where it does not go.
    private func liftingEnd(_ mention: ConceptMention, _ sentence: ClaimPage.Sentence) -> Int? {
        let tokens = mention.tokens
        guard !mention.isPopulation, objects.accepts(mention, [.effect, .indication]) else { return nil }
        // "joints ache less"
        let isLess = mention.isComposite && !mention.isDecrease && stream.equals(tokens.upperBound, "less")
        guard mention.isRestored || !mention.isComposite || isLess else { return nil }
        guard isClauseHead(tokens.lowerBound, sentence) else { return nil }
        if mention.isRestored { return tokens.upperBound }
        if isLess { return tokens.upperBound + 1 }
        var verb = tokens.upperBound
        while verb < min(tokens.upperBound + 3, sentence.tokens.upperBound),
            page.has(verb, .modal) || isAdverb(verb) || stream.equals(verb, anyOf: Self.slowly)
        { verb += 1 }
        guard verb < sentence.tokens.upperBound else { return nil }
        if stream.equals(verb, anyOf: Self.going) { return verb + 1 }
        let next = verb + 1
        if stream.equals(verb, "goes") || stream.equals(verb, "go") {
            if stream.equals(next, "away") { return next + 1 }
            let ends = next >= sentence.tokens.upperBound || stream.tokens[next].isPunctuation
            return ends || page.has(next, .conjunction) ? next : nil
        }
        for (first, particle) in Self.particles where stream.equals(verb, anyOf: first) && stream.equals(next, particle)
        {
            return next + 1
        }
        return nil
    }

    /// Nothing but an article, a possessive or an adjective between the clause's start and the complaint.
    private func isClauseHead(_ token: Int, _ sentence: ClaimPage.Sentence) -> Bool {
        var index = token - 1
        while index >= max(sentence.tokens.lowerBound, token - 3) {
            if stream.tokens[index].isPunctuation || page.has(index, [.conjunction, .clauseStart]) { return true }
            if stream.equals(index, anyOf: Self.times) || stream.equals(index, "that") { return true }
            guard page.has(index, [.opener, .function, .filler]) else { return false }
            index -= 1
        }
        return index < sentence.tokens.lowerBound
    }

    /// The claim before, in the same paragraph, tells what the drug does or is for.
    private func goesOnWithBenefit(_ reading: Reading) -> Bool {
        guard !isHarmSection, let last = claims.last, last.claim.segment == reading.segment.id,
            last.subject.isSame(as: memory.subjects[0])
        else { return false }
        let family = Self.family(last.claim.predicate)
        return family == Self.family(.treats) || family == Self.family(.inhibits) || family == Self.family(.isA)
    }

    /// Nothing was stopped, no arm is held against another.
    private func isLiftedAlone(_ reading: Reading) -> Bool {
        !memory.hasStopped && !memory.isOnStopping && !page.has(reading.sentence, wordClass: stopClass)
            && !page.has(reading.sentence, [.comparator, .negative, .equal])
    }

    private func causes(_ label: String, _ drug: ClaimSubject) -> Bool {
        claims.contains {
            $0.claim.object == label && $0.subject.isSame(as: drug) && Self.family($0.claim.predicate) == 0
        }
    }

    private static let slowly = TokenTable(
        "will then soon usually often also slowly gradually generally tends tend to begins starts begin start")
    private static let going = TokenTable(
        """
        eases ease lifts lift clears clear settles settle fades fade improves improve disappears disappear vanishes vanish subsides subside \
        recedes recede lessens lessen heals heal mends mend stops stop
        """)
    private static let particles: [(TokenTable, StaticString)] = [
        (TokenTable("lets let"), "up"), (TokenTable("dies die calms calm quietens quieten goes go"), "down"),
        (TokenTable("dries dry clears clear"), "up"), (TokenTable("melts melt falls fall"), "away"),
    ]
    private static let times = TokenTable("then next later first soon afterwards")
}
