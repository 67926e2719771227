/// Looks for mistakes in the tables of the findings stage: shapes, duplicates, labels that no concept has, fields without a source.
///
/// Pure: what is wrong with these bytes, all problems at once where rows stand alone, each with file and line.
package struct FindingChecker {
    /// The files it reads, paths in the resource folder.
    package static let files = [
        "pharmacology/drugs.tsv", "pharmacology/classes.tsv", "pharmacology/onset.tsv", "cases/words.tsv",
        "cases/seriousness.tsv", "cases/conditions.tsv", "stance/words.tsv", "concepts/concepts.tsv",
    ]

    private var problems: [LexiconChecker.Problem] = []
    private let files: [String: [UInt8]]

    private init(_ files: [String: [UInt8]]) { self.files = files }

    /// - Parameter files: contents by path, as in `FindingChecker.files`; a missing one is not checked.
    package static func check(files: [String: [UInt8]]) -> [LexiconChecker.Problem] {
        var checker = FindingChecker(files)
        let labels = checker.labels()
        checker.pharmacology(labels)
        checker.seriousness(labels)
        checker.whole("pharmacology/classes.tsv") { bytes throws(ResourceError) in
            _ = try PharmacologyTable(drugs: [], classes: bytes, onset: [])
        }
        checker.whole("pharmacology/onset.tsv") { bytes throws(ResourceError) in _ = try OnsetReader(bytes: bytes) }
        checker.whole("stance/words.tsv") { bytes throws(ResourceError) in _ = try StanceReader(bytes: bytes) }
        checker.whole("cases/words.tsv") { bytes throws(ResourceError) in
            _ = try CaseLexicon(words: bytes, seriousness: [], conditions: [])
        }
        return checker.problems
    }

    private mutating func report(_ file: String, _ line: Int, _ reason: String, isError: Bool = true) {
        problems.append(LexiconChecker.Problem(file: file, line: line, reason: reason, isError: isError))
    }

    private mutating func report(_ error: ResourceError, in file: String) {
        switch error {
        case .malformed(let file, let line, let reason): report(file, line, reason)
        case .folderNotFound, .unreadable: report(file, 1, "\(error)")
        }
    }

    /// A file that its reader checks as a whole.
    private mutating func whole(_ file: String, _ read: ([UInt8]) throws(ResourceError) -> Void) {
        guard let bytes = files[file] else { return }
        do { try read(bytes) } catch { report(error, in: file) }
    }

    private mutating func rows(_ file: String, columns: Int) -> [TableFile.Row] {
        guard let bytes = files[file] else { return [] }
        do { return try TableFile(name: file, bytes: bytes, columns: columns).rows } catch {
            report(error, in: file)
            return []
        }
    }

    /// Labels of concepts; nil without their file.
    private mutating func labels() -> Set<String>? {
        guard files["concepts/concepts.tsv"] != nil else { return nil }
        return Set(rows("concepts/concepts.tsv", columns: 2).map { $0.string(1) })
    }

    private mutating func pharmacology(_ labels: Set<String>?) {
        let file = PharmacologyTable.file
        var names: Set<String> = []
        var brands: [String: String] = [:]
        for row in rows(file, columns: 12) {
            if !names.insert(row.string(0)).inserted { report(file, row.line, "\(row.string(0)) stands twice") }
            do {
                let parsed = try PharmacologyTable.row(row)
                for brand in parsed.brands {
                    if let other = brands.updateValue(parsed.ingredient, forKey: brand.lowercased()) {
                        report(file, row.line, "\(brand) is already a brand of \(other)")
                    }
                }
                guard let labels else { continue }
                for indication in parsed.indications where !labels.contains(indication) {
                    report(file, row.line, "no concept is called \(indication)")
                }
            } catch {
                report(error, in: file)
            }
        }
        guard let labels else { return }
        for row in rows("pharmacology/classes.tsv", columns: 2) {
            for condition in row.list(2) {
                let label = String(decoding: condition, as: UTF8.self)
                guard !labels.contains(label) else { continue }
                report("pharmacology/classes.tsv", row.line, "no concept is called \(label)")
            }
        }
    }

    private mutating func seriousness(_ labels: Set<String>?) {
        whole("cases/seriousness.tsv") { bytes throws(ResourceError) in
            _ = try CaseLexicon(words: [], seriousness: bytes, conditions: [])
        }
        whole("cases/conditions.tsv") { bytes throws(ResourceError) in
            _ = try CaseLexicon(words: [], seriousness: [], conditions: bytes)
        }
        guard let labels else { return }
        for (file, column) in [("cases/seriousness.tsv", 1), ("cases/conditions.tsv", 0)] {
            for row in rows(file, columns: column + 1) {
                for label in row.list(column) {
                    let label = String(decoding: label, as: UTF8.self)
                    if !labels.contains(label) { report(file, row.line, "no concept is called \(label)") }
                }
            }
        }
    }
}
