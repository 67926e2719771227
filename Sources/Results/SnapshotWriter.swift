import Events
import Evidence
import Foundation
import GRDB

/// Writes the snapshot files: a pure function of one read transaction, holding no processing time but in `CURRENT.json`.
///
/// Every file is written beside its place and synced, then all are renamed, the folder is synced, and `CURRENT.json` comes last.
struct SnapshotWriter {
    let files: FolderFiles
    let queue: DatabaseQueue
    let options: SinkOptions

    func write() throws -> SnapshotSummary {
        let last = try ResultsReader.current(in: files.directory)
        let isDirty = try queue.read { try SinkStore.meta("dirty", $0) } == "1"
        if !isDirty, let last {
            return SnapshotSummary(
                generation: last.generation, articles: last.articles, claims: last.claims, isNew: false)
        }
        var current = CurrentGeneration(
            generation: (last?.generation ?? 0) + 1, engine: nil, lexicon: nil, positions: [:], changes: 0, articles: 0,
            claims: 0, written: SinkStore.now(), files: [:])
        var contents: [(name: String, chunks: [[UInt8]])] = []
        try queue.read { database in
            let content = try SnapshotContent(database, options: options)
            contents = try content.files()
            current.articles = content.articleCount
            current.claims = content.claimCount
            current.engine = try SinkStore.meta("engine", database)
            current.lexicon = try SinkStore.meta("lexicon", database)
            current.changes = Int(try SinkStore.meta("seq", database) ?? "") ?? 0
            for (partition, next) in try SinkStore.positions(database) { current.positions[String(partition)] = next }
        }
        var temporary: [(from: String, to: String)] = []
        for (name, chunks) in contents {
            let hash = Sha256()
            for chunk in chunks { hash.update(chunk) }
            current.files[name] = ContentHash.hexadecimal(hash.finish())
            temporary.append((try files.writeTemporary(name, chunks) { options.hook(.insideSnapshotFile) }, name))
        }
        options.hook(.beforeSnapshotRename)
        for (from, to) in temporary { try files.rename(from, to: to) }
        try files.syncFolder()
        options.hook(.beforeCurrent)
        var writer = JSONWriter()
        current.writeJSON(to: &writer)
        writer.newline()
        try files.rename(try files.writeTemporary("CURRENT.json", [writer.bytes]) {}, to: "CURRENT.json")
        try files.syncFolder()
        try queue.write { try SinkStore.setMeta("dirty", "0", $0) }
        return SnapshotSummary(
            generation: current.generation, articles: current.articles, claims: current.claims, isNew: true)
    }
}
