import Events
import Foundation
import Testing

@Suite struct JSONTests {
    @Test func keysStandInTheOrderOfTheContract() {
        var article = Article(id: "a-1", revision: "r-1", source: "inbox/x.html")
        article.document.title = "Say \"no\""
        article.document.language = "en"
        article.text = Array("é Warfarin".utf8)
        article.segments = [Segment(id: "s1", kind: .listItem, tier: .news, range: TextRange(0, 11))]
        var writer = JSONWriter()
        article.writeJSON(to: &writer)
        #expect(
            writer.string
                == #"{"schema":1,"id":"a-1","revision":"r-1","source":"inbox/x.html","document":{"title":"Say \"no\"","authors":[],"language":"en","doi":[],"pmid":[],"pmcid":[]},"text":"é Warfarin","segments":[{"id":"s1","kind":"list_item","tier":"T3_news","start":0,"end":10}],"references":[],"credits":[]}"#
        )
    }

    @Test(arguments: 0..<100 as Range<UInt64>)
    func everyLineIsJSONAndEverySpanIsItsSurface(seed: UInt64) throws {
        var samples = SampleEvents(seed: seed)
        var enriched = samples.enriched()
        enriched.article.isWithdrawn = false
        var writer = JSONWriter()
        enriched.writeJSON(to: &writer)
        #expect(!writer.bytes.contains(UInt8(ascii: "\n")))
        let object = try #require(try JSONSerialization.jsonObject(with: Data(writer.bytes)) as? [String: Any])
        let text = Array(try #require(object["text"] as? String).unicodeScalars)
        for drug in try #require(object["drugs"] as? [[String: Any]]) {
            let start = try #require(drug["start"] as? Int)
            let end = try #require(drug["end"] as? Int)
            var surface = String.UnicodeScalarView()
            surface.append(contentsOf: text[start..<end])
            #expect(try #require(drug["surface"] as? String).unicodeScalars.elementsEqual(surface))
        }
    }

    @Test(arguments: [(0.5, "0.5"), (5, "5"), (-0.25, "-0.25"), (1e20, "1e+20"), (0.1, "0.1")])
    func numbersReadBackAsThemselves(number: Double, text: String) {
        var writer = JSONWriter()
        writer.value(number)
        #expect(writer.string == text)
    }

    @Test(arguments: [
        (0.625, 2, "0.63"), (0.0, 2, "0.00"), (1, 2, "1.00"), (-0.001, 2, "0.00"), (12.3456, 3, "12.346"),
    ])
    func fixedDecimalsAreRoundedOnce(number: Double, decimals: Int, text: String) {
        var writer = JSONWriter()
        writer.value(number, decimals: decimals)
        #expect(writer.string == text)
    }

    @Test func offsetsInTextsOfAnyLengthConvertBothWays() {
        var samples = SampleEvents(seed: 3)
        for _ in 0..<50 {
            let text = samples.article().text
            let points = CodePoints(text)
            let scalars = Array(String(decoding: text, as: UTF8.self).unicodeScalars)
            var byte = 0
            for (offset, scalar) in scalars.enumerated() {
                #expect(points.offset(ofByte: byte) == offset)
                #expect(points.byte(ofOffset: offset) == byte)
                byte += String(scalar).utf8.count
            }
            #expect(points.offset(ofByte: text.count) == scalars.count)
            #expect(points.byte(ofOffset: scalars.count) == text.count)
            #expect(points.byte(ofOffset: scalars.count + 1) == nil)
        }
    }
}

@Suite struct ContentHashTests {
    /// FIPS 180-4 test vectors.
    @Test(arguments: [
        ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    ])
    func itIsSHA256(text: String, hash: String) {
        #expect(ContentHash.hexadecimal(ContentHash.sha256(text.utf8)) == hash)
    }

    @Test func partsOfAnIdDoNotRunTogether() {
        #expect(ContentHash.id(prefix: "a", ["ab", "c"]) != ContentHash.id(prefix: "a", ["a", "bc"]))
        #expect(ContentHash.id(prefix: "a", ["x"]).utf8.count == 18)
    }
}
