import EmbeddedLog
import EventLog
import Foundation
import LogConformance
import Synchronization
import Testing

/// Files that are cut, overwritten or missing; disks that are full.
struct EmbeddedDamageTests {
    /// Collects what a log reports.
    final class Reports: Sendable {
        private let lines = Mutex<[String]>([])
        var all: [String] { lines.withLock { $0 } }
        func add(_ line: String) { lines.withLock { $0.append(line) } }
    }

    static func options(_ reports: Reports, segmentBytes: Int = 64 << 20) -> EmbeddedLog.Options {
        var options = EmbeddedLog.Options()
        options.segmentBytes = segmentBytes
        options.report = { reports.add($0) }
        return options
    }

    static func records(_ topic: TopicName, _ range: Range<Int>, bytes: Int = 500) -> [OutgoingRecord] {
        range.map {
            OutgoingRecord(
                topic: topic, key: Array("key \($0)".utf8), value: Array("\($0)".utf8),
                headers: [
                    Header(name: "filler", value: [UInt8](repeating: 0x2a, count: bytes))
                ])
        }
    }

    static func segments(_ folder: String, _ topic: TopicName) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: "\(folder)/topics/\(topic)").filter { $0.hasSuffix(".db") }
            .sorted()
    }

    /// Writes ten batches and returns without closing anything down: as after a kill, the WAL is full.
    static func fill(_ folder: String, _ topic: TopicName) async throws {
        let log = try EmbeddedLog(directory: folder)
        try await log.administration().create([NewTopic(topic, partitions: 2)])
        await log.close()
        let child = try ChildProcess("LogMember", ["embedded", folder, "write", topic.description, "0"])
        var count = 0
        for await line in child.lines where line.hasPrefix("sent ") {
            count += 1
            if count == 10 { break }
        }
        child.kill()
    }

    @Test(
        "a write-ahead log cut anywhere costs at most what was cut, is reported, and gives no offset twice",
        arguments: [0, 1, 31, 33, 50, 80, 99])
    func cutLog(percent: Int) async throws {
        let folder = TemporaryFolder()
        let topic: TopicName = "cut"
        try await Self.fill(folder.path, topic)
        let wal = try "\(folder.path)/topics/cut/\(#require(Self.segments(folder.path, topic).last))-wal"
        let whole = try Data(contentsOf: URL(fileURLWithPath: wal))
        try whole.prefix(whole.count * percent / 100).write(to: URL(fileURLWithPath: wal))
        let reports = Reports()
        let log = try EmbeddedLog(directory: folder.path, options: Self.options(reports))
        let before = try await EmbeddedCrashTests.readAll(folder.path, topic, partitions: 2)
        let positions = try await log.send(Self.records(topic, 1_000_000..<1_000_010))
        await log.close()
        let after = try await EmbeddedCrashTests.readAll(folder.path, topic, partitions: 2)
        // All that could be read before is still there, the new ones follow, and what is gone is said to be.
        #expect(after.records.count == before.records.count + 10)
        let places = after.records.map { "\($0.topicPartition)@\($0.offset)" }
        #expect(Set(places).count == places.count)
        let lost = after.gaps.reduce(0) { $0 + $1.resumed.value - $1.expected.value }
        let given = Dictionary(grouping: positions, by: \.partition).mapValues { $0.map(\.offset.value).min() ?? 0 }
        let old = Dictionary(grouping: before.records, by: \.partition).mapValues { Int64($0.count) }
        let missing = given.reduce(Int64(0)) { $0 + $1.value - (old[$1.key] ?? 0) }
        #expect(lost == missing)
        #expect((lost > 0) == !reports.all.isEmpty, "\(lost) lost, reports: \(reports.all)")
    }

    @Test(
        "a sealed segment that is damaged is set aside, rescued as far as it can be read, and nothing else suffers",
        arguments: [0.0, 0.02, 0.3, 0.6, 0.95])
    func damagedSegment(keep: Double) async throws {
        let folder = TemporaryFolder()
        let topic: TopicName = "damaged"
        let reports = Reports()
        let options = Self.options(reports, segmentBytes: 200_000)
        let log = try EmbeddedLog(directory: folder.path, options: options)
        try await log.administration().create([NewTopic(topic, partitions: 2)])
        for batch in 0..<30 { try await log.send(Self.records(topic, batch * 50..<batch * 50 + 50)) }
        await log.close()
        let names = try Self.segments(folder.path, topic)
        #expect(names.count > 3)
        let victim = "\(folder.path)/topics/damaged/\(names[1])"
        let bytes = try Data(contentsOf: URL(fileURLWithPath: victim))
        try bytes.prefix(Int(Double(bytes.count) * keep)).write(to: URL(fileURLWithPath: victim))

        let again = try EmbeddedLog(directory: folder.path, options: options)
        let places = [TopicPartition(topic, 0), TopicPartition(topic, 1)]
        let consumer = try await again.makeConsumer(.assigned([places[0]: .earliest, places[1]: .earliest]))
        var seen = Seen()
        func lost(_ seen: Seen) -> Int { Int(seen.gaps.reduce(0) { $0 + $1.resumed.value - $1.expected.value }) }
        try await consumer.poll(into: &seen, within: .seconds(20), "all") { $0.records.count + lost($0) >= 1500 }
        #expect(seen.records.count + lost(seen) == 1500)
        #expect(lost(seen) > 0 && lost(seen) < 500)
        #expect(!reports.all.isEmpty && reports.all.allSatisfy { $0.contains("damaged") }, "\(reports.all)")
        // Where only records are hit the file stays; where its tables are, it is replaced.
        #expect(keep > 0.9 || FileManager.default.fileExists(atPath: victim + ".damaged"))
        // Writing goes on, and the next reader finds the same.
        try await again.send(Self.records(topic, 1500..<1510))
        await again.close()
        let all = try await EmbeddedCrashTests.readAll(folder.path, topic, partitions: 2)
        #expect(all.records.count == seen.records.count + 10 && lost(all) == lost(seen))
    }

    @Test("a bit that flipped in a record costs its chunk, and is told")
    func flippedBit() async throws {
        let folder = TemporaryFolder()
        let topic: TopicName = "flip"
        let reports = Reports()
        let log = try EmbeddedLog(directory: folder.path, options: Self.options(reports))
        try await log.administration().create([NewTopic(topic, partitions: 1)])
        for batch in 0..<5 { try await log.send(Self.records(topic, batch * 10..<batch * 10 + 10)) }
        await log.close()
        let file = try "\(folder.path)/topics/flip/\(#require(Self.segments(folder.path, topic).last))"
        var bytes = try Data(contentsOf: URL(fileURLWithPath: file))
        let place = try #require(bytes.range(of: Data("key 23".utf8)))
        bytes[place.lowerBound + 4] ^= 1
        try bytes.write(to: URL(fileURLWithPath: file))
        let seen = try await EmbeddedCrashTests.readAll(folder.path, topic, partitions: 1)
        #expect(seen.records.map(\.offset.value) == Array(0..<20) + Array(30..<50))
        #expect(seen.gaps.map { [$0.expected.value, $0.resumed.value] } == [[20, 30]])
    }

    @Test(
        "damage, a future format, a file in the way and a missing right are named",
        arguments: ["junk", "future", "file", "topic"])
    func badFolders(kind: String) async throws {
        let folder = TemporaryFolder()
        let log = try EmbeddedLog(directory: folder.path)
        try await log.administration().create([NewTopic("t")])
        await log.close()
        let (path, content, code): (String, String, LogError.Code) =
            switch kind {
            case "junk": ("log.json", "}{", .damaged)
            case "future": ("log.json", #"{"format":99,"name":"x"}"#, .unsupportedVersion)
            case "topic": ("topics/t/topic.json", #"{"format":2}"#, .unsupportedVersion)
            default: ("topics", "", .configuration)
            }
        try FileManager.default.removeItem(atPath: "\(folder.path)/\(path)")
        try Data(content.utf8).write(to: URL(fileURLWithPath: "\(folder.path)/\(path)"))
        await #expect {
            let log = try EmbeddedLog(directory: folder.path)
            _ = try await log.administration().describe(["t"])
        } throws: { error in
            (error as? LogError)?.code == code && (error as? LogError)?.message.contains(path) == true
        }
    }

    /// Whether a small file system can be mounted here.
    static let canMount =
        getuid() == 0 && mountTemporary(NSTemporaryDirectory() + "embedded-log-try-\(getpid())", isTrial: true)

    static func mountTemporary(_ path: String, isTrial: Bool = false) -> Bool {
        do {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
            let process = Process()
            process.executableURL = URL(fileURLWithPath: "/bin/mount")
            process.arguments = ["-t", "tmpfs", "-o", "size=3m", "tmpfs", path]
            process.standardError = FileHandle.nullDevice
            try process.run()
            process.waitUntilExit()
            if isTrial, process.terminationStatus == 0 { try unmount(path) }
            return process.terminationStatus == 0
        } catch {
            print("disk-full test: \(error)")
            return false
        }
    }

    static func unmount(_ path: String) throws {
        let process = try Process.run(URL(fileURLWithPath: "/bin/umount"), arguments: ["-l", path])
        process.waitUntilExit()
        try FileManager.default.removeItem(atPath: path)
    }

    @Test(
        "a full disk is a retriable error that names the path, and goes on when space returns",
        .enabled(if: canMount, "needs the right to mount a tmpfs"))
    func fullDisk() async throws {
        let path = NSTemporaryDirectory() + "embedded-log-full-\(getpid())"
        try #require(Self.mountTemporary(path))
        defer { do { try Self.unmount(path) } catch { print("unmounting: \(error)") } }
        let topic: TopicName = "full"
        let reports = Reports()
        let log = try EmbeddedLog(directory: path + "/log", options: Self.options(reports))
        try await log.administration().create([NewTopic(topic, partitions: 2)])
        let ballast = path + "/ballast"
        try Data(count: 1 << 20).write(to: URL(fileURLWithPath: ballast))
        let producer = try await log.makeProducer()
        var sent = 0
        var failure: LogError?
        while failure == nil, sent < 100_000 {
            do throws(LogError) {
                _ = try await producer.send(Self.records(topic, sent..<sent + 20, bytes: 2000))
                sent += 20
            } catch { failure = error }
        }
        #expect(failure?.code == .storageFull && failure?.isRetriable == true, "\(String(describing: failure))")
        #expect(failure?.message.contains(path) == true)
        // Reading still works, and writing again fails again.
        await #expect(throws: LogError.self) { _ = try await producer.send(Self.records(topic, 0..<200, bytes: 8000)) }
        try FileManager.default.removeItem(atPath: ballast)
        _ = try await producer.send(Self.records(topic, sent..<sent + 20, bytes: 2000))
        sent += 20
        await log.close()
        let seen = try await EmbeddedCrashTests.readAll(path + "/log", topic, partitions: 2)
        #expect(seen.gaps.isEmpty)
        let numbers = seen.records.compactMap { $0.value.flatMap { Int(String(decoding: $0, as: UTF8.self)) } }
        #expect(Set(numbers) == Set(0..<sent) && numbers.count == sent)
    }
}
