import Events

/// What does not fit together, and who may have told of an adverse event: both as lists with their quotes.
struct FindingSections {
    let contents: ReportContents
    let index: ReportIndex

    /// Findings beyond these are left to the data files.
    private static let most = 300

    func write(to html: inout HTMLBuffer) {
        contradictions(to: &html)
        cases(to: &html)
    }

    private func contradictions(to html: inout HTMLBuffer) {
        html.raw("<section id=contradictions><h2>Contradictions</h2>")
        html.raw(
            "<p>Statements that stand against each other, or against a row of the pharmacology table. A finding about the texts, not a ruling on who is right.</p>"
        )
        if contents.contradictions.isEmpty { html.raw("<p>None.</p>") }
        html.raw("<div class=cards>")
        for line in contents.contradictions.prefix(Self.most) {
            html.raw("<article class=card><h3>")
            html.isolated(line.subject ?? "", limit: 120)
            if let predicate = line.predicate {
                html.raw(" <i>")
                html.text(PlainWords.predicate(predicate), limit: 60)
                html.raw("</i> ")
            }
            html.isolated(line.object ?? "", limit: 120)
            html.raw("</h3><p class=facts>")
            let words = [line.kind, line.polarity, line.verdict].compactMap { $0 }.map(PlainWords.underscored)
            html.text(words.joined(separator: ", "), limit: 120)
            html.raw("</p>")
            quote(line.quote, of: line.article, to: &html)
            row(line.detail, line.source, to: &html)
            for claim in [line.claim, line.other] {
                guard let claim else { continue }
                html.raw(" <a")
                html.attribute("href", "#\(claim)")
                html.raw(">evidence of ")
                html.text(claim, limit: 40)
                html.raw("</a>")
            }
            html.raw("</article>")
        }
        html.raw("</div>")
        rest(contents.contradictions.count, "contradictions.jsonl", to: &html)
        html.raw("</section>")
    }

    private func cases(to html: inout HTMLBuffer) {
        html.raw("<section id=cases><h2>Case candidates</h2>")
        html.raw(
            "<p>Comments that may tell of an adverse event, with the four elements that a case report needs. Candidates, not reports.</p>"
        )
        if contents.cases.isEmpty { html.raw("<p>None.</p>") }
        html.raw("<div class=cards>")
        for line in contents.cases.prefix(Self.most) {
            html.raw("<article class=card><h3>")
            html.isolated(line.drugs?.joined(separator: ", ") ?? "no drug named", limit: 120)
            html.raw(": ")
            html.isolated(line.events?.joined(separator: ", ") ?? "", limit: 160)
            html.raw("</h3><p class=facts>")
            html.text(PlainWords.underscored(line.status), limit: 40)
            for element in CaseElement.allCases {
                let isThere = line.elements?.contains(element.rawValue) == true
                html.raw(isThere ? " <span class=mark>\u{2713} " : " <span class=\"mark species\">missing: ")
                html.text(element.rawValue)
                html.raw("</span>")
            }
            for (name, value) in [("dechallenge", line.dechallenge), ("rechallenge", line.rechallenge)] {
                if let value { html.text(" \u{00B7} \(name) \(value)", limit: 80) }
            }
            if let serious = line.seriousness, !serious.isEmpty {
                html.text(
                    " \u{00B7} serious: \(serious.map(PlainWords.underscored).joined(separator: ", "))", limit: 160)
            }
            html.raw("</p>")
            for words in (line.quotes ?? []).prefix(3) { quote(words, of: line.article, to: &html) }
            html.raw("</article>")
        }
        html.raw("</div>")
        rest(contents.cases.count, "cases.jsonl", to: &html)
        html.raw("</section>")
    }

    private func quote(_ quote: FindingQuote?, of article: String?, to html: inout HTMLBuffer) {
        if let article {
            html.raw("<p>")
            ArticleLine.write(article, index, to: &html)
            html.raw("</p>")
        }
        guard let quote else { return }
        html.raw("<blockquote><p>")
        if let words = quote.words {
            html.isolated(words, limit: 400)
        } else {
            html.raw("<span class=quiet>the quote is withheld</span>")
        }
        html.raw("</p><p class=quiet>")
        html.text("\(quote.segment ?? "") [\(quote.start ?? 0):\(quote.end ?? 0)]")
        html.raw("</p></blockquote>")
    }

    private func row(_ detail: String?, _ source: String?, to html: inout HTMLBuffer) {
        guard detail != nil || source != nil else { return }
        html.raw("<p class=facts>Table: ")
        html.isolated(detail ?? "", limit: 300)
        if let source {
            html.raw(" (")
            html.isolated(source, limit: 200)
            html.raw(")")
        }
        html.raw("</p>")
    }

    private func rest(_ count: Int, _ file: StaticString, to html: inout HTMLBuffer) {
        guard count > Self.most else { return }
        html.raw("<p class=quiet>Shown: ")
        html.number(Self.most)
        html.raw(" of ")
        html.number(count)
        html.raw("; all are in ")
        html.raw(file)
        html.raw(".</p>")
    }
}
