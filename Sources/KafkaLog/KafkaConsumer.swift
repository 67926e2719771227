import CRDKafka
import EventLog
import Foundation
import Synchronization

/// A consumer on Kafka: a thread that serves librdkafka, and that other calls are handed to.
final class KafkaConsumer: Consumer {
    private let thread: WorkThread
    private let core: Mutex<KafkaConsumerCore>
    private let ids = Atomic<UInt64>(0)
    private let closing = Mutex(false)
    private let onClose: @Sendable (KafkaConsumer) -> Void

    private init(
        thread: WorkThread, core: sending KafkaConsumerCore, onClose: @escaping @Sendable (KafkaConsumer) -> Void
    ) {
        self.thread = thread
        self.core = Mutex(core)
        self.onClose = onClose
    }

    static func start(
        _ subscription: Subscription, bootstrap: String, options: KafkaLog.Options,
        onClose: @escaping @Sendable (KafkaConsumer) -> Void
    ) async throws(LogError) -> KafkaConsumer {
        let thread = try WorkThread(name: "kafka-consume")
        do throws(LogError) {
            return try await thread.call { () throws(LogError) in
                let core = try KafkaConsumerCore(
                    subscription, bootstrap: bootstrap, options: options, wakeDescriptor: thread.wakeDescriptor)
                let consumer = KafkaConsumer(thread: thread, core: core, onClose: onClose)
                thread.setTurn { [weak consumer] in consumer?.core.withLock { $0.turn() } }
                return consumer
            }
        } catch {
            thread.finish()
            throw error
        }
    }

    func poll(_ limit: BatchLimit) async throws(LogError) -> Poll {
        let id = ids.wrappingAdd(1, ordering: .relaxed).newValue
        let result: Result<Poll, LogError> = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let accepted = thread.perform { [self] in core.withLock { $0.beginPoll(id, limit, continuation) } }
                if !accepted { continuation.resume(returning: .failure(KafkaConsumerCore.closed)) }
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
        _ body: @escaping @Sendable (KafkaConsumerCore) throws(LogError) -> Value
    ) async throws(LogError) -> Value {
        try await thread.call { [self] () throws(LogError) in
            try core.withLock { core throws(LogError) in try body(core) }
        }
    }
}
