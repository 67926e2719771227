import Events

/// Ratios whose interval holds one: "followed by a stroke in 31 patients (rate ratio 0.97, 95% CI 0.84-1.12)" tells of no risk.
extension ClaimFinder {
    /// Whether the interval behind a result, before the next effect, reaches from below one to above it.
    func isWithinChance(behind end: Int, _ sentence: ClaimPage.Sentence) -> Bool {
        let next = sentence.concepts.first { page.concepts[$0].tokens.lowerBound >= end }
        let limit = min(
            sentence.tokens.upperBound, end + 34, next.map { page.concepts[$0].tokens.lowerBound } ?? Int.max)
        var isRatio = false
        for index in Range(from: end, to: limit) {
            if stream.equals(index, anyOf: Self.ratios) { isRatio = true }
            guard isRatio, stream.equals(index, "ci") || isInterval(index) else { continue }
            var bounds: [Double] = []
            for place in Range(from: index + 1, to: min(sentence.tokens.upperBound, index + 9)) {
                if let value = stream.number(at: place) {
                    bounds.append(value)
                    if bounds.count == 2 { break }
                }
            }
            guard bounds.count == 2 else { return false }
            return bounds[0] > 0 && bounds[0] < 1 && bounds[1] > 1
        }
        return false
    }

    /// "Muscle pain was reported by 4% of both groups": as often without the drug.
    func isInBothArms(behind end: Int, _ sentence: ClaimPage.Sentence) -> Bool {
        guard page.has(sentence, .exposed) else { return false }
        let limit = min(sentence.tokens.upperBound - 1, end + 10)
        for index in Range(from: end, to: limit) {
            if stream.tokens[index].isPunctuation, !isPercent(index) { return false }
            if stream.equals(index, anyOf: Self.arms) {
                return page.has(index + 1, .exposed)
            }
        }
        return false
    }

    private static let arms = TokenTable("both either")

    private func isInterval(_ index: Int) -> Bool {
        stream.equals(index, "interval") && stream.equals(index - 1, "confidence")
    }

    private static let ratios = TokenTable("ratio ratios hr rr or irr ahr aor arr odds hazard relative")
}
