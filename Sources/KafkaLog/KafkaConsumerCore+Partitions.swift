import CRDKafka
import EventLog

/// Taking partitions, giving them up, moving in them, and their committed positions.
extension KafkaConsumerCore {
    /// `cooperative-sticky` where the library can be trusted with it. Before 2.3.0 it aborts the process when a member leaves
    /// before its first assignment (librdkafka issue 4312; seen here with 2.0.2), so older ones get `range`, which takes all
    /// partitions away and gives them out anew. All members of a group must use the same one: set the property to override it.
    static var assignmentStrategy: String { rd_kafka_version() >= 0x0203_0000 ? "cooperative-sticky" : "range" }

    /// Does what callbacks asked for, in order. What fails is tried again at the next turn: an assignment that is not answered would
    /// leave this member with partitions that nobody reads.
    func handleEvents() throws(LogError) {
        while let event = unhandled.first {
            do throws(LogError) { try handle(event) } catch {
                guard error.isRetriable, !error.isFatal else {
                    unhandled.removeFirst()
                    throw error
                }
                // Taken away again before it could be taken: only the taking away counts.
                if case .assign = event, unhandled.dropFirst().contains(where: \.isRevocation) {
                    unhandled.removeFirst()
                    continue
                }
                throw error
            }
            unhandled.removeFirst()
        }
    }

    private func handle(_ event: KafkaEvent) throws(LogError) {
        switch event {
        case .assign(let partitions): try assign(partitions)
        case .revoke(let partitions, let isLost):
            for place in partitions { places[place]?.isRevoked = true }
            dropReady { $0.place.isRevoked }
            // Those of an assignment not yet told of are simply forgotten.
            let told = partitions.filter { places[$0] != nil && !news.assigned.contains($0) }
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

    func assign(_ partitions: [TopicPartition]) throws(LogError) {
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

    var isCooperative: Bool {
        unsafe String(cString: rd_kafka_rebalance_protocol(client.handle)) == "COOPERATIVE"
    }

    func check(_ error: OpaquePointer?, _ what: String) throws(LogError) {
        guard let error = unsafe error else { return }
        let mapped = unsafe LogError.kafka(
            rd_kafka_error_code(error), what, reason: String(cString: rd_kafka_error_string(error)))
        unsafe rd_kafka_error_destroy(error)
        throw mapped
    }

    func acknowledgeRevocation() throws(LogError) {
        guard isRevocationTold else { return }
        try release()
    }

    /// The caller did not let go in time.
    func takeRevoked() throws(LogError) {
        let taken = revocation.sorted()
        try release()
        news.lost = (news.lost + taken).sorted()
    }

    func release() throws(LogError) {
        isRevocationTold = false
        revocationEnd = nil
        if revocation.isEmpty { return }
        let released = revocation
        revocation = []
        for place in released { places.removeValue(forKey: place)?.isRevoked = true }
        // The library may free the handle of a topic none of whose partitions is left.
        topicNames = [:]
        if isCooperative {
            try unsafe check(
                PartitionList(released).lend { unsafe rd_kafka_incremental_unassign(client.handle, $0) },
                "giving up partitions")
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
        let affected = wanted.filter { place in places[place].map { $0.isPaused != isPaused && !$0.isRevoked } ?? false
        }
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

    func move(_ place: TopicPartition, to offset: Int64) throws(LogError) {
        places[place]?.next = offset
        dropReady { $0.record.topicPartition == place }
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

    static func notAssigned(_ place: TopicPartition) -> LogError {
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
                throw LogError(
                    .configuration, "the metadata of \(place) has \(position.metadata.utf8.count) bytes, above 4096")
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
}
