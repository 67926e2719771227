/// An article with everything the text engine found in it.
package struct EnrichedArticle: Hashable, Sendable {
    package var article: Article
    package var engine: EngineVersion
    /// Where its article stands in the topic `articles`; nil when no log was involved.
    package var origin: Origin?
    /// All lists are in text order.
    package var drugs: [DrugMention] = []
    package var doses: [Dose] = []
    package var exposures: [Exposure] = []
    package var claims: [Claim] = []
    package var cases: [CaseCandidate] = []
    package var assertions: [Assertion] = []
    package var fingerprints = Fingerprints()

    package init(article: Article, engine: EngineVersion) {
        self.article = article
        self.engine = engine
    }
}

/// Which engine and lexicon made an annotation.
package struct EngineVersion: Hashable, Sendable {
    /// Release of the program, `0.1.0`.
    package var version: String
    /// Date and content hash of the lexicon and rules, `2026.11-5c1e…`.
    package var lexicon: String
    /// Grows with engine and lexicon releases: of two records of one revision the higher ordinal wins.
    package var ordinal: Int64

    package init(version: String, lexicon: String, ordinal: Int64) {
        self.version = version
        self.lexicon = lexicon
        self.ordinal = ordinal
    }
}

/// The place of an article's record in the topic `articles`: what decides which of two enriched records is the later one.
package struct Origin: Hashable, Sendable {
    package var partition: Int32
    package var offset: Int64

    package init(partition: Int32, offset: Int64) {
        self.partition = partition
        self.offset = offset
    }
}

/// A span that names a substance, brand or drug class.
package struct DrugMention: Hashable, Sendable {
    package var range: TextRange
    /// INN or USAN in lower case, or the class's name.
    package var ingredient: String
    /// All ingredients: one, or several for a combination.
    package var ingredients: [String]
    package var kind: DrugKind
    /// For a misspelling: what it misspells.
    package var baseKind: DrugKind?
    package var rxcui: String?
    package var atc: [String] = []
    package var classes: [String] = []
    /// Id of the segment it stands in; nil outside all segments.
    package var segment: String?
    package var match: MatchMethod
    /// 0 to 1, two decimals.
    package var confidence: Double
}

extension DrugMention {
    // Through the memberwise initialiser: one that assigns members which have a value already copies the whole of it with all its parts.

    /// A mention of a substance of which nothing but the name is known.
    package init(range: TextRange, ingredient: String, kind: DrugKind, match: MatchMethod, confidence: Double) {
        self.init(
            range, ingredient: ingredient, ingredients: [ingredient], kind: kind, baseKind: nil, rxcui: nil, atc: [],
            classes: [], segment: nil, match: match, confidence: confidence)
    }

    package init(
        _ range: TextRange, ingredient: String, ingredients: [String], kind: DrugKind, baseKind: DrugKind?,
        rxcui: String?, atc: [String], classes: [String], segment: String?, match: MatchMethod, confidence: Double
    ) {
        self.init(
            range: range, ingredient: ingredient, ingredients: ingredients, kind: kind, baseKind: baseKind,
            rxcui: rxcui, atc: atc, classes: classes, segment: segment, match: match, confidence: confidence)
    }
}

/// A number or an interval, as printed.
package struct Amount: Hashable, Sendable {
    package var low: Double
    package var high: Double

    package init(_ value: Double) { self.init(value, value) }
    package init(_ low: Double, _ high: Double) {
        self.low = low
        self.high = high
    }

    package var isRange: Bool { low != high }
}

/// An amount of a drug taken.
package struct Dose: Hashable, Sendable {
    package var range: TextRange
    package var ingredient: String?
    package var amount: Amount?
    /// UCUM: `mg`, `ug`, `g`, `mL`, `[iU]`, `mg/kg`, `ug/h`, `{tbl}`.
    package var unit: String?
    /// Units (tablets, puffs) a take.
    package var perTake: Amount?
    /// Takes per UCUM time: `3/d`, `1/wk`, `10/a`.
    package var frequency: String?
    /// In `unit` a day, only where it follows.
    package var dailyTotal: Amount?
    /// Taken as needed.
    package var isAsNeeded = false
    package var route: String?
    /// Time of day: `morning`, `noon`, `evening`, `bedtime`.
    package var timeOfDay: String?
    /// `animal` for the dose of an animal.
    package var subject: String?
    /// `unit_missing` and the like.
    package var flags: [String] = []
    package var link: DrugLink?
    package var segment: String?
    package var check: Check?

    package init(range: TextRange) { self.range = range }
}

/// How long, since when or until when a drug was taken.
package struct Exposure: Hashable, Sendable {
    package var range: TextRange
    package var ingredient: String?
    package var kind: ExposureKind
    /// ISO 8601 duration (`P9Y`) or date.
    package var value: String
    package var link: DrugLink?
    package var segment: String?

    package init(range: TextRange, kind: ExposureKind, value: String) {
        self.range = range
        self.kind = kind
        self.value = value
    }
}

/// The text engine's answer on a span given from outside.
package struct Assertion: Hashable, Sendable {
    package var range: TextRange
    package var isNegated: Bool
    package var factuality: Factuality
    package var temporality: Temporality
    package var experiencer: Experiencer
    /// The words that decided, lower case.
    package var cue: String?

    package init(
        range: TextRange, isNegated: Bool, factuality: Factuality, temporality: Temporality, experiencer: Experiencer,
        cue: String?
    ) {
        self.range = range
        self.isNegated = isNegated
        self.factuality = factuality
        self.temporality = temporality
        self.experiencer = experiencer
        self.cue = cue
    }
}
