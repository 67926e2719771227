import Foundation
import SeededNumbers
import Testing

/// Daemons that are stopped, restarted and killed while articles come in: nothing lost, nothing doubled.
@Suite(.serialized) struct OperationsRestartTests {
    private let folder: TemporaryFolder
    private let log: [String]

    init() throws {
        folder = try TemporaryFolder()
        log = ["--log", "embedded:" + folder("log"), "--quiet"]
    }

    private func worker() async throws -> RunningProgram { try await ready(["work"]) }

    private func sink() async throws -> RunningProgram {
        try await ready(["sink", "--output", folder("out"), "--snapshot-seconds", "1"])
    }

    /// A daemon that is up: before that, nothing is in hand and SIGTERM simply ends the process.
    private func ready(_ arguments: [String]) async throws -> RunningProgram {
        let program = try RunningProgram(arguments + log + ["--listen", "127.0.0.1:0"])
        let endpoint = Endpoint(port: try await program.port())
        _ = try await found("it is ready") { await endpoint.get("/readyz")?.status == 200 ? true : nil }
        return program
    }

    /// Publishes so many numbered articles, a file a piece.
    private func publish(_ numbers: Range<Int>) async throws {
        let file = try folder.write(Load.lines(numbers), to: "in/\(numbers.lowerBound).jsonl")
        let outcome = try await Program.run(["publish", file] + log)
        #expect(outcome.exitCode == 0, "\(outcome.errors)")
    }

    private func waitUntilDone(_ count: Int) async throws {
        _ = try await found("everything is in the files", within: .seconds(90)) {
            let status = try await StatusAnswer.read(log[1])
            return status.behind("workers") == 0 && status.behind("sink") == 0 && status.written("sink") >= count
                ? true : nil
        }
    }

    private func expectExactly(_ count: Int) throws {
        let counts = try Load.counts(folder("out"))
        #expect(counts.articles == count)
        #expect(counts.distinct == count)
        #expect(counts.mentions == count)
    }

    @Test func aTermSignalDrainsAndEndsWithZero() async throws {
        let daemons = [try await worker(), try await sink()]
        try await publish(0..<500)
        for daemon in daemons { daemon.signal(SIGTERM) }
        for daemon in daemons {
            let outcome = await daemon.outcome()
            #expect(outcome.exitCode == 0, "\(outcome.errors)")
        }
        // What was committed is exactly what was written: going on from there doubles nothing.
        let again = [try await worker(), try await sink()]
        try await waitUntilDone(500)
        #expect(try await StatusAnswer.read(log[1]).written("sink") == 500)
        for daemon in again { #expect(await daemon.stop().exitCode == 0) }
        try expectExactly(500)
    }

    @Test func aRollingRestartOfThreeWorkersUnderLoadDoublesNothing() async throws {
        var workers = [try await worker(), try await worker(), try await worker()]
        let sink = try await self.sink()
        async let load: Void = {
            for piece in 0..<12 { try await publish(piece * 250..<(piece + 1) * 250) }
        }()
        for index in workers.indices {
            let outcome = await workers[index].stop()
            #expect(outcome.exitCode == 0, "\(outcome.errors)")
            workers[index] = try await worker()
        }
        try await load
        try await waitUntilDone(3_000)
        // A drained worker commits what it has done: not one record was enriched twice.
        #expect(try await StatusAnswer.read(log[1]).written("sink") == 3_000)
        for daemon in workers + [sink] { #expect(await daemon.stop().exitCode == 0) }
        try expectExactly(3_000)
    }

    /// Kills and stops at random for `CLAIMSTREAM_TEST_SOAK_SECONDS` (default 15), by a seeded generator.
    @Test(.timeLimit(.minutes(10))) func randomKillsLoseNothingAndDoubleNothing() async throws {
        let environment = ProcessInfo.processInfo.environment
        let seconds = environment["CLAIMSTREAM_TEST_SOAK_SECONDS"].flatMap(Int.init) ?? 15
        let seed = environment["CLAIMSTREAM_TEST_SEED"].flatMap(UInt64.init) ?? 7
        var generator = SeededGenerator(seed: seed)
        var workers = [try await worker(), try await worker(), try await worker()]
        var sinkDaemon = try await sink()
        let end = ContinuousClock.now + .seconds(seconds)
        var published = 0
        while ContinuousClock.now < end {
            try await publish(published..<published + 150)
            published += 150
            let victim = Int.random(in: 0..<4, using: &generator)
            let program = victim < 3 ? workers[victim] : sinkDaemon
            switch Int.random(in: 0..<4, using: &generator) {
            case 0, 1:
                program.signal(SIGKILL)
                _ = await program.outcome()
            case 2:
                #expect(await program.stop().exitCode == 0)
            default:
                // Out of action while others go on, then back.
                program.signal(SIGSTOP)
                try await publish(published..<published + 50)
                published += 50
                program.signal(SIGCONT)
                continue
            }
            if victim < 3 { workers[victim] = try await worker() } else { sinkDaemon = try await sink() }
        }
        try await waitUntilDone(published)
        for daemon in workers + [sinkDaemon] {
            let outcome = await daemon.stop()
            #expect(outcome.exitCode == 0, "seed \(seed): \(outcome.errors)")
        }
        try expectExactly(published)
    }
}
