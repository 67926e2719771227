package import EventLog

/// What a log can do beyond what every log must: cases that need more are left out where it is missing.
package enum LogFeature: Hashable, Sendable {
    /// `LogAdministration.create` works.
    case topicCreation
    /// Topics have a random id.
    case topicIDs
    /// Records above `max.message.bytes` are refused.
    case recordLimit
    /// Records and positions outlive the log's process.
    case durable
    /// Positions can be committed while a revocation waits (librdkafka's mock refuses it under `range`, brokers take it).
    case commitWhileRevoking
}

/// One log to be tested: how it is opened, and how topics come to be.
package protocol LogHarness: Sendable {
    var features: Set<LogFeature> { get }
    /// How long anything may take that has to happen; rebalances need seconds on Kafka.
    var patience: Duration { get }
    /// A client of its own.
    func open() async throws -> any EventLog
    /// A topic of this name (made unique) for one case.
    func makeTopic(_ name: String, partitions: Int32) async throws -> TopicName
    /// What `LogMember` is given to open the same log from another process.
    var memberArguments: [String] { get }
}

/// An expectation that was not met.
package struct ConformanceFailure: Error, CustomStringConvertible {
    package let description: String

    package init(_ description: String) { self.description = description }
}

/// One promise of the log, as a test.
package struct ConformanceCase: Sendable, CustomStringConvertible {
    /// The promise, as a sentence.
    package let description: String
    package let needs: Set<LogFeature>
    /// Throws `ConformanceFailure` or what the log threw.
    package let run: @Sendable (any LogHarness) async throws -> Void

    init(
        _ description: String, needs: Set<LogFeature> = [],
        _ run: @escaping @Sendable (any LogHarness) async throws -> Void
    ) {
        self.description = description
        self.needs = needs
        self.run = run
    }

    /// Those a harness can run.
    package static func all(for features: Set<LogFeature>) -> [ConformanceCase] {
        (records + groups + edges).filter { $0.needs.isSubset(of: features) }
    }
}

func expect(_ condition: Bool, _ message: @autoclosure () -> String) throws {
    if !condition { throw ConformanceFailure(message()) }
}

/// Fails unless the call throws a `LogError` of that code; returns the error.
@discardableResult
func expectError<Value>(
    _ code: LogError.Code, _ what: String, _ body: () async throws(LogError) -> Value
) async throws -> LogError {
    do throws(LogError) { _ = try await body() } catch {
        try expect(error.code == code, "\(what): expected \(code), got \(error.code): \(error)")
        return error
    }
    throw ConformanceFailure("\(what): expected \(code), but it succeeded")
}

/// Opens a log for the body and closes it after.
func withLog(_ harness: any LogHarness, _ body: (any EventLog) async throws -> Void) async throws {
    let log = try await harness.open()
    do { try await body(log) } catch {
        await log.close()
        throw error
    }
    await log.close()
}

extension EventLog {
    /// Sends with a producer of its own.
    @discardableResult
    package func send(_ records: [OutgoingRecord]) async throws -> [RecordPosition] {
        let producer = try await makeProducer()
        do {
            let positions = try await producer.send(records)
            await producer.close()
            return positions
        } catch {
            await producer.close()
            throw error
        }
    }
}

/// What was seen of a consumer so far.
package struct Seen: Sendable {
    package var records: [Record] = []
    package var owned: Set<TopicPartition> = []
    package var gaps: [Gap] = []

    package init() {}

    /// Takes a poll in.
    package mutating func take(_ poll: Poll) throws {
        owned.formUnion(poll.assigned)
        for record in poll.records where !owned.contains(record.topicPartition) {
            throw ConformanceFailure("a record of \(record.topicPartition) came although it is not assigned")
        }
        owned.subtract(poll.revoked)
        owned.subtract(poll.lost)
        records += poll.records
        gaps += poll.gaps
    }

    /// The position after the last record of each partition.
    package func positions(metadata: String = "") -> [TopicPartition: CommittedPosition] {
        var positions: [TopicPartition: CommittedPosition] = [:]
        for record in records {
            positions[record.topicPartition] = CommittedPosition(offset: record.offset.next, metadata: metadata)
        }
        return positions
    }
}

extension Consumer {
    /// Polls into `seen` until the condition holds; fails when patience ends.
    package func poll(
        into seen: inout Seen, within patience: Duration, limit: BatchLimit = BatchLimit(wait: .milliseconds(200)),
        _ what: String, until isDone: (Seen) -> Bool
    ) async throws {
        let end = ContinuousClock.now.advanced(by: patience)
        while !isDone(seen) {
            if ContinuousClock.now > end {
                throw ConformanceFailure(
                    "\(what): not within \(patience); \(seen.records.count) records, owned \(seen.owned.sorted())")
            }
            try seen.take(try await poll(limit))
        }
    }
}

/// Records `0..<count` of a topic, their numbers as keys and values.
func numbered(_ topic: TopicName, _ count: Int, from first: Int = 0, partition: Partition? = nil) -> [OutgoingRecord] {
    (first..<first + count).map {
        OutgoingRecord(topic: topic, key: Array("key \($0)".utf8), value: Array("\($0)".utf8), partition: partition)
    }
}

/// The numbers of records made by `numbered`, in the order given.
func numbers(_ records: [Record]) -> [Int] {
    records.map { $0.value.flatMap { Int(String(decoding: $0, as: UTF8.self)) } ?? -1 }
}
