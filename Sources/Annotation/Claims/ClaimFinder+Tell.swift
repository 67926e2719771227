import Events

/// The claims that a rule makes of its subjects and objects.
extension ClaimFinder {
    func tell(
        _ rule: ClaimRule, _ trigger: Range<Int>, _ targets: [Target], of subject: Found, _ reading: Reading,
        used: inout UsedConcepts
    ) {
        let sentence = reading.sentence
        let isPaired = isRespective(subject.subjects, targets, trigger, sentence)
        for (place, target) in targets.enumerated() {
            // "When lithium is withdrawn, mania comes back": what it is taken for.
            if rule.predicate == .reversibleAfterStop, subject.subjects.count == 1,
                isIndicated(subject.subjects[0], target.label)
            {
                continue
            }
            for own in subject.subjects
            where own.name != target.label
                && !(rule.predicate == .affects && target.label == "\(own.name) level")
                && !(target.label.hasSuffix(" effect") && target.label == "\(own.name) effect")
                && !(rule.predicate == .isA && target.label.hasSuffix(" \(own.name)"))
            {
                if isPaired, own != subject.subjects[place] { continue }
                if isReasonTaken(rule, own, target, trigger, reading) || isHelpedChange(target, trigger) { continue }
                if isComparedWithDrug(rule, own, target, trigger, reading) || isRarerWith(rule, own, target, trigger) {
                    continue
                }
                if isBeforeStart(target, rule, reading) || isReadersOwn(target, rule, reading) { continue }
                // "Mortality fell among patients treated with X": nobody treats death.
                if rule.predicate == .treats, target.label == "death" {
                    // "reduced kidney failure, heart attacks and deaths": of a list, what is prevented.
                    if rule.subject == .left, targets.count > 1, !reading.isComment {
                        emit(
                            rule.id, .prevents, own, subjectTokens: subject.tokens, target, trigger: trigger,
                            rule: rule.sense, reading)
                    }
                    continue
                }
                // "is taken when a migraine strikes": only what the drug is labelled for.
                if rule.special == .treatWhen || rule.isOfIndication, !isIndicated(own, target.label) { continue }
                if rule.near == .own, isCondition(target, of: own) { continue }
                // "The nausea has settled": what the drug does, unless it is given for it.
                if rule.special == .treatEased, Self.sideEffects.contains(target.label), !isIndicated(own, target.label)
                {
                    continue
                }
                // "… costs a tenth of varenicline. Nausea is rarer with it": held against the other drug.
                if rule.predicate == .prevents, rule.subject == .right, !reading.isComment, !rule.isNegated,
                    isSideEffectRarer(target, own, reading)
                {
                    emit(
                        "compare.rarer", .lowerThan, own, subjectTokens: subject.tokens, target, trigger: trigger,
                        rule: rule.sense, reading)
                    continue
                }
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
                // "was associated with better pain relief"
                if rule.predicate == .causes || rule.predicate == .associatedWith,
                    isRelief(target.tokens) || isEscaped(target.tokens)
                {
                    emit(
                        "change.benefit", .treats, own, subjectTokens: subject.tokens, target, trigger: trigger,
                        rule: nil, reading)
                    continue
                }
                if rule.predicate == .causes || rule.predicate == .associatedWith,
                    hasVanished(target, before: trigger, of: own)
                {
                    emit(
                        "implied.relief", .treats, own, subjectTokens: subject.tokens, target, trigger: trigger,
                        rule: nil, reading)
                    continue
                }
                // "linked to slower cognitive decline", "had less tremor"
                if rule.predicate == .associatedWith, !reading.isComment, let better = bettered(target, behind: trigger)
                {
                    emit(
                        "change.benefit", better.label == "death" ? .prevents : .treats, own,
                        subjectTokens: subject.tokens, better, trigger: trigger, rule: nil, reading)
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
                        || isLessLikely(trigger, sentence)
                        || isLowered(trigger, target.tokens)
                        // "went on to develop dementia and strokes 20 percent less often than others"
                        || rule.special == .associationLikely
                            && isRarer(behind: targets[targets.count - 1].tokens, sentence))
                    // "Asthma attacks became rarer after treatment with X"
                    || rule.special == .causePassive && !reading.isComment
                        && isRarer(behind: target.tokens, sentence)
                    || rule.predicate == .treats && stream.equals(target.tokens.upperBound, "risk")
                    || rule.special == .compareFrequentLess
                        && (isOwnCondition(target, of: own)
                            || isOddsOf(target.tokens) && !page.has(sentence, .comparator))
                    // "The odds of gout were lower among users of X."
                    || rule.special == .associationUsers
                        && isLowered(Range(from: target.tokens.upperBound, to: trigger.lowerBound))
                {
                    emit(
                        "prevent.fewer", .prevents, own, subjectTokens: subject.tokens, target, trigger: trigger,
                        rule: nil, reading)
                    continue
                }
                // "took it while pregnant were no more likely to develop autism than others"
                if rule.special == .associationLikely, !reading.isComment,
                    (0...1).contains(where: { step in
                        stream.equals(trigger.lowerBound - step, "more")
                            && (stream.equals(trigger.lowerBound - step - 1, "no")
                                || stream.equals(trigger.lowerBound - step - 1, "not"))
                    })
                {
                    emit(
                        rule.id, rule.predicate, own, subjectTokens: subject.tokens, target, trigger: trigger,
                        rule: rule.sense, reading, denied: true)
                    continue
                }
                // "no less likely to develop dementia", "the risk was no lower": no benefit.
                let isNoLess =
                    rule.special == .associationLikely && isNoLess(trigger.lowerBound - 2..<trigger.upperBound)
                    || rule.special == .preventRisk
                        && isNoLess(trigger.upperBound..<min(target.tokens.upperBound + 5, sentence.tokens.upperBound))
                if isNoLess, !reading.isComment {
                    emit(
                        "prevent.noless", .prevents, own, subjectTokens: subject.tokens, target, trigger: trigger,
                        rule: nil, reading, denied: true)
                    continue
                }
                // "broke a hip twice as often as those who slept without help": held against no drug.
                let predicate =
                    rule.predicate == .causesMoreThan && !isHeldAgainstDrug(own, trigger, reading)
                    ? .associatedWith : rule.predicate
                emit(
                    rule.id, predicate, own, subjectTokens: subject.tokens, target, trigger: trigger,
                    rule: rule.sense, reading,
                    denied: Self.family(rule.predicate) == 0 && isLeftAlone(target.tokens)
                        || isNotNeeded(rule, target.tokens))
            }
            // "It may raise potassium, the more so with ibuprofen": the effect is still the other drug's as well.
            // "Permanent hearing loss has been described" tells of the loss as well.
            // "Hair thins in one in ten and grows back" tells both.
            if let index = target.index, rule.object != .same, rule.special != .stopLasting,
                !(rule.object == .last && rule.predicate == .reversibleAfterStop && page.concepts[index].isComposite),
                // "One in five shows damage to the retina, which does not heal": both as well.
                !(rule.object == .last && !reading.isComment
                    && stream.punctuation(target.tokens.upperBound) == UInt8(ascii: ",")
                    && stream.equals(target.tokens.upperBound + 1, "which"))
            {
                used.insert(index)
            }
        }
        tellExcepted(rule, trigger, targets, of: subject, reading, used: &used)
    }

    /// "prevents heart attacks but not strokes": what is excepted is denied.
    private func tellExcepted(
        _ rule: ClaimRule, _ trigger: Range<Int>, _ targets: [Target], of subject: Found, _ reading: Reading,
        used: inout UsedConcepts
    ) {
        guard case .right(let kinds, _) = rule.object, !rule.isNegated, let last = targets.last?.tokens.upperBound
        else { return }
        var start = last
        // "with conjunctivitis (14% vs 3%) but not with gout"
        if stream.punctuation(start) == UInt8(ascii: "("),
            let close = (start..<min(start + 14, reading.sentence.tokens.upperBound)).first(where: {
                stream.punctuation($0) == UInt8(ascii: ")")
            })
        {
            start = close + 1
        }
        if stream.punctuation(start) == UInt8(ascii: ",") { start += 1 }
        guard stream.equals(start, "but"), stream.equals(start + 1, "not") else { return }
        for index in objects.right(of: start + 2, within: 2, kinds: kinds, page, reading.sentence) {
            let own = target(index)
            for drug in subject.subjects where drug.name != own.label {
                emit(
                    rule.id, rule.predicate, drug, subjectTokens: subject.tokens, own, trigger: start..<start + 2,
                    rule: rule.sense, reading, denied: true)
            }
            used.insert(index)
        }
    }

    /// A side effect in a paragraph that speaks of another drug: no drug is given to keep it away.
    private func isSideEffectRarer(_ target: Target, _ drug: ClaimSubject, _ reading: Reading) -> Bool {
        guard let index = target.index, !Self.outcomeLabels.contains(target.label), memory.recent.count > 1,
            !isSpared(target, drug), reading.groups.count < 2
        else { return false }
        let concept = stage.concepts.concepts[Int(page.concepts[index].concept)]
        return Self.sideEffects.contains(concept.label)
    }

    private static let sideEffects: Set<String> = [
        "nausea", "vomiting", "diarrhoea", "constipation", "somnolence", "dizziness", "headache", "dry mouth",
        "fatigue",
        "weight gain", "cough", "rash", "pruritus", "insomnia", "dyspepsia", "abdominal pain", "bleeding",
        "hypoglycaemia",
        "sexual dysfunction", "bruising", "oedema", "flushing",
    ]

    /// "able to climb the stairs without getting winded"
    private func isEscaped(_ effect: Range<Int>) -> Bool {
        stream.equals(effect.lowerBound - 2, "without")
            && stream.equals(effect.lowerBound - 1, anyOf: Self.becoming)
    }

    /// "better sleep", "slower decline", "fewer attacks" behind a word of association: what there is less of, or what is better.
    private func bettered(_ target: Target, behind trigger: Range<Int>) -> Target? {
        let first = target.tokens.lowerBound
        guard first >= trigger.upperBound else { return nil }
        if target.index != nil {
            let isLess = (1...2).contains {
                first - $0 >= trigger.lowerBound && stream.equals(first - $0, anyOf: Self.lessening)
                    && !stream.equals(first - $0 - 1, "no")
            }
            return isLess ? target : nil
        }
        guard target.tokens.count > 1, stream.equals(first, anyOf: Self.bettering) else { return nil }
        let rest = first + 1..<target.tokens.upperBound
        let label = phrase(rest)
        return label.hasSuffix("survival") ? Target("death", "D003643", rest, nil) : Target(label, nil, rest, nil)
    }

    /// "no less likely", "no lower"
    private func isNoLess(_ words: Range<Int>) -> Bool {
        words.contains {
            stream.equals($0, anyOf: Self.lower)
                && (stream.equals($0 - 1, "no") || stream.equals($0 - 1, "not") || stream.equals($0 - 1, "any"))
        }
    }

    private static let lower = TokenTable("less lower smaller")
    private static let bettering = TokenTable("better improved slower milder fewer")
    private static let lessening = TokenTable("better improved slower milder fewer less delayed rarer shorter reduced")
    private static let becoming = TokenTable("getting becoming feeling being running growing")

    /// "Amlodipine and lisinopril cause swollen ankles and a cough, respectively": the first the first, the second the second.
    private func isRespective(
        _ drugs: [ClaimSubject], _ targets: [Target], _ trigger: Range<Int>, _ sentence: ClaimPage.Sentence
    ) -> Bool {
        drugs.count > 1 && drugs.count == targets.count
            && (trigger.upperBound..<sentence.tokens.upperBound).contains { stream.equals($0, "respectively") }
    }
}
