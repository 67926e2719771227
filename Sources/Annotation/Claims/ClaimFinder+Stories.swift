import Events

/// One person's story in an article: "A nurse began isoniazid. In the ninth week she lost her appetite. She became jaundiced."
extension ClaimFinder {
    /// Whether a sentence tells of one person who was put on the drug that it names or goes on about; what is told of them next came about on it.
    func tellsOfOnePatient(_ sentence: ClaimPage.Sentence) -> Bool {
        let tokens = sentence.tokens
        guard let taking = tokens.first(where: { stream.equals($0, anyOf: Self.beginnings) }) else { return false }
        // "Doctors have given it since 1960"
        if tokens.contains(where: { stream.equals($0, "since") }) { return false }
        return tokens.contains { index in
            if stream.equals(index, anyOf: Self.oneOf) { return true }
            // "Carl Boggs, 71, was given"
            return index < taking && stream.tokens[index].isNumber
                && stream.punctuation(index - 1) == UInt8(ascii: ",")
                && stream.punctuation(index + 1) == UInt8(ascii: ",")
        }
    }

    /// "Eight days later he became confused": the one of whom the paragraph tells that they took the drug, and what they came to.
    func isOfPatient(_ effect: Range<Int>, _ reading: Reading) -> Bool {
        guard memory.isCase, memory.isOwn, !reading.isComment, reading.groups.isEmpty, memory.sentencesSinceDrug <= 6,
            memory.subjects.count == 1, !memory.hasStopped
        else { return false }
        let start = reading.sentence.tokens.lowerBound
        guard
            let person = Range(from: start, to: min(start + 9, effect.lowerBound)).last(where: {
                stream.equals($0, anyOf: Self.oneself)
            }), effect.lowerBound - person <= 9,
            let verb = Range(from: person + 1, to: min(person + 4, effect.lowerBound + 1)).first(where: {
                stream.equals($0, anyOf: Self.comingTo)
            })
        else { return false }
        // "She had suffered from migraine": before the drug.
        if stream.equals(verb, "had"), verb + 1 < effect.lowerBound, stream.endsInEd(verb + 1, longerThan: 3) {
            return false
        }
        return !Range(from: start, to: reading.sentence.tokens.upperBound).contains {
            stream.equals($0, anyOf: Self.elsewhere)
        } && !page.has(reading.sentence, [.comparator, .better, .negative])
    }

    private static let beginnings = TokenTable(
        "given prescribed put started began took taking taken swallowed placed injected received commenced treated")
    private static let oneOf = TokenTable(
        "he she his her him old aged woman man boy girl patient toddler infant nurse teacher mother father son daughter wife husband"
    )
    private static let oneself = TokenTable("he she patient woman man boy girl child toddler infant baby")
    private static let comingTo = TokenTable(
        """
        became grew turned felt lost was had developed suffered began started vomited fainted collapsed woke complained noticed could couldn't \
        experienced fell went stopped died
        """)
    /// "because of", "history of", "before": what went on anyway; "normal": nothing came about.
    private static let elsewhere = TokenTable(
        "because history before previously known already normal whose who recovered discharged improved for since treated"
    )
}
