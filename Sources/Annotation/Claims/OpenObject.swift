/// Objects outside the lexicon: the noun phrase behind a rule's trigger.
extension ClaimFinder {
    /// What is done to a molecule, before "of".
    static let processNouns = TokenTable(
        """
        assembly formation synthesis release binding activation entry replication conversion uptake docking opening closing \
        polymerisation polymerization fusion phosphorylation transcription translation breakdown degradation secretion
        """)

    /// One to four words that can be an object; nil when the phrase is none.
    func openObject(after position: Int, _ reading: Reading) -> Range<Int>? {
        var start = position
        while start < reading.sentence.tokens.upperBound, page.has(start, .opener) {
            start += 1
        }
        var end = start
        while end < reading.sentence.tokens.upperBound, end - start < 5 {
            let token = page.stream.tokens[end]
            let isHyphen = page.stream.punctuation(end) == 0x2D && !token.flags.contains(.spaceBefore)
            guard token.isWord || isHyphen, !page.has(end, .ender) else { break }
            if reading.groups.contains(where: { $0.tokens.contains(end) }) { return nil }
            end += 1
        }
        // "the risk of being taken to hospital": an act, no thing.
        if page.stream.equals(start, "being") || page.stream.equals(start, "having") { return nil }
        // "COX-1": a sign that goes on is no word.
        guard end > start, end - start <= 4, page.stream.tokens[end - 1].isWord else { return nil }
        if end - start == 1, page.has(start, .empty) || page.stream.tokens[start].length < 5 {
            return nil
        }
        if page.has(end - 1, .empty), end - start < 2 { return nil }
        // "used in Britain": where, not for what.
        if end - start == 1, page.stream.equals(start - 1, "in"), page.stream.tokens[start].flags.contains(.capitalised)
        {
            return nil
        }
        for word: StaticString in ["longer", "sooner", "faster", "earlier", "later", "further", "more", "too"]
        where page.stream.equals(end - 1, word) {
            end -= 1
            guard end > start else { return nil }
        }
        // "Minimizes risks somewhat": of what is not told.
        for word: StaticString in [
            "risk", "risks", "harm", "harms", "problems", "costs", "side", "pregnancy", "pregnancies", "breastfeeding",
            "lactation", "childhood", "infancy", "adolescence", "adulthood", "odds",
            "chance", "chances", "likelihood", "rate", "rates", "probability", "number", "another", "others", "sake",
            "activity", "production", "output", "amount", "level", "levels", "length", "speed", "size", "use",
        ]
        where page.stream.equals(start, word) { return nil }
        if page.has(start, .person) { return nil }
        // "prevents the assembly of microtubules": a process is inhibited, nothing is treated.
        if page.stream.equals(start + 1, "of"), page.stream.equals(start, anyOf: Self.processNouns) { return nil }
        // "has been used for centuries"
        if page.isTimeSpan(start) { return nil }
        // "for sleep more often"
        if page.stream.equals(end - 1, "often") {
            end -= page.stream.equals(end - 2, "more") || page.stream.equals(end - 2, "less") ? 2 : 1
            guard end > start else { return nil }
        }
        // "used in intensive care", "in Ayurvedic medicine"
        for word: StaticString in [
            "care", "medicine", "surgery", "hospitals", "hospital", "clinics", "combination", "countries", "practice",
            "rooms", "room", "theatres", "theatre", "theaters", "wards", "ward", "homes", "home", "schools", "kitchens",
            "cooking",
            "agriculture", "farming", "cosmetics", "industry", "foods", "food",
            "states", "europe", "isolation", "history", "moderation", "trials", "research", "place", "parallel",
            "advance",
        ] where page.stream.equals(end - 1, word) { return nil }
        // "not recommended for nursing mothers"
        if page.has(end - 1, .person) { return nil }
        // "a third arm", "the lows better": no object of a treatment.
        if page.has(end - 1, [.exposed, .better, .worse]) { return nil }
        // "given for ten years" tells how long.
        if page.has(end - 1, [.unit, .duration]) { return nil }
        // "…ly" and "…ing" alone are no thing.
        let last = page.stream.lowerString(end - 1)
        if last.hasSuffix("ly") || (end - start == 1 && last.hasSuffix("ing")) { return nil }
        return start..<end
    }
}
