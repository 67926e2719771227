package import Events

/// How a sink folder is written.
package struct SinkOptions: Sendable {
    /// Print commenters' names instead of their hashed ids.
    package var keepNames = false
    /// Leave the quotes out of the files.
    package var withholdQuotes = false
    /// Mixed into commenters' ids. The same salt gives the same ids in every folder.
    package var salt = "claimstream"
    /// A change-log segment is sealed when it has so many bytes.
    package var segmentBytes = 16 << 20
    /// Called at each named point of a batch or snapshot; tests end the process there.
    package var hook: @Sendable (CrashPoint) -> Void = { _ in }

    package init() {}
}

/// The places where a process may die that recovery must have an answer to (docs/architecture.md, "crash points").
package enum CrashPoint: String, CaseIterable, Sendable {
    case beforeSegmentAppend = "before-segment-append"
    case insideSegmentAppend = "inside-segment-append"
    case afterSegmentAppend = "after-segment-append"
    case beforeCommit = "before-commit"
    case afterCommit = "after-commit"
    case afterSealCommit = "after-seal-commit"
    case afterSegmentRename = "after-segment-rename"
    case insideSnapshot = "inside-snapshot"
    case beforeCurrent = "before-current"
    case afterCurrent = "after-current"
}

/// Which log and topic a folder's positions belong to.
package struct LogIdentity: Hashable, Sendable {
    package let cluster: String
    /// Empty where the log gives its topics no id.
    package let topic: String

    package init(cluster: String, topic: String) {
        self.cluster = cluster
        self.topic = topic
    }
}

/// Records of `enriched`, in order within each partition, that are taken in one transaction.
package struct SinkBatch: Sendable {
    package struct Item: Sendable {
        package let partition: Int32
        package let offset: Int64
        package let enriched: EnrichedArticle

        package init(partition: Int32, offset: Int64, enriched: EnrichedArticle) {
            self.partition = partition
            self.offset = offset
            self.enriched = enriched
        }
    }

    package let identity: LogIdentity
    package var articles: [Item] = []
    /// Next offset to read of each partition that the batch touches, also where nothing of it decoded.
    package var positions: [Int32: Int64] = [:]

    package init(identity: LogIdentity) { self.identity = identity }
}

/// What a batch did.
package struct ApplySummary: Sendable, Equatable {
    /// Articles that became the latest of their id.
    package let applied: Int
    /// Records that were not higher than what the folder has.
    package let ignored: Int
    /// Lines that the change log grew by.
    package let changes: Int
}

/// What a snapshot holds.
package struct SnapshotSummary: Sendable, Equatable {
    package let generation: Int
    package let articles: Int
    package let claims: Int
    /// False where nothing had changed since the last one.
    package let isNew: Bool
}
