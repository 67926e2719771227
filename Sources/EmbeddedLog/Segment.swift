import EventLog
import Foundation
import GRDB

/// One SQLite file of a topic, opened for reading or for appending; its calls block.
final class Segment: Sendable {
    let name: SegmentName
    let path: String
    private let queue: DatabaseQueue

    /// Pages of 16 KiB: a 4 KiB record in 4 KiB pages costs two of them, each written to the WAL with a header and two calls.
    private static let pageBytes = 16 << 10

    /// What `meta` and `head` say.
    struct Range: Sendable {
        var begin: [Int64]
        var next: [Int64]
        var isSealed = false
        /// The highest timestamp, 0 when empty.
        var newest: Int64 = 0
        /// When the segment was made, milliseconds since 1970.
        var created: Int64 = 0
    }

    /// Opens an existing file. Throws `damaged`, `unsupportedVersion`, `storage`, `denied`.
    init(folder: String, name: SegmentName, readOnly: Bool) throws(LogError) {
        self.name = name
        path = folder + "/" + name.file
        // SQLite would make a file that is missing (retention may just have removed it), and take an empty one for a new database.
        var status = stat()
        if unsafe stat(path, &status) != 0 { throw LogError.system("opening", path: path, errno: errno) }
        if status.st_size == 0 { throw LogError(.damaged, "segment \(path) is empty", reason: "0 bytes") }
        do { queue = try Self.open(path, readOnly: readOnly) } catch {
            throw LogError.sqlite(error, "opening", path: path)
        }
    }

    /// Opens what is left of a damaged file, for reading what can be read.
    init(damaged path: String) throws(LogError) {
        name = SegmentName(first: 1, last: 1, generation: 0)
        self.path = path
        do { queue = try Self.open(path, readOnly: true) } catch { throw LogError.sqlite(error, "opening", path: path) }
    }

    private static func open(_ path: String, readOnly: Bool) throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.readonly = readOnly
        configuration.foreignKeysEnabled = false
        configuration.busyMode = .timeout(10)
        configuration.allowsUnsafeTransactions = true
        configuration.prepareDatabase { database in
            if readOnly { return }
            try database.execute(sql: "PRAGMA page_size=\(pageBytes)")
            let mode = try String.fetchOne(database, sql: "PRAGMA journal_mode=WAL")
            try database.execute(sql: "PRAGMA synchronous=FULL")
            let synchronous = try Int.fetchOne(database, sql: "PRAGMA synchronous")
            // "Stored" means synced. A library that quietly lowers this must be noticed, not trusted.
            guard mode == "wal", synchronous == 2 else {
                throw LogError(
                    .unsupported,
                    "SQLite gives journal mode \(mode ?? "none") and synchronous \(synchronous ?? -1) for \(path), not WAL and FULL; put the log on a local file system"
                )
            }
            try database.execute(sql: "PRAGMA cache_size=-4096")
        }
        return try DatabaseQueue(path: path, configuration: configuration)
    }

    /// Makes a segment beside its final name, syncs it and renames it; the caller syncs the folder. `fill` may insert chunks and holes
    /// and returns the range to write.
    static func make(
        at path: String, settings: TopicSettings, now: Int64, filling fill: (Database) throws -> Range
    ) throws(LogError) {
        let folder = String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])
        let temporary = folder + "/" + temporaryPrefix + LogFolder.randomID()
        defer { for suffix in ["", "-wal", "-shm"] { LogFolder.remove(temporary + suffix) } }
        do {
            let queue = try open(temporary, readOnly: false)
            try queue.inDatabase { database in
                try database.execute(sql: "BEGIN IMMEDIATE")
                try database.execute(
                    sql: """
                        CREATE TABLE meta(name TEXT PRIMARY KEY, value) WITHOUT ROWID;
                        CREATE TABLE head(partition INTEGER PRIMARY KEY, begin INTEGER NOT NULL, next INTEGER NOT NULL);
                        CREATE TABLE chunk(seq INTEGER PRIMARY KEY, partition INTEGER NOT NULL, first INTEGER NOT NULL,
                                           last INTEGER NOT NULL, sum INTEGER NOT NULL, bytes BLOB NOT NULL);
                        CREATE INDEX chunk_place ON chunk(partition, last);
                        CREATE TABLE hole(partition INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL, reason TEXT);
                        """)
                let range = try fill(database)
                for (key, value) in [
                    ("format", Int64(LogFolder.format)), ("sealed", range.isSealed ? 1 : 0), ("newest", range.newest),
                    ("created", now),
                ] {
                    try database.execute(sql: "INSERT INTO meta VALUES (?, ?)", arguments: [key, value])
                }
                try database.execute(sql: "INSERT INTO meta VALUES ('topic', ?)", arguments: [settings.id])
                for partition in range.begin.indices {
                    try database.execute(
                        sql: "INSERT INTO head VALUES (?, ?, ?)",
                        arguments: [partition, range.begin[partition], range.next[partition]])
                }
                try database.execute(sql: "COMMIT")
                _ = try database.checkpoint(.truncate)
            }
            try queue.close()
        } catch { throw LogError.sqlite(error, "making", path: path) }
        try LogFolder.syncFile(temporary)
        if unsafe rename(temporary, path) != 0 { throw LogError.system("making", path: path, errno: errno) }
    }

    /// How files in the making begin; repairs remove them.
    static let temporaryPrefix = ".new-"

    /// Releases the file; safe to call twice.
    func close() throws(LogError) {
        do { try queue.close() } catch { throw LogError.sqlite(error, "closing", path: path) }
    }

    /// Bytes of the database, what is still in its write-ahead log included.
    func bytes() throws(LogError) -> Int64 {
        try perform("reading") { try Int64.fetchOne($0, sql: "PRAGMA page_count") ?? 0 } * Int64(Self.pageBytes)
    }

    // MARK: Reading

    /// The segment's range now.
    func range(partitions: Int32) throws(LogError) -> Range {
        try perform("reading") { try Self.range($0, partitions: partitions, path: self.path) }
    }

    private static func range(_ database: Database, partitions: Int32, path: String) throws -> Range {
        var range = Range(begin: [], next: [])
        let meta = try database.cachedStatement(sql: "SELECT name, value FROM meta WHERE name != 'topic'")
        let metaRows = try Row.fetchCursor(meta)
        while let row = try metaRows.next() {
            let value: Int64 = row[1]
            switch row[0] as String {
            case "format":
                if value != Int64(LogFolder.format) {
                    throw LogError(
                        .unsupportedVersion,
                        "\(path) has format \(value), this program knows \(LogFolder.format); use the version that wrote it"
                    )
                }
            case "sealed": range.isSealed = value != 0
            case "newest": range.newest = value
            case "created": range.created = value
            default: continue
            }
        }
        let heads = try Row.fetchCursor(
            try database.cachedStatement(sql: "SELECT begin, next FROM head ORDER BY partition"))
        while let row = try heads.next() {
            range.begin.append(row[0])
            range.next.append(row[1])
        }
        guard range.begin.count == Int(partitions) else {
            throw LogError(
                .damaged, "segment \(path) is damaged",
                reason: "\(range.begin.count) heads for \(partitions) partitions")
        }
        return range
    }

    /// The chunk that holds the first record at or after `offset`, decoded from there on; `nil` at the end. A chunk whose checksum is
    /// wrong is named with its last offset and no records.
    func read(
        _ partition: TopicPartition, from offset: Int64
    ) throws(LogError) -> (records: [LogRecord]?, first: Int64, last: Int64)? {
        try perform("reading") { database in
            let statement = try database.cachedStatement(
                sql: "SELECT first, last, sum, bytes FROM chunk WHERE partition = ? AND last >= ? ORDER BY last LIMIT 1"
            )
            let rows = try Row.fetchCursor(statement, arguments: [Int64(partition.partition.value), offset])
            guard let row = try rows.next() else { return nil }
            let first: Int64 = row[0]
            let last: Int64 = row[1]
            let sum: Int64 = row[2]
            let bytes: [UInt8] = try row.withUnsafeData(atIndex: 3) { data in data.map { [UInt8]($0) } ?? [] }
            guard Chunk.checksum(bytes) == sum else { return (nil, first, last) }
            return (Chunk.records(bytes, first: first, from: offset, of: partition), first, last)
        }
    }

    /// What a repair lost of a partition in this segment, ascending.
    func holes(_ partition: Partition) throws(LogError) -> [(first: Int64, last: Int64, reason: String)] {
        try perform("reading") { database in
            try Row.fetchAll(
                database, sql: "SELECT first, last, reason FROM hole WHERE partition = ? ORDER BY first",
                arguments: [Int64(partition.value)]
            ).map { ($0[0], $0[1], $0[2] ?? "") }
        }
    }

    /// Throws `damaged` unless SQLite finds its structure sound.
    func check() throws(LogError) {
        let answer = try perform("checking") { try String.fetchOne($0, sql: "PRAGMA quick_check(1)") }
        if answer != "ok" { throw LogError(.damaged, "segment \(path) is damaged", reason: answer) }
    }

    /// Every chunk in the order written; the body may throw to stop.
    func eachChunk(
        _ body: (_ partition: Int32, _ first: Int64, _ last: Int64, _ sum: Int64, _ bytes: [UInt8]) throws -> Void
    ) throws(LogError) {
        try perform("reading") { database in
            let rows = try Row.fetchCursor(
                try database.cachedStatement(sql: "SELECT partition, first, last, sum, bytes FROM chunk ORDER BY seq"))
            while let row = try rows.next() {
                try body(
                    row[0], row[1], row[2], row[3],
                    try row.withUnsafeData(atIndex: 4) { data in data.map { [UInt8]($0) } ?? [] })
            }
        }
    }

    // MARK: Writing, under the topic's append lock

    /// Runs the body in one synced transaction with the segment's range; `nil`, and nothing is written, if it is sealed.
    func append<Value>(
        partitions: Int32, _ body: (Database, inout Range) throws -> Value
    ) throws(LogError) -> Value? {
        try perform("appending to") { database in
            try database.execute(sql: "BEGIN IMMEDIATE")
            do {
                var range = try Self.range(database, partitions: partitions, path: self.path)
                if range.isSealed {
                    try database.execute(sql: "ROLLBACK")
                    return nil
                }
                let before = range
                let value = try body(database, &range)
                for partition in range.next.indices where range.next[partition] != before.next[partition] {
                    try database.cachedStatement(sql: "UPDATE head SET next = ? WHERE partition = ?").execute(
                        arguments: [range.next[partition], partition])
                }
                if range.newest != before.newest {
                    try database.cachedStatement(sql: "UPDATE meta SET value = ? WHERE name = 'newest'").execute(
                        arguments: [range.newest])
                }
                if range.isSealed { try database.execute(sql: "UPDATE meta SET value = 1 WHERE name = 'sealed'") }
                try database.execute(sql: "COMMIT")
                return value
            } catch {
                // SQLite has rolled back by itself after some errors (full disk); asking again is then no error of interest.
                if database.isInsideTransaction { try database.execute(sql: "ROLLBACK") }
                throw error
            }
        }
    }

    /// Adds a packed chunk; inside `append` only.
    static func insert(_ database: Database, partition: Int32, first: Int64, last: Int64, bytes: [UInt8]) throws {
        try database.cachedStatement(
            sql: "INSERT INTO chunk(partition, first, last, sum, bytes) VALUES (?, ?, ?, ?, ?)"
        )
        .execute(arguments: [partition, first, last, Chunk.checksum(bytes), Data(bytes)])
    }

    /// Notes lost offsets; inside `append` or `make` only.
    static func insertHole(_ database: Database, partition: Int, first: Int64, last: Int64, reason: String) throws {
        try database.execute(
            sql: "INSERT INTO hole VALUES (?, ?, ?, ?)", arguments: [partition, first, last, reason])
    }

    /// Empties the write-ahead log into the database if no reader is in the way.
    func checkpoint() throws(LogError) {
        try perform("checkpointing") { database in
            try database.execute(sql: "PRAGMA busy_timeout=0")
            defer {
                do { try database.execute(sql: "PRAGMA busy_timeout=10000") } catch {
                    assertionFailure("setting a timeout does no I/O: \(error)")
                }
            }
            do { _ = try database.checkpoint(.truncate) } catch let error as DatabaseError
                where error.resultCode == .SQLITE_BUSY || error.resultCode == .SQLITE_LOCKED
            {
                return
            }
        }
    }

    private func perform<Value>(_ what: String, _ body: (Database) throws -> Value) throws(LogError) -> Value {
        do { return try queue.inDatabase(body) } catch { throw LogError.sqlite(error, what, path: path) }
    }
}
