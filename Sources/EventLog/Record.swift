/// A named value that travels beside a record; names may repeat and their order is kept.
package struct Header: Hashable, Sendable {
    package let name: String
    package let value: [UInt8]

    package init(name: String, value: [UInt8]) {
        self.name = name
        self.value = value
    }
}

/// A record as it was read from a log.
package struct Record: Hashable, Sendable {
    package let topic: TopicName
    package let partition: Partition
    package let offset: Offset
    /// Milliseconds since 1970 (UTC): the producer's time if it gave one, else the time of the append.
    package let timestamp: Int64
    /// Empty when the producer gave none.
    package let key: [UInt8]
    /// `nil` is a tombstone: in a compacted topic it removes its key. Empty bytes are a value.
    package let value: [UInt8]?
    package let headers: [Header]

    package init(
        topic: TopicName, partition: Partition, offset: Offset, timestamp: Int64, key: [UInt8], value: [UInt8]?,
        headers: [Header]
    ) {
        self.topic = topic
        self.partition = partition
        self.offset = offset
        self.timestamp = timestamp
        self.key = key
        self.value = value
        self.headers = headers
    }

    /// The record's topic and partition as one value.
    package var topicPartition: TopicPartition { TopicPartition(topic, partition) }

    /// The value of the last header of that name, if there is one.
    package func header(_ name: String) -> [UInt8]? { headers.last { $0.name == name }?.value }
}

/// A record on its way to a log.
package struct OutgoingRecord: Hashable, Sendable {
    package var topic: TopicName
    /// Decides the partition (`KeyPartitioner`) unless `partition` is given; the identity under which compaction keeps the latest record.
    package var key: [UInt8]
    /// `nil` writes a tombstone.
    package var value: [UInt8]?
    package var headers: [Header]
    /// A partition to write to instead of the key's own.
    package var partition: Partition?
    /// Milliseconds since 1970 (UTC); `nil` takes the time of the append.
    package var timestamp: Int64?

    package init(
        topic: TopicName, key: [UInt8], value: [UInt8]?, headers: [Header] = [], partition: Partition? = nil,
        timestamp: Int64? = nil
    ) {
        self.topic = topic
        self.key = key
        self.value = value
        self.headers = headers
        self.partition = partition
        self.timestamp = timestamp
    }

    /// Bytes of key, value and headers: what limits and queues count.
    package var size: Int {
        headers.reduce(key.count + (value?.count ?? 0)) { $0 + $1.name.utf8.count + $1.value.count }
    }
}

/// Where a record was written.
package struct RecordPosition: Hashable, Sendable {
    package let topic: TopicName
    package let partition: Partition
    package let offset: Offset

    package init(topic: TopicName, partition: Partition, offset: Offset) {
        self.topic = topic
        self.partition = partition
        self.offset = offset
    }

    /// The topic and partition as one value.
    package var topicPartition: TopicPartition { TopicPartition(topic, partition) }
}
