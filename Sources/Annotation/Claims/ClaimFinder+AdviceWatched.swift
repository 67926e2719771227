import Events

/// What an advice says to watch, one thing a claim: "kidney and thyroid function every six months", "the haematocrit and the PSA".
extension ClaimFinder {
    /// "and the PSA at three months": what goes on behind "and" with an article of its own.
    func watchedToo(_ tail: Tail, _ reading: Reading) -> Tail? {
        guard !tail.text.isEmpty, stream.equals(tail.end, "and"), isDeterminer(tail.end + 1) else { return nil }
        let more = self.tail(after: tail.end + 1, reading, keepsDrug: false)
        let isClause = Range(from: more.start, to: more.end).contains {
            page.has($0, .modal) || stream.equals($0, anyOf: Self.verbsBehind)
        }
        return more.text.isEmpty || more.isPrepositional || isClause ? nil : more
    }

    /// The things of a list that stand before the comma nearest to the verb.
    func listedBefore(_ verb: Int, _ reading: Reading) -> [Range<Int>] {
        let first = reading.sentence.tokens.lowerBound
        var items: [Range<Int>] = []
        var end = verb
        while end > first, verb - end < 8, stream.tokens[end - 1].isWord { end -= 1 }
        guard (end..<verb).contains(where: { page.has($0, .conjunction) }) else { return [] }
        while end > first, stream.punctuation(end - 1) == UInt8(ascii: ","), items.count < 4 {
            var start = end - 1
            while start > first, end - start <= 4, stream.tokens[start - 1].isWord { start -= 1 }
            guard start < end - 1, start == first || stream.punctuation(start - 1) == UInt8(ascii: ","),
                !(start..<end - 1).contains(where: {
                    page.has($0, [.tie, .clauseStart, .person, .pronoun, .modal])
                        || stream.equals($0, anyOf: Self.verbsBehind)
                })
            else { return items }
            items.append(start..<end - 1)
            end = start
        }
        return items
    }

    private static let verbsBehind = TokenTable("is are was were will has have does do had")

    /// "kidney and thyroid function every six months": kidney function and thyroid function, each every six months.
    static func watchedItems(_ words: String) -> [String] {
        let all = words.split(separator: " ").map(String.init)
        guard let and = all.firstIndex(of: "and"), 1...3 ~= and, and + 1 < all.count,
            all[..<and].allSatisfy({ !whens.contains($0) })
        else { return [words] }
        let end = all[(and + 1)...].firstIndex { whens.contains($0) } ?? all.count
        guard 1...3 ~= end - and - 1, !all[(and + 1)..<end].contains("and") else { return [words] }
        let when = all[end...].joined(separator: " ")
        var first = all[..<and].joined(separator: " ")
        let second = all[(and + 1)..<end].joined(separator: " ")
        if and == 1, let shared = all[(and + 1)..<end].last, end - and > 2, heads.contains(shared) {
            first += " \(shared)"
        }
        return [first, second].map { when.isEmpty ? $0 : "\($0) \(when)" }
    }

    private static let heads: Set<String> = [
        "function", "level", "levels", "test", "tests", "count", "counts", "enzymes", "values", "pressure",
    ]
    private static let whens: Set<String> = [
        "every", "once", "twice", "at", "before", "after", "for", "in", "during", "while", "when", "each", "weekly",
        "monthly", "yearly", "regularly", "daily", "on", "with", "if", "as", "until", "closely", "first", "half-yearly",
        "annually", "carefully", "to", "of", "from", "between", "within", "three", "four", "six", "two",
    ]
}
