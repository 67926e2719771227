import Events

/// What the table says of doses. An outlier is pointed out and a slip proposed; nothing is corrected, and nobody is advised.
extension PharmacologyTable {
    /// - Parameter drugs: all mentions of the article.
    func check(_ dose: Dose, beside drugs: [DrugMention], _ stream: TokenStream) -> Check? {
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
            return Check(
                verdict: .contradicts, source: row.source(.maximum),
                detail: "above the usual maximum of \(Self.text(maximum)) mg a day\(proposal(daily, unit, row))")
        }
        if let smallest = row.smallest, take < smallest / 8 {
            let slip =
                unit == "ug" && amount.high >= smallest ? "; the same number of mg would be usual (mcg for mg?)" : ""
            return Check(
                verdict: .contradicts, source: row.source(.smallest),
                detail: "far below the smallest unit of \(Self.text(smallest)) mg\(slip)")
        }
        if let form = missingForm(dose, row, drugs, stream) { return form }
        guard row.maximum != nil || row.smallest != nil else { return Check(verdict: .notCovered) }
        return Check(verdict: .consistent, source: row.source(row.maximum == nil ? .smallest : .maximum))
    }

    /// What may have slipped: a unit or a decimal point.
    private func proposal(_ daily: Double, _ unit: String, _ row: Row) -> String {
        guard let maximum = row.maximum else { return "" }
        if unit == "mg", daily / 1000 <= maximum, daily / 1000 >= (row.smallest ?? 0) / 4, daily >= maximum * 20 {
            return "; the same number of mcg would be usual (mg for mcg?)"
        }
        if daily >= maximum * 5, daily / 10 <= maximum { return "; a tenth of it would be within" }
        return ""
    }

    /// A release type named right behind the drug that the row has no form of ("Lexapro XR 20 mg").
    private func missingForm(_ dose: Dose, _ row: Row, _ drugs: [DrugMention], _ stream: TokenStream) -> Check? {
        guard !row.forms.isEmpty else { return nil }
        let tokens = stream.tokens(overlapping: dose.range.start..<dose.range.end)
        guard let first = tokens.first else { return nil }
        let sentence = stream.sentenceTokens(stream.sentence(of: first))
        let near = max(0, dose.range.start - Self.reach)..<dose.range.end
        for index in ClaimPage.slice(drugs, near, { $0.range.start })
        where drugs[index].ingredient == row.ingredient {
            let range = drugs[index].range
            let name = stream.tokens(overlapping: range.start..<range.end)
            guard sentence.contains(name.lowerBound), abs(name.upperBound - first) <= 4 else { continue }
            // The release type may be part of the name as it was found.
            guard let type = Self.release(name.upperBound, stream) ?? Self.release(name.upperBound - 1, stream)
            else { continue }
            if row.forms.contains(where: { type.forms.contains($0) }) { return nil }
            return Check(
                verdict: .contradicts, source: row.source(.forms),
                detail: "no \(type.name) form in the row; forms: \(row.forms.joined(separator: ", "))")
        }
        return nil
    }

    /// In bytes: how far before a dose its drug is looked for.
    private static let reach = 80

    private static func release(_ token: Int, _ stream: TokenStream) -> (name: String, forms: Set<String>)? {
        for word: StaticString in ["xr", "er", "xl", "cr", "sr", "la"] where stream.equals(token, word) {
            return ("extended-release", ["ER", "XR", "XL", "CR", "SR", "LA"])
        }
        if (stream.equals(token, "extended") || stream.equals(token, "slow")) && stream.equals(token + 1, "release")
            || (stream.equals(token, "extended") && stream.equals(token + 2, "release"))
        {
            return ("extended-release", ["ER", "XR", "XL", "CR", "SR", "LA"])
        }
        if stream.equals(token, "odt") { return ("orally disintegrating", ["ODT"]) }
        return nil
    }
}
