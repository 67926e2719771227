import Annotation
import CoreMetrics
package import EventLog
import Events
package import Logging
import ServiceLifecycle

/// The worker daemon: reads articles, annotates them on all cores, writes enriched articles, commits.
///
/// At least once, never lost: a position is committed only when every record before it was acknowledged on `enriched`
/// or on `dead-letters`. Order within a partition is kept. A document that kills the process is found again by the
/// notes in the commit metadata (`CrashRecovery`) and set aside.
package struct EnrichmentWorker: Sendable {
    package struct Options: Sendable {
        /// Records and bytes in hand at once.
        package var batch = BatchLimit(records: 256, bytes: 8 << 20, wait: .seconds(1))
        /// Tasks that annotate at once.
        package var parallelism: Int
        /// A document that was begun so often without an end is set aside.
        package var maxAttempts = 3
        /// Name of this member that outlives restarts (static membership); nil for none.
        package var memberID: String?

        package init(parallelism: Int) { self.parallelism = parallelism }
    }

    let log: any EventLog
    let topics: PipelineTopics
    let groups: PipelineGroups
    let engine: AnnotatorInUse
    let options: Options
    let logger: Logger
    /// Asked whenever nothing is left to read; true ends the loop. Nil for a daemon.
    let isFinished: (@Sendable () async throws(LogError) -> Bool)?
    let progress: @Sendable (ProgressUpdate) -> Void
    let heartbeat: Heartbeat

    package init(
        log: any EventLog, topics: PipelineTopics, groups: PipelineGroups, engine: AnnotatorInUse, options: Options,
        logger: Logger, heartbeat: Heartbeat = Heartbeat(loop: "work"),
        isFinished: (@Sendable () async throws(LogError) -> Bool)? = nil,
        progress: @escaping @Sendable (ProgressUpdate) -> Void = { _ in }
    ) {
        self.log = log
        self.topics = topics
        self.groups = groups
        self.engine = engine
        self.options = options
        self.logger = logger
        self.heartbeat = heartbeat
        self.isFinished = isFinished
        self.progress = progress
    }

    /// Runs until a graceful shutdown (what is in hand is finished, positions are committed), cancellation, or the end
    /// of the work where one is defined.
    package func run() async throws(LogError) {
        let consumer = try await log.makeConsumer(
            .group(name: groups.workers, memberID: options.memberID, topics: [topics.articles]))
        let producer = try await log.makeProducer()
        var session = WorkerSession(
            worker: self, consumer: consumer,
            producer: RetryingProducer(producer: producer, logger: logger, heartbeat: heartbeat))
        do {
            try await session.loop()
            await producer.close()
            await consumer.close()
        } catch {
            await producer.close()
            await consumer.close()
            throw error
        }
    }
}

/// One membership of a worker in its group, from joining to leaving.
private struct WorkerSession {
    let worker: EnrichmentWorker
    let consumer: any Consumer
    let producer: RetryingProducer
    let metrics = PipelineMetrics(loop: "work")
    var recovery: [TopicPartition: CrashRecovery] = [:]
    /// The next offset to read of every partition that something was done in.
    var positions: [TopicPartition: Offset] = [:]
    var backoff = Backoff()

    init(worker: EnrichmentWorker, consumer: any Consumer, producer: RetryingProducer) {
        self.worker = worker
        self.consumer = consumer
        self.producer = producer
    }

    mutating func loop() async throws(LogError) {
        while !Task.isShuttingDownGracefully && !Task.isCancelled {
            worker.heartbeat.beat()
            guard let poll = try await pollOnce() else { continue }
            worker.heartbeat.becameReady()
            if !poll.assigned.isEmpty || !poll.revoked.isEmpty || !poll.lost.isEmpty { metrics.rebalances.increment() }
            worker.heartbeat.ownsNoMore(poll.lost)
            for partition in poll.lost { forget(partition) }
            if !poll.revoked.isEmpty {
                try await commitClean(poll.revoked)
                for partition in poll.revoked { forget(partition) }
                worker.heartbeat.ownsNoMore(poll.revoked)
                try await consumer.acknowledgeRevocation()
            }
            worker.heartbeat.owns(poll.assigned)
            try await begin(poll.assigned)
            for gap in poll.gaps {
                worker.logger.error(
                    "records are gone: \(gap.partition) \(gap.expected)..<\(gap.resumed): \(gap.reason)")
            }
            if poll.records.isEmpty {
                if let isFinished = worker.isFinished, try await isFinished() { break }
            } else {
                try await work(on: poll.records)
            }
        }
        try await commitClean(Array(positions.keys))
    }

    /// One poll that a graceful shutdown cuts short; nil after a failure that waiting mends.
    private mutating func pollOnce() async throws(LogError) -> Poll? {
        let (consumer, limit) = (consumer, worker.options.batch)
        do {
            let result = await cancelWhenGracefulShutdown {
                do throws(LogError) {
                    return Result<Poll, LogError>.success(try await consumer.poll(limit))
                } catch {
                    return Result<Poll, LogError>.failure(error)
                }
            }
            let poll = try result.get()
            backoff.reset()
            return poll
        } catch let error where error.isRetriable && !error.isFatal {
            var generator = SystemRandomNumberGenerator()
            let wait = backoff.next(using: &generator)
            if backoff.attempts == 1 || backoff.attempts.isMultiple(of: 10) {
                worker.logger.warning("cannot read: \(error); trying again")
            }
            metrics.retries.increment()
            try await pause(wait)
            return nil
        }
    }

    /// Reads how the last owner of new partitions ended.
    private mutating func begin(_ partitions: [TopicPartition]) async throws(LogError) {
        guard !partitions.isEmpty else { return }
        let consumer = consumer
        let committed = try await again("positions cannot be read") { () throws(LogError) in
            try await consumer.committed(partitions)
        }
        for partition in partitions {
            let note = committed[partition].map { CommitNote($0.metadata) } ?? .clean
            recovery[partition] = CrashRecovery(
                note: note, maxAttempts: worker.options.maxAttempts)
        }
    }

    private mutating func forget(_ partition: TopicPartition) {
        recovery[partition] = nil
        positions[partition] = nil
    }

    /// Works on one poll's records, in steps that each partition's recovery allows.
    private mutating func work(on records: [Record]) async throws(LogError) {
        var remaining: [TopicPartition: ArraySlice<Record>] = [:]
        for (partition, group) in Dictionary(grouping: records, by: \.topicPartition) {
            remaining[partition] = group[...]
        }
        while !remaining.isEmpty {
            var batch: [Record] = []
            var setAside: [(Record, Int)] = []
            var notes: [TopicPartition: CommittedPosition] = [:]
            for partition in turn(remaining) {
                guard let group = remaining[partition], let first = group.first, let last = group.last else { continue }
                var steps =
                    recovery[partition]
                    ?? CrashRecovery(
                        note: .clean, maxAttempts: worker.options.maxAttempts)
                var taken = group
                switch steps.step(first: first.offset, last: last.offset) {
                case .normal: batch += group
                case .marked(let note):
                    notes[partition] = CommittedPosition(offset: first.offset, metadata: note.text)
                    batch += group
                case .single(let note):
                    notes[partition] = CommittedPosition(offset: first.offset, metadata: note.text)
                    taken = group.prefix(1)
                    batch += taken
                case .setAside(let attempts):
                    setAside.append((first, attempts))
                    taken = group.prefix(1)
                }
                recovery[partition] = steps
                remaining[partition] = group.dropFirst(taken.count)
                if remaining[partition]?.isEmpty == true { remaining[partition] = nil }
            }
            if !notes.isEmpty { try await commitOwn(notes) }
            try await process(batch, setAside)
        }
    }

    /// The partitions to go on with: one alone where a record is suspected of ending the process, else all.
    private func turn(_ remaining: [TopicPartition: ArraySlice<Record>]) -> [TopicPartition] {
        let partitions = remaining.keys.sorted()
        let suspect = partitions.first { partition in
            guard let first = remaining[partition]?.first else { return false }
            return recovery[partition]?.isAlone(at: first.offset) ?? false
        }
        return suspect.map { [$0] } ?? partitions
    }

    /// Annotates, sends, waits for the acknowledgement, commits.
    private mutating func process(_ batch: [Record], _ setAside: [(Record, Int)]) async throws(LogError) {
        let clock = ContinuousClock()
        let started = clock.now
        metrics.recordsInHand.record(batch.count + setAside.count)
        defer { metrics.recordsInHand.record(0) }
        let (annotator, topics) = (worker.engine.annotator, worker.topics)
        let outcomes = await parallelMap(batch, workers: worker.options.parallelism) { record in
            Self.enrich(record, annotator, topics)
        }
        var outgoing: [OutgoingRecord] = []
        var sources: [Record] = []
        var letters: [DeadLetter] = setAside.map { Self.crashed($0.0, attempts: $0.1, topics) }
        for (record, outcome) in zip(batch, outcomes) {
            switch outcome {
            case .enriched(let enriched):
                outgoing.append(enriched)
                sources.append(record)
            case .deadLetter(let letter): letters.append(letter)
            case .nothing: break
            }
        }
        let (_, refused) = try await producer.send(outgoing)
        for index in refused {
            letters.append(
                Self.letter(
                    sources[index], .tooLarge,
                    "the enriched article is larger than the topic's max.message.bytes; raise it",
                    topics))
        }
        for letter in letters {
            worker.logger.warning(
                "dead letter \(letter.id): \(letter.message)", metadata: ["source": "\(letter.source)"])
        }
        _ = try await producer.send(letters.map { $0.record(on: topics.deadLetters) })
        try await commit(batch + setAside.map(\.0))

        metrics.recordsIn.increment(by: batch.count + setAside.count)
        metrics.recordsOut.increment(by: outgoing.count - refused.count)
        metrics.count(letters)
        metrics.batchSeconds.recordNanoseconds(Int64((clock.now - started) / .nanoseconds(1)))
        worker.progress(.enriched(articles: batch.count, deadLetters: letters.count))
        worker.logger.debug("batch done", metadata: ["records": "\(batch.count)", "dead_letters": "\(letters.count)"])
    }

    private mutating func commit(_ done: [Record]) async throws(LogError) {
        var commits: [TopicPartition: CommittedPosition] = [:]
        for record in done {
            let partition = record.topicPartition
            let next = max(record.offset.next, commits[partition]?.offset ?? record.offset.next)
            recovery[partition]?.finished(next: next)
            let note = recovery[partition]?.note ?? .working
            commits[partition] = CommittedPosition(offset: next, metadata: note.text)
            positions[partition] = next
        }
        try await commitOwn(commits)
    }

    /// Commits positions of partitions that are still this worker's. One that went to another member meanwhile is dropped: the
    /// other does its records again, and the sink takes each article once. Where waiting helps (a full disk, a coordinator that
    /// moves), it waits.
    private mutating func commitOwn(_ commits: [TopicPartition: CommittedPosition]) async throws(LogError) {
        let consumer = consumer
        do throws(LogError) {
            try await again("positions cannot be committed") { () throws(LogError) in
                try await consumer.commit(commits)
            }
        } catch {
            guard error.code == .notAssigned else { throw error }
            worker.logger.info("positions of partitions that went to another worker are not committed: \(error)")
            for partition in commits.keys { forget(partition) }
        }
    }

    /// Does it until it works, where waiting helps; every other failure is thrown.
    private func again<Value>(
        _ what: String, _ body: () async throws(LogError) -> Value
    ) async throws(LogError) -> Value {
        var backoff = Backoff()
        var generator = SystemRandomNumberGenerator()
        while true {
            worker.heartbeat.beat()
            let failure: LogError
            do throws(LogError) {
                return try await body()
            } catch {
                failure = error
            }
            guard failure.isRetriable, !failure.isFatal else { throw failure }
            let wait = backoff.next(using: &generator)
            if backoff.attempts == 1 || backoff.attempts.isMultiple(of: 10) {
                worker.logger.warning("\(what): \(failure); trying again")
            }
            metrics.retries.increment()
            try await pause(wait)
        }
    }

    /// Says of partitions that nothing is in hand.
    private mutating func commitClean(_ partitions: [TopicPartition]) async throws(LogError) {
        var commits: [TopicPartition: CommittedPosition] = [:]
        for partition in partitions {
            guard let next = positions[partition] else { continue }
            commits[partition] = CommittedPosition(offset: next, metadata: CommitNote.clean.text)
        }
        guard !commits.isEmpty else { return }
        try await commitOwn(commits)
    }

    // MARK: One record

    private enum Outcome: Sendable {
        case enriched(OutgoingRecord)
        case deadLetter(DeadLetter)
        /// A tombstone: nothing to do.
        case nothing
    }

    private static func enrich(_ record: Record, _ annotator: Annotator, _ topics: PipelineTopics) -> Outcome {
        guard let value = record.value else { return .nothing }
        do throws(CodecError) {
            let article = try Article(decoding: value)
            var enriched = annotator.annotate(article)
            enriched.origin = record.origin
            return .enriched(
                OutgoingRecord(
                    topic: topics.enriched, key: record.key, value: enriched.encoded(articleRecord: value),
                    headers: record.traceHeaders))
        } catch {
            return .deadLetter(letter(record, .undecodable, error.description, topics))
        }
    }

    private static func crashed(_ record: Record, attempts: Int, _ topics: PipelineTopics) -> DeadLetter {
        var letter = letter(
            record, .crashed, "the worker died \(attempts) times while it worked on this article", topics)
        letter.attempts = attempts
        return letter
    }

    private static func letter(
        _ record: Record, _ reason: DeadLetter.Reason, _ message: String, _ topics: PipelineTopics
    ) -> DeadLetter {
        let key = String(decoding: record.key, as: UTF8.self)
        var letter = DeadLetter(
            reason: reason, message: message, topic: topics.articles, origin: record.origin, source: key,
            articleKey: record.key, original: record.value ?? [])
        letter.replays = record.replays
        return letter
    }
}
