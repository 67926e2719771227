import Events

/// How posts are written that nobody edits: fragments without a person or a verb, clauses run together by commas and "and".
extension ClaimFinder {
    /// "Terrible cough since starting this.", "Some nausea the first week but nothing major": a sentence of a comment below a page on one drug
    /// that begins with an effect, and says nothing general of it ("Nausea is common on these").
    func opensWithEffect(_ reading: Reading) -> Bool {
        let sentence = reading.sentence
        guard reading.isComment, !sentence.isQuestion, reading.groups.isEmpty, isOfThread(memory.subjects),
            let first = sentence.concepts.first(where: { objects.accepts(page.concepts[$0], .effect) })
        else { return false }
        let effect = page.concepts[first].tokens
        // "Tumors, that was in rats": an illness is told with more words.
        if stage.concepts.concepts[Int(page.concepts[first].concept)].kinds.contains(.illness) { return false }
        guard effect.lowerBound - sentence.tokens.lowerBound <= Self.opening,
            let words = plainWords(sentence.tokens.lowerBound..<max(sentence.tokens.lowerBound, effect.lowerBound)),
            words <= 3,
            !(sentence.tokens.lowerBound..<max(sentence.tokens.lowerBound, effect.lowerBound)).contains(where: {
                stream.equals($0, anyOf: Self.hearsay)
            })
        else { return false }
        // "Psoriasis from head to toe. …": what it is taken for, unless it is a complaint of many drugs.
        let concept = stage.concepts.concepts[Int(page.concepts[first].concept)]
        if concept.kinds.contains(.indication),
            isIndicated(memory.subjects[0], concept.label) || !Self.ofManyDrugs.contains(concept.label)
        {
            return false
        }
        for index in Range(from: effect.upperBound, to: sentence.tokens.upperBound) {
            if stream.equals(index, "and") || stream.equals(index, "or") { continue }
            if stream.tokens[index].isPunctuation, stream.punctuation(index) != UInt8(ascii: "-") {
                // "Nausea." alone may be anything.
                return index > effect.upperBound || effect.lowerBound > sentence.tokens.lowerBound
            }
            if page.has(index, [.clauseStart, .relative, .firstPerson]) { return true }
            if stream.equals(index, anyOf: Self.general) { return false }
        }
        return true
    }

    private static let ofManyDrugs: Set<String> = [
        "cough", "insomnia", "anxiety", "depression", "heartburn", "pain", "joint pain", "muscle pain", "hot flashes",
        "palpitations", "fever",
    ]
    private static let hearsay = TokenTable("read heard know knew think thought about against from for to")
    /// In tokens: how far in a fragment its first effect stands ("Day 3: really bad headache").
    private static let opening = 6
    /// What makes a statement on a complaint of a fragment, or tells of whom or what else it is.
    private static let general = TokenTable(
        """
        is are isn aren can cannot may might will would should must does do causes cause means mean patients patient people sufferers sufferer \
        meds med medication medicine medicines drugs pills treatment treatments you your they their he she we everyone anyone nobody
        """)

    /// "I've had migraines for ten years", "struggled with anxiety since childhood": what people take medicines against, told to be as old as
    /// no course of a drug is.
    func isLongStanding(_ mention: ConceptMention, _ reading: Reading) -> Bool {
        let sentence = reading.sentence
        guard reading.isComment, reading.groups.isEmpty,
            stage.concepts.concepts[Int(mention.concept)].kinds.contains(.indication)
        else { return false }
        let end = mention.tokens.upperBound
        for index in Range(from: end, to: min(sentence.tokens.upperBound, end + 5)) {
            if stream.tokens[index].isPunctuation || page.has(index, .conjunction) { return false }
            if stream.equals(index, "my"), stream.equals(index + 1, anyOf: Self.wholes) { return true }
            if stream.equals(index, "since") {
                return stream.equals(index + 1, anyOf: Self.youth)
                    || stream.equals(index + 1, "i") && stream.equals(index + 2, "was")
            }
            // "I had hot flashes for two years" may be the drug's.
            guard stream.equals(index, "for"), isStillSo(before: mention.tokens.lowerBound, sentence) else { continue }
            return Range(from: index + 1, to: min(sentence.tokens.upperBound, index + 5)).contains {
                stream.equals($0, anyOf: Self.longTimes)
            }
        }
        return false
    }

    /// "I've had", "have suffered with", "struggled with"
    private func isStillSo(before effect: Int, _ sentence: ClaimPage.Sentence) -> Bool {
        Range(from: max(sentence.tokens.lowerBound, effect - 5), to: effect).contains {
            stream.equals($0, anyOf: Self.suffering)
                || stream.equals($0, "had") && stream.equals($0 - 1, anyOf: Self.have)
        }
    }

    private static let suffering = TokenTable(
        "struggled suffered lived battled dealt suffering living struggling having")
    private static let have = TokenTable("have ve")
    private static let wholes = TokenTable("whole entire adult life")
    private static let youth = TokenTable("childhood birth puberty college school age")
    private static let longTimes = TokenTable("years yrs decades year ever")

    /// Where a post's next clause begins behind a comma or "and" though no word of a clause stands there; a denial before does not reach it:
    /// "does zero for me, makes me puke", "cant finish and im yawning", "can't eat, headache", "It's a placebo, SSRIs have never …".
    func plainBarriers(_ reading: Reading) -> [Int] {
        let sentence = reading.sentence
        guard !sentence.cues.isEmpty else { return [] }
        var starts: [Int] = []
        /// The last ability that is denied, and not yet parted from what follows.
        var isUnable = false
        for index in sentence.tokens {
            if stream.equals(index, anyOf: Self.abilities) {
                isUnable = isInability(index)
                continue
            }
            let isComma = stream.punctuation(index) == UInt8(ascii: ",")
            guard isComma || stream.equals(index, "and") else { continue }
            var next = index + 1
            if isComma, stream.equals(next, "and") { next += 1 }
            while stream.equals(next, anyOf: Self.turning) { next += 1 }
            // "no weight loss, just nausea"
            if isComma, stream.equals(index + 1, "just") || stream.equals(index + 1, "only") {
                starts.append(index)
                continue
            }
            if stream.equals(next, anyOf: Self.ownClauses) || isComma && isUnable {
                // The barrier stands before the words, so that an effect that begins with them lies behind it.
                starts.append(index)
                isUnable = false
            }
        }
        for group in reading.groups
        where stream.punctuation(group.tokens.lowerBound - 1) == UInt8(ascii: ",")
            && stream.equals(group.tokens.upperBound, anyOf: Self.auxiliaries)
        {
            starts.append(group.tokens.lowerBound - 1)
        }
        // "no headaches, hair fell out": a complaint with a verb of its own.
        for index in sentence.concepts
        where page.concepts[index].isComposite
            && stream.punctuation(page.concepts[index].tokens.lowerBound - 1) == UInt8(ascii: ",")
        {
            starts.append(page.concepts[index].tokens.lowerBound - 1)
        }
        return starts
    }

    /// "can't eat", "could hardly walk", "barely function" of what is told for itself; not "can't say it gave me", "couldn't help my pain".
    private func isInability(_ index: Int) -> Bool {
        var verb = index + 1
        var isDenied = stream.equals(index, anyOf: Self.denyingAbilities)
        while verb < index + 5 {
            if stream.equals(verb, anyOf: Self.denials) {
                isDenied = true
            } else if stream.tokens.indices.contains(verb), stream.tokens[verb].isWord {
                break
            }
            verb += 1
        }
        return isDenied && !stream.equals(verb, anyOf: Self.otherAbilities)
    }

    /// "could not get up", "can't stay awake", "can barely function": told of a fact, no possibility.
    func tellsInability(_ modal: Int) -> Bool {
        stream.equals(modal, anyOf: Self.denyingAbilities)
            || (modal + 1..<modal + 4).contains { stream.equals($0, anyOf: Self.denials) }
    }

    private static let abilities = TokenTable("can cant cannot could couldnt couldn barely hardly")
    private static let denyingAbilities = TokenTable("cant cannot couldnt couldn barely hardly")
    private static let denials = TokenTable("not n't t barely hardly even really")
    private static let otherAbilities = TokenTable(
        """
        have had get got notice feel experience see say report cause give blame help fix touch control stop tell complain recommend treat cure \
        tolerate find any no
        """)
    private static let turning = TokenTable("just only now also then it this that still")
    private static let ownClauses = TokenTable(
        "i im ive my made makes making gave gives giving left leaves got gets felt woke")
    private static let auxiliaries = TokenTable(AuxiliaryVerbs.finite)
}
