import Events

/// Commands and questions that give no advice on a drug: what comes of an act told as a command, a shop's own business, set phrases.
extension ClaimFinder {
    /// Whether a command advises nothing.
    func isNoAdvice(_ step: AdviceStep, _ reading: Reading) -> Bool {
        let next = step.position + 1
        // "Put to the test against a dummy pill"
        if stream.equals(next, "to"), stream.equals(next + 1, "the"), stream.equals(next + 2, "test") { return true }
        return isConsequence(of: step, reading) || isOfTrade(step, reading)
    }

    /// "Who can and cannot take it", "How you should take it": what a heading asks. "If you cannot take it, …": a condition.
    func isNoOrder(_ trigger: Range<Int>, _ reading: Reading) -> Bool {
        let start = reading.sentence.tokens.lowerBound
        // "3. Who can take it"
        let asked = stream.isNumber(at: start) && stream.isPunctuation(at: start + 1) ? start + 2 : start
        if stream.equals(asked, anyOf: Self.asking), trigger.lowerBound - asked <= 5,
            !reading.sentence.tokens.contains(where: { stream.punctuation($0) == UInt8(ascii: ",") })
        {
            return true
        }
        // "researchers do not know if it should be continued"
        let before = Range(from: max(start, trigger.lowerBound - 6), to: trigger.lowerBound)
        if let whether = before.last(where: { stream.equals($0, "if") || stream.equals($0, "whether") }),
            Range(from: max(start, whether - 3), to: whether).contains(where: { stream.equals($0, anyOf: Self.unsure) })
        {
            return true
        }
        return !reading.isComment && stream.equals(start, "if") && stream.equals(start + 1, anyOf: Self.somebody)
            && trigger.lowerBound <= start + 2 && trigger.lowerBound > start
    }

    private static let asking = TokenTable("who how when why what")
    private static let unsure = TokenTable("know known unclear uncertain unknown decide determine wonder question")
    private static let somebody = TokenTable("you they patients people someone")

    /// "should be assessed in clinical trials", "needs to be evaluated further": what is asked of researchers.
    func isForResearch(_ step: AdviceStep, _ reading: Reading) -> Bool {
        guard step.verb.kind == .monitor || step.verb.kind == .plain || step.verb.kind == .act else { return false }
        let end = min(step.position + 14, reading.sentence.tokens.upperBound)
        return Range(from: max(reading.sentence.tokens.lowerBound, step.position - 3), to: end).contains {
            stream.equals($0, anyOf: Self.research)
        }
    }

    private static let research = TokenTable(
        "trial trials study studies research researchers evaluation investigation investigations further future replicated randomised randomized prospectively"
    )

    /// "Stop the jab and, a year later, the weight is back", "Take it on ten days a month and you may end up with headaches": a
    /// condition told as a command, with what comes of it behind "and".
    private func isConsequence(of step: AdviceStep, _ reading: Reading) -> Bool {
        guard !step.isNegated else { return false }
        let end = reading.sentence.tokens.upperBound
        guard
            let and = Range(from: step.position + 1, to: min(step.position + 14, end)).first(where: {
                stream.equals($0, "and") || stream.punctuation($0) == UInt8(ascii: ";")
            }), stream.equals(and, "and")
        else { return false }
        var first = and + 1
        // "and, a year later, …"
        if stream.punctuation(first) == UInt8(ascii: ","),
            let close = Range(from: first + 2, to: min(first + 7, end)).first(where: {
                stream.punctuation($0) == UInt8(ascii: ",")
            })
        {
            first = close + 1
        }
        guard first < end, !stage.advice.isVerb(stream.tokens[first]) else { return false }
        let isLeaving: Bool
        switch step.verb.kind {
        case .stop: isLeaving = true
        case .act: isLeaving = step.verb.label == "skip" || step.verb.label == "miss"
        case .plain: isLeaving = step.verb.label == "drink"
        case .avoid, .use, .combine, .monitor, .ask: isLeaving = false
        }
        let harm = reading.sentence.concepts.contains { page.concepts[$0].tokens.lowerBound >= first }
        for index in Range(from: first, to: min(first + 8, end)) {
            if stream.tokens[index].isPunctuation, stream.punctuation(index) != 0x2D { return false }
            if page.has(index, .modal) || stream.equals(index, "will") { return isLeaving || harm }
            if isLeaving, stream.equals(index, anyOf: Self.finite) { return true }
        }
        return false
    }

    private static let finite = TokenTable("is are comes come returns return goes creeps creep was were has have gets")

    /// "Bring your NHS number", "look out for our own-label serum", "put your order in by Friday": a shop's or a clinic's own business.
    private func isOfTrade(_ step: AdviceStep, _ reading: Reading) -> Bool {
        switch step.verb.kind {
        case .plain, .act, .monitor: break
        case .avoid, .use, .stop, .combine, .ask: return false
        }
        let next = step.position + 1
        if Range(from: next, to: next + 3).contains(where: { stream.equals($0, "our") }) { return true }
        guard directDrug(after: next, reading) == nil else { return false }
        return reading.sentence.tokens.contains {
            $0 != step.position && stream.equals($0, anyOf: Self.trade)
        }
    }

    private static let trade = TokenTable(
        """
        order orders app branch branches till loyalty receipt receipts voucher vouchers coupon checkout basket aisle refill refills slot \
        itinerary id nhs newsletter postcode passport parking website
        """)

    /// The subject of an advice that goes on from one of the same sentence: "prescribe tramadol only after naproxen has failed, at the lowest
    /// dose and for three days at most".
    func advisedBefore(_ trigger: Range<Int>, _ reading: Reading) -> Found? {
        guard let last = claims.last, last.sentence == reading.sentence.tokens, last.claim.predicate == .practice,
            last.tokens.upperBound <= trigger.lowerBound,
            !(last.tokens.upperBound..<trigger.lowerBound).contains(where: {
                stream.punctuation($0) == UInt8(ascii: ";")
            })
        else { return nil }
        return ([last.subject], nil, true)
    }

    /// "Call us if your urine turns dark", "With a rash, stop and see your doctor": what to look out for is no effect that is claimed.
    func dropAlarms(_ reading: Reading) {
        let tokens = reading.sentence.tokens
        guard let last = claims.last, last.sentence == tokens,
            let order = told(from: tokens).last(where: { $0.claim.predicate == .practice }),
            Self.orders.contains(where: order.claim.object.hasPrefix)
        else { return }
        // "A burning pain below the ribs may be the pancreas: stop and ring us."
        if let colon = tokens.first(where: {
            stream.punctuation($0) == UInt8(ascii: ":") && order.tokens.lowerBound - $0 <= 2
                && order.tokens.lowerBound > $0
        }) {
            claims.drop {
                $0.sentence == tokens && $0.tokens.upperBound <= colon && $0.claim.rule.hasPrefix("implied")
            }
        }
        let isFronted = stream.equals(tokens.lowerBound, anyOf: Self.conditions)
        guard
            let start = isFronted
                ? tokens.lowerBound
                : tokens.first(where: { $0 >= order.tokens.lowerBound && stream.equals($0, anyOf: Self.conditions) })
        else { return }
        // "… when you book, because it raises the risk of aspiration": a reason behind, told with a verb.
        claims.drop {
            $0.sentence == tokens && Self.family($0.claim.predicate) == 0 && $0.tokens.lowerBound > start
                && ($0.claim.rule.hasPrefix("implied") || $0.claim.rule.hasPrefix("change")
                    || $0.claim.rule.hasPrefix("effect") || $0.claim.rule.hasPrefix("comment.effect"))
                && (!isFronted || $0.tokens.upperBound <= order.tokens.lowerBound)
        }
    }

    private static let orders = ["call ", "talk to ", "tell ", "stop", "seek ", "contact ", "report "]
    private static let conditions = TokenTable("if when with should")

    /// What goes is told once: "does not heal when it is withdrawn" says that it stays, "the fatigue vanished within a week of the last
    /// tablet" tells no treatment of it.
    func dropToldTwice() {
        let stops = claims.indices.filter {
            claims[$0].claim.predicate == .reversibleAfterStop || claims[$0].claim.predicate == .persistsAfterStop
        }
        if stops.isEmpty { return }
        let all = claims
        claims.drop { one in
            let isGoing = one.claim.predicate == .reversibleAfterStop && one.claim.polarity == .negated
            guard isGoing || one.claim.predicate == .treats else { return false }
            return stops.contains {
                let other = all[$0]
                return other !== one && other.sentence == one.sentence && other.claim.object == one.claim.object
                    && other.claim.polarity == .asserted
                    && other.claim.predicate == (isGoing ? .persistsAfterStop : .reversibleAfterStop)
            }
        }
    }
}
