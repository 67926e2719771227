import EventLog
import Foundation
import KafkaLog
import LogConformance
import Logging
import Testing

/// What only Kafka can do wrong.
@Suite(.serialized)
struct KafkaFaultTests {
    static func options(_ properties: [String: String] = [:]) -> KafkaLog.Options {
        var options = KafkaLog.Options()
        options.properties = properties
        options.connectLimit = .seconds(2)
        options.logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        return options
    }

    @Test("a broker that is down at start is a clear, retriable error within the limit, for every kind of client")
    func brokerDown() async throws {
        // Port 9 of loopback (discard): nobody listens there.
        let log = try KafkaLog(bootstrap: "127.0.0.1:9", options: Self.options())
        let start = ContinuousClock.now
        for attempt in 0..<3 {
            await #expect {
                switch attempt {
                case 0: _ = try await log.makeProducer()
                case 1: _ = try await log.makeConsumer(.group(name: "g", memberID: nil, topics: ["t"]))
                default: _ = try await log.administration()
                }
            } throws: { error in
                guard let error = error as? LogError else { return false }
                return error.code == .unreachable && error.isRetriable && error.message.contains("127.0.0.1:9")
            }
        }
        // Three refusals within the limit of each; the bound is wide, since the machine may be busy.
        #expect(start.duration(to: .now) < .seconds(180))
        await log.close()
    }

    @Test(
        "a wrong property is named",
        arguments: [("no.such.property", "1"), ("acks", "many"), ("compression.codec", "none of these")])
    func wrongProperty(name: String, value: String) async throws {
        let log = try KafkaLog(bootstrap: "127.0.0.1:9", options: Self.options([name: value]))
        await #expect {
            _ = try await log.makeProducer()
        } throws: { error in
            (error as? LogError)?.code == .configuration && (error as? LogError)?.message.contains(name) == true
        }
    }

    @Test("a full queue suspends senders until there is room, and all is acknowledged in order")
    func fullQueue() async throws {
        let mock = try await MockCluster(brokers: 1)
        try await mock.command("topic full 1")
        let log = try KafkaLog(bootstrap: mock.bootstrap, options: Self.options(["queue.buffering.max.messages": "10"]))
        let producer = try await log.makeProducer()
        let positions = try await producer.send(
            (0..<200).map { OutgoingRecord(topic: "full", key: Array("\($0)".utf8), value: [1]) })
        #expect(positions.map(\.offset.value) == Array(0..<200))
        await log.close()
    }

    @Test("brokers that go away and come back delay records, and lose none")
    func brokersDownAndUp() async throws {
        let mock = try await MockCluster(brokers: 1)
        try await mock.command("topic outage 2")
        let log = try KafkaLog(bootstrap: mock.bootstrap, options: Self.options())
        let producer = try await log.makeProducer()
        _ = try await producer.send([OutgoingRecord(topic: "outage", key: [0], value: [0])])
        try await mock.command("down 1")
        let sending = Task {
            try await producer.send(
                (1..<50).map { OutgoingRecord(topic: "outage", key: [UInt8($0)], value: [UInt8($0)]) })
        }
        let consumer = Task {
            // A client that starts during the outage waits for it to end, within its limit.
            var options = Self.options()
            options.connectLimit = .seconds(20)
            let log = try KafkaLog(bootstrap: mock.bootstrap, options: options)
            let places = [TopicPartition("outage", 0), TopicPartition("outage", 1)]
            let consumer = try await log.makeConsumer(.assigned([places[0]: .earliest, places[1]: .earliest]))
            var seen = Seen()
            try await consumer.poll(into: &seen, within: .seconds(30), "all after the outage") {
                $0.records.count >= 50
            }
            await log.close()
            return seen
        }
        try await Task.sleep(for: .milliseconds(500))
        try await mock.command("up 1")
        #expect(try await sending.value.count == 49)
        let seen = try await consumer.value
        #expect(Set(seen.records.map(\.key)).count == 50)
        await log.close()
    }

    @Test("a caller that is busy keeps its partitions, what is held ready is bounded, and nothing is lost")
    func busyCaller() async throws {
        let mock = try await MockCluster(brokers: 1)
        try await mock.command("topic busy 2")
        var options = Self.options(["session.timeout.ms": "6000"])
        options.readyRecords = 20
        let log = try KafkaLog(bootstrap: mock.bootstrap, options: options)
        try await log.send((0..<500).map { OutgoingRecord(topic: "busy", key: Array("\($0)".utf8), value: [1]) })
        let consumer = try await log.makeConsumer(.group(name: "g", memberID: "steady", topics: ["busy"]))
        var seen = Seen()
        try await consumer.poll(
            into: &seen, within: .seconds(20), limit: BatchLimit(records: 5, wait: .milliseconds(200)), "a few"
        ) {
            !$0.records.isEmpty
        }
        // Longer than the session: without heartbeats and polls of our own the member would be thrown out.
        try await Task.sleep(for: .seconds(7))
        try await consumer.commit(seen.positions())
        try await consumer.poll(into: &seen, within: .seconds(20), "the rest") { $0.records.count >= 500 }
        #expect(seen.records.count == 500)
        #expect(seen.owned.count == 2)
        await log.close()
    }
}
