import Events

/// Questions that a page asks in order to answer them: "Pregnant? Choose something else.", "Puffy ankles? Blame the tablet.",
/// "The downside? A dry mouth.", "How soon does it work? In half an hour."
///
/// Such a question tells nothing by itself; the sentence behind it does.
extension ClaimFinder {
    /// What the question before asks for.
    struct Asked {
        var sentence: ClaimPage.Sentence
        var matter: Matter
    }

    enum Matter {
        /// "Asthma or a fever?": a state, of which the next sentence says what follows.
        case state
        /// "The downside?"
        case harm
        /// "What is it for?"
        case use
        case timing(ClaimRule.Timing)
    }

    /// - Returns: nil for a question that is read as other sentences are.
    func question(_ sentence: ClaimPage.Sentence, _ place: Place) -> Asked? {
        guard sentence.isQuestion, !place.isComment, sentence.tokens.count <= 16 else { return nil }
        let start = sentence.tokens.lowerBound
        if page.has(start, .asking) {
            guard sentence.tokens.count <= 12 else { return nil }
            if stream.equals(start, "how") {
                if stream.equals(start + 1, anyOf: Self.soon) {
                    return Asked(sentence: sentence, matter: .timing(.onset))
                }
                guard stream.equals(start + 1, "long") else { return nil }
                if holds(sentence, Self.lasting) { return Asked(sentence: sentence, matter: .timing(.duration)) }
                return holds(sentence, Self.working) ? Asked(sentence: sentence, matter: .timing(.onset)) : nil
            }
            if stream.equals(start, "what") {
                if announcesHarm(sentence.tokens) || holds(sentence, Self.snags) {
                    return Asked(sentence: sentence, matter: .harm)
                }
                if holds(sentence, Self.purposes) { return Asked(sentence: sentence, matter: .use) }
            }
            return nil
        }
        guard sentence.tokens.count <= 14 else { return nil }
        if sentence.tokens.count <= 8, sentence.concepts.isEmpty,
            announcesHarm(sentence.tokens) || holds(sentence, Self.snags)
        {
            return Asked(sentence: sentence, matter: .harm)
        }
        let isTaking = stream.equals(start, "on") || stream.equals(start, "taking")
        guard sentence.drugs.isEmpty || isTaking || holds(sentence, Self.alreadyTaken) else { return nil }
        // "Are you pregnant?", "Do you have asthma?"
        if stream.equals(start + 1, "you"), stream.equals(start, anyOf: Self.youAsked) {
            return Asked(sentence: sentence, matter: .state)
        }
        let isVerbless = !sentence.tokens.dropFirst().contains { stream.equals($0, anyOf: Self.verbs) }
        if isVerbless, stream.equals(start, anyOf: Self.owning) {
            return Asked(sentence: sentence, matter: .state)
        }
        // "Blood or a fever?": no verb, and no drug that something is asked of.
        guard isVerbless, sentence.drugs.isEmpty, !stream.equals(start, anyOf: Self.verbs),
            !sentence.concepts.isEmpty
                || sentence.tokens.count <= 5 && !stream.equals(start, anyOf: Self.wishing)
        else { return nil }
        return Asked(sentence: sentence, matter: .state)
    }

    /// The effects that the question before names ("Puffy ankles towards evening?").
    func askedEffects() -> [Target] {
        guard let asked, case .state = asked.matter else { return [] }
        return asked.sentence.concepts.filter { objects.accepts(page.concepts[$0], .effect) }.map(target)
    }

    /// "Pregnant, or on blood thinners? Give it a miss.": for whom a medicine is not, one target each; of the question before, else of the
    /// sentence's own condition ("If your kidneys are failing, take neither").
    func refused(_ trigger: Range<Int>, _ reading: Reading) -> [Target] {
        let start = reading.sentence.tokens.lowerBound
        if let asked, case .state = asked.matter, trigger.lowerBound - start <= 6 {
            return states(asked.sentence.tokens, asked.sentence).map { Target("avoid \($0)", nil, trigger, nil) }
        }
        guard stream.equals(start, "if") || stream.equals(start, "when"),
            let comma = Range(from: start + 2, to: min(start + 14, trigger.lowerBound)).first(where: {
                stream.punctuation($0) == UInt8(ascii: ",")
            }), trigger.lowerBound - comma <= 5,
            // "If it has not helped" is no state of somebody's.
            (start..<comma).contains(where: {
                stream.equals($0, anyOf: Self.failing) || stream.equals($0, anyOf: Self.owning)
            }) || reading.sentence.concepts.contains(where: { page.concepts[$0].tokens.upperBound <= comma })
        else { return [] }
        return states(start + 1..<comma, reading.sentence).map { Target("avoid \($0)", nil, trigger, nil) }
    }

    /// The states that a question or condition lists, each with its preposition: "in pregnancy", "(with warfarin)".
    private func states(_ tokens: Range<Int>, _ sentence: ClaimPage.Sentence) -> [String] {
        var states: [String] = []
        var index = tokens.lowerBound
        while index < tokens.upperBound, states.count < 5 {
            while index < tokens.upperBound,
                stream.equals(index, anyOf: Self.beforeState) || stream.tokens[index].isPunctuation
                    || isDeterminer(index)
            { index += 1 }
            let start = index
            while index < tokens.upperBound, !page.has(index, .conjunction),
                !stream.tokens[index].isPunctuation
                    || stream.punctuation(index) == 0x2D
            { index += 1 }
            guard index > start else { continue }
            if let drug = sentence.drugs.first(where: { page.drugs[$0].tokens.overlaps(start..<index) }) {
                states.append("(with \(page.drugs[drug].name))")
                continue
            }
            let named = state(start..<index, sentence)
            let isPast =
                stream.equals(tokens.lowerBound, "had") || stream.equals(tokens.lowerBound + 2, "had")
            states.append("\(isPast ? "after" : isSymptom(start..<index, sentence) ? "with" : "in") \(named)")
        }
        return states
    }

    /// "A fever?": what comes and goes; who has an illness is told by "in".
    private func isSymptom(_ tokens: Range<Int>, _ sentence: ClaimPage.Sentence) -> Bool {
        sentence.concepts.contains {
            let mention = page.concepts[$0]
            return mention.tokens.overlaps(tokens)
                && !stage.concepts.concepts[Int(mention.concept)].kinds.contains(.indication)
        }
    }

    private func state(_ tokens: Range<Int>, _ sentence: ClaimPage.Sentence) -> String {
        var tokens = tokens
        // "a heart attack lately"
        while tokens.count > 1, stream.equals(tokens.upperBound - 1, anyOf: Self.lately) {
            tokens = tokens.lowerBound..<tokens.upperBound - 1
        }
        if stream.tokens[tokens.upperBound - 1].isNumber {
            if stream.equals(tokens.lowerBound, "under") { return "children \(phrase(tokens))" }
            if stream.equals(tokens.lowerBound, "over") { return "people \(phrase(tokens))" }
        }
        let words = phrase(tokens)
        // "your kidneys are failing"
        let isFailing = tokens.contains { stream.equals($0, anyOf: Self.failing) }
        if isFailing, words.contains("kidney") { return "kidney failure" }
        if isFailing, words.contains("liver") { return "liver disease" }
        for index in sentence.concepts where page.concepts[index].tokens == tokens {
            return label(page.concepts[index])
        }
        return Self.circumstance(words)
    }

    /// An answer that is no sentence of its own: the effects, the conditions or the time that it names.
    func readAnswer(_ reading: Reading, used: inout UsedConcepts) {
        guard let asked, !reading.sentence.isQuestion, memory.subjects.count == 1,
            reading.groups.isEmpty
                || reading.groups.allSatisfy({ $0.tokens.lowerBound > reading.sentence.tokens.lowerBound + 3 }),
            claims.last?.sentence != reading.sentence.tokens
        else { return }
        let own = memory.subjects[0]
        let trigger = reading.sentence.tokens.lowerBound..<reading.sentence.tokens.lowerBound + 1
        func tell(_ predicate: Predicate, _ target: Target) {
            emit("asked.answer", predicate, own, subjectTokens: nil, target, trigger: trigger, rule: nil, reading)
        }
        switch asked.matter {
        case .state: return
        case .timing(let kind):
            guard let target = timedAnswer(kind, reading.sentence, reading) else { return }
            tell(.hasProperty, target)
        case .harm, .use:
            let isHarm = if case .harm = asked.matter { true } else { false }
            guard !reading.sentence.tokens.prefix(12).contains(where: { stream.equals($0, anyOf: Self.finite) })
            else { return }
            for index in reading.sentence.concepts where !used.contains(index) {
                guard objects.accepts(page.concepts[index], isHarm ? .effect : [.effect, .indication]) else { continue }
                let target = target(index)
                if isHarm, isCondition(target, of: own) || target.label == "adverse effect" { continue }
                tell(isHarm ? .causes : .treats, target)
                used.insert(index)
            }
        }
    }

    /// "A mild steroid for insect bites and eczema.": a shelf label, which says what the page's drug is and what for, without a verb.
    ///
    /// - Returns: where the words for what it is end; the class that they name is not what the page goes on about.
    func readLabel(_ reading: Reading, used: inout UsedConcepts) -> Int? {
        let start = reading.sentence.tokens.lowerBound
        guard page.has(start, .indefinite) || stream.equals(start, "our") || stream.equals(start, "another"),
            reading.segment.kind != .title, memory.subjects.count == 1, isOnTopic || memory.isOwn,
            !reading.sentence.isQuestion
        else { return nil }
        let own = memory.subjects[0]
        for role in roles(after: start, reading).prefix(1) {
            let end = role.tokens.upperBound
            guard
                end >= reading.sentence.tokens.upperBound || stream.tokens[end].isPunctuation
                    || stream.equals(end, anyOf: Self.behindLabel),
                role.label != own.name,
                // "A cohort study linked omeprazole to dementia" has a verb and a drug of its own.
                !reading.groups.contains(where: {
                    $0.tokens.overlaps(role.tokens) && !$0.subjects.allSatisfy(\.isClass)
                }),
                reading.groups.allSatisfy({ $0.tokens.lowerBound < end || $0.tokens.lowerBound > end + 4 }),
                // "A steroid for eczema is often the next step" has a verb.
                !isFollowedByVerb(end, reading)
            else { return nil }
            emit("label.is", .isA, own, subjectTokens: nil, role, trigger: role.tokens, rule: nil, reading)
            guard stream.equals(end, "for") || stream.equals(end, "against") || stream.equals(end, "to")
            else { return end }
            for index in objects.right(
                of: end + 1, within: 5, kinds: [.effect, .indication], page, reading.sentence)
            {
                emit(
                    "label.for", .treats, own, subjectTokens: nil, target(index), trigger: start..<end + 1, rule: nil,
                    reading)
                used.insert(index)
            }
            return end
        }
        return nil
    }

    private func isFollowedByVerb(_ end: Int, _ reading: Reading) -> Bool {
        for index in Range(from: end, to: min(end + 14, reading.sentence.tokens.upperBound)) {
            if page.has(index, .relative) || stream.punctuation(index) == UInt8(ascii: ",")
                || stream.punctuation(index) == UInt8(ascii: ";")
            {
                return false
            }
            if stream.equals(index, anyOf: Self.finite) { return true }
        }
        return false
    }

    /// "Swallow it at bedtime, never before take-off", "use it nightly at first, then twice a week": the advice goes on without its verb.
    func ellipticAdvice(_ trigger: Range<Int>, _ reading: Reading) -> Target? {
        guard let last = claims.last, last.sentence == reading.sentence.tokens, last.claim.predicate == .practice,
            last.tokens.upperBound <= trigger.lowerBound, trigger.lowerBound - last.tokens.upperBound <= 12,
            let verb = last.claim.object.split(separator: " ").first, verb != "do", verb != "never",
            stream.tokens[trigger.lowerBound - 1].isPunctuation || page.has(trigger.lowerBound - 1, .conjunction)
        else { return nil }
        let isNegated = trigger.contains { page.has($0, .negative) }
        var next = trigger.lowerBound
        while next < trigger.upperBound, page.has(next, [.negative, .conjunction]) || stream.equals(next, "then") {
            next += 1
        }
        let tail = tail(after: next, reading, keepsDrug: true)
        guard !tail.text.isEmpty else { return nil }
        let base = verb == "avoid" ? (isNegated ? "use" : "avoid") : String(verb)
        return Target(
            isNegated ? "do not \(base) \(tail.text)" : "\(base) \(tail.text)", nil, trigger.lowerBound..<tail.end, nil)
    }

    private func holds(_ sentence: ClaimPage.Sentence, _ words: TokenTable) -> Bool {
        sentence.tokens.contains { stream.equals($0, anyOf: words) }
    }

    private static let soon = TokenTable("soon fast quickly")
    private static let lasting = TokenTable("last lasts lasting wear wears")
    private static let working = TokenTable("work works working kick effect notice feel")
    private static let snags = TokenTable(
        "snag snags catch price trade-off downer bad grumbles niggles nuisance nuisances")
    private static let purposes = TokenTable("for treat treats help helps")
    private static let owning = TokenTable(
        "had got on taking using pregnant breastfeeding breast-feeding nursing allergic prone suffering asthmatic diabetic over under expecting"
    )
    private static let youAsked = TokenTable("are do have")
    private static let wishing = TokenTable(
        "want fancy need like looking ready sure sounds sound really so right why and or but what no yes the")
    private static let alreadyTaken = TokenTable("on taking using")
    private static let verbs = TokenTable(
        "is are was were do does did can could will would should must may might says said means makes causes takes it you they i we he she"
    )
    private static let finite = TokenTable(
        "\(AuxiliaryVerbs.finite) \(AuxiliaryVerbs.future) \(AuxiliaryVerbs.duty) says said means makes causes takes"
    )
    private static let beforeState = TokenTable(
        "had got have has on taking using with are you do suffer suffering from if when your prone to or and a an any recently ever in"
    )
    private static let lately = TokenTable("lately recently before already too ever")
    private static let failing = TokenTable("failing weak poor bad impaired struggling damaged fail")
    private static let behindLabel = TokenTable("for against to that which with used sold taken from made of")
}
