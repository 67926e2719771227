import Events

/// Finds what a claim says about its subject: the nearest concept in the rule's direction, and the list it begins.
final class ObjectReader: Sendable {
    private let concepts: [Concept]
    private let rules: [ClaimRule]
    private let clause: Int32

    init(concepts: ConceptLexicon, rules: ClaimRules) {
        self.concepts = concepts.concepts
        self.rules = rules.rules
        clause = rules.wordClass("clause")
    }

    /// Indices into `page.concepts`, nearest first for `right`, farthest first for `left` lists (text order).
    func right(
        of position: Int, within reach: Int, kinds: ConceptKinds, _ page: ClaimPage, _ sentence: ClaimPage.Sentence
    ) -> [Int] {
        var found: [Int] = []
        let (position, isSpan) = pastGeneral(position, page, sentence)
        var end = position
        for index in sentence.concepts {
            let mention = page.concepts[index]
            if mention.tokens.lowerBound < position { continue }
            // Two readings of one word overlap.
            if mention.tokens.lowerBound < end { continue }
            let gap = end..<mention.tokens.lowerBound
            if found.isEmpty {
                if gap.count > reach || isBroken(gap, page, sentence, list: false) { break }
            } else if isSpan, gap.count == 1, page.stream.equals(gap.lowerBound, "to") {
                // "from overactive bladder to depression"
            } else if isTooFar(gap, page) || !isList(gap, page) || isApposed(gap, mention.tokens.upperBound, page)
                || isBroken(gap, page, sentence, list: true) || opensClause(index, gap, page, sentence)
                // ", thins the bones" begins a statement of its own.
                || (mention.isComposite && !page.concepts[found[0]].isComposite)
                || startsRelation(mention.tokens.upperBound, page, sentence)
                || found.count == 1 && startsClause(gap, mention.tokens, page, sentence)
                // "reduce libido and delay orgasm"
                || startsRelation(mention.tokens.lowerBound, page, sentence)
            {
                break
            }
            if !accepts(mention, kinds) {
                if found.isEmpty { continue }
                break
            }
            if found.isEmpty, isOccasion(index, kinds, page, sentence) { continue }
            // "serotonin 5-HT1B receptors": the head says what is meant.
            if found.isEmpty, kinds.contains(.mechanism), index + 1 < sentence.concepts.upperBound,
                page.concepts[index + 1].tokens.lowerBound == mention.tokens.upperBound,
                accepts(page.concepts[index + 1], kinds)
            {
                continue
            }
            // "the painful attacks of gout": the head says what is meant.
            if found.isEmpty, page.has(mention.tokens.upperBound, .bout),
                page.stream.equals(mention.tokens.upperBound + 1, "of"), index + 1 < sentence.concepts.upperBound
            {
                continue
            }
            found.append(index)
            end = mention.tokens.upperBound
        }
        return found
    }

    /// "for a wide range of conditions, including gout", "for many complaints, from asthma to hay fever": the list behind the general word.
    ///
    /// - Returns: where the list begins, and whether it is told from one end to the other.
    private func pastGeneral(_ position: Int, _ page: ClaimPage, _ sentence: ClaimPage.Sentence) -> (
        start: Int, isSpan: Bool
    ) {
        let limit = min(position + 9, sentence.tokens.upperBound)
        guard page.has(sentence, .general),
            let general = Range(from: position, to: limit).first(where: { page.stream.equals($0, anyOf: Self.general) }
            ),
            !sentence.concepts.contains(where: {
                page.concepts[$0].tokens.lowerBound >= position && page.concepts[$0].tokens.lowerBound <= general
            })
        else { return (position, false) }
        var next = general + 1
        if page.stream.punctuation(next) == UInt8(ascii: ",") { next += 1 }
        if page.stream.equals(next, "ranging") { next += 1 }
        if page.stream.equals(next, "from") { return (next + 1, true) }
        if page.stream.equals(next, "such"), page.stream.equals(next + 1, "as") { return (next + 2, false) }
        if page.stream.equals(next, "among"), page.stream.equals(next + 1, "them") { return (next + 2, false) }
        if page.stream.equals(next, anyOf: Self.naming) || page.stream.punctuation(next) == UInt8(ascii: ":") {
            return (next + 1, false)
        }
        return (position, false)
    }

    static let general = TokenTable(
        "conditions disorders ailments illnesses diseases complaints problems troubles infections uses purposes ills indications maladies"
    )
    private static let naming = TokenTable("including like namely notably")

    /// "twice the pneumonia of the others, and strokes, fractures and falls were overrepresented": the item begins a clause of its own.
    private func opensClause(_ index: Int, _ gap: Range<Int>, _ page: ClaimPage, _ sentence: ClaimPage.Sentence) -> Bool
    {
        guard gap.count > 1, let last = gap.last, page.has(last, .conjunction),
            page.stream.punctuation(last - 1) == UInt8(ascii: ",")
        else { return false }
        var end = page.concepts[index].tokens.upperBound
        for next in index + 1..<max(index + 1, sentence.concepts.upperBound) {
            let mention = page.concepts[next]
            if mention.tokens.lowerBound < end { continue }
            guard mention.tokens.lowerBound - end <= 3, isList(end..<mention.tokens.lowerBound, page) else { break }
            end = mention.tokens.upperBound
        }
        return page.stream.equals(end, anyOf: Self.finite)
    }

    private static let finite = TokenTable("\(AuxiliaryVerbs.finite) thereby lose loses")

    /// "NAION, a stroke of the optic nerve", "Ebstein's anomaly, a malformation of the heart.": the second says what the first is.
    private func isApposed(_ gap: Range<Int>, _ end: Int, _ page: ClaimPage) -> Bool {
        gap.count <= 4 && page.stream.punctuation(gap.lowerBound) == UInt8(ascii: ",")
            && page.has(gap.lowerBound + 1, .indefinite)
            && (page.stream.equals(end, "of") || page.has(end, .relative)
                || page.stream.punctuation(end) == UInt8(ascii: "."))
    }

    /// "hospitalisation for hypoglycaemia": what it was for is meant.
    private func isOccasion(
        _ index: Int, _ kinds: ConceptKinds, _ page: ClaimPage, _ sentence: ClaimPage.Sentence
    ) -> Bool {
        let mention = page.concepts[index]
        guard index + 1 < sentence.concepts.upperBound,
            concepts[Int(mention.concept)].label == "hospitalization"
        else { return false }
        let next = page.concepts[index + 1]
        let gap = mention.tokens.upperBound..<max(mention.tokens.upperBound, next.tokens.lowerBound)
        return accepts(next, kinds) && (1...3).contains(gap.count)
            && gap.contains { page.stream.equals($0, "for") || page.stream.equals($0, "with") }
    }

    /// - Parameter acrossClauses: the nearest concept may stand in the clause before.
    func left(
        of position: Int, within reach: Int, kinds: ConceptKinds, _ page: ClaimPage, _ sentence: ClaimPage.Sentence,
        acrossClauses: Bool = false
    ) -> [Int] {
        var found: [Int] = []
        var start = beforeAside(position, page, sentence)
        for index in sentence.concepts.reversed() {
            let mention = page.concepts[index]
            if mention.tokens.upperBound > start { continue }
            let gap = mention.tokens.upperBound..<start
            if found.isEmpty {
                if gap.count > reach && outsideBrackets(gap, page) > reach
                    || (!acrossClauses && isBroken(gap, page, sentence, list: false))
                {
                    break
                }
            } else if gap.count > 5 && outsideBrackets(gap, page) > 5 || !isList(gap, page)
                || isBroken(gap, page, sentence, list: true)
                || found.count == 1 && endsClause(gap, mention.tokens, page, sentence)
            {
                break
            }
            if !accepts(mention, kinds) {
                if found.isEmpty { continue }
                break
            }
            found.append(index)
            start = mention.tokens.lowerBound
        }
        return found.reversed()
    }

    /// "Seizures, which had been feared in epilepsy, did not increase", "Nightmares, the complaint that doctors hear most, were common": where a
    /// relative clause between commas right before the words begins, behind a concept.
    private func beforeAside(_ position: Int, _ page: ClaimPage, _ sentence: ClaimPage.Sentence) -> Int {
        let comma = UInt8(ascii: ",")
        guard position - 1 > sentence.tokens.lowerBound, page.stream.punctuation(position - 1) == comma,
            !page.has(position, [.conjunction, .relative])
        else { return position }
        var index = position - 2
        let limit = max(sentence.tokens.lowerBound + 1, position - 16)
        while index >= limit, page.stream.punctuation(index) != comma {
            if page.stream.tokens[index].isPunctuation, page.stream.punctuation(index) != UInt8(ascii: "-") {
                return position
            }
            index -= 1
        }
        guard index >= limit,
            page.stream.equals(index + 1, "which") || page.stream.equals(index + 1, "who")
                || page.stream.equals(index + 1, "the") && page.has(index + 2..<position - 1, .relative),
            sentence.concepts.contains(where: { page.concepts[$0].tokens.upperBound == index })
        else { return position }
        return index
    }

    /// "harms the baby, and flares were less common": behind a comma and "and" the second of two things has a verb of its own.
    private func startsClause(
        _ gap: Range<Int>, _ item: Range<Int>, _ page: ClaimPage, _ sentence: ClaimPage.Sentence
    ) -> Bool {
        // "lifted the fog a bit, fatigue is the same"
        if let last = gap.last, page.stream.punctuation(last) == UInt8(ascii: ","),
            page.stream.equals(item.upperBound, anyOf: Self.finite)
        {
            return true
        }
        guard isCommaAnd(gap, page) else { return false }
        for index in Range(from: item.upperBound, to: min(sentence.tokens.upperBound, item.upperBound + 6)) {
            if page.stream.tokens[index].isPunctuation { return false }
            if page.stream.equals(index, anyOf: Self.finiteBehind) { return true }
        }
        return false
    }

    /// The same read from the end: what stands before the comma belongs to a list only where that has an item before it.
    private func endsClause(
        _ gap: Range<Int>, _ item: Range<Int>, _ page: ClaimPage, _ sentence: ClaimPage.Sentence
    ) -> Bool {
        guard isCommaAnd(gap, page) else { return false }
        return !sentence.concepts.contains { index in
            let own = page.concepts[index].tokens
            return own.upperBound < item.lowerBound && item.lowerBound - own.upperBound <= 4
                && (own.upperBound..<item.lowerBound).contains { page.stream.punctuation($0) == UInt8(ascii: ",") }
        }
    }

    private func isCommaAnd(_ gap: Range<Int>, _ page: ClaimPage) -> Bool {
        (2...3).contains(gap.count) && page.stream.punctuation(gap.lowerBound) == UInt8(ascii: ",")
            && page.has(gap.lowerBound + 1, .conjunction)
    }

    private static let finiteBehind = TokenTable(
        "\(AuxiliaryVerbs.be) \(AuxiliaryVerbs.have) fell rose dropped did became")

    /// "…, and lupus raises it further": the next item is the subject of a relation of its own.
    private func startsRelation(_ token: Int, _ page: ClaimPage, _ sentence: ClaimPage.Sentence) -> Bool {
        for index in sentence.words
        where page.words[index].tokens.lowerBound == token && page.words[index].id < ClaimRules.wordBase {
            let rule = rules[Int(page.words[index].id)]
            if rule.isRelationVerb || rule.object == .same { return true }
            // "plugs the NMDA receptor, and glutamate surges"
            if rule.special == .mechanismThenUp || rule.special == .mechanismThenDown { return true }
        }
        return false
    }

    func accepts(_ mention: ConceptMention, _ kinds: ConceptKinds) -> Bool {
        !mention.isPopulation && !concepts[Int(mention.concept)].kinds.isDisjoint(with: kinds)
    }

    /// Whether more than seven tokens part two items; what stands in brackets ("(hazard ratio 1.34, 95% CI 1.21-1.48)") does not count.
    private func isTooFar(_ gap: Range<Int>, _ page: ClaimPage) -> Bool {
        guard gap.count > 7 else { return false }
        guard gap.count <= 28 else { return true }
        // "cleft lip and, in a Nordic register, to autism": what stands between commas does not count.
        let comma = UInt8(ascii: ",")
        if page.has(gap.lowerBound, .conjunction), page.stream.punctuation(gap.lowerBound + 1) == comma,
            let close = (gap.lowerBound + 2..<gap.upperBound).first(where: { page.stream.punctuation($0) == comma }),
            gap.upperBound - close <= 4
        {
            return false
        }
        var depth = 0
        var outside = 0
        for index in gap {
            let mark = page.stream.punctuation(index)
            if mark == UInt8(ascii: "(") || mark == UInt8(ascii: "[") { depth += 1 }
            if depth == 0 { outside += 1 }
            if mark == UInt8(ascii: ")") || mark == UInt8(ascii: "]") { depth -= 1 }
        }
        return outside > 5 || depth != 0
    }

    /// "Stroke (HR 1.5, 95% CI 1.1-2.0) was more frequent": tokens of a gap but for what brackets hold.
    private func outsideBrackets(_ gap: Range<Int>, _ page: ClaimPage) -> Int {
        guard gap.count <= 28 else { return gap.count }
        var (depth, outside) = (0, 0)
        for index in gap {
            let mark = page.stream.punctuation(index)
            let opens = mark == UInt8(ascii: "(") || mark == UInt8(ascii: "[")
            let closes = mark == UInt8(ascii: ")") || mark == UInt8(ascii: "]")
            if opens { depth += 1 }
            if depth == 0, !closes { outside += 1 }
            if closes { depth -= 1 }
        }
        return depth == 0 ? outside : gap.count
    }

    /// Whether a comma or a joining word stands in the gap.
    private func isList(_ gap: Range<Int>, _ page: ClaimPage) -> Bool {
        page.has(gap, .list)
    }

    /// Whether a clause ends within the gap, or, in a list, another relation begins in it.
    private func isBroken(_ gap: Range<Int>, _ page: ClaimPage, _ sentence: ClaimPage.Sentence, list: Bool) -> Bool {
        if list, page.has(gap, .relative) { return true }
        // "treated for tick fever, none had stained teeth": another statement.
        if list, gap.contains(where: { page.stream.equals($0, "had") || page.stream.equals($0, "has") }) { return true }
        // "eases pain, and it is not addictive": another statement.
        if list, gap.contains(where: { page.stream.equals($0, "is") || page.stream.equals($0, "are") }) { return true }
        // "kidney damage (4 percent; odds ratio 2.1) and headaches": a sign in brackets parts nothing.
        var depth = 0
        for index in gap {
            let mark = page.stream.punctuation(index)
            if mark == UInt8(ascii: "(") || mark == UInt8(ascii: "[") { depth += 1 }
            if mark == UInt8(ascii: ")") || mark == UInt8(ascii: "]") { depth -= 1 }
            if mark == UInt8(ascii: ";"), depth <= 0 { return true }
            // "clears amyloid, can cause brain swelling": another verb.
            if !list, mark == UInt8(ascii: ","), page.has(index + 1, .modal) { return true }
        }
        // "harms the unborn, and flares were less common": behind the comma another clause.
        if !list, gap.count >= 2, page.has(gap.upperBound - 1, .conjunction),
            page.stream.punctuation(gap.upperBound - 2) == UInt8(ascii: ","),
            startsClause(gap.upperBound - 2..<gap.upperBound, gap.upperBound..<gap.upperBound + 1, page, sentence)
        {
            return true
        }
        // "relieves dryness and does not cause cancer": the second verb has an object of its own.
        if !list, let join = gap.first(where: { page.has($0, .conjunction) }),
            sentence.words.contains(where: { place in
                let word = page.words[place]
                return word.id < ClaimRules.wordBase && word.tokens.lowerBound > join
                    && word.tokens.upperBound <= gap.upperBound
                    && rules[Int(word.id)].isRelationVerb
            })
        {
            return true
        }
        for index in sentence.words {
            let word = page.words[index]
            guard gap.contains(word.tokens.lowerBound) else { continue }
            if word.id == clause {
                // "not only nausea but also dizziness", "nausea, but not vomiting": the list goes on.
                let goesOn =
                    list && page.stream.equals(word.tokens.lowerBound, "but")
                    && (page.stream.equals(word.tokens.upperBound, "also")
                        || (page.stream.equals(word.tokens.upperBound, "not")
                            && (word.tokens.upperBound + 2 >= gap.upperBound
                                // "but not that of fractures"
                                || word.tokens.upperBound + 3 >= gap.upperBound
                                    && page.stream.equals(gap.upperBound - 1, "of"))))
                if goesOn { continue }
                return true
            }
            if list, word.id < ClaimRules.wordBase {
                // "wards off malaria and keeps lupus in check"
                let rule = rules[Int(word.id)]
                if rule.isRelationVerb || rule.special == .preventAway { return true }
                // "prevented more strokes and caused fewer bleeds"
                if word.tokens.count > 1, rule.predicate == .lowerThan || rule.predicate == .causesMoreThan {
                    return true
                }
            }
        }
        return false
    }
}
