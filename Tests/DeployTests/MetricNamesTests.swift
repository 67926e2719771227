import Foundation
import Telemetry
import Testing

/// Dashboards and alarms are read against the numbers that the program really shows.
@Suite struct MetricNamesTests {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    private static func text(_ path: String) throws -> String {
        try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
    }

    /// Words of a text that look like the names of our numbers.
    private static func names(in text: String) -> Set<String> {
        let words = text.split { !($0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_")) }
        return Set(
            words.filter { $0.hasPrefix("claimstream_") || $0.hasPrefix("process_") }.map { word in
                for suffix in ["_bucket", "_count", "_sum"] where word.hasSuffix(suffix) {
                    return String(word.dropLast(suffix.count))
                }
                return String(word)
            })
    }

    @Test(arguments: ["deploy/grafana/dashboard.json", "deploy/prometheus/alerts.yml", "docs/operations.md"])
    func everyNameInUseIsShownByTheProgram(file: String) throws {
        let known = Set(MetricCatalog.entries.map(\.name))
        let used = Self.names(in: try Self.text(file)).subtracting(["process_"])
        #expect(used.isSubset(of: known), "\(file): \(used.subtracting(known).sorted())")
        #expect(!used.isEmpty)
    }

    @Test func everyNumberThatTheCodeReportsIsInTheCatalog() throws {
        let known = Set(MetricCatalog.entries.map(\.name))
        let sources = Self.root.appendingPathComponent("Sources")
        let walk = try #require(FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil))
        var found: Set<String> = []
        for case let file as URL in walk
        where file.pathExtension == "swift" && file.lastPathComponent != "MetricCatalog.swift" {
            let quoted = try String(contentsOf: file, encoding: .utf8).split(
                separator: "\"", omittingEmptySubsequences: false)
            // Every second piece stands between quotes.
            for (index, piece) in quoted.enumerated() where index % 2 == 1 && !piece.contains(" ") {
                let word = String(piece)
                if word.hasPrefix("claimstream_"), !word.contains("."), word != "claimstream_" { found.insert(word) }
            }
        }
        #expect(found.contains("claimstream_records_in_total"))
        #expect(found.isSubset(of: known), "\(found.subtracting(known).sorted())")
    }

    @Test func everyNumberIsExplainedForOperators() throws {
        let explained = Self.names(in: try Self.text("docs/operations.md"))
        for entry in MetricCatalog.entries { #expect(explained.contains(entry.name), "\(entry.name)") }
    }

    @Test func everyAlarmIsExplained() throws {
        let operations = try Self.text("docs/operations.md")
        let alarms = try Self.text("deploy/prometheus/alerts.yml").split(separator: "\n")
            .compactMap { $0.contains("- alert: ") ? $0.split(separator: ":").last.map { $0.drop { $0 == " " } } : nil }
        #expect(alarms.count >= 5)
        for alarm in alarms { #expect(operations.contains("`\(alarm)`"), "\(alarm)") }
    }
}
