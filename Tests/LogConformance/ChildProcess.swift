import Foundation
import Synchronization

/// A program of this package run as a process of its own, its output as lines.
package final class ChildProcess: Sendable {
    /// Lines of standard output; ends when the process closes it.
    package let lines: AsyncStream<String>
    private let process: Mutex<Process>
    private let input: Pipe

    /// Starts the program `name` that was built beside the running tests. It ends when its standard input closes, which happens at the
    /// latest when the tests end.
    package init(_ name: String, _ arguments: [String], environment: [String: String] = [:]) throws {
        let own = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        let path = URL(fileURLWithPath: own).deletingLastPathComponent().appendingPathComponent(name)
        guard FileManager.default.isExecutableFile(atPath: path.path) else {
            throw ConformanceFailure("\(path.path) was not built")
        }
        let process = Process()
        process.executableURL = path
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { _, new in new }
        let output = Pipe()
        input = Pipe()
        process.standardOutput = output
        process.standardInput = input
        let (lines, continuation) = AsyncStream.makeStream(of: String.self)
        self.lines = lines
        try process.run()
        let reading = output.fileHandleForReading
        // A blocking read belongs on a thread of its own.
        Thread.detachNewThread {
            var rest: [UInt8] = []
            var buffer = [UInt8](repeating: 0, count: 65536)
            while true {
                // read(2) rather than FileHandle, which ends the process when a signal interrupts it.
                let count = unsafe read(reading.fileDescriptor, &buffer, buffer.count)
                if count < 0, errno == EINTR { continue }
                if count <= 0 { break }
                rest += buffer[..<count]
                while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
                    continuation.yield(String(decoding: rest[..<end], as: UTF8.self))
                    rest.removeFirst(end + 1)
                }
            }
            continuation.finish()
        }
        self.process = Mutex(process)
    }

    deinit { kill() }

    package var processID: Int32 { process.withLock { $0.processIdentifier } }

    /// SIGKILL, and waits for the end.
    package func kill() {
        process.withLock { process in
            if process.isRunning { _ = Foundation.kill(process.processIdentifier, SIGKILL) }
            process.waitUntilExit()
        }
    }

    /// Writes a line to its standard input.
    package func write(_ line: String) throws {
        try input.fileHandleForWriting.write(contentsOf: Data((line + "\n").utf8))
    }

    /// Closes standard input, waits for the end and returns the exit code.
    package func finish() throws -> Int32 {
        try input.fileHandleForWriting.close()
        return process.withLock { process in
            process.waitUntilExit()
            return process.terminationStatus
        }
    }
}
