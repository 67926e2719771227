import EventLog
import Foundation
import GRDB

/// A topic's folder: which segments there are, how the last one is opened, rolled and repaired, and which are dropped.
///
/// Everything that changes files is called under the topic's append lock.
struct TopicFiles: Sendable {
    let topic: TopicName
    let settings: TopicSettings
    let path: String
    let options: EmbeddedLog.Options

    init(_ settings: TopicSettings, folder: LogFolder, options: EmbeddedLog.Options) throws(LogError) {
        topic = try settings.topic
        self.settings = settings
        self.path = folder.path(of: topic)
        self.options = options
    }

    var heads: Heads { Heads(path: path + "/heads", partitions: settings.partitions) }
    var lockPath: String { path + "/append.lock" }

    /// The segments that count, ascending.
    func segments() throws(LogError) -> [SegmentName] { SegmentName.chosen(from: try LogFolder.list(path)).current }

    /// Opens the last segment for appending after repairing what needs it; makes it when it is missing.
    func openLast() throws(LogError) -> Segment {
        try tidy()
        let heads = heads.read()
        guard let last = try segments().last else {
            return try makeSuccessor(of: nil, range: Segment.Range(begin: heads, next: heads))
        }
        let segment: Segment
        let range: Segment.Range
        do throws(LogError) {
            segment = try Segment(folder: path, name: last, readOnly: false)
            range = try segment.range(partitions: settings.partitions)
        } catch  where error.code == .damaged {
            try rescue(last, because: error)
            return try Segment(folder: path, name: last, readOnly: false)
        }
        if range.isSealed {
            try segment.close()
            return try makeSuccessor(of: last, range: range)
        }
        try reserveLost(in: segment, range: range, heads: heads)
        return segment
    }

    /// Marks the segment sealed and makes the next one.
    func roll(_ segment: Segment) throws(LogError) -> Segment {
        let sealed = try segment.append(partitions: settings.partitions) { _, range in
            range.isSealed = true
            return range
        }
        let range = if let sealed { sealed } else { try segment.range(partitions: settings.partitions) }
        try segment.checkpoint()
        let successor = try makeSuccessor(of: segment.name, range: range)
        try segment.close()
        return successor
    }

    /// Drops the oldest sealed segments that retention no longer wants. Returns how many.
    func dropExpired() throws(LogError) -> Int {
        guard !settings.isCompacted, settings.retentionMilliseconds != nil || settings.retentionBytes != nil else {
            return 0
        }
        let names = try segments()
        var sizes: [Int64] = []
        for name in names {
            var status = stat()
            sizes.append(unsafe stat(path + "/" + name.file, &status) == 0 ? Int64(status.st_size) : 0)
        }
        var total = sizes.reduce(0, +)
        var dropped = 0
        for (name, size) in zip(names.dropLast(), sizes) {
            let segment = try Segment(folder: path, name: name, readOnly: true)
            let range = try segment.range(partitions: settings.partitions)
            try segment.close()
            let isOld = settings.retentionMilliseconds.map { range.newest < options.now() - $0 } ?? false
            let isTooMuch = settings.retentionBytes.map { total > $0 * Int64(settings.partitions) } ?? false
            guard range.isSealed, isOld || isTooMuch else { break }
            remove(name)
            total -= size
            dropped += 1
        }
        if dropped > 0 { try LogFolder.syncFolder(path) }
        return dropped
    }

    /// Removes a segment's files, the database first: the others mean nothing without it.
    func remove(_ name: SegmentName) {
        for suffix in ["", "-wal", "-shm"] { LogFolder.remove(path + "/" + name.file + suffix) }
    }

    /// Removes what interrupted work left behind.
    private func tidy() throws(LogError) {
        let files = try LogFolder.list(path)
        for name in SegmentName.chosen(from: files).leftovers { remove(name) }
        for file in files where file.hasPrefix(Segment.temporaryPrefix) { LogFolder.remove(path + "/" + file) }
    }

    private func makeSuccessor(of previous: SegmentName?, range: Segment.Range) throws(LogError) -> Segment {
        let number: Int
        if let previous {
            number = previous.last + 1
        } else {
            // Numbers are never used twice, also not those of segments that were set aside.
            let used = try LogFolder.list(path).compactMap { file -> Int? in
                guard let end = file.range(of: ".damaged")?.lowerBound else { return nil }
                return SegmentName(String(file[..<end]))?.last
            }
            number = (used.max() ?? 0) + 1
        }
        let name = SegmentName(first: number, last: number, generation: 0)
        let heads = heads.read()
        try Segment.make(at: path + "/" + name.file, settings: settings, now: options.now()) { database in
            var fresh = Segment.Range(begin: range.next, next: range.next)
            for partition in heads.indices where heads[partition] > range.next[partition] {
                try self.note(database, lost: partition, from: range.next[partition], to: heads[partition])
                fresh.next[partition] = heads[partition]
            }
            return fresh
        }
        try LogFolder.syncFolder(path)
        return try Segment(folder: path, name: name, readOnly: false)
    }

    /// Offsets that were given out but whose records are gone are not given again.
    private func reserveLost(in segment: Segment, range: Segment.Range, heads: [Int64]) throws(LogError) {
        guard zip(heads, range.next).contains(where: { $0 > $1 }) else { return }
        _ = try segment.append(partitions: settings.partitions) { database, range in
            for partition in heads.indices where heads[partition] > range.next[partition] {
                try self.note(database, lost: partition, from: range.next[partition], to: heads[partition])
                range.next[partition] = heads[partition]
            }
        }
    }

    private func note(_ database: Database, lost partition: Int, from first: Int64, to end: Int64) throws {
        options.report(
            "\(topic)/\(partition): records \(first) to \(end - 1) were acknowledged but are no longer in the folder \(path); their offsets stay empty"
        )
        try Segment.insertHole(
            database, partition: partition, first: first, last: end - 1,
            reason: "the last segment's write-ahead log was cut")
    }

    // MARK: Damage

    /// Sets a damaged segment aside and puts what can be read of it in its place. Nothing happens if it is whole after all.
    func rescue(_ name: SegmentName, because error: LogError) throws(LogError) {
        let names = try segments()
        guard let index = names.firstIndex(of: name) else { return }
        let file = path + "/" + name.file
        let aside = file + ".damaged"
        // Ranges of the neighbours tell this one's; heads the end of the last.
        let before = index > 0 ? try range(of: names[index - 1]) : nil
        let after = index + 1 < names.count ? try range(of: names[index + 1]) : nil
        for suffix in ["-wal", "-shm", ""] where LogFolder.exists(file + suffix) {
            if unsafe rename(file + suffix, aside + suffix) != 0 {
                throw LogError.system("setting aside", path: file, errno: errno)
            }
        }
        var lost: [String] = []
        let damaged = damagedSegment(aside)
        try Segment.make(at: file, settings: settings, now: options.now()) { database in
            let salvage = try Salvage.copy(
                damaged, into: database, partitions: self.settings.partitions, begin: before?.next,
                end: after?.begin ?? self.heads.read(), isCompacted: self.settings.isCompacted)
            lost = salvage.holes.map { "\(self.topic)/\($0.partition) \($0.first) to \($0.last)" }
            for hole in salvage.holes {
                try Segment.insertHole(
                    database, partition: hole.partition, first: hole.first, last: hole.last,
                    reason: "segment \(name.file) was damaged")
            }
            var range = salvage.range
            range.isSealed = index + 1 < names.count
            return range
        }
        try LogFolder.syncFolder(path)
        let summary = lost.isEmpty ? "nothing was lost" : "lost: " + lost.joined(separator: ", ")
        options.report("segment \(file) was damaged (\(error)); it is kept as \(aside) and rescued; \(summary)")
    }

    /// Whether a segment cannot be read throughout: somebody else may have repaired it while we waited for the lock.
    func isDamaged(_ name: SegmentName) throws(LogError) -> Bool {
        do throws(LogError) {
            let segment = try Segment(folder: path, name: name, readOnly: true)
            _ = try segment.range(partitions: settings.partitions)
            try segment.check()
            try segment.close()
            return false
        } catch  where error.code == .damaged {
            return true
        }
    }

    /// The damaged file under its new name, if it opens at all.
    private func damagedSegment(_ aside: String) -> Segment? {
        do throws(LogError) { return try Segment(damaged: aside) } catch {
            // Not even a database any more: there is nothing to rescue from it, and the holes say so.
            return nil
        }
    }

    private func range(of name: SegmentName) throws(LogError) -> Segment.Range? {
        do throws(LogError) {
            let segment = try Segment(folder: path, name: name, readOnly: true)
            let range = try segment.range(partitions: settings.partitions)
            try segment.close()
            return range
        } catch  where error.code == .damaged {
            // Its own turn comes when somebody reads it.
            return nil
        }
    }
}
