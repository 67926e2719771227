/// Calendar weeks by ISO 8601, for dates at day precision.
package enum ISOWeek {
    /// `2024-W18` for `2024-05-02…`; nil for a date without a day, or one that is none.
    package static func of(_ date: String) -> String? {
        let parts = date.prefix(10).split(separator: "-")
        guard parts.count == 3, let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2].prefix(2)),
            (1...12).contains(month), (1...31).contains(day)
        else { return nil }
        let days = daysSinceEpoch(year, month, day)
        // 1970-01-01 was a Thursday; a week belongs to the year of its Thursday.
        let weekday = ((days + 3) % 7 + 7) % 7
        let thursday = days - weekday + 3
        var weekYear = year
        if thursday < daysSinceEpoch(year, 1, 1) { weekYear -= 1 }
        if thursday >= daysSinceEpoch(year + 1, 1, 1) { weekYear += 1 }
        let week = (thursday - daysSinceEpoch(weekYear, 1, 1)) / 7 + 1
        return "\(weekYear)-W" + (week < 10 ? "0\(week)" : "\(week)")
    }

    /// Days from 1970-01-01 in the proleptic Gregorian calendar (Howard Hinnant, "chrono-compatible low-level date algorithms").
    private static func daysSinceEpoch(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }
}
