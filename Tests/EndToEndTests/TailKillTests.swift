import Foundation
import SeededNumbers
import Synchronization
import Testing

/// A sink and a tail with a name, both killed again and again: the file that the tail appends to is the change log.
@Suite struct TailKillTests {
    private let folder: TemporaryFolder
    private let log: [String]

    init() throws {
        folder = try TemporaryFolder()
        log = ["--log", "embedded:" + folder("log"), "--quiet"]
    }

    /// A tail whose standard output is appended to a file, as `claimstream tail … >> FILE` does.
    private func tail(follow: Bool = true) throws -> Process {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: Program.path)
        process.arguments =
            ["tail", folder("out"), "--reader", "archive", "--format", "jsonl"] + (follow ? [] : ["--no-follow"])
        let descriptor = unsafe open(folder("archive.jsonl"), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        process.standardOutput = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        process.standardError = FileHandle.nullDevice
        try process.run()
        return process
    }

    /// The file whole; empty where it is not there yet.
    private func archive() -> Data { FileManager.default.contents(atPath: folder("archive.jsonl")) ?? Data() }

    /// The change log whole: sealed segments in order, then the open one.
    private func changes() throws -> Data {
        let names = try FileManager.default.contentsOfDirectory(atPath: folder("out/changes"))
        let sealed = names.filter { !$0.hasPrefix(".") }.sorted()
        let open = names.filter { $0.hasPrefix(".open-") }.sorted()
        return try (sealed + open).reduce(into: Data()) {
            $0 += try Data(contentsOf: URL(fileURLWithPath: folder("out/changes/" + $1)))
        }
    }

    private func sink() throws -> RunningProgram {
        try RunningProgram(["sink", "--output", folder("out"), "--snapshot-seconds", "1"] + log)
    }

    /// A claim about another effect in every article, and one that every article repeats.
    private func publish(_ round: Int) async throws {
        let lines = (0..<25).map { index in
            let effect = Self.effects[(round * 25 + index) % Self.effects.count]
            let drug = Self.drugs[(round + index) % Self.drugs.count]
            return
                #"{"id":"p-\#(round)-\#(index)","text":"\#(drug) causes \#(effect) in older adults, doctors say. Warfarin causes bleeding. Number \#(round) of \#(index)."}"#
        }
        let file = try folder.write(lines.joined(separator: "\n") + "\n", to: "in/\(round).jsonl")
        let outcome = try await Program.run(["publish", file] + log)
        #expect(outcome.exitCode == 0, "\(outcome.errors)")
    }

    private static let drugs = ["Sertraline", "Diazepam", "Metformin", "Ibuprofen", "Warfarin", "Atorvastatin"]
    private static let effects = ["nausea", "headache", "dizziness", "insomnia", "dry mouth", "rash", "fatigue"]

    /// `CLAIMSTREAM_TEST_KILLS` kills, 8 by default; every one comes while lines are under way.
    @Test(.timeLimit(.minutes(30))) func killsOfSinkAndTailLoseNothingAndRepeatNothing() async throws {
        let environment = ProcessInfo.processInfo.environment
        let kills = environment["CLAIMSTREAM_TEST_KILLS"].flatMap(Int.init) ?? 8
        var generator = SeededGenerator(seed: environment["CLAIMSTREAM_TEST_SEED"].flatMap(UInt64.init) ?? 11)
        let worker = try RunningProgram(["work"] + log)
        var sink = try sink()
        try await publish(0)
        _ = try await found("the sink's first changes") { try? changes().isEmpty ? nil : true }
        var tail = try tail()
        var counts = (sink: 0, tail: 0)
        for round in 1...kills {
            let before = (changes: try changes().count, archive: archive().count)
            try await publish(round)
            // The sink dies behind a batch's lines, the tail as soon as it has begun to write them, or a little later.
            let isSink = Bool.random(using: &generator)
            _ = try await found("something moves") { () -> Bool? in
                let moved = isSink ? try changes().count > before.changes : archive().count > before.archive
                return moved ? true : nil
            }
            for _ in 0..<Int.random(in: 0..<400, using: &generator) { await Task.yield() }
            if isSink {
                sink.signal(SIGKILL)
                _ = await sink.outcome()
                sink = try self.sink()
                counts.sink += 1
            } else {
                kill(tail.processIdentifier, SIGKILL)
                tail.waitUntilExit()
                tail = try self.tail()
                counts.tail += 1
            }
        }
        _ = try await found("everything is aggregated", within: .seconds(90)) {
            let status = try await StatusAnswer.read(log[1])
            return status.behind("workers") == 0 && status.behind("sink") == 0 ? true : nil
        }
        for daemon in [worker, sink] { #expect(await daemon.stop().exitCode == 0) }
        let expected = try changes()
        _ = try await found("the tail has caught up") { archive().count >= expected.count ? true : nil }
        kill(tail.processIdentifier, SIGTERM)
        tail.waitUntilExit()
        // Another run finds nothing more to say.
        let last = try self.tail(follow: false)
        last.waitUntilExit()
        #expect(last.terminationStatus == 0)
        let lines = expected.split(separator: UInt8(ascii: "\n")).count
        print("kills: \(counts.sink) of the sink, \(counts.tail) of the tail; \(lines) changes")
        #expect(archive() == expected)
        #expect(lines > kills)
    }

    /// The moment between writing and storing, made by hand at every kind of place: the position is older than the file.
    @Test func whatAKilledTailHadWrittenIsNotWrittenAgain() async throws {
        let source = try folder.write(
            (0..<40).map { #"{"id":"q-\#($0)","text":"\#(Self.drugs[$0 % 6]) causes \#(Self.effects[$0 % 7])."}"# }
                .joined(separator: "\n") + "\n", to: "in/all.jsonl")
        let outcome = try await Program.run(["run", source, "--output", folder("out"), "--quiet"])
        #expect(outcome.exitCode == 0, "\(outcome.errors)")
        let expected = try changes()
        #expect(expected.count > 1_000)
        let empty = try tail(follow: false)
        empty.waitUntilExit()
        #expect(archive() == expected)
        let reader = folder("out/readers/archive")
        let stored = try String(contentsOfFile: reader, encoding: .utf8).split(separator: " ")
        for length in [0, 1, 100, expected.count - 1, expected.count] {
            // As if killed after so many bytes of the first block.
            try FileManager.default.removeItem(atPath: reader)
            try "1 \(stored[1]) \(stored[2]) 0\n".write(toFile: reader, atomically: true, encoding: .utf8)
            #expect(unsafe truncate(folder("archive.jsonl"), length) == 0)
            let next = try tail(follow: false)
            next.waitUntilExit()
            #expect(archive() == expected, "\(length) bytes were written before the kill")
        }
    }
}
