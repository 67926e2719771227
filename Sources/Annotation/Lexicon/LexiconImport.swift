import Events

/// Turns vocabularies of the user's own (RxNorm, ATC, plain CSV) into one user lexicon. Pure functions over bytes.
///
/// Joins go over identifiers and preferred names only; synonym columns of public tables name other substances too often.
package enum LexiconImport {
    package typealias Row = UserLexicon.Row

    /// A name that was not taken over, and why.
    package struct LeftOut: Sendable, Hashable, CustomStringConvertible {
        package let name: String
        package let reason: String

        package var description: String { "\(name) \(reason)" }
    }

    /// What became of the sources.
    package struct Outcome: Sendable {
        package var lexicon: UserLexicon
        package var leftOut: [LeftOut]
    }

    /// Why a form cannot stand in a lexicon at all; nil when it can.
    static func unusable(_ form: String) -> String? {
        let letters = form.unicodeScalars.count { $0.properties.isAlphabetic }
        if letters == 0 { return "has no letter" }
        if form.unicodeScalars.count <= 2 { return "is too short to stand without a rule" }
        if form.unicodeScalars.contains(where: { $0.value < 0x20 || $0 == "|" }) {
            return "holds a control character or a bar"
        }
        if form.utf8.count > 200 { return "is longer than 200 bytes" }
        return nil
    }

    /// An ATC table: a header with columns that hold `code` and `name` in their titles; rows of level 5 count.
    ///
    /// Names that stand for no one substance ("combinations", "various", "codeine, combinations excl. psycholeptics") are passed over.
    package static func atc(_ bytes: Span<UInt8>, file: String = "ATC") throws(ResourceError) -> [Row] {
        let records = try CommaSeparated.records(bytes, file: file)
        guard let header = records.first else { throw .malformed(file: file, line: 1, reason: "it is empty") }
        guard let code = header.fields.firstIndex(where: { $0.lowercased().contains("code") }),
            let name = header.fields.firstIndex(where: { $0.lowercased().contains("name") })
        else { throw .malformed(file: file, line: 1, reason: "no columns for code and name in the header") }
        var codes: [String: [String]] = [:]
        for record in records.dropFirst() {
            guard record.fields.count > max(code, name) else {
                throw .malformed(file: file, line: record.line, reason: "too few columns")
            }
            let value = record.fields[code]
            guard LexiconChecker.isATC(Array(value.utf8)[...]) else {
                throw .malformed(file: file, line: record.line, reason: "\(value) is no ATC code")
            }
            let preferred = record.fields[name].lowercased()
            if value.utf8.count == 7, !isPlaceholder(preferred) { codes[preferred, default: []].append(value) }
        }
        return codes.map { name, codes in
            var row = Row(name: name)
            row.atc = unique(codes)
            return row
        }.sorted { $0.name < $1.name }
    }

    private static func isPlaceholder(_ name: String) -> Bool {
        if name.contains(",") { return true }
        let words = name.split(separator: " ")
        return words.contains {
            ["combinations", "various", "other", "others", "and", "derivatives", "with"].contains($0)
        }
    }

    /// Joins lists of rows by preferred name, the first list's name and codes first, and leaves out what cannot be used.
    /// - Parameter common: words in lower case that are too common to be an ingredient's name.
    package static func merged(_ lists: [[Row]], common: Set<String>) -> Outcome {
        var rows: [Row] = []
        var indices: [String: Int] = [:]
        var leftOut: [LeftOut] = []
        func usable(_ form: String) -> Bool {
            guard let reason = unusable(form) else { return true }
            leftOut.append(LeftOut(name: form, reason: reason))
            return false
        }
        for given in lists.joined() {
            let key = given.name.lowercased()
            guard usable(given.name) else { continue }
            if common.contains(key) {
                leftOut.append(LeftOut(name: given.name, reason: "is a common word"))
                continue
            }
            var row = given
            row.aliases = row.aliases.filter(usable)
            row.brands = row.brands.filter(usable)
            guard let known = indices[key] else {
                indices[key] = rows.count
                rows.append(row)
                continue
            }
            if let code = row.rxcui, let other = rows[known].rxcui, code != other {
                leftOut.append(LeftOut(name: code, reason: "of \(row.name) contradicts \(other), which came first"))
            }
            rows[known].rxcui = rows[known].rxcui ?? row.rxcui
            rows[known].atc = joined(rows[known].atc, row.atc)
            if rows[known].classes.isEmpty { rows[known].classes = row.classes }
            if rows[known].ingredients.isEmpty { rows[known].ingredients = row.ingredients }
            rows[known].aliases = joined(rows[known].aliases, row.aliases)
            rows[known].brands = joined(rows[known].brands, row.brands)
        }
        rows.sort { ($0.name, $0.rxcui ?? "") < ($1.name, $1.rxcui ?? "") }
        return Outcome(lexicon: UserLexicon(rows: rows), leftOut: leftOut)
    }

    private static func joined(_ first: [String], _ second: [String]) -> [String] {
        first + second.filter { !first.contains($0) }
    }

    static func unique(_ items: [String]) -> [String] { Array(Set(items)).sorted() }

    /// The words of `common.txt`.
    package static func commonWords(_ bytes: [UInt8]) -> Set<String> {
        var words: Set<String> = []
        for line in bytes.split(separator: 0x0A) where line.first != UInt8(ascii: "#") {
            for word in line.split(separator: 0x20) { words.insert(String(decoding: word, as: UTF8.self)) }
        }
        return words
    }
}
