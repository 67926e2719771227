import Annotation
import Events

/// Reads texts of tests with the whole engine and the shipped data files.
struct FindingReading: Sendable {
    let annotator: Annotator

    static let shared: Result<FindingReading, any Error> = Result {
        FindingReading(annotator: try Annotator(resources: ClaimReading.folder, release: "test", ordinal: 1))
    }

    /// One comment; its author where one is given.
    struct Comment {
        var author: String?
        var parent: Int?
        var text: String

        init(_ text: String, by author: String? = nil, answering parent: Int? = nil) {
            self.text = text
            self.author = author
            self.parent = parent
        }
    }

    /// A news article of one paragraph (none where it is empty) with comments below it: `s1` is the paragraph.
    func read(article body: String = "", comments: [Comment] = []) -> EnrichedArticle {
        var parts: [(kind: SegmentKind, tier: Tier, text: String)] = []
        if !body.isEmpty { parts.append((.body, .news, body)) }
        let first = parts.count
        parts += comments.map { (.comment, .user, $0.text) }
        var article = ClaimReading.article(parts)
        for index in comments.indices {
            let comment = comments[index]
            article.segments[first + index].author = comment.author
            article.segments[first + index].parent = comment.parent.map { article.segments[first + $0].id }
            article.segments[first + index].level = comment.parent == nil ? 1 : 2
        }
        return annotator.annotate(article)
    }

    func cases(_ text: String) -> [CaseCandidate] { read(comments: [Comment(text)]).cases }
}
