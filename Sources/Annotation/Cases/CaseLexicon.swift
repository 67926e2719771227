import Events

/// What a word says about a comment as a case; `cases/words.tsv` explains each.
enum CaseWord: String, CaseIterable, Sendable {
    case selfWord = "self"
    case notSelf = "not_self"
    case possessive, relative, other, anonymous, generic, third, animal, professional
    case modal, past, fear, history, doubt
    case help, contrast, cause
    case unknownDrug = "unknown_drug"
    case irony
    case taking, starting, because, stopping, reducing, restarting, gone, remains, returned, well
    case hospitalisation
    case lifeThreatening = "life_threatening"
    case disability
    case congenitalAnomaly = "congenital_anomaly"
    case death
    case notSerious = "not_serious"

    /// The criterion that the word speaks of.
    var seriousness: Seriousness? {
        switch self {
        case .hospitalisation: .hospitalisation
        case .lifeThreatening: .lifeThreatening
        case .disability: .disability
        case .congenitalAnomaly: .congenitalAnomaly
        case .death: .death
        default: nil
        }
    }
}

/// The words of `cases/words.tsv`, the events of `seriousness.tsv` and the conditions of `conditions.tsv`.
///
/// An object, since every reading of a comment is handed it.
final class CaseLexicon: Sendable {
    let words: ClassedWords<CaseWord>
    /// Criteria by an event's label.
    let seriousness: [String: Seriousness]
    /// Labels of conditions that people have before any drug.
    let conditions: Set<String>

    /// - Throws: `ResourceError.malformed` with file and line.
    init(words: [UInt8], seriousness: [UInt8], conditions: [UInt8]) throws(ResourceError) {
        self.words = try ClassedWords(file: "cases/words.tsv", bytes: words)
        let file = try TableFile(name: "cases/seriousness.tsv", bytes: seriousness, columns: 2)
        var criteria: [String: Seriousness] = [:]
        for row in file.rows {
            guard let criterion = Seriousness(rawValue: row.string(0)) else {
                throw .malformed(file: file.name, line: row.line, reason: "no criterion is named \(row.string(0))")
            }
            for label in row.list(1) {
                let label = String(decoding: label, as: UTF8.self)
                guard criteria.updateValue(criterion, forKey: label) == nil else {
                    throw .malformed(file: file.name, line: row.line, reason: "\(label) stands twice")
                }
            }
        }
        self.seriousness = criteria
        var labels: Set<String> = []
        let list = try TableFile(name: "cases/conditions.tsv", bytes: conditions, columns: 1)
        for row in list.rows {
            for label in row.list(0) {
                let label = String(decoding: label, as: UTF8.self)
                guard labels.insert(label).inserted else {
                    throw .malformed(file: list.name, line: row.line, reason: "\(label) stands twice")
                }
            }
        }
        self.conditions = labels
    }
}
