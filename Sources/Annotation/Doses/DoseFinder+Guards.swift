import Events

/// Numbers that are no doses: laboratory values, prices, dates, statistics, body weights, days of a list.
extension DoseFinder {
    /// A laboratory value: a word for one within five tokens before, and nothing that is only said of doses after it.
    func isLabValue(_ index: Int, _ reading: DoseGrammar.Reading, _ stream: TokenStream) -> Bool {
        guard reading.isBare || reading.drugToken == nil && reading.frequency == nil else { return false }
        let reach = reading.isBare ? 5 : 1
        for near in max(0, index - reach)..<index where vocabulary.word(.lab, at: near, stream) != nil { return true }
        return false
    }

    /// Whether a drug is named in the paragraph.
    func isInParagraph(_ core: Range<Int>, _ mentions: [Mention], _ stream: TokenStream) -> Bool {
        var first = core.lowerBound
        while first > 0, !stream.tokens[first].flags.contains(.paragraphBefore), core.lowerBound - first < 300 {
            first -= 1
        }
        var last = core.upperBound
        while last < stream.count, !stream.tokens[last].flags.contains(.paragraphBefore), last - core.upperBound < 300 {
            last += 1
        }
        return hasMention(in: first..<last, mentions)
    }

    /// Prices, dates, percentages, steps, parts of names and numbers.
    func isGuarded(_ index: Int, _ stream: TokenStream) -> Bool {
        let token = stream.tokens[index]
        guard token.isNumber else { return vocabulary.word(.delta, endingAt: index, stream) != nil }
        if !token.flags.contains(.spaceBefore), index > 0 {
            switch stream.punctuation(index - 1) {
            case UInt8(ascii: "$"), UInt8(ascii: "*"), UInt8(ascii: "'"), UInt8(ascii: "#"), UInt8(ascii: "_"),
                UInt8(ascii: ":"):
                return true
            case UInt8(ascii: "/"):
                // "10/325"; "30 ml/100 g/min"
                return index >= 2 && (stream.tokens[index - 2].isNumber || stream.equals(index - 2, "ml"))
            case UInt8(ascii: "-"):
                return !stream.tokens[index - 1].flags.contains(.spaceBefore)
            default: break
            }
        }
        let after = stream.punctuation(index + 1)
        if isStatistic(index, stream) || isBodyWeight(index, stream) { return true }
        // The end of a DOI, not of a dose.
        if token.length > 4, stream.bytes[Int(token.start)] == UInt8(ascii: ".") { return true }
        if stream.equals(index - 1, "of"), stream.equals(index - 2, "bottle") || stream.equals(index - 2, "box") {
            return true
        }
        if after == UInt8(ascii: "%"), !grammar.isStrength(index + 1, stream) { return true }
        if after == UInt8(ascii: "'") || after == UInt8(ascii: "\"") { return true }
        if after == UInt8(ascii: ":"), index + 2 < stream.count, !stream.isSpaced(at: index + 2) {
            return true
        }
        // A date: 5/26/2021.
        if after == UInt8(ascii: "/"), stream.punctuation(index + 3) == UInt8(ascii: "/") { return true }
        return vocabulary.word(.delta, endingAt: index, stream) != nil
    }

    /// A deviation ("653 +/- 174 g"), what one follows ("107 +/- 6 mm Hg"), or a probability ("P < .05").
    private func isStatistic(_ index: Int, _ stream: TokenStream) -> Bool {
        let before = stream.punctuation(index - 1)
        if stream.equals(index - 1, "±") || isPlusMinus(endingAt: index, stream)
            || isPlusMinus(endingAt: index + 4, stream)
        {
            return true
        }
        guard before == UInt8(ascii: "=") || before == UInt8(ascii: "<") || before == UInt8(ascii: ">") else {
            return false
        }
        return stream.equals(index - 2, "p") || stream.equals(index - 2, "n") || stream.equals(index - 2, "r")
    }

    /// "+/-" before token `index`.
    private func isPlusMinus(endingAt index: Int, _ stream: TokenStream) -> Bool {
        index >= 3 && index <= stream.count && stream.punctuation(index - 1) == UInt8(ascii: "-")
            && stream.punctuation(index - 2) == UInt8(ascii: "/") && stream.punctuation(index - 3) == UInt8(ascii: "+")
    }

    /// "days 1, 8 and 15": the number of a day.
    func isDayOfList(_ index: Int, _ stream: TokenStream) -> Bool {
        var near = index - 1
        while near >= 0, index - near < 10,
            stream.tokens[near].isNumber || stream.punctuation(near) == UInt8(ascii: ",")
                || stream.punctuation(near) == UInt8(ascii: "-") || stream.equals(near, "and")
                || stream.equals(near, "to")
        {
            near -= 1
        }
        // The list begins right behind the word: "2 days, 20 at night" is none.
        return near >= 0 && near < index - 1 && stream.isNumber(at: near + 1)
            && (stream.equals(near, "days") || stream.equals(near, "day"))
    }

    /// "rats (180 g)", "weighing 250-300 g".
    private func isBodyWeight(_ index: Int, _ stream: TokenStream) -> Bool {
        let isAnimal =
            stream.punctuation(index - 1) == UInt8(ascii: "(")
            && vocabulary.word(.animal, endingAt: index - 1, stream) != nil
        guard
            isAnimal || stream.equals(index - 1, "weighing") || stream.equals(index - 1, "weighed")
                || stream.equals(index - 2, "weighing"),
            let unit = grammar.number(at: index, stream).flatMap({ grammar.unit(at: $0.next, stream) })
        else { return false }
        return unit.unit == "g" && unit.frequency == nil
    }

    func hasCurrency(before index: Int, _ stream: TokenStream) -> Bool {
        for near in max(0, index - 4)..<index
        where stream.punctuation(near) == UInt8(ascii: "$") || vocabulary.word(.currency, at: near, stream) != nil {
            return true
        }
        return false
    }
}
