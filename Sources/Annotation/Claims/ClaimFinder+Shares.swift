import Events

/// Results in numbers: "4.1 percent of the colchicine group had a heart attack, against 5.9 percent on placebo".
extension ClaimFinder {
    /// How a share of those on the drug stands to that of those without it.
    enum Shares { case more, less, equal }

    /// Two shares of a sentence, the drug's and that of placebo or of those without it; nil where it tells none or more than two.
    func sharesCompared(_ sentence: ClaimPage.Sentence) -> Shares? {
        guard page.has(sentence, .control) || page.has(sentence, .negative) || background.design == .randomizedTrial
        else { return nil }
        var places: [Int] = []
        for index in sentence.tokens where isPercent(index + 1) && plainCount(index) != nil {
            if isOfInterval(index) || isRatioFigure(index) { continue }
            places.append(index)
            if places.count > 2 { return nil }
        }
        if places.isEmpty { places = armFigures(sentence) }
        if places.isEmpty { return page.has(sentence, .control) ? countsCompared(sentence) : nil }
        guard places.count == 2, let first = plainCount(places[0]), let second = plainCount(places[1]) else {
            return nil
        }
        // Without a word for those who went without it may be doses, sexes or years that are compared.
        let control = sentence.tokens.filter {
            // Not "impulse-control disorders".
            stream.equals($0, anyOf: Self.shareControls) && stream.punctuation($0 - 1) != UInt8(ascii: "-")
                || isWithoutIt($0) || isOtherArm($0)
                // "5 percent of non-users"
                || stream.equals($0, "non") && stream.equals($0 + 2, anyOf: Self.users)
        }
        if control.isEmpty, isInTurn(places, sentence) { return shares(first, second) }
        guard control.count == 1, let place = control.first else { return nil }
        // "8 percent on placebo and 15 percent on X": the share before it, unless another clause or list item begins between.
        let isSecond: Bool
        if place < places[0] {
            isSecond = false
        } else if place > places[1] {
            isSecond = true
        } else {
            isSecond = (places[0] + 1..<place).contains {
                page.has($0, [.comparator, .conjunction]) || stream.punctuation($0) == UInt8(ascii: ",")
                    || stream.punctuation($0) == UInt8(ascii: ";")
            }
        }
        if isOfChance(sentence) { return .equal }
        return isSecond ? shares(first, second) : shares(second, first)
    }

    /// "Macular oedema developed in 3.8% and 7.5% respectively", "in 36% and 35%": in a trial the drug's share comes first.
    private func isInTurn(_ places: [Int], _ sentence: ClaimPage.Sentence) -> Bool {
        guard memory.isOwn, topic.count == 1, sentence.drugs.isEmpty, background.design == .randomizedTrial,
            places[1] - places[0] <= 3,
            (places[0] + 1..<places[1]).contains(where: { stream.equals($0, "and") || stream.equals($0, "versus") })
        else { return false }
        return !page.has(sentence, .unit)
    }

    private func shares(_ own: Double, _ other: Double) -> Shares {
        // "7.9 percent … and 8.3 percent": no difference to speak of.
        if abs(own - other) * 12 < max(own, other) { return .equal }
        return own < other ? .less : .more
    }

    /// "Two of the 300 given it fell ill, compared with 21 on placebo": of two counts; totals ("of the 300"), doses and times are none.
    private func countsCompared(_ sentence: ClaimPage.Sentence) -> Shares? {
        guard let split = sentence.tokens.first(where: { stream.equals($0, anyOf: Self.against) }) else {
            return nil
        }
        let control = sentence.tokens.filter { stream.equals($0, anyOf: Self.shareControls) || isOtherArm($0) }
        guard control.count == 1, control[0] > split,
            let own = Range(from: sentence.tokens.lowerBound, to: split).last(where: isOwnCount).flatMap(count),
            let other = Range(from: split + 1, to: min(control[0] + 5, sentence.tokens.upperBound)).first(
                where: isOwnCount
            ).flatMap(count)
        else { return nil }
        if own == other { return .equal }
        return own < other ? .less : .more
    }

    private func isOwnCount(_ index: Int) -> Bool {
        guard count(index) != nil, !page.has(index + 1, [.unit, .duration]), !page.has(index - 1, .indefinite) else {
            return false
        }
        return !stream.equals(index - 1, "of") && !stream.equals(index - 2, "of")
            && !stream.equals(index - 1, "in")
    }

    private func count(_ index: Int) -> Double? {
        // "one person in ten", "one in sixteen"
        if stream.equals(index, "one"),
            let link = (index + 1...index + 3).first(where: { stream.equals($0, "in") }),
            let whole = plainCount(link + 1), whole > 1
        {
            return 1 / whole
        }
        return plainCount(index)
    }

    private func plainCount(_ index: Int) -> Double? {
        if stream.tokens[index].isNumber { return stream.number(at: index) }
        return Self.countWords.first { stream.equals(index, $0.word) }?.value
    }

    private static let against = TokenTable("against versus vs compared")

    static let shareControls = TokenTable(
        "placebo dummy dummies control controls sham untreated non-users nonusers others unexposed unmedicated comparators"
    )

    private static let users = TokenTable("users takers recipients drinkers smokers")

    /// "those without it", "8.3 percent of those who had not": its last word.
    private func isWithoutIt(_ index: Int) -> Bool {
        if stream.equals(index, "without") {
            return stream.equals(index + 1, "it") || stream.equals(index - 1, "those")
                || page.has(index - 1, .person)
        }
        return stream.equals(index, "not") && page.has(index - 2, .relative)
            && (stream.equals(index - 3, "those") || page.has(index - 3, .person))
    }

    /// "the comparison group", "the other arm", "users of other drugs"
    private func isOtherArm(_ index: Int) -> Bool {
        if stream.equals(index, "other"), stream.equals(index + 1, anyOf: Self.wares), page.has(index - 1, .tie) {
            return true
        }
        return isArmApart(index)
    }

    private static let wares = TokenTable("drugs medicines medications treatments agents therapies antidiabetics")

    private func isArmApart(_ index: Int) -> Bool {
        (stream.equals(index, "comparison") || stream.equals(index, "other"))
            && (stream.equals(index + 1, "group") || stream.equals(index + 1, "arm"))
    }

    func isPercent(_ index: Int) -> Bool {
        stream.punctuation(index) == UInt8(ascii: "%") || stream.equals(index, "percent")
            || stream.equals(index, "per") && stream.equals(index + 1, "cent")
    }

    // MARK: Told at all

    /// Whether a share of people is told: "in 12 percent", "one user in a thousand", "a third of users".
    ///
    /// What was found of the range asked for last is kept: each effect of a list asks it of the same sentence.
    func tellsShare(_ range: Range<Int>) -> Bool {
        if range != lastShare.range { lastShare = (range, findsShare(range)) }
        return lastShare.isTold
    }

    private func findsShare(_ range: Range<Int>) -> Bool {
        // "Of 540 women who kept a diary, 62 …"
        if stream.equals(range.lowerBound, "of") || stream.equals(range.lowerBound, "among"),
            (1...2).contains(where: { isCount(range.lowerBound + $0) }),
            Range(from: range.lowerBound + 3, to: range.upperBound - 1).contains(where: {
                stream.punctuation($0) == UInt8(ascii: ",") && isCount($0 + 1)
            })
        {
            return true
        }
        for index in range {
            if stream.punctuation(index) == UInt8(ascii: "%") || stream.equals(index, "percent") {
                return true
            }
            // "one user out of four"
            if stream.equals(index, "out"), stream.equals(index + 1, "of"), isCount(index + 2) { return true }
            // "one of eleven"
            if stream.equals(index, "of"), isCount(index - 1), isCount(index + 1) { return true }
            // "Ten of the treated patients lost weight"
            if stream.equals(index, "of"), isCount(index - 1), stream.equals(index + 1, "the"),
                page.has(index + 2, .person) || page.has(index + 3, .person)
            {
                return true
            }
            // "two boys", "three of the women"
            if page.has(index + 1, .person), isCount(index) { return true }
            if stream.equals(index, "of") || stream.equals(index, "cent") {
                for word: StaticString in ["third", "quarter", "half", "fifth", "majority", "per"]
                where stream.equals(index - 1, word) { return true }
            }
            // "in eleven the pulse was slow", "in six of the ninety"
            if stream.equals(index, "in"), isCount(index + 1),
                stream.equals(index + 2, "of") || stream.equals(index + 2, "the")
                    || stream.punctuation(index + 2) == UInt8(ascii: ",")
            {
                return true
            }
            if stream.equals(index, "in"),
                isCount(index + 1) || (page.has(index + 1, .indefinite) && isCount(index + 2)),
                isCount(index - 1) || isCount(index - 2)
            {
                return true
            }
        }
        return false
    }

    /// How many percentages stand in a range.
    func shares(_ range: Range<Int>) -> Int {
        range.reduce(0) {
            $0 + (stream.punctuation($1) == UInt8(ascii: "%") || stream.equals($1, "percent") ? 1 : 0)
        }
    }

    /// A number in figures or words.
    func isCount(_ index: Int) -> Bool {
        guard index >= 0, index < stream.count else { return false }
        return stream.tokens[index].isNumber || stream.equals(index, anyOf: Self.numbers)
    }

    private static let numbers = TokenTable(
        """
        one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen \
        twenty thirty forty fifty sixty seventy eighty ninety hundred thousand
        """)
}
