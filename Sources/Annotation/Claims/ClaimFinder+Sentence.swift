import Events

/// The way through one sentence: its drugs, the rules that fire in it, the readers behind them, and what it leaves to the next.
extension ClaimFinder {
    func read(
        _ sentence: ClaimPage.Sentence, _ place: Place, _ grounds: inout GroundReader
    ) {
        let segment = place.segment
        let isComment = place.isComment
        let ground = grounds.read(sentence, segment, page)
        if segment.tier == .primary {
            // What one section was ("Introduction") says nothing of the next.
            if segment.kind == .heading { part = .unknown }
            section(of: sentence)
        }
        let words = page.words
        // Nothing named and nothing referred to: no claim.
        if sentence.concepts.isEmpty, sentence.drugs.isEmpty, asked == nil,
            !isUnsuitableSection, !listsUnsuitable,
            !sentence.words.contains(where: { words[$0].id < ClaimRules.wordBase })
        {
            return
        }
        let isTitle = segment.kind == .title || segment.kind == .dek
        var groups = subjects.groups(
            page, sentence, spoken: isTitle ? topic : memory.subjects, recent: memory.recent,
            setting: SubjectReader.Setting(
                isComment: isComment, isTitle: isTitle,
                isLead: !isComment && !memory.isOwn && isOnTopic))
        if !isComment, let own = ownProduct(sentence) {
            groups.drop { $0.tokens.overlaps(own.tokens) }
            groups.insert(own, at: groups.firstIndex { $0.tokens.lowerBound > own.tokens.lowerBound } ?? groups.count)
        }
        let changes = isComment && settleChange(sentence, &groups)
        if !changes, tellsStopping(sentence) {
            if !memory.hasStopped { memory.stoppedIn = sentence.tokens.lowerBound }
            memory.hasStopped = true
        }
        let spokenBefore = memory.subjects
        memory.isOnStopping =
            !isComment
            && (groups.isEmpty && (memory.isOnStopping || meansStopping(sentence)) || opensWithStopping(sentence))
        var used = UsedConcepts(sentence)
        var reading = Reading(
            sentence: sentence, place: place, groups: groups, ground: ground)
        let label = isComment ? nil : readLabel(reading, used: &used)
        if let label {
            // "A painkiller that also calms inflammation": the page's drug does.
            reading = Reading(
                sentence: sentence, place: place, groups: groups.filter { $0.tokens.lowerBound >= label },
                ground: ground)
        }
        let (rules, gates) = (stage.rules.rules, stage.rules.gates)
        let places = RuleGate.places(isComment: isComment, isBlog: isBlog, isPrimary: segment.tier == .primary)
        for index in sentence.words where words[index].id < ClaimRules.wordBase {
            let id = Int(words[index].id)
            guard gates[id].isOpen(places, classes: sentence.classes) else { continue }
            fire(rules[id], words[index].tokens, reading, used: &used)
        }
        readInner(reading, places, used: &used)
        readAppositions(reading)
        readCounts(reading, used: &used)
        if !isComment, groups.isEmpty { readLifting(reading, used: &used) }
        if isComment {
            readMeasuredFall(reading, used: &used)
            if !groups.isEmpty { readBlame(reading) }
        }
        readAppraisals(reading)
        readComposites(reading, used: &used)
        if isComment || (isBlog && segment.kind == .body) { readPlainEffects(reading, used: &used) }
        readShortAnswer(reading)
        readRetraction(reading)
        if !isComment {
            if isUnsuitableSection || listsUnsuitable { readUnsuitable(reading, used: &used) }
            readArms(reading)
            readSpared(reading)
            if asked != nil { readAnswer(reading, used: &used) }
            readImplied(reading, used: &used)
            readGapped(reading)
            readBenefits(reading)
            readDoseSteps(reading)
            readEchoes(reading)
            readFronted(reading)
            dropAlarms(reading)
        }
        memory.bothMeant = bothMeant(groups, sentence)
        if let group = groups.last, label == nil {
            memory.subjects = spokenBefore
            memory.subjects = changes ? spokenBefore : sentenceTopic(groups, group, sentence)
            memory.isOwn = true
            memory.sentencesSinceDrug = 0
            // "Came off it, now on Zoloft": what is told next comes of no stopping.
            if isComment, memory.hasStopped, groups.contains(where: { isTakenNow($0.tokens, sentence) }) {
                memory.hasStopped = false
            }
            remember(groups, sentence)
            if !isComment { notePatient(groups, sentence) }
        }
        memory.endsOnDrug = endsOnDrug(groups, sentence)
        if memory.subjects.count == 1, !memory.subjects[0].isPlural {
            memory.noteSingle()
        }
        noteEffects(sentence)
    }

    /// Keeps the condition and the effects that a sentence names.
    func noteEffects(_ sentence: ClaimPage.Sentence) {
        noteCondition(sentence)
        for index in sentence.concepts {
            let mention = page.concepts[index]
            guard objects.accepts(mention, [.effect]), !mention.isPopulation else { continue }
            let concept = stage.concepts.concepts[Int(mention.concept)]
            if memory.objects.isEmpty { memory.objects.reserveCapacity(9) }
            if memory.objects.count > 8 { memory.objects.removeFirst() }
            memory.objects.append(SpokenObject(label: label(mention), mesh: concept.mesh, tokens: mention.tokens))
        }
    }

    /// Where other relations' verbs stand: a negation before one does not reach behind it.
    func barriers(_ reading: Reading) -> [Int] {
        if let known = reading.barriers { return known }
        var starts: [Int] = []
        let words = page.words
        for index in reading.sentence.words where stage.rules.isBarrier(words[index].id) {
            if starts.isEmpty { starts.reserveCapacity(8) }
            starts.append(words[index].tokens.lowerBound)
        }
        if reading.isComment { starts += plainBarriers(reading) }
        reading.barriers = starts
        return starts
    }
}
