import EventLog
import Foundation
import GRDB

/// The appending end of a topic: used by one thread, under the fair lock that all processes share.
struct Appender {
    private let files: TopicFiles
    private let lock: LockFile
    private var segment: Segment?
    /// Set when a segment was sealed, until asked.
    private var hasRolled = true

    /// Bytes of append.lock.
    enum LockByte {
        static let append: Int64 = 0
        static let next: Int64 = 1
        static let compact: Int64 = 2
    }

    init(_ files: TopicFiles) throws(LogError) {
        self.files = files
        lock = try LockFile(files.lockPath)
    }

    /// Runs the body under the topic's append lock, waiting for it in turn.
    static func locked<Value>(
        _ lock: LockFile, _ body: () throws(LogError) -> Value
    ) throws(LogError) -> Value {
        // Whoever lets go of the lock and wants it again finds the waiter holding "next", and so lets it pass.
        try lock.lock(LockByte.next)
        do throws(LogError) { try lock.lock(LockByte.append) } catch {
            lock.unlock(LockByte.next)
            throw error
        }
        lock.unlock(LockByte.next)
        defer { lock.unlock(LockByte.append) }
        return try body()
    }

    /// Appends the batches in one transaction and returns their positions, each batch's in its order.
    mutating func append(_ batches: [[OutgoingRecord]]) throws(LogError) -> [[RecordPosition]] {
        let lock = lock
        do throws(LogError) {
            return try Self.locked(lock) { () throws(LogError) in try write(batches) }
        } catch {
            // What SQLite believes after a failed write is not worth knowing: the next append opens and repairs anew.
            let broken = segment
            segment = nil
            do throws(LogError) { try broken?.close() } catch let second {
                files.options.report("closing a segment after a failed append: \(second)")
            }
            throw error
        }
    }

    /// Whether a segment was sealed since the last call: then it is time to compact. Also true the first time.
    mutating func takeHasRolled() -> Bool {
        defer { hasRolled = false }
        return hasRolled
    }

    mutating func close() throws(LogError) {
        try segment?.close()
        segment = nil
    }

    private mutating func write(_ batches: [[OutgoingRecord]]) throws(LogError) -> [[RecordPosition]] {
        while true {
            var current: Segment
            if let segment {
                current = segment
            } else {
                current = try files.openLast()
                segment = current
                _ = try files.dropExpired()
            }
            if try isFull(current) {
                current = try files.roll(current)
                segment = current
                hasRolled = true
                _ = try files.dropExpired()
            }
            let files = files
            let written = try current.append(partitions: files.settings.partitions) { database, range in
                let positions = try Self.insert(batches, into: database, range: &range, files: files)
                return (positions, range.next)
            }
            if let (positions, heads) = written {
                try files.heads.write(heads)
                return positions
            }
            // Another process sealed it in the meantime.
            try current.close()
            segment = nil
        }
    }

    private func isFull(_ segment: Segment) throws(LogError) -> Bool {
        if try segment.bytes() > Int64(files.options.segmentBytes) { return true }
        // Retention drops whole segments: one that stays open for longer than records live would keep them all.
        guard let retention = files.settings.retentionMilliseconds else { return false }
        let range = try segment.range(partitions: files.settings.partitions)
        return range.newest > 0 && range.created < files.options.now() - retention
    }

    private static func insert(
        _ batches: [[OutgoingRecord]], into database: Database, range: inout Segment.Range, files: TopicFiles
    ) throws -> [[RecordPosition]] {
        var open: [Int32: (first: Int64, last: Int64, bytes: [UInt8])] = [:]
        var positions: [[RecordPosition]] = []
        let now = files.options.now()
        for batch in batches {
            var places: [RecordPosition] = []
            places.reserveCapacity(batch.count)
            for record in batch {
                let partition =
                    record.partition ?? KeyPartitioner.partition(of: record.key, count: files.settings.partitions)
                let index = Int(partition.value)
                let offset = range.next[index]
                range.next[index] += 1
                let timestamp = record.timestamp ?? now
                range.newest = max(range.newest, timestamp)
                var chunk = open.removeValue(forKey: partition.value) ?? (offset, offset, [])
                Chunk.append(
                    to: &chunk.bytes, delta: UInt32(offset - chunk.first), timestamp: timestamp, key: record.key,
                    value: record.value, headers: record.headers)
                chunk.last = offset
                if chunk.bytes.count >= Chunk.targetBytes {
                    try Segment.insert(
                        database, partition: partition.value, first: chunk.first, last: chunk.last, bytes: chunk.bytes)
                } else {
                    open[partition.value] = chunk
                }
                places.append(RecordPosition(topic: files.topic, partition: partition, offset: Offset(offset)))
            }
            positions.append(places)
        }
        for (partition, chunk) in open.sorted(by: { $0.key < $1.key }) {
            try Segment.insert(database, partition: partition, first: chunk.first, last: chunk.last, bytes: chunk.bytes)
        }
        return positions
    }
}
