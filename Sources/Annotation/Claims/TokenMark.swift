/// What single words do in claim reading, as bits: a token's marks are looked up once a page (`JointTable`), so that no rule compares words again.
struct TokenMark: OptionSet, Sendable, Hashable {
    let rawValue: UInt64

    init(rawValue: UInt64) { self.rawValue = rawValue }

    private init(_ bit: UInt64) { rawValue = 1 << bit }

    /// "than", "versus": what follows is compared with, not spoken of.
    static let comparator = TokenMark(0)
    /// "a", "an".
    static let indefinite = TokenMark(1)
    /// Fillers between coordinated drugs ("the", "brand").
    static let filler = TokenMark(2)
    /// Signs and words that join drugs of one group.
    static let join = TokenMark(3)
    /// "with", "plus", "+": joined drugs are taken together.
    static let together = TokenMark(4)
    /// Words that stand for several things ("they", "drugs").
    static let plural = TokenMark(5)
    /// "both", "neither": two things spoken of before.
    static let pair = TokenMark(6)
    /// Signs and words between the items of a list.
    static let list = TokenMark(7)
    /// "which", "who", "that".
    static let relative = TokenMark(8)
    /// "it", "them", "this" where an effect is meant.
    static let effectPronoun = TokenMark(9)
    /// "risk", "rate", "odds".
    static let risk = TokenMark(10)
    /// "relief", "reduction": between a verb of causing and its object they turn the sense.
    static let relief = TokenMark(11)
    /// Prepositions that tie a drug to what stands before it.
    static let tie = TokenMark(12)
    /// People of whom a result is told ("users", "patients", "group").
    static let person = TokenMark(13)
    /// "with", "without", "who" after a person.
    static let personLink = TokenMark(14)
    /// Heads that make a class name an adjective ("effect", "properties").
    static let adjectiveHead = TokenMark(15)
    /// Verbs and nouns of a finding.
    static let finding = TokenMark(16)
    /// "previously", "known": what was known before.
    static let prior = TokenMark(17)
    /// "for", "treat": the reason for taking.
    static let reason = TokenMark(18)
    /// Function words, modals and adverbs that leave a clause without a subject of its own.
    static let function = TokenMark(19)
    /// Words that begin a clause.
    static let clauseStart = TokenMark(20)
    /// "level", "concentration" behind a substance.
    static let level = TokenMark(21)
    /// Words of betterment beside a complaint.
    static let better = TokenMark(22)
    /// Words of worsening beside a complaint.
    static let worse = TokenMark(23)
    /// "excess", "damage", "problem": stand for an effect named before.
    static let effectNoun = TokenMark(24)
    /// "tanked", "crashed": a fall that nobody praises.
    static let fall = TokenMark(25)
    /// "withdrawal", "discontinuation" behind a drug.
    static let withdrawal = TokenMark(26)
    /// Words before a drug that make it the added or switched-to one.
    static let adding = TokenMark(27)
    /// "to".
    static let to = TokenMark(28)
    /// "no", "none", "neither" and the like.
    static let negative = TokenMark(29)
    /// "or", "and".
    static let conjunction = TokenMark(30)
    /// Where a phrase that is an object begins.
    static let opener = TokenMark(31)
    /// Where a phrase that is an object ends.
    static let ender = TokenMark(32)
    /// Heads of a phrase that say nothing.
    static let empty = TokenMark(33)
    /// Pronouns that are nobody's name.
    static let pronoun = TokenMark(34)
    /// "long", "chronic" exposure.
    static let longTerm = TokenMark(35)
    /// "short", "brief" exposure.
    static let shortTerm = TokenMark(36)
    /// "stopping", "cessation".
    static let stopping = TokenMark(37)
    /// "term".
    static let term = TokenMark(38)
    /// Words of conclusion at the head of an abstract's part.
    static let conclusion = TokenMark(39)
    /// Words of background at the head of an abstract's part.
    static let backgroundHead = TokenMark(40)

    /// "group", "use", "therapy": the taking of a drug.
    static let exposed = TokenMark(41)
    /// "neither": negates each of the two it stands for.
    static let neither = TokenMark(42)

    /// Who reports a finding ("researchers", "study").
    static let reporter = TokenMark(43)

    /// "results", "findings", "methods" at the head of an abstract's part.
    static let resultHead = TokenMark(44)

    /// Units of amounts and times.
    static let unit = TokenMark(45)

    /// "weeks", "months", "years".
    static let duration = TokenMark(46)

    /// "treatment", "managed": what stands with it is dealt with, not brought about.
    static let handling = TokenMark(47)

    /// Prepositions of time and cause between an effect and a drug ("after", "on").
    static let link = TokenMark(48)

    /// Words of occurrence, report and risk that carry an effect to its drug ("had", "reported", "danger").
    static let carrier = TokenMark(49)

    /// "I", "my".
    static let firstPerson = TokenMark(50)

    /// "developed", "cases", "rate": words of onset and report.
    static let onset = TokenMark(51)

    /// "equally", "similar": no difference is told.
    static let equal = TokenMark(52)

    /// "may", "can": before an effect that is a verb ("may drool").
    static let modal = TokenMark(53)

    /// "who", "what": a question that proposes nothing.
    static let asking = TokenMark(54)

    /// Nouns that say what sort of thing a drug is ("agonist", "hormone", "antibody").
    static let role = TokenMark(63)

    /// Nouns that do so with a word of kind before them alone ("drug", "agent").
    static let weakRole = TokenMark(62)

    /// Words of kind before such a noun ("herbal", "prescription").
    static let kind = TokenMark(61)

    /// Words that praise or date and say no kind ("new", "popular").
    static let praise = TokenMark(60)

    /// Heads of a phrase that names a molecule, cell or process ("receptor", "enzyme", "release").
    static let molecule = TokenMark(59)

    /// "attack", "flare-up", "symptoms", "the condition": stand for the condition spoken of.
    static let bout = TokenMark(58)

    /// "doctor", "pharmacist": who is to be asked.
    static let adviser = TokenMark(57)

    /// "nurse", "clinic", "sufferers": who or what has to do with a condition ("migraine clinic").
    static let holder = TokenMark(55)

    /// "dose", "course", "tablets", "it": what a command about a drug is about.
    static let doseForm = TokenMark(56)

    static let names: [(String, TokenMark)] = [
        ("role", .role), ("weak-role", .weakRole), ("kind", .kind), ("praise", .praise), ("molecule", .molecule),
        ("bout", .bout), ("adviser", .adviser), ("dose-form", .doseForm),
        ("holder", .holder),
        ("comparator", .comparator), ("indefinite", .indefinite), ("filler", .filler), ("join", .join),
        ("together", .together), ("plural", .plural), ("pair", .pair), ("list", .list), ("relative", .relative),
        ("effect-pronoun", .effectPronoun), ("risk", .risk), ("relief", .relief), ("tie", .tie),
        ("person", .person), ("person-link", .personLink), ("adjective-head", .adjectiveHead),
        ("finding", .finding), ("prior", .prior), ("reason", .reason), ("function", .function),
        ("clause-start", .clauseStart), ("level", .level), ("better", .better), ("worse", .worse),
        ("effect-noun", .effectNoun), ("fall", .fall), ("withdrawal", .withdrawal), ("adding", .adding), ("to", .to),
        ("negative", .negative), ("conjunction", .conjunction), ("opener", .opener), ("ender", .ender),
        ("empty", .empty), ("pronoun", .pronoun), ("long-term", .longTerm), ("short-term", .shortTerm),
        ("stopping", .stopping), ("term", .term), ("conclusion", .conclusion), ("background-head", .backgroundHead),
        ("exposed", .exposed), ("neither", .neither), ("reporter", .reporter),
        ("result-head", .resultHead),
        ("unit", .unit), ("duration", .duration), ("handling", .handling), ("link", .link), ("carrier", .carrier),
        ("first-person", .firstPerson), ("onset", .onset), ("modal", .modal), ("asking", .asking), ("equal", .equal),
    ]
}

/// The marks of words from `claims/marks.tsv`, by the words' hashes.
struct TokenMarks: Sendable {
    private(set) var entries: [UInt64: UInt64] = [:]

    /// - Throws: `ResourceError.malformed` with file and line.
    init(bytes: [UInt8]) throws(ResourceError) {
        let file = try TableFile(name: "claims/marks.tsv", bytes: bytes, columns: 2)
        var missing = Set(TokenMark.names.map(\.0))
        for row in file.rows {
            let name = row.string(0)
            guard let mark = TokenMark.names.first(where: { $0.0 == name })?.1 else {
                throw .malformed(file: file.name, line: row.line, reason: "no mark is called \(name)")
            }
            missing.remove(name)
            for word in row.string(1).split(separator: " ") {
                guard let hash = TokenStream.hash(of: String(word)) else {
                    throw .malformed(file: file.name, line: row.line, reason: "\(word) is not one word")
                }
                entries[hash, default: 0] |= mark.rawValue
            }
        }
        if let name = missing.min() {
            throw .malformed(file: file.name, line: 1, reason: "the mark \(name) has no words")
        }
    }
}
