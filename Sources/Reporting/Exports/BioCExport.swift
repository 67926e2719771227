import Events

/// BioC JSON (Comeau et al. 2013, JSON form of PubMed's BioC service): a collection of documents, each with passages that
/// hold annotations, and relations between annotations.
///
/// A passage is a segment with its tier and kind; text between segments becomes a passage of kind `unsegmented`, so that
/// the passages hold everything but the white space between them. A claim is an annotation on its quote (`c1`) and a
/// relation of the document from the drug mention (`m3`) to the quote.
enum BioCExport {
    static func header() -> [UInt8] {
        Array(#"{"source":"claimstream","date":"","key":"claimstream.key","infons":{},"documents":["#.utf8)
    }

    static func footer() -> [UInt8] { Array("],\"annotations\":[],\"relations\":[]}\n".utf8) }

    static func document(_ enriched: EnrichedArticle) -> [UInt8] {
        let article = enriched.article
        let points = CodePoints(article.text)
        let annotations = annotations(of: enriched)
        var placed = [Bool](repeating: false, count: annotations.count)
        var writer = JSONWriter(capacity: article.text.count * 2 + 2048)
        writer.object { writer in
            writer.field("id", article.id)
            writer.field("infons") { documentInfons(enriched, &$0) }
            writer.field("passages", array: passages(of: article)) { writer, passage in
                writer.object { writer in
                    writer.field("offset", points.offset(ofByte: passage.range.start))
                    writer.field("infons") { passageInfons(passage.segment, &$0) }
                    writer.surface("text", passage.range, article.text)
                    writer.field("sentences", list: [])
                    var inside: [Annotation] = []
                    for (index, annotation) in annotations.enumerated()
                    where !placed[index] && passage.range.contains(annotation.range) {
                        placed[index] = true
                        inside.append(annotation)
                    }
                    writer.field("annotations", array: inside) { $1.write(to: &$0, article.text, points) }
                    writer.field("relations", list: [])
                }
            }
            let rest = annotations.indices.filter { !placed[$0] }.map { annotations[$0] }
            writer.field("annotations", array: rest) { $1.write(to: &$0, article.text, points) }
            writer.field("relations", array: enriched.claims) { writer, claim in
                writer.object { relation(claim, in: enriched, &$0) }
            }
        }
        return writer.bytes
    }

    // MARK: Parts

    private struct Annotation {
        let id: String
        let range: TextRange
        /// Name and value; absent values are left out.
        let infons: [(StaticString, String?)]

        func write(to writer: inout JSONWriter, _ text: [UInt8], _ points: CodePoints) {
            let start = points.offset(ofByte: range.start)
            writer.object { writer in
                writer.field("id", id)
                writer.field("infons") { for (name, value) in infons { $0.field(name, value) } }
                writer.surface("text", range, text)
                writer.field("locations", array: CollectionOfOne(range)) { writer, range in
                    writer.object {
                        $0.field("offset", start)
                        $0.field("length", points.offset(ofByte: range.end) - start)
                    }
                }
            }
        }
    }

    private static func annotations(of enriched: EnrichedArticle) -> [Annotation] {
        var found: [Annotation] = []
        for (index, drug) in enriched.drugs.enumerated() {
            found.append(
                Annotation(
                    id: "m\(index + 1)", range: drug.range,
                    infons: [
                        ("type", "Chemical"), ("identifier", drug.rxcui.map { "RXCUI:\($0)" }),
                        ("ingredient", drug.ingredient), ("kind", drug.kind.rawValue),
                        ("atc", drug.atc.isEmpty ? nil : drug.atc.joined(separator: ",")),
                        ("match", drug.match.rawValue), ("confidence", "\(drug.confidence)"),
                    ]))
        }
        for (index, dose) in enriched.doses.enumerated() {
            found.append(
                Annotation(
                    id: "d\(index + 1)", range: dose.range,
                    infons: [
                        ("type", "Dose"), ("ingredient", dose.ingredient), ("amount", dose.amount.map(amount)),
                        ("unit", dose.unit), ("frequency", dose.frequency),
                        ("daily_total", dose.dailyTotal.map(amount)), ("check", dose.check?.verdict.rawValue),
                    ]))
        }
        for (index, exposure) in enriched.exposures.enumerated() {
            found.append(
                Annotation(
                    id: "e\(index + 1)", range: exposure.range,
                    infons: [
                        ("type", "Exposure"), ("ingredient", exposure.ingredient), ("kind", exposure.kind.rawValue),
                        ("value", exposure.value),
                    ]))
        }
        for claim in enriched.claims {
            found.append(
                Annotation(
                    id: claim.id, range: claim.range,
                    infons: [("type", "Claim"), ("predicate", claim.predicate.rawValue), ("rule", claim.rule)]))
        }
        return found
    }

    private static func amount(_ amount: Amount) -> String {
        amount.isRange ? "\(amount.low)-\(amount.high)" : "\(amount.low)"
    }

    private static func relation(_ claim: Claim, in enriched: EnrichedArticle, _ writer: inout JSONWriter) {
        writer.field("id", "r-\(claim.id)")
        writer.field("infons") {
            $0.field("type", claim.predicate.rawValue)
            $0.field("subject", claim.subject)
            $0.field("subject_id", claim.subjectID)
            $0.field("object", claim.object)
            $0.field("object_id", claim.objectID)
            $0.field("polarity", claim.polarity.rawValue)
            $0.field("factuality", claim.factuality.rawValue)
            $0.field("evidence", claim.evidence?.rawValue)
            $0.field("species", claim.qualifiers.species)
            $0.field("exposure", claim.qualifiers.exposure)
        }
        var nodes: [(String, String)] = []
        if let mention = enriched.subjectMention(of: claim) { nodes.append(("m\(mention + 1)", "subject")) }
        nodes.append((claim.id, "quote"))
        writer.field("nodes", array: nodes) { writer, node in
            writer.object {
                $0.field("refid", node.0)
                $0.field("role", node.1)
            }
        }
    }

    // MARK: Passages

    private struct Passage {
        let range: TextRange
        let segment: Segment?
    }

    private static func passages(of article: Article) -> [Passage] {
        var found: [Passage] = []
        var end = 0
        func gap(to start: Int) {
            guard start > end else { return }
            var (low, high) = (end, start)
            while low < high, article.text[low] <= 0x20 { low += 1 }
            while high > low, article.text[high - 1] <= 0x20 { high -= 1 }
            if low < high { found.append(Passage(range: TextRange(low, high), segment: nil)) }
        }
        for segment in article.segments {
            gap(to: segment.range.start)
            found.append(Passage(range: segment.range, segment: segment))
            end = max(end, segment.range.end)
        }
        gap(to: article.text.count)
        return found
    }

    private static func passageInfons(_ segment: Segment?, _ writer: inout JSONWriter) {
        guard let segment else { return writer.field("kind", "unsegmented") }
        writer.field("segment", segment.id)
        writer.field("kind", segment.kind.rawValue)
        writer.field("tier", segment.tier.rawValue)
        writer.field("level", segment.level.map(String.init))
        writer.field("parent", segment.parent)
        writer.field("date", segment.date)
    }

    private static func documentInfons(_ enriched: EnrichedArticle, _ writer: inout JSONWriter) {
        let article = enriched.article
        writer.field("revision", article.revision)
        writer.field("source", article.source)
        writer.field("title", article.document.title)
        writer.field("site", article.document.site)
        writer.field("url", article.document.url)
        writer.field("published", article.document.published)
        writer.field("own_id", article.document.ownID)
        writer.field("engine", enriched.engine.version)
        writer.field("lexicon", enriched.engine.lexicon)
    }
}

extension JSONWriter {
    /// The text of a range as a field.
    mutating func surface(_ name: StaticString, _ range: TextRange, _ text: [UInt8]) {
        key(name)
        value(utf8: text[range.start..<range.end])
    }
}
