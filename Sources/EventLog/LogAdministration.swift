/// Which log this is.
package struct ClusterDescription: Hashable, Sendable {
    /// Random, given when the log was made: a sink refuses a log with another id than the one it has its positions from.
    package let id: String
    /// What it is, for a person: `embedded log in /var/lib/claimstream, format 1`, `Kafka at host:9092, 3 brokers, librdkafka 2.0.2`.
    package let summary: String

    package init(id: String, summary: String) {
        self.id = id
        self.summary = summary
    }
}

/// A topic to be made.
package struct NewTopic: Hashable, Sendable {
    package var name: TopicName
    /// Fixed for good: growing would move keys to other partitions.
    package var partitions: Int32
    /// How many brokers hold each partition; `nil` takes the cluster's default. The embedded log has one copy and ignores it.
    package var replication: Int16?
    /// How long records stay at least; `nil` keeps them for good.
    package var retention: Duration?
    /// Bytes above which a partition's oldest records go (the embedded log counts the whole topic: this times its partitions); `nil` sets
    /// no limit.
    package var retentionBytes: Int64?
    /// Keep the latest record of each key instead of dropping old ones.
    package var isCompacted: Bool
    /// The largest record taken, in bytes of key, value and headers.
    package var maxMessageBytes: Int

    /// 16 partitions, kept for good, records up to 16 MiB unless said otherwise.
    package init(
        _ name: TopicName, partitions: Int32 = 16, replication: Int16? = nil, retention: Duration? = nil,
        retentionBytes: Int64? = nil, isCompacted: Bool = false, maxMessageBytes: Int = 16 << 20
    ) {
        precondition(partitions > 0, "a topic has at least one partition")
        self.name = name
        self.partitions = partitions
        self.replication = replication
        self.retention = retention
        self.retentionBytes = retentionBytes
        self.isCompacted = isCompacted
        self.maxMessageBytes = maxMessageBytes
    }
}

/// What a partition holds: offsets from `begin` up to, not including, `end`.
package struct PartitionDescription: Hashable, Sendable {
    package let partition: Partition
    /// The oldest offset that can still be read.
    package let begin: Offset
    /// The offset the next record will get.
    package let end: Offset

    package init(partition: Partition, begin: Offset, end: Offset) {
        self.partition = partition
        self.begin = begin
        self.end = end
    }
}

/// A topic as it is.
package struct TopicDescription: Hashable, Sendable {
    package let name: TopicName
    /// Random, given when the topic was made, so that one that was deleted and made anew is seen to be another. `nil` on Kafka: librdkafka
    /// 2.0.2 does not read topic ids; there, positions outside `begin...end` are the only sign.
    package let id: String?
    /// Sorted by number.
    package let partitions: [PartitionDescription]
    /// The topic's settings under Kafka's names (`retention.ms`, `cleanup.policy`, `max.message.bytes`, …), as far as the log tells.
    package let settings: [String: String]

    package init(name: TopicName, id: String?, partitions: [PartitionDescription], settings: [String: String]) {
        self.name = name
        self.id = id
        self.partitions = partitions
        self.settings = settings
    }
}

/// A member of a consumer group.
package struct GroupMember: Hashable, Sendable {
    /// The name it gave itself, or one the log gave it.
    package let id: String
    /// Where it runs: a process id on the embedded log, client id and host on Kafka.
    package let location: String
    /// What it owns, sorted; `nil` where the log cannot tell.
    package let partitions: [TopicPartition]?

    package init(id: String, location: String, partitions: [TopicPartition]?) {
        self.id = id
        self.location = location
        self.partitions = partitions
    }
}

/// Looks at a log and makes topics. Calls are bounded in time and throw `unreachable` or `timedOut` past it.
package protocol LogAdministration: Sendable {
    /// Which log this is.
    func cluster() async throws(LogError) -> ClusterDescription

    /// All topics, sorted, without a log's internal ones.
    func topics() async throws(LogError) -> [TopicName]

    /// The given topics in the order given; throws `unknownTopic` at the first that is not there.
    func describe(_ topics: [TopicName]) async throws(LogError) -> [TopicDescription]

    /// Makes the topics, one after the other; throws `topicExists` at the first that is there already, `unsupported` where the log's server
    /// cannot (librdkafka's mock cluster).
    func create(_ topics: [NewTopic]) async throws(LogError)

    /// All groups that have members or committed positions, sorted.
    func groups() async throws(LogError) -> [String]

    /// The members of a group at this moment, sorted by id; empty when there are none.
    func members(of group: String) async throws(LogError) -> [GroupMember]

    /// The committed positions of a group in the given topics; partitions without one are left out.
    func committed(
        group: String, topics: [TopicName]
    ) async throws(LogError) -> [TopicPartition: CommittedPosition]
}
