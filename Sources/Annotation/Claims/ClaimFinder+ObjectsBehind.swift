import Events

/// The objects behind a rule's words.
extension ClaimFinder {
    /// Nil where "it" is the object, which is another thing than the words name.
    func objectsBehind(
        _ rule: ClaimRule, _ kinds: ConceptKinds, drugs: Bool, _ trigger: Range<Int>, _ reading: Reading
    ) -> [Target]? {
        let sentence = reading.sentence
        if rule.special == .mechanismHinder { return hindered(behind: trigger.upperBound, reading).map { [$0] } }
        var targets: [Target] = []
        // "rapamycin prevented it, implicating mTOR": the object is what "it" means.
        if Self.family(rule.predicate) == 3, page.has(trigger.upperBound, .effectPronoun),
            stream.tokens[min(trigger.upperBound + 1, stream.count - 1)].isPunctuation
        {
            return nil
        }
        // "blocks the reuptake of": the object's own words may begin within the rule's.
        let deprived = rule.predicate == .inhibits ? deprivation(trigger, reading) : nil
        let start =
            deprived
            ?? (Self.family(rule.predicate) == 3 && trigger.count > 1 && rule.special != .mechanismOrgan
                ? trigger.lowerBound + 1 : trigger.upperBound)
        if rule.predicate == .inhibits || rule.predicate == .stimulates {
            targets = clearances(after: start, reading)
            if targets.isEmpty,
                let own = ownProcess(after: trigger.upperBound, trigger, rule.predicate, reading)
                    ?? (trigger.count > 1
                        ? ownProcess(after: trigger.upperBound - 1, trigger, rule.predicate, reading) : nil)
            {
                targets = [own]
            }
            if targets.isEmpty, let own = spokenProcess(after: trigger.upperBound, rule.predicate, reading) {
                targets = [own]
            }
            if targets.isEmpty {
                let reach = 3 + max(0, trigger.upperBound - start)
                targets = drugProcess(after: start, within: reach, .inhibits, reading)
            }
        }
        let reach = rule.reach + max(0, trigger.upperBound - start)
        if targets.isEmpty || targets[0].index != nil {
            // "has been given in China for diarrhea": a use, also of what is mostly an effect.
            let isUse = rule.special == .treatFor && isGivenFor(trigger.lowerBound, reading)
            for index in objects.right(
                of: start, within: reach, kinds: isUse ? kinds.union(.effect) : kinds, page, sentence)
            {
                targets.append(target(index))
            }
        }
        // "switched on FXR, a sensor of bile acids": the name right behind, not what is said of it.
        if rule.isOpenMolecule, let first = targets.first, first.tokens.lowerBound > trigger.upperBound + 1,
            stream.tokens[trigger.upperBound].flags.contains(.allCaps),
            stream.punctuation(trigger.upperBound + 1) == UInt8(ascii: ",")
        {
            let named = molecules(after: trigger.upperBound, reading)
            if !named.isEmpty { targets = named }
        }
        // "reverses antipsychotic weight gain": the gain, not the drug.
        if drugs, targets.isEmpty,
            let group = subjects.right(of: trigger.upperBound, groups: reading.groups, within: rule.reach),
            // "a high affinity for central receptors, but clonazepam …"
            !isContrasted(trigger.upperBound, group.tokens),
            // "hits the same receptors as morphine"
            !Range(from: trigger.upperBound, to: group.tokens.lowerBound).contains(where: {
                stream.equals($0, "as")
            }),
            !sentence.concepts.contains(where: { page.concepts[$0].tokens.lowerBound == group.tokens.upperBound })
        {
            for subject in group.subjects { targets.append(Target(subject.name, subject.id, group.tokens, nil)) }
        }
        // "Antacids and iron bind the drug in the gut."
        if drugs, targets.isEmpty, rule.special == .mechanismBind,
            let word = sentence.words.first(where: {
                page.words[$0].id == anaphorClass && page.words[$0].tokens.lowerBound >= trigger.upperBound
                    && page.words[$0].tokens.lowerBound - trigger.upperBound <= 1
            }), let meant = subjects.meant(by: page.words[word].tokens, spoken(reading), page)
        {
            let end = trigger.lowerBound..<page.words[word].tokens.upperBound
            for drug in meant { targets.append(Target(drug.name, drug.id, end, nil)) }
        }
        targets.drop {
            isAside($0.tokens, behind: trigger, rule) || isOfNextPerson($0.tokens, behind: trigger)
                || (Self.family(rule.predicate) == 0 && isFreed($0.tokens))
        }
        if Self.family(rule.predicate) == 2 {
            targets = withBouts(targets, after: trigger.upperBound, within: rule.reach, reading)
        } else if rule.special == .causeActive, targets.isEmpty, !reading.isComment {
            // "may set off a flare in the first weeks": of the condition spoken of.
            targets = withBouts([], after: trigger.upperBound, within: 3, reading).filter {
                $0.index == nil && isBoutNamed($0)
            }
        }
        // "relaxes the bladder by stimulating beta-3 receptors": the object of the second verb.
        if Self.family(rule.predicate) == 3 {
            targets.drop { target in
                if isPlace(target.tokens, behind: trigger) { return true }
                return target.tokens.lowerBound > trigger.upperBound
                    && (trigger.upperBound..<target.tokens.lowerBound).contains {
                        stream.equals($0, "by") && stream.lowerString($0 + 1).hasSuffix("ing")
                            // "new pumps have to be built before acid returns"
                            || stream.equals($0, "before")
                    }
            }
        }
        // "slows the decline of kidney function": what is slowed is the loss of it.
        if rule.predicate == .prevents,
            let loss = sentence.concepts.first(where: {
                page.concepts[$0].isComposite && page.concepts[$0].tokens.overlaps(trigger)
                    && page.concepts[$0].tokens.upperBound > trigger.upperBound
            })
        {
            targets = [target(loss)]
        }
        if Self.family(rule.predicate) == 3 {
            if targets.isEmpty, rule.isOpenMolecule || rule.isOpen,
                let own = ownSubstance(after: deprived ?? trigger.upperBound, reading)
            {
                targets = [own]
            } else if targets.isEmpty, let named = calledBehind(trigger.upperBound, reading) {
                targets = [named]
            } else if targets.isEmpty, rule.isOpenMolecule || rule.isOpen {
                targets = molecules(after: deprived ?? trigger.upperBound, reading)
                if targets.isEmpty, let deprived, let thing = deprivedThing(at: deprived, reading) {
                    targets = [thing]
                }
                if targets.isEmpty,
                    let thing = thingActedOn(rule, trigger, from: deprived ?? trigger.upperBound, reading)
                {
                    targets = [thing]
                }
            } else {
                var whole: [Target] = []
                for target in targets { whole += extended(target, reading) }
                targets = withLastDrug(distributed(whole, reading), reading)
            }
            if rule.isOpenMolecule, !targets.isEmpty { targets = withUnknown(targets, trigger, reading) }
            for place in targets.indices {
                targets[place] = withProduct(reshaped(targets[place], rule, reading), reading)
            }
        }
        if targets.isEmpty, takesPronoun(rule),
            // "It gave them nothing"
            !(rule.special == .causeActive && stream.equals(trigger.lowerBound, anyOf: Self.giving)),
            isPronoun(trigger.upperBound, sentence) || isMostOfThem(trigger.upperBound, sentence),
            let object = memory.objects.last
        {
            targets.append(Target(object.label, object.mesh, trigger.lowerBound..<trigger.upperBound + 1, nil))
        }
        if targets.isEmpty, Self.family(rule.predicate) == 0, let disease = disease(at: trigger.upperBound, reading) {
            targets = [disease]
        }
        if targets.isEmpty { targets = treatedPeople(after: trigger.upperBound, rule, trigger, reading) }
        if Self.family(rule.predicate) == 2 {
            return rule.isOpen
                ? withOpenThings(targets, rule, trigger, reading) : withWholeName(targets, rule, trigger, reading)
        }
        if rule.isOpen, targets.isEmpty, !reading.isComment, !sentence.isQuestion,
            reading.groups.contains(where: {
                $0.tokens.upperBound <= trigger.lowerBound && trigger.lowerBound - $0.tokens.upperBound <= 6
            }) || isBehindAnaphor(trigger, reading),
            let words = openObject(after: trigger.upperBound, reading),
            Self.family(rule.predicate) != 3 || isNamed(words)
        {
            targets.append(Target(phrase(words), nil, words, nil))
        }
        return targets
    }

    /// "suppresses inflammation in the retina": where it does so.
    func isPlace(_ object: Range<Int>, behind trigger: Range<Int>) -> Bool {
        var before = object.lowerBound - 1
        while before > trigger.upperBound, page.has(before, .opener) { before -= 1 }
        return before > trigger.upperBound && stream.equals(before, "in")
            && !page.has(before - 1, [.ender, .function])
    }

    /// "were tied to the disease", "more likely to develop the condition": the one that the text is about, else what was named last.
    private func disease(at position: Int, _ reading: Reading) -> Target? {
        guard !reading.isComment, stream.equals(position, "the") || stream.equals(position, "this"),
            stream.equals(position + 1, anyOf: Self.diseases), !stream.equals(position + 2, "of"),
            !reading.sentence.concepts.contains(where: { page.concepts[$0].tokens.contains(position + 1) })
        else { return nil }
        let words = position..<position + 2
        if let condition = mainCondition {
            let concept = stage.concepts.concepts[Int(condition)]
            return Target(concept.label, concept.mesh, words, nil)
        }
        return memory.objects.last.map { Target($0.label, $0.mesh, words, nil) }
    }

    private static let diseases = TokenTable("disease condition disorder illness")

    private static let giving = TokenTable("give gives gave giving")

    /// "The drug has prevented", "the tablets treat": words of two or more that mean the paragraph's drug stand right before.
    private func isBehindAnaphor(_ trigger: Range<Int>, _ reading: Reading) -> Bool {
        memory.isOwn
            && reading.sentence.words.contains {
                let word = page.words[$0]
                return word.id == anaphorClass && word.tokens.count > 1 && word.tokens.upperBound <= trigger.lowerBound
                    && trigger.lowerBound - word.tokens.upperBound <= 3
            }
    }
}
