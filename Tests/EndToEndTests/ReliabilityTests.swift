import Foundation
import Testing

/// Processes killed at random and at named points, and power cuts: what is left is held against an oracle computed from the inputs alone
/// (`Tests/Tools/oracle.py`) and against an undisturbed run. docs/reliability.md has the numbers and the longer runs.
@Suite(.serialized, .enabled(if: ReliabilityTool.isAvailable, "needs python3"))
struct ReliabilityTests {
    /// `CLAIMSTREAM_TEST_KILL_ROUNDS=50` before a release.
    @Test(.timeLimit(.minutes(30))) func randomKillsOfAnyDaemonLeaveTheFilesOfAnUndisturbedRun() async throws {
        let rounds = ReliabilityTool.number("KILL_ROUNDS", otherwise: 5)
        try await ReliabilityTool.expect("kill-rounds", ["--rounds", "\(rounds)"])
    }

    @Test(.timeLimit(.minutes(15))) func randomKillsOnTheMockClusterDoSoToo() async throws {
        let rounds = ReliabilityTool.number("KAFKA_KILL_ROUNDS", otherwise: 3)
        try await ReliabilityTool.expect("kill-rounds", ["--log", "kafka", "--rounds", "\(rounds)", "--kills", "5"])
    }

    /// The main ones; `CLAIMSTREAM_TEST_ALL_CRASH_POINTS=1` for every one of `crash-points --list`.
    static let crashPoints = [
        "before-the-append", "inside-the-append", "synced-before-the-commit", "inside-the-commit",
        "committed-before-kafka-is-told", "sealed-not-renamed", "snapshot-half-written", "snapshot-renamed-current-not",
        "produced-before-the-commit", "publisher-inside-producing", "publisher-acknowledged-not-remembered",
        "while-a-topic-is-made", "tail-printed-position-not-stored",
    ]

    @Test(arguments: crashPoints) func aDaemonKilledThere(point: String) async throws {
        try await ReliabilityTool.expect("crash-points", [point])
    }

    @Test(
        .enabled(if: ReliabilityTool.number("ALL_CRASH_POINTS", otherwise: 0) > 0, "asked for by the environment"),
        .timeLimit(.minutes(30)))
    func aDaemonKilledAtEveryPoint() async throws { try await ReliabilityTool.expect("crash-points", ["--all"]) }

    @Test func aPowerCutLosesNothingThatWasAcknowledged() async throws {
        let cuts = ReliabilityTool.number("POWER_CUTS", otherwise: 15)
        try await ReliabilityTool.expect("power-cuts", ["log", "--cuts", "\(cuts)"])
    }

    @Test(.timeLimit(.minutes(30))) func aPowerCutUnderTheWholePipelineLeavesItExact() async throws {
        let cuts = ReliabilityTool.number("POWER_CUTS", otherwise: 15)
        try await ReliabilityTool.expect("power-cuts", ["pipeline", "--cuts", "\(max(4, cuts / 3))"])
    }

    /// Who checks the checker: a line lost, doubled, torn or changed, and an article lost or doubled, must be findings.
    @Test func theCheckerNoticesWhatIsWrong() async throws { try await ReliabilityTool.expect("check-the-checker", []) }
}

/// The long run; it mostly waits, so it goes on beside the others.
@Suite(.enabled(if: ReliabilityTool.isAvailable, "needs python3"))
struct SoakTests {
    /// Two minutes; `make soak MINUTES=30` for the long one.
    @Test(.timeLimit(.minutes(15))) func aSoakUnderFaultsEndsWithExactCounts() async throws {
        let minutes = ReliabilityTool.number("SOAK_MINUTES", otherwise: 2)
        try await ReliabilityTool.expect("soak", ["--minutes", "\(minutes)", "--pace", "1"])
    }
}
