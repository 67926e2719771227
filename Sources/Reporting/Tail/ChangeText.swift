package import Events

/// Says one change in a line or two for a terminal: what changed, from what to what, because of which page.
///
/// Text from documents is stripped of control characters, so that no title can move the cursor or colour the screen.
package struct ChangeText: Sendable {
    private let isColoured: Bool
    /// Titles by article id, and quotes by claim and article, of the latest snapshot; both may lack what is newer.
    private let titles: [String: String]
    private let quotes: [String: [String: String]]

    package init(isColoured: Bool, articles: [ArticleSummary] = [], claims: [AggregatedClaim] = []) {
        self.isColoured = isColoured
        titles = Dictionary(articles.map { ($0.id, $0.title ?? $0.source) }) { first, _ in first }
        quotes = Dictionary(
            claims.map { claim in
                (
                    claim.claim,
                    Dictionary(claim.evidence.compactMap { item in item.quote.map { (item.article, $0) } }) {
                        first, _ in first
                    }
                )
            }
        ) { first, _ in first }
    }

    /// Causes beyond these are counted, not named.
    private static let mostCauses = 3

    /// With its last newline.
    package func text(_ change: ChangeLine) -> String {
        let (mark, colour) =
            switch change.kind {
            case .new: ("+ new", "32")
            case .changed: ("~ changed", "33")
            case .gone: ("- gone", "31")
            }
        var out = paint("\(change.seq) \(mark)", colour) + "  "
        out += paint(
            "\(Self.plain(change.subject)) \(PlainWords.predicate(change.predicate)) \(Self.plain(change.object))", "1")
        let differences = Self.differences(change.before, change.after)
        if !differences.isEmpty { out += "  " + differences.joined(separator: ", ") }
        out += "\n"
        for cause in change.because.prefix(Self.mostCauses) {
            out +=
                "    \(PlainWords.underscored(cause.what)): \(Self.plain(titles[cause.article] ?? cause.article, limit: 80))"
            if let quote = quotes[change.claim]?[cause.article] {
                out += paint("  \u{201C}\(Self.plain(quote, limit: 140))\u{201D}", "2")
            }
            out += "\n"
        }
        if change.because.count > Self.mostCauses {
            out += "    and \(change.because.count - Self.mostCauses) more pages\n"
        }
        return out
    }

    /// `units 1→2`, `dispute pages 0→1`: every number that is not what it was.
    private static func differences(_ before: ChangeLine.Counts?, _ after: ChangeLine.Counts?) -> [String] {
        var found: [String] = []
        func compare(_ name: String, _ value: (ChangeLine.Counts) -> Int) {
            let (old, new) = (before.map(value) ?? 0, after.map(value) ?? 0)
            if old != new { found.append("\(name) \(old)\u{2192}\(new)") }
        }
        compare("units") { $0.support.units }
        compare("works") { $0.support.works }
        compare("stories") { $0.support.stories }
        compare("pages") { $0.support.documents }
        compare("commenters") { $0.support.commenters }
        compare("disputing units") { $0.dispute.units }
        compare("disputing pages") { $0.dispute.documents }
        compare("disputing commenters") { $0.dispute.commenters }
        compare("asked") { $0.questioned }
        return found
    }

    private func paint(_ text: String, _ code: String) -> String {
        isColoured ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
    }

    /// One line without control characters, bidirectional marks among them.
    static func plain(_ text: String, limit: Int = 200) -> String {
        // Nearly every name: nothing to look up scalar by scalar.
        if text.utf8.count <= limit, text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return text }
        var out = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if out.count >= limit {
                out.append("\u{2026}")
                break
            }
            switch scalar.properties.generalCategory {
            case .control, .lineSeparator, .paragraphSeparator: out.append(" ")
            case .format: continue
            default: out.append(scalar)
            }
        }
        return String(out)
    }
}
