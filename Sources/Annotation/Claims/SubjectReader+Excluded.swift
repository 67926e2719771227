/// Drugs that a sentence names without saying it of them: compared, added, inserted, of a clause of their own.
extension SubjectReader {
    /// "than warfarin", "than those given amoxicillin", "unlike statins".
    func isCompared(_ tokens: Range<Int>, _ page: ClaimPage, _ sentence: ClaimPage.Sentence) -> Bool {
        var index = tokens.lowerBound - 1
        let limit = max(sentence.tokens.lowerBound, tokens.lowerBound - 6)
        while index >= limit {
            if page.stream.tokens[index].isPunctuation { return false }
            if page.has(index, .comparator) { return true }
            // "as often as those given X"
            if page.stream.equals(index, "those"), page.stream.equals(index - 1, "as") { return true }
            index -= 1
        }
        return false
    }

    /// "ibuprofen added to warfarin", "adding X to Y": the first is spoken of.
    func isAddedTo(_ tokens: Range<Int>, _ page: ClaimPage, _ sentence: ClaimPage.Sentence) -> Bool {
        let before = tokens.lowerBound - 1
        let isTo = page.has(before, .to) || (page.has(before, .opener) && page.has(before - 1, .to))
        guard isTo else { return false }
        return page.has(sentence.tokens.lowerBound..<before, .adding)
    }

    /// "Zolpidem, like other sleeping pills, can …": named between commas behind the drug that is spoken of.
    func isInserted(_ tokens: Range<Int>, after group: Range<Int>, before position: Int, _ page: ClaimPage)
        -> Bool
    {
        var start = group.upperBound
        // A brand in brackets belongs to the name.
        if page.stream.punctuation(start) == UInt8(ascii: "(") {
            while start < tokens.lowerBound, page.stream.punctuation(start) != UInt8(ascii: ")") { start += 1 }
            start += 1
        }
        guard page.stream.punctuation(start) == UInt8(ascii: ","), !page.has(start + 1, .conjunction),
            !page.has(start + 1, .clauseStart) || page.has(start + 1, .relative)
        else { return false }
        return (tokens.upperBound..<max(tokens.upperBound, position)).contains {
            page.stream.punctuation($0) == UInt8(ascii: ",")
        }
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
    func hasOwnSubject(_ gap: Range<Int>, _ page: ClaimPage) -> Bool {
        guard gap.count > 4 else { return false }
        var index = gap.upperBound - 3
        let limit = max(gap.lowerBound, gap.upperBound - 7)
        while index >= limit {
            if page.stream.punctuation(index) == UInt8(ascii: ","), page.has(index + 1, .conjunction),
                page.has(index + 2, .opener)
            {
                let noun = index + 3
                return noun < gap.upperBound && page.stream.tokens[noun].isWord
                    && !page.has(noun, [.exposed, .plural, .effectNoun, .risk, .person, .longTerm, .pair])
            }
            index -= 1
        }
        return false
    }

    /// "which contains no estrogen", "without aspirin": not what the sentence speaks of.
    func isAbsent(_ tokens: Range<Int>, _ page: ClaimPage) -> Bool {
        page.stream.equals(tokens.lowerBound - 1, "no") || page.stream.equals(tokens.lowerBound - 1, "without")
    }

    /// "Esketamine given with a new antidepressant": the second is only taken beside the first.
    func isGivenBeside(
        _ tokens: Range<Int>, after group: Range<Int>, _ page: ClaimPage, _ sentence: ClaimPage.Sentence
    ) -> Bool {
        var index = tokens.lowerBound - 1
        let limit = max(group.upperBound, tokens.lowerBound - 4)
        while index >= limit {
            if page.stream.tokens[index].isPunctuation { return false }
            if page.stream.equals(index, "with") || page.stream.equals(index, "alongside") {
                guard index > group.upperBound else { return page.stream.equals(index, "alongside") }
                for word: StaticString in [
                    "given", "taken", "combined", "together", "along", "used", "paired", "mixed", "administered",
                    "coadministered", "started", "prescribed",
                ] where page.stream.equals(index - 1, word) { return true }
                return false
            }
            if page.stream.equals(index, "of"), page.stream.equals(index - 1, "top"),
                page.stream.equals(index - 2, "on")
            {
                return true
            }
            index -= 1
        }
        return false
    }

    /// "someone who takes lisinopril", "people already on warfarin": what people take anyway, before a comma.
    func isTakenByPeople(
        _ tokens: Range<Int>, before token: Int, _ page: ClaimPage, _ sentence: ClaimPage.Sentence
    ) -> Bool {
        guard
            (tokens.upperBound..<max(tokens.upperBound, token)).contains(where: {
                page.stream.punctuation($0) == UInt8(ascii: ",")
            })
        else { return false }
        var takes = false
        var index = tokens.lowerBound - 1
        let limit = max(sentence.tokens.lowerBound, tokens.lowerBound - 9)
        while index >= limit {
            if page.stream.tokens[index].isPunctuation, !takes { return false }
            for word: StaticString in ["take", "takes", "taking", "took", "on", "using", "use", "uses", "receiving"]
            where page.stream.equals(index, word) { takes = true }
            if takes, page.has(index, .person) || page.stream.equals(index, "who") { return true }
            index -= 1
        }
        return false
    }

    /// "Mixed with an SSRI it …", "Together with alcohol, it …": at the start of the sentence.
    func opensTogether(_ tokens: Range<Int>, _ page: ClaimPage, _ sentence: ClaimPage.Sentence) -> Bool {
        let start = sentence.tokens.lowerBound
        guard tokens.lowerBound - start <= 5 else { return false }
        let opening = start..<tokens.lowerBound
        guard opening.contains(where: { page.stream.equals($0, "with") }) else { return false }
        for word: StaticString in ["mixed", "taken", "combined", "together", "used", "along", "given", "paired", "with"]
        where page.stream.equals(start, word) { return true }
        return false
    }

    /// "it", "its", "the drug": one thing is meant.
    func isOne(_ pronoun: Range<Int>, _ page: ClaimPage) -> Bool {
        let last = pronoun.upperBound - 1
        if pronoun.count == 1 { return page.stream.equals(last, "it") || page.stream.equals(last, "its") }
        guard !page.has(last, [.plural, .pair]) else { return false }
        for word: StaticString in ["the", "this", "that"] where page.stream.equals(pronoun.lowerBound, word) {
            return page.stream.lower(last, Int(page.stream.tokens[last].length) - 1) != UInt8(ascii: "s")
        }
        return false
    }

    /// "the former", "the latter", also with a noun.
    func isOrdinal(_ pronoun: Range<Int>, _ page: ClaimPage) -> Bool {
        page.stream.equals(pronoun.lowerBound + 1, "latter") || page.stream.equals(pronoun.lowerBound + 1, "former")
    }

    /// Which of the two named last "the former" and "the latter" mean: two of this sentence, else two of those before.
    func ordinalMeant(
        _ pronoun: Range<Int>, groups: [DrugGroup], spoken: Spoken, _ page: ClaimPage
    ) -> ClaimSubject? {
        var two: [ClaimSubject] = []
        for group in groups where group.tokens.upperBound <= pronoun.lowerBound {
            for subject in group.subjects where !two.contains(where: { $0.name == subject.name }) { two.append(subject) }
        }
        if two.count < 2 { two = Array(spoken.recent.suffix(2)) }
        guard two.count == 2 else { return nil }
        return page.stream.equals(pronoun.lowerBound + 1, "latter") ? two[1] : two[0]
    }

    func hasSemicolon(_ gap: Range<Int>, _ page: ClaimPage) -> Bool {
        gap.contains { page.stream.punctuation($0) == UInt8(ascii: ";") }
    }
}
