import EmbeddedLog
import EventLog
import Foundation
import KafkaLog

/// A member of a log in a process of its own, for tests that kill it: `embedded FOLDER | kafka HOST:PORT`, then
/// `read TOPIC GROUP [NAME]` (commits every batch, then prints `record TOPIC/PARTITION OFFSET` a record), or
/// `write TOPIC FIRST [BATCHES]` (numbered records, printing `sent N` after each acknowledged batch of 10; without end unless told).
@main
enum LogMember {
    static func main() async throws {
        let arguments = CommandLine.arguments.dropFirst()
        guard arguments.count >= 5 else {
            print("usage: LogMember embedded|kafka WHERE read|write TOPIC GROUP|FIRST [NAME]")
            exit(64)
        }
        // Tests that end take us with them: their end of our standard input closes.
        Thread.detachNewThread {
            while readLine() != nil {}
            exit(0)
        }
        let values = Array(arguments)
        let log: any EventLog =
            switch values[0] {
            case "kafka": try KafkaLog(bootstrap: values[1])
            default: try EmbeddedLog(directory: values[1])
            }
        let topic = try TopicName(values[3])
        if values[2] == "read" {
            try await read(log, topic, group: values[4], name: values.count > 5 ? values[5] : nil)
        } else {
            let batches = values.count > 5 ? Int(values[5]) : nil
            try await write(log, topic, first: Int(values[4]) ?? 0, batches: batches ?? Int.max)
        }
    }

    private static func read(_ log: any EventLog, _ topic: TopicName, group: String, name: String?) async throws {
        let consumer = try await log.makeConsumer(.group(name: group, memberID: name, topics: [topic]))
        while true {
            let poll = try await consumer.poll(BatchLimit())
            for place in poll.assigned { say("assigned \(place)") }
            var positions: [TopicPartition: CommittedPosition] = [:]
            for record in poll.records {
                positions[record.topicPartition] = CommittedPosition(offset: record.offset.next)
            }
            if positions.isEmpty { continue }
            try await consumer.commit(positions)
            for record in poll.records { say("record \(record.topicPartition) \(record.offset)") }
        }
    }

    private static func write(_ log: any EventLog, _ topic: TopicName, first: Int, batches: Int) async throws {
        let producer = try await log.makeProducer()
        var next = first
        for _ in 0..<batches {
            let batch = (next..<next + 10).map {
                OutgoingRecord(topic: topic, key: Array("key \($0)".utf8), value: Array("\($0)".utf8))
            }
            _ = try await producer.send(batch)
            next += 10
            say("sent \(next)")
        }
    }

    private static func say(_ line: String) { FileHandle.standardOutput.write(Data((line + "\n").utf8)) }
}
