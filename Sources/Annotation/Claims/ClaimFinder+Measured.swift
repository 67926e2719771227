import Events

/// What a study measured, where no table knows it: the phrase before the words of change ("expression of MMP-9 fell by half", "microglial
/// activation in the penumbra was abolished", "heart rate and blood pressure were unaffected").
extension ClaimFinder {
    /// The things right before the words, each told by its last noun ("synthesis", "pressure") or by the shape of a name ("caspase", "IL-6").
    ///
    /// - Parameter isSure: the words are said of the body alone ("was partly blocked by"), so that any thing is meant.
    func measuredThings(before trigger: Range<Int>, isSure: Bool = false, _ reading: Reading) -> [Target] {
        let first = reading.sentence.tokens.lowerBound
        var end = trigger.lowerBound
        while end > first, isAdverb(end - 1) || stream.equals(end - 1, anyOf: Self.aside) { end -= 1 }
        var found: [Target] = []
        // From the last of a list to the first: one that is no such thing ends it.
        while end > first {
            var start = end
            while start > first, end - start < 12, !isListBreak(start - 1), !page.has(start - 1, .clauseStart) {
                start -= 1
            }
            guard let thing = measured(start..<end, isSure: isSure, reading) else { break }
            found.append(thing)
            guard start > first, isListBreak(start - 1) else { break }
            end = start - 1
            if end > first, isListBreak(end - 1) { end -= 1 }
        }
        return found.reversed()
    }

    private func isListBreak(_ index: Int) -> Bool {
        page.has(index, .conjunction) || stream.punctuation(index) == UInt8(ascii: ",")
    }

    /// The phrase up to its place or time ("… in the penumbra"), as a thing that can be measured.
    private func measured(_ words: Range<Int>, isSure: Bool, _ reading: Reading) -> Target? {
        var start = words.lowerBound
        while start < words.upperBound, page.has(start, .opener) || stream.tokens[start].isPunctuation { start += 1 }
        // "In the cortex, …": the phrase does not begin with its place.
        guard start < words.upperBound, !stream.equals(start, anyOf: Self.placed) else { return nil }
        // "less lumican is released": the other way round.
        if stream.equals(start, "less") || stream.equals(start, "fewer") { return nil }
        var end = start
        var of: Int?
        while end < words.upperBound, !stream.equals(end, anyOf: Self.placed) {
            if stream.equals(end, "of") {
                if of == nil { of = end }
            } else if page.has(end, .ender) || page.has(end, [.person, .exposed, .carrier, .level]) && of == nil {
                return nil
            } else if stream.tokens[end].isPunctuation, stream.punctuation(end) != 0x2D {
                return nil
            }
            end += 1
        }
        guard end > start, end - start <= 7 else { return nil }
        let head = (of ?? end) - 1
        guard head >= start, of.map({ $0 + 1 < end }) ?? true,
            isMeasure(head, alone: head == start && of == nil)
                || isSure && head > start
                    && !page.has(head, [.empty, .exposed, .person, .effectNoun, .risk, .pronoun, .finding]),
            head == start && of == nil || isNamed(start..<end),
            !reading.groups.contains(where: { $0.tokens.overlaps(start..<end) }),
            !reading.sentence.concepts.contains(where: { index in
                page.concepts[index].tokens.overlaps(start..<end)
                    && (objects.accepts(page.concepts[index], .effect)
                        || objects.accepts(page.concepts[index], .indication))
            })
        else { return nil }
        guard let of, head == start else { return Target(phrase(start..<end), nil, start..<end, nil) }
        var thing = of + 1
        while thing < end - 1, page.has(thing, .opener) { thing += 1 }
        return Target("\(singularPhrase(thing..<end)) \(stream.lowerString(head))", nil, start..<end, nil)
    }

    private func isMeasure(_ index: Int, alone: Bool) -> Bool {
        let token = stream.tokens[index]
        guard token.isWord, token.length > 2 else { return false }
        if alone {
            if stream.equals(index, anyOf: Self.alone) || BodyWords.isName(index, stream) { return true }
            let word = stream.lowerString(index)
            return Self.endings.contains { word.hasSuffix($0) }
        }
        return page.has(index, .molecule) || stream.equals(index, anyOf: Self.heads)
            || BodyWords.isBodily(index, stream)
    }

    /// Nouns of processes that need no other word: "gluconeogenesis", "lipolysis", "contractility".
    private static let endings = [
        "ogenesis", "lipolysis", "glycolysis", "proteolysis", "optosis", "phagy", "contractility", "motility",
        "permeability",
        "phagocytosis", "oiesis", "uria",
    ]
    private static let alone = TokenTable(
        "proliferation apoptosis angiogenesis autophagy differentiation migration degranulation invasion")
    /// Heads that are measured, besides the nouns of molecules, cells and processes.
    private static let heads = TokenTable(
        """
        expression pressure rate output flow conduction contractility phosphorylation apoptosis permeability tone motility \
        emptying thickness density mass firing influx efflux autophagy translocation transcription methylation glycosylation \
        lipolysis glycolysis gluconeogenesis current currents angiogenesis neurogenesis lipogenesis steroidogenesis turnover recycling \
        temperature saturation filtration perfusion ventilation transit resorption mineralisation mineralization
        """)
    private static let aside = TokenTable("almost nearly not both also all were was is are then thereby thus itself")
    private static let placed = TokenTable(
        "in at on by after with during from through within between among for into at under across throughout over against"
    )
}
