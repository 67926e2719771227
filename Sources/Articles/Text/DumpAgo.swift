/// "3 years ago", "yesterday", "5 mo. ago": when, told by its distance from a day that is not known.
enum DumpAgo {
    private static let units: Set<String> = [
        "second", "seconds", "sec", "secs", "minute", "minutes", "min", "mins", "m", "hour", "hours", "hr", "hrs", "h",
        "day", "days", "d", "week", "weeks", "wk", "wks", "w", "month", "months", "mo", "mos", "year", "years", "yr",
        "yrs", "y",
    ]

    /// Where such a phrase stands in a line.
    static func find(_ line: DumpLine) -> Range<Int>? {
        guard line.text.count < 120 else { return nil }
        var words: [(low: Int, high: Int)] = []
        var index = 0
        while index < line.lower.count {
            while index < line.lower.count, !isWord(line.lower[index]) { index += 1 }
            let low = index
            while index < line.lower.count, isWord(line.lower[index]) { index += 1 }
            if index > low { words.append((low, index)) }
        }
        func text(_ word: (low: Int, high: Int)) -> String { Bytes.string(line.lower[word.low..<word.high]) }
        for (place, word) in words.enumerated() where text(word) == "ago" && place >= 1 {
            let unit = text(words[place - 1])
            // "3d ago", "5mo ago"
            let glued = unit.drop(while: \.isNumber)
            if glued.count < unit.count, units.contains(String(glued)) { return words[place - 1].low..<word.high }
            guard units.contains(unit), place >= 2 else { continue }
            let amount = text(words[place - 2])
            guard Int(amount) != nil || amount == "a" || amount == "an" || amount == "one" else { continue }
            var low = words[place - 2].low
            if place >= 3, ["about", "almost", "over"].contains(text(words[place - 3])) { low = words[place - 3].low }
            return low..<word.high
        }
        return nil
    }

    private static func isWord(_ byte: UInt8) -> Bool { Bytes.isDigit(byte) || Bytes.isLetter(byte) }
}
