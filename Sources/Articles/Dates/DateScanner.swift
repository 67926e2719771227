/// Finds dates as pages, feeds and comment headers print them, and gives them in ISO 8601 at the precision printed.
///
/// Known forms: ISO 8601; RFC 822; "June 3, 2021 at 4:15 pm"; "3. Juni 2021"; "06/03/2021 4:15:00 PM EST"; "2021/06/03"; month
/// and year; and, against the day of retrieval, "2 hours ago", "yesterday". A day before 1995 or after 2100 is refused.
package struct DateScanner {
    /// What was found and where in the scanned bytes.
    package struct Found: Hashable {
        package var iso: String
        package var low: Int
        package var high: Int
        /// Whether a day is known, not only a month or a year.
        package var hasDay: Bool
        package var hasTime: Bool
    }

    enum Token: Equatable {
        case number(Int, digits: Int)
        case word([UInt8])
        case mark(UInt8)
    }

    struct Placed {
        var token: Token
        var low: Int
        var high: Int
        /// Whether nothing stands between this token and the one before.
        var isJoined: Bool
    }

    private(set) var tokens: [Placed] = []
    private let dayFirst: Bool
    let retrieved: Day?

    /// - Parameters:
    ///   - dayFirst: how to read 03/04/2021; a number above 12 decides by itself.
    ///   - retrieved: ISO day against which relative dates are read.
    private init(_ bytes: ArraySlice<UInt8>, dayFirst: Bool, retrieved: String?) {
        self.dayFirst = dayFirst
        self.retrieved = retrieved.flatMap { Day(iso: $0) }
        tokenize(bytes)
    }

    /// The first date in the bytes.
    static func first(in bytes: ArraySlice<UInt8>, dayFirst: Bool = false, retrieved: String? = nil, limit: Int = 400)
        -> Found?
    {
        let scanner = DateScanner(bytes.prefix(limit), dayFirst: dayFirst, retrieved: retrieved)
        for index in scanner.tokens.indices {
            if let found = scanner.date(at: index) { return found }
        }
        return nil
    }

    package static func first(in text: String, dayFirst: Bool = false, retrieved: String? = nil) -> Found? {
        first(in: Array(text.utf8)[...], dayFirst: dayFirst, retrieved: retrieved)
    }

    private mutating func tokenize(_ bytes: ArraySlice<UInt8>) {
        var index = bytes.startIndex
        var last = -1
        while index < bytes.endIndex {
            let start = index
            let byte = bytes[index]
            if Bytes.isSpace(byte) {
                index += 1
                continue
            }
            let mark = Bytes.markLength(bytes, index)
            if mark > 0 {
                index += mark
                // A no-break space is a space; other marks separate.
                if byte == 0xE2 || bytes[start + 1] != 0xA0 {
                    tokens.append(Placed(token: .mark(byte), low: start, high: index, isJoined: last == start))
                    last = -1
                }
                continue
            }
            var token = Token.mark(byte)
            if Bytes.isDigit(byte) {
                var value = 0
                while index < bytes.endIndex, Bytes.isDigit(bytes[index]) {
                    value = min(value * 10 + Int(bytes[index] - 0x30), 1 << 40)
                    index += 1
                }
                token = .number(value, digits: index - start)
            } else if Bytes.isWord(byte) {
                while index < bytes.endIndex, Bytes.isWord(bytes[index]), !Bytes.isDigit(bytes[index]),
                    Bytes.markLength(bytes, index) == 0
                { index += 1 }
                if index == start { index += 1 }
                token = .word(Bytes.lowered(bytes[start..<index]))
            } else {
                index += 1
            }
            tokens.append(Placed(token: token, low: start, high: index, isJoined: last == start))
            last = index
        }
    }

    func number(_ index: Int) -> (value: Int, digits: Int)? {
        guard index < tokens.count, case .number(let value, let digits) = tokens[index].token else { return nil }
        return (value, digits)
    }

    func word(_ index: Int) -> [UInt8]? {
        guard index >= 0, index < tokens.count, case .word(let word) = tokens[index].token else { return nil }
        return word
    }

    func mark(_ index: Int) -> UInt8? {
        guard index < tokens.count, case .mark(let byte) = tokens[index].token else { return nil }
        return byte
    }

    private func month(_ index: Int) -> Int? { word(index).flatMap { MonthNames.byName[$0] } }

    private func year(_ index: Int, short: Bool = false) -> Int? {
        guard let number = number(index) else { return nil }
        if number.digits == 4, number.value >= 1995, number.value <= 2100 { return number.value }
        if short, number.digits == 2 { return number.value < 70 ? 2000 + number.value : nil }
        return nil
    }

    private func day(_ index: Int) -> Int? {
        guard let number = number(index), number.digits <= 2, number.value >= 1, number.value <= 31 else { return nil }
        return number.value
    }

    /// The date that begins at this token.
    private func date(at index: Int) -> Found? {
        if let number = number(index) {
            // Part of a longer number, a version or an amount is no date.
            if tokens[index].isJoined, index > 0, let before = mark(index - 1), before != UInt8(ascii: "("),
                before != UInt8(ascii: "["),
                before != UInt8(ascii: "\""), before != UInt8(ascii: ","), before != UInt8(ascii: ":"),
                before != UInt8(ascii: "/"),
                before != UInt8(ascii: "|"), before != UInt8(ascii: ">")
            {
                return nil
            }
            if number.digits == 4, let year = year(index) { return yearFirst(index, year) ?? relative(index) }
            if number.digits == 8 { return compact(index, number.value) }
            if let day = day(index) { return dayLed(index, day) ?? relative(index) }
            return relative(index)
        }
        if let month = month(index) { return monthLed(index, month) }
        return relative(index)
    }

    private func yearFirst(_ index: Int, _ year: Int) -> Found? {
        if let separator = mark(index + 1), separator == 0x2D || separator == 0x2F || separator == 0x2E,
            tokens[index + 1].isJoined
        {
            guard let month = number(index + 2), tokens[index + 2].isJoined, month.value >= 1, month.value <= 12,
                month.digits <= 2
            else { return nil }
            guard mark(index + 3) == separator, let day = day(index + 4), tokens[index + 4].isJoined else {
                return separator == 0x2D && month.digits == 2
                    ? found(index, index + 3, year, month.value, nil, timeFrom: nil) : nil
            }
            return found(index, index + 5, year, month.value, day, timeFrom: index + 5)
        }
        // "2021 June 3"
        if let month = month(index + 1), let day = day(index + 2) {
            return found(index, index + 3, year, month, day, timeFrom: index + 3)
        }
        return nil
    }

    private func compact(_ index: Int, _ value: Int) -> Found? {
        let (year, month, day) = (value / 10_000, value / 100 % 100, value % 100)
        guard year >= 1995, year <= 2100, month >= 1, month <= 12, day >= 1, day <= 31 else { return nil }
        return found(index, index + 1, year, month, day, timeFrom: index + 1)
    }

    private func dayLed(_ index: Int, _ day: Int) -> Found? {
        var next = index + 1
        if let word = word(next), tokens[next].isJoined, ["st", "nd", "rd", "th"].contains(Bytes.string(word)) {
            next += 1
        }
        if let separator = mark(next), [0x2F, 0x2E, 0x2D, 0x7C].contains(separator) {
            if let numeric = numeric(index, day, separator, next) { return numeric }
            if separator != 0x2F, separator != 0x7C { next += 1 }
        }
        if let word = word(next), word.elementsEqual("of".utf8) || word.elementsEqual("de".utf8) { next += 1 }
        guard let month = month(next) else { return nil }
        next += 1
        while let byte = mark(next), byte == 0x2C || byte == 0x2E || byte == 0x2D || byte == 0x2F || byte == 0x27 {
            next += 1
        }
        if let word = word(next), word.elementsEqual("de".utf8) || word.elementsEqual("del".utf8) { next += 1 }
        guard let year = year(next, short: true) else { return nil }
        return found(index, next + 1, year, month, day, timeFrom: next + 1)
    }

    /// 06/03/2021, 3.6.2021, 03-14-2021, 26 | 01 | 2022.
    private func numeric(_ index: Int, _ first: Int, _ separator: UInt8, _ next: Int) -> Found? {
        guard let second = day(next + 1), mark(next + 2) == separator,
            let year = year(next + 3, short: tokens[next + 1].isJoined)
        else { return nil }
        // A fourth part makes it an address or a version.
        if let after = mark(next + 4), after == separator, tokens[next + 4].isJoined, number(next + 5) != nil {
            return nil
        }
        let isDayFirst = first > 12 || (second <= 12 && (dayFirst || separator == 0x2E))
        let (day, month) = isDayFirst ? (first, second) : (second, first)
        guard month <= 12 else { return nil }
        return found(index, next + 4, year, month, day, timeFrom: next + 4)
    }

    private func monthLed(_ index: Int, _ month: Int) -> Found? {
        var next = index + 1
        while let byte = mark(next), byte == 0x2E || byte == 0x2D { next += 1 }
        if let day = day(next) {
            var after = next + 1
            if let word = word(after), tokens[after].isJoined, ["st", "nd", "rd", "th"].contains(Bytes.string(word)) {
                after += 1
            }
            while let byte = mark(after), byte == 0x2C || byte == 0x2E || byte == 0x2D { after += 1 }
            // "Jun 23 '05"
            if mark(after) == 0x27 || mark(after) == 0xE2, let year = year(after + 1, short: true) {
                return found(index, after + 2, year, month, day, timeFrom: after + 2)
            }
            if let year = year(after) { return found(index, after + 1, year, month, day, timeFrom: after + 1) }
        }
        if mark(next) == 0x2C { next += 1 }
        // "May 2021": a month name alone would also be a word ("may 2000 patients").
        if let year = year(next), year <= 2035, word(index)?.count ?? 0 > 2,
            word(next + 1) == nil || (word(index)?.count ?? 0) > 3
        {
            return found(index, next + 1, year, month, nil, timeFrom: nil)
        }
        return nil
    }

    private func found(_ first: Int, _ next: Int, _ year: Int, _ month: Int, _ day: Int?, timeFrom: Int?) -> Found? {
        let days = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        guard month >= 1, month <= 12 else { return nil }
        if let day, day > days[month - 1] { return nil }
        var iso = Day.padded(year, 4) + "-" + Day.padded(month, 2)
        var last = next
        var hasTime = false
        if let day {
            iso += "-" + Day.padded(day, 2)
            if let timeFrom, let time = time(timeFrom) {
                iso += "T" + time.text
                last = time.next
                hasTime = true
            }
        }
        return Found(
            iso: iso, low: tokens[first].low, high: tokens[last - 1].high, hasDay: day != nil, hasTime: hasTime)
    }
}
