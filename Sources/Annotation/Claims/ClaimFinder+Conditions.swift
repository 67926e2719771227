import Events

/// Whether a rule's words are its relation at all, and whether what it asks for stands near.
extension ClaimFinder {
    /// Words of a rule that say something else here: a noun, a question, a verb of another sense.
    func isNoRelation(_ rule: ClaimRule, _ trigger: Range<Int>, _ reading: Reading) -> Bool {
        let sentence = reading.sentence
        // "cholesterol-lowering" is no verb.
        if rule.special != .causeHyphen, trigger.lowerBound > sentence.tokens.lowerBound,
            page.stream.punctuation(trigger.lowerBound - 1) == UInt8(ascii: "-"),
            !page.stream.tokens[trigger.lowerBound].flags.contains(.spaceBefore)
        {
            return true
        }
        if rule.special == .causeActive, isParticiple(trigger, reading) { return true }
        // "Analyses suggest that varenicline does not raise the risk": a finding, no advice.
        if rule.predicate == .practice, isFinding(trigger, sentence) { return true }
        // "Giving steroids before birth halves the risk": the drug is what is given.
        if rule.predicate == .causes, page.stream.equals(trigger.lowerBound, "giving"),
            reading.groups.contains(where: { 0...3 ~= $0.tokens.lowerBound - trigger.upperBound })
        {
            return true
        }
        if rule.special == .causePassive, isSwitch(trigger, sentence) { return true }
        // "What they do raise is blood sugar" says of nothing what it is.
        if rule.predicate == .isA, page.stream.equals(sentence.tokens.lowerBound, "what"), !sentence.isQuestion {
            return true
        }
        // "Isn't X a Y": the subject follows; isa.question reads it.
        if rule.predicate == .isA, rule.subject == .left, trigger.lowerBound == sentence.tokens.lowerBound,
            sentence.isQuestion
        {
            return true
        }
        if isNoVerb(rule, trigger, reading) || isOfOtherMatter(rule, trigger, reading) { return true }
        // "was no more frequent" tells of nothing what it is; "stop short of claiming" treats nothing.
        if rule.predicate == .isA,
            page.has(trigger.upperBound, [.worse, .better]) || page.stream.equals(trigger.upperBound, "more")
        {
            return true
        }
        if rule.predicate == .treats, page.stream.equals(trigger.upperBound, "short") { return true }
        return false
    }

    /// What a rule asks for is not there, or what it must not have is: words of its company, concepts, the clause's end.
    func isOutOfPlace(_ rule: ClaimRule, _ trigger: Range<Int>, _ reading: Reading) -> Bool {
        let sentence = reading.sentence
        // "leave butterbur alone, it has destroyed livers": the drug itself is left.
        if rule.special == .causeActive, page.stream.lower(trigger.lowerBound, 0) == UInt8(ascii: "l"),
            reading.groups.contains(where: { $0.tokens.lowerBound == trigger.upperBound })
        {
            return true
        }
        if rule.isFinal,
            !(endsClause(trigger.upperBound, sentence) || isBehindRelative(rule, trigger, reading))
                || page.has(trigger.lowerBound - 1, .effectPronoun)
        {
            return true
        }
        if rule.special == .associationBetween, isStudied(trigger, sentence) { return true }
        if isOfOtherHead(rule, trigger, sentence) { return true }
        if isLessened(rule, trigger, sentence) || isRecovering(rule, trigger, sentence)
            || isInName(rule, trigger, sentence)
        {
            return true
        }
        // "fog gone in a week" after the drug was stopped tells no benefit of it.
        if rule.special == .commentGone, memory.hasStopped { return true }
        // "prevented more strokes than warfarin" tells no harm.
        if rule.special == .compareMore, isPreventing(trigger.lowerBound - 1) { return true }
        if let own = rule.absentClass, sentence.words.contains(where: { page.words[$0].id == own }) { return true }
        if let companion = rule.near {
            if companion == .own, reading.segment.kind == .abstract, isAbstractAlone { return true }
            if !hasCompanion(companion, near: trigger, sentence) { return true }
        }
        if !rule.openings.isEmpty, !rule.openingHashes.contains(page.stream.tokens[sentence.tokens.lowerBound].hash) {
            return true
        }
        if let label = rule.after, !hasConcept(label, before: trigger, sentence) { return true }
        if let label = rule.before, !hasConcept(label, after: trigger, sentence) { return true }
        return false
    }

    private func endsClause(_ index: Int, _ sentence: ClaimPage.Sentence) -> Bool {
        index >= sentence.tokens.upperBound || page.stream.tokens[index].isPunctuation
            || page.has(index, [.conjunction, .comparator]) || page.has(index, .tie)
    }

    /// "the dry mouth that oxybutynin can bring usually fades": the effect, "that" or "which", the drug and its verb.
    private func isBehindRelative(_ rule: ClaimRule, _ trigger: Range<Int>, _ reading: Reading) -> Bool {
        guard rule.special == .causeRelative,
            let group = reading.groups.last(where: { $0.tokens.upperBound <= trigger.lowerBound }),
            trigger.lowerBound - group.tokens.upperBound <= 3
        else { return false }
        return page.has(group.tokens.lowerBound - 1, .relative)
    }

    private func hasConcept(_ label: String, after trigger: Range<Int>, _ sentence: ClaimPage.Sentence) -> Bool {
        for index in sentence.concepts {
            let mention = page.concepts[index]
            guard mention.tokens.lowerBound >= trigger.upperBound, mention.tokens.lowerBound - trigger.upperBound <= 5
            else { continue }
            if stage.concepts.concepts[Int(mention.concept)].label == label { return true }
        }
        return false
    }

    private func hasConcept(_ label: String, before trigger: Range<Int>, _ sentence: ClaimPage.Sentence) -> Bool {
        for index in sentence.concepts {
            let mention = page.concepts[index]
            guard mention.tokens.upperBound <= trigger.lowerBound, trigger.lowerBound - mention.tokens.upperBound <= 8
            else { continue }
            if stage.concepts.concepts[Int(mention.concept)].label == label { return true }
        }
        return false
    }
}
