import Events

/// Subjects of mechanisms that are no drug and stand in no table: "Lumican stiffens the arteries", "kallikrein, which releases bradykinin",
/// "lumican, a protein that tells cells to multiply".
extension ClaimFinder {
    /// A thing of the body right before the verb, where its clause begins.
    func actingThing(_ rule: ClaimRule, _ trigger: Range<Int>, _ reading: Reading) -> Found? {
        guard isOfThings(rule, reading) else { return nil }
        let end = beforeVerb(trigger, reading)
        guard let words = thing(endingAt: end, reading),
            words.contains(where: { page.has($0, .molecule) || BodyWords.isBodily($0, stream) })
        else { return nil }
        return named(words)
    }

    /// The name before "which", or before "a protein that": what the verb behind is told of.
    func describedThing(_ rule: ClaimRule, _ trigger: Range<Int>, _ reading: Reading) -> Found? {
        // "the enzyme that makes": the rule's own words may begin with the link.
        let link = page.has(trigger.lowerBound, .relative) ? trigger.lowerBound : beforeVerb(trigger, reading) - 1
        guard link > reading.sentence.tokens.lowerBound + 1, page.has(link, .relative), isOfThings(rule, reading) else {
            return nil
        }
        if stream.punctuation(link - 1) == UInt8(ascii: ",") {
            // "…, which lowers pressure": the blocking may be meant.
            guard !stream.equals(trigger.lowerBound, anyOf: Self.consequential),
                let words = thing(endingAt: link - 1, reading, isFree: false),
                words.contains(where: { page.has($0, .molecule) || BodyWords.isBodily($0, stream) })
            else { return nil }
            return named(words)
        }
        guard
            let comma = Range(from: max(link - 6, reading.sentence.tokens.lowerBound + 1), to: link).last(where: {
                stream.punctuation($0) == UInt8(ascii: ",") || stream.punctuation($0) == UInt8(ascii: "(")
            }), page.has(comma + 1, .indefinite) || stream.equals(comma + 1, "the"),
            (comma + 1..<link).contains(where: { stream.equals($0, anyOf: Self.sorts) })
        else { return nil }
        return thing(endingAt: comma, reading, isFree: false).map(named)
    }

    private func isOfThings(_ rule: ClaimRule, _ reading: Reading) -> Bool {
        switch rule.predicate {
        case .stimulates, .inhibits, .disrupts, .affects: break
        default: return false
        }
        guard case .right = rule.object else { return false }
        return isAboutDrugs || !reading.groups.isEmpty
    }

    private func named(_ words: Range<Int>) -> Found {
        if let index = page.concepts.indices.last(where: { page.concepts[$0].tokens == words }) {
            let own = target(index)
            return ([ClaimSubject(name: own.label, id: own.mesh.map { "MESH:\($0)" })], words, true)
        }
        return ([ClaimSubject(name: phrase(words))], words, true)
    }

    private func beforeVerb(_ trigger: Range<Int>, _ reading: Reading) -> Int {
        var end = trigger.lowerBound
        while end > reading.sentence.tokens.lowerBound,
            page.has(end - 1, .modal) || isAdverb(end - 1) || stream.equals(end - 1, anyOf: Self.between)
        { end -= 1 }
        return end
    }

    /// One to four words that end at a place and name something.
    ///
    /// - Parameter isFree: they begin their clause; else an article or a verb may stand before.
    private func thing(endingAt end: Int, _ reading: Reading, isFree: Bool = true) -> Range<Int>? {
        let first = reading.sentence.tokens.lowerBound
        var start = end
        while start > first, end - start < 5 {
            let token = stream.tokens[start - 1]
            let isGlue = stream.punctuation(start - 1) == 0x2D && !token.flags.contains(.spaceBefore)
            guard isGlue || token.isWord || token.isNumber,
                !page.has(start - 1, [.ender, .clauseStart, .conjunction, .tie, .modal]),
                !page.has(start - 1, .opener), !isDeterminer(start - 1),
                !reading.sentence.words.contains(where: {
                    page.words[$0].id < ClaimRules.wordBase && page.words[$0].tokens.contains(start - 1)
                        && !page.has(start - 1, .molecule)
                })
            else { break }
            start -= 1
        }
        guard start < end, stream.tokens[start].isWord,
            stream.tokens[end - 1].isWord || stream.tokens[end - 1].isNumber,
            isNamed(start..<end),
            end - start > 1 || stream.tokens[start].length > 4 || BodyWords.isSymbol(stream.tokens[start]),
            !page.has(
                start..<end, [.person, .exposed, .unit, .duration, .doseForm, .reporter, .risk, .level, .finding]),
            !page.has(end - 1, [.empty, .effectNoun, .pronoun]),
            !reading.groups.contains(where: { $0.tokens.overlaps(start..<end) }),
            !reading.sentence.concepts.contains(where: {
                page.concepts[$0].tokens.overlaps(start..<end) && !objects.accepts(page.concepts[$0], .mechanism)
            })
        else { return nil }
        guard isFree else { return start..<end }
        var before = start - 1
        while before >= first, page.has(before, .opener) || isDeterminer(before) { before -= 1 }
        let opens =
            before < first || stream.tokens[before].isPunctuation && stream.punctuation(before) != UInt8(ascii: "-")
            || page.has(before, .clauseStart) && !page.has(before, .relative)
        return opens ? start..<end : nil
    }

    private static let between = TokenTable(
        "in turn also then thereby thus itself normally usually is are was were believed thought known said to has have had do does did not"
    )
    private static let consequential = TokenTable(
        """
        increases increased raises raised boosts boosted lowers lowered reduces reduced starves starved deprives deprived lets frees freed \
        lifts lifted prolongs prolonged slows slowed stops stopped prevents prevented cuts keeps kept leaves left improves improved
        """)
    /// What a thing of the body is said to be.
    private static let sorts = TokenTable(
        """
        protein hormone enzyme messenger molecule receptor gene peptide channel transporter pump signal substance chemical cytokine \
        neurotransmitter transmitter kinase protease pathway factor switch cell cells enzymes proteins hormones messengers receptors genes \
        compound metabolite nerve gland fat lipid sugar acid amine vitamin mineral bacterium toxin mediator regulator sensor
        """)
}
