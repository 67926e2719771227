import Events

/// "Less sedating than", "less likely than sertraline to cause", "less common with X than with Y": comparisons that another rule reads.
extension ClaimFinder {
    private static let loweringWords = TokenTable(
        """
        lower lowers lowered lowering reduce reduces reduced reducing reduction cut cuts cutting decrease decreases decreased halve halves \
        halved fell fall falls fewer less drop drops dropped decline declined slashed slash slashes
        """)

    private func hasComparison(behind trigger: Range<Int>, _ sentence: ClaimPage.Sentence) -> Bool {
        Range(from: trigger.upperBound, to: min(trigger.upperBound + 8, sentence.tokens.upperBound))
            .contains { page.stream.equals($0, "than") }
    }

    /// "Bleeding was lower with apixaban than with warfarin": of two drugs the one does less harm; nothing is treated.
    func isComparedWithDrug(
        _ rule: ClaimRule, _ drug: ClaimSubject, _ target: Target, _ trigger: Range<Int>, _ reading: Reading
    ) -> Bool {
        guard rule.predicate == .prevents || rule.special == .treatScoreLeft, !reading.isComment,
            !isCondition(target, of: drug)
        else { return false }
        let end = min(trigger.upperBound + 14, reading.sentence.tokens.upperBound)
        guard let than = Range(from: trigger.upperBound, to: end).first(where: { page.stream.equals($0, "than") })
        else {
            return false
        }
        // "People on X had a lower risk than those on Y" tells what X is good for.
        guard
            page.stream.equals(than + 1, "with") || page.stream.equals(than + 1, "on")
                || page.stream.equals(than + 1, "under")
        else { return false }
        return reading.groups.contains {
            $0.tokens.lowerBound > than && $0.tokens.lowerBound - than <= 5
                && !$0.subjects.contains { $0.name == drug.name || $0.name == "placebo" }
        }
    }

    func isLessened(_ rule: ClaimRule, _ trigger: Range<Int>, _ sentence: ClaimPage.Sentence) -> Bool {
        switch rule.special {
        case .preventRisk:
            // "The risk of dependence is low": nothing is lowered.
            let near = Range(
                from: max(sentence.tokens.lowerBound, trigger.lowerBound - 6),
                to: min(sentence.tokens.upperBound, trigger.upperBound + 7))
            return near.contains { page.stream.equals($0, "low") || page.stream.equals($0, "small") }
                && !trigger.contains { page.stream.equals($0, "lower") }
                && !near.contains { Self.loweringWords.contains(page.stream.tokens[$0].hash) }
        case .causeAdjective:
            return page.stream.equals(trigger.upperBound, "less") || page.stream.equals(trigger.upperBound, "least")
                || page.stream.equals(trigger.upperBound + 1, "less")
        case .treatScoreLeft:
            guard trigger.count == 1, page.stream.equals(trigger.lowerBound, "less") else { return false }
            for word: StaticString in ["is", "are", "was", "were", "be"]
            where page.stream.equals(trigger.lowerBound - 1, word) { return true }
            return false
        case .associationUsers:
            // "Liver enzymes should be monitored during treatment with X."
            return Range(from: max(sentence.tokens.lowerBound, trigger.lowerBound - 7), to: trigger.lowerBound)
                .contains {
                    page.stream.equals($0, "should") || page.stream.equals($0, "must")
                        || page.stream.equals($0, "monitored")
                }
        case .associationLikely:
            // "Anyone who develops jaundice should stop it at once."
            guard page.has(trigger.lowerBound - 1, .relative) else { return false }
            return Range(from: trigger.upperBound, to: min(trigger.upperBound + 10, sentence.tokens.upperBound))
                .contains { page.stream.equals($0, "should") || page.stream.equals($0, "must") }
        case .causeActive:
            for back in 3...10 where trigger.lowerBound - back >= sentence.tokens.lowerBound {
                let index = trigger.lowerBound - back
                if page.stream.tokens[index].isPunctuation { return false }
                if page.stream.equals(index, "less") || page.stream.equals(index, "least") {
                    return page.stream.equals(index + 1, "likely") || page.stream.equals(index + 1, "prone")
                        || page.stream.equals(index + 1, "apt")
                }
            }
            return false
        case .associationFrequent:
            return (trigger.lowerBound - 1..<trigger.upperBound).contains { page.stream.equals($0, "less") }
                && (page.stream.equals(trigger.upperBound - 1, "with")
                    || page.stream.equals(trigger.upperBound - 1, "on")
                    || hasComparison(behind: trigger, sentence))
        default: return false
        }
    }
}
