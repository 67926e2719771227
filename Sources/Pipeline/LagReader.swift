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

    package func read() async throws(LogError) -> Status {
        let administration = try await log.administration()
        let described = try await administration.describe(topics.all)
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
        return Status(
            cluster: try await administration.cluster(), topics: described, lags: lags,
            openDeadLetters: try await queue.open().count)
    }
}
