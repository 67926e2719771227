import Articles
import Events
import Testing

/// Threads whose markup differs from that of the usual systems, in pages of our own invention.
@Suite struct ThreadShapesTests {
    private static let words = [
        "Four weeks on the new tablets and my ankles swell every evening, has anyone else had that?",
        "Mine went down after the dose was halved, ask your pharmacist about it.",
        "It never bothered me, but it gave my brother a dry cough that lasted all spring.",
        "Do not just stop them. I did, and my blood pressure was through the roof within two days.",
    ]
    private static let names = ["marrowbone", "Quill", "tidepool9", "Benedikta"]

    private func page(_ content: String, title: String = "Swollen ankles", body: String = "") -> String {
        "<!DOCTYPE html><html lang=\"en\"><head><title>\(title) - Hollowmere</title></head><body \(body)><h1>\(title)</h1>\(content)<footer>Copyright Hollowmere</footer></body></html>"
    }

    private func check(_ html: String, url: String, kind: DocumentKind? = .forum) throws {
        let article = try #require(Reading.articles(html, .html, url: url).first)
        #expect(article.texts(.comment) == Self.words)
        #expect(article.segments(.comment).map(\.author) == Self.names)
        #expect(article.document.kind == kind)
    }

    @Test("a row with the writer and a row with the words make one post")
    func rows() throws {
        let rows = zip(Self.names, Self.words).enumerated().map { index, post in
            "<tr><td class=\"bold\"><a href=\"/member.php?u=\(index)\">\(post.0)</a>: March \(index + 1), 2021</td></tr><tr><td class=\"l\"><div class=\"narrow\">\(post.1)</div></td></tr>"
        }
        try check(page("<table>\(rows.joined())</table>"), url: "https://board.example/forum/ankles")
    }

    @Test("a question in another markup than its answers is the first post")
    func question() throws {
        let lead =
            "<div class=\"opening\"><span class=\"username\">\(Self.names[0])</span> <time datetime=\"2021-03-01\">1 March</time><div class=\"Message\"><p>\(Self.words[0])</p></div></div>"
        let answers = (1..<4).map {
            "<li class=\"ItemAnswer\" id=\"Answer_\($0)\"><span class=\"username\">\(Self.names[$0])</span> <time datetime=\"2021-03-0\($0 + 1)\">\($0 + 1) March</time><div class=\"Message\"><p>\(Self.words[$0])</p></div></li>"
        }
        try check(
            page("<div class=\"wrap\">\(lead)<ul class=\"answers\">\(answers.joined())</ul></div>"),
            url: "https://board.example/discussion/12/ankles")
    }

    @Test("comments of an article in pairs of dt and dd, announced by a heading alone")
    func pairs() throws {
        let pairs = zip(Self.names, Self.words).enumerated().map { index, post in
            "<dt><b>\(post.0)</b> <span class=\"when\">March \(index + 1), 2021 at 9:0\(index) am</span></dt><dd><p>\(post.1)</p></dd>"
        }
        let prose = [
            "Swelling of the ankles is among the most common complaints that people bring to the practice nurse, and it has many causes, from long flights to the heart.",
            "A survey of 312 patients found that a quarter of them had changed their tablets without asking anybody first, and that most of them had regretted it.",
        ]
        let html = page(
            "<div class=\"article-body\"><p>\(prose.joined(separator: "</p><p>"))</p></div><div><h3>4 Comments</h3><dl class=\"c-list\">\(pairs.joined())</dl></div>"
        )
        let article = try #require(Reading.articles(html, .html, url: "https://news.example/a").first)
        #expect(article.texts(.body) == prose)
        for words in Self.words { #expect(!article.texts(.body).joined().contains(words)) }
    }

    @Test("comments below answers are answers to them")
    func commentsBelowAnswers() throws {
        let answers = [0, 2].map { index in
            """
            <div class="answer" id="answer-\(index)"><div class="post-text"><p>\(Self.words[index])</p></div><span class="username">\(Self.names[index])</span>
            <time datetime="2021-03-0\(index + 1)">March</time><ul><li class="comment" id="comment-\(index)"><span class="comment-copy">\(Self.words[index + 1])</span>
            <a class="comment-user" href="/users/\(index)">\(Self.names[index + 1])</a> <time datetime="2021-03-0\(index + 2)">March</time></li></ul></div>
            """
        }
        let article = try #require(
            Reading.articles(
                page("<div id=\"answers\">\(answers.joined())</div>"), .html,
                url: "https://board.example/questions/7/ankles"
            ).first)
        let comments = article.segments(.comment)
        try #require(article.texts(.comment) == Self.words)
        #expect(comments.map(\.author) == Self.names)
        #expect(comments.map(\.level) == [1, 2, 1, 2])
        #expect(comments[1].parent == comments[0].id)
        #expect(comments[3].parent == comments[2].id)
    }
}
