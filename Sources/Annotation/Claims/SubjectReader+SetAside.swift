/// Drugs that a sentence names only to set them aside: "all opioids except tramadol", "not the nicotine but the smoke", "a cousin of
/// fentanyl, carfentanil, …". What the verb behind them is told of stands elsewhere.
extension SubjectReader {
    /// Whether the words around a drug take it out of what the sentence says.
    func isSetAside(_ tokens: Range<Int>, _ page: ClaimPage, _ sentence: ClaimPage.Sentence) -> Bool {
        var before = tokens.lowerBound - 1
        let start = sentence.tokens.lowerBound
        while before > start, page.has(before, .opener) { before -= 1 }
        guard before >= start else { return false }
        if page.stream.equals(before, anyOf: Self.excepting) { return true }
        // "In the first pretomanid-based trial"
        if page.stream.punctuation(tokens.upperBound) == UInt8(ascii: "-"),
            page.stream.equals(tokens.upperBound + 1, "based")
        {
            return true
        }
        // "except for tramadol", "with the exception of clozapine", "other than warfarin"
        if before > start, page.stream.equals(before, anyOf: Self.exceptingTails),
            page.stream.equals(before - 1, anyOf: Self.exceptingHeads)
        {
            return true
        }
        // "Women could switch to sertraline, but nobody should quit overnight"
        if page.stream.equals(before, "to"), page.stream.equals(before - 1, anyOf: Self.changing),
            page.has(before - 2, .modal)
        {
            return true
        }
        // "Gone in four days after months of misery on ibuprofen": what failed before.
        if page.stream.equals(before, "on"), page.stream.equals(before - 1, anyOf: Self.miseries),
            page.stream.equals(before - 2, "of")
        {
            return true
        }
        return isNotBut(tokens, before, page) || isKinOf(tokens, before, page)
            || isAmongWhich(tokens, before, page, sentence) || isUsedBeside(tokens, before, page, sentence)
    }

    /// "Dapsone is used in combination with rifampicin for leprosy", "structurally distinct from dapsone": the drug named before is meant.
    private func isUsedBeside(
        _ tokens: Range<Int>, _ before: Int, _ page: ClaimPage, _ sentence: ClaimPage.Sentence
    ) -> Bool {
        if isUnlike(tokens, page) { return true }
        guard page.stream.equals(before, "with"), page.stream.equals(before - 1, anyOf: Self.jointly),
            sentence.drugs.first.map({ page.drugs[$0].tokens.upperBound < before }) ?? false
        else { return false }
        return Range(from: max(sentence.tokens.lowerBound, before - 5), to: before - 1).contains {
            page.stream.equals($0, anyOf: Self.using)
        }
    }

    /// "distinct from dapsone"
    func isUnlike(_ tokens: Range<Int>, _ page: ClaimPage) -> Bool {
        page.stream.equals(tokens.lowerBound - 1, "from")
            && page.stream.equals(tokens.lowerBound - 2, anyOf: Self.unlike)
    }

    private static let unlike = TokenTable("distinct different differs differ unrelated")
    private static let jointly = TokenTable("combination conjunction together concert")
    private static let using = TokenTable("used given prescribed taken administered approved licensed indicated")

    static let changing = TokenTable("switch switching switched change changing swap swapping move moving turn")
    private static let miseries = TokenTable(
        "misery pain agony suffering hell nothing torture failure frustration disappointment")

    /// "Of the sleeping pills, doxepin …", "Among opioids, tramadol …": of the kind that opens the sentence one is meant.
    private func isAmongWhich(
        _ tokens: Range<Int>, _ before: Int, _ page: ClaimPage, _ sentence: ClaimPage.Sentence
    ) -> Bool {
        let start = sentence.tokens.lowerBound
        // "Like Valium it loses its punch"
        if before - start <= 2, page.stream.equals(start, "like") || page.stream.equals(start, "unlike"),
            (0...1).contains(where: { page.stream.equals(tokens.upperBound + $0, "it") })
        {
            return true
        }
        // "Like terfenadine and cisapride, both long withdrawn, it …"
        if page.stream.equals(start, "like") || page.stream.equals(start, "unlike"),
            Range(from: tokens.upperBound, to: min(start + 16, sentence.tokens.upperBound - 1)).contains(where: {
                index in
                page.stream.punctuation(index) == UInt8(ascii: ",")
                    && page.has(index + 1, [.effectPronoun, .opener])
                    // "Unlike ibuprofen, which only damps the pain, it …": the clause between is of that drug.
                    && !page.has(tokens.upperBound..<index, .relative)
                    && sentence.words.contains {
                        page.words[$0].id == anaphor && page.words[$0].tokens.lowerBound == index + 1
                    }
            })
        {
            return true
        }
        guard page.stream.punctuation(tokens.upperBound) == UInt8(ascii: ","), before - start <= 2,
            page.stream.equals(start, "of") || page.stream.equals(start, "among") || page.stream.equals(start, "unlike")
        else { return false }
        let next = tokens.upperBound + 1
        return ClaimPage.slice(page.drugs, next..<min(next + 3, sentence.tokens.upperBound), { $0.tokens.lowerBound })
            .isEmpty == false
    }

    /// "not the nicotine but the smoke": the second is meant.
    private func isNotBut(_ tokens: Range<Int>, _ before: Int, _ page: ClaimPage) -> Bool {
        page.stream.equals(before, "not") && !page.stream.equals(before - 1, "but")
            && (page.stream.equals(tokens.upperBound, "but")
                || (page.stream.punctuation(tokens.upperBound) == UInt8(ascii: ",")
                    && page.stream.equals(tokens.upperBound + 1, "but")))
    }

    /// "A cousin of fentanyl, carfentanil, …", "A class of antibiotics, the fluoroquinolones, …": the name behind the comma is meant.
    private func isKinOf(_ tokens: Range<Int>, _ before: Int, _ page: ClaimPage) -> Bool {
        guard page.stream.equals(before, "of"), page.stream.equals(before - 1, anyOf: Self.kinds),
            page.stream.punctuation(tokens.upperBound) == UInt8(ascii: ",")
        else { return false }
        var next = tokens.upperBound + 1
        // "A relative of ketamine, it …"
        if page.stream.equals(next, "it") { return true }
        if page.has(next, .opener) { next += 1 }
        return !ClaimPage.slice(page.drugs, next..<next + 1, { $0.tokens.lowerBound }).isEmpty
    }

    /// The words of "rather than X", "instead of X" and "not X but" with the drug: their negation is of that drug alone.
    func wordsSettingAside(_ group: DrugGroup, _ page: ClaimPage) -> Range<Int>? {
        let tokens = group.tokens
        var before = tokens.lowerBound - 1
        while before > 0, page.has(before, .opener), !page.stream.equals(before, "than") { before -= 1 }
        if page.stream.equals(before, "than"), page.stream.equals(before - 1, "rather") {
            return before - 1..<tokens.upperBound
        }
        if page.stream.equals(before, "of"), page.stream.equals(before - 1, "instead") {
            return before - 1..<tokens.upperBound
        }
        return isNotBut(tokens, before, page) ? before..<tokens.upperBound : nil
    }

    /// "It is not the nicotine but the smoke that causes cancer": the sentence says of which thing it is true, not what that is.
    func isCleft(_ page: ClaimPage, _ sentence: ClaimPage.Sentence) -> Bool {
        let start = sentence.tokens.lowerBound
        guard page.stream.equals(start, "it"),
            page.stream.equals(start + 1, "is") || page.stream.equals(start + 1, "was")
        else { return false }
        let rest = start + 2..<sentence.tokens.upperBound
        guard let that = rest.first(where: { page.stream.equals($0, "that") || page.stream.equals($0, "which") }) else {
            return false
        }
        let comma = UInt8(ascii: ",")
        return (rest.lowerBound..<that).contains { index in
            guard page.stream.equals(index, "not"), that - index <= 7 else { return false }
            // "not the nicotine but the smoke", "the smoke, not the nicotine, that"
            return index == rest.lowerBound
                ? (index..<that).contains { page.stream.equals($0, "but") }
                : page.stream.punctuation(index - 1) == comma && page.stream.punctuation(that - 1) == comma
        }
    }

    /// "It should be taken with food, which doubles its absorption": what follows is told of the food.
    func isOfFood(before position: Int, _ page: ClaimPage, _ sentence: ClaimPage.Sentence) -> Bool {
        let start = max(sentence.tokens.lowerBound + 2, position - 9)
        guard start < position, let which = (start..<position).last(where: { page.stream.equals($0, "which") }),
            page.stream.punctuation(which - 1) == UInt8(ascii: ",")
        else { return false }
        return page.stream.equals(which - 2, anyOf: Self.foods)
            && !(which..<position).contains { page.stream.tokens[$0].isPunctuation }
    }

    private static let foods = TokenTable(
        "food foods meal meals milk water exercise diet breakfast dinner sunlight rest tea coffee juice fruit fibre")

    /// "; with clarithromycin it …": taken beside, at the start of a clause behind another.
    func isWithInClause(_ tokens: Range<Int>, _ page: ClaimPage, _ sentence: ClaimPage.Sentence) -> Bool {
        let with = tokens.lowerBound - 1
        guard with - 1 > sentence.tokens.lowerBound, page.stream.equals(with, "with") else { return false }
        let mark = page.stream.punctuation(with - 1)
        if mark == UInt8(ascii: ";") || mark == UInt8(ascii: ":") { return true }
        return (page.stream.equals(with - 1, "and") || page.stream.equals(with - 1, "but"))
            && page.stream.punctuation(with - 2) == UInt8(ascii: ",")
    }

    /// "Because it blocks dopamine receptors, metoclopramide can …": the drug that the main clause begins with.
    func namedBehind(
        _ pronoun: Range<Int>, _ groups: [DrugGroup], _ page: ClaimPage, _ sentence: ClaimPage.Sentence
    ) -> (subjects: [ClaimSubject], tokens: Range<Int>)? {
        let start = sentence.tokens.lowerBound
        guard pronoun.count == 1, pronoun.lowerBound - start <= 2, page.stream.equals(start, anyOf: Self.reasons),
            let next = groups.first(where: { $0.tokens.lowerBound >= pronoun.upperBound }),
            next.subjects.count == 1
        else { return nil }
        var before = next.tokens.lowerBound - 1
        while before > pronoun.upperBound, page.has(before, .opener) { before -= 1 }
        guard page.stream.punctuation(before) == UInt8(ascii: ","),
            !(pronoun.upperBound..<before).contains(where: { page.stream.punctuation($0) == UInt8(ascii: ",") })
        else { return nil }
        return (next.subjects, next.tokens)
    }

    private static let reasons = TokenTable("because since although though as despite")
    private static let excepting = TokenTable("except excepting excluding bar barring without")
    private static let exceptingHeads = TokenTable("except apart aside exception other exceptions")
    private static let exceptingTails = TokenTable("for from of than")
    private static let kinds = TokenTable(
        """
        cousin relative derivative metabolite analogue analog successor isomer enantiomer prodrug precursor variant sibling version form \
        class family group type kind branch
        """)
}
