import EventLog
import Foundation

/// A consumer's state: which partitions it has, where it stands in each, and the poll that waits. Confined to the consumer's thread.
final class ConsumerCore {
    /// Where a partition is read next. `buffer` holds decoded records from `position` on: the rest of a chunk a batch had no room for.
    private struct Cursor {
        var position: Int64
        var buffer: ArraySlice<Record> = []
        var isPaused = false
    }

    private struct Waiting {
        let id: UInt64
        let limit: BatchLimit
        let deadline: ContinuousClock.Instant
        let continuation: CheckedContinuation<Result<Poll, LogError>, Never>
        var records: [Record] = []
        var bytes = 0
        /// Set by the first record when the limit has a linger.
        var lingerEnd: ContinuousClock.Instant?
    }

    private enum Mode {
        case group(otherwise: StartPosition)
        case assigned
    }

    static let closed = LogError(.closed, "the consumer was closed")

    private let folder: LogFolder
    private let options: EmbeddedLog.Options
    private let bell: FileBell
    private let mode: Mode
    private let store: PositionStore?
    private var readers: [TopicName: TopicReader] = [:]
    private var shares: [GroupShare] = []
    private var cursors: [TopicPartition: Cursor] = [:]
    /// The partition that is read first in the next round, so that none starves.
    private var turnOffset = 0
    private var waiting: Waiting?
    private var news = Poll()
    /// Set while revoked partitions wait for the caller to let go.
    private var revocationEnd: ContinuousClock.Instant?
    private var isRevocationTold = false
    private var nextBalance = ContinuousClock.now
    private var nextLook = ContinuousClock.now
    private var mayHaveNews = true
    private var failure: LogError?
    private var isClosed = false

    init(
        _ subscription: Subscription, folder: LogFolder, options: EmbeddedLog.Options, bell: FileBell
    ) throws(LogError) {
        self.folder = folder
        self.options = options
        self.bell = bell
        let topics: [TopicName]
        switch subscription {
        case .group(let name, let memberID, let subscribed, let otherwise):
            guard !name.isEmpty, !subscribed.isEmpty else {
                throw LogError(.configuration, "a group consumer needs a group's name and at least one topic")
            }
            mode = .group(otherwise: otherwise)
            topics = Array(Set(subscribed)).sorted()
            var settings: [TopicSettings] = []
            for topic in topics { settings.append(try folder.topic(topic)) }
            store = try PositionStore(folder: folder, group: name, report: options.report)
            let member = memberID ?? "\(getpid())-\(LogFolder.randomID().prefix(6))"
            for each in settings {
                let share = try GroupShare(
                    folder: folder, group: name, settings: each, memberID: member, isNamed: memberID != nil)
                shares.append(share)
                bell.watch(share.path)
            }
        case .assigned(let positions, let commitGroup):
            mode = .assigned
            topics = Array(Set(positions.keys.map(\.topic))).sorted()
            store =
                if let commitGroup {
                    try PositionStore(folder: folder, group: commitGroup, report: options.report)
                } else { nil }
        }
        for topic in topics {
            let settings = try folder.topic(topic)
            readers[topic] = try TopicReader(try TopicFiles(settings, folder: folder, options: options))
            bell.watch(folder.headsPath(of: topic))
        }
        if case .assigned(let positions, _) = subscription {
            for (place, start) in positions.sorted(by: { $0.key < $1.key }) {
                cursors[place] = Cursor(position: try self.position(of: start, in: place))
            }
            news.assigned = cursors.keys.sorted()
        }
    }

    deinit { for share in shares { share.leave() } }

    // MARK: Polling

    func beginPoll(
        _ id: UInt64, _ limit: BatchLimit, _ continuation: CheckedContinuation<Result<Poll, LogError>, Never>
    ) {
        if isClosed { return continuation.resume(returning: .failure(Self.closed)) }
        if waiting != nil {
            return continuation.resume(
                returning: .failure(LogError(.other, "a consumer is polled by one task at a time; this is the second")))
        }
        waiting = Waiting(
            id: id, limit: limit, deadline: .now.advanced(by: limit.wait), continuation: continuation)
        mayHaveNews = true
        if isRevocationTold {
            do throws(LogError) { try acknowledgeRevocation() } catch { finish(.failure(error)) }
        }
    }

    /// The poller was cancelled: it gets what is there.
    func endPoll(_ id: UInt64) {
        if waiting?.id == id { deliver() }
    }

    /// Does what there is to do, and says when to be called again.
    func turn() -> Duration? {
        if bell.drain() {
            mayHaveNews = true
            nextBalance = .now
        }
        if isClosed { return nil }
        do throws(LogError) {
            if let revocationEnd, ContinuousClock.now >= revocationEnd { try takeRevoked() }
            return try pollTurn()
        } catch {
            if waiting != nil { finish(.failure(error)) } else { failure = error }
            return nil
        }
    }

    private func pollTurn() throws(LogError) -> Duration? {
        guard let limit = waiting?.limit else { return revocationEnd.map { ContinuousClock.now.duration(to: $0) } }
        if let failure {
            self.failure = nil
            throw failure
        }
        let now = ContinuousClock.now
        if !shares.isEmpty, now >= nextBalance, revocationEnd == nil {
            try balance()
            nextBalance = now.advanced(by: options.shareInterval)
        }
        if !news.revoked.isEmpty { return finishTurn() }
        if mayHaveNews || now >= nextLook {
            mayHaveNews = false
            nextLook = now.advanced(by: options.fallbackInterval)
            try collect(limit)
        }
        guard let current = waiting else { return nil }
        let isFull = current.records.count >= limit.records || current.bytes >= limit.bytes
        let hasTold = !news.isEmpty
        if isFull || hasTold || now >= current.deadline { return finishTurn() }
        var until = min(current.deadline, nextLook)
        if !shares.isEmpty { until = min(until, nextBalance) }
        if !current.records.isEmpty {
            let end = current.lingerEnd ?? now.advanced(by: limit.linger)
            waiting?.lingerEnd = end
            if now >= end { return finishTurn() }
            until = min(until, end)
        }
        return max(.zero, now.duration(to: until))
    }

    private func finishTurn() -> Duration? {
        deliver()
        return revocationEnd.map { ContinuousClock.now.duration(to: $0) }
    }

    private func deliver() {
        var poll = news
        news = Poll()
        if poll.revoked.isEmpty {
            // What lingered of partitions that were taken in the meantime is not ours to deliver.
            poll.records = (waiting?.records ?? []).filter { cursors[$0.topicPartition] != nil }
        } else {
            // A poll with revocations has no records: what was gathered is read again.
            for record in (waiting?.records ?? []).reversed() { putBack(record) }
            isRevocationTold = true
            revocationEnd = .now.advanced(by: options.revocationLimit)
            poll.assigned.sort()
            poll.revoked.sort()
        }
        finish(.success(poll))
    }

    private func putBack(_ record: Record) {
        guard var cursor = cursors[record.topicPartition], record.offset.value < cursor.position else { return }
        cursor.position = record.offset.value
        cursor.buffer = []
        cursors[record.topicPartition] = cursor
    }

    private func finish(_ result: Result<Poll, LogError>) {
        let continuation = waiting?.continuation
        waiting = nil
        continuation?.resume(returning: result)
    }

    /// Fills the waiting batch from all partitions in turn.
    private func collect(_ limit: BatchLimit) throws(LogError) {
        guard var batch = waiting else { return }
        defer { waiting = batch }
        for topic in readers.keys { readers[topic]?.refresh() }
        let places = cursors.keys.sorted()
        if places.isEmpty { return }
        var idle = 0
        while idle < places.count {
            let place = places[turnOffset % places.count]
            turnOffset = (turnOffset + 1) % places.count
            idle += 1
            guard var cursor = cursors[place], !cursor.isPaused else { continue }
            if cursor.buffer.isEmpty { try fill(&cursor, place) }
            let before = batch.records.count
            while let record = cursor.buffer.first, batch.records.count < limit.records, batch.bytes < limit.bytes {
                cursor.buffer.removeFirst()
                batch.records.append(record)
                batch.bytes += record.size
                cursor.position = record.offset.value + 1
            }
            cursors[place] = cursor
            if batch.records.count >= limit.records || batch.bytes >= limit.bytes {
                mayHaveNews = true
                return
            }
            if batch.records.count > before { idle = 0 }
        }
    }

    private func fill(_ cursor: inout Cursor, _ place: TopicPartition) throws(LogError) {
        guard var reader = readers[place.topic] else { return }
        defer { readers[place.topic] = reader }
        while try reader.hasNews(place.partition, at: cursor.position) {
            switch try reader.read(place.partition, at: cursor.position) {
            case .records(let records):
                cursor.buffer = records[...]
                return
            case .end: return
            case .skip(let next): cursor.position = next
            case .gap(let resumed, let reason):
                news.gaps.append(
                    Gap(
                        partition: place, expected: Offset(cursor.position), resumed: Offset(resumed), reason: reason))
                cursor.position = resumed
            }
        }
    }

    // MARK: Partitions

    private func balance() throws(LogError) {
        for share in shares {
            let (taken, toRevoke) = try share.balance()
            for partition in taken {
                let place = TopicPartition(share.topic, Partition(partition))
                cursors[place] = Cursor(position: try start(of: place))
                news.assigned.append(place)
                mayHaveNews = true
            }
            news.revoked += toRevoke.map { TopicPartition(share.topic, Partition($0)) }
        }
        news.assigned.sort()
    }

    /// Where a partition just taken begins.
    private func start(of place: TopicPartition) throws(LogError) -> Int64 {
        guard case .group(let otherwise) = mode else { preconditionFailure("only a group takes partitions") }
        guard let committed = try committed([place])[place] else { return try position(of: otherwise, in: place) }
        let end = try bounds(place).end
        if committed.offset.value > end {
            news.gaps.append(
                Gap(
                    partition: place, expected: committed.offset, resumed: Offset(end),
                    reason: "the partition ends before the committed position: it lost records"))
            return end
        }
        return committed.offset.value
    }

    private func bounds(_ place: TopicPartition) throws(LogError) -> (begin: Int64, end: Int64) {
        guard var reader = readers[place.topic], place.partition.value < reader.partitions else {
            throw LogError(
                .unknownTopic,
                "there is no partition \(place) in the log \(folder.path); 'claimstream topics describe' shows what there is"
            )
        }
        defer { readers[place.topic] = reader }
        let (begin, end) = try reader.bounds()
        return (begin[Int(place.partition.value)], end[Int(place.partition.value)])
    }

    private func position(of start: StartPosition, in place: TopicPartition) throws(LogError) -> Int64 {
        let (begin, end) = try bounds(place)
        switch start {
        case .earliest: return begin
        case .latest: return end
        case .offset(let offset):
            if offset.value > end {
                throw LogError(
                    .offsetOutOfRange,
                    "offset \(offset) of \(place) is past the end (\(end)): the topic was made anew or lost records; start from an offset it has"
                )
            }
            return offset.value
        }
    }

    func acknowledgeRevocation() throws(LogError) {
        guard isRevocationTold else { return }
        isRevocationTold = false
        revocationEnd = nil
        try release()
        nextBalance = .now
    }

    /// The caller did not let go in time.
    private func takeRevoked() throws(LogError) {
        isRevocationTold = false
        revocationEnd = nil
        news.lost += try release()
        news.lost.sort()
    }

    @discardableResult
    private func release() throws(LogError) -> [TopicPartition] {
        var released: [TopicPartition] = []
        for share in shares { released += try share.release().map { TopicPartition(share.topic, Partition($0)) } }
        for place in released { cursors[place] = nil }
        return released
    }

    func assignment() throws(LogError) -> [TopicPartition] {
        if isClosed { throw Self.closed }
        return cursors.keys.sorted()
    }

    func setPaused(_ places: [TopicPartition], _ isPaused: Bool) throws(LogError) {
        if isClosed { throw Self.closed }
        for place in places { cursors[place]?.isPaused = isPaused }
        mayHaveNews = true
    }

    func seek(_ place: TopicPartition, to offset: Offset) throws(LogError) {
        if isClosed { throw Self.closed }
        guard let cursor = cursors[place] else { throw Self.notAssigned(place) }
        cursors[place] = Cursor(position: try position(of: .offset(offset), in: place), isPaused: cursor.isPaused)
        mayHaveNews = true
    }

    private static func notAssigned(_ place: TopicPartition) -> LogError {
        LogError(.notAssigned, "partition \(place) is not this consumer's; drop what is in hand of it")
    }

    // MARK: Positions

    func commit(_ positions: [TopicPartition: CommittedPosition]) throws(LogError) {
        if isClosed { throw Self.closed }
        guard let store else {
            throw LogError(.configuration, "this consumer has no group to commit under; give it a commitGroup")
        }
        for (place, position) in positions.sorted(by: { $0.key < $1.key }) {
            if cursors[place] == nil { throw Self.notAssigned(place) }
            if position.metadata.utf8.count > 4096 {
                throw LogError(
                    .configuration, "the metadata of \(place) has \(position.metadata.utf8.count) bytes, above 4096")
            }
        }
        try store.commit(positions, ids: readers.mapValues { $0.files.settings.id })
    }

    func committed(_ places: [TopicPartition]) throws(LogError) -> [TopicPartition: CommittedPosition] {
        if isClosed { throw Self.closed }
        var positions: [TopicPartition: CommittedPosition] = [:]
        guard let store else { return positions }
        let wanted = Set(places)
        for topic in Set(places.map(\.topic)) {
            let id = if let reader = readers[topic] { reader.files.settings.id } else { try folder.topic(topic).id }
            for (place, position) in try store.committed(topic, id: id) where wanted.contains(place) {
                positions[place] = position
            }
        }
        return positions
    }

    func close() {
        if isClosed { return }
        isClosed = true
        finish(.failure(Self.closed))
        for share in shares { share.leave() }
        shares = []
        cursors = [:]
        do throws(LogError) {
            for topic in readers.keys { try readers[topic]?.close() }
            try store?.close()
        } catch { options.report("closing a consumer: \(error)") }
        readers = [:]
    }
}

extension Record {
    /// Bytes of key, value and headers, as batch limits count them.
    fileprivate var size: Int {
        headers.reduce(key.count + (value?.count ?? 0)) { $0 + $1.name.utf8.count + $1.value.count }
    }
}
