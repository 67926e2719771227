import Events

/// Effects that comments tell without a verb of causing: the drug that they come of, and whether they are eased, unchanged or why it is taken.
extension ClaimFinder {
    /// Effects that a comment tells without a verb of causing: "dry mouth 24/7", "no headaches at all".
    func readPlainEffects(_ reading: Reading, used: inout UsedConcepts) {
        let sentence = reading.sentence
        if memory.isUntaken || isOfDoingWithout(sentence) { return }
        // "dizziness to the point that I was worried about driving": what stands before the fear is told.
        let fear =
            page.has(sentence, wordClass: fearClass)
            ? sentence.words.first { page.words[$0].id == fearClass }.map { page.words[$0].tokens.lowerBound } : nil
        // A general statement about a condition is not somebody's experience.
        let isList = isSymptomList(reading)
        guard isList || isTold(reading) else { return }
        for index in sentence.concepts
        where !used.contains(index) || sentence.isToldToBegin(page.concepts[index].tokens, stream) {
            let mention = page.concepts[index]
            if let fear, mention.tokens.lowerBound >= fear || fear - sentence.tokens.lowerBound < 4 { break }
            // "no jet lag": a condition that no drug makes is told only where it went.
            guard
                objects.accepts(mention, .effect)
                    || objects.accepts(mention, .indication) && isEased(mention.tokens, sentence)
            else { continue }
            let own = target(index)
            if own.label == "withdrawal syndrome" || own.label == "adverse effect" || own.label == "smoking" {
                continue
            }
            if isNoEvent(mention.tokens, sentence) || isLongStanding(mention, reading) { continue }
            var subject: (subjects: [ClaimSubject], tokens: Range<Int>?)?
            if let left = subjects.left(
                of: mention.tokens.lowerBound, groups: reading.groups, spoken: spoken(reading), page, sentence)
            {
                subject = (workedOn(left.tokens, sentence).map { [$0] } ?? left.subjects, left.tokens)
            } else if let right = subjects.right(of: mention.tokens.upperBound, groups: reading.groups, within: 12) {
                subject = (right.subjects, right.tokens)
            } else if !memory.subjects.isEmpty {
                subject = (memory.subjects, nil)
            }
            guard var subject else { continue }
            if sentence.isQuestion, reading.groups.isEmpty { continue }
            if subject.tokens == nil, isToldBeforeDrug(reading) { continue }
            guard isNear(subject, reading, isList: isList) else { continue }
            let isEnded = isNoLonger(mention.tokens, sentence) || isNoMore(mention, own.label)
            let isGone = isGone(behind: mention.tokens.upperBound, sentence)
            let isEased = isEnded || isGone || isEased(mention.tokens, sentence)
            if !isEased, stage.concepts.concepts[Int(mention.concept)].kinds.contains(.illness),
                !isTiedToTaking(behind: mention.tokens.upperBound, sentence)
            {
                continue
            }
            // "18 migraine days to 4" below an article on migraine.
            if !isEased, mention.concept == mainCondition { continue }
            if memory.hasStopped,
                subject.tokens == nil || tellsStopping(sentence), !isWhyStopped(mention.tokens, sentence),
                !(subject.tokens.map { isTakenNow($0, sentence) } ?? false),
                !sentence.isToldToBegin(mention.tokens, stream)
            {
                for position in subject.subjects.indices { subject.subjects[position].isWithdrawal = true }
            }
            let isSame = !isEased && !memory.hasStopped && isUnchanged(mention.tokens.upperBound, sentence)
            for var drug in subject.subjects where drug.name != own.label {
                // "Quit lisinopril because I got a cough": what it did while it was taken.
                if drug.isWithdrawal, isWhyStopped(mention.tokens, sentence) { drug.isWithdrawal = false }
                if isSame, claimed(own.label, reading) == nil,
                    stage.concepts.concepts[Int(mention.concept)].kinds.contains(.indication)
                {
                    emit(
                        "comment.same", .treats, drug, subjectTokens: subject.tokens, own, trigger: mention.tokens,
                        rule: nil, reading, denied: true)
                    continue
                }
                if isEased, claimed(own.label, reading) == nil {
                    if !memory.hasStopped, !sentence.isQuestion,
                        stage.concepts.concepts[Int(mention.concept)].kinds.contains(.indication)
                            || isComplaint(own.label, ended: isEnded || isGone) && !isBlamed(own.label)
                    {
                        emit(
                            "comment.better", .treats, drug, subjectTokens: subject.tokens, own,
                            trigger: mention.tokens, rule: nil, reading, relief: true)
                    }
                    continue
                }
                if isReasonDenied(drug, own, reading) {
                    emit(
                        "comment.relief", .treats, drug, subjectTokens: subject.tokens, own, trigger: mention.tokens,
                        rule: nil, reading, relief: true)
                    continue
                }
                // "I'm not dopey any more": it was, and is not a thing that never came.
                if isEnded { continue }
                if isKnownReason(drug, own.label) {
                    let verdict = stage.context.verdict(
                        on: own.tokens, sentence: sentence.tokens, cues: page.cues[sentence.cues], stream: stream,
                        barriers: barriers(reading))
                    // "zero heartburn" on a heartburn pill is its benefit.
                    if verdict.isNegated, !sentence.isQuestion {
                        // "no weight loss": what it is taken for, and not what against.
                        let isWanted = own.label == "weight loss"
                        emit(
                            "comment.relief", .treats, drug, subjectTokens: subject.tokens, own,
                            trigger: mention.tokens, rule: nil, reading, relief: !isWanted, denied: isWanted)
                    }
                    continue
                }
                // "Quit it and had a seizure": what the stopping did.
                if !drug.isWithdrawal, isUsualComplaint(drug, own.label, mention.tokens, sentence) { continue }
                emit(
                    "comment.effect", .causes, drug, subjectTokens: subject.tokens, own, trigger: mention.tokens,
                    rule: nil, reading)
            }
        }
    }

    /// "panic attacks come just as often", "the pain is still there", "itching as bad as ever": the drug did nothing for it.
    private func isUnchanged(_ end: Int, _ sentence: ClaimPage.Sentence) -> Bool {
        for index in Range(from: end, to: min(sentence.tokens.upperBound, end + 6)) {
            if stream.tokens[index].isPunctuation || page.has(index, .clauseStart) { return false }
            if stream.equals(index, anyOf: Self.unchanged) { return true }
            if stream.equals(index, "as"), stream.equals(index + 1, anyOf: Self.asEver) {
                return stream.equals(index - 1, "just") || stream.equals(index + 2, "as")
            }
            if stream.equals(index, "no"), stream.equals(index + 1, "better") { return true }
            if stream.equals(index, "still"), stream.equals(index + 1, "there") { return true }
        }
        return false
    }

    private static let unchanged = TokenTable("unchanged unaffected untouched same")
    private static let asEver = TokenTable("often bad frequent frequently strong severe before much intense")

    private func isKnownReason(_ drug: ClaimSubject, _ label: String) -> Bool {
        stage.pharmacology.isIndicated(drug.name, for: label)
    }

    /// "the pain is 70% better", "less anxiety", "my headaches dropped": a complaint that eases.
    func isEased(_ tokens: Range<Int>, _ sentence: ClaimPage.Sentence) -> Bool {
        for back in 1...2 {
            if stream.tokens[max(0, tokens.lowerBound - back)].isPunctuation { break }
            // "the tightness is less but panic attacks …"
            if page.has(tokens.lowerBound - back, .clauseStart) { break }
            guard page.has(tokens.lowerBound - back, .better) else { continue }
            if !page.has(tokens.lowerBound - back, .worse) { return true }
        }
        var index = tokens.upperBound
        while index < min(sentence.tokens.upperBound, tokens.upperBound + 6) {
            if page.has(index, .worse) { return false }
            if page.has(index, .better) { return true }
            if page.has(index, .clauseStart) || stream.punctuation(index) == UInt8(ascii: ",")
                || stream.punctuation(index) == UInt8(ascii: ":")
                || stream.punctuation(index) == UInt8(ascii: ";")
            {
                return false
            }
            index += 1
        }
        return false
    }

    /// Whether an effect may be told of a drug that its own sentence does not name: the drug was named shortly before and, in a long
    /// comment or of a whole class, the sentence speaks of a person or is a mere fragment ("Night terrors every night.").
    private func isNear(
        _ subject: (subjects: [ClaimSubject], tokens: Range<Int>?), _ reading: Reading, isList: Bool
    ) -> Bool {
        if subject.tokens != nil { return true }
        let isLong = reading.segment.range.count >= 700
        if isLong, memory.sentencesSinceDrug > 3,
            !reading.isComment || !isOfThread(subject.subjects) || namesOthers(than: subject.subjects, reading.place)
        {
            return false
        }
        guard isLong || subject.subjects.contains(where: \.isClass) else { return true }
        if isList || reading.sentence.tokens.count <= 12 { return true }
        return reading.sentence.evidence.contains {
            page.evidence[$0].word.isPatient
        }
    }

    /// Whether the page is about the one drug ("Reviews of duloxetine"): its comments come back to it without its name.
    func isOfThread(_ subjects: [ClaimSubject]) -> Bool {
        // A class of vaccines is one product to those who had it.
        topic.count == 1 && (!topic[0].isClass || topic[0].name.hasSuffix(" vaccine"))
            && subjects.allSatisfy { $0.name == topic[0].name }
    }

    /// Whether a segment speaks of drugs besides the ones that an effect would be told of.
    private func namesOthers(than subjects: [ClaimSubject], _ place: Place) -> Bool {
        ClaimPage.slice(page.drugs, place.tokens, { $0.tokens.lowerBound }).contains { index in
            let drug = page.drugs[index]
            return !subjects.contains { $0.name == drug.name || $0.classes.contains(drug.name) }
        }
    }

    /// Whether somebody's own or seen experience is told: the segment speaks in the first person or of a relative, or names a dose.
    private func isTold(_ reading: Reading) -> Bool {
        memory.people.isTold || (reading.segment.range.count < 200 && (memory.isOwn || !reading.groups.isEmpty))
            || reading.isComment && isOfThread(memory.subjects) && tellsWithoutPerson(reading.sentence)
            || opensWithEffect(reading)
    }
}
