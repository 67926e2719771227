import Events

/// The way through an article's segments: what a heading, a paragraph or a comment is about before its sentences are read.
extension ClaimFinder {
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
                listsHarm = false
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
            if segment.kind != .listItem { listsHarm = false }
            read(Place(segment: segment, isComment: Self.isComment(segment), tokens: tokens), &grounds)
            if let last = tokens.last, stream.punctuation(last) == UInt8(ascii: ":") {
                let lead = page.sentences(in: tokens).last?.tokens ?? tokens
                listsUnsuitable = isUnsuitableHead(lead)
                listsHarm = announcesHarm(lead) || Self.isAlarmLead(lead, stream)
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
}
