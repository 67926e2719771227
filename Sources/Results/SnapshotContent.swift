import Events
import Evidence
import Foundation
import GRDB

/// The bytes of all snapshot files, from one read transaction. Everything is ordered by ids, never by arrival.
struct SnapshotContent {
    private let database: Database
    private let options: SinkOptions
    private let assignments: [Int64: Assignment]
    let claimCount: Int
    var articleCount: Int { assignments.count }

    init(_ database: Database, options: SinkOptions) throws {
        self.database = database
        self.options = options
        var cited: [Int64: [Int: String]] = [:]
        let works = try Row.fetchCursor(database, sql: "SELECT article, idx, work FROM citation WHERE idx >= 0")
        while let row = try works.next() { cited[row[0], default: [:]][row[1]] = row[2] }
        var assignments: [Int64: Assignment] = [:]
        let rows = try Row.fetchCursor(
            database, sql: "SELECT id, story, alone, work, method, published, n FROM article WHERE NOT withdrawn")
        while let row = try rows.next() {
            let number: Int64 = row[6]
            assignments[number] = Neighbourhood.assignment(row, cited: cited[number] ?? [:])
        }
        self.assignments = assignments
        claimCount = try Int.fetchOne(database, sql: "SELECT count(*) FROM claim") ?? 0
    }

    func files() throws -> [(name: String, chunks: [[UInt8]])] {
        var files: [(name: String, chunks: [[UInt8]])] = []
        let (claims, contradictions) = try claims()
        files.append(("claims.jsonl", claims))
        let drugs = try drugs()
        files.append(("drugs.jsonl", [DrugTable.jsonl(drugs)]))
        files.append(("drugs.csv", [DrugTable.csv(drugs)]))
        files.append(("articles.jsonl", [try articles()]))
        files.append(("stories.jsonl", [try stories()]))
        files.append(("works.jsonl", [try works()]))
        files.append(("cases.jsonl", [try findings("case")]))
        files.append(("dose-checks.jsonl", [try findings("dose")]))
        files.append(("contradictions.jsonl", [contradictions, try findings("table")]))
        return files
    }

    // MARK: Claims

    /// Lines strongest first: by belief, then units, then id; and what contradicts what.
    private func claims() throws -> (lines: [[UInt8]], contradictions: [UInt8]) {
        let aggregator = ClaimAggregator(belief: options.belief)
        var lines: [(belief: Int, units: Int, claim: String, line: [UInt8])] = []
        var finder = ConflictFinder()
        try forEachClaim { key, items in
            let claim = aggregator.aggregate(items)
            finder.add(claim)
            var writer = JSONWriter(capacity: 1024)
            claim.writeJSON(to: &writer)
            writer.newline()
            lines.append((Int((claim.belief.value * 1e9).rounded()), claim.support.units, claim.claim, writer.bytes))
        }
        lines.sort { ($1.belief, $1.units, $0.claim) < ($0.belief, $0.units, $1.claim) }
        var writer = JSONWriter()
        for contradiction in finder.contradictions() {
            contradiction.writeJSON(to: &writer)
            writer.newline()
        }
        return (lines.map(\.line), writer.bytes)
    }

    /// Calls with every claim's key and statements, claims in the order of their numbers.
    func forEachClaim(_ body: (ClaimKey, [ClaimAggregator.Item]) throws -> Void) throws {
        let rows = try Row.fetchCursor(
            database,
            sql: """
                SELECT c.subject, c.grp, c.object, c.exposure, c.species, s.claim, s.article,
                    \(StatementRows.columns.split(separator: ", ").map { "s.\($0)" }.joined(separator: ", "))
                FROM statement s JOIN claim c ON c.id = s.claim ORDER BY s.claim
                """)
        var current: Int64?
        var key = ClaimKey(subject: "", group: "", object: "", exposure: nil, species: "")
        var items: [ClaimAggregator.Item] = []
        while let row = try rows.next() {
            let claim: Int64 = row[5]
            if claim != current {
                if !items.isEmpty { try body(key, items) }
                items.removeAll(keepingCapacity: true)
                current = claim
                key = ClaimKey(subject: row[0], group: row[1], object: row[2], exposure: row[3], species: row[4])
            }
            guard let assignment = assignments[row[6]] else {
                throw ResultsError(
                    .damaged,
                    "the database has a statement of no article; make the folder anew with 'claimstream rebuild'")
            }
            items.append(ClaimAggregator.Item(try StatementRows.statement(row, at: 7, key: key), assignment))
        }
        if !items.isEmpty { try body(key, items) }
    }

    // MARK: Drugs

    private func drugs() throws -> [DrugSummary] {
        var drugs: [DrugSummary] = []
        let rows = try Row.fetchCursor(
            database,
            sql: "SELECT ingredient, rxcui, atc, t1, t2, t3, t4, t5, surfaces, doses FROM drug ORDER BY ingredient")
        while let row = try rows.next() {
            let ingredient: String = row[0]
            if drugs.last?.ingredient != ingredient { drugs.append(DrugSummary(ingredient: ingredient)) }
            var drug = drugs.removeLast()
            drug.rxcui = [drug.rxcui, row[1] as String?].compactMap { $0 }.min()
            drug.atc = Set(drug.atc).union((row[2] as String).split(separator: " ").map(String.init)).sorted()
            drug.articles += 1
            for tier in 0..<5 {
                let mentions: Int = row[3 + tier]
                drug.mentionsByTier[tier] += mentions
                drug.mentions += mentions
            }
            for line in (row[8] as String).split(separator: "\n") {
                let parts = line.split(separator: "\t")
                if parts.count == 2, let count = Int(parts[1]) { drug.surfaces[String(parts[0]), default: 0] += count }
            }
            drug.doses += row[9]
            drugs.append(drug)
        }
        return drugs.sorted { $0.ingredient < $1.ingredient }
    }

    // MARK: Articles, stories, studies

    private func articles() throws -> [UInt8] {
        var writer = JSONWriter()
        let rows = try Row.fetchCursor(
            database,
            sql: """
                SELECT n, id, revision, source, story, title, site, url, published, kind, language, tier, segments, comments,
                    drugs, claims FROM article WHERE NOT withdrawn ORDER BY id
                """)
        while let row = try rows.next() {
            var article = ArticleSummary(id: row[1], revision: row[2], source: row[3], story: row[4])
            article.title = row[5]
            article.site = row[6]
            article.url = row[7]
            article.published = row[8]
            article.kind = row[9]
            article.language = row[10]
            article.tier = row[11]
            article.segments = row[12]
            article.comments = row[13]
            article.drugs = row[14]
            article.claims = row[15]
            if let assignment = assignments[row[0]] {
                article.works = Self.links(assignment).map { ArticleSummary.WorkLink(work: $0.work, method: $0.method) }
            }
            article.writeJSON(to: &writer)
            writer.newline()
        }
        return writer.bytes
    }

    /// The reported study first, then the cited ones by id.
    private static func links(_ assignment: Assignment) -> [(work: String, method: String)] {
        var links: [(work: String, method: String)] = []
        if let work = assignment.work { links.append((work, assignment.method ?? "identifier")) }
        for work in Set(assignment.cited.values).sorted() where work != assignment.work {
            links.append((work, "cited"))
        }
        return links
    }

    private func stories() throws -> [UInt8] {
        var members: [String: [Assignment]] = [:]
        for assignment in assignments.values { members[assignment.story, default: []].append(assignment) }
        var edges: [String: [StorySummary.Edge]] = [:]
        let names = assignments.mapValues(\.article)
        let rows = try Row.fetchCursor(database, sql: "SELECT * FROM link WHERE relation < 3")
        while let row = try rows.next() {
            guard let edge = Neighbourhood.edge(row, names), let story = assignments[row[0]]?.story,
                story == assignments[row[1]]?.story
            else { continue }
            edges[story, default: []].append(
                StorySummary.Edge(
                    a: edge.a, b: edge.b, relation: edge.overlap.relation.name, containment: edge.overlap.containment,
                    nearSentences: edge.overlap.nearSentences))
        }
        var writer = JSONWriter()
        for (id, group) in members.sorted(by: { $0.key < $1.key }) {
            var story = StorySummary(id: id, members: group.map(\.article).sorted())
            story.edges = (edges[id] ?? []).sorted { ($0.a, $0.b) < ($1.a, $1.b) }
            story.first =
                group.compactMap { member in member.published.map { (date: $0, id: member.article) } }
                .min { ($0.date, $0.id) < ($1.date, $1.id) }?.id
            story.writeJSON(to: &writer)
            writer.newline()
        }
        return writer.bytes
    }

    private func works() throws -> [UInt8] {
        var works: [String: WorkSummary] = [:]
        for assignment in assignments.values.sorted(by: { $0.article < $1.article }) {
            for link in Self.links(assignment) {
                works[link.work, default: WorkSummary(id: link.work)].articles.append(
                    WorkSummary.Member(article: assignment.article, method: link.method))
            }
        }
        let rows = try Row.fetchCursor(
            database,
            sql: "SELECT c.*, a.id FROM citation c JOIN article a ON a.n = c.article ORDER BY c.work, a.id, c.idx")
        while let row = try rows.next() {
            guard var work = works[row["work"]] else { continue }
            let block = try ArticleRows.block(row)
            work.identifiers = Set(work.identifiers).union(block.identifiers).sorted()
            work.title = [work.title, block.title].compactMap { $0 }.min()
            if work.authors.isEmpty { work.authors = block.authors }
            work.year = [work.year, block.year].compactMap { $0 }.min()
            works[work.id] = work
        }
        var writer = JSONWriter()
        for work in works.values.sorted(by: { $0.id < $1.id }) {
            work.writeJSON(to: &writer)
            writer.newline()
        }
        return writer.bytes
    }

    private func findings(_ kind: String) throws -> [UInt8] {
        let rows = try Row.fetchCursor(
            database,
            sql: "SELECT f.line FROM finding f JOIN article a ON a.n = f.article WHERE f.kind = ? ORDER BY a.id, f.seq",
            arguments: [kind])
        var bytes: [UInt8] = []
        while let row = try rows.next() { bytes.append(contentsOf: row[0] as Data) }
        return bytes
    }
}
