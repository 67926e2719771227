import Events
import Evidence
import Foundation
import GRDB
import Synchronization

/// One writer to one sink folder: folds batches into `claimstream.db` and the change log, and writes the snapshot files.
///
/// Holds the kernel's lock on the folder until `close()`. Its calls block and may come from any thread; they take turns. Every sink
/// that opens the folder raises `owner_epoch` in the database, and every transaction requires its own: where the lock was lost (its
/// file removed, or a file system without locks), the earlier sink stops at its next transaction instead of writing beside the new one.
package final class SinkStore: Sendable {
    package let directory: String
    let options: SinkOptions
    let files: FolderFiles
    let queue: DatabaseQueue
    private let lock: FolderLock
    private let epoch: Int
    private let state: Mutex<State>

    private struct State {
        var log: ChangeLog
        var corrections: Corrections
        var queries: Queries?
        /// Whether the write-ahead log may still hold pages with text that was withdrawn: at first, those of an earlier process.
        var hasOldPages = true
    }

    static let databaseName = "claimstream.db"

    /// Opens the folder, making it when it is missing, and repairs it backwards: the database is the truth, the change log's
    /// open segment is cut to it, left-over temporary files go.
    package init(directory: String, options: SinkOptions) throws(ResultsError) {
        self.directory = directory
        self.options = options
        files = FolderFiles(directory: directory)
        try FolderFiles.makeDirectory(directory)
        lock = try FolderLock(files)
        do throws(ResultsError) {
            if !files.exists(Self.databaseName), files.exists("CURRENT.json") || !files.names(in: "changes").isEmpty {
                throw ResultsError(
                    .damaged,
                    "the database \(files.path(Self.databaseName)) is missing beside the files made from it; make it anew with 'claimstream rebuild'"
                )
            }
            queue = try SinkSchema.open(files.path(Self.databaseName))
            var log = ChangeLog(files)
            var epoch = 0
            do {
                try queue.write { database in
                    epoch = (Int(try Self.meta("owner_epoch", database) ?? "") ?? 0) + 1
                    try Self.setMeta("owner_epoch", String(epoch), database)
                    try log.recover(database)
                }
            } catch { throw .wrapping(error, "opening", directory) }
            self.epoch = epoch
            state = Mutex(State(log: log, corrections: try Corrections(files)))
            for name in files.names(in: ".") where name.hasPrefix(".") && name.hasSuffix(".tmp") {
                try files.remove(name)
            }
            try checkPrivacy()
            try applyCorrections()
        } catch {
            lock.release()
            throw error
        }
    }

    /// Names and quotes are decided when a record comes in, so that one folder cannot have both.
    private func checkPrivacy() throws(ResultsError) {
        let own =
            "names=\(options.keepNames) quotes=\(!options.withholdQuotes) salt=\(ContentHash.id(prefix: "x", [options.salt]))"
        do {
            try queue.write { database in
                let stored = try Self.meta("privacy", database)
                guard stored == nil || stored == own else {
                    throw ResultsError(
                        .identityMismatch,
                        "the folder \(directory) was filled with other settings of names, quotes or salt; use the same ones, or a folder of its own"
                    )
                }
                try Self.setMeta("privacy", own, database)
            }
        } catch {
            throw .wrapping(error, "reading", directory)
        }
    }

    /// The log that the folder is filled from; nil before the first batch.
    package var identity: LogIdentity? {
        get throws(ResultsError) {
            do {
                return try queue.read { database in
                    guard let cluster = try Self.meta("cluster", database), let topic = try Self.meta("topic", database)
                    else {
                        return nil
                    }
                    return LogIdentity(cluster: cluster, topic: topic)
                }
            } catch {
                throw .wrapping(error, "reading", directory)
            }
        }
    }

    /// Next offset to read of every partition of `enriched` that the folder knows.
    package func positions() throws(ResultsError) -> [Int32: Int64] {
        do {
            return try queue.read { try Self.positions($0) }
        } catch {
            throw .wrapping(error, "reading", directory)
        }
    }

    /// Throws where another sink has opened the folder since this one did.
    private func checkOwner(_ database: Database) throws {
        let owner = Int(try Self.meta("owner_epoch", database) ?? "") ?? 0
        guard owner == epoch else {
            throw ResultsError(
                .fenced,
                "the folder \(directory) was taken over by another sink (owner \(owner), this one is \(epoch)); this one stops and has written nothing since"
            )
        }
    }

    static func positions(_ database: Database) throws -> [Int32: Int64] {
        var positions: [Int32: Int64] = [:]
        for row in try Row.fetchAll(database, sql: "SELECT partition, next FROM position") {
            positions[row[0]] = row[1]
        }
        return positions
    }

    static func meta(_ key: String, _ database: Database) throws -> String? {
        try String.fetchOne(database, sql: "SELECT v FROM meta WHERE k = ?", arguments: [key])
    }

    static func setMeta(_ key: String, _ value: String, _ database: Database) throws {
        try database.execute(sql: "INSERT OR REPLACE INTO meta(k, v) VALUES (?, ?)", arguments: [key, value])
    }

    // MARK: Batches

    /// Folds a batch in: state, positions and the change log's length in one transaction, after the change log is synced.
    ///
    /// Of an article's records the one with the highest (origin offset, engine ordinal) counts, whatever their order.
    package func apply(_ batch: SinkBatch) throws(ResultsError) -> ApplySummary {
        try transaction(batch) { database throws in
            try self.checkIdentity(batch.identity, database)
            for (partition, next) in batch.positions {
                try database.execute(
                    sql:
                        "INSERT INTO position(partition, next) VALUES (?1, ?2) ON CONFLICT(partition) DO UPDATE SET next = max(next, ?2)",
                    arguments: [partition, next])
            }
            if let best = batch.articles.map(\.enriched.engine).max(by: { $0.ordinal < $1.ordinal }) {
                if best.ordinal >= Int64(try Self.meta("ordinal", database) ?? "") ?? Int64.min {
                    try Self.setMeta("ordinal", String(best.ordinal), database)
                    try Self.setMeta("engine", best.version, database)
                    try Self.setMeta("lexicon", best.lexicon, database)
                }
            }
        }
    }

    private func checkIdentity(_ identity: LogIdentity, _ database: Database) throws {
        let stored = (try Self.meta("cluster", database), try Self.meta("topic", database))
        if let cluster = stored.0, let topic = stored.1 {
            guard cluster == identity.cluster, topic == identity.topic else {
                throw ResultsError(
                    .identityMismatch,
                    "the folder \(directory) was filled from another log (cluster \(cluster), topic \(topic)); give this log a folder of its own, or make this one anew with 'claimstream rebuild'"
                )
            }
        } else {
            try Self.setMeta("cluster", identity.cluster, database)
            try Self.setMeta("topic", identity.topic, database)
        }
    }

    private func transaction(
        _ batch: SinkBatch, touching: [Int64] = [], _ prepare: (Database) throws -> Void
    ) throws(ResultsError) -> ApplySummary {
        do {
            return try state.withLock { state in
                var summary = ApplySummary()
                let at = Self.now()
                try queue.inTransaction(.immediate) { database in
                    try self.checkOwner(database)
                    try prepare(database)
                    let queries = try state.queries ?? Queries(database)
                    state.queries = queries
                    var fold = try BatchFold(queries, options: self.options, corrections: state.corrections.pairs)
                    fold.touch(touching)
                    let lines = try fold.fold(batch.articles)
                    summary = fold.summary
                    if summary.applied > 0 || !touching.isEmpty {
                        try Self.setMeta("dirty", "1", database)
                    }
                    if !lines.isEmpty {
                        let last = Int(try Self.meta("seq", database) ?? "") ?? 0
                        var writer = JSONWriter(capacity: lines.count * 512)
                        for (index, line) in lines.enumerated() {
                            var line = line
                            line.seq = last + index + 1
                            line.at = at
                            line.writeJSON(to: &writer)
                            writer.newline()
                        }
                        try Self.setMeta("seq", String(last + lines.count), database)
                        try state.log.append(
                            writer.bytes, first: last + 1, last: last + lines.count, database, hook: self.options.hook)
                    }
                    self.options.hook(.beforeCommit)
                    return .commit
                }
                options.hook(.afterCommit)
                if summary.withdrawn > 0 { state.hasOldPages = true }
                try state.log.sealIfLong(options.segmentBytes, queue, checkOwner: checkOwner, hook: options.hook)
                return summary
            }
        } catch {
            throw .wrapping(error, "writing", directory)
        }
    }

    static func now() -> String {
        Date().formatted(
            .iso8601.year().month().day().time(includingFractionalSeconds: false).timeZone(separator: .omitted))
    }

    // MARK: Corrections

    /// Looks whether the corrections file has changed since it was last read and applies it where it has: cheap enough to ask often.
    ///
    /// - Returns: whether anything was applied.
    /// - Throws: where a line cannot be read; what was applied before stays in force.
    @discardableResult package func refreshCorrections() throws(ResultsError) -> Bool {
        let known = state.withLock { $0.corrections.stamp }
        guard Corrections.stamp(files) != known else { return false }
        let corrections = try Corrections(files)
        state.withLock { $0.corrections = corrections }
        try applyCorrections()
        return true
    }

    /// Looks anew at every article that the corrections name, where they are not those of the last time.
    private func applyCorrections() throws(ResultsError) {
        let text = state.withLock { $0.corrections.text }
        var numbers: [Int64] = []
        do {
            let stored = try queue.read { try Self.meta("corrections", $0) } ?? ""
            guard stored != text else { return }
            let names = Set((stored + "\n" + text).split { $0 == "\n" || $0 == " " }.map(String.init))
            numbers = try queue.read { database in
                try names.compactMap {
                    try Int64.fetchOne(database, sql: "SELECT n FROM article WHERE id = ?", arguments: [$0])
                }
            }
        } catch {
            throw .wrapping(error, "reading", directory)
        }
        _ = try transaction(SinkBatch(identity: LogIdentity(cluster: "", topic: "")), touching: numbers) { database in
            try Self.setMeta("corrections", text, database)
        }
    }

    // MARK: Snapshots

    /// Writes the snapshot files of the state as it is; nothing where it has not changed since the last ones.
    package func writeSnapshot() throws(ResultsError) -> SnapshotSummary {
        do {
            return try state.withLock { state in
                let summary = try SnapshotWriter(
                    files: files, queue: queue, options: options, checkOwner: checkOwner
                ).write()
                if state.hasOldPages { state.hasOldPages = try !emptyWriteAheadLog() }
                return summary
            }
        } catch {
            throw .wrapping(error, "writing the snapshot of", directory)
        }
    }

    /// Moves all pages of the write-ahead log into the database and cuts it, unless a reader holds it open just now.
    private func emptyWriteAheadLog() throws -> Bool {
        try queue.writeWithoutTransaction { database in
            try database.execute(sql: "PRAGMA busy_timeout=0")
            let isBusy = try Int.fetchOne(database, sql: "PRAGMA wal_checkpoint(TRUNCATE)")
            try database.execute(sql: "PRAGMA busy_timeout=10000")
            return isBusy == 0
        }
    }

    /// Gives the folder free. Nothing may be called after it.
    package func close() {
        state.withLock { state in
            state.log.close()
            state.queries = nil
        }
        do {
            try queue.close()
        } catch {
            // Everything was committed; the file closes with the process.
        }
        lock.release()
    }
}
