import Events

/// Where the circumstance of an advice stands between the drug and the words: "the use of codeine in children is not recommended".
extension ClaimFinder {
    /// What is advised against, with for whom or what for; nil where nothing but the words stands behind the drug.
    func useAdvisedAgainst(before token: Int, _ reading: Reading) -> String? {
        guard let group = reading.groups.last(where: { $0.tokens.upperBound < token }) else { return nil }
        let link = group.tokens.upperBound
        let gap = Range(from: link + 1, to: token)
        guard stream.equals(link, anyOf: Self.links), 1...5 ~= gap.count,
            !gap.contains(where: { stream.tokens[$0].isPunctuation || page.has($0, [.relative, .clauseStart]) })
        else { return nil }
        let words = phrase(gap)
        if stream.equals(link, "for") { return "do not use for \(standard(words, reading))" }
        // "Clobetasol on the face is a mistake"
        if stream.equals(link, "on") { return "do not use on the \(words)" }
        return "avoid \(stream.lowerString(link)) \(standard(Self.circumstance(words), reading))"
    }

    private static let links = TokenTable("in during after for on")

    /// "Imatinib is recommended for …", "routine use of statins can be recommended": the drug right before the words is what is advised, so that
    /// neither a test of it nor its stopping is.
    func recommendedUse(_ trigger: Range<Int>, _ reading: Reading) -> AdviceStep? {
        let sentence = reading.sentence
        guard !sentence.isQuestion, stream.equals(trigger.upperBound - 1, anyOf: Self.recommended),
            !stream.equals(trigger.upperBound, anyOf: Self.byWhom),
            let drug = reading.groups.last(where: { $0.tokens.upperBound <= trigger.lowerBound }),
            (drug.tokens.upperBound..<trigger.lowerBound).allSatisfy({
                page.has($0, [.exposed, .unit]) || stream.tokens[$0].isNumber
                    || stream.equals($0, anyOf: Self.regimens)
            })
        else { return nil }
        var index = drug.tokens.lowerBound - 1
        let limit = max(sentence.tokens.lowerBound, drug.tokens.lowerBound - 6)
        while index >= limit, !stream.tokens[index].isPunctuation || stream.punctuation(index) == UInt8(ascii: "-") {
            if stream.equals(index, anyOf: Self.done) || page.has(index, .negative) { return nil }
            index -= 1
        }
        return AdviceStep(
            verb: AdviceVerbs.Verb(label: "use", kind: .use), position: trigger.upperBound - 1, isPassive: true)
    }

    private static let recommended = TokenTable("recommended advised advocated advisable")
    private static let byWhom = TokenTable("by that to dose daily dosage maximum intake against only")
    private static let regimens = TokenTable(
        "therapy monotherapy treatment prophylaxis supplementation supplements regimen regimens vaccination boosters first-line"
    )
    /// What is done with a drug besides taking it.
    private static let done = TokenTable(
        """
        monitoring measurement measuring testing checking screening stopping discontinuation discontinuing withdrawal withholding \
        interruption reduction reducing caution avoidance avoiding dose doses dosing dosage adjustment level levels concentration \
        concentrations adding switching tapering research study studies trials trial evaluation assessment histology with before after \
        during without from treated receiving taking on
        """)
}
