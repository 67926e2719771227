import Events

/// Numbers without a unit.
extension DoseFinder {
    /// A number without a unit counts beside a drug and with a frequency or a time, directly after a drug's name, as a count of a
    /// named product, or as the target of a change.
    func bare(
        _ given: DoseGrammar.Reading, _ core: Range<Int>, _ stream: TokenStream, _ mentions: [Mention], _ near: Bool,
        _ threadHasDrug: Bool
    ) -> DoseGrammar.Reading? {
        guard let amount = given.amount, amount.high > 0, amount.high < 10_000, !isDayOfList(core.lowerBound, stream)
        else { return nil }
        let isYear = amount.low >= 1900 && amount.low <= 2100 && amount.low == amount.low.rounded()
        guard !isYear else { return nil }
        let before = mention(endingAt: core.lowerBound, mentions)
        let direct = given.drugToken == core.upperBound || given.drugToken != nil && given.route != nil
        if given.flags.contains(where: { $0.hasPrefix("combination") })
            || isCombination(core, amount, before, given, mentions, stream)
        {
            guard before != nil || given.drugToken != nil else { return nil }
            var reading = given
            if amount.low != amount.high {
                reading.flags.append("combination:\(DoseGrammar.text(amount.low))+\(DoseGrammar.text(amount.high))")
            }
            reading.amount = Amount(amount.low)
            reading.unit = "mg"
            reading.isBare = false
            return reading
        }
        if direct, let drug = given.drugToken.flatMap({ mention(startingAt: $0, mentions) }),
            mentions[drug].kind != .drugClass
        {
            // "185 suprofen-exposed patients"
            let end = mentions[drug].tokens.upperBound
            if stream.punctuation(end) == UInt8(ascii: "-"), !stream.tokens[end].flags.contains(.spaceBefore) {
                return nil
            }
            var reading = given
            let isWhole = amount.low == amount.low.rounded() && amount.high <= 12
            if isWhole {
                guard
                    reading.hasTail || vocabulary.word(.intake, endingAt: reading.tokens.lowerBound, stream) != nil
                        || reading.tokens.lowerBound > 0
                            && vocabulary.word(.intake, endingAt: core.lowerBound, stream) != nil
                        || stream.tokens[core.lowerBound].flags.contains(.sentenceStart)
                        || stream.equals(reading.tokens.upperBound, "at")
                        || stream.equals(reading.tokens.upperBound, "last")
                else { return nil }
                guard mentions[drug].kind != .otherSubstance else { return nil }
                reading.unit = "{tbl}"
                reading.isCount = true
                reading.isBare = false
                if reading.perTake == nil { reading.perTake = Amount(1) }
                return reading
            }
            reading.flags.append("unit_missing")
            return reading
        }
        guard isAmount(given, amount, core, before, stream, mentions, near, threadHasDrug) else { return nil }
        var reading = given
        reading.flags.append("unit_missing")
        return reading
    }

    /// Whether a number that neither stands before a drug nor is a combination is an amount in a unit that is left out.
    private func isAmount(
        _ reading: DoseGrammar.Reading, _ amount: Amount, _ core: Range<Int>, _ before: Int?, _ stream: TokenStream,
        _ mentions: [Mention], _ near: Bool, _ threadHasDrug: Bool
    ) -> Bool {
        if reading.hasTail {
            // "at 2 pm" is a clock.
            let isClock =
                !reading.hasLeadingPoint && reading.frequency == nil && amount.high <= 12
                && (stream.equals(core.upperBound, "am") || stream.equals(core.upperBound, "pm")
                    || stream.equals(core.upperBound, "a") || stream.equals(core.upperBound, "p"))
            let isAt =
                core.lowerBound > 0 && reading.frequency == nil && amount.high <= 12
                && stream.equals(core.lowerBound - 1, "at")
            if isClock || isAt || isFollowedByPeriod(core.upperBound, stream) { return false }
            if reading.hasLeadingPoint || near { return true }
            // "two per month" may count anything.
            return threadHasDrug
                && (reading.frequency != nil && stream.tokens[core.lowerBound].isNumber
                    || vocabulary.word(.intake, endingAt: core.lowerBound, stream) != nil)
        }
        guard endsPhrase(core.upperBound, stream) || reading.flags.contains("change") || reading.drugToken != nil else {
            return false
        }
        if let before, mentions[before].kind != .drugClass, mentions[before].kind != .otherSubstance,
            stream.tokens[core.lowerBound].flags.contains(.spaceBefore), amount.high <= 2000
        {
            return true
        }
        if reading.drugToken != nil, near, stream.equals(core.upperBound, "of") { return true }
        if reading.hasLeadingPoint, threadHasDrug { return true }
        guard near, amount.high <= 2000 else { return false }
        return isChangeTarget(core.lowerBound, stream) || reading.flags.contains("change")
    }

    /// "Norco 5-325": beside a combination a wide range is two strengths.
    private func isCombination(
        _ core: Range<Int>, _ amount: Amount, _ before: Int?, _ reading: DoseGrammar.Reading, _ mentions: [Mention],
        _ stream: TokenStream
    ) -> Bool {
        guard amount.high >= amount.low * 10, core.count == 3,
            let drug = before ?? reading.drugToken.flatMap({ mention(startingAt: $0, mentions) })
        else { return false }
        return lexicon.substances[Int(mentions[drug].substance)].ingredients.count > 1
    }

    private func isFollowedByPeriod(_ index: Int, _ stream: TokenStream) -> Bool {
        vocabulary.word(.period, at: index, stream) != nil && !stream.equals(index, "nightly")
    }

    /// Nothing that the number could count follows: punctuation, the end, or a word that goes on.
    func endsPhrase(_ index: Int, _ stream: TokenStream) -> Bool {
        guard index < stream.count else { return true }
        let token = stream.tokens[index]
        if token.flags.contains(.sentenceStart) || token.flags.contains(.paragraphBefore) { return true }
        if token.isPunctuation {
            let mark = stream.punctuation(index)
            return mark != UInt8(ascii: "-") && mark != UInt8(ascii: "/") && mark != UInt8(ascii: "%")
                && mark != UInt8(ascii: ":")
        }
        return Self.connectives.contains(token.hash)
    }

    private static let connectives = TokenTable(
        "and but for since then to so because or with which when while until till if now again i it was is he she my after before in from as this that"
    )

    private static let changeVerbs = TokenTable(
        "cut dropped drop went go gone going switched raised raise upped built build weaned weaning tapering lowering started starting increasing decreased decrease decreasing stepped bump bumping increased increase reduced reduce lowered lower jumped moved bumped tapered taper down up got get back stay stayed stuck hold holding"
    )

    /// "down to 20", "cut me to 40", "I'm on 20", "took 5".
    func isChangeTarget(_ index: Int, _ stream: TokenStream) -> Bool {
        guard index >= 2 else { return false }
        if stream.equals(index - 1, "to") || stream.equals(index - 1, "at") || stream.equals(index - 1, "from") {
            for near in max(0, index - 5)..<index - 1 where Self.changeVerbs.contains(stream.tokens[near].hash) {
                return true
            }
            return false
        }
        return stream.equals(index - 1, "took") || stream.equals(index - 1, "taking") || stream.equals(index - 1, "on")
    }
}
