package import Events

/// What makes two statements one aggregated claim: subject as stated, key group, object, exposure and species bucket.
///
/// Classes and their members, narrower and broader effects stay apart: they are linked, not merged.
package struct ClaimKey: Hashable, Sendable {
    package let subject: String
    package let group: String
    package let object: String
    package let exposure: String?
    package let species: String

    package init(_ claim: Claim) {
        subject = claim.subject
        group = claim.predicate.keyGroup
        object = claim.object
        exposure = claim.qualifiers.exposure
        species = Self.speciesBucket(claim.qualifiers.species)
    }

    /// `human` unless an animal or a dish is meant.
    package static func speciesBucket(_ species: String?) -> String { species ?? "human" }

    /// `k-` and 16 hexadecimal digits.
    package var id: String {
        ContentHash.id(prefix: "k", [subject, group, object, exposure ?? "", species])
    }
}

extension Predicate {
    /// The harm predicates share one key group; every other predicate is its own.
    package var keyGroup: String {
        switch self {
        case .causes, .predisposes, .associatedWith, .aggravates: "HARM"
        case .causesMoreThan, .treats, .prevents, .interactsWith, .stimulates, .inhibits, .disrupts, .affects,
            .mediates, .doseResponse, .isA, .hasProperty, .lowerThan, .safeFor, .reversibleAfterStop,
            .persistsAfterStop, .preferredOver, .practice:
            rawValue
        }
    }
}
