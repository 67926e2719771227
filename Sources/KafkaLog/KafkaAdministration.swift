import CRDKafka
import EventLog
import Foundation
import Synchronization

/// Kafka's administration: one client of its own, on a thread of its own.
final class KafkaAdministration: LogAdministration {
    private let thread: WorkThread
    private let client: KafkaClient
    private let options: KafkaLog.Options
    private let closing = Mutex(false)
    /// Set when the server did not tell a topic's settings once: then it is not asked again.
    private let hidesSettings = Atomic(false)
    /// A broker that can tell does so in milliseconds; librdkafka's mock cluster never answers.
    private static let settingsLimit = Duration.seconds(2)

    private init(thread: WorkThread, client: KafkaClient, options: KafkaLog.Options) {
        self.thread = thread
        self.client = client
        self.options = options
    }

    static func start(bootstrap: String, options: KafkaLog.Options) async throws(LogError) -> KafkaAdministration {
        let thread = try WorkThread(name: "kafka-admin")
        do throws(LogError) {
            return try await thread.call { () throws(LogError) in
                let client = try KafkaClient(
                    RD_KAFKA_PRODUCER, bootstrap: bootstrap, options: options, defaults: [:],
                    wakeDescriptor: thread.wakeDescriptor)
                do throws(LogError) { _ = try client.metadata(within: options.connectLimit) } catch {
                    client.close()
                    throw error
                }
                let administration = KafkaAdministration(thread: thread, client: client, options: options)
                thread.setTurn { [weak administration] in administration?.serve() }
                return administration
            }
        } catch {
            thread.finish()
            throw error
        }
    }

    /// Serves callbacks; failures show in the calls themselves.
    private func serve() -> Duration? {
        if closing.withLock({ $0 }) { return nil }
        _ = unsafe rd_kafka_poll(client.handle, 0)
        _ = client.mailbox.take()
        return .seconds(10)
    }

    func close() async {
        let isFirst = closing.withLock { isClosing in
            defer { isClosing = true }
            return !isClosing
        }
        if !isFirst { return }
        await withCheckedContinuation { continuation in
            let accepted = thread.perform { [self] in
                client.close()
                continuation.resume()
            }
            if !accepted { continuation.resume() }
        }
        thread.finish()
    }

    private var limit: Int32 { Int32(clamping: options.connectLimit.milliseconds) }

    private func call<Value: Sendable>(
        _ body: @escaping @Sendable () throws(LogError) -> Value
    ) async throws(LogError) -> Value {
        try await thread.call { [self] () throws(LogError) in
            if closing.withLock({ $0 }) { throw LogError(.closed, "the Kafka log was closed") }
            return try body()
        }
    }

    func cluster() async throws(LogError) -> ClusterDescription {
        try await call { [self] () throws(LogError) in
            guard let text = unsafe rd_kafka_clusterid(client.handle, limit) else {
                throw LogError.kafka(RD_KAFKA_RESP_ERR__TIMED_OUT, "asking Kafka at \(client.bootstrap) for its id")
            }
            defer { unsafe rd_kafka_mem_free(client.handle, text) }
            let brokers = try client.metadata(within: options.connectLimit).brokers
            return ClusterDescription(
                id: unsafe String(cString: text),
                summary:
                    "Kafka at \(client.bootstrap), brokers: \(brokers), librdkafka \(unsafe String(cString: rd_kafka_version_str()))"
            )
        }
    }

    func topics() async throws(LogError) -> [TopicName] {
        try await call { [self] () throws(LogError) in
            try client.metadata(within: options.connectLimit).topics.keys.filter { !$0.description.hasPrefix("__") }
                .sorted()
        }
    }

    func describe(_ topics: [TopicName]) async throws(LogError) -> [TopicDescription] {
        try await call { [self] () throws(LogError) in
            let known = try client.metadata(within: options.connectLimit).topics
            var descriptions: [TopicDescription] = []
            for topic in topics {
                guard let count = known[topic] else { throw client.unknown(topic) }
                var partitions: [PartitionDescription] = []
                for number in 0..<count {
                    let (begin, end) = try client.bounds(
                        TopicPartition(topic, Partition(number)), within: options.connectLimit)
                    partitions.append(
                        PartitionDescription(partition: Partition(number), begin: Offset(begin), end: Offset(end)))
                }
                descriptions.append(
                    TopicDescription(name: topic, id: nil, partitions: partitions, settings: try settings(of: topic)))
            }
            return descriptions
        }
    }

    /// The topic's settings; empty where the server cannot tell.
    private func settings(of topic: TopicName) throws(LogError) -> [String: String] {
        if hidesSettings.load(ordering: .relaxed) { return [:] }
        var resource = unsafe rd_kafka_ConfigResource_new(RD_KAFKA_RESOURCE_TOPIC, topic.description)
        defer { unsafe rd_kafka_ConfigResource_destroy(resource) }
        let answer = try unsafe request(
            RD_KAFKA_ADMIN_OP_DESCRIBECONFIGS, within: min(Self.settingsLimit, options.connectLimit)
        ) { options, queue in
            unsafe rd_kafka_DescribeConfigs(client.handle, &resource, 1, options, queue)
        }
        guard let event = unsafe answer else { return [:] }
        defer { unsafe rd_kafka_event_destroy(event) }
        guard unsafe rd_kafka_event_error(event) == RD_KAFKA_RESP_ERR_NO_ERROR else {
            hidesSettings.store(true, ordering: .relaxed)
            return [:]
        }
        var settings: [String: String] = [:]
        var resourceCount = 0
        let resources = unsafe rd_kafka_DescribeConfigs_result_resources(
            rd_kafka_event_DescribeConfigs_result(event), &resourceCount)
        guard resourceCount == 1, let first = unsafe resources?[0] else { return [:] }
        var count = 0
        let entries = unsafe rd_kafka_ConfigResource_configs(first, &count)
        for index in 0..<count {
            guard let entry = unsafe entries?[index], let name = unsafe rd_kafka_ConfigEntry_name(entry),
                let value = unsafe rd_kafka_ConfigEntry_value(entry)
            else { continue }
            settings[unsafe String(cString: name)] = unsafe String(cString: value)
        }
        return settings
    }

    func create(_ topics: [NewTopic]) async throws(LogError) {
        try await call { [self] () throws(LogError) in for topic in topics { try create(topic) } }
    }

    private func create(_ new: NewTopic) throws(LogError) {
        if try client.metadata(within: options.connectLimit).topics[new.name] != nil {
            throw LogError(.topicExists, "topic \(new.name) exists already on Kafka at \(client.bootstrap)")
        }
        var message = [CChar](repeating: 0, count: 512)
        var topic = unsafe rd_kafka_NewTopic_new(
            new.name.description, new.partitions, new.replication.map { Int32($0) } ?? -1, &message, message.count)
        guard unsafe topic != nil else {
            throw LogError(
                .configuration, "topic \(new.name) cannot be made like this", reason: LogError.text(message))
        }
        defer { unsafe rd_kafka_NewTopic_destroy(topic) }
        var settings = [
            "cleanup.policy": new.isCompacted ? "compact" : "delete", "max.message.bytes": String(new.maxMessageBytes),
            "retention.ms": String(new.retention?.milliseconds ?? -1),
        ]
        if let bytes = new.retentionBytes { settings["retention.bytes"] = String(bytes) }
        for (name, value) in settings.sorted(by: { $0.key < $1.key }) {
            _ = unsafe rd_kafka_NewTopic_set_config(topic, name, value)
        }
        let answer = try unsafe request(RD_KAFKA_ADMIN_OP_CREATETOPICS, within: options.connectLimit) {
            options, queue in
            unsafe rd_kafka_CreateTopics(client.handle, &topic, 1, options, queue)
        }
        guard let event = unsafe answer else {
            throw LogError.kafka(RD_KAFKA_RESP_ERR__TIMED_OUT, "creating topic \(new.name)")
        }
        defer { unsafe rd_kafka_event_destroy(event) }
        let code = unsafe rd_kafka_event_error(event)
        if code != RD_KAFKA_RESP_ERR_NO_ERROR {
            let reason = unsafe rd_kafka_event_error_string(event).map { unsafe String(cString: $0) }
            throw LogError.kafka(code, "creating topic \(new.name)", reason: reason)
        }
        var count = 0
        let results = unsafe rd_kafka_CreateTopics_result_topics(rd_kafka_event_CreateTopics_result(event), &count)
        for index in 0..<count {
            guard let result = unsafe results?[index] else { continue }
            let code = unsafe rd_kafka_topic_result_error(result)
            if code != RD_KAFKA_RESP_ERR_NO_ERROR {
                let reason = unsafe rd_kafka_topic_result_error_string(result).map { unsafe String(cString: $0) }
                throw LogError.kafka(code, "creating topic \(new.name)", reason: reason)
            }
        }
        try awaitMetadata(of: new)
    }

    /// A topic just made is not known to every broker at once.
    private func awaitMetadata(of new: NewTopic) throws(LogError) {
        let end = ContinuousClock.now.advanced(by: options.connectLimit)
        while try client.metadata(within: options.connectLimit).topics[new.name] != new.partitions {
            if ContinuousClock.now >= end {
                throw LogError(
                    .timedOut,
                    "topic \(new.name) was created but does not show yet; look again with 'claimstream topics'")
            }
            usleep(50_000)
        }
    }

    /// Makes an administrative request and waits for its answer, on this thread.
    private func request(
        _ operation: rd_kafka_admin_op_t, within limit: Duration, _ body: (OpaquePointer?, OpaquePointer?) -> Void
    ) throws(LogError) -> OpaquePointer? {
        let settings = unsafe rd_kafka_AdminOptions_new(client.handle, operation)
        let queue = unsafe rd_kafka_queue_new(client.handle)
        defer {
            unsafe rd_kafka_queue_destroy(queue)
            unsafe rd_kafka_AdminOptions_destroy(settings)
        }
        var message = [CChar](repeating: 0, count: 256)
        let milliseconds = Int32(clamping: limit.milliseconds)
        let code = unsafe rd_kafka_AdminOptions_set_request_timeout(settings, milliseconds, &message, message.count)
        if code != RD_KAFKA_RESP_ERR_NO_ERROR {
            throw LogError.kafka(code, "asking Kafka", reason: LogError.text(message))
        }
        unsafe body(settings, queue)
        return unsafe rd_kafka_queue_poll(queue, milliseconds + 1000)
    }

    func groups() async throws(LogError) -> [String] {
        try await call { [self] () throws(LogError) in
            try unsafe withGroups(nil) { group in unsafe String(cString: group.group) }.sorted()
        }
    }

    func members(of group: String) async throws(LogError) -> [GroupMember] {
        try await call { [self] () throws(LogError) in
            try unsafe withGroups(group) { info in
                (0..<Int(unsafe info.member_cnt)).map { index in
                    let member = unsafe info.members[index]
                    let assignment = unsafe [UInt8](
                        UnsafeRawBufferPointer(
                            start: member.member_assignment, count: Int(member.member_assignment_size)))
                    return GroupMember(
                        id: unsafe String(cString: member.member_id),
                        location:
                            unsafe "\(String(cString: member.client_id)) at \(String(cString: member.client_host))",
                        partitions: MemberAssignment.partitions(assignment))
                }
            }.flatMap { $0 }.sorted { $0.id < $1.id }
        }
    }

    private func withGroups<Value>(_ group: String?, _ body: (rd_kafka_group_info) -> Value) throws(LogError) -> [Value]
    {
        var pointer: UnsafePointer<rd_kafka_group_list>?
        let code = unsafe rd_kafka_list_groups(client.handle, group, &pointer, limit)
        guard code == RD_KAFKA_RESP_ERR_NO_ERROR, let list = unsafe pointer else {
            throw LogError.kafka(code, "asking Kafka for consumer groups")
        }
        defer { unsafe rd_kafka_group_list_destroy(list) }
        return (0..<Int(unsafe list.pointee.group_cnt)).map { unsafe body(list.pointee.groups[$0]) }
    }

    func committed(
        group: String, topics: [TopicName]
    ) async throws(LogError) -> [TopicPartition: CommittedPosition] {
        try await call { [self] () throws(LogError) in
            let known = try client.metadata(within: options.connectLimit).topics
            var places: [TopicPartition] = []
            for topic in topics {
                guard let count = known[topic] else { throw client.unknown(topic) }
                places += (0..<count).map { TopicPartition(topic, Partition($0)) }
            }
            if places.isEmpty { return [:] }
            // Positions are asked for in the name of a group: a client that never joins it.
            let member = try KafkaClient(
                RD_KAFKA_CONSUMER, bootstrap: client.bootstrap, options: options,
                defaults: ["group.id": group, "enable.auto.commit": "false"], wakeDescriptor: thread.wakeDescriptor)
            defer {
                member.mailbox.isClosing.store(true, ordering: .releasing)
                _ = unsafe rd_kafka_consumer_close(member.handle)
                member.close()
            }
            return try member.committed(places, within: options.connectLimit)
        }
    }
}
