import Events

/// Whether a rule's words are its relation at all, and whether what it asks for stands near.
extension ClaimFinder {
    /// Words of a rule that say something else here: a noun, a question, a verb of another sense.
    func isNoRelation(_ rule: ClaimRule, _ trigger: Range<Int>, _ reading: Reading) -> Bool {
        let sentence = reading.sentence
        // "cholesterol-lowering" is no verb.
        if rule.special != .causeHyphen, trigger.lowerBound > sentence.tokens.lowerBound,
            stream.punctuation(trigger.lowerBound - 1) == UInt8(ascii: "-"),
            !stream.tokens[trigger.lowerBound].flags.contains(.spaceBefore)
        {
            return true
        }
        if rule.special == .causeActive, isParticiple(trigger, reading) { return true }
        // "The rise in creatinine may reflect inhibition of secretion": the sign does nothing.
        if rule.predicate == .inhibits, stream.equals(trigger.lowerBound - 1, anyOf: Self.reflecting) { return true }
        // "Analyses suggest that varenicline does not raise the risk": a finding, no advice.
        if rule.predicate == .practice, isFinding(trigger, sentence) { return true }
        // "Researchers must apply for access", "generic makers must wait": told to nobody who takes or gives it.
        if rule.predicate == .practice, stream.equals(trigger.lowerBound - 1, anyOf: Self.outsiders) {
            return true
        }
        // "Giving steroids before birth halves the risk": the drug is what is given.
        if rule.predicate == .causes, stream.equals(trigger.lowerBound, "giving"),
            reading.groups.contains(where: { 0...3 ~= $0.tokens.lowerBound - trigger.upperBound })
        {
            return true
        }
        if rule.special == .causePassive, isSwitch(trigger, sentence) { return true }
        // "What they do raise is blood sugar" says of nothing what it is.
        if rule.predicate == .isA, stream.equals(sentence.tokens.lowerBound, "what"), !sentence.isQuestion {
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
            page.has(trigger.upperBound, [.worse, .better]) || stream.equals(trigger.upperBound, "more")
        {
            return true
        }
        if rule.predicate == .treats, stream.equals(trigger.upperBound, "short") { return true }
        // "no more common than with X", "scarcely more frequent with X": equal, which another rule says.
        if rule.predicate == .causesMoreThan || rule.special == .associationFrequent,
            stream.equals(trigger.lowerBound - 1, anyOf: Self.scarcely),
            stream.equals(trigger.lowerBound, anyOf: Self.comparatives)
        {
            return true
        }
        // "No man should come off the tablets, since seizures can kill": the illness does.
        if rule.special == .safeFatal,
            sentence.concepts.contains(where: {
                page.concepts[$0].tokens.upperBound == trigger.lowerBound
                    && objects.accepts(page.concepts[$0], .indication)
            })
        {
            return true
        }
        if isAim(trigger.lowerBound, sentence) { return true }
        if rule.special == .treatGiven, isOfSufferers(trigger, reading) { return true }
        // "a trial meant to show that it prevented polyps": hoped for, not found.
        if isMeantToShow(trigger.lowerBound, sentence) { return true }
        // "Stroke was more common on it, while pneumonia was not": but "Pain was gone, the rash was not" denies no harm.
        if rule.special == .sameNotMore { return !isHeldUp(trigger, reading) }
        // "in those who took it and in those who didn't": no effect is denied.
        if rule.special == .sameNot,
            page.has(trigger.lowerBound - 1, .relative) || stream.equals(trigger.lowerBound - 2, "those")
        {
            return true
        }
        return false
    }

    /// Whether a harm was told in this sentence by a word of comparison, and another one stands right before.
    private func isHeldUp(_ trigger: Range<Int>, _ reading: Reading) -> Bool {
        guard let last = claims.last, last.sentence == reading.sentence.tokens,
            Self.family(last.claim.predicate) <= 1, last.claim.predicate != .lowerThan,
            last.claim.polarity == .asserted,
            Range(from: reading.sentence.tokens.lowerBound, to: trigger.lowerBound).contains(where: {
                stream.equals($0, anyOf: Self.raising)
            })
        else { return false }
        return !objects.left(of: trigger.lowerBound, within: 1, kinds: .effect, page, reading.sentence).isEmpty
    }

    private static let raising = TokenTable(
        "more commoner times twice higher raised increased rose doubled tripled oftener likelier excess exceeded elevated"
    )
    private static let reflecting = TokenTable("reflect reflects reflected reflecting")
    private static let outsiders = TokenTable(
        "researchers scientists makers manufacturers companies firms sponsors investigators investors growers ministers importers authors"
    )
    private static let scarcely = TokenTable("no not scarcely hardly barely neither")
    private static let comparatives = TokenTable("more commoner higher greater likelier worse")

    /// Whether a denied comparative follows within a few words: "was no higher", "did not appear to be raised".
    func isNoHigher(_ start: Int, reading sentence: ClaimPage.Sentence) -> Bool {
        guard page.has(sentence, .negative) else { return false }
        for index in Range(from: start, to: min(start + 9, sentence.tokens.upperBound)) {
            let mark = stream.punctuation(index)
            if mark == UInt8(ascii: ";") || stream.equals(index, "but") { return false }
            guard stream.equals(index, "no") || stream.equals(index, "not") else { continue }
            return Range(from: index + 1, to: min(index + 4, sentence.tokens.upperBound)).contains {
                stream.equals($0, anyOf: Self.heightened)
            }
        }
        return false
    }

    private static let heightened = TokenTable(
        "higher greater raised elevated increased increase rise larger bigger commoner more different differ")

    /// "To assess the risk of amputation with X", "we aimed to examine": what is looked for, up to a comma.
    private func isAim(_ trigger: Int, _ sentence: ClaimPage.Sentence) -> Bool {
        guard page.has(sentence, .aim) else { return false }
        var index = trigger - 1
        let limit = max(sentence.tokens.lowerBound, trigger - 14)
        while index >= limit {
            if stream.equals(index, anyOf: Self.aims), stream.equals(index - 1, "to") {
                let before = index - 2
                return before < sentence.tokens.lowerBound || stream.tokens[before].isPunctuation
                    || stream.equals(before, anyOf: Self.aiming)
            }
            if stream.tokens[index].isPunctuation, stream.punctuation(index) != UInt8(ascii: "-") {
                return false
            }
            index -= 1
        }
        return false
    }

    static let aims = TokenTable(
        "assess examine investigate evaluate determine compare study estimate explore describe quantify test establish measure"
    )
    private static let aiming = TokenTable("aimed sought designed out was is aim objective planned wanted hoped wished")

    /// "meant to show that", "set up to test whether": what follows was hoped for.
    private func isMeantToShow(_ trigger: Int, _ sentence: ClaimPage.Sentence) -> Bool {
        guard page.has(sentence, .showing) else { return false }
        var index = trigger - 1
        let limit = max(sentence.tokens.lowerBound + 2, trigger - 7)
        while index >= limit {
            if stream.equals(index, "that"), stream.equals(index - 1, anyOf: Self.showing),
                stream.equals(index - 2, "to")
            {
                return stream.equals(index - 3, anyOf: Self.meant)
            }
            if stream.tokens[index].isPunctuation { return false }
            index -= 1
        }
        return false
    }

    static let showing = TokenTable("show prove demonstrate confirm establish")
    private static let meant = TokenTable(
        "meant designed intended planned hoping hoped expected supposed set aimed trying tried failed wanted")

    /// What a rule asks for is not there, or what it must not have is: words of its company, concepts, the clause's end.
    func isOutOfPlace(_ rule: ClaimRule, _ trigger: Range<Int>, _ reading: Reading) -> Bool {
        let sentence = reading.sentence
        if !rule.openings.isEmpty, !rule.openingHashes.contains(stream.tokens[sentence.tokens.lowerBound].hash) {
            return true
        }
        // "leave butterbur alone, it has destroyed livers": the drug itself is left.
        if rule.special == .causeActive, stream.lower(trigger.lowerBound, 0) == UInt8(ascii: "l"),
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
        if let own = rule.absentClass, page.has(sentence, wordClass: own) { return true }
        if let companion = rule.near {
            if companion == .own, reading.segment.kind == .abstract, isAbstractAlone { return true }
            if !hasCompanion(companion, near: trigger, sentence) { return true }
        }
        if let label = rule.after, !hasConcept(label, before: trigger, sentence) { return true }
        if let label = rule.before, !hasConcept(label, after: trigger, sentence) { return true }
        return false
    }

    private func endsClause(_ index: Int, _ sentence: ClaimPage.Sentence) -> Bool {
        index >= sentence.tokens.upperBound || stream.tokens[index].isPunctuation
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
