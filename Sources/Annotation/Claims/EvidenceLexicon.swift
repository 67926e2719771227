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
    /// The head word of a learned society's or an agency's name.
    case body

    /// Somebody whose experience may be told.
    var isPatient: Bool { self == .selfReport || self == .family || self == .other }
}

/// Words of design, species and person, from `context/evidence.tsv`.
package struct EvidenceLexicon: Sendable {
    private(set) var words: [EvidenceWord] = []
    let table: PhraseTable
    /// Parts of user names that tell a profession, in lower case.
    private var professions: Set<String> = []
    /// The same by their first byte.
    private var professionsByHead = [[[UInt8]]](repeating: [], count: 128)
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
        for word in professions {
            guard let head = word.utf8.first, head < 0x80 else { continue }
            professionsByHead[Int(head)].append(Array(word.utf8))
        }
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
        "body": .body,
    ]

    /// What a match of `table` says; nil for a form that only keeps others from matching.
    func word(_ id: Int32) -> EvidenceWord? { id == Self.nothing ? nil : words[Int(id)] }

    /// Whether a user name tells a profession: a part of it is such a word ("RPh Dee", "ex_pharm_tech", "NurseJamal"), or a long one is in
    /// it ("nightnurse").
    func namesProfession(_ author: String) -> Bool {
        var name: [UInt8] = []
        for byte in author.utf8 {
            guard byte < 0x80 else { return namesProfession(unicode: author) }
            name.append(byte)
        }
        for start in name.indices {
            for profession in professionsByHead[Int(TokenStream.lower(name[start]))] {
                let end = start + profession.count
                guard end <= name.count,
                    profession.indices.allSatisfy({ TokenStream.lower(name[start + $0]) == profession[$0] })
                else { continue }
                if profession.count >= Self.telling { return true }
                if Self.isBorder(name, start), Self.isBorder(name, end), profession.allSatisfy(Self.isLetter) {
                    // A part of one word has no border inside.
                    if !(start + 1..<end).contains(where: { Self.isBorder(name, $0) }) { return true }
                }
            }
        }
        return false
    }

    /// In bytes: words so long are no chance inside another.
    private static let telling = 5

    private static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }

    /// Whether a part of an ASCII name begins or ends before a byte: at what is no letter, and where a capital follows a small letter.
    private static func isBorder(_ name: [UInt8], _ index: Int) -> Bool {
        if index == 0 || index == name.count { return true }
        let (before, after) = (name[index - 1], name[index])
        guard isLetter(before), isLetter(after) else { return true }
        return before & 0x20 != 0 && after & 0x20 == 0
    }

    private func namesProfession(unicode author: String) -> Bool {
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
        return professions.contains { $0.utf8.count >= Self.telling && name.contains($0) }
    }
}
