import Articles
import Events
import Testing

@Suite struct FormatTests {
    @Test("a JSONL line keeps its text untouched and its id as source; targets are code points")
    func lines() throws {
        let outcomes = Reading.outcomes(
            "{\"id\":\"n1\",\"text\":\"  é𝄞x helps \",\"targets\":[{\"start\":3,\"end\":5}]}\n\n{\"id\":\"n2\"}\n{broken\n",
            .jsonl)
        #expect(outcomes.count == 3)
        let article = try #require(Reading.article(outcomes[0]))
        #expect(article.source == "n1")
        #expect(String(decoding: article.text, as: UTF8.self) == "  é𝄞x helps ")
        #expect(article.texts(.body) == ["é𝄞x helps"])
        #expect(article.targets.map { article.string($0) } == ["𝄞x"])
        #expect(Reading.rejection(outcomes[1])?.record == 3)
        #expect(Reading.rejection(outcomes[2])?.reason == .malformed)
    }

    @Test("a whole article written as JSON reads back as the same article")
    func roundTrip() throws {
        let page = ThreadTemplates.wordpress.page
        let article = try #require(Reading.articles(page, .html, url: "https://hollowmere.example/ankles").first)
        var writer = JSONWriter()
        article.writeJSON(to: &writer)
        let again = try #require(Reading.articles(writer.string, .jsonl).first)
        #expect(again == article)
    }

    @Test("a withdrawal carries no text")
    func withdrawal() throws {
        let article = try #require(Reading.articles("{\"id\":\"n1\",\"withdrawn\":true}", .jsonl).first)
        let published = try #require(Reading.articles("{\"id\":\"n1\",\"text\":\"something\"}", .jsonl).first)
        #expect(article.isWithdrawn && article.text.isEmpty)
        #expect(article.id == published.id)
    }

    @Test("a feed gives one article an item, with what the item says of itself")
    func feed() throws {
        let feed = """
            <?xml version="1.0"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
            <title>Hollowmere Post</title><link>https://hollowmere.example/</link><item><title>Ankles &amp;amp; tablets</title><link>https://hollowmere.example/a?utm_source=x</link>
            <dc:creator>Orla Fennimore</dc:creator><pubDate>Mon, 06 Mar 2023 10:00:00 +0100</pubDate><description>Short</description>
            <content:encoded><![CDATA[<p>Ankles swell.</p><p>Tablets help&nbsp;some.</p>]]></content:encoded></item>
            <item><title>Ill formed & still read</title><guid>https://hollowmere.example/b</guid><description>Second</description></item></channel></rss>
            """
        let articles = Reading.articles(feed)
        #expect(articles.map(\.document.title) == ["Ankles & tablets", "Ill formed & still read"])
        let first = try #require(articles.first)
        #expect(first.document.authors == ["Orla Fennimore"])
        #expect(first.document.published == "2023-03-06T10:00:00+01:00")
        #expect(first.document.publishedFrom == .feed)
        #expect(first.document.site == "Hollowmere Post")
        #expect(first.texts(.body) == ["Ankles swell.", "Tablets help some."])
        #expect(
            articles.map(\.document.url) == [
                "https://hollowmere.example/a?utm_source=x", "https://hollowmere.example/b",
            ])
    }

    @Test("a journal article gives title, abstract, body and references as primary text under its own identifier")
    func jats() throws {
        let xml = """
            <?xml version="1.0"?><!DOCTYPE article PUBLIC "-//NLM//DTD JATS//EN" "x.dtd"><article article-type="research-article"><front><journal-meta><journal-title-group>
            <journal-title>Journal of Ankles</journal-title></journal-title-group></journal-meta><article-meta><article-id pub-id-type="doi">10.5555/JA.1</article-id>
            <title-group><article-title>Ankles and <italic>tablets</italic></article-title></title-group><contrib-group><contrib contrib-type="author"><name><surname>Fennimore</surname>
            <given-names>Orla</given-names></name></contrib></contrib-group><pub-date pub-type="epub"><day>4</day><month>3</month><year>2023</year></pub-date>
            <abstract><p>They swell.</p></abstract></article-meta></front><body><sec><title>Results</title><p>All swelled.</p></sec></body><back><ref-list><ref id="r1">
            <element-citation><person-group><name><surname>Quarrie</surname><given-names>P</given-names></name></person-group><article-title>Calves</article-title><source>J Calf</source>
            <year>2019</year><pub-id pub-id-type="doi">10.5555/jc.9</pub-id></element-citation></ref></ref-list></back></article>
            """
        let article = try #require(Reading.articles(xml).first)
        #expect(article.document.title == "Ankles and tablets")
        #expect(article.document.ownID == "doi:10.5555/ja.1")
        #expect(article.document.published == "2023-03-04")
        #expect(article.texts(.abstract) == ["They swell."])
        #expect(article.texts(.body) == ["All swelled."])
        #expect(article.segments.allSatisfy { $0.tier == .primary })
        #expect(article.references.first?.doi == "10.5555/jc.9")
        #expect(article.references.first?.authors == ["Quarrie P"])
    }

    @Test("a PubMed file is read record by record, deletions as withdrawals of the same id")
    func pubmed() throws {
        let record =
            "<PubmedArticle><MedlineCitation><PMID>99900001</PMID><Article><Journal><JournalIssue><PubDate><Year>2020</Year><Month>Feb</Month></PubDate></JournalIssue><Title>J Ankle</Title></Journal><ArticleTitle>Ankles.</ArticleTitle><Abstract><AbstractText Label=\"RESULTS\">They swell.</AbstractText></Abstract></Article></MedlineCitation></PubmedArticle>"
        let articles = Reading.articles(
            "<?xml version=\"1.0\"?><PubmedArticleSet>\(record)<DeleteCitation><PMID>99900001</PMID></DeleteCitation></PubmedArticleSet>"
        )
        #expect(articles.count == 2)
        #expect(articles[0].document.published == "2020-02")
        #expect(articles[0].texts(.abstract) == ["They swell."])
        #expect(articles[1].isWithdrawn && articles[1].id == articles[0].id)
    }

    @Test("a web archive gives its pages, chunked bodies joined, and goes on behind a wrong length")
    func archive() throws {
        let page = ThreadTemplates.wordpress.page
        let size = String(page.utf8.count, radix: 16)
        let chunked =
            "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nTransfer-Encoding: chunked\r\n\r\n\(size)\r\n\(page)\r\n0\r\n\r\n"
        func record(_ url: String, _ block: String, length: Int) -> String {
            "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: \(url)\r\nWARC-Date: 2023-03-09T00:00:00Z\r\nContent-Type: application/http\r\nContent-Length: \(length)\r\n\r\n\(block)\r\n\r\n"
        }
        let plain = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n\(page)"
        let warc =
            record("https://a.example/1", plain, length: plain.utf8.count - 40)
            + record("https://a.example/2", chunked, length: chunked.utf8.count)
        let articles = Reading.articles(warc)
        #expect(articles.map(\.document.url) == ["https://a.example/1", "https://a.example/2"])
        #expect(articles.allSatisfy { $0.texts(.comment).count == 5 })
    }

    @Test("an id follows the canonical address, a revision the content")
    func identity() throws {
        let page = ThreadTemplates.wordpress.page
        let first = try #require(
            Reading.articles(page, .html, url: "https://M.hollowmere.example.org/ankles?utm_source=mail&b=2&a=1#top")
                .first)
        let second = try #require(
            Reading.articles(page, .html, url: "https://hollowmere.example.org/ankles?a=1&b=2").first)
        let changed = try #require(
            Reading.articles(
                page.replacing("312", with: "313"), .html, url: "https://hollowmere.example.org/ankles?a=1&b=2"
            ).first)
        #expect(first.id == second.id)
        #expect(changed.id == second.id && changed.revision != second.revision)
    }

    @Test(
        "encodings follow the declaration, and windows-1252 stands in for none",
        arguments: [
            ("<meta charset=iso-8859-1>", [UInt8]([0x80, 0xE9]), "€é"),
            ("<meta charset=\"shift_jis\">", [UInt8]([0x83, 0x65]), "テ"), ("", [UInt8]([0x93, 0xFC, 0x94]), "“ü”"),
            ("<meta charset=koi8-r>", [UInt8]([0xD4, 0xC5]), "те"),
        ])
    func encodings(_ declaration: String, _ bytes: [UInt8], _ expected: String) throws {
        let page =
            Array("<html><head>\(declaration)</head><body><p>".utf8) + bytes
            + Array(" and then a sentence that is long enough to be a paragraph of its own.</p></body></html>".utf8)
        let article = try #require(Reading.article(Reading.outcomes(page, .html)[0]))
        #expect(article.texts(.body).first?.hasPrefix(expected) == true)
    }

    @Test(
        "dates of many spellings are read at their precision",
        arguments: [
            ("2024-03-05T06:07:08Z", "2024-03-05T06:07:08Z"), ("Mon, 06 Mar 2023 10:00:00 GMT", "2023-03-06T10:00:00Z"),
            ("June 3, 2021 at 4:15 pm", "2021-06-03T16:15"),
            ("06/03/2021 4:15:00 PM EST", "2021-06-03T16:15:00-05:00"), ("3. Juni 2021", "2021-06-03"),
            ("03-14-2021, 09:12 PM", "2021-03-14T21:12"), ("14/03/2021", "2021-03-14"),
            ("March 2021", "2021-03"), ("2nd of May 2019", "2019-05-02"), ("version 3.14.2021.5", nil),
            ("may 2000 patients", nil), ("12 of 40 patients", nil),
        ] as [(String, String?)])
    func dates(_ text: String, _ iso: String?) {
        #expect(DateScanner.first(in: text)?.iso == iso)
    }

    @Test(
        "inputs that are no text are rejected with a reason",
        arguments: [
            ([UInt8](), Rejection.Reason.empty), (Array(" \n ".utf8), .empty), ([0x41, 0x00, 0x42], .binary),
            (Array("<html><body><script>x</script></body></html>".utf8), .noText),
            ([UInt8](repeating: 0x41, count: 9 << 20), .tooLarge),
        ])
    func rejected(_ bytes: [UInt8], _ reason: Rejection.Reason) {
        #expect(Reading.rejection(Reading.outcomes(bytes).first)?.reason == reason)
    }
}
