package import Events
import Foundation
import GRDB

/// Reads a sink folder: the snapshot files of one generation, and the change log up to what was committed. Takes no lock.
package struct ResultsReader: Sendable {
    private let files: FolderFiles

    /// - Throws: `ResultsError` with code `empty` where there is no folder.
    package init(directory: String) throws(ResultsError) {
        files = FolderFiles(directory: directory)
        guard files.exists(".") else { throw ResultsError(.empty, "there is no folder \(directory)") }
    }

    /// The generation that is whole now.
    package func current() throws(ResultsError) -> CurrentGeneration { try Self.current(files) }

    static func current(_ files: FolderFiles) throws(ResultsError) -> CurrentGeneration {
        guard files.exists("CURRENT.json") else {
            throw ResultsError(.empty, "nothing has been written to \(files.directory) yet")
        }
        return try decode(try files.read("CURRENT.json")[...], files.path("CURRENT.json"))
    }

    package func claims() throws(ResultsError) -> [AggregatedClaim] { try rows("claims.jsonl") }
    package func drugs() throws(ResultsError) -> [DrugSummary] { try rows("drugs.jsonl") }
    package func articles() throws(ResultsError) -> [ArticleSummary] { try rows("articles.jsonl") }
    package func stories() throws(ResultsError) -> [StorySummary] { try rows("stories.jsonl") }
    package func works() throws(ResultsError) -> [WorkSummary] { try rows("works.jsonl") }
    package func cases() throws(ResultsError) -> [CaseRecord] { try rows("cases.jsonl") }
    package func contradictions() throws(ResultsError) -> [Contradiction] { try rows("contradictions.jsonl") }
    package func doseChecks() throws(ResultsError) -> [DoseCheck] { try rows("dose-checks.jsonl") }

    /// Reads a file of the current generation; where a new one appears meanwhile, reads again.
    private func rows<Row: Decodable>(_ name: String) throws(ResultsError) -> [Row] {
        for _ in 0..<100 {
            let before = try current()
            let bytes = try files.read(name)
            if before.files[name] == ContentHash.hexadecimal(ContentHash.sha256(bytes)) {
                return try Self.lines(bytes, files.path(name))
            }
            if before.generation == (try current()).generation {
                // Between the renames of a generation and its CURRENT.json: wait for the writer.
                usleep(20_000)
            }
        }
        throw ResultsError(.damaged, "\(files.path(name)) is not the file that CURRENT.json names; see 'claimstream verify'")
    }

    private static func lines<Row: Decodable>(_ bytes: [UInt8], _ path: String) throws(ResultsError) -> [Row] {
        var rows: [Row] = []
        for line in bytes.split(separator: UInt8(ascii: "\n")) { rows.append(try decode(line, path)) }
        return rows
    }

    private static func decode<Row: Decodable>(_ line: ArraySlice<UInt8>, _ path: String) throws(ResultsError) -> Row {
        do {
            return try JSONDecoder().decode(Row.self, from: Data(line))
        } catch {
            throw ResultsError(.damaged, "\(path) holds a line that does not read: \(error)")
        }
    }

    // MARK: Changes

    /// Sequence number of the last committed change; 0 before the first.
    package func lastChange() throws(ResultsError) -> Int { try segments().map(\.last).max() ?? 0 }

    /// Committed changes from a sequence number on, at most `limit` lines and whole segments' worth of reading at a time.
    package func changes(from seq: Int, limit: Int = 10_000) throws(ResultsError) -> [ChangeLine] {
        var lines: [ChangeLine] = []
        for segment in try segments() where segment.last >= seq && lines.count < limit {
            // A segment may be sealed between the look at the database and the reading.
            let name = files.exists(segment.name) ? segment.name : ChangeLog.sealedName(first: segment.first, last: segment.last)
            let bytes = try files.read(name).prefix(segment.bytes)
            for line in bytes.split(separator: UInt8(ascii: "\n")) {
                let change: ChangeLine = try Self.decode(line, files.path(name))
                if change.seq >= seq { lines.append(change) }
                if lines.count >= limit { break }
            }
        }
        return lines
    }

    struct Segment { var first: Int, last: Int, bytes: Int, name: String, sha256: String?, isSealed: Bool }

    func segments() throws(ResultsError) -> [Segment] {
        do {
            return try SinkFolder.readOnly(files) { database in
                try Row.fetchAll(database, sql: "SELECT first, last, bytes, name, sha256, state FROM segment ORDER BY first").map {
                    Segment(
                        first: $0[0], last: $0[1], bytes: $0[2], name: $0[3], sha256: $0[4],
                        isSealed: ($0[5] as String) == "sealed")
                }
            }
        } catch {
            throw .wrapping(error, "reading", files.path(SinkStore.databaseName))
        }
    }
}
