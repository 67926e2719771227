import Events

/// Relative clauses whose head is no drug that was named.
extension ClaimFinder {
    /// "Drugs that inhibit this enzyme" are no drug of the talk, and "blocks the enzyme that drives leukemia" blames the enzyme.
    func isOfOtherHead(_ rule: ClaimRule, _ trigger: Range<Int>, _ sentence: ClaimPage.Sentence) -> Bool {
        // "given with medicinal products with a narrow therapeutic index"
        if rule.predicate == .hasProperty, stream.equals(trigger.lowerBound, "with"), isAnyDrug(trigger.lowerBound - 1)
        {
            return true
        }
        // "blocks the receptors that tell the stomach to make acid"
        if rule.predicate == .stimulates,
            let that = (2...4).first(where: { stream.equals(trigger.lowerBound - $0, "that") }),
            isOfTarget(trigger.lowerBound - that - 1, sentence)
        {
            return true
        }
        guard rule.subject == .left || rule.predicate == .safeFor, stream.equals(trigger.lowerBound - 1, "that")
        else { return false }
        let head = trigger.lowerBound - 2
        guard head >= sentence.tokens.lowerBound else { return false }
        // "a brown staining of the lining that is harmless"
        if rule.predicate == .safeFor {
            // "is a drug that is safe"
            return !Self.medicines.contains(stream.tokens[head].hash)
                && !sentence.drugs.contains { page.drugs[$0].tokens.upperBound == head + 1 }
        }
        switch Self.family(rule.predicate) {
        case 3:
            guard head == sentence.tokens.lowerBound || !page.has(head - 1, .opener) else { return false }
            return Self.anyDrugs.contains(stream.tokens[head].hash)
        case 0:
            // "adds to the effect of other medicines that make you sleepy"
            if stream.equals(head - 1, anyOf: Self.others), Self.anyDrugs.contains(stream.tokens[head].hash) {
                return true
            }
            return Self.targetsOfDrugs.contains(stream.tokens[head].hash) || isOfTarget(head, sentence)
        case 2:
            // "blocks the enzyme that protects the kidney from cortisol"
            return isOfTarget(head, sentence) || stream.equals(head, "enzyme") || stream.equals(head, "receptor")
        default: return false
        }
    }

    /// "It blocks orexin, a chemical in the brain that keeps you awake": the clause is of what the drug acts on.
    func isOfTarget(_ head: Int, _ sentence: ClaimPage.Sentence) -> Bool {
        guard let last = claims.last, last.sentence == sentence.tokens, Self.family(last.claim.predicate) == 3,
            last.objectTokens.upperBound <= head + 1
        else { return false }
        return !sentence.drugs.contains { page.drugs[$0].tokens.upperBound == head + 1 }
    }

    /// "medicines that prolong the QT interval": none that was named.
    func isAnyDrug(_ head: Int) -> Bool {
        // "Beta blockers are medicines that lower blood pressure": said of what was named.
        head > 0 && (!page.has(head - 1, .opener) || stream.equals(head - 1, anyOf: Self.others))
            && Self.anyDrugs.contains(stream.tokens[head].hash) && !stream.equals(head - 1, "are")
    }

    private static let medicines = TokenTable(
        "drug drugs medicine medicines medication medications pill pills tablet treatment treatments option options choice one ones dose vaccine"
    )
    /// "with other medicines that lengthen the QT interval"
    private static let others = TokenTable("other some any certain another")
    private static let anyDrugs = TokenTable(
        "drugs medicines medications substances compounds agents foods inhibitors inducers products chemicals antibiotics"
    )
    private static let targetsOfDrugs = TokenTable(
        "enzyme enzymes protein proteins receptor receptors hormone hormones bacteria virus cells signal signals molecule molecules gene genes"
    )
}
