import Events

/// A harm told at two doses: "seizures occur in one in a thousand at 300 mg and ten times as often above 450 mg", "drowsiness is worse at 7.5 mg
/// than at 30 mg". That it goes with the dose is a claim of its own, besides the harm.
extension ClaimFinder {
    /// Asked only of a sentence of an article in which a harm was read.
    func readDoseSteps(_ reading: Reading) {
        let tokens = reading.sentence.tokens
        guard let last = claims.last, last.sentence == tokens, !reading.sentence.isQuestion else { return }
        let harms = harmsTold(in: tokens)
        guard let harm = harms.last else { return }
        let steps = doseSteps(tokens)
        guard let first = steps.first, let second = steps.dropFirst().first(where: { $0.amount != first.amount }),
            let subject = oneSubject(harms), compares(first.place, second.place, tokens)
        else { return }
        // The rest of the list is told of the same doses.
        for draft in harms where draft.claim.predicate == harm.claim.predicate && draft.claim.rule == harm.claim.rule {
            emit(
                "dose.steps", .doseResponse, subject, subjectTokens: nil,
                Target(saidOf: draft.claim, draft.objectTokens),
                trigger: min(first.place, draft.objectTokens.lowerBound)..<clauseEnd(second.place + 2, tokens),
                rule: nil, reading,
                relief: true)
        }
    }

    /// The harms of a sentence, the last one first; none where it tells by itself that they go with the dose. A list of their own: a part of the
    /// claims that is held while others are added has all of them copied.
    private func harmsTold(in tokens: Range<Int>) -> [Draft] {
        let told = told(from: tokens)
        if told.contains(where: { $0.claim.predicate == .doseResponse }) { return [] }
        return told.reversed().filter {
            Self.family($0.claim.predicate) == 0 && $0.claim.polarity == .asserted && !$0.subject.isWithdrawal
                && !$0.objectTokens.isEmpty
        }
    }

    /// "beyond 450 mg the odds go up tenfold": to the end of its clause.
    private func clauseEnd(_ start: Int, _ tokens: Range<Int>) -> Int {
        var end = start
        while end < tokens.upperBound, end - start < 9 {
            let mark = stream.punctuation(end)
            if mark == UInt8(ascii: ",") || mark == UInt8(ascii: ";") || mark == UInt8(ascii: ".") { break }
            if page.has(end, .clauseStart) { break }
            end += 1
        }
        return end
    }

    private func oneSubject(_ harms: [Draft]) -> ClaimSubject? {
        guard let first = harms.first?.subject, harms.allSatisfy({ $0.subject.isSame(as: first) }) else { return nil }
        return first
    }

    private struct DoseStep {
        let amount: Double
        let place: Int
    }

    /// Amounts behind "at", "above", "below": each with its unit, or with that of the other ("at 15 and at 25 mg").
    private func doseSteps(_ tokens: Range<Int>) -> [DoseStep] {
        var steps: [DoseStep] = []
        for index in tokens.dropFirst()
        where stream.tokens[index].isNumber && stream.equals(index + 1, anyOf: Self.doseUnits) {
            guard (1...4).contains(where: { stream.equals(index - $0, anyOf: Self.at) }),
                let amount = stream.number(at: index)
            else { continue }
            steps.append(DoseStep(amount: amount, place: index))
        }
        return steps
    }

    /// A word that tells more or less between the two or right behind, and none that tells they are alike.
    private func compares(_ first: Int, _ second: Int, _ tokens: Range<Int>) -> Bool {
        let near = max(tokens.lowerBound, first - 12)..<min(tokens.upperBound, second + 10)
        guard !near.contains(where: { page.has($0, .equal) || stream.equals($0, "same") || page.has($0, .negative) })
        else {
            return false
        }
        if near.contains(where: {
            page.has($0, [.worse, .comparator]) && !stream.equals($0, "back") || stream.equals($0, anyOf: Self.oftener)
        }) {
            return true
        }
        let shares = near.filter { stream.tokens[$0].isNumber && isPercent($0 + 1) }
        return shares.count == 2 && stream.number(at: shares[0]) != stream.number(at: shares[1])
    }

    private static let doseUnits = TokenTable("mg mcg g milligrams micrograms milligram microgram ug units iu")
    private static let at = TokenTable("at above beyond over below under exceeding doses dose on with to")
    private static let oftener = TokenTable(
        """
        more likelier commoner fold tenfold twofold threefold fourfold fivefold sixfold twice times double higher lower less rarer fewer rare \
        greater steeper quadrupled climbs climb rises rise jumps
        """)
}
