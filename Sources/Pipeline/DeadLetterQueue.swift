package import EventLog
package import Logging

/// The topic of dead letters as a list: what is open, sending it again, settling it.
///
/// The topic is compacted: a dead letter is open until a tombstone with its id follows it.
package struct DeadLetterQueue: Sendable {
    /// Which dead letters are meant.
    package struct Filter: Sendable {
        package var reason: DeadLetter.Reason?
        /// Part of the source's or id's text.
        package var text: String?
        package var ids: Set<String> = []

        package init() {}

        func matches(_ letter: DeadLetter) -> Bool {
            if let reason, letter.reason != reason { return false }
            if !ids.isEmpty, !ids.contains(letter.id) { return false }
            guard let text else { return true }
            return letter.id.contains(text) || letter.source.contains(text)
        }
    }

    let log: any EventLog
    let topics: PipelineTopics
    let logger: Logger

    package init(log: any EventLog, topics: PipelineTopics, logger: Logger) {
        self.log = log
        self.topics = topics
        self.logger = logger
    }

    /// The open dead letters that the filter lets through, in the order in which they were written.
    package func open(_ filter: Filter = Filter()) async throws(LogError) -> [DeadLetter] {
        var order: [String] = []
        var letters: [String: DeadLetter] = [:]
        try await TopicReader(log: log, topic: topics.deadLetters).forEach { record in
            let id = String(decoding: record.key, as: UTF8.self)
            if let letter = DeadLetter(record) {
                if letters[id] == nil { order.append(id) }
                letters[id] = letter
            } else {
                letters[id] = nil
                order.removeAll { $0 == id }
            }
        }
        return order.compactMap { letters[$0] }.filter(filter.matches)
    }

    /// Sends the original bytes of records again with the place they first had, then settles the dead letters.
    ///
    /// - Parameter isSuperseded: asked of an article that the log refused, which never had a place: true where a later revision was
    ///   published since. Such a dead letter is settled and not sent, as the latest record of an article wins.
    /// - Returns: those that cannot be sent as records: inputs that never were one, and those whose bytes were not kept.
    package func replay<Failure: Error>(
        _ letters: [DeadLetter], isSuperseded: (DeadLetter) throws(Failure) -> Bool
    ) async throws -> [DeadLetter] {
        var left: [DeadLetter] = []
        var outgoing: [OutgoingRecord] = []
        var replayed: [DeadLetter] = []
        var settled: [DeadLetter] = []
        for letter in letters {
            guard letter.isRecord, let original = letter.original else {
                left.append(letter)
                continue
            }
            if letter.origin == nil, try isSuperseded(letter) {
                settled.append(letter)
                continue
            }
            var headers = [Header(name: HeaderName.replays, value: Array("\(letter.replays + 1)".utf8))]
            if let origin = letter.origin { headers.append(origin.header) }
            outgoing.append(
                OutgoingRecord(topic: letter.topic, key: letter.articleKey, value: original, headers: headers))
            replayed.append(letter)
        }
        let producer = try await log.makeProducer()
        let (_, refused) = try await RetryingProducer(producer: producer, logger: logger).send(outgoing)
        await producer.close()
        // Still too large for the topic: nothing was sent of these.
        let stays = Set(refused)
        left += stays.sorted().map { replayed[$0] }
        settled += replayed.indices.filter { !stays.contains($0) }.map { replayed[$0] }
        try await settle(settled)
        return left
    }

    /// Marks dead letters as settled: they are listed no more.
    package func settle(_ letters: [DeadLetter]) async throws(LogError) {
        guard !letters.isEmpty else { return }
        let producer = try await log.makeProducer()
        let tombstones = letters.map { letter in
            OutgoingRecord(topic: topics.deadLetters, key: Array(letter.id.utf8), value: nil)
        }
        _ = try await RetryingProducer(producer: producer, logger: logger).send(tombstones)
        await producer.close()
    }
}

/// Reads a topic from its beginning to the end it had at the call.
struct TopicReader: Sendable {
    let log: any EventLog
    let topic: TopicName

    func forEach(_ body: (Record) -> Void) async throws(LogError) {
        let administration = try await log.administration()
        guard let description = try await administration.describe([topic]).first else { return }
        var open = description.partitions.filter { $0.begin < $0.end }
        guard !open.isEmpty else { return }
        let start = Dictionary(
            uniqueKeysWithValues: open.map { (TopicPartition(topic, $0.partition), StartPosition.earliest) })
        let consumer = try await log.makeConsumer(.assigned(start))
        do {
            while !open.isEmpty {
                let poll = try await consumer.poll(BatchLimit(records: 1_000, wait: .seconds(1)))
                for record in poll.records {
                    body(record)
                    open.removeAll { $0.partition == record.partition && record.offset.next >= $0.end }
                }
                // Compaction may have removed a partition's last records: nothing more comes, and nothing is missing.
                if poll.records.isEmpty && poll.assigned.isEmpty { break }
            }
            await consumer.close()
        } catch {
            await consumer.close()
            throw error
        }
    }
}
