import Events

/// One rule at one place: its object, its subject, and what must stand near.
extension ClaimFinder {
    private static let suppressing = TokenTable(
        "suppress suppresses suppressed suppressing inhibit inhibits inhibited inhibiting block blocks blocked blocking"
    )

    func fire(_ rule: ClaimRule, _ trigger: Range<Int>, _ reading: Reading, used: inout UsedConcepts) {
        let sentence = reading.sentence
        // "…, and glutamate surges": only behind a mechanism; asked first, for the words are common.
        let follows = rule.special?.follows ?? false
        let chain = follows ? chained(rule, trigger, reading) : nil
        if follows, chain == nil || !isConsequence(rule, trigger, reading) { return }
        if isNoRelation(rule, trigger, reading) { return }
        // "makes nerve cells release less glutamate"
        if rule.special == .mechanismOrgan,
            stream.equals(trigger.upperBound, "less") || stream.equals(trigger.upperBound, "fewer")
        {
            return
        }
        // "Warfarin is a blood thinner, and so is apixaban."
        if rule.predicate == .isA, stream.equals(trigger.lowerBound - 1, "so") {
            readSame(trigger, reading)
            return
        }
        if isOutOfPlace(rule, trigger, reading) { return }
        if rule.special == .mechanismPair {
            guard let pair = interactingPair(trigger, reading) else { return }
            emit(
                rule.id, rule.predicate, pair.subject.subjects[0], subjectTokens: pair.subject.tokens, pair.target,
                trigger: trigger, rule: rule.sense, reading)
            return
        }
        // "Wash your hands and keep it away from your eyes" is an advice.
        if rule.special == .preventAway, stream.equals(trigger.lowerBound, "keep"),
            headsClause(trigger.lowerBound, reading)
                || page.has(trigger.lowerBound - 1, .conjunction) && page.has(trigger.upperBound, .effectPronoun)
        {
            return
        }
        // "An abrupt stop may be followed by fever": a noun.
        if trigger.count == 1, stream.equals(trigger.lowerBound, "stop"), Self.family(rule.predicate) == 2,
            stream.equals(trigger.lowerBound - 1, "abrupt") || stream.equals(trigger.lowerBound - 1, "sudden")
        {
            return
        }
        guard let objects = objects(rule, trigger, reading) else { return }
        var targets = parted(objects.targets, rule, reading)
        // "makes the kidneys dump uric acid"
        if rule.special == .mechanismOrgan, stream.lowerString(trigger.lowerBound).hasPrefix("kidney") {
            targets = targets.map { $0.label.hasSuffix("excretion") ? $0 : $0.renamed("\($0.label) excretion") }
        }
        if follows, targets.isEmpty, let own = bodysOwn(rule, trigger, reading) { targets = [own] }
        // "Age and poor kidney function add to the danger"
        if rule.object == .same, rule.subject == .left, !reading.isComment,
            rule.predicate == .aggravates || rule.special == .riskSame,
            tellFactors(rule, trigger, targets, reading, used: &used) || rule.special == .riskSame
        {
            return
        }
        // "keeps the kidneys from clearing lithium, and ramipril …": the one right behind.
        if rule.special == .mechanismClearing {
            targets = targets.prefix(1).map { $0.renamed("\($0.label) clearance") }
        }
        // "makes the ears ring", not "makes cholesterol".
        if rule.special == .causeMake {
            targets.drop {
                // "makes the drowsiness worse" is another rule's.
                if page.has($0.tokens.upperBound, .worse) { return true }
                return $0.tokens.count < 2 && !stream.equals($0.tokens.upperBound, "more")
                    && !stream.equals($0.tokens.upperBound, "likelier")
            }
        }
        // "makes levothyroxine and ciprofloxacin less effective": the words say it to their end.
        if rule.special == .mechanismIneffective, case .word(let id) = rule.near,
            let word = sentence.words.first(where: {
                page.words[$0].id == id && page.words[$0].tokens.lowerBound >= trigger.upperBound
            })
        {
            for place in targets.indices {
                targets[place].tokens = targets[place].tokens.lowerBound..<page.words[word].tokens.upperBound
            }
        }
        if rule.predicate == .treats || rule.predicate == .prevents, !reading.isComment {
            targets.drop { isOwnChange($0, trigger, reading) || isWhereHarmed($0, trigger, reading) }
            // "suppresses vessel growth in haemangioma cells"
            if stream.equals(trigger.lowerBound, anyOf: Self.suppressing) {
                targets.drop { isPlace($0.tokens, behind: trigger) }
            }
            // "People with narcolepsy must not take it."
            if rule.special == .treatPeople, isAdvised(trigger.lowerBound),
                (1...3).contains(where: { page.has(trigger.lowerBound - $0, .negative) })
            {
                return
            }
        }
        // "For one in five patients the tablets halve the agony": relief of what people have.
        if rule.predicate == .associatedWith, case .topic = rule.subject, !reading.isComment {
            targets.drop {
                page.has(
                    Range(from: max(trigger.upperBound, $0.tokens.lowerBound - 3), to: $0.tokens.lowerBound), .handling)
            }
        }
        if rule.isAcrossPerson {
            targets.drop { !meansPeople(Range(from: trigger.upperBound, to: $0.tokens.lowerBound)) }
        }
        // "stopped cancer cells from dividing", "stops pain fibres from firing": of cells, no treatment yet.
        if rule.predicate == .treats || rule.predicate == .prevents {
            targets.drop {
                stream.equals($0.tokens.upperBound, anyOf: Self.carriers)
                    // "slows the healing of wounds"
                    || rule.predicate == .prevents && isMending($0.tokens)
                    || isOwnDoing($0, trigger)
            }
        }
        // "accounts for the low rates of nausea", "causes the fewest withdrawal symptoms": little of it is no harm.
        if rule.special == .causeActive {
            targets.drop { isOfLittle($0.tokens, behind: trigger) || isLeftAlone($0.tokens) }
        }
        guard !targets.isEmpty, !isDiverted(rule, trigger, targets[0].tokens),
            !isOfNextDrug(rule, trigger, targets[0], reading)
        else { return }
        // "Pain fell by the same amount in both groups": no benefit of either.
        if Self.family(rule.predicate) == 2, !rule.isNegated, !reading.isComment, isEqualInGroups(trigger, sentence) {
            return
        }
        // "Used for more than a month it stains the teeth": how long, not what for.
        if let special = rule.special, special.readsUse, targets[0].tokens.lowerBound > trigger.upperBound,
            page.has(
                Range(from: trigger.upperBound, to: min(trigger.upperBound + 4, targets[0].tokens.lowerBound)),
                [.duration, .unit])
        {
            return
        }
        // "should no longer be given for" is an advice.
        if let special = rule.special, special.readsUse, isAdvised(trigger.lowerBound) { return }
        // "BIND symptoms": letters of a name are no verb.
        if Self.family(rule.predicate) == 3, stream.tokens[trigger.lowerBound].flags.contains(.allCaps),
            trigger.count == 1
        {
            return
        }
        var found: Found? =
            chain ?? objects.advised ?? objects.elliptic.map { ([$0], nil, true) }
            ?? subject(rule, trigger, targets.map { $0.tokens }, reading)
        if found == nil, rule.predicate == .practice { found = advisedOfTalk(rule, trigger, reading) }
        if rule.predicate == .practice, let other = withoutConsumable(found, &targets, reading) { found = other }
        if rule.predicate == .practice, case .fixed = rule.object, let last = advisedBefore(trigger, reading) {
            found = last
        }
        // "Risk was dose dependent for pregabalin": the words name the drug.
        let isNamed =
            rule.predicate == .doseResponse && reading.groups.contains { group in found?.tokens == group.tokens }
        if isNamed, targets[0].index == nil, let own = found?.subjects.first,
            let object = harm(of: own, trigger, reading)
        {
            targets = [object]
        }
        // "Reflux is harmless and goes away by itself": no drug's doing.
        if rule.predicate == .reversibleAfterStop, isByItself(trigger.upperBound) || isPassing(trigger, reading) {
            return
        }
        if rule.predicate == .reversibleAfterStop, let own = found?.subjects,
            isReliefTold(targets, own, trigger, reading)
        {
            for target in targets {
                for drug in own {
                    emit(
                        "implied.relief", .treats, drug, subjectTokens: found?.tokens, target, trigger: trigger,
                        rule: nil, reading)
                }
                if let index = target.index { used.insert(index) }
            }
            return
        }
        // "ends acne for good"
        if rule.predicate == .persistsAfterStop, isEnded(targets[0], reading) { return }
        if rule.object == .last, rule.predicate != .aggravates, !isNamed {
            // What goes away or grows with the dose is an effect that was claimed of a drug: that drug is meant, unless another is said to be stopped.
            let isToldStopped = rule.predicate != .doseResponse && found?.tokens.map { isStopped($0, reading) } ?? false
            let last = targets[targets.count - 1].tokens
            if isToldStopped {
                // "… once lisinopril is stopped"
            } else if let beside = reading.groups.first(where: { $0.tokens.upperBound == last.lowerBound }),
                targets[0].index != nil
            {
                found = (beside.subjects, beside.tokens, false)
            } else if rule.predicate == .persistsAfterStop, targets[0].index != nil,
                claimed(targets[targets.count - 1].label, reading) != nil,
                let own = reading.groups.last(where: { $0.tokens.upperBound <= last.lowerBound }),
                !own.isCompared
            {
                // "Isotretinoin shrinks the glands, and dry eyes may last": of the drug of this sentence.
                found = (own.subjects, own.tokens, false)
            } else if rule.predicate == .persistsAfterStop, !reading.isComment, let index = targets[0].index,
                page.concepts[index].isComposite,
                let own = reading.groups.last(where: { $0.tokens.upperBound <= last.lowerBound }), !own.isCompared
            {
                // "Hydroxychloroquine may damage the retina for good": the verb is the drug's.
                found = (own.subjects, own.tokens, false)
            } else if let drug = claimed(targets[targets.count - 1].label, reading) {
                found = ([drug], found?.tokens, false)
            } else if rule.predicate == .persistsAfterStop || rule.predicate == .doseResponse && !reading.isComment,
                targets[0].index != nil, memory.isOwn || isOnTopic,
                !memory.subjects.isEmpty
            {
                // "Peripheral neuropathy may be irreversible."
                found = (memory.subjects, nil, true)
            } else if !hasCompanion(.stop, near: trigger, sentence) {
                readRelief(rule, targets, found, trigger, reading, used: &used)
                return
            }
        }
        if rule.predicate == .reversibleAfterStop || rule.predicate == .persistsAfterStop { found = stoppedDrug(found) }
        if Self.family(rule.predicate) == 0, var own = found?.subjects,
            rule.subject == .left && isByStopping(found?.tokens, trigger, reading)
                || rule.subject == .topic
                    && (isSaidOfStopping(trigger.lowerBound, reading) || isOnceStopped(behind: trigger, reading))
        {
            for index in own.indices { own[index].isWithdrawal = true }
            found?.subjects = own
        }
        // "An ARB is preferable to an ACE inhibitor": the drug right before the words.
        if rule.special == .preferOver,
            let own = reading.groups.first(where: { $0.tokens.upperBound == trigger.lowerBound })
        {
            found = (own.subjects, own.tokens, false)
        }
        if rule.predicate == .practice, let own = found, let turned = turned(own, targets, reading) {
            found = turned.subject
            targets = turned.targets
        }
        // "One in ten stopped exenatide because of nausea": why, which another rule reads; nothing came of the stopping.
        if rule.predicate == .associatedWith, let own = found, own.subjects.contains(where: \.isWithdrawal),
            let drug = own.tokens, stream.equals(drug.upperBound, anyOf: Self.reasons)
        {
            return
        }
        // "One in four stopped X because of nausea": X did it, not its stopping.
        if rule.special == .stopBecause || rule.special == .causeLed, var own = found?.subjects {
            for index in own.indices { own[index].isWithdrawal = false }
            found?.subjects = own
        }
        // "It can be used in moderate kidney disease": in whom, not for what.
        if rule.special == .treatUse, targets.count == 1,
            stream.equals(trigger.upperBound - 1, "in") || stream.equals(trigger.upperBound, "in"),
            targets[0].label.contains("kidney") || targets[0].label.contains("liver"),
            let own = found?.subjects, !own.contains(where: { isIndicated($0, targets[0].label) })
        {
            return
        }
        // "The first is an ACE inhibitor": of two the one.
        if let two = found, two.subjects.count == 2, rule.subject == .left, rule.predicate == .isA {
            let word = trigger.lowerBound - 1
            if stream.equals(word, "first") || stream.equals(word, "former") {
                found?.subjects = [two.subjects[0]]
            } else if stream.equals(word, "second") || stream.equals(word, "latter") {
                found?.subjects = [two.subjects[1]]
            }
        }
        // "Heartburn at night? Blame the …": what a drug is taken for is not of its making.
        if rule.object == .asked, let own = found?.subjects.first {
            targets.removeAll { isCondition($0, of: own) }
            if targets.isEmpty { return }
        }
        // "damps down the messengers that drive inflammation": what it acts on does.
        if let own = found?.tokens, isOfItsObject(rule, trigger, own, reading) { return }
        if let own = found, (2...3).contains(Self.family(rule.predicate)) {
            found = ofClassAside(own, trigger, reading)
        }
        guard let subject = found else {
            // "…, and heavy drinking can inflame the pancreas": not the drug's.
            if rule.subject == .left { markOwned(rule, targets, trigger, reading, &used) }
            return
        }
        // "lessens the dry mouth that radiation causes": the cause stands behind "that".
        if rule.special == .causeRelative, let own = subject.tokens, own.upperBound <= targets[0].tokens.lowerBound {
            return
        }
        // "Migraine affects one adult in seven. Topiramate …": a drug that is still to be named did not do it.
        if subject.isTopic, Self.family(rule.predicate) == 0, !reading.isComment,
            isFirstNamed(subject.subjects, behind: sentence)
        {
            return
        }
        // "Gallstones are common in obese people": of those who have something, no drug's.
        if subject.isTopic, rule.special == .associationFrequent, !reading.isComment,
            sentence.concepts.contains(where: {
                page.concepts[$0].isPopulation && 0...3 ~= page.concepts[$0].tokens.lowerBound - trigger.upperBound
            })
        {
            return
        }
        if rule.special == .causeHyphen, !isJoined(subject.tokens, trigger) { return }
        if rule.predicate == .preferredOver, targets[0].label == "alternatives",
            // "We prefer spironolactone to doxycycline"
            let other = subject.tokens.flatMap({ own in
                reading.groups.first {
                    $0.tokens.lowerBound == own.upperBound + 1 && stream.equals(own.upperBound, "to")
                }?.subjects.first
            }) ?? preferredOver(subject.subjects, reading)
        {
            targets[0] = Target(other.name, other.id, trigger, nil)
        } else if rule.id == "prefer.better" {
            // "Iron works better on alternate days": than no other drug.
            return
        }
        if rule.predicate == .isA, !isPlainEquation(trigger, targets[0].tokens, subject.tokens) { return }
        tell(rule, trigger, targets, of: subject, reading, used: &used)
        // "which can be fatal" was said of the illness: its words are no effect of the drug's as well.
        if rule.special == .safeFatal {
            for index in sentence.concepts where page.concepts[index].tokens.overlaps(trigger) { used.insert(index) }
        }
        // Who makes another drug's harm worse is not what the talk is about.
        if !subject.isTopic, !isToldOfPeople(subject.tokens, reading),
            rule.predicate != .aggravates || rule.object != .same
        {
            memory.subjects = subject.subjects
            // "Stopping it may cause …. The drug eases …": the talk goes on about the drug.
            if !reading.isComment {
                for index in memory.subjects.indices { memory.subjects[index].isWithdrawal = false }
            }
        }
    }

    /// A relative clause right before the words, of a plain noun that another verb of the drug stands before.
    private func isOfItsObject(_ rule: ClaimRule, _ trigger: Range<Int>, _ drug: Range<Int>, _ reading: Reading) -> Bool
    {
        guard rule.subject == .left, Self.family(rule.predicate) == 0 || Self.family(rule.predicate) == 3,
            stream.equals(trigger.lowerBound - 1, "that") || stream.equals(trigger.lowerBound - 1, "which"),
            drug.upperBound < trigger.lowerBound - 2,
            !stream.tokens[trigger.lowerBound - 2].isPunctuation,
            !page.has(trigger.lowerBound - 2, [.role, .weakRole, .doseForm, .effectNoun])
        else { return false }
        return barriers(reading).contains { $0 >= drug.upperBound && $0 < trigger.lowerBound - 2 }
    }

    /// "most of all in children who also take valproate": told of the people, the talk stays where it was.
    private func isToldOfPeople(_ drug: Range<Int>?, _ reading: Reading) -> Bool {
        guard let drug else { return false }
        if let group = reading.groups.first(where: { $0.tokens == drug }) { return group.isBackground }
        return subjects.isBackground(drug, page, reading.sentence)
    }

    /// What a drug is taken for, what the article is about, or a standing illness: that it "is common" is told of people, not of the drug.
    func isCondition(_ target: Target, of drug: ClaimSubject) -> Bool {
        if !drug.isWithdrawal, isIndicated(drug, target.label) { return true }
        guard let index = target.index else { return false }
        let concept = page.concepts[index].concept
        return concept == mainCondition || stage.concepts.concepts[Int(concept)].kinds.contains(.illness)
    }

    private static let reasons = TokenTable("because due owing")

    /// "by itself", "on its own".
    private func isByItself(_ index: Int) -> Bool {
        (stream.equals(index, "by")
            && (stream.equals(index + 1, "itself") || stream.equals(index + 1, "themselves")))
            || (stream.equals(index, "on") && stream.equals(index + 2, "own"))
    }

    func target(_ index: Int) -> Target {
        let mention = page.concepts[index]
        let concept = stage.concepts.concepts[Int(mention.concept)]
        return Target(label(mention), concept.mesh, mention.tokens, index)
    }

    /// What a concept is called: as the table has it, or, of a condition outside of it, by its own words in the singular.
    func label(_ mention: ConceptMention) -> String {
        let known = stage.concepts.concepts[Int(mention.concept)].label
        if mention.concept == stage.concepts.openEffect { return phrase(mention.tokens) }
        return known.isEmpty ? FindingNames.singular(phrase(mention.tokens)) : known
    }

    func hasCompanion(_ companion: ClaimRule.Companion, near trigger: Range<Int>, _ sentence: ClaimPage.Sentence)
        -> Bool
    {
        let id: Int32
        switch companion {
        case .own: return memory.isOwn || isOnTopic || !sentence.drugs.isEmpty
        case .up, .down:
            let range = Range(
                from: max(sentence.tokens.lowerBound, trigger.lowerBound - 6),
                to: min(sentence.tokens.upperBound, trigger.upperBound + 7))
            // "The risk of X was no higher", "was not significantly raised": nothing goes up.
            if companion == .up, isNoHigher(trigger.upperBound, reading: sentence) { return false }
            // "raised the risk of falls": the words themselves say it, and "falls" is no change.
            let own = stage.concepts.change(
                in: max(sentence.tokens.lowerBound, trigger.lowerBound - 3)..<trigger.upperBound, stream)
            if own.up != own.down { return companion == .up ? own.up : own.down }
            // "Their risk of falling was twice that of others": an effect is no change.
            let effects = sentence.concepts.lazy.map { self.page.concepts[$0] }
                .filter { !$0.isComposite && $0.tokens.count == 1 }.map(\.tokens.lowerBound)
            var change = stage.concepts.change(in: range, stream) { effects.contains($0.lowerBound) }
            // "lowers the risk of breast cancer but raises that of clots": what stands behind "but" is said of something else.
            if change.up, change.down,
                let end = Range(from: trigger.upperBound, to: range.upperBound).first(where: {
                    stream.equals($0, "but")
                })
            {
                change = stage.concepts.change(in: range.lowerBound..<end, stream)
            }
            return companion == .up ? change.up && !change.down : change.down && !change.up
        case .stop:
            if memory.hasStopped || page.has(sentence, .stopping) { return true }
            id = stopClass
        case .word(let own): id = own
        }
        return page.has(sentence, wordClass: id)
    }

    private static let carriers = TokenTable("cells cell fibres fibers nerves receptors signals neurons messages")
}
