import EventLog
import Events

/// Names of the headers that travel beside the records.
package enum HeaderName {
    /// W3C trace context, passed on unchanged from article to enriched article.
    package static let traceParent = "traceparent"
    package static let traceState = "tracestate"
    /// `PARTITION:OFFSET`: set on an article that is sent again, so that it keeps the place it first had.
    package static let origin = "claimstream-origin"

    /// How often a record was sent again from the dead letters.
    package static let replays = "claimstream-replays"

    package static let reason = "dead-letter-reason"
    package static let message = "dead-letter-message"
    package static let topic = "dead-letter-topic"
    package static let source = "dead-letter-source"
    /// Number of the line or record inside the source.
    package static let record = "dead-letter-record"
    package static let attempts = "dead-letter-attempts"
    /// Hash of the original bytes where these were too many to be kept.
    package static let withheld = "dead-letter-sha256"
    package static let format = "dead-letter-format"
    package static let url = "dead-letter-url"
}

extension Record {
    /// A header's value as text; nil when it is absent.
    func text(_ name: String) -> String? {
        header(name).map { String(decoding: $0, as: UTF8.self) }
    }

    /// Where the article first stood: its own place, or the one a replayed record carries with it.
    var origin: Origin {
        let own = Origin(partition: partition.value, offset: offset.value)
        guard let carried = text(HeaderName.origin) else { return own }
        return Origin(header: carried) ?? own
    }

    /// How often it was sent again.
    var replays: Int { text(HeaderName.replays).flatMap(Int.init).map { max(0, $0) } ?? 0 }

    /// The headers that a derived record takes over.
    var traceHeaders: [Header] {
        headers.filter { $0.name == HeaderName.traceParent || $0.name == HeaderName.traceState }
    }
}

extension Origin {
    /// Reads `PARTITION:OFFSET`; nil when it is anything else.
    init?(header: String) {
        let parts = header.split(separator: ":")
        guard parts.count == 2, let partition = Int32(parts[0]), let offset = Int64(parts[1]), partition >= 0,
            offset >= 0
        else { return nil }
        self.init(partition: partition, offset: offset)
    }

    var header: Header {
        Header(name: HeaderName.origin, value: Array("\(partition):\(offset)".utf8))
    }
}
