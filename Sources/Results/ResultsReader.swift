package import Events
import Foundation
import GRDB

/// Reads a sink folder while its sink may be writing: all files of one generation.
package struct ResultsReader: Sendable {
    package let directory: String
    /// What `CURRENT.json` said when the reader was made.
    package let current: CurrentGeneration
    private let files: [String: Data]

    /// Reads the snapshot files whole; when a new generation comes in between, it begins again.
    ///
    /// - Throws: `empty` where no snapshot was written yet, `damaged` when files and hashes keep differing.
    package init(directory: String) throws(ResultsError) {
        self.directory = directory
        do {
            // Between the renames of a generation and its CURRENT.json the two differ for a moment.
            for attempt in 0..<50 {
                if attempt > 0 { usleep(20_000) }
                guard let current = try Self.current(in: directory) else {
                    throw ResultsError(
                        .empty,
                        "\(directory) holds no snapshot; run 'claimstream sink --output \(directory)' or 'claimstream run' first"
                    )
                }
                var files: [String: Data] = [:]
                for (name, hash) in current.files {
                    let data = try Data(contentsOf: URL(fileURLWithPath: "\(directory)/\(name)"))
                    if ContentHash.hexadecimal(ContentHash.sha256(data)) == hash { files[name] = data }
                }
                if files.count == current.files.count {
                    self.current = current
                    self.files = files
                    return
                }
            }
        } catch {
            throw .wrapping(error, "reading", directory)
        }
        throw ResultsError(
            .damaged, "the files in \(directory) do not match CURRENT.json; run 'claimstream verify \(directory)'")
    }

    /// `CURRENT.json`; nil where there is none.
    package static func current(in directory: String) throws(ResultsError) -> CurrentGeneration? {
        let path = directory + "/CURRENT.json"
        guard FolderFiles(directory: directory).exists("CURRENT.json") else { return nil }
        do {
            return try JSONDecoder().decode(
                CurrentGeneration.self, from: try Data(contentsOf: URL(fileURLWithPath: path)))
        } catch {
            throw ResultsError(.damaged, "\(path) cannot be read (\(error)); run 'claimstream verify \(directory)'")
        }
    }

    package func claims() throws(ResultsError) -> [AggregatedClaim] { try rows("claims.jsonl") }
    package func drugs() throws(ResultsError) -> [DrugSummary] { try rows("drugs.jsonl") }
    package func articles() throws(ResultsError) -> [ArticleSummary] { try rows("articles.jsonl") }
    package func stories() throws(ResultsError) -> [StorySummary] { try rows("stories.jsonl") }
    package func works() throws(ResultsError) -> [WorkSummary] { try rows("works.jsonl") }

    package func cases() throws(ResultsError) -> [CaseRecord] { try rows("cases.jsonl") }
    package func contradictions() throws(ResultsError) -> [Contradiction] { try rows("contradictions.jsonl") }
    package func doseChecks() throws(ResultsError) -> [DoseCheck] { try rows("dose-checks.jsonl") }

    /// The lines of a file as they are (`cases.jsonl`, `contradictions.jsonl`, `dose-checks.jsonl`).
    package func lines(_ name: String) -> [String] {
        guard let data = files[name] else { return [] }
        return data.split(separator: UInt8(ascii: "\n")).map { String(decoding: $0, as: UTF8.self) }
    }

    private func rows<Row: Decodable>(_ name: String) throws(ResultsError) -> [Row] {
        guard let data = files[name] else { return [] }
        let decoder = JSONDecoder()
        do {
            return try data.split(separator: UInt8(ascii: "\n")).map { try decoder.decode(Row.self, from: $0) }
        } catch {
            throw ResultsError(.damaged, "\(directory)/\(name) does not decode: \(error)")
        }
    }
}
