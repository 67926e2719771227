import Events

/// Reads vocabularies of the user's own into rows of a user lexicon: RxNorm (RRF), ATC (CSV) and plain CSV. Pure functions over bytes.
///
/// Joins go over identifiers and preferred names only; synonym columns of public tables name other substances too often.
package enum LexiconImport {
    package typealias Row = LexiconReader.UserRow

    /// RxNorm's RXNCONSO, RXNREL and RXNSAT, in the published column layout (fields ended by `|`).
    ///
    /// Ingredients (IN, PIN folded into their IN by `form_of`) with their brand names (BN over `tradename_of` and `has_tradename`) and
    /// ATC codes (rows of source ATC). Suppressed and non-English rows are left out.
    package static func rxNorm(concepts: [UInt8], relations: [UInt8] = [], attributes: [UInt8] = [])
        throws(ResourceError) -> [Row]
    {
        var ingredients: [String: String] = [:]
        var precise: [String: String] = [:]
        var brands: [String: String] = [:]
        var atc: [String: [String]] = [:]
        func addATC(_ code: String, _ rxcui: String) {
            guard code.utf8.count == 7, LexiconChecker.isATC(Array(code.utf8)[...]), !(atc[rxcui] ?? []).contains(code)
            else { return }
            atc[rxcui, default: []].append(code)
        }
        try each(concepts, "RXNCONSO.RRF", columns: 18) { fields in
            let field = { (column: Int) in String(decoding: fields[column], as: UTF8.self) }
            guard field(1) == "ENG" else { return }
            if field(11) == "ATC" { addATC(field(13), field(0)) }
            guard field(11) == "RXNORM", field(16) == "N" || field(16).isEmpty else { return }
            switch field(12) {
            case "IN": ingredients[field(0)] = field(14)
            case "PIN": precise[field(0)] = field(14)
            case "BN": brands[field(0)] = field(14)
            default: break
            }
        }
        guard !ingredients.isEmpty else {
            throw .malformed(file: "RXNCONSO.RRF", line: 1, reason: "no English ingredient (TTY IN) of RXNORM in it")
        }
        var brandsOf: [String: [String]] = [:]
        var preciseOf: [String: [String]] = [:]
        try each(relations, "RXNREL.RRF", columns: 16) { fields in
            let field = { (column: Int) in String(decoding: fields[column], as: UTF8.self) }
            // The relation is read from the second concept to the first.
            switch field(7) {
            case "tradename_of": if let brand = brands[field(4)] { brandsOf[field(0), default: []].append(brand) }
            case "has_tradename": if let brand = brands[field(0)] { brandsOf[field(4), default: []].append(brand) }
            case "form_of": if let name = precise[field(4)] { preciseOf[field(0), default: []].append(name) }
            case "has_form": if let name = precise[field(0)] { preciseOf[field(4), default: []].append(name) }
            default: break
            }
        }
        try each(attributes, "RXNSAT.RRF", columns: 13) { fields in
            let field = { (column: Int) in String(decoding: fields[column], as: UTF8.self) }
            if field(9) == "ATC" {
                addATC(field(5), field(0))
                addATC(field(10), field(0))
            }
        }
        return ingredients.map { rxcui, name in
            Row(
                name: name.lowercased(), kind: .generic, rxcui: rxcui, atc: (atc[rxcui] ?? []).sorted(), classes: [],
                aliases: unique(preciseOf[rxcui] ?? []), brands: unique(brandsOf[rxcui] ?? []))
        }.sorted { ($0.name, $0.rxcui ?? "") < ($1.name, $1.rxcui ?? "") }
    }

    /// An ATC table: a header with columns that hold `code` and `name` in their titles; rows of level 5 count.
    package static func atc(_ bytes: [UInt8]) throws(ResourceError) -> [Row] {
        let records = try csv(bytes, file: "ATC")
        guard let header = records.first else { throw .malformed(file: "ATC", line: 1, reason: "it is empty") }
        guard let code = header.fields.firstIndex(where: { $0.lowercased().contains("code") }),
            let name = header.fields.firstIndex(where: { $0.lowercased().contains("name") })
        else { throw .malformed(file: "ATC", line: 1, reason: "no columns for code and name in the header") }
        var codes: [String: [String]] = [:]
        for record in records.dropFirst() {
            guard record.fields.count > max(code, name) else {
                throw .malformed(file: "ATC", line: record.line, reason: "too few columns")
            }
            let value = record.fields[code]
            guard LexiconChecker.isATC(Array(value.utf8)[...]) else {
                throw .malformed(file: "ATC", line: record.line, reason: "\(value) is no ATC code")
            }
            if value.utf8.count == 7 { codes[record.fields[name].lowercased(), default: []].append(value) }
        }
        return codes.map {
            Row(name: $0.key, kind: .generic, rxcui: nil, atc: unique($0.value), classes: [], aliases: [], brands: [])
        }
        .sorted { $0.name < $1.name }
    }

    /// A plain table: a header with `name` and any of `kind, rxcui, atc, classes, aliases, brands`; lists are joined by `|`.
    package static func plain(_ bytes: [UInt8], file: String = "CSV") throws(ResourceError) -> [Row] {
        let records = try csv(bytes, file: file)
        guard let header = records.first else { throw .malformed(file: file, line: 1, reason: "it is empty") }
        let titles = header.fields.map { $0.lowercased() }
        guard let name = titles.firstIndex(of: "name") else {
            throw .malformed(file: file, line: 1, reason: "no column is named name")
        }
        var rows: [Row] = []
        var seen: Set<String> = []
        for record in records.dropFirst() {
            func field(_ title: String) -> String {
                guard let column = titles.firstIndex(of: title), column < record.fields.count else { return "" }
                return record.fields[column]
            }
            func list(_ title: String) -> [String] { field(title).split(separator: "|").map(String.init) }
            guard name < record.fields.count, !record.fields[name].isEmpty else {
                throw .malformed(file: file, line: record.line, reason: "a row without a name")
            }
            guard seen.insert(record.fields[name]).inserted else {
                throw .malformed(file: file, line: record.line, reason: "\(record.fields[name]) is there twice")
            }
            let kind = field("kind")
            guard let parsed = kind.isEmpty ? .generic : DrugKind(rawValue: kind) else {
                throw .malformed(file: file, line: record.line, reason: "no kind is named \(kind)")
            }
            let rxcui = field("rxcui")
            guard rxcui.utf8.allSatisfy({ $0 &- 0x30 < 10 }) else {
                throw .malformed(file: file, line: record.line, reason: "\(rxcui) is no RxCUI")
            }
            for code in list("atc") where !LexiconChecker.isATC(Array(code.utf8)[...]) {
                throw .malformed(file: file, line: record.line, reason: "\(code) is no ATC code")
            }
            rows.append(
                Row(
                    name: record.fields[name], kind: parsed, rxcui: rxcui.isEmpty ? nil : rxcui, atc: list("atc"),
                    classes: list("classes"),
                    aliases: list("aliases"), brands: list("brands")))
        }
        return rows
    }

    /// The lexicon with the user's rows; when they can't be used, the one that works stays, and the reason is told.
    package static func extended(
        _ working: Lexicon, folder: ResourceFolder, rows: () throws(ResourceError) -> [Row]
    ) -> (lexicon: Lexicon, problem: ResourceError?) {
        do throws(ResourceError) {
            let rows = try rows()
            let hash = rows.reduce(into: UInt64(0xCBF2_9CE4_8422_2325)) { hash, row in
                for byte in "\(row)".utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
            }
            return (try LexiconReader.read(folder, user: rows, userVersion: String(hash >> 32, radix: 16)), nil)
        } catch {
            return (working, error)
        }
    }

    // MARK: Formats

    private static func unique(_ items: [String]) -> [String] { Array(Set(items)).sorted() }

    private static func each(
        _ bytes: [UInt8], _ file: String, columns: Int, _ body: ([ArraySlice<UInt8>]) -> Void
    ) throws(ResourceError) {
        var line = 0
        for text in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
            line += 1
            let text = text.last == 0x0D ? text.dropLast() : text
            guard !text.isEmpty else { continue }
            let fields = text.split(separator: UInt8(ascii: "|"), omittingEmptySubsequences: false)
            guard fields.count >= columns else {
                throw .malformed(file: file, line: line, reason: "\(fields.count) fields where \(columns) are needed")
            }
            body(fields)
        }
    }

    /// Comma-separated values (RFC 4180) with quoted fields.
    private static func csv(_ bytes: [UInt8], file: String) throws(ResourceError) -> [(fields: [String], line: Int)] {
        var records: [(fields: [String], line: Int)] = []
        var fields: [String] = []
        var field: [UInt8] = []
        var quoted = false
        var line = 1
        var start = 1
        var index = 0
        func take() { fields.append(String(decoding: field, as: UTF8.self)); field = [] }
        while index < bytes.count {
            let byte = bytes[index]
            if quoted {
                if byte == UInt8(ascii: "\""), index + 1 < bytes.count, bytes[index + 1] == UInt8(ascii: "\"") {
                    field.append(byte)
                    index += 1
                } else if byte == UInt8(ascii: "\"") {
                    quoted = false
                } else {
                    field.append(byte)
                }
            } else if byte == UInt8(ascii: "\""), field.isEmpty {
                quoted = true
            } else if byte == UInt8(ascii: ",") {
                take()
            } else if byte == 0x0A {
                take()
                if fields.contains(where: { !$0.isEmpty }) { records.append((fields, start)) }
                fields = []
                start = line + 1
            } else if byte != 0x0D {
                field.append(byte)
            }
            if byte == 0x0A { line += 1 }
            index += 1
        }
        if quoted { throw .malformed(file: file, line: start, reason: "a quoted field is not closed") }
        take()
        if fields.contains(where: { !$0.isEmpty }) { records.append((fields, start)) }
        return records
    }
}
