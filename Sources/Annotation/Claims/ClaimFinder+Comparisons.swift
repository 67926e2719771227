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
            .contains { stream.equals($0, "than") }
    }

    /// "Bleeding was lower with apixaban than with warfarin": of two drugs the one does less harm; nothing is treated.
    func isComparedWithDrug(
        _ rule: ClaimRule, _ drug: ClaimSubject, _ target: Target, _ trigger: Range<Int>, _ reading: Reading
    ) -> Bool {
        guard rule.predicate == .prevents || rule.special == .treatScoreLeft, !reading.isComment,
            !isCondition(target, of: drug)
        else { return false }
        let end = min(trigger.upperBound + 14, reading.sentence.tokens.upperBound)
        guard let than = Range(from: trigger.upperBound, to: end).first(where: { stream.equals($0, "than") })
        else {
            return false
        }
        // "People on X had a lower risk than those on Y" tells what X is good for.
        guard
            stream.equals(than + 1, "with") || stream.equals(than + 1, "on")
                || stream.equals(than + 1, "under")
        else { return false }
        return reading.groups.contains {
            $0.tokens.lowerBound > than && $0.tokens.lowerBound - than <= 5
                && !$0.subjects.contains { $0.name == drug.name || $0.name == "placebo" }
        }
    }

    /// Whether a drug, or a word for some, stands behind "than" or "as"; true as well where nothing follows that is compared with.
    func isHeldAgainstDrug(_ drug: ClaimSubject, _ trigger: Range<Int>, _ reading: Reading) -> Bool {
        let end = min(reading.sentence.tokens.upperBound, trigger.upperBound + 14)
        guard
            let word = Range(from: trigger.lowerBound, to: end).first(where: {
                stream.equals($0, "than") || stream.equals($0, "as") && $0 >= trigger.upperBound - 2
            })
        else { return true }
        let behind = Range(from: word + 1, to: min(reading.sentence.tokens.upperBound, word + 10))
        if reading.groups.contains(where: { group in
            behind.contains(group.tokens.lowerBound)
                && group.subjects.contains { $0.name != drug.name }
        }) {
            return true
        }
        if behind.contains(where: { stream.equals($0, anyOf: Self.withoutDrug) }) { return false }
        return page.has(behind, [.doseForm, .exposed, .plural, .weakRole, .role]) || !page.has(behind, .person)
    }

    private static let withoutDrug = TokenTable(
        "dummy sham untreated non-users nonusers never others control controls peers unexposed unmedicated without"
    )

    /// "Swollen ankles were rarer with lercanidipine": held against another drug, which another rule reads; what it is given against, and
    /// what trials count, is prevented.
    func isRarerWith(_ rule: ClaimRule, _ drug: ClaimSubject, _ target: Target, _ trigger: Range<Int>) -> Bool {
        guard rule.id == "prevent.rarer", stream.equals(trigger.upperBound, anyOf: Self.withWords) else {
            return false
        }
        // "less common among exposed men": of those with the drug and those without it.
        if stream.equals(trigger.upperBound, "in") || stream.equals(trigger.upperBound, "among") {
            return false
        }
        return !isOwnCondition(target, of: drug) && !Self.outcomeLabels.contains(target.label)
    }

    private static let withWords = TokenTable("with on under in among")

    func isLessened(_ rule: ClaimRule, _ trigger: Range<Int>, _ sentence: ClaimPage.Sentence) -> Bool {
        switch rule.special {
        case .preventRisk:
            // "The risk of dependence is low": nothing is lowered.
            let near = Range(
                from: max(sentence.tokens.lowerBound, trigger.lowerBound - 6),
                to: min(sentence.tokens.upperBound, trigger.upperBound + 7))
            return near.contains { stream.equals($0, "low") || stream.equals($0, "small") }
                && !trigger.contains { stream.equals($0, "lower") }
                && !near.contains { Self.loweringWords.contains(stream.tokens[$0].hash) }
        case .causeAdjective:
            return stream.equals(trigger.upperBound, "less") || stream.equals(trigger.upperBound, "least")
                || stream.equals(trigger.upperBound + 1, "less")
        case .treatScoreLeft:
            guard trigger.count == 1, stream.equals(trigger.lowerBound, "less") else { return false }
            for word: StaticString in ["is", "are", "was", "were", "be"]
            where stream.equals(trigger.lowerBound - 1, word) { return true }
            return false
        case .associationUsers:
            // "Liver enzymes should be monitored during treatment with X."
            return Range(from: max(sentence.tokens.lowerBound, trigger.lowerBound - 7), to: trigger.lowerBound)
                .contains {
                    stream.equals($0, "should") || stream.equals($0, "must")
                        || stream.equals($0, "monitored")
                }
        case .associationLikely:
            // "Anyone who develops jaundice should stop it at once."
            guard page.has(trigger.lowerBound - 1, .relative) else { return false }
            return Range(from: trigger.upperBound, to: min(trigger.upperBound + 10, sentence.tokens.upperBound))
                .contains { stream.equals($0, "should") || stream.equals($0, "must") }
        case .causeActive:
            for back in 3...10 where trigger.lowerBound - back >= sentence.tokens.lowerBound {
                let index = trigger.lowerBound - back
                if stream.tokens[index].isPunctuation { return false }
                if stream.equals(index, "less") || stream.equals(index, "least") {
                    return stream.equals(index + 1, "likely") || stream.equals(index + 1, "prone")
                        || stream.equals(index + 1, "apt")
                }
            }
            return false
        case .associationFrequent:
            return (trigger.lowerBound - 1..<trigger.upperBound).contains { stream.equals($0, "less") }
                && (stream.equals(trigger.upperBound - 1, "with")
                    || stream.equals(trigger.upperBound - 1, "on")
                    || hasComparison(behind: trigger, sentence))
        default: return false
        }
    }
}
