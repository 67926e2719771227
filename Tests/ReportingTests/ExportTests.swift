import Events
import Foundation
import Reporting
import Testing

/// Exports of an enriched article, read back by code that knows nothing of ours.
@Suite struct ExportTests {
    static let lines = [
        "Naïve title 😀 on warfarin", "", "Warfarin\u{2028}may cause\tbleeding.\r\nTake 5 mg a day. e\u{301}", "",
    ]

    static func sample(_ text: String) -> EnrichedArticle {
        var article = Article(id: "a-1", revision: "r-1", source: "inbox/x.html")
        article.text = Array(text.utf8)
        let first =
            text.utf8.firstIndex(of: 0x0A).map { text.utf8.distance(from: text.startIndex, to: $0) }
            ?? article.text.count
        if first > 0 {
            article.segments.append(Segment(id: "s1", kind: .title, tier: .news, range: TextRange(0, first)))
        }
        if article.text.count > first + 2 {
            article.segments.append(
                Segment(id: "s2", kind: .body, tier: .news, range: TextRange(first + 2, article.text.count)))
        }
        article.document.url = "javascript:alert(1)"
        var enriched = EnrichedArticle(
            article: article, engine: EngineVersion(version: "0.1.0", lexicon: "x", ordinal: 1))
        func range(_ words: String) -> TextRange? {
            text.range(of: words).map {
                TextRange(
                    text.utf8.distance(from: text.startIndex, to: $0.lowerBound),
                    text.utf8.distance(from: text.startIndex, to: $0.upperBound))
            }
        }
        for (words, segment) in [("warfarin", "s1"), ("Warfarin", "s2")] {
            guard let place = range(words) else { continue }
            var drug = DrugMention(range: place, ingredient: "warfarin", kind: .generic, match: .exact, confidence: 1)
            drug.rxcui = "11289"
            drug.segment = segment
            enriched.drugs.append(drug)
        }
        if let place = range("5 mg a day") {
            var dose = Dose(range: place)
            dose.ingredient = "warfarin"
            dose.unit = "mg"
            enriched.doses.append(dose)
        }
        if let place = range("may cause\tbleeding") {
            var claim = Claim(
                id: "c1", range: place, segment: "s2", tier: .news, subject: "warfarin", predicate: .causes,
                object: "bleeding", polarity: .asserted, factuality: .possible, rule: "x")
            claim.subjectID = "RXCUI:11289"
            claim.objectID = "MESH:D006470"
            enriched.claims.append(claim)
        }
        return enriched
    }

    static let texts = [
        lines.joined(separator: "\n"), "one line about warfarin", "", "\n\n", String(repeating: "w", count: 10_000),
    ]

    static func export(_ format: ExportFormat) -> String {
        var export = ArticleExport(format)
        var bytes = export.header()
        for (index, text) in texts.enumerated() {
            var article = sample(text)
            article.article.id = "a-\(index)"
            bytes += export.article(article)
        }
        return String(decoding: bytes + export.footer(), as: UTF8.self)
    }

    /// A stretch of code points.
    static func slice(_ text: String, _ start: Int, _ end: Int) -> String {
        String(String.UnicodeScalarView(Array(text.unicodeScalars)[start..<end]))
    }

    @Test func bioCPassagesAndAnnotationsStandWhereTheirOffsetsSay() throws {
        let root = try #require(
            try JSONSerialization.jsonObject(with: Data(Self.export(.bioc).utf8)) as? [String: Any])
        let documents = try #require(root["documents"] as? [[String: Any]])
        #expect(documents.count == Self.texts.count)
        var annotations = 0
        for (document, text) in zip(documents, Self.texts) {
            for passage in try #require(document["passages"] as? [[String: Any]]) {
                let (offset, words) = (passage["offset"] as? Int ?? -1, passage["text"] as? String ?? "")
                #expect(Self.slice(text, offset, offset + words.unicodeScalars.count) == words)
                for annotation in try #require(passage["annotations"] as? [[String: Any]]) {
                    let location = try #require((annotation["locations"] as? [[String: Int]])?.first)
                    let (start, length) = (location["offset"] ?? -1, location["length"] ?? -1)
                    #expect(Self.slice(text, start, start + length) == annotation["text"] as? String)
                    annotations += 1
                }
            }
        }
        #expect(annotations == 5)
        let relations = try #require(documents[0]["relations"] as? [[String: Any]])
        #expect(relations.count == 1)
        #expect((relations[0]["nodes"] as? [[String: String]])?.map { $0["refid"] } == ["m2", "c1"])
    }

    @Test func pubTatorOffsetsCountInTitleAndAbstractTogether() {
        var text: [Unicode.Scalar] = []
        var mentions = 0
        for line in Self.export(.pubtator).split(separator: "\n", omittingEmptySubsequences: false) {
            if line.contains("|t|"),
                let title = line.split(separator: "|t|", maxSplits: 1, omittingEmptySubsequences: false).last
            {
                text = Array(title.unicodeScalars)
            } else if line.contains("|a|") {
                text +=
                    [" "]
                    + Array(
                        line.split(separator: "|a|", maxSplits: 1, omittingEmptySubsequences: false)[1].unicodeScalars)
            } else {
                let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
                guard fields.count == 6, let start = Int(fields[1]), let end = Int(fields[2]) else { continue }
                #expect(String(String.UnicodeScalarView(text[start..<end])) == fields[3])
                mentions += 1
            }
        }
        #expect(mentions == 5)
    }

    @Test func webAnnotationSelectorsFindTheirQuoteByPlainSearch() throws {
        var found = 0
        for line in Self.export(.annotation).split(separator: "\n") {
            let annotation = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
            let target = try #require(annotation["target"] as? [String: Any])
            #expect(
                (target["source"] as? String)?.hasPrefix("urn:claimstream:a-") == true, "an unsafe address is no source"
            )
            let selectors = try #require(target["selector"] as? [[String: Any]])
            let (place, quote) = (selectors[0], selectors[1])
            let (prefix, exact, suffix) = (
                quote["prefix"] as? String ?? "", quote["exact"] as? String ?? "", quote["suffix"] as? String ?? ""
            )
            let text = Self.texts[found < 4 ? 0 : 1]
            #expect(Self.slice(text, place["start"] as? Int ?? 0, place["end"] as? Int ?? 0) == exact)
            let whole = Array((prefix + exact + suffix).utf8)
            #expect(Array(text.utf8).indices.contains { Array(text.utf8).dropFirst($0).starts(with: whole) })
            #expect(prefix.unicodeScalars.count <= 32 && suffix.unicodeScalars.count <= 32)
            found += 1
        }
        #expect(found == 5)
    }

    @Test(.enabled(if: Python.hasBioC, "needs python3 with the package bioc (pip install bioc)"))
    func theBioCPackageReadsWhatIsWritten() throws {
        let script = """
            import sys, json, bioc
            from bioc import biocjson, pubtator
            texts = json.load(open(sys.argv[3]))
            c = biocjson.load(open(sys.argv[1], encoding='utf8'))
            assert len(c.documents) == len(texts)
            n = 0
            for d, t in zip(c.documents, texts):
                for p in d.passages:
                    assert t[p.offset:p.offset + len(p.text)] == p.text
                    for a in p.annotations:
                        l = a.total_span
                        assert t[l.offset:l.offset + l.length] == a.text; n += 1
            assert n == 5 and len(c.documents[0].relations) == 1 and len(c.documents[0].relations[0].nodes) == 2
            docs = pubtator.loads(open(sys.argv[2], encoding='utf8').read())
            m = 0
            for d in docs:
                for a in d.annotations:
                    assert d.text[a.start:a.end] == a.text, (a.text, d.text[a.start:a.end]); m += 1
                for r in d.relations:
                    assert d.get_annotation(r.id1) and d.get_annotation(r.id2)
            assert m == 5, m
            print('ok')
            """
        let folder = try TemporaryFolder()
        let paths = [
            try folder.write("a.json", Self.export(.bioc)), try folder.write("a.txt", Self.export(.pubtator)),
            try folder.write("texts.json", String(decoding: try JSONEncoder().encode(Self.texts), as: UTF8.self)),
        ]
        let output = try Python.run(script, paths)
        #expect(output == "ok\n")
    }

    @Test(arguments: [
        "javascript:alert(1)", "data:text/html,x", "https://x/\"onclick=y", "https://x/ y", "/etc/passwd",
        "HTTPS://x/<b>", "",
    ])
    func onlyPlainWebAddressesBecomeLinks(address: String) {
        #expect(WebLink(address) == nil)
    }
}
