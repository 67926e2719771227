import Events
import Evidence
import Foundation
import GRDB

/// Writes the snapshot files: a pure function of one read transaction, holding no processing time but in `CURRENT.json`.
///
/// Every file is written beside its place and synced, then all are renamed, the folder is synced, and `CURRENT.json` comes last. The
/// renames are done inside a transaction that has checked that the folder is still this sink's.
struct SnapshotWriter {
    let files: FolderFiles
    let queue: DatabaseQueue
    let options: SinkOptions
    /// Throws where another sink has taken the folder over.
    let checkOwner: (Database) throws -> Void

    func write() throws -> SnapshotSummary {
        let last = try lastGeneration()
        let isDirty = try queue.read { try SinkStore.meta("dirty", $0) } == "1"
        if !isDirty, let last {
            return SnapshotSummary(
                generation: last.generation, articles: last.articles, claims: last.claims, isNew: false)
        }
        var current = CurrentGeneration(
            generation: (last?.generation ?? 0) + 1, engine: nil, lexicon: nil, positions: [:], changes: 0, articles: 0,
            claims: 0, written: SinkStore.now(), files: [:])
        var temporary: [(from: String, to: String)] = []
        try queue.read { database in
            let content = SnapshotContent(try Queries(database), options: options, folder: files)
            for name in SnapshotContent.names {
                let file = try TemporaryFile(files, name)
                try content.write(name, to: file)
                options.hook(.insideSnapshotFile)
                current.files[name] = try file.finish()
                temporary.append((file.name, name))
            }
            current.articles = try content.articleCount
            current.claims = try content.claimCount
            current.engine = try SinkStore.meta("engine", database)
            current.lexicon = try SinkStore.meta("lexicon", database)
            current.changes = Int(try SinkStore.meta("seq", database) ?? "") ?? 0
            for (partition, next) in try SinkStore.positions(database) { current.positions[String(partition)] = next }
        }
        options.hook(.beforeSnapshotRename)
        try queue.inTransaction(.immediate) { database in
            try checkOwner(database)
            for (from, to) in temporary { try files.rename(from, to: to) }
            try files.syncFolder()
            options.hook(.beforeCurrent)
            var writer = JSONWriter()
            current.writeJSON(to: &writer)
            writer.newline()
            let file = try TemporaryFile(files, "CURRENT.json")
            try file.write(writer.bytes)
            _ = try file.finish()
            try files.rename(file.name, to: "CURRENT.json")
            try files.syncFolder()
            try SinkStore.setMeta("dirty", "0", database)
            return .commit
        }
        return SnapshotSummary(
            generation: current.generation, articles: current.articles, claims: current.claims, isNew: true)
    }

    /// What `CURRENT.json` says; nil where there is none, or none that can be read: the files are made anew from the database then.
    private func lastGeneration() throws(ResultsError) -> CurrentGeneration? {
        do throws(ResultsError) {
            return try ResultsReader.current(in: files.directory)
        } catch {
            guard error.code == .damaged else { throw error }
            return nil
        }
    }
}
