import Events

/// What the table says of claims: classes, other drugs, indications, onset, half-life, schedule. "Not covered" is the common answer.
extension PharmacologyTable {
    /// Whether `check` can say something of such a claim.
    static func checks(_ predicate: Predicate) -> Bool {
        predicate == .isA || predicate == .treats || predicate == .hasProperty
    }

    /// What of a claim is held against the table.
    struct Statement {
        let subject: String
        let predicate: Predicate
        let object: String
        let polarity: Polarity
    }

    /// - Parameter sentence: the tokens of the claim's sentence.
    func check(
        _ claim: Statement, sentence: Range<Int>, _ stream: TokenStream, _ drugs: DrugRelations
    ) -> Check? {
        switch claim.predicate {
        case .isA: return checkKind(claim, drugs)
        case .treats: return checkUse(claim, sentence, stream)
        case .hasProperty: return checkProperty(claim)
        case .causes, .predisposes, .associatedWith, .aggravates, .causesMoreThan, .prevents, .interactsWith,
            .stimulates, .inhibits, .disrupts, .affects, .mediates, .doseResponse, .lowerThan, .safeFor,
            .reversibleAfterStop, .persistsAfterStop, .preferredOver, .practice:
            return nil
        }
    }

    // MARK: What it is

    private func checkKind(_ claim: Statement, _ drugs: DrugRelations) -> Check {
        let own = drugs.ingredients(of: claim.subject).sorted()
        let rows = own.compactMap(row)
        guard let first = rows.first else { return Check(verdict: .notCovered) }
        let object = claim.object
        if areSame(object, "controlled substance") {
            // A row without a schedule may be one that nobody filled in: only a stated one is held against a claim.
            guard let row = rows.first(where: { $0.legal != nil }) else { return Check(verdict: .notCovered) }
            return verdict(claim, holds: true, row, .legal, "schedule \(row.legal ?? "")")
        }
        for row in rows where row.classes.contains(where: { areSame($0, object) }) || row.ingredient == object {
            return verdict(claim, holds: true, row, .classes, "classes: \(row.classes.joined(separator: ", "))")
        }
        let detail = "classes: \(first.classes.joined(separator: ", "))"
        if let word = classWord(object) {
            guard word.isStrict, rows.allSatisfy({ row in !row.classes.isEmpty }),
                !own.contains(where: { drugs.isMember($0, of: object) })
            else { return Check(verdict: .notCovered) }
            if rows.contains(where: { row in word.conditions.contains(where: row.indications.contains) }) {
                return Check(verdict: .partly, source: first.source(.classes), detail: detail)
            }
            return verdict(claim, holds: false, first, .classes, detail)
        }
        return checkIdentity(claim, own, first, drugs)
    }

    /// "Zoloft is fluoxetine": another drug than the one named.
    private func checkIdentity(_ claim: Statement, _ own: [String], _ row: Row, _ drugs: DrugRelations) -> Check {
        let object = claim.object
        guard self.row(object) != nil || drugs.isSubstance(object), !own.contains(object) else {
            return Check(verdict: .notCovered)
        }
        // A prodrug or one half of a mirror pair (escitalopram, citalopram) is not simply another drug.
        let isKin = row.classes.contains("prodrug") || Self.areMirrored(row.ingredient, object)
        let brands = row.brands.isEmpty ? "" : "; brands: \(row.brands.joined(separator: ", "))"
        let detail = "\(row.ingredient) is another drug than \(object)\(brands)"
        if isKin { return Check(verdict: .partly, source: row.source(.classes), detail: detail) }
        return verdict(claim, holds: false, row, row.brands.isEmpty ? .classes : .brands, detail)
    }

    /// One name is the other with the prefix of a mirror form.
    static func areMirrored(_ left: String, _ right: String) -> Bool {
        for prefix in ["es", "s-", "r-", "ar", "lev", "levo", "dex", "dextro"]
        where left == prefix + right || right == prefix + left { return true }
        return false
    }

    // MARK: What it is for, and how fast

    private func checkUse(_ claim: Statement, _ sentence: Range<Int>, _ stream: TokenStream) -> Check {
        guard let row = row(claim.subject), claim.polarity == .asserted else { return Check(verdict: .notCovered) }
        if row.onset == .weeks, !sentence.isEmpty, row.indications.contains(claim.object),
            let minutes = onset.minutes(in: sentence, stream), minutes <= OnsetReader.day
        {
            return Check(
                verdict: .contradicts, source: row.source(.onset), detail: "the labelled effect is a matter of weeks")
        }
        guard !row.indications.isEmpty else { return Check(verdict: .notCovered) }
        if row.indications.contains(claim.object) {
            return Check(
                verdict: .consistent, source: row.source(.indications), detail: "labelled for \(claim.object)")
        }
        // Use outside the label is common and says nothing about truth.
        return Check(
            verdict: .notCovered, source: row.source(.indications),
            detail: "not among the row's labelled indications")
    }

    private func checkProperty(_ claim: Statement) -> Check? {
        guard let row = row(claim.subject) else { return nil }
        switch claim.object {
        case "short half-life", "long half-life":
            guard let halfLife = row.halfLife, halfLife != .intermediate else { return Check(verdict: .notCovered) }
            return verdict(
                claim, holds: (halfLife == .short) == (claim.object == "short half-life"), row, .halfLife,
                "half-life class: \(halfLife.rawValue)")
        case "over-the-counter status":
            guard row.forms.contains("OTC") || row.legal != nil else { return Check(verdict: .notCovered) }
            let field: Field = row.forms.contains("OTC") ? .forms : .legal
            return verdict(
                claim, holds: field == .forms, row, field,
                field == .forms ? "sold without prescription in some form" : "schedule \(row.legal ?? "")")
        default: return Check(verdict: .notCovered)
        }
    }

    private func verdict(_ claim: Statement, holds: Bool, _ row: Row, _ field: Field, _ detail: String) -> Check {
        let agrees = claim.polarity == .negated ? !holds : holds
        return Check(verdict: agrees ? .consistent : .contradicts, source: row.source(field), detail: detail)
    }
}
