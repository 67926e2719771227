import Events

/// Claims of harm in an article's text that no rule's words make: the effect and the drug stand in one clause, tied by a preposition
/// ("hepatitis after nitrofurantoin"), as one noun ("statin myopathy") or by a word of occurrence ("patients on X were left with Y").
/// Co-occurrence without such a word is no claim: of those, two of three are none.
/// Read after the rules, and only of what they left.
extension ClaimFinder {
    func readImplied(_ reading: Reading, used: inout UsedConcepts) {
        let sentence = reading.sentence
        guard !sentence.isQuestion, reading.segment.kind != .heading else { return }
        // "Reglan nightmare", above a thread: what it will be about.
        if isThread, reading.segment.kind == .title { return }
        // "Should a rash appear", "If you vomit within three hours of the pill": nothing is told.
        for word: StaticString in ["should", "if"] where stream.equals(sentence.tokens.lowerBound, word) { return }
        for index in sentence.concepts where !used.contains(index) {
            let mention = page.concepts[index]
            // "when oestrogen falls": a verb.
            if mention.tokens.count == 1, stream.equals(mention.tokens.lowerBound, "falls"),
                reading.groups.contains(where: { $0.tokens.upperBound == mention.tokens.lowerBound })
            {
                continue
            }
            guard isHarm(mention), !isDealtWith(mention.tokens, sentence), !isCompound(mention.tokens),
                !isCircumstance(mention.tokens, sentence), !isMasked(mention.tokens, sentence),
                !isMatterOfEvidence(mention.tokens), !isMeasured(mention.tokens), !isFreed(mention.tokens),
                !isSubjectOfStudy(mention.tokens, sentence),
                // "Anaemic women who took iron": what they had.
                !page.has(mention.tokens.upperBound, .person), !isApposed(mention.tokens),
                !isExplanation(mention.tokens), !isOwnHazard(mention.tokens, sentence),
                !isStandingCondition(mention.tokens, sentence)
            else { continue }
            guard let implied = impliedSubject(index, reading) else { continue }
            let own = target(index)
            let predicate = impliedPredicate(implied, mention.tokens, reading)
            let isReason = implied.rule == "implied.after" && isReasonToStop(mention.tokens, implied.tokens)
            let isHalved = isToldOfFewer(mention.tokens, sentence) || isRarer(behind: mention.tokens, sentence)
            let isStopped =
                isByStopping(implied.tokens, mention.tokens, reading) || isOnceStopped(behind: mention.tokens, reading)
            for var drug in implied.subjects where drug.name != own.label {
                if isStopped { drug.isWithdrawal = true }
                if isReason { drug.isWithdrawal = false }
                if isHalved {
                    emit(
                        "prevent.fewer", .prevents, drug, subjectTokens: implied.tokens, own, trigger: mention.tokens,
                        rule: nil, reading)
                    used.insert(index)
                    continue
                }
                // "Blood pressure fell by 9 points on chlorthalidone": what it is given for.
                if own.label == "hypotension", stream.equals(mention.tokens.upperBound - 1, anyOf: Self.falling),
                    isIndicated(drug, "hypertension")
                {
                    emit(
                        "change.benefit", .treats, drug, subjectTokens: implied.tokens,
                        Target("hypertension", "D006973", own.tokens, own.index), trigger: mention.tokens, rule: nil,
                        reading)
                    used.insert(index)
                    continue
                }
                if !drug.isWithdrawal,
                    isIndicated(drug, own.label) || isAimedAt(own.label, drug) || isTreatedHere(own.label, by: drug)
                {
                    continue
                }
                // "no differences in sleep, length of stay or mortality"
                let isAlike = isOfNoDifference(mention.tokens, sentence)
                emit(
                    implied.rule, isAlike && Self.outcomeLabels.contains(own.label) ? .prevents : predicate, drug,
                    subjectTokens: implied.tokens, own, trigger: mention.tokens,
                    rule: nil, reading, denied: isAlike || isOfNone(mention.tokens, sentence))
                used.insert(index)
            }
        }
    }

    /// "Verapamil caused constipation in 12 percent; with diltiazem it was 4 percent": a second drug with a figure of its own shares what
    /// was claimed last in the sentence.
    func readGapped(_ reading: Reading) {
        guard reading.groups.count > 1, !reading.sentence.isQuestion, let last = claims.last,
            last.sentence == reading.sentence.tokens,
            Self.family(last.claim.predicate) == Self.family(.causes) || last.claim.predicate == .treats,
            last.claim.polarity == .asserted
        else { return }
        let start = last.tokens.upperBound
        guard let group = reading.groups.first(where: { $0.tokens.lowerBound >= start }),
            !group.subjects.contains(where: { $0.name == last.subject.name }),
            !group.isCompared
        else { return }
        let gap = start..<group.tokens.lowerBound
        let after = Range(
            from: group.tokens.upperBound, to: min(reading.sentence.tokens.upperBound, group.tokens.upperBound + 5))
        let isAside = gap.last.map { stream.punctuation($0) == UInt8(ascii: ";") } ?? false
        guard gap.count <= (isAside ? 20 : 10), hasNumber(gap) || gap.isEmpty == false && isSeparated(gap),
            hasNumber(after),
            !reading.sentence.concepts.contains(where: { page.concepts[$0].tokens.lowerBound >= start })
        else { return }
        let quote = last.claim
        for drug in group.subjects where drug.name != quote.object {
            emit(
                "implied.gapped", quote.predicate, drug, subjectTokens: nil,
                Target(saidOf: quote, group.tokens),
                trigger: group.tokens.lowerBound..<after.upperBound, rule: nil, reading)
        }
    }

    private func hasNumber(_ range: Range<Int>) -> Bool {
        range.contains { isCount($0) || stream.equals($0, anyOf: Self.fractions) }
    }

    static let fractions = TokenTable("half third quarter fifth tenth")

    private func isSeparated(_ gap: Range<Int>) -> Bool {
        gap.contains { stream.tokens[$0].isPunctuation || page.has($0, .conjunction) }
    }

    /// "In the pivotal study of amyloid cardiomyopathy", "it is safe with glaucoma": what was studied, and with what it is safe.
    private func isSubjectOfStudy(_ tokens: Range<Int>, _ sentence: ClaimPage.Sentence) -> Bool {
        var index = tokens.lowerBound - 1
        let limit = max(sentence.tokens.lowerBound, tokens.lowerBound - 4)
        while index >= limit {
            if stream.tokens[index].isPunctuation { return false }
            if stream.equals(index, "of") || stream.equals(index, "in") {
                return stream.equals(index - 1, anyOf: Self.studies)
            }
            if stream.equals(index, "with"), stream.equals(index - 1, "safe") { return true }
            index -= 1
        }
        return false
    }

    private static let studies = TokenTable(
        "study studies trial trials analysis treatment safe safer survivors survivor")

    /// Who an effect without a verb of relation is told of, and by which construction.
    struct Implied {
        var rule: String
        var subjects: [ClaimSubject]
        var tokens: Range<Int>?
    }

    private func isHarm(_ mention: ConceptMention) -> Bool {
        !mention.isPopulation && !mention.isDecrease && !mention.isRestored && stage.harms[Int(mention.concept)]
    }

    /// For each concept, whether it is an effect that is told without a verb.
    static func harms(_ lexicon: ConceptLexicon) -> [Bool] {
        lexicon.concepts.map {
            $0.kinds.contains(.effect) && !$0.kinds.contains(.illness) && !generic.contains($0.label)
        }
    }

    /// Too general, or too often something that happens to a drug, to be told without a verb.
    private static let generic: Set<String> = [
        "adverse effect", "smoking", "hospitalization", "overdose", "misuse or abuse", "withdrawal syndrome",
        "antibiotic resistance", "intoxication", "stress", "tolerance", "craving", "sleep latency", "sleep duration",
    ]

    private func isOfNoDifference(_ effect: Range<Int>, _ sentence: ClaimPage.Sentence) -> Bool {
        page.has(sentence, .negative)
            && Range(from: sentence.tokens.lowerBound, to: effect.lowerBound).contains { index in
                (stream.equals(index, "difference") || stream.equals(index, "differences"))
                    && (stream.equals(index + 1, "in") || stream.equals(index + 1, "between"))
                    && (1...3).contains { page.has(index - $0, .negative) }
            }
    }

    /// Whether the drug, or some drug of the class, is labelled for it.
    func isIndicated(_ drug: ClaimSubject, _ label: String) -> Bool {
        drug.isClass
            ? stage.pharmacology.isIndicated(anyOf: drug.name, for: label)
            : stage.pharmacology.isIndicated(drug.name, for: label)
    }

    private static let falling = TokenTable("fell falls dropped drops decreased declined")

    private func impliedSubject(_ index: Int, _ reading: Reading) -> Implied? {
        let tokens = page.concepts[index].tokens
        let sentence = reading.sentence
        for group in reading.groups
        where isBeside(group.tokens.upperBound, tokens.lowerBound)
            && (!page.hasPast(tokens) || isOfTakers(group.tokens, sentence))
            && !isVerbal(tokens.lowerBound) && !stream.equals(tokens.lowerBound, "deaths")
            && !stream.equals(tokens.upperBound, anyOf: Self.remedies)
        {
            return Implied(rule: "implied.noun", subjects: group.subjects, tokens: group.tokens)
        }
        // An abstract that stands alone is dense with conditions of patients and models: there two of three such readings are none.
        if reading.segment.tier == .primary, isAbstractAlone, !isCounted(tokens, sentence) { return nil }
        if let group = reading.groups.first(where: { $0.tokens.lowerBound >= tokens.upperBound }),
            isTied(tokens.upperBound..<group.tokens.lowerBound, sentence),
            // "death, particularly in combination with alcohol": of the drug spoken of.
            !(stream.equals(group.tokens.lowerBound - 1, "with")
                && stream.equals(group.tokens.lowerBound - 2, "combination")),
            !(tokens.upperBound..<group.tokens.lowerBound).contains(where: {
                stream.equals($0, anyOf: Self.sellers)
            }),
            !group.isCompared, !isInNextClause(tokens.upperBound, group.tokens),
            // "Relapse to heroin", "deaths restrict it to patients in whom entacapone has failed"
            !(group.isBackground
                && (stream.equals(group.tokens.lowerBound - 1, "to")
                    || stream.equals(group.tokens.lowerBound - 1, "whom"))),
            !subjects.isCompany(group.tokens, page), !isSurvived(tokens, sentence)
        {
            return Implied(rule: "implied.after", subjects: group.subjects, tokens: group.tokens)
        }
        if let left = subjects.left(
            of: tokens.lowerBound, groups: reading.groups, spoken: spoken(reading), page, sentence)
        {
            let gap = left.tokens.upperBound..<tokens.lowerBound
            // "Among women given tamoxifen, womb cancer was diagnosed twice as often."
            let isTold =
                page.has(gap, [.person, .exposed])
                && page.has(
                    Range(from: tokens.upperBound, to: min(sentence.tokens.upperBound, tokens.upperBound + 3)), .onset)
            // "…, but not with melanoma", "…; fatigue was more frequent", "…, blurred vision by one in forty": the harm told in this
            // sentence goes on.
            let hasDrugBehind = reading.groups.contains {
                $0.tokens.lowerBound >= tokens.upperBound && $0.tokens.lowerBound - tokens.upperBound <= 8
            }
            if !hasDrugBehind, gap.count <= 24, !isCircumstance(tokens.lowerBound - 1),
                // "within three days of infection": when.
                !(stream.equals(tokens.lowerBound - 1, "of") && page.isTimeSpan(tokens.lowerBound - 2)),
                tellsHarm(of: left.subjects, sentence), !isGoverned(tokens, sentence)
            {
                return Implied(rule: "implied.clause", subjects: left.subjects, tokens: nil)
            }
            // "When it is injected fast the pressure sags, and three patients had seizures"
            if reading.groups.isEmpty, isToldOfStudied(tokens, reading) {
                return Implied(rule: "implied.topic", subjects: left.subjects, tokens: nil)
            }
            guard gap.count <= 22, !isStaged(tokens.lowerBound - 1),
                page.has(gap, .carrier) || page.has(tokens.lowerBound - 1, .modal) || isTold
                    || isFronted(left.tokens, gap, sentence),
                !isParted(gap, sentence)
            else { return nil }
            return Implied(rule: "implied.carried", subjects: left.subjects, tokens: left.tokens)
        }
        if comesOfStopping(reading) {
            var stopped = memory.subjects
            stopped[0].isWithdrawal = true
            return Implied(rule: "implied.topic", subjects: stopped, tokens: nil)
        }
        guard reading.groups.allSatisfy({ isInOtherClause(tokens.upperBound, $0.tokens.lowerBound, sentence) }),
            memory.isOwn
                || (isOnTopic
                    && (isAmongHarms || tellsShare(sentence.tokens) || followsOn(reading)
                        || isOccurring(tokens, sentence) || isToldOfStudied(tokens, reading))),
            !memory.subjects.isEmpty, memory.subjects.count < 3, !isOfOthers(reading), !followsRelief(tokens, sentence),
            reading.isComment || !isFirstNamed(memory.subjects, behind: sentence),
            !memory.subjects.contains(where: { $0.classes.contains(Self.recreational) }), goesOn(index, reading)
        else {
            return nil
        }
        // "Folic acid reduces the toxicity of methotrexate. Cytopenia is uncommon.": not the one that eases it.
        if isOnTopic, memory.subjects.count == 1, !topic.contains(where: { $0.isSame(as: memory.subjects[0]) }),
            let last = claims.last, last.claim.segment == reading.segment.id,
            last.subject.isSame(as: memory.subjects[0]),
            Self.family(last.claim.predicate) == Self.family(.treats),
            ClaimPage.slice(page.drugs, last.sentence, { $0.tokens.lowerBound }).contains(where: { index in
                topic.contains { $0.name == page.drugs[index].name }
            })
        {
            return nil
        }
        // "ECT was associated with memory problems": of what stands before.
        if stream.equals(tokens.lowerBound - 1, anyOf: Self.tyingTails),
            stream.equals(tokens.lowerBound - 2, anyOf: Self.tyingHeads)
        {
            return nil
        }
        // "3.4% and 2.5%" of two drugs that are compared: the first is studied, the other is what it is held against.
        let isSplit = memory.subjects.count == 2 && shares(sentence.tokens) > 1
        return Implied(
            rule: "implied.topic", subjects: isSplit ? Array(memory.subjects.prefix(1)) : memory.subjects, tokens: nil)
    }

    private static let tyingTails = TokenTable("with to")
    private static let tyingHeads = TokenTable("associated linked tied related connected")

    /// "Those who got vortioxetine vomited": people took the drug, and the verb is theirs.
    private func isOfTakers(_ drug: Range<Int>, _ sentence: ClaimPage.Sentence) -> Bool {
        let before = Range(from: max(sentence.tokens.lowerBound, drug.lowerBound - 5), to: drug.lowerBound)
        return page.has(before, .person) && page.has(before, [.tie, .relative, .exposed, .link])
    }

    /// "On mefloquine he could not sleep", "After two doses she saw spiders": the drug, then at once the people it is told of.
    private func isFronted(_ drug: Range<Int>, _ gap: Range<Int>, _ sentence: ClaimPage.Sentence) -> Bool {
        guard gap.count <= 8, !page.has(gap, [.handling, .better, .relief]) else { return false }
        if isWithinTime(of: drug, sentence) {
            // "Within a week of starting the capsules he was breathless", "two days after starting it her platelets fell"
            if gap.count <= 3 || page.has(gap, .person) { return true }
            return gap.prefix(3).contains { stream.equals($0, anyOf: Self.persons) }
        }
        guard stream.equals(drug.lowerBound - 1, anyOf: Self.fronting) else { return false }
        let before = drug.lowerBound - 2
        guard
            before < sentence.tokens.lowerBound || stream.tokens[before].isPunctuation
                || page.has(before, .clauseStart)
        else {
            return false
        }
        let comma = stream.punctuation(drug.upperBound) == UInt8(ascii: ",") ? 1 : 0
        // "With baclofen, drowsiness is almost certain."
        if comma == 1, gap.count <= 3, !isEasedBehind(gap.upperBound + 1, sentence.tokens) { return true }
        return (0...2).contains { page.has(drug.upperBound + comma + $0, .person) }
            || stream.equals(drug.upperBound + comma, anyOf: Self.persons)
    }

    /// "Within a week of starting", "Three weeks into treatment with", "Shortly after the first dose of" at the head of a sentence.
    private func isWithinTime(of drug: Range<Int>, _ sentence: ClaimPage.Sentence) -> Bool {
        let before = Range(from: sentence.tokens.lowerBound, to: drug.lowerBound)
        guard (2...9).contains(before.count) else { return false }
        var isOfTime = false
        for index in before {
            if stream.equals(index, anyOf: Self.times) {
                isOfTime = true
            } else if !stream.tokens[index].isNumber,
                !page.has(index, [.function, .tie, .exposed, .doseForm, .link, .unit])
            {
                return false
            }
        }
        return isOfTime
    }

    private static let times = TokenTable(
        "within minutes hours hour day days week weeks fortnight month months into soon shortly first second third evening night"
    )

    /// A figure is given, and the abstract speaks of one drug alone: "Fever was recorded in 31% of patients".
    private func isCounted(_ tokens: Range<Int>, _ sentence: ClaimPage.Sentence) -> Bool {
        topic.count == 1 && weights.count == 1 && part != .background && tellsShare(sentence.tokens)
            && (isOccurring(tokens, sentence)
                || page.has(
                    Range(from: max(sentence.tokens.lowerBound, tokens.lowerBound - 5), to: tokens.lowerBound), .carrier
                ))
    }

    /// "Smoking and frailty might account for part of the gap": what may explain a result, no result.
    private func isExplanation(_ effect: Range<Int>) -> Bool {
        (effect.upperBound..<effect.upperBound + 4).contains { stream.equals($0, anyOf: Self.explaining) }
            || (max(0, effect.lowerBound - 5)..<effect.lowerBound).contains {
                stream.equals($0, anyOf: Self.explained)
            }
    }

    private static let explaining = TokenTable("explain explains explained confound confounds confounded account")
    private static let explained = TokenTable("explained confounded confounding confounder confounders")

    /// "A cough is why one in ten gives up ramipril": the harm is why it is stopped, not what came of that.
    private func isReasonToStop(_ effect: Range<Int>, _ drug: Range<Int>?) -> Bool {
        guard let drug, drug.lowerBound >= effect.upperBound else { return false }
        return !(effect.upperBound..<drug.lowerBound).contains { stream.equals($0, anyOf: Self.following) }
            && !stream.equals(drug.upperBound, anyOf: Self.ceasing)
    }

    static let following = TokenTable("after when upon on once if following from by during since of")
    private static let ceasing = TokenTable("withdrawal discontinuation cessation is was are were")

    private static let fronting = TokenTable("on under with after since taking")
    private static let persons = TokenTable("he she they most many some few nobody everyone")

    /// "Our own drip banishes fatigue": right behind a verb of treating, whoever does it.
    private func followsRelief(_ tokens: Range<Int>, _ sentence: ClaimPage.Sentence) -> Bool {
        sentence.words.contains { index in
            let word = page.words[index]
            return word.id < ClaimRules.wordBase && word.tokens.upperBound <= tokens.lowerBound
                && tokens.lowerBound - word.tokens.upperBound <= 2
                && Self.family(stage.rules.rules[Int(word.id)].predicate) == Self.family(.treats)
                && stage.rules.rules[Int(word.id)].isRelationVerb
        }
    }

    private static let sellers = TokenTable("maker makers manufacturer manufacturers producer producers seller sellers")

    /// Nothing or a possessive "'s" between a drug and an effect.
    private func isBeside(_ end: Int, _ start: Int) -> Bool {
        if end == start { return true }
        return end + 1 == start && stream.equals(end, "'s") || end + 2 == start && stream.equals(end + 1, "s")
    }

    /// "Codeine cough linctus" is what the drug is taken as.
    private static let remedies = TokenTable(
        "linctus mixture syrup syrups medicine medicines remedy remedies tablet tablets pill pills drops lozenges spray sprays relief cream creams capsules"
    )

    /// "bled", "saves": the drug's verb, no noun.
    private func isVerbal(_ token: Int) -> Bool {
        stream.equals(token, "bled") || page.has(token, [.handling, .better])
    }

    /// Whether the words between an effect and the drug behind it hold a preposition, and no other clause or relation.
    private func isTied(_ gap: Range<Int>, _ sentence: ClaimPage.Sentence) -> Bool {
        guard !gap.isEmpty, gap.count <= 12, !isParted(gap, sentence) else { return false }
        return page.has(gap, [.link, .tie])
    }

    /// Whether a clause ends between a drug and an effect, or a word of treatment or of another relation parts them.
    private func isParted(_ gap: Range<Int>, _ sentence: ClaimPage.Sentence) -> Bool {
        var sawPerson = false
        for index in gap {
            let mark = stream.punctuation(index)
            if mark == UInt8(ascii: ";") || mark == UInt8(ascii: ":") { return true }
            if page.has(index, .person) { sawPerson = true }
            // "patients receiving X for more than a month had numb feet": how long, not what for.
            if page.has(index, [.reason, .relief, .better]), !isOfDuration(index) { return true }
            if page.has(index, .handling), !sawPerson { return true }
        }
        for index in sentence.words {
            let word = page.words[index]
            guard gap.contains(word.tokens.lowerBound) else { continue }
            if word.id == clauseClass { return true }
            if word.id < ClaimRules.wordBase, stage.rules.rules[Int(word.id)].near == nil,
                stage.rules.rules[Int(word.id)].place != .comment || isInComment
            {
                switch Self.family(stage.rules.rules[Int(word.id)].predicate) {
                case Self.family(.treats), Self.family(.inhibits), Self.family(.isA): return true
                default: break
                }
            }
        }
        return false
    }

    private func isOfDuration(_ index: Int) -> Bool {
        stream.equals(index, "for") && (index + 1...index + 5).contains { page.has($0, [.duration, .unit]) }
    }

    private func impliedPredicate(_ implied: Implied, _ object: Range<Int>, _ reading: Reading) -> Predicate {
        let sentence = reading.sentence
        let near = max(sentence.tokens.lowerBound, object.lowerBound - 4)..<object.lowerBound
        if page.has(near, .risk) { return .predisposes }
        if implied.rule == "implied.noun" { return .causes }
        // "Hair loss, especially in women" in a list of effects, "Common (1 in 10 people): nausea"
        if reading.segment.kind == .listItem, isAmongHarms { return .causes }
        return page.has(sentence, .person) && !isFrequencyHead(sentence.tokens) ? .associatedWith : .causes
    }
}
