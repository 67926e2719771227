import Foundation
import Testing

/// Every mistake gets a message that names the thing and the remedy, and the exit code of the contract.
@Suite struct BadInputTests {
    @Test func anUnknownOptionIsWrongUsage() async throws {
        let outcome = try await Program.run(["parse", "x.txt", "--no-such-option"])
        #expect(outcome.exitCode == 2)
        #expect(outcome.errors.contains("--no-such-option"))
    }

    @Test func aMissingPathIsNamed() async throws {
        let folder = try TemporaryFolder()
        let outcome = try await Program.run(["parse", folder("nowhere.html")])
        #expect(outcome.exitCode == 2)
        #expect(outcome.errors.contains("nowhere.html") && outcome.errors.contains("no such file"))
    }

    @Test func anEmptyFileIsRejectedAndTheNextOneIsRead() async throws {
        let folder = try TemporaryFolder()
        try folder.write("", to: "in/a.txt")
        try folder.write("Warfarin news\n\nWarfarin may cause bleeding in some people.", to: "in/b.txt")
        let outcome = try await Program.run(["parse", folder("in")])
        #expect(outcome.exitCode == 1)
        #expect(outcome.errors.contains("in/a.txt") && outcome.errors.contains("empty"))
        #expect(outcome.output.contains("in/b.txt"))
    }

    @Test func aFileThatIsTooLargeIsRejectedWithTheLimit() async throws {
        let folder = try TemporaryFolder()
        try folder.write(Data(repeating: 0x61, count: 9 << 20), to: "big.txt")
        let outcome = try await Program.run(["parse", folder("big.txt")])
        #expect(outcome.exitCode == 1)
        #expect(outcome.errors.contains("big.txt") && outcome.errors.contains("8388608"))
    }

    @Test func binaryBytesAreRejected() async throws {
        let folder = try TemporaryFolder()
        try folder.write(Data([0x7F, 0x45, 0x4C, 0x46, 0, 0, 0, 1]), to: "program.txt")
        let outcome = try await Program.run(["parse", folder("program.txt")])
        #expect(outcome.exitCode == 1)
        #expect(outcome.errors.contains("program.txt"))
    }

    @Test func textInAnOldEncodingIsReadWithoutDamage() async throws {
        let folder = try TemporaryFolder()
        try folder.write(Data("Caf".utf8) + Data([0xE9]) + Data(" owner took warfarin for a year.".utf8), to: "old.txt")
        let outcome = try await Program.run(["parse", folder("old.txt")])
        #expect(outcome.exitCode == 0)
        #expect(outcome.output.contains("Café"))
    }

    @Test func anUnreadableFileIsNamed() async throws {
        // Root reads everything, so the file is made unreadable by its kind: a socket cannot be opened.
        let folder = try TemporaryFolder()
        let path = folder("pipe.sock")
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        unsafe withUnsafeMutableBytes(of: &address.sun_path) {
            unsafe $0.copyBytes(from: Array(path.utf8).prefix($0.count - 1))
        }
        let bound = unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        try #require(bound == 0, "the path fits a socket address")
        let outcome = try await Program.run(["parse", path])
        #expect(outcome.exitCode == 1)
        #expect(outcome.errors.contains("pipe.sock") && outcome.errors.contains("cannot be opened"))
    }

    @Test func anAddressThatIsNoLogIsWrongUsage() async throws {
        let outcome = try await Program.run(["status", "--log", "redis://localhost"])
        #expect(outcome.exitCode == 2)
        #expect(outcome.errors.contains("redis://localhost") && outcome.errors.contains("kafka://HOST:PORT"))
    }

    @Test func aBrokerThatIsDownIsNamedWithinItsTime() async throws {
        let outcome = try await Program.run([
            "status", "--log", "kafka://127.0.0.1:1", "--kafka-config", "socket.connection.setup.timeout.ms=1000",
        ])
        #expect(outcome.exitCode == 3)
        #expect(outcome.errors.contains("127.0.0.1:1"))
    }

    @Test func aLogFolderThatCannotBeMadeIsNamed() async throws {
        let folder = try TemporaryFolder()
        let file = try folder.write("a file", to: "taken")
        let outcome = try await Program.run(["status", "--log", "embedded:\(file)"])
        #expect(outcome.exitCode == 2)
        #expect(outcome.errors.contains(file))
    }

    @Test func aSecondSinkOnTheFolderIsRefused() async throws {
        let folder = try TemporaryFolder()
        let arguments = ["sink", "--output", folder("out"), "--log", "embedded:\(folder("log"))"]
        let first = try RunningProgram(arguments)
        let isUp = await eventually(within: .seconds(60)) {
            FileManager.default.fileExists(atPath: folder("out/CURRENT.json"))
        }
        #expect(isUp, "the first sink writes an empty snapshot")
        let second = try await Program.run(arguments)
        #expect(second.exitCode == 3)
        #expect(second.errors.contains(folder("out")))
        let outcome = await first.stop()
        #expect(outcome.exitCode == 0, "\(outcome.errors)")
    }

    @Test func aClosedPipeIsSuccess() async throws {
        let folder = try TemporaryFolder()
        for index in 0..<200 { try folder.write(String(repeating: "word ", count: 2_000), to: "in/\(index).txt") }
        let shell = Process()
        shell.executableURL = URL(fileURLWithPath: "/bin/bash")
        shell.arguments = [
            "-c", "'\(Program.path)' parse '\(folder("in"))' | head -c 10 >/dev/null; exit ${PIPESTATUS[0]}",
        ]
        try shell.run()
        shell.waitUntilExit()
        #expect(shell.terminationStatus == 0)
    }
}
