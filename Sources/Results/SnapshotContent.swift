import Events
import Evidence

/// The lines of all snapshot files, from one read transaction: sorted by the database and written as they are read, so that memory
/// does not grow with the number of articles. Everything is ordered by ids, never by arrival.
struct SnapshotContent {
    static let names = [
        "claims.jsonl", "contradictions.jsonl", "drugs.jsonl", "drugs.csv", "articles.jsonl", "stories.jsonl",
        "works.jsonl", "cases.jsonl", "dose-checks.jsonl",
    ]

    private let queries: Queries
    private let options: SinkOptions
    private let folder: FolderFiles
    /// Contradictions come out of the claims' pass and are written after it.
    private let conflicts = Conflicts()

    private final class Conflicts { var finder = ConflictFinder() }

    /// Hashes as their hexadecimal ids sort: unsigned.
    static func unsigned(_ column: String) -> String { "\(column) < 0, \(column)" }

    /// - Parameter folder: where the claims' lines are kept until their order is known.
    init(_ queries: Queries, options: SinkOptions, folder: FolderFiles) {
        self.queries = queries
        self.options = options
        self.folder = folder
    }

    var articleCount: Int {
        get throws { try queries("SELECT count(*) FROM article WHERE NOT withdrawn").begin().one { $0.int(0) } ?? 0 }
    }

    var claimCount: Int {
        get throws { try queries("SELECT count(*) FROM claim").begin().one { $0.int(0) } ?? 0 }
    }

    /// Writes one of `names`, which are asked for in their order.
    func write(_ name: String, to file: TemporaryFile) throws {
        switch name {
        case "claims.jsonl": try claims(file)
        case "contradictions.jsonl":
            for contradiction in conflicts.finder.contradictions() {
                try Self.line(file) { contradiction.writeJSON(to: &$0) }
            }
            conflicts.finder = ConflictFinder()
            try findings("table", file)
        case "drugs.jsonl": for drug in try drugs() { try Self.line(file) { drug.writeJSON(to: &$0) } }
        case "drugs.csv": try file.write(DrugTable.csv(try drugs()))
        case "articles.jsonl": try articles(file)
        case "stories.jsonl": try StoryRows(queries).write(to: file)
        case "works.jsonl": try WorkRows(queries).write(to: file)
        case "cases.jsonl": try findings("case", file)
        case "dose-checks.jsonl": try findings("dose", file)
        default: preconditionFailure("a snapshot has no file \(name)")
        }
    }

    static func line(_ file: TemporaryFile, _ body: (inout JSONWriter) -> Void) throws {
        var writer = JSONWriter(capacity: 512)
        body(&writer)
        writer.newline()
        try file.write(writer.bytes)
    }

    // MARK: Claims

    /// Lines strongest first: by belief, then units, stories, documents and commenters, then id. The order is known only at the end, so that
    /// the lines wait in a file.
    private func claims(_ file: TemporaryFile) throws {
        struct Line { var strength: [Int], claim: UInt64, offset: Int, count: Int }
        let drift = try DriftRows(queries).findings()
        let spool = try TemporaryFile(folder, "claims.spool")
        var lines: [Line] = []
        let pass = try ClaimPass(queries, belief: options.belief)
        try pass.forEach(evidence: true) { claim, hash, quotes, classes in
            var claim = claim
            claim.drift = drift[hash] ?? []
            conflicts.finder.add(claim, quotes: quotes, classes: classes)
            let offset = spool.count
            try Self.line(spool) { claim.writeJSON(to: &$0) }
            let support = claim.support
            let strength = [
                Int((claim.belief.value * 1e9).rounded()), support.units, support.stories, support.documents,
                support.commenters,
            ]
            lines.append(Line(strength: strength, claim: hash, offset: offset, count: spool.count - offset))
        }
        try spool.beginReading()
        lines.sort {
            $0.strength == $1.strength
                ? $0.claim < $1.claim : $1.strength.lexicographicallyPrecedes($0.strength)
        }
        for line in lines { try file.write(try spool.bytes(at: line.offset, count: line.count)) }
        try folder.remove(spool.name)
    }

    // MARK: Drugs

    private func drugs() throws -> [DrugSummary] {
        var drugs: [DrugSummary] = []
        let rows = try queries(
            "SELECT ingredient, rxcui, atc, t1, t2, t3, t4, t5, surfaces, doses FROM drug ORDER BY ingredient")
        try rows.begin().forEach { row in
            let ingredient = row.text(0)
            if drugs.last?.ingredient != ingredient { drugs.append(DrugSummary(ingredient: ingredient)) }
            var drug = drugs.removeLast()
            drug.rxcui = [drug.rxcui, row.optionalText(1)].compactMap { $0 }.min()
            let atc = row.text(2)
            if !atc.isEmpty { drug.atc = Set(drug.atc).union(atc.split(separator: " ").map(String.init)).sorted() }
            drug.articles += 1
            for tier in 0..<5 {
                let mentions = row.int(Int32(3 + tier))
                drug.mentionsByTier[tier] += mentions
                drug.mentions += mentions
            }
            for line in row.text(8).split(separator: "\n") {
                let parts = line.split(separator: "\t")
                if parts.count == 2, let count = Int(parts[1]) { drug.surfaces[String(parts[0]), default: 0] += count }
            }
            drug.doses += row.int(9)
            drugs.append(drug)
        }
        return drugs
    }

    // MARK: Articles

    private func articles(_ file: TemporaryFile) throws {
        let rows = try queries(
            """
            SELECT n, id, revision, source, story, title, site, url, published, kind, language, tier, segments, comments,
                drugs, claims, work, method FROM article WHERE NOT withdrawn ORDER BY id
            """)
        let cited = try queries(
            """
            SELECT DISTINCT g.work FROM citation c JOIN signature g ON g.n = c.signature WHERE c.article = ? AND c.idx >= 0
            ORDER BY \(Self.unsigned("g.work"))
            """)
        try rows.begin().forEach { row in
            var article = ArticleSummary(
                id: row.text(1), revision: row.text(2), source: row.text(3), story: Assignment.storyID(row.hash(4)))
            article.title = row.optionalText(5)
            article.site = row.optionalText(6)
            article.url = row.optionalText(7)
            article.published = row.optionalText(8)
            article.kind = row.optionalText(9)
            article.language = row.optionalText(10)
            article.tier = row.optionalText(11)
            article.segments = row.int(12)
            article.comments = row.int(13)
            article.drugs = row.int(14)
            article.claims = row.int(15)
            // The reported study first, then the cited ones by id.
            let reported = row.optionalHash(16)
            if let reported {
                article.works = [
                    ArticleSummary.WorkLink(
                        work: Assignment.workID(reported), method: row.optionalText(17) ?? "identifier")
                ]
            }
            try cited.begin().bind(row.int64(0)).forEach { other in
                let work = other.hash(0)
                if work != reported {
                    article.works.append(ArticleSummary.WorkLink(work: Assignment.workID(work), method: "cited"))
                }
            }
            try Self.line(file) { article.writeJSON(to: &$0) }
        }
    }

    private func findings(_ kind: String, _ file: TemporaryFile) throws {
        let rows = try queries(
            "SELECT f.line FROM finding f JOIN article a ON a.n = f.article WHERE f.kind = ? ORDER BY a.id, f.seq")
        try rows.begin().bind(kind).forEach { try file.write($0.bytes(0)) }
    }
}
