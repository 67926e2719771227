import Events

/// Results in numbers: "4.1 percent of the colchicine group had a heart attack, against 5.9 percent on placebo".
extension ClaimFinder {
    /// How a share of those on the drug stands to that of those without it.
    enum Shares { case more, less, equal }

    /// Two shares of a sentence, the drug's and that of placebo or of what is compared with; nil where it tells none or more than two.
    func sharesCompared(_ sentence: ClaimPage.Sentence) -> Shares? {
        var places: [Int] = []
        for index in sentence.tokens where page.stream.tokens[index].isNumber && isPercent(index + 1) {
            places.append(index)
            if places.count > 2 { return nil }
        }
        guard places.count == 2, let first = number(places[0]), let second = number(places[1]) else { return nil }
        let between = places[0] + 1..<places[1]
        let control = sentence.tokens.filter { page.stream.equals($0, anyOf: Self.controls) }
        let isSecond: Bool
        if let place = control.first, control.count == 1 {
            // The share that stands nearest is that of the control.
            isSecond = abs(place - places[1]) < abs(place - places[0])
        } else if control.isEmpty, page.has(between, .comparator), sentence.drugs.count < 2 {
            // Of two drugs neither prevents what is rarer with it.
            isSecond = true
        } else {
            return nil
        }
        let (own, other) = isSecond ? (first, second) : (second, first)
        if own == other { return .equal }
        return own < other ? .less : .more
    }

    private static let controls = TokenTable(
        "placebo dummy control controls sham untreated non-users nonusers comparison others without")

    private func isPercent(_ index: Int) -> Bool {
        page.stream.punctuation(index) == UInt8(ascii: "%") || page.stream.equals(index, "percent")
            || page.stream.equals(index, "per") && page.stream.equals(index + 1, "cent")
    }

    private func number(_ token: Int) -> Double? { Double(page.stream.string(token..<token + 1)) }
}
