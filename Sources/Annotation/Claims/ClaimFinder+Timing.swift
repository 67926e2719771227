import Events

/// How soon a drug works and how long it lasts, with the time that the text gives: "rapid onset (works in half an hour)", "slow onset
/// (takes four months to work)", "duration of action (lasts eight years)". The words in brackets are the text's own; the name before
/// them is one for all texts.
extension ClaimFinder {
    /// - Returns: nil where no time stands in the words' own clause, or what is said to last is an effect or an illness.
    func timing(_ kind: ClaimRule.Timing, _ trigger: Range<Int>, _ reading: Reading) -> Target? {
        // "The drowsiness lasts a few hours", "colds last ten days"
        if kind == .duration,
            let last = objects.left(
                of: trigger.lowerBound, within: 2, kinds: [.effect, .indication], page, reading.sentence
            ).last,
            !reading.groups.contains(where: {
                $0.tokens.lowerBound >= page.concepts[last].tokens.upperBound
                    && $0.tokens.upperBound <= trigger.lowerBound
            })
        {
            return nil
        }
        // "works in an hour and wears off after four": the hour is the other's.
        let before = kind == .onset ? span(before: trigger.lowerBound, reading) : nil
        guard let span = span(behind: trigger.upperBound, reading) ?? before else { return nil }
        return timed(kind, span, trigger)
    }

    /// The answer to "How soon does it work?" that is no sentence: "About half an hour."
    func timedAnswer(_ kind: ClaimRule.Timing, _ sentence: ClaimPage.Sentence, _ reading: Reading) -> Target? {
        guard let span = span(behind: sentence.tokens.lowerBound, reading) else { return nil }
        return timed(kind, span, span)
    }

    private func timed(_ kind: ClaimRule.Timing, _ span: Range<Int>, _ trigger: Range<Int>) -> Target {
        // "in the first fortnight"
        let isFortnight = span.count == 1 && stream.equals(span.lowerBound, "fortnight")
        let words = isFortnight ? "a fortnight" : self.words(span)
        let tokens = min(trigger.lowerBound, span.lowerBound)..<max(trigger.upperBound, span.upperBound)
        switch kind {
        case .duration: return Target("duration of action (lasts \(words))", nil, tokens, nil)
        case .onset:
            if trigger.contains(where: { stream.equals($0, anyOf: Self.full) }) {
                return Target("slow onset (full effect after \(words))", nil, tokens, nil)
            }
            let isWithin = stream.equals(span.lowerBound - 1, "within")
            let isQuick = stream.equals(span.upperBound - 1, anyOf: Self.quickUnits)
            if isQuick || isWithin {
                let link = isWithin ? "within" : "in"
                return Target(
                    "\(isQuick ? "rapid" : "slow") onset (works \(link) \(words))", nil, tokens, nil)
            }
            return Target("slow onset (takes \(words) to work)", nil, tokens, nil)
        }
    }

    /// "faster, in about an hour": up to the clause's end, and behind a comma where a preposition goes on.
    private func span(behind position: Int, _ reading: Reading) -> Range<Int>? {
        let end = min(reading.sentence.tokens.upperBound, position + 9)
        var index = position
        while index < end {
            let token = stream.tokens[index]
            if token.isPunctuation, token.flags.contains(.spaceBefore) || stream.punctuation(index) != 0x2D {
                guard stream.punctuation(index) == UInt8(ascii: ","),
                    stream.equals(index + 1, anyOf: Self.goingOn)
                else { return nil }
            }
            if page.has(index, [.clauseStart]), !page.has(index, .conjunction) { return nil }
            if stream.equals(index, anyOf: Self.units) { return whole(index, from: position, reading) }
            index += 1
        }
        return nil
    }

    /// "in half an hour it starts to work", "after a week the full effect is there"
    private func span(before position: Int, _ reading: Reading) -> Range<Int>? {
        let start = max(reading.sentence.tokens.lowerBound, position - 7)
        var index = position - 1
        while index >= start {
            let token = stream.tokens[index]
            if token.isPunctuation { return nil }
            if stream.equals(index, anyOf: Self.units), let span = whole(index, from: start, reading),
                span.lowerBound == reading.sentence.tokens.lowerBound
                    || stream.equals(span.lowerBound - 1, anyOf: Self.goingOn)
                    || Range(from: max(start, span.lowerBound - 3), to: span.lowerBound).contains(where: {
                        stream.equals($0, anyOf: Self.taking)
                    })
            {
                return span
            }
            index -= 1
        }
        return nil
    }

    /// "four to six hours", "half an hour", "an hour or two", "a few days", "minutes": a unit of time with its number.
    private func whole(_ unit: Int, from limit: Int, _ reading: Reading) -> Range<Int>? {
        var start = unit
        while start > limit, isOfNumber(start - 1) { start -= 1 }
        while start < unit, stream.equals(start, anyOf: Self.loose) { start += 1 }
        var end = unit + 1
        // "a day or two", "an hour or so"
        if end + 1 < reading.sentence.tokens.upperBound, stream.equals(end, "or"),
            stream.isNumber(at: end + 1) || stream.equals(end + 1, anyOf: Self.numbers)
        {
            end += 2
        }
        // "the next day", "five times a day", "days" of no number mean another thing than "minutes".
        if start == unit, !stream.equals(unit, anyOf: Self.plurals) { return nil }
        if stream.equals(start - 1, "times") || stream.equals(start - 1, "once")
            || stream.equals(start - 1, "twice") || stream.equals(start - 1, "per")
        {
            return nil
        }
        return start..<end
    }

    private func isOfNumber(_ index: Int) -> Bool {
        let token = stream.tokens[index]
        if token.isNumber || stream.equals(index, anyOf: Self.numbers) { return true }
        if stream.equals(index, anyOf: Self.links) { return true }
        return stream.punctuation(index) == 0x2D && !token.flags.contains(.spaceBefore)
    }

    private static let full = TokenTable("full maximum greatest best")
    private static let quickUnits = TokenTable("second seconds minute minutes hour hours")
    private static let units = TokenTable(
        "second seconds minute minutes hour hours day days night nights week weeks fortnight month months year years")
    private static let plurals = TokenTable("seconds minutes hours days weeks months years fortnight")
    private static let numbers = TokenTable(
        "a an one two three four five six seven eight nine ten eleven twelve fourteen fifteen sixteen twenty thirty forty "
            + "forty-five sixty ninety half quarter few couple several many dozen so")
    private static let links = TokenTable(
        "to or of and about around roughly up nearly almost least at most the first next")
    private static let loose = TokenTable("to or of and the first next")
    private static let goingOn = TokenTable("in within after for about around often usually normally typically up")
    private static let taking = TokenTable("takes take need needs needed took wait allow give expect")
}
