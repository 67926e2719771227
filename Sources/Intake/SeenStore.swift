import GRDB

/// What a publisher has already published: the last revision of every article, and the files it came from.
///
/// One SQLite file, bound to one log: a log with another identity starts with an empty memory, since nothing is in it
/// yet. A row is written only after the log has acknowledged the record; a crash in between publishes that revision
/// once more, which the rule "the latest record of an article wins" makes harmless.
package final class SeenStore: Sendable {
    private let database: DatabaseQueue
    private let log: String

    /// A local file as it was when it was last read.
    package struct FileMark: Equatable, Sendable {
        package var size: Int64
        /// Nanoseconds since 1970.
        package var modified: Int64
        package var inode: Int64

        package init(size: Int64, modified: Int64, inode: Int64) {
            self.size = size
            self.modified = modified
            self.inode = inode
        }
    }

    /// Something of the network that need not be looked at again while it stays as it is.
    package enum Mark: Equatable, Sendable {
        /// A page, by the address that was asked for.
        case page(url: String, PageValidators)
        /// An item of a feed that is settled: its page was read, or it never will be.
        case item(feed: String, key: String, mark: String)
    }

    /// Opens or makes the store.
    ///
    /// - Parameter log: identity of the log (cluster and topic): the memory of another log is not used.
    /// - Throws: `IntakeError` naming the file.
    package init(path: String, log: String) throws(IntakeError) {
        self.log = log
        do {
            var configuration = Configuration()
            configuration.busyMode = .timeout(30)
            configuration.prepareDatabase { db in
                try db.execute(sql: "PRAGMA journal_mode = WAL")
                try db.execute(sql: "PRAGMA synchronous = FULL")
            }
            database = try DatabaseQueue(path: path, configuration: configuration)
            try database.write { db in
                try db.execute(
                    sql: """
                        CREATE TABLE IF NOT EXISTS article(log TEXT, id TEXT, revision TEXT, source TEXT,
                          PRIMARY KEY(log, id)) WITHOUT ROWID;
                        CREATE INDEX IF NOT EXISTS article_source ON article(log, source);
                        CREATE TABLE IF NOT EXISTS file(log TEXT, path TEXT, size INTEGER, modified INTEGER, inode INTEGER,
                          PRIMARY KEY(log, path)) WITHOUT ROWID;
                        CREATE TABLE IF NOT EXISTS rejected_file(log TEXT, path TEXT, size INTEGER, modified INTEGER,
                          inode INTEGER, PRIMARY KEY(log, path)) WITHOUT ROWID;
                        CREATE TABLE IF NOT EXISTS letter(log TEXT, source TEXT, id TEXT, PRIMARY KEY(log, source, id))
                          WITHOUT ROWID;
                        CREATE TABLE IF NOT EXISTS page(log TEXT, url TEXT, etag TEXT, last_modified TEXT,
                          PRIMARY KEY(log, url)) WITHOUT ROWID;
                        CREATE TABLE IF NOT EXISTS item(log TEXT, feed TEXT, key TEXT, mark TEXT,
                          PRIMARY KEY(log, feed, key)) WITHOUT ROWID;
                        """)
            }
        } catch {
            if Self.isFull(error) { throw Self.full(path) }
            throw IntakeError(
                path: path,
                message:
                    "the publisher's memory cannot be opened (\(error)); check the folder, or delete the file to publish all anew"
            )
        }
    }

    /// The revision last published of an article; nil for a new one.
    package func revision(of article: String) throws(IntakeError) -> String? {
        try read { db in
            try String.fetchOne(
                db, sql: "SELECT revision FROM article WHERE log = ? AND id = ?", arguments: [self.log, article])
        }
    }

    /// The articles last published from a source, sorted.
    package func articles(from source: String) throws(IntakeError) -> [String] {
        try read { db in
            try String.fetchAll(
                db, sql: "SELECT id FROM article WHERE log = ? AND source = ? ORDER BY id",
                arguments: [self.log, source])
        }
    }

    /// The file as it was when it was last published whole, nothing of it rejected.
    package func mark(ofFile path: String) throws(IntakeError) -> FileMark? { try mark("file", path) }

    /// The file as it was when it was last published but for what was rejected of it.
    package func rejectedMark(ofFile path: String) throws(IntakeError) -> FileMark? { try mark("rejected_file", path) }

    private func mark(_ table: String, _ path: String) throws(IntakeError) -> FileMark? {
        try read { db in
            try Row.fetchOne(
                db, sql: "SELECT size, modified, inode FROM \(table) WHERE log = ? AND path = ?",
                arguments: [self.log, path]
            ).map { FileMark(size: $0["size"], modified: $0["modified"], inode: $0["inode"]) }
        }
    }

    /// What a server said of a page when it was last read; empty for one never read.
    package func validators(of url: String) throws(IntakeError) -> PageValidators {
        try read { db in
            try Row.fetchOne(
                db, sql: "SELECT etag, last_modified FROM page WHERE log = ? AND url = ?", arguments: [self.log, url]
            ).map { PageValidators(etag: $0["etag"], lastModified: $0["last_modified"]) } ?? PageValidators()
        }
    }

    /// The settled items of a feed: key and mark.
    package func items(of feed: String) throws(IntakeError) -> [String: String] {
        try read { db in
            let rows = try Row.fetchAll(
                db, sql: "SELECT key, mark FROM item WHERE log = ? AND feed = ?", arguments: [self.log, feed])
            return Dictionary(rows.map { ($0["key"], $0["mark"]) }) { $1 }
        }
    }

    /// Forgets settled items that a feed no longer holds, so that the memory does not grow without end.
    package func forgetItems(of feed: String, except kept: Set<String>) throws(IntakeError) {
        let gone = try items(of: feed).keys.filter { !kept.contains($0) }
        do {
            try database.write { db in
                for key in gone {
                    try db.execute(
                        sql: "DELETE FROM item WHERE log = ? AND feed = ? AND key = ?", arguments: [log, feed, key])
                }
            }
        } catch {
            throw failure(error)
        }
    }

    /// Remembers what was acknowledged, all or nothing.
    ///
    /// - Parameter isPartlyRejected: the files' articles are published, but something in them is no article.
    package func record(
        articles: [(id: String, revision: String, source: String)], files: [(path: String, mark: FileMark)] = [],
        isPartlyRejected: Bool = false, marks: [Mark] = []
    ) throws(IntakeError) {
        do {
            try database.write { db in
                for article in articles {
                    try db.execute(
                        sql: "INSERT OR REPLACE INTO article VALUES(?, ?, ?, ?)",
                        arguments: [log, article.id, article.revision, article.source])
                }
                let table = isPartlyRejected ? "rejected_file" : "file"
                for file in files {
                    try db.execute(
                        sql: "INSERT OR REPLACE INTO \(table) VALUES(?, ?, ?, ?, ?)",
                        arguments: [log, file.path, file.mark.size, file.mark.modified, file.mark.inode])
                }
                for mark in marks { try write(mark, db) }
            }
        } catch {
            throw failure(error)
        }
    }

    private func write(_ mark: Mark, _ db: Database) throws {
        switch mark {
        case .page(let url, let validators):
            try db.execute(
                sql: "INSERT OR REPLACE INTO page VALUES(?, ?, ?, ?)",
                arguments: [log, url, validators.etag, validators.lastModified])
        case .item(let feed, let key, let mark):
            try db.execute(
                sql: "INSERT OR REPLACE INTO item VALUES(?, ?, ?, ?)", arguments: [log, feed, key, mark])
        }
    }

    /// The dead letters that a source's last reading left behind.
    package func letters(from source: String) throws(IntakeError) -> Set<String> {
        try read { db in
            try String.fetchSet(
                db, sql: "SELECT id FROM letter WHERE log = ? AND source = ?", arguments: [self.log, source])
        }
    }

    /// Remembers them instead of those of the reading before.
    package func record(letters: Set<String>, from source: String) throws(IntakeError) {
        do {
            try database.write { db in
                try db.execute(
                    sql: "DELETE FROM letter WHERE log = ? AND source = ?", arguments: [log, source])
                for id in letters {
                    try db.execute(sql: "INSERT INTO letter VALUES(?, ?, ?)", arguments: [log, source, id])
                }
            }
        } catch {
            throw failure(error)
        }
    }

    private func read<T: Sendable>(_ body: @Sendable (Database) throws -> T) throws(IntakeError) -> T {
        do {
            return try database.read(body)
        } catch {
            throw failure(error)
        }
    }

    private func failure(_ error: any Error) -> IntakeError {
        if Self.isFull(error) { return Self.full(database.path) }
        return IntakeError(path: database.path, message: "the publisher's memory cannot be used: \(error)")
    }

    /// No space left: said plainly, or by the file that readers of a write-ahead log share, which could not grow.
    private static func isFull(_ error: any Error) -> Bool {
        guard let error = error as? DatabaseError else { return false }
        return error.resultCode == .SQLITE_FULL || error.extendedResultCode == .SQLITE_IOERR_SHMSIZE
    }

    private static func full(_ path: String) -> IntakeError {
        IntakeError(
            path: path, message: "the publisher's memory cannot be written: no space left; free some and it goes on",
            isRetriable: true)
    }
}
