import Events

/// Everything behind one claim, as one line of HTML: numbers by tier, the studies, the tree of copies of every story with
/// drift marked in the words, disputes, questions, and what commenters say.
struct ClaimDetail {
    let claim: AggregatedClaim
    let index: ReportIndex

    func write(to html: inout HTMLBuffer) {
        html.raw("<div class=detail>")
        numbers(to: &html)
        let byUser = claim.evidence.filter { $0.tier == Tier.user.rawValue }
        let byPage = claim.evidence.filter { $0.tier != Tier.user.rawValue }
        let support = byPage.filter { $0.polarity == Polarity.asserted.rawValue }
        studies(support, to: &html)
        if !support.isEmpty {
            html.raw("<h4>Who says it, upstream first</h4>")
            stories(support, to: &html)
        }
        list("Who disputes it", byPage.filter { $0.polarity == Polarity.negated.rawValue }, to: &html)
        list("Who asks", byPage.filter { $0.polarity == Polarity.questioned.rawValue }, to: &html)
        list("Commenters: anecdotes and opinions", byUser, to: &html)
        if claim.evidenceTotal > claim.evidence.count {
            html.raw("<p class=quiet>Shown are the ")
            html.number(claim.evidence.count)
            html.raw(" strongest of ")
            html.number(claim.evidenceTotal)
            html.raw(" quotes.</p>")
        }
        html.raw("</div>")
    }

    // MARK: Numbers

    private func numbers(to html: inout HTMLBuffer) {
        html.raw("<table class=small><caption class=sr>Counts by side and tier</caption><thead><tr><td></td>")
        html.raw(
            "<th scope=col>units<th scope=col>works<th scope=col>stories<th scope=col>pages<th scope=col>commenters")
        for tier in Tier.allCases {
            html.raw("<th scope=col><abbr")
            html.attribute("title", PlainWords.tier(tier))
            html.raw(">T")
            html.number(tier.wireNumber)
            html.raw("</abbr>")
        }
        html.raw("</tr></thead><tbody>")
        side("support", claim.support, to: &html)
        side("dispute", claim.dispute, to: &html)
        html.raw("</tbody></table><p class=facts>")
        html.raw("Seen ")
        html.text("\(claim.firstSeen ?? "undated") to \(claim.lastSeen ?? "undated")")
        html.raw(" \u{00B7} asked ")
        html.number(claim.questioned)
        html.raw(" times \u{00B7} predicates: ")
        html.text(
            claim.byPredicate.sorted { $0.key < $1.key }.map { "\(PlainWords.predicate($0.key)) \($0.value)" }
                .joined(separator: ", "))
        for id in [claim.subjectID, claim.objectID] {
            guard let id else { continue }
            html.raw(" \u{00B7} <code>")
            html.text(id, limit: 60)
            html.raw("</code>")
        }
        html.raw(" \u{00B7} <code>")
        html.text(claim.claim)
        html.raw("</code></p>")
    }

    private func side(_ name: StaticString, _ counts: EvidenceCounts, to html: inout HTMLBuffer) {
        html.raw("<tr><th scope=row>")
        html.raw(name)
        for number in [counts.units, counts.works, counts.stories, counts.documents, counts.commenters] {
            html.raw("<td class=n>")
            html.number(number)
        }
        for tier in Tier.allCases {
            html.raw("<td class=n>")
            html.number(counts.byTier[tier.rawValue] ?? 0)
        }
        html.raw("</tr>")
    }

    // MARK: Studies

    private func studies(_ items: [EvidenceItem], to html: inout HTMLBuffer) {
        var units: [String] = []
        for item in items where index.works[item.unit] != nil && !units.contains(item.unit) { units.append(item.unit) }
        guard !units.isEmpty else { return }
        html.raw("<h4>Upstream study</h4><ul class=works>")
        for unit in units {
            guard let work = index.works[unit] else { continue }
            html.raw("<li>")
            WorkLine.write(work, to: &html)
            html.raw(" <span class=quiet>told by ")
            html.number(Set(items.filter { $0.unit == unit }.map(\.article)).count)
            html.raw(" of these pages</span></li>")
        }
        html.raw("</ul>")
    }

    // MARK: Stories

    private func stories(_ items: [EvidenceItem], to html: inout HTMLBuffer) {
        var order: [String] = []
        var byStory: [String: [String]] = [:]
        for item in items {
            let story = index.articles[item.article]?.story ?? item.article
            if byStory[story] == nil { order.append(story) }
            if byStory[story]?.contains(item.article) != true { byStory[story, default: []].append(item.article) }
        }
        for story in order {
            let members = (byStory[story] ?? []).sorted(by: index.isUpstream)
            let known = Set(members)
            let edges = (index.stories[story]?.edges ?? []).filter { known.contains($0.a) && known.contains($0.b) }
            let tree = CopyTree(order: members, edges: edges)
            html.raw("<ul class=tree>")
            node(0, of: tree, under: nil, items, to: &html)
            html.raw("</ul>")
        }
    }

    private func node(
        _ number: Int, of tree: CopyTree, under original: String?, _ items: [EvidenceItem], to html: inout HTMLBuffer
    ) {
        let node = tree.nodes[number]
        let own = items.filter { $0.article == node.article }
        html.raw("<li>")
        ArticleLine.write(node.article, index, to: &html)
        if let edge = node.edge {
            html.raw(" <span class=mark>")
            html.text("\(edge.relation), \(Int((edge.containment * 100).rounded())) % of its text")
            html.raw("</span>")
        } else if number > 0 {
            html.raw(" <span class=mark>same story</span>")
        }
        for drift in claim.drift where drift.article == node.article {
            html.raw(" <span class=\"mark drift\">changed: ")
            html.text(PlainWords.underscored(drift.kind), limit: 60)
            html.raw("</span>")
        }
        for item in own { QuoteLine(item: item, index: index).write(comparedWith: original, to: &html) }
        if !node.children.isEmpty {
            html.raw("<ul>")
            for child in node.children {
                self.node(child, of: tree, under: own.first?.quote ?? original, items, to: &html)
            }
            html.raw("</ul>")
        }
        html.raw("</li>")
    }

    // MARK: Lists

    private func list(_ title: StaticString, _ items: [EvidenceItem], to html: inout HTMLBuffer) {
        guard !items.isEmpty else { return }
        html.raw("<h4>")
        html.raw(title)
        html.raw("</h4><ul class=flat>")
        for item in items {
            html.raw("<li>")
            ArticleLine.write(item.article, index, to: &html)
            if let commenter = item.commenter {
                html.raw(" <span class=quiet>commenter ")
                html.isolated(commenter, limit: 60)
                html.raw("</span>")
            }
            QuoteLine(item: item, index: index).write(comparedWith: nil, to: &html)
            html.raw("</li>")
        }
        html.raw("</ul>")
    }
}
