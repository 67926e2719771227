import Events
import Evidence
import Foundation
import GRDB

/// What of an article depends on others: candidates, links, stories, studies. Works on the tables inside a batch's transaction
/// and touches only what is connected to the articles that changed.
struct Neighbourhood {
    let database: Database
    var corrections = ClusterResolver.Corrections()
    /// Articles whose story or studies must be looked at again.
    private(set) var touched: Set<Int64> = []
    /// Studies of citation blocks as they were before this batch, where they changed.
    private(set) var citedBefore: [Int64: [Int: String]] = [:]

    init(_ database: Database) { self.database = database }

    // MARK: Text

    /// Forgets an article's text; those that were linked to it are touched.
    mutating func removeText(_ article: Int64) throws {
        for (a, b) in try neighbours(article) { touched.insert(a == article ? b : a) }
        try database.cachedStatement(sql: "DELETE FROM link WHERE a = ?").execute(arguments: [article])
        try database.cachedStatement(sql: "DELETE FROM link WHERE b = ?").execute(arguments: [article])
        let select = try database.cachedStatement(sql: "SELECT print, sampled FROM article WHERE n = ?")
        guard let row = try Row.fetchOne(select, arguments: [article]), let old = row[0] as Data?,
            let sampled = row[1] as Data?
        else { return }
        let print = try PrintRow.decode(Array(old))
        let deletePrint = try database.cachedStatement(sql: "DELETE FROM print WHERE hash = ? AND article = ?")
        for hash in PrintRow.hashes(Array(sampled)) {
            try deletePrint.execute(arguments: [Int64(bitPattern: hash), article])
        }
        let delete = try database.cachedStatement(sql: "DELETE FROM quotation WHERE hash = ? AND article = ?")
        for hash in print.quotations { try delete.execute(arguments: [Int64(bitPattern: hash), article]) }
    }

    /// Indexes an article's text and links it to every article that it overlaps with.
    mutating func addText(_ prints: Fingerprints, _ article: Int64, site: String?) throws {
        touched.insert(article)
        let own = TextPrint(prints)
        let sampled = TextPrint.sampled(prints)
        try database.cachedStatement(sql: "UPDATE article SET print = ?, sampled = ? WHERE n = ?").execute(arguments: [
            Data(PrintRow.encode(own)), Data(PrintRow.encode(hashes: sampled)), article,
        ])
        guard !own.isEmpty else { return }
        var shared: [Int64: (count: Int, total: Int)] = [:]
        let select = try database.cachedStatement(sql: "SELECT article, total FROM print WHERE hash = ?")
        let insert = try database.cachedStatement(
            sql: "INSERT OR IGNORE INTO print(hash, article, total) VALUES (?, ?, ?)")
        for hash in sampled {
            let rows = try Row.fetchCursor(select, arguments: [Int64(bitPattern: hash)])
            while let row = try rows.next() { shared[row[0], default: (0, row[1])].count += 1 }
            try insert.execute(arguments: [Int64(bitPattern: hash), article, sampled.count])
        }
        var quoting: [Int64: Int] = [:]
        let selectQuote = try database.cachedStatement(sql: "SELECT article FROM quotation WHERE hash = ?")
        let insertQuote = try database.cachedStatement(
            sql: "INSERT OR IGNORE INTO quotation(hash, article) VALUES (?, ?)")
        for hash in own.quotations {
            let rows = try Row.fetchCursor(selectQuote, arguments: [Int64(bitPattern: hash)])
            while let row = try rows.next() { quoting[row[0], default: 0] += 1 }
            try insertQuote.execute(arguments: [Int64(bitPattern: hash), article])
        }
        let candidates = Set(shared.keys).union(quoting.filter { $0.value >= TextOverlap.minimalQuotations }.keys)
        let selectPrint = try database.cachedStatement(sql: "SELECT print, site FROM article WHERE n = ?")
        for candidate in candidates.sorted() where candidate != article {
            guard let row = try Row.fetchOne(selectPrint, arguments: [candidate]), let bytes = row[0] as Data? else {
                continue
            }
            let otherSite: String? = row[1]
            let sameSite = site != nil && site == otherSite
            // On one site only copies count, so a small part of the sample is furniture and not worth a look.
            if sameSite, quoting[candidate, default: 0] < TextOverlap.minimalQuotations,
                let part = shared[candidate], part.count * 2 < min(part.total, sampled.count)
            {
                continue
            }
            guard let overlap = TextOverlap.between(own, try PrintRow.decode(Array(bytes)), sameSite: sameSite) else {
                continue
            }
            try insertLink(article, candidate, overlap)
        }
    }

    private func insertLink(_ article: Int64, _ candidate: Int64, _ overlap: TextOverlap) throws {
        let isFirst = article < candidate
        try database.cachedStatement(sql: "INSERT OR REPLACE INTO link VALUES (?, ?, ?, ?, ?, ?, ?, ?)").execute(
            arguments: [
                min(article, candidate), max(article, candidate), overlap.relation.rawValue, overlap.shared,
                isFirst ? overlap.sizeA : overlap.sizeB, isFirst ? overlap.sizeB : overlap.sizeA, overlap.nearSentences,
                overlap.quotations,
            ])
    }

    private func neighbours(_ article: Int64) throws -> [(Int64, Int64)] {
        let select = try database.cachedStatement(
            sql: "SELECT a, b FROM link WHERE a = ?1 UNION ALL SELECT a, b FROM link WHERE b = ?1")
        return try Row.fetchAll(select, arguments: [article]).map { ($0[0], $0[1]) }
    }

    mutating func touch(_ articles: some Sequence<Int64>) { touched.formUnion(articles) }

    // MARK: Studies

    /// Resolves anew every citation block that is connected to the given keys; articles whose study changed are touched.
    mutating func resolveCitations(_ keys: Set<String>) throws {
        let selectKey = try database.cachedStatement(sql: "SELECT article, idx FROM citation_key WHERE key = ?")
        let selectBlock = try database.cachedStatement(
            sql: "SELECT c.*, a.id FROM citation c JOIN article a ON a.n = c.article WHERE c.article = ? AND c.idx = ?")
        struct Place: Hashable { var article: Int64, index: Int }
        var seenKeys: Set<String> = []
        var seen: Set<Place> = []
        for start in keys.sorted() where !seenKeys.contains(start) {
            var queue = [start]
            var places: [Place] = []
            var blocks: [CitationBlock] = []
            var old: [String] = []
            while let key = queue.popLast() {
                guard seenKeys.insert(key).inserted else { continue }
                for row in try Row.fetchAll(selectKey, arguments: [key]) {
                    let place = Place(article: row[0], index: row[1])
                    guard seen.insert(place).inserted,
                        let found = try Row.fetchOne(selectBlock, arguments: [place.article, place.index])
                    else { continue }
                    let block = try ArticleRows.block(found)
                    places.append(place)
                    blocks.append(block)
                    old.append(found["work"])
                    queue.append(contentsOf: block.keys)
                }
            }
            let works = WorkResolver.works(of: blocks)
            let update = try database.cachedStatement(sql: "UPDATE citation SET work = ? WHERE article = ? AND idx = ?")
            for (index, place) in places.enumerated() where works[index] != old[index] {
                try update.execute(arguments: [works[index], place.article, place.index])
                touched.insert(place.article)
                if !old[index].isEmpty { citedBefore[place.article, default: [:]][place.index] = old[index] }
            }
        }
    }

    /// The study that an article itself names.
    private func ownWork(_ article: Int64, _ id: String) throws -> (work: String, method: String)? {
        let select = try database.cachedStatement(
            sql: "SELECT c.*, ? AS id FROM citation c WHERE article = ? ORDER BY idx")
        var works: [Int: String] = [:]
        let blocks = try Row.fetchAll(select, arguments: [id, article]).map { row in
            works[row["idx"]] = row["work"]
            return try ArticleRows.block(row)
        }
        guard let reported = CitationBlock.reported(blocks), let work = works[reported.index] else { return nil }
        return (work, reported.method)
    }

    // MARK: Stories

    /// Story and study of every article connected to a touched one, as they now are; by article number.
    func assignments() throws -> [Int64: Assignment] {
        var result: [Int64: Assignment] = [:]
        let selectArticle = try database.cachedStatement(
            sql: "SELECT id, published, withdrawn FROM article WHERE n = ?")
        let selectLinks = try database.cachedStatement(
            sql: "SELECT * FROM link WHERE a = ?1 UNION ALL SELECT * FROM link WHERE b = ?1")
        let partners = try correctionPartners()
        var seen: Set<Int64> = []
        for start in touched.sorted() where !seen.contains(start) {
            var queue = [start]
            var nodes: [ClusterResolver.Node] = []
            var numbers: [String: Int64] = [:]
            var rows: [Row] = []
            while let article = queue.popLast() {
                guard seen.insert(article).inserted else { continue }
                guard let row = try Row.fetchOne(selectArticle, arguments: [article]), !(row[2] as Bool) else {
                    continue
                }
                let id: String = row[0]
                let own = try ownWork(article, id)
                numbers[id] = article
                nodes.append(ClusterResolver.Node(article: id, published: row[1], work: own?.work, method: own?.method))
                for link in try Row.fetchAll(selectLinks, arguments: [article]) {
                    let (a, b): (Int64, Int64) = (link[0], link[1])
                    if a == article { rows.append(link) }
                    queue.append(a == article ? b : a)
                }
                queue.append(contentsOf: partners[article] ?? [])
            }
            let names = Dictionary(uniqueKeysWithValues: numbers.map { ($1, $0) })
            let edges = rows.compactMap { Self.edge($0, names) }
            for assignment in ClusterResolver(nodes: nodes, edges: edges, corrections: corrections).assignments() {
                guard let number = numbers[assignment.article] else { continue }
                var assignment = assignment
                assignment.cited = try citedWorks(number)
                result[number] = assignment
            }
        }
        return result
    }

    static func edge(_ row: Row, _ names: [Int64: String]) -> ClusterResolver.Edge? {
        guard let a = names[row[0]], let b = names[row[1]], let relation = TextOverlap.Relation(rawValue: row[2]) else {
            return nil
        }
        let isOrdered = a < b
        return ClusterResolver.Edge(
            a: min(a, b), b: max(a, b),
            overlap: TextOverlap(
                relation: relation, shared: row[3], sizeA: row[isOrdered ? 4 : 5], sizeB: row[isOrdered ? 5 : 4],
                nearSentences: row[6], quotations: row[7]))
    }

    private func correctionPartners() throws -> [Int64: [Int64]] {
        var partners: [Int64: [Int64]] = [:]
        for pair in corrections.same {
            let numbers = try pair.compactMap {
                try Int64.fetchOne(database, sql: "SELECT n FROM article WHERE id = ?", arguments: [$0])
            }
            guard numbers.count == 2 else { continue }
            partners[numbers[0], default: []].append(numbers[1])
            partners[numbers[1], default: []].append(numbers[0])
        }
        return partners
    }

    func citedWorks(_ article: Int64) throws -> [Int: String] {
        let select = try database.cachedStatement(sql: "SELECT idx, work FROM citation WHERE article = ? AND idx >= 0")
        var works: [Int: String] = [:]
        for row in try Row.fetchAll(select, arguments: [article]) { works[row[0]] = row[1] }
        return works
    }

    /// Story and study as they are stored.
    func storedAssignment(_ article: Int64) throws -> Assignment? {
        let select = try database.cachedStatement(
            sql: "SELECT id, story, alone, work, method, published FROM article WHERE n = ? AND NOT withdrawn")
        guard let row = try Row.fetchOne(select, arguments: [article]) else { return nil }
        return try Self.assignment(row, cited: citedWorks(article))
    }

    static func assignment(_ row: Row, cited: [Int: String]) -> Assignment {
        var assignment = Assignment(article: row[0])
        assignment.story = row[1]
        assignment.isAlone = row[2]
        assignment.work = row[3]
        assignment.method = row[4]
        assignment.published = row[5]
        assignment.cited = cited
        return assignment
    }
}
