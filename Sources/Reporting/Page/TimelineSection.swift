import Events

/// Pages and stories by date, as two lines: a burst of copies raises one and not the other.
struct TimelineSection {
    /// Pages and first pages of stories by period, ascending; periods without any are in it with zeros.
    private(set) var periods: [(name: String, documents: Int, stories: Int)] = []
    /// Pages that state no date.
    private(set) var undated = 0
    /// Months that have pages, ascending.
    private var firstMonths: [String] = []

    /// More months than this are joined to years.
    private static let mostMonths = 60

    init(_ contents: ReportContents) {
        var documents: [String: Int] = [:]
        var firsts: [String: String] = [:]
        var known: [(month: String, story: String)] = []
        for article in contents.articles {
            guard let month = Self.month(of: article) else {
                undated += 1
                continue
            }
            documents[month, default: 0] += 1
            firsts[article.story] = min(firsts[article.story] ?? month, month)
            known.append((month, article.story))
        }
        var stories: [String: Int] = [:]
        for month in firsts.values { stories[month, default: 0] += 1 }
        firstMonths = documents.keys.sorted()
        guard let low = documents.keys.min().flatMap(Self.number), let high = documents.keys.max().flatMap(Self.number)
        else { return }
        if high - low < Self.mostMonths {
            periods = (low...high).map { number in
                let name = Self.name(number)
                return (name, documents[name] ?? 0, stories[name] ?? 0)
            }
        } else {
            periods = (low / 12...high / 12).suffix(200).map { year in
                let name = Self.padded(year, 4)
                return (
                    name, documents.filter { $0.key.hasPrefix(name) }.values.reduce(0, +),
                    stories.filter { $0.key.hasPrefix(name) }.values.reduce(0, +)
                )
            }
        }
    }

    /// The month of a page's date; a year alone counts in January. Nil where it states none.
    static func month(of article: ArticleSummary) -> String? {
        guard let date = article.published else { return nil }
        let parts = date.split(separator: "-", maxSplits: 2)
        guard let year = parts.first, year.utf8.count == 4, let number = Int(year), number > 0 else { return nil }
        let month = parts.count > 1 ? Int(parts[1].prefix(2)) ?? 1 : 1
        guard (1...12).contains(month) else { return nil }
        return name(number * 12 + month - 1)
    }

    private static func number(_ month: String) -> Int? {
        let parts = month.split(separator: "-").compactMap { Int($0) }
        return parts.count == 2 ? parts[0] * 12 + parts[1] - 1 : nil
    }

    private static func name(_ number: Int) -> String { padded(number / 12, 4) + "-" + padded(number % 12 + 1, 2) }

    private static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }

    func write(to html: inout HTMLBuffer) {
        html.raw("<section id=timeline><h2>Timeline</h2>")
        guard let first = periods.first, let last = periods.last else {
            html.raw("<p>No page states a date.</p></section>")
            return
        }
        html.raw("<p>Pages (solid, squares) and first appearances of stories (dashed, circles). ")
        html.raw("Where the first line rises alone, one text was copied.")
        if undated > 0 {
            html.raw(" Undated pages: <a href=#m-undated>")
            html.number(undated)
            html.raw("</a>.")
        }
        html.raw("</p><figure><svg class=timeline viewBox=\"0 0 720 190\" role=img")
        html.attribute(
            "aria-label", "Pages and stories from \(first.name) to \(last.name); the numbers are in the table below")
        html.raw(">")
        let tallest = max(1, periods.map(\.documents).max() ?? 1)
        axis(tallest, to: &html)
        line("docs", periods.map(\.documents), tallest, to: &html)
        line("stories", periods.map(\.stories), tallest, to: &html)
        ticks(to: &html)
        html.raw(
            "</svg></figure><details><summary>The numbers</summary><div class=scroll tabindex=0 role=region aria-label=\"Timeline numbers\"><table class=small>"
        )
        html.raw(
            "<caption class=sr>Pages and stories by date</caption><thead><tr><th scope=col>from<th scope=col>pages<th scope=col>stories</tr></thead><tbody>"
        )
        for period in periods where period.documents > 0 {
            html.raw("<tr><th scope=row><a")
            html.attribute("href", "#m-" + (firstMonth(of: period.name) ?? period.name))
            html.raw(">")
            html.text(period.name)
            html.raw("</a>")
            html.raw("<td class=n>")
            html.number(period.documents)
            html.raw("<td class=n>")
            html.number(period.stories)
            html.raw("</tr>")
        }
        html.raw("</tbody></table></div></details></section>")
    }

    private func axis(_ tallest: Int, to html: inout HTMLBuffer) {
        html.raw("<path class=axis d=\"M36 10V166H704\"/><text class=tick x=30 y=18 text-anchor=end>")
        html.number(tallest)
        html.raw("</text><text class=tick x=30 y=166 text-anchor=end>0</text>")
    }

    /// Where a period stands in the drawing.
    private func x(_ index: Int) -> Int { periods.count > 1 ? 44 + index * 652 / (periods.count - 1) : 370 }

    /// The month of the first page within a period: a month itself, or a year.
    private func firstMonth(of period: String) -> String? { firstMonths.first { $0.hasPrefix(period) } }

    /// At most seven names of periods, the first and the last among them.
    private func ticks(to html: inout HTMLBuffer) {
        let steps = min(6, periods.count - 1)
        for step in 0...steps {
            let index = steps == 0 ? 0 : step * (periods.count - 1) / steps
            html.raw("<path class=axis")
            html.attribute("d", "M\(x(index)) 166v5")
            html.raw("/><text class=tick y=186 text-anchor=")
            html.raw(steps > 0 && step == steps ? "end" : step == 0 && steps > 0 ? "start" : "middle")
            html.attribute("x", steps > 0 && step == steps ? 704 : step == 0 && steps > 0 ? 36 : x(index))
            html.raw(">")
            html.text(periods[index].name)
            html.raw("</text>")
        }
    }

    private func line(_ name: StaticString, _ values: [Int], _ tallest: Int, to html: inout HTMLBuffer) {
        func y(_ value: Int) -> Int { 166 - value * 148 / tallest }
        html.raw("<g class=")
        html.raw(name)
        html.raw("><path d=\"")
        for (index, value) in values.enumerated() {
            html.raw(index == 0 ? "M" : "L")
            html.number(x(index))
            html.raw(" ")
            html.number(y(value))
        }
        html.raw("\"/>")
        for (index, value) in values.enumerated() where value > 0 {
            html.raw("<use")
            html.raw(" href=\"#mark-")
            html.raw(name)
            html.raw("\"")
            html.attribute("x", x(index))
            html.attribute("y", y(value))
            html.raw("/>")
        }
        html.raw("</g>")
    }
}
