import Events

/// Results in numbers: "4.1 percent of the colchicine group had a heart attack, against 5.9 percent on placebo".
extension ClaimFinder {
    /// How a share of those on the drug stands to that of those without it.
    enum Shares { case more, less, equal }

    /// Two shares of a sentence, the drug's and that of placebo or of those without it; nil where it tells none or more than two.
    func sharesCompared(_ sentence: ClaimPage.Sentence) -> Shares? {
        guard page.has(sentence, .control) else { return nil }
        var places: [Int] = []
        for index in sentence.tokens where page.stream.tokens[index].isNumber && isPercent(index + 1) {
            places.append(index)
            if places.count > 2 { return nil }
        }
        guard places.count == 2, let first = number(places[0]), let second = number(places[1]) else { return nil }
        // Without a word for those who went without it may be doses, sexes or years that are compared.
        let control = sentence.tokens.filter { page.stream.equals($0, anyOf: Self.shareControls) }
        guard control.count == 1, let place = control.first else { return nil }
        // "8 percent on placebo and 15 percent on X": the share before it, unless another clause or list item begins between.
        let isSecond: Bool
        if place < places[0] {
            isSecond = false
        } else if place > places[1] {
            isSecond = true
        } else {
            isSecond = (places[0] + 1..<place).contains {
                page.has($0, [.comparator, .conjunction]) || page.stream.punctuation($0) == UInt8(ascii: ",")
            }
        }
        let (own, other) = isSecond ? (first, second) : (second, first)
        if own == other { return .equal }
        return own < other ? .less : .more
    }

    static let shareControls = TokenTable("placebo dummy control controls sham untreated non-users nonusers others")

    private func isPercent(_ index: Int) -> Bool {
        page.stream.punctuation(index) == UInt8(ascii: "%") || page.stream.equals(index, "percent")
            || page.stream.equals(index, "per") && page.stream.equals(index + 1, "cent")
    }

    private func number(_ token: Int) -> Double? { Double(page.stream.string(token..<token + 1)) }
}
