package import Events
package import Evidence

/// Places in a batch and a snapshot where a crash must do no harm: what tests and fault injection name.
package enum CrashPoint: String, Sendable, CaseIterable {
    case beforeAppend = "before_append"
    case insideAppend = "inside_append"
    case beforeSync = "before_sync"
    case beforeCommit = "before_commit"
    case afterCommit = "after_commit"
    case beforeSealRename = "before_seal_rename"
    case afterSealRename = "after_seal_rename"
    case insideSnapshotFile = "inside_snapshot_file"
    case beforeSnapshotRename = "before_snapshot_rename"
    case beforeCurrent = "before_current"
}

/// How a folder is written.
package struct SinkOptions: Sendable {
    /// Commenters' names as printed instead of their ids.
    package var keepNames = false
    /// No quotes in any file.
    package var withholdQuotes = false
    /// Goes into commenters' ids; the fixed default keeps folders made apart equal to the byte.
    package var salt = Privacy().salt
    /// A change-log segment is sealed once it is longer than this many bytes.
    package var segmentBytes = 16 << 20
    /// Rows that the index of text holds in its small table before they are moved to its large one. Changes no result.
    package var recentRows = 200_000
    package var belief = BeliefModel()
    /// Called at every crash point, for fault injection.
    package var hook: @Sendable (CrashPoint) -> Void = { _ in }

    package init() {}

    var privacy: Privacy {
        var privacy = Privacy()
        privacy.keepNames = keepNames
        privacy.withholdQuotes = withholdQuotes
        privacy.salt = salt
        return privacy
    }
}

/// Which log a folder is filled from.
package struct LogIdentity: Hashable, Sendable {
    package var cluster: String
    package var topic: String

    package init(cluster: String, topic: String) {
        self.cluster = cluster
        self.topic = topic
    }
}

/// Records to be folded in together, in one transaction.
package struct SinkBatch: Sendable {
    package struct Item: Sendable {
        package var partition: Int32
        package var offset: Int64
        package var enriched: EnrichedArticle

        package init(partition: Int32, offset: Int64, enriched: EnrichedArticle) {
            self.partition = partition
            self.offset = offset
            self.enriched = enriched
        }
    }

    package var identity: LogIdentity
    package var articles: [Item] = []
    /// Next offset to read, by partition.
    package var positions: [Int32: Int64] = [:]

    package init(identity: LogIdentity) { self.identity = identity }
}

/// What a batch did.
package struct ApplySummary: Hashable, Sendable {
    /// Articles added, replaced or withdrawn.
    package var applied = 0
    /// Of these, withdrawals.
    package var withdrawn = 0
    /// Records not higher than what the folder has.
    package var ignored = 0
    /// Lines added to the change log.
    package var changes = 0
}

/// What a snapshot holds.
package struct SnapshotSummary: Hashable, Sendable {
    package var generation: Int
    package var articles: Int
    package var claims: Int
    /// False where nothing had changed since the last one.
    package var isNew: Bool
}
