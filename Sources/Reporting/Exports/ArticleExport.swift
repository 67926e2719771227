package import Events

/// What `claimstream enrich --format` can print.
package enum ExportFormat: String, CaseIterable, Sendable {
    /// One line an article (DATA-MODEL §2).
    case jsonl
    /// One BioC JSON collection: passages, annotations, relations.
    case bioc
    /// PubTator: title, text, mentions, relations; blocks separated by a blank line.
    case pubtator
    /// W3C Web Annotation JSON-LD, one annotation a line.
    case annotation
}

/// Writes enriched articles one after the other in one format: `header`, any number of `article`, `footer`, concatenated.
///
/// All offsets are Unicode code points into the article's own text. A withdrawn article has no text: only `jsonl` tells of it.
package struct ArticleExport: Sendable {
    package let format: ExportFormat
    private var count = 0

    package init(_ format: ExportFormat) { self.format = format }

    /// What stands before the first article.
    package func header() -> [UInt8] {
        switch format {
        case .bioc: BioCExport.header()
        case .jsonl, .pubtator, .annotation: []
        }
    }

    /// One article.
    package mutating func article(_ enriched: EnrichedArticle) -> [UInt8] {
        switch format {
        case .jsonl:
            var writer = JSONWriter(capacity: enriched.article.text.count * 2 + 1024)
            enriched.writeJSON(to: &writer)
            writer.newline()
            return writer.bytes
        case .bioc:
            guard !enriched.article.isWithdrawn else { return [] }
            defer { count += 1 }
            return (count == 0 ? [] : [UInt8(ascii: ","), UInt8(ascii: "\n")]) + BioCExport.document(enriched)
        case .pubtator:
            guard !enriched.article.isWithdrawn else { return [] }
            return PubTatorExport.document(enriched)
        case .annotation:
            return enriched.article.isWithdrawn ? [] : WebAnnotationExport.document(enriched)
        }
    }

    /// What stands behind the last article.
    package func footer() -> [UInt8] {
        switch format {
        case .bioc: BioCExport.footer()
        case .jsonl, .pubtator, .annotation: []
        }
    }
}

extension EnrichedArticle {
    /// Index of the drug mention that a claim's subject most likely names: one inside the quote, else the last one before
    /// it, both in the claim's segment; nil where the segment names it nowhere.
    func subjectMention(of claim: Claim) -> Int? {
        var before: Int?
        for (index, drug) in drugs.enumerated()
        where drug.segment == claim.segment
            && (drug.ingredient == claim.subject || drug.ingredients.contains(claim.subject)
                || drug.classes.contains(claim.subject))
        {
            if claim.range.contains(drug.range) { return index }
            if drug.range.end <= claim.range.start { before = index }
        }
        return before
    }
}
