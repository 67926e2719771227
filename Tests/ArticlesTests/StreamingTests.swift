import Articles
import Events
import Foundation
import Testing

/// Gives a head, one piece as often as asked for, and a tail, and counts what it gave.
private final class Repeated {
    private let pieces: [[UInt8]]
    private let times: Int
    private var piece = 0
    private var buffer: [UInt8] = []
    private(set) var given = 0

    init(head: String, piece: String, times: Int, tail: String) {
        pieces = [Array(head.utf8), Array(piece.utf8), Array(tail.utf8)]
        self.times = times
    }

    func next(_ count: Int) -> [UInt8] {
        while buffer.count < count, piece < times + 2 {
            buffer += pieces[piece == 0 ? 0 : piece <= times ? 1 : 2]
            piece += 1
        }
        let out = Array(buffer.prefix(count))
        buffer.removeFirst(out.count)
        given += out.count
        return out
    }
}

private struct CountedSource: ByteSource {
    let repeated: Repeated
    func read(upTo count: Int) -> [UInt8] { repeated.next(count) }
}

@Suite struct StreamingTests {
    private static let record =
        "<PubmedArticle><MedlineCitation><PMID>99900001</PMID><Article><Journal><Title>J Ankle</Title></Journal><ArticleTitle>Ankles.</ArticleTitle><Abstract><AbstractText>They swell, "
        + String(repeating: "and swell ", count: 200)
        + "all.</AbstractText></Abstract></Article></MedlineCitation></PubmedArticle>\n"
    private static let paper =
        "<article xmlns:xlink=\"x\" article-type=\"research-article\"><front><article-meta><article-id pub-id-type=\"doi\">10.5555/a</article-id><title-group><article-title>Ankles</article-title></title-group></article-meta></front><body><p>"
        + String(repeating: "They swell. ", count: 200) + "</p></body></article>\n"

    @Test(
        "a set of records is read one at a time: of a large one only what belongs to the next record is taken",
        arguments: [
            ("<?xml version=\"1.0\"?><!DOCTYPE PubmedArticleSet><PubmedArticleSet>", record, "</PubmedArticleSet>"),
            ("<?xml version=\"1.0\"?><pmc-articleset>", paper, "</pmc-articleset>"),
        ])
    func oneByOne(_ head: String, _ piece: String, _ tail: String) throws {
        let count = 8_000
        let repeated = Repeated(head: head, piece: piece, times: count, tail: tail)
        var source = CountedSource(repeated: repeated)
        var seen = 0
        var farthest = 0
        try ArticleReader().read(from: &source, SourceDescription(source: "set.xml")) { outcome in
            #expect(Reading.article(outcome) != nil)
            seen += 1
            farthest = max(farthest, repeated.given - (head.utf8.count + seen * piece.utf8.count))
        }
        #expect(seen == count)
        #expect(farthest < 64 << 10, "\(farthest) bytes ahead")
    }

    @Test func aGzippedSetIsReadAsWhatItHolds() throws {
        let set = "<?xml version=\"1.0\"?><PubmedArticleSet>\(Self.record)\(Self.record)</PubmedArticleSet>"
        let packed = Gzip.member(Array(set.utf8))
        #expect(
            Reading.outcomes(packed).compactMap(Reading.article).map(\.document.pmid) == [["99900001"], ["99900001"]])
        // Cut off: what came before is read, and the end is told.
        let cut = Reading.outcomes(Array(packed.prefix(packed.count * 3 / 4)))
        #expect(cut.contains { Reading.article($0) != nil })
        #expect(Reading.rejection(cut.last)?.reason == .truncated)
        // Gzip in gzip is no way to go on for ever.
        #expect(Reading.rejection(Reading.outcomes(Gzip.member(packed)).first)?.reason == .malformed)
    }

    @Test func aSetThatBreaksOffSaysSo() throws {
        let set = "<?xml version=\"1.0\"?><PubmedArticleSet>\(Self.record)" + Self.record.prefix(300)
        let outcomes = Reading.outcomes(set)
        #expect(outcomes.compactMap(Reading.article).first?.document.pmid == ["99900001"])
        #expect(Reading.rejection(outcomes.last)?.reason == .truncated)
    }
}
