/// Comments that list what somebody felt without a sentence around it: "Nausea, dry mouth, weird dreams. No appetite at first."
extension ClaimFinder {
    /// Whether a sentence holds effects and next to nothing else: no verb, no person, no question.
    func isSymptomList(_ reading: Reading) -> Bool {
        let sentence = reading.sentence
        guard reading.groups.isEmpty, !sentence.isQuestion, memory.subjects.count == 1, !memory.subjects[0].isClass
        else { return false }
        var effects = 0
        var isComplaint = false
        var others = 0
        var next = sentence.tokens.lowerBound
        for index in sentence.concepts where objects.accepts(page.concepts[index], .effect) {
            let tokens = page.concepts[index].tokens
            guard let words = plainWords(next..<max(next, tokens.lowerBound)) else { return false }
            // "At first", "the first few weeks:" go before the list.
            if effects == 0, words > 6 { return false }
            effects += 1
            isComplaint = stage.concepts.concepts[Int(page.concepts[index].concept)].kinds.contains(.indication)
            others += words
            next = max(next, tokens.upperBound)
        }
        if effects == 1, others == 0, isLastingFragment(next, sentence) { return true }
        guard effects > 0, let words = plainWords(next..<max(next, sentence.tokens.upperBound)) else { return false }
        // "Problems with memory." below a page on the drug
        if effects == 1 {
            // "Depression for years.": what it is taken for.
            return !isComplaint && others + words <= 2 && next - sentence.tokens.lowerBound + words > 1
                && isOfThread(memory.subjects)
        }
        return others + words <= effects * (effects > 3 ? 4 : 3)
    }

    /// "Stuffy nose all night as well.", "Nausea so bad I nearly quit." below a page on the one drug: how long or how bad stands behind the
    /// effect, which opens the sentence and is not what the drug is for.
    private func isLastingFragment(_ end: Int, _ sentence: ClaimPage.Sentence) -> Bool {
        guard isOfThread(memory.subjects), end < sentence.tokens.upperBound, stream.equals(end, anyOf: Self.lasting),
            let index = sentence.concepts.last(where: { page.concepts[$0].tokens.upperBound == end })
        else { return false }
        let own = target(index)
        return !isIndicated(memory.subjects[0], own.label) && page.concepts[index].concept != mainCondition
            && !sentence.tokens.contains(where: { stream.equals($0, anyOf: Self.longBefore) })
    }

    private static let lasting = TokenTable("all every till until so like most constantly nonstop 24 day throughout")
    private static let longBefore = TokenTable("before years since my decades until always")

    /// How many words a gap of a list has; nil where one of them makes a sentence of it.
    func plainWords(_ gap: Range<Int>) -> Int? {
        var words = 0
        for index in gap where stream.tokens[index].isWord {
            // "…, fever, sweating or shivering"
            if stream.equals(index, "and") || stream.equals(index, "or") { continue }
            if page.has(index, [.modal, .clauseStart, .relative, .firstPerson, .effectPronoun])
                || stream.equals(index, anyOf: Self.sayings)
                // "for about a week" tells how long.
                || stream.equals(index, "for") && !page.isTimeSpan(index + 1)
            {
                return nil
            }
            words += 1
        }
        return words
    }

    /// Words of a statement, and of lists of something else ("reasons", "diagnosed").
    private static let sayings = TokenTable(
        """
        \(AuxiliaryVerbs.finite) you your he she they we us our people many come his her their like called diagnosed treats treat helps helped \
        diagnosis reasons risk risks prevent prevents because
        """)
}

extension ClaimPage.Sentence {
    /// "Bedwetting started the week he began them and stopped when …": the effect came, whatever else is told of it.
    func isToldToBegin(_ effect: Range<Int>, _ stream: borrowing TokenStream) -> Bool {
        effect.upperBound < tokens.upperBound && stream.equals(effect.upperBound, anyOf: Self.begun)
    }

    private static let begun = TokenTable("started began appeared")
}
