import Events
import Foundation
import Testing

@Suite struct CodecTests {
    @Test(arguments: 0..<200 as Range<UInt64>)
    func anArticleIsTheSameAfterItsJourney(seed: UInt64) throws {
        var samples = SampleEvents(seed: seed)
        let article = samples.article()
        #expect(try Article(decoding: article.encoded()) == article)
        #expect(article.encoded() == article.encoded())
    }

    @Test(arguments: 0..<200 as Range<UInt64>)
    func anEnrichedArticleIsTheSameAfterItsJourney(seed: UInt64) throws {
        var samples = SampleEvents(seed: seed)
        let enriched = samples.enriched()
        #expect(try EnrichedArticle(decoding: enriched.encoded()) == enriched)
    }

    /// Another program may write an article in another order, with fields of a later version, or a field twice.
    @Test(arguments: 0..<50 as Range<UInt64>)
    func everyFormOfAnArticlesBytesIsReadAlike(seed: UInt64) throws {
        var samples = SampleEvents(seed: seed)
        let article = samples.article()
        let bytes = article.encoded()
        // The schema, two bytes, at the end.
        #expect(try Article(decoding: Array(bytes.dropFirst(2)) + bytes.prefix(2)) == article)
        // Field 15 is not known.
        #expect(try Article(decoding: bytes + [0x78, 0x01]) == article)
        // A number in more bytes than it needs.
        #expect(try Article(decoding: [0x08, 0x81, 0x00] + bytes.dropFirst(2)) == article)
        // The source again: the last one counts.
        var renamed = article
        renamed.source = "y"
        #expect(try Article(decoding: bytes + [0x22, 0x01, 0x79]) == renamed)
    }

    @Test(arguments: 0..<50 as Range<UInt64>)
    func anArticlesBytesStandInTheEnrichedRecordAsTheyCame(seed: UInt64) throws {
        var samples = SampleEvents(seed: seed)
        let enriched = samples.enriched()
        let record = enriched.article.encoded()
        #expect(enriched.encoded(articleRecord: record) == enriched.encoded())
        #expect(try EnrichedArticle(decoding: enriched.encoded(articleRecord: record + [0x78, 0x01])) == enriched)
        // A second article is merged with the first, as protobuf has it.
        var renamed = enriched
        renamed.article.source = "y"
        #expect(try EnrichedArticle(decoding: enriched.encoded() + [0x12, 0x03, 0x22, 0x01, 0x79]) == renamed)
    }

    @Test func noDamagedRecordTrapsAndNoRangeLeavesItsText() {
        var samples = SampleEvents(seed: 7)
        var decoded = 0
        for _ in 0..<300 {
            var bytes = samples.enriched().encoded()
            for _ in 0...samples.number(3) where !bytes.isEmpty {
                bytes[samples.number(bytes.count)] = UInt8(samples.number(256))
            }
            if samples.flag() { bytes.removeLast(samples.number(bytes.count)) }
            do {
                let enriched = try EnrichedArticle(decoding: bytes)
                decoded += 1
                for drug in enriched.drugs { #expect(drug.range.end <= enriched.article.text.count) }
                // Writing converts every offset, which would trap on one inside a character.
                var writer = JSONWriter()
                enriched.writeJSON(to: &writer)
            } catch {
                continue
            }
        }
        #expect(decoded > 0)
    }

    @Test func aNewerSchemaIsSetAsideAndSaysSo() {
        // Field 1 (schema) as varint 2.
        #expect(throws: CodecError.newerSchema(2)) { try Article(decoding: [0x08, 0x02] as [UInt8]) }
        #expect(throws: CodecError.badField("schema")) { try Article(decoding: [] as [UInt8]) }
    }

    @Test func textThatIsNotUTF8IsRefused() throws {
        var article = Article(id: "a-1", revision: "r-1", source: "s")
        article.text = [0x61, 0xFF]
        #expect(throws: CodecError.invalidText) { try Article(decoding: article.encoded()) }
    }

    @Test func aRangeThatSplitsACharacterIsRefused() {
        var article = Article(id: "a-1", revision: "r-1", source: "s")
        article.text = Array("é".utf8)
        article.targets = [TextRange(0, 1)]
        #expect(throws: CodecError.badRange(field: "target", start: 0, end: 1)) {
            try Article(decoding: article.encoded())
        }
    }

    /// Bytes of schema 1 as first released: they must decode in every later version.
    @Test func recordsOfVersionOneDecodeForGood() throws {
        var article = Article(id: "a-0123456789abcdef", revision: "r-1", source: "inbox/x.html")
        article.document.title = "T"
        article.document.published = "2024-05-02"
        article.document.publishedFrom = .jsonLD
        article.document.kind = .news
        article.text = Array("Warfarin may cause bleeding.".utf8)
        var segment = Segment(id: "s1", kind: .body, tier: .news, range: TextRange(0, 28))
        segment.level = 1
        article.segments = [segment]
        var enriched = EnrichedArticle(
            article: article, engine: EngineVersion(version: "0.1.0", lexicon: "l", ordinal: 1))
        enriched.origin = Origin(partition: 3, offset: 1187)
        enriched.drugs = [
            DrugMention(range: TextRange(0, 8), ingredient: "warfarin", kind: .generic, match: .exact, confidence: 1)
        ]
        enriched.claims = [
            Claim(
                id: "c1", range: TextRange(0, 27), segment: "s1", tier: .news, subject: "warfarin", predicate: .causes,
                object: "bleeding", polarity: .asserted, factuality: .possible, rule: "cause.verb.active")
        ]
        #expect(try EnrichedArticle(decoding: hexadecimal(Self.goldenRecord)) == enriched)
        #expect(enriched.encoded() == hexadecimal(Self.goldenRecord))
    }

    private static let goldenRecord =
        "0801126a08011212612d303132333435363738396162636465661a03722d31220c696e626f782f782e68746d6c32130a0154"
        + "220a323032342d30352d3032280168013a1c576172666172696e206d617920636175736520626c656564696e672e420c0a02"
        + "733110071803281c30021a0c0a05302e312e3012016c18012205080310a3092a1910081a08776172666172696e2801580161"
        + "000000000000f03f42390a026331181b2202733128033208776172666172696e40014a08626c656564696e67580160037211"
        + "63617573652e766572622e616374697665"
}

/// Bytes of a hexadecimal text.
func hexadecimal(_ text: String) -> [UInt8] {
    var bytes: [UInt8] = []
    var digits = Array(text.utf8)[...]
    while let high = digits.popFirst(), let low = digits.popFirst() {
        bytes.append(UInt8(String(decoding: [high, low], as: UTF8.self), radix: 16) ?? 0)
    }
    return bytes
}
