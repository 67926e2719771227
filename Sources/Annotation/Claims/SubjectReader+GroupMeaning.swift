/// What a group stands for where that is not just the drug it names: "the statin", "Combination with an SSRI", "potassium rose".
extension SubjectReader {
    /// "Combination with", "Combined with", "Mixing with" at the head of a sentence, and a verb right behind the drugs.
    func joinsSpoken(_ tokens: Range<Int>, _ page: ClaimPage, _ sentence: ClaimPage.Sentence) -> Bool {
        let start = sentence.tokens.lowerBound
        guard page.stream.equals(start, anyOf: Self.joinings) else { return false }
        let with = page.has(tokens.lowerBound - 1, .opener) ? tokens.lowerBound - 2 : tokens.lowerBound - 1
        return page.stream.equals(with, "with") && with - start <= 2
            && (page.has(tokens.upperBound, .modal) || page.stream.equals(tokens.upperBound, anyOf: Self.joinedVerbs))
    }

    private static let joinings = TokenTable(
        "combination combining mixing coadministration combinations concurrent concomitant")
    private static let joinedVerbs = TokenTable(
        "is was causes raises increases multiplies doubles has will leads carries provokes")

    /// "Potassium rose", "sodium below 130", "calcium should be checked": the body's own.
    func isMeasured(_ tokens: Range<Int>, _ page: ClaimPage) -> Bool {
        guard tokens.count == 1, page.stream.equals(tokens.lowerBound, anyOf: Self.measurables) else { return false }
        let next = tokens.upperBound
        if page.stream.equals(next, anyOf: Self.beyond) {
            return page.stream.isNumber(at: next + 1) || page.stream.isNumber(at: next + 2)
        }
        if page.stream.equals(next, anyOf: Self.moves) { return true }
        guard page.has(next, [.modal, .function]) else { return false }
        return (next + 1...next + 3).contains {
            page.stream.equals($0, anyOf: Self.moves) || page.stream.equals($0, anyOf: Self.checks)
        }
    }

    private static let measurables = TokenTable("potassium sodium magnesium calcium phosphate ferritin")
    private static let beyond = TokenTable("above below over under beyond exceeding")
    private static let moves = TokenTable(
        "rose rise rises risen fell fall falls fallen climbed climb climbs dropped drop drops level levels normalised normalized"
    )
    private static let checks = TokenTable(
        "measured checked monitored tested high low higher lower raised unchanged normal")

    /// "the statin", "this antibiotic" after a single member of the class: that drug is meant.
    func member(
        of drug: DrugTerm, _ spoken: [ClaimSubject], _ recent: [ClaimSubject], earlier: [DrugGroup], _ page: ClaimPage,
        isTitle: Bool, isLead: Bool
    ) -> ClaimSubject? {
        guard drug.isClass else { return nil }
        // "It weakens the contraceptive pill": another drug.
        if page.stream.equals(drug.tokens.upperBound - 2, "contraceptive") { return nil }
        // "Zolpidem … the popular sleeping pill": a class by use, of which the table does not know every member.
        let isByUse = isNamedByUse(drug, page)
        func isMember(_ known: ClaimSubject) -> Bool {
            !known.isClass && (known.classes.contains(drug.name) || isByUse && known.name != drug.name)
        }
        let meant: ClaimSubject
        if let here = earlier.last(where: { $0.subjects.contains(where: isMember) }) {
            // "… taking clarithromycin, were admitted: the antibiotic blocks the enzyme"
            guard here.subjects.count == 1 else { return nil }
            meant = here.subjects[0]
        } else if spoken.count == 1, isMember(spoken[0]) {
            meant = spoken[0]
        } else if let last = recent.last(where: isMember), spoken.allSatisfy({ !isMember($0) }) {
            meant = last
        } else if spoken.count == 1, !spoken[0].isClass, spoken[0].classes.count < 2,
            page.drugs.contains(where: { $0.name == drug.name && $0.tokens != drug.tokens }) == false
        {
            // "Nandrolone … The anabolic steroid": of a drug whose classes the table hardly knows, a class that the page names this once.
            meant = spoken[0]
        } else {
            return nil
        }
        let last = drug.tokens.upperBound - 1
        guard isLead || isDefinite(drug.tokens, page, isTitle: isTitle && isByUse, isByUse: isByUse),
            !page.stream.endsInS(last)
        else { return nil }
        return meant
    }
}
