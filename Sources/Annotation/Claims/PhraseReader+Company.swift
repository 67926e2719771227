import Events

/// What stands in a list beside an effect that a table knows is an effect too: "confusion and falls follow", "accounts for the tingling, the
/// kidney stones and the acidosis". The known one says what the list is of, so that no strong verb need stand before it.
extension PhraseReader {
    /// The items that no table knows of the list in which a known effect stands, and where the list ends; nil where it is none.
    func company(of known: Range<Int>, _ sentence: Range<Int>) -> (items: [Range<Int>], end: Int)? {
        guard isListed(known, sentence), !isTold(known) else { return nil }
        var start = known.lowerBound
        while start > sentence.lowerBound, known.lowerBound - start < 30, !isBorder(start - 1), !endsTrigger(start) {
            start -= 1
        }
        let isSubject = opensClause(start, sentence)
        // "for wound care, itch and nausea": whether what stands before the known one is harm cannot be told.
        if !isSubject, !endsTrigger(start) { start = known.lowerBound }
        while start <= known.lowerBound {
            if let items = list(from: start, with: known, sentence, isSubject: isSubject) { return items }
            guard let mark = (start..<known.lowerBound).first(where: { page.has($0, .list) }) else { return nil }
            start = mark + 1
            while start < known.lowerBound, page.has(start, .conjunction) { start += 1 }
        }
        return nil
    }

    /// The unknown items of the list that begins at a place; nil where the known effect is none of them or its end is in doubt.
    private func list(
        from place: Int, with known: Range<Int>, _ sentence: Range<Int>, isSubject: Bool
    ) -> (items: [Range<Int>], end: Int)? {
        var start = place
        var items: [Item] = []
        var isJoined = false
        var holdsKnown = false
        while start < sentence.upperBound, let item = item(start, sentence, isFirst: items.isEmpty) {
            // "causes nausea, and regulators warn": the subject of another clause, but for the last of a list that is the subject.
            if !items.isEmpty, !isSubject, item.isBeforeVerb { break }
            // "the bladder that refuses to empty", "the trip to the ward" are more than their noun.
            if item.tokens != nil, page.has(item.end, .relative) || stream.equals(item.end, "to") { return nil }
            items.append(item)
            // No sentence that somebody writes lists more; each known effect of the list asks for it anew.
            if items.count > Self.longest { return nil }
            if item.tokens == nil, start <= known.lowerBound, known.lowerBound < item.end {
                // "blister packs"
                guard item.end == known.upperBound else { return nil }
                holdsKnown = true
            }
            if isJoined { break }
            guard let next = separator(item.end, sentence, isJoined: &isJoined) else { break }
            start = next
        }
        guard holdsKnown, items.count > 1, let last = items.last, isJoined || endsList(last.end, sentence) else {
            return nil
        }
        return (items.compactMap(\.tokens), last.end)
    }

    /// How many items a list has at most.
    private static let longest = 64

    /// "The lotion may itch and flake", "she vomited and shook": a verb, whose company are verbs.
    private func isTold(_ known: Range<Int>) -> Bool {
        known.count == 1 && page.hasPast(known) || page.has(known.lowerBound - 1, [.modal, .to])
    }

    /// Whether a comma, bracket or "and" stands beside it.
    private func isListed(_ known: Range<Int>, _ sentence: Range<Int>) -> Bool {
        let next = known.upperBound
        if next < sentence.upperBound, page.has(next, .list) { return true }
        var before = known.lowerBound - 1
        while before > sentence.lowerBound, page.has(before, .opener) || stream.equals(before, anyOf: words.light) {
            before -= 1
        }
        return before > sentence.lowerBound && page.has(before, .list)
    }

    /// Whether a rule's words of harm end right before a place.
    private func endsTrigger(_ place: Int) -> Bool {
        ClaimPage.slice(page.words, place - 8..<place, { $0.tokens.lowerBound }).contains { word in
            let match = page.words[word]
            return match.tokens.upperBound == place && match.id < ClaimRules.wordBase
                && ClaimFinder.family(rules[Int(match.id)].predicate) == 0
        }
    }

    private func opensClause(_ place: Int, _ sentence: Range<Int>) -> Bool {
        place == sentence.lowerBound || page.has(place - 1, .clauseStart)
            || stream.isPunctuation(at: place - 1) && stream.punctuation(place - 1) != UInt8(ascii: "-")
    }
}
