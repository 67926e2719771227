import EmbeddedLog
import EventLog
import Foundation
import LogConformance
import Testing

/// Processes that are killed, and several at once.
struct EmbeddedCrashTests {
    /// Reads all that a topic holds now.
    static func readAll(_ folder: String, _ topic: TopicName, partitions: Int32) async throws -> Seen {
        let log = try EmbeddedLog(directory: folder)
        let places = (0..<partitions).map { TopicPartition(topic, Partition($0)) }
        let description = try await log.administration().describe([topic])[0]
        let consumer = try await log.makeConsumer(
            .assigned(Dictionary(uniqueKeysWithValues: places.map { ($0, .earliest) })))
        var seen = Seen()
        var ends: [Partition: Offset] = [:]
        for partition in description.partitions where partition.end > partition.begin {
            ends[partition.partition] = partition.end
        }
        let end = ContinuousClock.now.advanced(by: .seconds(20))
        func isDone() -> Bool {
            var next: [Partition: Offset] = [:]
            for record in seen.records { next[record.partition] = record.offset.next }
            for gap in seen.gaps {
                next[gap.partition.partition] = max(gap.resumed, next[gap.partition.partition] ?? 0)
            }
            return ends.allSatisfy { next[$0.key] ?? 0 >= $0.value }
        }
        while !isDone(), ContinuousClock.now < end {
            try seen.take(try await consumer.poll(BatchLimit(wait: .milliseconds(50))))
        }
        await log.close()
        return seen
    }

    @Test("a writer killed again and again loses nothing that it was told is stored, and doubles nothing")
    func killedWriters() async throws {
        let harness = EmbeddedHarness()
        let topic = try await harness.makeTopic("killed", partitions: 3)
        var acknowledged = 0
        for round in 0..<8 {
            let child = try ChildProcess(
                "LogMember", harness.memberArguments + ["write", topic.description, String(acknowledged)])
            var batches = 0
            for await line in child.lines where line.hasPrefix("sent ") {
                acknowledged = try #require(Int(line.dropFirst("sent ".count)))
                batches += 1
                // A different moment each time.
                if batches == 3 + round * 2 { break }
            }
            child.kill()
            // What the pipe still holds was acknowledged as well.
            for await line in child.lines where line.hasPrefix("sent ") {
                acknowledged = try #require(Int(line.dropFirst("sent ".count)))
            }
        }
        let seen = try await Self.readAll(harness.folder.path, topic, partitions: 3)
        let numbers = seen.records.compactMap { $0.value.flatMap { Int(String(decoding: $0, as: UTF8.self)) } }
        #expect(Set(numbers).isSuperset(of: 0..<acknowledged))
        #expect(seen.gaps.isEmpty)
        for partition in 0..<3 {
            let offsets = seen.records.filter { $0.partition.value == Int32(partition) }.map(\.offset.value)
            #expect(offsets == Array(0..<Int64(offsets.count)))
        }
        // A batch killed after its commit and before its acknowledgement was sent again: whole batches only.
        #expect(numbers.count % 10 == 0 && numbers.count <= acknowledged + 8 * 10)
    }

    @Test("several processes write and read one topic at once, each getting its turn")
    func manyProcesses() async throws {
        let harness = EmbeddedHarness()
        let topic = try await harness.makeTopic("many", partitions: 4)
        let children = try (0..<3).map {
            try ChildProcess(
                "LogMember", harness.memberArguments + ["write", topic.description, String($0 * 1_000_000)])
        }
        let counts = try await withThrowingTaskGroup(of: Int.self) { group in
            for child in children {
                group.addTask {
                    var count = 0
                    let end = ContinuousClock.now.advanced(by: .seconds(2))
                    for await line in child.lines where line.hasPrefix("sent ") {
                        count += 1
                        if ContinuousClock.now > end { break }
                    }
                    child.kill()
                    return count
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(counts.allSatisfy { $0 * 4 >= (counts.max() ?? 0) }, "turns: \(counts)")
        let seen = try await Self.readAll(harness.folder.path, topic, partitions: 4)
        #expect(seen.gaps.isEmpty)
        #expect(seen.records.count >= counts.reduce(0, +) * 10)
        for writer in 0..<3 {
            for partition in 0..<4 {
                let own = seen.records.filter { $0.partition.value == Int32(partition) }
                    .compactMap { $0.value.flatMap { Int(String(decoding: $0, as: UTF8.self)) } }
                    .filter { $0 / 1_000_000 == writer }
                #expect(own == own.sorted() && Set(own).count == own.count)
            }
        }
    }

    @Test("a member's death is noticed at once, without a lease")
    func takeOver() async throws {
        let harness = EmbeddedHarness()
        let topic = try await harness.makeTopic("death", partitions: 4)
        let child = try ChildProcess("LogMember", harness.memberArguments + ["read", topic.description, "g", "first"])
        for await line in child.lines where line.hasPrefix("assigned ") && line.hasSuffix("/3") { break }
        let log = try await harness.open()
        await #expect {
            _ = try await log.makeConsumer(.group(name: "g", memberID: "first", topics: [topic]))
        } throws: { ($0 as? LogError)?.code == .fenced }
        let consumer = try await log.makeConsumer(.group(name: "g", memberID: "second", topics: [topic]))
        var seen = Seen()
        try await consumer.poll(into: &seen, within: .seconds(60), "its share") { $0.owned.count == 2 }
        let members = try await log.administration().members(of: "g")
        #expect(members.map(\.id) == ["first", "second"])
        #expect(members.map { $0.partitions?.count } == [2, 2])
        #expect(members[0].location == "process \(child.processID)")
        child.kill()
        try await consumer.poll(into: &seen, within: .seconds(60), "the rest") { $0.owned.count == 4 }
        await log.close()
    }

    @Test("a member that does not let go in time loses its partitions, and is told")
    func revocationLimit() async throws {
        var options = EmbeddedLog.Options()
        options.revocationLimit = .milliseconds(100)
        let harness = EmbeddedHarness(options: options)
        let topic = try await harness.makeTopic("limit", partitions: 2)
        let log = try await harness.open()
        let slow = try await log.makeConsumer(.group(name: "g", memberID: "slow", topics: [topic]))
        var seen = Seen()
        try await slow.poll(into: &seen, within: .seconds(60), "both") { $0.owned.count == 2 }
        let other = try await log.makeConsumer(.group(name: "g", memberID: "other", topics: [topic]))
        var revoked: [TopicPartition] = []
        while revoked.isEmpty { revoked = try await slow.poll(BatchLimit(wait: .seconds(1))).revoked }
        // No further poll and no acknowledgement: the other gets its share all the same.
        var share = Seen()
        try await other.poll(into: &share, within: .seconds(60), "its share") { !$0.owned.isEmpty }
        #expect(share.owned == Set(revoked))
        await #expect {
            try await slow.commit([revoked[0]: CommittedPosition(offset: 0)])
        } throws: {
            ($0 as? LogError)?.code == .notAssigned
        }
        let poll = try await slow.poll(BatchLimit(wait: .seconds(1)))
        #expect(poll.lost == revoked)
        await log.close()
    }

    @Test("an idle consumer uses less than one per cent of a core")
    func idle() async throws {
        let harness = EmbeddedHarness()
        let topic = try await harness.makeTopic("idle", partitions: 16)
        let child = try ChildProcess("LogMember", harness.memberArguments + ["read", topic.description, "g"])
        for await line in child.lines where line.hasPrefix("assigned ") && line.hasSuffix("/15") { break }
        func ticks() throws -> Int {
            let text = try String(contentsOfFile: "/proc/\(child.processID)/stat", encoding: .utf8)
            let fields = text[text.index(after: try #require(text.lastIndex(of: ")")))...].split(separator: " ")
            return try #require(Int(fields[11])) + #require(Int(fields[12]))
        }
        let before = try ticks()
        try await Task.sleep(for: .seconds(4))
        // Clock ticks are hundredths of a second on Linux: 4 in 4 seconds are one per cent.
        #expect(try ticks() - before < 4)
        child.kill()
    }
}
