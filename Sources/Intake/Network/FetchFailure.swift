/// Why an address could not be fetched. The message says what happened and what would help, in one line, without the
/// address, which whoever reports it puts before.
package struct FetchFailure: Error, Equatable, Sendable, CustomStringConvertible {
    package enum Kind: String, Sendable, CaseIterable {
        /// The host's name does not exist or has no address.
        case unknownHost
        case refusedAddress
        /// No connection, or it broke.
        case unreachable
        case timedOut
        case tls
        case robots
        case redirects
        /// An answer of 4xx or 5xx, or one that is no HTTP.
        case status
        /// The page was taken away for good (410): what was published of it is withdrawn.
        case gone
        /// What came is nothing that could be read as text.
        case unsupported
    }

    package var kind: Kind
    package var message: String
    /// The same request may well succeed later.
    package var isTransient: Bool
    /// How long the host asks to be left alone.
    package var retryAfter: Duration?

    package init(_ kind: Kind, _ message: String, isTransient: Bool = false, retryAfter: Duration? = nil) {
        self.kind = kind
        self.message = message
        self.isTransient = isTransient
        self.retryAfter = retryAfter
    }

    package var description: String { message }
}
