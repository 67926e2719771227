import EventLog

/// The embedded log's administration: reads the folder, each time anew.
struct EmbeddedAdministration: LogAdministration {
    let folder: LogFolder
    let options: EmbeddedLog.Options

    func cluster() async throws(LogError) -> ClusterDescription {
        ClusterDescription(id: folder.id, summary: "embedded log in \(folder.path), format \(LogFolder.format)")
    }

    func topics() async throws(LogError) -> [TopicName] {
        try await onThread { () throws(LogError) in try folder.topics() }
    }

    func describe(_ topics: [TopicName]) async throws(LogError) -> [TopicDescription] {
        try await onThread { () throws(LogError) in
            var descriptions: [TopicDescription] = []
            for topic in topics { descriptions.append(try describe(topic)) }
            return descriptions
        }
    }

    private func describe(_ topic: TopicName) throws(LogError) -> TopicDescription {
        let settings = try folder.topic(topic)
        var reader = try TopicReader(try TopicFiles(settings, folder: folder, options: options))
        let (begin, end) = try reader.bounds()
        try reader.close()
        return TopicDescription(
            name: topic, id: settings.id,
            partitions: begin.indices.map {
                PartitionDescription(partition: Partition(Int32($0)), begin: Offset(begin[$0]), end: Offset(end[$0]))
            },
            settings: [
                "cleanup.policy": settings.isCompacted ? "compact" : "delete",
                "retention.ms": String(settings.retentionMilliseconds ?? -1),
                "retention.bytes": String(settings.retentionBytes ?? -1),
                "max.message.bytes": String(settings.maxMessageBytes),
            ])
    }

    func create(_ topics: [NewTopic]) async throws(LogError) {
        try await onThread { () throws(LogError) in
            for topic in topics { try folder.create(topic, now: options.now()) }
        }
    }

    func groups() async throws(LogError) -> [String] {
        try await onThread { () throws(LogError) in try folder.groups() }
    }

    func members(of group: String) async throws(LogError) -> [GroupMember] {
        try await onThread { () throws(LogError) in
            var members: [String: (location: String, partitions: [TopicPartition])] = [:]
            for topic in try folder.topics() {
                let found = try GroupShare.members(
                    path: folder.path(ofGroup: group) + "/\(topic).share",
                    partitions: try folder.topic(topic).partitions)
                for member in found {
                    members[member.name, default: ("process \(member.process)", [])].partitions += member.owned.map {
                        TopicPartition(topic, Partition($0))
                    }
                }
            }
            return members.map {
                GroupMember(id: $0.key, location: $0.value.location, partitions: $0.value.partitions.sorted())
            }
            .sorted { $0.id < $1.id }
        }
    }

    func committed(
        group: String, topics: [TopicName]
    ) async throws(LogError) -> [TopicPartition: CommittedPosition] {
        try await onThread { () throws(LogError) in
            var positions: [TopicPartition: CommittedPosition] = [:]
            guard LogFolder.exists(folder.path(ofGroup: group) + "/positions.db") else { return positions }
            let store = try PositionStore(folder: folder, group: group, report: options.report)
            for topic in topics {
                positions.merge(try store.committed(topic, id: try folder.topic(topic).id)) { _, new in new }
            }
            try store.close()
            return positions
        }
    }

    /// Files are read on a thread of their own, made for the call: these are rare.
    private func onThread<Value: Sendable>(
        _ body: @escaping @Sendable () throws(LogError) -> Value
    ) async throws(LogError) -> Value {
        let thread = try WorkThread(name: "administration")
        defer { thread.finish() }
        return try await thread.call(body)
    }
}
