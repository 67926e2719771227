package import Events

/// A lexicon of the user's own: rows on top of the shipped ones, kept as one CSV file that `lexicon import` writes and people may edit.
///
/// The header names the columns: `name` and any of `kind, rxcui, atc, classes, ingredients, aliases, brands`; lists are joined by `|`. A
/// name that the shipped lexicon knows adds to it, and the user's codes win; `ingredients` makes the row a combination.
package struct UserLexicon: Sendable, Hashable {
    /// One substance or combination.
    package struct Row: Sendable, Hashable {
        /// The preferred name; rows are joined by it alone.
        package var name: String
        package var kind: DrugKind = .generic
        package var rxcui: String?
        package var atc: [String] = []
        /// Narrow to broad.
        package var classes: [String] = []
        /// Preferred names of what a combination is made of; empty for a single substance.
        package var ingredients: [String] = []
        package var aliases: [String] = []
        package var brands: [String] = []

        package init(name: String) { self.name = name }
    }

    package var rows: [Row]

    package init(rows: [Row] = []) { self.rows = rows }

    /// Reads the CSV.
    /// - Throws: the first error of `problems`, with file and line.
    package init(csv bytes: Span<UInt8>, file: String) throws(ResourceError) {
        let (rows, _, problems) = Self.read(bytes, file: file)
        if let first = problems.first(where: \.isError) {
            throw .malformed(file: file, line: first.line, reason: first.reason)
        }
        self.rows = rows
    }

    /// A hash of the rows, the second half of the lexicon's version.
    package var version: String {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in csv().utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        let hex = String(hash >> 32, radix: 16)
        return String(repeating: "0", count: 8 - hex.count) + hex
    }

    // MARK: Reading

    /// Rows with their lines, and everything that is wrong with the file, in the order of lines.
    static func read(_ bytes: Span<UInt8>, file: String) -> (
        rows: [Row], lines: [Int], problems: [LexiconChecker.Problem]
    ) {
        var rows: [Row] = []
        var lines: [Int] = []
        var problems: [LexiconChecker.Problem] = []
        func report(_ line: Int, _ reason: String, isError: Bool = true) {
            problems.append(LexiconChecker.Problem(file: file, line: line, reason: reason, isError: isError))
        }
        let records: [CommaSeparated.Record]
        do {
            records = try CommaSeparated.records(bytes, file: file)
        } catch {
            switch error {
            case .malformed(_, let line, let reason): report(line, reason)
            case .folderNotFound, .unreadable: report(1, "\(error)")
            }
            return ([], [], problems)
        }
        guard let header = records.first else {
            report(1, "it is empty")
            return ([], [], problems)
        }
        let titles = header.fields.map { $0.lowercased() }
        for title in titles where !columns.contains(title) {
            report(1, "no column is named '\(title)'; known are \(columns.joined(separator: ", "))")
        }
        guard let name = titles.firstIndex(of: "name") else {
            report(1, "no column is named name")
            return ([], [], problems)
        }
        var seen: [String: Int] = [:]
        for record in records.dropFirst() {
            func field(_ title: String) -> String {
                guard let column = titles.firstIndex(of: title), column < record.fields.count else { return "" }
                return record.fields[column].trimmingBlanks
            }
            func list(_ title: String) -> [String] {
                field(title).split(separator: "|").map { String($0).trimmingBlanks }.filter { !$0.isEmpty }
            }
            let before = problems.count
            guard name < record.fields.count, !field("name").isEmpty else {
                report(record.line, "a row without a name")
                continue
            }
            if record.fields.count > titles.count {
                report(record.line, "\(record.fields.count) fields under \(titles.count) titles")
            }
            var row = Row(name: field("name"))
            if let line = seen.updateValue(record.line, forKey: row.name.lowercased()) {
                report(record.line, "\(row.name) is there twice (line \(line))")
            }
            let kind = field("kind")
            if !kind.isEmpty {
                if let known = DrugKind(rawValue: kind), known != .misspelling, known != .slang {
                    row.kind = known
                } else {
                    report(record.line, "no kind of substance is named \(kind)")
                }
            }
            let rxcui = field("rxcui")
            if !rxcui.utf8.allSatisfy({ $0 &- 0x30 < 10 }) { report(record.line, "\(rxcui) is no RxCUI") }
            row.rxcui = rxcui.isEmpty ? nil : rxcui
            row.atc = list("atc")
            for code in row.atc where !LexiconChecker.isATC(Array(code.utf8)[...]) {
                report(record.line, "\(code) is no ATC code")
            }
            row.classes = list("classes")
            row.ingredients = list("ingredients")
            if row.ingredients.count == 1 { report(record.line, "a combination of one ingredient") }
            row.aliases = list("aliases")
            row.brands = list("brands")
            for form in [row.name] + row.aliases + row.brands {
                if let reason = LexiconImport.unusable(form) { report(record.line, "\(form) \(reason)") }
            }
            guard problems.count == before else { continue }
            rows.append(row)
            lines.append(record.line)
        }
        return (rows, lines, problems)
    }

    // MARK: Writing

    private static let columns = ["name", "kind", "rxcui", "atc", "classes", "ingredients", "aliases", "brands"]

    /// The file's text: a header and a row each, quoted where a comma, a quote or a line break asks for it.
    package func csv() -> String {
        var text = Self.columns.joined(separator: ",") + "\n"
        for row in rows {
            let lists = [row.atc, row.classes, row.ingredients, row.aliases, row.brands]
            let fields = [row.name, row.kind.rawValue, row.rxcui ?? ""] + lists.map { $0.joined(separator: "|") }
            text += fields.map(CommaSeparated.quoted).joined(separator: ",") + "\n"
        }
        return text
    }
}

extension String {
    /// Without blanks at both ends.
    fileprivate var trimmingBlanks: String {
        var text = self[...]
        while let first = text.first, first == " " || first == "\t" { text = text.dropFirst() }
        while let last = text.last, last == " " || last == "\t" { text = text.dropLast() }
        return String(text)
    }
}
