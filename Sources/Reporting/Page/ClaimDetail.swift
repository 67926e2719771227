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
            html.raw("<h4 data-part=s>Who says it, upstream first</h4>")
            stories(support, to: &html)
        }
        list("Who disputes it", "d", byPage.filter { $0.polarity == Polarity.negated.rawValue }, to: &html)
        list("Who asks", "q", byPage.filter { $0.polarity == Polarity.questioned.rawValue }, to: &html)
        list("Commenters: anecdotes and opinions", "u", byUser, to: &html)
        if claim.evidenceTotal > claim.evidence.count {
            html.raw("<p class=quiet>Shown are the ")
            html.number(claim.evidence.count)
            html.raw(" strongest of ")
            html.number(claim.evidenceTotal)
            html.raw(" quotes; the view v_evidence of claimstream.db has them all.</p>")
        }
        html.raw("</div>")
    }

    // MARK: Numbers

    private func numbers(to html: inout HTMLBuffer) {
        html.raw(CountsTable.head)
        CountsTable.cells(claim.support, to: &html)
        html.raw(CountsTable.dispute)
        CountsTable.cells(claim.dispute, to: &html)
        html.raw(CountsTable.end)
        html.raw("Seen ")
        html.text(seen)
        html.raw(" \u{00B7} belief ")
        html.number(claim.belief.support, decimals: 2)
        html.raw(" for, ")
        html.number(claim.belief.dispute, decimals: 2)
        html.raw(" against, <a href=#methods>how it is counted</a> \u{00B7} asked ")
        html.text(PlainWords.count(claim.questioned, "time"))
        html.raw(" \u{00B7} predicates: ")
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

    private var seen: String {
        guard let first = claim.firstSeen, let last = claim.lastSeen else { return "on undated pages only" }
        let days = (PlainWords.day(first), PlainWords.day(last))
        return days.0 == days.1 ? days.0 : "\(days.0) to \(days.1)"
    }

    // MARK: Studies

    private func studies(_ items: [EvidenceItem], to html: inout HTMLBuffer) {
        var units: [String] = []
        for item in items where index.works[item.unit] != nil && !units.contains(item.unit) { units.append(item.unit) }
        guard !units.isEmpty else { return }
        html.raw("<h4 data-part=w>Upstream study</h4><ul class=works>")
        for unit in units {
            guard let work = index.works[unit] else { continue }
            html.raw("<li>")
            WorkLine.write(work, to: &html)
            html.raw(" <span class=quiet>told by ")
            html.number(Set(items.filter { $0.unit == unit }.map(\.article)).count)
            html.raw(" of these pages")
            html.raw("</span></li>")
        }
        html.raw("</ul>")
    }

    // MARK: Stories

    private func stories(_ items: [EvidenceItem], to html: inout HTMLBuffer) {
        var byStory: [String: [String]] = [:]
        for item in items {
            let story = index.articles[item.article]?.story ?? item.article
            if byStory[story]?.contains(item.article) != true { byStory[story, default: []].append(item.article) }
        }
        // The tier of an article is that of its words on this claim, not of the page.
        let tiers = Dictionary(items.map { ($0.article, $0.tier) }, uniquingKeysWith: min)
        func key(_ article: String) -> (String, String, String) { index.key(article, tier: tiers[article]) }
        let stories = byStory.map { (id: $0.key, members: $0.value.sorted { key($0) < key($1) }) }
            .sorted { key($0.members[0]) < key($1.members[0]) }
        for story in stories {
            let known = Set(story.members)
            let edges = (index.stories[story.id]?.edges ?? []).filter { known.contains($0.a) && known.contains($0.b) }
            let tree = CopyTree(order: story.members, edges: edges)
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
        ArticleLine.reference(node.article, tier: own.map(\.tier).min(), index, to: &html)
        if let edge = node.edge {
            html.raw(" <span class=mark>")
            html.text(
                "\(edge.relation == "copy" ? "copy" : "rewritten"): \(Int((edge.containment * 100).rounded())) % of the text shared"
            )
            html.raw("</span>")
        } else if number > 0 {
            html.raw(" <span class=mark>same story</span>")
        }
        for drift in claim.drift where drift.article == node.article {
            html.raw(" <span class=\"mark drift\">changed: ")
            html.text(PlainWords.underscored(drift.kind), limit: 60)
            html.raw("</span>")
        }
        for item in own {
            QuoteLine(item: item, index: index).write(comparedWith: original, isReference: true, to: &html)
        }
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

    private func list(_ title: StaticString, _ part: StaticString, _ items: [EvidenceItem], to html: inout HTMLBuffer) {
        guard !items.isEmpty else { return }
        html.raw("<h4 data-part=")
        html.raw(part)
        html.raw(">")
        html.raw(title)
        html.raw("</h4><ul class=flat>")
        for item in items {
            html.raw("<li>")
            ArticleLine.reference(item.article, tier: item.tier, index, to: &html)
            if let commenter = item.commenter {
                html.raw(" <span class=quiet>commenter ")
                html.isolated(commenter, limit: 60)
                html.raw("</span>")
            }
            QuoteLine(item: item, index: index).write(comparedWith: nil, isReference: true, to: &html)
            html.raw("</li>")
        }
        html.raw("</ul>")
    }
}

/// The counts of a claim by side and tier. Its parts are whole literals, so that they pack well.
enum CountsTable {
    static let head: StaticString = """
        <table class=small data-part=n><caption class=sr>Counts by side and tier</caption><thead><tr><td></td><th scope=col>units\
        <th scope=col>works<th scope=col>stories<th scope=col>pages<th scope=col>commenters\
        <th scope=col><abbr title="primary study">T1</abbr><th scope=col><abbr title="press release">T2</abbr>\
        <th scope=col><abbr title="news">T3</abbr><th scope=col><abbr title="commercial page">T4</abbr>\
        <th scope=col><abbr title="commenter">T5</abbr></tr></thead><tbody><tr><th scope=row>support
        """
    static let dispute: StaticString = "</tr><tr><th scope=row>dispute"
    static let end: StaticString = "</tr></tbody></table><p class=facts>"

    static func cells(_ counts: EvidenceCounts, to html: inout HTMLBuffer) {
        let tiers = Tier.allCases.map { counts.byTier[$0.rawValue] ?? 0 }
        for number in [counts.units, counts.works, counts.stories, counts.documents, counts.commenters] + tiers {
            html.raw("<td class=n>")
            html.number(number)
        }
    }
}
