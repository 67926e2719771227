import Articles
import Events
import Testing

/// Rules of the page reader, each on the smallest page that shows it.
@Suite struct PageRulesTests {
    static let prose =
        "<p>The tablets were given to 312 patients for two years, and their ankles were measured every month by a nurse.</p>"
        + "<p>Swelling was seen in one patient of ten, most often in summer, and went away when the dose was halved.</p>"

    static func page(_ head: String = "", _ body: String) -> String {
        "<html><head><title>Water tablets and ankles</title>\(head)</head><body>\(body)</body></html>"
    }

    @Test("an introduction inside of an element that is named like a teaser is the dek")
    func dek() throws {
        let lead = "Ankles swell for many reasons. A survey of tablets now tells which of them can be mended at once."
        let html = Self.page(
            "<meta name=\"description\" content=\"\(lead)\">",
            "<h1>Water tablets and ankles</h1><div class=\"news-teaser\" itemprop=\"description\"><div><p>\(lead)</p></div></div>"
                + "<div class=\"article-body\">\(Self.prose)\(Self.prose)</div>")
        let article = try #require(Reading.articles(html, .html).first)
        #expect(article.texts(.dek) == [lead])
    }

    @Test(
        "the day of the site's own zone, of the address and of the title",
        arguments: [
            (
                "<meta property=\"article:published_time\" content=\"2018-12-31T23:11:59+00:00\">",
                "https://a.example/2019/01/01/water-tablets/", "2019-01-01"
            ),
            (
                "<meta property=\"article:published_time\" content=\"2019-01-01T08:00:00+00:00\">",
                "https://a.example/2019/01/01/water-tablets/", "2019-01-01T08:00:00+00:00"
            ),
            ("<meta name=\"date\" content=\"15 августа 2016, 13:43\">", "https://a.example/x", "2016-08-15T13:43"),
            ("<meta name=\"date\" content=\"26 | 01 | 2022\">", "https://a.example/x", "2022-01-26"),
        ])
    func dates(_ head: String, _ url: String, _ date: String) throws {
        let html = Self.page(head, "<h1>Water tablets and ankles</h1>\(Self.prose)")
        #expect(try #require(Reading.articles(html, .html, url: url).first).document.published == date)
    }

    @Test("a day that the title begins with is the page's, where nothing else tells one")
    func titled() throws {
        let html =
            "<html><head><title>08.11.2021 | Meeting on swollen ankles</title></head><body>"
            + "<h1>08.11.2021 | Meeting on swollen ankles</h1>\(Self.prose)</body></html>"
        #expect(try #require(Reading.articles(html, .html).first).document.published?.hasPrefix("2021-") == true)
    }

    @Test("the line about a thread's last post names neither writer nor day of the first")
    func lastPost() throws {
        func post(_ name: String, _ day: String, _ text: String, _ extra: String = "") -> String {
            "<div class=\"message post\">\(extra)<div class=\"head\"><a href=\"/members/\(name)\">\(name)</a> "
                + "<time datetime=\"\(day)\">\(day)</time></div><div class=\"message-content\"><p>\(text)</p></div></div>"
        }
        let facts =
            "<div class=\"facts\">3 replies, last post by <a href=\"/members/zed\">zed</a> <time datetime=\"2024-09-26\">Sep 26</time></div>"
        let html = Self.page(
            "",
            "<h1>Water tablets and ankles</h1><div class=\"forum thread\">"
                + post(
                    "ona", "2024-01-03",
                    "My ankles have swollen since I began with the tablets, and I wonder whether that is usual.", facts)
                + post("pim", "2024-01-04", "It is, and it goes away when you raise your feet in the evening.")
                + post("zed", "2024-09-26", "Ask for half of the dose, that was enough for me in the end.") + "</div>")
        let article = try #require(Reading.articles(html, .html, url: "https://forum.a.example/threads/1/").first)
        let first = try #require(article.segments(.comment).first)
        #expect(first.author == "ona")
        #expect(first.date == "2024-01-03")
        #expect(article.document.published == "2024-01-03")
    }

    @Test("lists of comments in the markup of answers come apart, each below its answer")
    func lists() throws {
        func cell(_ body: String) -> String { "<div class=\"layout-cell\">\(body)</div>" }
        func answer(_ name: String, _ text: String) -> String {
            cell(
                "<div class=\"post-text\"><p>\(text)</p></div><div class=\"user-details\"><a href=\"/users/\(name)\">\(name)</a></div>"
                    + "<time datetime=\"2020-02-01\">Feb 1, 2020</time>")
        }
        func comments(_ items: [(String, String)]) -> String {
            cell(
                "<ul class=\"comments\">"
                    + items.map {
                        "<li class=\"comment\" id=\"comment-\($0.0.count)\"><span class=\"comment-copy\">\($0.1)</span> – "
                            + "<a class=\"comment-user\" href=\"/users/\($0.0)\">\($0.0)</a> "
                            + "<time datetime=\"2020-02-02\">Feb 2, 2020</time></li>"
                    }.joined() + "</ul>")
        }
        let html = Self.page(
            "",
            "<h1>Why do ankles swell?</h1><div class=\"qa forum\">"
                + answer(
                    "ann", "Because water collects where the heart has to lift it the highest, which is at the ankles.")
                + comments([("bob", "That holds for standing people only."), ("cid", "And what of the night?")])
                + answer(
                    "dee", "Some tablets widen the small arteries and so press more water into the tissue around them.")
                + comments([("eve", "Amlodipine is known for that."), ("finn", "So is nifedipine, in my case.")])
                + answer(
                    "gil", "Salt. Nobody believes it until they have left it out for a week and looked at their feet.")
                + "</div>")
        let article = try #require(Reading.articles(html, .html, url: "https://forum.a.example/questions/1").first)
        let found = article.segments(.comment)
        #expect(found.map(\.author) == ["ann", "bob", "cid", "dee", "eve", "finn", "gil"])
        #expect(found.map(\.level) == [1, 2, 2, 1, 2, 2, 1])
        #expect(article.string(found[1].range) == "That holds for standing people only.")
        #expect(found[1].parent == found[0].id)
    }

    @Test("reviews of readers are comments, with the line that they are headed by")
    func reviews() throws {
        func review(_ name: String, _ title: String, _ text: String) -> String {
            "<div class=\"rv-review\"><span class=\"rv-author\">\(name)</span> <span class=\"rv-date\">2021-03-04</span>"
                + "<b class=\"rv-title\">\(title)</b><div class=\"rv-body\"><p>\(text)</p></div></div>"
        }
        let html = Self.page(
            "",
            "<h1>Water tablets and ankles</h1><div class=\"article-body\">\(Self.prose)\(Self.prose)\(Self.prose)</div>"
                + review("Una", "Worked well", "The swelling was gone within a week of taking them.")
                + review("Vic", "Not for me", "I had to get up four times every night because of them.")
                + review("Wim", "Good value", "They do what they should and cost less than the others."))
        let article = try #require(Reading.articles(html, .html).first)
        #expect(article.segments(.comment).map(\.author) == ["Una", "Vic", "Wim"])
        #expect(article.texts(.comment).first == "Worked well\n\nThe swelling was gone within a week of taking them.")
        #expect(!article.texts(.body).contains { $0.contains("four times every night") })
    }
}
