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
        guard !reading.isComment, !drug.isWithdrawal, Self.outcomeLabels.contains(target.label) else { return nil }
        switch predicate {
        case .lowerThan:
            return isAgainstDrug(drug, trigger, reading) ? nil : .prevented
        case .causes where ruleID == "assoc.equal" || ruleID == "same.not":
            // Only where the text has told that the drug prevents something: else it is the safety of the drug that is looked at.
            return hasPrevented(drug) && !isAgainstDrug(drug, trigger, reading) ? .notPrevented : nil
        default: return nil
        }
    }

    /// "less frequent with apixaban than with warfarin": another drug, not placebo, is what it is held against.
    private func isAgainstDrug(_ drug: ClaimSubject, _ trigger: Range<Int>, _ reading: Reading) -> Bool {
        let end = min(trigger.upperBound + 16, reading.sentence.tokens.upperBound)
        for index in Range(from: trigger.lowerBound, to: end)
        where page.stream.equals(index, anyOf: Self.comparing) {
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
    private static let outcomeLabels: Set<String> = [
        "death", "all-cause mortality", "cardiovascular death", "sudden death", "hospitalization",
        "myocardial infarction", "stroke", "cardiovascular events", "recurrent cardiovascular events", "heart failure",
        "kidney failure", "fracture", "hip fracture", "relapse", "revascularization",
    ]

    /// "keeps hair from falling out", "stops the blood from clotting": an effect with its verb that the words before say does not come about.
    func isKeptFrom(_ effect: Range<Int>, _ sentence: ClaimPage.Sentence) -> Bool {
        let start = max(sentence.tokens.lowerBound, effect.lowerBound - 4)
        guard effect.contains(where: { page.stream.equals($0, "from") }) else { return false }
        return Range(from: start, to: effect.lowerBound).contains { page.stream.equals($0, anyOf: Self.keeping) }
    }

    private static let keeping = TokenTable(
        "keep keeps kept keeping stop stops stopped stopping prevent prevents prevented preventing protect protects protected"
    )

    /// "In kidney disease the dose must be reduced": whom or when it is about, at the head of the sentence.
    func isCircumstance(_ effect: Range<Int>, _ sentence: ClaimPage.Sentence) -> Bool {
        let first = sentence.tokens.lowerBound
        guard effect.lowerBound > first, effect.lowerBound - first <= 3 else { return false }
        return page.stream.equals(first, "in") || page.stream.equals(first, "for")
            || page.stream.equals(first, "against")
    }

    /// "suggest that varenicline does not …", "suggests aspirin may …": what is suggested is told with a finite verb, an advice is not.
    func isFinding(_ trigger: Range<Int>, _ sentence: ClaimPage.Sentence) -> Bool {
        guard page.stream.equals(trigger.lowerBound, anyOf: Self.suggesting) else { return false }
        let end = min(sentence.tokens.upperBound, trigger.upperBound + 10)
        for index in Range(from: trigger.upperBound, to: end) {
            if page.stream.punctuation(index) == UInt8(ascii: ",") { return false }
            if page.stream.equals(index, anyOf: Self.finite) { return true }
        }
        return false
    }

    private static let suggesting = TokenTable("suggest suggests suggested")
    private static let finite = TokenTable("does do did is are was were has have had may can could might will would")

    /// "regained the weight they had lost": the loss is what is undone.
    func isRegained(_ effect: Range<Int>, _ sentence: ClaimPage.Sentence) -> Bool {
        Range(from: max(sentence.tokens.lowerBound, effect.lowerBound - 8), to: effect.lowerBound).contains {
            page.stream.equals($0, anyOf: Self.regaining)
        }
    }

    private static let regaining = TokenTable("regain regains regained regaining")

    /// "the low rates of nausea", "the fewest withdrawal symptoms", behind a verb of causing.
    func isOfLittle(_ effect: Range<Int>, behind trigger: Range<Int>) -> Bool {
        Range(from: max(trigger.upperBound, effect.lowerBound - 4), to: effect.lowerBound).contains {
            page.stream.equals($0, anyOf: Self.little)
        }
    }

    private static let little = TokenTable("low lower lowest fewest fewer least")

    /// "must not be withdrawn abruptly, since seizures may follow", "may occur when clonidine is stopped": what comes of the stopping.
    func isSaidOfStopping(_ token: Int, _ reading: Reading) -> Bool {
        let before = Range(from: reading.sentence.tokens.lowerBound, to: token)
        // "Pressure may drop suddenly" tells of no stopping.
        if before.contains(where: { page.stream.equals($0, anyOf: Self.abrupt) }),
            before.contains(where: {
                page.has($0, [.stopping, .withdrawal]) || page.stream.equals($0, anyOf: Self.ended)
            })
        {
            return true
        }
        return reading.groups.contains { isToldStopped($0.tokens) }
    }

    private static let abrupt = TokenTable("abruptly overnight suddenly")

    /// "may mask the tremor of low blood sugar": hidden, not caused.
    func isMasked(_ effect: Range<Int>, _ sentence: ClaimPage.Sentence) -> Bool {
        Range(from: max(sentence.tokens.lowerBound, effect.lowerBound - 7), to: effect.lowerBound).contains {
            page.stream.equals($0, anyOf: Self.masking)
        }
    }

    private static let masking = TokenTable("mask masks masked masking hide hides hid conceal conceals")

    /// "the liver turns it into morphine": a conversion, no harm to the organ.
    func isConversion(_ effect: Range<Int>) -> Bool {
        let last = effect.upperBound - 1
        guard page.stream.equals(last, anyOf: Self.turning) else { return false }
        return (last + 1...last + 3).contains { page.stream.equals($0, "into") }
    }

    private static let turning = TokenTable("turn turns turned turning")

    /// "relapsed less often", "declined more slowly": less of it than without the drug.
    func isRarer(behind effect: Range<Int>, _ sentence: ClaimPage.Sentence) -> Bool {
        let end = min(sentence.tokens.upperBound, effect.upperBound + 3)
        for index in Range(from: effect.upperBound, to: end) {
            if page.stream.tokens[index].isPunctuation { return false }
            if page.stream.equals(index, "less") || page.stream.equals(index, "more") {
                let isLess = page.stream.equals(index, "less")
                return page.stream.equals(index + 1, anyOf: isLess ? Self.oftenWords : Self.slowWords)
            }
            if page.stream.equals(index, anyOf: Self.rarerWords) { return true }
            if page.stream.equals(index, "half"), page.stream.equals(index + 1, "as") {
                return page.stream.equals(index + 2, anyOf: Self.oftenWords)
            }
        }
        return false
    }

    private static let rarerWords = TokenTable("rarer fewer scarcer")
    private static let oftenWords = TokenTable("often frequently quickly fast")
    private static let slowWords = TokenTable("slowly rarely seldom")

    /// "depression scores", "pain ratings": a measure.
    func isMeasured(_ effect: Range<Int>) -> Bool { page.stream.equals(effect.upperBound, anyOf: Self.measures) }

    private static let measures = TokenTable("score scores scale scales rating ratings index questionnaire")

    /// "Blood pressure fell by ten points on amlodipine": what an antihypertensive is for.
    func isAimedAt(_ label: String, _ drug: ClaimSubject) -> Bool {
        label == "hypotension" && isIndicated(drug, "hypertension")
    }

    /// "the healing of", "recovery from": what is slowed is the getting well.
    func isMending(_ object: Range<Int>) -> Bool {
        if object.contains(where: { page.stream.equals($0, anyOf: Self.mending) }) { return true }
        let link = object.lowerBound - 1
        guard page.stream.equals(link, "of") || page.stream.equals(link, "from") else { return false }
        return page.stream.equals(link - 1, anyOf: Self.mending)
    }

    private static let mending = TokenTable("healing repair closure recovery")
}
