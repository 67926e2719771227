import EventLog

extension ConformanceCase {
    /// What groups promise.
    static let groups: [ConformanceCase] = [
        ConformanceCase("a group goes on after what it committed, and repeats what it did not") { harness in
            let topic = try await harness.makeTopic("resume", partitions: 2)
            try await withLog(harness) { log in
                try await log.send(numbered(topic, 40))
                let group = "\(topic)-group"
                let first = try await log.makeConsumer(.group(name: group, memberID: nil, topics: [topic]))
                var seen = Seen()
                try await first.poll(
                    into: &seen, within: harness.patience, limit: BatchLimit(records: 10, wait: .milliseconds(200)),
                    "reading ten"
                ) { $0.records.count >= 10 }
                let done = seen
                try await first.commit(done.positions(metadata: "attempt=2;por qué"))
                // Read on, without committing.
                try await first.poll(into: &seen, within: harness.patience, "reading on") { $0.records.count >= 40 }
                await first.close()

                let second = try await log.makeConsumer(.group(name: group, memberID: nil, topics: [topic]))
                var again = Seen()
                try await second.poll(into: &again, within: harness.patience, "redelivery") {
                    $0.records.count >= 40 - done.records.count
                }
                let committed = try await second.committed(Array(done.positions().keys))
                await second.close()
                let expected = Set(0..<40).subtracting(numbers(done.records))
                try expect(Set(numbers(again.records)) == expected, "redelivered \(numbers(again.records).sorted())")
                try expect(
                    committed == done.positions(metadata: "attempt=2;por qué"), "positions came back as \(committed)")
            }
        },
        ConformanceCase("every group reads everything") { harness in
            let topic = try await harness.makeTopic("groups", partitions: 2)
            try await withLog(harness) { log in
                try await log.send(numbered(topic, 20))
                try await withThrowingTaskGroup(of: Void.self) { tasks in
                    for name in ["\(topic)-a", "\(topic)-b", "\(topic)-with space/ü"] {
                        tasks.addTask {
                            let consumer = try await log.makeConsumer(
                                .group(name: name, memberID: nil, topics: [topic]))
                            var seen = Seen()
                            try await consumer.poll(into: &seen, within: harness.patience, "group \(name)") {
                                $0.records.count >= 20
                            }
                            await consumer.close()
                            try expect(numbers(seen.records).sorted() == Array(0..<20), "group \(name)")
                        }
                    }
                    try await tasks.waitForAll()
                }
            }
        },
        ConformanceCase("members share the partitions, and the last one takes all") { harness in
            let topic = try await harness.makeTopic("share", partitions: 6)
            try await withLog(harness) { log in
                let group = "\(topic)-group"
                let members = [
                    try await log.makeConsumer(.group(name: group, memberID: nil, topics: [topic])),
                    try await log.makeConsumer(.group(name: group, memberID: nil, topics: [topic])),
                ]
                var seen = [Seen(), Seen()]
                let end = ContinuousClock.now.advanced(by: harness.patience)
                while seen[0].owned.count != 3 || seen[1].owned.count != 3 {
                    try expect(ContinuousClock.now < end, "shares are \(seen[0].owned) and \(seen[1].owned)")
                    for index in 0..<2 {
                        try seen[index].take(try await members[index].poll(BatchLimit(wait: .milliseconds(50))))
                    }
                }
                try expect(seen[0].owned.isDisjoint(with: seen[1].owned), "both own \(seen[0].owned)")
                try await log.send(numbered(topic, 60))
                while seen[0].records.count + seen[1].records.count < 60 {
                    try expect(ContinuousClock.now < end.advanced(by: harness.patience), "records are missing")
                    for index in 0..<2 {
                        try seen[index].take(try await members[index].poll(BatchLimit(wait: .milliseconds(50))))
                    }
                }
                try expect(numbers(seen[0].records + seen[1].records).sorted() == Array(0..<60), "lost or doubled")
                try await members[1].commit(seen[1].positions())
                await members[1].close()
                try await members[0].poll(into: &seen[0], within: harness.patience, "taking all") {
                    $0.owned.count == 6
                }
                await members[0].close()
                try expect(
                    seen[0].records.allSatisfy { record in !seen[1].records.contains(record) },
                    "committed ones came again")
            }
        },
        ConformanceCase(
            "a partition is held back until its revocation is acknowledged", needs: [.commitWhileRevoking]
        ) { harness in
            let topic = try await harness.makeTopic("revoke", partitions: 2)
            try await withLog(harness) { log in
                let group = "\(topic)-group"
                try await log.send(numbered(topic, 20))
                let old = try await log.makeConsumer(.group(name: group, memberID: nil, topics: [topic]))
                var seen = Seen()
                try await old.poll(into: &seen, within: harness.patience, "reading all") { $0.records.count >= 20 }
                let new = try await log.makeConsumer(.group(name: group, memberID: nil, topics: [topic]))
                var other = Seen()
                var revoked: [TopicPartition] = []
                let end = ContinuousClock.now.advanced(by: harness.patience)
                while revoked.isEmpty {
                    try expect(ContinuousClock.now < end, "nothing was revoked")
                    let poll = try await old.poll(BatchLimit(wait: .milliseconds(50)))
                    revoked = poll.revoked
                    try expect(revoked.isEmpty || poll.records.isEmpty, "records beside a revocation")
                    try other.take(try await new.poll(BatchLimit(wait: .milliseconds(50))))
                }
                // Held back: a commit is still ours to make, and the other has nothing of it yet.
                try await old.commit(seen.positions())
                try expect(
                    other.owned.isDisjoint(with: revoked), "the other has \(other.owned) before the acknowledgement")
                try await old.acknowledgeRevocation()
                let keep = Task {
                    while !Task.isCancelled { _ = try await old.poll(BatchLimit(wait: .milliseconds(50))) }
                }
                try await new.poll(into: &other, within: harness.patience, "the new owner") {
                    !$0.owned.isDisjoint(with: revoked)
                }
                try await log.send([
                    OutgoingRecord(topic: topic, key: [9], value: Array("20".utf8), partition: revoked[0].partition)
                ])
                try await new.poll(into: &other, within: harness.patience, "the new record") { !$0.records.isEmpty }
                keep.cancel()
                _ = await keep.result
                let error = try await expectError(.notAssigned, "committing what was given up") {
                    () async throws(LogError) in
                    try await old.commit([revoked[0]: CommittedPosition(offset: 1)])
                }
                try expect(error.message.contains(revoked[0].description), "the message names no partition: \(error)")
                await old.close()
                await new.close()
                try expect(
                    numbers(other.records) == [20],
                    "the new owner got \(numbers(other.records)) although all was committed")
            }
        },
        ConformanceCase("a killed member's partitions go to the others, and nothing it committed is lost") { harness in
            let topic = try await harness.makeTopic("kill", partitions: 4)
            try await withLog(harness) { log in
                let group = "\(topic)-group"
                try await log.send(numbered(topic, 40))
                let child = try ChildProcess("LogMember", harness.memberArguments + ["read", topic.description, group])
                // It prints "record TOPIC/PARTITION OFFSET" for each record after committing it.
                var lines: [String] = []
                for try await line in child.lines where line.hasPrefix("record ") {
                    lines.append(line)
                    if lines.count == 40 { break }
                }
                try expect(lines.count == 40, "the member read \(lines.count) of 40 before it ended")
                child.kill()
                try await log.send(numbered(topic, 10, from: 40))
                let consumer = try await log.makeConsumer(.group(name: group, memberID: nil, topics: [topic]))
                var seen = Seen()
                try await consumer.poll(into: &seen, within: harness.patience, "taking over") {
                    $0.owned.count == 4 && $0.records.count >= 10
                }
                await consumer.close()
                try expect(
                    numbers(seen.records).sorted() == Array(40..<50), "came again: \(numbers(seen.records).sorted())")
            }
        },
        ConformanceCase("a log that was closed and opened again has its records and positions", needs: [.durable]) {
            harness in
            let topic = try await harness.makeTopic("reopen", partitions: 1)
            let group = "\(topic)-group"
            try await withLog(harness) { log in
                try await log.send(numbered(topic, 10))
                let consumer = try await log.makeConsumer(.group(name: group, memberID: nil, topics: [topic]))
                var seen = Seen()
                try await consumer.poll(
                    into: &seen, within: harness.patience, limit: BatchLimit(records: 4, wait: .milliseconds(200)),
                    "reading four"
                ) { $0.records.count == 4 }
                try await consumer.commit(seen.positions())
            }
            try await withLog(harness) { log in
                let positions = try await log.send(numbered(topic, 1, from: 10))
                try expect(positions[0].offset == 10, "the next offset is \(positions[0].offset)")
                let consumer = try await log.makeConsumer(.group(name: group, memberID: nil, topics: [topic]))
                var seen = Seen()
                try await consumer.poll(into: &seen, within: harness.patience, "reading the rest") {
                    $0.records.count >= 7
                }
                try expect(numbers(seen.records) == Array(4...10), "came \(numbers(seen.records))")
            }
        },
    ]
}
