import CoreMetrics
import EventLog
import Events
import Logging
import Results
import ServiceLifecycle

/// One run of the sink's loop.
struct SinkSession {
    let sink: SinkDaemon
    let consumer: any Consumer
    let producer: RetryingProducer
    let queue: BlockingQueue
    let identity: LogIdentity
    private let metrics = PipelineMetrics(loop: "sink")
    private let clock = ContinuousClock()
    /// Next offset to read of every partition, as the folder holds it.
    private var positions: [Int32: Int64]
    /// Of these, what lag tools have not been told. At the start that is all: the last run may have died before it told them.
    private var untold: [Int32: Int64]
    private var schedule: SnapshotSchedule
    private var hasUnwritten = true
    /// What was last wrong with the corrections file, so that it is said once.
    private var correctionsProblem: String?

    init(
        sink: SinkDaemon, consumer: any Consumer, producer: RetryingProducer, queue: BlockingQueue,
        identity: LogIdentity, positions: [Int32: Int64]
    ) {
        self.sink = sink
        self.consumer = consumer
        self.producer = producer
        self.queue = queue
        self.identity = identity
        self.positions = positions
        untold = positions
        schedule = SnapshotSchedule(interval: sink.options.snapshotInterval)
    }

    mutating func loop() async throws(SinkError) {
        while !Task.isShuttingDownGracefully && !Task.isCancelled {
            sink.heartbeat.beat()
            let records = try await poll()
            try await refreshCorrections()
            if records.isEmpty {
                if let isFinished = sink.isFinished, try await ask(isFinished) { break }
            } else {
                try await apply(records)
            }
            await tell()
            if hasUnwritten, schedule.isDue(at: clock.now) { try await snapshot() }
        }
        try await snapshot()
    }

    /// Takes up a changed corrections file; a broken one is reported, and what was in force stays.
    private mutating func refreshCorrections() async throws(SinkError) {
        do throws(ResultsError) {
            let store = sink.store
            if try await queue.run({ () throws(ResultsError) in try store.refreshCorrections() }) {
                hasUnwritten = true
                correctionsProblem = nil
                sink.logger.notice("corrections taken up")
            }
        } catch {
            guard error.code != .fenced else { throw .results(error) }
            if correctionsProblem != error.description {
                sink.logger.error("the corrections are left as they were: \(error)")
            }
            correctionsProblem = error.description
        }
    }

    private func ask(
        _ isFinished: @Sendable ([Int32: Int64]) async throws(LogError) -> Bool
    ) async throws(SinkError) -> Bool {
        do throws(LogError) {
            return try await isFinished(positions)
        } catch {
            throw .log(error)
        }
    }

    private func poll() async throws(SinkError) -> [Record] {
        let (consumer, limit) = (consumer, sink.options.batch)
        let result = await cancelWhenGracefulShutdown {
            do throws(LogError) {
                return Result<Poll, LogError>.success(try await consumer.poll(limit))
            } catch {
                return Result<Poll, LogError>.failure(error)
            }
        }
        do throws(LogError) {
            let poll = try result.get()
            if let gap = poll.gaps.first, !sink.options.acceptsGap {
                throw LogError(
                    .offsetOutOfRange,
                    "records \(gap.expected)..<\(gap.resumed) of \(gap.partition) are gone (\(gap.reason)); rebuild the folder, or go on with --accept-gap"
                )
            }
            // Less than a full batch: there is nothing more to catch up with.
            if poll.records.count < sink.options.batch.records { sink.heartbeat.becameReady() }
            return poll.records
        } catch {
            guard error.isRetriable, !error.isFatal else { throw .log(error) }
            sink.logger.warning("cannot read: \(error); trying again")
            metrics.retries.increment()
            do throws(LogError) {
                try await pause(.milliseconds(500))
            } catch {
                return []
            }
            return []
        }
    }

    /// Folds one poll's records into the folder: dead letters first, then the transaction, then the commit for lag tools.
    private mutating func apply(_ records: [Record]) async throws(SinkError) {
        let started = clock.now
        metrics.recordsInHand.record(records.count)
        defer { metrics.recordsInHand.record(0) }
        var batch = SinkBatch(identity: identity)
        var letters: [DeadLetter] = []
        for record in records {
            batch.positions[record.partition.value] = record.offset.value + 1
            guard let value = record.value else { continue }
            do throws(CodecError) {
                batch.articles.append(
                    SinkBatch.Item(
                        partition: record.partition.value, offset: record.offset.value,
                        enriched: try EnrichedArticle(decoding: value)))
            } catch {
                var letter = DeadLetter(
                    reason: .undecodable, message: error.description, topic: sink.topics.enriched,
                    origin: record.origin, source: String(decoding: record.key, as: UTF8.self),
                    articleKey: record.key, original: value)
                letter.replays = record.replays
                letters.append(letter)
            }
        }
        do throws(LogError) {
            _ = try await producer.send(letters.map { $0.record(on: sink.topics.deadLetters) })
        } catch {
            throw .log(error)
        }
        for letter in letters { sink.logger.warning("dead letter \(letter.id): \(letter.message)") }
        let summary = try await store(batch)
        positions.merge(batch.positions) { _, new in new }
        untold.merge(batch.positions) { _, new in new }
        hasUnwritten = true
        metrics.recordsIn.increment(by: records.count)
        metrics.recordsOut.increment(by: summary.applied)
        metrics.duplicates.increment(by: summary.ignored)
        metrics.count(letters)
        metrics.batchSeconds.recordNanoseconds(Int64((clock.now - started) / .nanoseconds(1)))
        sink.progress(.aggregated(articles: summary.applied, ignored: summary.ignored))
    }

    /// Waits out a full disk: the batch is applied whole once there is room again.
    private func store(_ batch: SinkBatch) async throws(SinkError) -> ApplySummary {
        var backoff = Backoff(first: .milliseconds(500), limit: .seconds(60))
        var generator = SystemRandomNumberGenerator()
        while true {
            do throws(ResultsError) {
                let (store, batch) = (sink.store, batch)
                return try await queue.run { () throws(ResultsError) in try store.apply(batch) }
            } catch {
                guard error.isRetriable, !Task.isCancelled, !Task.isShuttingDownGracefully else {
                    throw .results(error)
                }
                sink.logger.error("the folder takes nothing: \(error); trying again")
                metrics.retries.increment()
                do throws(LogError) {
                    try await pause(backoff.next(using: &generator))
                } catch {
                    continue
                }
            }
        }
    }

    /// Commits the positions reached. Only lag tools read them, so a failure is worth a line and another attempt after the next poll.
    private mutating func tell() async {
        guard !untold.isEmpty else { return }
        var commits: [TopicPartition: CommittedPosition] = [:]
        for (partition, next) in untold {
            commits[TopicPartition(sink.topics.enriched, Partition(partition))] = CommittedPosition(
                offset: Offset(next))
        }
        do throws(LogError) {
            try await consumer.commit(commits)
            untold = [:]
        } catch {
            sink.logger.debug("positions for lag tools were not stored: \(error)")
        }
    }

    private mutating func snapshot() async throws(SinkError) {
        let started = clock.now
        do throws(ResultsError) {
            let store = sink.store
            let summary = try await queue.run { () throws(ResultsError) in try store.writeSnapshot() }
            sink.progress(.snapshot(generation: summary.generation))
        } catch {
            guard error.isRetriable else { throw .results(error) }
            sink.logger.error("the snapshot is not written: \(error); it is made anew later")
        }
        hasUnwritten = false
        schedule.wrote(from: started, to: clock.now)
    }
}

/// When the next snapshot may be written: at most one an interval, or in ten times the last one's duration.
struct SnapshotSchedule {
    private let interval: Duration
    private var next: ContinuousClock.Instant?

    init(interval: Duration) { self.interval = interval }

    /// The first one is due at once: a new folder shows its files early.
    func isDue(at now: ContinuousClock.Instant) -> Bool { next.map { now >= $0 } ?? true }

    mutating func wrote(from start: ContinuousClock.Instant, to end: ContinuousClock.Instant) {
        next = end + max(interval, (end - start) * 10)
    }
}
