import Events

/// Effects that a sentence names and does not tell of the drug: kept from coming about, undone, hidden, measured, or whom it is about.
extension ClaimFinder {
    /// "keeps hair from falling out", "stops the blood from clotting": an effect with its verb that the words before say does not come about.
    func isKeptFrom(_ effect: Range<Int>, _ sentence: ClaimPage.Sentence) -> Bool {
        let start = max(sentence.tokens.lowerBound, effect.lowerBound - 4)
        // "keeps nine men in ten from losing more hair"
        if stream.equals(effect.lowerBound - 1, "from") {
            return Range(from: max(sentence.tokens.lowerBound, effect.lowerBound - 9), to: effect.lowerBound - 1)
                .contains { stream.equals($0, anyOf: Self.keeping) }
        }
        guard effect.contains(where: { stream.equals($0, "from") }) else { return false }
        return Range(from: start, to: effect.lowerBound).contains { stream.equals($0, anyOf: Self.keeping) }
    }

    private static let keeping = TokenTable(
        "keep keeps kept keeping stop stops stopped stopping prevent prevents prevented preventing protect protects protected spare spares spared save saves saved"
    )

    /// "In kidney disease the dose must be reduced": whom or when it is about, at the head of the sentence.
    func isCircumstance(_ effect: Range<Int>, _ sentence: ClaimPage.Sentence) -> Bool {
        let first = sentence.tokens.lowerBound
        guard effect.lowerBound > first, effect.lowerBound - first <= 3 else { return false }
        return stream.equals(first, "in") || stream.equals(first, "for")
            || stream.equals(first, "against")
    }

    /// "suggest that varenicline does not …", "suggests aspirin may …": what is suggested is told with a finite verb, an advice is not.
    func isFinding(_ trigger: Range<Int>, _ sentence: ClaimPage.Sentence) -> Bool {
        guard stream.equals(trigger.lowerBound, anyOf: Self.suggesting) else { return false }
        let end = min(sentence.tokens.upperBound, trigger.upperBound + 10)
        for index in Range(from: trigger.upperBound, to: end) {
            if stream.punctuation(index) == UInt8(ascii: ",") { return false }
            if stream.equals(index, anyOf: Self.finite) { return true }
        }
        return false
    }

    private static let suggesting = TokenTable("suggest suggests suggested")
    private static let finite = TokenTable("\(AuxiliaryVerbs.finite) \(AuxiliaryVerbs.future)")

    /// "regained the weight they had lost": the loss is what is undone.
    func isRegained(_ effect: Range<Int>, _ sentence: ClaimPage.Sentence) -> Bool {
        stands(Self.regaining, within: 8, before: effect, behind: sentence.tokens.lowerBound)
    }

    private static let regaining = TokenTable("regain regains regained regaining")

    /// "the low rates of nausea", "the fewest withdrawal symptoms", behind a verb of causing.
    func isOfLittle(_ effect: Range<Int>, behind trigger: Range<Int>) -> Bool {
        stands(Self.little, within: 4, before: effect, behind: trigger.upperBound)
    }

    private static let little = TokenTable("low lower lowest fewest fewer least")

    /// "may mask the tremor of low blood sugar": hidden, not caused.
    func isMasked(_ effect: Range<Int>, _ sentence: ClaimPage.Sentence) -> Bool {
        stands(Self.masking, within: 7, before: effect, behind: sentence.tokens.lowerBound)
    }

    /// Whether one of the words stands at most `reach` tokens before an effect, and not before `start`.
    private func stands(_ words: TokenTable, within reach: Int, before effect: Range<Int>, behind start: Int) -> Bool {
        Range(from: max(start, effect.lowerBound - reach), to: effect.lowerBound).contains {
            stream.equals($0, anyOf: words)
        }
    }

    private static let masking = TokenTable("mask masks masked masking hide hides hid conceal conceals")

    /// "the liver turns it into morphine": a conversion, no harm to the organ.
    func isConversion(_ effect: Range<Int>) -> Bool {
        // "turns into morphine in the liver"
        if stream.equals(effect.lowerBound, anyOf: Self.turning), stream.equals(effect.lowerBound + 1, "into") {
            return true
        }
        let last = effect.upperBound - 1
        guard stream.equals(last, anyOf: Self.turning) else { return false }
        return (last + 1...last + 3).contains { stream.equals($0, "into") }
    }

    private static let turning = TokenTable("turn turns turned turning")

    /// "depression scores", "pain ratings": a measure.
    func isMeasured(_ effect: Range<Int>) -> Bool { stream.equals(effect.upperBound, anyOf: Self.measures) }

    private static let measures = TokenTable("score scores scale scales rating ratings index questionnaire")

    /// "Blood pressure fell by ten points on amlodipine": what an antihypertensive is for.
    func isAimedAt(_ label: String, _ drug: ClaimSubject) -> Bool {
        label == "hypotension" && isIndicated(drug, "hypertension")
    }

    /// Whether the text has told that a drug treats it: "Modafinil roused people from apathy. … Apathy is common in dementia."
    func isTreatedHere(_ label: String, by drug: ClaimSubject) -> Bool {
        claims.contains {
            $0.claim.predicate == .treats && $0.claim.object == label && $0.subject.isSame(as: drug)
        }
    }

    /// "pain relief", "symptom control": what comes about is the relief.
    func isRelief(_ effect: Range<Int>) -> Bool {
        stream.equals(effect.upperBound - 1, "relief")
            || stream.equals(effect.upperBound, anyOf: Self.relieving)
                && !stream.equals(effect.lowerBound - 1, anyOf: Self.lacking)
    }

    private static let relieving = TokenTable(
        "relief control alleviation remission resolution improvement reduction reductions")
    private static let lacking = TokenTable("poor of worse inadequate no")

    /// "the healing of", "recovery from": what is slowed is the getting well.
    func isMending(_ object: Range<Int>) -> Bool {
        if object.contains(where: { stream.equals($0, anyOf: Self.mending) }) { return true }
        let link = object.lowerBound - 1
        guard stream.equals(link, "of") || stream.equals(link, "from") else { return false }
        return stream.equals(link - 1, anyOf: Self.mending)
    }

    private static let mending = TokenTable("healing repair closure recovery")
}
