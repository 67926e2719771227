import Articles
import Events
import Testing

/// A page saved as text and what is in it.
struct DumpCase: Sendable, CustomTestStringConvertible {
    struct Comment: Sendable, Equatable {
        var level: Int
        /// Position of the comment that it answers.
        var parent: Int?
        var author: String?
        var date: String?
        var text: String

        init(_ level: Int, _ parent: Int?, _ author: String?, _ date: String?, _ text: String) {
            (self.level, self.parent, self.author, self.date, self.text) = (level, parent, author, date, text)
        }
    }

    var name: String
    var text: String
    var title: String?
    var published: String?
    var authors: [String]
    /// How the article's parts begin: text, lists, captions, references, in order.
    var article: [String]
    var comments: [Comment]

    var testDescription: String { name }
}

/// Shapes of pages saved as text: every comment apart with its writer, day, level and parent; the whole article; no furniture in
/// either.
@Suite struct TextDumpShapesTests {
    static let kinds: Set<SegmentKind> = [
        .body, .dek, .summary, .listItem, .question, .answer, .abstract, .reference, .caption,
    ]

    @Test(
        "pages of other shapes come apart as printed",
        arguments: TextDumpBoards.all + TextDumpForums.all + TextDumpNews.all + TextDumpStudies.all
            + TextDumpAnswers.all)
    func shapes(_ page: DumpCase) throws {
        let article = try #require(Reading.articles(page.text, .text).first)
        #expect(article.document.title == page.title)
        #expect(article.document.published == page.published)
        #expect(article.document.authors == page.authors)
        let parts = article.segments.filter { Self.kinds.contains($0.kind) }.map { article.string($0.range) }
        #expect(parts.count == page.article.count, "\(parts)")
        for (part, start) in zip(parts, page.article) {
            let folded = part.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            #expect(folded.hasPrefix(start.trimmingSuffix()), "\(part)")
        }
        let segments = article.segments(.comment)
        let found = segments.map { segment in
            DumpCase.Comment(
                segment.level ?? 0, segments.firstIndex { $0.id == segment.parent }, segment.author, segment.date,
                article.string(segment.range).split(separator: "\n", omittingEmptySubsequences: false)
                    .map { $0.drop { $0 == " " } }.joined(separator: "\n"))
        }
        #expect(found.count == page.comments.count, "\(found)")
        for (found, wanted) in zip(found, page.comments) { #expect(found == wanted) }
    }

    @Test("what a post repeats of another is marked as quoted")
    func quoted() throws {
        let article = try #require(Reading.articles(TextDumpForums.d03.text, .text).first)
        let last = try #require(article.segments(.comment).last)
        #expect(
            last.quotes.compactMap { $0.range.map { article.string($0) } } == [
                "Is that the generic or just bad luck?"
            ])
    }

    @Test("a member's own thread and diary are theirs, an institution's byline makes a release")
    func tiers() throws {
        func tier(_ page: DumpCase) throws -> Tier? {
            try #require(Reading.articles(page.text, .text).first).segments(.title).first?.tier
        }
        #expect(try tier(TextDumpForums.d03) == .user)
        #expect(try tier(TextDumpStudies.d07) == .user)
        #expect(try tier(TextDumpStudies.d22) == .news)
        #expect(try tier(TextDumpStudies.e01) == .pressRelease)
        #expect(try tier(TextDumpAnswers.e04) == .commercial)
    }
}

extension String {
    /// Without white space at the end, where a start was cut behind a word.
    fileprivate func trimmingSuffix() -> String {
        var text = self
        while text.last?.isWhitespace == true { text.removeLast() }
        return text
    }
}
