import Events

/// The condition that a sentence speaks of without naming it.
extension ClaimFinder {
    /// The condition named before a token in its sentence, else the last one of the segment, else the article's; none where the words
    /// behind have an object of their own.
    func condition(at trigger: Range<Int>, _ rule: ClaimRule, _ reading: Reading) -> Target? {
        // What these words are said of stands before them, or behind ("had clear skin; psoriasis …").
        if rule.subject == .left,
            let behind = objects.right(
                of: trigger.upperBound, within: 8, kinds: [.indication, .effect], page, reading.sentence
            ).first
        {
            // "missed its main goal in Parkinson's": of that.
            let mention = page.concepts[behind]
            guard !reading.isComment, stream.equals(trigger.upperBound, anyOf: Self.regarding),
                mention.tokens.lowerBound - trigger.upperBound <= 3, isCondition(mention.concept)
            else { return nil }
            return target(behind)
        }
        let token = trigger.lowerBound
        // "No benefit was seen in hospitalised patients with COVID-19": what those had.
        if rule.subject == .left, !reading.isComment,
            let index = reading.sentence.concepts.first(where: {
                page.concepts[$0].isPopulation && 0...8 ~= page.concepts[$0].tokens.lowerBound - trigger.upperBound
            }), stage.concepts.concepts[Int(page.concepts[index].concept)].kinds.contains(.indication),
            !(trigger.upperBound..<page.concepts[index].tokens.lowerBound).contains(where: {
                stream.tokens[$0].isPunctuation && stream.punctuation($0) != UInt8(ascii: "-")
            })
        {
            return target(index)
        }
        if reading.isComment { return readersCondition(before: token, rule, trigger, reading) }
        if let people = treatedPeople(after: trigger.upperBound, rule, trigger, reading).first { return people }
        return condition(of: { subject(rule, trigger, [trigger], reading)?.subjects ?? [] }, trigger, reading)
    }

    /// What an article's drugs are taken for: the condition named before the words in their sentence, else the one spoken of that they are
    /// labelled for, else what the paragraph says they treat, else the one spoken of last.
    func condition(of drugs: () -> [ClaimSubject], _ trigger: Range<Int>, _ reading: Reading) -> Target? {
        for index in reading.sentence.concepts.reversed()
        where page.concepts[index].tokens.upperBound <= trigger.lowerBound {
            if isCondition(page.concepts[index].concept) { return target(index) }
        }
        let drugs = drugs()
        // Of the conditions that were spoken of, the one that the drug is labelled for.
        func isLabelled(_ label: String) -> Bool {
            drugs.contains { stage.pharmacology.isIndicated($0.name, for: label) }
        }
        let known = [memory.condition, mainCondition].compactMap { $0 }.map { stage.concepts.concepts[Int($0)] }
        if let own = known.first(where: { isLabelled($0.label) }) { return Target(own.label, own.mesh, trigger, nil) }
        if let object = memory.objects.last(where: { isLabelled($0.label) }) {
            return Target(object.label, object.mesh, trigger, nil)
        }
        // "It is given for psychosis, as it rarely worsens tremor, yet its efficacy is doubtful": what it is said to be given for goes before
        // what it is said to harm.
        let isHarmed = known.first.map { harmed($0.label, reading) } ?? false
        if known.isEmpty || isHarmed,
            let told = claims.last(where: {
                $0.claim.segment == reading.segment.id && Self.family($0.claim.predicate) == Self.family(.treats)
                    && $0.subject.name == drugs.first?.name
            })
        {
            return Target(saidOf: told.claim, trigger)
        }
        if let own = known.first(where: { !harmed($0.label, reading) && isTaken(for: $0.label, drugs) }) {
            return Target(own.label, own.mesh, trigger, nil)
        }
        // "shortened its duration": of the complaint named last.
        guard trigger.contains(where: { stream.equals($0, "its") || stream.equals($0, "their") }),
            let object = memory.objects.last
        else { return nil }
        return Target(object.label, object.mesh, trigger, nil)
    }

    /// Whether a condition that was only spoken of is what the drugs may be meant for: something was said to treat it, or the text is about them.
    /// "Phenylephrine works no better than a sugar pill" in a text that named glaucoma tells nothing of glaucoma.
    private func isTaken(for label: String, _ drugs: [ClaimSubject]) -> Bool {
        claims.contains { $0.claim.object == label && Self.family($0.claim.predicate) == Self.family(.treats) }
            || drugs.contains { drug in topic.contains { $0.isSame(as: drug) } }
    }

    private static let regarding = TokenTable("in against for")

    /// Whether the paragraph tells it as a harm.
    private func harmed(_ label: String, _ reading: Reading) -> Bool {
        claims.contains {
            $0.claim.segment == reading.segment.id && $0.claim.object == label
                && Self.family($0.claim.predicate) == Self.family(.causes)
        }
    }

    /// What a reader took the drug for ("Trazodone at nine. Works."): a condition that was named and that the drug is labelled for.
    private func readersCondition(
        before token: Int, _ rule: ClaimRule, _ trigger: Range<Int>, _ reading: Reading
    ) -> Target? {
        let drugs = subject(rule, trigger, [trigger], reading)?.subjects ?? []
        guard !drugs.isEmpty else { return nil }
        func isLabelled(_ label: String) -> Bool { drugs.allSatisfy { isIndicated($0, label) } }
        for index in reading.sentence.concepts.reversed() where page.concepts[index].tokens.upperBound <= token {
            let own = target(index)
            if isLabelled(own.label) { return own }
        }
        return takenFor(drugs, trigger, reading)
    }

    /// What a comment's drugs were taken for: what was spoken of and they are labelled for, else what the talk is about, of a drug that the
    /// comment itself names.
    func takenFor(_ drugs: [ClaimSubject], _ trigger: Range<Int>, _ reading: Reading) -> Target? {
        func isLabelled(_ label: String) -> Bool { drugs.allSatisfy { isIndicated($0, label) } }
        if let object = memory.objects.last(where: { isLabelled($0.label) }) {
            return Target(object.label, object.mesh, trigger, nil)
        }
        let known = [memory.condition, mainCondition].compactMap { $0 }.map { stage.concepts.concepts[Int($0)] }
        if let own = known.first(where: { isLabelled($0.label) }) { return Target(own.label, own.mesh, trigger, nil) }
        if let measured = measured(drugs, trigger, reading) { return measured }
        guard drugs.count == 1 else { return nil }
        let meant =
            (memory.isOwn || !reading.groups.isEmpty ? complained ?? titledCondition : nil)
            ?? (isOfThread(drugs) ? reviewedFor(drugs[0]) ?? titledUse(drugs[0]) : nil)
        guard let meant, !isBlamed(meant.label) else { return nil }
        return Target(meant.label, meant.mesh, trigger, nil)
    }

    func isBlamed(_ label: String) -> Bool {
        claims.contains {
            $0.claim.object == label && Self.family($0.claim.predicate) == Self.family(.causes)
        }
    }

    /// "Sciatica since May. Three months of pregabalin and no relief": what the comment began with, where it is no standing illness.
    private var complained: Concept? {
        guard isInComment, let own = memory.condition else { return nil }
        let concept = stage.concepts.concepts[Int(own)]
        return concept.kinds.contains(.illness) || concept.label == "mood" ? nil : concept
    }

    /// "BP 128 over 76, so it's doing its job": what the figure is of, where the drug is labelled for it.
    private func measured(_ drugs: [ClaimSubject], _ trigger: Range<Int>, _ reading: Reading) -> Target? {
        for index in reading.sentence.tokens {
            guard let known = Self.measures.first(where: { stream.equals(index, $0.word) }),
                drugs.allSatisfy({ isIndicated($0, known.label) })
            else { continue }
            return Target(known.label, known.mesh, trigger, nil)
        }
        return nil
    }

    private static let measures: [(word: StaticString, label: String, mesh: String?)] = [
        ("bp", "hypertension", "D006973"), ("pressure", "hypertension", "D006973"),
        ("cholesterol", "high LDL cholesterol", nil), ("ldl", "high LDL cholesterol", nil),
        ("a1c", "type 2 diabetes", "D003924"), ("sugar", "type 2 diabetes", "D003924"),
        ("mood", "depression", "D003863"), ("sleep", "insomnia", "D007319"), ("urate", "gout", "D006073"),
    ]

    /// The first condition that the title names: what a thread's readers took their drugs for.
    private var titledCondition: Concept? {
        guard let place = segments.firstIndex(where: { $0.kind == .title }) else { return nil }
        for index in ClaimPage.slice(page.concepts, page.segments[place], { $0.tokens.lowerBound }) {
            guard let concept = stage.concepts.condition(page.concepts[index].concept) else { continue }
            let own = stage.concepts.concepts[Int(concept)]
            if own.isCondition, own.label != "mood" { return own }
        }
        return nil
    }

    /// "Botox for chronic migraine", "spiro for acne" as a thread's title: what its readers take the drug for, labelled or behind "for".
    private func titledUse(_ drug: ClaimSubject) -> Concept? {
        guard let own = titledCondition, let place = segments.firstIndex(where: { $0.kind == .title }) else {
            return nil
        }
        if isIndicated(drug, own.label) { return own }
        let title = page.segments[place]
        let isFor = ClaimPage.slice(page.concepts, title, { $0.tokens.lowerBound }).contains { index in
            let mention = page.concepts[index]
            guard let known = stage.concepts.condition(mention.concept),
                stage.concepts.concepts[Int(known)].label == own.label
            else { return false }
            return (1...3).contains { stream.equals(mention.tokens.lowerBound - $0, "for") }
        }
        return isFor ? own : nil
    }

    private var spokenCondition: Int32? {
        guard let own = memory.condition else { return mainCondition }
        // "Infection" and "pain" name less than what the article is about.
        let label = stage.concepts.concepts[Int(own)].label
        let isGeneral = label == "infection" || label == "viral infection" || label == "pain" || label == "inflammation"
        return isGeneral ? mainCondition ?? own : own
    }

    private func isCondition(_ concept: Int32) -> Bool { stage.concepts.concepts[Int(concept)].isCondition }

    func noteCondition(_ sentence: ClaimPage.Sentence) {
        for index in sentence.concepts {
            let concept = page.concepts[index].concept
            if isCondition(concept) {
                // "topiramate, an epilepsy drug" is not about epilepsy.
                let next = page.concepts[index].tokens.upperBound
                if isMedicine(next) || stream.equals(next, "care"), memory.condition != nil || mainCondition != nil {
                    continue
                }
                // "in 1,126 overweight adults": who was asked, where another condition is spoken of.
                if page.concepts[index].isPopulation, page.has(next, .person),
                    memory.condition != nil || mainCondition != nil
                {
                    continue
                }
                // "People with aneurysms are turned away": whom it is not for.
                if page.concepts[index].isPopulation, memory.condition != nil,
                    (next..<next + 4).contains(where: { stream.equals($0, anyOf: Self.puttingOff) })
                {
                    continue
                }
                // "It can lower sodium": what the drug does is not what it is taken for.
                if memory.condition != nil || mainCondition != nil,
                    isToldAsHarm(page.concepts[index].tokens, sentence)
                {
                    continue
                }
                memory.condition = concept
            } else if memory.condition == nil, let condition = stage.concepts.topic(concept) {
                memory.condition = condition
            }
        }
    }

    private func isToldAsHarm(_ tokens: Range<Int>, _ sentence: ClaimPage.Sentence) -> Bool {
        told(from: sentence.tokens).contains {
            $0.objectTokens == tokens && Self.family($0.claim.predicate) == 0
        }
    }

    private static let puttingOff = TokenTable("turned excluded barred refused warned not avoid shun")

    static func isInfection(_ concept: Int32, _ concepts: ConceptLexicon) -> Bool {
        let own = concepts.concepts[Int(concept)]
        return own.group == "infection" && own.label != "infection" && own.label != "viral infection"
            && own.label != "bacterial infection"
    }

    /// The condition that an article's own text names most, three times or more and twice as often as any other; the title counts three times.
    ///
    /// - Returns: that condition, and the infection named most, twice at least, for "this virus".
    static func mainCondition(
        _ article: Article, _ page: ClaimPage, _ stage: ClaimStage
    ) -> (condition: Int32?, infection: Int32?) {
        var counts: [(key: Int32, value: Int)] = []
        for place in article.segments.indices where article.segments[place].kind.isArticleText {
            for index in ClaimPage.slice(page.concepts, page.segments[place], { $0.tokens.lowerBound }) {
                guard let concept = stage.concepts.condition(page.concepts[index].concept) else { continue }
                let weight = article.segments[place].kind == .title ? 3 : 1
                if let place = counts.firstIndex(where: { $0.key == concept }) {
                    counts[place].value += weight
                } else {
                    counts.append((concept, weight))
                }
            }
        }
        let sorted = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        let infection = sorted.first { $0.value >= 2 && isInfection($0.key, stage.concepts) }?.key
        guard let best = sorted.first, best.value >= 3 else { return (nil, infection) }
        // A page on several conditions has no main one.
        if sorted.count > 1, sorted[1].value * 2 > best.value { return (nil, infection) }
        return (best.key, infection)
    }

    /// "attacks", "flare-ups of COPD", "the condition": with the condition that they are of.
    func withBouts(_ targets: [Target], after position: Int, within reach: Int, _ reading: Reading) -> [Target] {
        let sentence = reading.sentence
        guard let first = targets.first else {
            var index = position
            let limit = min(sentence.tokens.upperBound, position + reach + 1)
            while index < limit {
                if stream.tokens[index].isPunctuation, stream.punctuation(index) != 0x2D { return [] }
                if page.has(index, .clauseStart) { return [] }
                if page.has(index, .bout) {
                    // "people with kidney disease": the disease has its name.
                    if sentence.concepts.contains(where: { page.concepts[$0].tokens.contains(index) }) { return [] }
                    return bout(index..<index + 1, reading).map { [$0] } ?? []
                }
                index += 1
            }
            return []
        }
        guard first.label == "relapse", page.has(first.tokens.upperBound - 1, .bout) else { return targets }
        return bout(first.tokens, reading).map { [$0] + targets.dropFirst() } ?? targets
    }

    /// Whether a benefit was told of the same words.
    func isEnded(_ target: Target, _ reading: Reading) -> Bool {
        for draft in claims.reversed() {
            if draft.sentence != reading.sentence.tokens { return false }
            if Self.family(draft.claim.predicate) == 2, draft.objectTokens == target.tokens { return true }
        }
        return false
    }

    /// "gout flare-up", "asthma attack": not the condition alone, and of a standing illness.
    func isBoutNamed(_ target: Target) -> Bool {
        guard let condition = spokenCondition, stage.concepts.concepts[Int(condition)].kinds.contains(.illness) else {
            return false
        }
        for word in [" attack", " episode", " flare-up", " relapse", " exacerbation", " recurrence"]
        where target.label.hasSuffix(word) {
            return true
        }
        return false
    }

    private func bout(_ tokens: Range<Int>, _ reading: Reading) -> Target? {
        let next = tokens.upperBound
        let name = Self.singular(stream.lowerString(next - 1))
        // "panic attack", not "panic disorder attack"
        func named(_ label: String) -> String {
            name.map { "\(label.hasSuffix(" disorder") ? String(label.dropLast(9)) : label) \($0)" } ?? label
        }
        if stream.equals(next, "of") || stream.equals(next, "in"),
            let index = objects.right(
                of: next + 1, within: 2, kinds: [.indication, .effect], page, reading.sentence
            ).first
        {
            let own = target(index)
            return Target(named(own.label), own.mesh, tokens.lowerBound..<own.tokens.upperBound, index)
        }
        // "did not prevent flare-ups in 1,567 people with COPD"
        if name != nil,
            let index = reading.sentence.concepts.first(where: {
                page.concepts[$0].isPopulation && page.concepts[$0].tokens.lowerBound > next
                    && page.concepts[$0].tokens.lowerBound - next <= 9 && isCondition(page.concepts[$0].concept)
            })
        {
            let own = target(index)
            return Target(named(own.label), own.mesh, tokens, index)
        }
        // "does not cure the condition": what was named last, be it a harm.
        if name == nil, stream.equals(next - 2, "the"), let object = memory.objects.last {
            return Target(object.label, object.mesh, tokens, nil)
        }
        if stream.equals(next - 1, "virus") || stream.equals(next - 1, "infection")
            || stream.equals(next - 1, "bug")
        {
            // "this virus"; without the article it is no one's.
            // "stopped the virus from multiplying" is no treatment.
            guard stream.equals(next - 2, "the") || stream.equals(next - 2, "this"),
                !stream.equals(next, "from"),
                let concept = [mainCondition, memory.condition, mainInfection].compactMap({ $0 }).first(where: {
                    Self.isInfection($0, stage.concepts)
                })
            else { return nil }
            let known = stage.concepts.concepts[Int(concept)]
            return Target(known.label, known.mesh, tokens, nil)
        }
        guard let concept = spokenCondition else { return nil }
        let known = stage.concepts.concepts[Int(concept)]
        return Target(named(known.label), known.mesh, tokens, nil)
    }

    /// A word that stays part of the object; nil for those that say nothing beside the condition.
    private static func singular(_ word: String) -> String? {
        switch word {
        case "attack", "attacks": "attack"
        case "episode", "episodes": "episode"
        case "relapse", "relapses": "relapse"
        case "recurrence", "recurrences": "recurrence"
        case "exacerbation", "exacerbations": "exacerbation"
        case "flare", "flares", "ups", "up": "flare-up"
        default: nil
        }
    }
}
