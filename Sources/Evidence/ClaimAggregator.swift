package import Events

/// Folds all statements on one proposition into its line of `claims.jsonl`: a pure function of the set, whatever its order.
package struct ClaimAggregator {
    /// A statement with the place of its article.
    package struct Item: Sendable {
        package var statement: Statement
        package var assignment: Assignment

        package init(_ statement: Statement, _ assignment: Assignment) {
            self.statement = statement
            self.assignment = assignment
        }

        /// Rank of evidence: most upstream tier, then date (undated last), then article and place.
        static func < (left: Item, right: Item) -> Bool {
            if left.statement.tier != right.statement.tier { return left.statement.tier < right.statement.tier }
            let dates = (left.assignment.published ?? "~", right.assignment.published ?? "~")
            if dates.0 != dates.1 { return dates.0 < dates.1 }
            if left.assignment.article != right.assignment.article {
                return left.assignment.article < right.assignment.article
            }
            if left.statement.start != right.statement.start { return left.statement.start < right.statement.start }
            if left.statement.end != right.statement.end { return left.statement.end < right.statement.end }
            return left.statement.predicate.wireNumber < right.statement.predicate.wireNumber
        }
    }

    /// At most so many quotes are listed.
    package static let evidenceLimit = 50

    private let belief: BeliefModel

    package init(belief: BeliefModel = BeliefModel()) { self.belief = belief }

    /// - Parameter items: not empty, all of one key.
    package func aggregate(_ items: [Item]) -> AggregatedClaim {
        let ranked = items.sorted(by: <)
        let key = ranked[0].statement.key
        var claim = AggregatedClaim(
            claim: ClaimKey.id(key.hash), subject: key.subject, group: key.group,
            predicate: Self.strongest(ranked.map(\.statement.predicate)).rawValue, object: key.object,
            species: key.species)
        claim.exposure = key.exposure
        claim.subjectID = ranked.compactMap(\.statement.subjectID).min()
        claim.objectID = ranked.compactMap(\.statement.objectID).min()
        for item in ranked { claim.byPredicate[item.statement.predicate.rawValue, default: 0] += 1 }
        let support = SideFold(ranked.filter { $0.statement.side == .support })
        let dispute = SideFold(ranked.filter { $0.statement.side == .dispute })
        claim.support = support.counts
        claim.dispute = dispute.counts
        claim.questioned =
            Set(
                ranked.lazy.filter { $0.statement.side == .question }
                    .map { $0.statement.commenter ?? $0.assignment.article }
            ).count
        claim.belief = Belief(
            support: belief.strength(of: support.units, species: key.species),
            dispute: belief.strength(of: dispute.units, species: key.species))
        let told = ranked.filter { $0.statement.side != .question }
        let days = told.compactMap { $0.assignment.published.map { String($0.prefix(10)) } }
        claim.firstSeen = days.min()
        claim.lastSeen = days.max()
        claim.weeks = Self.weeks(told)
        claim.drift = Self.drift(ranked)
        claim.evidence = ranked.prefix(Self.evidenceLimit).map(Self.evidence)
        claim.evidenceTotal = ranked.count
        return claim
    }

    /// The order in which predicates of one group say more: causes before aggravates, predisposes and associated with.
    static func strongest(_ predicates: [Predicate]) -> Predicate { predicates.reduce(predicates[0], stronger) }

    /// The one that says more; of equals the first.
    package static func stronger(_ left: Predicate, _ right: Predicate) -> Predicate {
        strength(right) < strength(left) ? right : left
    }

    private static func strength(_ predicate: Predicate) -> Int {
        switch predicate {
        case .causes: 0
        case .aggravates: 1
        case .predisposes: 2
        case .associatedWith: 3
        case .causesMoreThan, .treats, .prevents, .interactsWith, .stimulates, .inhibits, .disrupts, .affects,
            .mediates,
            .doseResponse, .isA, .hasProperty, .lowerThan, .safeFor, .reversibleAfterStop, .persistsAfterStop,
            .preferredOver, .practice:
            4 + predicate.wireNumber
        }
    }

    /// Documents a week by their date, and stories in the week of their first document; only dates that name a day count.
    static func weeks(_ items: [Item]) -> [WeekCount] {
        var documents: [String: Set<String>] = [:]
        var firstOfStory: [String: String] = [:]
        for item in items where item.statement.commenter == nil {
            guard let published = item.assignment.published, let week = ISOWeek.name(of: published) else { continue }
            documents[week, default: []].insert(item.assignment.article)
            let story = item.assignment.story
            firstOfStory[story] = min(firstOfStory[story] ?? week, week)
        }
        var stories: [String: Int] = [:]
        for week in firstOfStory.values { stories[week, default: 0] += 1 }
        return documents.keys.sorted().map {
            WeekCount(week: $0, documents: documents[$0]?.count ?? 0, stories: stories[$0] ?? 0)
        }
    }

    /// What the text engine found lost between a headline and its body, and what copies lost against the first of their unit.
    static func drift(_ ranked: [Item]) -> [Drift] {
        var found: Set<Drift> = []
        var upstream: [String: Statement] = [:]
        for item in ranked where item.statement.commenter == nil {
            for kind in item.statement.drift { found.insert(Drift(article: item.assignment.article, kind: kind)) }
            let unit = item.assignment.unit(of: item.statement)
            guard let first = upstream[unit] else {
                upstream[unit] = item.statement
                continue
            }
            guard first.side == item.statement.side, first.tier < item.statement.tier else { continue }
            if hedge(item.statement.factuality) < hedge(first.factuality) {
                found.insert(Drift(article: item.assignment.article, kind: "hedge_lost"))
            }
            if first.predicate == .associatedWith, item.statement.predicate == .causes {
                found.insert(Drift(article: item.assignment.article, kind: "verb_strengthened"))
            }
        }
        return found.sorted { ($0.article, $0.kind) < ($1.article, $1.kind) }
    }

    private static func hedge(_ factuality: Factuality) -> Int {
        switch factuality {
        case .fact: 0
        case .probable: 1
        case .possible: 2
        case .doubtful, .counterfact, .uncommitted, .conditional: 3
        }
    }

    private static func evidence(_ item: Item) -> EvidenceItem {
        let statement = item.statement
        var evidence = EvidenceItem(
            article: item.assignment.article, segment: statement.segment, start: statement.start, end: statement.end,
            tier: statement.tier.rawValue, polarity: statement.polarity.rawValue,
            factuality: statement.factuality.rawValue, unit: item.assignment.unit(of: statement))
        evidence.quote = statement.quote
        evidence.evidence = statement.evidence.rawValue
        evidence.commenter = statement.commenterName ?? statement.commenter
        evidence.rule = statement.rule.isEmpty ? nil : statement.rule
        return evidence
    }
}

/// One side's counts and its units' representatives.
private struct SideFold {
    var counts = EvidenceCounts()
    var units = UnitCounts()

    /// - Parameter items: by rank, so that the first of a unit represents it.
    init(_ items: [ClaimAggregator.Item]) {
        var documents: [String: Tier] = [:]
        var stories: Set<String> = []
        var works: Set<String> = []
        var commenters: Set<String> = []
        var represented: Set<String> = []
        for item in items {
            let statement = item.statement
            let unit = item.assignment.unit(of: statement)
            if represented.insert(unit).inserted { units.add(statement.evidence, statement.factuality) }
            if let commenter = statement.commenter {
                commenters.insert(commenter)
            } else {
                let article = item.assignment.article
                documents[article] = min(documents[article] ?? statement.tier, statement.tier)
                stories.insert(item.assignment.story)
                if let work = item.assignment.work(of: statement) { works.insert(work) }
            }
        }
        counts.documents = documents.count
        counts.stories = stories.count
        counts.works = works.count
        counts.units = represented.count - commenters.count
        counts.commenters = commenters.count
        for tier in documents.values { counts.byTier[tier.rawValue, default: 0] += 1 }
        if !commenters.isEmpty { counts.byTier[Tier.user.rawValue, default: 0] += commenters.count }
    }
}

/// Weeks by ISO 8601, computed without a calendar library.
enum ISOWeek {
    /// `2024-W18` of a date that names a day; nil for coarser or broken ones.
    static func name(of date: String) -> String? {
        let parts = date.prefix(10).split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3, let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2]),
            (1...12).contains(month), (1...31).contains(day)
        else { return nil }
        let days = dayNumber(year, month, day)
        // Day 0 is Thursday 1970-01-01; a week belongs to the year of its Thursday.
        let weekday = ((days + 3) % 7 + 7) % 7
        let thursday = days - weekday + 3
        var weekYear = year
        if thursday < dayNumber(year, 1, 1) { weekYear -= 1 }
        if thursday >= dayNumber(year + 1, 1, 1) { weekYear += 1 }
        let week = (thursday - dayNumber(weekYear, 1, 1)) / 7 + 1
        return "\(weekYear)-W\(week < 10 ? "0" : "")\(week)"
    }

    /// Days since 1970-01-01 of the proleptic Gregorian calendar.
    private static func dayNumber(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }
}
