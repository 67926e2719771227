package import Events

/// What makes two claims the same proposition: subject, key group, object, exposure and species bucket (DATA-MODEL §3).
package struct ClaimKey: Hashable, Sendable {
    package var subject: String
    /// `HARM`, or the predicate's own name.
    package var group: String
    package var object: String
    package var exposure: String?
    /// `human`, `animal` or `in vitro`.
    package var species: String

    package init(subject: String, group: String, object: String, exposure: String?, species: String) {
        self.subject = subject
        self.group = group
        self.object = object
        self.exposure = exposure
        self.species = species
    }

    package init(_ claim: Claim) {
        self.init(
            subject: claim.subject.lowercased(), group: Self.group(of: claim.predicate),
            object: claim.object.lowercased(),
            exposure: claim.qualifiers.exposure, species: Self.speciesBucket(claim.qualifiers.species))
    }

    /// The first 64 bits of SHA-256 over the parts; `id` prints them.
    package var hash: UInt64 { StableHash.of([subject, group, object, exposure ?? "", species]) }

    /// `k-` and the hash.
    package static func id(_ hash: UInt64) -> String { "k-" + StableHash.hexadecimal(hash) }

    /// The harm predicates are one group, since outlets exchange them freely; every other predicate is its own.
    package static func group(of predicate: Predicate) -> String {
        switch predicate {
        case .causes, .predisposes, .associatedWith, .aggravates: "HARM"
        case .causesMoreThan, .treats, .prevents, .interactsWith, .stimulates, .inhibits, .disrupts, .affects,
            .mediates,
            .doseResponse, .isA, .hasProperty, .lowerThan, .safeFor, .reversibleAfterStop, .persistsAfterStop,
            .preferredOver, .practice:
            predicate.rawValue
        }
    }

    /// Human unless an animal or a dish is meant.
    package static func speciesBucket(_ species: String?) -> String {
        switch species {
        case nil, "human", "humans", "": "human"
        case "in vitro", "in_vitro", "cell", "cells", "cell culture": "in vitro"
        default: "animal"
        }
    }
}

/// Hashes that are the same on every machine and in every process.
package enum StableHash {
    /// The first 64 bits of SHA-256 over the parts, each ended by a zero byte: the number behind `ContentHash.id`.
    package static func of(_ parts: [String]) -> UInt64 {
        var bytes: [UInt8] = []
        for part in parts {
            bytes.append(contentsOf: part.utf8)
            bytes.append(0)
        }
        return ContentHash.sha256(bytes).prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// Sixteen lower-case digits.
    package static func hexadecimal(_ value: UInt64) -> String {
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: 16 - digits.utf8.count) + digits
    }

    /// The finaliser of splitmix64: every bit of the input moves every bit of the output.
    package static func mixed(_ value: UInt64) -> UInt64 {
        var value = value &+ 0x9e37_79b9_7f4a_7c15
        value = (value ^ (value >> 30)) &* 0xbf58_476d_1ce4_e5b9
        value = (value ^ (value >> 27)) &* 0x94d0_49bb_1331_11eb
        return value ^ (value >> 31)
    }
}
