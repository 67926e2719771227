import CRDKafka
import EventLog
import Foundation

/// librdkafka's list of partitions, owned.
@safe final class PartitionList {
    private let pointer: UnsafeMutablePointer<rd_kafka_topic_partition_list_t>

    /// Lends the list to a call; a bare pointer would not keep it alive until the call is over.
    func lend<Value>(_ body: (UnsafeMutablePointer<rd_kafka_topic_partition_list_t>) throws(LogError) -> Value)
        throws(LogError) -> Value
    {
        defer { withExtendedLifetime(self) {} }
        return try unsafe body(pointer)
    }

    /// What one entry says.
    struct Element {
        let place: TopicPartition
        let offset: Int64
        let metadata: String
        let error: rd_kafka_resp_err_t
    }

    /// A list without offsets.
    convenience init(_ places: [TopicPartition]) {
        self.init(offsets: places.map { ($0, Int64(RD_KAFKA_OFFSET_INVALID)) })
    }

    /// A list with offsets, and with metadata where given.
    init(offsets: [(TopicPartition, Int64)], metadata: [TopicPartition: String] = [:]) {
        unsafe pointer = rd_kafka_topic_partition_list_new(Int32(offsets.count))
        for (place, offset) in offsets {
            guard
                let entry = unsafe rd_kafka_topic_partition_list_add(
                    pointer, place.topic.description, place.partition.value)
            else { continue }
            unsafe entry.pointee.offset = offset
            if let text = metadata[place], !text.isEmpty {
                // The list frees it with free(3).
                unsafe entry.pointee.metadata = UnsafeMutableRawPointer(strdup(text))
                unsafe entry.pointee.metadata_size = text.utf8.count
            }
        }
    }

    deinit { unsafe rd_kafka_topic_partition_list_destroy(pointer) }

    var elements: [Element] { unsafe Self.elements(pointer) }

    /// The partitions of somebody else's list, sorted.
    static func partitions(_ list: UnsafeMutablePointer<rd_kafka_topic_partition_list_t>?) -> [TopicPartition] {
        unsafe elements(list).map(\.place).sorted()
    }

    static func elements(_ list: UnsafeMutablePointer<rd_kafka_topic_partition_list_t>?) -> [Element] {
        guard let list = unsafe list?.pointee else { return [] }
        var elements: [Element] = []
        for index in 0..<Int(unsafe list.cnt) {
            let entry = unsafe list.elems[index]
            let name = unsafe String(cString: entry.topic)
            guard TopicName.isValid(name), let topic = Self.name(name) else { continue }
            let metadata = unsafe UnsafeRawBufferPointer(
                start: entry.metadata, count: entry.metadata == nil ? 0 : entry.metadata_size)
            elements.append(
                Element(
                    place: TopicPartition(topic, Partition(unsafe entry.partition)), offset: unsafe entry.offset,
                    metadata: unsafe String(decoding: metadata, as: UTF8.self), error: unsafe entry.err))
        }
        return elements
    }

    private static func name(_ text: String) -> TopicName? {
        do throws(LogError) { return try TopicName(text) } catch {
            // Checked just before.
            return nil
        }
    }
}
