import Events

/// Reads dose expressions from tokens: numbers, units, counts, frequencies, times, routes (the grammar is in docs/quality.md).
///
/// It looks at one place and answers what stands there; which drug is meant and whether a bare number may count is `DoseFinder`'s
/// business.
package struct DoseGrammar: Sendable {
    /// Takes per time: `low` to `high` takes per `per` `unit`s.
    struct Frequency: Sendable, Hashable {
        var low: Double
        var high: Double
        var per: Double = 1
        /// `h`, `d`, `wk`, `mo`, `a`.
        var unit: String

        /// UCUM, `3/d`, `4-6/d`, `1/(2.wk)`.
        var ucum: String {
            let count = low == high ? DoseGrammar.text(low) : DoseGrammar.text(low) + "-" + DoseGrammar.text(high)
            return per == 1 ? "\(count)/\(unit)" : "\(count)/(\(DoseGrammar.text(per)).\(unit))"
        }

        /// Takes a day; nil for months and years, where a daily figure says nothing.
        var perDay: (low: Double, high: Double)? {
            let days: Double
            switch unit {
            case "h": days = 1 / 24
            case "d": days = 1
            case "wk": days = 7
            default: return nil
            }
            return (low / (per * days), high / (per * days))
        }
    }

    /// What was read.
    struct Reading: Sendable {
        var tokens: Range<Int>
        var amount: Amount?
        var unit: String?
        var perTake: Amount?
        var frequency: Frequency?
        var isAsNeeded = false
        var route: String?
        var times: [String] = []
        var flags: [String] = []
        /// Tokens of a drug mention inside the phrase.
        var drugToken: Int?
        /// The amount is a count of units (`2 tablets`), not a strength.
        var isCount = false
        /// A number alone, without unit or form.
        var isBare = false
        /// The number has a leading point (`.5`), which hardly anything but a dose has.
        var hasLeadingPoint = false
        /// A tail (frequency, time, as needed) was read.
        var hasTail: Bool { frequency != nil || !times.isEmpty || isAsNeeded }
    }

    let vocabulary: DoseVocabulary

    package init(vocabulary: DoseVocabulary) { self.vocabulary = vocabulary }

    /// A number without needless digits.
    static func text(_ number: Double) -> String {
        let rounded = (number * 1000).rounded() / 1000
        return rounded == rounded.rounded() && abs(rounded) < 1e15 ? String(Int64(rounded)) : String(rounded)
    }

    /// Whether a unit is one by something: "mg/kg", "ug/kg/h".
    static func isPer(_ other: String, _ unit: String) -> Bool {
        var rest = unit.utf8[...]
        while let slash = rest.firstIndex(of: UInt8(ascii: "/")) {
            rest = rest[slash...].dropFirst()
            if rest.starts(with: other.utf8) { return true }
        }
        return false
    }

    // MARK: Numbers

    struct Number: Sendable {
        var low: Double
        var high: Double
        var next: Int
        var flags: [String] = []
        var isWord = false
        var hasLeadingPoint = false
        var isInteger: Bool { low == high && low == low.rounded() }
    }

    /// The value of a number token. A comma is decimal before one or two digits or in `,125`-like fractions of a small number.
    func value(_ index: Int, _ stream: TokenStream, dotIsThousands: Bool = false) -> Double? {
        let token = stream.tokens[index]
        let bytes = stream.bytes.span.extracting(Int(token.start)..<token.end)
        switch bytes[0] {
        case 1: return 0.5
        case 2: return 0.25
        case 3: return 0.75
        default: break
        }
        var (commas, points, lastComma, lastPoint) = (0, 0, 0, 0)
        for offset in bytes.indices {
            if bytes[offset] == 0x2C {
                commas += 1
                lastComma = bytes.count - offset - 1
            } else if bytes[offset] == 0x2E {
                points += 1
                lastPoint = bytes.count - offset - 1
            }
        }
        let commaIsDecimal = commas == 1 && points == 0 && (lastComma <= 2 || lastComma != 3 || bytes[0] == 0x30)
        let pointIsDecimal = points == 1 && !(dotIsThousands && lastPoint == 3)
        // Fifteen digits are exact in a double, and so is the power of ten below.
        var (digits, scale, isFraction) = (0.0, 1.0, false)
        for offset in bytes.indices {
            switch bytes[offset] {
            case 0x2C: isFraction = isFraction || commaIsDecimal
            case 0x2E: isFraction = isFraction || pointIsDecimal
            default:
                digits = digits * 10 + Double(bytes[offset] &- 0x30)
                if isFraction { scale *= 10 }
            }
        }
        return digits / scale
    }

    /// A number, fraction, number word or range that begins at `index`.
    func number(at index: Int, _ stream: TokenStream, german: Bool = false) -> Number? {
        guard var first = single(at: index, stream, german: german) else { return nil }
        // A range: "1-2", "1 to 2", "5 or 6"; descending ones are combinations or changes.
        let dash = stream.punctuation(first.next) == UInt8(ascii: "-")
        let joined = dash ? first.next + 1 : vocabulary.word(.range, at: first.next, stream)?.next
        if let joined, joined < stream.count, !stream.tokens[joined].flags.contains(.paragraphBefore),
            let second = single(at: joined, stream, german: german), second.low > first.low,
            !dash || stream.tokens[joined].isNumber || second.isWord
        {
            first.high = second.high
            first.next = second.next
        }
        return first
    }

    private func single(at index: Int, _ stream: TokenStream, german: Bool) -> Number? {
        guard index < stream.count else { return nil }
        if stream.tokens[index].isNumber {
            guard let value = value(index, stream, dotIsThousands: german) else { return nil }
            var number = Number(low: value, high: value, next: index + 1)
            number.hasLeadingPoint = stream.bytes[Int(stream.tokens[index].start)] == UInt8(ascii: ".")
            // "1/2", "1 1/2", "1½"
            if let fraction = fraction(at: index, stream) {
                number.low = fraction.value
                number.next = fraction.next
            } else if index + 1 < stream.count, value == value.rounded(), value < 20,
                let fraction = fraction(at: index + 1, stream) ?? sign(index + 1, stream)
            {
                number.low = value + fraction.value
                number.next = fraction.next
            } else if stream.punctuation(index + 1) == UInt8(ascii: "/"), index + 2 < stream.count,
                stream.isNumber(at: index + 2), !stream.isSpaced(at: index + 1),
                !stream.isSpaced(at: index + 2), let other = self.value(index + 2, stream),
                other > value
            {
                number.flags.append("combination:\(Self.text(value))+\(Self.text(other))")
                number.next = index + 3
            }
            number.high = number.low
            return number
        }
        if let word = vocabulary.word(.number, at: index, stream) {
            return Number(low: word.word.number, high: word.word.number, next: word.next, isWord: true)
        }
        return nil
    }

    /// "1/2", "3/4": glued, below one.
    private func fraction(at index: Int, _ stream: TokenStream) -> (value: Double, next: Int)? {
        guard index + 2 < stream.count, stream.tokens[index].isNumber, stream.tokens[index].length == 1,
            stream.punctuation(index + 1) == UInt8(ascii: "/"), stream.isNumber(at: index + 2),
            stream.tokens[index + 2].length == 1, !stream.isSpaced(at: index + 2),
            stream.punctuation(index + 3) != UInt8(ascii: "/"), let top = value(index, stream),
            let bottom = value(index + 2, stream), top < bottom,
            bottom == 2 || bottom == 3 || bottom == 4 || bottom == 8
        else { return nil }
        return (top / bottom, index + 3)
    }

    private func sign(_ index: Int, _ stream: TokenStream) -> (value: Double, next: Int)? {
        guard stream.tokens[index].isNumber, stream.bytes[Int(stream.tokens[index].start)] < 4,
            !stream.tokens[index].flags.contains(.spaceBefore) || stream.tokens[index - 1].isNumber,
            let value = value(index, stream)
        else { return nil }
        return (value, index + 1)
    }

    // MARK: Units

    private static let preparations = TokenTable(
        "cream gel ointment lotion drops eyedrops solution shampoo foam spray emulsion suspension mouthwash paste powder eye ophthalmic topical cutaneous"
    )

    /// Whether the word at `index` is a form that strengths in percent are given of: `cream`, `drops`.
    func isPreparation(_ index: Int, _ stream: TokenStream) -> Bool {
        Self.preparations.contains(stream.tokens[index].hash)
    }

    /// Whether the percent sign at `index` gives the strength of a preparation: "0.6% eye drops", "1% hydrocortisone cream".
    func isStrength(_ index: Int, _ stream: TokenStream) -> Bool {
        for near in index + 1..<max(index + 1, min(index + 4, stream.count)) {
            if stream.tokens[near].flags.contains(.sentenceStart) { return false }
            if stream.tokens[near].isWord, Self.preparations.contains(stream.tokens[near].hash) { return true }
        }
        return false
    }

    /// "kg-1", "kg(-1)", "x min(-1)": a denominator written as an exponent.
    private func exponent(at index: Int, _ stream: TokenStream) -> (name: String, next: Int)? {
        var next = index
        if stream.punctuation(next) == UInt8(ascii: ".") || stream.equals(next, "x") { next += 1 }
        guard next < stream.count, stream.tokens[next].isWord else { return nil }
        let name: String
        if stream.equals(next, "kg") {
            name = "kg"
        } else if let period = vocabulary.word(.period, at: next, stream), period.next == next + 1 {
            name = period.word.value
        } else {
            return nil
        }
        let isOpen = stream.punctuation(next + 1) == UInt8(ascii: "(")
        let sign = isOpen ? next + 2 : next + 1
        guard stream.punctuation(sign) == UInt8(ascii: "-"), stream.equals(sign + 1, "1"),
            !isOpen || stream.punctuation(sign + 2) == UInt8(ascii: ")")
        else { return nil }
        return (name, isOpen ? sign + 3 : sign + 2)
    }

    /// A unit at `index`, also after a glued hyphen ("20-mg"), with its rate: `mg/kg`, `ug/h`, `mg/mL`. A slash with a day or a week
    /// is a frequency, not part of the unit, unless the unit is by weight.
    func unit(at index: Int, _ stream: TokenStream) -> (unit: String, next: Int, frequency: Frequency?, isLab: Bool)? {
        var start = index
        if stream.punctuation(index) == UInt8(ascii: "%"), isStrength(index, stream) {
            return ("%", index + 1, nil, false)
        }
        if stream.punctuation(start) == UInt8(ascii: "-"), !stream.tokens[start].flags.contains(.spaceBefore) {
            start += 1
        }
        guard let word = vocabulary.word(.unit, at: start, stream), !stream.tokens[start].flags.contains(.newlineBefore)
        else { return nil }
        // "5G" is no gram.
        if word.word.value == "g", stream.tokens[start].length == 1, stream.tokens[start].flags.contains(.capitalised) {
            return nil
        }
        var unit = word.word.value
        var next = word.next
        var frequency: Frequency?
        var isLab = false
        rates: for _ in 0..<2 {
            var after = next
            if stream.punctuation(next) == UInt8(ascii: "/") {
                after += 1
            } else if stream.equals(next, "per") {
                after += 1
            } else if let rate = exponent(at: next, stream) {
                // "mg kg-1", "mg.kg(-1).min(-1)", "micrograms h-1 kg-1"
                if rate.name == "kg" {
                    // By weight first, whatever the order.
                    unit = word.word.value + "/kg" + String(unit.dropFirst(word.word.value.count))
                } else if unit == word.word.value, rate.name != "h", rate.name != "min" {
                    frequency = Frequency(low: 1, high: 1, unit: rate.name)
                } else {
                    unit += "/" + rate.name
                }
                next = rate.next
                continue
            } else {
                break
            }
            guard after < stream.count else { break }
            if let bottom = vocabulary.word(.unit, at: after, stream),
                bottom.word.value == "kg" || bottom.word.value == "mL"
            {
                unit += "/" + bottom.word.value
                next = bottom.next
            } else if stream.tokens[after].isNumber, let volume = value(after, stream),
                let bottom = vocabulary.word(.unit, at: after + 1, stream), bottom.word.value == "mL"
            {
                unit += "/(\(Self.text(volume)).mL)"
                next = bottom.next
            } else if stream.equals(after, "m2") || stream.equals(after, "m²") {
                unit += "/m2"
                next = after + 1
            } else if stream.equals(after, "m"), stream.punctuation(after + 1) == UInt8(ascii: "("),
                stream.equals(after + 2, "2")
            {
                unit += "/m2"
                next = after + 4
            } else if let period = vocabulary.word(.period, at: after, stream) {
                if Self.isPer("kg", unit) || Self.isPer("m2", unit) || period.word.value == "h"
                    || period.word.value == "min"
                {
                    unit += "/" + period.word.value
                } else {
                    frequency = Frequency(low: 1, high: 1, unit: period.word.value)
                }
                next = period.next
                break rates
            } else if stream.tokens[after].isNumber, let hours = value(after, stream),
                let period = vocabulary.word(.period, at: after + 1, stream), period.word.value == "h", hours == 24
            {
                frequency = Frequency(low: 1, high: 1, unit: "d")
                next = period.next
                break rates
            } else if vocabulary.word(.labunit, at: after, stream) != nil
                || stream.tokens[after].isNumber && vocabulary.word(.unit, at: after + 1, stream)?.word.value == "g"
            {
                isLab = true
                break rates
            } else {
                break rates
            }
        }
        if unit == "kg" || unit == "L" { return nil }
        return (unit, next, frequency, isLab)
    }
}
