import Foundation
import Synchronization
import Testing

/// The built program, run as a user would run it.
struct Program {
    /// What a finished run left behind.
    struct Outcome {
        let exitCode: Int32
        let output: String
        let errors: String
    }

    /// The release build's executable, beside the test bundle.
    static let path: String = {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        return root.appendingPathComponent(".build/release/claimstream").path
    }()

    /// Runs it to its end.
    static func run(
        _ arguments: [String], input: String? = nil, environment: [String: String] = [:], folder: String? = nil
    ) async throws -> Outcome {
        let running = try RunningProgram(arguments, input: input, environment: environment, folder: folder)
        return await running.outcome()
    }
}

/// A program under way; its output is collected as it comes.
final class RunningProgram: Sendable {
    private let process: Process
    private let output = Collected()
    private let errors = Collected()
    private let ended: AsyncStream<Void>

    /// Text that a pipe brings, gathered by the file handle's own queue.
    private final class Collected: Sendable {
        private let bytes = Mutex(Data())
        let isComplete = Mutex(false)

        /// Reads on a thread of its own, by the plain call: FileHandle traps when a signal interrupts it.
        func attach(to pipe: Pipe) {
            Thread.detachNewThread {
                let descriptor = pipe.fileHandleForReading.fileDescriptor
                var buffer = [UInt8](repeating: 0, count: 1 << 16)
                while true {
                    let count = unsafe read(descriptor, &buffer, buffer.count)
                    if count > 0 { self.bytes.withLock { $0.append(contentsOf: buffer.prefix(count)) } }
                    if count == 0 || (count < 0 && errno != EINTR) { break }
                }
                self.isComplete.withLock { $0 = true }
            }
        }

        var text: String { String(decoding: bytes.withLock { $0 }, as: UTF8.self) }
    }

    init(
        _ arguments: [String], input: String? = nil, environment: [String: String] = [:], folder: String? = nil,
        executable: String = Program.path
    ) throws {
        process = Process()
        process.executableURL = URL(fileURLWithPath: executable)
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("CLAIMSTREAM_") }
            .merging(environment) { $1 }
        if let folder { process.currentDirectoryURL = URL(fileURLWithPath: folder) }
        let (outputPipe, errorPipe, inputPipe) = (Pipe(), Pipe(), Pipe())
        process.standardOutput = outputPipe
        process.standardError = errorPipe
        process.standardInput = inputPipe
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self)
        ended = stream
        process.terminationHandler = { _ in continuation.finish() }
        output.attach(to: outputPipe)
        errors.attach(to: errorPipe)
        try process.run()
        if let input { inputPipe.fileHandleForWriting.write(Data(input.utf8)) }
        try inputPipe.fileHandleForWriting.close()
    }

    var outputText: String { output.text }
    var errorText: String { errors.text }
    var isRunning: Bool { process.isRunning }

    func signal(_ number: Int32) { kill(process.processIdentifier, number) }

    /// Waits for its end and for the last of its output.
    func outcome() async -> Program.Outcome {
        for await _ in ended {}
        _ = await eventually(within: .seconds(60)) {
            self.output.isComplete.withLock { $0 } && self.errors.isComplete.withLock { $0 }
        }
        return Program.Outcome(exitCode: process.terminationStatus, output: output.text, errors: errors.text)
    }

    /// Asks it to stop, and waits.
    func stop() async -> Program.Outcome {
        signal(SIGTERM)
        return await outcome()
    }
}

/// Whether a condition comes true within a time; looks again every 20 ms.
func eventually(within limit: Duration, _ condition: @Sendable () -> Bool) async -> Bool {
    let deadline = ContinuousClock.now + limit
    while !condition() {
        if ContinuousClock.now > deadline { return condition() }
        do {
            try await Task.sleep(for: .milliseconds(20))
        } catch {
            return condition()
        }
    }
    return true
}

/// A folder that goes with its owner.
final class TemporaryFolder: Sendable {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.appendingPathComponent("claimstream-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit {
        do {
            try FileManager.default.removeItem(atPath: path)
        } catch {
            print("left behind: \(path)")
        }
    }

    func callAsFunction(_ name: String) -> String { path + "/" + name }

    @discardableResult
    func write(_ text: String, to name: String) throws -> String { try write(Data(text.utf8), to: name) }

    @discardableResult
    func write(_ data: Data, to name: String) throws -> String {
        let url = URL(fileURLWithPath: self(name))
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try data.write(to: url, options: .atomic)
        return url.path
    }
}
