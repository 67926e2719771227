package import Events

/// What became of one record of an input.
package enum ReadOutcome: Sendable {
    case article(Article)
    case rejected(Rejection)
}

/// An input, or one record of it, that could not become an article.
package struct Rejection: Hashable, Sendable {
    package enum Reason: String, CaseIterable, Sendable {
        case empty
        case tooLarge = "too_large"
        case binary
        case malformed
        case truncated
        case noText = "no_text"
        case unsupported
    }

    /// The input's source; of a container, the record's own where it has one.
    package var source: String
    package var reason: Reason
    /// Names the thing, what is wrong with it and what would help.
    package var message: String
    /// Number of the line or record inside a container, from 1.
    package var record: Int?
    /// The record's original bytes, cut to `ReaderLimits.rejectedBytes`.
    package var bytes: [UInt8]

    package init(source: String, reason: Reason, message: String, record: Int? = nil, bytes: [UInt8] = []) {
        self.source = source
        self.reason = reason
        self.message = message
        self.record = record
        self.bytes = bytes
    }
}

/// Bounds that keep any input's cost known. Sizes are bytes.
package struct ReaderLimits: Hashable, Sendable {
    /// One HTML, text, feed or XML document, and one record of a container.
    package var inputBytes = 8 << 20
    /// Text of one article.
    package var articleBytes = 4 << 20
    /// Nodes of one page's tree; what comes after is left out.
    package var treeNodes = 1_000_000
    /// How much of a rejected record travels with the rejection.
    package var rejectedBytes = 4 << 20

    package init() {}

    /// The limits of the output contract.
    package static let standard = ReaderLimits()
}

/// Where a long input's bytes come from, read in order and once.
package protocol ByteSource {
    /// The next bytes, at most `upTo` of them; empty only at the end.
    mutating func read(upTo: Int) throws -> [UInt8]
}
