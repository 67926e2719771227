import Events
import Foundation

/// The doses of one drug on a logarithmic axis in milligrams a day, against the label's range.
///
/// Filled circles state a day's total, hollow ones a single amount; crosses are what the sink found outside the label. The
/// range goes from the smallest unit to the usual maximum of the pharmacology table, where the caller brought it along.
struct DoseStrip {
    private struct Dose {
        let amount: Double
        let isDaily: Bool
        let check: DoseCheck
        var isOutside: Bool { check.verdict == CheckVerdict.contradicts.rawValue }
    }

    private let doses: [Dose]
    private let low: Double?
    private let high: Double?
    private let source: String?

    /// Outliers beyond these are counted, not named.
    private static let mostNamed = 6

    /// Nil where no dose is an amount of mass.
    init?(_ checks: [DoseCheck], _ facts: DrugFacts?) {
        doses = checks.compactMap { check in
            let factor: Double? =
                switch check.unit {
                case "mg": 1
                case "ug": 0.001
                case "g": 1_000
                default: nil
                }
            guard let factor, let amount = check.dailyTotal ?? check.amount, amount > 0 else { return nil }
            return Dose(amount: amount * factor, isDaily: check.dailyTotal != nil, check: check)
        }
        guard !doses.isEmpty else { return nil }
        low = facts?.smallestUnit
        high = facts?.usualMaximum
        source = facts?.source
    }

    func write(_ index: ReportIndex, to html: inout HTMLBuffer) {
        let drawn = (doses.map(\.amount) + [low, high].compactMap { $0 }).map { log10($0) }
        let first = max(-9, (drawn.min() ?? 0).rounded(.down))
        let last = min(9, max(first + 1, (drawn.max() ?? 1).rounded(.up)))
        func x(_ amount: Double) -> Int {
            14 + Int(min(1, max(0, (log10(amount) - first) / (last - first))) * 272)
        }
        let outside = doses.filter(\.isOutside)
        html.raw("<svg class=strip width=300 height=56 viewBox=\"0 0 300 56\" role=img")
        html.attribute(
            "aria-label",
            "\(PlainWords.count(doses.count, "dose")) in milligrams on a logarithmic axis; \(range); \(outside.count) that do not fit it"
        )
        html.raw("><path class=axis d=\"M10 38H290\"/>")
        if low != nil || high != nil {
            let (from, to) = (low.map(x) ?? 14, high.map(x) ?? 286)
            html.raw("<rect class=range y=8 height=24 rx=3")
            html.attribute("x", min(from, to) - 3)
            html.attribute("width", abs(to - from) + 6)
            html.raw("/>")
        }
        for dose in doses { mark(dose, x(dose.amount), to: &html) }
        for power in Int(first)...Int(last) {
            html.raw("<path class=axis")
            html.attribute("d", "M\(x(pow(10, Double(power)))) 38v4")
            html.raw("/><text class=tick y=53 text-anchor=middle")
            html.attribute("x", x(pow(10, Double(power))))
            html.raw(">")
            html.text(Self.power(power))
            html.raw("</text>")
        }
        html.raw("</svg><p class=facts>mg a day. ")
        html.text(range.prefix(1).uppercased() + range.dropFirst())
        if let source, low != nil || high != nil {
            html.raw(" (")
            html.isolated(source, limit: 160)
            html.raw(")")
        }
        html.raw(".</p>")
        named(outside, index, to: &html)
    }

    /// What the box stands for, in words.
    private var range: String {
        switch (low, high) {
        case (let low?, let high?):
            "the dashed box is the label's range, from the smallest unit of \(Self.plain(low)) to the usual maximum of \(Self.plain(high))"
        case (nil, let high?): "the dashed box is the label's range, up to the usual maximum of \(Self.plain(high))"
        case (let low?, nil): "the dashed box is the label's range, from the smallest unit of \(Self.plain(low)) on"
        case (nil, nil): "no range of the label is known here"
        }
    }

    private func mark(_ dose: Dose, _ place: Int, to html: inout HTMLBuffer) {
        guard !dose.isOutside else {
            html.raw("<path class=out")
            html.attribute("d", "M\(place - 5) 14l2 0 3 4 3-4 2 0-4 6 4 6-2 0-3-4-3 4-2 0 4-6z")
            html.raw("/>")
            return
        }
        html.raw(dose.isDaily ? "<circle r=4 cy=20" : "<circle class=single r=4 cy=20")
        html.attribute("cx", place)
        html.raw("/>")
    }

    /// The outliers with their words, place and reason.
    private func named(_ outside: [Dose], _ index: ReportIndex, to html: inout HTMLBuffer) {
        guard !outside.isEmpty else { return }
        html.raw("<ul class=flat>")
        for dose in outside.prefix(Self.mostNamed) {
            html.raw("<li>\u{2715} ")
            html.text(Self.plain(dose.amount) + " mg: ")
            if let quote = dose.check.quote {
                html.raw("<q>")
                html.isolated(quote, limit: 80)
                html.raw("</q> ")
            }
            if let detail = dose.check.detail {
                html.isolated(detail, limit: 160)
                html.raw(" ")
            }
            html.raw("<span class=quiet>")
            html.isolated(index.articles[dose.check.article]?.source ?? dose.check.article, limit: 120)
            html.text(" \(dose.check.segment ?? "") [\(dose.check.start):\(dose.check.end)]")
            html.raw("</span></li>")
        }
        html.raw("</ul>")
        guard outside.count > Self.mostNamed else { return }
        html.raw("<p class=quiet>and ")
        html.number(outside.count - Self.mostNamed)
        html.raw(" more in dose-checks.jsonl</p>")
    }

    private static func power(_ power: Int) -> String {
        power >= 0 ? "1" + String(repeating: "0", count: power) : "0." + String(repeating: "0", count: -power - 1) + "1"
    }

    /// At most four digits that matter.
    private static func plain(_ amount: Double) -> String {
        amount == amount.rounded() && amount < 1e9
            ? String(Int(amount)) : String(Double(String(format: "%.4g", amount)) ?? amount)
    }
}
