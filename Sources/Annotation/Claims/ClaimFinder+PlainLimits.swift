import Events

/// What a comment names without telling it as an event: reasons, wishes, memories of the time before, figures of speech.
extension ClaimFinder {
    /// Whether an effect that a comment names did not happen to anybody under the drug, as far as its sentence shows.
    func isNoEvent(_ tokens: Range<Int>, _ sentence: ClaimPage.Sentence) -> Bool {
        isReason(tokens, sentence) || isExplained(tokens, sentence) || isFigurative(tokens) || isCompound(tokens)
            || isOfBefore(tokens, sentence) || isBeforeGiven(tokens, sentence) || isNotFor(tokens.lowerBound)
            || isWishedOrThought(tokens, sentence) || isOwnIllness(tokens, sentence)
            || isSupposed(tokens.lowerBound, sentence) || isTestedOrPast(tokens.lowerBound)
    }

    /// "ask them to test prolactin", "the first time since my car crash", "anti-inflammatory": a measure, a date, the opposite.
    private func isTestedOrPast(_ effect: Int) -> Bool {
        if stream.equals(effect - 1, anyOf: Self.testing) || stream.equals(effect - 1, "anti") { return true }
        if stream.punctuation(effect - 1) == UInt8(ascii: "-"), stream.equals(effect - 2, "anti") { return true }
        return stream.equals(effect - 1, "my") && stream.equals(effect - 2, "since")
    }

    private static let testing = TokenTable("test testing tested check checking checked measure measuring")

    /// "especially if you have sleep apnea", "If it hurts for a week": what may be, told of nobody.
    private func isSupposed(_ effect: Int, _ sentence: ClaimPage.Sentence) -> Bool {
        var pronouns = 0
        var index = effect - 1
        while index >= max(sentence.tokens.lowerBound, effect - 5), !stream.tokens[index].isPunctuation {
            if page.has(index, .firstPerson) { return false }
            if stream.equals(index, "if") || stream.equals(index, "unless") { return pronouns == 1 }
            if stream.equals(index, anyOf: Self.others) { pronouns += 1 }
            index -= 1
        }
        return false
    }

    private static let others = TokenTable("you it they she he anyone somebody someone your")

    private static let worsening = TokenTable(
        "increased increase increasing more worse worsened worsening heightened new sudden rebound got became developed extra ramped higher"
    )

    /// "my anxiety", of a drug that others of its class are given for: an effect only where it grew, or in a bare list of effects.
    func isUsualComplaint(_ drug: ClaimSubject, _ label: String, _ tokens: Range<Int>, _ sentence: ClaimPage.Sentence)
        -> Bool
    {
        // Asked first: to look a class up is long work.
        guard sentence.evidence.contains(where: { page.evidence[$0].word.isPatient }) else { return false }
        // "can't sleep" on an antidepressant: nobody takes that one against it.
        if isInComment, !drug.isClass, tokens.contains(where: { tellsInability($0) && page.has($0, .modal) }) {
            return false
        }
        let classes = drug.isClass ? [drug.name] : drug.classes
        guard classes.contains(where: { stage.pharmacology.isIndicated(anyOf: $0, forKindOf: label) }) else {
            return false
        }
        let near =
            max(
                sentence.tokens.lowerBound, tokens.lowerBound - 4)..<min(
                sentence.tokens.upperBound, tokens.upperBound + 3)
        return !near.contains { Self.worsening.contains(stream.tokens[$0].hash) }
    }

    /// "My son has panic attacks. … They gave him X": told of somebody before the comment comes to a drug.
    func isToldBeforeDrug(_ reading: Reading) -> Bool {
        guard !memory.isOwn, reading.groups.isEmpty,
            reading.sentence.evidence.contains(where: {
                page.evidence[$0].word == .family || page.evidence[$0].word == .other
            })
        else { return false }
        let rest = Range(from: reading.sentence.tokens.upperBound, to: reading.place.tokens.upperBound)
        return !ClaimPage.slice(page.drugs, rest) { $0.tokens.lowerBound }.isEmpty
    }

    private static let companions = TokenTable(
        """
        relief reliever relievers med meds medication medications medicine medicines pill pills drug drugs epidemic epidemics crisis \
        citizens patients victims survivors doctor doctors specialist specialists clinic clinics center centre centers centres awareness \
        tolerance chemotherapy surgery surgeries screening test tests op ops operation operations machine mask tablets tablet \
        scan scans nurse nurses sufferers repair group forum page therapy jab jabs cream
        """)

    private static let feelings = TokenTable("paranoia agony anxiety stress pain fear horror terror panic")

    /// "pain meds", "the overdose epidemic", "a high tolerance", "the agony of chronic pain": part of another word.
    func isCompound(_ tokens: Range<Int>) -> Bool {
        let next = tokens.upperBound
        guard next < stream.count else { return false }
        // "went from 18 migraines a month to 4": a count that changed, which way its numbers say.
        if stream.equals(tokens.lowerBound - 2, "from"),
            stream.tokens[tokens.lowerBound - 1].flags.contains(.hasDigit)
        {
            return true
        }
        if Self.companions.contains(stream.tokens[next].hash) { return true }
        // "the inflammatory protein interleukin-6"
        if page.has(next, .molecule), stream.equals(next - 1, "inflammatory") { return true }
        return stream.equals(next, "of") && Self.feelings.contains(stream.tokens[next - 1].hash)
    }

    static let befores = TokenTable("before prior")

    private static let beginnings = TokenTable(
        "taking starting start started starts took going getting trying this it i being prescribed")

    /// "Before taking it I had panic attacks", "as I was before the drug": the time before; "worse than before" is of now.
    private func isOfBefore(_ tokens: Range<Int>, _ sentence: ClaimPage.Sentence) -> Bool {
        guard page.has(sentence, .before) else { return false }
        for index in sentence.tokens where stream.equals(index, "before") || stream.equals(index, "prior") {
            if stream.equals(index - 1, "than") || stream.equals(index - 1, "never") { continue }
            let next =
                stream.equals(index + 1, "to") || stream.equals(index + 1, "being") ? index + 2 : index + 1
            guard next < sentence.tokens.upperBound else { continue }
            let isStart =
                Self.beginnings.contains(stream.tokens[next].hash)
                || page.drugs[sentence.drugs].contains {
                    $0.tokens.lowerBound >= next && $0.tokens.lowerBound <= next + 1
                }
            guard isStart else { continue }
            // "Before X I had …, and now I have …": what follows "now" is of the present.
            let end =
                (index..<sentence.tokens.upperBound).first { stream.equals($0, "now") }
                ?? sentence.tokens.upperBound
            if tokens.lowerBound < end { return true }
        }
        return false
    }

    private static let giving = TokenTable(
        "put placed prescribed prescribes gave given switched changed swapped moved started")
    private static let helping = TokenTable("help helps helped works worked saved")
    private static let occasions = TokenTable("when after since once till")

    /// "hospitalised twice, then they put him on X", "for somebody who shakes with fear X helps": what the drug was given for, where the
    /// sentence comes to the drug last.
    private func isBeforeGiven(_ tokens: Range<Int>, _ sentence: ClaimPage.Sentence) -> Bool {
        guard let drug = page.drugs[sentence.drugs].first?.tokens, drug.lowerBound >= tokens.upperBound else {
            return false
        }
        let gap = tokens.upperBound..<drug.lowerBound
        let isHelped =
            drug.upperBound < sentence.tokens.upperBound
            && Self.helping.contains(stream.hash(at: drug.upperBound))
        guard isHelped || gap.contains(where: { Self.giving.contains(stream.tokens[$0].hash) }) else {
            return false
        }
        // "had night terrors once they put me on X"
        return !gap.contains { Self.occasions.contains(stream.tokens[$0].hash) }
    }

    private static let wishes = TokenTable(
        "rather want wants wanted wanting wanna hoping hope hopes prevent avoid handle control choose chooses chose choosing decide decided"
    )
    private static let thoughts = TokenTable("certain convinced thought figured feared swore")

    /// "I don't want to be in pain", "I would rather have panic attacks", "certain that I was dying", "as if in a coma".
    private func isWishedOrThought(_ tokens: Range<Int>, _ sentence: ClaimPage.Sentence) -> Bool {
        var index = tokens.lowerBound - 1
        while index >= max(sentence.tokens.lowerBound, tokens.lowerBound - 8) {
            let near = tokens.lowerBound - index
            if stream.tokens[index].isPunctuation { return false }
            if near <= 4, Self.wishes.contains(stream.tokens[index].hash) { return true }
            if Self.thoughts.contains(stream.tokens[index].hash), near > 1,
                stream.equals(index + 1, "i") || stream.equals(index + 1, "that")
            {
                return true
            }
            if stream.equals(index, "as"), stream.equals(index + 1, "if") { return true }
            if stream.equals(index, "verge"), near <= 3 { return true }
            if near <= 2, stream.equals(index, "opposite") { return true }
            if page.has(index, .clauseStart), !stream.equals(index, "that") { return false }
            index -= 1
        }
        return false
    }

    private static let struggles = TokenTable(
        "battling battled battle battles struggling struggled struggle struggles fighting fought diagnosed inherited history diagnosis born"
    )

    /// "battling with depression, anxiety and PTSD", "diagnosed with migraines": an illness of the writer's, in a list of them or alone.
    private func isOwnIllness(_ tokens: Range<Int>, _ sentence: ClaimPage.Sentence) -> Bool {
        let head = listHead(tokens, sentence)
        for index in max(sentence.tokens.lowerBound, head - 4)..<max(sentence.tokens.lowerBound, head) {
            if Self.struggles.contains(stream.tokens[index].hash) { return true }
        }
        // "is for sleep, not depression, anxiety": the list that follows a reason.
        return head < tokens.lowerBound && (isReason(head..<head + 1, sentence) || isNotFor(head))
    }

    private func isNotFor(_ head: Int) -> Bool {
        guard stream.equals(head - 1, "not") else { return false }
        return (max(0, head - 5)..<head - 1).contains { stream.equals($0, "for") }
    }

    private static let joints = TokenTable("and or severe major chronic extreme horrible terrible bad my also")

    /// The first item of the list of effects in which this one stands; the effect itself where there is none.
    private func listHead(_ tokens: Range<Int>, _ sentence: ClaimPage.Sentence) -> Int {
        var head = tokens.lowerBound
        var index = head - 1
        while index >= sentence.tokens.lowerBound {
            if stream.punctuation(index) == UInt8(ascii: ",")
                || stream.punctuation(index) == UInt8(ascii: "&")
                || Self.joints.contains(stream.tokens[index].hash)
            {
                index -= 1
                continue
            }
            guard let item = sentence.concepts.last(where: { page.concepts[$0].tokens.contains(index) }) else { break }
            head = page.concepts[item].tokens.lowerBound
            index = head - 1
        }
        return head
    }

    /// "Libido dead", "a different headache", "helps some of them, but not with the seizures": no event of the person's.
    private func isFigurative(_ tokens: Range<Int>) -> Bool {
        if tokens.count == 1 && stream.equals(tokens.lowerBound, "dead") || isSpoken(tokens) { return true }
        let before = tokens.lowerBound - 1
        if stream.equals(before, "different"), page.has(before - 1, .indefinite) { return true }
        for back in 1...2 where stream.equals(tokens.lowerBound - back, "with") {
            for index in max(0, tokens.lowerBound - 10)..<tokens.lowerBound - back
            where stream.equals(index, "help") || stream.equals(index, "helps")
                || stream.equals(index, "helped")
            {
                return true
            }
        }
        return false
    }

    /// "can't stress that enough", "was a nightmare", "falling into a hole", "worked up to 10 mg", "nervous about the withdrawal".
    private func isSpoken(_ tokens: Range<Int>) -> Bool {
        let (first, next) = (tokens.lowerBound, tokens.upperBound)
        if stream.equals(first, "stress") {
            return stream.equals(next, "the") || stream.equals(next, "that")
                || stream.equals(next, "how")
                || stream.equals(next, "enough") || stream.equals(next, "to")
        }
        // "worked up to 6 mg"
        if stream.equals(first, "worked"), stream.equals(next - 1, "up") {
            return stream.equals(next, "to") || stream.equals(next, "from")
        }
        if stream.equals(first, "falling") { return page.has(next, .tie) || stream.equals(next, "into") }
        guard stream.equals(first, "nightmare") else { return false }
        return !(1...4).contains { stream.equals(first - $0, "had") || stream.equals(first - $0, "have") }
    }

    private static let extents = TokenTable("head top neck chest day dawn morning dusk noon week month time start")

    /// "out of breath due to emphysema": the words behind name the cause, and no rule took it for a drug.
    private func isExplained(_ tokens: Range<Int>, _ sentence: ClaimPage.Sentence) -> Bool {
        // "got it from two grains of something": what follows is blamed, known as a drug or not.
        if stream.equals(tokens.upperBound, "from"), tokens.upperBound + 1 < sentence.tokens.upperBound,
            !page.has(tokens.upperBound + 1, [.effectPronoun, .plural]),
            // "a rash from head to toe", "sick from morning to night": where and when.
            !stream.equals(tokens.upperBound + 1, anyOf: Self.extents),
            !page.drugs[sentence.drugs].contains(where: { $0.tokens.lowerBound > tokens.upperBound })
        {
            return true
        }
        for index in sentence.words
        where page.words[index].tokens.lowerBound == tokens.upperBound && page.words[index].id < ClaimRules.wordBase
            && page.words[index].tokens.count > 1
        {
            // "headaches since starting this": the drug spoken of.
            let next = page.words[index].tokens.upperBound
            if isInComment,
                next >= sentence.tokens.upperBound || !stream.tokens[next].isWord || page.has(next, .effectPronoun)
            {
                return false
            }
            if stage.rules.rules[Int(page.words[index].id)].id == "cause.passive" { return true }
        }
        return false
    }

    /// "for my migraines": the reason for taking it.
    func isReason(_ tokens: Range<Int>, _ sentence: ClaimPage.Sentence) -> Bool {
        for back in 1...4 where tokens.lowerBound - back >= 0 {
            let index = tokens.lowerBound - back
            if stream.tokens[index].flags.contains(.sentenceStart) { return page.has(index, .reason) }
            if page.has(index, .reason) { return true }
            // "I take it because I started sleepwalking"; of somebody who stopped it, "because" tells the effect.
            if !memory.hasStopped, stream.equals(index, "because"), !stream.equals(index + 1, "of") {
                return isOfTaking(before: index, sentence)
            }
            if stream.tokens[index].isPunctuation { return false }
        }
        return isWhyTaken(tokens, sentence)
    }

    /// "I'm taking clonazepam because about seven years ago I suddenly started sleepwalking": right behind the drug the reason begins.
    private func isWhyTaken(_ tokens: Range<Int>, _ sentence: ClaimPage.Sentence) -> Bool {
        guard !memory.hasStopped,
            let drug = page.drugs[sentence.drugs].last(where: { $0.tokens.upperBound < tokens.lowerBound })?.tokens,
            stream.equals(drug.upperBound, "because"), !stream.equals(drug.upperBound + 1, "of"),
            tokens.lowerBound - drug.upperBound <= 14
        else { return false }
        return (1...3).contains { back in
            stream.equals(drug.lowerBound - back, anyOf: SubjectReader.takings)
                || stream.equals(drug.lowerBound - back, "on")
        }
    }
}
