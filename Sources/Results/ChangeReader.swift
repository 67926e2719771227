import Foundation
import GRDB

/// Reads the change log of a folder in order, across sealed segments and the open one, exactly once.
///
/// Of the open segment only what the database counts is handed out: what lies behind may be cut off.
package final class ChangeReader {
    private let directory: String
    private let database: DatabaseQueue
    /// Sequence number of the next line to hand out.
    package private(set) var next: Int

    /// - Throws: `empty` where no sink has written yet.
    package init(directory: String, next: Int = 1) throws(ResultsError) {
        self.directory = directory
        self.next = next
        guard FolderFiles(directory: directory).exists("claimstream.db") else {
            throw ResultsError(
                .empty,
                "\(directory) is no sink folder: run 'claimstream sink --output \(directory)' first")
        }
        do {
            var configuration = Configuration()
            configuration.readonly = true
            configuration.busyMode = .timeout(10)
            database = try DatabaseQueue(path: directory + "/claimstream.db", configuration: configuration)
        } catch {
            throw .wrapping(error, "reading", directory)
        }
    }

    /// Goes on at that line; lines before it are not handed out.
    package func skip(to number: Int) { next = max(1, number) }

    /// Number of the last line written.
    package func last() throws(ResultsError) -> Int {
        do {
            return try database.read { db in try Int.fetchOne(db, sql: "SELECT max(last) FROM segment") ?? 0 }
        } catch {
            throw .wrapping(error, "reading", directory)
        }
    }

    /// The lines written since the last call, at most about `limit` bytes of them; empty when there are none.
    package func read(limit: Int = 4 << 20) throws(ResultsError) -> [String] {
        do {
            let segment = try database.read { db in
                try Row.fetchOne(
                    db, sql: "SELECT first, last, bytes, state FROM segment WHERE last >= ? ORDER BY first LIMIT 1",
                    arguments: [next])
            }
            guard let segment else { return [] }
            let (first, last): (Int, Int) = (segment["first"], segment["last"])
            guard let data = try content(segment, first: first, last: last) else { return [] }
            let lines = data.split(separator: UInt8(ascii: "\n"))
            guard lines.count == last - first + 1 else {
                throw ResultsError(
                    .damaged, "the change log \(first)-\(last) holds \(lines.count) lines; run 'claimstream verify'")
            }
            var taken: [String] = []
            var bytes = 0
            for line in lines[max(0, next - first)...] where bytes < limit {
                taken.append(String(decoding: line, as: UTF8.self))
                bytes += line.count
            }
            next = max(next, first) + taken.count
            return taken
        } catch {
            throw .wrapping(error, "reading", directory)
        }
    }

    /// The counted bytes of a segment; nil when its file was renamed between look and read: the next call finds it.
    private func content(_ segment: Row, first: Int, last: Int) throws -> Data? {
        let files = FolderFiles(directory: directory)
        let names = [ChangeLog.sealedName(first: first, last: last), ChangeLog.openName(first: first)]
        for name in names where files.exists(name) {
            let bytes: Int = segment["bytes"]
            let data = try Data(contentsOf: URL(fileURLWithPath: files.path(name)))
            guard data.count >= bytes else { continue }
            return data.prefix(bytes)
        }
        return nil
    }
}
