import Events

/// What a drug or another thing does, as the object of a verb that hinders it: "blunts the response to ketamine", "wiped out the antidepressant
/// effect", "reversed the tolerance that had built up to morphine". It is called after the drug, else by its own words.
extension ClaimFinder {
    func hindered(behind start: Int, _ reading: Reading) -> Target? {
        let limit = reading.sentence.tokens.upperBound
        guard
            let noun = Range(from: start, to: min(limit, start + 4)).first(where: {
                stream.equals($0, anyOf: Self.doings)
            }),
            !Range(from: start, to: noun).contains(where: {
                page.has($0, .ender) || stream.tokens[$0].isPunctuation && stream.punctuation($0) != 0x2D
            }),
            !stream.equals(noun - 1, "side"), !stream.equals(noun - 1, "adverse")
        else { return nil }
        let end = ofWhat(noun + 1, limit)
        // "of ketamine", "to ketamine", "that had built up to morphine", "ketamine's effect"
        if let end, let group = subjects.right(of: end, groups: reading.groups, within: 2), group.subjects.count == 1 {
            let word = stream.equals(noun, "tolerance") ? "tolerance" : "effect"
            return Target("\(group.subjects[0].name) \(word)", nil, start..<group.tokens.upperBound, nil)
        }
        if let own = reading.groups.first(where: { $0.tokens.lowerBound >= start && $0.tokens.upperBound <= noun }),
            own.subjects.count == 1
        {
            return Target(
                "\(own.subjects[0].name) \(stream.lowerString(noun))", nil, own.tokens.lowerBound..<noun + 1, nil)
        }
        if let end {
            // "the response to vasopressin": of a thing of the body.
            var first = end
            while first < limit, page.has(first, .opener) { first += 1 }
            var last = first
            while last < limit, last - first < 4, isThingWord(last) { last += 1 }
            guard last > first, isBodily(first..<last) else { return nil }
            return Target("\(words(first..<last)) \(singularPhrase(noun..<noun + 1))", nil, start..<last, nil)
        }
        // "the antidepressant effect": told by its kind; "the effect" alone is told before.
        var first = start
        while first < noun, page.has(first, .opener) || isDeterminer(first) { first += 1 }
        guard first < noun, isOver(noun + 1, limit), !stream.equals(first, anyOf: Self.vague),
            !reading.sentence.concepts.contains(where: {
                page.concepts[$0].tokens.overlaps(first..<noun + 1)
                    && objects.accepts(page.concepts[$0], [.effect, .indication])
            })
        else { return nil }
        return Target(words(first..<noun + 1), nil, first..<noun + 1, nil)
    }

    /// Behind "of", "to", "that … to": where what it is of begins.
    private func ofWhat(_ start: Int, _ limit: Int) -> Int? {
        if stream.equals(start, anyOf: Self.links) { return start + 1 }
        guard page.has(start, .relative) else { return nil }
        return Range(from: start + 1, to: min(limit, start + 6)).first { stream.equals($0, "to") }.map { $0 + 1 }
    }

    private func isOver(_ index: Int, _ limit: Int) -> Bool {
        index >= limit || page.has(index, [.ender, .conjunction, .clauseStart])
            || stream.tokens[index].isPunctuation && stream.punctuation(index) != UInt8(ascii: "-")
    }

    private func isBodily(_ tokens: Range<Int>) -> Bool {
        tokens.contains { BodyWords.isBodily($0, stream) || page.has($0, .molecule) }
            || ClaimPage.slice(page.concepts, tokens, { $0.tokens.lowerBound }).contains {
                objects.accepts(page.concepts[$0], .mechanism)
            }
    }

    private static let doings = TokenTable(
        "effect effects response responses action actions benefit benefits experience tolerance protection efficacy activity rush high"
    )
    private static let links = TokenTable("of to from")
    private static let vague = TokenTable(
        "same full whole main only other overall long new further placebo side adverse unwanted ill harmful bad good possible"
    )
}
