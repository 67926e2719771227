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

    private enum Token: Equatable {
        case number(Int, digits: Int)
        case word([UInt8])
        case mark(UInt8)
    }

    private struct Placed {
        var token: Token
        package var low: Int
        package var high: Int
        /// Whether nothing stands between this token and the one before.
        var isJoined: Bool
    }

    private var tokens: [Placed] = []
    private let dayFirst: Bool
    private let retrieved: Day?

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

    private func number(_ index: Int) -> (value: Int, digits: Int)? {
        guard index < tokens.count, case .number(let value, let digits) = tokens[index].token else { return nil }
        return (value, digits)
    }

    private func word(_ index: Int) -> [UInt8]? {
        guard index >= 0, index < tokens.count, case .word(let word) = tokens[index].token else { return nil }
        return word
    }

    private func mark(_ index: Int) -> UInt8? {
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
        if let separator = mark(next), separator == 0x2F || separator == 0x2E || separator == 0x2D {
            if let numeric = numeric(index, day, separator, next) { return numeric }
            if separator != 0x2F { next += 1 }
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

    /// 06/03/2021, 3.6.2021, 03-14-2021.
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

    /// A time of day within the next few tokens, with its zone.
    private func time(_ start: Int) -> (text: String, next: Int)? {
        var index = start
        var skipped = 0
        while skipped < 4, index < tokens.count {
            if let word = word(index) {
                guard ["at", "um", "t", "a", "à", "alle", "om", "kl", "às", "las", "uhr"].contains(Bytes.string(word))
                else { return nil }
            } else if let byte = mark(index) {
                guard [0x2C, 0x2D, 0x40, 0x7C, 0x2E, 0x28, 0xE2, 0xB7].contains(byte) || byte >= 0x80 else {
                    return nil
                }
            } else {
                break
            }
            index += 1
            skipped += 1
        }
        guard let hour = number(index), hour.digits <= 2, hour.value < 25 else { return nil }
        var hours = hour.value
        var minutes = 0
        var seconds: Int?
        var hasColon = false
        index += 1
        if let colon = mark(index), colon == 0x3A || colon == 0x2E || colon == 0x68, let value = number(index + 1),
            value.digits == 2,
            value.value < 60
        {
            minutes = value.value
            hasColon = true
            index += 2
            if mark(index) == 0x3A, let value = number(index + 1), value.digits == 2, value.value < 61 {
                seconds = value.value
                index += 2
                if mark(index) == 0x2E, let fraction = number(index + 1), tokens[index].isJoined, fraction.digits <= 9 {
                    index += 2
                }
            }
        }
        if let half = halfDay(index) {
            if half.isAfternoon, hours < 12 { hours += 12 }
            if !half.isAfternoon, hours == 12 { hours = 0 }
            index = half.next
            hasColon = true
        }
        guard hasColon, hours < 24 else { return nil }
        var text = Day.padded(hours, 2) + ":" + Day.padded(minutes, 2)
        if let seconds { text += ":" + Day.padded(seconds, 2) }
        if let zone = zone(index) {
            text += zone.text
            index = zone.next
        }
        return (text, index)
    }

    private func halfDay(_ index: Int) -> (isAfternoon: Bool, next: Int)? {
        guard let word = word(index) else { return nil }
        if word.elementsEqual("am".utf8) { return (false, index + 1) }
        if word.elementsEqual("pm".utf8) { return (true, index + 1) }
        if word.count == 1, word[0] == 0x61 || word[0] == 0x70, mark(index + 1) == 0x2E,
            let next = self.word(index + 2),
            next.elementsEqual("m".utf8)
        {
            return (word[0] == 0x70, mark(index + 3) == 0x2E ? index + 4 : index + 3)
        }
        return nil
    }

    private func zone(_ start: Int) -> (text: String, next: Int)? {
        if let word = word(start), let offset = MonthNames.zones[Bytes.string(word)] { return (offset, start + 1) }
        guard let sign = mark(start), sign == 0x2B || sign == 0x2D, let value = number(start + 1),
            tokens[start + 1].isJoined
        else {
            return nil
        }
        let mark = String(UnicodeScalar(sign))
        if value.digits == 4, value.value % 100 < 60, value.value <= 1400 {
            return (mark + Day.padded(value.value / 100, 2) + ":" + Day.padded(value.value % 100, 2), start + 2)
        }
        if value.digits == 2, value.value <= 14 {
            if self.mark(start + 2) == 0x3A, let minutes = number(start + 3), minutes.digits == 2 {
                return (mark + Day.padded(value.value, 2) + ":" + Day.padded(minutes.value, 2), start + 4)
            }
            return (mark + Day.padded(value.value, 2) + ":00", start + 2)
        }
        return nil
    }

    /// "2 hours ago", "yesterday", against the day of retrieval.
    private func relative(_ index: Int) -> Found? {
        guard let retrieved else { return nil }
        if let word = word(index) {
            if word.elementsEqual("yesterday".utf8) || word.elementsEqual("gestern".utf8) {
                return Found(
                    iso: retrieved.adding(-1).iso, low: tokens[index].low, high: tokens[index].high, hasDay: true,
                    hasTime: false)
            }
            if (word.elementsEqual("a".utf8) || word.elementsEqual("an".utf8)), let days = unit(index + 1, 1),
                isAgo(index + 2)
            {
                return Found(
                    iso: retrieved.adding(-days).iso, low: tokens[index].low, high: tokens[index + 2].high,
                    hasDay: true, hasTime: false)
            }
            return nil
        }
        guard let amount = number(index), amount.value < 1000, let days = unit(index + 1, amount.value),
            isAgo(index + 2)
        else { return nil }
        return Found(
            iso: retrieved.adding(-days).iso, low: tokens[index].low, high: tokens[index + 2].high, hasDay: true,
            hasTime: false)
    }

    private func isAgo(_ index: Int) -> Bool { word(index)?.elementsEqual("ago".utf8) ?? false }

    private func unit(_ index: Int, _ amount: Int) -> Int? {
        guard let word = word(index) else { return nil }
        let name = Bytes.string(word)
        let stem = name.hasSuffix("s") && name.count > 1 ? String(name.dropLast()) : name
        return switch stem {
        case "second", "sec", "minute", "min", "m", "hour", "hr", "h": 0
        case "day", "d": amount
        case "week", "w", "wk": amount * 7
        case "month", "mo": amount * 30
        case "year", "y", "yr": amount * 365
        default: nil
        }
    }
}

/// A day of the Gregorian calendar.
struct Day: Hashable {
    var year: Int
    var month: Int
    var day: Int

    init?(iso: String) {
        let parts = iso.prefix(10).split(separator: "-")
        guard parts.count == 3, let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2]),
            month >= 1, month <= 12,
            day >= 1, day <= 31
        else { return nil }
        (self.year, self.month, self.day) = (year, month, day)
    }

    /// From days since 1 January 1970 (the civil-from-days algorithm of calendar arithmetic).
    init(epochDays: Int) {
        let shifted = epochDays + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }

    /// ISO date and time of a Unix time in seconds, UTC.
    static func iso(unixSeconds: Int) -> String {
        let days = unixSeconds >= 0 ? unixSeconds / 86_400 : (unixSeconds - 86_399) / 86_400
        let rest = unixSeconds - days * 86_400
        return Day(epochDays: days).iso + "T" + padded(rest / 3600, 2) + ":" + padded(rest / 60 % 60, 2) + ":"
            + padded(rest % 60, 2) + "Z"
    }

    var epochDays: Int {
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    func adding(_ days: Int) -> Day { Day(epochDays: epochDays + days) }

    var iso: String { Day.padded(year, 4) + "-" + Day.padded(month, 2) + "-" + Day.padded(day, 2) }

    static func padded(_ value: Int, _ width: Int) -> String {
        let digits = String(value)
        return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }
}

/// Names of months in ten languages and of time zones.
enum MonthNames {
    static let byName: [[UInt8]: Int] = {
        let rows = [
            "january jan januar jänner januari janvier janv enero ene gennaio gen janeiro styczeń stycznia leden ledna",
            "february feb februar februari février fevrier févr fév febrero febbraio febr fevereiro fev luty lutego února",
            "march mar märz maerz mrz maart mrt mars marzo março marco marzec marca března",
            "april apr avril avr abril abr aprile kwiecień kwietnia dubna",
            "may mai mei mayo maggio mag maio maj maja května",
            "june jun juni juin junio giugno giu junho czerwiec czerwca června",
            "july jul juli juillet juil julio luglio lug julho lipiec lipca července",
            "august aug août aout agosto ago agustus augustus augusti sierpień sierpnia srpna",
            "september sep sept septembre septiembre settembre set setembro wrzesień września září",
            "october oct oktober okt octobre octubre ottobre ott outubro out październik października října",
            "november nov novembre noviembre novembro listopad listopada listopadu",
            "december dec dezember dez décembre decembre déc diciembre dic dicembre desember dezembro grudzień grudnia prosince",
        ]
        var table: [[UInt8]: Int] = [:]
        for (index, row) in rows.enumerated() {
            for name in row.split(separator: " ") { table[Array(name.utf8)] = index + 1 }
        }
        return table
    }()

    static let zones: [String: String] = [
        "z": "Z", "gmt": "Z", "utc": "Z", "ut": "Z", "est": "-05:00", "edt": "-04:00", "cst": "-06:00", "cdt": "-05:00",
        "mst": "-07:00",
        "mdt": "-06:00", "pst": "-08:00", "pdt": "-07:00", "bst": "+01:00", "cet": "+01:00", "cest": "+02:00",
        "mez": "+01:00",
        "mesz": "+02:00",
    ]
}
