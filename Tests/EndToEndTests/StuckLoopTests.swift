import Foundation
import Testing

/// A loop that hangs is told from one that waits: the test holds the lock that a worker needs to write.
@Suite(.serialized) struct StuckLoopTests {
    private let folder: TemporaryFolder
    private let log: String

    init() throws {
        folder = try TemporaryFolder()
        log = "embedded:" + folder("log")
    }

    @Test func aStuckLoopIsNotAliveAndLivesAgainWhenItMoves() async throws {
        let file = try folder.write("stuckSeconds: 1\n", to: "c.yaml")
        let worker = try RunningProgram(["work", "--log", log, "--config", file, "--listen", "127.0.0.1:0"])
        let endpoint = Endpoint(port: try await worker.port())
        _ = try await found("the worker is ready") { await endpoint.get("/readyz")?.status == 200 ? true : nil }
        let lock = try AppendLock(topic: folder("log/topics/enriched"))
        let articles = try folder.write(Load.lines(0..<1), to: "one.jsonl")
        #expect(try await Program.run(["publish", articles, "--log", log, "--quiet"]).exitCode == 0)
        let stuck = try await found("the worker is known to be stuck") {
            let answer = await endpoint.get("/livez")
            return answer?.status == 503 ? answer : nil
        }
        #expect(stuck.body.hasPrefix("the loop work has not moved for "), "\(stuck.body)")
        #expect(await endpoint.get("/readyz")?.status == 503)
        #expect(try await endpoint.metrics()["claimstream_records_in_hand{loop=\"work\"}"] == 1)
        // A threshold that is raised holds at once; the loop still hangs.
        try folder.write("stuckSeconds: 600\n", to: "c.yaml")
        worker.signal(SIGHUP)
        _ = try await found("the new threshold holds") { await endpoint.get("/livez")?.status == 200 ? true : nil }
        lock.release()
        _ = try await found("the worker goes on") {
            try await endpoint.metrics()["claimstream_records_out_total{loop=\"work\"}"] == 1 ? true : nil
        }
        #expect(await worker.stop().exitCode == 0)
    }

    @Test func aHangUpTakesANewLexiconAndRefusesABrokenOne() async throws {
        let lexicon = try folder.write("name,brands\nzorblaxine,Zorbly\n", to: "mine.csv")
        let worker = try RunningProgram([
            "work", "--log", log, "--lexicon", lexicon, "--log-level", "info", "--listen", "127.0.0.1:0",
        ])
        let endpoint = Endpoint(port: try await worker.port())
        func versionShown() async throws -> String {
            try #require(try await endpoint.metrics().keys.first { $0.hasPrefix("claimstream_build_info") })
        }
        let first = try await versionShown()
        try folder.write("name,brands\nzorblaxine,Zorbly\nquixotrel,Quixy\n", to: "mine.csv")
        worker.signal(SIGHUP)
        let second = try await found("the new lexicon is in use") {
            let version = try await versionShown()
            return version == first ? nil : version
        }
        try folder.write("name,atc\nzorblaxine,NOCODE\n", to: "mine.csv")
        worker.signal(SIGHUP)
        _ = try await found("the broken lexicon is refused") {
            worker.errorText.contains("the settings stay as they are") ? true : nil
        }
        #expect(worker.errorText.contains("mine.csv:2"), "\(worker.errorText)")
        #expect(try await versionShown() == second)
        #expect(await worker.stop().exitCode == 0)
    }
}

/// The lock that whoever appends to a topic holds: byte 0 of `append.lock` in the topic's folder.
private final class AppendLock {
    private let descriptor: Int32

    init(topic: String) throws {
        descriptor = unsafe open(topic + "/append.lock", O_RDWR | O_CREAT, 0o600)
        try #require(descriptor >= 0)
        var range = flock()
        range.l_type = Int16(F_WRLCK)
        range.l_whence = Int16(SEEK_SET)
        range.l_len = 1
        // 38: F_OFD_SETLKW, whose name the C library's headers hide without _GNU_SOURCE.
        try #require(unsafe fcntl(descriptor, 38, &range) == 0)
    }

    func release() { close(descriptor) }
}
