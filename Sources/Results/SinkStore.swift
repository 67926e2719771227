import Events
import Evidence
import Foundation
import GRDB

/// One sink's folder: the state of every article and claim, the change log, the snapshot files.
///
/// **Recovery goes backwards.** The database is the truth. A batch first appends its lines to the open segment of the
/// change log and syncs them, then commits one SQLite transaction that holds state, positions and the segment's length;
/// on opening, the segment is cut to that length, and reading goes on at those positions. Snapshot files are a pure
/// function of one read transaction and can always be written anew.
///
/// One writer a folder, by a kernel lock. Calls block: use it from one thread outside Swift's pool.
package final class SinkStore: Sendable {
    let directory: String
    let options: SinkOptions
    let database: DatabaseQueue
    private let lock: FolderLock
    let changes: ChangeLog

    /// Opens the folder, makes it where it is missing, and repairs what a crash left behind.
    ///
    /// - Throws: `folderInUse`, `denied`, `storageFull`, `damaged` (naming `claimstream rebuild`), `unsupportedVersion`.
    package init(directory: String, options: SinkOptions) throws(ResultsError) {
        self.directory = directory
        self.options = options
        do {
            for folder in [directory, directory + "/changes"] {
                try FileManager.default.createDirectory(
                    atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o750])
            }
        } catch {
            throw ResultsError(.denied, "the folder \(directory) cannot be made; check the path and its permissions")
        }
        lock = try FolderLock(directory: directory)
        database = try SinkDatabase.open(directory + "/claimstream.db")
        changes = ChangeLog(directory: directory + "/changes", options: options)
        do {
            try changes.recover(database)
        } catch {
            throw SinkDatabase.failure(error, directory)
        }
    }

    /// Next offset to read of each partition of `enriched`; partitions never read are missing.
    package func positions() -> [Int32: Int64] {
        do {
            return try database.read { db in
                var positions: [Int32: Int64] = [:]
                for row in try Row.fetchAll(db, sql: "SELECT partition, next FROM position") {
                    positions[row["partition"]] = row["next"]
                }
                return positions
            }
        } catch {
            preconditionFailure("the database was open a moment ago: \(error)")
        }
    }

    /// Takes a batch in one transaction: the latest record of an article wins, everything else is ignored.
    ///
    /// - Throws: `storageFull` (nothing was taken; the same batch can be given again), `storage`, `damaged`, `otherLog`.
    package func apply(_ batch: SinkBatch) throws(ResultsError) -> ApplySummary {
        do {
            return try database.writeWithoutTransaction { db in
                var summary = ApplySummary(applied: 0, ignored: 0, changes: 0)
                do {
                    try db.inTransaction(.immediate) {
                        let transaction = try BatchTransaction(db, self)
                        summary = try transaction.apply(batch)
                        options.hook(.beforeCommit)
                        return .commit
                    }
                } catch {
                    try changes.cutBack(db)
                    throw error
                }
                options.hook(.afterCommit)
                try changes.sealIfFull(db)
                return summary
            }
        } catch let error as ResultsError {
            throw error
        } catch {
            throw SinkDatabase.failure(error, directory)
        }
    }

    /// Closes the database. The folder's lock goes with the last reference to this store.
    package func close() {
        do {
            try database.close()
        } catch {
            // Everything committed is on disk: a close that fails loses nothing.
        }
    }
}

/// Opening the database of a sink folder, and what its errors mean.
enum SinkDatabase {
    static func open(_ path: String) throws(ResultsError) -> DatabaseQueue {
        do {
            var configuration = Configuration()
            configuration.label = "claimstream.sink"
            configuration.prepareDatabase { db in
                try db.execute(sql: "PRAGMA journal_mode = WAL")
                try db.execute(sql: "PRAGMA synchronous = FULL")
                // A withdrawal leaves no text in freed pages.
                try db.execute(sql: "PRAGMA secure_delete = ON")
                try db.execute(sql: "PRAGMA cache_size = -65536")
            }
            let database = try DatabaseQueue(path: path, configuration: configuration)
            try database.write { db in
                let synchronous = try Int.fetchOne(db, sql: "PRAGMA synchronous")
                guard synchronous == 2 else { throw ResultsError(.storage, "\(path): SQLite does not sync fully") }
                let version = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
                if version == 0 {
                    try db.execute(sql: SinkSchema.sql)
                    try db.execute(sql: "PRAGMA user_version = \(SinkSchema.version)")
                } else if version > SinkSchema.version {
                    throw ResultsError(
                        .unsupportedVersion,
                        "\(path) was written by a newer version (schema \(version)); update claimstream")
                }
            }
            return database
        } catch let error as ResultsError {
            throw error
        } catch {
            throw failure(error, path)
        }
    }

    /// What an error of SQLite or of the file system means to the user.
    static func failure(_ error: any Error, _ path: String) -> ResultsError {
        if let error = error as? ResultsError { return error }
        guard let error = error as? DatabaseError else { return ResultsError(.storage, "\(path): \(error)") }
        switch error.resultCode {
        case .SQLITE_FULL: return ResultsError(.storageFull, "\(path): no space left; make room on the disk")
        case .SQLITE_CORRUPT, .SQLITE_NOTADB:
            return ResultsError(
                .damaged,
                "\(path) is damaged (\(error.message ?? "")); make the folder anew with 'claimstream rebuild'")
        case .SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_PERM:
            return ResultsError(.denied, "\(path) cannot be written; check the folder's permissions")
        default: return ResultsError(.storage, "\(path): \(error.message ?? error.description)")
        }
    }
}
