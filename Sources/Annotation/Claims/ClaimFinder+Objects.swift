import Events

/// What a rule's words are said of: its object, by the place that the rule names.
extension ClaimFinder {
    /// The objects of a rule at one place, and whom they name themselves.
    struct Objects {
        var targets: [Target]
        /// Of an ellipsis: the drug of the claim that it repeats.
        var elliptic: ClaimSubject?
        /// Of an advice: the drug that it is about.
        var advised: Found?
    }

    /// Nil where the words have none, or another than the rule's.
    func objects(_ rule: ClaimRule, _ trigger: Range<Int>, _ reading: Reading) -> Objects? {
        let sentence = reading.sentence
        var targets: [Target] = []
        var elliptic: ClaimSubject?
        var advised: Found?
        switch rule.object {
        case .advice(let kind):
            guard let advice = advice(kind, trigger, reading) else { return nil }
            for target in advice.targets.map(Self.withoutEither) {
                guard let label = Self.plainAdvice(target.label) else { continue }
                targets.append(Target(label, target.mesh, target.tokens, target.index))
            }
            advised = advice.subject
        case .condition:
            guard let condition = condition(at: trigger, rule, reading) else { return nil }
            targets = [condition]
        case .role:
            targets = roles(after: trigger.upperBound, reading)
            if targets.isEmpty, let denied = deniedRole(trigger, reading) { targets = [denied] }
        case .phrase(let label):
            // "Antacids that contain it".
            guard !page.has(trigger.upperBound, .pronoun), let words = phraseTarget(label, trigger, reading) else {
                return nil
            }
            targets = [words]
        case .right(let kinds, let drugs) where rule.predicate == .isA && rule.subject == .right:
            // "Is X a Y?": subject, then object; "that is why X …" asks nothing.
            guard sentence.isQuestion else { return nil }
            guard let first = subjects.right(of: trigger.upperBound, groups: reading.groups, within: 2) else {
                return nil
            }
            for index in objects.right(of: first.tokens.upperBound, within: rule.reach, kinds: kinds, page, sentence) {
                targets.append(target(index))
            }
            if drugs, targets.isEmpty,
                let group = subjects.right(of: first.tokens.upperBound, groups: reading.groups, within: rule.reach)
            {
                for subject in group.subjects { targets.append(Target(subject.name, subject.id, group.tokens, nil)) }
            }
        case .right(let kinds, let drugs):
            guard let behind = objectsBehind(rule, kinds, drugs: drugs, trigger, reading) else { return nil }
            targets = behind
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
                // "it is avoided in pregnancy": the drug.
                !trigger.contains(where: { page.stream.equals($0, "avoided") }),
                let back = (1...3).first(where: { isPronoun(trigger.lowerBound - $0, sentence) })
            {
                // "Constipation …, until the agency warned that it can be severe": of the same sentence first.
                if let near = objects.left(
                    of: trigger.lowerBound - back, within: 24, kinds: .effect, page, sentence
                ).last {
                    targets.append(target(near))
                } else if let object = spokenEffect() {
                    targets.append(Target(object.label, object.mesh, trigger, nil))
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
                return nil
            }
            let said = rule.predicate == .safeFor && label == "use" ? safeUse(trigger, reading) : label
            targets.append(Target(said, nil, trigger, nil))
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
                return nil
            }
            targets = lastObjects(rule, trigger, reading)
        case .same:
            // "Prevented the loss of sleep" names its own effect.
            if page.stream.equals(trigger.upperBound, "of") { return nil }
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
            else { return nil }
            targets = group.subjects.map {
                Target("\($0.name) level", $0.id, group.tokens.lowerBound..<trigger.upperBound, nil)
            }
        case .drugLevel
        where rule.predicate == .affects && page.has(trigger.upperBound, .effectPronoun)
            && claims.last?.claim.predicate == .affects && claims.last?.sentence == sentence.tokens:
            // "Clarithromycin raises its level, and rifampin lowers it."
            let last = claims[claims.count - 1]
            targets = [Target(last.claim.object, last.claim.objectID, trigger.lowerBound..<trigger.upperBound + 1, nil)]
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
                    Target("\($0.name) level", $0.id, trigger.lowerBound..<group.tokens.upperBound, nil)
                }
            }
        }
        return targets.isEmpty ? nil : Objects(targets: targets, elliptic: elliptic, advised: advised)
    }

    /// What "it" is behind a sentence on several effects: the one that the sentence began with, else the one named last.
    private func spokenEffect() -> SpokenObject? {
        guard let last = memory.objects.last else { return nil }
        let sentence = page.stream.sentenceTokens(page.stream.sentence(of: last.tokens.lowerBound))
        if let first = memory.objects.first(where: { sentence.contains($0.tokens.lowerBound) }),
            first.tokens.lowerBound == sentence.lowerBound
        {
            return first
        }
        return last
    }

    private static let doing = TokenTable("do does did")
}
