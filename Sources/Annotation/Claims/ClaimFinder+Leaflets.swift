import Events

/// What leaflets and guides list: symptoms with which to see a doctor, effects below how often they come, conditions that a reader may have.
extension ClaimFinder {
    /// "Tell your doctor if any of these symptoms are severe or do not go away:", "Get help at once if you have signs of:": what is listed
    /// behind the colon, or in the lines below it, are effects.
    static func isAlarmLead(_ tokens: Range<Int>, _ stream: TokenStream) -> Bool {
        guard tokens.contains(where: { stream.equals($0, anyOf: helpers) }) else { return false }
        return tokens.contains { stream.equals($0, anyOf: symptoms) }
            || tokens.contains {
                stream.equals($0, "you") && stream.equals($0 + 1, anyOf: noticing)
            }
    }

    /// "Common (may affect up to 1 in 10 people): nausea", "Rare: hair loss": the people are part of how often.
    func isFrequencyHead(_ tokens: Range<Int>) -> Bool {
        var first = tokens.lowerBound
        if stream.equals(first, "very") { first += 1 }
        guard stream.equals(first, anyOf: Self.frequencies) else { return false }
        return Range(from: first + 1, to: min(first + 18, tokens.upperBound)).contains {
            stream.punctuation($0) == UInt8(ascii: ":")
        }
    }

    /// "… if you are allergic to it, if you have kidney problems or a blood disorder": what the reader may have, not what the drug does, in a
    /// sentence that says for whom it is not or what to tell the doctor before.
    func isStandingCondition(_ effect: Range<Int>, _ sentence: ClaimPage.Sentence) -> Bool {
        let tokens = sentence.tokens
        guard
            let start = Range(from: max(tokens.lowerBound, effect.lowerBound - 24), to: effect.lowerBound)
                .last(where: { stream.equals($0, "if") || stream.equals($0, "who") || stream.equals($0, "when") }),
            Range(from: start + 1, to: min(start + 4, effect.lowerBound)).contains(where: {
                stream.equals($0, anyOf: Self.having)
            }),
            told(from: tokens).contains(where: { $0.claim.predicate == .practice })
                || tokens.contains(where: { stream.equals($0, "tell") && tellsAdviser($0) })
        else { return false }
        // "if you notice": what may come.
        return !tokens.contains { stream.equals($0, anyOf: Self.noticing) && stream.equals($0 - 1, "you") }
    }

    /// "Patients did not experience itching before starting the medicine": what was before is none of its harms.
    func isBeforeStart(_ target: Target, _ rule: ClaimRule, _ reading: Reading) -> Bool {
        let end = target.tokens.upperBound
        return Self.family(rule.predicate) == Self.family(.causes) && stream.equals(end, "before")
            && (1...2).contains { stream.equals(end + $0, anyOf: Self.starting) }
    }

    /// "should not get it if you have ever had an allergic reaction": the rules of harm tell nothing of what a reader may have.
    func isReadersOwn(_ target: Target, _ rule: ClaimRule, _ reading: Reading) -> Bool {
        Self.family(rule.predicate) == Self.family(.causes) && !rule.id.hasPrefix("sign.") && !reading.isComment
            && isStandingCondition(target.tokens, reading.sentence)
    }

    private static let starting = TokenTable("starting taking using started took beginning treatment")

    /// "Not recommended for people with asthma", "should not start it to live longer": an advice against it is told, not that it fails in
    /// what it is refused for.
    func dropRefusedUses() {
        let refusals = bySentence { one in
            one.claim.predicate == .practice && Self.refusals.contains(where: one.claim.object.hasPrefix)
        }
        if refusals.isEmpty { return }
        claims.drop { one in
            Self.family(one.claim.predicate) == Self.family(.treats) && one.claim.polarity == .negated
                && refusals[one.sentence, default: []].contains {
                    $0.subject.isSame(as: one.subject) && $0.claim.range.overlaps(one.claim.range)
                }
        }
    }

    private func bySentence(_ isMeant: (Draft) -> Bool) -> [Range<Int>: [Draft]] {
        Dictionary(grouping: claims.filter(isMeant), by: \.sentence)
    }

    /// "Haemolysis is the worst side effect, occurring in 20% of patients on dapsone": the effect is told by its name.
    func dropGeneral() {
        guard claims.contains(where: { $0.claim.object == Self.general }) else { return }
        let named = bySentence {
            $0.claim.object != Self.general && Self.family($0.claim.predicate) == Self.family(.causes)
                && $0.claim.polarity == .asserted
        }
        claims.drop { one in
            one.claim.object == Self.general
                && (one.claim.predicate == .associatedWith || one.claim.rule.hasPrefix("sign."))
                && one.claim.polarity == .asserted
                && named[one.sentence, default: []].contains { $0.subject.isSame(as: one.subject) }
        }
    }

    private static let general = "adverse effect"
    private static let refusals = ["avoid", "do not", "contraindicated", "never"]
    /// "tell your doctor", "tell a pharmacist"
    private func tellsAdviser(_ tell: Int) -> Bool {
        (2...3).contains { stream.equals(tell + $0, anyOf: Self.helpers) }
    }

    private static let helpers = TokenTable(
        "doctor doctors physician pharmacist prescriber provider nurse gp emergency hospital ambulance 911 999 medical")
    private static let symptoms = TokenTable("symptoms signs sign symptom following effects reactions")
    private static let noticing = TokenTable("notice develop experience get feel suffer")
    private static let having = TokenTable("have has had are is ever suffer suffers")
    private static let frequencies = TokenTable(
        "common uncommon rare frequent infrequent unknown not frequency occasional")
}
