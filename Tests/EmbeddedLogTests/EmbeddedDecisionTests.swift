import EmbeddedLog
import EventLog
import Foundation
import Testing

/// Decisions as plain values.
struct EmbeddedDecisionTests {
    // Kafka's own test vectors (org.apache.kafka.common.utils.UtilsTest).
    @Test(
        "murmur2 agrees with Kafka's Java clients",
        arguments: [
            ("21", -973_932_308), ("foobar", -790_332_482), ("a-little-bit-long-string", -985_981_536),
            ("a-little-bit-longer-string", -1_486_304_829),
            ("lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8", -58_897_971),
            ("abc", 479_470_107),
        ] as [(String, Int32)])
    func murmur(text: String, expected: Int32) {
        #expect(Int32(bitPattern: KeyPartitioner.murmur2(Array(text.utf8))) == expected)
    }

    @Test(
        "topic names keep Kafka's rule",
        arguments: ["", ".", "..", "a/b", "ä", String(repeating: "a", count: 250), "a b"])
    func badNames(_ name: String) {
        #expect(throws: LogError.self) { try TopicName(name) }
    }

    @Test(
        "shares are fair whatever the numbers, and a member gives up and takes exactly the difference", arguments: 1...5
    )
    func shares(members: Int) {
        for partitions in [1, 2, 6, 16, 17] as [Int32] {
            var quotas: [Int] = []
            for member in 0..<members {
                let others = (0..<members).filter { $0 != member }.map { Int64($0) * 3 }
                let fresh = ShareDecision.make(
                    partitions: partitions, owned: [], revoking: [], mySlot: Int64(member) * 3, otherSlots: others)
                #expect(fresh.revoke.isEmpty && fresh.candidates.count == (fresh.take == 0 ? 0 : Int(partitions)))
                quotas.append(fresh.take)
                let full = ShareDecision.make(
                    partitions: partitions, owned: Array(0..<partitions), revoking: [], mySlot: Int64(member) * 3,
                    otherSlots: others)
                #expect(full.revoke.count == Int(partitions) - fresh.take && full.take == 0)
                let revoking = ShareDecision.make(
                    partitions: partitions, owned: [], revoking: [0], mySlot: Int64(member) * 3, otherSlots: others)
                #expect(!revoking.candidates.contains(0))
            }
            #expect(quotas.reduce(0, +) == Int(partitions))
            #expect((quotas.max() ?? 0) - (quotas.min() ?? 0) <= 1)
        }
    }

    @Test(
        "of segments that cover the same numbers the wider counts, then the higher generation; the rest are leftovers")
    func segmentNames() {
        let (current, leftovers) = SegmentName.chosen(from: [
            "00000001-00000001.0000.db", "00000002-00000002.0000.db", "00000001-00000002.0001.db",
            "00000003-00000003.0000.db", "00000003-00000003.0001.db", "00000004-00000004.0000.db",
            "00000004-00000004.0000.db-wal", "heads", "00000005-00000005.0000.db.damaged",
            ".new-00000009-00000009.0000.db",
        ])
        #expect(
            current.map(\.file) == [
                "00000001-00000002.0001.db", "00000003-00000003.0001.db", "00000004-00000004.0000.db",
            ])
        #expect(leftovers.count == 3)
    }

    @Test("segments are compacted where enough is superseded, and small neighbours become one")
    func groups() {
        #expect(Compactor.groups(counts: [100, 100, 100], live: [100, 100, 100], target: 100).isEmpty)
        #expect(Compactor.groups(counts: [100, 100, 100], live: [10, 10, 100], target: 100) == [[0, 1]])
        #expect(Compactor.groups(counts: [100, 100], live: [90, 100], target: 100).isEmpty)
        #expect(Compactor.groups(counts: [], live: [], target: 10).isEmpty)
    }
}
