import EventLog
import Foundation
import Synchronization

/// The one writer of a topic in this process: a bounded queue and a thread that appends what is queued, many batches in one synced
/// transaction.
final class TopicWriter: Sendable {
    private typealias Answer = Result<[RecordPosition], LogError>

    /// A batch with its sender's continuation.
    private struct Pending: Sendable {
        let id: UInt64
        let records: [OutgoingRecord]
        let bytes: Int
        let continuation: CheckedContinuation<Answer, Never>
    }

    private struct State {
        var queue: [Pending] = []
        /// Senders without room, first come first served.
        var waiting: [Pending] = []
        /// Of what is queued or being written.
        var records = 0
        var bytes = 0
        var nextID: UInt64 = 0
        var isClosed = false
    }

    /// One transaction takes at most this much of the queue, so that the first of many batches need not wait for the last.
    private static let groupBytes = 8 << 20

    private let files: TopicFiles
    private let state = Mutex(State())
    private let appender: Mutex<Appender>
    private let thread: WorkThread
    private let compactor: Compactor?

    init(_ settings: TopicSettings, folder: LogFolder, options: EmbeddedLog.Options) throws(LogError) {
        files = try TopicFiles(settings, folder: folder, options: options)
        appender = Mutex(try Appender(files))
        thread = try WorkThread(name: "append")
        compactor = settings.isCompacted ? try Compactor(files) : nil
    }

    deinit { thread.finish() }

    /// Queues a batch, waiting for room, and returns when it is synced.
    func send(_ records: [OutgoingRecord]) async throws(LogError) -> [RecordPosition] {
        var bytes = 0
        for record in records {
            try check(record)
            bytes += record.size
        }
        let size = bytes
        let id = state.withLock { state in
            state.nextID += 1
            return state.nextID
        }
        let answer: Answer = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                enqueue(Pending(id: id, records: records, bytes: size, continuation: continuation))
            }
        } onCancel: {
            cancel(id)
        }
        return try answer.get()
    }

    /// Writes what is queued, turns the rest away, and ends the thread.
    func close() async {
        let waiting = state.withLock { state in
            state.isClosed = true
            defer { state.waiting = [] }
            return state.waiting
        }
        for pending in waiting { pending.continuation.resume(returning: .failure(Self.closed)) }
        await withCheckedContinuation { continuation in
            let accepted = thread.perform { [self] in
                drain()
                do throws(LogError) {
                    try appender.withLock { appender throws(LogError) in try appender.close() }
                } catch {
                    files.options.report("closing the writer of \(files.topic): \(error)")
                }
                continuation.resume()
            }
            if !accepted { continuation.resume() }
        }
        thread.finish()
        await compactor?.close()
    }

    private static let closed = LogError(.closed, "the embedded log was closed")

    private func check(_ record: OutgoingRecord) throws(LogError) {
        if record.size > files.settings.maxMessageBytes {
            throw LogError(
                .recordTooLarge,
                "a record of \(record.size) bytes is above the \(files.settings.maxMessageBytes) topic \(files.topic) takes (max.message.bytes)"
            )
        }
        if let partition = record.partition, partition.value >= files.settings.partitions {
            throw LogError(
                .unknownTopic,
                "topic \(files.topic) has no partition \(partition): it has \(files.settings.partitions), counted from 0"
            )
        }
    }

    private func enqueue(_ pending: Pending) {
        enum Fate { case queued, waits, refused(LogError) }
        let isCancelled = Task.isCancelled
        let fate: Fate = state.withLock { state in
            if state.isClosed { return .refused(Self.closed) }
            if state.waiting.isEmpty, hasRoom(for: pending, state) {
                admit(pending, &state)
                return .queued
            }
            if isCancelled { return .refused(Self.cancelled) }
            state.waiting.append(pending)
            return .waits
        }
        switch fate {
        case .queued: thread.perform { [self] in drain() }
        case .waits: break
        case .refused(let error): pending.continuation.resume(returning: .failure(error))
        }
    }

    private static let cancelled = LogError(.cancelled, "the sender was cancelled before its batch was taken")

    private func cancel(_ id: UInt64) {
        let pending: Pending? = state.withLock { state in
            guard let index = state.waiting.firstIndex(where: { $0.id == id }) else { return nil }
            return state.waiting.remove(at: index)
        }
        pending?.continuation.resume(returning: .failure(Self.cancelled))
    }

    /// A batch above the bounds is taken alone.
    private func hasRoom(for pending: Pending, _ state: State) -> Bool {
        state.records == 0
            || (state.records + pending.records.count <= files.options.queueRecords
                && state.bytes + pending.bytes <= files.options.queueBytes)
    }

    private func admit(_ pending: Pending, _ state: inout State) {
        state.queue.append(pending)
        state.records += pending.records.count
        state.bytes += pending.bytes
    }

    /// Appends all that is queued; on the thread.
    private func drain() {
        while true {
            let group = state.withLock { state in
                var count = 0
                var bytes = 0
                while count < state.queue.count, bytes < Self.groupBytes {
                    bytes += state.queue[count].bytes
                    count += 1
                }
                defer { state.queue.removeFirst(count) }
                return Array(state.queue.prefix(count))
            }
            if group.isEmpty { return }
            let (result, hasRolled) = appender.withLock { appender in
                let result: Result<[[RecordPosition]], LogError>
                do throws(LogError) { result = .success(try appender.append(group.map(\.records))) } catch {
                    result = .failure(error)
                }
                return (result, appender.takeHasRolled())
            }
            state.withLock { state in
                state.records -= group.reduce(0) { $0 + $1.records.count }
                state.bytes -= group.reduce(0) { $0 + $1.bytes }
                while let next = state.waiting.first, hasRoom(for: next, state) {
                    state.waiting.removeFirst()
                    admit(next, &state)
                }
            }
            switch result {
            case .success(let positions):
                for (pending, places) in zip(group, positions) {
                    pending.continuation.resume(returning: .success(places))
                }
            case .failure(let error):
                for pending in group { pending.continuation.resume(returning: .failure(error)) }
            }
            if hasRolled { compactor?.wake() }
        }
    }
}

/// A producer of the embedded log: it hands each topic's records to the process's writer of that topic.
final class EmbeddedProducer: Producer {
    private let log: EmbeddedLog
    private struct State {
        var isClosed = false
        var underWay = 0
        var closers: [CheckedContinuation<Void, Never>] = []
    }
    private let state = Mutex(State())

    init(log: EmbeddedLog) { self.log = log }

    func send(_ batch: [OutgoingRecord]) async throws(LogError) -> [RecordPosition] {
        try state.withLock { state throws(LogError) in
            if state.isClosed { throw LogError(.closed, "the producer was closed") }
            state.underWay += 1
        }
        defer { finishOne() }
        guard let topic = batch.first?.topic else { return [] }
        if batch.allSatisfy({ $0.topic == topic }) { return try await log.writer(of: topic).send(batch) }
        // Several topics: each topic's records are one transaction, written in the order the topics first appear.
        var order: [TopicName] = []
        var indices: [TopicName: [Int]] = [:]
        for (index, record) in batch.enumerated() {
            if indices[record.topic] == nil { order.append(record.topic) }
            indices[record.topic, default: []].append(index)
        }
        var positions: [RecordPosition?] = Array(repeating: nil, count: batch.count)
        for topic in order {
            let own = indices[topic] ?? []
            let places = try await log.writer(of: topic).send(own.map { batch[$0] })
            for (index, place) in zip(own, places) { positions[index] = place }
        }
        return positions.compactMap { $0 }
    }

    func close() async {
        await withCheckedContinuation { continuation in
            let isIdle = state.withLock { state in
                state.isClosed = true
                if state.underWay > 0 { state.closers.append(continuation) }
                return state.underWay == 0
            }
            if isIdle { continuation.resume() }
        }
    }

    private func finishOne() {
        let closers = state.withLock { state in
            state.underWay -= 1
            guard state.isClosed, state.underWay == 0 else { return [CheckedContinuation<Void, Never>]() }
            defer { state.closers = [] }
            return state.closers
        }
        for closer in closers { closer.resume() }
    }
}
