import Events

/// Looks for mistakes in the lexicon's tables: shapes, duplicates, conflicts, unknown names, forms that are common words.
///
/// Pure: what is wrong with these bytes. Nothing is repaired, and all problems are told at once.
package struct LexiconChecker {
    package struct Problem: Sendable, Hashable, CustomStringConvertible {
        package let file: String
        /// 1-based.
        package let line: Int
        package let reason: String
        /// An error makes the table unusable or wrong; a warning is worth a look.
        package let isError: Bool

        package var description: String { "\(file):\(line): \(isError ? "error" : "warning"): \(reason)" }
    }

    private var problems: [Problem] = []
    /// First owner of each form in lower case.
    private var owners: [String: (name: String, file: String, line: Int)] = [:]
    private var rules: [String: String] = [:]
    private var substances: Set<String> = []
    private var common: Set<String> = []
    private var codes: [String: (name: String, line: Int)] = [:]

    private init() {}

    /// - Parameters:
    ///   - files: contents by file name, as in `LexiconReader.files`, and `common.txt`.
    ///   - user: a user lexicon's name and bytes, held against the shipped tables.
    /// - Returns: problems in the order of files and lines.
    package static func check(files: [String: [UInt8]], user: (file: String, bytes: [UInt8])? = nil) -> [Problem] {
        var checker = LexiconChecker()
        if let words = files["common.txt"] { checker.common = LexiconImport.commonWords(words) }
        checker.each("ambiguous.tsv", files, columns: 2) { checker, row, line in
            if AmbiguityRule(rawValue: row.string(1)) == nil {
                checker.report("ambiguous.tsv", line, "no rule is named \(row.string(1))")
            }
            if checker.rules.updateValue(row.string(1), forKey: row.string(0).lowercased()) != nil {
                checker.report("ambiguous.tsv", line, "\(row.string(0)) has two rules")
            }
        }
        checker.each("substances.tsv", files, columns: 7) { checker, row, line in checker.substance(row, line) }
        checker.each("substances.tsv", files, columns: 7) { checker, row, line in
            for column in [5, 6] {
                for form in row.list(column) {
                    checker.form(String(decoding: form, as: UTF8.self), of: row.string(0), "substances.tsv", line)
                }
            }
        }
        checker.each("classes.tsv", files, columns: 3) { checker, row, line in
            if row.list(2).isEmpty { checker.report("classes.tsv", line, "\(row.string(0)) has no form") }
            for form in row.list(2) {
                checker.form(String(decoding: form, as: UTF8.self), of: row.string(0), "classes.tsv", line)
            }
        }
        checker.each("combinations.tsv", files, columns: 3) { checker, row, line in checker.combination(row, line) }
        checker.each("variants.tsv", files, columns: 4) { checker, row, line in checker.variant(row, line) }
        checker.each("fuzzy.tsv", files, columns: 1) { checker, row, line in
            if checker.owners[row.string(0).lowercased()] == nil {
                checker.report("fuzzy.tsv", line, "\(row.string(0)) is no known name")
            }
        }
        if let user { checker.user(user.bytes, user.file) }
        return checker.problems
    }

    private mutating func report(_ file: String, _ line: Int, _ reason: String, isError: Bool = true) {
        problems.append(Problem(file: file, line: line, reason: reason, isError: isError))
    }

    private mutating func each(
        _ file: String, _ files: [String: [UInt8]], columns: Int,
        _ body: (inout LexiconChecker, TableFile.Row, Int) -> Void
    ) {
        guard let bytes = files[file] else { return }
        if !String(decoding: bytes, as: UTF8.self).utf8.elementsEqual(bytes) { report(file, 1, "is not UTF-8") }
        do {
            for row in try TableFile(name: file, bytes: bytes, columns: columns).rows { body(&self, row, row.line) }
        } catch {
            switch error {
            case .malformed(_, let line, let reason): report(file, line, reason)
            case .folderNotFound, .unreadable: report(file, 1, "\(error)")
            }
        }
    }

    private mutating func substance(_ row: TableFile.Row, _ line: Int) {
        let file = "substances.tsv"
        let name = row.string(0)
        if name.isEmpty { report(file, line, "a row without a name") }
        if DrugKind(rawValue: row.string(1)) == nil { report(file, line, "no kind is named \(row.string(1))") }
        let rxcui = row.string(2)
        if !rxcui.utf8.allSatisfy({ $0 &- 0x30 < 10 }) { report(file, line, "\(rxcui) is no RxCUI") }
        if !rxcui.isEmpty, let other = codes.updateValue((name, line), forKey: rxcui) {
            report(file, line, "RxCUI \(rxcui) of \(name) is also that of \(other.name) (\(file):\(other.line))")
        }
        for code in row.list(3) where !Self.isATC(code) {
            report(file, line, "\(String(decoding: code, as: UTF8.self)) is no ATC code")
        }
        if !substances.insert(name).inserted { report(file, line, "\(name) is there twice") }
        form(name, of: name, file, line)
    }

    /// A letter, two digits, two letters, two digits; or the first parts of that.
    package static func isATC(_ code: ArraySlice<UInt8>) -> Bool {
        let shape = Array("ADDAADD".utf8)
        guard [1, 3, 4, 5, 7].contains(code.count) else { return false }
        return zip(code, shape).allSatisfy { byte, kind in
            kind == UInt8(ascii: "A") ? byte &- 0x41 < 26 : byte &- 0x30 < 10
        }
    }

    private mutating func form(_ form: String, of name: String, _ file: String, _ line: Int) {
        let key = form.lowercased()
        if key.isEmpty { return }
        if form.utf8.contains(where: { $0 == 0x09 || $0 == 0x0A }) || form.hasPrefix(" ") || form.hasSuffix(" ") {
            report(file, line, "\"\(form)\" has blanks at its ends")
        }
        if let owner = owners[key] {
            if owner.name != name {
                report(
                    file, line, "\(form) of \(name) is already a name of \(owner.name) (\(owner.file):\(owner.line))",
                    isError: false)
            } else if file != "substances.tsv" || key != name.lowercased() {
                report(file, line, "\(form) is listed twice for \(name)", isError: false)
            }
            return
        }
        owners[key] = (name, file, line)
        guard rules[key] == nil else { return }
        if common.contains(key) { report(file, line, "\(form) is a common word and has no rule in ambiguous.tsv") }
        if key.utf8.count <= 2 { report(file, line, "\(form) is too short to stand without a rule") }
    }

    /// The file's own mistakes, then what its names mean in the shipped tables. There the user's word holds: conflicts are warnings.
    private mutating func user(_ bytes: [UInt8], _ file: String) {
        let (rows, lines, problems) = UserLexicon.read(bytes.span, file: file)
        self.problems += problems
        let own = Set(rows.map { $0.name.lowercased() })
        for (row, line) in zip(rows, lines) {
            for part in row.ingredients where !substances.contains(part) && !own.contains(part.lowercased()) {
                report(file, line, "\(part) is no substance of the shipped lexicon or of this file", isError: false)
            }
            for form in [row.name] + row.aliases + row.brands {
                let key = form.lowercased()
                if rules[key] == nil, common.contains(key) {
                    report(
                        file, line, "\(form) is a common word: it counts only capitalised and beside a word of use",
                        isError: false)
                }
                guard let owner = owners[key] else {
                    owners[key] = (row.name, file, line)
                    continue
                }
                if owner.name.lowercased() != row.name.lowercased(), key != row.name.lowercased() {
                    report(
                        file, line,
                        "\(form) of \(row.name) is already a name of \(owner.name) (\(owner.file):\(owner.line))",
                        isError: false)
                }
            }
        }
    }

    private mutating func combination(_ row: TableFile.Row, _ line: Int) {
        let file = "combinations.tsv"
        if row.string(1) != "name" {
            if DrugKind(rawValue: row.string(1)) == nil { report(file, line, "no kind is named \(row.string(1))") }
            form(row.string(0), of: row.string(2), file, line)
        }
        for part in row.list(2, separator: UInt8(ascii: "+")) {
            let name = String(decoding: part, as: UTF8.self)
            if !substances.contains(name) { report(file, line, "\(name) is no substance") }
        }
    }

    private mutating func variant(_ row: TableFile.Row, _ line: Int) {
        let file = "variants.tsv"
        guard let kind = DrugKind(rawValue: row.string(1)) else {
            return report(file, line, "no kind is named \(row.string(1))")
        }
        let rule = row.string(3)
        if !rule.isEmpty, AmbiguityRule(rawValue: rule) == nil { report(file, line, "no rule is named \(rule)") }
        let key = row.string(0).lowercased()
        if let owner = owners[key] { report(file, line, "\(key) is already a name of \(owner.name)", isError: false) }
        owners[key] = owners[key] ?? (row.string(2), file, line)
        if common.contains(key), rule.isEmpty || rule == AmbiguityRule.plain.rawValue {
            report(file, line, "\(key) is a common word and has no rule")
        }
        let targets = kind == .misspelling ? [row.string(2)] : row.string(2).split(separator: "+").map(String.init)
        for target in targets where owners[target.lowercased()] == nil {
            report(file, line, "\(target) is no known name")
        }
    }
}
