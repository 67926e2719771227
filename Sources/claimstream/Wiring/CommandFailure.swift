import EventLog
import Intake
import Pipeline
import Results

/// Why a command ends early, with its exit code: 1 some inputs rejected, 2 wrong usage, 3 the log or the disk failed.
struct CommandFailure: Error {
    static let rejected: Int32 = 1
    static let wrongUsage: Int32 = 2
    static let broken: Int32 = 3

    let message: String
    let exitCode: Int32

    init(_ message: String, exitCode: Int32) {
        self.message = message
        self.exitCode = exitCode
    }

    /// A log's failure: wrong settings are wrong usage, everything else is the log's.
    init(_ error: LogError) {
        switch error.code {
        case .configuration: self.init(error.description, exitCode: Self.wrongUsage)
        case .unreachable, .timedOut, .unknownTopic, .topicExists, .recordTooLarge, .storageFull, .storage, .damaged,
            .unsupportedVersion, .denied, .offsetOutOfRange, .notAssigned, .fenced, .closed, .cancelled, .unsupported,
            .other:
            self.init(error.description, exitCode: Self.broken)
        }
    }

    init(_ error: IntakeError) { self.init(error.description, exitCode: Self.wrongUsage) }

    init(_ error: ResultsError) { self.init(error.description, exitCode: Self.broken) }

    init(_ error: SinkError) {
        switch error {
        case .log(let error): self.init(error)
        case .results(let error): self.init(error)
        }
    }

    init(_ error: PublishError) {
        switch error {
        case .log(let error): self.init(error)
        case .intake(let error): self.init(error.description, exitCode: Self.broken)
        }
    }
}
