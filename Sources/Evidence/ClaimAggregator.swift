package import Events

/// A statement with its place, reduced to what the numbers of a claim depend on.
package struct Fact: Hashable, Sendable {
    /// A number that is the article's alone; only its being equal or not matters.
    package var article: Int64
    package var story: UInt64
    /// Whether the article's story has no other member.
    package var isAlone: Bool
    /// The study that the statement rests on.
    package var work: UInt64?
    /// ISO 8601, of the article.
    package var published: String?
    package var commenter: UInt64?
    package var predicate: Predicate
    package var polarity: Polarity
    package var factuality: Factuality
    package var tier: Tier
    package var evidence: EvidenceClass
    package var subjectID: String?
    package var objectID: String?

    package init(
        article: Int64, story: UInt64, tier: Tier, predicate: Predicate, polarity: Polarity, factuality: Factuality
    ) {
        self.article = article
        self.story = story
        self.tier = tier
        self.predicate = predicate
        self.polarity = polarity
        self.factuality = factuality
        isAlone = true
        evidence = BeliefModel.assumedClass(tier: tier)
    }

    package var side: Side { Side(polarity: polarity, factuality: factuality) }

    /// What of the statement is independent: the commenter; else the study, the story or the page.
    package var unit: Unit {
        if let commenter { return .commenter(commenter) }
        if let work { return .work(work) }
        return isAlone ? .article(article) : .story(story)
    }

    package enum Unit: Hashable, Sendable {
        case commenter(UInt64), work(UInt64), story(UInt64), article(Int64)
    }
}

/// Folds all statements on one proposition into its line of `claims.jsonl`, fact by fact, in memory that grows with the claim's
/// documents and never with its text.
///
/// Facts come by rank: most upstream tier, then date (undated last), then article id and place in it. The first fact of a unit
/// represents it, so that the answer is a function of the set.
package struct ClaimAggregator {
    /// At most so many quotes are listed.
    package static let evidenceLimit = 50

    private let belief: BeliefModel
    private let key: ClaimKey
    private let hash: UInt64
    private var byPredicate: [Predicate: Int] = [:]
    private var subjectID: String?
    private var objectID: String?
    private var support = SideFold()
    private var dispute = SideFold()
    private var askers: Set<Fact.Unit> = []
    private var firstSeen: String?
    private var lastSeen: String?
    private var weeks = WeekFold()
    /// How many facts there were.
    package private(set) var count = 0

    package init(key: ClaimKey, hash: UInt64, belief: BeliefModel = BeliefModel()) {
        self.key = key
        self.hash = hash
        self.belief = belief
    }

    package mutating func add(_ fact: Fact) {
        count += 1
        byPredicate[fact.predicate, default: 0] += 1
        if let id = fact.subjectID { subjectID = min(subjectID ?? id, id) }
        if let id = fact.objectID { objectID = min(objectID ?? id, id) }
        switch fact.side {
        case .support: support.add(fact)
        case .dispute: dispute.add(fact)
        case .question:
            askers.insert(fact.commenter.map { .commenter($0) } ?? .article(fact.article))
            return
        }
        if let published = fact.published {
            let day = String(published.prefix(10))
            firstSeen = min(firstSeen ?? day, day)
            lastSeen = max(lastSeen ?? day, day)
        }
        if fact.commenter == nil { weeks.add(fact) }
    }

    /// The claim without quotes and drift, which are the caller's to fill in.
    package func claim() -> AggregatedClaim {
        var claim = AggregatedClaim(
            claim: ClaimKey.id(hash), subject: key.subject, group: key.group, predicate: key.group, object: key.object,
            species: key.species)
        claim.exposure = key.exposure
        claim.subjectID = subjectID
        claim.objectID = objectID
        for (predicate, number) in byPredicate { claim.byPredicate[predicate.rawValue] = number }
        if let strongest = ClaimCounts.harmPredicates.first(where: { byPredicate[$0] != nil }) {
            claim.predicate = strongest.rawValue
        }
        claim.support = support.counts
        claim.dispute = dispute.counts
        claim.questioned = askers.count
        claim.belief = Belief(
            support: belief.strength(of: support.units, species: key.species),
            dispute: belief.strength(of: dispute.units, species: key.species))
        claim.firstSeen = firstSeen
        claim.lastSeen = lastSeen
        claim.weeks = weeks.counts
        claim.evidenceTotal = count
        return claim
    }
}

/// One side's counts and its units' representatives.
private struct SideFold {
    private(set) var units = UnitCounts()
    private var documents: Set<Int64> = []
    private var byTier = [Int](repeating: 0, count: Tier.allCases.count)
    private var stories: Set<UInt64> = []
    private var works: Set<UInt64> = []
    private var commenters = 0
    private var represented: Set<Fact.Unit> = []

    mutating func add(_ fact: Fact) {
        let isNew = represented.insert(fact.unit).inserted
        if isNew { units.add(BeliefModel.weighed(fact), fact.factuality) }
        if fact.commenter != nil {
            if isNew { commenters += 1 }
            return
        }
        // The most upstream tier comes first.
        if documents.insert(fact.article).inserted { byTier[fact.tier.wireNumber - 1] += 1 }
        stories.insert(fact.story)
        if let work = fact.work { works.insert(work) }
    }

    var counts: EvidenceCounts {
        var counts = EvidenceCounts()
        counts.documents = documents.count
        counts.stories = stories.count
        counts.works = works.count
        counts.units = represented.count - commenters
        counts.commenters = commenters
        for (index, tier) in Tier.allCases.enumerated() {
            let number = byTier[index] + (tier == .user ? commenters : 0)
            if number > 0 { counts.byTier[tier.rawValue] = number }
        }
        return counts
    }
}

/// Documents a week by their date, and stories in the week of their first document; only dates that name a day count.
private struct WeekFold {
    private var documents: [Int: Int] = [:]
    private var seen: Set<Int64> = []
    private var firstOfStory: [UInt64: Int] = [:]

    mutating func add(_ fact: Fact) {
        guard let published = fact.published, let week = ISOWeek.number(of: published) else { return }
        if seen.insert(fact.article).inserted { documents[week, default: 0] += 1 }
        firstOfStory[fact.story] = min(firstOfStory[fact.story] ?? week, week)
    }

    var counts: [WeekCount] {
        var stories: [Int: Int] = [:]
        for week in firstOfStory.values { stories[week, default: 0] += 1 }
        return documents.sorted { $0.key < $1.key }.map {
            WeekCount(week: ISOWeek.name(ofWeek: $0.key), documents: $0.value, stories: stories[$0.key] ?? 0)
        }
    }
}

/// Weeks by ISO 8601, computed without a calendar library.
enum ISOWeek {
    /// Weeks since that of 1970-01-01 of a date that names a day; nil for coarser or broken ones.
    static func number(of date: String) -> Int? {
        var numbers = [0, 0, 0]
        var (part, digits) = (0, 0)
        for byte in date.utf8.prefix(10) {
            if byte == UInt8(ascii: "-") {
                guard digits > 0, part < 2 else { return nil }
                (part, digits) = (part + 1, 0)
            } else {
                guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return nil }
                numbers[part] = numbers[part] * 10 + Int(byte - UInt8(ascii: "0"))
                digits += 1
            }
        }
        guard part == 2, digits > 0, (1...12).contains(numbers[1]), (1...31).contains(numbers[2]) else { return nil }
        // Day 0 is Thursday 1970-01-01.
        let days = dayNumber(numbers[0], numbers[1], numbers[2]) + 3
        return days >= 0 ? days / 7 : (days - 6) / 7
    }

    /// `2024-W18`; a week belongs to the year of its Thursday.
    static func name(ofWeek week: Int) -> String {
        let thursday = week * 7
        var year = 1970 + thursday / 366
        while thursday >= dayNumber(year + 1, 1, 1) { year += 1 }
        while thursday < dayNumber(year, 1, 1) { year -= 1 }
        let number = (thursday - dayNumber(year, 1, 1)) / 7 + 1
        return "\(year)-W\(number < 10 ? "0" : "")\(number)"
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
