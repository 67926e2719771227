import Events
import Evidence
import GRDB

/// Finds the articles whose text an article overlaps with, and keeps the links between them.
///
/// Which links there are is a function of the texts held, whatever order they came in: two texts are compared when they share
/// two quotations or a sampled shingle; on one site only a shingle that is in no more than `TextOverlap.furnitureLimit` of its
/// pages counts. A page that carries one over that limit, or back below it, has the few pairs concerned compared anew. So the
/// thousandth page with a site's furniture is never held against the other 999.
struct TextIndex {
    private let queries: Queries
    /// Texts read or written in this batch.
    private var prints: [Int64: (print: TextPrint, site: Int64)] = [:]
    /// Articles at an end of a link that came or went.
    private(set) var touched: Set<Int64> = []

    private static let cacheLimit = 4096
    private static let limit = TextOverlap.furnitureLimit

    init(_ queries: Queries) { self.queries = queries }

    private struct Pair: Hashable, Comparable {
        var a: Int64, b: Int64

        init(_ a: Int64, _ b: Int64) { (self.a, self.b) = (min(a, b), max(a, b)) }

        static func < (left: Pair, right: Pair) -> Bool { (left.a, left.b) < (right.a, right.b) }
    }

    /// A site's number in the index; 0 for pages that name none, which are compared as if each had its own.
    static func number(ofSite site: String?) -> Int64 {
        guard let site, !site.isEmpty else { return 0 }
        return Int64(StableHash.of([site]) >> 32 | 1)
    }

    // MARK: Adding

    /// Indexes an article's text and links it to every article that it overlaps with.
    mutating func add(_ fingerprints: Fingerprints, _ article: Int64, site name: String?) throws {
        let own = TextPrint(fingerprints)
        guard !own.isEmpty else { return }
        let site = Self.number(ofSite: name)
        let sampled = TextPrint.sampled(fingerprints)
        let insertBody = try queries("INSERT INTO body VALUES (?, ?, ?, ?)")
        insertBody.begin().bind(article).bind(site).bind(PrintRow.encode(sampled: sampled)).bind(PrintRow.encode(own))
        try insertBody.run()
        remember(article, own, site)

        var elsewhere: Set<Int64> = []
        var onSite: [Int64: Int] = [:]
        var crossed: [[Int64]] = []
        let insert = try queries("INSERT INTO print VALUES (?, ?, ?)")
        for hash in sampled {
            let here = try holders(of: hash, site, &elsewhere)
            if here.count < Self.limit {
                for other in here { onSite[other, default: 0] += 1 }
            } else if here.count == Self.limit {
                crossed.append(here)
            }
            try insert.begin().bind(Int64(hash)).bind(site).bind(article).run()
        }
        let quoting = try quoters(own.quotations, article)
        let candidates = elsewhere.union(onSite.keys).union(quoting)
        for other in candidates.sorted() where other != article {
            guard let (text, otherSite) = try print(of: other) else { continue }
            let rare = site != 0 && site == otherSite ? onSite[other] ?? 0 : nil
            if let overlap = TextOverlap.between(own, text, sameSite: rare) { try insertLink(article, other, overlap) }
        }
        for pages in crossed { try compareAnew(pages) }
    }

    /// Articles with a shingle: those of other sites are added to the set, those of the site returned, at most one over the limit.
    private func holders(of hash: UInt32, _ site: Int64, _ elsewhere: inout Set<Int64>) throws -> [Int64] {
        var here: [Int64] = []
        let all = try queries("SELECT site, article FROM print WHERE hash = ?").begin().bind(Int64(hash))
        var isCut = false
        while try all.step() {
            if site == 0 || all.int64(0) != site {
                elsewhere.insert(all.int64(1))
            } else {
                here.append(all.int64(1))
                if here.count > Self.limit {
                    isCut = true
                    break
                }
            }
        }
        all.begin()
        if isCut {
            let rest = try queries("SELECT article FROM print WHERE hash = ? AND site > ?").begin()
            try rest.bind(Int64(hash)).bind(site).forEach { elsewhere.insert($0.int64(0)) }
        }
        return here
    }

    /// Articles that share so many quotations that this alone makes them worth comparing; the article's own are indexed.
    private func quoters(_ quotations: [UInt64], _ article: Int64) throws -> [Int64] {
        guard !quotations.isEmpty else { return [] }
        var counts: [Int64: Int] = [:]
        let insert = try queries("INSERT INTO quotation VALUES (?, ?)")
        for hash in quotations {
            let select = try queries("SELECT article FROM quotation WHERE hash = ?").begin().bind(hash: hash)
            try select.forEach { counts[$0.int64(0), default: 0] += 1 }
            try insert.begin().bind(hash: hash).bind(article).run()
        }
        return counts.filter { $0.value >= TextOverlap.minimalQuotations }.map(\.key)
    }

    private mutating func insertLink(_ article: Int64, _ other: Int64, _ overlap: TextOverlap) throws {
        touched.formUnion([article, other])
        let isFirst = article < other
        let insert = try queries("INSERT OR REPLACE INTO link VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
        insert.begin().bind(min(article, other)).bind(max(article, other)).bind(overlap.relation.rawValue)
            .bind(overlap.shared).bind(isFirst ? overlap.sizeA : overlap.sizeB)
            .bind(isFirst ? overlap.sizeB : overlap.sizeA).bind(overlap.nearSentences).bind(overlap.quotations)
        try insert.run()
    }

    // MARK: Removing

    /// Forgets an article's text and its links.
    mutating func remove(_ article: Int64) throws {
        let body = try queries("SELECT site, sampled, print FROM body WHERE article = ?").begin().bind(article)
        let old = try body.one { (site: $0.int64(0), sampled: PrintRow.sampled($0.bytes(1)), print: $0.bytes(2)) }
        guard let old else { return }
        let neighbours = try queries(
            "SELECT a, b FROM link WHERE a = ?1 UNION ALL SELECT a, b FROM link WHERE b = ?1"
        ).begin().bind(article)
        try neighbours.forEach { touched.formUnion([$0.int64(0), $0.int64(1)]) }
        try queries("DELETE FROM link WHERE a = ?").begin().bind(article).run()
        try queries("DELETE FROM link WHERE b = ?").begin().bind(article).run()
        var crossed: [[Int64]] = []
        for hash in old.sampled {
            let delete = try queries("DELETE FROM print WHERE hash = ? AND site = ? AND article = ?").begin()
            try delete.bind(Int64(hash)).bind(old.site).bind(article).run()
            guard old.site != 0 else { continue }
            let pages = try pages(with: hash, old.site)
            if pages.count == Self.limit { crossed.append(pages) }
        }
        for hash in try PrintRow.decode(old.print).quotations {
            let delete = try queries("DELETE FROM quotation WHERE hash = ? AND article = ?").begin()
            try delete.bind(hash: hash).bind(article).run()
        }
        try queries("DELETE FROM body WHERE article = ?").begin().bind(article).run()
        prints[article] = nil
        for pages in crossed { try compareAnew(pages) }
    }

    /// Articles of a site with a shingle, at most one over the limit.
    private func pages(with hash: UInt32, _ site: Int64) throws -> [Int64] {
        var pages: [Int64] = []
        let select = try queries("SELECT article FROM print WHERE hash = ? AND site = ? LIMIT \(Self.limit + 1)")
        try select.begin().bind(Int64(hash)).bind(site).forEach { pages.append($0.int64(0)) }
        return pages
    }

    // MARK: Furniture

    /// Compares pages of one site with each other again after a shingle of theirs became furniture or ceased to be.
    private mutating func compareAnew(_ pages: [Int64]) throws {
        for (index, a) in pages.enumerated() {
            for b in pages[(index + 1)...] { try compareAnew(Pair(a, b)) }
        }
    }

    private mutating func compareAnew(_ pair: Pair) throws {
        guard let (first, site) = try print(of: pair.a), let (second, _) = try print(of: pair.b) else { return }
        let common = Set(try sampled(pair.a)).intersection(try sampled(pair.b))
        var rare = 0
        for hash in common.sorted() where try pages(with: hash, site).count <= Self.limit { rare += 1 }
        let overlap = TextOverlap.between(first, second, sameSite: rare)
        let select = try queries("SELECT relation, quotes FROM link WHERE a = ? AND b = ?").begin().bind(pair.a).bind(pair.b)
        let old = try select.one { $0.int(0) }
        if let overlap {
            if old != overlap.relation.rawValue { try insertLink(pair.a, pair.b, overlap) }
        } else if old != nil {
            try queries("DELETE FROM link WHERE a = ? AND b = ?").begin().bind(pair.a).bind(pair.b).run()
            touched.formUnion([pair.a, pair.b])
        }
    }

    private func sampled(_ article: Int64) throws -> [UInt32] {
        let select = try queries("SELECT sampled FROM body WHERE article = ?").begin().bind(article)
        return try select.one { PrintRow.sampled($0.bytes(0)) } ?? []
    }

    // MARK: Texts

    private mutating func print(of article: Int64) throws -> (print: TextPrint, site: Int64)? {
        if let known = prints[article] { return known }
        let select = try queries("SELECT print, site FROM body WHERE article = ?").begin().bind(article)
        guard let found = try select.one({ (try PrintRow.decode($0.bytes(0)), $0.int64(1)) }) else { return nil }
        remember(article, found.0, found.1)
        return found
    }

    private mutating func remember(_ article: Int64, _ print: TextPrint, _ site: Int64) {
        if prints.count >= Self.cacheLimit { prints.removeAll(keepingCapacity: true) }
        prints[article] = (print, site)
    }
}
