import Events

/// What came about in those who were studied, in a text on one drug: "The animals lost hair", "A few had hallucinations", "One collapsed with a
/// seizure". The paragraph need not name the drug again.
extension ClaimFinder {
    /// Whether an effect is what some of those studied had, became or came down with; what they had before is not ("Most already had asthma").
    func isToldOfStudied(_ tokens: Range<Int>, _ reading: Reading) -> Bool {
        let sentence = reading.sentence
        guard !reading.isComment, !isBlog, !isGuide, isOnTopic, about.isTitled || memory.isOwn, reading.groups.isEmpty,
            memory.subjects.count == 1, let main = topic.first, memory.subjects[0].isSame(as: main),
            !page.has(sentence, [.firstPerson, .comparator, .better, .handling]), !page.has(sentence, .control),
            !sentence.tokens.contains(where: { stream.equals($0, anyOf: Self.otherwise) })
        else { return false }
        let head = headOfClause(before: tokens.lowerBound, sentence)
        guard let person = (head..<min(head + 5, tokens.lowerBound)).first(where: { isStudied($0, sentence) }) else {
            return false
        }
        // "they wheezed", "lost weight": the effect is the verb.
        if page.hasPast(tokens) && !stream.equals(tokens.lowerBound, "blinded")
            || stream.equals(tokens.lowerBound, anyOf: Self.losing)
        {
            return (person + 1..<tokens.lowerBound).allSatisfy {
                page.has($0, [.function, .person, .exposed]) || isAdverb($0) || stream.equals($0, anyOf: Self.exposing)
            }
        }
        let near = max(person + 1, tokens.lowerBound - 7)..<tokens.lowerBound
        guard let verb = near.last(where: { stream.equals($0, anyOf: Self.befalling) }) else { return false }
        // "those who had asthma": who they were.
        if page.has(verb - 1, .relative) { return false }
        return (verb + 1..<tokens.lowerBound).allSatisfy {
            !page.has($0, [.clauseStart, .relative]) || page.has($0, .conjunction)
        }
    }

    /// Where the clause of a token begins: behind a comma, semicolon or colon, or at the sentence's start.
    private func headOfClause(before token: Int, _ sentence: ClaimPage.Sentence) -> Int {
        var index = token - 1
        while index >= sentence.tokens.lowerBound {
            let mark = stream.punctuation(index)
            if mark == UInt8(ascii: ";") || mark == UInt8(ascii: ":") { return index + 1 }
            // "… had nausea, headache or a rash": a list goes on to its verb.
            if mark == UInt8(ascii: ","),
                (index + 1..<token).contains(where: { stream.equals($0, anyOf: Self.befalling) })
                    || isStudied(index + 1, sentence)
            {
                return page.has(index + 1, .conjunction) ? index + 2 : index + 1
            }
            index -= 1
        }
        return sentence.tokens.lowerBound
    }

    /// People or animals of a study, or a number of them ("some", "three", "a few").
    private func isStudied(_ index: Int, _ sentence: ClaimPage.Sentence) -> Bool {
        if page.has(index, .person) || stream.equals(index, anyOf: Self.young) { return true }
        if stream.equals(index, anyOf: Self.someOf) { return !page.has(index + 1, .opener) }
        // "When the animals met the allergen, they wheezed."
        return stream.equals(index, "they")
            && (sentence.tokens.lowerBound..<index).contains {
                page.has($0, .person) || stream.equals($0, anyOf: Self.young)
            }
    }

    private static let young = TokenTable(
        "pups offspring litters fetuses foetuses embryos larvae flies fish worms zebrafish ferrets sheep calves lambs chicks"
    )
    private static let someOf = TokenTable(
        "some few several one two three four five six seven eight nine ten eleven twelve many others nobody none another"
    )
    private static let losing = TokenTable("lost gained grew put")
    private static let exposing = TokenTable(
        "given exposed treated fed born who that took received kept highest dose high low medium in the womb utero for weeks months"
    )
    private static let befalling = TokenTable(
        """
        had got developed became suffered reported showed experienced complained noticed felt collapsed woke came ended went turned grew \
        left born diagnosed admitted contracted caught displayed described mentioned ran
        """)
    /// What says that it was so before, or of others.
    private static let otherwise = TokenTable(
        """
        placebo dummy untreated already previously baseline history aged enrolled eligible excluded joined recruited before despite \
        survived underlying pre-existing if would could unexposed controls
        """)
}
