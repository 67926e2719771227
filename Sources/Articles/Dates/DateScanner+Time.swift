/// Times of day with their zones, and dates told by their distance from the day of retrieval.
extension DateScanner {
    /// A time of day within the next few tokens, with its zone.
    func time(_ start: Int) -> (text: String, next: Int)? {
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
    func relative(_ index: Int) -> Found? {
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
