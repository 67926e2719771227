import Foundation
import Testing

/// A tool of `Tests/Tools`: drivers and a checker in Python's standard library, which share no code with the program.
enum ReliabilityTool {
    /// The tools need an interpreter and nothing else; without one their tests are skipped.
    static let isAvailable: Bool =
        (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        .contains { FileManager.default.isExecutableFile(atPath: $0 + "/python3") }

    /// Runs a tool to its end: exit code and all it printed.
    static func run(_ tool: String, _ arguments: [String]) async throws -> (exitCode: Int32, output: String) {
        let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Tools").appendingPathComponent(tool).path
        let program = try RunningProgram(["python3", "-B", path] + arguments, executable: "/usr/bin/env")
        let outcome = await program.outcome()
        return (outcome.exitCode, outcome.output + outcome.errors)
    }

    /// Runs a tool and expects it to find everything as it must be.
    static func expect(_ tool: String, _ arguments: [String]) async throws {
        let (exitCode, output) = try await run(tool, arguments)
        #expect(exitCode == 0, "\(tool) \(arguments.joined(separator: " "))\n\(output)")
    }

    /// A number from the environment, for runs longer than the everyday one.
    static func number(_ name: String, otherwise: Int) -> Int {
        ProcessInfo.processInfo.environment["CLAIMSTREAM_TEST_" + name].flatMap(Int.init) ?? otherwise
    }
}
