/// Drugs that a sentence names without saying it of them: compared, added, inserted, of a clause of their own.
extension SubjectReader {
    /// "than warfarin", "than those given amoxicillin", "unlike statins".
    func isCompared(_ tokens: Range<Int>, _ page: ClaimPage, _ sentence: ClaimPage.Sentence) -> Bool {
        var index = tokens.lowerBound - 1
        // "It lifted my depression when Prozac did nothing": held against the other.
        if failsBeside(tokens, page) { return true }
        // "1.7 times as common as with amoxicillin"
        if page.stream.equals(index - 1, "as"), page.has(index, .tie) { return true }
        if page.has(sentence, .allowing), isAllowedFor(tokens, page, sentence) { return true }
        guard page.has(sentence, .comparator) || page.has(sentence, .comparing) else { return false }
        let limit = max(sentence.tokens.lowerBound, tokens.lowerBound - 6)
        while index >= limit {
            if page.stream.tokens[index].isPunctuation, !isFigure(index, page) { return false }
            // "More than four grams of paracetamol a day can damage the liver": an amount, no comparison.
            if page.stream.equals(index, "than"),
                page.stream.isNumber(at: index + 1) || page.stream.equals(index + 1, anyOf: Self.numerals),
                page.stream.equals(index + 2, anyOf: Self.amounts)
            {
                index -= 1
                continue
            }
            if page.has(index, .comparator) || page.stream.equals(index, anyOf: Self.regardless) { return true }
            // "Like other macrolides, the drug …"
            if page.stream.equals(index, "like"), page.stream.equals(index + 1, anyOf: Self.others) { return true }
            // "the way disulfiram does", "just as statins do"
            if index == tokens.lowerBound - 1, page.stream.equals(index, "way") || page.stream.equals(index, "as") {
                for word: StaticString in ["do", "does", "did"] where page.stream.equals(tokens.upperBound, word) {
                    return true
                }
            }
            // "Apixaban was superior to warfarin in preventing stroke and caused less bleeding"
            if page.stream.equals(index, "to"), page.stream.equals(index - 1, anyOf: Self.ranks) { return true }
            // "against 2 percent on levodopa"
            if page.stream.equals(index, "against"), page.stream.isNumber(at: index + 1) { return true }
            // "as often as those given X"
            if page.stream.equals(index, "those"), page.stream.equals(index - 1, "as") { return true }
            index -= 1
        }
        return false
    }

    private static let amounts = TokenTable(
        "g gram grams mg milligrams mcg micrograms tablets pills capsules units drops puffs drinks cups doses")
    private static let numerals = TokenTable("one two three four five six seven eight nine ten half")

    /// "Switching from warfarin to apixaban": what was left is not what is spoken of.
    func isLeft(_ tokens: Range<Int>, _ page: ClaimPage, _ sentence: ClaimPage.Sentence) -> Bool {
        guard page.stream.equals(tokens.lowerBound - 1, "from"), page.stream.equals(tokens.upperBound, "to") else {
            return false
        }
        return page.stream.equals(tokens.lowerBound - 2, anyOf: Self.switching)
    }

    private static let switching = TokenTable(
        "switch switched switching switches change changed changing move moved moving moves")

    private static let ranks = TokenTable("superior noninferior inferior")

    private static let others = TokenTable("other others all most many some")

    /// "independent of statin use"
    static let regardless = TokenTable("irrespective regardless independent independently irrespectively")

    /// Without one of these or a comparator no sentence compares.
    static let comparing = TokenTable(
        words: regardless.hashes
            + ["way", "as", "those", "against", "like", "superior", "noninferior", "inferior"].compactMap {
                TokenStream.hash(of: $0)
            })

    /// The point of "2.5" and the sign of "2 %".
    private func isFigure(_ index: Int, _ page: ClaimPage) -> Bool {
        let mark = page.stream.punctuation(index)
        return mark == UInt8(ascii: "%")
            || (mark == UInt8(ascii: ".") && index > 0 && page.stream.tokens[index - 1].isNumber)
    }

    /// "after adjustment for aspirin use", "once smoking and alcohol had been allowed for": what a study reckoned with.
    private func isAllowedFor(_ tokens: Range<Int>, _ page: ClaimPage, _ sentence: ClaimPage.Sentence) -> Bool {
        for index in Range(from: tokens.upperBound, to: min(sentence.tokens.upperBound, tokens.upperBound + 9))
        where page.stream.equals(index, "for") {
            // Not "was linked to stroke after adjustment for age", where the drug is what the result is of.
            if page.stream.equals(index - 1, anyOf: Self.allowing), page.stream.equals(index - 2, anyOf: Self.passive) {
                return true
            }
        }
        var index = tokens.lowerBound - 1
        let limit = max(sentence.tokens.lowerBound, tokens.lowerBound - 12)
        while index > limit {
            if page.stream.equals(index, "for"), page.stream.equals(index - 1, anyOf: Self.allowing) { return true }
            if page.has(index, .clauseStart), !page.has(index, .conjunction) { return false }
            index -= 1
        }
        return false
    }

    static let allowing = TokenTable(
        "adjusted adjusting adjustment adjustments allowed allowing controlled controlling corrected correcting correction"
    )

    private static let passive = TokenTable("been were was are is being")

    private func failsBeside(_ tokens: Range<Int>, _ page: ClaimPage) -> Bool {
        let before = tokens.lowerBound - 1
        guard
            page.stream.equals(before, "when") || page.stream.equals(before, "where")
                || page.stream.equals(before, "after") || page.stream.equals(before, "whereas")
        else { return false }
        let next = tokens.upperBound
        if page.stream.equals(next, "failed") { return true }
        guard page.stream.equals(next, "did") || page.stream.equals(next, "had") || page.stream.equals(next, "didn't")
        else { return false }
        for word: StaticString in ["nothing", "not", "failed", "little", "nada", "squat"]
        where page.stream.equals(next + 1, word) { return true }
        return page.stream.equals(next, "didn't")
    }

    /// "kidney impairment, which lets both drugs pile up, adds to the danger": inside a clause about something else.
    func isInRelative(
        _ tokens: Range<Int>, before position: Int, _ page: ClaimPage, _ sentence: ClaimPage.Sentence
    ) -> Bool {
        let comma = UInt8(ascii: ",")
        guard
            (tokens.upperBound..<max(tokens.upperBound, position)).contains(where: {
                page.stream.punctuation($0) == comma
            })
        else { return false }
        var index = tokens.lowerBound - 1
        let limit = max(sentence.tokens.lowerBound, tokens.lowerBound - 7)
        while index > limit {
            if page.has(index, .relative), page.stream.punctuation(index - 1) == comma { return true }
            if page.stream.tokens[index].isPunctuation { return false }
            index -= 1
        }
        return false
    }

    /// "metformin depletes vitamin B12, and the shortage can damage nerves": the last clause has a subject of its own.
    func hasOwnSubject(_ gap: Range<Int>, _ page: ClaimPage, _ sentence: ClaimPage.Sentence) -> Bool {
        guard gap.count > 4 else { return false }
        var index = gap.upperBound - 3
        let limit = max(gap.lowerBound, gap.upperBound - 7)
        while index >= limit {
            if page.stream.punctuation(index) == UInt8(ascii: ","), page.has(index + 1, .conjunction),
                page.has(index + 2, .opener)
            {
                let noun = index + 3
                // "The statin was stopped, and the muscle pain went away": what is told of the drug.
                if sentence.concepts.contains(where: { page.concepts[$0].tokens.contains(noun) }) { return false }
                return noun < gap.upperBound && page.stream.tokens[noun].isWord
                    && !page.has(noun, [.exposed, .plural, .effectNoun, .risk, .person, .longTerm, .pair])
            }
            index -= 1
        }
        return false
    }

    static let dosings = TokenTable("poisoned injected dosed fed exposed infected primed")
    static let models = TokenTable("mice rats animals monkeys pigs rabbits cells neurons")

    /// ", while ritonavir does nothing", "; ritonavir": a clause of its own begins with the drug.
    func opensClause(_ tokens: Range<Int>, after end: Int, _ page: ClaimPage) -> Bool {
        if hasSemicolon(end..<tokens.lowerBound, page) { return true }
        for word: StaticString in ["while", "whereas"] where page.stream.equals(tokens.lowerBound - 1, word) {
            return true
        }
        return false
    }

    /// "secukinumab (Cosentyx), which clears psoriasis by mopping up X": the drug that a relative clause hangs on.
    func headOfRelative(
        before position: Int, groups: [DrugGroup], _ page: ClaimPage, _ sentence: ClaimPage.Sentence
    ) -> DrugGroup? {
        let comma = UInt8(ascii: ",")
        for group in groups.reversed() where group.tokens.upperBound < position {
            var index = group.tokens.upperBound
            if page.stream.punctuation(index) == UInt8(ascii: "(") {
                while index < position, page.stream.punctuation(index) != UInt8(ascii: ")") { index += 1 }
                index += 1
            }
            if page.stream.punctuation(index) == UInt8(ascii: ")") { index += 1 }
            if page.stream.punctuation(index) == comma {
                index += 1
                // "users of mirabegron, an agonist that leaves it alone"
                if page.has(index, .indefinite),
                    let that = (index + 2...index + 5).first(where: { page.stream.equals($0, "that") }),
                    that < position, position - that <= 2,
                    !(index..<that).contains(where: {
                        page.stream.tokens[$0].isPunctuation && page.stream.punctuation($0) != 0x2D
                    })
                {
                    return group
                }
            }
            guard page.stream.equals(index, "which"), index < position, position - index <= 12,
                !(index + 1..<max(index + 1, position)).contains(where: {
                    page.stream.tokens[$0].isPunctuation
                        && page.stream.punctuation($0) != 0x2D
                })
            else { continue }
            return group
        }
        return nil
    }

    /// "gliflozins, a class of", "triptans, a family that"
    func isNamedClass(_ tokens: Range<Int>, _ page: ClaimPage) -> Bool {
        page.stream.punctuation(tokens.upperBound) == UInt8(ascii: ",") && page.has(tokens.upperBound + 1, .indefinite)
            && (tokens.upperBound + 2...tokens.upperBound + 3).contains {
                page.stream.equals($0, anyOf: Self.classWords)
            }
    }

    private static let classWords = TokenTable("class family group")

    /// "Clarithromycin inhibits both and raised its level": the two that a verb acts on do nothing themselves.
    func isBothActedOn(_ pronoun: Range<Int>, _ page: ClaimPage, _ sentence: ClaimPage.Sentence) -> Bool {
        guard pronoun.count == 1, page.stream.equals(pronoun.lowerBound, "both"),
            page.stream.isPunctuation(at: pronoun.upperBound) || page.has(pronoun.upperBound, .conjunction)
        else { return false }
        return sentence.words.contains {
            page.words[$0].id < ClaimRules.wordBase && page.words[$0].tokens.upperBound == pronoun.lowerBound
        }
    }

    func hasSemicolon(_ gap: Range<Int>, _ page: ClaimPage) -> Bool {
        gap.contains { page.stream.punctuation($0) == UInt8(ascii: ";") }
    }

    /// "a sedative" behind "is", "as" or a comma is said of something; at a clause's start or behind a verb of taking it is spoken of.
    func isSaid(_ tokens: Range<Int>, _ page: ClaimPage, _ sentence: ClaimPage.Sentence) -> Bool {
        if isOneOfItsKind(tokens, page) { return true }
        guard page.isIndefinite(tokens) else { return false }
        let article = tokens.lowerBound - 1
        guard page.has(article, .indefinite) else { return true }
        // "If that fails, a sulfonylurea such as glipizide is added": the clause's subject.
        if page.stream.punctuation(article - 1) == UInt8(ascii: ","),
            page.stream.equals(sentence.tokens.lowerBound, anyOf: Self.conditional)
        {
            for word: StaticString in ["is", "are", "was", "may", "can", "should", "will", "such"]
            where page.stream.equals(tokens.upperBound, word) { return false }
        }
        // "Mixed with an SSRI it can set off …"
        if opensTogether(tokens, page, sentence) { return false }
        if article == sentence.tokens.lowerBound || page.stream.punctuation(article - 1) == UInt8(ascii: ";") {
            return false
        }
        for word: StaticString in [
            "stop", "take", "takes", "taking", "start", "starting", "started", "use", "using", "avoid", "add", "adding",
            "stopping", "giving", "when", "while", "if", "because", "that", "whether", "whereas",
            // "people who were put on an antipsychotic"
            "on", "took", "taken", "received", "receiving", "given", "prescribed", "used", "started", "begun",
        ] where page.stream.equals(article - 1, word) { return false }
        return true
    }

    /// "It is the only antipsychotic shown to prevent suicide", "one of the oldest sedatives": said of what is spoken of.
    private func isOneOfItsKind(_ tokens: Range<Int>, _ page: ClaimPage) -> Bool {
        guard ClaimPage.slice(page.drugs, tokens, { $0.tokens.lowerBound }).allSatisfy({ page.drugs[$0].isClass })
        else { return false }
        var index = tokens.lowerBound - 1
        var isSingled = false
        while tokens.lowerBound - index <= 5 {
            if page.stream.equals(index, anyOf: Self.singled) {
                isSingled = true
            } else if page.stream.equals(index, anyOf: Self.being) {
                return isSingled
            } else if !page.has(index, .praise), !page.has(index, .function) {
                return false
            }
            index -= 1
        }
        return false
    }

    private static let singled = TokenTable(
        "only first oldest newest best safest strongest weakest mildest latest cheapest one")
    private static let being = TokenTable("is are was were remains remain became")
    private static let conditional = TokenTable("if when where once after before while because since although for")

    /// "Ritonavir boosts darunavir by blocking CYP3A4", "slows the metabolism of warfarin, raising the risk": the verb in -ing is of the first.
    func followsOn(_ position: Int, _ nearest: Range<Int>, _ page: ClaimPage) -> Bool {
        // "raising the risk of": the words of a rule may begin behind their verb.
        var verb = position
        while verb > nearest.upperBound, position - verb < 2, !page.stream.endsInIng(verb, longerThan: 4) { verb -= 1 }
        guard page.stream.endsInIng(verb, longerThan: 4), !page.stream.equals(nearest.lowerBound - 1, "by") else {
            return false
        }
        var before = verb - 1
        if page.stream.endsInLy(before, longerThan: 3) || page.stream.equals(before, anyOf: Self.consequently) {
            before -= 1
        }
        return page.stream.equals(before, "by") || page.stream.punctuation(before) == UInt8(ascii: ",")
    }

    private static let consequently = TokenTable("thereby thus so hence also")

    /// Whether "and" or "but" stands right before a verb, with nothing but modals and adverbs between.
    func joinsVerb(before position: Int, _ page: ClaimPage, _ sentence: ClaimPage.Sentence) -> Bool {
        var index = position - 1
        let limit = max(sentence.tokens.lowerBound, position - 5)
        while index > limit {
            if page.has(index, .conjunction) || page.stream.equals(index, "but") { return true }
            var isLight = page.stream.endsInLy(index, longerThan: 3) || page.has(index, .modal)
            for word: StaticString in [
                "so", "thereby", "also", "then", "thus", "hence", "not", "does", "did", "do", "will",
            ]
            where page.stream.equals(index, word) { isLight = true }
            guard isLight else { return false }
            index -= 1
        }
        return false
    }

    /// Whether a drug stands behind a verb or a preposition, not at the start of a clause or in a list.
    func isObject(_ tokens: Range<Int>, _ page: ClaimPage, _ sentence: ClaimPage.Sentence) -> Bool {
        var index = tokens.lowerBound - 1
        while index >= sentence.tokens.lowerBound, page.has(index, .opener) { index -= 1 }
        guard index >= sentence.tokens.lowerBound, page.stream.tokens[index].isWord else { return false }
        return !page.has(index, [.clauseStart, .conjunction, .list])
    }

    /// "It raises digoxin levels", "the drug potentiates warfarin": the clause of a drug has a word that stands for another one as its subject.
    func isUnderAnaphor(_ group: DrugGroup, _ page: ClaimPage, _ sentence: ClaimPage.Sentence) -> Bool {
        guard isObject(group.tokens, page, sentence) else { return false }
        return sentence.words.contains { index in
            let word = page.words[index].tokens
            return page.words[index].id == anaphor && word.upperBound < group.tokens.lowerBound
                && group.tokens.lowerBound - word.upperBound <= 8 && isOne(word, page)
                && !page.has(word.lowerBound - 1, .tie) && !isDescribed(word, page)
                && !(word.upperBound..<group.tokens.lowerBound).contains {
                    page.stream.tokens[$0].isPunctuation && page.stream.punctuation($0) != UInt8(ascii: "-")
                        || page.has($0, .clauseStart)
                }
        }
    }
}
