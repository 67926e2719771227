import Events

/// What a finding looks like: past tenses, and numbers that measure.
extension GroundReader {
    /// "reduced", "was": a past tense, and not a participle ("is used", "an increased risk", "treated with").
    static func isPast(_ index: Int, _ sentence: Range<Int>, _ page: ClaimPage) -> Bool {
        let token = page.stream.tokens[index]
        guard token.isWord, page.stream.endsInEd(index, longerThan: 4),
            page.stream.lower(index, Int(token.length) - 3) != UInt8(ascii: "e")
        else { return false }
        if participles.contains(token.hash) || page.stream.equals(index + 1, anyOf: prepositions) { return false }
        return isFinite(index, sentence, page)
    }

    /// Whether a past form stands for itself: no "has", "is" or article before it.
    static func isFinite(_ index: Int, _ sentence: Range<Int>, _ page: ClaimPage) -> Bool {
        var back = index - 1
        for _ in 0..<3 where back >= sentence.lowerBound {
            let token = page.stream.tokens[back]
            if auxiliaries.contains(token.hash) || page.stream.equals(back, "'s") { return false }
            let isAdverb =
                page.has(back, .negative) || adverbs.contains(token.hash)
                || (token.isWord && token.length > 4
                    && page.stream.lower(back, Int(token.length) - 1) == UInt8(ascii: "y"))
            if !isAdverb { return true }
            back -= 1
        }
        return true
    }

    private static let participles = TokenTable(
        """
        used based called named approved licensed launched introduced marketed related prescribed supposed needed aged indeed discovered \
        developed compounded recommended
        """)
    private static let prepositions = TokenTable("by with for to as of in from on under")
    private static let auxiliaries = TokenTable(
        "is are be been being has have get gets a an the of with any this these")
    private static let adverbs = TokenTable("also often long")

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
        if page.stream.equals(index - 1, anyOf: ages) { return false }
        let next = page.stream.punctuation(index + 1) == UInt8(ascii: "-") ? index + 2 : index + 1
        if page.has(next, .unit), !page.stream.equals(next, "points"), !page.stream.equals(next, "per") { return false }
        if page.stream.equals(next, anyOf: amounts) { return false }
        if page.has(next, .duration) { return false }
        // 1900 to 2099 alone is a year.
        if token.length == 4, isYear(index, page) {
            return page.stream.equals(next, "percent") || page.stream.equals(next, "people")
        }
        let drugs = ClaimPage.slice(page.drugs, sentence) { $0.tokens.lowerBound }
        return !drugs.contains { page.drugs[$0].tokens.contains(index) }
    }

    /// Whether four bytes are a number from 1900 to 2099.
    private static func isYear(_ index: Int, _ page: ClaimPage) -> Bool {
        var value = 0
        for offset in 0..<4 {
            let digit = page.stream.lower(index, offset) &- UInt8(ascii: "0")
            guard digit < 10 else { return false }
            value = value * 10 + Int(digit)
        }
        return (1900..<2100).contains(value)
    }

    private static let ages = TokenTable("over under aged age past since until")
    private static let amounts = TokenTable("mcg iu units minutes minute year milligrams grams pills tablets")
}
