import EventLog
import Foundation
import KafkaLog
import LogConformance
import Testing

/// librdkafka's mock cluster in a process of its own, with the topics one makes.
actor MockCluster {
    let bootstrap: String
    private let child: ChildProcess
    /// The command before: one waits for the other, as answers come in order.
    private var last: Task<Void, any Error>?

    init(brokers: Int = 3) async throws {
        child = try ChildProcess("MockKafka", [String(brokers)])
        var address: String?
        for await line in child.lines where line.hasPrefix("bootstrap ") {
            address = String(line.dropFirst("bootstrap ".count))
            break
        }
        guard let address else { throw ConformanceFailure("the mock cluster printed no address") }
        bootstrap = address
    }

    /// Sends a command and waits for its answer.
    func command(_ line: String) async throws {
        let before = last
        let child = child
        let task = Task {
            _ = await before?.result
            try child.write(line)
            var lines = child.lines.makeAsyncIterator()
            let answer = await lines.next()
            guard answer == "done \(line)" else {
                throw ConformanceFailure("the mock cluster answered \(answer ?? "nothing") to \(line)")
            }
        }
        last = task
        try await task.value
    }
}

/// One mock cluster for all cases, or the broker that CLAIMSTREAM_TEST_KAFKA names.
final class KafkaHarness: LogHarness {
    static let broker = ProcessInfo.processInfo.environment["CLAIMSTREAM_TEST_KAFKA"]

    let features: Set<LogFeature>
    let patience = Duration.seconds(45)
    let bootstrap: String
    private let mock: MockCluster?

    private init(bootstrap: String, mock: MockCluster?) {
        self.bootstrap = bootstrap
        self.mock = mock
        features = Self.features
    }

    static let features: Set<LogFeature> =
        broker == nil ? [.durable] : [.topicCreation, .recordLimit, .durable, .commitWhileRevoking]

    private static let shared = Task {
        if let broker { return KafkaHarness(bootstrap: broker, mock: nil) }
        let mock = try await MockCluster()
        return KafkaHarness(bootstrap: mock.bootstrap, mock: mock)
    }

    static func make() async throws -> KafkaHarness { try await shared.value }

    func open() async throws -> any EventLog { try KafkaLog(bootstrap: bootstrap) }

    func makeTopic(_ name: String, partitions: Int32) async throws -> TopicName {
        let topic = try TopicName("claimstream-test-\(name)-\(UUID().uuidString.prefix(8).lowercased())")
        if let mock {
            try await mock.command("topic \(topic) \(partitions)")
        } else {
            let log = try await open()
            try await log.administration().create([NewTopic(topic, partitions: partitions)])
            await log.close()
        }
        return topic
    }

    var memberArguments: [String] { ["kafka", bootstrap] }
}

struct KafkaConformanceTests {
    @Test("the Kafka log keeps the promise", arguments: ConformanceCase.all(for: KafkaHarness.features))
    func keeps(_ promise: ConformanceCase) async throws {
        try await promise.run(try await KafkaHarness.make())
    }
}
