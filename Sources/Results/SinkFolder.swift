import Events
import Evidence
import Foundation
import GRDB

/// What can be done with a sink folder from outside: check it, compare two, copy one.
package enum SinkFolder {
    /// Something wrong with a folder, and what to do about it.
    package struct Finding: Hashable, Sendable, CustomStringConvertible {
        package var file: String
        package var problem: String
        package var remedy: String

        package var description: String { "\(file): \(problem); \(remedy)" }
    }

    private static let rebuild = "make the folder anew with 'claimstream rebuild'"

    /// Opens the database for reading beside a writer.
    static func readOnly<T>(_ files: FolderFiles, _ body: (Database) throws -> T) throws -> T {
        guard files.exists(SinkStore.databaseName) else {
            throw ResultsError(.damaged, "the database \(files.path(SinkStore.databaseName)) is missing; \(rebuild)")
        }
        var configuration = Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(10)
        let queue = try DatabaseQueue(path: files.path(SinkStore.databaseName), configuration: configuration)
        return try queue.read(body)
    }

    /// Checks everything that can be checked without the log: the database, the change log's segments, the snapshot files and a
    /// recount of every claim. Empty where all is well.
    package static func verify(_ directory: String) -> [Finding] {
        let files = FolderFiles(directory: directory)
        var findings: [Finding] = []
        do {
            try readOnly(files) { database in
                for line in try String.fetchAll(database, sql: "PRAGMA integrity_check(5)") where line != "ok" {
                    findings.append(Finding(file: SinkStore.databaseName, problem: line, remedy: rebuild))
                }
                guard findings.isEmpty else { return }
                findings += try recount(database)
            }
            findings += try segments(files)
            if let current = try ResultsReader.current(in: directory) { findings += try snapshot(current, files) }
        } catch {
            findings.append(
                Finding(
                    file: SinkStore.databaseName,
                    problem: ResultsError.wrapping(error, "reading", directory).description,
                    remedy: rebuild))
        }
        return findings
    }

    /// The counts that are kept up to date against those of all statements.
    private static func recount(_ database: Database) throws -> [Finding] {
        var findings: [Finding] = []
        let queries = try Queries(database)
        var seen = 0
        let columns = SinkSchema.countColumns.joined(separator: ", ")
        let select = try queries("SELECT predicate, \(columns) FROM claim WHERE id = ?")
        try ClaimPass(queries).forEach(evidence: false) { claim, hash, _, _ in
            seen += 1
            let recounted = ClaimCounts(claim)
            let stored = try select.begin().bind(hash: hash).one { row in
                (
                    predicate: row.text(0),
                    counts: ClaimCounts(values: (0..<ClaimCounts.width).map { row.int(Int32(1 + $0)) })
                )
            }
            if stored?.counts != recounted || stored?.predicate != claim.predicate, findings.count < 20 {
                findings.append(
                    Finding(
                        file: SinkStore.databaseName,
                        problem:
                            "claim \(ClaimKey.id(hash)) is counted \(stored?.counts.values ?? []), a recount gives \(recounted.values)",
                        remedy: rebuild))
            }
        }
        let listed = try queries("SELECT count(*) FROM claim").begin().one { $0.int(0) } ?? 0
        if seen != listed {
            findings.append(
                Finding(
                    file: SinkStore.databaseName, problem: "\(listed) claims are listed, \(seen) have statements",
                    remedy: rebuild))
        }
        return findings
    }

    private static func segments(_ files: FolderFiles) throws -> [Finding] {
        var findings: [Finding] = []
        var next = 1
        for segment in try ChangeLog.segments(files) {
            let range = "changes \(segment.first) to \(segment.last)"
            if segment.first != next {
                findings.append(
                    Finding(
                        file: segment.name, problem: "changes \(next) to \(segment.first - 1) are missing",
                        remedy: rebuild))
            }
            next = segment.last + 1
            guard files.exists(segment.name) else {
                findings.append(Finding(file: segment.name, problem: "missing (\(range))", remedy: rebuild))
                continue
            }
            let bytes = try files.read(segment.name)
            let isWhole = segment.isSealed ? bytes.count == segment.bytes : bytes.count >= segment.bytes
            let hash = ContentHash.hexadecimal(ContentHash.sha256(bytes))
            if !isWhole || (segment.sha256.map { $0 != hash } ?? false) {
                findings.append(
                    Finding(
                        file: segment.name, problem: "was changed or cut after it was written (\(range))",
                        remedy: rebuild))
            }
        }
        return findings
    }

    private static func snapshot(_ current: CurrentGeneration, _ files: FolderFiles) throws -> [Finding] {
        var findings: [Finding] = []
        for (name, hash) in current.files.sorted(by: { $0.key < $1.key }) {
            let found = files.exists(name) ? ContentHash.hexadecimal(ContentHash.sha256(try files.read(name))) : nil
            if found != hash {
                findings.append(
                    Finding(
                        file: name,
                        problem: found == nil ? "missing" : "differs from what generation \(current.generation) wrote",
                        remedy: "delete CURRENT.json and start the sink, which writes the files anew"))
            }
        }
        return findings
    }

    /// Copies a folder so that it opens like the original: the database in one read transaction first, the rest as it lists it.
    package static func backup(_ directory: String, to target: String) throws(ResultsError) {
        let files = FolderFiles(directory: directory)
        let copy = FolderFiles(directory: target)
        guard !copy.exists(SinkStore.databaseName) else {
            throw ResultsError(.storage, "\(target) holds a sink folder already; name an empty folder")
        }
        try FolderFiles.makeDirectory(copy.path("changes"))
        do {
            var configuration = Configuration()
            configuration.readonly = true
            let source = try DatabaseQueue(path: files.path(SinkStore.databaseName), configuration: configuration)
            let database = try DatabaseQueue(path: copy.path(SinkStore.databaseName))
            try source.backup(to: database)
            try database.close()
            for segment in try ChangeLog.segments(copy) {
                let name =
                    files.exists(segment.name)
                    ? segment.name : ChangeLog.sealedName(first: segment.first, last: segment.last)
                try Data(try files.read(name).prefix(segment.bytes)).write(
                    to: URL(fileURLWithPath: copy.path(segment.name)))
            }
            for name in files.names(in: ".")
            where name.hasSuffix(".jsonl") || name.hasSuffix(".csv") || name == "CURRENT.json" || name == "corrections"
            {
                try Data(try files.read(name)).write(to: URL(fileURLWithPath: copy.path(name)))
            }
        } catch {
            throw .wrapping(error, "copying", directory)
        }
    }
}
