import Events
import Evidence
import GRDB

/// Stories and studies of articles: reads the links inside a batch's transaction and resolves only what is connected to the articles
/// that changed.
struct Neighbourhood {
    private let queries: Queries
    private let corrections: ClusterResolver.Corrections
    private var partners: [Int64: [Int64]] = [:]

    init(_ queries: Queries, corrections: ClusterResolver.Corrections) {
        self.queries = queries
        self.corrections = corrections
    }

    /// Looks up the articles that a person has joined, once those of the batch are in.
    mutating func findPartners() throws {
        for pair in corrections.same {
            let numbers = try pair.compactMap { id in
                try queries("SELECT n FROM article WHERE id = ?").begin().bind(id).one { $0.int64(0) }
            }
            guard numbers.count == 2 else { continue }
            partners[numbers[0], default: []].append(numbers[1])
            partners[numbers[1], default: []].append(numbers[0])
        }
    }

    /// Whether a person has joined the article to another.
    func hasPartner(_ article: Int64) -> Bool { partners[article] != nil }

    /// Story and study of every article connected to one of the given, as they now are; by article number.
    func assignments(_ touched: Set<Int64>, _ citations: CitationIndex) throws -> [Int64: Assignment] {
        var result: [Int64: Assignment] = [:]
        let selectArticle = try queries("SELECT id, published, reported FROM article WHERE n = ? AND NOT withdrawn")
        var seen: Set<Int64> = []
        for start in touched.sorted() where !seen.contains(start) {
            var queue = [start]
            var nodes: [ClusterResolver.Node] = []
            var names: [Int64: String] = [:]
            var links: [Link] = []
            while let article = queue.popLast() {
                guard seen.insert(article).inserted else { continue }
                let row = try selectArticle.begin().bind(article).one { row in
                    (id: row.text(0), published: row.optionalText(1), reported: row.isNull(2) ? nil : row.int64(2))
                }
                guard let row else { continue }
                let own = try row.reported.flatMap { try citations.work(of: $0) }
                names[article] = row.id
                nodes.append(
                    ClusterResolver.Node(
                        article: row.id, published: row.published, work: own?.work, method: own?.method))
                for link in try self.links(of: article) {
                    if link.a == article { links.append(link) }
                    queue.append(link.a == article ? link.b : link.a)
                }
                queue.append(contentsOf: partners[article] ?? [])
            }
            let edges = links.compactMap { $0.edge(names) }
            let numbers = Dictionary(uniqueKeysWithValues: names.map { ($1, $0) })
            for assignment in ClusterResolver(nodes: nodes, edges: edges, corrections: corrections).assignments() {
                guard let number = numbers[assignment.article] else { continue }
                var assignment = assignment
                assignment.cited = try citations.cited(by: number)
                result[number] = assignment
            }
        }
        return result
    }

    private func links(of article: Int64) throws -> [Link] {
        var links: [Link] = []
        let select = try queries("SELECT * FROM link WHERE a = ?1 UNION ALL SELECT * FROM link WHERE b = ?1")
        try select.begin().bind(article).forEach { links.append(Link($0)) }
        return links
    }

    /// Story and study as they are stored, with the studies cited as they were before this batch.
    func storedAssignment(_ article: Int64, _ citations: CitationIndex) throws -> Assignment? {
        let select = try queries(
            "SELECT id, story, alone, work, method, published FROM article WHERE n = ? AND NOT withdrawn")
        return try select.begin().bind(article).one { row in
            var assignment = Assignment(article: row.text(0))
            assignment.story = row.hash(1)
            assignment.isAlone = row.int(2) != 0
            assignment.work = row.optionalHash(3)
            assignment.method = row.optionalText(4)
            assignment.published = row.optionalText(5)
            assignment.cited = try citations.cited(by: article, before: true)
            return assignment
        }
    }
}

/// A row of the table `link`.
private struct Link {
    var a: Int64
    var b: Int64
    private let relation: Int
    private let numbers: [Int]

    init(_ row: Query) {
        a = row.int64(0)
        b = row.int64(1)
        relation = row.int(2)
        numbers = (3..<8).map { row.int($0) }
    }

    func edge(_ names: [Int64: String]) -> ClusterResolver.Edge? {
        guard let first = names[a], let second = names[b], let relation = TextOverlap.Relation(rawValue: relation)
        else { return nil }
        let isOrdered = first < second
        return ClusterResolver.Edge(
            a: min(first, second), b: max(first, second),
            overlap: TextOverlap(
                relation: relation, shared: numbers[0], sizeA: numbers[isOrdered ? 1 : 2],
                sizeB: numbers[isOrdered ? 2 : 1], nearSentences: numbers[3], quotations: numbers[4]))
    }
}
