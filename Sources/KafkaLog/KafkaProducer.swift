import CRDKafka
import EventLog
import Logging
import Synchronization

/// A producer on Kafka: idempotent, acknowledged by all in-sync replicas, in batches.
final class KafkaProducer: Producer {
    private let thread: WorkThread
    private let core: Mutex<KafkaProducerCore>
    private let ids = Atomic<UInt64>(0)
    private let closeLimit: Duration
    private let closing = Mutex(false)
    private let onClose: @Sendable (KafkaProducer) -> Void

    private init(
        thread: WorkThread, core: sending KafkaProducerCore, closeLimit: Duration,
        onClose: @escaping @Sendable (KafkaProducer) -> Void
    ) {
        self.thread = thread
        self.core = Mutex(core)
        self.closeLimit = closeLimit
        self.onClose = onClose
    }

    static func start(
        bootstrap: String, options: KafkaLog.Options, onClose: @escaping @Sendable (KafkaProducer) -> Void
    ) async throws(LogError) -> KafkaProducer {
        let thread = try WorkThread(name: "kafka-produce")
        do throws(LogError) {
            return try await thread.call { () throws(LogError) in
                let client = try KafkaClient(
                    RD_KAFKA_PRODUCER, bootstrap: bootstrap, options: options,
                    defaults: [
                        "enable.idempotence": "true", "acks": "all", "compression.codec": "lz4", "linger.ms": "5",
                        // A record may be large; the topic's own max.message.bytes decides.
                        "message.max.bytes": "20971520", "queue.buffering.max.kbytes": "32768",
                        "message.timeout.ms": "120000",
                    ], wakeDescriptor: thread.wakeDescriptor)
                let topics: [TopicName: Int32]
                do throws(LogError) { topics = try client.metadata(within: options.connectLimit).topics } catch {
                    client.close()
                    throw error
                }
                let core = KafkaProducerCore(client: client, topics: topics, options: options)
                let producer = KafkaProducer(
                    thread: thread, core: core, closeLimit: options.closeLimit, onClose: onClose)
                thread.setTurn { [weak producer] in producer?.core.withLock { $0.turn() } }
                return producer
            }
        } catch {
            thread.finish()
            throw error
        }
    }

    func send(_ batch: [OutgoingRecord]) async throws(LogError) -> [RecordPosition] {
        if batch.isEmpty { return [] }
        let id = ids.wrappingAdd(1, ordering: .relaxed).newValue
        let answer: Result<[RecordPosition], LogError> = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let accepted = thread.perform { [self] in core.withLock { $0.begin(id, batch, continuation) } }
                if !accepted { continuation.resume(returning: .failure(KafkaProducerCore.closed)) }
                if accepted, Task.isCancelled { thread.perform { [self] in core.withLock { $0.cancel(id) } } }
            }
        } onCancel: {
            thread.perform { [self] in core.withLock { $0.cancel(id) } }
        }
        return try answer.get()
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
                core.withLock { $0.close(within: closeLimit) }
                continuation.resume()
            }
            if !accepted { continuation.resume() }
        }
        thread.finish()
    }
}

/// The producer's state, confined to its thread: batches wait their turn, are given to librdkafka as far as its queue has room, and are
/// answered when all their delivery reports are in.
final class KafkaProducerCore {
    private struct Batch {
        let id: UInt64
        let records: [OutgoingRecord]
        let continuation: CheckedContinuation<Result<[RecordPosition], LogError>, Never>
        /// How many were given to librdkafka.
        var given = 0
        var reported = 0
        var positions: [RecordPosition?]
        var error: LogError?
    }

    static let closed = LogError(.closed, "the producer was closed")

    /// A delivery report's tag: the batch in the high bits, the record's index + 1 in the low.
    private static let indexBits: UInt = 24

    private let client: KafkaClient
    private let options: KafkaLog.Options
    private var topics: [TopicName: Int32]
    private var batches: [UInt64: Batch] = [:]
    /// Batches not given to librdkafka completely, in order.
    private var queue: [UInt64] = []
    private var failure: LogError?
    private var isClosed = false

    init(client: KafkaClient, topics: [TopicName: Int32], options: KafkaLog.Options) {
        self.client = client
        self.topics = topics
        self.options = options
    }

    func begin(
        _ id: UInt64, _ records: [OutgoingRecord],
        _ continuation: CheckedContinuation<Result<[RecordPosition], LogError>, Never>
    ) {
        if isClosed { return continuation.resume(returning: .failure(Self.closed)) }
        if let failure { return continuation.resume(returning: .failure(failure)) }
        do throws(LogError) { try check(records) } catch { return continuation.resume(returning: .failure(error)) }
        batches[id] = Batch(
            id: id, records: records, continuation: continuation, positions: Array(repeating: nil, count: records.count)
        )
        queue.append(id)
        give()
    }

    private func check(_ records: [OutgoingRecord]) throws(LogError) {
        guard records.count < 1 << Int(Self.indexBits) - 1 else {
            throw LogError(.configuration, "a batch of \(records.count) records is too long")
        }
        for record in records {
            if topics[record.topic] == nil { topics = try client.metadata(within: options.connectLimit).topics }
            guard let count = topics[record.topic] else { throw client.unknown(record.topic) }
            if let partition = record.partition, partition.value >= count {
                throw LogError(
                    .unknownTopic,
                    "topic \(record.topic) has no partition \(partition): it has \(count), counted from 0")
            }
        }
    }

    func cancel(_ id: UInt64) {
        guard let batch = batches[id], batch.given == 0 else { return }
        batches[id] = nil
        queue.removeAll { $0 == id }
        batch.continuation.resume(
            returning: .failure(LogError(.cancelled, "the sender was cancelled before its batch was taken")))
    }

    func turn() -> Duration? {
        if isClosed { return nil }
        while unsafe rd_kafka_poll(client.handle, 0) > 0 {}
        for event in client.mailbox.take() { handle(event) }
        give()
        // Events wake the thread; this is for timeouts that librdkafka notices in its own time, and costs a call a second.
        return .seconds(1)
    }

    private func handle(_ event: KafkaEvent) {
        switch event {
        case .delivered(let tag, let error, let partition, let offset):
            let id = UInt64(tag >> Self.indexBits)
            let index = Int(tag & (1 << Self.indexBits - 1)) - 1
            guard var batch = batches.removeValue(forKey: id), index >= 0 else { return }
            batch.reported += 1
            let topic = batch.records[index].topic
            if error == RD_KAFKA_RESP_ERR_NO_ERROR, offset >= 0 {
                batch.positions[index] = RecordPosition(
                    topic: topic, partition: Partition(partition), offset: Offset(offset))
            } else if error == RD_KAFKA_RESP_ERR_NO_ERROR {
                batch.error =
                    batch.error ?? LogError(.other, "Kafka acknowledged a record of \(topic) without its offset")
            } else {
                batch.error = batch.error ?? LogError.kafka(error, "writing to \(topic)")
            }
            settle(batch)
        case .failed(let error):
            if error.isFatal { failure = error }
        case .assign, .revoke:
            preconditionFailure("a producer is not assigned partitions")
        }
    }

    /// Answers a batch that is complete, and keeps one that is not.
    private func settle(_ batch: Batch) {
        let isGiven = batch.given == batch.records.count || batch.error != nil
        guard isGiven, batch.reported == batch.given else {
            batches[batch.id] = batch
            return
        }
        batches[batch.id] = nil
        queue.removeAll { $0 == batch.id }
        if let error = batch.error { return batch.continuation.resume(returning: .failure(error)) }
        batch.continuation.resume(returning: .success(batch.positions.compactMap { $0 }))
    }

    /// Gives librdkafka as much as its queue takes; delivery reports bring us back for the rest.
    private func give() {
        while let id = queue.first, var batch = batches[id] {
            while batch.given < batch.records.count, batch.error == nil {
                let tag = UInt(id) << Self.indexBits | UInt(batch.given + 1)
                let code = produce(batch.records[batch.given], tag: tag)
                if code == RD_KAFKA_RESP_ERR__QUEUE_FULL {
                    batches[id] = batch
                    return
                }
                if code == RD_KAFKA_RESP_ERR_NO_ERROR {
                    batch.given += 1
                } else {
                    batch.error = LogError.kafka(code, "writing to \(batch.records[batch.given].topic)")
                }
            }
            queue.removeFirst()
            settle(batch)
        }
    }

    private func produce(_ record: OutgoingRecord, tag: UInt) -> rd_kafka_resp_err_t {
        guard let count = topics[record.topic], let topic = unsafe client.topic(record.topic) else {
            return RD_KAFKA_RESP_ERR__UNKNOWN_TOPIC
        }
        let partition = record.partition ?? KeyPartitioner.partition(of: record.key, count: count)
        let headers = record.headers.isEmpty ? nil : unsafe rd_kafka_headers_new(record.headers.count)
        for header in record.headers {
            unsafe header.value.withUnsafeBytes { value in
                // A length without a pointer would be a missing value, not an empty one.
                var empty: UInt8 = 0
                _ = unsafe withUnsafePointer(to: &empty) { empty in
                    unsafe rd_kafka_header_add(
                        headers, header.name, -1, value.baseAddress ?? UnsafeRawPointer(empty), value.count)
                }
            }
        }
        var code = RD_KAFKA_RESP_ERR_NO_ERROR
        var empty: UInt8 = 0
        unsafe withUnsafeMutablePointer(to: &empty) { empty in
            let empty = UnsafeMutableRawPointer(empty)
            unsafe record.key.withUnsafeBytes { key in
                func send(_ value: UnsafeMutableRawPointer?, _ size: Int) {
                    var arguments = unsafe [rd_kafka_vu_t](repeating: rd_kafka_vu_t(), count: 7)
                    unsafe arguments[0].vtype = RD_KAFKA_VTYPE_RKT
                    unsafe arguments[0].u.rkt = topic
                    unsafe arguments[1].vtype = RD_KAFKA_VTYPE_PARTITION
                    unsafe arguments[1].u.i32 = partition.value
                    unsafe arguments[2].vtype = RD_KAFKA_VTYPE_MSGFLAGS
                    unsafe arguments[2].u.i = Int32(RD_KAFKA_MSG_F_COPY)
                    unsafe arguments[3].vtype = RD_KAFKA_VTYPE_KEY
                    unsafe arguments[3].u.mem.ptr = UnsafeMutableRawPointer(mutating: key.baseAddress) ?? empty
                    unsafe arguments[3].u.mem.size = key.count
                    unsafe arguments[4].vtype = RD_KAFKA_VTYPE_VALUE
                    unsafe arguments[4].u.mem.ptr = value
                    unsafe arguments[4].u.mem.size = size
                    unsafe arguments[5].vtype = RD_KAFKA_VTYPE_OPAQUE
                    unsafe arguments[5].u.ptr = UnsafeMutableRawPointer(bitPattern: tag)
                    unsafe arguments[6].vtype = RD_KAFKA_VTYPE_TIMESTAMP
                    unsafe arguments[6].u.i64 = record.timestamp ?? 0
                    if let headers = unsafe headers {
                        unsafe arguments.append(rd_kafka_vu_t())
                        unsafe arguments[7].vtype = RD_KAFKA_VTYPE_HEADERS
                        unsafe arguments[7].u.headers = headers
                    }
                    if let error = unsafe rd_kafka_produceva(client.handle, arguments, arguments.count) {
                        code = unsafe rd_kafka_error_code(error)
                        unsafe rd_kafka_error_destroy(error)
                    }
                }
                if let value = record.value {
                    unsafe value.withUnsafeBytes { value in
                        unsafe send(UnsafeMutableRawPointer(mutating: value.baseAddress) ?? empty, value.count)
                    }
                } else {
                    send(nil, 0)
                }
            }
        }
        // On failure the headers are still ours.
        if code != RD_KAFKA_RESP_ERR_NO_ERROR, let headers = unsafe headers { unsafe rd_kafka_headers_destroy(headers) }
        return code
    }

    /// Flushes within the limit, gives up what is left, and destroys the client.
    func close(within limit: Duration) {
        if isClosed { return }
        for id in queue {
            guard let batch = batches[id], batch.given == 0 else { continue }
            batches[id] = nil
            batch.continuation.resume(returning: .failure(Self.closed))
        }
        queue = []
        let code = unsafe rd_kafka_flush(client.handle, Int32(clamping: limit.milliseconds))
        if code != RD_KAFKA_RESP_ERR_NO_ERROR {
            let left = unsafe rd_kafka_outq_len(client.handle)
            client.mailbox.logger.error(
                "closing a Kafka producer: \(left) records were not acknowledged within \(limit)")
            _ = unsafe rd_kafka_purge(client.handle, Int32(RD_KAFKA_PURGE_F_QUEUE | RD_KAFKA_PURGE_F_INFLIGHT))
            _ = unsafe rd_kafka_poll(client.handle, 100)
        }
        for event in client.mailbox.take() { handle(event) }
        isClosed = true
        for batch in batches.values { batch.continuation.resume(returning: .failure(batch.error ?? Self.closed)) }
        batches = [:]
        client.close()
    }
}
