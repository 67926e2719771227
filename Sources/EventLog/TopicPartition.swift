/// The name of a topic: 1 to 249 of the characters `a-z A-Z 0-9 . _ -`, and neither `.` nor `..` (Kafka's rule, held by every log, so that a
/// name can also be a folder's name).
package struct TopicName: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The name as written.
    package let description: String

    /// Checks the name; throws `LogError.Code.configuration` when it breaks the rule.
    package init(_ name: String) throws(LogError) {
        guard TopicName.isValid(name) else {
            throw LogError(
                .configuration,
                "'\(name)' is no topic name: use 1 to 249 of the characters a-z A-Z 0-9 . _ -, and not only dots")
        }
        description = name
    }

    /// Whether the text keeps the rule above.
    package static func isValid(_ name: String) -> Bool {
        let bytes = name.utf8
        guard (1...249).contains(bytes.count), name != ".", name != ".." else { return false }
        return bytes.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"):
                true
            default: false
            }
        }
    }

    package static func < (left: TopicName, right: TopicName) -> Bool { left.description < right.description }
}

extension TopicName: ExpressibleByStringLiteral {
    /// A name written in the source; it must be valid.
    package init(stringLiteral name: String) {
        precondition(TopicName.isValid(name), "an invalid topic name in the source: \(name)")
        description = name
    }
}

/// The number of a partition within its topic, from 0.
package struct Partition: Hashable, Comparable, Sendable, ExpressibleByIntegerLiteral, CustomStringConvertible {
    /// The number, not negative.
    package let value: Int32

    /// Wraps a number, which must not be negative.
    package init(_ value: Int32) {
        precondition(value >= 0, "a partition's number is not negative")
        self.value = value
    }

    package init(integerLiteral value: Int32) { self.init(value) }
    package var description: String { String(value) }
    package static func < (left: Partition, right: Partition) -> Bool { left.value < right.value }
}

/// The place of a record in its partition, from 0; dense when written, with holes only where compaction removed records.
package struct Offset: Hashable, Comparable, Sendable, ExpressibleByIntegerLiteral, CustomStringConvertible {
    /// The number of records ever written to the partition before this one.
    package let value: Int64

    /// Wraps a number, which must not be negative.
    package init(_ value: Int64) {
        precondition(value >= 0, "an offset is not negative")
        self.value = value
    }

    package init(integerLiteral value: Int64) { self.init(value) }
    package var description: String { String(value) }
    package static func < (left: Offset, right: Offset) -> Bool { left.value < right.value }

    /// The offset after this one: what is committed once the record at this offset is done.
    package var next: Offset { Offset(value + 1) }
}

/// One partition of one topic.
package struct TopicPartition: Hashable, Comparable, Sendable, CustomStringConvertible {
    package let topic: TopicName
    package let partition: Partition

    package init(_ topic: TopicName, _ partition: Partition) {
        self.topic = topic
        self.partition = partition
    }

    /// `topic/partition`, as messages print it.
    package var description: String { "\(topic)/\(partition)" }

    package static func < (left: TopicPartition, right: TopicPartition) -> Bool {
        (left.topic, left.partition) < (right.topic, right.partition)
    }
}
