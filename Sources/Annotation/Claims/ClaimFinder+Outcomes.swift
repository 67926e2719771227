import Events

/// What trials count to tell whether a drug helps: deaths, heart attacks, hospital stays. That they were rarer on the drug, or as
/// frequent as without it, says what it is good for and nothing of its harms, whatever words of comparison say it.
extension ClaimFinder {
    /// How a comparison of such an outcome is meant; nil where it stays what its rule says.
    enum OutcomeSense { case prevented, notPrevented }

    func outcomeSense(
        _ ruleID: String, _ predicate: Predicate, _ target: Target, of drug: ClaimSubject, _ trigger: Range<Int>,
        _ reading: Reading
    ) -> OutcomeSense? {
        guard predicate == .lowerThan || predicate == .causes, !reading.isComment, !drug.isWithdrawal else {
            return nil
        }
        // "Attacks were as frequent as on placebo": of what the drug is labelled for.
        if predicate == .causes, ruleID == "assoc.equal",
            isIndicated(drug, target.label) || isTriedFor(target.label, drug),
            // "equally rare with either"
            !reading.sentence.tokens.contains(where: { page.has($0, .pair) }),
            !isAgainstDrug(drug, trigger, reading)
        {
            return .notPrevented
        }
        guard
            Self.outcomeLabels.contains(target.label) || target.label.hasSuffix("fracture")
                // "had fewer nightmares than those on dummy pills": of what the drug is labelled for.
                || predicate == .lowerThan
                    && (isIndicated(drug, target.label)
                        // "were 37 percent less likely to develop macular degeneration than those who took none"
                        || trigger.contains { stream.equals($0, "likely") })
        else { return nil }
        switch predicate {
        case .lowerThan:
            if ruleID == Self.armRule { return nil }
            return isAgainstDrug(drug, trigger, reading) ? nil : .prevented
        case .causes where ruleID == "assoc.equal" || ruleID == "same.not":
            // Only where the text has told that the drug prevents something: else it is the safety of the drug that is looked at.
            // Relapses are always what it was hoped to prevent.
            guard hasPrevented(drug) || Self.relapses.contains(target.label), !isListedWithHarm(target, reading) else {
                return nil
            }
            return isAgainstDrug(drug, trigger, reading) ? nil : .notPrevented
        default: return nil
        }
    }

    /// "Mirtazapine for breathlessness: a randomised trial" above the text: what it was hoped to help.
    private func isTriedFor(_ label: String, _ drug: ClaimSubject) -> Bool {
        guard topic.first?.isSame(as: drug) ?? false else { return false }
        return segments.indices.contains { place in
            guard segments[place].kind == .title else { return false }
            return ClaimPage.slice(page.concepts, page.segments[place], { $0.tokens.lowerBound }).contains { index in
                let tokens = page.concepts[index].tokens
                return stage.concepts.concepts[Int(page.concepts[index].concept)].label == label
                    && (1...3).contains { stream.equals(tokens.lowerBound - $0, "for") }
            }
        }
    }

    /// "Kidney injury and heart attacks were evenly spread": the safety of the drug is looked at.
    private func isListedWithHarm(_ target: Target, _ reading: Reading) -> Bool {
        guard let index = target.index, index > reading.sentence.concepts.lowerBound else { return false }
        let before = page.concepts[index - 1]
        let gap = Range(from: before.tokens.upperBound, to: page.concepts[index].tokens.lowerBound)
        return (1...3).contains(gap.count) && gap.allSatisfy { page.has($0, [.list, .opener]) }
            && page.has(gap, .list) && objects.accepts(before, .effect) && !Self.outcomeLabels.contains(label(before))
    }

    /// "less frequent with apixaban than with warfarin": another drug, not placebo, is what it is held against.
    private func isAgainstDrug(_ drug: ClaimSubject, _ trigger: Range<Int>, _ reading: Reading) -> Bool {
        let end = min(trigger.upperBound + 16, reading.sentence.tokens.upperBound)
        for index in Range(from: trigger.lowerBound, to: end)
        where stream.equals(index, anyOf: Self.comparing) {
            if reading.groups.contains(where: { group in
                group.tokens.lowerBound > index && group.tokens.lowerBound - index <= 6
                    && !group.subjects.contains { $0.name == drug.name || $0.name == "placebo" }
            }) {
                return true
            }
        }
        return false
    }

    private func hasPrevented(_ drug: ClaimSubject) -> Bool {
        claims.contains {
            $0.claim.predicate == .prevents && $0.claim.polarity == .asserted && $0.subject.name == drug.name
        }
    }

    private static let comparing = TokenTable("than versus vs against compared")

    /// Labels of the concepts that are counted as such.
    static let outcomeLabels: Set<String> = [
        "death", "all-cause mortality", "cardiovascular death", "sudden death", "hospitalization",
        "myocardial infarction", "stroke", "cardiovascular events", "recurrent cardiovascular events", "heart failure",
        "kidney failure", "fracture", "hip fracture", "relapse", "revascularization", "disease recurrence",
        "disease progression",
    ]
    private static let relapses: Set<String> = ["relapse", "disease recurrence", "disease progression"]

    /// "relapsed less often", "declined more slowly": less of it than without the drug.
    func isRarer(behind effect: Range<Int>, _ sentence: ClaimPage.Sentence) -> Bool {
        let end = min(sentence.tokens.upperBound, effect.upperBound + 6)
        for index in Range(from: effect.upperBound, to: end) {
            let mark = stream.punctuation(index)
            if mark == UInt8(ascii: "%") || mark == UInt8(ascii: "-") { continue }
            if stream.tokens[index].isPunctuation { return false }
            // "no less often", "no rarer"
            if page.has(index, .negative) || page.has(index, .clauseStart) && !page.has(index, .conjunction) {
                return false
            }
            if stream.equals(index, "less") || stream.equals(index, "more") {
                let isLess = stream.equals(index, "less")
                // "Strokes were in fact less common than in the others"
                if isLess, stream.equals(index + 1, anyOf: Self.commonWords) {
                    return stream.equals(index + 2, "than")
                }
                return stream.equals(index + 1, anyOf: isLess ? Self.oftenWords : Self.slowWords)
            }
            // "The recurrence rate was 35 percent lower"
            if stream.equals(index, "lower"), isPercent(index - 1) || stream.equals(index - 1, "cent") { return true }
            if stream.equals(index, anyOf: Self.rarerWords) {
                // "Itching and weak muscles are rarer": how often they come about.
                return !(stream.equals(index - 1, "are") || stream.equals(index - 1, "is"))
                    || Range(from: index + 1, to: min(sentence.tokens.upperBound, index + 4)).contains {
                        page.has($0, .comparator) || stream.equals($0, anyOf: Self.withDrug)
                    }
            }
            // "developed dementia two years later than others"
            if page.has(index, .duration) || page.has(index, .unit), stream.equals(index + 1, "later") {
                return stream.equals(index + 2, "than")
            }
            if stream.equals(index, "half"), stream.equals(index + 1, "as") {
                return stream.equals(index + 2, anyOf: Self.oftenWords)
            }
        }
        return false
    }

    private static let rarerWords = TokenTable("rarer fewer scarcer")
    private static let commonWords = TokenTable("common frequent prevalent")
    private static let withDrug = TokenTable("with on under among in when if")
    private static let oftenWords = TokenTable("often frequently quickly fast")
    private static let slowWords = TokenTable("slowly rarely seldom")
}
