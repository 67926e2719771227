import Events

/// Where an article stands among the others: its story and the studies that its statements rest on.
package struct Assignment: Hashable, Sendable {
    /// Article id.
    package var article: String
    /// `s-…`.
    package var story: String
    /// Whether the story has no other member.
    package var isAlone: Bool
    /// `w-…` of the study that the page reports, its own or inherited.
    package var work: String?
    /// How it came to the study: `identifier`, `title`, `citation`, `story` or `quotations`.
    package var method: String?
    /// Work of every citation block, by index.
    package var cited: [Int: String]
    /// ISO 8601.
    package var published: String?

    package init(article: String) {
        self.article = article
        story = Self.storyID(smallest: article)
        isAlone = true
        cited = [:]
    }

    /// The id of a story is a hash of its smallest member.
    package static func storyID(smallest: String) -> String { ContentHash.id(prefix: "s", [smallest]) }

    /// The study of a statement: the one its sentence cites, else the page's own.
    package func work(of statement: Statement) -> String? {
        if let citation = statement.citation, let cited = cited[citation] { return cited }
        return work
    }

    /// Independent unit of a statement: the commenter; else the study, the story or the page.
    package func unit(of statement: Statement) -> String {
        if let commenter = statement.commenter { return commenter }
        if let work = work(of: statement) { return work }
        return isAlone ? article : story
    }
}
