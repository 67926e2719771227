import Events
import Evidence

/// Lines of `cases.jsonl`, `dose-checks.jsonl` and of the checks in `contradictions.jsonl` that one article gives by itself.
struct FindingLines {
    let enriched: EnrichedArticle
    let options: SinkOptions
    private let points: CodePoints

    init(enriched: EnrichedArticle, options: SinkOptions) {
        self.enriched = enriched
        self.options = options
        points = CodePoints(enriched.article.text)
    }

    /// A candidate with its segments' places; its words stay in the article unless quotes are allowed.
    func cases() -> [String] {
        let segments = Dictionary(enriched.article.segments.map { ($0.id, $0) }) { first, _ in first }
        return enriched.cases.map { candidate in
            line { writer in
                writer.field("article", enriched.article.id)
                writer.field("segments", list: candidate.segments)
                writer.field("patient", candidate.patient)
                writer.field("reporter", candidate.reporter)
                writer.field("drugs", list: candidate.drugs)
                writer.field("concomitant", list: candidate.concomitant)
                writer.field("events", list: candidate.events)
                writer.field("seriousness", list: candidate.seriousness.map(\.rawValue))
                writer.field("dechallenge", candidate.dechallenge)
                writer.field("rechallenge", candidate.rechallenge)
                writer.field("status", candidate.status)
                writer.field("elements", list: candidate.elements.map(\.rawValue))
                writer.field("quotes", array: candidate.segments.compactMap { segments[$0] }) { writer, segment in
                    quote(segment.range, segment.id, &writer)
                }
            }
        }
    }

    /// Doses that the pharmacology table has something to say about.
    func doseChecks() -> [String] {
        enriched.doses.compactMap { dose in
            guard let check = dose.check, check.verdict != .notCovered else { return nil }
            return line { writer in
                writer.field("article", enriched.article.id)
                writer.field("ingredient", dose.ingredient)
                writer.field("unit", dose.unit)
                writer.field("daily_total", dose.dailyTotal?.high)
                writer.field("verdict", check.verdict)
                writer.field("detail", check.detail)
                writer.field("source", check.source)
                writer.key("quote")
                quote(dose.range, dose.segment, &writer)
            }
        }
    }

    /// Statements that contradict a row of the pharmacology table.
    func claimChecks() -> [String] {
        enriched.claims.compactMap { claim in
            guard let check = claim.check, check.verdict == .contradicts || check.verdict == .partly else { return nil }
            return line { writer in
                writer.field("kind", "table")
                writer.field("claim", ClaimKey(claim).id)
                writer.field("article", enriched.article.id)
                writer.field("subject", claim.subject)
                writer.field("predicate", claim.predicate)
                writer.field("object", claim.object)
                writer.field("polarity", claim.polarity)
                writer.field("verdict", check.verdict)
                writer.field("detail", check.detail)
                writer.field("source", check.source)
                writer.key("quote")
                quote(claim.range, claim.segment, &writer)
            }
        }
    }

    private func line(_ body: (inout JSONWriter) -> Void) -> String {
        var writer = JSONWriter()
        writer.object { writer in
            writer.field("schema", Int(schemaVersion))
            body(&writer)
        }
        return writer.string
    }

    private func quote(_ range: TextRange, _ segment: String?, _ writer: inout JSONWriter) {
        writer.object {
            $0.field("segment", segment)
            $0.field("start", points.offset(ofByte: range.start))
            $0.field("end", points.offset(ofByte: range.end))
            if !options.withholdQuotes { $0.field("text", enriched.article.string(range)) }
        }
    }
}
