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
            html.isolated(line.subject, limit: 120)
            html.raw("</h3><p class=facts>")
            let kind =
                switch line.kind {
                case "polarity": "one says yes, another no"
                case "opposite": "two claims that cannot both hold"
                case "table": "a text against the pharmacology table"
                default: PlainWords.underscored(line.kind)
                }
            let words = [kind, line.species == "human" ? "" : line.species, line.exposure ?? ""]
            html.text(words.filter { !$0.isEmpty }.joined(separator: ", "), limit: 120)
            html.raw("</p>")
            party(line.a, to: &html)
            if let other = line.b { party(other, to: &html) }
            row(line.row, line.source, to: &html)
            html.raw("</article>")
        }
        html.raw("</div>")
        rest(contents.contradictions.count, "contradictions.jsonl", to: &html)
        html.raw("</section>")
    }

    private func party(_ party: Contradiction.Party, to html: inout HTMLBuffer) {
        html.raw("<p><a")
        html.attribute("href", "#\(party.claim)")
        html.raw("><i>")
        html.text(PlainWords.predicate(party.predicate), limit: 60)
        html.raw("</i> ")
        html.isolated(party.object, limit: 120)
        html.raw("</a> <span class=quiet>")
        html.text(
            "\(PlainWords.underscored(party.polarity)) by \(PlainWords.count(party.units, "unit")), \(PlainWords.count(party.commenters, "commenter"))",
            limit: 120)
        html.raw("</span></p>")
        for item in party.quotes.prefix(2) {
            html.raw("<p>")
            ArticleLine.write(item.article, tier: item.tier, index, to: &html)
            html.raw("</p>")
            QuoteLine(item: item, index: index).write(comparedWith: nil, to: &html)
        }
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
            html.isolated(line.drugs.isEmpty ? "no drug named" : line.drugs.joined(separator: ", "), limit: 120)
            html.raw(": ")
            html.isolated(line.events.isEmpty ? "no event" : line.events.joined(separator: ", "), limit: 90)
            html.raw("</h3><p class=facts>")
            html.text(PlainWords.underscored(line.status), limit: 40)
            for element in CaseElement.allCases {
                let isThere = line.elements.contains(element.rawValue)
                html.raw(isThere ? " <span class=mark>\u{2713} " : " <span class=\"mark species\">missing: ")
                html.text(element.rawValue)
                html.raw("</span>")
            }
            for (name, value) in [("dechallenge", line.dechallenge), ("rechallenge", line.rechallenge)] {
                if let value { html.text(" \u{00B7} \(name) \(value)", limit: 80) }
            }
            if !line.seriousness.isEmpty {
                html.text(
                    " \u{00B7} serious: \(line.seriousness.map(PlainWords.underscored).joined(separator: ", "))",
                    limit: 160)
            }
            html.raw("</p>")
            quote(line, to: &html)
            html.raw("</article>")
        }
        html.raw("</div>")
        rest(contents.cases.count, "cases.jsonl", to: &html)
        html.raw("</section>")
    }

    private func quote(_ line: CaseRecord, to html: inout HTMLBuffer) {
        html.raw("<p>")
        ArticleLine.write(line.article, tier: Tier.user.rawValue, index, to: &html)
        html.raw("</p><blockquote><p>")
        if let words = line.quote {
            html.isolated(words, limit: 400)
        } else {
            html.raw("<span class=quiet>the quote is withheld</span>")
        }
        html.raw("</p><p class=quiet>")
        html.isolated(index.articles[line.article]?.source ?? line.article, limit: 120)
        html.text(" " + line.segments.joined(separator: ", "), limit: 80)
        html.raw("</p></blockquote>")
    }

    private func row(_ detail: String?, _ source: String?, to html: inout HTMLBuffer) {
        guard detail != nil || source != nil else { return }
        html.raw("<p class=facts>The table's row: ")
        html.isolated(detail ?? "", limit: 300)
        if let source {
            html.raw(". Source: ")
            html.isolated(source, limit: 200)
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
