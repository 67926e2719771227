import EventLog
import Foundation
import Synchronization

/// A consumer of the embedded log: a thread that reads, and that other calls are handed to.
final class EmbeddedConsumer: Consumer {
    private let thread: WorkThread
    private let core: Mutex<ConsumerCore>
    private let pollIDs = Atomic<UInt64>(0)
    private let onClose: @Sendable (EmbeddedConsumer) -> Void
    private let closing = Mutex(false)

    private init(
        thread: WorkThread, core: sending ConsumerCore, onClose: @escaping @Sendable (EmbeddedConsumer) -> Void
    ) {
        self.thread = thread
        self.core = Mutex(core)
        self.onClose = onClose
    }

    /// Opens files and joins the group, off the caller's thread.
    static func start(
        _ subscription: Subscription, folder: LogFolder, options: EmbeddedLog.Options,
        onClose: @escaping @Sendable (EmbeddedConsumer) -> Void
    ) async throws(LogError) -> EmbeddedConsumer {
        let bell = FileBell()
        let thread = try WorkThread(name: "consume", watching: bell.descriptor < 0 ? nil : bell.descriptor)
        do throws(LogError) {
            return try await thread.call { () throws(LogError) in
                let core = try ConsumerCore(subscription, folder: folder, options: options, bell: bell)
                let consumer = EmbeddedConsumer(thread: thread, core: core, onClose: onClose)
                thread.setTurn { [weak consumer] in consumer?.core.withLock { $0.turn() } }
                return consumer
            }
        } catch {
            thread.finish()
            throw error
        }
    }

    deinit { thread.finish() }

    func poll(_ limit: BatchLimit) async throws(LogError) -> Poll {
        let id = pollIDs.wrappingAdd(1, ordering: .relaxed).newValue
        let result: Result<Poll, LogError> = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let accepted = thread.perform { [self] in
                    core.withLock { $0.beginPoll(id, limit, continuation) }
                }
                if !accepted { continuation.resume(returning: .failure(ConsumerCore.closed)) }
                // Cancelled before the thread knew of the poll: say it again, after it.
                if accepted, Task.isCancelled { thread.perform { [self] in core.withLock { $0.endPoll(id) } } }
            }
        } onCancel: {
            thread.perform { [self] in core.withLock { $0.endPoll(id) } }
        }
        return try result.get()
    }

    func acknowledgeRevocation() async throws(LogError) {
        try await onThread { core throws(LogError) in try core.acknowledgeRevocation() }
    }

    func commit(_ positions: [TopicPartition: CommittedPosition]) async throws(LogError) {
        try await onThread { core throws(LogError) in try core.commit(positions) }
    }

    func committed(_ partitions: [TopicPartition]) async throws(LogError) -> [TopicPartition: CommittedPosition] {
        try await onThread { core throws(LogError) in try core.committed(partitions) }
    }

    func assignment() async throws(LogError) -> [TopicPartition] {
        try await onThread { core throws(LogError) in try core.assignment() }
    }

    func pause(_ partitions: [TopicPartition]) async throws(LogError) {
        try await onThread { core throws(LogError) in try core.setPaused(partitions, true) }
    }

    func resume(_ partitions: [TopicPartition]) async throws(LogError) {
        try await onThread { core throws(LogError) in try core.setPaused(partitions, false) }
    }

    func seek(_ partition: TopicPartition, to offset: Offset) async throws(LogError) {
        try await onThread { core throws(LogError) in try core.seek(partition, to: offset) }
    }

    func close() async {
        let isFirst = closing.withLock { isClosing in
            defer { isClosing = true }
            return !isClosing
        }
        if !isFirst { return }
        onClose(self)
        await withCheckedContinuation { continuation in
            let accepted = thread.perform { [self] in
                core.withLock { $0.close() }
                continuation.resume()
            }
            if !accepted { continuation.resume() }
        }
        thread.finish()
    }

    private func onThread<Value: Sendable>(
        _ body: @escaping @Sendable (ConsumerCore) throws(LogError) -> Value
    ) async throws(LogError) -> Value {
        try await thread.call { [self] () throws(LogError) in
            try core.withLock { core throws(LogError) in try body(core) }
        }
    }
}
