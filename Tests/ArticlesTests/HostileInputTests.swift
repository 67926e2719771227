import Articles
import Events
import Foundation
import Testing

@Suite struct HostileInputTests {
    static func seconds(_ body: () -> Void) -> Double {
        let start = ContinuousClock.now
        body()
        let passed = ContinuousClock.now - start
        return Double(passed.components.seconds) + Double(passed.components.attoseconds) / 1e18
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
}
