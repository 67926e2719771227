import EventLog
import Foundation
import GRDB
import Synchronization

/// Keeps the latest record of each key in the sealed segments of a compacted topic, on a thread of its own.
///
/// A pass reads the keys of the sealed segments, then writes those that hold enough superseded records anew, several small ones as one,
/// offsets unchanged. Only the exchange of files is done under the append lock. One process at a time compacts a topic. Memory: 40 bytes a
/// key (the keys are held as 128-bit hashes).
package final class Compactor: Sendable {
    private let files: TopicFiles
    private let thread: WorkThread
    private let isStopping = Atomic(false)
    private let lock: LockFile

    /// A segment is rewritten when this share of its records is superseded. Kafka's `min.cleanable.dirty.ratio` is a half; a quarter costs
    /// more writing and keeps the topic within 4/3 of what is live.
    private static let worthwhile = 0.25

    init(_ files: TopicFiles) throws(LogError) {
        self.files = files
        thread = try WorkThread(name: "compact")
        lock = try LockFile(files.lockPath)
    }

    deinit { thread.finish() }

    /// Starts a pass if none is under way; a failed one is reported and tried again at the next roll.
    func wake() {
        thread.perform { [self] in
            do throws(LogError) { _ = try pass() } catch {
                files.options.report(
                    "compacting \(files.topic) stopped: \(error); it is tried again when the next segment is full")
            }
        }
    }

    func close() async {
        isStopping.store(true, ordering: .relaxed)
        await withCheckedContinuation { continuation in
            if !thread.perform({ continuation.resume() }) { continuation.resume() }
        }
        thread.finish()
    }

    /// Compacts once; returns how many records were removed. Blocks.
    func pass() throws(LogError) -> Int {
        guard try lock.tryLock(Appender.LockByte.compact) else { return 0 }
        defer { lock.unlock(Appender.LockByte.compact) }
        var sealed: [(name: SegmentName, range: Segment.Range)] = []
        for name in try files.segments() {
            let segment = try Segment(folder: files.path, name: name, readOnly: true)
            let range = try segment.range(partitions: files.settings.partitions)
            try segment.close()
            if range.isSealed { sealed.append((name, range)) }
        }
        if sealed.isEmpty { return 0 }
        var latest: [KeyHash: Int64] = [:]
        var counts: [Int] = []
        for (name, _) in sealed {
            counts.append(0)
            try eachRecord(of: name) { partition, record in
                latest[KeyHash(record.key, partition)] = record.offset.value
                counts[counts.count - 1] += 1
            }
        }
        var live = [Int](repeating: 0, count: sealed.count)
        for (index, entry) in sealed.enumerated() {
            try eachRecord(of: entry.name) { partition, record in
                if isKept(record, partition, latest) { live[index] += 1 }
            }
        }
        var removed = 0
        for group in Self.groups(counts: counts, live: live, target: recordsTarget(sealed.map(\.name), counts)) {
            if isStopping.load(ordering: .relaxed) { break }
            try rewrite(group.map { sealed[$0] }, latest)
            removed += group.reduce(0) { $0 + counts[$1] - live[$1] }
        }
        return removed
    }

    /// Runs of neighbours to be written as one: those with enough to remove, and small ones beside them.
    package static func groups(counts: [Int], live: [Int], target: Int) -> [[Int]] {
        var groups: [[Int]] = []
        var group: [Int] = []
        func isWorthwhile(_ group: [Int]) -> Bool {
            let all = group.reduce(0) { $0 + counts[$1] }
            let superseded = group.reduce(0) { $0 + counts[$1] - live[$1] }
            return superseded > 0 && Double(superseded) >= worthwhile * Double(all)
        }
        for index in counts.indices {
            let size = group.reduce(0) { $0 + live[$1] }
            if !group.isEmpty, size + live[index] > target {
                if isWorthwhile(group) { groups.append(group) }
                group = []
            }
            group.append(index)
        }
        if isWorthwhile(group) { groups.append(group) }
        return groups
    }

    /// How many records make a full segment, from what they hold now.
    private func recordsTarget(_ names: [SegmentName], _ counts: [Int]) -> Int {
        var bytes: Int64 = 0
        for name in names {
            var status = stat()
            if unsafe stat(files.path + "/" + name.file, &status) == 0 { bytes += Int64(status.st_size) }
        }
        let each = max(1, bytes / Int64(max(1, counts.reduce(0, +))))
        return max(1, files.options.segmentBytes / Int(each))
    }

    private func isKept(_ record: LogRecord, _ partition: Int32, _ latest: [KeyHash: Int64]) -> Bool {
        guard latest[KeyHash(record.key, partition)] == record.offset.value else { return false }
        return record.value != nil
            || record.timestamp > files.options.now() - files.options.tombstoneRetention.milliseconds
    }

    private func rewrite(
        _ group: [(name: SegmentName, range: Segment.Range)], _ latest: [KeyHash: Int64]
    ) throws(LogError) {
        guard let first = group.first, let last = group.last else { return }
        let name = SegmentName(
            first: first.name.first, last: last.name.last, generation: (group.map(\.name.generation).max() ?? 0) + 1)
        let newest = group.map(\.range.newest).max() ?? 0
        let path = files.path + "/" + name.file
        let aside = files.path + "/.compact-" + name.file
        defer { for suffix in ["", "-wal", "-shm"] { LogFolder.remove(aside + suffix) } }
        try Segment.make(at: aside, settings: files.settings, now: files.options.now()) { database in
            for entry in group { try self.copy(entry.name, into: database, latest) }
            return Segment.Range(begin: first.range.begin, next: last.range.next, isSealed: true, newest: newest)
        }
        try Appender.locked(lock) { () throws(LogError) in
            // Retention or a repair may have been here since.
            let current = try files.segments()
            guard group.allSatisfy({ current.contains($0.name) }) else { return }
            if unsafe rename(aside, path) != 0 { throw LogError.system("exchanging", path: path, errno: errno) }
            try LogFolder.syncFolder(files.path)
            for entry in group { files.remove(entry.name) }
        }
    }

    private func copy(_ name: SegmentName, into database: Database, _ latest: [KeyHash: Int64]) throws {
        let segment = try Segment(folder: files.path, name: name, readOnly: true)
        for partition in 0..<files.settings.partitions {
            for hole in try segment.holes(Partition(partition)) {
                try Segment.insertHole(
                    database, partition: Int(partition), first: hole.first, last: hole.last, reason: hole.reason)
            }
        }
        try segment.eachChunk { partition, first, last, sum, bytes in
            let kept = try self.records(partition, first, sum, bytes, name).filter {
                self.isKept($0, partition, latest)
            }
            guard let head = kept.first, let tail = kept.last else { return }
            var packed: [UInt8] = []
            for record in kept {
                Chunk.append(
                    to: &packed, delta: UInt32(record.offset.value - head.offset.value), timestamp: record.timestamp,
                    key: record.key, value: record.value, headers: record.headers)
            }
            try Segment.insert(
                database, partition: partition, first: head.offset.value, last: tail.offset.value, bytes: packed)
        }
        try segment.close()
    }

    private func eachRecord(of name: SegmentName, _ body: (Int32, LogRecord) -> Void) throws(LogError) {
        let segment = try Segment(folder: files.path, name: name, readOnly: true)
        try segment.eachChunk { partition, first, _, sum, bytes in
            if self.isStopping.load(ordering: .relaxed) { throw LogError(.closed, "the embedded log was closed") }
            for record in try self.records(partition, first, sum, bytes, name) { body(partition, record) }
        }
        try segment.close()
    }

    private func records(
        _ partition: Int32, _ first: Int64, _ sum: Int64, _ bytes: [UInt8], _ name: SegmentName
    ) throws(LogError) -> [LogRecord] {
        guard Chunk.checksum(bytes) == sum,
            let records = Chunk.records(
                bytes, first: first, from: first, of: TopicPartition(files.topic, Partition(partition)))
        else {
            // Rewriting would make the loss final and unseen: leave it to the readers' report.
            throw LogError(.damaged, "segment \(files.path)/\(name.file) is damaged at \(partition)/\(first)")
        }
        return records
    }
}

/// 128 bits of a key and its partition: two rounds of the checksum's mixing with different starts.
private struct KeyHash: Hashable {
    let high: Int64
    let low: Int64

    init(_ key: [UInt8], _ partition: Int32) {
        var bytes = key
        for shift in stride(from: 0, to: 32, by: 8) {
            bytes.append(UInt8(truncatingIfNeeded: partition >> Int32(shift)))
        }
        high = Chunk.checksum(bytes)
        bytes.append(0x5a)
        bytes.reverse()
        low = Chunk.checksum(bytes)
    }
}
