import Events
import Evidence
import GRDB

/// Finds the articles whose text an article overlaps with, and keeps the links between them.
///
/// Which links there are is a function of the texts held, whatever order they came in: two texts are compared when they share
/// two quotations or a sampled shingle; on one site only a shingle that is in no more than `TextOverlap.furnitureLimit` of its
/// pages counts. A page that carries one over that limit, or back below it, has the few pairs concerned compared anew. So the
/// thousandth page with a site's furniture is never held against the other 999.
///
/// A batch removes first, adds then, and is settled at its end.
///
/// The index is in two tables of one shape. `recent` takes what batches bring and stays small; when it holds `recentRows` rows they
/// are all moved to `print` in one walk. Put into `print` at once, the few thousand hashes of each batch, which lie all over it, would
/// have nearly every page of it written anew, twice, once a batch.
struct TextIndex {
    private let queries: Queries
    /// Texts read or written in this batch.
    private var prints: [Int64: (print: TextPrint, site: Int64)] = [:]
    private var sites: [String: Int64] = [:]
    /// What this batch's articles bring to the index.
    private var shingles: [Entry] = []
    private var quotations: [Entry] = []
    /// Pages of one site that may be linked no longer, or only now.
    private var suspects: Set<Pair> = []
    /// Articles at an end of a link that came or went.
    private(set) var touched: Set<Int64> = []

    private static let cacheLimit = 4096
    private static let limit = TextOverlap.furnitureLimit
    /// Rows of `recent` at which they are moved.
    private let recentRows: Int

    init(_ queries: Queries, recentRows: Int) {
        self.queries = queries
        self.recentRows = recentRows
    }

    private struct Pair: Hashable, Comparable {
        var a: Int64, b: Int64

        init(_ a: Int64, _ b: Int64) { (self.a, self.b) = (min(a, b), max(a, b)) }

        static func < (left: Pair, right: Pair) -> Bool { (left.a, left.b) < (right.a, right.b) }
    }

    /// A site's number in the index, from 1; 0 for pages that name none, which are compared as if each had its own.
    private mutating func number(ofSite name: String?) throws -> Int64 {
        guard let name, !name.isEmpty else { return 0 }
        if let known = sites[name] { return known }
        // Not the name itself: it may be all that is left of a withdrawn page.
        let hash = StableHash.of([name])
        var number = try queries("SELECT n FROM site WHERE hash = ?").begin().bind(hash: hash).one { $0.int64(0) }
        if number == nil {
            number = try queries("INSERT INTO site(hash) VALUES (?) RETURNING n").begin().bind(hash: hash).one {
                $0.int64(0)
            }
        }
        sites[name] = number
        return number ?? 0
    }

    /// SQLite keeps a signed number of 32 bits in four bytes, an unsigned one often in six.
    private static func key(_ hash: UInt32) -> Int64 { Int64(Int32(bitPattern: hash)) }

    // MARK: Adding

    /// A value of the index that an article of this batch brings.
    private struct Entry: Comparable {
        var hash: Int64, site: Int64, article: Int64

        static func < (left: Entry, right: Entry) -> Bool {
            (left.hash, left.site, left.article) < (right.hash, right.site, right.article)
        }
    }

    /// Takes an article's text in; `settle` links it.
    mutating func add(_ fingerprints: Fingerprints, _ article: Int64, site name: String?) throws {
        let own = TextPrint(fingerprints)
        guard !own.isEmpty else { return }
        let site = try number(ofSite: name)
        let sampled = TextPrint.sampled(fingerprints)
        let insert = try queries("INSERT INTO body VALUES (?, ?, ?, ?)")
        insert.begin().bind(article).bind(site).bind(PrintRow.encode(sampled: sampled)).bind(PrintRow.encode(own))
        try insert.run()
        remember(article, own, site)
        for hash in sampled { shingles.append(Entry(hash: Self.key(hash), site: site, article: article)) }
        for hash in own.quotations {
            quotations.append(Entry(hash: Int64(bitPattern: hash), site: site, article: article))
        }
    }

    /// Indexes the batch's texts and links them to every article that they overlap with.
    ///
    /// By hash and not by article, so that the index is walked once from end to end instead of being jumped about in.
    mutating func settle() throws {
        // The number of shared shingles that are no furniture, for pairs of one site; for others it is not asked.
        var candidates: [Pair: Int] = [:]
        for run in Self.runs(shingles) { try index(run, &candidates) }
        var quoting: [Pair: Int] = [:]
        for run in Self.runs(quotations) { try indexQuotation(run, &quoting) }
        (shingles, quotations) = ([], [])
        try moveRecent()
        for (pair, count) in quoting where count >= TextOverlap.minimalQuotations { candidates[pair, default: 0] += 0 }
        for (pair, rare) in candidates.sorted(by: { $0.key < $1.key }) {
            guard let (first, site) = try print(of: pair.a), let (second, other) = try print(of: pair.b) else {
                continue
            }
            let sameSite = site != 0 && site == other ? rare : nil
            if let overlap = TextOverlap.between(first, second, sameSite: sameSite) { try insertLink(pair, overlap) }
        }
        for pair in suspects.sorted() where candidates[pair] == nil { try compareAnew(pair) }
        suspects = []
    }

    /// The entries by hash, those of one hash together.
    private static func runs(_ entries: [Entry]) -> [ArraySlice<Entry>] {
        let sorted = entries.sorted()
        var runs: [ArraySlice<Entry>] = []
        var start = 0
        while start < sorted.count {
            var end = start + 1
            while end < sorted.count, sorted[end].hash == sorted[start].hash { end += 1 }
            runs.append(sorted[start..<end])
            start = end
        }
        return runs
    }

    /// Adds one shingle of the batch's articles to the index and notes whom they share it with.
    private mutating func index(_ new: ArraySlice<Entry>, _ candidates: inout [Pair: Int]) throws {
        let old = try holders(of: new)
        let insert = try queries("INSERT INTO recent VALUES (?, ?, ?)")
        for entry in new { try insert.begin().bind(entry.hash).bind(entry.site).bind(entry.article).run() }
        guard new.count + old.count > 1 else { return }
        var pages: [Int64: (old: [Int64], new: [Int64])] = [:]
        for entry in old where entry.site != 0 { pages[entry.site, default: ([], [])].old.append(entry.article) }
        for entry in new where entry.site != 0 { pages[entry.site, default: ([], [])].new.append(entry.article) }
        for (index, entry) in new.enumerated() {
            for other in old where other.site != entry.site || entry.site == 0 {
                candidates[Pair(entry.article, other.article), default: 0] += 0
            }
            for other in new.dropFirst(index + 1) where other.site != entry.site || entry.site == 0 {
                candidates[Pair(entry.article, other.article), default: 0] += 0
            }
        }
        for (_, page) in pages where !page.new.isEmpty {
            if page.old.count + page.new.count <= Self.limit {
                for (index, a) in page.new.enumerated() {
                    for b in page.old { candidates[Pair(a, b), default: 0] += 1 }
                    for b in page.new.dropFirst(index + 1) { candidates[Pair(a, b), default: 0] += 1 }
                }
            } else if page.old.count <= Self.limit {
                suspect(page.old)
            }
        }
    }

    /// Articles that have a shingle already. Of a site whose furniture it is, when all the new ones are of that site, only one more
    /// than the limit.
    private func holders(of new: ArraySlice<Entry>) throws -> [Entry] {
        guard let first = new.first, let last = new.last else { return [] }
        let site = first.site == last.site ? first.site : 0
        var holders: [Entry] = []
        var here = 0
        var isRecent = false
        let select = try queries(
            """
            SELECT site, article, 0 FROM print WHERE hash = ?1 UNION ALL
            SELECT site, article, 1 FROM recent WHERE hash = ?1
            """
        ).begin().bind(first.hash)
        while try select.step() {
            let entry = Entry(hash: first.hash, site: select.int64(0), article: select.int64(1))
            holders.append(entry)
            if site != 0, entry.site == site { here += 1 }
            if here > Self.limit {
                isRecent = select.int64(2) == 1
                break
            }
        }
        select.begin()
        if here > Self.limit {
            // The sites behind it in the table that was being read, and the other table where it was not read yet.
            let rest = try queries(
                isRecent
                    ? "SELECT site, article FROM recent WHERE hash = ?1 AND site > ?2"
                    : """
                    SELECT site, article FROM print WHERE hash = ?1 AND site > ?2 UNION ALL
                    SELECT site, article FROM recent WHERE hash = ?1 AND site <> ?2
                    """
            ).begin()
            try rest.bind(first.hash).bind(site).forEach {
                holders.append(Entry(hash: first.hash, site: $0.int64(0), article: $0.int64(1)))
            }
        }
        return holders
    }

    /// Moves the recent rows to the large table once they are many.
    private func moveRecent() throws {
        let count = try queries("SELECT count(*) FROM recent").begin().one { $0.int64(0) } ?? 0
        guard count >= recentRows else { return }
        try queries("INSERT INTO print SELECT hash, site, article FROM recent ORDER BY hash, site, article").begin()
            .run()
        try queries("DELETE FROM recent").begin().run()
    }

    /// Adds one quotation and counts the pairs that share it.
    private func indexQuotation(_ new: ArraySlice<Entry>, _ counts: inout [Pair: Int]) throws {
        guard let hash = new.first?.hash else { return }
        var all: [Int64] = []
        try queries("SELECT article FROM quotation WHERE hash = ?").begin().bind(hash).forEach {
            all.append($0.int64(0))
        }
        let insert = try queries("INSERT INTO quotation VALUES (?, ?)")
        for entry in new {
            try insert.begin().bind(hash).bind(entry.article).run()
            for other in all { counts[Pair(entry.article, other), default: 0] += 1 }
            all.append(entry.article)
        }
    }

    private mutating func insertLink(_ pair: Pair, _ overlap: TextOverlap) throws {
        touched.formUnion([pair.a, pair.b])
        let insert = try queries("INSERT OR REPLACE INTO link VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
        insert.begin().bind(pair.a).bind(pair.b).bind(overlap.relation.rawValue).bind(overlap.shared)
            .bind(overlap.sizeA).bind(overlap.sizeB).bind(overlap.nearSentences).bind(overlap.quotations)
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
        for hash in old.sampled {
            for table in ["print", "recent"] {
                let delete = try queries("DELETE FROM \(table) WHERE hash = ? AND site = ? AND article = ?").begin()
                try delete.bind(Self.key(hash)).bind(old.site).bind(article).run()
            }
            guard old.site != 0 else { continue }
            let pages = try pages(with: hash, old.site)
            if pages.count == Self.limit { suspect(pages) }
        }
        for hash in try PrintRow.decode(old.print).quotations {
            let delete = try queries("DELETE FROM quotation WHERE hash = ? AND article = ?").begin()
            try delete.bind(hash: hash).bind(article).run()
        }
        try queries("DELETE FROM body WHERE article = ?").begin().bind(article).run()
        prints[article] = nil
    }

    /// Articles of a site with a shingle, at most one over the limit.
    private func pages(with hash: UInt32, _ site: Int64) throws -> [Int64] {
        var pages: [Int64] = []
        let select = try queries(
            """
            SELECT article FROM print WHERE hash = ?1 AND site = ?2 UNION ALL
            SELECT article FROM recent WHERE hash = ?1 AND site = ?2 LIMIT \(Self.limit + 1)
            """)
        try select.begin().bind(Self.key(hash)).bind(site).forEach { pages.append($0.int64(0)) }
        return pages
    }

    // MARK: Furniture

    /// Has pages of one site compared with each other again: a shingle of theirs became furniture, or ceased to be.
    private mutating func suspect(_ pages: [Int64]) {
        for (index, a) in pages.enumerated() {
            for b in pages[(index + 1)...] { suspects.insert(Pair(a, b)) }
        }
    }

    private mutating func compareAnew(_ pair: Pair) throws {
        guard let (first, site) = try print(of: pair.a), let (second, _) = try print(of: pair.b) else { return }
        let common = Set(try sampled(pair.a)).intersection(try sampled(pair.b))
        var rare = 0
        for hash in common.sorted() where try pages(with: hash, site).count <= Self.limit { rare += 1 }
        let overlap = TextOverlap.between(first, second, sameSite: rare)
        let select = try queries("SELECT relation, quotes FROM link WHERE a = ? AND b = ?").begin().bind(pair.a).bind(
            pair.b)
        let old = try select.one { $0.int(0) }
        if let overlap {
            if old != overlap.relation.rawValue { try insertLink(pair, overlap) }
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
