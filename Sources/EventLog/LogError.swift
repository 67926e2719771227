/// Why a call to a log failed. Callers branch on `code`, `isRetriable` and `isFatal`, never on the text.
package struct LogError: Error, Sendable, CustomStringConvertible {
    /// What kind of failure it is.
    package enum Code: String, Sendable, CaseIterable {
        /// The broker, or the folder's file system, does not answer.
        case unreachable
        /// No answer came in time; whether the call took effect is unknown.
        case timedOut
        /// A topic or partition that does not exist.
        case unknownTopic
        /// A topic that was to be created is there already.
        case topicExists
        /// A record above the topic's `max.message.bytes`; nothing of the batch can be counted as written.
        case recordTooLarge
        /// No space, quota or file size left to write to.
        case storageFull
        /// Reading or writing failed for another reason than space.
        case storage
        /// Stored bytes are not what was written.
        case damaged
        /// A format or protocol version this program does not know.
        case unsupportedVersion
        /// Permission, authentication or authorisation is missing.
        case denied
        /// A setting or an argument that cannot work.
        case configuration
        /// A position outside what the partition holds.
        case offsetOutOfRange
        /// The partition, or the membership, is no longer this consumer's: what was in hand must be dropped.
        case notAssigned
        /// Another producer or process has taken this one's place.
        case fenced
        /// The handle was closed before or during the call.
        case closed
        /// The calling task was cancelled before anything happened.
        case cancelled
        /// The log cannot do this.
        case unsupported
        /// Anything else, including mistakes of our own.
        case other
    }

    package let code: Code
    /// The same call may succeed later without anybody's help.
    package let isRetriable: Bool
    /// The handle is of no more use: close it, and let the supervisor restart.
    package let isFatal: Bool
    /// One sentence for a person: it names the thing and the remedy.
    package let message: String
    /// What the system or library below said, if it said anything.
    package let reason: String?

    /// An error; `isRetriable` and `isFatal` follow from the code unless given.
    package init(
        _ code: Code, _ message: String, reason: String? = nil, isRetriable: Bool? = nil, isFatal: Bool? = nil
    ) {
        self.code = code
        self.message = message
        self.reason = reason
        self.isRetriable = isRetriable ?? code.isUsuallyRetriable
        self.isFatal = isFatal ?? (code == .fenced || code == .closed)
    }

    /// The message, with the reason below in brackets.
    package var description: String { reason.map { "\(message) (\($0))" } ?? message }
}

extension LogError.Code {
    /// Whether waiting usually mends a failure of this kind.
    package var isUsuallyRetriable: Bool {
        switch self {
        case .unreachable, .timedOut, .storageFull: true
        case .unknownTopic, .topicExists, .recordTooLarge, .storage, .damaged, .unsupportedVersion, .denied,
            .configuration, .offsetOutOfRange, .notAssigned, .fenced, .closed, .cancelled, .unsupported, .other:
            false
        }
    }
}
