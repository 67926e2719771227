import EventLog

extension ConformanceCase {
    /// What is written is what is read.
    static let records: [ConformanceCase] = [
        ConformanceCase("records of a partition come in the order sent, at dense offsets") { harness in
            let topic = try await harness.makeTopic("order", partitions: 3)
            try await withLog(harness) { log in
                let producer = try await log.makeProducer()
                var positions: [RecordPosition] = []
                for batch in 0..<20 { positions += try await producer.send(numbered(topic, 30, from: batch * 30)) }
                await producer.close()
                var ends: [Partition: Int64] = [:]
                for position in positions {
                    try expect(
                        position.offset.value == ends[position.partition, default: 0],
                        "\(position) is not the next after \(ends[position.partition, default: 0])")
                    ends[position.partition] = position.offset.value + 1
                }
                let consumer = try await log.makeConsumer(
                    .assigned([
                        TopicPartition(topic, 0): .earliest, TopicPartition(topic, 1): .earliest,
                        TopicPartition(topic, 2): .earliest,
                    ]))
                var seen = Seen()
                try await consumer.poll(into: &seen, within: harness.patience, "reading all") {
                    $0.records.count >= 600
                }
                await consumer.close()
                for partition in 0..<3 {
                    let own = seen.records.filter { $0.partition.value == Int32(partition) }
                    try expect(
                        own.map(\.offset.value) == Array(0..<Int64(own.count)), "offsets of \(partition) are not dense")
                    try expect(numbers(own) == numbers(own).sorted(), "partition \(partition) is out of order")
                }
                try expect(Set(numbers(seen.records)) == Set(0..<600), "not every record came")
                let now = seen.records.map(\.timestamp)
                try expect(now.allSatisfy { $0 > 1_600_000_000_000 }, "timestamps are not milliseconds since 1970")
            }
        },
        ConformanceCase("headers keep their names, order, repeats and bytes") { harness in
            let topic = try await harness.makeTopic("headers", partitions: 1)
            let headers = [
                Header(name: "reason", value: Array("späť".utf8)), Header(name: "empty", value: []),
                Header(name: "reason", value: [0, 255, 10, 0]),
            ]
            try await withLog(harness) { log in
                try await log.send([
                    OutgoingRecord(topic: topic, key: [1], value: [2], headers: headers, timestamp: 1_700_000_000_123),
                    OutgoingRecord(topic: topic, key: [], value: [3]),
                ])
                let consumer = try await log.makeConsumer(.assigned([TopicPartition(topic, 0): .earliest]))
                var seen = Seen()
                try await consumer.poll(into: &seen, within: harness.patience, "reading both") { $0.records.count == 2 }
                await consumer.close()
                try expect(seen.records[0].headers == headers, "headers came as \(seen.records[0].headers)")
                try expect(seen.records[0].timestamp == 1_700_000_000_123, "the producer's timestamp was not kept")
                try expect(
                    seen.records[1].headers.isEmpty && seen.records[1].key.isEmpty, "headers or key out of nothing")
            }
        },
        ConformanceCase("empty, missing and 4 MiB values come back as they were") { harness in
            let topic = try await harness.makeTopic("sizes", partitions: 1)
            // Noise, so that no compression makes it small.
            var state: UInt64 = 42
            let large = (0..<4 << 20).map { _ -> UInt8 in
                state = state &* 6_364_136_223_846_793_005 &+ 1
                return UInt8(truncatingIfNeeded: state >> 56)
            }
            try await withLog(harness) { log in
                try await log.send([
                    OutgoingRecord(topic: topic, key: [1], value: []),
                    OutgoingRecord(topic: topic, key: [2], value: nil),
                    OutgoingRecord(topic: topic, key: [3], value: large),
                ])
                let consumer = try await log.makeConsumer(.assigned([TopicPartition(topic, 0): .earliest]))
                var seen = Seen()
                // A limit far below the record: it must come all the same.
                try await consumer.poll(
                    into: &seen, within: harness.patience,
                    limit: BatchLimit(records: 10, bytes: 1000, wait: .milliseconds(200)), "reading three"
                ) { $0.records.count == 3 }
                await consumer.close()
                try expect(
                    seen.records[0].value == [], "the empty value came as \(String(describing: seen.records[0].value))")
                try expect(seen.records[1].value == nil, "the missing value came as a value")
                try expect(seen.records[2].value == large, "the large value is another")
            }
        },
        ConformanceCase("a key goes to the partition KeyPartitioner names, and an explicit partition wins") { harness in
            let topic = try await harness.makeTopic("keys", partitions: 7)
            try await withLog(harness) { log in
                let keys = (0..<50).map { Array("article \($0)".utf8) }
                let positions = try await log.send(keys.map { OutgoingRecord(topic: topic, key: $0, value: [1]) })
                for (key, position) in zip(keys, positions) {
                    try expect(
                        position.partition == KeyPartitioner.partition(of: key, count: 7), "\(position) for \(key)")
                }
                let explicit = try await log.send([OutgoingRecord(topic: topic, key: keys[0], value: [1], partition: 6)]
                )
                try expect(explicit[0].partition == 6, "the explicit partition was not taken")
            }
        },
        ConformanceCase("batches keep to their limits and lose nothing") { harness in
            let topic = try await harness.makeTopic("limits", partitions: 2)
            try await withLog(harness) { log in
                try await log.send(numbered(topic, 300))
                let consumer = try await log.makeConsumer(
                    .assigned([TopicPartition(topic, 0): .earliest, TopicPartition(topic, 1): .earliest]))
                var seen = Seen()
                let end = ContinuousClock.now.advanced(by: harness.patience)
                while seen.records.count < 300, ContinuousClock.now < end {
                    let poll = try await consumer.poll(BatchLimit(records: 7, bytes: 60, wait: .milliseconds(200)))
                    try expect(poll.records.count <= 7, "\(poll.records.count) records above the limit of 7")
                    let bytes = poll.records.dropLast().reduce(0) { $0 + $1.key.count + ($1.value?.count ?? 0) }
                    try expect(bytes < 60, "\(bytes) bytes before the last record")
                    try seen.take(poll)
                }
                await consumer.close()
                try expect(numbers(seen.records).sorted() == Array(0..<300), "\(seen.records.count) of 300 came")
            }
        },
        ConformanceCase("a reader that falls behind finds everything, and many senders at once are all acknowledged") {
            harness in
            let topic = try await harness.makeTopic("pressure", partitions: 4)
            try await withLog(harness) { log in
                let consumer = try await log.makeConsumer(
                    .assigned(
                        Dictionary(
                            uniqueKeysWithValues: (0..<4).map { (TopicPartition(topic, Partition($0)), .earliest) })))
                let producer = try await log.makeProducer()
                let filler = [UInt8](repeating: 7, count: 2000)
                try await withThrowingTaskGroup(of: Int.self) { group in
                    for sender in 0..<40 {
                        group.addTask {
                            try await producer.send(
                                (0..<50).map {
                                    OutgoingRecord(topic: topic, key: Array("\(sender)/\($0)".utf8), value: filler)
                                }
                            ).count
                        }
                    }
                    let sent = try await group.reduce(0, +)
                    try expect(sent == 2000, "\(sent) of 2000 acknowledged")
                }
                await producer.close()
                var seen = Seen()
                try await consumer.poll(into: &seen, within: harness.patience, "catching up") {
                    $0.records.count >= 2000
                }
                await consumer.close()
                try expect(Set(seen.records.map(\.key)).count == 2000, "keys are missing or doubled")
            }
        },
        ConformanceCase("a record sent while a poll waits ends the wait") { harness in
            let topic = try await harness.makeTopic("bell", partitions: 1)
            try await withLog(harness) { log in
                let consumer = try await log.makeConsumer(.assigned([TopicPartition(topic, 0): .latest]))
                var seen = Seen()
                try await consumer.poll(into: &seen, within: harness.patience, "being assigned") { !$0.owned.isEmpty }
                // Kafka finds the end of a partition only with its first fetch.
                _ = try await consumer.poll(BatchLimit(wait: .milliseconds(500)))
                async let poll = consumer.poll(BatchLimit(wait: harness.patience))
                try await log.send(numbered(topic, 1))
                let found = try await poll
                await consumer.close()
                try expect(found.records.count == 1, "\(found.records.count) records")
            }
        },
    ]
}
