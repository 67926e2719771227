import Events

/// Claims of effects that bring their own verb ("raised my blood sugar", "lips crack"), without a rule's words.
extension ClaimFinder {
    /// "Prednisone raised my blood sugar": the change word is the verb.
    func readComposites(_ reading: Reading, used: inout UsedConcepts) {
        // An abstract tells of measures in groups, models and drugs at once: of ten such readings one is a claim.
        if reading.segment.kind == .abstract, isAbstractAlone { return }
        if reading.isComment, isOfDoingWithout(reading.sentence) { return }
        // Who the change told last is of, and where its words end: "damages the kidneys, ears and nerves".
        var told: (subjects: [ClaimSubject], tokens: Range<Int>?, end: Int)?
        for index in reading.sentence.concepts where page.concepts[index].isComposite && !used.contains(index) {
            let mention = page.concepts[index]
            let own = target(index)
            if let known = told, mention.tokens.count == 1, !mention.hasOwnVerb,
                isListGap(known.end, mention.tokens.lowerBound)
            {
                used.insert(index)
                told?.end = mention.tokens.upperBound
                for drug in known.subjects where drug.name != own.label {
                    emit(
                        "change.effect", .causes, drug, subjectTokens: known.tokens, own, trigger: mention.tokens,
                        rule: nil, reading)
                }
                continue
            }
            // "Sodium oxybate reduced attacks": the drug's own name.
            if !reading.isComment,
                reading.groups.contains(where: {
                    $0.tokens.count > 1 && $0.tokens.contains(own.tokens.lowerBound)
                        && $0.tokens.upperBound < own.tokens.upperBound
                })
            {
                continue
            }
            if !reading.isComment, isAcrossVerb(own.tokens, reading) { continue }
            // "my hair grew back and I lost 10 lbs": the change is the next clause's.
            if reading.isComment,
                own.tokens.contains(where: { page.has($0, .conjunction) && page.has($0 + 1, .firstPerson) })
            {
                used.insert(index)
                continue
            }
            // "acting out in their sleep or sinking into a dark mood": the change is another thing's.
            if own.tokens.count == 3, page.has(own.tokens.lowerBound + 1, .conjunction),
                isGerund(own.tokens.upperBound - 1)
            {
                continue
            }
            if isConversion(own.tokens) || !reading.isComment && isRegained(own.tokens, reading.sentence) { continue }
            if stream.equals(mention.tokens.lowerBound - 1, "that"),
                isOfTarget(mention.tokens.lowerBound - 2, reading.sentence) || isAnyDrug(mention.tokens.lowerBound - 2)
            {
                continue
            }
            var subject: (subjects: [ClaimSubject], tokens: Range<Int>?)?
            if let left = subjects.left(
                of: mention.tokens.lowerBound, groups: reading.groups, spoken: spoken(reading), page, reading.sentence)
            {
                if isInOwnClause(mention.tokens, behind: left.tokens, reading) || isOfMolecule(mention.tokens, reading)
                {
                    used.insert(index)
                    continue
                }
                // "Women on the pill have bled": in a guide to another drug, of that one.
                subject = isTakenAnyway(left.tokens, reading.sentence) ? (topic, nil) : (left.subjects, left.tokens)
            } else if let right = subjects.right(of: mention.tokens.upperBound, groups: reading.groups, within: 12),
                follows(right.tokens.lowerBound), !right.isCompared,
                !isInNextClause(mention.tokens.upperBound, right.tokens),
                !page.has(Range(from: mention.tokens.upperBound, to: right.tokens.lowerBound), [.better, .handling])
            {
                subject = (right.subjects, right.tokens)
            } else if !memory.subjects.isEmpty, !reading.sentence.isQuestion,
                reading.isComment && !memory.isUntaken || isResult(reading) || followsHarm(mention.tokens, reading)
                    || goesOn(mention, own, reading) || comesOfStopping(reading)
                    || !reading.isComment && (holdsPronoun(mention) || isToldOfPatient(reading))
            {
                subject = (memory.subjects, nil)
            }
            guard let subject, !isRemedy(mention) else { continue }
            used.insert(index)
            if isQuelled(mention, own, reading) {
                for drug in subject.subjects where drug.name != own.label && !memory.hasStopped {
                    emit(
                        "change.benefit", .treats, drug, subjectTokens: subject.tokens, own, trigger: mention.tokens,
                        rule: nil, reading)
                }
                continue
            }
            // "My heart doesn't race any more", "the ache in my hips has eased off"
            if reading.isComment, !mention.hasOwnVerb,
                isNoLonger(mention.tokens, reading.sentence, within: true)
                    || stage.concepts.concepts[Int(mention.concept)].kinds.contains(.indication)
                        && isEased(mention.tokens, reading.sentence)
            {
                for drug in subject.subjects where drug.name != own.label && !memory.hasStopped && !isBlamed(own.label)
                {
                    emit(
                        "change.benefit", .treats, drug, subjectTokens: subject.tokens, own, trigger: mention.tokens,
                        rule: nil, reading, relief: true)
                }
                continue
            }
            // "Depression itself lowers bone density": not the drug.
            if subject.tokens == nil, !reading.isComment, isOfCondition(mention.tokens.lowerBound, reading.sentence) {
                continue
            }
            if mention.isRestored {
                emitRestored(own, subject.subjects, subject.tokens, reading)
                continue
            }
            let isFewer =
                !reading.isComment && isToldOfFewer(own.tokens, reading.sentence)
                || isKeptFrom(own.tokens, reading.sentence)
                || !reading.isComment && isRarer(behind: own.tokens, reading.sentence)
            let isStopped =
                reading.isComment
                ? memory.hasStopped && (subject.tokens == nil || tellsStopping(reading.sentence))
                    && !isWhyStopped(own.tokens, reading.sentence)
                    && !(subject.tokens.map { isTakenNow($0, reading.sentence) } ?? false)
                : (subject.tokens.map(isToldStopped) ?? false) || isWhenStopped(own.tokens.upperBound)
            for var drug in subject.subjects where drug.name != own.label {
                if isStopped { drug.isWithdrawal = true }
                if isFewer {
                    emit(
                        "prevent.fewer", .prevents, drug, subjectTokens: subject.tokens, own, trigger: mention.tokens,
                        rule: nil, reading)
                    continue
                }
                let eased = easedTarget(own, drug, reading)
                if eased == nil { told = (subject.subjects, subject.tokens, own.tokens.upperBound) }
                emit(
                    eased == nil ? "change.effect" : "change.benefit", eased.map(Self.relation) ?? .causes, drug,
                    subjectTokens: subject.tokens, eased ?? own, trigger: mention.tokens, rule: nil, reading)
            }
        }
    }

    /// "Without it I slept fourteen hours a day": as it was off the drug.
    func isOfDoingWithout(_ sentence: ClaimPage.Sentence) -> Bool {
        let first = sentence.tokens.lowerBound
        return stream.equals(first, "without") && (stream.equals(first + 1, "it") || stream.equals(first + 1, "them"))
    }

    /// Nothing but "and", commas and articles between the things of a list.
    private func isListGap(_ end: Int, _ start: Int) -> Bool {
        guard end < start, start - end <= 4 else { return false }
        return page.has(end..<start, .list) && (end..<start).allSatisfy { page.has($0, [.list, .opener]) }
    }

    /// "My hands stop shaking", "A1c went from 8.4 to 6.7": the change is that it ends, or goes the other way than its verb says. Not "stop
    /// breathing", "would not quit bleeding".
    private func isQuelled(_ mention: ConceptMention, _ own: Target, _ reading: Reading) -> Bool {
        let tokens = mention.tokens
        let start = max(reading.sentence.tokens.lowerBound, tokens.lowerBound - 1)
        if let stop = (start..<tokens.upperBound - 1).last(where: { stream.equals($0, anyOf: Self.ceased) }),
            stream.equals(stop + 1, anyOf: Self.complaining), !page.has(stop - 1, .negative),
            // "couldn't stop shaking" is a form of its own.
            !(mention.hasOwnVerb && tokens.lowerBound < stop)
        {
            return true
        }
        // "My knees don't hurt any more"
        if reading.isComment,
            tokens.contains(where: { page.has($0, .negative) || stream.equals($0, anyOf: Self.contracted) }),
            stream.equals(tokens.upperBound, "anymore")
                || stream.equals(tokens.upperBound, "any") && stream.equals(tokens.upperBound + 1, "more")
        {
            return true
        }
        guard !mention.isDecrease, Self.measuredConditions.contains(own.label),
            tokens.contains(where: { stream.equals($0, "from") }), let counts = counts(reading.sentence)
        else { return false }
        return counts.after < counts.before && counts.tokens.overlaps(tokens)
    }

    private static let contracted = TokenTable("don't doesn't dont doesnt")
    private static let ceased = TokenTable("stop stops stopped quit quits")
    private static let complaining = TokenTable(
        """
        shaking trembling aching hurting itching cramping throbbing burning twitching ringing buzzing spinning racing pounding \
        dripping running watering coughing sneezing snoring flaking peeling scratching swelling churning tingling bleeding falling \
        thinning shedding leaking
        """)
    private static let measuredConditions: Set<String> = [
        "hyperglycaemia", "hypertension", "high LDL cholesterol", "dyslipidaemia", "high cholesterol",
        "elevated liver enzymes",
    ]

    /// "relaxes the gut wall and eases the cramps", "glues itself to bone and stops it being broken down": between the organ and what
    /// becomes of it stands another verb; "for a nose that is blocked" names what is treated.
    private func isAcrossVerb(_ tokens: Range<Int>, _ reading: Reading) -> Bool {
        if tokens.count > 3,
            barriers(reading).contains(where: {
                $0 > tokens.lowerBound + 1 && $0 < tokens.upperBound - 1 && page.has($0 - 1, .conjunction)
            })
                // "put in the vagina ease dryness"
                || reading.sentence.words.contains(where: {
                    let word = page.words[$0]
                    return word.id < ClaimRules.wordBase && word.tokens.lowerBound > tokens.lowerBound
                        && word.tokens.upperBound < tokens.upperBound
                        && stage.rules.rules[Int(word.id)].predicate == .treats
                        && stage.rules.rules[Int(word.id)].isRelationVerb
                })
        {
            return true
        }
        let head = page.has(tokens.lowerBound - 1, .indefinite) ? tokens.lowerBound - 2 : tokens.lowerBound - 1
        return stream.equals(head, "for") && page.has(tokens, .relative)
    }

    /// "CGRP, a messenger which widens blood vessels": what a molecule does that stands before ", a … which".
    private func isOfMolecule(_ tokens: Range<Int>, _ reading: Reading) -> Bool {
        guard page.has(tokens.lowerBound - 1, .relative) else { return false }
        // "the raw material of a hormone that tightens arteries"
        if stream.equals(tokens.lowerBound - 2, anyOf: Self.messengers), page.has(tokens.lowerBound - 3, .indefinite),
            stream.equals(tokens.lowerBound - 4, "of")
        {
            return true
        }
        for index in (max(reading.sentence.tokens.lowerBound + 1, tokens.lowerBound - 6)..<tokens.lowerBound).reversed()
        where page.has(index, .indefinite) && stream.punctuation(index - 1) == UInt8(ascii: ",") {
            return reading.sentence.concepts.contains {
                page.concepts[$0].tokens.upperBound == index - 1 && objects.accepts(page.concepts[$0], .mechanism)
            }
        }
        return false
    }

    private static let messengers = TokenTable("hormone messenger enzyme protein molecule substance signal peptide")

    /// A condition at the start of the sentence that the verb is of.
    private func isOfCondition(_ verb: Int, _ sentence: ClaimPage.Sentence) -> Bool {
        var end = verb
        while end > sentence.tokens.lowerBound,
            page.has(end - 1, .modal) || isAdverb(end - 1) || stream.equals(end - 1, "itself")
                || stream.equals(end - 1, "also") || stream.equals(end - 1, "alone")
        { end -= 1 }
        return sentence.concepts.contains { index in
            let own = page.concepts[index]
            return own.tokens.upperBound == end && own.tokens.lowerBound - sentence.tokens.lowerBound <= 2
                && !own.isComposite && objects.accepts(own, [.effect, .indication])
        }
    }

    /// "cannot get off it", "could not manage without it": the drug stands in the words themselves.
    private func holdsPronoun(_ mention: ConceptMention) -> Bool {
        mention.tokens.count > 2 && memory.subjects.count == 1 && memory.sentencesSinceDrug <= 2
            && (stream.equals(mention.tokens.upperBound - 1, "it")
                || stream.equals(mention.tokens.upperBound - 1, "them"))
    }

    /// "Hair grows back when methotrexate is stopped": only where the stopping is told.
    private func emitRestored(
        _ own: Target, _ subjects: [ClaimSubject], _ tokens: Range<Int>?, _ reading: Reading
    ) {
        guard memory.hasStopped || page.has(reading.sentence, wordClass: stopClass) else {
            return
        }
        for var drug in subjects where drug.name != own.label {
            drug.isWithdrawal = false
            emit(
                "change.restored", .reversibleAfterStop, drug, subjectTokens: tokens, own, trigger: own.tokens,
                rule: nil, reading)
        }
    }

    /// A result of the study that the text tells, of the drug it is about: "verbal memory scores slipped by 1.3 points".
    private func isResult(_ reading: Reading) -> Bool {
        reading.groups.isEmpty && (memory.isOwn || isOnTopic) && page.has(reading.sentence, .finding)
            && !reading.sentence.words.contains {
                page.words[$0].id < ClaimRules.wordBase
                    && !(stage.rules.rules[Int(page.words[$0].id)].special?.follows ?? false)
            }
    }

    /// "Cholesterol rises in one user out of four", "LDL cholesterol falls by half" where the text is about a cholesterol drug; below a heading
    /// that announces harms, any.
    private func goesOn(_ mention: ConceptMention, _ own: Target, _ reading: Reading) -> Bool {
        guard isAlone(mention.tokens, reading), memory.isOwn || isOnTopic, memory.subjects.count == 1,
            !mention.isRestored,
            !page.has(reading.sentence, .equal),
            !page.has(reading.sentence, .comparator)
                || isAgainstUntreated(behind: mention.tokens.upperBound, reading.sentence.tokens),
            isSubjectPosition(mention.tokens.lowerBound, reading.sentence)
                || isJoined(mention.tokens.lowerBound, reading.sentence)
        else { return false }
        if let eased = easedTarget(own, memory.subjects[0], reading) {
            return isIndicated(memory.subjects[0], eased.label)
        }
        if mention.isDecrease && isIndicated(memory.subjects[0], own.label) { return false }
        return isAmongHarms || (tellsShare(reading.sentence.tokens) && memory.sentencesSinceDrug <= 3)
            || followsOn(reading)
            // "Your ankles may puff up": a guide says what its drug may do.
            || isGuide && isOnTopic && (page.has(mention.tokens, .modal) || isBareHarm(mention, own, reading))
    }

    /// "Everyone's lips crack", "noses bleed": what becomes of bodies on a page that has told what its drug is for, unless a condition opens
    /// the sentence or the change belongs to the illness.
    private func isBareHarm(_ mention: ConceptMention, _ own: Target, _ reading: Reading) -> Bool {
        guard !mention.isDecrease, memory.isOwn,
            !reading.sentence.words.contains(where: { page.words[$0].id == clauseClass }),
            !isAimedAt(own.label, memory.subjects[0]), !isTreatedHere(own.label, by: memory.subjects[0]),
            !reading.sentence.tokens.contains(where: { stream.equals($0, anyOf: Self.supposing) })
        else { return false }
        return claims.contains {
            $0.subject.isSame(as: memory.subjects[0]) && Self.family($0.claim.predicate) != 0
                && Self.family($0.claim.predicate) != 9
        }
    }

    private static let supposing = TokenTable("if when should unless whose who because")

    /// "Testicles shrink and sperm counts fall": another change stands right before "and".
    private func isJoined(_ token: Int, _ sentence: ClaimPage.Sentence) -> Bool {
        var and = token - 1
        if page.has(and, .opener), !page.has(and, .conjunction) { and -= 1 }
        guard page.has(and, .conjunction) else { return false }
        return sentence.concepts.contains {
            page.concepts[$0].tokens.upperBound == and && page.concepts[$0].isComposite
        }
    }

    /// The sentence names no drug and goes on right after harm told of the paragraph's drug ("Less often the gut perforates").
    private func followsHarm(_ effect: Range<Int>, _ reading: Reading) -> Bool {
        guard isAlone(effect, reading), memory.isOwn || isOnTopic, memory.sentencesSinceDrug <= 4,
            let last = claims.last,
            last.claim.segment == reading.segment.id, last.sentence != reading.sentence.tokens
        else { return false }
        return Self.family(last.claim.predicate) == Self.family(.causes)
            && memory.subjects.contains { $0.name == last.subject.name }
    }

    /// The sentence names no drug but one that is part of the effect ("coffee tastes bitter").
    private func isAlone(_ effect: Range<Int>, _ reading: Reading) -> Bool {
        reading.groups.allSatisfy { $0.tokens.overlaps(effect) }
    }

    /// A preposition that ties a drug to what stands before.
    private func follows(_ token: Int) -> Bool { page.has(max(0, token - 3)..<token, .tie) }

    /// The condition that a fall of something measured is good for; nil where it is a harm.
    func easedTarget(_ target: Target, _ drug: ClaimSubject, _ reading: Reading) -> Target? {
        guard let index = target.index, page.concepts[index].isComposite,
            page.concepts[index].isDecrease || target.label == "insomnia"
        else { return nil }
        switch target.label {
        // "keeps me awake until six", of a drug against sleepiness.
        case "insomnia" where isIndicated(drug, "narcolepsy"):
            return Target("narcolepsy", "D009290", target.tokens, index)
        case "high LDL cholesterol", "dyslipidaemia", "uric acid", "glaucoma": return target
        case "hypotension":
            return isWelcome(target.tokens, "hypertension", drug, reading)
                ? Target("hypertension", "D006973", target.tokens, index) : nil
        case "hypoglycaemia":
            return isWelcome(target.tokens, "type 2 diabetes", drug, reading)
                ? Target("hyperglycaemia", "D006943", target.tokens, index) : nil
        default: return nil
        }
    }

    /// What is lowered is a condition, or something measured that is none by itself ("lowers uric acid").
    static func relation(to eased: Target) -> Predicate { eased.label == "uric acid" ? .inhibits : .treats }

    /// "tanked my blood pressure" is no praise; of a drug that has no row, an article's "lowers" is.
    private func isWelcome(_ tokens: Range<Int>, _ condition: String, _ drug: ClaimSubject, _ reading: Reading) -> Bool
    {
        if reading.isComment, condition == "hypertension", isHealthyPressure(behind: tokens.upperBound) { return true }
        if page.has(tokens.lowerBound, .fall) || drug.name.contains(" with ") { return false }
        if isIndicated(drug, condition) { return true }
        return !reading.isComment && !drug.isClass && stage.pharmacology.row(drug.name) == nil
    }

    /// "can be controlled with potassium", "corrected by magnesium": what is given against it.
    private func isRemedy(_ mention: ConceptMention) -> Bool {
        mention.tokens.contains {
            stream.equals($0, anyOf: Self.managed) && (stream.equals($0 + 1, "with") || stream.equals($0 + 1, "by"))
        }
    }

    private static let managed = TokenTable("controlled managed treated corrected")
}
