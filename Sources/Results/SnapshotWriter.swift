import Events
import Foundation
import GRDB

extension SinkStore {
    /// Writes the snapshot files: a pure function of one read transaction, so that the same records give the same bytes.
    ///
    /// Each file is written beside its place and synced; then all are renamed, the folder is synced, and `CURRENT.json`
    /// comes last. It names the generation and every file's hash, so that a reader never mixes two generations.
    ///
    /// - Throws: `storageFull`, `denied`, `storage`; the snapshot that was there stays whole.
    package func writeSnapshot() throws(ResultsError) -> SnapshotSummary {
        do {
            let content = try database.read { db in try SnapshotContent(db) }
            if let current = try ResultsReader.current(in: directory), current.files == content.hashes,
                current.positions == content.positions, current.changes == content.changes,
                current.lexicon == content.lexicon
            {
                return SnapshotSummary(
                    generation: current.generation, articles: content.articles, claims: content.claims, isNew: false)
            }
            let generation = (try ResultsReader.current(in: directory)?.generation ?? 0) + 1
            for (name, bytes) in content.files {
                try FileSystem.write(bytes, to: "\(directory)/.\(name).tmp")
                options.hook(.insideSnapshot)
            }
            for (name, _) in content.files { try FileSystem.rename("\(directory)/.\(name).tmp", to: "\(directory)/\(name)") }
            try FileSystem.syncFolder(directory)
            options.hook(.beforeCurrent)
            let current = CurrentGeneration(
                generation: generation, engine: content.engine, lexicon: content.lexicon, positions: content.positions,
                changes: content.changes, articles: content.articles, claims: content.claims, written: Timestamp.now(),
                files: content.hashes)
            var writer = JSONWriter()
            current.writeJSON(to: &writer)
            writer.newline()
            try FileSystem.write(writer.bytes, to: directory + "/.CURRENT.json.tmp")
            try FileSystem.rename(directory + "/.CURRENT.json.tmp", to: directory + "/CURRENT.json")
            try FileSystem.syncFolder(directory)
            options.hook(.afterCurrent)
            return SnapshotSummary(
                generation: generation, articles: content.articles, claims: content.claims, isNew: true)
        } catch {
            throw SinkDatabase.failure(error, directory)
        }
    }
}

/// The bytes of all snapshot files at one moment.
struct SnapshotContent {
    /// In the order of writing.
    private(set) var files: [(name: String, bytes: [UInt8])] = []
    private(set) var articles = 0
    private(set) var claims = 0
    private(set) var changes = 0
    private(set) var positions: [String: Int64] = [:]
    private(set) var engine: String?
    private(set) var lexicon: String?

    var hashes: [String: String] {
        Dictionary(uniqueKeysWithValues: files.map { ($0.name, ContentHash.hexadecimal(ContentHash.sha256($0.bytes))) })
    }

    init(_ db: Database) throws {
        let rows = SnapshotRows(db: db)
        let claimLines = try rows.claims()
        let articleRows = try rows.articles()
        let drugs = try rows.drugs()
        claims = claimLines.count
        articles = articleRows.count
        files = [
            ("claims.jsonl", Self.lines(claimLines)),
            ("drugs.jsonl", Self.lines(drugs) { $0.writeJSON(to: &$1) }),
            ("drugs.csv", DrugTable.csv(drugs)),
            ("articles.jsonl", Self.lines(articleRows) { $0.writeJSON(to: &$1) }),
            ("stories.jsonl", Self.lines(try rows.stories()) { $0.writeJSON(to: &$1) }),
            ("works.jsonl", Self.lines(try rows.works()) { $0.writeJSON(to: &$1) }),
            ("cases.jsonl", Self.lines(try rows.findings("case"))),
            ("contradictions.jsonl", Self.lines(try rows.contradictions())),
            ("dose-checks.jsonl", Self.lines(try rows.findings("dose-check"))),
        ]
        changes = try Int.fetchOne(db, sql: "SELECT max(last) FROM segment") ?? 0
        for row in try Row.fetchAll(db, sql: "SELECT partition, next FROM position") {
            let partition: Int = row["partition"]
            positions[String(partition)] = row["next"]
        }
        engine = try String.fetchOne(db, sql: "SELECT v FROM meta WHERE k = 'engine'")
        lexicon = try String.fetchOne(db, sql: "SELECT v FROM meta WHERE k = 'lexicon'")
    }

    private static func lines(_ lines: [String]) -> [UInt8] {
        var bytes: [UInt8] = []
        for line in lines {
            bytes += line.utf8
            bytes.append(UInt8(ascii: "\n"))
        }
        return bytes
    }

    private static func lines<Item>(_ items: [Item], _ write: (Item, inout JSONWriter) -> Void) -> [UInt8] {
        var writer = JSONWriter()
        for item in items {
            write(item, &writer)
            writer.newline()
        }
        return writer.bytes
    }
}

/// `drugs.csv`: RFC 4180, a header, lines ended by CR LF.
enum DrugTable {
    static func csv(_ drugs: [DrugSummary]) -> [UInt8] {
        var text =
            "ingredient,rxcui,atc,articles,mentions,mentions_t1,mentions_t2,mentions_t3,mentions_t4,mentions_t5,surfaces,doses\r\n"
        for drug in drugs {
            let surfaces = drug.surfaces.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
                .map { "\($0.key) (\($0.value))" }.joined(separator: "; ")
            let fields =
                [drug.ingredient, drug.rxcui ?? "", drug.atc.joined(separator: " "), "\(drug.articles)", "\(drug.mentions)"]
                + drug.mentionsByTier.map(String.init) + [surfaces, "\(drug.doses)"]
            text += fields.map(field).joined(separator: ",") + "\r\n"
        }
        return Array(text.utf8)
    }

    /// Quoted where needed; a text that a spreadsheet would take for a formula gets an apostrophe before it.
    static func field(_ text: String) -> String {
        var text = text
        if let first = text.unicodeScalars.first, "=+-@\t\r".unicodeScalars.contains(first) { text = "'" + text }
        guard text.unicodeScalars.contains(where: { ",\"\r\n".unicodeScalars.contains($0) }) else { return text }
        return "\"" + text.replacingOccurrences(of: "\"", with: "\"\"") + "\""
    }
}
