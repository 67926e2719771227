import Events

/// Drugs that somebody took with no event to tell of.
extension CaseReader {
    /// Somebody took a drug that the comment names, and tells of a benefit, of no harm, or of nothing further.
    func withoutEvent(
        _ reading: CommentReading, _ claims: [Told], _ drugs: NamedDrugs
    ) -> CaseCandidate? {
        var taken: [String] = []
        var patient: Person?
        for claim in claims where claim.factuality == .fact || claim.factuality == .probable {
            let isBenefit = claim.predicate == .treats && claim.polarity == .asserted
            let isSpared =
                claim.polarity == .negated && (claim.predicate == .causes || claim.predicate == .associatedWith)
            guard isBenefit || isSpared, drugs.contains(claim.subject) else { continue }
            let event = reading.tokens(of: claim.range)
            guard let bearer = reading.bearer(of: event), case .person(let person) = bearer.bearer,
                bearer.isStated || !reading.doses.isEmpty
            else { continue }
            patient = patient ?? person
            if !taken.contains(claim.subject) { taken.append(claim.subject) }
        }
        for dose in reading.doses {
            guard let name = dose.ingredient, drugs.contains(name),
                let bearer = reading.bearer(of: reading.tokens(of: dose.range)),
                case .person(let person) = bearer.bearer,
                bearer.isStated
            else { continue }
            patient = patient ?? person
            if !taken.contains(name) { taken.append(name) }
        }
        guard let patient, !taken.isEmpty else { return nil }
        var candidate = CaseCandidate(segments: [reading.segment.id], status: .noEvent)
        candidate.patient = patient
        candidate.drugs = taken
        return candidate
    }
}
