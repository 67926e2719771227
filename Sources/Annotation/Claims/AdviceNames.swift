/// The one name that an advice has for all its wordings, from `claims/advice-names.tsv`: "start within five days" for "begin within five
/// days", "use contraception" for "use a reliable form of contraception".
struct AdviceNames: Sendable {
    private enum Kind: String {
        /// The words alone are renamed.
        case part
        /// The advice that holds the words is renamed; a refusal only where the words refuse as well.
        case whole
        /// The words that the advice begins with are renamed.
        case start
    }

    private struct Row {
        var kind: Kind
        var name: String
    }

    private let rows: [Row]
    /// By their first word, so that a label asks for its own words alone: a text has many advices, and the table many phrases.
    private let phrases: [String: [(words: [String], row: Int, refuses: Bool)]]

    /// - Throws: `ResourceError.malformed` with file and line.
    init(bytes: [UInt8]) throws(ResourceError) {
        let file = try TableFile(name: "claims/advice-names.tsv", bytes: bytes, columns: 3)
        var rows: [Row] = []
        var phrases: [String: [(words: [String], row: Int, refuses: Bool)]] = [:]
        for row in file.rows {
            guard let kind = Kind(rawValue: row.string(0)) else {
                throw .malformed(
                    file: file.name, line: row.line, reason: "no part of an advice is called \(row.string(0))")
            }
            for written in row.list(2) {
                let phrase = String(decoding: written, as: UTF8.self)
                let words = phrase.split(separator: " ").map(String.init)
                guard let first = words.first else { continue }
                phrases[first, default: []].append((words, rows.count, Self.refuses(phrase)))
            }
            rows.append(Row(kind: kind, name: row.string(1)))
        }
        self.rows = rows
        self.phrases = phrases
    }

    /// The name of an advice, which is looked for without "the" as well: what no row renames keeps it ("reserve for the first trimester").
    func fullName(of label: String) -> String {
        let name = name(of: label)
        guard name == label, label.contains(" the ") else { return name }
        let words = label.split(separator: " ")
        let bare = words.enumerated().filter { $0.offset == 0 || $0.element != "the" }.map(\.element)
            .joined(separator: " ")
        let other = self.name(of: bare)
        return other == bare ? label : other
    }

    /// The rows are tried in order, each on what the one before has left.
    func name(of label: String) -> String {
        var words = label.split(separator: " ").map(String.init)
        // "take one capsule with breakfast": how many says the packet.
        if words.count > 4, words[0] == "take" || words[0] == "swallow", Self.numbers.contains(words[1]),
            Self.units.contains(words[2]), Self.links.contains(words[3])
        {
            words.removeSubrange(1...2)
        }
        if words.contains(where: Self.spans.contains), let limit = Self.limited(label) {
            words = limit.split(separator: " ").map(String.init)
        }
        // "do not use indigestion tablets at the same time"
        if label.hasSuffix(" at same time"),
            let head = ["do not use ", "do not take "].first(where: label.hasPrefix),
            label.utf8.count > head.utf8.count + 13
        {
            return "do not combine with \(label.dropFirst(head.utf8.count).dropLast(13))"
        }
        var first = 0
        while let (row, place) = match(in: words, from: first) {
            let name = rows[row].name
            if rows[row].kind == .whole { return name }
            words.replaceSubrange(place, with: name.split(separator: " ").map(String.init))
            first = row + 1
        }
        return words.joined(separator: " ")
    }

    /// The first row, of those from a place on, whose words stand in a label.
    private func match(in label: [String], from first: Int) -> (row: Int, place: Range<Int>)? {
        var best: (row: Int, place: Range<Int>)?
        let isRefusal = label.first.map { Self.refuses($0 == "do" ? "do not" : $0) } ?? false
        for index in label.indices {
            guard let known = phrases[label[index]] else { continue }
            for phrase in known where phrase.row >= first && best.map({ phrase.row < $0.row }) ?? true {
                let end = index + phrase.words.count
                guard end <= label.count, label[index..<end].elementsEqual(phrase.words) else { continue }
                switch rows[phrase.row].kind {
                case .start where index > 0: continue
                case .whole where isRefusal && !phrase.refuses: continue
                case .start, .whole, .part: best = (phrase.row, index..<end)
                }
            }
        }
        return best
    }

    private static func refuses(_ label: String) -> Bool {
        label.hasPrefix("do not") || label.hasPrefix("avoid") || label.hasPrefix("never")
            || label.hasPrefix("contraindicated")
    }

    /// "do not use for longer than seven days", "do not exceed one week", "use for two weeks at most": limit to it.
    private static func limited(_ label: String) -> String? {
        for head in ["longer than ", "more than ", "exceed ", "beyond ", "past ", "for up to ", "for at most "] {
            guard let place = label.firstRange(of: head),
                refuses(label) || label.contains(" no ") || head.hasPrefix("for ")
            else { continue }
            let span = label[place.upperBound...]
            if isSpan(span) { return "limit to \(span)" }
        }
        for tail in [" at most", " at the most", " max", " maximum", " tops"] {
            guard let most = label.firstRange(of: tail) else { continue }
            let head = label[..<most.lowerBound]
            guard let place = head.firstRange(of: " for ") else { continue }
            let span = head[place.upperBound...]
            if isSpan(span) { return "limit to \(span)" }
        }
        return nil
    }

    /// "seven days", "a couple of months", "ten days a month": a number, and a measure of time.
    private static func isSpan(_ words: Substring) -> Bool {
        let all = words.split(separator: " ")
        guard all.count >= 2, all.count <= 6, let first = all.first,
            first.allSatisfy(\.isNumber) || numbers.contains(String(first)),
            let unit = all.firstIndex(where: { spans.contains(String($0)) }), unit <= 4
        else { return false }
        // "4 grams a day" is a dose.
        return !all[1..<max(1, unit)].contains { doses.contains(String($0)) }
    }

    private static let numbers: Set<String> = [
        "a", "an", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twelve", "fourteen",
        "few", "several", "half",
    ]
    private static let units: Set<String> = [
        "tablet", "tablets", "capsule", "capsules", "pill", "pills", "dose", "doses", "sachet", "sachets", "scoop",
        "scoops",
        "teaspoon", "spoonful", "softgel", "softgels", "gummy", "gummies",
    ]
    private static let links: Set<String> = ["with", "after", "at", "in", "before", "on", "during"]
    private static let spans: Set<String> = [
        "day", "days", "week", "weeks", "month", "months", "year", "years", "nights",
    ]
    private static let doses: Set<String> = [
        "g", "gram", "grams", "mg", "milligrams", "mcg", "micrograms", "tablets", "pills", "capsules", "puffs", "drops",
        "units", "doses", "times", "cups", "drinks", "a",
    ]
}
