import Articles
import Events
import Foundation
import SeededNumbers
import Testing

/// Bytes of valid inputs, mutated by a seeded generator: nothing traps, the same bytes give the same answer, and every range
/// of every article is valid.
@Suite struct MutationTests {
    static let seeds: [(name: String, format: ArticleFormat, text: String)] =
        ThreadTemplates.allCases.map { ($0.rawValue, .html, $0.page) }
        + [
            TextDumpBoards.d02, TextDumpBoards.d23, TextDumpForums.d03, TextDumpForums.d04, TextDumpForums.e03,
            TextDumpNews.d26,
            TextDumpStudies.e02, TextDumpAnswers.d05,
        ].map { ($0.name, .text, $0.text) } + [
            (
                "dump", .text,
                TextDumpTests.body
                    + "  1. One of them swells.\n\n    1. Two of them do.\n\nName Here | March 4, 2023 at 6:51 am | Reply\n\nText. doi: 10.5555/a.b\n"
            ),
            (
                "board", .text,
                "Posted on 04/18/2023 7:52:33 AM CDT by ol_turnip\nTitle Of The Post here it is\nBody of it.\n(Excerpt) Read more\none\ntwo\nthree\n"
            ),
            (
                "feed", .feed,
                "<rss><channel><title>T</title><item><title>A &amp; b</title><link>https://a.example/1</link><description><![CDATA[<p>x</p>]]></description><pubDate>Mon, 06 Mar 2023 10:00:00 GMT</pubDate></item></channel></rss>"
            ),
            (
                "atom", .feed,
                "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>T</title><entry><title type=\"html\">A</title><link href=\"https://a.example/1\"/><content type=\"xhtml\"><div><p>x</p></div></content></entry></feed>"
            ),
            (
                "jats", .jats,
                "<article><front><article-meta><article-id pub-id-type=\"doi\">10.5/x</article-id><title-group><article-title>T</article-title></title-group><abstract><p>A</p></abstract></article-meta></front><body><sec><title>S</title><p>B <list><list-item><p>c</p></list-item></list></p></sec></body></article>"
            ),
            (
                "pubmed", .pubmed,
                "<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>1</PMID><Article><ArticleTitle>T</ArticleTitle><Abstract><AbstractText>A</AbstractText></Abstract></Article></MedlineCitation></PubmedArticle></PubmedArticleSet>"
            ),
            (
                "warc", .warc,
                "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/\r\nContent-Length: 70\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>Some words are here.</p>\r\n\r\n"
            ),
            (
                "rdf", .feed,
                "<?xml version=\"1.0\" encoding=\"iso-8859-1\"?><!DOCTYPE rdf:RDF [<!ENTITY x \"y\">]><rdf:RDF xmlns:rdf=\"r\"><channel rdf:about=\"https://a.example/\"><title>T &eacute; &x; &#146;</title><ttl>60</ttl></channel><item rdf:about=\"https://a.example/1\"><title mode=\"base64\">QQ==</title><dc:date>2004-01-01</dc:date><dc:creator>A B (a@b.example)</dc:creator></item></rdf:RDF>"
            ),
            (
                "arc", .warc,
                "filedesc://x 127.0.0.1 20140102000000 text/plain 2\n1 0\nhttps://a.example/ 127.0.0.1 20140102000000 text/html 124\nHTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: br\r\nTransfer-Encoding: chunked\r\n\r\n5;x\r\n<p>Ab\r\n6\r\n words\r\n0\r\n\r\nWARC/1.0\r\nWARC-Type: resource\r\nWARC-Target-URI: <https://a.example/2>\r\nContent-Type: text/plain\r\nContent-Length: 20\r\n\r\nSome plain words are\r\n\r\n"
            ),
            (
                "jsonl", .jsonl,
                "{\"id\":\"a\",\"text\":\"Some \\u00e9 text\",\"targets\":[[0,4]]}\n{\"schema\":1,\"id\":\"a-0\",\"source\":\"s\",\"document\":{\"title\":\"T\"},\"text\":\"abc\",\"segments\":[{\"id\":\"s1\",\"kind\":\"body\",\"tier\":\"T3_news\",\"start\":0,\"end\":3}]}\n"
            ),
        ]

    /// `CLAIMSTREAM_FUZZ_SECONDS`, as `make fuzz` sets it: how long each seed is mutated.
    static let fuzzTime = ProcessInfo.processInfo.environment["CLAIMSTREAM_FUZZ_SECONDS"].flatMap(Int.init)
        .map { Duration.seconds($0) }

    @Test("mutated inputs never trap and give valid articles", arguments: seeds.map(\.name))
    func mutated(_ name: String) throws {
        let seed = try #require(Self.seeds.first { $0.name == name })
        var generator = SeededGenerator(seed: NameSeed.of(name))
        let deadline = ContinuousClock.now + (Self.fuzzTime ?? .milliseconds(400))
        var rounds = 0
        while rounds < 20 || (ContinuousClock.now < deadline && (Self.fuzzTime != nil || rounds < 400)) {
            rounds += 1
            var bytes = Array(seed.text.utf8)
            for _ in 0..<Int.random(in: 1...12, using: &generator) { Self.mutate(&bytes, &generator) }
            let format = rounds % 4 == 0 ? ArticleFormat.auto : seed.format
            let first = Reading.outcomes(bytes, format)
            let second = Reading.outcomes(bytes, format)
            #expect(first.count == second.count)
            for (left, right) in zip(first, second) {
                guard let article = Reading.article(left) else { continue }
                #expect(article == Reading.article(right))
                #expect(try Article(decoding: article.encoded()) == article)
                for (one, next) in zip(article.segments, article.segments.dropFirst()) {
                    #expect(one.range.end <= next.range.start)
                }
            }
        }
    }

    private static func mutate(_ bytes: inout [UInt8], _ generator: inout SeededGenerator) {
        guard !bytes.isEmpty else { return }
        let place = Int.random(in: 0..<bytes.count, using: &generator)
        switch Int.random(in: 0..<6, using: &generator) {
        case 0: bytes[place] = UInt8.random(in: 0...255, using: &generator)
        case 1: bytes.remove(at: place)
        case 2: bytes.insert(UInt8.random(in: 0...255, using: &generator), at: place)
        case 3: bytes.removeSubrange(place..<min(bytes.count, place + Int.random(in: 1...200, using: &generator)))
        case 4:
            let piece = Array(bytes[place..<min(bytes.count, place + Int.random(in: 1...200, using: &generator))])
            bytes.insert(contentsOf: piece, at: Int.random(in: 0...bytes.count, using: &generator))
        default:
            bytes.insert(
                contentsOf: Array(
                    ["<", ">", "</div>", "&#x0;", "\"", "\u{2028}", "<!--", "<td>", "10.1/", "\n\n  1. "][
                        Int.random(in: 0..<10, using: &generator)
                    ].utf8), at: place)
        }
    }
}

/// A fixed seed for each name.
enum NameSeed {
    static func of(_ name: String) -> UInt64 {
        name.utf8.reduce(88_172_645_463_325_252) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 } | 1
    }
}
