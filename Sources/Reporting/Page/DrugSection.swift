import Events

/// One card a drug: by which names it appears, in which tiers, its doses against the label, and the claims about it.
struct DrugSection {
    let contents: ReportContents
    let index: ReportIndex

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
        html.raw(
            "<p>Names as they stand in the texts, with the number of mentions. Doses are drawn by amount a day, each as its text gives it: "
        )
        html.raw(
            "a cross is what does not fit the label, by amount or form: to be looked at by a person, and no finding of an error.</p>"
        )
        var claims: [String: Int] = [:]
        for claim in contents.claims { claims[claim.subject, default: 0] += 1 }
        let doses = Dictionary(grouping: contents.doseChecks) { $0.ingredient ?? "" }
        html.raw("<div class=cards>")
        for drug in drugs.prefix(Self.mostDrugs) {
            card(drug, claims: claims[drug.ingredient] ?? 0, doses: doses[drug.ingredient] ?? [], to: &html)
        }
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

    private func card(_ drug: DrugSummary, claims: Int, doses: [DoseCheck], to html: inout HTMLBuffer) {
        html.raw("<article class=card><h3>")
        html.isolated(drug.ingredient, limit: 120)
        html.raw("</h3><p class=facts>")
        html.text(PlainWords.count(drug.articles, "page") + ", " + PlainWords.count(drug.mentions, "mention"))
        let tiers = drug.mentionsByTier.enumerated().filter { $0.element > 0 }.map { "T\($0.offset + 1) \($0.element)" }
        if !tiers.isEmpty { html.text(" (\(tiers.joined(separator: ", ")))") }
        if drug.doses > 0 { html.text(", " + PlainWords.count(drug.doses, "dose")) }
        if let rxcui = drug.rxcui {
            html.raw(" \u{00B7} RxCUI ")
            html.text(rxcui, limit: 40)
        }
        if !drug.atc.isEmpty {
            html.raw(" \u{00B7} ATC ")
            html.text(drug.atc.joined(separator: ", "), limit: 120)
        }
        html.raw("</p>")
        surfaces(drug, to: &html)
        let facts = contents.facts[drug.ingredient]
        if let strip = DoseStrip(doses, facts) { strip.write(index, to: &html) }
        if claims > 0 {
            html.raw("<button class=reset type=button")
            html.attribute("data-subject", drug.ingredient)
            html.raw(">Show its ")
            html.text(PlainWords.count(claims, "claim"))
            html.raw("<span class=sr>: ")
            html.text(drug.ingredient, limit: 120)
            html.raw("</span></button>")
        }
        html.raw("</article>")
    }

    /// The forms, by what they are where that is known: generic names, brands, misspellings.
    private func surfaces(_ drug: DrugSummary, to html: inout HTMLBuffer) {
        let surfaces = drug.surfaces.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        let shown = surfaces.prefix(Self.mostSurfaces)
        if let forms = contents.facts[drug.ingredient]?.forms {
            html.raw("<dl class=forms>")
            for form in DrugFacts.Form.allCases {
                let own = shown.filter { (forms[$0.key] ?? .other) == form }
                guard !own.isEmpty else { continue }
                html.raw("<dt>")
                html.raw(Self.name(form))
                html.raw("<dd>")
                for surface in own { Self.surface(surface.key, surface.value, to: &html) }
            }
            html.raw("</dl>")
        } else {
            html.raw("<p>")
            for surface in shown { Self.surface(surface.key, surface.value, to: &html) }
            html.raw("</p>")
        }
        guard surfaces.count > Self.mostSurfaces else { return }
        html.raw("<p class=quiet>and ")
        html.text(PlainWords.count(surfaces.count - Self.mostSurfaces, "more form"))
        html.raw("</p>")
    }

    private static func name(_ form: DrugFacts.Form) -> StaticString {
        switch form {
        case .generic: "name"
        case .brand: "brand"
        case .misspelling: "misspelt"
        case .informal: "informal"
        case .other: "other"
        }
    }

    private static func surface(_ text: String, _ count: Int, to html: inout HTMLBuffer) {
        html.raw("<span class=surface>")
        html.isolated(text, limit: 60)
        html.raw(" <span class=quiet>")
        html.number(count)
        html.raw("</span></span> ")
    }
}
