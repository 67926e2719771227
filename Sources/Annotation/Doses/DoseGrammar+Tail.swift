import Events

/// Frequencies, times of day, routes: what stands after (or before) an amount.
extension DoseGrammar {
    /// A frequency that begins at `index`.
    func frequency(at index: Int, _ stream: TokenStream) -> (frequency: Frequency, next: Int)? {
        guard index < stream.count else { return nil }
        if let fixed = vocabulary.word(.frequency, at: index, stream) {
            // "2x/day", "3x a week" go on with a period of their own.
            if let longer = counted(at: index, stream), longer.next > fixed.next { return longer }
            return fixed.word.frequency.map { ($0, fixed.next) }
        }
        if let counted = counted(at: index, stream) { return counted }
        if let interval = interval(at: index, stream) { return interval }
        return nil
    }

    /// `3/d`, `1/(2.d)` as written in the table.
    static func parse(_ ucum: String) -> Frequency? {
        let parts = ucum.split(separator: "/", maxSplits: 1).map(String.init)
        guard parts.count == 2, let count = Double(parts[0]) else { return nil }
        let inner = parts[1].filter { $0 != "(" && $0 != ")" }.split(separator: ".").map(String.init)
        if inner.count == 2, let per = Double(inner[0]) {
            return Frequency(low: count, high: count, per: per, unit: inner[1])
        }
        return Frequency(low: count, high: count, unit: inner[0])
    }

    /// "3 times a day", "2x/day", "twice daily", "4 doses daily", "once every 3 days".
    private func counted(at index: Int, _ stream: TokenStream) -> (frequency: Frequency, next: Int)? {
        var count: (low: Double, high: Double)
        var next: Int
        if let word = vocabulary.word(.times, at: index, stream) {
            count = (word.word.number, word.word.number)
            next = word.next
        } else if let number = number(at: index, stream), number.low <= 24, number.high <= 24 {
            guard let marker = vocabulary.word(.per, at: number.next, stream) else { return nil }
            count = (number.low, number.high)
            next = marker.next
        } else {
            return nil
        }
        if stream.punctuation(next) == UInt8(ascii: ",") || stream.punctuation(next) == UInt8(ascii: ")") { next += 1 }
        if let period = period(at: next, stream) {
            return (Frequency(low: count.low, high: count.high, per: period.per, unit: period.unit), period.next)
        }
        return nil
    }

    /// "a day", "per week", "/day", "daily", "every 3 days".
    private func period(at index: Int, _ stream: TokenStream) -> (per: Double, unit: String, next: Int)? {
        var next = index
        if stream.punctuation(next) == UInt8(ascii: "/") || stream.equals(next, "a") || stream.equals(next, "per")
            || stream.equals(next, "each")
            || stream.equals(next, "every")
        {
            let isEvery = stream.equals(next, "every")
            next += 1
            if isEvery, let number = number(at: next, stream),
                let period = vocabulary.word(.period, at: number.next, stream)
            {
                return (number.low, period.word.value, period.next)
            }
            if let period = vocabulary.word(.period, at: next, stream) { return (1, period.word.value, period.next) }
            return nil
        }
        if let fixed = vocabulary.word(.frequency, at: next, stream), let frequency = fixed.word.frequency,
            frequency.low == 1
        {
            return (frequency.per, frequency.unit, fixed.next)
        }
        return nil
    }

    /// "every 6 hours", "q4h", "q4-6h", "q 8 h".
    private func interval(at index: Int, _ stream: TokenStream) -> (frequency: Frequency, next: Int)? {
        if stream.equals(index, "every") || stream.equals(index, "q") {
            guard let number = number(at: index + 1, stream) else { return nil }
            var next = number.next
            if stream.punctuation(next) == UInt8(ascii: "-") { next += 1 }
            guard let period = vocabulary.word(.period, at: next, stream) else { return nil }
            return (Self.every(number.low, number.high, period.word.value), period.next)
        }
        // One token: q8h; or "q4" and "-6h".
        let token = stream.tokens[index]
        guard token.isWord, token.length >= 2, token.length <= 4, stream.lower(index, 0) == UInt8(ascii: "q") else {
            return nil
        }
        var value = 0.0
        var offset = 1
        while offset < Int(token.length), stream.lower(index, offset) &- 0x30 < 10 {
            value = value * 10 + Double(stream.lower(index, offset) - 0x30)
            offset += 1
        }
        guard value > 0 else { return nil }
        if offset == Int(token.length) {
            guard stream.punctuation(index + 1) == UInt8(ascii: "-"), let second = number(at: index + 2, stream),
                let period = vocabulary.word(.period, at: second.next, stream)
            else { return nil }
            return (Self.every(value, second.low, period.word.value), period.next)
        }
        guard offset == Int(token.length) - 1 else { return nil }
        switch stream.lower(index, offset) {
        case UInt8(ascii: "h"): return (Self.every(value, value, "h"), index + 1)
        case UInt8(ascii: "d"): return (Self.every(value, value, "d"), index + 1)
        case UInt8(ascii: "w"): return (Self.every(value, value, "wk"), index + 1)
        default: return nil
        }
    }

    /// Hours that divide a day are takes a day; other intervals stay intervals.
    private static func every(_ low: Double, _ high: Double, _ unit: String) -> Frequency {
        if unit == "h", low > 0, high > 0, high <= 24 { return Frequency(low: 24 / high, high: 24 / low, unit: "d") }
        if unit == "h", low == high, low > 24 { return Frequency(low: 1, high: 1, per: low / 24, unit: "d") }
        return Frequency(low: 1, high: 1, per: max(low, 1), unit: unit)
    }

    /// Reads everything that may follow an amount, and lengthens the reading's tokens over it.
    /// - Parameters:
    ///   - drug: the end of a drug mention that begins at a token, if one does.
    ///   - isTaken: a drug stands directly before the amount, so that one behind it begins a phrase of its own.
    func readTail(_ reading: inout Reading, _ stream: TokenStream, isTaken: Bool = false, drug: (Int) -> Int?) {
        let isOpen = stream.punctuation(reading.tokens.lowerBound - 1) == UInt8(ascii: "(")
        var isClosed = false
        var index = reading.tokens.upperBound
        /// Tokens passed that mean nothing by themselves; they are only kept when something follows.
        var skipped = 0
        while index < stream.count, skipped < 7 {
            let flags = stream.tokens[index].flags
            if flags.contains(.paragraphBefore) || flags.contains(.sentenceStart) { break }
            if let end = drug(index) {
                // A second drug begins a phrase of its own, as does one behind the bracket that the amount is in.
                if reading.drugToken != nil || isTaken || isClosed { break }
                reading.drugToken = index
                reading.tokens = reading.tokens.lowerBound..<end
                index = end
                skipped = 0
                continue
            }
            if let found = piece(at: index, &reading, stream) {
                reading.tokens = reading.tokens.lowerBound..<found
                index = found
                skipped = 0
                continue
            }
            if let glue = vocabulary.word(.glue, at: index, stream)
                ?? vocabulary.word(.article, at: index, stream).map({ ($0.word, $0.next) }),
                glue.next > index
            {
                skipped += glue.next - index
                index = glue.next
                continue
            }
            let mark = stream.punctuation(index)
            if mark == UInt8(ascii: ")"), isOpen { isClosed = true }
            if mark == UInt8(ascii: ",") || mark == UInt8(ascii: "(") || mark == UInt8(ascii: ")") {
                skipped += 1
                index += 1
                continue
            }
            break
        }
    }

    /// One piece of a tail; returns the token after it.
    private func piece(at index: Int, _ reading: inout Reading, _ stream: TokenStream) -> Int? {
        // "and" between two times of day: "440mg AM and PM".
        if stream.equals(index, "and") || stream.punctuation(index) == UInt8(ascii: "&"), !reading.times.isEmpty,
            let time = vocabulary.word(.time, at: index + 1, stream)
        {
            if !reading.times.contains(time.word.value) { reading.times.append(time.word.value) }
            return time.next
        }
        if reading.frequency == nil, let found = frequency(at: index, stream) {
            // "OD'd" is an overdose.
            if stream.equals(index, "od"), stream.punctuation(index + 1) == UInt8(ascii: "'") { return nil }
            reading.frequency = found.frequency
            return found.next
        }
        if stream.equals(index, "x"), reading.frequency == nil, let found = frequency(at: index + 1, stream) {
            reading.frequency = found.frequency
            return found.next
        }
        if let time = vocabulary.word(.time, at: index, stream), !stream.equals(index, "am") || isTimeAM(index, stream)
        {
            if !reading.times.contains(time.word.value) { reading.times.append(time.word.value) }
            return time.next
        }
        if let prn = vocabulary.word(.prn, at: index, stream) {
            reading.isAsNeeded = true
            return prn.next
        }
        if reading.route == nil, let route = vocabulary.word(.route, at: index, stream) {
            reading.route = route.word.value
            return route.next
        }
        return nil
    }

    /// "20 mg am" against "if 20 mg am I …".
    private func isTimeAM(_ index: Int, _ stream: TokenStream) -> Bool {
        !(stream.equals(index + 1, "i") || stream.equals(index + 1, "not"))
    }

    /// Whether a frequency or a time of day may end with a token: a word of one, a period, "q8h".
    func mayEndHead(_ index: Int, _ stream: TokenStream) -> Bool {
        let token = stream.tokens[index]
        return vocabulary.endings(token.hash) & Self.headEndings != 0
            || token.isWord && stream.lower(index, 0) == UInt8(ascii: "q")
    }

    private static let headEndings =
        DoseVocabulary.Part.frequency.bit | DoseVocabulary.Part.time.bit | DoseVocabulary.Part.period.bit

    /// The frequency, time or route that ends just before the amount ("every other day 15mg").
    func readHead(_ reading: inout Reading, _ stream: TokenStream) {
        let first = reading.tokens.lowerBound
        guard reading.frequency == nil, reading.times.isEmpty, first > 0, mayEndHead(first - 1, stream) else { return }
        // The longest one: "twice a week", not "a week".
        let earliest = max(0, first - 5)
        var start = first
        while start > earliest, !stream.tokens[start].flags.contains(.sentenceStart) { start -= 1 }
        while start < first {
            if let found = frequency(at: start, stream), found.next == first {
                reading.frequency = found.frequency
                reading.tokens = start..<reading.tokens.upperBound
                return
            }
            start += 1
        }
        if let time = vocabulary.word(.time, endingAt: first, stream), time.first < first - 1 {
            reading.times = [time.word.value]
            reading.tokens = time.first..<reading.tokens.upperBound
        }
    }
}
