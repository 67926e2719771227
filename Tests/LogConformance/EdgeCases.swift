import EventLog

extension ConformanceCase {
    /// Seeking, pausing, errors, administration.
    static let edges: [ConformanceCase] = [
        ConformanceCase("an assigned consumer begins at its offset, and seeks back and forth") { harness in
            let topic = try await harness.makeTopic("seek", partitions: 1)
            let place = TopicPartition(topic, 0)
            try await withLog(harness) { log in
                try await log.send(numbered(topic, 30))
                let consumer = try await log.makeConsumer(.assigned([place: .offset(12)]))
                var seen = Seen()
                try await consumer.poll(into: &seen, within: harness.patience, "reading from 12") {
                    $0.records.count >= 18
                }
                try expect(numbers(seen.records) == Array(12..<30), "from 12 came \(numbers(seen.records))")
                try await consumer.seek(place, to: 3)
                var back = Seen()
                back.owned = seen.owned
                try await consumer.poll(into: &back, within: harness.patience, "reading from 3") {
                    $0.records.count >= 27
                }
                try expect(numbers(back.records) == Array(3..<30), "from 3 came \(numbers(back.records))")
                try await expectError(.notAssigned, "seeking elsewhere") { () async throws(LogError) in
                    try await consumer.seek(TopicPartition(topic, 5), to: 0)
                }
                try await expectError(.configuration, "committing without a group") { () async throws(LogError) in
                    try await consumer.commit([place: CommittedPosition(offset: 1)])
                }
                let owned = try await consumer.assignment()
                try expect(owned == [place], "assigned \(owned)")
                await consumer.close()
                try await expectError(.offsetOutOfRange, "starting past the end") { () async throws(LogError) in
                    let late = try await log.makeConsumer(.assigned([place: .offset(31)]))
                    defer { Task { await late.close() } }
                    for _ in 0..<20 { _ = try await late.poll(BatchLimit(wait: .milliseconds(200))) }
                }
            }
        },
        ConformanceCase("an assigned consumer commits under a group's name for others to see") { harness in
            let topic = try await harness.makeTopic("sinkgroup", partitions: 2)
            let place = TopicPartition(topic, 1)
            try await withLog(harness) { log in
                try await log.send(numbered(topic, 10, partition: 1))
                let group = "\(topic)-sink"
                let consumer = try await log.makeConsumer(.assigned([place: .offset(4)], commitGroup: group))
                var seen = Seen()
                try await consumer.poll(into: &seen, within: harness.patience, "reading") { $0.records.count == 6 }
                try await consumer.commit(seen.positions(metadata: "batch 7"))
                let administration = try await log.administration()
                let committed = try await administration.committed(group: group, topics: [topic])
                try expect(
                    committed == [place: CommittedPosition(offset: 10, metadata: "batch 7")], "seen as \(committed)")
                await consumer.close()
            }
        },
        ConformanceCase("a paused partition is held back and loses nothing") { harness in
            let topic = try await harness.makeTopic("pause", partitions: 2)
            let places = [TopicPartition(topic, 0), TopicPartition(topic, 1)]
            try await withLog(harness) { log in
                try await log.send(numbered(topic, 10, partition: 0) + numbered(topic, 10, from: 10, partition: 1))
                let consumer = try await log.makeConsumer(.assigned([places[0]: .earliest, places[1]: .earliest]))
                var seen = Seen()
                try seen.take(try await consumer.poll(BatchLimit(records: 1, wait: .milliseconds(200))))
                try await consumer.pause([places[0]])
                let before = seen.records.filter { $0.topicPartition == places[0] }.count
                try await consumer.poll(into: &seen, within: harness.patience, "the other") { seen in
                    seen.records.filter { $0.topicPartition == places[1] }.count == 10
                }
                try seen.take(try await consumer.poll(BatchLimit(wait: .milliseconds(300))))
                try expect(
                    seen.records.filter { $0.topicPartition == places[0] }.count == before,
                    "a paused partition was delivered")
                try await consumer.resume([places[0]])
                try await consumer.poll(into: &seen, within: harness.patience, "resuming") { $0.records.count >= 20 }
                await consumer.close()
                let paused = seen.records.filter { $0.topicPartition == places[0] }
                try expect(numbers(paused) == Array(0..<10), "the paused partition came as \(numbers(paused))")
            }
        },
        ConformanceCase("a topic that does not exist is an error that names it, and is not made by asking") { harness in
            let known = try await harness.makeTopic("known", partitions: 1)
            let topic = try TopicName("\(known)-missing")
            try await withLog(harness) { log in
                let producer = try await log.makeProducer()
                let sending = try await expectError(.unknownTopic, "sending") { () async throws(LogError) in
                    try await producer.send([OutgoingRecord(topic: topic, key: [1], value: [1])])
                }
                await producer.close()
                try expect(sending.message.contains(topic.description), "no name in: \(sending)")
                try await expectError(.unknownTopic, "joining") { () async throws(LogError) in
                    try await log.makeConsumer(.group(name: "g", memberID: nil, topics: [topic]))
                }
                try await expectError(.unknownTopic, "assigning") { () async throws(LogError) in
                    try await log.makeConsumer(.assigned([TopicPartition(topic, 0): .earliest]))
                }
                try await expectError(.unknownTopic, "a partition too many") { () async throws(LogError) in
                    try await log.makeConsumer(.assigned([TopicPartition(known, 1): .earliest]))
                }
                let administration = try await log.administration()
                try await expectError(.unknownTopic, "describing") { () async throws(LogError) in
                    try await administration.describe([topic])
                }
                let topics = try await administration.topics()
                try expect(topics.contains(known) && !topics.contains(topic), "topics are \(topics)")
            }
        },
        ConformanceCase("closed handles say so, at once and to those who wait") { harness in
            let topic = try await harness.makeTopic("closed", partitions: 1)
            let log = try await harness.open()
            let producer = try await log.makeProducer()
            await producer.close()
            await producer.close()
            try await expectError(.closed, "sending") { () async throws(LogError) in
                try await producer.send(numbered(topic, 1))
            }
            let consumer = try await log.makeConsumer(.assigned([TopicPartition(topic, 0): .earliest]))
            _ = try await consumer.poll(BatchLimit(wait: .milliseconds(200)))
            let waiting = Task { () async -> LogError? in
                do throws(LogError) {
                    while true { _ = try await consumer.poll(BatchLimit(wait: .seconds(30))) }
                } catch { return error }
            }
            await consumer.close()
            await consumer.close()
            let error = await waiting.value
            try expect(error?.code == .closed, "the waiting poll got \(String(describing: error))")
            try await expectError(.closed, "committing") { () async throws(LogError) in try await consumer.commit([:]) }
            await log.close()
            await log.close()
            try await expectError(.closed, "a producer of a closed log") { () async throws(LogError) in
                try await log.makeProducer()
            }
        },
        ConformanceCase("a cancelled poll comes back at once, without an error") { harness in
            let topic = try await harness.makeTopic("cancel", partitions: 1)
            try await withLog(harness) { log in
                let consumer = try await log.makeConsumer(.assigned([TopicPartition(topic, 0): .earliest]))
                _ = try await consumer.poll(BatchLimit(wait: .milliseconds(200)))
                let task = Task { try await consumer.poll(BatchLimit(wait: .seconds(600))) }
                task.cancel()
                let poll = try await task.value
                try expect(poll.records.isEmpty, "records out of nothing")
                await consumer.close()
            }
        },
        ConformanceCase("administration tells partitions, ends and positions") { harness in
            let topic = try await harness.makeTopic("admin", partitions: 3)
            try await withLog(harness) { log in
                try await log.send(numbered(topic, 5, partition: 1))
                let administration = try await log.administration()
                let description = try await administration.describe([topic])[0]
                try expect(description.partitions.map(\.end) == [0, 5, 0], "ends are \(description.partitions)")
                try expect(description.partitions.map(\.begin) == [0, 0, 0], "begins are \(description.partitions)")
                try expect(
                    (description.id != nil) == harness.features.contains(.topicIDs), "id \(description.id ?? "none")")
                let cluster = try await administration.cluster()
                try expect(!cluster.id.isEmpty && !cluster.summary.isEmpty, "no cluster id")
                let again = try await administration.cluster()
                try expect(cluster == again, "the cluster's id changes")
            }
        },
        ConformanceCase("topics are created once, with their settings", needs: [.topicCreation, .recordLimit]) {
            harness in
            let known = try await harness.makeTopic("created", partitions: 1)
            try await withLog(harness) { log in
                let administration = try await log.administration()
                let topic = try TopicName("\(known)-2")
                let new = NewTopic(
                    topic, partitions: 5, retention: .seconds(3600), isCompacted: true, maxMessageBytes: 20_000)
                try await administration.create([new])
                try await expectError(.topicExists, "creating again") { () async throws(LogError) in
                    try await administration.create([new])
                }
                let description = try await administration.describe([topic])[0]
                try expect(description.partitions.count == 5, "\(description.partitions.count) partitions")
                try expect(description.settings["cleanup.policy"] == "compact", "settings \(description.settings)")
                try await expectError(.recordTooLarge, "a large record") { () async throws(LogError) in
                    let producer = try await log.makeProducer()
                    defer { Task { await producer.close() } }
                    // Bytes that no compression makes small.
                    let noise = (0..<100_000).map { UInt8(truncatingIfNeeded: ($0 &* 2_654_435_761) >> 13) }
                    return try await producer.send([OutgoingRecord(topic: topic, key: [1], value: noise)])
                }
            }
        },
    ]
}
