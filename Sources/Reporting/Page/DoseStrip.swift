import Events
import Foundation

/// Doses a day of one drug on a logarithmic axis: circles for those that the label covers, crosses for those it does not.
///
/// Only doses that the pharmacology table speaks on are drawn, each unit apart; the names of the outliers stand below.
struct DoseStrip {
    private let unit: String
    private let doses: [DoseCheck]

    /// The commonest unit's doses; nil where no dose has a daily total and a unit.
    init?(_ all: [DoseCheck]) {
        let usable = all.filter { ($0.dailyTotal ?? 0) > 0 && $0.unit != nil }
        var counts: [String: Int] = [:]
        for dose in usable { counts[dose.unit ?? "", default: 0] += 1 }
        guard let unit = counts.max(by: { ($0.value, $1.key) < ($1.value, $0.key) })?.key else { return nil }
        self.unit = unit
        doses = usable.filter { $0.unit == unit }
    }

    func write(to html: inout HTMLBuffer) {
        let totals = doses.map { log10($0.dailyTotal ?? 1) }
        let low = (totals.min() ?? 0).rounded(.down)
        let high = max(low + 1, (totals.max() ?? 1).rounded(.up))
        func x(_ value: Double) -> Int { 10 + Int((value - low) / (high - low) * 280) }
        let inside = doses.filter { $0.verdict == CheckVerdict.consistent.rawValue }.compactMap(\.dailyTotal)
        html.raw("<svg class=strip width=300 height=52 viewBox=\"0 0 300 52\" role=img")
        html.attribute(
            "aria-label",
            "\(doses.count) daily doses in \(unit) on a logarithmic axis; \(doses.count - inside.count) outside what the label covers"
        )
        html.raw("><path class=axis d=\"M10 34H290\"/>")
        if let least = inside.min(), let most = inside.max() {
            html.raw("<rect class=range y=8 height=22")
            html.attribute("x", x(log10(least)) - 5)
            html.attribute("width", x(log10(most)) - x(log10(least)) + 10)
            html.raw("/>")
        }
        for dose in doses {
            let place = x(log10(dose.dailyTotal ?? 1))
            if dose.verdict == CheckVerdict.consistent.rawValue {
                html.raw("<circle r=4 cy=19")
                html.attribute("cx", place)
                html.raw("/>")
            } else {
                html.raw("<path class=out")
                html.attribute("d", "M\(place - 5) 13l2 0 3 4 3-4 2 0-4 6 4 6-2 0-3-4-3 4-2 0 4-6z")
                html.raw("/>")
            }
        }
        var power = Int(low)
        while power <= Int(high) {
            html.raw("<text class=tick y=48 text-anchor=middle")
            html.attribute("x", x(Double(power)))
            html.raw(">")
            html.text(
                power >= 0
                    ? "1" + String(repeating: "0", count: min(power, 9))
                    : "0." + String(repeating: "0", count: min(-power, 9) - 1) + "1")
            html.raw("</text>")
            power += 1
        }
        html.raw("</svg><p class=facts>")
        html.text("\(unit) a day; the dashed box spans the doses within the label")
        let outliers = doses.filter { $0.verdict != CheckVerdict.consistent.rawValue }
        for dose in outliers.prefix(5) {
            html.raw("; outside: ")
            html.isolated(dose.quote ?? "\(dose.dailyTotal ?? 0) \(unit)", limit: 60)
            if let detail = dose.detail {
                html.raw(" (")
                html.isolated(detail, limit: 120)
                html.raw(")")
            }
        }
        html.raw("</p>")
    }
}
