import Events

/// One claim as a row of the headline table. One line of HTML, nothing in it from outside that is not escaped.
struct ClaimRow {
    let claim: AggregatedClaim
    /// Place by strength, from 1.
    let rank: Int
    /// What a full bar stands for: evidence by tier on one side.
    let scale: Int

    func write(to html: inout HTMLBuffer) {
        html.raw("<tr")
        html.attribute("id", claim.claim)
        html.raw("><td class=n>")
        html.number(rank)
        html.raw("<th scope=row><button class=open aria-expanded=false>")
        Self.proposition(claim, to: &html)
        html.raw("</button>")
        Self.marks(claim, to: &html)
        Charts.tierBar(claim, scale: scale, to: &html)
        count("<td class=n data-name=works>", "w", claim.support.works, claim.dispute.works, to: &html)
        count("<td class=n data-name=stories>", "s", claim.support.stories, claim.dispute.stories, to: &html)
        count("<td class=n data-name=pages>", "s", claim.support.documents, claim.dispute.documents, to: &html)
        count(
            "<td class=n data-name=commenters>", "u", claim.support.commenters, claim.dispute.commenters,
            disputePart: "u", to: &html)
        html.raw("<td class=belief><b>")
        link("n", to: &html) { $0.number(claim.belief.value, decimals: 2) }
        html.raw("</b> <span class=halves><span class=for>")
        html.number(claim.belief.support, decimals: 2)
        html.raw("</span> for, <span class=against>")
        html.number(claim.belief.dispute, decimals: 2)
        html.raw("</span> against</span><td class=date data-name=since>")
        if let first = claim.firstSeen {
            html.text(PlainWords.day(first))
        } else {
            html.raw("<span class=quiet>undated</span>")
        }
        html.raw("<td class=trend>")
        Charts.sparkline(claim.weeks, to: &html)
        html.raw("</tr>")
    }

    /// Supporting, and below it disputing where there is any; each leads to its quotes.
    private func count(
        _ cell: StaticString, _ part: StaticString, _ support: Int, _ dispute: Int, disputePart: StaticString = "d",
        to html: inout HTMLBuffer
    ) {
        html.raw(cell)
        if support > 0 { link(part, to: &html) { $0.number(support) } } else { html.raw("0") }
        guard dispute > 0 else { return }
        html.raw("<span class=against><span class=sr> for, </span>\u{2212}")
        link(disputePart, to: &html) { $0.number(dispute) }
        html.raw("<span class=sr> against</span></span>")
    }

    /// To a part of the claim's details; the page's script opens them there. In the island the script adds the address.
    private func link(_ part: StaticString, to html: inout HTMLBuffer, _ words: (inout HTMLBuffer) -> Void) {
        html.raw("<a")
        if !html.isPacked { html.attribute("href", "#" + claim.claim) }
        html.raw(" data-part=")
        html.raw(part)
        html.raw(">")
        words(&html)
        html.raw("</a>")
    }

    static func proposition(_ claim: AggregatedClaim, to html: inout HTMLBuffer) {
        html.isolated(claim.subject, limit: 120)
        html.raw(" <i>")
        html.text(PlainWords.predicate(claim.predicate), limit: 60)
        html.raw("</i> ")
        html.isolated(claim.object, limit: 120)
    }

    private static func marks(_ claim: AggregatedClaim, to html: inout HTMLBuffer) {
        if claim.species != "human" {
            html.raw(" <span class=\"mark species\">")
            html.text("not in humans: \(claim.species)", limit: 60)
            html.raw("</span>")
        }
        if let exposure = claim.exposure {
            html.raw(" <span class=mark>")
            html.text(exposure, limit: 60)
            html.raw("</span>")
        }
        if !claim.drift.isEmpty { html.raw(" <span class=mark>changed in copies</span>") }
        if claim.questioned > 0 {
            html.raw(" <span class=mark>asked ")
            html.number(claim.questioned)
            html.raw("\u{00D7}</span>")
        }
    }
}

/// What the page's script sorts and filters by: one array a claim, in the order of the rows.
enum ClaimIndex {
    static func write(_ claims: [AggregatedClaim], to writer: inout JSONWriter) {
        writer.array(claims) { writer, claim in
            writer.array(0..<14) { writer, field in
                switch field {
                case 0: writer.value(claim.claim)
                case 1: writer.value(claim.subject)
                case 2: writer.value(PlainWords.predicate(claim.predicate))
                case 3: writer.value(claim.object)
                case 4: writer.value(claim.group)
                case 5: writer.value(tierMask(claim))
                case 6: writer.value(claim.dispute.documents + claim.dispute.commenters)
                case 7: writer.value(claim.support.works)
                case 8: writer.value(claim.support.stories)
                case 9: writer.value(claim.support.documents)
                case 10: writer.value(claim.support.commenters)
                case 11: writer.value(claim.belief.value)
                case 12: writer.value(claim.firstSeen ?? "")
                default: writer.value(claim.support.units)
                }
            }
        }
    }

    /// Bit 0 for T1 to bit 4 for T5, of either side.
    private static func tierMask(_ claim: AggregatedClaim) -> Int {
        Tier.allCases.reduce(0) { mask, tier in
            let has = (claim.support.byTier[tier.rawValue] ?? 0) + (claim.dispute.byTier[tier.rawValue] ?? 0) > 0
            return has ? mask | 1 << (tier.wireNumber - 1) : mask
        }
    }
}
