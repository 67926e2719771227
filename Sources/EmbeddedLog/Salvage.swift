import EventLog
import GRDB

/// What can still be read of a damaged segment, and what cannot.
struct Salvage {
    struct Hole: Hashable {
        let partition: Int
        let first: Int64
        let last: Int64
    }
    var range: Segment.Range
    var holes: [Hole] = []

    /// Copies the good chunks into a segment in the making. `begin` and `end` are what the neighbours say; `nil` where there is no neighbour
    /// before, and then the first good chunk begins the partition.
    static func copy(
        _ damaged: Segment?, into database: Database, partitions: Int32, begin: [Int64]?, end: [Int64],
        isCompacted: Bool
    ) throws -> Salvage {
        var chunks: [[(first: Int64, last: Int64)]] = Array(repeating: [], count: Int(partitions))
        var newest: Int64 = 0
        do throws(LogError) {
            try damaged?.eachChunk { partition, first, last, sum, bytes in
                guard (0..<partitions).contains(partition), Chunk.checksum(bytes) == sum else { return }
                try Segment.insert(database, partition: partition, first: first, last: last, bytes: bytes)
                chunks[Int(partition)].append((first, last))
                newest = max(newest, Chunk.newestTimestamp(bytes))
            }
        } catch {
            // Where it is damaged the readable part ends; the rest becomes holes.
            if error.code != .damaged { throw error }
        }
        var salvage = Salvage(range: Segment.Range(begin: [], next: [], newest: newest))
        for partition in 0..<Int(partitions) {
            let start = begin?[partition] ?? chunks[partition].first?.first ?? end[partition]
            var expected = start
            for chunk in chunks[partition] {
                if chunk.first > expected, !isCompacted {
                    salvage.holes.append(Hole(partition: partition, first: expected, last: chunk.first - 1))
                }
                expected = max(expected, chunk.last + 1)
            }
            let next = max(expected, end[partition])
            if expected < next { salvage.holes.append(Hole(partition: partition, first: expected, last: next - 1)) }
            salvage.range.begin.append(start)
            salvage.range.next.append(next)
        }
        return salvage
    }
}
