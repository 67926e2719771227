package import EventLog

/// How far each group is behind, read from the log itself.
package struct LagReader: Sendable {
    /// One partition of one topic as a group sees it.
    package struct PartitionLag: Sendable, Equatable {
        package let group: String
        package let topic: TopicName
        package let partition: Partition
        /// Next offset to read; nil where the group has committed nothing yet.
        package let position: Offset?
        package let end: Offset
        /// Records between position and end.
        package let records: Int64
        /// The member that owns the partition, where the log can tell.
        package let owner: String?
        /// When the oldest record that is not done was written, in milliseconds since 1970; nil where there is none, or
        /// where it was not asked for.
        package var oldest: Int64?

        /// Age of the oldest record that is not done; 0 where there is none.
        package func secondsBehind(now: Int64) -> Double {
            oldest.map { max(0, Double(now - $0) / 1_000) } ?? 0
        }
    }

    /// What `claimstream status` shows.
    package struct Status: Sendable {
        package let cluster: ClusterDescription
        package let topics: [TopicDescription]
        package let lags: [PartitionLag]
        package let openDeadLetters: Int
    }

    let log: any EventLog
    let topics: PipelineTopics
    let groups: PipelineGroups
    let queue: DeadLetterQueue

    package init(log: any EventLog, topics: PipelineTopics, groups: PipelineGroups, queue: DeadLetterQueue) {
        self.log = log
        self.topics = topics
        self.groups = groups
        self.queue = queue
    }

    /// Everything that `status` shows.
    package func read() async throws(LogError) -> Status {
        let administration = try await log.administration()
        let described = try await administration.describe(topics.all)
        let lags = try await lags(described)
        return Status(
            cluster: try await administration.cluster(), topics: described, lags: try await withAges(lags),
            openDeadLetters: try await queue.open().count)
    }

    /// The partitions of both groups at this moment, without ages.
    package func lags() async throws(LogError) -> [PartitionLag] {
        try await lags(try await log.administration().describe([topics.articles, topics.enriched]))
    }

    private func lags(_ described: [TopicDescription]) async throws(LogError) -> [PartitionLag] {
        let administration = try await log.administration()
        var lags: [PartitionLag] = []
        for (group, topic) in [(groups.workers, topics.articles), (groups.sink, topics.enriched)] {
            guard let description = described.first(where: { $0.name == topic }) else { continue }
            let committed = try await administration.committed(group: group, topics: [topic])
            let members = try await administration.members(of: group)
            for partition in description.partitions {
                let place = TopicPartition(topic, partition.partition)
                let position = committed[place]?.offset
                let from = max(position ?? partition.begin, partition.begin)
                lags.append(
                    PartitionLag(
                        group: group, topic: topic, partition: partition.partition, position: position,
                        end: partition.end, records: max(0, partition.end.value - from.value),
                        owner: members.first { $0.partitions?.contains(place) == true }?.id))
            }
        }
        return lags
    }

    /// Looks at the first record that is not done of every partition that has one.
    ///
    /// Bounded: a partition whose record does not come within two seconds (compaction may have left none) stays without.
    package func withAges(_ lags: [PartitionLag]) async throws(LogError) -> [PartitionLag] {
        var starts: [TopicPartition: StartPosition] = [:]
        for lag in lags where lag.records > 0 {
            starts[TopicPartition(lag.topic, lag.partition)] = lag.position.map { .offset($0) } ?? .earliest
        }
        guard !starts.isEmpty else { return lags }
        let consumer = try await log.makeConsumer(.assigned(starts))
        var oldest: [TopicPartition: Int64] = [:]
        let outcome: Result<Void, LogError>
        do throws(LogError) {
            let end = ContinuousClock.now + .seconds(2)
            while oldest.count < starts.count, ContinuousClock.now < end, !Task.isCancelled {
                let poll = try await consumer.poll(BatchLimit(records: 32, bytes: 1 << 20, wait: .milliseconds(200)))
                for record in poll.records where oldest[record.topicPartition] == nil {
                    oldest[record.topicPartition] = record.timestamp
                }
                try await consumer.pause(Array(oldest.keys))
            }
            outcome = .success(())
        } catch {
            outcome = .failure(error)
        }
        await consumer.close()
        try outcome.get()
        return lags.map { lag in
            var lag = lag
            lag.oldest = oldest[TopicPartition(lag.topic, lag.partition)]
            return lag
        }
    }
}
