import CRDKafka
import EventLog

extension Record {
    /// `pointer` must be librdkafka's own: headers and timestamp lie beside the message it shows, so that a copy has none.
    static func kafka(_ pointer: UnsafeMutablePointer<rd_kafka_message_t>, _ place: TopicPartition) -> Record {
        let message = unsafe pointer.pointee
        let key = unsafe bytes(message.key, message.key_len)
        let value = unsafe message.payload == nil ? nil : bytes(message.payload, message.len)
        var headers: [Header] = []
        var list: OpaquePointer?
        if unsafe rd_kafka_message_headers(pointer, &list) == RD_KAFKA_RESP_ERR_NO_ERROR, let list = unsafe list {
            var name: UnsafePointer<CChar>?
            var content: UnsafeRawPointer?
            var size = 0
            while unsafe rd_kafka_header_get_all(list, headers.count, &name, &content, &size)
                == RD_KAFKA_RESP_ERR_NO_ERROR,
                let text = unsafe name
            {
                headers.append(Header(name: unsafe String(cString: text), value: unsafe bytes(content, size)))
            }
        }
        var kind = RD_KAFKA_TIMESTAMP_NOT_AVAILABLE
        let timestamp = unsafe rd_kafka_message_timestamp(pointer, &kind)
        return Record(
            topic: place.topic, partition: place.partition, offset: Offset(unsafe message.offset),
            timestamp: max(0, timestamp),
            key: key, value: value, headers: headers)
    }

    private static func bytes(_ start: UnsafeRawPointer?, _ count: Int) -> [UInt8] {
        guard let start = unsafe start else { return [] }
        return unsafe [UInt8](UnsafeRawBufferPointer(start: start, count: count))
    }

    /// Bytes of key, value and headers, as batch limits count them.
    var size: Int {
        headers.reduce(key.count + (value?.count ?? 0)) { $0 + $1.name.utf8.count + $1.value.count }
    }
}
