package import Events

/// Where an article's own text stands among stories and studies.
package struct ArticlePlace: Hashable, Sendable {
    /// `s-…`: its cluster of copies, alone or not.
    package var story: String
    /// `w-…`: the study that it, or its story, reports; nil where none is known.
    package var work: String?

    package init(story: String, work: String?) {
        self.story = story
        self.work = work
    }
}

/// Folds all contributions to one claim into its aggregated line: pure, and the same for any order of them.
package struct ClaimFold: Sendable {
    let beliefs: BeliefModel
    let keepsNames: Bool
    let withholdsQuotes: Bool

    /// At most so many quotes are listed.
    package static let listedEvidence = 50

    package init(beliefs: BeliefModel = BeliefModel(), keepsNames: Bool = false, withholdsQuotes: Bool = false) {
        self.beliefs = beliefs
        self.keepsNames = keepsNames
        self.withholdsQuotes = withholdsQuotes
    }

    /// - Parameters:
    ///   - contributions: all of one claim; must not be empty.
    ///   - place: story and study of an article.
    ///   - citedWork: the study with a work key.
    package func fold(
        _ contributions: [Contribution], place: (String) -> ArticlePlace, citedWork: (String) -> String?
    ) -> AggregatedClaim {
        let placed = contributions.map { Placed($0, place, citedWork) }.sorted()
        guard let first = placed.first?.contribution else { preconditionFailure("a claim has a contribution") }
        var claim = AggregatedClaim(
            claim: first.claim, subject: first.subject, group: first.predicate.keyGroup,
            predicate: (placed.map(\.contribution.predicate).min { $0.wireNumber < $1.wireNumber } ?? first.predicate).rawValue,
            object: first.object, species: first.species)
        claim.subjectID = placed.lazy.compactMap(\.contribution.subjectID).first
        claim.objectID = placed.lazy.compactMap(\.contribution.objectID).first
        claim.exposure = first.exposure
        for item in placed { claim.byPredicate[item.contribution.predicate.rawValue, default: 0] += 1 }
        let supporting = placed.filter { $0.contribution.polarity == .asserted }
        let disputing = placed.filter { $0.contribution.polarity == .negated }
        claim.support = counts(supporting)
        claim.dispute = counts(disputing)
        claim.questioned = placed.count - supporting.count - disputing.count
        claim.belief = Belief(support: strength(supporting), dispute: strength(disputing))
        dates(supporting + disputing, &claim)
        claim.drift = placed.flatMap { item in
            item.contribution.drift.map { Drift(article: item.contribution.article, kind: $0) }
        }.uniqued()
        claim.evidenceTotal = placed.count
        claim.evidence = placed.prefix(Self.listedEvidence).map(evidence)
        return claim
    }

    /// One contribution with the unit of evidence that it belongs to.
    private struct Placed: Comparable {
        let contribution: Contribution
        let story: String
        let work: String?
        let unit: String

        init(_ contribution: Contribution, _ place: (String) -> ArticlePlace, _ citedWork: (String) -> String?) {
            self.contribution = contribution
            let place = place(contribution.article)
            story = place.story
            work = contribution.citation.flatMap(citedWork) ?? (contribution.citation == nil ? place.work : nil)
            unit = contribution.commenter ?? work ?? story
        }

        /// The total order of records: tier, then date (dated first), then article and place in it.
        static func < (left: Placed, right: Placed) -> Bool {
            let (one, two) = (left.contribution, right.contribution)
            if one.tier != two.tier { return one.tier < two.tier }
            let (oneDate, twoDate) = (one.published ?? "~", two.published ?? "~")
            if oneDate != twoDate { return oneDate < twoDate }
            return (one.article, one.number) < (two.article, two.number)
        }
    }

    private func counts(_ items: [Placed]) -> EvidenceCounts {
        let own = items.filter { $0.contribution.commenter == nil }
        var counts = EvidenceCounts()
        counts.documents = Set(own.map(\.contribution.article)).count
        counts.stories = Set(own.map(\.story)).count
        counts.works = Set(own.compactMap(\.work)).count
        counts.units = Set(own.map(\.unit)).count
        let commenters = Set(items.compactMap(\.contribution.commenter))
        counts.commenters = commenters.count
        for tier in Tier.allCases {
            let documents = Set(own.filter { $0.contribution.tier == tier }.map(\.contribution.article)).count
            let number = documents + (tier == .user ? commenters.count : 0)
            if number > 0 { counts.byTier[tier.rawValue] = number }
        }
        return counts
    }

    /// Each unit counts once, as its first record in the total order has it.
    private func strength(_ items: [Placed]) -> Double {
        var seen: Set<String> = []
        let units = items.filter { seen.insert($0.unit).inserted }.map { item in
            BeliefModel.Unit(
                evidence: item.contribution.evidence, factuality: item.contribution.factuality,
                isExtrapolated: item.contribution.species == "human")
        }
        return beliefs.strength(of: units)
    }

    /// First and last date, and weekly counts of documents and stories; undated stays undated.
    private func dates(_ items: [Placed], _ claim: inout AggregatedClaim) {
        let dated = items.filter { $0.contribution.published != nil }
        claim.firstSeen = dated.compactMap(\.contribution.published).min()
        claim.lastSeen = dated.compactMap(\.contribution.published).max()
        var weeks: [String: (documents: Set<String>, stories: Set<String>)] = [:]
        for item in dated where item.contribution.commenter == nil {
            guard let week = item.contribution.published.flatMap(ISOWeek.of) else { continue }
            weeks[week, default: ([], [])].documents.insert(item.contribution.article)
            weeks[week, default: ([], [])].stories.insert(item.story)
        }
        claim.weeks = weeks.sorted { $0.key < $1.key }.map {
            WeekCount(week: $0.key, documents: $0.value.documents.count, stories: $0.value.stories.count)
        }
    }

    private func evidence(_ item: Placed) -> EvidenceItem {
        let contribution = item.contribution
        var evidence = EvidenceItem(
            article: contribution.article, segment: contribution.segment, start: contribution.start,
            end: contribution.end, tier: contribution.tier.rawValue, polarity: contribution.polarity.rawValue,
            factuality: contribution.factuality.rawValue, unit: item.unit)
        if !withholdsQuotes { evidence.quote = contribution.quote }
        evidence.evidence = contribution.evidence.rawValue
        evidence.commenter = keepsNames ? contribution.commenterName ?? contribution.commenter : contribution.commenter
        evidence.rule = contribution.rule
        return evidence
    }
}

extension Array where Element: Hashable {
    /// Each element once, in the order of first appearance.
    fileprivate func uniqued() -> [Element] {
        var seen: Set<Element> = []
        return filter { seen.insert($0).inserted }
    }
}
