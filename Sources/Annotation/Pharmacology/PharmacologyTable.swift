import Events

/// A small table of what public labels say of drugs, and what it says of claims and doses.
package struct PharmacologyTable: Sendable {
    package struct Row: Sendable {
        var ingredient: String
        var classes: [String]
        var indications: [String]
        /// Milligrams a day.
        var maximum: Double?
        var smallest: Double?
        var largest: Double?
        var legal: String?
        var source: String
    }

    private var rows: [Row] = []
    private var index: [String: Int] = [:]

    /// - Throws: `ResourceError.malformed` with file and line.
    package init(bytes: [UInt8]) throws(ResourceError) {
        let file = try TableFile(name: "pharmacology/drugs.tsv", bytes: bytes, columns: 11)
        for row in file.rows {
            let name = row.string(0)
            guard index[name] == nil else {
                throw .malformed(file: file.name, line: row.line, reason: "\(name) stands twice")
            }
            func number(_ column: Int) throws(ResourceError) -> Double? {
                let text = row.string(column)
                if text.isEmpty { return nil }
                guard let value = Double(text), value > 0 else {
                    throw .malformed(file: file.name, line: row.line, reason: "\(text) is no amount")
                }
                return value
            }
            func list(_ column: Int) -> [String] { row.list(column).map { String(decoding: $0, as: UTF8.self) } }
            guard !row.string(10).isEmpty else {
                throw .malformed(file: file.name, line: row.line, reason: "a row needs its source")
            }
            index[name] = rows.count
            rows.append(
                Row(
                    ingredient: name, classes: list(1), indications: list(5), maximum: try number(6),
                    smallest: try number(7),
                    largest: try number(8), legal: row.string(9).isEmpty ? nil : row.string(9), source: row.string(10)))
        }
    }

    package var count: Int { rows.count }

    func row(_ ingredient: String) -> Row? { index[ingredient].map { rows[$0] } }

    /// Whether a label lists the condition as a reason to take the drug.
    func isIndicated(_ ingredient: String, for label: String) -> Bool {
        row(ingredient)?.indications.contains(label) ?? false
    }

    /// What the table says of a claim.
    func check(_ claim: Claim) -> Check? {
        guard let row = row(claim.subject) else {
            return claim.predicate == .isA || claim.predicate == .treats ? Check(verdict: .notCovered) : nil
        }
        switch claim.predicate {
        case .isA:
            let object = claim.object.lowercased()
            if row.classes.contains(where: { same($0, object) }) {
                return verdict(claim, holds: true, row, "classes: \(row.classes.joined(separator: ", "))")
            }
            // Only a class that other rows carry can contradict; anything else is not covered.
            let known = rows.contains { $0.classes.contains { same($0, object) } || same($0.ingredient, object) }
            guard known else { return Check(verdict: .notCovered) }
            return verdict(claim, holds: false, row, "classes: \(row.classes.joined(separator: ", "))")
        case .treats:
            if row.indications.contains(claim.object) {
                return claim.polarity == .asserted
                    ? Check(verdict: .consistent, source: row.source, detail: "labelled for \(claim.object)")
                    : Check(verdict: .notCovered)
            }
            return Check(verdict: .notCovered)
        default: return nil
        }
    }

    private func verdict(_ claim: Claim, holds: Bool, _ row: Row, _ detail: String) -> Check {
        let agrees = claim.polarity == .negated ? !holds : holds
        if claim.polarity == .questioned {
            return Check(verdict: holds ? .consistent : .contradicts, source: row.source, detail: detail)
        }
        return Check(verdict: agrees ? .consistent : .contradicts, source: row.source, detail: detail)
    }

    private func same(_ left: String, _ right: String) -> Bool {
        let left = left.lowercased()
        return left == right || left + "s" == right || left == right + "s"
    }
}
