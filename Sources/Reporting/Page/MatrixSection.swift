import Events

/// Which page goes back to which study.
struct MatrixSection {
    let contents: ReportContents
    let index: ReportIndex

    /// Larger tables help nobody; the rest is in `works.jsonl`.
    private static let mostWorks = 24
    private static let mostArticles = 120

    /// How a page is tied to a study, with the letter that stands in the table.
    private static let methods: [(method: String, letter: StaticString, words: StaticString)] = [
        ("identifier", "I", "names its identifier"), ("title", "T", "names its title"),
        ("citation", "A", "names author and year"), ("quotations", "Q", "shares its quotations"),
        ("story", "S", "copies a page that does"), ("cited", "c", "only cites it, as one of several"),
    ]

    func write(to html: inout HTMLBuffer) {
        html.raw("<section id=matrix><h2>Pages and studies</h2>")
        let works = contents.works.enumerated()
            .sorted { ($1.element.articles.count, $0.offset) < ($0.element.articles.count, $1.offset) }
            .prefix(Self.mostWorks).map(\.element)
        guard !works.isEmpty else {
            html.raw("<p>No page names a study that could be identified.</p></section>")
            return
        }
        legend(works, to: &html)
        html.raw("<ol class=worklist>")
        for work in works {
            html.raw("<li")
            html.attribute("id", work.id)
            html.raw(">")
            WorkLine.write(work, to: &html)
            html.raw(" <span class=quiet>")
            html.text(PlainWords.count(work.articles.count, "page"))
            html.raw("</span></li>")
        }
        html.raw("</ol>")
        let shown = Set(works.map(\.id))
        let rows = contents.articles.filter { $0.works.contains { shown.contains($0.work) } }
            .sorted { index.key($0.id) < index.key($1.id) }
        table(works, rows.prefix(Self.mostArticles), to: &html)
        if rows.count > Self.mostArticles || contents.works.count > works.count {
            html.raw("<p class=quiet>Shown: ")
            html.number(min(rows.count, Self.mostArticles))
            html.raw(" of ")
            html.text(PlainWords.count(rows.count, "page"))
            html.raw(", ")
            html.number(works.count)
            html.raw(" of ")
            html.text(PlainWords.count(contents.works.count, "study", "studies"))
            html.raw("; all are in works.jsonl.</p>")
        }
        html.raw("</section>")
    }

    private func legend(_ works: [WorkSummary], to html: inout HTMLBuffer) {
        html.raw("<p>A letter marks that a page goes back to a study, and how that is known: ")
        let seen = Set(works.flatMap { $0.articles.map(\.method) })
        var isFirst = true
        for method in Self.methods where seen.contains(method.method) {
            if !isFirst { html.raw(", ") }
            isFirst = false
            html.raw("<b>")
            html.raw(method.letter)
            html.raw("</b> ")
            html.raw(method.words)
        }
        html.raw(". Many marks in a column are many pages with one study: one unit of evidence.</p>")
    }

    private func table(_ works: [WorkSummary], _ rows: ArraySlice<ArticleSummary>, to html: inout HTMLBuffer) {
        html.raw("<div class=scroll tabindex=0 role=region aria-label=\"Pages and studies\"><table class=matrix>")
        html.raw(
            "<caption class=sr>Pages by study; columns are numbered as in the list above</caption><thead><tr><th scope=col>page"
        )
        for (number, work) in works.enumerated() {
            html.raw("<th scope=col><a")
            html.attribute("href", "#" + work.id)
            html.raw(">")
            html.number(number + 1)
            html.raw("</a>")
        }
        html.raw("</tr></thead><tbody>")
        for article in rows {
            html.raw("<tr><th scope=row>")
            ArticleLine.write(article.id, tier: article.tier, index, to: &html)
            for work in works {
                html.raw("<td>")
                guard let link = article.works.first(where: { $0.work == work.id }) else { continue }
                html.raw("<abbr")
                html.attribute("title", "known by \(link.method)")
                html.raw(">")
                if let method = Self.methods.first(where: { $0.method == link.method }) {
                    html.raw(method.letter)
                } else {
                    html.text(link.method, limit: 20)
                }
                html.raw("</abbr>")
            }
            html.raw("</tr>")
        }
        html.raw("</tbody></table></div>")
    }
}
