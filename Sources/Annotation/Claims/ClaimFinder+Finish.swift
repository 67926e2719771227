import Events

/// Order, ids and headline drift.
extension ClaimFinder {
    func finished() -> [Claim] {
        dropToldTwice()
        dropRefusedUses()
        dropGeneral()
        // Places are sorted, not claims: to move one is to move all its parts.
        let claims = self.claims
        var order = Array(claims.indices)
        order.sort { left, right in
            let (one, other) = (claims[left].claim.range, claims[right].claim.range)
            if one != other { return one < other }
            return (claims[left].claim.subject, claims[left].claim.object, claims[left].claim.rule) < (
                claims[right].claim.subject, claims[right].claim.object, claims[right].claim.rule
            )
        }
        var result: [Claim] = []
        result.reserveCapacity(claims.count)
        for index in order { result.append(claims[index].claim) }
        markDrift(&result)
        for index in result.indices {
            result[index].id = "c\(index + 1)"
        }
        return result
    }

    /// A headline that says more than the body: the kinds of what it lost.
    private func markDrift(_ claims: inout [Claim]) {
        guard segments.contains(where: { $0.kind == .title || $0.kind == .dek }) else { return }
        var kinds: [String: SegmentKind] = [:]
        for segment in segments { kinds[segment.id] = segment.kind }
        var headlines = 0
        for index in claims.indices where headlines < 8 {
            guard let kind = kinds[claims[index].segment], kind == .title || kind == .dek else { continue }
            headlines += 1
            let group = Self.family(claims[index].predicate)
            var bodies: [Claim] = []
            for other in claims
            where kinds[other.segment].map({ $0.isArticleText && $0 != .title && $0 != .dek }) ?? false {
                if other.object == claims[index].object, Self.family(other.predicate) == group { bodies.append(other) }
            }
            // What the study itself found decides, not what the text says of it in general.
            let studied = bodies.filter { $0.evidence?.isStudy ?? false }
            if !studied.isEmpty { bodies = studied }
            guard !bodies.isEmpty else { continue }
            if claims[index].qualifiers.species == nil, bodies.allSatisfy({ $0.qualifiers.species != nil }) {
                claims[index].drift.append("species_lost")
            }
            if claims[index].qualifiers.exposure == nil, bodies.allSatisfy({ $0.qualifiers.exposure != nil }) {
                claims[index].drift.append("exposure_lost")
            }
            if claims[index].factuality == .fact,
                bodies.allSatisfy({ $0.factuality == .possible || $0.factuality == .probable })
            {
                claims[index].drift.append("hedge_lost")
            }
            if claims[index].predicate == .causes, bodies.allSatisfy({ $0.predicate == .associatedWith }) {
                claims[index].drift.append("verb_strengthened")
            }
        }
    }
}

extension EvidenceClass {
    /// A study's result, as against what is known, said or told.
    var isStudy: Bool {
        switch self {
        case .inVitro, .animalStudy, .caseReport, .humanObservational, .randomizedTrial, .metaAnalysis: true
        case .guideline, .regulator, .expertOpinion, .pressRelease, .background, .clinicAssertion, .anecdoteSelf,
            .anecdoteFamily,
            .anecdoteOther, .opinion:
            false
        }
    }
}
