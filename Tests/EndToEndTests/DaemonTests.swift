import Foundation
import Testing

/// Publisher, workers, sink and tail as processes of their own.
@Suite struct DaemonTests {
    /// An article with a drug and a plain claim.
    static func text(_ index: Int) -> String {
        "Report \(index) on warfarin\n\nA study of \(index + 20) patients was read aloud.\n\nWarfarin causes bleeding, the authors write in report \(index)."
    }

    @Test func anArticleDroppedIntoTheFolderShowsUpInTail() async throws {
        let folder = try TemporaryFolder()
        try folder.write(Self.text(0), to: "in/a.txt")
        let log = ["--log", "embedded:\(folder("log"))"]
        let publisher = try RunningProgram(["publish", folder("in"), "--watch"] + log)
        let workers = try (0..<2).map { _ in try RunningProgram(["work"] + log) }
        let sink = try RunningProgram(["sink", "--output", folder("out")] + log)
        let isUp = await eventually(within: .seconds(60)) {
            FileManager.default.fileExists(atPath: folder("out/CURRENT.json"))
        }
        #expect(isUp)
        let tail = try RunningProgram(["tail", folder("out"), "--since", "start", "--format", "jsonl"])
        let first = await eventually(within: .seconds(60)) { tail.outputText.contains("\"subject\":\"warfarin\"") }
        #expect(first, "\(sink.errorText) \(workers.map(\.errorText)) \(publisher.errorText)")
        try folder.write("Ibuprofen news\n\nIbuprofen causes nausea in adults.", to: "in/b.txt")
        let second = await eventually(within: .seconds(60)) { tail.outputText.contains("\"subject\":\"ibuprofen\"") }
        #expect(second)
        for program in [publisher, sink, tail] + workers {
            let outcome = await program.stop()
            #expect(outcome.exitCode == 0, "\(outcome.errors)")
        }
    }

    @Test func aWatchedFileThatWasRejectedIsNamedOnce() async throws {
        let folder = try TemporaryFolder()
        try folder.write("broken{\n", to: "in/a.jsonl")
        let publisher = try RunningProgram(["publish", folder("in"), "--watch", "--log", "embedded:\(folder("log"))"])
        let named = await eventually(within: .seconds(60)) { publisher.errorText.contains("rejected") }
        #expect(named)
        // Named after the watch has begun, so the first file was looked at again by then.
        try folder.write("also broken{\n", to: "in/b.jsonl")
        let next = await eventually(within: .seconds(60)) { publisher.errorText.contains("b.jsonl") }
        #expect(next)
        let outcome = await publisher.stop()
        #expect(outcome.errors.components(separatedBy: "a.jsonl").count == 2, "\(outcome.errors)")
    }

    @Test func runningTwiceChangesNothing() async throws {
        let folder = try TemporaryFolder()
        for index in 0..<5 { try folder.write(Self.text(index), to: "in/\(index).txt") }
        let arguments = ["run", folder("in"), "--output", folder("out"), "--quiet"]
        let first = try await Program.run(arguments)
        #expect(first.exitCode == 0, "\(first.errors)")
        let before = try Snapshot(folder("out"))
        #expect(before.files["claims.jsonl"]?.contains("warfarin") == true)
        let second = try await Program.run(arguments)
        #expect(second.exitCode == 0)
        #expect(second.errors.contains("published 0, unchanged 5"))
        #expect(try Snapshot(folder("out")) == before)
    }

    @Test func rebuildingGivesTheSameFilesAndKeepsQuotesWithheld() async throws {
        let folder = try TemporaryFolder()
        for index in 0..<3 { try folder.write(Self.text(index), to: "in/\(index).txt") }
        let run = try await Program.run(["run", folder("in"), "--output", folder("out"), "--no-quotes", "--quiet"])
        #expect(run.exitCode == 0, "\(run.errors)")
        let before = try Snapshot(folder("out"))
        #expect(before.files["claims.jsonl"]?.contains("\"quote\"") == false)
        let rebuilt = try await Program.run(["rebuild", folder("out"), "--no-quotes"])
        #expect(rebuilt.exitCode == 0, "\(rebuilt.errors)")
        #expect(try Snapshot(folder("out")) == before)
        #expect(try await Program.run(["verify", folder("out")]).exitCode == 0)
    }

    /// The order of arrival, the number of workers and redelivery leave no trace in the files.
    @Test func anyOrderAndAnyNumberOfWorkersGiveTheSameBytes() async throws {
        let folder = try TemporaryFolder()
        for index in 0..<30 { try folder.write(Self.text(index), to: "in/\(index).txt") }
        let forward = try await Program.run(["run", folder("in"), "--output", folder("one"), "--quiet"])
        #expect(forward.exitCode == 0)

        // Backward, one file at a time, through four workers in processes of their own.
        let log = ["--log", "embedded:\(folder("log"))"]
        let workers = try (0..<4).map { _ in try RunningProgram(["work"] + log) }
        let sink = try RunningProgram(["sink", "--output", folder("four")] + log)
        for index in (0..<30).reversed() {
            let published = try await Program.run(
                [
                    "publish", folder("in/\(index).txt"), "--source-prefix", "in",
                ] + log)
            #expect(published.exitCode == 0)
        }
        _ = try await found("everything is in the files", within: .seconds(60)) {
            let status = try await StatusAnswer.read(log[1])
            return status.behind("workers") == 0 && status.behind("sink") == 0 && status.written("sink") >= 30
                ? true : nil
        }
        for program in workers + [sink] { #expect(await program.stop().exitCode == 0) }
        #expect(try Snapshot(folder("one")).files == Snapshot(folder("four")).files)
    }
}

/// The snapshot files of a sink folder, all but those that speak of offsets and generations.
struct Snapshot: Equatable {
    var files: [String: String] = [:]

    init(_ folder: String) throws {
        for name in try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
        where name.hasSuffix(".jsonl") || name.hasSuffix(".csv") {
            files[name] = try String(contentsOfFile: folder + "/" + name, encoding: .utf8)
        }
    }
}
