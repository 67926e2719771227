package import Events

/// One claim rule of the data file: words that make it look around, and where subject and object stand.
///
/// Shared, since a rule is handed on with every trigger: a copy would count references to all its parts.
package final class ClaimRule: Sendable {
    package enum SubjectSlot: String, Sendable { case left, right, either, topic }

    package enum ObjectSlot: Sendable, Equatable {
        /// The nearest concept of these kinds, with its list.
        case left(ConceptKinds, drugs: Bool)
        case right(ConceptKinds, drugs: Bool)
        case fixed(String)
        /// A concept to the left, else the effects spoken of before.
        case last
        /// The harm claimed last, of this subject too ("naproxen carried the same risk").
        case same
        /// The level of the drug to the right.
        case drugLevel
        /// The condition spoken of: before the words, else in the text so far.
        case condition
        /// What sort of thing something is: the class, else the words up to a noun of role ("positive allosteric modulator").
        case role
        /// These words with what follows them up to the clause's end ("contains estrogen").
        case phrase(String)
        /// What is advised: the verb behind the words with what follows it.
        case advice(Advice)
        /// How soon something works or how long it lasts, with the time that stands beside the words.
        case timing(Timing)
        /// The effects that the question right before names.
        case asked
    }

    package enum Timing: Sendable { case onset, duration }

    /// How an advice is worded.
    package enum Advice: Sendable, Equatable {
        /// A verb behind "should", "must".
        case modal
        /// A verb at the head of a clause.
        case imperative
        /// A verb or thing behind "recommend", "advise against".
        case recommended
        /// What a speaker does as a rule ("we check creatinine twice a year").
        case habit
        /// A test or change of dose that is or is not needed.
        case test
        /// The trigger refuses the drug to whom the question or condition before names ("Pregnant? Choose something else").
        case refused
        /// The trigger goes on with the advice before it ("…, never before driving").
        case elliptic
        /// What is done as a rule, in the passive ("potassium is measured before the first tablet").
        case done
        /// For how long at most ("three days at most", "no longer than a week").
        case limit
        /// What is kept away from the drug, and by how long ("four hours apart").
        case apart
        /// What is tested when, without a verb ("liver function at baseline and every month").
        case schedule
        /// The trigger says what is advised; what follows it says when.
        case named(String)
    }

    /// Rules whose words have conditions of their own, by their ids.
    enum Special: String {
        case causeHyphen = "cause.hyphen"
        case causeActive = "cause.active"
        case riskSame = "risk.same"
        case causeAdjective = "cause.adjective"
        case causePassive = "cause.passive"
        case associationBetween = "assoc.between"
        case treatUse = "treat.use"
        case treatOpen = "treat.open"
        case mechanismHinder = "mech.hinder"
        case treatFor = "treat.for"
        case treatAgainst = "treat.against"
        case treatGiven = "treat.given"
        case treatScoreLeft = "treat.score.left"
        case compareMore = "compare.more"
        case commentGone = "comment.gone"
        case preferOver = "prefer.over"
        case safeFatal = "safe.fatal"
        case safeIs = "safe.is"
        case causeMake = "cause.make"
        case causePerson = "cause.person"
        case causeRelative = "cause.relative"
        case stopBecause = "stop.because"
        case causeLed = "cause.led"
        case worseMore = "worse.more"
        case sameNo = "same.no"
        case associationLikely = "assoc.likely"
        case associationUsers = "assoc.users"
        case associationIncrease = "assoc.increase"
        case associationFrequent = "assoc.frequent"
        case associationLinked = "assoc.linked"
        case associationWith = "assoc.with"
        case treatPassive = "treat.passive"
        case treatPeople = "treat.people"
        case blameFor = "blame.for"
        case associationActive = "assoc.active"
        case treatWhen = "treat.when"
        case treatEased = "treat.eased"
        case compareFrequentLess = "compare.frequent.less"
        case mechanismRelax = "mech.relax"
        case mechanismBind = "mech.bind"
        case mechanismPair = "mech.pair"
        case mechanismOrgan = "mech.organ"
        case mechanismIneffective = "mech.ineffective"
        case mechanismOff = "mech.off"
        case mechanismDown = "mech.down"
        case mechanismUp = "mech.up"
        case mechanismSpill = "mech.spill"
        case mechanismMaker = "mech.maker"
        case mechanismLinger = "mech.linger"
        case mechanismClearing = "mech.clearing"
        case mechanismThenUp = "mech.then.up"
        case mechanismThenDown = "mech.then.down"
        case mechanismThenMore = "mech.then.more"
        case mechanismThenLess = "mech.then.less"
        case mechanismUnmoved = "mech.unmoved"
        case mechanismPassive = "mech.passive"
        case mechanismPassiveUp = "mech.passive.up"
        case compareAs = "compare.as"
        case preventAway = "prevent.away"
        case preventRisk = "prevent.risk"
        case sameNot = "same.not"
        case sameNotMore = "same.notmore"
        case stopLasting = "stop.lasting"
        case sameToo = "same.too"
        case sameSo = "same.so"
        case sameNor = "same.nor"
        case sameLess = "same.less"
        case propertyAwait = "property.await"
        case propertyLocal = "property.local"
        case propertyScant = "property.scant"
        case armsSurvival = "arms.survival"
        case armsProgression = "arms.progression"
        case armsResponse = "arms.response"

        /// Rules that read a use ("given for").
        var readsUse: Bool {
            switch self {
            case .treatUse, .treatOpen, .treatFor, .treatAgainst, .treatGiven, .treatWhen: true
            default: false
            }
        }

        /// Rules whose companion belongs to the verb and stands behind the object ("brings the DHT down").
        var isParted: Bool {
            switch self {
            case .mechanismOff, .mechanismDown, .mechanismUp, .mechanismSpill, .mechanismLinger: true
            default: false
            }
        }

        /// Rules that tell what follows from the mechanism right before ("…, and glutamate surges").
        var follows: Bool {
            switch self {
            case .mechanismThenUp, .mechanismThenDown, .mechanismThenMore, .mechanismThenLess: true
            default: false
            }
        }

        /// Rules before whose words stands what was measured ("expression of MMP-9 fell by half").
        var readsMeasure: Bool {
            switch self {
            case .mechanismThenUp, .mechanismThenDown, .mechanismUnmoved, .mechanismPassive, .mechanismPassiveUp: true
            default: false
            }
        }

        /// Rules whose words ("did not", "so does") repeat the statement right before them, whatever it is.
        var repeats: Bool {
            switch self {
            case .sameNot, .sameToo, .sameSo, .sameNor, .sameLess: true
            default: false
            }
        }
    }

    /// What must stand near a rule's words.
    enum Companion: Equatable {
        case own, up, down, stop
        /// A class of words, by its id.
        case word(Int32)
    }

    /// Where a rule may fire: comments, an article's own text, or abstracts and papers alone.
    package enum Place: String, Sendable { case comment, article, abstract }

    /// An example of the data file, which the tests run.
    package struct Example: Sendable {
        package var line: Int
        package var text: String
        /// `subject PREDICATE object [polarity] [factuality]`; nil where the rule must stay silent.
        package var expected: String?
    }

    /// What a claim takes over from its rule.
    struct Sense {
        var predicate: Predicate
        var factuality: Factuality?
        var isNegated: Bool
        var isRelationVerb: Bool
        /// Its words repeat a claim ("is no exception", "fared no better"): a "no" among them denies nothing.
        var repeats: Bool
        /// "Don't expect a lift before a fortnight": its "not" says how long it takes, and denies nothing; nor does "hardly any of it gets
        /// into the blood".
        var isWaiting: Bool
        /// Two arms' figures say whether it is true ("median survival was 13.9 months with X and 9.2 with placebo").
        var isOfFigures: Bool
    }

    var sense: Sense {
        Sense(
            predicate: predicate, factuality: factuality, isNegated: isNegated, isRelationVerb: isRelationVerb,
            repeats: object == .same,
            isWaiting: special == .propertyAwait || special == .propertyLocal || special == .propertyScant,
            isOfFigures: special == .armsSurvival || special == .armsProgression || special == .armsResponse)
    }

    // What every trigger is asked for comes first, so that it lies together in memory: rules fire here and there among a thousand.

    package let predicate: Predicate
    /// What the engine asks of every trigger.
    let special: Special?
    package let place: Place?
    package let subject: SubjectSlot
    package let factuality: Factuality?
    package let isNegated: Bool
    /// The trigger ends a clause: nothing but a sign or "and" follows.
    package let isFinal: Bool
    /// Where no known concept follows, the words that follow are the object.
    package let isOpen: Bool
    /// The same, of words that name a molecule, cell or process of the body alone.
    package let isOpenMolecule: Bool
    /// Words that stand in no table are the effect where the rule says so.
    let openEffect: OpenEffect?
    /// A person must stand between trigger and object ("makes most people queasy").
    package let isAcrossPerson: Bool
    /// Only of what the drug is labelled for ("attacks peter out", "the pressure comes down").
    let isOfIndication: Bool
    /// The triggers are verbs of a relation: a negation before one does not reach behind it, and a list ends at one. "is" and "from",
    /// and triggers that mean something only beside other words, are none.
    let isRelationVerb: Bool
    /// `companion`, told apart.
    let near: Companion?
    /// `absent`, by its id.
    let absentClass: Int32?
    package let object: ObjectSlot
    /// Tokens between trigger and object.
    package let reach: Int
    /// Words of which one must begin the sentence.
    package let openings: [String]
    /// Label of a concept that must stand before the trigger.
    package let after: String?
    /// Label of a concept that must stand behind the trigger, within five tokens.
    package let before: String?
    /// Tokens between the trigger (or its object) and a subject to the right.
    package let reachOfSubject: Int
    package let id: String
    /// Hashes of `openings`.
    let openingHashes: [UInt64]

    package let line: Int
    package let triggers: [String]
    /// A class of words that must stand near; "up" or "down"; "own": only of the drug that the text is about, and not of what it is taken for.
    package let companion: String?
    /// A class of words that must not stand in the sentence.
    package let absent: String?
    package let examples: [Example]

    init(_ draft: RuleDraft, wordClass: (String) -> Int32) {
        id = draft.id
        predicate = draft.predicate
        line = draft.line
        triggers = draft.triggers
        subject = draft.subject
        object = draft.object
        reach = draft.reach
        reachOfSubject = draft.reachOfSubject
        companion = draft.companion
        absent = draft.absent
        absentClass = draft.absent.map { wordClass($0) }
        after = draft.after
        before = draft.before
        isAcrossPerson = draft.isAcrossPerson
        isOfIndication = draft.isOfIndication
        openings = draft.openings
        factuality = draft.factuality
        isNegated = draft.isNegated
        isOpen = draft.isOpen
        isFinal = draft.isFinal
        isOpenMolecule = draft.isOpenMolecule
        openEffect = draft.openEffect
        place = draft.place
        examples = draft.examples
        isRelationVerb = draft.isRelationVerb
        special = Special(rawValue: draft.id)
        near = draft.companion.map { name in
            switch name {
            case "own": .own
            case "up": .up
            case "down": .down
            case "stop": .stop
            default: .word(wordClass(name))
            }
        }
        openingHashes = draft.openings.compactMap { TokenStream.hash(of: $0) }
    }
}

/// The rules of a file, and the phrase table of their triggers and of the word classes.
package struct ClaimRules: Sendable {
    package private(set) var rules: [ClaimRule] = []
    let table: PhraseTable
    static let wordBase: Int32 = 100_000
    /// For each rule, what turns its words away.
    private(set) var gates: [RuleGate] = []
    /// For each rule, whether a negation before its words does not reach behind them.
    private var barriers: [Bool] = []
    /// Word classes in the order of their ids from `wordBase`.
    private(set) var wordClasses: [String] = []

    /// - Parameters:
    ///   - rules: `claims/rules.txt`.
    ///   - words: `claims/words.tsv`.
    /// - Throws: `ResourceError.malformed` with file and line.
    package init(rules ruleBytes: [UInt8], words wordBytes: [UInt8]) throws(ResourceError) {
        // By id, so that the order in the file decides nothing.
        let drafts = try RuleFile.read(ruleBytes).sorted { $0.id < $1.id }
        var builder = PhraseTable.Builder()
        for (index, rule) in drafts.enumerated() {
            for trigger in rule.triggers where !builder.add(form: trigger, id: Int32(index)) {
                throw .malformed(file: RuleFile.name, line: rule.line, reason: "an empty trigger")
            }
        }
        let file = try TableFile(name: "claims/words.tsv", bytes: wordBytes, columns: 2)
        for row in file.rows {
            // A class may go on in a second row.
            let known = wordClasses.firstIndex(of: row.string(0))
            let id = Self.wordBase + Int32(known ?? wordClasses.count)
            if known == nil { wordClasses.append(row.string(0)) }
            for form in row.list(1) where !builder.add(form: String(decoding: form, as: UTF8.self), id: id) {
                throw .malformed(file: file.name, line: row.line, reason: "an empty form")
            }
        }
        for rule in drafts {
            if let name = rule.companion, name != "up", name != "down", name != "own", !wordClasses.contains(name) {
                throw .malformed(file: RuleFile.name, line: rule.line, reason: "no word class is called \(name)")
            }
        }
        for rule in drafts {
            if let name = rule.absent, !wordClasses.contains(name) {
                throw .malformed(file: RuleFile.name, line: rule.line, reason: "no word class is called \(name)")
            }
        }
        table = builder.build()
        rules = drafts.map { ClaimRule($0, wordClass: wordClass) }
        gates = rules.map { RuleGate($0) }
        barriers = rules.map { $0.isRelationVerb && $0.predicate != .associatedWith }
    }

    /// Whether an id is that of a rule whose words are the verb of another relation.
    func isBarrier(_ id: Int32) -> Bool { id < Self.wordBase && barriers[Int(id)] }

    func wordClass(_ name: String) -> Int32 {
        wordClasses.firstIndex(of: name).map { Self.wordBase + Int32($0) } ?? -1
    }
}
