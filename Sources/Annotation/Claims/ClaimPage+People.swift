import Events

/// Concepts that say who people are ("patients with gout"), not what becomes of them.
extension ClaimPage {
    /// "people with diabetes", "in patients with severe acne".
    func isPopulation(_ tokens: Range<Int>) -> Bool {
        var index = tokens.lowerBound - 1
        let limit = max(0, tokens.lowerBound - 5)
        while index > limit {
            if has(index, .personLink) {
                guard has(index - 1, .person) || has(index - 2, .person) else {
                    return has(index - 1, .conjunction) && stream.equals(index, "with") && isOfPeople(index - 1)
                }
                // "A man presented with confusion": it is what happened.
                if stream.equals(index - 1, anyOf: Self.presenting) { return false }
                // "halved the share of patients who had a stroke": what became of them.
                if stream.equals(index, "who"), stream.equals(index - 2, "of"),
                    stream.equals(index - 3, anyOf: Self.shares)
                {
                    return false
                }
                // "Patients who took naproxen had nausea": what they got, not what they have.
                if stream.equals(index, "who"), isTaking(index + 1..<tokens.lowerBound) { return false }
                // "Anyone who stops can expect headaches": the verb of the sentence stands between.
                if stream.equals(index, "who"), index + 2 < tokens.lowerBound,
                    has(index + 2..<tokens.lowerBound, .modal)
                {
                    return false
                }
                // "had more babies with heart defects": born so.
                if stream.equals(index - 1, anyOf: Self.newborn),
                    (max(0, index - 5)..<index).contains(where: { stream.equals($0, anyOf: Self.bearing) })
                {
                    return false
                }
                // "It leaves some people with numbness": they had none before.
                return !(max(0, index - 4)..<index).contains { stream.equals($0, anyOf: Self.leaving) }
            }
            if stream.tokens[index].isPunctuation, stream.punctuation(index) != UInt8(ascii: "-") { return false }
            index -= 1
        }
        return false
    }

    /// A drug, or a verb of taking and a word that stands for one.
    private func isTaking(_ range: Range<Int>) -> Bool {
        if !Self.slice(drugs, range, { $0.tokens.lowerBound }).isEmpty { return true }
        return range.contains {
            stream.equals($0, anyOf: Self.taking) && (has($0 + 1, .effectPronoun) || has($0 + 2, .doseForm))
        }
    }

    private static let taking = TokenTable(
        """
        take takes took taking use uses used using swallow swallows swallowed inject injects injected inhale inhales inhaled receive receives \
        received got given start started
        """)

    private static let shares = TokenTable("share number numbers proportion percentage fraction")

    private static let newborn = TokenTable("baby babies child children infant infants newborn newborns")

    private static let bearing = TokenTable("had have having bore bear birth delivered deliver")

    /// "Patients with a history of the cancer, or with blood in the urine": the same people.
    private func isOfPeople(_ conjunction: Int) -> Bool {
        var index = conjunction - 1
        let limit = max(1, conjunction - 10)
        while index > limit {
            if stream.equals(index, "with"), has(index - 1, .person) || has(index - 2, .person) { return true }
            if has(index, [.modal, .carrier]) { return false }
            index -= 1
        }
        return false
    }

    private static let presenting = TokenTable("presented came arrived returned woke ended admitted")

    private static let leaving = TokenTable("leaves leave left leaving saddles saddled saddle")
}
