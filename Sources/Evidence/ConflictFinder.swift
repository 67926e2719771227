package import Events

/// Finds what contradicts what among aggregated claims, only where exposure and species agree: a drug that is safe for a short
/// time and harmful over years, or acts on one receptor and not on another, contradicts nothing.
package struct ConflictFinder {

    private struct Bucket: Hashable {
        var subject: String
        var object: String
        var exposure: String?
        var species: String
    }

    /// Of each side so many quotes are listed.
    private static let quoteLimit = 3
    /// Pairs of key groups that exclude each other on one object.
    private static let opposites = [
        ("REVERSIBLE_AFTER_STOP", "PERSISTS_AFTER_STOP"), ("STIMULATES", "INHIBITS"), ("HARM", "PREVENTS"),
    ]

    private var disputed: [AggregatedClaim] = []
    private var byBucket: [Bucket: [String: AggregatedClaim]] = [:]

    package init() {}

    /// Adds one claim; the order of adding does not matter.
    package mutating func add(_ claim: AggregatedClaim) {
        var slim = claim
        slim.evidence = Self.quotes(claim, "asserted") + Self.quotes(claim, "negated")
        if Self.weight(slim.support) > 0, Self.weight(slim.dispute) > 0 { disputed.append(slim) }
        guard Self.opposites.contains(where: { $0.0 == claim.group || $0.1 == claim.group }),
            Self.weight(slim.support) > 0
        else { return }
        let bucket = Bucket(
            subject: claim.subject, object: claim.object, exposure: claim.exposure, species: claim.species)
        byBucket[bucket, default: [:]][claim.group] = slim
    }

    private static func weight(_ counts: EvidenceCounts) -> Int { counts.units + counts.commenters }

    private static func quotes(_ claim: AggregatedClaim, _ polarity: String) -> [EvidenceItem] {
        Array(claim.evidence.lazy.filter { $0.polarity == polarity }.prefix(quoteLimit))
    }

    /// All contradictions, by claim id.
    package func contradictions() -> [Contradiction] {
        var found: [Contradiction] = disputed.map { claim in
            Contradiction(
                kind: "polarity", subject: claim.subject, exposure: claim.exposure, species: claim.species,
                a: Self.party(claim, claim.support, "asserted"), b: Self.party(claim, claim.dispute, "negated"))
        }
        for groups in byBucket.values {
            for (left, right) in Self.opposites {
                guard let a = groups[left], let b = groups[right] else { continue }
                found.append(
                    Contradiction(
                        kind: "opposite", subject: a.subject, exposure: a.exposure, species: a.species,
                        a: Self.party(a, a.support, "asserted"), b: Self.party(b, b.support, "asserted")))
            }
        }
        return found.sorted { ($0.a.claim, $0.b?.claim ?? "", $0.kind) < ($1.a.claim, $1.b?.claim ?? "", $1.kind) }
    }

    private static func party(_ claim: AggregatedClaim, _ counts: EvidenceCounts, _ polarity: String)
        -> Contradiction.Party
    {
        var party = Contradiction.Party(
            claim: claim.claim, polarity: polarity, predicate: claim.predicate, object: claim.object,
            units: counts.units,
            commenters: counts.commenters)
        party.quotes = quotes(claim, polarity)
        return party
    }
}
