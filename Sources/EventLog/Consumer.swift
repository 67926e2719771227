/// Where to begin reading a partition.
package enum StartPosition: Hashable, Sendable {
    /// The oldest record that is still there.
    case earliest
    /// What is written from now on.
    case latest
    /// This offset. One below the oldest record is moved up to it and reported in `Poll.gaps`; one past the end is `offsetOutOfRange`.
    case offset(Offset)
}

/// What a consumer reads, and how it shares it with others.
package enum Subscription: Sendable {
    /// The partitions of the topics are shared among all members of the group, and positions are kept under its name.
    ///
    /// `memberID`: a name that stays with this member across restarts (static membership on Kafka: a restart within the session timeout
    /// moves no partition; a second process with the same name is `fenced`). `otherwise`: where to begin in a partition without a committed
    /// position.
    case group(name: String, memberID: String?, topics: [TopicName], otherwise: StartPosition = .earliest)

    /// Exactly these partitions, without asking anyone. `commitGroup`: the group under which `commit` stores positions for lag tools; without
    /// one `commit` throws `configuration`.
    case assigned([TopicPartition: StartPosition], commitGroup: String? = nil)
}

/// How much one poll may bring, and how long it may take.
package struct BatchLimit: Hashable, Sendable {
    /// At most this many records.
    package var records: Int
    /// Stop at the record that reaches this many bytes of keys, values and headers; one record is always delivered, whatever its size.
    package var bytes: Int
    /// How long to wait for the first record or change of partitions.
    package var wait: Duration
    /// How long to go on filling the batch after its first record; zero takes what is there.
    package var linger: Duration

    package init(
        records: Int = 500, bytes: Int = 8 << 20, wait: Duration = .seconds(1), linger: Duration = .zero
    ) {
        precondition(records > 0 && bytes > 0, "a batch has room for one record at least")
        self.records = records
        self.bytes = bytes
        self.wait = wait
        self.linger = linger
    }
}

/// A position to go on from, with a word to whoever goes on.
package struct CommittedPosition: Hashable, Sendable {
    /// The next offset to read: the offset after the last record that is done.
    package var offset: Offset
    /// A short text kept beside it, at most 4,096 UTF-8 bytes (Kafka's default limit).
    package var metadata: String

    package init(offset: Offset, metadata: String = "") {
        self.offset = offset
        self.metadata = metadata
    }
}

/// Records that were gone (retention, damage) before this consumer read them. Holes left by compaction are no gaps.
package struct Gap: Hashable, Sendable {
    package let partition: TopicPartition
    /// Where reading should have gone on.
    package let expected: Offset
    /// Where it does go on.
    package let resumed: Offset
    /// Why, for a person.
    package let reason: String

    package init(partition: TopicPartition, expected: Offset, resumed: Offset, reason: String) {
        self.partition = partition
        self.expected = expected
        self.resumed = resumed
        self.reason = reason
    }
}

/// What one poll brought. All four lists may be empty: time was up.
package struct Poll: Sendable {
    /// In order of offset within each partition; the partitions' records may alternate. Holds only partitions assigned at this moment.
    package var records: [Record] = []
    /// Partitions that are this consumer's from now on, sorted. An assigning consumer hears of all of its partitions in its first poll.
    package var assigned: [TopicPartition] = []
    /// Partitions that are to be given up, sorted: finish or drop what is in hand, commit, then call `acknowledgeRevocation` (or `poll`
    /// again, which says the same). They are still this consumer's until then, but at most for the log's revocation limit. A poll that has
    /// some has no records.
    package var revoked: [TopicPartition] = []
    /// Partitions that are gone already, sorted: drop what is in hand, commit nothing.
    package var lost: [TopicPartition] = []
    /// Records that can no longer be read, in the order found.
    package var gaps: [Gap] = []

    package init() {}

    /// Whether it brought nothing at all.
    package var isEmpty: Bool {
        records.isEmpty && assigned.isEmpty && revoked.isEmpty && lost.isEmpty && gaps.isEmpty
    }
}

/// Reads records.
///
/// One task polls; the other calls may come from any task, also while a poll waits. What was polled and never committed is delivered again
/// to whoever owns the partition next, or to this consumer when it starts anew.
package protocol Consumer: Sendable {
    /// Waits for records, or for news about partitions, within the limit. A cancelled task gets what is there, at once, without an error.
    ///
    /// A group member keeps its membership while it does not poll (the log's own thread sees to that), up to `max.poll.interval.ms` on Kafka.
    /// Throws `unreachable` only when nothing was heard from the log for its configured time; `fenced`, `denied`, `damaged`, `closed`.
    func poll(_ limit: BatchLimit) async throws(LogError) -> Poll

    /// Says that nothing of the partitions revoked by the last poll is in hand any more, so that they can go to others now.
    func acknowledgeRevocation() async throws(LogError)

    /// Stores positions durably, all or none. Throws `notAssigned` when one of the partitions is not this consumer's any more,
    /// `configuration` for an assigning consumer without a group.
    func commit(_ positions: [TopicPartition: CommittedPosition]) async throws(LogError)

    /// The committed positions of the given partitions; those without one are left out.
    func committed(_ partitions: [TopicPartition]) async throws(LogError) -> [TopicPartition: CommittedPosition]

    /// The partitions that are this consumer's now, sorted, as far as `poll` has told.
    func assignment() async throws(LogError) -> [TopicPartition]

    /// Delivers nothing of these partitions until `resume`; they stay this consumer's. Partitions that are not its own are ignored.
    func pause(_ partitions: [TopicPartition]) async throws(LogError)

    /// Delivers these partitions again, from the first record not yet delivered.
    func resume(_ partitions: [TopicPartition]) async throws(LogError)

    /// The next poll goes on from there. Throws `notAssigned`, `offsetOutOfRange` (past the end).
    func seek(_ partition: TopicPartition, to offset: Offset) async throws(LogError)

    /// Leaves the group and releases everything; nothing is committed by closing. Later calls throw `closed`. Safe to call twice.
    func close() async
}
