import EventLog

/// The reading end of a topic: finds the segment an offset is in and reads from it. Confined to one thread; its calls block.
struct TopicReader {
    /// What is found at an offset.
    enum Found {
        /// Records from the offset on, in order, at most one chunk.
        case records([Record])
        /// Nothing yet.
        case end
        /// Records were there and are gone: go on at `resumed`.
        case gap(resumed: Int64, reason: String)
        /// Compaction left nothing up to here.
        case skip(to: Int64)
    }

    let files: TopicFiles
    private let lock: LockFile
    private var names: [SegmentName] = []
    /// Ranges of sealed segments, which never change.
    private var ranges: [SegmentName: Segment.Range] = [:]
    /// Open files, the most recently used last.
    private var open: [Segment] = []
    /// The last segment's range, valid until `refresh`.
    private var lastRange: Segment.Range?

    /// Files kept open: the one being written, and one or two that are caught up on.
    private static let openFiles = 3

    init(_ files: TopicFiles) throws(LogError) {
        self.files = files
        lock = try LockFile(files.lockPath)
        names = try files.segments()
    }

    var partitions: Int32 { files.settings.partitions }

    /// Forgets what may have changed since the last round: called once before a round of reads.
    mutating func refresh() { lastRange = nil }

    /// The oldest offset and the next to be written, of every partition.
    mutating func bounds() throws(LogError) -> (begin: [Int64], end: [Int64]) {
        refresh()
        names = try files.segments()
        // Files may go while we look: then the list is new, and we look again.
        for _ in 0..<16 {
            guard let first = names.first, let last = names.last else {
                let heads = files.heads.read()
                return (heads, heads)
            }
            guard let begin = try range(of: first)?.begin, let end = try range(of: last)?.next else { continue }
            return (begin, end)
        }
        throw unreadable
    }

    private var unreadable: LogError {
        LogError(
            .damaged, "topic \(files.topic) in \(files.path) cannot be read; restore the folder from a backup",
            isRetriable: true)
    }

    /// Whether the partition has anything at or after the offset, or its segments have moved on: cheap, one query a round.
    mutating func hasNews(_ partition: Partition, at offset: Int64) throws(LogError) -> Bool {
        guard let last = names.last, let range = try range(of: last) else { return true }
        return range.isSealed || offset < range.next[Int(partition.value)]
    }

    /// What there is at the offset.
    mutating func read(_ partition: Partition, at offset: Int64) throws(LogError) -> Found {
        let index = Int(partition.value)
        // Files may be dropped, compacted or repaired under our hands; each time the folder is read anew.
        for _ in 0..<16 {
            guard let found = try locate(index, offset) else { continue }
            switch found {
            case .before(let begin):
                return .gap(resumed: begin, reason: "retention removed them, or their segment is gone")
            case .end: return .end
            case .inside(let name, let range):
                do throws(LogError) {
                    guard let segment = try segment(name) else { continue }
                    return try read(partition, at: offset, in: segment, range)
                } catch  where error.code == .damaged {
                    try rescue(name, error)
                }
            }
        }
        throw unreadable
    }

    private enum Place {
        case before(Int64)
        case end
        case inside(SegmentName, Segment.Range)
    }

    /// Where the offset is; `nil` when the folder changed and was read anew.
    private mutating func locate(_ index: Int, _ offset: Int64) throws(LogError) -> Place? {
        guard let last = names.last else {
            names = try files.segments()
            return names.isEmpty ? .end : nil
        }
        // Nearly always the last one: readers are near the end.
        guard let end = try range(of: last) else { return nil }
        if offset >= end.begin[index] {
            if offset < end.next[index] { return .inside(last, end) }
            if !end.isSealed { return .end }
            let fresh = try files.segments()
            if fresh == names { return .end }
            names = fresh
            return nil
        }
        var low = 0
        var high = names.count - 1
        while low < high {
            let middle = (low + high + 1) / 2
            guard let range = try range(of: names[middle]) else { return nil }
            if range.begin[index] <= offset { low = middle } else { high = middle - 1 }
        }
        guard let range = try range(of: names[low]) else { return nil }
        if offset < range.begin[index] { return .before(range.begin[index]) }
        if offset >= range.next[index], low + 1 < names.count, let next = try self.range(of: names[low + 1]) {
            // A segment between the two is gone.
            return .before(next.begin[index])
        }
        return .inside(names[low], range)
    }

    private func read(
        _ partition: Partition, at offset: Int64, in segment: Segment, _ range: Segment.Range
    ) throws(LogError) -> Found {
        let place = TopicPartition(files.topic, partition)
        let chunk = try segment.read(place, from: offset)
        let next = chunk?.first ?? range.next[Int(partition.value)]
        if next > offset {
            if let hole = try segment.holes(partition).first(where: { $0.last >= offset && $0.first < next }) {
                if hole.first > offset { return .skip(to: hole.first) }
                return .gap(resumed: hole.last + 1, reason: hole.reason)
            }
            if chunk == nil { return .skip(to: next) }
        }
        guard let chunk else { return .end }
        guard let records = chunk.records else {
            files.options.report(
                "\(place): records \(chunk.first) to \(chunk.last) in \(segment.path) are damaged and left out")
            return .gap(resumed: chunk.last + 1, reason: "their bytes in \(segment.path) are damaged")
        }
        return .records(records)
    }

    // MARK: Files

    /// The segment's range; `nil` when it is no longer there, and then the list is new.
    private mutating func range(of name: SegmentName) throws(LogError) -> Segment.Range? {
        if let known = ranges[name] { return known }
        if name == names.last, let lastRange { return lastRange }
        do throws(LogError) {
            guard let segment = try segment(name) else { return nil }
            let range = try segment.range(partitions: partitions)
            if range.isSealed { ranges[name] = range } else { lastRange = range }
            return range
        } catch  where error.code == .damaged {
            try rescue(name, error)
            return nil
        }
    }

    private mutating func segment(_ name: SegmentName) throws(LogError) -> Segment? {
        if let index = open.firstIndex(where: { $0.name == name }) {
            if index != open.count - 1 { open.append(open.remove(at: index)) }
            return open[open.count - 1]
        }
        do throws(LogError) {
            let segment = try Segment(folder: files.path, name: name, readOnly: true)
            open.append(segment)
            if open.count > Self.openFiles { try open.removeFirst().close() }
            return segment
        } catch {
            let fresh = try files.segments()
            if fresh.contains(name) { throw error }
            names = fresh
            ranges = ranges.filter { fresh.contains($0.key) }
            return nil
        }
    }

    /// Repairs a damaged segment under the append lock, and reads the folder anew.
    private mutating func rescue(_ name: SegmentName, _ error: LogError) throws(LogError) {
        try close()
        let files = files
        try Appender.locked(lock) { () throws(LogError) in
            guard try files.segments().contains(name), try files.isDamaged(name) else { return }
            try files.rescue(name, because: error)
        }
        names = try files.segments()
        ranges[name] = nil
        lastRange = nil
    }

    mutating func close() throws(LogError) {
        defer { open = [] }
        for segment in open { try segment.close() }
    }
}
