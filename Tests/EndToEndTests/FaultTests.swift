import Testing

/// One fault at a time (`Tests/Tools/fault-cases` says what each does): the daemons go on by themselves, or the next start works, or one
/// message says what is wrong and what to do; and what is left is exact.
@Suite(.serialized, .enabled(if: ReliabilityTool.isAvailable, "needs python3"))
struct FaultTests {
    @Test(arguments: [
        "full-disk-when-the-sink-appends", "full-disk-when-the-sink-commits",
        "full-disk-when-the-sink-writes-a-snapshot", "full-disk-when-the-worker-commits",
        "full-disk-when-the-publisher-remembers", "a-publisher-started-on-a-full-disk", "a-disk-that-is-really-full",
        "io-error-when-the-change-log-is-synced", "io-error-when-the-sink-commits",
        "io-error-when-the-worker-produces",
    ])
    func aFaultOfTheDisk(name: String) async throws { try await ReliabilityTool.expect("fault-cases", [name]) }

    @Test(arguments: [
        "a-second-user-is-told-what-is-not-permitted", "a-read-only-file-system-is-named",
        "a-second-sink-is-refused-and-takes-over-after-a-kill",
        "a-stopped-sink-whose-folder-was-taken-by-force-is-fenced",
    ])
    func aFolderThatIsNotOurs(name: String) async throws { try await ReliabilityTool.expect("fault-cases", [name]) }

    @Test(arguments: [
        "a-damaged-database-is-named-and-made-anew", "a-rebuilt-folder-leaves-no-reader-behind",
        "a-change-log-cut-or-edited-by-hand-is-named", "damaged-snapshots-are-named-and-written-anew",
        "junk-in-the-publishers-memory-is-named-and-harmless-to-delete",
        "junk-in-the-committed-positions-is-set-aside", "a-log-made-anew-is-refused-by-the-sink",
    ])
    func aDamagedFolder(name: String) async throws { try await ReliabilityTool.expect("fault-cases", [name]) }

    @Test(arguments: [
        "a-document-that-ends-the-worker-is-set-aside-and-replayed",
        "a-record-too-large-is-replayed-once-the-topic-takes-it", "records-that-do-not-decode-become-dead-letters",
        "dead-letters-are-listed-shown-dropped-by-filter", "a-mended-file-settles-its-dead-letters",
    ])
    func aDocumentThatCannotBeProcessed(name: String) async throws {
        try await ReliabilityTool.expect("fault-cases", [name])
    }

    @Test func aClockThatJumpsBack() async throws {
        try await ReliabilityTool.expect("fault-cases", ["a-clock-that-jumps-back-stalls-nothing"])
    }
}

/// The mock cluster's faults; they mostly wait.
@Suite(.serialized, .enabled(if: ReliabilityTool.isAvailable, "needs python3"))
struct BrokerFaultTests {
    @Test(arguments: [
        "a-broker-down-and-up", "a-slow-broker", "a-coordinator-that-moves", "broker-errors",
        "a-worker-stopped-past-its-session",
    ])
    func aFaultOfTheBroker(name: String) async throws { try await ReliabilityTool.expect("fault-cases", [name]) }
}
