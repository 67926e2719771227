/// What a context cue does to what it reaches.
package enum CueEffect: String, Sendable, CaseIterable {
    case negated, pseudo, possible, probable, doubtful, conditional, uncommitted, historical, hypothetical, family,
        terminator
}

/// Where a cue's reach lies.
package enum CueDirection: String, Sendable, CaseIterable {
    case forward, backward, both
}

/// The context cues of the data file: which words change what is said, in which direction and how far.
package struct CueLexicon: Sendable {
    /// One line of the file.
    package struct Group: Sendable {
        package var effect: CueEffect
        package var direction: CueDirection
        /// In tokens.
        package var reach: Int
        /// `possible.forward`, the rule id printed with each cue.
        package var rule: String
    }

    /// What decides about a cue, without the names.
    struct Reach {
        var effect: CueEffect
        var direction: CueDirection
        /// In tokens.
        var reach: Int
    }

    package private(set) var groups: [Group] = []
    /// The same, one for each group.
    private(set) var reaches: [Reach] = []
    let table: PhraseTable

    /// - Throws: `ResourceError.malformed` with file and line.
    package init(bytes: [UInt8]) throws(ResourceError) {
        let file = try TableFile(name: "context/cues.tsv", bytes: bytes, columns: 4)
        var builder = PhraseTable.Builder()
        for row in file.rows {
            guard let effect = CueEffect(rawValue: row.string(0)),
                let direction = CueDirection(rawValue: row.string(1)),
                let reach = Int(row.string(2)), reach >= 0
            else { throw .malformed(file: file.name, line: row.line, reason: "effect, direction and reach expected") }
            let id = Int32(groups.count)
            groups.append(Group(effect: effect, direction: direction, reach: reach, rule: "\(effect).\(direction)"))
            reaches.append(Reach(effect: effect, direction: direction, reach: reach))
            for form in row.list(3) {
                guard builder.add(form: String(decoding: form, as: UTF8.self), id: id) else {
                    throw .malformed(file: file.name, line: row.line, reason: "an empty form")
                }
            }
        }
        table = builder.build()
    }
}

/// A cue in the text.
package struct CueMatch: Sendable, Hashable {
    package var tokens: Range<Int>
    /// Index into `CueLexicon.groups`.
    package var group: Int32
}
