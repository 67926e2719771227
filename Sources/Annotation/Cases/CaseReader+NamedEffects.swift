import Events

/// Effects that a comment only names, without a verb of causing.
extension CaseReader {
    /// An effect that a comment names without a verb of causing is weighed: is it near what was taken, and not a reason, a condition of long
    /// standing, something that the drug helps with, or of another cause?
    func isDoubtful(
        _ claim: Told, _ event: Range<Int>, _ sentence: Range<Int>, _ reading: CommentReading, _ drugs: NamedDrugs
    ) -> Bool {
        if isReason(claim, event, sentence, reading, drugs) || isHelped(event, sentence, reading) { return true }
        if hasOtherCause(event, sentence, reading, drugs) { return true }
        if !isNearDrug(sentence, reading, drugs) { return true }
        guard lexicon.conditions.contains(claim.object) else { return false }
        let words = reading.words(in: sentence)
        let isTied = words.contains { $0.kind == .because }
        let isTaken = words.contains { $0.kind == .taking || $0.kind == .starting || $0.kind == .stopping }
        return !isTied || !(isTaken || !drugs.slice(sentence, reading.stream).isEmpty)
    }

    /// In bytes: a comment up to this length is about one thing.
    private static let short = 400
    /// In tokens: how far back a long comment may have named the drug or dose of an effect.
    private static let near = 40

    /// Whether the drug, a dose or a word of taking stands near enough for the effect to be its effect.
    private func isNearDrug(_ sentence: Range<Int>, _ reading: CommentReading, _ drugs: NamedDrugs) -> Bool {
        let isShort = reading.segment.range.count <= Self.short
        let isNamed = !drugs.all.isEmpty || !reading.doses.isEmpty
        let isTold = reading.words.contains { $0.kind == .taking || $0.kind == .stopping }
        if isShort { return isNamed || isTold || reading.segment.parent != nil }
        let near = max(reading.tokens.lowerBound, sentence.lowerBound - Self.near)..<sentence.upperBound
        if !drugs.slice(near, reading.stream).isEmpty { return true }
        let bytes = reading.stream.byteRange(near)
        return !ClaimPage.slice(reading.doses, bytes, { $0.range.start }).isEmpty
    }

    /// "She would panic; only this calmed her": what helps follows, and no "but" stands between.
    private func isHelped(_ event: Range<Int>, _ sentence: Range<Int>, _ reading: CommentReading) -> Bool {
        guard event.upperBound < sentence.upperBound else { return false }
        for word in reading.words(in: Range(from: event.upperBound, to: sentence.upperBound)) {
            if word.kind == .contrast { return false }
            if word.kind == .help { return true }
        }
        return false
    }

    /// "Out of breath due to emphysema": a cause that is no drug.
    private func hasOtherCause(
        _ event: Range<Int>, _ sentence: Range<Int>, _ reading: CommentReading, _ drugs: NamedDrugs
    ) -> Bool {
        guard event.upperBound < sentence.upperBound else { return false }
        let behind = Range(from: event.upperBound, to: min(sentence.upperBound, event.upperBound + 3))
        guard let cause = reading.words(in: behind).first(where: { $0.kind == .cause }) else { return false }
        let named = Range(from: cause.tokens.upperBound, to: min(sentence.upperBound, cause.tokens.upperBound + 5))
        guard !named.isEmpty, drugs.slice(named, reading.stream).isEmpty else { return false }
        for token in named {
            for word: StaticString in ["it", "this", "that", "them", "these", "pill", "pills", "drug", "drugs", "meds"]
            where reading.stream.equals(token, word) { return false }
        }
        return true
    }

    /// "I had a stroke, so they put me on Xarelto": what came before the drug is why it was taken.
    private func isReason(
        _ claim: Told, _ event: Range<Int>, _ sentence: Range<Int>, _ reading: CommentReading, _ drugs: NamedDrugs
    ) -> Bool {
        for word in reading.words(in: sentence) where word.kind == .history {
            if word.tokens.upperBound <= event.lowerBound + 1, event.lowerBound - word.tokens.upperBound <= 3 {
                return true
            }
        }
        // What ties the event to a drug that follows goes before what was prescribed for it.
        for word in reading.words(in: event.lowerBound..<max(event.lowerBound, sentence.upperBound)) {
            if word.kind == .because { break }
            guard word.kind == .starting, word.tokens.lowerBound >= event.upperBound else { continue }
            let behind = word.tokens.upperBound..<max(word.tokens.upperBound, sentence.upperBound)
            if !drugs.slice(behind, reading.stream).isEmpty { return true }
        }
        return isKnownReason(claim) || takenFor(event, sentence, reading, drugs)
    }

    /// Some drug of the class is labelled for it ("no sleep for years" of somebody on benzodiazepines).
    private func isKnownReason(_ claim: Told) -> Bool {
        pharmacology.isIndicated(anyOf: claim.drug, for: claim.object)
    }

    /// "I take clonazepam because I sleepwalk", "on Xanax for my panic attacks": the drug first, nothing stopped, then why.
    private func takenFor(
        _ event: Range<Int>, _ sentence: Range<Int>, _ reading: CommentReading, _ drugs: NamedDrugs
    ) -> Bool {
        let before = sentence.lowerBound..<max(sentence.lowerBound, event.lowerBound)
        guard let drug = drugs.slice(before, reading.stream).first else { return false }
        let words = reading.words(in: before)
        guard words.contains(where: { $0.kind == .taking }), !words.contains(where: { $0.kind == .stopping }) else {
            return false
        }
        let named = reading.tokens(of: drug.range).upperBound
        // The quote of an effect may begin at the drug and hold the "because".
        return (named..<max(named, event.upperBound)).contains { token in
            let isOutside = token < event.lowerBound || !reading.stream.equals(token + 1, "of")
            return reading.stream.equals(token, "because") && isOutside || reading.stream.equals(token, "cuz")
                || (reading.stream.equals(token, "for") && (1...4).contains(event.lowerBound - token))
        }
    }
}
