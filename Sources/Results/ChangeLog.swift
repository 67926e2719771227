import Events
import Foundation
import GRDB
import Glibc
import Synchronization

/// The change log of a sink folder: sealed segments `<first20>-<last20>.jsonl`, never touched again, and one open
/// segment `.open-e<epoch>-<first20>.jsonl` whose length the database knows.
///
/// The file is always ahead of the database: lines are appended and synced before the transaction that counts them.
/// What lies behind the counted length belongs to a batch that never was, and is cut off on opening. Each opening has a
/// higher epoch, which is part of the open file's name: a process that wakes up after it was replaced can only scribble
/// on its own orphan.
final class ChangeLog: Sendable {
    private let directory: String
    private let options: SinkOptions
    private let state = Mutex(State())

    private struct State {
        var descriptor: Int32 = -1
        var epoch = 0
    }

    /// The open segment as the database has it.
    struct Open {
        let id: Int64
        let epoch: Int
        let first: Int
        let last: Int
        let bytes: Int
    }

    init(directory: String, options: SinkOptions) {
        self.directory = directory
        self.options = options
    }

    deinit {
        let descriptor = state.withLock { $0.descriptor }
        if descriptor >= 0 { close(descriptor) }
    }

    // MARK: Names

    static func number(_ value: Int) -> String {
        let digits = String(value)
        return String(repeating: "0", count: max(0, 20 - digits.count)) + digits
    }

    static func openName(epoch: Int, first: Int) -> String { ".open-e\(epoch)-\(number(first)).jsonl" }
    static func sealedName(first: Int, last: Int) -> String { "\(number(first))-\(number(last)).jsonl" }

    static func open(_ db: Database) throws -> Open? {
        try Row.fetchOne(db, sql: "SELECT id, epoch, first, last, bytes FROM segment WHERE state = 'open'").map {
            Open(id: $0["id"], epoch: $0["epoch"], first: $0["first"], last: $0["last"], bytes: $0["bytes"])
        }
    }

    // MARK: Opening

    /// Cuts the open segment to the counted length, finishes renames, removes orphans, and starts a new epoch.
    func recover(_ database: DatabaseQueue) throws {
        try database.write { db in
            try self.finishSeals(db)
            let epoch = (try Int.fetchOne(db, sql: "SELECT v FROM meta WHERE k = 'epoch'") ?? 0) + 1
            try db.execute(sql: "INSERT OR REPLACE INTO meta VALUES('epoch', ?)", arguments: [String(epoch)])
            if let open = try Self.open(db) {
                let old = directory + "/" + (try openFile(open))
                guard let size = FileSystem.size(of: old), size >= open.bytes else {
                    throw ResultsError(
                        .damaged,
                        "\(old) is shorter than the database knows (\(open.bytes) bytes); make the folder anew with 'claimstream rebuild'")
                }
                try FileSystem.truncate(old, to: open.bytes)
                let new = directory + "/" + Self.openName(epoch: epoch, first: open.first)
                try FileSystem.rename(old, to: new)
                try FileSystem.syncFolder(directory)
                try db.execute(sql: "UPDATE segment SET epoch = ? WHERE id = ?", arguments: [epoch, open.id])
            }
            state.withLock { $0.epoch = epoch }
        }
        try removeOrphans(database)
    }

    /// Name of the open segment's file: the one the database knows, or, when a crash came between the renaming at an
    /// opening and its commit, the one with the highest epoch.
    private func openFile(_ open: Open) throws -> String {
        let known = Self.openName(epoch: open.epoch, first: open.first)
        if FileSystem.size(of: directory + "/" + known) != nil { return known }
        let suffix = "-\(Self.number(open.first)).jsonl"
        let names = try FileManager.default.contentsOfDirectory(atPath: directory)
            .filter { $0.hasPrefix(".open-e") && $0.hasSuffix(suffix) }
        return names.max { Self.epoch(of: $0) < Self.epoch(of: $1) } ?? known
    }

    private static func epoch(of name: String) -> Int {
        Int(name.dropFirst(".open-e".count).prefix { $0.isNumber }) ?? 0
    }

    /// Segments that the database calls sealed but that still have their open name.
    private func finishSeals(_ db: Database) throws {
        for row in try Row.fetchAll(db, sql: "SELECT id, epoch, first, last FROM segment WHERE state = 'sealed'") {
            try finishSeal(db, id: row["id"], epoch: row["epoch"], first: row["first"], last: row["last"])
        }
    }

    private func finishSeal(_ db: Database, id: Int64, epoch: Int, first: Int, last: Int) throws {
        let from = directory + "/" + Self.openName(epoch: epoch, first: first)
        let to = directory + "/" + Self.sealedName(first: first, last: last)
        if FileSystem.size(of: from) != nil { try FileSystem.rename(from, to: to) }
        options.hook(.afterSegmentRename)
        try FileSystem.syncFolder(directory)
        try db.execute(sql: "UPDATE segment SET state = 'published' WHERE id = ?", arguments: [id])
    }

    /// Open files that no row knows: left by a batch that never was, or by a process that was replaced.
    private func removeOrphans(_ database: DatabaseQueue) throws {
        let open = try database.read { try Self.open($0) }
        let known = open.map { Self.openName(epoch: $0.epoch, first: $0.first) }
        for name in try FileManager.default.contentsOfDirectory(atPath: directory)
        where name.hasPrefix(".open-") && name != known {
            try FileSystem.remove(directory + "/" + name)
        }
    }

    // MARK: Writing

    /// Appends lines within a batch's transaction, syncs them, and counts them in the database.
    func append(_ lines: [UInt8], count: Int, _ db: Database) throws {
        guard count > 0 else { return }
        options.hook(.beforeSegmentAppend)
        let last = try Int.fetchOne(db, sql: "SELECT max(last) FROM segment") ?? 0
        let open: Open
        if let current = try Self.open(db) {
            open = current
        } else {
            let epoch = state.withLock { $0.epoch }
            try db.execute(
                sql: "INSERT INTO segment(epoch, first, last, bytes, state) VALUES(?, ?, ?, 0, 'open')",
                arguments: [epoch, last + 1, last])
            open = Open(id: db.lastInsertedRowID, epoch: epoch, first: last + 1, last: last, bytes: 0)
        }
        let path = directory + "/" + Self.openName(epoch: open.epoch, first: open.first)
        let descriptor = try descriptor(for: path, isNew: open.bytes == 0)
        let half = lines.count / 2
        try FileSystem.append(Array(lines[..<half]), to: descriptor, path)
        options.hook(.insideSegmentAppend)
        try FileSystem.append(Array(lines[half...]), to: descriptor, path)
        options.hook(.afterSegmentAppend)
        guard fdatasync(descriptor) == 0 else { throw FileSystem.failure("sync", path) }
        if open.bytes == 0 { try FileSystem.syncFolder(directory) }
        try db.execute(
            sql: "UPDATE segment SET last = ?, bytes = ? WHERE id = ?",
            arguments: [open.last + count, open.bytes + lines.count, open.id])
    }

    private func descriptor(for path: String, isNew: Bool) throws(ResultsError) -> Int32 {
        try state.withLock { state throws(ResultsError) in
            if state.descriptor >= 0 { return state.descriptor }
            let flags = O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | (isNew ? O_TRUNC : 0)
            let descriptor = unsafe Glibc.open(path, flags, 0o640)
            guard descriptor >= 0 else { throw FileSystem.failure("open", path) }
            state.descriptor = descriptor
            return descriptor
        }
    }

    private func closeDescriptor() {
        state.withLock { state in
            if state.descriptor >= 0 { close(state.descriptor) }
            state.descriptor = -1
        }
    }

    /// After a transaction that was rolled back: the file goes back to what the database counts.
    func cutBack(_ db: Database) throws {
        closeDescriptor()
        guard let open = try Self.open(db) else {
            let epoch = state.withLock { $0.epoch }
            let last = try Int.fetchOne(db, sql: "SELECT max(last) FROM segment") ?? 0
            try FileSystem.remove(directory + "/" + Self.openName(epoch: epoch, first: last + 1))
            return
        }
        try FileSystem.truncate(directory + "/" + Self.openName(epoch: open.epoch, first: open.first), to: open.bytes)
    }

    /// Seals the open segment when it is full: first in the database, with its hash, then by renaming it.
    func sealIfFull(_ db: Database) throws {
        guard let open = try Self.open(db), open.bytes >= options.segmentBytes else { return }
        let path = directory + "/" + Self.openName(epoch: open.epoch, first: open.first)
        let hash = ContentHash.hexadecimal(ContentHash.sha256(try Data(contentsOf: URL(fileURLWithPath: path))))
        closeDescriptor()
        try db.inTransaction(.immediate) {
            try db.execute(
                sql: "UPDATE segment SET state = 'sealed', sha256 = ? WHERE id = ?", arguments: [hash, open.id])
            return .commit
        }
        options.hook(.afterSealCommit)
        try db.inTransaction(.immediate) {
            try finishSeal(db, id: open.id, epoch: open.epoch, first: open.first, last: open.last)
            return .commit
        }
    }
}
