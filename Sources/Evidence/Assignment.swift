import Events

/// Where an article stands among the others: its story and the studies that its statements rest on.
///
/// Stories and studies are told by 64 bits of SHA-256; `storyID` and `workID` print them as the files do.
package struct Assignment: Hashable, Sendable {
    /// Article id.
    package var article: String
    /// Hash of the story's smallest member.
    package var story: UInt64
    /// Whether the story has no other member.
    package var isAlone: Bool
    /// The study that the page reports, its own or inherited.
    package var work: UInt64?
    /// How it came to the study: `identifier`, `title`, `citation`, `story` or `quotations`.
    package var method: String?
    /// Work of every citation block, by index.
    package var cited: [Int: UInt64]
    /// ISO 8601.
    package var published: String?

    package init(article: String) {
        self.article = article
        story = Self.story(smallest: article)
        isAlone = true
        cited = [:]
    }

    /// A story is named by its smallest member.
    package static func story(smallest: String) -> UInt64 { StableHash.of([smallest]) }

    /// `s-…` as the files print it.
    package static func storyID(_ story: UInt64) -> String { "s-" + StableHash.hexadecimal(story) }

    /// `w-…` as the files print it.
    package static func workID(_ work: UInt64) -> String { "w-" + StableHash.hexadecimal(work) }

    /// The study of a statement: the one its sentence cites, else the page's own.
    package func work(of statement: Statement) -> UInt64? {
        if let citation = statement.citation, let cited = cited[citation] { return cited }
        return work
    }
}
