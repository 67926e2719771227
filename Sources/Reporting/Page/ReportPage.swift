import Events
import Foundation

/// `report.html`: one self-contained page for people.
///
/// Layout: the first rows of the table of claims stand in the page as elements; all other rows, and the details of every
/// claim, stand in it as text islands (`<script type="text/plain">`, one line a claim) that the page's own script turns
/// into elements when they are wanted; the names of all articles stand in another one, to which the details point by number. So a page of 5,000 claims opens at once, and the first rows are there without
/// scripts. A content security policy allows this one script and style sheet by hash, and no request to anywhere.
package struct ReportPage: Sendable {
    private let contents: ReportContents

    /// Rows that stand in the page as elements; the script shows as many at a time.
    static let firstRows = 100

    package init(_ contents: ReportContents) { self.contents = contents }

    /// The page as UTF-8; the same contents give the same bytes.
    package func html() -> [UInt8] {
        let index = ReportIndex(contents)
        var html = HTMLBuffer()
        head(to: &html)
        top(to: &html)
        OverviewSection(contents: contents).write(to: &html)
        claims(to: &html)
        TimelineSection(contents).write(to: &html)
        PagesSection(contents: contents, index: index).write(to: &html)
        MatrixSection(contents: contents, index: index).write(to: &html)
        DrugSection(contents: contents, index: index).write(to: &html)
        FindingSections(contents: contents, index: index).write(to: &html)
        MethodsSection(contents: contents).write(to: &html)
        html.raw(
            "<footer><p>Made by claimstream from claims.jsonl and the files beside it. Counts of what texts say: not advice, not a measure of risk or truth.</p></footer></main></div>"
        )
        islands(index, to: &html)
        html.raw("</body></html>\n")
        return html.bytes
    }

    private func head(to html: inout HTMLBuffer) {
        html.raw("<!doctype html><html lang=en><head><meta charset=utf-8><meta http-equiv=Content-Security-Policy")
        html.attribute(
            "content",
            "default-src 'none'; base-uri 'none'; form-action 'none'; style-src '\(Self.hash(PageStyle.text))'; script-src '\(Self.hash(PageScript.text))'"
        )
        html.raw(
            "><meta name=viewport content=\"width=device-width,initial-scale=1\"><meta name=referrer content=no-referrer>"
        )
        html.raw("<title>What the collection says about drugs</title><style>")
        html.literal(PageStyle.text)
        html.raw("</style></head><body>")
        // Shapes used by the drawings: hatching for dispute, marks for the two lines of the timeline.
        html.raw(
            "<svg width=0 height=0 class=sr aria-hidden=true><defs><pattern id=hatch width=5 height=5 patternUnits=userSpaceOnUse patternTransform=rotate(45)><path d=\"M0 0V5\"/></pattern>"
        )
        html.raw("<path id=mark-docs d=\"M-4.5-4.5H4.5V4.5H-4.5Z\"/><circle id=mark-stories r=3.2 /></defs></svg>")
    }

    /// `sha256-…` of a script or style sheet, as a policy names it.
    private static func hash(_ text: String) -> String {
        "sha256-" + Data(ContentHash.sha256(text.utf8)).base64EncodedString()
    }

    private func top(to html: inout HTMLBuffer) {
        html.raw(
            "<a class=skip href=#claims>Skip to the claims</a><div class=page><header class=top><h1>What the collection says about drugs</h1>"
        )
        html.raw(
            "<p class=quiet>Who says it, since when, on what evidence, who disagrees, and in which words. Texts are counted, not believed: no number here is advice or a measure of truth.</p>"
        )
        html.raw(
            "<nav aria-label=Sections><ul><li><a href=#claims>Claims</a><li><a href=#timeline>Timeline</a><li><a href=#pages>Pages and stories</a><li><a href=#matrix>Pages and studies</a><li><a href=#drugs>Drugs</a><li><a href=#contradictions>Contradictions</a><li><a href=#cases>Case candidates</a><li><a href=#methods>Methods</a></ul></nav></header><main>"
        )
        html.raw("<ul class=totals aria-label=Totals>")
        total(contents.articles.count, "pages", "#pages", to: &html)
        total(contents.stories.count, "stories", "#pages", to: &html)
        total(contents.works.count, "studies", "#matrix", to: &html)
        total(contents.drugs.count, "drugs", "#drugs", to: &html)
        total(contents.claims.count, "claims", "#claims", to: &html)
        let disputed = contents.claims.count { $0.dispute.documents + $0.dispute.commenters > 0 }
        total(disputed, "disputed", "#disputed", to: &html)
        total(contents.contradictions.count, "contradictions", "#contradictions", to: &html)
        total(contents.cases.count, "case candidates", "#cases", to: &html)
        html.raw("</ul>")
    }

    private func total(_ number: Int, _ name: StaticString, _ place: StaticString, to html: inout HTMLBuffer) {
        html.raw("<li><a href=")
        html.raw(place)
        html.raw("><b>")
        html.number(number)
        html.raw("</b> ")
        html.raw(name)
        html.raw("</a>")
    }

    private func claims(to html: inout HTMLBuffer) {
        html.raw("<section id=claims><h2>Claims</h2><ul class=legend aria-label=\"Tiers of evidence\">")
        for tier in Tier.allCases {
            html.raw("<li><svg width=14 height=14 aria-hidden=true><rect width=14 height=14 class=t")
            html.number(tier.wireNumber)
            html.raw(" /><text class=on x=7 y=10.5 text-anchor=middle>")
            html.number(tier.wireNumber)
            html.raw("</text></svg>T")
            html.number(tier.wireNumber)
            html.raw(" ")
            html.text(PlainWords.tier(tier))
        }
        html.raw(
            "<li><svg width=22 height=10 aria-hidden=true><rect width=22 height=10 class=t3 /><rect width=22 height=10 class=hatch /></svg>hatched, below: disputing</ul>"
        )
        guard !contents.claims.isEmpty else {
            html.raw("<p>No claim was found in these texts.</p></section>")
            return
        }
        form(to: &html)
        html.raw("<p id=count role=status class=quiet>The ")
        html.number(min(Self.firstRows, contents.claims.count))
        html.raw(" strongest of ")
        html.number(contents.claims.count)
        html.raw(
            " claims.</p><noscript><p>Without scripts the page shows the strongest claims; everything is in claims.jsonl.</p></noscript>"
        )
        html.raw(
            "<table class=claims><caption class=sr>Claims, strongest first. The button in a row opens its evidence.</caption><thead><tr>"
        )
        for column in Self.columns {
            html.raw("<th scope=col data-label=\"")
            html.raw(column.name)
            html.raw("\"")
            if let by = column.by {
                html.raw(" data-by=\"")
                html.number(by)
                html.raw("\"")
                if column.isUpFirst { html.raw(" data-first=up") }
                if column.isNumber { html.raw(" class=n") }
                html.raw("><button type=button>")
                html.raw(column.name)
                html.raw("</button>")
            } else {
                html.raw(">")
                html.raw(column.name)
            }
        }
        html.raw("</tr></thead><tbody id=rows>")
        let scale = scale
        for (number, claim) in contents.claims.prefix(Self.firstRows).enumerated() {
            ClaimRow(claim: claim, rank: number + 1, scale: scale).write(to: &html)
        }
        html.raw("</tbody></table><button id=more class=more type=button hidden>Show 100 more</button></section>")
    }

    private struct Column {
        let name: StaticString
        /// Field of the index that it sorts by; -1 is the rank.
        var by: Int?
        var isUpFirst = false
        var isNumber = false
    }

    private static let columns = [
        Column(name: "rank", by: -1, isUpFirst: true, isNumber: true), Column(name: "claim", by: 1, isUpFirst: true),
        Column(name: "evidence by tier"), Column(name: "works", by: 7, isNumber: true),
        Column(name: "stories", by: 8, isNumber: true), Column(name: "pages", by: 9, isNumber: true),
        Column(name: "commenters", by: 10, isNumber: true), Column(name: "belief", by: 11),
        Column(name: "first seen", by: 12, isUpFirst: true), Column(name: "weeks"),
    ]

    /// What a full bar stands for: the most evidence on one side of any claim.
    private var scale: Int {
        contents.claims.reduce(1) { most, claim in
            max(most, claim.support.byTier.values.reduce(0, +), claim.dispute.byTier.values.reduce(0, +))
        }
    }

    private func form(to html: inout HTMLBuffer) {
        html.raw(
            "<form id=filter class=filter role=search hidden><div><label for=q>Search drug or effect</label><input type=search id=q autocomplete=off></div>"
        )
        html.raw("<div><label for=subject>Drug</label><select id=subject><option value=\"\">all</select></div>")
        html.raw("<div><label for=group>Kind of claim</label><select id=group><option value=\"\">all")
        for group in Set(contents.claims.map(\.group)).sorted() {
            html.raw("<option")
            html.attribute("value", group)
            html.raw(">")
            html.text(group == "HARM" ? "harm" : PlainWords.predicate(group), limit: 60)
        }
        html.raw("</select></div><div><label for=tier>Tier</label><select id=tier><option value=0>all")
        for tier in Tier.allCases {
            html.raw("<option value=")
            html.number(tier.wireNumber)
            html.raw(">T")
            html.number(tier.wireNumber)
            html.raw(" ")
            html.text(PlainWords.tier(tier))
        }
        html.raw(
            "</select></div><div><label for=least>Units at least</label><input type=number id=least min=0 value=0></div>"
        )
        html.raw(
            "<label class=check><input type=checkbox id=disputed>disputed only</label><button class=reset type=reset>Clear</button></form>"
        )
    }

    private func islands(_ index: ReportIndex, to html: inout HTMLBuffer) {
        guard !contents.claims.isEmpty else { return }
        var writer = JSONWriter()
        ClaimIndex.write(contents.claims, to: &writer)
        html.raw("<script type=application/json id=index>")
        html.island(writer.bytes)
        html.raw("</script>\n<script type=text/plain id=row-data>\n")
        html.isPacked = true
        let scale = scale
        for (number, claim) in contents.claims.enumerated() {
            if number >= Self.firstRows { ClaimRow(claim: claim, rank: number + 1, scale: scale).write(to: &html) }
            html.raw("\n")
        }
        html.raw("</script>\n<script type=text/plain id=detail-data>\n")
        for claim in contents.claims {
            ClaimDetail(claim: claim, index: index).write(to: &html)
            html.raw("\n")
        }
        html.isPacked = false
        html.raw("</script>\n<script type=text/plain id=article-data>\n")
        for article in contents.articles {
            ArticleLine.island(article, index, to: &html)
            html.raw("\n")
        }
        html.raw("</script>\n<script>")
        html.literal(PageScript.text)
        html.raw("</script>")
    }
}

extension HTMLBuffer {
    /// The page's own script or style sheet.
    fileprivate mutating func literal(_ text: String) { append(utf8: Array(text.utf8)) }

    /// JSON in a script element: `<` and the line separators of JavaScript become escapes, so that nothing ends the element.
    fileprivate mutating func island(_ json: [UInt8]) {
        var out: [UInt8] = []
        out.reserveCapacity(json.count)
        for byte in json {
            if byte == UInt8(ascii: "<") { out += Array("\\u003c".utf8) } else { out.append(byte) }
        }
        append(utf8: out)
    }
}
