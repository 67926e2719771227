/// What a concept can be in a claim; one concept may be several things.
package struct ConceptKinds: OptionSet, Sendable, Hashable {
    package let rawValue: UInt8
    package init(rawValue: UInt8) { self.rawValue = rawValue }

    /// An event or state that a drug may bring about.
    package static let effect = ConceptKinds(rawValue: 1)
    /// A reason to take a drug.
    package static let indication = ConceptKinds(rawValue: 2)
    /// A receptor, protein, process or other part of a mechanism.
    package static let mechanism = ConceptKinds(rawValue: 4)
    /// A property of a drug (`short half-life`).
    package static let property = ConceptKinds(rawValue: 8)
    /// A pharmacological role (`partial agonist`).
    package static let role = ConceptKinds(rawValue: 16)
    /// A circumstance that is no effect (`pregnancy exposure`).
    package static let context = ConceptKinds(rawValue: 32)
    /// A standing illness: who only mentions it tells of no effect.
    package static let illness = ConceptKinds(rawValue: 64)
    /// Something that people can do or an organ does, which a drug betters ("walking", "heart function"): of rules that ask for it alone.
    package static let faculty = ConceptKinds(rawValue: 128)

    static let names: [(String, ConceptKinds)] = [
        ("effect", .effect), ("indication", .indication), ("mechanism", .mechanism), ("property", .property),
        ("class", .role), ("context", .context), ("illness", .illness),
        ("faculty", .faculty),
    ]
}

/// One thing besides drugs that claims are about; shared, since it is asked for again and again.
package final class Concept: Sendable {
    package let id: String
    /// What a claim's object says.
    package let label: String
    /// Organ system or `target`, `process`, `property`, `class`.
    package let group: String
    package let kinds: ConceptKinds
    /// MeSH descriptor, where sure.
    package let mesh: String?

    /// Something that a drug can be taken for; smoking is left to its own rules.
    let isCondition: Bool

    init(id: String, label: String, group: String, kinds: ConceptKinds, mesh: String?) {
        (self.id, self.label, self.group, self.kinds, self.mesh) = (id, label, group, kinds, mesh)
        isCondition = kinds.contains(.indication) && label != "smoking" && !label.isEmpty
    }
}

/// The concepts with their forms, and the composites: measurables and organs that become effects by a change word ("raised my blood sugar").
///
/// One phrase table holds concept forms, measurables and change words, told apart by id ranges; read once a document. Immutable.
package struct ConceptLexicon: Sendable {
    package private(set) var concepts: [Concept] = []
    let table: PhraseTable
    private(set) var composites: [Composite] = []
    /// The change by which what was lost comes back.
    private(set) var restored: Change?
    /// Indices of the pharmacological roles.
    private(set) var roles: Set<Int32> = []
    /// What a text that speaks of sleep or of blood pressure is about: the condition, by the concept that names the topic.
    private var topics: [Int32] = []
    /// What a concept is or is the topic of, where that is a condition; else -1.
    private var conditions: [Int32] = []

    /// Conditions outside the table, by how their names are built.
    private(set) var findingNames: FindingNames

    /// Stands for effects outside of the table that the text itself calls such; its label is empty, since each is called as it is written.
    private(set) var openEffect: Int32 = 0

    /// Conditions that share their head noun with the one behind.
    private(set) var sharedHeads = SharedHeads([])

    /// A measurable or organ: what each change of it is called.
    struct Composite: Sendable {
        /// Indices of concepts by `Change`, -1 where the change is no effect of it; shorter where nothing follows.
        var concepts: [Int32]

        subscript(change: Change) -> Int32? {
            let index = Int(change.rawValue)
            return index < concepts.count && concepts[index] >= 0 ? concepts[index] : nil
        }
    }

    /// What becomes of a measurable or organ: up, down, damage and pain, and the changes that only some organs know ("swell", "ring"), in
    /// the order of the file.
    struct Change: Sendable, Equatable {
        let rawValue: Int32
        static let up = Change(rawValue: 0)
        static let down = Change(rawValue: 1)
        static let harm = Change(rawValue: 2)
        static let pain = Change(rawValue: 3)
        static let names = ["up", "down", "harm", "pain"]

        /// Such as only some organs know.
        var isSpecial: Bool { rawValue > Self.pain.rawValue }
    }

    /// Forms with a verb of their own ("impairs memory", written with + in the file): concept index from here.
    static let verbalBase: Int32 = 500_000
    static let compositeBase: Int32 = 1_000_000
    static let changeBase: Int32 = 2_000_000

    /// - Throws: `ResourceError.malformed` with file and line.
    package init(
        concepts conceptBytes: [UInt8], composites compositeBytes: [UInt8], findings findingBytes: [UInt8] = []
    ) throws(ResourceError) {
        let file = try TableFile(name: "concepts/concepts.tsv", bytes: conceptBytes, columns: 6)
        var builder = PhraseTable.Builder()
        var labels: [String: Int32] = [:]
        var forms: [String: Int] = [:]
        /// Forms as posts spell them, for after all that the file spells itself.
        var typed: [(form: String, id: Int32)] = []
        var pairs: [(first: String, head: String, concept: Int32)] = []
        for row in file.rows where row.string(0) != Self.moreForms {
            var kinds: ConceptKinds = []
            for name in row.string(3).split(separator: ",") {
                guard let kind = ConceptKinds.names.first(where: { $0.0 == name })?.1 else {
                    throw .malformed(file: file.name, line: row.line, reason: "no kind of concept is called \(name)")
                }
                kinds.insert(kind)
            }
            let label = row.string(1)
            guard labels[label] == nil else {
                throw .malformed(file: file.name, line: row.line, reason: "the label \(label) stands twice")
            }
            let index = Int32(concepts.count)
            labels[label] = index
            let mesh = row.string(4)
            concepts.append(
                Concept(
                    id: row.string(0), label: label, group: row.string(2), kinds: kinds, mesh: mesh.isEmpty ? nil : mesh
                ))
            let plain = label.split(separator: "(").first.map(String.init) ?? label
            var own = [plain.hasSuffix(" ") ? String(plain.dropLast()) : plain]
            own += row.list(5).map { String(decoding: $0, as: UTF8.self) }
            for (position, written) in own.enumerated() {
                let isVerbal = written.hasPrefix("+")
                let form = isVerbal ? String(written.dropFirst()) : written
                let key = form.lowercased()
                if let line = forms[key] {
                    // The label repeated among its own forms is harmless; the same form elsewhere is a slip.
                    if position > 0, line != row.line {
                        throw .malformed(
                            file: file.name, line: row.line, reason: "\(form) stands in line \(line) already")
                    }
                    continue
                }
                forms[key] = row.line
                let words = key.split(separator: " ")
                if words.count == 2, !isVerbal, SharedHeads.nouns.contains(String(words[1])) {
                    pairs.append((String(words[0]), String(words[1]), index))
                    // Targets are listed without plurals of their own: "D2 and D3 receptors".
                    if words[1] == "receptor" || words[1] == "channel" {
                        pairs.append((String(words[0]), String(words[1]) + "s", index))
                    }
                }
                if let plain = PhrasePattern.typed(key) {
                    typed.append((plain, isVerbal ? Self.verbalBase + index : index))
                }
                guard builder.add(form: form, id: isVerbal ? Self.verbalBase + index : index) else {
                    throw .malformed(file: file.name, line: row.line, reason: "an empty form")
                }
            }
        }
        try Self.readMoreForms(file, labels: labels, taken: &forms, typed: &typed, builder: &builder)
        for (form, id) in typed where forms[form] == nil {
            forms[form] = 0
            builder.add(form: form, id: id)
        }
        for (index, concept) in concepts.enumerated() {
            let plain = concept.label
            guard plain.utf8.count > 4, let last = plain.utf8.last, last != UInt8(ascii: "s"), last != UInt8(ascii: ")")
            else { continue }
            let plural = last == UInt8(ascii: "y") ? plain.dropLast() + "ies" : plain + "s"
            if forms[plural.lowercased()] == nil {
                forms[plural.lowercased()] = 0
                builder.add(form: String(plural), id: Int32(index))
                let words = plural.lowercased().split(separator: " ")
                if words.count == 2, SharedHeads.nouns.contains(String(words[1])) {
                    pairs.append((String(words[0]), String(words[1]), Int32(index)))
                }
            }
        }
        findingNames = try FindingNames(bytes: findingBytes, concept: Int32(concepts.count))
        concepts.append(
            Concept(id: "", label: "", group: "finding", kinds: [.effect, .indication], mesh: nil))
        openEffect = Int32(concepts.count)
        concepts.append(Concept(id: "", label: "", group: "open", kinds: .effect, mesh: nil))
        sharedHeads = SharedHeads(pairs)
        try Self.readComposites(
            compositeBytes, labels: labels, taken: &forms, into: &composites, restored: &restored, builder: &builder)
        table = builder.build()
        // Forms that differ as written may be read alike (accents, quotes, hyphens).
        for ids in table.sharedIDs {
            let own = ids.filter { concepts.indices.contains(Int($0)) }
            guard own.count > 1 else { continue }
            let (first, second) = (Int(own[0]), Int(own[1]))
            throw .malformed(
                file: file.name, line: file.rows[second].line,
                reason: "a form is read like one of \(concepts[first].label) in line \(file.rows[first].line)")
        }
        topics = Array(repeating: -1, count: concepts.count)
        for (index, concept) in concepts.enumerated() where concept.group.hasPrefix("topic of ") {
            guard let condition = labels[String(concept.group.dropFirst(9))] else {
                throw .malformed(
                    file: file.name, line: file.rows[index].line, reason: "no concept for the \(concept.group)")
            }
            topics[index] = condition
        }
        conditions = concepts.indices.map { index in
            let named = topics[index] >= 0 ? topics[index] : Int32(index)
            return concepts[Int(named)].isCondition ? named : -1
        }
        for (index, concept) in concepts.enumerated() where concept.kinds.contains(.role) { roles.insert(Int32(index)) }
    }

    /// The condition that a concept names as a topic; nil where it names none.
    func topic(_ concept: Int32) -> Int32? { topics[Int(concept)] >= 0 ? topics[Int(concept)] : nil }

    /// The condition that a concept is or names as a topic; nil where it is none.
    func condition(_ concept: Int32) -> Int32? { conditions[Int(concept)] >= 0 ? conditions[Int(concept)] : nil }

    /// In the place of an id: further forms of the concept whose label follows.
    private static let moreForms = "+"

    /// Rows of further forms, as people say it ("legs (won't|wouldn't) (keep|stay) still"), whose brackets hold alternatives.
    private static func readMoreForms(
        _ file: TableFile, labels: [String: Int32], taken: inout [String: Int],
        typed: inout [(form: String, id: Int32)],
        builder: inout PhraseTable.Builder
    ) throws(ResourceError) {
        for row in file.rows where row.string(0) == moreForms {
            guard let index = labels[row.string(1)] else {
                throw .malformed(
                    file: file.name, line: row.line, reason: "no concept is called \(row.string(1))")
            }
            guard let phrases = PhrasePattern.phrases(row.string(5)) else {
                throw .malformed(file: file.name, line: row.line, reason: "brackets are not closed, nested or empty")
            }
            for written in phrases {
                let isVerbal = written.hasPrefix("+")
                let form = RuleFile.trimmed((isVerbal ? String(written.dropFirst()) : written).lowercased())
                if let line = taken[form] {
                    throw .malformed(
                        file: file.name, line: row.line, reason: "\(form) stands in line \(line) already")
                }
                taken[form] = row.line
                if let plain = PhrasePattern.typed(form) {
                    typed.append((plain, isVerbal ? verbalBase + index : index))
                }
                guard builder.add(form: form, id: isVerbal ? verbalBase + index : index) else {
                    throw .malformed(file: file.name, line: row.line, reason: "an empty form")
                }
            }
        }
    }

    private static func readComposites(
        _ bytes: [UInt8], labels: [String: Int32], taken: inout [String: Int], into composites: inout [Composite],
        restored: inout Change?, builder: inout PhraseTable.Builder
    ) throws(ResourceError) {
        let file = try TableFile(name: "concepts/composites.tsv", bytes: bytes, columns: 2)
        var changes = Change.names
        for row in file.rows {
            if row.string(0).hasPrefix("@") {
                let name = String(row.string(0).dropFirst())
                if !changes.contains(name) { changes.append(name) }
                let id = changeBase + Int32(changes.firstIndex(of: name) ?? 0)
                // A concept's own form ("hurts") keeps its meaning; the change reading is an addition.
                for form in row.list(1) { builder.add(form: String(decoding: form, as: UTF8.self), id: id) }
                continue
            }
            func concept(_ label: String) throws(ResourceError) -> Int32 {
                if label.isEmpty { return -1 }
                guard let index = labels[label] else {
                    throw .malformed(file: file.name, line: row.line, reason: "no concept is called \(label)")
                }
                return index
            }
            let id = compositeBase + Int32(composites.count)
            var own: [Int32] = []
            for column in 1...Change.names.count { own.append(try concept(row.string(column))) }
            for entry in row.list(Change.names.count + 1) {
                let parts = entry.split(separator: UInt8(ascii: "="), maxSplits: 1)
                guard parts.count == 2, let change = changes.firstIndex(of: String(decoding: parts[0], as: UTF8.self))
                else {
                    throw .malformed(
                        file: file.name, line: row.line,
                        reason: "no change \(String(decoding: entry, as: UTF8.self)) above this line")
                }
                while own.count <= change { own.append(-1) }
                own[change] = try concept(String(decoding: parts[1], as: UTF8.self))
            }
            if let index = changes.firstIndex(of: "restored") { restored = Change(rawValue: Int32(index)) }
            composites.append(Composite(concepts: own))
            for form in row.list(0) { builder.add(form: String(decoding: form, as: UTF8.self), id: id) }
        }
    }
}
