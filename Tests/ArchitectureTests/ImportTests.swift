import Foundation
import Testing

/// Holds every room's imports against the arrows of docs/architecture.md. The compiler's own check lets an import through
/// that another room's dependency happens to bring along.
@Suite struct ImportTests {
    private static let rooms = [
        "Events", "Articles", "Annotation", "Evidence", "EventLog", "EmbeddedLog", "KafkaLog", "Intake", "Results",
        "Pipeline", "Reporting", "Telemetry", "claimstream", "CRDKafka", "CLibXML", "CZlib", "CCrypto", "CCurl",
        "CBrotli",
    ]

    /// What each room may import of the others.
    private static let arrows: [String: Set<String>] = [
        "Events": ["CCrypto"],
        "Articles": ["Events", "CLibXML", "CZlib", "CBrotli"],
        "Annotation": ["Events"],
        "Evidence": ["Events"],
        "EventLog": [],
        "EmbeddedLog": ["EventLog"],
        "KafkaLog": ["EventLog", "CRDKafka"],
        "Intake": ["Events", "Articles", "CCurl"],
        "Results": ["Events", "Evidence"],
        "Pipeline": ["Events", "EventLog", "Intake", "Articles", "Annotation", "Results"],
        "Reporting": ["Events", "Results"],
        "Telemetry": ["Events"],
        "claimstream": [
            "Events", "EventLog", "EmbeddedLog", "KafkaLog", "Intake", "Articles", "Annotation", "Results", "Pipeline",
            "Reporting", "Telemetry",
        ],
    ]

    /// Modules that do input and output or read clocks: not for the pure rooms, but for the one file that loads data.
    private static let impure: Set<String> = ["Glibc", "Dispatch", "Foundation", "FoundationNetworking", "GRDB"]

    private static let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Sources")

    private static func swiftFiles(of room: String) -> [URL] {
        let folder = sources.appendingPathComponent(room)
        guard let walk = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil) else { return [] }
        return walk.compactMap { $0 as? URL }.filter { $0.pathExtension == "swift" }
    }

    private static func imports(of file: URL) throws -> Set<String> {
        var modules: Set<String> = []
        for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
            let words = line.split(separator: " ")
            guard let index = words.firstIndex(of: "import"), index <= 2, words.count > index + 1,
                words[..<index].allSatisfy({
                    $0.hasPrefix("@") || ["package", "public", "internal", "private"].contains($0)
                })
            else { continue }
            modules.insert(String(words[words.count - 1].split(separator: ".")[0]))
        }
        return modules
    }

    @Test(arguments: arrows.keys.sorted())
    func aRoomImportsOnlyWhatItsArrowsAllow(room: String) throws {
        let files = Self.swiftFiles(of: room)
        #expect(!files.isEmpty, "the room \(room) has files")
        let allowed = try #require(Self.arrows[room])
        for file in files {
            for module in try Self.imports(of: file) where Self.rooms.contains(module) {
                #expect(allowed.contains(module), "\(file.lastPathComponent) imports \(module)")
            }
        }
    }

    @Test(arguments: ["Events", "Annotation", "Evidence"])
    func pureRoomsTouchNoFilesAndNoClock(room: String) throws {
        for file in Self.swiftFiles(of: room) where file.lastPathComponent != "ResourceFolder.swift" {
            if file.path.contains("/Generated/") || file.path.contains("/Aggregates/") { continue }
            let used = try Self.imports(of: file).intersection(Self.impure).subtracting(["Foundation"])
            #expect(used.isEmpty, "\(file.lastPathComponent) imports \(used)")
            let text = try String(contentsOf: file, encoding: .utf8)
            for word in ["FileManager", "FileHandle", "Date()", "ContinuousClock", "ProcessInfo"] {
                #expect(!text.contains(word), "\(file.lastPathComponent) uses \(word)")
            }
        }
    }

    @Test func onlyKafkaLogKnowsTheCLibrary() throws {
        for room in Self.arrows.keys where room != "KafkaLog" {
            for file in Self.swiftFiles(of: room) {
                #expect(try !Self.imports(of: file).contains("CRDKafka"), "\(file.path)")
            }
        }
    }
}
