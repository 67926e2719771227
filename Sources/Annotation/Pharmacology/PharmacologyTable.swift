import Events

/// A small table of what public labels say of drugs, and what it says of claims and doses.
///
/// Built once from `pharmacology/drugs.tsv` and its two companions; immutable, safe to share. What is not in it is not judged.
/// Table and rows are objects: every stage has the table and most checks ask for a row, and a copy would count references to all parts.
package final class PharmacologyTable: Sendable {
    /// A field of a row that can have a source of its own.
    enum Field: String, CaseIterable, Sendable {
        case classes, brands, forms
        case halfLife = "half-life"
        case onset, indications, maximum, smallest, largest, legal
    }

    /// How long a drug stays, active metabolites counted: short below 12 h, long above 24 h.
    enum HalfLife: String, Sendable { case short, intermediate, long }

    /// When its labelled effect is felt, counted from the first dose.
    enum Onset: String, Sendable { case minutes, hours, days, weeks }

    final class Row: Sendable {
        let ingredient: String
        let classes: [String]
        let brands: [String]
        let forms: [String]
        let halfLife: HalfLife?
        let onset: Onset?
        let indications: [String]
        /// Milligrams a day.
        let maximum: Double?
        /// Milligrams a unit.
        let smallest: Double?
        let largest: Double?
        /// US schedule, `C-II` to `C-V`; nil for none.
        let legal: String?
        /// 1-based line in the file.
        let line: Int
        /// Where each field is from.
        let sources: [Field: String]

        init(
            ingredient: String, classes: [String], brands: [String], forms: [String], halfLife: HalfLife?,
            onset: Onset?, indications: [String], maximum: Double?, smallest: Double?, largest: Double?,
            legal: String?, line: Int, sources: [Field: String]
        ) {
            (self.ingredient, self.classes, self.brands, self.forms) = (ingredient, classes, brands, forms)
            (self.halfLife, self.onset, self.indications) = (halfLife, onset, indications)
            (self.maximum, self.smallest, self.largest) = (maximum, smallest, largest)
            (self.legal, self.line, self.sources) = (legal, line, sources)
        }

        /// Names the row and where the field is from, as printed beside a verdict.
        func source(_ field: Field) -> String {
            "pharmacology/drugs.tsv, \(ingredient), \(field.rawValue): \(sources[field] ?? "no source stated")"
        }
    }

    /// What the word for a class can contradict.
    struct ClassWord: Sendable {
        var name: String
        var isStrict: Bool
        /// A row with one of these as a labelled indication makes of a contradiction a "partly".
        var conditions: [String]
    }

    /// What the members of a class are labelled for.
    private struct Indications: Sendable {
        var labels: Set<String> = []
        /// The labels, and what each is a kind of by its words: all that stands before or behind a blank in it.
        var kinds: Set<String> = []

        mutating func add(_ label: String) {
            guard labels.insert(label).inserted else { return }
            kinds.insert(label)
            let bytes = label.utf8
            for blank in bytes.indices where bytes[blank] == UInt8(ascii: " ") {
                kinds.insert(String(label[..<blank]))
                kinds.insert(String(label[bytes.index(after: blank)...]))
            }
        }
    }

    let rows: [Row]
    private let index: [String: Int]
    /// The classes of rows that state some, by ingredient.
    private let classesByName: [String: [String]]
    private let classWords: [String: ClassWord]
    /// By the keys of classes' own names, and by every name that the files write, so that a key is made for unknown names alone.
    private let indicationsOfClasses: [String: Indications]
    let onset: OnsetReader

    /// - Throws: `ResourceError.malformed` with file and line.
    package init(drugs: [UInt8], classes: [UInt8], onset: [UInt8]) throws(ResourceError) {
        self.onset = try OnsetReader(bytes: onset)
        let file = try TableFile(name: Self.file, bytes: drugs, columns: 12)
        var rows: [Row] = []
        var index: [String: Int] = [:]
        var classesByName: [String: [String]] = [:]
        for row in file.rows {
            let parsed = try Self.row(row)
            guard index.updateValue(rows.count, forKey: parsed.ingredient) == nil else {
                throw .malformed(file: file.name, line: row.line, reason: "\(parsed.ingredient) stands twice")
            }
            rows.append(parsed)
            if !parsed.classes.isEmpty { classesByName[parsed.ingredient] = parsed.classes }
        }
        let words = try Self.classWords(classes)
        (self.rows, self.index, self.classesByName) = (rows, index, classesByName)
        classWords = words.byKey
        indicationsOfClasses = Self.indications(rows, words.byKey, names: words.names)
    }

    /// The words for classes by their keys, and as they are written.
    private static func classWords(
        _ bytes: [UInt8]
    ) throws(ResourceError) -> (byKey: [String: ClassWord], names: [String]) {
        var words: [String: ClassWord] = [:]
        var names: [String] = []
        for row in try TableFile(name: "pharmacology/classes.tsv", bytes: bytes, columns: 2).rows {
            let kind = row.string(1)
            guard kind == "strict" || kind == "role" else {
                throw .malformed(file: "pharmacology/classes.tsv", line: row.line, reason: "no kind is named \(kind)")
            }
            let word = ClassWord(
                name: row.string(0), isStrict: kind == "strict",
                conditions: row.list(2).map { String(decoding: $0, as: UTF8.self) })
            for form in [row.string(0)] + row.list(3).map({ String(decoding: $0, as: UTF8.self) }) {
                guard words.updateValue(word, forKey: key(form)) == nil else {
                    throw .malformed(file: "pharmacology/classes.tsv", line: row.line, reason: "\(form) stands twice")
                }
                names.append(form)
            }
        }
        return (words, names)
    }

    private static func indications(
        _ rows: [Row], _ words: [String: ClassWord], names: [String]
    ) -> [String: Indications] {
        var found: [String: Indications] = [:]
        for row in rows {
            for name in row.classes {
                for label in row.indications { found[ownKey(name, words), default: Indications()].add(label) }
            }
        }
        for name in names + rows.flatMap(\.classes) { found[name] = found[ownKey(name, words)] }
        return found
    }

    /// Reads the table and its companions from the data folder.
    ///
    /// - Throws: `ResourceError` that names file and line.
    package convenience init(folder: ResourceFolder) throws(ResourceError) {
        try self.init(
            drugs: folder.read(Self.file), classes: folder.read("pharmacology/classes.tsv"),
            onset: folder.read("pharmacology/onset.tsv"))
    }

    static let file = "pharmacology/drugs.tsv"

    static func row(_ row: TableFile.Row) throws(ResourceError) -> Row {
        func fail(_ reason: String) -> ResourceError { .malformed(file: file, line: row.line, reason: reason) }
        func number(_ column: Int) throws(ResourceError) -> Double? {
            let text = row.string(column)
            if text.isEmpty { return nil }
            guard let value = Double(text), value > 0, value.isFinite else { throw fail("\(text) is no amount") }
            return value
        }
        func list(_ column: Int) -> [String] { row.list(column).map { String(decoding: $0, as: UTF8.self) } }
        let halfLife = row.string(4)
        if !halfLife.isEmpty, HalfLife(rawValue: halfLife) == nil { throw fail("no half-life class \(halfLife)") }
        let onset = row.string(5)
        if !onset.isEmpty, Onset(rawValue: onset) == nil { throw fail("no onset class \(onset)") }
        let parsed = Row(
            ingredient: row.string(0), classes: list(1), brands: list(2), forms: list(3),
            halfLife: HalfLife(rawValue: halfLife), onset: Onset(rawValue: onset), indications: list(6),
            maximum: try number(7), smallest: try number(8), largest: try number(9),
            legal: row.string(10).isEmpty ? nil : row.string(10), line: row.line, sources: try sources(row, fail))
        if parsed.ingredient.isEmpty { throw fail("a row without a name") }
        if let least = parsed.smallest, let most = parsed.largest, least > most {
            throw fail("the smallest unit is larger than the largest")
        }
        if let legal = parsed.legal, !["C-II", "C-III", "C-IV", "C-V"].contains(legal) {
            throw fail("no schedule is named \(legal)")
        }
        for field in Field.allCases where parsed.states(field) && parsed.sources[field] == nil {
            throw fail("\(field.rawValue) has no source")
        }
        return parsed
    }

    /// `maximum, smallest = label of …; * = memory`: a source for named fields, `*` for the rest.
    private static func sources(
        _ row: TableFile.Row, _ fail: (String) -> ResourceError
    ) throws(ResourceError) -> [Field: String] {
        var sources: [Field: String] = [:]
        var rest: String?
        for part in row.list(11, separator: UInt8(ascii: ";")) {
            let sides = part.split(separator: UInt8(ascii: "="), maxSplits: 1)
            guard sides.count == 2 else { throw fail("a source is written as fields = source") }
            let text = trimmed(sides[1])
            for name in sides[0].split(separator: UInt8(ascii: ",")) {
                let name = trimmed(name)
                if name == "*" {
                    rest = text
                } else {
                    guard let field = Field(rawValue: name) else { throw fail("no field is named \(name)") }
                    guard sources.updateValue(text, forKey: field) == nil else {
                        throw fail("\(name) has two sources")
                    }
                }
            }
        }
        if let rest { for field in Field.allCases where sources[field] == nil { sources[field] = rest } }
        return sources
    }

    private static func trimmed(_ bytes: ArraySlice<UInt8>) -> String {
        var bytes = bytes
        while bytes.first == 0x20 { bytes.removeFirst() }
        while bytes.last == 0x20 { bytes.removeLast() }
        return String(decoding: bytes, as: UTF8.self)
    }

    // MARK: Questions to the table

    package var count: Int { rows.count }

    func row(_ ingredient: String) -> Row? { index[ingredient].map { rows[$0] } }

    /// The classes that a row states; nil where there is no row or it states none.
    func classes(of ingredient: String) -> [String]? { classesByName[ingredient] }

    /// Whether a label lists the condition as a reason to take the drug.
    func isIndicated(_ ingredient: String, for label: String) -> Bool {
        index[ingredient].map { rows[$0].indications.contains(label) } ?? false
    }

    /// Whether the label of some drug of a class lists the condition.
    func isIndicated(anyOf drugClass: String, for label: String) -> Bool {
        indications(ofClass: drugClass)?.labels.contains(label) ?? false
    }

    /// Whether the label of some drug of a class lists the condition or a kind of it ("anxiety disorder" for anxiety).
    func isIndicated(anyOf drugClass: String, forKindOf label: String) -> Bool {
        indications(ofClass: drugClass)?.kinds.contains(label) ?? false
    }

    private func indications(ofClass name: String) -> Indications? {
        indicationsOfClasses[name] ?? indicationsOfClasses[Self.ownKey(name, classWords)]
    }

    /// The key of the class's own name, whatever it is called here.
    private static func ownKey(_ name: String, _ words: [String: ClassWord]) -> String {
        let key = key(name)
        return words[key].map { Self.key($0.name) } ?? key
    }

    func classWord(_ name: String) -> ClassWord? { classWords[Self.key(name)] }

    /// Whether two words name one class.
    func areSame(_ left: String, _ right: String) -> Bool {
        let left = Self.key(left)
        let right = Self.key(right)
        return left == right || (classWords[left]?.name).map { $0 == classWords[right]?.name } ?? false
    }

    /// Case, hyphens and a plural's "s" do not tell classes apart.
    private static func key(_ name: String) -> String {
        let isKey =
            !name.utf8.contains { $0 == UInt8(ascii: "-") || $0 != TokenStream.lower($0) }
            && name.utf8.last != UInt8(ascii: "s")
        if isKey { return name }
        var bytes = name.utf8.map { $0 == UInt8(ascii: "-") ? UInt8(ascii: " ") : TokenStream.lower($0) }
        if bytes.count > 4, bytes.last == UInt8(ascii: "s"), bytes[bytes.count - 2] != UInt8(ascii: "s") {
            bytes.removeLast()
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    static func text(_ value: Double) -> String {
        value == value.rounded() && value < 1e9 ? String(Int(value)) : String(value)
    }
}

extension PharmacologyTable.Row {
    /// Whether the row says anything in the field.
    func states(_ field: PharmacologyTable.Field) -> Bool {
        switch field {
        case .classes: !classes.isEmpty
        case .brands: !brands.isEmpty
        case .forms: !forms.isEmpty
        case .halfLife: halfLife != nil
        case .onset: onset != nil
        case .indications: !indications.isEmpty
        case .maximum: maximum != nil
        case .smallest: smallest != nil
        case .largest: largest != nil
        case .legal: legal != nil
        }
    }
}
