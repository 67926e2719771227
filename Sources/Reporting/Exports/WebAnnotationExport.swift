import Events

/// W3C Web Annotation data model (2017): one JSON-LD annotation a line, for every drug mention, dose and claim.
///
/// The target is the page's address, or the article's urn where it has none, selected by position in the article's text
/// (code points) and by the quote with 32 code points before and after, which still finds it on a page that changed.
enum WebAnnotationExport {
    /// Code points of context on either side; the data model's own examples use about as much.
    static let context = 32

    static func document(_ enriched: EnrichedArticle) -> [UInt8] {
        let points = CodePoints(enriched.article.text)
        var writer = JSONWriter(capacity: 512 * (enriched.drugs.count + enriched.claims.count) + 64)
        func annotation(
            _ id: String, _ range: TextRange, _ purpose: String, _ fields: [(StaticString, String?)], _ label: String
        ) {
            writer.object { writer in
                writer.field("@context", "http://www.w3.org/ns/anno.jsonld")
                writer.field("id", "urn:claimstream:\(enriched.article.id):\(id)")
                writer.field("type", "Annotation")
                writer.field("motivation", purpose)
                writer.field("generator") {
                    $0.field("type", "Software")
                    $0.field("name", "claimstream \(enriched.engine.version), lexicon \(enriched.engine.lexicon)")
                }
                writer.field("body") {
                    $0.field("type", "TextualBody")
                    $0.field("purpose", purpose)
                    $0.field("format", "text/plain")
                    $0.field("value", label)
                    for (name, value) in fields { $0.field(name, value) }
                }
                writer.field("target") { target(enriched.article, range, points, &$0) }
            }
            writer.newline()
        }
        for (index, drug) in enriched.drugs.enumerated() {
            annotation(
                "m\(index + 1)", drug.range, "identifying",
                [("claimstream:rxcui", drug.rxcui), ("claimstream:kind", drug.kind.rawValue)], drug.ingredient)
        }
        for (index, dose) in enriched.doses.enumerated() {
            annotation(
                "d\(index + 1)", dose.range, "describing",
                [("claimstream:unit", dose.unit), ("claimstream:frequency", dose.frequency)],
                "dose of \(dose.ingredient ?? "an unnamed drug")")
        }
        for claim in enriched.claims {
            annotation(
                claim.id, claim.range, "classifying",
                [
                    ("claimstream:subject", claim.subject), ("claimstream:predicate", claim.predicate.rawValue),
                    ("claimstream:object", claim.object), ("claimstream:polarity", claim.polarity.rawValue),
                    ("claimstream:factuality", claim.factuality.rawValue), ("claimstream:tier", claim.tier.rawValue),
                    ("claimstream:evidence", claim.evidence?.rawValue), ("claimstream:rule", claim.rule),
                ], "\(claim.subject) \(claim.predicate.rawValue) \(claim.object) (\(claim.polarity.rawValue))")
        }
        return writer.bytes
    }

    private static func target(
        _ article: Article, _ range: TextRange, _ points: CodePoints, _ writer: inout JSONWriter
    ) {
        writer.field("source", WebLink(article.document.url)?.address ?? "urn:claimstream:\(article.id)")
        let start = points.offset(ofByte: range.start)
        let end = points.offset(ofByte: range.end)
        writer.key("selector")
        writer.array([0, 1]) { writer, number in
            writer.object { writer in
                if number == 0 {
                    writer.field("type", "TextPositionSelector")
                    writer.field("start", start)
                    writer.field("end", end)
                } else {
                    let from = points.byte(ofOffset: max(0, start - context)) ?? 0
                    let to = points.byte(ofOffset: end + context) ?? article.text.count
                    writer.field("type", "TextQuoteSelector")
                    writer.surface("exact", range, article.text)
                    writer.surface("prefix", TextRange(from, range.start), article.text)
                    writer.surface("suffix", TextRange(range.end, to), article.text)
                }
            }
        }
    }
}
