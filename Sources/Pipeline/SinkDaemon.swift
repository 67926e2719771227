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
        package var batch = BatchLimit(records: 2_000, bytes: 32 << 20, wait: .milliseconds(500), linger: .milliseconds(50))
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

    /// - Parameter isFinished: asked with the positions reached whenever nothing is left to read; true ends the loop.
    package init(
        log: any EventLog, topics: PipelineTopics, groups: PipelineGroups, store: SinkStore, options: Options,
        logger: Logger, isFinished: (@Sendable ([Int32: Int64]) async throws(LogError) -> Bool)? = nil,
        progress: @escaping @Sendable (ProgressUpdate) -> Void = { _ in }
    ) {
        self.log = log
        self.topics = topics
        self.groups = groups
        self.store = store
        self.options = options
        self.logger = logger
        self.isFinished = isFinished
        self.progress = progress
    }

    /// Runs until a graceful shutdown, cancellation or the end of the work, then writes a last snapshot.
    package func run() async throws(SinkError) {
        let queue = BlockingQueue(label: "claimstream.sink")
        do throws(LogError) {
            let start = try await startPositions(queue)
            let consumer = try await log.makeConsumer(.assigned(start, commitGroup: groups.sink))
            let producer = try await log.makeProducer()
            var session = SinkSession(
                sink: self, consumer: consumer, producer: RetryingProducer(producer: producer, logger: logger),
                queue: queue)
            let outcome = await session.outcome()
            await producer.close()
            await consumer.close()
            if case .failure(let error) = outcome { throw error }
        } catch {
            throw error
        }
    }
}
