/// Words of a rule that stand within longer ones of another.
struct InnerPhrase {
    let tokens: Range<Int>
    /// Rule index.
    let id: Int32
    /// The longer words.
    let cover: Range<Int>
}

/// Words within longer ones have their turn behind all others of the sentence, where the longer ones claimed nothing.
///
/// "No effect on" goes before "effect", and mostly says another thing; yet words that are longer by chance should not cost the shorter ones'
/// claim ("have failed in trials of asthma", where the longer ask for a test that somebody failed).
extension ClaimFinder {
    func readInner(_ reading: Reading, _ places: UInt8, used: inout UsedConcepts) {
        let sentence = reading.sentence
        // Sentences come in the text's order.
        while nextInner < inner.count, inner[nextInner].tokens.lowerBound < sentence.tokens.lowerBound {
            nextInner += 1
        }
        while nextInner < inner.count, inner[nextInner].tokens.lowerBound < sentence.tokens.upperBound {
            let phrase = inner[nextInner]
            nextInner += 1
            let rule = stage.rules.rules[Int(phrase.id)]
            guard stage.rules.gates[Int(phrase.id)].isOpen(places, classes: sentence.classes),
                !isClaimed(phrase.cover, sentence), !isChanged(rule, by: phrase, reading),
                !sentence.drugs.contains(where: { page.drugs[$0].tokens.overlaps(phrase.tokens) })
            else { continue }
            fire(rule, phrase.tokens, reading, used: &used)
        }
    }

    /// Whether a claim of the sentence rests on these words.
    private func isClaimed(_ words: Range<Int>, _ sentence: ClaimPage.Sentence) -> Bool {
        for draft in claims.reversed() {
            if draft.sentence != sentence.tokens { return false }
            if draft.tokens.overlaps(words) { return true }
        }
        return false
    }

    /// Whether the longer words give the shorter ones another sense.
    private func isChanged(_ rule: ClaimRule, by phrase: InnerPhrase, _ reading: Reading) -> Bool {
        switch rule.object {
        // What takes any words for its object would find some.
        case .phrase, .timing: return true
        // "does nothing for the virus" names what for: it is not the condition spoken of.
        case .condition where phrase.tokens.upperBound < phrase.cover.upperBound: return true
        default: break
        }
        // "is rarer on apixaban" is of that drug, not of the one spoken of.
        if rule.subject == .topic,
            reading.groups.contains(where: { 0...1 ~= $0.tokens.lowerBound - phrase.cover.upperBound })
        {
            return true
        }
        // "no effect on": none it is.
        let before = Range(from: phrase.cover.lowerBound, to: phrase.tokens.lowerBound)
        if before.contains(where: { stream.equals($0, anyOf: Self.denials) }) { return true }
        // "have been reported in Parkinson's disease": in whom, and of what stands before.
        if !before.isEmpty, stream.equals(phrase.tokens.upperBound - 1, "in") { return true }
        let behind = Range(from: phrase.tokens.upperBound, to: phrase.cover.upperBound)
        // "caused by direct toxicity" turns the words round.
        if behind.contains(where: { stream.equals($0, "by") }) { return true }
        // "works better than": the longer words hold what this rule must not have beside it.
        guard let absent = rule.absentClass else { return false }
        return behind.contains { index in
            stage.rules.table.matches(at: index, in: stream, limit: behind.upperBound).contains { $0.id == absent }
        }
    }

    private static let denials = TokenTable("no not never without nor neither")
}
