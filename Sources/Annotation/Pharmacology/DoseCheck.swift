package import Events

extension PharmacologyTable {
    /// The doses with what the table says of their amounts; an outlier is pointed out, never corrected.
    package func checked(_ doses: [Dose], drugs: [DrugMention], article: Article) -> [Dose] {
        doses.map { dose in
            var dose = dose
            dose.check = check(dose)
            return dose
        }
    }

    private func check(_ dose: Dose) -> Check? {
        guard let ingredient = dose.ingredient, let row = row(ingredient), dose.subject != "animal" else { return nil }
        guard let amount = dose.amount, let unit = dose.unit else { return nil }
        let factor: Double
        switch unit {
        case "mg": factor = 1
        case "ug": factor = 0.001
        case "g": factor = 1000
        default: return Check(verdict: .notCovered)
        }
        let take = amount.high * factor
        let daily = (dose.dailyTotal?.high).map { $0 * factor } ?? take
        if let maximum = row.maximum, daily > maximum * 1.5 {
            let tenth = daily / 10
            let note = daily >= maximum * 5 && tenth <= maximum ? "; a tenth of it would be within" : ""
            return Check(
                verdict: .contradicts, source: row.source,
                detail: "above the usual maximum of \(Self.text(maximum)) mg a day\(note)")
        }
        if let smallest = row.smallest, take < smallest / 8 {
            let slip =
                unit == "ug" && amount.high >= smallest ? "; the same number of mg would be usual (mcg for mg?)" : ""
            return Check(
                verdict: .contradicts, source: row.source,
                detail: "far below the smallest unit of \(Self.text(smallest)) mg\(slip)")
        }
        guard row.maximum != nil || row.smallest != nil else { return Check(verdict: .notCovered) }
        return Check(verdict: .consistent, source: row.source)
    }

    static func text(_ value: Double) -> String {
        value == value.rounded() && value < 1e9 ? String(Int(value)) : String(value)
    }
}
