import EventLog
import Foundation
import KafkaLog

/// The Kafka client alone, with the records that the C loop of `Tests/KafkaLoop` sends and reads.
enum KafkaBenchmark {
    private static let headers = [
        Header(name: "traceparent", value: Array("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01".utf8)),
        Header(name: "claimstream-origin", value: Array("3:1234567".utf8)),
    ]

    static func produce(
        _ bootstrap: String, topic name: String, partitions: Int, records: Int, lines path: String
    ) async throws {
        let payloads = try lines(of: path)
        let topic = try TopicName(name)
        let log = try KafkaLog(bootstrap: bootstrap)
        let producer = try await log.makeProducer()
        let watch = Stopwatch()
        try await sendInBatches(records, to: producer) { index in
            OutgoingRecord(
                topic: topic, key: key(index), value: payloads[index % payloads.count], headers: headers,
                partition: Partition(Int32(index % partitions)))
        }
        watch.report(records: records)
        await log.close()
    }

    /// `document-00000012`, as the C loop prints it.
    private static func key(_ index: Int) -> [UInt8] {
        let digits = Array(String(index).utf8)
        return Array("document-".utf8) + [UInt8](repeating: 0x30, count: max(0, 8 - digits.count)) + digits
    }

    static func consume(_ bootstrap: String, topic name: String, partitions: Int, records: Int) async throws {
        let topic = try TopicName(name)
        let log = try KafkaLog(bootstrap: bootstrap)
        var places: [TopicPartition: StartPosition] = [:]
        for partition in 0..<partitions { places[TopicPartition(topic, Partition(Int32(partition)))] = .earliest }
        let consumer = try await log.makeConsumer(.assigned(places))
        // The time runs from the first records on, as the C loop's does: connecting is another matter.
        var seen = try await consumer.poll(BatchLimit()).records.count
        let first = seen
        let watch = Stopwatch()
        var bytes = 0
        while seen < records {
            let poll = try await consumer.poll(BatchLimit())
            seen += poll.records.count
            for record in poll.records { bytes += record.key.count + (record.value?.count ?? 0) }
        }
        watch.report(records: seen - first, [("bytes", Double(bytes))])
        await log.close()
    }
}
