import CRDKafka
import EventLog
import Logging
import Synchronization

/// What librdkafka calls back with, gathered for the client's thread.
enum KafkaEvent: Sendable {
    case delivered(tag: UInt, error: rd_kafka_resp_err_t, partition: Int32, offset: Int64)
    case assign([TopicPartition])
    case revoke([TopicPartition], isLost: Bool)
    case failed(LogError)

    var isRevocation: Bool {
        if case .revoke = self { true } else { false }
    }
}

/// The mailbox of a client's callbacks: they run inside `poll` or on librdkafka's threads, and never wait.
final class KafkaMailbox: Sendable {
    let logger: Logger
    private let events = Mutex<[KafkaEvent]>([])
    /// Set before closing: then revoked partitions are given back inside the callback, as nobody comes to do it later.
    let isClosing = Atomic(false)

    init(logger: Logger) { self.logger = logger }

    func post(_ event: KafkaEvent) { events.withLock { $0.append(event) } }

    func take() -> [KafkaEvent] {
        events.withLock { events in
            defer { events = [] }
            return events
        }
    }

    static func of(_ opaque: UnsafeMutableRawPointer?) -> KafkaMailbox? {
        guard let opaque = unsafe opaque else { return nil }
        return unsafe Unmanaged<KafkaMailbox>.fromOpaque(opaque).takeUnretainedValue()
    }
}

/// One librdkafka handle.
///
/// `@unchecked Sendable`: librdkafka documents its handle as thread-safe, and the pointers here never change. The mailbox outlives the handle,
/// because `close` destroys the handle (which ends all callbacks) while `self` still holds the mailbox. `close` comes last, once, on the
/// client's thread, after every other call has returned: all calls are made on that thread.
@safe final class KafkaClient: @unchecked Sendable {
    let handle: OpaquePointer
    let mailbox: KafkaMailbox
    let bootstrap: String
    private let queue: OpaquePointer?
    private var topics: [TopicName: OpaquePointer] = unsafe [:]

    /// Makes a client. `wakeDescriptor` gets a byte whenever events wait. Throws `configuration` for a wrong property.
    init(
        _ type: rd_kafka_type_t, bootstrap: String, options: KafkaLog.Options, defaults: [String: String],
        wakeDescriptor: Int32
    ) throws(LogError) {
        self.bootstrap = bootstrap
        mailbox = KafkaMailbox(logger: options.logger)
        let configuration = unsafe rd_kafka_conf_new()
        var message = [CChar](repeating: 0, count: 512)
        var properties = defaults
        properties["bootstrap.servers"] = bootstrap
        properties["client.id"] = "claimstream"
        // Keepalives notice a peer that is gone without a word.
        properties["socket.keepalive.enable"] = "true"
        // A connection that breaks while the broker is asked for its version would be taken for a broker of version 0.10, which knows no
        // headers: such a broker is older than anything we work with.
        properties["broker.version.fallback"] = "2.4.0"
        for (name, value) in options.properties { properties[name] = value }
        for (name, value) in properties.sorted(by: { $0.key < $1.key }) {
            let result = unsafe rd_kafka_conf_set(configuration, name, value, &message, message.count)
            if result != RD_KAFKA_CONF_OK {
                unsafe rd_kafka_conf_destroy(configuration)
                throw LogError(
                    .configuration, "the Kafka property \(name) cannot be set; correct it",
                    reason: LogError.text(message))
            }
        }
        unsafe rd_kafka_conf_set_opaque(configuration, Unmanaged.passUnretained(mailbox).toOpaque())
        unsafe rd_kafka_conf_set_log_cb(configuration) { handle, level, _, text in
            guard let mailbox = unsafe KafkaMailbox.of(handle.flatMap { unsafe rd_kafka_opaque($0) }),
                let text = unsafe text
            else { return }
            let line = unsafe String(cString: text)
            switch level {
            case ...3: mailbox.logger.error("\(line)")
            case 4: mailbox.logger.warning("\(line)")
            case 5...6: mailbox.logger.info("\(line)")
            default: mailbox.logger.debug("\(line)")
            }
        }
        unsafe rd_kafka_conf_set_error_cb(configuration) { handle, code, reason, opaque in
            guard let mailbox = unsafe KafkaMailbox.of(opaque) else { return }
            let text = unsafe reason.map { unsafe String(cString: $0) }
            let error = LogError.kafka(rd_kafka_resp_err_t(code), "talking to Kafka", reason: text)
            mailbox.logger.debug("\(error)")
            // Outages mend themselves; only what will not is passed on.
            if error.isFatal || error.code == .denied { mailbox.post(.failed(error)) }
        }
        if type == RD_KAFKA_PRODUCER {
            unsafe rd_kafka_conf_set_dr_msg_cb(configuration) { _, message, opaque in
                guard let mailbox = unsafe KafkaMailbox.of(opaque), let message = unsafe message?.pointee else {
                    return
                }
                unsafe mailbox.post(
                    .delivered(
                        tag: UInt(bitPattern: message._private), error: message.err, partition: message.partition,
                        offset: message.offset))
            }
        } else {
            unsafe rd_kafka_conf_set_rebalance_cb(configuration) { handle, code, list, opaque in
                guard let mailbox = unsafe KafkaMailbox.of(opaque), let handle = unsafe handle else { return }
                let partitions = unsafe PartitionList.partitions(list)
                let isCooperative = unsafe String(cString: rd_kafka_rebalance_protocol(handle)) == "COOPERATIVE"
                if mailbox.isClosing.load(ordering: .acquiring) {
                    if isCooperative, code == RD_KAFKA_RESP_ERR__REVOKE_PARTITIONS {
                        if let error = unsafe rd_kafka_incremental_unassign(handle, list) {
                            unsafe rd_kafka_error_destroy(error)
                        }
                    } else if !isCooperative {
                        _ = unsafe rd_kafka_assign(handle, nil)
                    }
                } else if code == RD_KAFKA_RESP_ERR__ASSIGN_PARTITIONS {
                    mailbox.post(.assign(partitions))
                } else {
                    mailbox.post(.revoke(partitions, isLost: unsafe rd_kafka_assignment_lost(handle) != 0))
                }
            }
        }
        guard let made = unsafe rd_kafka_new(type, configuration, &message, message.count) else {
            unsafe rd_kafka_conf_destroy(configuration)
            throw LogError(
                .configuration, "the Kafka client cannot be made with these settings", reason: LogError.text(message))
        }
        unsafe handle = made
        if type == RD_KAFKA_CONSUMER { unsafe rd_kafka_poll_set_consumer(made) }
        unsafe queue = type == RD_KAFKA_CONSUMER ? rd_kafka_queue_get_consumer(made) : rd_kafka_queue_get_main(made)
        if let queue = unsafe queue { unsafe rd_kafka_queue_io_event_enable(queue, wakeDescriptor, "k", 1) }
    }

    /// The handle of a topic, kept for the client's life.
    func topic(_ name: TopicName) -> OpaquePointer? {
        if let known = unsafe topics[name] { return unsafe known }
        let made = unsafe rd_kafka_topic_new(handle, name.description, nil)
        unsafe topics[name] = made
        return unsafe made
    }

    /// Partition counts of all topics. Asking for all never makes one, as asking for a single one can.
    func metadata(within limit: Duration) throws(LogError) -> (topics: [TopicName: Int32], brokers: Int) {
        var pointer: UnsafePointer<rd_kafka_metadata>?
        let code = unsafe rd_kafka_metadata(handle, 1, nil, &pointer, Int32(clamping: limit.milliseconds))
        guard code == RD_KAFKA_RESP_ERR_NO_ERROR, let metadata = unsafe pointer else {
            // At the start a timeout means that no broker was reached at all.
            let mapped = code == RD_KAFKA_RESP_ERR__TIMED_OUT ? RD_KAFKA_RESP_ERR__TRANSPORT : code
            throw LogError.kafka(mapped, "connecting to Kafka at \(bootstrap)")
        }
        defer { unsafe rd_kafka_metadata_destroy(metadata) }
        var topics: [TopicName: Int32] = [:]
        for index in 0..<Int(unsafe metadata.pointee.topic_cnt) {
            let topic = unsafe metadata.pointee.topics[index]
            let name = unsafe String(cString: topic.topic)
            if unsafe topic.err == RD_KAFKA_RESP_ERR_NO_ERROR, TopicName.isValid(name) {
                topics[try TopicName(name)] = unsafe topic.partition_cnt
            }
        }
        return (topics, Int(unsafe metadata.pointee.broker_cnt))
    }

    /// The error for a topic that is not there.
    func unknown(_ topic: TopicName) -> LogError {
        LogError(
            .unknownTopic,
            "topic \(topic) does not exist on Kafka at \(bootstrap); create it with 'claimstream topics create'")
    }

    /// The oldest offset of a partition and the next to be written.
    func bounds(_ place: TopicPartition, within limit: Duration) throws(LogError) -> (begin: Int64, end: Int64) {
        var low: Int64 = 0
        var high: Int64 = 0
        let code = unsafe rd_kafka_query_watermark_offsets(
            handle, place.topic.description, place.partition.value, &low, &high, Int32(clamping: limit.milliseconds))
        if code != RD_KAFKA_RESP_ERR_NO_ERROR { throw LogError.kafka(code, "asking for the ends of \(place)") }
        return (low, high)
    }

    /// Committed positions of the client's group.
    func committed(
        _ places: [TopicPartition], within limit: Duration
    ) throws(LogError) -> [TopicPartition: CommittedPosition] {
        let list = PartitionList(places)
        let code = try unsafe list.lend { unsafe rd_kafka_committed(handle, $0, Int32(clamping: limit.milliseconds)) }
        if code != RD_KAFKA_RESP_ERR_NO_ERROR { throw LogError.kafka(code, "asking for committed positions") }
        var positions: [TopicPartition: CommittedPosition] = [:]
        for element in list.elements where element.offset >= 0 {
            positions[element.place] = CommittedPosition(offset: Offset(element.offset), metadata: element.metadata)
        }
        return positions
    }

    /// Destroys the handle; nothing of it may be used any more.
    func close() {
        if let queue = unsafe queue {
            unsafe rd_kafka_queue_io_event_enable(queue, -1, nil, 0)
            unsafe rd_kafka_queue_destroy(queue)
        }
        unsafe topics.values.forEach { unsafe rd_kafka_topic_destroy($0) }
        unsafe topics = [:]
        unsafe rd_kafka_destroy(handle)
    }
}
