package import EventLog
import Events
package import Logging
package import Results
import ServiceLifecycle

/// The sink daemon: reads every partition of `enriched` from the positions that its folder holds, folds each batch into
/// the folder in one transaction, and writes snapshots now and then and at the end.
///
/// It has no consumer group, so nothing is ever taken from it; positions are committed under a group's name for those
/// who look at lag, after the folder's transaction and never used for recovery.
package struct SinkDaemon: Sendable {
    package struct Options: Sendable {
        package var batch = BatchLimit(
            records: 2_000, bytes: 32 << 20, wait: .milliseconds(500), linger: .milliseconds(50))
        /// At most one snapshot in this time, or in ten times the duration of the last one.
        package var snapshotInterval: Duration = .seconds(30)
        /// Go on although records that the folder has not taken are gone from the log.
        package var acceptsGap = false

        package init() {}
    }

    let log: any EventLog
    let topics: PipelineTopics
    let groups: PipelineGroups
    let store: SinkStore
    let options: Options
    let logger: Logger
    let isFinished: (@Sendable ([Int32: Int64]) async throws(LogError) -> Bool)?
    let progress: @Sendable (ProgressUpdate) -> Void
    let heartbeat: Heartbeat

    /// - Parameter isFinished: asked with the positions reached whenever nothing is left to read; true ends the loop.
    package init(
        log: any EventLog, topics: PipelineTopics, groups: PipelineGroups, store: SinkStore, options: Options,
        logger: Logger, heartbeat: Heartbeat = Heartbeat(loop: "sink"),
        isFinished: (@Sendable ([Int32: Int64]) async throws(LogError) -> Bool)? = nil,
        progress: @escaping @Sendable (ProgressUpdate) -> Void = { _ in }
    ) {
        self.log = log
        self.topics = topics
        self.groups = groups
        self.store = store
        self.options = options
        self.logger = logger
        self.heartbeat = heartbeat
        self.isFinished = isFinished
        self.progress = progress
    }

    /// Runs until a graceful shutdown, cancellation or the end of the work, then writes a last snapshot. The store stays
    /// open and is the caller's to close.
    package func run() async throws(SinkError) {
        let queue = BlockingQueue(label: "claimstream.sink")
        let consumer: any Consumer
        let producer: any Producer
        let identity: LogIdentity
        var positions: [Int32: Int64]
        do throws(ResultsError) {
            positions = try await queue.run { [store] () throws(ResultsError) in try store.positions() }
        } catch {
            throw .results(error)
        }
        do throws(LogError) {
            let description = try await described()
            identity = LogIdentity(
                cluster: try await log.administration().cluster().id, topic: description.id ?? "")
            try checkPositions(&positions, description)
            consumer = try await log.makeConsumer(.assigned(starts(positions, description), commitGroup: groups.sink))
            producer = try await log.makeProducer()
            heartbeat.owns(description.partitions.map { TopicPartition(topics.enriched, $0.partition) })
        } catch {
            throw .log(error)
        }
        var session = SinkSession(
            sink: self, consumer: consumer,
            producer: RetryingProducer(producer: producer, logger: logger, heartbeat: heartbeat),
            queue: queue, identity: identity, positions: positions)
        let outcome: Result<Void, SinkError>
        do throws(SinkError) {
            outcome = .success(try await session.loop())
        } catch {
            outcome = .failure(error)
        }
        await producer.close()
        await consumer.close()
        try outcome.get()
    }

    private func described() async throws(LogError) -> TopicDescription {
        guard let description = try await log.administration().describe([topics.enriched]).first else {
            throw LogError(
                .unknownTopic, "the topic \(topics.enriched) does not exist; run 'claimstream topics create'")
        }
        return description
    }

    /// Holds the folder's positions against what the log still has.
    private func checkPositions(
        _ positions: inout [Int32: Int64], _ description: TopicDescription
    ) throws(LogError) {
        for partition in description.partitions {
            guard let position = positions[partition.partition.value] else { continue }
            if position > partition.end.value {
                throw LogError(
                    .offsetOutOfRange,
                    "the folder \(store.directory) has taken \(position) records of partition \(partition.partition), the topic \(topics.enriched) holds only \(partition.end): it was made anew; make the folder anew with 'claimstream rebuild', or give this log a folder of its own"
                )
            }
            if position < partition.begin.value {
                guard options.acceptsGap else {
                    throw LogError(
                        .offsetOutOfRange,
                        "records \(position) to \(partition.begin) of partition \(partition.partition) are gone from the topic \(topics.enriched) before the folder \(store.directory) took them; make it anew with 'claimstream rebuild', or go on with --accept-gap"
                    )
                }
                logger.error(
                    "gap accepted: partition \(partition.partition), records \(position)..<\(partition.begin) are gone")
                positions[partition.partition.value] = partition.begin.value
            }
        }
    }

    private func starts(
        _ positions: [Int32: Int64], _ description: TopicDescription
    ) -> [TopicPartition: StartPosition] {
        var starts: [TopicPartition: StartPosition] = [:]
        for partition in description.partitions {
            let place = TopicPartition(topics.enriched, partition.partition)
            starts[place] = positions[partition.partition.value].map { .offset(Offset($0)) } ?? .earliest
        }
        return starts
    }
}

/// Why the sink stopped.
package enum SinkError: Error, CustomStringConvertible {
    case log(LogError)
    case results(ResultsError)

    package var description: String {
        switch self {
        case .log(let error): error.description
        case .results(let error): error.description
        }
    }
}
