import Foundation
import Testing

/// librdkafka's mock cluster as a process of its own, with the topics of one collection.
private struct MockCluster {
    let process: Process
    private let input: Pipe
    /// `HOST:PORT`.
    let servers: String

    init(topics: [String], partitions: Int) throws {
        process = Process()
        process.executableURL = URL(fileURLWithPath: Program.path).deletingLastPathComponent()
            .appendingPathComponent("MockKafka")
        process.arguments = ["1"] + topics.map { "\($0):\(partitions)" }
        let (input, output) = (Pipe(), Pipe())
        self.input = input
        process.standardInput = input
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        // The mock may print warnings before its line.
        var text = ""
        var byte: UInt8 = 0
        while !text.hasSuffix("\n") || !text.contains("bootstrap ") {
            guard unsafe read(output.fileHandleForReading.fileDescriptor, &byte, 1) == 1 else { break }
            text.unicodeScalars.append(Unicode.Scalar(byte))
        }
        let line = text.split(separator: "\n").last { $0.hasPrefix("bootstrap ") }
        servers = String(try #require(line).dropFirst("bootstrap ".count))
    }

    /// It ends when its standard input closes.
    func stop() throws {
        try input.fileHandleForWriting.close()
        process.waitUntilExit()
    }
}

/// The daemons on Kafka: the same commands with one flag changed.
@Suite struct KafkaTests {
    private static let topics = ["articles", "enriched", "dead-letters"]

    @Test func theDaemonsWorkOnKafkaAndTheFilesAreThoseOfTheEmbeddedLog() async throws {
        let folder = try TemporaryFolder()
        for index in 0..<20 { try folder.write(DaemonTests.text(index), to: "in/\(index).txt") }
        let embedded = try await Program.run(["run", folder("in"), "--output", folder("embedded"), "--quiet"])
        #expect(embedded.exitCode == 0, "\(embedded.errors)")

        let cluster = try MockCluster(topics: Self.topics, partitions: 4)
        let log = ["--log", "kafka://\(cluster.servers)"]
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
        let second = try MockCluster(topics: Self.topics, partitions: 4)
        let run = try await Program.run(
            ["run", folder("in"), "--output", folder("second"), "--quiet"]
                + ["--log", "kafka://\(second.servers)"])
        #expect(run.exitCode == 0, "\(run.errors)")
        #expect(try Snapshot(folder("second")) == Snapshot(folder("embedded")))
        try cluster.stop()
        try second.stop()
    }

    @Test func aTopicThatDoesNotExistIsNamedWithTheRemedy() async throws {
        let folder = try TemporaryFolder()
        try folder.write(DaemonTests.text(1), to: "in/a.txt")
        let cluster = try MockCluster(topics: ["something-else"], partitions: 1)
        let outcome = try await Program.run(
            ["publish", folder("in"), "--state", folder("state"), "--log", "kafka://\(cluster.servers)"])
        #expect(outcome.exitCode == 3)
        #expect(outcome.errors.contains("articles") && outcome.errors.contains("topics create"), "\(outcome.errors)")
        try cluster.stop()
    }
}
