package import EventLog
package import Events

/// Something that could not be processed, with all that is needed to look at it and to send it again.
package struct DeadLetter: Sendable, Hashable {
    /// Why, as a class to filter by.
    package enum Reason: String, CaseIterable, Sendable {
        /// The input is no article of any format: see the message.
        case unreadable
        /// The bytes on the topic are no record of this version.
        case undecodable
        /// The process died each time it worked on it.
        case crashed
        /// The log takes no record of that size.
        case tooLarge = "too-large"
    }

    /// Bytes above which only hash and source are kept: 4 MiB.
    package static let keptBytes = 4 << 20

    package var reason: Reason
    /// One sentence that names the cause.
    package var message: String
    /// The topic it was on its way to or from.
    package var topic: TopicName
    /// Its place there; nil for an input that never became a record.
    package var origin: Origin?
    /// Where the article came from, as far as known.
    package var source: String
    /// Number of the line or record inside its input, from 1; nil for an input as a whole, and for a record of a topic.
    package var record: Int?
    /// How often it was tried.
    package var attempts: Int
    /// How often it had been sent again when it failed.
    package var replays = 0
    /// The record's key, or the article id; empty when unknown.
    package var articleKey: [UInt8]
    /// The original bytes; nil when there were more than `keptBytes`.
    package var original: [UInt8]?
    /// SHA-256 of the original bytes, only where these are not kept.
    package var sha256: String?
    /// For an input: how it was to be read, so that a replay reads it the same way.
    package var format: String?
    package var url: String?

    package init(
        reason: Reason, message: String, topic: TopicName, origin: Origin?, source: String, attempts: Int = 1,
        articleKey: [UInt8] = [], original: [UInt8]
    ) {
        self.reason = reason
        self.message = message
        self.topic = topic
        self.origin = origin
        self.source = source
        self.attempts = attempts
        self.articleKey = articleKey
        if original.count <= Self.keptBytes {
            self.original = original
        } else {
            sha256 = ContentHash.hexadecimal(ContentHash.sha256(original))
        }
    }

    /// Identity of a dead letter, and its record's key: the same failure met twice is one dead letter.
    ///
    /// One input may hold many records that are no articles: they are told apart by their bytes, as line numbers differ when one of
    /// them is sent again by itself.
    package var id: String {
        if let origin {
            // The tombstone that settles what was sent again may follow its next failure: that one must not be hit.
            let again = replays > 0 ? "@\(replays)" : ""
            return "\(topic)/\(origin.partition)/\(origin.offset)\(again)"
        }
        guard record != nil else { return "\(topic)/\(source)" }
        let hash = sha256 ?? ContentHash.hexadecimal(ContentHash.sha256(original ?? []))
        return "\(topic)/\(source)#\(hash.prefix(12))"
    }

    /// Whether `original` is the value of a record; else it is an input, or a part of one, that never became a record.
    package var isRecord: Bool { origin != nil || !articleKey.isEmpty }

    /// The record that goes to the topic `dead-letters`.
    func record(on deadLetters: TopicName) -> OutgoingRecord {
        var headers: [Header] = []
        func add(_ name: String, _ value: String?) {
            if let value { headers.append(Header(name: name, value: Array(value.utf8))) }
        }
        add(HeaderName.reason, reason.rawValue)
        add(HeaderName.message, message)
        add(HeaderName.topic, topic.description)
        add(HeaderName.source, source)
        add(HeaderName.record, record.map(String.init))
        add(HeaderName.attempts, String(attempts))
        add(HeaderName.replays, replays > 0 ? String(replays) : nil)
        add(HeaderName.withheld, sha256)
        add(HeaderName.format, format)
        add(HeaderName.url, url)
        if let origin { headers.append(origin.header) }
        headers.append(Header(name: "dead-letter-key", value: articleKey))
        return OutgoingRecord(topic: deadLetters, key: Array(id.utf8), value: original ?? [], headers: headers)
    }

    /// Reads a record of the topic `dead-letters`; nil for one that this program did not write.
    init?(_ record: Record) {
        guard let reason = record.text(HeaderName.reason).flatMap(Reason.init(rawValue:)),
            let topicText = record.text(HeaderName.topic), TopicName.isValid(topicText), let value = record.value
        else { return nil }
        self.reason = reason
        message = record.text(HeaderName.message) ?? ""
        topic = TopicName(stringLiteral: topicText)
        origin = record.text(HeaderName.origin).flatMap(Origin.init(header:))
        source = record.text(HeaderName.source) ?? ""
        self.record = record.text(HeaderName.record).flatMap(Int.init)
        attempts = record.text(HeaderName.attempts).flatMap(Int.init) ?? 1
        replays = record.replays
        articleKey = record.header("dead-letter-key") ?? []
        sha256 = record.text(HeaderName.withheld)
        original = sha256 == nil ? value : nil
        format = record.text(HeaderName.format)
        url = record.text(HeaderName.url)
    }
}
