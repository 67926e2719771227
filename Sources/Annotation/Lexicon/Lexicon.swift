package import Events

/// What the engine knows of drugs: substances and classes, the forms that name them, and what each form needs to count.
///
/// Immutable and safe to share. Built from the tables of `Data/drugs` and the user's own by `LexiconReader`.
package struct Lexicon: Sendable {
    /// A substance, a class, or a fixed combination.
    package struct Substance: Sendable, Hashable {
        /// The printed name: INN or USAN, or a class's name; a combination's ingredients joined by `/`.
        package var name: String
        package var kind: DrugKind
        package var rxcui: String?
        package var atc: [String]
        /// Narrow to broad.
        package var classes: [String]
        /// Names of the ingredients of a combination; of a single substance its own name.
        package var ingredients: [String]
    }

    /// One way to write a substance.
    package struct Form: Sendable, Hashable {
        package var substance: Int32
        package var kind: DrugKind
        package var baseKind: DrugKind?
        package var match: MatchMethod
        package var rule: AmbiguityRule
        /// Index into `spellings` of the exact spelling, -1 where case is free.
        package var spelling: Int32
    }

    package internal(set) var substances: [Substance] = []
    package internal(set) var forms: [Form] = []
    package internal(set) var spellings: [[UInt8]] = []
    /// Ids are indices of `forms`.
    package internal(set) var table = PhraseTable.Builder().build()
    /// Names that are understood by `lookup` but never matched in text ("olanzapine and samidorphan"), in lower case.
    var lookupNames: [String: Int32] = [:]
    /// Phrases that look like drugs and win over them.
    var lookalikes = PhraseTable.Builder().build()
    var vocabulary = DrugVocabulary()
    var misspellings = MisspellingIndex(names: [], guardWords: [])
    /// Date and content hash, as printed in `engine.lexicon`.
    package internal(set) var version = ""

    /// Fixed combinations by the indices of their ingredients, in ascending order.
    var combinations: [[Int32]: Int32] = [:]

    /// Index of the substance whose printed name this is.
    package func substance(named name: String) -> Int32? { byName[name] }
    var byName: [String: Int32] = [:]
}

/// Word lists around drug names.
struct DrugVocabulary: Sendable {
    /// What a word says about the words near it.
    struct Cue: OptionSet, Sendable {
        let rawValue: UInt32
        /// Units of amounts: `mg`, `tablets`.
        static let unit = Cue(rawValue: 1 << 0)
        /// Taking, prescribing, stopping; forms and routes.
        static let use = Cue(rawValue: 1 << 1)
        /// Words of recreational use.
        static let street = Cue(rawValue: 1 << 2)
        /// Supplements, deficiency.
        static let supplement = Cue(rawValue: 1 << 3)
        /// Giving in a clinic or laboratory: infusion, injected, administered.
        static let given = Cue(rawValue: 1 << 4)
        /// Illnesses and medical words.
        static let medical = Cue(rawValue: 1 << 5)
        /// Contraception.
        static let contraception = Cue(rawValue: 1 << 6)
        /// Heads after which a substance is part of a protein's name: `receptor`, `dehydrogenase`.
        static let proteinHead = Cue(rawValue: 1 << 7)
        /// Heads that extend a class: `drug`, `agents`.
        static let classHead = Cue(rawValue: 1 << 8)
        /// Heads that make an adjective no class: `effect`, `diet`.
        static let effectHead = Cue(rawValue: 1 << 9)
        /// Salts after a substance.
        static let salt = Cue(rawValue: 1 << 10)
        /// Release forms after a brand: `XR`.
        static let release = Cue(rawValue: 1 << 11)
        /// Physiology: `serum`, `levels`, `endogenous`.
        static let physiology = Cue(rawValue: 1 << 12)
        /// Top-level domains.
        static let domain = Cue(rawValue: 1 << 13)
        /// Words that by themselves show that drugs are meant: `mg`, `prescribed`, `snorted`.
        static let strong = Cue(rawValue: 1 << 15)
        /// Words of street use only: `dropped`, `tabs`.
        static let streetOnly = Cue(rawValue: 1 << 16)
        /// Heads that make lithium or insulin something else: `battery`, `resistance`.
        static let otherHead = Cue(rawValue: 1 << 14)
        /// Lack of a substance: `deficiency`, `depletion`.
        static let deficiency = Cue(rawValue: 1 << 17)
        /// Having been exposed: `receiving`, `toxicity`.
        static let exposure = Cue(rawValue: 1 << 18)
    }

    private let cues: TokenTable

    init(_ cues: [UInt64: Cue] = [:]) { self.cues = TokenTable(cues.mapValues { UInt64($0.rawValue) }) }

    @inline(__always)
    func cue(_ hash: UInt64) -> Cue { Cue(rawValue: UInt32(truncatingIfNeeded: cues[hash])) }
}
