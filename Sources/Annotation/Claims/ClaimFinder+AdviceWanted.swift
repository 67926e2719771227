import Events

/// Tests that are asked for behind "recommend", "want": "wants sodium measured first", "advises a yearly blood test".
extension ClaimFinder {
    /// "wants sodium measured before the first capsule", "suggest that TSH be measured every six months": the thing stands between.
    func wantedTest(behind trigger: Range<Int>, _ reading: Reading) -> AdviceStep? {
        guard stream.equals(trigger.lowerBound, anyOf: Self.wanting) else { return nil }
        var first = trigger.upperBound
        let isThat = stream.equals(first, "that") || stream.equals(first - 1, "that")
        if stream.equals(first, "that") { first += 1 }
        let end = min(first + (isThat ? 9 : 5), reading.sentence.tokens.upperBound)
        for index in Range(from: first + 1, to: end) {
            if stream.tokens[index].isPunctuation, stream.punctuation(index) != 0x2D { return nil }
            guard let verb = stage.advice.verb(stream.tokens[index], .participle),
                verb.kind == .monitor || verb.label == "screen"
            else {
                continue
            }
            // "wants every patient screened for hepatitis B first"
            if !isThat, stream.equals(index + 1, "for"), page.has(Range(from: first, to: index), .person) {
                return AdviceStep(verb: AdviceVerbs.Verb(label: "screen", kind: .act), position: index)
            }
            let last = stream.equals(index - 1, "be") ? index - 1 : index
            guard isThat == (last < index), last > first,
                !Range(from: first, to: last).contains(where: {
                    page.has($0, [.person, .pronoun, .modal, .to]) || stream.equals($0, "have")
                        || stream.equals($0, "be")
                        || stream.equals($0, anyOf: Self.beings)
                })
            else { return nil }
            var step = AdviceStep(verb: verb, position: index, isPassive: true)
            step.thing = phrase(first..<last)
            return step
        }
        return nil
    }

    /// "recommends a B12 test every two years", "wants an ECG first".
    func testStep(behind trigger: Range<Int>, _ reading: Reading) -> AdviceStep? {
        let first = trigger.upperBound
        guard
            page.has(first, .indefinite) || page.has(first, .opener) || page.has(first, .duration)
                || stream.equals(first, "regular") || stream.equals(first, "annual")
                || stream.equals(first, "yearly") || stream.equals(first, "monthly")
        else { return nil }
        for index in Range(from: first + 1, to: min(first + 5, reading.sentence.tokens.upperBound)) {
            if stream.tokens[index].isPunctuation || page.has(index, .ender) { return nil }
            for word: StaticString in Self.tests where stream.equals(index, word) {
                let verb = AdviceVerbs.Verb(label: "monitor", kind: .monitor)
                return AdviceStep(verb: verb, position: first - 1)
            }
        }
        return nil
    }

    private static let wanting = TokenTable(
        "want wants recommend recommends suggest suggests advise advises propose proposes require requires prefers demand would urge urges"
    )
    private static let beings = TokenTable("is are was were been has had")

    private static let tests: [StaticString] = [
        "test", "tests", "check", "checks", "scan", "scans", "ecg", "ekg", "ecgs", "electrocardiogram", "screening",
        "monitoring", "measurement", "measurements", "biopsy", "check-up", "checkup", "examination", "exam",
    ]
}
