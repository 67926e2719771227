import CRDKafka
import EventLog
import Foundation
import Logging
import Synchronization

/// A Kafka consumer's state, confined to its thread.
///
/// The thread serves librdkafka all the time, so that a member keeps its place while the caller works. What comes is held ready up to a bound;
/// beyond it all partitions are paused until the caller has taken it.
final class KafkaConsumerCore {
    private struct Waiting {
        let id: UInt64
        let limit: BatchLimit
        let deadline: ContinuousClock.Instant
        let continuation: CheckedContinuation<Result<Poll, LogError>, Never>
        /// Set when the first record is there and the limit has a linger.
        var lingerEnd: ContinuousClock.Instant?
    }

    /// What we know of a partition that is ours.
    private struct Place {
        /// The next offset expected; `nil` until the first record where reading began at an end of the partition.
        var next: Int64?
        /// Held back by the caller.
        var isPaused = false
        /// To be given up: nothing more is delivered.
        var isRevoked = false
    }

    static let closed = LogError(.closed, "the consumer was closed")

    private let client: KafkaClient
    private let options: KafkaLog.Options
    private let canCommit: Bool
    private let otherwise: StartPosition
    private var places: [TopicPartition: Place] = [:]
    private var ready: [Record] = []
    private var readyBytes = 0
    private var isHeldBack = false
    private var waiting: Waiting?
    private var news = Poll()
    private var revocation: [TopicPartition] = []
    private var revocationEnd: ContinuousClock.Instant?
    private var isRevocationTold = false
    private var failure: LogError?
    private var isClosed = false

    /// Connects, checks that the topics exist, and joins or assigns.
    init(
        _ subscription: Subscription, bootstrap: String, options: KafkaLog.Options, wakeDescriptor: Int32
    ) throws(LogError) {
        self.options = options
        var defaults = [
            "enable.auto.commit": "false", "enable.auto.offset.store": "false", "allow.auto.create.topics": "false",
            // A position that is gone is reported, not silently replaced.
            "auto.offset.reset": "error", "partition.assignment.strategy": "cooperative-sticky",
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
            RD_KAFKA_CONSUMER, bootstrap: bootstrap, options: options, defaults: defaults, wakeDescriptor: wakeDescriptor)
        do throws(LogError) { try begin(subscription) } catch {
            close()
            throw error
        }
    }

    private func begin(_ subscription: Subscription) throws(LogError) {
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
                        .unknownTopic, "topic \(place.topic) has no partition \(place.partition): it has \(count), counted from 0")
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

    private static func pastEnd(_ place: TopicPartition, _ offset: Offset, _ end: Int64) -> LogError {
        LogError(
            .offsetOutOfRange,
            "offset \(offset) of \(place) is past the end (\(end)): the topic was made anew or lost records; start from an offset it has"
        )
    }

    private func note(gap place: TopicPartition, from expected: Int64, to resumed: Int64, _ reason: String) {
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
    private func serve() throws(LogError) {
        // Each call also serves callbacks, so it is made at least once even when there is no room.
        repeat {
            let message = unsafe rd_kafka_consumer_poll(client.handle, 0)
            for event in client.mailbox.take() { try handle(event) }
            guard let message = unsafe message else { break }
            defer { unsafe rd_kafka_message_destroy(message) }
            unsafe try take(message)
        } while hasRoom
        try holdBack(!hasRoom)
    }

    private var hasRoom: Bool {
        let records = max(options.readyRecords, waiting?.limit.records ?? 0)
        let bytes = max(options.readyBytes, waiting?.limit.bytes ?? 0)
        return ready.count < records && readyBytes < bytes
    }

    /// Pauses or resumes what the caller has not paused itself.
    private func holdBack(_ wanted: Bool) throws(LogError) {
        if wanted == isHeldBack { return }
        isHeldBack = wanted
        let affected = places.filter { !$0.value.isPaused && !$0.value.isRevoked }.keys.sorted()
        try setLibraryPaused(affected, wanted)
    }

    private func setLibraryPaused(_ affected: [TopicPartition], _ isPaused: Bool) throws(LogError) {
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

    private func take(_ pointer: UnsafeMutablePointer<rd_kafka_message_t>) throws(LogError) {
        let message = unsafe pointer.pointee
        guard let topicHandle = unsafe message.rkt else {
            if unsafe message.err != RD_KAFKA_RESP_ERR_NO_ERROR { try report(unsafe message.err, nil) }
            return
        }
        let topic = try TopicName(unsafe String(cString: rd_kafka_topic_name(topicHandle)))
        let partition = unsafe message.partition
        guard partition >= 0 else { return try report(unsafe message.err, nil) }
        let place = TopicPartition(topic, Partition(partition))
        if unsafe message.err != RD_KAFKA_RESP_ERR_NO_ERROR { return try report(unsafe message.err, place) }
        guard var state = places[place], !state.isRevoked else { return }
        let offset = unsafe message.offset
        // librdkafka 2.0.2 can deliver a record twice, or one from before a seek.
        if let next = state.next, offset < next { return }
        state.next = offset + 1
        places[place] = state
        let record = unsafe Self.record(pointer, place)
        ready.append(record)
        readyBytes += Self.size(record)
    }

    /// `pointer` must be librdkafka's own: headers and timestamp lie beside the message it shows, so that a copy has none.
    private static func record(_ pointer: UnsafeMutablePointer<rd_kafka_message_t>, _ place: TopicPartition) -> Record {
        let message = unsafe pointer.pointee
        let key = unsafe bytes(message.key, message.key_len)
        let value = unsafe message.payload == nil ? nil : bytes(message.payload, message.len)
        var headers: [Header] = []
        var list: OpaquePointer?
        if unsafe rd_kafka_message_headers(pointer, &list) == RD_KAFKA_RESP_ERR_NO_ERROR, let list = unsafe list {
            var name: UnsafePointer<CChar>?
            var content: UnsafeRawPointer?
            var size = 0
            while unsafe rd_kafka_header_get_all(list, headers.count, &name, &content, &size) == RD_KAFKA_RESP_ERR_NO_ERROR,
                let text = unsafe name
            {
                headers.append(Header(name: unsafe String(cString: text), value: unsafe bytes(content, size)))
            }
        }
        var kind = RD_KAFKA_TIMESTAMP_NOT_AVAILABLE
        let timestamp = unsafe rd_kafka_message_timestamp(pointer, &kind)
        return Record(
            topic: place.topic, partition: place.partition, offset: Offset(unsafe message.offset), timestamp: max(0, timestamp),
            key: key, value: value, headers: headers)
    }

    private static func bytes(_ start: UnsafeRawPointer?, _ count: Int) -> [UInt8] {
        guard let start = unsafe start else { return [] }
        return unsafe [UInt8](UnsafeRawBufferPointer(start: start, count: count))
    }

    private static func size(_ record: Record) -> Int {
        record.headers.reduce(record.key.count + (record.value?.count ?? 0)) {
            $0 + $1.name.utf8.count + $1.value.count
        }
    }

    /// What librdkafka says instead of a record.
    private func report(_ code: rd_kafka_resp_err_t, _ place: TopicPartition?) throws(LogError) {
        if let place, code == RD_KAFKA_RESP_ERR__AUTO_OFFSET_RESET || code == RD_KAFKA_RESP_ERR_OFFSET_OUT_OF_RANGE {
            guard let state = places[place], !state.isRevoked else { return }
            let (low, high) = try client.bounds(place, within: options.connectLimit)
            let expected = state.next ?? low
            let resumed = min(max(expected, low), high)
            note(
                gap: place, from: expected, to: resumed,
                expected < low ? "retention removed them" : "the partition ends before the position: it lost records")
            return try move(place, to: resumed)
        }
        let error = LogError.kafka(code, place.map { "reading \($0)" } ?? "reading")
        if error.isFatal || [.denied, .fenced, .configuration].contains(error.code) { throw error }
        // Everything else mends itself, and librdkafka goes on trying.
        client.mailbox.logger.warning("\(error)")
    }

    /// Answers the waiting poll if there is something to tell or time is up; says when to look again.
    private func answer() -> Duration {
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
        let deliverable = ready.contains { isDeliverable($0) }
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

    private func isDeliverable(_ record: Record) -> Bool {
        guard let place = places[record.topicPartition] else { return false }
        return !place.isPaused && !place.isRevoked
    }

    private func deliver(_ limit: BatchLimit) {
        var poll = news
        news = Poll()
        if poll.revoked.isEmpty {
            var kept: [Record] = []
            var bytes = 0
            for record in ready {
                if places[record.topicPartition] == nil { continue }
                if isDeliverable(record), poll.records.count < limit.records, bytes < limit.bytes {
                    poll.records.append(record)
                    bytes += Self.size(record)
                } else {
                    kept.append(record)
                }
            }
            ready = kept
            readyBytes = kept.reduce(0) { $0 + Self.size($1) }
        } else {
            isRevocationTold = true
            revocationEnd = .now.advanced(by: options.revocationLimit)
        }
        finish(.success(poll))
    }

    private func finish(_ result: Result<Poll, LogError>) {
        let continuation = waiting?.continuation
        waiting = nil
        continuation?.resume(returning: result)
    }

    // MARK: Partitions

    private func handle(_ event: KafkaEvent) throws(LogError) {
        switch event {
        case .assign(let partitions): try assign(partitions)
        case .revoke(let partitions, let isLost):
            for place in partitions { places[place]?.isRevoked = true }
            ready.removeAll { places[$0.topicPartition]?.isRevoked ?? true }
            readyBytes = ready.reduce(0) { $0 + Self.size($1) }
            // Those of an assignment not yet told of are simply forgotten.
            let told = partitions.filter { !news.assigned.contains($0) }
            news.assigned.removeAll { partitions.contains($0) }
            revocation += partitions
            if isLost || told.isEmpty {
                try release()
                if isLost { news.lost = (news.lost + told).sorted() }
            } else {
                news.revoked = (news.revoked + told).sorted()
            }
        case .failed(let error): throw error
        case .delivered: preconditionFailure("a consumer delivers nothing")
        }
    }

    private func assign(_ partitions: [TopicPartition]) throws(LogError) {
        let committed = partitions.isEmpty ? [:] : try client.committed(partitions, within: options.connectLimit)
        var offsets: [(TopicPartition, Int64)] = []
        for place in partitions {
            let start = committed[place].map { StartPosition.offset($0.offset) } ?? otherwise
            switch start {
            case .earliest:
                places[place] = Place()
                offsets.append((place, Int64(RD_KAFKA_OFFSET_BEGINNING)))
            case .latest:
                places[place] = Place()
                offsets.append((place, Int64(RD_KAFKA_OFFSET_END)))
            case .offset(let offset):
                places[place] = Place(next: offset.value)
                offsets.append((place, offset.value))
            }
        }
        let list = PartitionList(offsets: offsets)
        if isCooperative {
            try unsafe check(list.lend { unsafe rd_kafka_incremental_assign(client.handle, $0) }, "taking partitions")
        } else {
            let code = try unsafe list.lend { unsafe rd_kafka_assign(client.handle, $0) }
            if code != RD_KAFKA_RESP_ERR_NO_ERROR { throw LogError.kafka(code, "taking partitions") }
        }
        if isHeldBack { try setLibraryPaused(partitions, true) }
        news.assigned = (news.assigned + partitions).sorted()
    }

    private var isCooperative: Bool {
        unsafe String(cString: rd_kafka_rebalance_protocol(client.handle)) == "COOPERATIVE"
    }

    private func check(_ error: OpaquePointer?, _ what: String) throws(LogError) {
        guard let error = unsafe error else { return }
        let mapped = unsafe LogError.kafka(rd_kafka_error_code(error), what, reason: String(cString: rd_kafka_error_string(error)))
        unsafe rd_kafka_error_destroy(error)
        throw mapped
    }

    func acknowledgeRevocation() throws(LogError) {
        guard isRevocationTold else { return }
        try release()
    }

    /// The caller did not let go in time.
    private func takeRevoked() throws(LogError) {
        let taken = revocation.sorted()
        try release()
        news.lost = (news.lost + taken).sorted()
    }

    private func release() throws(LogError) {
        isRevocationTold = false
        revocationEnd = nil
        if revocation.isEmpty { return }
        let released = revocation
        revocation = []
        for place in released { places[place] = nil }
        if isCooperative {
            try unsafe check(
                PartitionList(released).lend { unsafe rd_kafka_incremental_unassign(client.handle, $0) }, "giving up partitions")
        } else {
            let code = unsafe rd_kafka_assign(client.handle, nil)
            if code != RD_KAFKA_RESP_ERR_NO_ERROR { throw LogError.kafka(code, "giving up partitions") }
        }
    }

    func assignment() throws(LogError) -> [TopicPartition] {
        if isClosed { throw Self.closed }
        return places.keys.filter { !news.assigned.contains($0) || !canCommit }.sorted()
    }

    func setPaused(_ wanted: [TopicPartition], _ isPaused: Bool) throws(LogError) {
        if isClosed { throw Self.closed }
        let affected = wanted.filter { place in places[place].map { $0.isPaused != isPaused && !$0.isRevoked } ?? false }
        for place in affected { places[place]?.isPaused = isPaused }
        if !isHeldBack { try setLibraryPaused(affected.sorted(), isPaused) }
    }

    func seek(_ place: TopicPartition, to offset: Offset) throws(LogError) {
        if isClosed { throw Self.closed }
        guard let state = places[place], !state.isRevoked else { throw Self.notAssigned(place) }
        let (low, high) = try client.bounds(place, within: options.connectLimit)
        if offset.value > high { throw Self.pastEnd(place, offset, high) }
        if offset.value < low { note(gap: place, from: offset.value, to: low, "retention removed them") }
        try move(place, to: max(low, offset.value))
    }

    private func move(_ place: TopicPartition, to offset: Int64) throws(LogError) {
        places[place]?.next = offset
        ready.removeAll { $0.topicPartition == place }
        readyBytes = ready.reduce(0) { $0 + Self.size($1) }
        let list = PartitionList(offsets: [(place, offset)])
        try unsafe check(
            list.lend {
                unsafe rd_kafka_seek_partitions(client.handle, $0, Int32(clamping: options.connectLimit.milliseconds))
            },
            "going to offset \(offset) of \(place)")
        for element in list.elements where element.error != RD_KAFKA_RESP_ERR_NO_ERROR {
            throw LogError.kafka(element.error, "going to offset \(offset) of \(place)")
        }
    }

    private static func notAssigned(_ place: TopicPartition) -> LogError {
        LogError(.notAssigned, "partition \(place) is not this consumer's; drop what is in hand of it")
    }

    // MARK: Positions

    func commit(_ positions: [TopicPartition: CommittedPosition]) throws(LogError) {
        if isClosed { throw Self.closed }
        guard canCommit else {
            throw LogError(.configuration, "this consumer has no group to commit under; give it a commitGroup")
        }
        for (place, position) in positions.sorted(by: { $0.key < $1.key }) {
            if places[place] == nil { throw Self.notAssigned(place) }
            if position.metadata.utf8.count > 4096 {
                throw LogError(.configuration, "the metadata of \(place) has \(position.metadata.utf8.count) bytes, above 4096")
            }
        }
        if positions.isEmpty { return }
        let list = PartitionList(
            offsets: positions.sorted { $0.key < $1.key }.map { ($0.key, $0.value.offset.value) },
            metadata: positions.mapValues(\.metadata))
        let code = try unsafe list.lend { unsafe rd_kafka_commit(client.handle, $0, 0) }
        if code != RD_KAFKA_RESP_ERR_NO_ERROR { throw LogError.kafka(code, "committing positions") }
        for element in list.elements where element.error != RD_KAFKA_RESP_ERR_NO_ERROR {
            throw LogError.kafka(element.error, "committing the position of \(element.place)")
        }
    }

    func committed(_ partitions: [TopicPartition]) throws(LogError) -> [TopicPartition: CommittedPosition] {
        if isClosed { throw Self.closed }
        return partitions.isEmpty || !canCommit ? [:] : try client.committed(partitions, within: options.connectLimit)
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
