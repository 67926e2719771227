import Events

/// Drugs that a sentence names beside the one it speaks of: taken anyway, added, in its company, absent.
extension SubjectReader {
    /// "ibuprofen added to warfarin", "adding X to Y": the first is spoken of.
    func isAddedTo(_ tokens: Range<Int>, _ page: ClaimPage, _ sentence: ClaimPage.Sentence) -> Bool {
        // "added to a maximum dose of X", "to background X therapy"
        var before = tokens.lowerBound - 1
        while before > sentence.tokens.lowerBound, page.stream.equals(before, anyOf: Self.backgrounds) { before -= 1 }
        let isTo = page.has(before, .to) || (page.has(before, .opener) && page.has(before - 1, .to))
        guard isTo else { return false }
        return page.has(sentence.tokens.lowerBound..<before, .adding)
    }

    private static let backgrounds = TokenTable(
        "a the maximum maximal stable standard dose doses of background basal existing ongoing usual current")

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

    /// "A stool softener, docusate, did nothing": the class first, then the one that is meant.
    func isMember(_ group: DrugGroup, of other: DrugGroup, _ page: ClaimPage) -> Bool {
        guard group.subjects.count == 1, other.subjects.count == 1, other.subjects[0].isClass else { return false }
        // "A weight-loss drug, semaglutide, slows …": also where the tables do not say what kind it is.
        if !group.subjects[0].isClass, !other.subjects[0].isPlural,
            group.tokens.lowerBound == other.tokens.upperBound + 1,
            page.stream.punctuation(other.tokens.upperBound) == UInt8(ascii: ","),
            page.stream.punctuation(group.tokens.upperBound) == UInt8(ascii: ",")
        {
            return true
        }
        return !group.subjects[0].isClass && group.subjects[0].classes.contains(other.subjects[0].name)
            && group.tokens.lowerBound - other.tokens.upperBound <= 2
    }

    /// "the vitamin's absence", "lack of iron": the want of it, which is something else.
    func isWanting(_ tokens: Range<Int>, _ page: ClaimPage) -> Bool {
        for index in tokens.upperBound..<tokens.upperBound + 3 where page.stream.equals(index, anyOf: Self.wants) {
            return true
        }
        return page.stream.equals(tokens.lowerBound - 1, "of")
            && page.stream.equals(tokens.lowerBound - 2, anyOf: Self.wants)
    }

    private static let wants = TokenTable("absence lack shortage deficiency deficiencies deficit depletion")

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
        // "In patients on ramipril it has caused": also without a comma.
        ((tokens.upperBound..<max(tokens.upperBound, token)).contains {
            page.stream.punctuation($0) == UInt8(ascii: ",")
        } || (token == tokens.upperBound && page.stream.equals(token, "it")))
            && isTakenByPeople(tokens, page, sentence)
    }

    /// "Anyone who takes quinidine may find that it …", "men on warfarin should ask": whom a text about another drug speaks of.
    func isTakenByWhom(_ tokens: Range<Int>, _ page: ClaimPage, _ sentence: ClaimPage.Sentence) -> Bool {
        // "Warfarin users"
        if page.stream.equals(tokens.upperBound, "users") || page.stream.equals(tokens.upperBound, "takers") {
            return true
        }
        // "Your warfarin dose will need looking at"
        if page.stream.equals(tokens.upperBound, anyOf: Self.doses),
            page.stream.equals(tokens.lowerBound - 1, "your") || page.stream.equals(tokens.lowerBound - 1, "their")
        {
            return true
        }
        var before = tokens.lowerBound - 1
        if page.has(before, .opener) { before -= 1 }
        guard before > sentence.tokens.lowerBound,
            page.stream.equals(before, "on") || page.stream.equals(before, anyOf: Self.takings)
        else { return false }
        // "anyone already on a statin", "women who take the pill"
        for back in 1...3 where before - back >= sentence.tokens.lowerBound {
            let index = before - back
            if page.has(index, .person) || page.stream.equals(index, anyOf: Self.whoever) { return true }
            guard page.has(index, .relative) || page.stream.equals(index, anyOf: Self.alreadyOn) else { return false }
        }
        return false
    }

    /// "Women, the very old and anyone on aspirin fared worst."
    func isTakenByAnyone(_ tokens: Range<Int>, _ page: ClaimPage, _ sentence: ClaimPage.Sentence) -> Bool {
        let before = tokens.lowerBound - 1
        return before - 1 >= sentence.tokens.lowerBound && page.stream.equals(before, "on")
            && (page.stream.equals(before - 1, "anyone") || page.stream.equals(before - 1, "everyone"))
    }

    /// "She had taken citalopram for six years": before the drug that the case is about.
    func isTakenBefore(_ tokens: Range<Int>, _ page: ClaimPage, _ sentence: ClaimPage.Sentence) -> Bool {
        let before = tokens.lowerBound - 1
        guard before - 2 >= sentence.tokens.lowerBound else { return false }
        if page.stream.equals(before, "taken") { return page.stream.equals(before - 1, "had") }
        return (page.stream.equals(before, "taking") || page.stream.equals(before, "on"))
            && page.stream.equals(before - 1, "been") && page.stream.equals(before - 2, "had")
    }
    private static let doses = TokenTable("dose doses dosage")
    private static let whoever = TokenTable("those anyone someone somebody everyone everybody people you")
    private static let alreadyOn = TokenTable("already also are is still currently")

    static let takings = TokenTable("take takes taking took using use uses receiving")

    private func isTakenByPeople(_ tokens: Range<Int>, _ page: ClaimPage, _ sentence: ClaimPage.Sentence) -> Bool {
        var takes = false
        var index = tokens.lowerBound - 1
        // "patients who are frail, have bad kidneys or are on opioids"
        let isListed =
            page.stream.equals(index, "on")
            && (page.stream.equals(index - 1, "are") || page.stream.equals(index - 2, "are"))
        let limit = max(sentence.tokens.lowerBound, tokens.lowerBound - (isListed ? 18 : 9))
        while index >= limit {
            if page.stream.tokens[index].isPunctuation, !takes { return false }
            if page.traits[index].contains(.taking) { takes = true }
            // "go on meeting X" is no taking.
            if page.stream.equals(index, "on"), tokens.lowerBound - index <= 2 { takes = true }
            // "In mice poisoned with MPTP, the compounds …"
            if page.stream.equals(index, anyOf: Self.dosings) { takes = true }
            if takes, page.has(index, .person) || page.stream.equals(index, anyOf: Self.models) {
                if isInPhrase(index, page, sentence) { return true }
                // "elderly" in the list
                if !isListed { return false }
            }
            index -= 1
        }
        return false
    }

    /// "in children who", "among people on": the people are no subject of their own.
    private func isInPhrase(_ person: Int, _ page: ClaimPage, _ sentence: ClaimPage.Sentence) -> Bool {
        for back in 1...3 where person - back >= sentence.tokens.lowerBound {
            let index = person - back
            if page.has(index, [.tie, .link]) || page.stream.equals(index, "of") { return true }
            guard page.stream.tokens[index].isWord,
                page.has(index, [.opener, .function]) || page.has(index, .indefinite)
            else { return false }
        }
        return false
    }

    /// "Mixed with an SSRI it …", "Together with alcohol, it …": at the start of the sentence.
    func opensTogether(_ tokens: Range<Int>, _ page: ClaimPage, _ sentence: ClaimPage.Sentence) -> Bool {
        let start = sentence.tokens.lowerBound
        guard tokens.lowerBound - start <= 5 else { return false }
        let opening = start..<tokens.lowerBound
        guard opening.contains(where: { page.stream.equals($0, "with") }) else { return false }
        for word: StaticString in [
            "mixed", "taken", "combined", "together", "used", "along", "given", "paired", "with",
        ]
        where page.stream.equals(start, word) { return true }
        return false
    }

    /// "mixing it with", "combining the drug and": a verb of joining before a word for the drug, and a joining word behind it.
    func isJoiningBoth(_ pronoun: Range<Int>, _ page: ClaimPage) -> Bool {
        page.stream.equals(pronoun.lowerBound - 1, anyOf: Self.joining)
            && (page.stream.equals(pronoun.upperBound, "with") || page.stream.equals(pronoun.upperBound, "and"))
    }

    private static let joining = TokenTable("mixing combining taking mix combine take using pairing giving washing")

    /// "A danger of seizures, above all in combination with alcohol", "when taken together with sertraline": what another drug is taken with.
    func isCompany(_ tokens: Range<Int>, _ page: ClaimPage) -> Bool {
        let before = tokens.lowerBound - 1
        if page.stream.equals(before, "alongside") { return true }
        return page.stream.equals(before, "with") && page.stream.equals(before - 1, anyOf: Self.joined)
    }

    private static let joined = TokenTable("combination combined together mixed coadministered conjunction concert")

    /// "most of all in children who also take valproate", "of those whom two antidepressants have failed": told of the people, not of the
    /// drug.
    func isBackground(_ tokens: Range<Int>, _ page: ClaimPage, _ sentence: ClaimPage.Sentence) -> Bool {
        for back in 1...3 where tokens.lowerBound - back >= sentence.tokens.lowerBound {
            if page.stream.equals(tokens.lowerBound - back, "whom")
                || page.stream.equals(tokens.lowerBound - back, "whose")
            {
                return true
            }
        }
        // "prophylaxis during systemic antibiotic treatment": what goes on anyway.
        if page.has(tokens.upperBound, .exposed),
            (1...3).contains(where: { page.stream.equals(tokens.lowerBound - $0, "during") })
        {
            return true
        }
        // "Relapse to heroin was less frequent": an outcome.
        if page.stream.equals(tokens.lowerBound - 1, "to"),
            page.stream.equals(tokens.lowerBound - 2, anyOf: Self.relapses)
        {
            return true
        }
        // "more likely to be started on an antipsychotic": what became of people.
        if isOutcome(tokens, page) { return true }
        if isContent(tokens, page) || isTakenMeanwhile(tokens, page, sentence) { return true }
        // "in the first pretomanid-based trial"
        if page.stream.punctuation(tokens.upperBound) == UInt8(ascii: "-"),
            page.stream.equals(tokens.upperBound + 1, "based")
        {
            return true
        }
        return isTakenByPeople(tokens, page, sentence)
    }

    /// "patients given co-trimoxazole while on an ACE inhibitor", "women already taking a statin": what goes on besides.
    private func isTakenMeanwhile(_ tokens: Range<Int>, _ page: ClaimPage, _ sentence: ClaimPage.Sentence) -> Bool {
        var index = tokens.lowerBound - 1
        if page.has(index, [.opener, .indefinite]) { index -= 1 }
        guard index - 1 > sentence.tokens.lowerBound,
            page.stream.equals(index, "on") || page.stream.equals(index, anyOf: Self.takings)
        else { return false }
        return page.stream.equals(index - 1, "while") || page.stream.equals(index - 1, "already")
            || page.stream.equals(index - 1, "concurrently")
    }

    /// "to be started on an antipsychotic", "to need insulin", "to be given a laxative" behind what they were likely to.
    private func isOutcome(_ tokens: Range<Int>, _ page: ClaimPage) -> Bool {
        var index = tokens.lowerBound - 1
        if page.has(index, .opener) { index -= 1 }
        if page.stream.equals(index, "on") || page.stream.equals(index, "with") { index -= 1 }
        if page.stream.equals(index, anyOf: Self.needing) { return page.stream.equals(index - 1, "to") }
        // "One woman in five needed thyroxine."
        if page.stream.equals(index, "needed") || page.stream.equals(index, "required") {
            return page.has(max(0, index - 5)..<index, .person)
        }
        return page.stream.equals(index, anyOf: Self.gettings) && page.stream.equals(index - 1, "be")
            && page.stream.equals(index - 2, "to")
    }

    private static let needing = TokenTable("need require want")
    private static let gettings = TokenTable("started put given prescribed placed dispensed treated handed discharged")

    /// "Each tablet contains 75 mg of iodine", "which lacks estrogen": what something is made of is not spoken of.
    private func isContent(_ tokens: Range<Int>, _ page: ClaimPage) -> Bool {
        var index = tokens.lowerBound - 1
        if page.stream.equals(index, "of") { index -= 1 }
        var steps = 0
        while index >= 0, steps < 4, page.has(index, [.unit, .opener]) || page.stream.tokens[index].isNumber {
            index -= 1
            steps += 1
        }
        // "made with sunflower oil"
        if index > 0, page.stream.equals(index, anyOf: Self.madeWith), page.stream.equals(index - 1, anyOf: Self.making)
        {
            return true
        }
        return index >= 0 && page.stream.equals(index, anyOf: Self.containing)
    }

    private static let containing = TokenTable("contain contains contained containing lack lacks lacked lacking")

    private static let madeWith = TokenTable("with from of in")
    private static let making = TokenTable("made coated filled flavoured flavored dissolved suspended sweetened bulked")

    private static let relapses = TokenTable("relapse relapses relapsed relapsing return returned returning")
}
