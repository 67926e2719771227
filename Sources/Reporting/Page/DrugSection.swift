import Events

/// One card a drug: by which names it appears, in which tiers, and the claims about it.
struct DrugSection {
    let contents: ReportContents

    /// Cards beyond this are left to `drugs.jsonl`; drugs come by number of articles.
    private static let mostDrugs = 300
    private static let mostSurfaces = 24

    func write(to html: inout HTMLBuffer) {
        html.raw("<section id=drugs><h2>Drugs</h2>")
        let drugs = contents.drugs.enumerated()
            .sorted { ($1.element.articles, $0.offset) < ($0.element.articles, $1.offset) }.map(\.element)
        guard !drugs.isEmpty else {
            html.raw("<p>No drug is named in these texts.</p></section>")
            return
        }
        var claims: [String: Int] = [:]
        for claim in contents.claims { claims[claim.subject, default: 0] += 1 }
        html.raw("<div class=cards>")
        for drug in drugs.prefix(Self.mostDrugs) { card(drug, claims: claims[drug.ingredient] ?? 0, to: &html) }
        html.raw("</div>")
        if drugs.count > Self.mostDrugs {
            html.raw("<p class=quiet>Shown: ")
            html.number(Self.mostDrugs)
            html.raw(" of ")
            html.number(drugs.count)
            html.raw(" drugs; all are in drugs.jsonl.</p>")
        }
        html.raw("</section>")
    }

    private func card(_ drug: DrugSummary, claims: Int, to html: inout HTMLBuffer) {
        html.raw("<article class=card><h3>")
        html.isolated(drug.ingredient, limit: 120)
        html.raw("</h3><p class=facts>")
        html.number(drug.articles)
        html.raw(" pages, ")
        html.number(drug.mentions)
        html.raw(" mentions (")
        for (number, count) in drug.mentionsByTier.enumerated() {
            if number > 0 { html.raw(", ") }
            html.raw("T")
            html.number(number + 1)
            html.raw(" ")
            html.number(count)
        }
        html.raw("), ")
        html.number(drug.doses)
        html.raw(" doses")
        if let rxcui = drug.rxcui {
            html.raw(" \u{00B7} RxCUI ")
            html.text(rxcui, limit: 40)
        }
        if !drug.atc.isEmpty {
            html.raw(" \u{00B7} ATC ")
            html.text(drug.atc.joined(separator: ", "), limit: 120)
        }
        html.raw("</p><p>")
        let surfaces = drug.surfaces.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        for (surface, count) in surfaces.prefix(Self.mostSurfaces) {
            html.raw("<span class=surface>")
            html.isolated(surface, limit: 60)
            html.raw(" <span class=quiet>")
            html.number(count)
            html.raw("</span></span> ")
        }
        if surfaces.count > Self.mostSurfaces {
            html.raw("<span class=quiet>and ")
            html.number(surfaces.count - Self.mostSurfaces)
            html.raw(" more forms</span>")
        }
        html.raw("</p>")
        if let strip = DoseStrip(contents.doseChecks.filter({ $0.ingredient == drug.ingredient })) {
            strip.write(to: &html)
        }
        if claims > 0 {
            html.raw("<button class=reset type=button")
            html.attribute("data-subject", drug.ingredient)
            html.raw(">Show its ")
            html.number(claims)
            html.raw(" claims<span class=sr>: ")
            html.text(drug.ingredient, limit: 120)
            html.raw("</span></button>")
        }
        html.raw("</article>")
    }
}
