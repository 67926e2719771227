import Events

/// Subjects that are no drug to the left: a condition or a target, or the drug behind by a preposition.
extension ClaimFinder {
    /// "Two participants noticed palpitations on formoterol": the drug behind, by a preposition, in a sentence that names no other.
    ///
    /// - Parameter isUse: the words tell what a drug is given for; then it stands before them.
    func tied(
        _ trigger: Range<Int>, _ objects: [Range<Int>], _ reading: Reading, isUse: Bool, isBenefit: Bool
    ) -> Found? {
        // "…, as did eleven on salbutamol": the first of two.
        guard let group = reading.groups.first, !isUse,
            reading.groups.count == 1
                || reading.groups.count == 2 && stream.punctuation(group.tokens.upperBound) == UInt8(ascii: ",")
        else { return nil }
        let end = max(trigger.upperBound, objects.map(\.upperBound).max() ?? trigger.upperBound)
        guard group.tokens.lowerBound > end, group.tokens.lowerBound - end <= 5,
            page.has(group.tokens.lowerBound - 1, .tie) || page.has(group.tokens.lowerBound - 2, .tie),
            !group.isCompared, !isInNextClause(end, group.tokens),
            !isTreated(end, group.tokens)
        else { return nil }
        for word: StaticString in ["to", "of", "for"] where stream.equals(group.tokens.lowerBound - 1, word) {
            return nil
        }
        // "A spacer prevents thrush from fluticasone": what brings the thrush.
        if isBenefit, stream.equals(group.tokens.lowerBound - 1, "from") { return nil }
        return (group.subjects, group.tokens, false)
    }

    /// A condition or a target as the subject: "insulin resistance may end in diabetes".
    func conceptSubject(
        _ rule: ClaimRule, _ trigger: Range<Int>, _ reading: Reading
    ) -> (subjects: [ClaimSubject], tokens: Range<Int>?, isTopic: Bool)? {
        guard isAboutDrugs || !reading.groups.isEmpty else { return nil }
        // "Hot flushes came second" tells nothing of what hot flushes do.
        if rule.object == .same || rule.object == .last { return nil }
        switch rule.predicate {
        case .causes, .stimulates, .inhibits, .predisposes, .aggravates, .affects: break
        case .associatedWith
        where (rule.special == .associationLinked || rule.special == .associationWith) && reading.groups.isEmpty: break
        default: return nil
        }
        guard rule.special != .causeHyphen else { return nil }
        // "eases anxiety without causing dependence": the drug does neither; "ease pain, at the price of heartburn" is the drug's price.
        if stream.equals(trigger.lowerBound - 1, "without") || stream.equals(trigger.lowerBound, "at") { return nil }
        let found = objects.left(
            of: trigger.lowerBound, within: 3,
            // "Coffee reduces the absorption of levothyroxine."
            kinds: Self.family(rule.predicate) == 3 ? [.effect, .mechanism, .context] : [.effect, .mechanism], page,
            reading.sentence)
        guard let last = found.last, !page.concepts[last].isComposite,
            // "can thin the skin and leave stretch marks": the verbs share a subject.
            !page.has(page.concepts[last].tokens.upperBound..<trigger.lowerBound, .conjunction),
            // "Your allergy pill may make you itchy": the pill does.
            !page.has(page.concepts[last].tokens.upperBound, [.weakRole, .doseForm]),
            // "A metallic taste comes with it": the object would be the drug.
            !page.has(trigger.upperBound, .effectPronoun)
        else { return nil }
        // "does nothing for my back pain, just makes me itchy": the next clause of a post is about its drug.
        if reading.isComment, page.concepts[last].tokens.upperBound < trigger.lowerBound,
            (page.concepts[last].tokens.upperBound..<trigger.lowerBound).contains(where: {
                stream.punctuation($0) == UInt8(ascii: ",")
            })
        {
            return nil
        }
        let own = target(last)
        return ([ClaimSubject(name: own.label, id: own.mesh.map { "MESH:\($0)" })], own.tokens, true)
    }

    /// "a worry on paper because CGRP opens up vessels": a clause behind a drug's own has a condition or a target as its subject.
    func ownConcept(_ rule: ClaimRule, _ trigger: Range<Int>, _ reading: Reading) -> Found? {
        switch rule.predicate {
        case .causes, .stimulates, .inhibits, .predisposes: break
        default: return nil
        }
        guard case .right = rule.object, rule.special != .causeHyphen else { return nil }
        let drug = reading.groups.last { $0.tokens.upperBound <= trigger.lowerBound }?.tokens.upperBound
        let pronoun = reading.sentence.words.last {
            page.words[$0].id == anaphorClass && page.words[$0].tokens.upperBound <= trigger.lowerBound
        }.map { page.words[$0].tokens.upperBound }
        guard let bound = [drug, pronoun].compactMap({ $0 }).max() else { return nil }
        var end = trigger.lowerBound
        while end > bound,
            page.has(end - 1, .modal) || isAdverb(end - 1) || stream.equals(end - 1, "turn")
                || stream.equals(end - 1, "also")
                || (stream.equals(end - 1, "in") && stream.equals(end, "turn"))
        { end -= 1 }
        guard
            let index = reading.sentence.concepts.last(where: { page.concepts[$0].tokens.upperBound == end }),
            objects.accepts(page.concepts[index], [.effect, .mechanism]), !page.concepts[index].isComposite
        else { return nil }
        var start = page.concepts[index].tokens.lowerBound
        guard start > bound else { return nil }
        while start - 1 > bound, page.has(start - 1, .opener) || page.has(start - 1, .longTerm) {
            start -= 1
        }
        let before = start - 1
        let opens =
            stream.punctuation(before) == UInt8(ascii: ";")
            || (page.has(before, .clauseStart) && !page.has(before, [.relative, .conjunction]))
            || (page.has(before, .conjunction) && stream.punctuation(before - 1) == UInt8(ascii: ","))
        guard opens else { return nil }
        let own = target(index)
        return ([ClaimSubject(name: own.label, id: own.mesh.map { "MESH:\($0)" })], own.tokens, true)
    }

    /// "…, which in turn may end in diabetes": the thing before "which" does it.
    func relative(
        _ rule: ClaimRule, _ trigger: Range<Int>, _ reading: Reading
    ) -> (subjects: [ClaimSubject], tokens: Range<Int>?, isTopic: Bool)? {
        guard isAboutDrugs || !reading.groups.isEmpty else { return nil }
        switch rule.predicate {
        case .causes, .stimulates, .inhibits, .predisposes: break
        default: return nil
        }
        let start = max(reading.sentence.tokens.lowerBound, trigger.lowerBound - 7)
        guard let which = (start..<trigger.lowerBound).last(where: { stream.equals($0, "which") }) else {
            return nil
        }
        // "…, which is harmless, and induces CYP3A4": the clause has ended.
        for index in which..<trigger.lowerBound where stream.punctuation(index) == UInt8(ascii: ";") { return nil }
        for index in which..<trigger.lowerBound where stream.punctuation(index) == UInt8(ascii: ",") {
            if page.has(index + 1, .conjunction) || stream.equals(index + 1, "but") { return nil }
        }
        guard let last = objects.left(of: which, within: 1, kinds: [.effect, .mechanism], page, reading.sentence).last
        else { return nil }
        let own = target(last)
        // "Ketamine blocks NMDA receptors, which increases glutamate release": the blocking does; "…, which makes prostaglandins" is the
        // enzyme's own work.
        if let known = claims.last, known.sentence == reading.sentence.tokens, known.claim.predicate == .inhibits,
            known.objectTokens.overlaps(own.tokens), stream.punctuation(which - 1) == UInt8(ascii: ","),
            stream.equals(trigger.lowerBound, anyOf: Self.consequences)
                || stream.equals(which + 1, anyOf: Self.consequences)
        {
            return ([ClaimSubject(name: "\(own.label) inhibition")], own.tokens, true)
        }
        // "The drug blocks GABA receptors, which would account for the seizures": it is the drug's doing.
        if rule.predicate == .causes, stream.equals(trigger.lowerBound, anyOf: Self.explaining),
            let known = claims.last(where: {
                $0.sentence == reading.sentence.tokens && $0.objectTokens.overlaps(own.tokens)
            }), Self.family(known.claim.predicate) == Self.family(.inhibits)
        {
            return ([known.subject], nil, true)
        }
        return ([ClaimSubject(name: own.label, id: own.mesh.map { "MESH:\($0)" })], own.tokens, true)
    }

    private static let explaining = TokenTable(
        "account accounts accounted explain explains explained underlie underlies is lies behind")

    private static let consequences = TokenTable(
        """
        increases increased raises raised boosts boosted lowers lowered reduces reduced starves starved deprives deprived leads led causes \
        caused lets let frees freed lifts lifted prolongs prolonged slows slowed stops stopped prevents prevented cuts
        """)

    private static let ordinals = TokenTable("first second third former latter other")

    /// "can also come from kidney stones": a condition as the cause.
    func conceptCause(
        _ rule: ClaimRule, _ trigger: Range<Int>, _ reading: Reading
    ) -> (subjects: [ClaimSubject], tokens: Range<Int>?, isTopic: Bool)? {
        guard
            rule.predicate == .mediates || Self.family(rule.predicate) == 3
                || (rule.special == .causePassive && trigger.count > 1 && !reading.isComment),
            isAboutDrugs || !reading.groups.isEmpty,
            // "the first because of its rhythm disturbances, the second because of twitching": of two drugs.
            !stream.equals(trigger.lowerBound - 1, anyOf: Self.ordinals)
        else { return nil }
        let found = objects.right(
            of: trigger.upperBound, within: 2,
            kinds: Self.family(rule.predicate) == 3 && rule.predicate != .mediates
                ? [.context] : [.effect, .mechanism], page,
            reading.sentence)
        guard let first = found.first else { return nil }
        let own = target(first)
        return ([ClaimSubject(name: own.label, id: own.mesh.map { "MESH:\($0)" })], own.tokens, true)
    }
}
