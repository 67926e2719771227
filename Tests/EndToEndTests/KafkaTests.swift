import Foundation
import Testing

/// A Kafka with the topics of one collection: the broker that CLAIMSTREAM_TEST_KAFKA names, under a prefix of their own, or else
/// librdkafka's mock cluster in a process of its own.
private struct KafkaBroker {
    static let real = ProcessInfo.processInfo.environment["CLAIMSTREAM_TEST_KAFKA"]

    /// Flags that lead a command to the collection.
    let flags: [String]
    private let mock: (process: Process, input: Pipe)?

    /// - Parameter hasTopics: false for a broker on which nobody has made them.
    init(partitions: Int = 4, hasTopics: Bool = true) async throws {
        let prefix = "test-\(UUID().uuidString.prefix(8).lowercased())"
        if let real = Self.real {
            mock = nil
            flags = ["--log", "kafka://\(real)", "--topic-prefix", prefix]
            guard hasTopics else { return }
            let made = try await Program.run(["topics", "create", "--partitions", "\(partitions)"] + flags)
            #expect(made.exitCode == 0, "\(made.errors)")
            return
        }
        let (process, input, output) = (Process(), Pipe(), Pipe())
        process.executableURL = URL(fileURLWithPath: Program.path).deletingLastPathComponent()
            .appendingPathComponent("MockKafka")
        let names = hasTopics ? ["articles", "enriched", "dead-letters"] : ["something-else"]
        process.arguments = ["1"] + names.map { "\(prefix).\($0):\(partitions)" }
        process.standardInput = input
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        mock = (process, input)
        // The mock may print warnings before its line.
        var text = ""
        var byte: UInt8 = 0
        while !text.hasSuffix("\n") || !text.contains("bootstrap ") {
            guard unsafe read(output.fileHandleForReading.fileDescriptor, &byte, 1) == 1 else { break }
            text.unicodeScalars.append(Unicode.Scalar(byte))
        }
        let line = text.split(separator: "\n").last { $0.hasPrefix("bootstrap ") }
        let servers = String(try #require(line).dropFirst("bootstrap ".count))
        flags = ["--log", "kafka://\(servers)", "--topic-prefix", prefix]
    }

    /// A mock ends when its standard input closes.
    func stop() throws {
        guard let mock else { return }
        try mock.input.fileHandleForWriting.close()
        mock.process.waitUntilExit()
    }
}

/// The daemons on Kafka: the same commands with one flag changed.
@Suite struct KafkaTests {
    @Test func theDaemonsWorkOnKafkaAndTheFilesAreThoseOfTheEmbeddedLog() async throws {
        let folder = try TemporaryFolder()
        for index in 0..<20 { try folder.write(DaemonTests.text(index), to: "in/\(index).txt") }
        let embedded = try await Program.run(["run", folder("in"), "--output", folder("embedded"), "--quiet"])
        #expect(embedded.exitCode == 0, "\(embedded.errors)")

        let cluster = try await KafkaBroker()
        let log = cluster.flags
        let publisher = try RunningProgram(["publish", folder("in"), "--watch", "--state", folder("state")] + log)
        let workers = try (0..<2).map { _ in try RunningProgram(["work"] + log) }
        let sink = try RunningProgram(["sink", "--output", folder("kafka"), "--snapshot-seconds", "1"] + log)
        let isThere = await eventually(within: .seconds(60)) {
            do {
                return try String(contentsOfFile: folder("kafka/articles.jsonl"), encoding: .utf8)
                    .split(separator: "\n").count == 20
            } catch {
                return false
            }
        }
        #expect(isThere, "\(publisher.errorText) \(workers.map(\.errorText)) \(sink.errorText)")
        let tail = try RunningProgram(["tail", folder("kafka"), "--since", "start", "--format", "jsonl"])
        let follows = await eventually(within: .seconds(60)) { tail.outputText.contains("\"subject\":\"warfarin\"") }
        #expect(follows, "\(tail.errorText)")
        try folder.write("Ibuprofen news\n\nIbuprofen causes nausea in adults.", to: "in/new.txt")
        let dropped = await eventually(within: .seconds(60)) { tail.outputText.contains("\"subject\":\"ibuprofen\"") }
        #expect(dropped)
        try FileManager.default.removeItem(atPath: folder("in/new.txt"))
        for program in [publisher, tail] + workers + [sink] {
            let outcome = await program.stop()
            #expect(outcome.exitCode == 0, "\(outcome.errors)")
        }

        // The same articles without the late one, through one worker, give the bytes that the embedded log gave.
        let second = try await KafkaBroker()
        let run = try await Program.run(
            ["run", folder("in"), "--output", folder("second"), "--quiet"]
                + second.flags)
        #expect(run.exitCode == 0, "\(run.errors)")
        #expect(try Snapshot(folder("second")) == Snapshot(folder("embedded")))
        try cluster.stop()
        try second.stop()
    }

    @Test func aTopicThatDoesNotExistIsNamedWithTheRemedy() async throws {
        let folder = try TemporaryFolder()
        try folder.write(DaemonTests.text(1), to: "in/a.txt")
        let cluster = try await KafkaBroker(hasTopics: false)
        let outcome = try await Program.run(["publish", folder("in"), "--state", folder("state")] + cluster.flags)
        #expect(outcome.exitCode == 3)
        #expect(outcome.errors.contains("articles") && outcome.errors.contains("topics create"), "\(outcome.errors)")
        try cluster.stop()
    }
}
