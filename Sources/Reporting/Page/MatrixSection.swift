import Events

/// Which page goes back to which study.
struct MatrixSection {
    let contents: ReportContents
    let index: ReportIndex

    /// Larger tables help nobody; the rest is in `works.jsonl`.
    private static let mostWorks = 24
    private static let mostArticles = 120

    func write(to html: inout HTMLBuffer) {
        html.raw("<section id=matrix><h2>Pages and studies</h2>")
        let works = contents.works.enumerated()
            .sorted { ($1.element.articles.count, $0.offset) < ($0.element.articles.count, $1.offset) }
            .prefix(Self.mostWorks).map(\.element)
        guard !works.isEmpty else {
            html.raw("<p>No page names a study that could be identified.</p></section>")
            return
        }
        html.raw("<p>A letter marks that a page goes back to a study, and how that is known: I identifier, T title, ")
        html.raw(
            "C citation, Q shared quotations. Many marks in a column are many pages with one study: one unit of evidence.</p>"
        )
        html.raw("<ol class=worklist>")
        for work in works {
            html.raw("<li>")
            WorkLine.write(work, to: &html)
            html.raw(" <span class=quiet>")
            html.number(work.articles.count)
            html.raw(" pages</span></li>")
        }
        html.raw("</ol>")
        let shown = Set(works.map(\.id))
        let rows = contents.articles.filter { $0.works.contains { shown.contains($0.work) } }
            .sorted { index.isUpstream($0.id, $1.id) }
        html.raw("<div class=scroll tabindex=0 role=region aria-label=\"Pages and studies\"><table class=matrix>")
        html.raw(
            "<caption class=sr>Pages by study; columns are numbered as in the list above</caption><thead><tr><th scope=col>page"
        )
        for number in works.indices {
            html.raw("<th scope=col>")
            html.number(number + 1)
        }
        html.raw("</tr></thead><tbody>")
        for article in rows.prefix(Self.mostArticles) {
            html.raw("<tr><th scope=row>")
            ArticleLine.write(article.id, index, to: &html)
            for work in works {
                html.raw("<td>")
                if let link = article.works.first(where: { $0.work == work.id }) {
                    html.raw("<abbr")
                    html.attribute("title", "known by \(link.method)")
                    html.raw(">")
                    html.text(link.method.prefix(1).uppercased())
                    html.raw("</abbr>")
                }
            }
            html.raw("</tr>")
        }
        html.raw("</tbody></table></div>")
        if rows.count > Self.mostArticles || contents.works.count > works.count {
            html.raw("<p class=quiet>Shown: ")
            html.number(min(rows.count, Self.mostArticles))
            html.raw(" of ")
            html.number(rows.count)
            html.raw(" pages, ")
            html.number(works.count)
            html.raw(" of ")
            html.number(contents.works.count)
            html.raw(" studies; all are in works.jsonl.</p>")
        }
        html.raw("</section>")
    }
}
