import EmbeddedLog
import EventLog
import Foundation
import LogConformance
import Synchronization
import Testing

/// Segments that come and go.
struct EmbeddedRetentionTests {
    @Test("retention by age drops whole segments, and a reader that stood there is told of the gap")
    func age() async throws {
        let folder = TemporaryFolder()
        let topic: TopicName = "old"
        let clock = Mutex<Int64>(1_700_000_000_000)
        var options = EmbeddedLog.Options()
        options.segmentBytes = 100_000
        options.now = { clock.withLock { $0 } }
        let log = try EmbeddedLog(directory: folder.path, options: options)
        try await log.administration().create([NewTopic(topic, partitions: 1, retention: .seconds(3600))])
        for batch in 0..<10 { try await log.send(EmbeddedDamageTests.records(topic, batch * 50..<batch * 50 + 50)) }
        let before = try EmbeddedDamageTests.segments(folder.path, topic).count
        let place = TopicPartition(topic, 0)
        let consumer = try await log.makeConsumer(.assigned([place: .offset(10)]))
        clock.withLock { $0 += 7_200_000 }
        for batch in 10..<14 { try await log.send(EmbeddedDamageTests.records(topic, batch * 50..<batch * 50 + 50)) }
        #expect(before > 3)
        let names = try EmbeddedDamageTests.segments(folder.path, topic)
        #expect(names.count < before)
        let description = try await log.administration().describe([topic])[0].partitions[0]
        #expect(description.begin > 10 && description.begin <= 500 && description.end == 700)
        var seen = Seen()
        try await consumer.poll(into: &seen, within: .seconds(10), "the rest") { $0.records.last?.offset == 699 }
        // What the reader had read ahead of the removal may still come; what it lost it is told.
        let lost = seen.gaps.reduce(0) { $0 + $1.resumed.value - $1.expected.value }
        #expect(Int64(seen.records.count) + lost == 690)
        #expect(seen.gaps.count == 1)
        await log.close()
    }

    @Test("retention by size keeps the newest segments")
    func size() async throws {
        let folder = TemporaryFolder()
        let topic: TopicName = "large"
        var options = EmbeddedLog.Options()
        options.segmentBytes = 100_000
        let log = try EmbeddedLog(directory: folder.path, options: options)
        try await log.administration().create([NewTopic(topic, partitions: 2, retentionBytes: 200_000)])
        for batch in 0..<60 { try await log.send(EmbeddedDamageTests.records(topic, batch * 50..<batch * 50 + 50)) }
        let files = try EmbeddedDamageTests.segments(folder.path, topic)
        #expect((3...8).contains(files.count), "\(files)")
        let seen = try await EmbeddedCrashTests.readAll(folder.path, topic, partitions: 2)
        #expect(seen.gaps.isEmpty, "a reader from the beginning misses nothing")
        #expect(
            seen.records.last?.value == Array("2999".utf8) || seen.records.contains { $0.value == Array("2999".utf8) })
        await log.close()
    }

    @Test("compaction keeps the latest record of every key at its offset, for readers that are reading too")
    func compaction() async throws {
        let folder = TemporaryFolder()
        let topic: TopicName = "compacted"
        let clock = Mutex<Int64>(1_700_000_000_000)
        var options = EmbeddedLog.Options()
        options.segmentBytes = 150_000
        options.now = { clock.withLock { $0 } }
        let log = try EmbeddedLog(directory: folder.path, options: options)
        try await log.administration().create([NewTopic(topic, partitions: 2, isCompacted: true)])
        let places = [TopicPartition(topic, 0), TopicPartition(topic, 1)]
        let reader = try await log.makeConsumer(.assigned([places[0]: .earliest, places[1]: .earliest]))
        var follow = Seen()
        // 40 keys, each written 60 times; key 7 is removed in the middle and stays away.
        var latest: [[UInt8]: Int] = [:]
        for round in 0..<60 {
            var batch: [OutgoingRecord] = []
            for key in 0..<40 where key != 7 || round <= 30 {
                let name = Array("key \(key)".utf8)
                let isRemoval = key == 7 && round == 30
                batch.append(
                    OutgoingRecord(
                        topic: topic, key: name, value: isRemoval ? nil : Array("\(round)".utf8),
                        headers: [Header(name: "filler", value: [UInt8](repeating: 1, count: 500))]))
                latest[name] = isRemoval ? nil : round
            }
            try await log.send(batch)
            clock.withLock { $0 += 3_600_000 }
            try follow.take(try await reader.poll(BatchLimit(wait: .milliseconds(1))))
        }
        // Passes run beside the writer: wait until one has left its mark.
        let end = ContinuousClock.now.advanced(by: .seconds(15))
        var compacted: [String] = []
        while compacted.isEmpty, ContinuousClock.now < end {
            try await log.send([OutgoingRecord(topic: topic, key: [0], value: [0])])
            compacted = try EmbeddedDamageTests.segments(folder.path, topic).filter { !$0.hasSuffix(".0000.db") }
        }
        #expect(!compacted.isEmpty)
        await log.close()
        let seen = try await EmbeddedCrashTests.readAll(folder.path, topic, partitions: 2)
        #expect(seen.gaps.isEmpty && follow.gaps.isEmpty)
        var found: [[UInt8]: Int] = [:]
        for record in seen.records where record.key != [0] {
            found[record.key] = record.value.flatMap { Int(String(decoding: $0, as: UTF8.self)) }
        }
        #expect(found == latest)
        #expect(seen.records.filter { $0.key != [0] }.count < 40 * 60 * 3 / 4, "\(seen.records.count) records are left")
        // The reader that followed saw each key's records in order, and the last of each.
        for partition in 0..<2 {
            let offsets = follow.records.filter { $0.partition.value == Int32(partition) }.map(\.offset)
            #expect(offsets == offsets.sorted() && Set(offsets).count == offsets.count)
        }
    }
}
