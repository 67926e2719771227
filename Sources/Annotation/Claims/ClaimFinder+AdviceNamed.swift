import Events

/// Advice that a rule's words give themselves, with who, when or what behind them ("is not suitable for children", "reserved for …").
extension ClaimFinder {
    func namedAdvice(_ label: String, _ trigger: Range<Int>, _ reading: Reading) -> Advised? {
        let takesDrug = label.hasSuffix(" with")
        // "is not a drug for children": the words' own preposition says in whom.
        let isOpen =
            label == "avoid" && trigger.count > 1 && stream.equals(trigger.upperBound - 1, anyOf: Self.inWhom)
            && directDrug(after: trigger.upperBound, reading) == nil
        // "is not for anyone who has had a stroke": the people are among the words.
        let isOfPeople =
            label == "avoid" && trigger.count > 2 && page.has(trigger.upperBound - 1, .person)
            && stream.equals(trigger.upperBound - 2, "for")
        let next = isOpen ? trigger.upperBound - 1 : isOfPeople ? trigger.upperBound - 2 : trigger.upperBound
        let direct = takesDrug ? nil : directDrug(after: next, reading)
        let tail = tail(after: direct?.tokens.upperBound ?? next, reading, keepsDrug: takesDrug)
        let end = max(tail.text.isEmpty ? next : tail.end, direct?.tokens.upperBound ?? next)
        if takesDrug {
            guard !tail.text.isEmpty else { return nil }
            return (items(label, after: next, trigger, reading), nil)
        }
        if label == "reserve for",
            page.has(Range(from: next, to: min(next + 3, reading.sentence.tokens.upperBound)), [.duration, .unit]),
            stream.tokens[next].isNumber || page.has(next + 1, [.duration, .unit])
        {
            return ([Target(joined("limit to", tail.text), nil, trigger.lowerBound..<end, nil)], nil)
        }
        // "turns away anyone with an aneurysm", "we do not treat people with epilepsy"
        if label == "avoid", direct == nil, page.has(next, .person), stream.equals(next + 1, "with") {
            let listed = whom(next + 2..<reading.sentence.tokens.upperBound, reading.sentence, isBare: true)
            return listed.isEmpty ? nil : (bans(listed, label, trigger), nil)
        }
        if label == "avoid" || label == "contraindicated" {
            let avoid = AdviceVerbs.Verb(label: "use", kind: .use)
            if label == "avoid", let done = gerundAdvice(true, avoid, true, trigger, reading) { return done }
            if direct == nil, label == "avoid", let other = avoidedThing(trigger, end, reading) { return other }
            var tail = tail
            if !tail.isPrepositional { tail = Tail(start: next, end: next) }
            var targets = avoiding(tail, after: direct?.tokens.upperBound ?? next, trigger, end, "avoid", reading)
            if label != "avoid" {
                for place in targets.indices where targets[place].label.hasPrefix("avoid") {
                    targets[place].label = label + targets[place].label.dropFirst(5)
                }
            }
            return targets.isEmpty ? nil : (targets, direct.map { ($0.subjects, $0.tokens, false) })
        }
        // "Caution is warranted in the elderly": the words' own preposition.
        let link = label.hasSuffix("caution") && stream.equals(trigger.upperBound - 1, "in") ? "in" : ""
        let whole = joined(label, tail.text.isEmpty ? "" : joined(link, tail.text))
        // "Sunscreen every morning is a must": what does not say when or how is left.
        if label.contains(" "), !label.hasSuffix(" for"), !Self.isPlainAdvice(whole) {
            return ([Target(label, nil, trigger, nil)], nil)
        }
        return ([Target(whole, nil, trigger.lowerBound..<end, nil)], nil)
    }

    private static let inWhom = TokenTable("for in on during if")
}
