import Foundation
import Testing

@Suite struct OperationsConfigurationTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private static let guide = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("docs/operations.md")

    private struct Row: Decodable {
        let key: String
        let value: String?
        let origin: String
    }

    private func show(_ arguments: [String] = [], environment: [String: String] = [:]) async throws -> [String: Row] {
        let outcome = try await Program.run(["config", "show", "--json"] + arguments, environment: environment)
        #expect(outcome.exitCode == 0, "\(outcome.errors)")
        let rows = try outcome.output.split(separator: "\n").map {
            try JSONDecoder().decode(Row.self, from: Data($0.utf8))
        }
        return Dictionary(uniqueKeysWithValues: rows.map { ($0.key, $0) })
    }

    @Test func flagsWinOverTheEnvironmentAndItOverTheFileAndThatOverDefaults() async throws {
        let file = try folder.write("log: embedded:file\nlogLevel: error\ndrainSeconds: 5\n", to: "c.yaml")
        let environment = ["CLAIMSTREAM_LOG": "embedded:environment", "CLAIMSTREAM_LOG_LEVEL": "info"]
        let rows = try await show(["--config", file, "--log", "embedded:flag"], environment: environment)
        #expect(rows["log"]?.value == "embedded:flag")
        #expect(rows["log"]?.origin == "flag --log")
        #expect(rows["logLevel"]?.value == "info")
        #expect(rows["logLevel"]?.origin == "environment CLAIMSTREAM_LOG_LEVEL")
        #expect(rows["drainSeconds"]?.value == "5")
        #expect(rows["drainSeconds"]?.origin == "file \(file)")
        #expect(rows["snapshotSeconds"]?.value == "30")
        #expect(rows["snapshotSeconds"]?.origin == "default")
    }

    @Test(arguments: [
        (
            "c.yaml", "# one\nlog: embedded:x\ntopicprefix: a\n",
            "c.yaml:3: unknown key 'topicprefix'; did you mean 'topicPrefix'?"
        ),
        (
            "c.json", "{\n \"log\": \"embedded:x\",\n \"outptu\": \"y\"\n}\n",
            "c.json:3: unknown key 'outptu'; did you mean 'output'?"
        ),
        ("c.yaml", "log: embedded:x\nlog: embedded:y\n", "c.yaml:2: 'log' is set twice; remove one"),
    ])
    func anUnknownKeyIsAnErrorWithItsLineAndTheNearestKey(name: String, text: String, message: String) async throws {
        let file = try folder.write(text, to: name)
        for command in [["config", "check"], ["work", "--log", "embedded:never"]] {
            let outcome = try await Program.run(command + ["--config", file], folder: folder.path)
            #expect(outcome.exitCode == 2)
            #expect(outcome.errors.contains(message), "\(outcome.errors)")
        }
        #expect(!FileManager.default.fileExists(atPath: folder("never")))
    }

    @Test(arguments: [
        (
            ["CLAIMSTREAM_LOGLEVEL": "info"],
            "unknown environment variable CLAIMSTREAM_LOGLEVEL; did you mean CLAIMSTREAM_LOG_LEVEL?"
        ),
        (["CLAIMSTREAM_DRAIN_SECONDS": "-1"], "drainSeconds"),
        (["CLAIMSTREAM_LOG_FORMAT": "xml"], "'xml' is none of text, json"),
        (["CLAIMSTREAM_LISTEN": "nowhere:80"], "'nowhere' is no IP address"),
        (["CLAIMSTREAM_LOG": "kafka:x"], "names no log"),
    ])
    func theCheckNamesEveryWrongValue(environment: [String: String], message: String) async throws {
        let outcome = try await Program.run(["config", "check"], environment: environment)
        #expect(outcome.exitCode == 2)
        #expect(outcome.errors.contains(message), "\(outcome.errors)")
    }

    @Test func noSecretIsShown() async throws {
        _ = try folder.write("from-a-file\n", to: "secret")
        let file = try folder.write(
            "sasl.username=me\nsasl.password=${env:SECRET_OF_MINE}\nssl.key.password=${file:\(folder("secret"))}\n",
            to: "kafka.properties")
        let arguments = [
            "--kafka-config-file", file, "--log", "kafka://127.0.0.1:1", "--kafka-config", "socket.timeout.ms=1000",
        ]
        let outcome = try await Program.run(
            ["config", "show"] + arguments, environment: ["SECRET_OF_MINE": "from-the-environment"])
        #expect(outcome.output.contains("sasl.username=me"))
        #expect(outcome.output.contains("sasl.password=(hidden)"))
        #expect(outcome.output.contains("ssl.key.password=(hidden)"))
        for text in [outcome.output, outcome.errors] {
            #expect(!text.contains("from-a-file") && !text.contains("from-the-environment"))
        }
        let missing = try await Program.run(["config", "check"] + arguments)
        #expect(missing.exitCode == 2)
        #expect(missing.errors.contains("SECRET_OF_MINE, which is not set"), "\(missing.errors)")
    }

    @Test func everySettingIsInTheTableOfTheOperatorsGuide() async throws {
        let guide = try String(contentsOf: Self.guide, encoding: .utf8)
        let keys = Set(
            guide.split(separator: "\n").filter { $0.hasPrefix("| `") && $0.contains("`CLAIMSTREAM_") }
                .compactMap { $0.split(separator: "`").dropFirst().first.map(String.init) })
        #expect(keys == Set(try await show().keys))
        for (key, row) in try await show() where row.origin == "default" {
            let line = guide.split(separator: "\n").first { $0.hasPrefix("| `\(key)` ") }
            #expect(line?.contains("`\(row.value ?? "")`") == true, "the default of \(key)")
        }
    }

    @Test func theDoctorIsContentWithAFreshFolderAndNamesWhatIsMissing() async throws {
        let well = try await Program.run(["doctor", "--log", "embedded:\(folder("log"))"])
        #expect(well.exitCode == 0, "\(well.output)")
        #expect(well.output.contains("topic articles: 16 partitions"))
        let file = try folder.write("", to: "a-file")
        let ill = try await Program.run(["doctor", "--log", "embedded:\(file)/log"])
        #expect(ill.exitCode == 3)
        #expect(ill.output.contains("FAILED   log: "), "\(ill.output)")
        #expect(ill.output.contains("->"))
    }
}
