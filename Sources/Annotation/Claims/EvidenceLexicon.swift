import Events

/// What an evidence word says.
enum EvidenceWord: Sendable, Equatable {
    case design(EvidenceClass)
    case species(String)
    case selfReport, family, other, expert
    /// Somebody of the health professions who is quoted.
    case doctor
}

/// Words of design, species and person, from `context/evidence.tsv`.
package struct EvidenceLexicon: Sendable {
    private(set) var words: [EvidenceWord] = []
    let table: PhraseTable

    /// - Throws: `ResourceError.malformed` with file and line.
    package init(bytes: [UInt8]) throws(ResourceError) {
        let file = try TableFile(name: "context/evidence.tsv", bytes: bytes, columns: 2)
        var builder = PhraseTable.Builder()
        for row in file.rows {
            let name = row.string(0)
            let word: EvidenceWord
            if name.hasPrefix("species:") {
                word = .species(String(name.dropFirst(8)))
            } else {
                switch name {
                case "self": word = .selfReport
                case "family": word = .family
                case "other": word = .other
                case "expert": word = .expert
                case "doctor": word = .doctor
                default:
                    guard let design = EvidenceClass(rawValue: name) else {
                        throw .malformed(file: file.name, line: row.line, reason: "no evidence class \(name)")
                    }
                    word = .design(design)
                }
            }
            let id = Int32(words.count)
            words.append(word)
            for form in row.list(1) where !builder.add(form: String(decoding: form, as: UTF8.self), id: id) {
                throw .malformed(file: file.name, line: row.line, reason: "an empty form")
            }
        }
        table = builder.build()
    }

    func matches(in stream: TokenStream) -> [(tokens: Range<Int>, word: EvidenceWord)] {
        var found: [(tokens: Range<Int>, word: EvidenceWord)] = []
        table.matches(in: stream) { match in found.append((match.tokens, words[Int(match.id)])) }
        return found
    }
}
