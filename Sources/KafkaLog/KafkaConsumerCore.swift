import CRDKafka
import EventLog
import Foundation
import Logging
import Synchronization

/// A Kafka consumer's state, confined to its thread.
///
/// The thread serves librdkafka all the time, so that a member keeps its place while the caller works. What comes is held ready up to a bound.
/// Beyond it librdkafka is left alone for a while; a caller that has not come back by then gets its partitions paused, so that rebalances are
/// answered. Pausing at once would be costly: librdkafka drops what it has fetched ahead of a paused partition.
final class KafkaConsumerCore {
    struct Waiting {
        let id: UInt64
        let limit: BatchLimit
        let deadline: ContinuousClock.Instant
        let continuation: CheckedContinuation<Result<Poll, LogError>, Never>
        /// Set when the first record is there and the limit has a linger.
        var lingerEnd: ContinuousClock.Instant?
    }

    /// What we know of a partition that is ours. An object, so that a record held ready needs no search for it.
    final class Place {
        /// The next offset expected; `nil` until the first record where reading began at an end of the partition.
        var next: Int64?
        /// Held back by the caller.
        var isPaused = false
        /// To be given up: nothing more is delivered. It stays set once the partition is gone.
        var isRevoked = false

        init(next: Int64? = nil) { self.next = next }

        var isDeliverable: Bool { !isPaused && !isRevoked }
    }

    /// A record that waits for the caller.
    struct Ready {
        let record: Record
        let place: Place
        let size: Int
    }

    /// How long librdkafka is left alone when there is no room, before its partitions are paused.
    static let patience = Duration.seconds(2)

    static let closed = LogError(.closed, "the consumer was closed")

    let client: KafkaClient
    let options: KafkaLog.Options
    let canCommit: Bool
    let otherwise: StartPosition
    var places: [TopicPartition: Place] = [:]
    /// The names of topics by the addresses of librdkafka's handles, which stay the same while partitions are assigned.
    var topicNames: [Int: TopicName] = [:]
    var ready: [Ready] = []
    var readyBytes = 0
    var isHeldBack = false
    /// Since when there has been no room.
    var fullSince: ContinuousClock.Instant?
    var waiting: Waiting?
    var news = Poll()
    var revocation: [TopicPartition] = []
    var revocationEnd: ContinuousClock.Instant?
    var isRevocationTold = false
    /// What librdkafka called back with and could not be done yet, in order.
    var unhandled: [KafkaEvent] = []
    /// Partitions whose offset is not there, until they are moved to one that is.
    var unplaced: Set<TopicPartition> = []
    var failure: LogError?
    var isClosed = false

    /// Connects, checks that the topics exist, and joins or assigns.
    init(
        _ subscription: Subscription, bootstrap: String, options: KafkaLog.Options, wakeDescriptor: Int32
    ) throws(LogError) {
        self.options = options
        var defaults = [
            "enable.auto.commit": "false", "enable.auto.offset.store": "false", "allow.auto.create.topics": "false",
            // A position that is gone is reported, not silently replaced.
            "auto.offset.reset": "error", "partition.assignment.strategy": Self.assignmentStrategy,
            "queued.max.messages.kbytes": "16384", "session.timeout.ms": "10000", "heartbeat.interval.ms": "3000",
            // A failed fetch is tried again soon: the default of 500 ms is most of what one waits for after a broker's trouble.
            "fetch.error.backoff.ms": "100",
        ]
        switch subscription {
        case .group(let name, let memberID, let topics, let otherwise):
            guard !name.isEmpty, !topics.isEmpty else {
                throw LogError(.configuration, "a group consumer needs a group's name and at least one topic")
            }
            defaults["group.id"] = name
            if let memberID { defaults["group.instance.id"] = memberID }
            canCommit = true
            self.otherwise = otherwise
        case .assigned(_, let commitGroup):
            // librdkafka wants a group in any case; this one is never joined nor committed to.
            defaults["group.id"] = commitGroup ?? "claimstream-none"
            canCommit = commitGroup != nil
            otherwise = .earliest
        }
        client = try KafkaClient(
            RD_KAFKA_CONSUMER, bootstrap: bootstrap, options: options, defaults: defaults,
            wakeDescriptor: wakeDescriptor)
        do throws(LogError) { try begin(subscription) } catch {
            close()
            throw error
        }
    }

    func begin(_ subscription: Subscription) throws(LogError) {
        let known = try client.metadata(within: options.connectLimit).topics
        switch subscription {
        case .group(_, _, let topics, _):
            for topic in topics where known[topic] == nil { throw client.unknown(topic) }
            let list = PartitionList(Set(topics).sorted().map { TopicPartition($0, 0) })
            let code = try unsafe list.lend { list in
                for index in 0..<Int(unsafe list.pointee.cnt) {
                    unsafe list.pointee.elems[index].partition = RD_KAFKA_PARTITION_UA
                }
                return unsafe rd_kafka_subscribe(client.handle, list)
            }
            if code != RD_KAFKA_RESP_ERR_NO_ERROR { throw LogError.kafka(code, "joining the group") }
        case .assigned(let positions, _):
            var offsets: [(TopicPartition, Int64)] = []
            for (place, start) in positions.sorted(by: { $0.key < $1.key }) {
                guard let count = known[place.topic] else { throw client.unknown(place.topic) }
                guard place.partition.value < count else {
                    throw LogError(
                        .unknownTopic,
                        "topic \(place.topic) has no partition \(place.partition): it has \(count), counted from 0")
                }
                let (low, high) = try client.bounds(place, within: options.connectLimit)
                let offset: Int64
                switch start {
                case .earliest: offset = low
                case .latest: offset = high
                case .offset(let wanted):
                    if wanted.value > high { throw Self.pastEnd(place, wanted, high) }
                    if wanted.value < low { note(gap: place, from: wanted.value, to: low, "retention removed them") }
                    offset = max(low, wanted.value)
                }
                places[place] = Place(next: offset)
                offsets.append((place, offset))
            }
            let code = try unsafe PartitionList(offsets: offsets).lend { unsafe rd_kafka_assign(client.handle, $0) }
            if code != RD_KAFKA_RESP_ERR_NO_ERROR { throw LogError.kafka(code, "assigning partitions") }
            news.assigned = places.keys.sorted()
        }
    }

    static func pastEnd(_ place: TopicPartition, _ offset: Offset, _ end: Int64) -> LogError {
        LogError(
            .offsetOutOfRange,
            "offset \(offset) of \(place) is past the end (\(end)): the topic was made anew or lost records; start from an offset it has"
        )
    }

    func note(gap place: TopicPartition, from expected: Int64, to resumed: Int64, _ reason: String) {
        news.gaps.append(
            Gap(partition: place, expected: Offset(expected), resumed: Offset(resumed), reason: reason))
    }

    // MARK: Polling

    func beginPoll(
        _ id: UInt64, _ limit: BatchLimit, _ continuation: CheckedContinuation<Result<Poll, LogError>, Never>
    ) {
        if isClosed { return continuation.resume(returning: .failure(Self.closed)) }
        if waiting != nil {
            return continuation.resume(
                returning: .failure(LogError(.other, "a consumer is polled by one task at a time; this is the second")))
        }
        waiting = Waiting(id: id, limit: limit, deadline: .now.advanced(by: limit.wait), continuation: continuation)
        if isRevocationTold {
            do throws(LogError) { try acknowledgeRevocation() } catch { finish(.failure(error)) }
        }
    }

    /// The poller was cancelled: it gets what is there.
    func endPoll(_ id: UInt64) {
        if let waiting, waiting.id == id { deliver(waiting.limit) }
    }

    func turn() -> Duration? {
        if isClosed { return nil }
        do throws(LogError) {
            if let revocationEnd, ContinuousClock.now >= revocationEnd { try takeRevoked() }
            try serve()
            return answer()
        } catch {
            if waiting != nil { finish(.failure(error)) } else { failure = error }
            return .seconds(1)
        }
    }

    /// Takes from librdkafka what there is, within the bound, and does what its callbacks asked for.
    func serve() throws(LogError) {
        for place in unplaced.sorted() { try findPlace(place) }
        if hasRoom {
            fullSince = nil
        } else if !isHeldBack {
            let now = ContinuousClock.now
            let since = fullSince ?? now
            fullSince = since
            if since.duration(to: now) < Self.patience { return }
        }
        // Each call also serves callbacks, so it is made at least once even when there is no room.
        repeat {
            let message = unsafe rd_kafka_consumer_poll(client.handle, 0)
            unhandled += client.mailbox.take()
            try handleEvents()
            guard let message = unsafe message else { break }
            defer { unsafe rd_kafka_message_destroy(message) }
            unsafe try take(message)
        } while hasRoom
        try holdBack(!hasRoom && fullSince != nil)
    }

    var hasRoom: Bool {
        let records = max(options.readyRecords, waiting?.limit.records ?? 0)
        let bytes = max(options.readyBytes, waiting?.limit.bytes ?? 0)
        return ready.count < records && readyBytes < bytes
    }

    /// Pauses or resumes what the caller has not paused itself.
    func holdBack(_ wanted: Bool) throws(LogError) {
        if wanted == isHeldBack { return }
        isHeldBack = wanted
        let affected = places.filter { !$0.value.isPaused && !$0.value.isRevoked }.keys.sorted()
        try setLibraryPaused(affected, wanted)
    }

    func setLibraryPaused(_ affected: [TopicPartition], _ isPaused: Bool) throws(LogError) {
        if affected.isEmpty { return }
        let list = PartitionList(affected)
        let code =
            try unsafe list.lend { list in
                isPaused
                    ? unsafe rd_kafka_pause_partitions(client.handle, list)
                    : unsafe rd_kafka_resume_partitions(client.handle, list)
            }
        if code != RD_KAFKA_RESP_ERR_NO_ERROR { throw LogError.kafka(code, "pausing partitions") }
    }

    func take(_ pointer: UnsafeMutablePointer<rd_kafka_message_t>) throws(LogError) {
        let message = unsafe pointer.pointee
        guard let topicHandle = unsafe message.rkt else {
            if unsafe message.err != RD_KAFKA_RESP_ERR_NO_ERROR { try report(unsafe message.err, nil) }
            return
        }
        let topic = try unsafe topicName(topicHandle)
        let partition = unsafe message.partition
        guard partition >= 0 else { return try report(unsafe message.err, nil) }
        let place = TopicPartition(topic, Partition(partition))
        if unsafe message.err != RD_KAFKA_RESP_ERR_NO_ERROR { return try report(unsafe message.err, place) }
        guard let state = places[place], !state.isRevoked else { return }
        let offset = unsafe message.offset
        // librdkafka 2.0.2 can deliver a record twice, or one from before a seek.
        if let next = state.next, offset < next { return }
        state.next = offset + 1
        let record = unsafe Record.kafka(pointer, place)
        let size = record.size
        ready.append(Ready(record: record, place: state, size: size))
        readyBytes += size
    }

    private func topicName(_ handle: OpaquePointer) throws(LogError) -> TopicName {
        let address = Int(bitPattern: handle)
        if let known = topicNames[address] { return known }
        let name = try TopicName(unsafe String(cString: rd_kafka_topic_name(handle)))
        topicNames[address] = name
        return name
    }

    /// Drops what waits and is not to be delivered any more.
    func dropReady(where isGone: (Ready) -> Bool) {
        ready.removeAll(where: isGone)
        readyBytes = ready.reduce(0) { $0 + $1.size }
    }

    /// What librdkafka says instead of a record.
    func report(_ code: rd_kafka_resp_err_t, _ place: TopicPartition?) throws(LogError) {
        if let place, code == RD_KAFKA_RESP_ERR__AUTO_OFFSET_RESET || code == RD_KAFKA_RESP_ERR_OFFSET_OUT_OF_RANGE {
            unplaced.insert(place)
            return try findPlace(place)
        }
        let error = LogError.kafka(code, place.map { "reading \($0)" } ?? "reading")
        if error.isFatal || [.denied, .fenced, .configuration].contains(error.code) { throw error }
        // Everything else mends itself, and librdkafka goes on trying.
        client.mailbox.logger.warning("\(error)")
    }

    /// Goes on where reading stopped because the offset is not there. Until it has worked it is tried again each turn: librdkafka
    /// does not come back to such a partition by itself.
    func findPlace(_ place: TopicPartition) throws(LogError) {
        guard let state = places[place], !state.isRevoked else {
            unplaced.remove(place)
            return
        }
        let (low, high) = try client.bounds(place, within: options.connectLimit)
        let expected = state.next ?? low
        let resumed = min(max(expected, low), high)
        try move(place, to: resumed)
        unplaced.remove(place)
        note(
            gap: place, from: expected, to: resumed,
            expected < low ? "retention removed them" : "the partition ends before the position: it lost records")
    }

    /// Answers the waiting poll if there is something to tell or time is up; says when to look again.
    func answer() -> Duration {
        // Rebalances and other news wake the thread; this is the fall-back for an edge missed.
        let idle = Duration.milliseconds(100)
        guard let waiting else {
            if isHeldBack { return idle }
            return min(idle, revocationEnd.map { ContinuousClock.now.duration(to: $0) } ?? idle)
        }
        if let failure {
            self.failure = nil
            finish(.failure(failure))
            return idle
        }
        let now = ContinuousClock.now
        let deliverable = ready.contains { $0.place.isDeliverable }
        var until = waiting.deadline
        if deliverable, news.isEmpty, ready.count < waiting.limit.records, readyBytes < waiting.limit.bytes {
            let end = waiting.lingerEnd ?? now.advanced(by: waiting.limit.linger)
            self.waiting?.lingerEnd = end
            until = min(until, end)
        } else if deliverable || !news.isEmpty {
            until = now
        }
        if now >= until {
            deliver(waiting.limit)
            return idle
        }
        return max(.zero, min(idle, now.duration(to: until)))
    }

    func deliver(_ limit: BatchLimit) {
        var poll = news
        news = Poll()
        if poll.revoked.isEmpty {
            var kept: [Ready] = []
            var bytes = 0
            for waiting in ready {
                if waiting.place.isDeliverable, poll.records.count < limit.records, bytes < limit.bytes {
                    poll.records.append(waiting.record)
                    bytes += waiting.size
                } else if !waiting.place.isRevoked {
                    kept.append(waiting)
                }
            }
            ready = kept
            readyBytes = kept.reduce(0) { $0 + $1.size }
        } else {
            isRevocationTold = true
            revocationEnd = .now.advanced(by: options.revocationLimit)
        }
        finish(.success(poll))
    }

    func finish(_ result: Result<Poll, LogError>) {
        let continuation = waiting?.continuation
        waiting = nil
        continuation?.resume(returning: result)
    }

    func close() {
        if isClosed { return }
        isClosed = true
        finish(.failure(Self.closed))
        client.mailbox.isClosing.store(true, ordering: .releasing)
        if !revocation.isEmpty {
            do throws(LogError) { try release() } catch {
                client.mailbox.logger.warning("closing a consumer: \(error)")
            }
        }
        let code = unsafe rd_kafka_consumer_close(client.handle)
        if code != RD_KAFKA_RESP_ERR_NO_ERROR {
            client.mailbox.logger.warning("\(LogError.kafka(code, "leaving the group"))")
        }
        client.close()
    }
}
