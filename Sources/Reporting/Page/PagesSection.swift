import Events

/// Every page by date, with the story it tells: what the counts of pages and stories and the timeline are made of.
struct PagesSection {
    let contents: ReportContents
    let index: ReportIndex

    /// Pages beyond these are left to `articles.jsonl`.
    private static let mostPages = 2_000
    /// Longer lists are folded up.
    private static let mostOpen = 40

    func write(to html: inout HTMLBuffer) {
        let pages = contents.articles.sorted { index.key($0.id, tier: "") < index.key($1.id, tier: "") }
        let stories = Self.stories(pages)
        html.raw("<section id=pages><h2>Pages and stories</h2><p>")
        html.text(
            "\(PlainWords.count(pages.count, "page")) tell \(PlainWords.count(contents.stories.count, "story", "stories"))"
        )
        html.raw(
            ". Pages with the same story number are copies or rewrites of one text and count as one story.</p><details")
        if pages.count <= Self.mostOpen { html.raw(" open") }
        html.raw("><summary>All pages by date</summary><div class=scroll tabindex=0 role=region aria-label=Pages>")
        html.raw("<table class=pages><caption class=sr>Pages by date, undated ones last</caption><thead><tr>")
        html.raw("<th scope=col>date<th scope=col>story<th scope=col>page<th scope=col>studies</tr></thead><tbody>")
        var month = ""
        for page in pages.prefix(Self.mostPages) {
            html.raw("<tr")
            let own = TimelineSection.month(of: page) ?? "undated"
            if own != month {
                html.attribute("id", "m-" + own)
                month = own
            }
            html.raw("><td class=date>")
            html.text(page.published.map(PlainWords.day) ?? "undated", limit: 20)
            html.raw("<td class=n>")
            html.number(stories[page.story] ?? 0)
            html.raw("<th scope=row>")
            ArticleLine.write(page.id, tier: page.tier, isDated: false, index, to: &html)
            relation(page, to: &html)
            html.raw("<td>")
            html.text(page.works.count { $0.method != "cited" }.description)
            html.raw("</tr>")
        }
        html.raw("</tbody></table></div></details>")
        if pages.count > Self.mostPages {
            html.raw("<p class=quiet>Shown: ")
            html.number(Self.mostPages)
            html.raw(" of ")
            html.number(pages.count)
            html.raw(" pages; all are in articles.jsonl.</p>")
        }
        html.raw("</section>")
    }

    /// Stories numbered in the order in which they appear.
    private static func stories(_ pages: [ArticleSummary]) -> [String: Int] {
        var numbers: [String: Int] = [:]
        for page in pages where numbers[page.story] == nil { numbers[page.story] = numbers.count + 1 }
        return numbers
    }

    /// How much a page has in common with the nearest one of its story.
    private func relation(_ page: ArticleSummary, to html: inout HTMLBuffer) {
        let edges = (index.stories[page.story]?.edges ?? []).filter { $0.a == page.id || $0.b == page.id }
        guard let edge = edges.max(by: { $0.containment < $1.containment }) else { return }
        html.raw(" <span class=mark>")
        html.number(Int((edge.containment * 100).rounded()))
        html.raw(" % of the text shared in its story</span>")
    }
}
