import Articles
import Events
import Testing

/// Body and metadata of HTML pages of our own invention.
@Suite struct PageTests {
    private static let prose = [
        "Swelling of the ankles is among the most common complaints that people bring to the practice nurse, and it has many causes.",
        "A survey of 312 patients found that a quarter of them had changed their tablets without asking anybody first.",
        "The nurse’s advice is always the same: write down when it began, and bring the packets along to the next visit.",
    ]

    private func article(_ head: String, _ body: String, url: String? = "https://news.example/health/ankles") throws
        -> Article
    {
        try #require(
            Reading.articles(
                "<!DOCTYPE html><html lang=\"en\"><head>\(head)</head><body>\(body)</body></html>", .html, url: url
            ).first)
    }

    private var text: String { "<div class=\"article-body\"><p>\(Self.prose.joined(separator: "</p><p>"))</p></div>" }

    @Test("what introduces an article above its text is a dek, a picture's line a caption")
    func dek() throws {
        let article = try article(
            "<title>Swollen ankles | The Gazette</title>",
            "<h1>Swollen ankles and tablets</h1><div class=\"standfirst\"><p>Nurses see it every week, and a survey now tells why.</p></div><div class=\"article-body\"><figure><figcaption>A nurse at work in Hollowmere this spring</figcaption></figure><p>\(Self.prose.joined(separator: "</p><p>"))</p></div>"
        )
        #expect(article.texts(.dek) == ["Nurses see it every week, and a survey now tells why."])
        #expect(article.texts(.caption) == ["A nurse at work in Hollowmere this spring"])
        #expect(article.texts(.body) == Self.prose)
    }

    @Test("text inside of links is no prose, so a menu of teasers does not outweigh the article")
    func teasers() throws {
        let teasers = (1...9).map {
            "<li><a href=\"/\($0)\"><div><strong>Story number \($0) of today</strong><em>A long line that says what the story number \($0) is about, for those who have not read it.</em></div></a></li>"
        }
        let article = try article(
            "<title>Swollen ankles</title>",
            "<div class=\"menu-items\"><ul>\(teasers.joined())</ul></div><h1>Swollen ankles</h1>" + text)
        #expect(article.texts(.body) == Self.prose)
    }

    @Test("tags and categories in the classes of a blog's entry say nothing of its role")
    func entryClasses() throws {
        let article = try article(
            "<title>Swollen ankles</title>",
            "<h1>Swollen ankles</h1><div class=\"post-7 post type-post hentry category-advertising tag-social tag-newsletter\"><p>\(Self.prose.joined(separator: "</p><p>"))</p></div>"
        )
        #expect(article.texts(.body) == Self.prose)
    }

    @Test("an embedded post of a social network is quoted text of the article")
    func embedded() throws {
        let article = try article(
            "<title>Swollen ankles</title>",
            "<h1>Swollen ankles</h1><div class=\"article-body\"><p>\(Self.prose[0])</p><blockquote class=\"twitter-tweet\"><p>We see it every single week on the ward.</p></blockquote><p>\(Self.prose[1])</p></div>"
        )
        #expect(article.texts(.body) == [Self.prose[0], "We see it every single week on the ward.", Self.prose[1]])
    }

    @Test(
        "writers are found where pages print them",
        arguments: [
            ("<meta name=\"author\" content=\"Orla Fennimore\">", ""),
            (
                "<script type=\"application/ld+json\">{\"@graph\":[{\"@type\":\"NewsArticle\",\"headline\":\"Swollen ankles\",\"author\":{\"@id\":\"#p\"}},{\"@type\":\"Person\",\"@id\":\"#p\",\"name\":\"Orla Fennimore\"}]}</script>",
                ""
            ),
            ("", "<p class=\"meta\">By Orla Fennimore | March 4, 2021</p>"),
            ("", "<div><a href=\"/authors/fennimore\">Orla Fennimore</a></div>"),
            ("", "<div class=\"post-date\">Posted on March 4, 2021 by Orla Fennimore</div>"),
            ("", "<span itemprop=\"author\"><span itemprop=\"name\">Orla Fennimore</span> Staff</span>"),
            ("", "<div>By Orla Fennimore</div>"),
        ])
    func authors(_ head: String, _ line: String) throws {
        let article = try article("<title>Swollen ankles</title>" + head, "<h1>Swollen ankles</h1>" + line + text)
        #expect(article.document.authors == ["Orla Fennimore"])
    }

    @Test("an organisation is the writer only where no person is named")
    func organisation() throws {
        let data =
            "<script type=\"application/ld+json\">{\"@type\":\"NewsArticle\",\"headline\":\"Swollen ankles\",\"author\":{\"@type\":\"Organization\",\"name\":\"Wire Service\"}}</script>"
        #expect(try article(data, "<h1>Swollen ankles</h1>" + text).document.authors == ["Wire Service"])
        #expect(
            try article(data, "<h1>Swollen ankles</h1><p class=\"byline\">By Orla Fennimore</p>" + text).document
                .authors == [
                    "Orla Fennimore"
                ])
    }

    @Test(
        "the day of publication, not that of a change and not that of a comment",
        arguments: [
            (
                "", "<p class=\"date\">Updated May 5, 2022</p><p class=\"date\">March 4, 2021</p>", "2021-03-04",
                "visible"
            ),
            ("<meta property=\"article:published_time\" content=\"2021-03-04\">", "", "2021-03-04", "meta"),
            (
                "", "<p><span class=\"date\"><span>04.03.21</span><span>12:47</span></span></p>", "2021-03-04T12:47",
                "visible"
            ),
        ])
    func published(_ head: String, _ line: String, _ date: String, _ rule: String) throws {
        let article = try article("<title>Swollen ankles</title>" + head, "<h1>Swollen ankles</h1>" + line + text)
        #expect(article.document.published == date)
        #expect(article.document.publishedFrom?.rawValue == rule)
    }

    @Test("a day in the address comes before a later one that the page states")
    func addressed() throws {
        let article = try article(
            "<meta property=\"article:published_time\" content=\"2023-06-01\">", "<h1>Swollen ankles</h1>" + text,
            url: "https://news.example/2021/03/04/ankles")
        #expect(article.document.published == "2021-03-04")
    }

    @Test("a title loses the kicker and the site's name")
    func title() throws {
        let article = try article(
            "<title>Hollowmere</title><meta property=\"og:title\" content=\"What swollen ankles tell the nurse\"><meta property=\"og:site_name\" content=\"Hollowmere\">",
            "<h1><span>Health</span> What swollen ankles tell the nurse</h1>" + text)
        #expect(article.document.title == "What swollen ankles tell the nurse")
    }
}
