import Events
import Evidence
import GRDB

/// Which study each citation block names. Blocks with the same keys share one row of `signature`, so that the thousandth article
/// that cites a study costs a count, and only keys not seen before make anything to be resolved anew.
struct CitationIndex {
    private let queries: Queries
    /// Rows of `signature` met in this batch, by name.
    private var numbers: [String: Int64] = [:]
    /// How many citations more or fewer each has after this batch.
    private var changes: [Int64: Int] = [:]
    private var dirtyKeys: Set<String> = []
    /// Studies of signatures as they were before this batch, where they changed.
    private(set) var workBefore: [Int64: UInt64] = [:]

    init(_ queries: Queries) { self.queries = queries }

    /// Adds an article's blocks.
    ///
    /// - Returns: the signature of the study that the article itself reports.
    mutating func insert(_ blocks: [CitationBlock], _ article: Int64) throws -> Int64? {
        guard !blocks.isEmpty else { return nil }
        let insert = try queries("INSERT INTO citation VALUES (?, ?, ?, ?, ?, ?)")
        let reported = CitationBlock.reported(blocks)
        var result: Int64?
        for block in blocks {
            let number = try number(of: block.signature)
            changes[number, default: 0] += 1
            insert.begin().bind(article).bind(block.index).bind(number).bind(block.title)
                .bind(block.authors.joined(separator: "\n")).bind(block.year)
            try insert.run()
            if block == reported { result = number }
        }
        return result
    }

    private mutating func number(of signature: CitationSignature) throws -> Int64 {
        let name = signature.name
        if let known = numbers[name] { return known }
        let select = try queries("SELECT n FROM signature WHERE name = ?").begin().bind(name)
        let number: Int64
        if let found = try select.one({ $0.int64(0) }) {
            number = found
        } else {
            let insert = try queries(
                "INSERT INTO signature(name, identifiers, title_key, citation_key, refs) VALUES (?, ?, ?, ?, 0) RETURNING n"
            )
            insert.begin().bind(name).bind(signature.identifiers.joined(separator: "\n")).bind(signature.titleKey)
                .bind(signature.citationKey)
            number = try insert.one { $0.int64(0) } ?? 0
            let insertKey = try queries("INSERT INTO signature_key VALUES (?, ?)")
            for key in Set(signature.keys) { try insertKey.begin().bind(key).bind(number).run() }
            dirtyKeys.formUnion(signature.keys)
        }
        numbers[name] = number
        return number
    }

    /// Takes an article's blocks out.
    mutating func remove(_ article: Int64) throws {
        try queries("SELECT signature FROM citation WHERE article = ?").begin().bind(article).forEach {
            changes[$0.int64(0), default: 0] -= 1
        }
        try queries("DELETE FROM citation WHERE article = ?").begin().bind(article).run()
    }

    /// Resolves everything that is connected to keys that came or went.
    ///
    /// - Returns: articles that cite a study which is another one now.
    mutating func resolve() throws -> Set<Int64> {
        try settleCounts()
        var touched: Set<Int64> = []
        var seenKeys: Set<String> = []
        var seen: Set<Int64> = []
        for start in dirtyKeys.sorted() where !seenKeys.contains(start) {
            var queue = [start]
            var places: [Int64] = []
            var signatures: [CitationSignature] = []
            var old: [UInt64?] = []
            while let key = queue.popLast() {
                guard seenKeys.insert(key).inserted else { continue }
                for number in try holders(of: key) where seen.insert(number).inserted {
                    guard let (signature, work) = try signature(number) else { continue }
                    places.append(number)
                    signatures.append(signature)
                    old.append(work)
                    queue.append(contentsOf: signature.keys)
                }
            }
            let works = WorkResolver.works(of: signatures)
            for (index, number) in places.enumerated() where works[index] != old[index] {
                try queries("UPDATE signature SET work = ? WHERE n = ?").begin().bind(hash: works[index]).bind(number)
                    .run()
                if let before = old[index] { workBefore[number] = before }
                try queries("SELECT article FROM citation WHERE signature = ?").begin().bind(number).forEach {
                    touched.insert($0.int64(0))
                }
            }
        }
        return touched
    }

    private mutating func settleCounts() throws {
        let update = try queries("UPDATE signature SET refs = refs + ? WHERE n = ? RETURNING refs")
        for (number, change) in changes.sorted(by: { $0.key < $1.key }) where change != 0 {
            let left = try update.begin().bind(change).bind(number).one { $0.int(0) } ?? 0
            guard left <= 0, let (gone, _) = try signature(number) else { continue }
            dirtyKeys.formUnion(gone.keys)
            for key in Set(gone.keys) {
                try queries("DELETE FROM signature_key WHERE key = ? AND signature = ?").begin().bind(key).bind(number)
                    .run()
            }
            try queries("DELETE FROM signature WHERE n = ?").begin().bind(number).run()
        }
        changes = [:]
        numbers = [:]
    }

    private func holders(of key: String) throws -> [Int64] {
        var holders: [Int64] = []
        try queries("SELECT signature FROM signature_key WHERE key = ?").begin().bind(key).forEach {
            holders.append($0.int64(0))
        }
        return holders
    }

    private func signature(_ number: Int64) throws -> (CitationSignature, work: UInt64?)? {
        let select = try queries("SELECT identifiers, title_key, citation_key, work FROM signature WHERE n = ?")
        return try select.begin().bind(number).one { row in
            let identifiers = row.text(0).split(separator: "\n").map(String.init)
            return (
                CitationSignature(
                    identifiers: identifiers, titleKey: row.optionalText(1), citationKey: row.optionalText(2)),
                row.optionalHash(3)
            )
        }
    }

    /// The study of a signature and how the signature names it.
    func work(of number: Int64) throws -> (work: UInt64, method: String)? {
        guard let (signature, work) = try signature(number), let work else { return nil }
        return (work, signature.method)
    }

    /// The studies that an article cites, by the index of the block.
    ///
    /// - Parameter before: as they were before this batch.
    func cited(by article: Int64, before: Bool = false) throws -> [Int: UInt64] {
        var works: [Int: UInt64] = [:]
        let select = try queries(
            "SELECT c.idx, g.work, g.n FROM citation c JOIN signature g ON g.n = c.signature WHERE c.article = ? AND c.idx >= 0"
        )
        try select.begin().bind(article).forEach { row in
            works[row.int(0)] = before ? workBefore[row.int64(2)] ?? row.hash(1) : row.hash(1)
        }
        return works
    }
}
