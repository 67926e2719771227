import Events

/// The small drawings of the report: SVG with classes only, each with words that say the same.
enum Charts {
    private static let barWidth = 160

    /// The cell with two bars over each other: support above, dispute (hatched) below, each split by tier.
    ///
    /// - Parameter scale: what the full width stands for.
    static func tierBar(_ claim: AggregatedClaim, scale: Int, to html: inout HTMLBuffer) {
        html.raw("<td class=bars><svg class=bar width=160 height=24 viewBox=\"0 0 160 24\" role=img")
        html.attribute("aria-label", tierWords(claim))
        html.raw(">")
        half(claim.support, isDispute: false, scale: scale, to: &html)
        half(claim.dispute, isDispute: true, scale: scale, to: &html)
        html.raw("</svg>")
    }

    private static func half(
        _ counts: EvidenceCounts, isDispute: Bool, scale: Int, to html: inout HTMLBuffer
    ) {
        var x = 0
        for tier in Tier.allCases {
            guard let count = counts.byTier[tier.rawValue], count > 0 else { continue }
            let width = max(3, count * barWidth / max(1, scale))
            let shown = min(width, barWidth - x)
            guard shown > 0 else { break }
            html.raw("<rect class=t")
            html.number(tier.wireNumber)
            box(x: x, width: max(1, shown - 1), isDispute: isDispute, to: &html)
            html.raw("/>")
            if isDispute {
                html.raw("<rect class=hatch")
                box(x: x, width: max(1, shown - 1), isDispute: isDispute, to: &html)
                html.raw("/>")
            } else if shown >= 12 {
                html.raw("<text class=on")
                html.attribute("x", x + shown / 2)
                html.raw(" y=11 text-anchor=middle>")
                html.number(tier.wireNumber)
                html.raw("</text>")
            }
            x += width
        }
    }

    private static func box(x: Int, width: Int, isDispute: Bool, to html: inout HTMLBuffer) {
        html.attribute("x", x)
        html.attribute("width", width)
        html.raw(isDispute ? " y=\"15\" height=\"8\"" : " y=\"1\" height=\"12\"")
    }

    private static func tierWords(_ claim: AggregatedClaim) -> String {
        func side(_ counts: EvidenceCounts) -> String {
            let parts = Tier.allCases.compactMap { tier in
                counts.byTier[tier.rawValue].map { "\($0) \(PlainWords.tier(tier))" }
            }
            return parts.isEmpty ? "none" : parts.joined(separator: ", ")
        }
        return "Support: \(side(claim.support)). Dispute: \(side(claim.dispute))."
    }

    /// Documents a week as strokes, stories as dots above them.
    static func sparkline(_ weeks: [WeekCount], to html: inout HTMLBuffer) {
        guard let first = weeks.first, let last = weeks.last else { return }
        let numbers = weeks.map { weekNumber($0.week) }
        let (low, high) = (weekNumber(first.week), weekNumber(last.week))
        let tallest = max(1, weeks.map(\.documents).max() ?? 1)
        html.raw("<svg class=spark width=84 height=22 viewBox=\"0 0 84 22\" role=img")
        html.attribute(
            "aria-label",
            "\(weeks.reduce(0) { $0 + $1.documents }) pages and \(weeks.reduce(0) { $0 + $1.stories }) stories from week \(first.week) to \(last.week)"
        )
        html.raw("><path d=\"")
        var places: [(x: Int, y: Int)] = []
        for (index, week) in weeks.enumerated() {
            let x = high > low ? 2 + (numbers[index] - low) * 80 / (high - low) : 42
            let y = 20 - max(1, week.documents * 14 / tallest)
            if week.documents > 0 {
                html.raw("M")
                html.number(x)
                html.raw(" 20V")
                html.number(y)
            }
            if week.stories > 0 { places.append((x, y)) }
        }
        html.raw("\"/>")
        for place in places {
            html.raw("<circle r=2")
            html.attribute("cx", place.x)
            html.attribute("cy", max(2, place.y - 2))
            html.raw("/>")
        }
        html.raw("</svg>")
    }

    /// Weeks since year 0, near enough to place a point: `2024-W18`.
    private static func weekNumber(_ week: String) -> Int {
        let parts = week.split(separator: "-")
        guard let year = parts.first.flatMap({ Int($0) }) else { return 0 }
        let number = parts.count > 1 ? Int(parts[1].drop { $0 == "W" }) ?? 1 : 1
        return year * 52 + year / 6 + number
    }
}
