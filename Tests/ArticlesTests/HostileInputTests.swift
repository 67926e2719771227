import Articles
import Events
import Foundation
import Testing

@Suite struct HostileInputTests {
    /// Processor time of this thread: what other programs do in the meantime does not count.
    static func seconds(_ body: () -> Void) -> Double {
        func now() -> Double {
            var time = timespec()
            unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
            return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
        }
        let start = now()
        body()
        return now() - start
    }

    static let sentence = "This sentence stands behind the trap and has to be found again by whoever reads the page."

    static let traps: [(String, String)] = [
        ("200,000 nested elements", "<html><body>" + String(repeating: "<div>", count: 200_000) + "<p>\(sentence)</p>"),
        (
            "200,000 nested elements with stray ends",
            "<html><body>" + String(repeating: "<div></x>", count: 200_000) + "<p>\(sentence)</p>"
        ),
        (
            "nested inline elements",
            "<html><body>" + String(repeating: "<b><font>", count: 60_000) + "<p>\(sentence)</p>"
        ),
        (
            "50,000 attributes",
            "<html><body><div " + (0..<50_000).map { "a\($0)=\($0) " }.joined() + "><p>\(sentence)</p></div>"
        ),
        ("unclosed comments", "<html><body><p>\(sentence)</p>" + String(repeating: "<!-- ", count: 200_000)),
        ("unclosed scripts", "<html><body><p>\(sentence)</p>" + String(repeating: "<script>", count: 100_000)),
        ("open brackets", "<html><body><p>\(sentence)</p>" + String(repeating: "<", count: 1_000_000)),
        (
            "one attribute without end",
            "<html><body><p>\(sentence)</p>" + String(repeating: "<a href=\"x", count: 100_000)
        ),
        (
            "comments by the ten thousand",
            "<html><body><p>\(sentence)</p><ol class=commentlist>"
                + String(
                    repeating:
                        "<li class=comment><b class=fn>A</b><time datetime=2020-01-01></time><p>one more of them</p></li>",
                    count: 20_000) + "</ol>"
        ),
        (
            "nested comments",
            "<html><body><p>\(sentence)</p>"
                + String(
                    repeating:
                        "<div class=comment><b class=fn>A</b><time datetime=2020-01-01></time><p>one more of them</p>",
                    count: 3_000)
        ),
    ]

    @Test("a page made to exhaust the reader is read in bounded time, and its text is found", arguments: traps.map(\.0))
    func page(_ name: String) throws {
        let page = try #require(Self.traps.first { $0.0 == name }?.1)
        var article: Article?
        let time = Self.seconds { article = Reading.articles(page, .html).first }
        #expect(time < 3)
        #expect(article.map { String(decoding: $0.text, as: UTF8.self).contains(Self.sentence) } == true)
    }

    @Test(
        "text dumps of one pattern without end are read in bounded time",
        arguments: [
            "1. a\n\n", "A | March 4, 2023 at 6:51 am | Reply\n", "«»", "10.1000/", "Posted on 04/18/2023 by x\n",
        ])
    func text(_ pattern: String) {
        let time = Self.seconds {
            _ = Reading.articles(String(repeating: pattern, count: 400_000 / pattern.utf8.count), .text)
        }
        #expect(time < 3)
    }

    @Test("entities that multiply are not followed, and files are not read")
    func entities() {
        let bomb = """
            <?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">
            <!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;"><!ENTITY e "&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;"><!ENTITY f SYSTEM "file:///etc/passwd">]>
            <rss><channel><item><title>&e;&e;&e;</title><description>&f;</description><link>https://a.example/1</link></item></channel></rss>
            """
        var articles: [Article] = []
        let time = Self.seconds { articles = Reading.articles(bomb, .feed) }
        #expect(time < 2)
        #expect(
            articles.allSatisfy {
                $0.text.count < 100_000 && !String(decoding: $0.text, as: UTF8.self).contains("root:")
            })
    }

    @Test("JSON nested without end is malformed, not a crash")
    func deepJSON() {
        let outcome = Reading.outcomes(String(repeating: "[", count: 300_000), .jsonl).first
        #expect(Reading.rejection(outcome)?.reason == .malformed)
        let page =
            "<html><head><script type=\"application/ld+json\">" + String(repeating: "{\"a\":[", count: 100_000)
            + "</script></head><body><p>\(Self.sentence)</p></body></html>"
        #expect(Reading.articles(page, .html).count == 1)
    }

    // MARK: feeds, journals, archives

    /// A feed of three items, the middle one made to hurt.
    private static func feed(_ middle: String, head: String = "") -> String {
        "\(head)<rss version=\"2.0\"><channel><title>T</title><item><title>First</title><description>\(sentence)</description></item>"
            + "<item><title>Middle</title><description>\(middle)</description></item><item><title>Last</title></item></channel></rss>"
    }

    @Test(
        "a feed made to exhaust the reader is read in bounded time, what stands before the trap in full",
        .timeLimit(.minutes(1)),
        arguments: [
            ("nested", feed(String(repeating: "<b>", count: 200_000) + String(repeating: "</b>", count: 200_000)), 1),
            ("attributes", feed("<b " + (0..<50_000).map { "a\($0)=\"\($0)\" " }.joined() + ">x</b>"), 3),
            ("ampersands", feed(String(repeating: "&", count: 2_000_000)), 3),
            ("brackets", feed(String(repeating: "<", count: 500_000)), 1),
            ("comments", feed(String(repeating: "<!-- ", count: 200_000)), 1),
            ("character data", feed(String(repeating: "<![CDATA[", count: 200_000)), 1),
            ("declarations", feed(String(repeating: "<?xml ", count: 200_000)), 1),
            ("NUL bytes", feed("a\0b"), 0), ("broken UTF-8", "", 3),
            (
                "entities in attributes",
                feed(
                    "<b c=\"&i;&i;\">&i;</b>",
                    head: "<!DOCTYPE rss [<!ENTITY a \"aaaaaaaaaa\">"
                        + zip("abcdefgh", "bcdefghi").map {
                            "<!ENTITY \($1) \"" + String(repeating: "&\($0);", count: 10) + "\">"
                        }.joined() + "]>"), 1
            ),
        ] as [(String, String, Int)])
    func feeds(_ name: String, _ text: String, _ least: Int) {
        var bytes = Array(text.utf8)
        if name == "broken UTF-8" {
            bytes = Array(Self.feed("a@@b").utf8).flatMap { $0 == UInt8(ascii: "@") ? [0xC3, 0x28, 0xFF] : [$0] }
        }
        let outcomes = Reading.outcomes(bytes, .feed)
        let articles = outcomes.compactMap(Reading.article)
        #expect(articles.count >= least, "\(name): \(articles.count) articles")
        #expect(articles.allSatisfy { $0.text.count <= ReaderLimits.standard.articleBytes })
        if articles.count < 3 { #expect(outcomes.contains { Reading.rejection($0) != nil }, "\(name): a reason") }
    }

    @Test("a journal article nested without end gives what stands before, and a reason", .timeLimit(.minutes(1)))
    func deepJournal() {
        let front =
            "<front><article-meta><title-group><article-title>Ankles</article-title></title-group></article-meta></front>"
        let set =
            "<pmc-articleset><article article-type=\"x\">\(front)<body><p>\(Self.sentence)</p></body></article>"
            + "<article article-type=\"x\">\(front)<body>" + String(repeating: "<sec>", count: 200_000) + "<p>x</p>"
        let outcomes = Reading.outcomes(set, .jats)
        #expect(Reading.article(outcomes[0])?.texts(.body) == [Self.sentence])
        #expect(Reading.rejection(outcomes.last)?.reason == .truncated)
    }

    @Test("a record over the limit is rejected with the limit, and the next one is read")
    func largeRecords() {
        let large = String(repeating: "They swell. ", count: 800_000)
        let citation = { (pmid: Int, text: String) in
            "<PubmedArticle><MedlineCitation><PMID>\(pmid)</PMID><Article><ArticleTitle>A</ArticleTitle><Abstract>"
                + "<AbstractText>\(text.prefix(5_000_000))</AbstractText><AbstractText>\(text.dropFirst(5_000_000))</AbstractText>"
                + "</Abstract></Article></MedlineCitation></PubmedArticle>"
        }
        let set =
            "<PubmedArticleSet>" + citation(99_900_001, large) + citation(99_900_002, "Short.") + "</PubmedArticleSet>"
        var source = BytesSource(Array(set.utf8))
        var outcomes: [ReadOutcome] = []
        do {
            try ArticleReader().read(from: &source, SourceDescription(source: "set.xml")) { outcomes.append($0) }
        } catch {
            Issue.record("\(error)")
        }
        #expect(Reading.rejection(outcomes.first)?.reason == .tooLarge)
        #expect(Reading.rejection(outcomes.first)?.message.contains("8388608") == true)
        #expect(outcomes.last.flatMap(Reading.article)?.document.pmid == ["99900002"])
        let archive =
            WebArchiveTests.record("https://a.example/1", WebArchiveTests.response("<p>" + large))
            + WebArchiveTests.record("https://a.example/2", WebArchiveTests.response("<p>\(Self.sentence)</p>"))
        let pages = Reading.outcomes(archive)
        #expect(Reading.rejection(pages.first)?.reason == .tooLarge)
        #expect(pages.last.flatMap(Reading.article)?.document.url == "https://a.example/2")
    }

    @Test("pages of broken UTF-8 are read with a mark for what is broken; NUL bytes are dropped or named")
    func brokenBytes() throws {
        let page =
            Array("<html><body><p>A broken ".utf8) + [0xE2, 0x82]
            + Array(" sign. \(Self.sentence)</p></body></html>".utf8)
        let utf8 = Array("<p>Füße, Ärzte, Übung, größer, für. ".utf8)
        let article = try #require(Reading.outcomes(utf8 + page, .html).first.flatMap(Reading.article))
        #expect(String(validating: article.text, as: UTF8.self) != nil)
        #expect(String(decoding: article.text, as: UTF8.self).contains(Self.sentence))
        #expect(
            Reading.rejection(Reading.outcomes([UInt8](repeating: 0, count: 4_000), .html).first)?.reason == .binary)
    }
}
