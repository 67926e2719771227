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
                && !(target.label.hasSuffix(" effect") && target.label == "\(own.name) effect")
                && !(rule.predicate == .isA && target.label.hasSuffix(" \(own.name)"))
            {
                if isPaired, own != subject.subjects[place] { continue }
                if isReasonTaken(rule, own, target, trigger, reading) || isHelpedChange(target, trigger) { continue }
                if isComparedWithDrug(rule, own, target, trigger, reading) { continue }
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
                // "was associated with better pain relief"
                if rule.predicate == .causes || rule.predicate == .associatedWith, isRelief(target.tokens) {
                    emit(
                        "change.benefit", .treats, own, subjectTokens: subject.tokens, target, trigger: trigger,
                        rule: nil, reading)
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
                    // "Asthma attacks became rarer after treatment with X"
                    || rule.special == .causePassive && !reading.isComment
                        && isRarer(behind: target.tokens, sentence)
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
    }

    /// "Amlodipine and lisinopril cause swollen ankles and a cough, respectively": the first the first, the second the second.
    private func isRespective(
        _ drugs: [ClaimSubject], _ targets: [Target], _ trigger: Range<Int>, _ sentence: ClaimPage.Sentence
    ) -> Bool {
        drugs.count > 1 && drugs.count == targets.count
            && (trigger.upperBound..<sentence.tokens.upperBound).contains { page.stream.equals($0, "respectively") }
    }
}
