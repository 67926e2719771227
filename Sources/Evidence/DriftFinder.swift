package import Events

/// Tells what a claim lost on its way: each later version within one unit of evidence is compared with the most upstream one.
///
/// A version counts as drifted only where nothing in its article keeps what was lost, and nothing in the upstream article had
/// already said it so: a page that says "may" once and "does" once has kept the hedge.
package enum DriftFinder {
    /// One statement of a document (never of a reader), all of one unit, key group and object.
    package struct Version: Hashable, Sendable {
        package var claim: UInt64
        package var article: Int64
        package var subject: String
        /// Drug classes that the subject belongs to.
        package var classes: [String]
        /// `human`, `animal` or `in vitro`.
        package var species: String
        package var predicate: Predicate
        package var factuality: Factuality
        package var side: Side
        package var tier: Tier
        package var published: String?

        package init(
            claim: UInt64, article: Int64, subject: String, classes: [String], species: String, predicate: Predicate,
            factuality: Factuality, side: Side, tier: Tier, published: String?
        ) {
            self.claim = claim
            self.article = article
            self.subject = subject
            self.classes = classes
            self.species = species
            self.predicate = predicate
            self.factuality = factuality
            self.side = side
            self.tier = tier
            self.published = published
        }
    }

    package struct Finding: Hashable, Sendable {
        package var claim: UInt64
        package var article: Int64
        /// `species_lost`, `drug_widened`, `hedge_lost` or `verb_strengthened`.
        package var kind: String

        package init(claim: UInt64, article: Int64, kind: String) {
            self.claim = claim
            self.article = article
            self.kind = kind
        }
    }

    /// - Parameter versions: by rank, most upstream first.
    package static func findings(_ versions: [Version]) -> Set<Finding> {
        var found: Set<Finding> = []
        guard let first = versions.first, versions.contains(where: { $0.article != first.article }) else { return [] }
        for side in [Side.support, .dispute] {
            let told = versions.filter { $0.side == side }
            var places: Set<Place> = []
            for version in told where places.insert(Place(article: version.article, subject: version.subject)).inserted
            {
                compare(version.article, version.subject, told, &found)
            }
        }
        return found
    }

    private struct Place: Hashable { var article: Int64, subject: String }

    private static func compare(_ article: Int64, _ subject: String, _ told: [Version], _ found: inout Set<Finding>) {
        guard let first = told.first(where: { $0.subject == subject || $0.classes.contains(subject) }),
            first.article != article
        else { return }
        let upstream = told.filter {
            $0.article == first.article && ($0.subject == subject || $0.classes.contains(subject))
        }
        let own = told.filter { $0.article == article }
        let here = own.filter { $0.subject == subject }
        guard let version = here.first, isUpstream(first, of: version) else { return }
        var kinds: [String] = []
        let isNamed = upstream.contains { $0.subject == subject }
        let namesNarrower = own.contains { kept in upstream.contains { $0.subject == kept.subject } }
        if !isNamed, !namesNarrower { kinds.append("drug_widened") }
        // What the wider word leaves open is measured against every narrower one.
        let family = own.filter { kept in kept.subject == subject || upstream.contains { $0.subject == kept.subject } }
        if upstream.allSatisfy({ $0.species != "human" }), family.allSatisfy({ $0.species == "human" }) {
            kinds.append("species_lost")
        }
        if let least = upstream.map({ hedge($0.factuality) }).min(),
            let most = family.map({ hedge($0.factuality) }).max(), most < least
        {
            kinds.append("hedge_lost")
        }
        if let strongest = upstream.compactMap({ strength($0.predicate) }).min(),
            let weakest = family.compactMap({ strength($0.predicate) }).max(), weakest < strongest
        {
            kinds.append("verb_strengthened")
        }
        for kind in kinds {
            for version in here { found.insert(Finding(claim: version.claim, article: article, kind: kind)) }
        }
    }

    /// By tier, and within a tier by date where both name one: an undated equal is no source.
    private static func isUpstream(_ source: Version, of version: Version) -> Bool {
        if source.tier != version.tier { return source.tier < version.tier }
        guard let date = source.published, let own = version.published else { return false }
        let length = min(date.utf8.count, own.utf8.count)
        return date.prefix(length) < own.prefix(length)
    }

    private static func hedge(_ factuality: Factuality) -> Int {
        switch factuality {
        case .fact: 0
        case .probable: 1
        case .possible: 2
        case .doubtful, .counterfact, .uncommitted, .conditional: 3
        }
    }

    /// Of the harm group, where several verbs make one claim: causes before aggravates, predisposes and associated with.
    private static func strength(_ predicate: Predicate) -> Int? {
        ClaimCounts.harmPredicates.firstIndex(of: predicate)
    }
}
