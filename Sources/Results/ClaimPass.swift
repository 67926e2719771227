import Events
import Evidence

/// One pass over all statements by claim and rank, sorted by the database: what the snapshot and the recount read.
///
/// The sorter carries numbers and dates only; quotes are looked up for the few statements that are listed.
struct ClaimPass {
    private let rows: Query
    private let quote: Query
    private let belief: BeliefModel

    /// The rank of evidence within whatever comes before it: most upstream tier, then date (undated last), then article and place.
    static let rank = "s.tier, a.published IS NULL, a.published, a.id, s.start, s.stop, s.predicate, s.seq"

    init(_ queries: Queries, belief: BeliefModel = BeliefModel()) throws {
        self.belief = belief
        rows = try queries(
            """
            SELECT s.claim, s.article, s.seq, a.story, a.alone, coalesce(g.work, a.work), a.published, s.commenter, s.predicate,
                s.polarity, s.factuality, s.tier, s.evidence, s.subject_id, s.object_id, a.id,
                CASE WHEN s.predicate = \(Predicate.isA.wireNumber) THEN s.classes END
            FROM statement s JOIN article a ON a.n = s.article
                LEFT JOIN citation c ON c.article = s.article AND c.idx = s.citation
                LEFT JOIN signature g ON g.n = c.signature
            ORDER BY s.claim, \(Self.rank)
            """)
        quote = try queries(
            "SELECT segment, start, stop, quote, commenter_name, rule FROM statement WHERE article = ? AND seq = ?")
        key = try queries("SELECT subject, grp, object, exposure, species FROM claim WHERE id = ?")
    }

    private let key: Query

    /// Calls with every claim in the order of their hashes, the first quotes of each polarity, and the classes of its subject.
    ///
    /// - Parameter evidence: whether quotes are wanted.
    func forEach(
        evidence wantsEvidence: Bool,
        _ body: (AggregatedClaim, UInt64, [EvidenceItem], Set<String>) throws -> Void
    ) throws {
        var current: UInt64?
        var aggregator: ClaimAggregator?
        var listed: [EvidenceItem] = []
        var quotes: [Polarity: [EvidenceItem]] = [:]
        var classes: Set<String> = []
        func finish() throws {
            guard let hash = current, let aggregator else { return }
            var claim = aggregator.claim()
            claim.evidence = listed
            try body(claim, hash, (quotes[.asserted] ?? []) + (quotes[.negated] ?? []), classes)
        }
        try rows.begin().forEach { row in
            let hash = row.hash(0)
            if hash != current {
                try finish()
                current = hash
                aggregator = ClaimAggregator(key: try key(of: hash), hash: hash, belief: belief)
                listed.removeAll(keepingCapacity: true)
                quotes.removeAll(keepingCapacity: true)
                classes.removeAll(keepingCapacity: true)
            }
            let fact = try fact(row)
            aggregator?.add(fact)
            classes.formUnion(StatementRows.words(row.optionalText(16)))
            guard wantsEvidence else { return }
            let isListed = listed.count < ClaimAggregator.evidenceLimit
            let isQuoted = (quotes[fact.polarity]?.count ?? 0) < ConflictFinder.quoteLimit
            guard isListed || isQuoted else { return }
            let item = try item(row, fact)
            if isListed { listed.append(item) }
            if isQuoted { quotes[fact.polarity, default: []].append(item) }
        }
        try finish()
    }

    private func fact(_ row: Query) throws -> Fact {
        var fact = Fact(
            article: row.int64(1), story: row.hash(3), tier: try row.choice(11, StatementRows.tiers),
            predicate: try row.choice(8, StatementRows.predicates),
            polarity: try row.choice(9, StatementRows.polarities),
            factuality: try row.choice(10, StatementRows.factualities))
        fact.isAlone = row.int(4) != 0
        fact.work = row.optionalHash(5)
        fact.published = row.optionalText(6)
        fact.commenter = row.optionalHash(7)
        fact.evidence = try row.choice(12, StatementRows.classes)
        fact.subjectID = row.optionalText(13)
        fact.objectID = row.optionalText(14)
        return fact
    }

    private func key(of hash: UInt64) throws -> ClaimKey {
        let found = try key.begin().bind(hash: hash).one { row in
            ClaimKey(
                subject: row.text(0), group: row.text(1), object: row.text(2), exposure: row.optionalText(3),
                species: row.text(4))
        }
        guard let found else {
            throw ResultsError(
                .damaged, "the database has statements of no claim; make the folder anew with 'claimstream rebuild'")
        }
        return found
    }

    private func item(_ row: Query, _ fact: Fact) throws -> EvidenceItem {
        let article = row.text(15)
        let found = try quote.begin().bind(row.int64(1)).bind(row.int64(2)).one { stored in
            var item = EvidenceItem(
                article: article, segment: stored.text(0), start: stored.int(1), end: stored.int(2),
                tier: fact.tier.rawValue, polarity: fact.polarity.rawValue, factuality: fact.factuality.rawValue,
                unit: Self.unit(fact, article))
            item.quote = stored.optionalText(3)
            item.evidence = fact.evidence.rawValue
            item.commenter = stored.optionalText(4) ?? fact.commenter.map { Statement.commenterID($0) }
            let rule = stored.text(5)
            item.rule = rule.isEmpty ? nil : rule
            return item
        }
        guard let found else { preconditionFailure("a statement does not go away inside a transaction") }
        return found
    }

    private static func unit(_ fact: Fact, _ article: String) -> String {
        switch fact.unit {
        case .commenter(let commenter): Statement.commenterID(commenter)
        case .work(let work): Assignment.workID(work)
        case .story(let story): Assignment.storyID(story)
        case .article: article
        }
    }
}

/// Drift of all claims, from one pass over the statements of units with several articles.
struct DriftRows {
    private let queries: Queries

    init(_ queries: Queries) { self.queries = queries }

    /// By claim, ascending by article and kind.
    func findings() throws -> [UInt64: [Drift]] {
        var found: Set<DriftFinder.Finding> = []
        try collectStated(&found)
        try collectLost(&found)
        var names: [Int64: String] = [:]
        let select = try queries("SELECT id FROM article WHERE n = ?")
        var drift: [UInt64: [Drift]] = [:]
        for finding in found {
            let name: String
            if let known = names[finding.article] {
                name = known
            } else {
                name = try select.begin().bind(finding.article).one { $0.text(0) } ?? ""
                names[finding.article] = name
            }
            drift[finding.claim, default: []].append(Drift(article: name, kind: finding.kind))
        }
        return drift.mapValues { $0.sorted { ($0.article, $0.kind) < ($1.article, $1.kind) } }
    }

    /// What the text engine saw a headline lose against its own body.
    private func collectStated(_ found: inout Set<DriftFinder.Finding>) throws {
        let rows = try queries(
            "SELECT claim, article, drift FROM statement WHERE drift IS NOT NULL AND commenter IS NULL")
        var stated: Set<DriftFinder.Finding> = []
        try rows.begin().forEach { row in
            for kind in StatementRows.words(row.optionalText(2)) {
                stated.insert(DriftFinder.Finding(claim: row.hash(0), article: row.int64(1), kind: kind))
            }
        }
        found.formUnion(stated)
    }

    /// What versions lost against the most upstream one of their unit.
    private func collectLost(_ found: inout Set<DriftFinder.Finding>) throws {
        let rows = try queries(
            """
            SELECT coalesce(g.work, a.work, a.story) AS unit, k.object, k.grp, s.claim, s.article, k.subject, s.classes, k.species,
                s.predicate, s.factuality, s.polarity, s.tier, a.published
            FROM article a JOIN statement s ON s.article = a.n JOIN claim k ON k.id = s.claim
                LEFT JOIN citation c ON c.article = s.article AND c.idx = s.citation
                LEFT JOIN signature g ON g.n = c.signature
            WHERE NOT a.withdrawn AND s.commenter IS NULL AND (NOT a.alone OR a.work IS NOT NULL OR s.citation IS NOT NULL)
            ORDER BY 1, 2, 3, \(ClaimPass.rank)
            """)
        struct Group: Equatable { var unit: UInt64, object: String, group: String }
        var current: Group?
        var versions: [DriftFinder.Version] = []
        var lost: Set<DriftFinder.Finding> = []
        try rows.begin().forEach { row in
            let group = Group(unit: row.hash(0), object: row.text(1), group: row.text(2))
            if group != current {
                lost.formUnion(DriftFinder.findings(versions))
                versions.removeAll(keepingCapacity: true)
                current = group
            }
            let factuality = try row.choice(9, StatementRows.factualities)
            versions.append(
                DriftFinder.Version(
                    claim: row.hash(3), article: row.int64(4), subject: row.text(5),
                    classes: StatementRows.words(row.optionalText(6)), species: row.text(7),
                    predicate: try row.choice(8, StatementRows.predicates), factuality: factuality,
                    side: Side(polarity: try row.choice(10, StatementRows.polarities), factuality: factuality),
                    tier: try row.choice(11, StatementRows.tiers), published: row.optionalText(12)))
        }
        lost.formUnion(DriftFinder.findings(versions))
        found.formUnion(lost)
    }
}
