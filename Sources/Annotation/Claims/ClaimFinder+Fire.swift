import Events

/// One rule at one place: its object, its subject, and what must stand near.
extension ClaimFinder {
    func fire(_ rule: ClaimRule, _ trigger: Range<Int>, _ reading: Reading, used: inout UsedConcepts) {
        let sentence = reading.sentence
        // "cholesterol-lowering" is no verb.
        if rule.special != .causeHyphen, trigger.lowerBound > sentence.tokens.lowerBound,
            page.stream.punctuation(trigger.lowerBound - 1) == UInt8(ascii: "-"),
            !page.stream.tokens[trigger.lowerBound].flags.contains(.spaceBefore)
        {
            return
        }
        if rule.special == .causeActive, isParticiple(trigger, reading) { return }
        if rule.special == .causePassive, isSwitch(trigger, sentence) { return }
        // "Isn't X a Y": the subject follows; isa.question reads it.
        // "What they do raise is blood sugar" says of nothing what it is.
        if rule.predicate == .isA, page.stream.equals(sentence.tokens.lowerBound, "what"), !sentence.isQuestion {
            return
        }
        if rule.predicate == .isA, rule.subject == .left, trigger.lowerBound == sentence.tokens.lowerBound,
            sentence.isQuestion
        {
            return
        }
        if isNoVerb(rule, trigger, reading) { return }
        // "was no more frequent" tells of nothing what it is; "stop short of claiming" treats nothing.
        if rule.predicate == .isA,
            page.has(trigger.upperBound, [.worse, .better]) || page.stream.equals(trigger.upperBound, "more")
        {
            return
        }
        if rule.predicate == .treats, page.stream.equals(trigger.upperBound, "short") { return }
        // "Warfarin is a blood thinner, and so is apixaban."
        if rule.predicate == .isA, page.stream.equals(trigger.lowerBound - 1, "so") {
            readSame(trigger, reading)
            return
        }
        // "leave butterbur alone, it has destroyed livers": the drug itself is left.
        if rule.special == .causeActive, page.stream.lower(trigger.lowerBound, 0) == UInt8(ascii: "l"),
            reading.groups.contains(where: { $0.tokens.lowerBound == trigger.upperBound })
        {
            return
        }
        if rule.isFinal,
            !(endsClause(trigger.upperBound, sentence) || isBehindRelative(rule, trigger, reading))
                || page.has(trigger.lowerBound - 1, .effectPronoun)
        {
            return
        }
        if rule.special == .associationBetween, isStudied(trigger, sentence) { return }
        if isOfOtherHead(rule, trigger, sentence) { return }
        if isLessened(rule, trigger, sentence) || isRecovering(rule, trigger, sentence) { return }
        // "fog gone in a week" after the drug was stopped tells no benefit of it.
        if rule.special == .commentGone, memory.hasStopped { return }
        // "prevented more strokes than warfarin" tells no harm.
        if rule.special == .compareMore, isPreventing(trigger.lowerBound - 1) { return }
        if let own = rule.absentClass, sentence.words.contains(where: { page.words[$0].id == own }) { return }
        if let companion = rule.near {
            if companion == .own, reading.segment.kind == .abstract, isAbstractAlone { return }
            if !hasCompanion(companion, near: trigger, sentence) { return }
        }
        if !rule.openings.isEmpty, !rule.openingHashes.contains(page.stream.tokens[sentence.tokens.lowerBound].hash) {
            return
        }
        if let label = rule.after, !hasConcept(label, before: trigger, sentence) { return }
        if let label = rule.before, !hasConcept(label, after: trigger, sentence) { return }
        var targets: [Target] = []
        var elliptic: ClaimSubject?
        var advised: Found?
        if rule.special == .mechanismPair {
            guard let pair = interactingPair(trigger, reading) else { return }
            emit(
                rule.id, rule.predicate, pair.subject.subjects[0], subjectTokens: pair.subject.tokens, pair.target,
                trigger: trigger, rule: rule.sense, reading)
            return
        }
        switch rule.object {
        case .advice(let kind):
            guard let advice = advice(kind, trigger, reading) else { return }
            for target in advice.targets.map(Self.withoutEither) {
                guard let label = Self.plainAdvice(target.label) else { continue }
                targets.append((label, target.mesh, target.tokens, target.index))
            }
            advised = advice.subject
        case .condition:
            guard let condition = condition(at: trigger, rule, reading) else { return }
            targets = [condition]
        case .role:
            targets = roles(after: trigger.upperBound, reading)
            if targets.isEmpty, let denied = deniedRole(trigger, reading) { targets = [denied] }
        case .phrase(let label):
            // "Antacids that contain it".
            guard !page.has(trigger.upperBound, .pronoun), let words = phraseTarget(label, trigger, reading) else {
                return
            }
            targets = [words]
        case .right(let kinds, let drugs) where rule.predicate == .isA && rule.subject == .right:
            // "Is X a Y?": subject, then object; "that is why X …" asks nothing.
            guard sentence.isQuestion else { return }
            guard let first = subjects.right(of: trigger.upperBound, groups: reading.groups, within: 2) else { return }
            for index in objects.right(of: first.tokens.upperBound, within: rule.reach, kinds: kinds, page, sentence) {
                targets.append(target(index))
            }
            if drugs, targets.isEmpty,
                let group = subjects.right(of: first.tokens.upperBound, groups: reading.groups, within: rule.reach)
            {
                for subject in group.subjects { targets.append((subject.name, subject.id, group.tokens, nil)) }
            }
        case .right(let kinds, let drugs):
            // "rapamycin prevented it, implicating mTOR": the object is what "it" means.
            if Self.family(rule.predicate) == 3, page.has(trigger.upperBound, .effectPronoun),
                page.stream.tokens[min(trigger.upperBound + 1, page.stream.count - 1)].isPunctuation
            {
                return
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
                if targets.isEmpty {
                    let reach = 3 + max(0, trigger.upperBound - start)
                    targets = drugProcess(after: start, within: reach, .inhibits, reading)
                }
            }
            let reach = rule.reach + max(0, trigger.upperBound - start)
            if targets.isEmpty || targets[0].index != nil {
                for index in objects.right(of: start, within: reach, kinds: kinds, page, sentence) {
                    targets.append(target(index))
                }
            }
            // "reverses antipsychotic weight gain": the gain, not the drug.
            if drugs, targets.isEmpty,
                let group = subjects.right(of: trigger.upperBound, groups: reading.groups, within: rule.reach),
                !sentence.concepts.contains(where: { page.concepts[$0].tokens.lowerBound == group.tokens.upperBound })
            {
                for subject in group.subjects { targets.append((subject.name, subject.id, group.tokens, nil)) }
            }
            // "Antacids and iron bind the drug in the gut."
            if drugs, targets.isEmpty, rule.special == .mechanismBind,
                let word = sentence.words.first(where: {
                    page.words[$0].id == anaphorClass && page.words[$0].tokens.lowerBound >= trigger.upperBound
                        && page.words[$0].tokens.lowerBound - trigger.upperBound <= 1
                }), let meant = subjects.meant(by: page.words[word].tokens, spoken(reading), page)
            {
                let end = trigger.lowerBound..<page.words[word].tokens.upperBound
                for drug in meant { targets.append((drug.name, drug.id, end, nil)) }
            }
            if !targets.isEmpty {
                targets.removeAll {
                    isAside($0.tokens, behind: trigger, rule)
                        || (Self.family(rule.predicate) == 0 && isFreed($0.tokens))
                }
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
                targets.removeAll { target in
                    target.tokens.lowerBound > trigger.upperBound
                        && (trigger.upperBound..<target.tokens.lowerBound).contains {
                            page.stream.equals($0, "by") && page.stream.lowerString($0 + 1).hasSuffix("ing")
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
                } else if targets.isEmpty, rule.isOpenMolecule || rule.isOpen {
                    targets = molecules(after: deprived ?? trigger.upperBound, reading)
                    if targets.isEmpty, let deprived, let thing = deprivedThing(at: deprived, reading) {
                        targets = [thing]
                    }
                } else {
                    var whole: [Target] = []
                    for target in targets { whole += extended(target, reading) }
                    targets = withLastDrug(distributed(whole, reading), reading)
                }
                for place in targets.indices { targets[place] = reshaped(targets[place], rule, reading) }
            }
            if targets.isEmpty, takesPronoun(rule),
                isPronoun(trigger.upperBound, sentence) || isMostOfThem(trigger.upperBound, sentence),
                let object = memory.objects.last
            {
                targets.append((object.label, object.mesh, trigger.lowerBound..<trigger.upperBound + 1, nil))
            }
            if targets.isEmpty { targets = treatedPeople(after: trigger.upperBound, rule, trigger, reading) }
            if rule.isOpen, targets.isEmpty, !reading.isComment, !sentence.isQuestion,
                reading.groups.contains(where: {
                    $0.tokens.upperBound <= trigger.lowerBound && trigger.lowerBound - $0.tokens.upperBound <= 6
                }),
                let words = openObject(after: trigger.upperBound, reading),
                Self.family(rule.predicate) != 3 || isNamed(words)
            {
                targets.append((phrase(words), nil, words, nil))
            }
        case .left(let kinds, _):
            // "Patients with gout are given colchicine": only what the people have.
            if rule.special != .treatPeople {
                for index in objects.left(of: trigger.lowerBound, within: rule.reach, kinds: kinds, page, sentence) {
                    targets.append(target(index))
                }
            }
            if targets.isEmpty, Self.family(rule.predicate) == 3,
                let effect = drugEffect(before: trigger.lowerBound, reading)
            {
                targets = [effect]
            }
            if targets.isEmpty { targets = treatedPeople(before: trigger.lowerBound, rule, trigger, reading) }
            if targets.isEmpty, takesPronoun(rule), rule.special != .treatPeople,
                let back = (1...3).first(where: { isPronoun(trigger.lowerBound - $0, sentence) })
            {
                // "Constipation …, until the agency warned that it can be severe": of the same sentence first.
                if let near = objects.left(
                    of: trigger.lowerBound - back, within: 24, kinds: .effect, page, sentence
                ).last {
                    targets.append(target(near))
                } else if let object = memory.objects.last {
                    targets.append((object.label, object.mesh, trigger, nil))
                }
            }
        case .fixed(let label):
            // "Dark urine is harmless" speaks of the effect.
            if rule.special == .safeIs,
                let last = objects.left(of: trigger.lowerBound, within: 6, kinds: .effect, page, sentence).last,
                !reading.groups.contains(where: {
                    $0.tokens.lowerBound >= page.concepts[last].tokens.upperBound
                        && $0.tokens.upperBound <= trigger.lowerBound
                })
            {
                return
            }
            let said = rule.predicate == .safeFor && label == "use" ? safeUse(trigger, reading) : label
            targets.append((said, nil, trigger, nil))
        case .last:
            // "Caffeine lingers": a drug is said to, no effect.
            if rule.predicate == .persistsAfterStop || rule.predicate == .reversibleAfterStop,
                reading.groups.contains(where: {
                    $0.tokens.upperBound == trigger.lowerBound
                        || $0.tokens.upperBound + 1 == trigger.lowerBound && page.has(trigger.lowerBound - 1, .relative)
                }),
                // "The tremor caused by valproate is reversible": the effect before it is.
                objects.left(of: trigger.lowerBound, within: 8, kinds: .effect, page, sentence).isEmpty
            {
                return
            }
            targets = lastObjects(rule, trigger, reading)
        case .same:
            // "Prevented the loss of sleep" names its own effect.
            if page.stream.equals(trigger.upperBound, "of") { return }
            // "Bleeding rose. Stroke did not.": another effect of the same drug.
            let points = rule.special == .worseMore || rule.special == .sameNo
            let left = objects.left(
                of: trigger.lowerBound, within: points ? 16 : 1, kinds: .effect, page, sentence)
            if points, let last = left.last {
                // "may raise liver enzymes, most of all in children who also take valproate": of the same sentence first.
                targets = [target(last)]
                break
            }
            targets =
                left.isEmpty || !rule.isFinal
                ? sameObjects(
                    trigger,
                    isClose: rule.special?.repeats ?? false
                        || page.stream.equals(trigger.lowerBound, anyOf: Self.doing),
                    reading) : left.map(target)
            if !left.isEmpty, rule.isFinal { elliptic = claims.last { Self.family($0.claim.predicate) == 0 }?.subject }
        case .drugLevel where rule.subject == .right:
            // "Digoxin levels rise when amiodarone is added."
            guard
                let group = reading.groups.last(where: {
                    $0.tokens.upperBound == trigger.lowerBound
                        || ($0.tokens.upperBound < trigger.lowerBound && trigger.lowerBound - $0.tokens.upperBound <= 2
                            && !page.stream.tokens[trigger.lowerBound - 1].isPunctuation)
                })
            else { return }
            targets = group.subjects.map {
                ("\($0.name) level", $0.id, group.tokens.lowerBound..<trigger.upperBound, nil)
            }
        case .drugLevel
        where rule.predicate == .affects && page.has(trigger.upperBound, .effectPronoun)
            && claims.last?.claim.predicate == .affects && claims.last?.sentence == sentence.tokens:
            // "Clarithromycin raises its level, and rifampin lowers it."
            let last = claims[claims.count - 1]
            targets = [(last.claim.object, last.claim.objectID, trigger.lowerBound..<trigger.upperBound + 1, nil)]
        case .drugLevel:
            if rule.predicate == .affects, let meant = meantLevels(after: trigger.upperBound, reading) {
                targets = meant
                break
            }
            targets = drugProcess(after: trigger.upperBound, within: rule.reach, rule.predicate, reading)
            // "doubles the level of famciclovir": the words end in the process.
            if targets.isEmpty, rule.predicate == .affects, page.stream.equals(trigger.upperBound - 1, "of"),
                trigger.count > 2 || page.has(trigger.lowerBound - 1, .opener),
                let group = subjects.right(of: trigger.upperBound, groups: reading.groups, within: 1)
            {
                targets = group.subjects.map {
                    ("\($0.name) level", $0.id, trigger.lowerBound..<group.tokens.upperBound, nil)
                }
            }
        }
        // "makes the ears ring", not "makes cholesterol".
        if rule.special == .causeMake {
            targets.removeAll {
                // "makes the drowsiness worse" is another rule's.
                if page.has($0.tokens.upperBound, .worse) { return true }
                return $0.tokens.count < 2 && !page.stream.equals($0.tokens.upperBound, "more")
                    && !page.stream.equals($0.tokens.upperBound, "likelier")
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
        if rule.isAcrossPerson {
            targets.removeAll { !meansPeople(Range(from: trigger.upperBound, to: $0.tokens.lowerBound)) }
        }
        guard !targets.isEmpty, !isDiverted(rule, trigger, targets[0].tokens) else { return }
        // "Pain fell by the same amount in both groups": no benefit of either.
        if Self.family(rule.predicate) == 2, !rule.isNegated, !reading.isComment, isEqualInGroups(sentence) { return }
        // "should no longer be given for" is an advice.
        if let special = rule.special, special.readsUse, isAdvised(trigger.lowerBound) { return }
        // "BIND symptoms": letters of a name are no verb.
        if Self.family(rule.predicate) == 3, page.stream.tokens[trigger.lowerBound].flags.contains(.allCaps),
            trigger.count == 1
        {
            return
        }
        var found: Found? =
            advised ?? elliptic.map { ([$0], nil, true) } ?? subject(rule, trigger, targets.map { $0.tokens }, reading)
        if rule.predicate == .practice, let other = withoutConsumable(found, &targets, reading) { found = other }
        // "Risk was dose dependent for pregabalin": the words name the drug.
        let isNamed =
            rule.predicate == .doseResponse && reading.groups.contains { group in found?.tokens == group.tokens }
        if isNamed, targets[0].index == nil, let own = found?.subjects.first,
            let object = harm(of: own, trigger, reading)
        {
            targets = [object]
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
                !subjects.isCompared(own.tokens, page, sentence)
            {
                // "Isotretinoin shrinks the glands, and dry eyes may last": of the drug of this sentence.
                found = (own.subjects, own.tokens, false)
            } else if let drug = claimed(targets[targets.count - 1].label, reading) {
                found = ([drug], found?.tokens, false)
            } else if rule.predicate == .persistsAfterStop, targets[0].index != nil, memory.isOwn || isOnTopic,
                !memory.subjects.isEmpty
            {
                // "Peripheral neuropathy may be irreversible."
                found = (memory.subjects, nil, true)
            } else if !hasCompanion(.stop, near: trigger, sentence) {
                readRelief(rule, targets, found, trigger, reading, used: &used)
                return
            }
        }
        if rule.subject == .left, Self.family(rule.predicate) == 0, var own = found?.subjects,
            isByStopping(found?.tokens, trigger, reading)
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
        // "One in four stopped X because of nausea": X did it, not its stopping.
        if rule.special == .stopBecause, var own = found?.subjects {
            for index in own.indices { own[index].isWithdrawal = false }
            found?.subjects = own
        }
        // "The first is an ACE inhibitor": of two the one.
        if let two = found, two.subjects.count == 2, rule.subject == .left, rule.predicate == .isA {
            let word = trigger.lowerBound - 1
            if page.stream.equals(word, "first") || page.stream.equals(word, "former") {
                found?.subjects = [two.subjects[0]]
            } else if page.stream.equals(word, "second") || page.stream.equals(word, "latter") {
                found?.subjects = [two.subjects[1]]
            }
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
        if rule.special == .causeHyphen, !isJoined(subject.tokens, trigger) { return }
        if rule.predicate == .preferredOver, targets[0].label == "alternatives",
            let other = preferredOver(subject.subjects, reading)
        {
            targets[0] = (other.name, other.id, trigger, nil)
        }
        if rule.predicate == .isA, !isPlainEquation(trigger, targets[0].tokens, subject.tokens) { return }
        let isPaired = isRespective(subject.subjects, targets, trigger, sentence)
        var place = -1
        for target in targets {
            place += 1
            // "When lithium is withdrawn, mania comes back": what it is taken for.
            if rule.predicate == .reversibleAfterStop, subject.subjects.count == 1,
                isIndicated(subject.subjects[0], target.label)
            {
                continue
            }
            for own in subject.subjects
            where own.name != target.label && target.label != "\(own.name) effect"
                && !(rule.predicate == .isA && target.label.hasSuffix(" \(own.name)"))
            {
                if isPaired, own != subject.subjects[place] { continue }
                if isReasonTaken(rule, own, target, trigger, reading) || isHelpedChange(target, trigger) { continue }
                if isComparedWithDrug(rule, own, target, trigger, reading) { continue }
                // "Mortality fell among patients treated with X": nobody treats death.
                if rule.predicate == .treats, target.label == "death" { continue }
                // "is taken when a migraine strikes": only what the drug is labelled for.
                if rule.special == .treatWhen, !isIndicated(own, target.label) { continue }
                if rule.near == .own, isCondition(target, of: own) { continue }
                // "led to lower LDL cholesterol" tells a benefit.
                if Self.family(rule.predicate) == 0 || rule.predicate == .treats,
                    let eased = easedTarget(target, own, reading)
                {
                    emit(
                        "change.benefit", Self.relation(to: eased), own, subjectTokens: subject.tokens, eased,
                        trigger: trigger,
                        rule: nil,
                        reading)
                    continue
                }
                if let (predicate, meant) = restated(rule, target) {
                    emit(
                        rule.id, predicate, own, subjectTokens: subject.tokens, meant, trigger: trigger,
                        rule: rule.sense, reading)
                    continue
                }
                // "Flares were half as frequent on dupilumab": rarer of what it is taken for.
                if rule.predicate == .associatedWith
                    && (isOfFewer(trigger, sentence) || isHalved(target.tokens, sentence)
                        || isLowered(trigger, target.tokens))
                    || rule.predicate == .treats && page.stream.equals(target.tokens.upperBound, "risk")
                    || rule.special == .compareFrequentLess && isOwnCondition(target, of: own)
                {
                    emit(
                        "prevent.fewer", .prevents, own, subjectTokens: subject.tokens, target, trigger: trigger,
                        rule: nil, reading)
                    continue
                }
                emit(
                    rule.id, rule.predicate, own, subjectTokens: subject.tokens, target, trigger: trigger,
                    rule: rule.sense, reading,
                    denied: Self.family(rule.predicate) == 0 && isLeftAlone(target.tokens)
                        || isNotNeeded(rule, target.tokens))
            }
            // "It may raise potassium, the more so with ibuprofen": the effect is still the other drug's as well.
            if let index = target.index, rule.object != .same { used.insert(index) }
        }
        // "which can be fatal" was said of the illness: its words are no effect of the drug's as well.
        if rule.special == .safeFatal {
            for index in sentence.concepts where page.concepts[index].tokens.overlaps(trigger) { used.insert(index) }
        }
        // Who makes another drug's harm worse is not what the talk is about.
        if !subject.isTopic, !isToldOfPeople(subject.tokens, sentence),
            rule.predicate != .aggravates || rule.object != .same
        {
            memory.subjects = subject.subjects
            // "Stopping it may cause …. The drug eases …": the talk goes on about the drug.
            if !reading.isComment {
                for index in memory.subjects.indices { memory.subjects[index].isWithdrawal = false }
            }
        }
    }

    /// "most of all in children who also take valproate": told of the people, the talk stays where it was.
    private func isToldOfPeople(_ drug: Range<Int>?, _ sentence: ClaimPage.Sentence) -> Bool {
        guard let drug else { return false }
        return subjects.isBackground(drug, page, sentence)
    }

    /// "Amlodipine and lisinopril cause swollen ankles and a cough, respectively": the first the first, the second the second.
    private func isRespective(
        _ drugs: [ClaimSubject], _ targets: [Target], _ trigger: Range<Int>, _ sentence: ClaimPage.Sentence
    ) -> Bool {
        drugs.count > 1 && drugs.count == targets.count
            && (trigger.upperBound..<sentence.tokens.upperBound).contains { page.stream.equals($0, "respectively") }
    }

    private static let doing = TokenTable("do does did")

    /// What a drug is taken for, what the article is about, or a standing illness: that it "is common" is told of people, not of the drug.
    func isCondition(_ target: Target, of drug: ClaimSubject) -> Bool {
        if !drug.isWithdrawal, isIndicated(drug, target.label) { return true }
        guard let index = target.index else { return false }
        let concept = page.concepts[index].concept
        return concept == mainCondition || stage.concepts.concepts[Int(concept)].kinds.contains(.illness)
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

    func target(_ index: Int) -> Target {
        let mention = page.concepts[index]
        let concept = stage.concepts.concepts[Int(mention.concept)]
        return (concept.label, concept.mesh, mention.tokens, index)
    }

    func hasCompanion(_ companion: ClaimRule.Companion, near trigger: Range<Int>, _ sentence: ClaimPage.Sentence)
        -> Bool
    {
        let id: Int32
        switch companion {
        case .own: return memory.isOwn || isOnTopic || !sentence.drugs.isEmpty
        case .up, .down:
            let change = stage.concepts.change(
                in: max(
                    sentence.tokens.lowerBound, trigger.lowerBound - 6)..<min(
                        sentence.tokens.upperBound, trigger.upperBound + 7), page.stream)
            return companion == .up ? change.up && !change.down : change.down && !change.up
        case .stop:
            if memory.hasStopped || page.has(sentence, .stopping) { return true }
            id = stopClass
        case .word(let own): id = own
        }
        return sentence.words.contains { page.words[$0].id == id }
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
