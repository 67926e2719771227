import Events

/// A text of a feed: markup, or characters that only look like it.
package struct FeedText: Sendable, Hashable {
    package var bytes: [UInt8]
    package var isMarkup: Bool

    package init(bytes: [UInt8], isMarkup: Bool) {
        self.bytes = bytes
        self.isMarkup = isMarkup
    }

    /// Its words with white space folded, as a reader would see them; nil where there are none.
    package var plain: String? {
        isMarkup ? MarkupText.plain(Bytes.string(bytes)) : FeedFields.nonEmpty(Bytes.string(bytes).collapsed)
    }

    func paragraphs(limits: ReaderLimits) -> [Paragraph] {
        isMarkup ? MarkupText.paragraphs(bytes, limits: limits) : MarkupText.lines(bytes)
    }
}

/// A feed as it was read: what it says of itself, and its items in document order.
package struct Feed: Sendable {
    package var title: String?
    package var link: String?
    package var subtitle: FeedText?
    package var authors: [String] = []
    /// ISO 8601, like all dates here.
    package var updated: String?
    package var language: String?
    /// How often it says that it changes (`ttl`, `sy:updatePeriod`); nil where it says nothing.
    package var interval: Duration?
    package var items: [FeedItem] = []
    /// It breaks off, or goes on in a way that cannot be read.
    package var isBroken = false
}

/// One item or entry of a feed.
package struct FeedItem: Sendable {
    /// From 1, in document order.
    package var number: Int
    package var guid: String?
    package var title: String?
    /// The address of the item's page, absolute where that can be told.
    package var link: String?
    package var authors: [String] = []
    package var published: String?
    package var updated: String?
    package var created: String?
    package var summary: FeedText?
    package var content: FeedText?
    package var language: String?

    /// Tells it apart from the feed's other items, at this and at later readings.
    package var key: String { guid ?? link ?? title ?? "\(number)" }

    /// Changes when anything in it changes.
    package var mark: String {
        let fields: [String?] = [title, link, published, updated, created] + authors.map(Optional.some)
        let texts = [summary, content].map { $0.map { Bytes.string($0.bytes) } }
        return ContentHash.id(prefix: "f", (fields + texts).map { $0 ?? "" })
    }
}
