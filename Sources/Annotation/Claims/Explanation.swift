package import Events

/// A page's reading for people: each segment's text with drugs, doses and claim quotes marked, and below it the claims with the rules and
/// cues that made them. What `claimstream enrich --explain` prints.
///
/// Text of the page is printed without control characters, so that nothing in it can drive a terminal.
package enum Explanation {
    /// - Parameter colour: with ANSI colours; else drugs stand in `[ ]` and doses in `{ }`.
    package static func render(_ enriched: EnrichedArticle, colour: Bool) -> String {
        var lines: [String] = []
        let article = enriched.article
        lines.append(style("\(clean(article.document.title ?? article.source))", .title, colour))
        lines.append("\(article.source)  engine \(enriched.engine.version)  lexicon \(enriched.engine.lexicon)")
        for segment in article.segments {
            lines.append("")
            var head = "\(segment.id) \(segment.kind.rawValue) \(segment.tier.rawValue)"
            if let level = segment.level { head += " level \(level)" }
            if let parent = segment.parent { head += " answers \(parent)" }
            lines.append(style(head, .head, colour))
            lines.append(marked(enriched, segment.range, colour))
            for claim in enriched.claims where claim.segment == segment.id { lines += describe(claim, article, colour) }
        }
        if !enriched.cases.isEmpty {
            lines.append("")
            lines.append(style("cases (candidates, no reports)", .head, colour))
            for candidate in enriched.cases {
                var line = "  \(candidate.status.rawValue)  \(candidate.segments.joined(separator: ", "))"
                line +=
                    "  patient \(candidate.patient?.rawValue ?? "-")  drugs \(candidate.drugs.joined(separator: ", "))"
                line += "  events \(candidate.events.joined(separator: ", "))"
                if !candidate.seriousness.isEmpty {
                    line += "  \(candidate.seriousness.map(\.rawValue).joined(separator: ", "))"
                }
                if let challenge = candidate.dechallenge { line += "  dechallenge \(challenge.rawValue)" }
                lines.append(line)
            }
        }
        let checked = enriched.doses.filter { $0.check?.verdict == .contradicts }
        if !checked.isEmpty {
            lines.append("")
            lines.append(style("doses to look at", .head, colour))
            for dose in checked {
                lines.append(
                    "  \(clean(article.string(dose.range)))  \(dose.ingredient ?? "?")  \(dose.check?.detail ?? "")  [\(dose.check?.source ?? "")]"
                )
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func describe(_ claim: Claim, _ article: Article, _ colour: Bool) -> [String] {
        var line = "  \(claim.id)  \(claim.subject) \(claim.predicate.rawValue) \(claim.object)"
        if claim.polarity != .asserted { line += "  \(claim.polarity.rawValue)" }
        line += "  \(claim.factuality.rawValue)"
        if let evidence = claim.evidence { line += "  \(evidence.rawValue)" }
        if let speaker = claim.attribution {
            line += "  by \(speaker.speaker.rawValue)\(speaker.name.map { " (\(clean($0)))" } ?? "")"
        }
        var lines = [style(line, claim.polarity == .asserted ? .claim : .denied, colour)]
        var detail = "      \"\(clean(article.string(claim.range)))\"  rule \(claim.rule)"
        for cue in claim.cues { detail += "  \(cue.effect) by \"\(clean(cue.cue))\" (\(cue.rule))" }
        for (name, value) in zip(Qualifiers.names, claim.qualifiers.values) {
            if let value { detail += "  \(name) \(value)" }
        }
        if !claim.drift.isEmpty { detail += "  drift \(claim.drift.joined(separator: ", "))" }
        if let check = claim.check, check.verdict != .notCovered {
            detail += "  table \(check.verdict.rawValue): \(check.detail ?? "") [\(check.source ?? "")]"
        }
        lines.append(detail)
        return lines
    }

    private enum Style: String {
        case title = "1"
        case head = "2"
        case claim = "32"
        case denied = "33"
        case drug = "36"
        case dose = "35"
        case quote = "4"
    }

    private static func style(_ text: String, _ style: Style, _ colour: Bool) -> String {
        colour ? "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m" : text
    }

    /// A range's text with its drugs, doses and claim quotes marked.
    private static func marked(_ enriched: EnrichedArticle, _ range: TextRange, _ colour: Bool) -> String {
        var spans: [(range: TextRange, style: Style)] = []
        for drug in enriched.drugs where range.contains(drug.range) { spans.append((drug.range, .drug)) }
        for dose in enriched.doses where range.contains(dose.range) { spans.append((dose.range, .dose)) }
        spans.sort { $0.range < $1.range }
        var text = ""
        var position = range.start
        for span in spans where span.range.start >= position {
            text += clean(enriched.article.string(TextRange(position, span.range.start)))
            let inner = clean(enriched.article.string(span.range))
            text += colour ? style(inner, span.style, true) : span.style == .drug ? "[\(inner)]" : "{\(inner)}"
            position = span.range.end
        }
        return text + clean(enriched.article.string(TextRange(position, range.end)))
    }

    /// Without control characters but line breaks, which become blanks.
    private static func clean(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if scalar == "\n" || scalar == "\t" || scalar == "\r" {
                result.append(" ")
            } else if scalar.value >= 0x20, !(0x7F...0x9F).contains(scalar.value) {
                result.append(scalar)
            }
        }
        return String(result)
    }
}
