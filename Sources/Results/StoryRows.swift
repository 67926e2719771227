import Events
import Evidence

/// The lines of `stories.jsonl`: two cursors in step, members and edges by story.
struct StoryRows {
    private let queries: Queries

    init(_ queries: Queries) { self.queries = queries }

    func write(to file: TemporaryFile) throws {
        let members = try queries(
            "SELECT story, id, published FROM article WHERE NOT withdrawn ORDER BY \(SnapshotContent.unsigned("story")), id"
        )
        let edges = try queries(
            """
            SELECT x.story, min(x.id, y.id), max(x.id, y.id), l.relation, l.shared, l.size_a, l.size_b, l.near
            FROM link l JOIN article x ON x.n = l.a JOIN article y ON y.n = l.b
            WHERE l.relation < \(TextOverlap.Relation.quotes.rawValue) AND x.story = y.story
            ORDER BY \(SnapshotContent.unsigned("x.story")), 2, 3
            """)
        edges.begin()
        var hasEdge = try edges.step()
        var current: UInt64?
        var story = StorySummary(id: "", members: [])
        var first: (date: String, id: String)?
        func finish() throws {
            guard let current else { return }
            while hasEdge, edges.hash(0) == current {
                if let edge = Self.edge(edges) { story.edges.append(edge) }
                hasEdge = try edges.step()
            }
            story.first = first?.id
            try SnapshotContent.line(file) { story.writeJSON(to: &$0) }
        }
        try members.begin().forEach { row in
            let hash = row.hash(0)
            if hash != current {
                try finish()
                current = hash
                story = StorySummary(id: Assignment.storyID(hash), members: [])
                first = nil
            }
            let id = row.text(1)
            story.members.append(id)
            if let date = row.optionalText(2), first.map({ (date, id) < ($0.date, $0.id) }) ?? true {
                first = (date, id)
            }
        }
        try finish()
        edges.begin()
    }

    private static func edge(_ row: Query) -> StorySummary.Edge? {
        guard let relation = TextOverlap.Relation(rawValue: row.int(3)) else { return nil }
        let overlap = TextOverlap(
            relation: relation, shared: row.int(4), sizeA: row.int(5), sizeB: row.int(6), nearSentences: row.int(7),
            quotations: 0)
        return StorySummary.Edge(
            a: row.text(1), b: row.text(2), relation: relation.name, containment: overlap.containment,
            nearSentences: overlap.nearSentences)
    }
}

/// The lines of `works.jsonl`: two cursors in step, articles and citation blocks by study.
struct WorkRows {
    private let queries: Queries

    init(_ queries: Queries) { self.queries = queries }

    func write(to file: TemporaryFile) throws {
        let members = try queries(
            """
            SELECT work, id, method FROM (
                SELECT work, id, method FROM article WHERE NOT withdrawn AND work IS NOT NULL
                UNION ALL
                SELECT DISTINCT g.work, a.id, 'cited' FROM citation c JOIN signature g ON g.n = c.signature
                    JOIN article a ON a.n = c.article WHERE c.idx >= 0 AND g.work IS NOT a.work)
            ORDER BY \(SnapshotContent.unsigned("work")), id
            """)
        let blocks = try queries(
            """
            SELECT g.work, g.identifiers, c.title, c.authors, c.year FROM citation c JOIN signature g ON g.n = c.signature
                JOIN article a ON a.n = c.article ORDER BY \(SnapshotContent.unsigned("g.work")), a.id, c.idx
            """)
        blocks.begin()
        var hasBlock = try blocks.step()
        var current: UInt64?
        var work = WorkSummary(id: "")
        func finish() throws {
            guard let current else { return }
            var identifiers: Set<String> = []
            // A study that nobody is linked to any more has blocks and no members: it is passed over.
            while hasBlock, blocks.hash(0) < current { hasBlock = try blocks.step() }
            while hasBlock, blocks.hash(0) == current {
                identifiers.formUnion(blocks.text(1).split(separator: "\n").map(String.init))
                work.title = [work.title, blocks.optionalText(2)].compactMap { $0 }.min()
                if work.authors.isEmpty { work.authors = blocks.text(3).split(separator: "\n").map(String.init) }
                work.year = [work.year, blocks.optionalInt(4)].compactMap { $0 }.min()
                hasBlock = try blocks.step()
            }
            work.identifiers = identifiers.sorted()
            try SnapshotContent.line(file) { work.writeJSON(to: &$0) }
        }
        try members.begin().forEach { row in
            let hash = row.hash(0)
            if hash != current {
                try finish()
                current = hash
                work = WorkSummary(id: Assignment.workID(hash))
            }
            work.articles.append(WorkSummary.Member(article: row.text(1), method: row.text(2)))
        }
        try finish()
        blocks.begin()
    }

}
