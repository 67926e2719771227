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
                guard let label = Self.plainAdvice(stage.adviceNames.fullName(of: target.label)) else { continue }
                targets.append(Target(label, target.mesh, target.tokens, target.index))
            }
            advised = advice.subject
        case .condition:
            guard let condition = condition(at: trigger, rule, reading) else { return nil }
            targets = [condition]
        case .role:
            // "Doctors call it a SERM": the class stands behind the drug.
            guard let start = rule.subject == .right ? behindNamed(trigger, reading) : trigger.upperBound else {
                return nil
            }
            targets = roles(after: start, reading)
            if targets.isEmpty, let denied = deniedRole(trigger, reading) { targets = [denied] }
        case .timing(let kind):
            guard let time = timing(kind, trigger, reading) else { return nil }
            targets = [time]
        case .asked:
            targets = askedEffects()
        case .phrase(let label):
            // "Antacids that contain it".
            guard !page.has(trigger.upperBound, .pronoun) || stream.equals(trigger.upperBound, "one"),
                let words = phraseTarget(label, trigger, reading)
            else {
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
            // "was not superior to placebo in older people with kidney failure": for what the text is about.
            if targets.isEmpty, rule.predicate == .treats, !reading.isComment, trigger.count > 2,
                trigger.contains(where: { stream.equals($0, "placebo") }),
                let condition = condition(at: trigger, rule, reading)
            {
                targets = [condition]
            }
            // "Neither was tied to the disease": the one spoken of.
            if targets.isEmpty, Self.family(rule.predicate) == 0, !reading.isComment, kinds.contains(.effect),
                stream.equals(trigger.upperBound, "the") || stream.equals(trigger.upperBound, "this"),
                stream.equals(trigger.upperBound + 1, anyOf: Self.illnesses),
                let condition = memory.condition ?? mainCondition
            {
                let concept = stage.concepts.concepts[Int(condition)]
                targets = [Target(concept.label, concept.mesh, trigger.lowerBound..<trigger.upperBound + 2, nil)]
            }
        case .left(let kinds, _):
            // "Patients with gout are given colchicine": only what the people have.
            if rule.special != .treatPeople {
                for index in objects.left(of: trigger.lowerBound, within: rule.reach, kinds: kinds, page, sentence) {
                    targets.append(target(index))
                }
            }
            // "Tau phosphorylation fell", "Dopamine release in the striatum was reduced"
            if rule.special?.readsMeasure ?? false, targets.count == 1 { targets = extended(targets[0], reading) }
            if targets.isEmpty, Self.family(rule.predicate) == 3,
                let effect = drugEffect(before: trigger.lowerBound, reading)
            {
                targets = [effect]
            }
            if targets.isEmpty, rule.special?.readsMeasure ?? false, !reading.isComment,
                rule.special != .mechanismUnmoved || isResult(trigger, reading)
            {
                targets = measuredThings(
                    before: trigger,
                    isSure: rule.special == .mechanismPassive && stream.equals(trigger.upperBound - 1, "by"), reading)
            }
            if targets.isEmpty { targets = treatedPeople(before: trigger.lowerBound, rule, trigger, reading) }
            if Self.family(rule.predicate) == 2, !reading.isComment {
                if rule.isOpen { targets = withThingsBefore(targets, rule, trigger, reading) }
                if targets.isEmpty, !rule.openings.isEmpty { targets = frontedBefore(trigger, reading) }
            }
            if targets.isEmpty, takesPronoun(rule), rule.special != .treatPeople,
                // "it is avoided in pregnancy": the drug.
                !trigger.contains(where: { stream.equals($0, "avoided") }),
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
            if rule.special == .safeIs, !trigger.contains(where: { stream.equals($0, "safe") }),
                let last = objects.left(of: trigger.lowerBound, within: 6, kinds: .effect, page, sentence).last,
                !reading.groups.contains(where: {
                    $0.tokens.lowerBound >= page.concepts[last].tokens.upperBound
                        && $0.tokens.upperBound <= trigger.lowerBound
                })
            {
                return nil
            }
            // "Coffee keeps it from being absorbed": whatever "it" is.
            if label == "drug absorption" {
                guard let own = unabsorbed(trigger, reading) else { return nil }
                targets = [own]
                break
            }
            let said =
                rule.predicate == .safeFor && label == "use" ? safeUse(trigger, reading) : (label, trigger.upperBound)
            // "can be taken with food" is no safety; "with paracetamol and with codeine" is one each.
            if rule.predicate == .safeFor, stream.equals(trigger.upperBound - 1, anyOf: Self.companionLinks) {
                targets = safeBeside(trigger, reading)
                if targets.isEmpty, said.0 == "use" { return nil }
            }
            if targets.isEmpty { targets.append(Target(said.0, nil, trigger.lowerBound..<said.1, nil)) }
        case .last:
            // "The effects wear off when you stop": what it does good.
            if rule.predicate == .reversibleAfterStop, stream.equals(trigger.lowerBound, anyOf: Self.wearing),
                stream.equals(trigger.lowerBound - 1, "effects") || stream.equals(trigger.lowerBound - 1, "effect"),
                !stream.equals(trigger.lowerBound - 2, "side")
            {
                return nil
            }
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
            if stream.equals(trigger.upperBound, "of") { return nil }
            // "There was no increase in infections" as well.
            if rule.special == .sameNo, stream.equals(trigger.upperBound, anyOf: Self.leading),
                !objects.right(of: trigger.upperBound, within: 4, kinds: .effect, page, sentence).isEmpty
            {
                return nil
            }
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
                        || stream.equals(trigger.lowerBound, anyOf: Self.doing),
                    reading) : left.map(target)
            if !left.isEmpty, rule.isFinal { elliptic = claims.last { Self.family($0.claim.predicate) == 0 }?.subject }
        case .drugLevel where rule.subject == .right:
            // "Digoxin levels rise when amiodarone is added."
            guard
                let group = reading.groups.last(where: {
                    $0.tokens.upperBound == trigger.lowerBound
                        || ($0.tokens.upperBound < trigger.lowerBound && trigger.lowerBound - $0.tokens.upperBound <= 2
                            && !stream.tokens[trigger.lowerBound - 1].isPunctuation)
                })
            else { return nil }
            // "Rasagiline is less well absorbed with iron."
            let what = trigger.contains { stream.equals($0, "absorbed") } ? "absorption" : "level"
            targets = group.subjects.map {
                Target("\($0.name) \(what)", $0.id, group.tokens.lowerBound..<trigger.upperBound, nil)
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
            if targets.isEmpty, rule.predicate == .affects, stream.equals(trigger.upperBound - 1, "of"),
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

    /// The drug before the one that keeps it from the blood: of the sentence, else the one spoken of.
    private func unabsorbed(_ trigger: Range<Int>, _ reading: Reading) -> Target? {
        let before = reading.groups.filter { $0.tokens.upperBound <= trigger.lowerBound }
        guard
            let drug = before.count > 1 || memory.subjects.isEmpty
                ? before.first?.subjects.first : memory.subjects.first,
            before.count != 1 || before[0].subjects.first?.name != drug.name
        else { return nil }
        return Target("\(drug.name) absorption", nil, trigger, nil)
    }

    /// The place behind the drug that is called something, and behind "as".
    private func behindNamed(_ trigger: Range<Int>, _ reading: Reading) -> Int? {
        let start = trigger.upperBound
        var end: Int?
        if page.has(start, .effectPronoun) { end = start + 1 }
        if let group = reading.groups.first(where: { 0...1 ~= $0.tokens.lowerBound - start }) {
            end = group.tokens.upperBound
        }
        guard let end else { return nil }
        let isAs = stream.equals(end, "as")
        let next = isAs ? end + 1 : end
        return page.has(next, .indefinite) || stream.equals(next, "the") ? next : nil
    }

    /// What "it" is behind a sentence on several effects: the one that the sentence began with, else the one named last.
    private func spokenEffect() -> SpokenObject? {
        guard let last = memory.objects.last else {
            // "Wakix: it did nothing for it", where only an illness was named.
            guard isInComment, let condition = memory.condition ?? mainCondition else { return nil }
            let concept = stage.concepts.concepts[Int(condition)]
            return SpokenObject(label: concept.label, mesh: concept.mesh, tokens: 0..<0)
        }
        let sentence = stream.sentenceTokens(stream.sentence(of: last.tokens.lowerBound))
        if let first = memory.objects.first(where: { sentence.contains($0.tokens.lowerBound) }),
            first.tokens.lowerBound == sentence.lowerBound
        {
            return first
        }
        return last
    }

    private static let illnesses = TokenTable("disease illness disorder")
    private static let doing = TokenTable("do does did")
    private static let leading = TokenTable("in with to for between")
}
