import Events

/// What a finding looks like: past tenses, and numbers that measure.
extension GroundReader {
    /// "reduced", "was": a past tense, and not a participle ("is used", "an increased risk", "treated with").
    static func isPast(_ index: Int, _ sentence: Range<Int>, _ page: ClaimPage) -> Bool {
        let token = page.stream.tokens[index]
        let length = Int(token.length)
        guard token.isWord, length > 4, page.stream.lower(index, length - 1) == UInt8(ascii: "d"),
            page.stream.lower(index, length - 2) == UInt8(ascii: "e"),
            page.stream.lower(index, length - 3) != UInt8(ascii: "e")
        else { return false }
        for word: StaticString in participles where page.stream.equals(index, word) { return false }
        for word: StaticString in prepositions where page.stream.equals(index + 1, word) { return false }
        return isFinite(index, sentence, page)
    }

    /// Whether a past form stands for itself: no "has", "is" or article before it.
    static func isFinite(_ index: Int, _ sentence: Range<Int>, _ page: ClaimPage) -> Bool {
        var back = index - 1
        for _ in 0..<3 where back >= sentence.lowerBound {
            for word: StaticString in auxiliaries where page.stream.equals(back, word) { return false }
            let token = page.stream.tokens[back]
            let isAdverb =
                page.has(back, .negative) || page.stream.equals(back, "also") || page.stream.equals(back, "often")
                || page.stream.equals(back, "long")
                || (token.isWord && token.length > 4
                    && page.stream.lower(back, Int(token.length) - 1) == UInt8(ascii: "y"))
            if !isAdverb { return true }
            back -= 1
        }
        return true
    }

    private static let participles: [StaticString] = [
        "used", "based", "called", "named", "approved", "licensed", "launched", "introduced", "marketed", "related",
        "prescribed", "supposed", "needed", "aged", "indeed", "discovered", "developed", "compounded", "recommended",
    ]
    private static let prepositions: [StaticString] = [
        "by", "with", "for", "to", "as", "of", "in", "from", "on", "under",
    ]
    private static let auxiliaries: [StaticString] = [
        "is", "are", "be", "been", "being", "has", "have", "get", "gets", "a", "an", "the", "of", "with", "any", "this",
        "these", "'s",
    ]

    /// A share, a ratio or a score behind or in a claim: what a result gives, and not how many people there were.
    static func isMeasure(_ index: Int, _ page: ClaimPage) -> Bool {
        guard page.stream.tokens[index].isNumber else { return false }
        let next = page.stream.punctuation(index + 1) == UInt8(ascii: "-") ? index + 2 : index + 1
        if page.stream.punctuation(index + 1) == UInt8(ascii: "%") { return true }
        for word: StaticString in ["percent", "times", "fold", "points", "per", "percentage"]
        where page.stream.equals(next, word) { return true }
        for word: StaticString in ["ratio", "risk", "interval"] where page.stream.equals(index - 1, word) {
            return true
        }
        return false
    }

    /// A number that tells a result: no dose, length of time, year or age.
    static func isFigure(_ index: Int, _ sentence: Range<Int>, _ page: ClaimPage) -> Bool {
        let token = page.stream.tokens[index]
        guard token.isNumber, token.length > 1 else { return false }
        if page.stream.punctuation(index - 1) == UInt8(ascii: "$") { return false }
        for word: StaticString in ["over", "under", "aged", "age", "past", "since", "until"]
        where page.stream.equals(index - 1, word) { return false }
        let next = page.stream.punctuation(index + 1) == UInt8(ascii: "-") ? index + 2 : index + 1
        if page.has(next, .unit), !page.stream.equals(next, "points"), !page.stream.equals(next, "per") { return false }
        for word: StaticString in [
            "mcg", "iu", "units", "minutes", "minute", "year", "milligrams", "grams", "pills", "tablets",
        ]
        where page.stream.equals(next, word) { return false }
        if page.has(next, .duration) { return false }
        // 1900 to 2099 alone is a year.
        if token.length == 4, let value = Int(page.stream.lowerString(index)), (1900..<2100).contains(value) {
            return page.stream.equals(next, "percent") || page.stream.equals(next, "people")
        }
        let drugs = ClaimPage.slice(page.drugs, sentence) { $0.tokens.lowerBound }
        return !drugs.contains { page.drugs[$0].tokens.contains(index) }
    }
}
