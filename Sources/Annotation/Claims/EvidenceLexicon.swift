import Events

/// What an evidence word says; `context/evidence.tsv` explains each.
enum EvidenceWord: Sendable, Equatable {
    /// A study design or an authority that the text names as its ground.
    case design(EvidenceClass)
    /// Words that go with a design without naming it.
    case hint(EvidenceClass)
    case study, review, turn, past, human, act, speech, company
    case species(String)
    case selfReport, family, other, expert
    /// Somebody of the professions who is quoted.
    case doctor
    case story

    /// Somebody whose experience may be told.
    var isPatient: Bool { self == .selfReport || self == .family || self == .other }
}

/// Words of design, species and person, from `context/evidence.tsv`.
package struct EvidenceLexicon: Sendable {
    private(set) var words: [EvidenceWord] = []
    let table: PhraseTable
    /// Parts of user names that tell a profession, in lower case.
    private var professions: Set<String> = []
    /// The id of forms that only keep others from matching.
    private static let nothing: Int32 = -1

    /// - Throws: `ResourceError.malformed` with file and line.
    package init(bytes: [UInt8]) throws(ResourceError) {
        let file = try TableFile(name: "context/evidence.tsv", bytes: bytes, columns: 2)
        var builder = PhraseTable.Builder()
        for row in file.rows {
            let name = row.string(0)
            if name == "name" {
                professions.formUnion(row.list(1).map { String(decoding: $0, as: UTF8.self).lowercased() })
                continue
            }
            var id = Self.nothing
            if name != "nothing" {
                guard let word = Self.word(name) else {
                    throw .malformed(file: file.name, line: row.line, reason: "no evidence class \(name)")
                }
                id = Int32(words.count)
                words.append(word)
            }
            for form in row.list(1) where !builder.add(form: String(decoding: form, as: UTF8.self), id: id) {
                throw .malformed(file: file.name, line: row.line, reason: "an empty form")
            }
        }
        table = builder.build()
    }

    private static func word(_ name: String) -> EvidenceWord? {
        if name.hasPrefix("species:") { return .species(String(name.dropFirst(8))) }
        if name.hasPrefix("hint:") { return EvidenceClass(rawValue: String(name.dropFirst(5))).map { .hint($0) } }
        return named[name] ?? EvidenceClass(rawValue: name).map { .design($0) }
    }

    private static let named: [String: EvidenceWord] = [
        "study": .study, "review": .review, "turn": .turn, "past": .past, "human": .human, "act": .act,
        "speech": .speech,
        "company": .company,
        "self": .selfReport, "family": .family, "other": .other, "expert": .expert, "doctor": .doctor, "story": .story,
    ]

    func matches(in stream: TokenStream) -> [(tokens: Range<Int>, word: EvidenceWord)] {
        var found: [(tokens: Range<Int>, word: EvidenceWord)] = []
        table.matches(in: stream) { match in
            if match.id != Self.nothing { found.append((match.tokens, words[Int(match.id)])) }
        }
        return found
    }

    /// Whether a user name tells a profession: a part of it is such a word ("RPh Dee", "ex_pharm_tech", "NurseJamal"), or a long one is in
    /// it ("nightnurse").
    func namesProfession(_ author: String) -> Bool {
        var parts: [String] = []
        var part = ""
        var isLower = false
        for character in author.unicodeScalars {
            guard character.properties.isAlphabetic else {
                parts.append(part)
                part = ""
                continue
            }
            if character.properties.isUppercase, isLower {
                parts.append(part)
                part = ""
            }
            isLower = character.properties.isLowercase
            part.unicodeScalars.append(character)
        }
        parts.append(part)
        if parts.contains(where: { professions.contains($0.lowercased()) }) { return true }
        let name = author.lowercased()
        return professions.contains { $0.utf8.count >= 5 && name.contains($0) }
    }
}
