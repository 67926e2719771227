import Events
import Foundation
import GRDB

/// The open segment of the change log. The database is the truth about its length: what lies behind it was never committed.
///
/// `changes/.open-<first>.jsonl` is appended to and synced before the transaction that records its length; a full one is
/// sealed in the database first (`state` sealed, with its final name and SHA-256), then renamed.
struct ChangeLog {
    let files: FolderFiles
    private var descriptor: Int32?
    private var openFirst = 0

    init(_ files: FolderFiles) { self.files = files }

    /// A segment as the database lists it.
    struct Segment { var first: Int, last: Int, bytes: Int, name: String, sha256: String?, isSealed: Bool }

    static func segments(_ files: FolderFiles) throws -> [Segment] {
        try SinkFolder.readOnly(files) { database in
            try Row.fetchAll(
                database, sql: "SELECT first, last, bytes, name, sha256, state FROM segment ORDER BY first"
            ).map {
                Segment(
                    first: $0[0], last: $0[1], bytes: $0[2], name: $0[3], sha256: $0[4],
                    isSealed: ($0[5] as String) == "sealed")
            }
        }
    }

    static func openName(first: Int) -> String { "changes/.open-\(padded(first)).jsonl" }
    static func sealedName(first: Int, last: Int) -> String { "changes/\(padded(first))-\(padded(last)).jsonl" }

    private static func padded(_ number: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: 20 - digits.utf8.count) + digits
    }

    /// Cuts the open segment to the length that the database has, finishes renames and removes segments of no transaction.
    mutating func recover(_ database: Database) throws {
        try FolderFiles.makeDirectory(files.path("changes"))
        var known: Set<String> = []
        for row in try Row.fetchAll(database, sql: "SELECT first, last, bytes, name, state FROM segment ORDER BY first")
        {
            let (first, bytes, name): (Int, Int, String) = (row[0], row[2], row[3])
            let open = Self.openName(first: first)
            let isSealed = (row[4] as String) == "sealed"
            if isSealed, !files.exists(name), files.exists(open) {
                try cut(open, to: bytes)
                try files.rename(open, to: name)
                try files.syncFolder("changes")
            }
            let current = isSealed ? name : open
            guard files.exists(current) else {
                throw ResultsError(
                    .damaged,
                    "the change log's segment \(files.path(current)) is missing; make the folder anew with 'claimstream rebuild'"
                )
            }
            if !isSealed { try cut(open, to: bytes) }
            known.insert(current)
        }
        for name in files.names(in: "changes") where name.hasPrefix(".open-") && !known.contains("changes/" + name) {
            try files.remove("changes/" + name)
        }
    }

    private func cut(_ name: String, to bytes: Int) throws(ResultsError) {
        var status = stat()
        guard unsafe stat(files.path(name), &status) == 0 else {
            throw .system("reading", files.path(name), errno: errno)
        }
        guard status.st_size >= bytes else {
            throw ResultsError(
                .damaged,
                "the change log's segment \(files.path(name)) is shorter (\(status.st_size) bytes) than what was committed (\(bytes)); make the folder anew with 'claimstream rebuild'"
            )
        }
        if status.st_size > bytes, unsafe truncate(files.path(name), bytes) != 0 {
            throw .system("cutting", files.path(name), errno: errno)
        }
    }

    /// Appends lines inside the batch's transaction: synced here, recorded in `segment`, committed by the caller.
    mutating func append(
        _ lines: [UInt8], first: Int, last: Int, _ database: Database, hook: (CrashPoint) -> Void
    ) throws {
        let row = try Row.fetchOne(database, sql: "SELECT first, bytes FROM segment WHERE state = 'open'")
        let segmentFirst: Int = row?[0] ?? first
        let before: Int = row?[1] ?? 0
        let name = Self.openName(first: segmentFirst)
        let path = files.path(name)
        if descriptor == nil || openFirst != segmentFirst {
            close()
            let opened = unsafe open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o644)
            guard opened >= 0 else { throw ResultsError.system("opening", path, errno: errno) }
            descriptor = opened
            openFirst = segmentFirst
            if row == nil { try files.syncFolder("changes") }
        }
        guard let descriptor else { return }
        hook(.beforeAppend)
        // A batch that was rolled back may have left bytes behind.
        guard ftruncate(descriptor, before) == 0, lseek(descriptor, before, SEEK_SET) == before else {
            throw ResultsError.system("cutting", path, errno: errno)
        }
        try FolderFiles.writeAll(descriptor, lines.prefix(lines.count / 2), path)
        hook(.insideAppend)
        try FolderFiles.writeAll(descriptor, lines.dropFirst(lines.count / 2), path)
        hook(.beforeSync)
        guard fdatasync(descriptor) == 0 else { throw ResultsError.system("syncing", path, errno: errno) }
        try database.execute(
            sql: "INSERT OR REPLACE INTO segment(first, last, bytes, name, state) VALUES (?, ?, ?, ?, 'open')",
            arguments: [segmentFirst, last, before + lines.count, name])
    }

    /// Seals the open segment if it is long enough: in the database, then by renaming it.
    mutating func sealIfLong(
        _ limit: Int, _ queue: DatabaseQueue, checkOwner: (Database) throws -> Void, hook: (CrashPoint) -> Void
    ) throws {
        let row = try queue.read {
            try Row.fetchOne($0, sql: "SELECT first, last, bytes FROM segment WHERE state = 'open'")
        }
        guard let row, (row[2] as Int) >= limit else { return }
        let (first, last, bytes): (Int, Int, Int) = (row[0], row[1], row[2])
        let open = Self.openName(first: first)
        let name = Self.sealedName(first: first, last: last)
        let hash = ContentHash.hexadecimal(ContentHash.sha256(try files.read(open).prefix(bytes)))
        try queue.write { database in
            try checkOwner(database)
            try database.execute(
                sql: "UPDATE segment SET state = 'sealed', name = ?, sha256 = ? WHERE first = ?",
                arguments: [name, hash, first])
        }
        close()
        hook(.beforeSealRename)
        try files.rename(open, to: name)
        hook(.afterSealRename)
        try files.syncFolder("changes")
    }

    mutating func close() {
        if let descriptor { Foundation.close(descriptor) }
        descriptor = nil
    }
}
