import Events

/// The collection in five sentences, each with the way to its evidence.
struct OverviewSection {
    let contents: ReportContents

    func write(to html: inout HTMLBuffer) {
        guard !contents.articles.isEmpty else { return }
        html.raw("<section id=overview><h2>In short</h2><ul class=short><li>")
        spread(to: &html)
        strongest(to: &html)
        repeated(to: &html)
        disputed(to: &html)
        anecdotal(to: &html)
        html.raw("</ul></section>")
    }

    private func spread(to html: inout HTMLBuffer) {
        html.raw("<a href=#pages>")
        html.text(
            "\(PlainWords.count(contents.articles.count, "page")) tell \(PlainWords.count(contents.stories.count, "story", "stories"))"
        )
        html.raw("</a>")
        let traced = contents.articles.count { $0.works.contains { $0.method != "cited" } }
        let studies = Set(contents.articles.flatMap { $0.works.filter { $0.method != "cited" }.map(\.work) }).count
        if studies > 0 {
            html.raw("; <a href=#matrix>")
            html.text("\(traced) go back to \(PlainWords.count(studies, "study", "studies"))")
            html.raw("</a>")
        }
        html.raw(".")
    }

    private func strongest(to html: inout HTMLBuffer) {
        guard let claim = contents.claims.first else { return }
        html.raw("<li>Strongest: ")
        link(claim, to: &html)
        html.text(
            " (belief \(decimals(claim.belief.value)), \(PlainWords.count(claim.support.units, "independent source")))")
        if claim.species != "human" { html.text(", not in humans: \(claim.species)", limit: 80) }
        html.raw(".")
    }

    /// The claim whose pages outnumber its independent sources most.
    private func repeated(to html: inout HTMLBuffer) {
        func surplus(_ claim: AggregatedClaim) -> Int { claim.support.documents - claim.support.units }
        guard let claim = contents.claims.max(by: { surplus($0) < surplus($1) }), surplus(claim) > 0,
            claim.support.units > 0
        else { return }
        html.raw("<li>Most repeated: ")
        link(claim, to: &html)
        html.text(
            ", on \(PlainWords.count(claim.support.documents, "page")) that go back to \(PlainWords.count(claim.support.units, "independent source"))."
        )
    }

    private func disputed(to html: inout HTMLBuffer) {
        func both(_ claim: AggregatedClaim) -> Int {
            min(
                claim.support.documents + claim.support.commenters, claim.dispute.documents + claim.dispute.commenters)
        }
        guard let claim = contents.claims.max(by: { both($0) < both($1) }), both(claim) > 0 else { return }
        html.raw("<li>Most disputed: ")
        link(claim, to: &html)
        html.text(": for it \(voices(claim.support)), against it \(voices(claim.dispute)).")
    }

    private func anecdotal(to html: inout HTMLBuffer) {
        let claims = contents.claims.count {
            $0.support.units + $0.dispute.units == 0 && $0.support.commenters + $0.dispute.commenters > 0
        }
        guard claims > 0 else { return }
        html.raw("<li>")
        html.text("\(claims) of \(PlainWords.count(contents.claims.count, "claim")) rest on commenters alone.")
    }

    private func voices(_ counts: EvidenceCounts) -> String {
        let parts = [(counts.documents, "page"), (counts.commenters, "commenter")]
        return parts.filter { $0.0 > 0 }.map { PlainWords.count($0.0, $0.1) }.joined(separator: " and ")
    }

    private func link(_ claim: AggregatedClaim, to html: inout HTMLBuffer) {
        html.raw("<a")
        html.attribute("href", "#" + claim.claim)
        html.raw(">")
        ClaimRow.proposition(claim, to: &html)
        html.raw("</a>")
    }

    private func decimals(_ number: Double) -> String {
        var writer = JSONWriter()
        writer.value(number, decimals: 2)
        return writer.string
    }
}
