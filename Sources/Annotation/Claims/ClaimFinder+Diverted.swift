import Events

/// Effects behind a rule's words that another word takes away from them.
extension ClaimFinder {
    /// "lowers the risk of stroke" treats no stroke, "caused relief from tics" causes none: another word stands between.
    func isDiverted(_ rule: ClaimRule, _ trigger: Range<Int>, _ object: Range<Int>) -> Bool {
        guard object.lowerBound >= trigger.upperBound else { return false }
        let between = trigger.upperBound..<object.lowerBound
        // "reduced metastases irrespective of diabetes"
        if between.contains(where: { stream.equals($0, anyOf: SubjectReader.regardless) }) { return true }
        // "resulted in fewer deaths among those needing oxygen or ventilation": whom it was tried on.
        if Self.family(rule.predicate) == 0, between.contains(where: { stream.equals($0, anyOf: Self.having) }) {
            return true
        }
        // "promotes relaxation without making you sleepy"
        if Self.family(rule.predicate) == 0, between.contains(where: { stream.equals($0, "without") }) { return true }
        // "was made for high blood pressure"
        if rule.special == .causeMake, page.has(between, [.tie, .reason]) { return true }
        // "makes the nausea bearable", "made the pain go away"
        if rule.special == .causeMake || rule.special == .causePerson,
            isEasedBehind(object.upperBound, object.upperBound..<min(object.upperBound + 3, stream.count))
                || isGone(object.upperBound)
        {
            return true
        }
        // "induces liver enzymes": no rise in the blood.
        if rule.special == .causeActive, trigger.count == 1,
            stream.equals(trigger.lowerBound, anyOf: Self.inducing),
            stream.equals(object.upperBound - 1, "enzymes"), stream.equals(object.lowerBound, "liver")
        {
            return true
        }
        switch rule.predicate {
        case .prevents: return between.contains { stream.equals($0, anyOf: Self.mending) }
        case .treats:
            return page.has(between, .risk) || isSearchedFor(object.lowerBound)
        case .causes, .associatedWith:
            // "resulted in a lower incidence of stroke"
            if rule.predicate == .causes, between.contains(where: { page.has($0, .risk) }),
                between.contains(where: { stream.equals($0, anyOf: Self.lessened) })
            {
                return true
            }
            // "produced a rapid drop in anxiety"
            if stream.equals(object.lowerBound - 1, "in"), object.lowerBound - 2 >= trigger.upperBound,
                stream.equals(object.lowerBound - 2, anyOf: Self.falling)
            {
                return true
            }
            return page.has(between, .relief) || (rule.special != .blameFor && isReasonGiven(between))
        case .predisposes, .aggravates: return isReasonGiven(between)
        default: return false
        }
    }

    private static let falling = TokenTable(
        "drop drops fall falls decline declines dip decrease easing lessening halving plunge slump")
    private static let lessened = TokenTable("lower lowered reduced decreased smaller")

    /// "tested for tuberculosis": nothing is treated.
    private func isSearchedFor(_ index: Int) -> Bool {
        guard stream.equals(index - 1, "for") else { return false }
        for word: StaticString in [
            "tested", "screened", "checked", "test", "tests", "testing", "screening", "monitored",
        ]
        where stream.equals(index - 2, word) { return true }
        return false
    }

    private static let inducing = TokenTable("induce induces induced inducing")

    private static let mending = TokenTable("healing recovery repair closure mending")

    /// "go away", "easier", "less likely", "a thing of the past" behind an effect.
    private func isGone(_ index: Int) -> Bool {
        for word: StaticString in [
            "go", "goes", "disappear", "vanish", "easier", "milder", "bearable", "tolerable", "rarer", "rare",
            "unlikely",
            "possible", "history", "a",
        ] where stream.equals(index, word) { return true }
        return false
    }

    private static let having = TokenTable("receiving requiring needing undergoing awaiting")
}
