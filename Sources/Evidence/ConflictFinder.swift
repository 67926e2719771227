package import Events

/// Finds what contradicts what among aggregated claims, only where exposure (which holds the time: long-term, after stopping) and
/// species agree: a drug that is safe for a short time and harmful over years, or acts on one receptor and not on another,
/// contradicts nothing.
package struct ConflictFinder {

    private struct Bucket: Hashable {
        var subject: String
        var object: String
        var exposure: String?
        var species: String
    }

    /// Of each side so many quotes are listed.
    package static let quoteLimit = 3
    /// Pairs of key groups that exclude each other on one object.
    private static let opposites = [
        ("REVERSIBLE_AFTER_STOP", "PERSISTS_AFTER_STOP"), ("STIMULATES", "INHIBITS"), ("HARM", "PREVENTS"),
        ("HARM", "SAFE_FOR"),
    ]

    private var disputed: [AggregatedClaim] = []
    private var byBucket: [Bucket: [String: AggregatedClaim]] = [:]
    /// Claims that a drug is of a class, by subject and species, and whether the lexicon has it so.
    private var memberships: [Bucket: [(claim: AggregatedClaim, isKnown: Bool)]] = [:]

    package init() {}

    /// Adds one claim; the order of adding does not matter.
    ///
    /// - Parameters:
    ///   - quotes: of each polarity the first ones, at most `quoteLimit`.
    ///   - classes: the drug classes that the claim's subject has in the lexicon; wanted for claims of membership only.
    package mutating func add(_ claim: AggregatedClaim, quotes: [EvidenceItem], classes: Set<String> = []) {
        var slim = claim
        slim.evidence = quotes
        slim.weeks = []
        slim.drift = []
        if claim.group == Predicate.isA.rawValue, !classes.isEmpty, Self.weight(slim.support) > 0 {
            let bucket = Bucket(subject: claim.subject, object: "", exposure: claim.exposure, species: claim.species)
            memberships[bucket, default: []].append((slim, classes.contains(claim.object)))
        }
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
        // Two classes may both be true, or one wider than the other; that only one is in the lexicon is worth a look.
        for members in memberships.values {
            for known in members where known.isKnown {
                for other in members where !other.isKnown {
                    found.append(
                        Contradiction(
                            kind: "class", subject: known.claim.subject, exposure: known.claim.exposure,
                            species: known.claim.species, a: Self.party(known.claim, known.claim.support, "asserted"),
                            b: Self.party(other.claim, other.claim.support, "asserted")))
                }
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
