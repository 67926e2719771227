import Events

/// One article's claim reading: goes through the segments, keeps what was spoken of, and collects claims.
///
/// An object of one reading, not a value: a struct of this size is copied for every call of a method that does not change it.
final class ClaimFinder {
    let stage: ClaimStage
    let segments: [Segment]
    /// The article's bytes.
    let text: [UInt8]
    let page: ClaimPage
    /// The page's tokens, held here as well: what is asked through the page counts references to all of their parts.
    let stream: TokenStream
    let objects: ObjectReader
    /// In text order.
    let inner: [InnerPhrase]
    /// The first of them that no sentence has looked at.
    var nextInner = 0
    var claims: [Draft] = []

    /// A claim before ids and checks; an object, since most readers look back at claims, and a copy would count references to all their parts.
    final class Draft {
        var claim: Claim
        let tokens: Range<Int>
        let subject: ClaimSubject
        let objectTokens: Range<Int>
        let sentence: Range<Int>

        init(
            claim: Claim, tokens: Range<Int>, subject: ClaimSubject, objectTokens: Range<Int>, sentence: Range<Int>
        ) {
            (self.tokens, self.subject, self.objectTokens, self.sentence) = (tokens, subject, objectTokens, sentence)
            self.claim = claim
        }
    }

    /// The class of alcohol, cocaine and the like.
    static let recreational = "recreational substance"

    /// A part of an abstract.
    enum Part { case unknown, background, result }

    var part = Part.unknown
    var memory = Memory()
    let about: ArticleTopic
    /// The drugs that the latest heading names: what the text below it is about.
    var section: [ClaimSubject] = []
    /// How many claims stood before the last heading or question that names an effect.
    var sectionClaims = 0
    /// The latest heading announces harms ("Side effects", "What are the risks?").
    var isHarmSection = false
    /// The latest heading asks for whom the drug is not ("Who should not take it?").
    var isUnsuitableSection = false
    /// So does the paragraph above a list ("Do not take it if you:").
    var listsUnsuitable = false
    /// Whether a share of people is told in the range that was asked for last.
    var lastShare: (range: Range<Int>, isTold: Bool) = (0..<0, false)
    /// The question right before the sentence being read, where the text asks in order to answer.
    var asked: Asked?
    /// The segment being read is a comment, or the article its writer's own story.
    var isInComment = false
    /// The drugs last spoken of in each comment, by segment id.
    var threadTopics: [String: [ClaimSubject]] = [:]

    init(stage: ClaimStage, article: borrowing Article, page: ClaimPage, inner: [InnerPhrase]) {
        self.stage = stage
        self.inner = inner
        segments = article.segments
        text = article.text
        self.page = page
        stream = page.stream
        objects = stage.objects
        about = ArticleTopic(article, page, stage)
    }

    var subjects: SubjectReader { stage.subjects }
    var stopClass: Int32 { stage.classes.stop }
    var clauseClass: Int32 { stage.classes.clause }
    var fearClass: Int32 { stage.classes.fear }
    var anaphorClass: Int32 { stage.classes.anaphor }
    var quotativeClass: Int32 { stage.classes.quotative }

    func read() {
        var grounds = GroundReader()
        for index in segments.indices {
            let segment = segments[index]
            let tokens = page.segments[index]
            if segment.kind == .heading || segment.kind == .question {
                // "Is it better than zolpidem?" goes on about the drug spoken of.
                section = refersToDrug(tokens) && (segment.kind == .question || isOfOther(tokens)) ? [] : named(tokens)
                // "Why have I been given an antidepressant?" on a page about amitriptyline
                if section.count == 1, section[0].isClass, let main = topic.first, isOnTopic, isGuide,
                    main.classes.contains(section[0].name)
                {
                    section = topic
                }
                // What "the usual culprit" is of is not told under another heading.
                if holdsEffect(tokens) { sectionClaims = claims.count }
                isHarmSection = announcesHarm(tokens)
                isUnsuitableSection = isUnsuitableHead(tokens)
                listsUnsuitable = false
            }
            switch segment.kind {
            case .byline, .sourceLine, .relatedLink, .boilerplate, .reference: continue
            case .question where segment.tier != .user:
                if let last = page.sentences(in: tokens).last {
                    asked = question(last, Place(segment: segment, isComment: false, tokens: tokens))
                }
                continue
            default: break
            }
            read(Place(segment: segment, isComment: Self.isComment(segment), tokens: tokens), &grounds)
            if let last = tokens.last, stream.punctuation(last) == UInt8(ascii: ":") {
                listsUnsuitable = page.sentences(in: tokens).last.map { isUnsuitableHead($0.tokens) } ?? false
            } else if segment.kind != .listItem, tokens.count > 16 {
                listsUnsuitable = false
            }
        }
    }

    private func read(_ place: Place, _ grounds: inout GroundReader) {
        let segment = place.segment
        let isComment = place.isComment
        let before = memory
        memory = Memory()
        isInComment = isComment || isBlog
        memory.people = people(place)
        if isComment {
            memory.isJoke = laughs(segment)
            memory.isUntaken = ClaimPage.slice(page.words, place.tokens, { $0.tokens.lowerBound }).contains {
                page.words[$0].id == stage.classes.untaken
            }
        }
        if isComment {
            memory.subjects = segment.parent.flatMap { threadTopics[$0] } ?? topic
        } else if segment.kind != .title {
            // In a text on several drugs a paragraph goes on with the one of the paragraph before.
            let goesOn =
                isOnTopic
                ? topic : isAboutDrugs && before.isArticle ? carriedOn(from: before) : about.isTitled ? topic : []
            memory.subjects = section.isEmpty ? isNamedLater(goesOn, behind: place) ? [] : goesOn : section
            memory.isOwn = !section.isEmpty
            memory.recent = before.recent
            memory.classes = before.classes
            memory.isArticle = segment.kind != .heading && segment.kind != .dek
            memory.patient = before.patient
        }
        if memory.subjects.count == 1, !memory.subjects[0].isPlural { memory.single = memory.subjects[0] }
        let inherited = memory.subjects
        let asks =
            segment.kind == .title || segment.kind == .heading || segment.kind == .dek || segment.kind == .question
        for sentence in page.sentences(in: place.tokens) {
            if let question = question(sentence, place) {
                asked = question
                noteEffects(sentence)
                continue
            }
            if asks, sentence.isQuestion { continue }
            // "Who should keep away from it?" in an article asks for what the text goes on to say.
            if !isComment, sentence.isQuestion, page.has(sentence.tokens.lowerBound, .asking) { continue }
            if isQuoted(sentence, segment) || (isComment && isQuotation(sentence)) { continue }
            if isComment, memory.isJoke, !memory.isOwn, sentence.drugs.isEmpty { continue }
            if !isComment, isPutUp(sentence) { continue }
            memory.sentencesSinceDrug += 1
            // "Some blood pressure pills push the level up. Anyone with diarrhoea should skip a dose.", in a text on lithium.
            if !isComment, about.isTitled, sentence.drugs.isEmpty, memory.subjects.count == 1,
                isInPassing(memory.subjects[0]), !sentence.words.contains(where: { page.words[$0].id == anaphorClass })
            {
                memory.subjects = topic
            }
            if !isAboutDrugs, memory.sentencesSinceDrug > (isComment ? 3 : 2) { forgetDrugs() }
            if !isComment, memory.isOnOther, goesOnAboutOther(sentence) {
                let spoken = memory.subjects
                memory.subjects = []
                read(sentence, place, &grounds)
                if memory.subjects.isEmpty { memory.subjects = spoken }
            } else {
                read(sentence, place, &grounds)
                memory.isOnOther = !isComment && definesOther(sentence)
            }
            asked = nil
        }
        if isComment {
            // "X is a steroid. All steroids do that.": the answer is about X.
            let own = memory.main.map { [$0] } ?? memory.subjects
            threadTopics[segment.id] = own.isEmpty ? inherited : own
        }
    }

    /// On a page about something else only the sentences next to a drug's name are taken to go on about it.
    private func forgetDrugs() {
        memory.subjects = []
        memory.single = nil
        memory.recent = []
        memory.tally = []
        memory.isOwn = false
    }

    private func holdsEffect(_ tokens: Range<Int>) -> Bool {
        ClaimPage.slice(page.concepts, tokens, { $0.tokens.lowerBound }).contains {
            objects.accepts(page.concepts[$0], .effect)
        }
    }

    private func refersToDrug(_ tokens: Range<Int>) -> Bool {
        for index in tokens.prefix(6) where stream.equals(index, "it") || stream.equals(index, "they") {
            return true
        }
        return false
    }

    /// "Antibiotics make it worse" above a paragraph of a text on glipizide: "it" is what the text is about.
    private func isOfOther(_ heading: Range<Int>) -> Bool {
        guard let main = topic.first, let own = named(heading).first, main.name != own.name,
            !main.classes.contains(own.name), !own.classes.contains(main.name), weight(of: own) < weight(of: main),
            let first = ClaimPage.slice(page.drugs, heading, { $0.tokens.lowerBound }).first
        else { return false }
        // The drug opens it, a verb follows, and then "it".
        let drug = page.drugs[first].tokens
        return drug.lowerBound - heading.lowerBound <= 1
            && (1...2).contains {
                stream.equals(drug.upperBound + $0, "it") || stream.equals(drug.upperBound + $0, "them")
            }
    }

    /// The drugs that a heading names, two at most: a list of many is no topic.
    private func named(_ tokens: Range<Int>) -> [ClaimSubject] {
        var found: [ClaimSubject] = []
        for index in ClaimPage.slice(page.drugs, tokens, { $0.tokens.lowerBound }) {
            let drug = page.drugs[index]
            if found.contains(where: { $0.name == drug.name }) { continue }
            found.append(ClaimSubject(drug))
        }
        return found.count > 2 ? [] : found
    }

    func announcesHarm(_ heading: Range<Int>) -> Bool {
        heading.contains { Self.harmWords.contains(stream.tokens[$0].hash) }
    }

    private static let harmWords = TokenTable(
        "risk risks side harm harms harmful danger dangers dangerous drawback drawbacks downside downsides adverse unwanted "
            + "complication complications toxicity complaints wrong safe safety tolerability hazards")

    private func people(_ place: Place) -> People {
        var people = People()
        for index in ClaimPage.slice(page.evidence, place.tokens, { $0.tokens.lowerBound })
        where !stream.isOnlyOwner(page.evidence[index].tokens) {
            switch page.evidence[index].word {
            case .expert: people.isExpert = true
            case .selfReport: people.isTold = true
            case .family:
                people.isTold = true
                if people.first == nil { people.first = .anecdoteFamily }
            case .other:
                people.isTold = true
                if people.first == nil { people.first = .anecdoteOther }
            case .design, .hint, .study, .review, .turn, .past, .human, .act, .speech, .company, .species, .doctor,
                .story, .body:
                continue
            }
        }
        if let author = place.segment.author, experts.contains(author) { people.isExpert = true }
        return people
    }

    /// Text that a comment quotes is no statement of its own.
    private func isQuoted(_ sentence: ClaimPage.Sentence, _ segment: Segment) -> Bool {
        guard !segment.quotes.isEmpty else { return false }
        let start = stream.start(sentence.tokens.lowerBound)
        return segment.quotes.contains { $0.range?.contains(start) ?? false }
    }

    // MARK: One sentence

    private func read(
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
        memory.isOnStopping = !isComment && (groups.isEmpty && memory.isOnStopping || opensWithStopping(sentence))
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
    private func noteEffects(_ sentence: ClaimPage.Sentence) {
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

    /// A segment that is read, shared by its sentences.
    final class Place {
        let segment: Segment
        let isComment: Bool
        let tokens: Range<Int>

        init(segment: Segment, isComment: Bool, tokens: Range<Int>) {
            (self.segment, self.isComment, self.tokens) = (segment, isComment, tokens)
        }
    }

    /// A sentence with what was found in it; shared, since every function is handed it.
    final class Reading {
        let sentence: ClaimPage.Sentence
        let place: Place
        let groups: [DrugGroup]
        let ground: Ground
        /// Where other relations' verbs stand, once a claim asks for them.
        var barriers: [Int]?
        /// Who is meant by its claims, once it is read in full.
        var population: String?
        /// The ground holds what claims alone ask for.
        var isReadInFull = false

        var segment: Segment { place.segment }
        var isComment: Bool { place.isComment }

        init(sentence: ClaimPage.Sentence, place: Place, groups: [DrugGroup], ground: Ground) {
            (self.sentence, self.place, self.groups, self.ground) = (sentence, place, groups, ground)
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
