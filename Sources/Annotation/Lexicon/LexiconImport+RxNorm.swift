import Events

/// RxNorm's files (RRF: fields ended by `|`, one row a line).
extension LexiconImport {
    /// Ingredients (IN) with the salts and esters that RxNorm calls precise ingredients (PIN, folded in by `form_of`), brand names (BN, by
    /// `tradename_of`) and ATC codes. A brand of several ingredients becomes a combination. Suppressed and non-English rows are left out.
    /// - Parameters:
    ///   - concepts: RXNCONSO.RRF.
    ///   - relations: RXNREL.RRF, without which there are no brands.
    ///   - attributes: RXNSAT.RRF; only its ATC codes are read.
    package static func rxNorm(
        concepts: Span<UInt8>, relations: Span<UInt8>, attributes: Span<UInt8>
    ) throws(ResourceError) -> [Row] {
        var names = Names()
        try names.readConcepts(concepts)
        try names.readRelations(relations)
        try names.readAttributes(attributes)
        return names.rows()
    }

    private struct Names {
        /// Preferred names by RxCUI.
        var ingredients: [String: String] = [:]
        var precise: [String: String] = [:]
        var brands: [String: String] = [:]
        var atc: [String: [String]] = [:]
        /// RxCUIs of ingredients by RxCUI of a brand.
        var ingredientsOf: [String: Set<String>] = [:]
        /// Names of precise ingredients by RxCUI of the ingredient.
        var preciseOf: [String: [String]] = [:]

        mutating func addATC(_ code: String, _ rxcui: String) {
            guard code.utf8.count == 7, LexiconChecker.isATC(Array(code.utf8)[...]), !(atc[rxcui] ?? []).contains(code)
            else { return }
            atc[rxcui, default: []].append(code)
        }

        mutating func readConcepts(_ bytes: Span<UInt8>) throws(ResourceError) {
            var lines = RRFLines(file: "RXNCONSO.RRF", columns: 18)
            while try lines.next(in: bytes) {
                guard lines.equals(1, "ENG", bytes) else { continue }
                let isATC = lines.equals(11, "ATC", bytes)
                guard isATC || lines.equals(11, "RXNORM", bytes) else { continue }
                let rxcui = lines.text(0, bytes)
                if isATC {
                    addATC(lines.text(13, bytes), rxcui)
                    continue
                }
                // N: not suppressed.
                guard lines.equals(16, "N", bytes) || lines.equals(16, "", bytes) else { continue }
                switch lines.text(12, bytes) {
                case "IN": ingredients[rxcui] = lines.text(14, bytes)
                case "PIN": precise[rxcui] = lines.text(14, bytes)
                case "BN": brands[rxcui] = lines.text(14, bytes)
                default: break
                }
            }
            guard !ingredients.isEmpty else {
                throw .malformed(
                    file: "RXNCONSO.RRF", line: 1, reason: "no English ingredient (TTY IN) of RXNORM in it")
            }
        }

        mutating func readRelations(_ bytes: Span<UInt8>) throws(ResourceError) {
            var lines = RRFLines(file: "RXNREL.RRF", columns: 16)
            while try lines.next(in: bytes) {
                // A relation is read from the second concept to the first.
                switch lines.text(7, bytes) {
                case "tradename_of": addBrand(lines.text(4, bytes), of: lines.text(0, bytes))
                case "has_tradename": addBrand(lines.text(0, bytes), of: lines.text(4, bytes))
                case "form_of": addPrecise(lines.text(4, bytes), of: lines.text(0, bytes))
                case "has_form": addPrecise(lines.text(0, bytes), of: lines.text(4, bytes))
                default: break
                }
            }
        }

        mutating func addBrand(_ brand: String, of ingredient: String) {
            guard brands[brand] != nil, ingredients[ingredient] != nil else { return }
            ingredientsOf[brand, default: []].insert(ingredient)
        }

        mutating func addPrecise(_ form: String, of ingredient: String) {
            guard let name = precise[form], ingredients[ingredient] != nil else { return }
            preciseOf[ingredient, default: []].append(name)
        }

        mutating func readAttributes(_ bytes: Span<UInt8>) throws(ResourceError) {
            var lines = RRFLines(file: "RXNSAT.RRF", columns: 13)
            while try lines.next(in: bytes) {
                guard lines.equals(9, "ATC", bytes) else { continue }
                addATC(lines.text(5, bytes), lines.text(0, bytes))
                addATC(lines.text(10, bytes), lines.text(0, bytes))
            }
        }

        func rows() -> [Row] {
            var brandsOf: [String: [String]] = [:]
            var combinations: [[String]: [String]] = [:]
            for (brand, parts) in ingredientsOf {
                guard let name = brands[brand] else { continue }
                if parts.count == 1, let only = parts.first {
                    brandsOf[only, default: []].append(name)
                } else {
                    let names = parts.compactMap { ingredients[$0]?.lowercased() }.sorted()
                    combinations[names, default: []].append(name)
                }
            }
            let single = ingredients.map { rxcui, name in
                var row = Row(name: name.lowercased())
                row.rxcui = rxcui
                row.atc = (atc[rxcui] ?? []).sorted()
                row.aliases = unique(preciseOf[rxcui] ?? [])
                row.brands = unique(brandsOf[rxcui] ?? [])
                return row
            }
            let several = combinations.map { names, brands in
                var row = Row(name: names.joined(separator: "/"))
                row.ingredients = names
                row.brands = unique(brands)
                return row
            }
            return (single + several).sorted { ($0.name, $0.rxcui ?? "") < ($1.name, $1.rxcui ?? "") }
        }
    }
}

/// Walks the lines of an RRF file without making anything of the fields that nobody asks for: the full files are gigabytes.
private struct RRFLines {
    let file: String
    let columns: Int
    private var line = 0
    private var position = 0
    /// Where the current line's fields begin, and one past the last field's bar.
    private var starts: [Int] = []

    init(file: String, columns: Int) {
        self.file = file
        self.columns = columns
        starts.reserveCapacity(32)
    }

    /// Steps to the next line that is not empty; false at the end.
    /// - Throws: `malformed` when it has too few fields.
    mutating func next(in bytes: Span<UInt8>) throws(ResourceError) -> Bool {
        while position < bytes.count {
            line += 1
            starts.removeAll(keepingCapacity: true)
            starts.append(position)
            var end = position
            while end < bytes.count, bytes[end] != 0x0A {
                if bytes[end] == UInt8(ascii: "|") { starts.append(end + 1) }
                end += 1
            }
            let isEmpty = end == position || end == position + 1 && bytes[position] == 0x0D
            position = end + 1
            if isEmpty { continue }
            guard starts.count > columns else {
                throw .malformed(
                    file: file, line: line, reason: "\(starts.count - 1) fields where \(columns) are needed")
            }
            return true
        }
        return false
    }

    func equals(_ column: Int, _ text: StaticString, _ bytes: Span<UInt8>) -> Bool {
        let start = starts[column]
        guard starts[column + 1] - 1 - start == text.utf8CodeUnitCount else { return false }
        return text.withUTF8Buffer { buffer in
            for offset in buffer.indices where unsafe buffer[offset] != bytes[start + offset] { return false }
            return true
        }
    }

    func text(_ column: Int, _ bytes: Span<UInt8>) -> String {
        var field: [UInt8] = []
        for index in starts[column]..<starts[column + 1] - 1 { field.append(bytes[index]) }
        return String(decoding: field, as: UTF8.self)
    }
}
