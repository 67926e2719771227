/// One subject, predicate and object with qualifiers, at the shortest quote that holds predicate and object.
package struct Claim: Hashable, Sendable {
    /// `c1`, `c2`, … in text order.
    package var id: String
    package var range: TextRange
    package var segment: String
    package var tier: Tier
    /// Ingredient, class or concept as stated.
    package var subject: String
    /// Code with its vocabulary: `RXCUI:11289`, `ATC:N05BA`.
    package var subjectID: String?
    package var predicate: Predicate
    package var object: String
    /// `MESH:D006470`.
    package var objectID: String?
    package var polarity: Polarity
    package var factuality: Factuality
    package var cues: [Cue] = []
    /// Id of the claim rule that made it.
    package var rule: String
    package var qualifiers = Qualifiers()
    package var evidence: EvidenceClass?
    package var attribution: Attribution?
    package var stance: Stance?
    package var check: Check?
    /// Index into the article's references of the study this sentence cites; nil for the page's own study.
    package var citation: Int?
    /// A headline claim whose body has only narrower ones (species, exposure): the kinds of what it lost.
    package var drift: [String] = []
}

extension Claim {
    // Through the memberwise initialiser: one that assigns members which have a value already copies the whole of it with all its parts.
    package init(
        id: String, range: TextRange, segment: String, tier: Tier, subject: String, subjectID: String? = nil,
        predicate: Predicate, object: String, objectID: String? = nil, polarity: Polarity, factuality: Factuality,
        cues: [Cue] = [], rule: String, qualifiers: Qualifiers = .nothing, evidence: EvidenceClass? = nil,
        attribution: Attribution? = nil
    ) {
        self.init(
            id: id, range: range, segment: segment, tier: tier, subject: subject, subjectID: subjectID,
            predicate: predicate, object: object, objectID: objectID, polarity: polarity, factuality: factuality,
            cues: cues, rule: rule, qualifiers: qualifiers, evidence: evidence, attribution: attribution, stance: nil,
            check: nil, citation: nil, drift: [])
    }
}

/// Words that changed a claim's polarity, factuality or scope, with the rule that read them.
package struct Cue: Hashable, Sendable {
    package var range: TextRange
    /// The cue's words, lower case.
    package var cue: String
    /// `negated`, `possible`, …
    package var effect: String
    package var rule: String

    package init(range: TextRange, cue: String, effect: String, rule: String) {
        self.range = range
        self.cue = cue
        self.effect = effect
        self.rule = rule
    }
}

/// What limits a claim. Values are short lower-case terms of the rule files.
package struct Qualifiers: Hashable, Sendable {
    /// `short-term`, `long-term`, `after stopping`, `during withdrawal`.
    package var exposure: String?
    package var dose: String?
    package var population: String?
    /// `human`, `mouse`, `rat`, `in vitro`, …
    package var species: String?
    package var age: String?
    package var comparator: String?
    package var severity: String?
    package var time: String?

    package static let names = [
        "exposure", "dose", "population", "species", "age", "comparator", "severity", "time",
    ]

    /// Values in the order of `names`.
    package var values: [String?] { [exposure, dose, population, species, age, comparator, severity, time] }
}

extension Qualifiers {
    /// None at all.
    package static var nothing: Qualifiers { Qualifiers() }

    package init(exposure: String?, population: String?, species: String?) {
        self.init(
            exposure: exposure, dose: nil, population: population, species: species, age: nil, comparator: nil,
            severity: nil, time: nil)
    }
}

/// Who says it, with the person or body named where the text names one.
package struct Attribution: Hashable, Sendable {
    package var speaker: SpeakerClass
    package var name: String?

    package init(speaker: SpeakerClass, name: String? = nil) {
        self.speaker = speaker
        self.name = name
    }
}

/// A comment's position towards the article or another comment.
package struct Stance: Hashable, Sendable {
    /// `article` or a segment id.
    package var target: String
    package var value: StanceValue

    package init(target: String, value: StanceValue) {
        self.target = target
        self.value = value
    }
}

/// What the pharmacology table says, with the row's public source.
package struct Check: Hashable, Sendable {
    package var verdict: CheckVerdict
    package var source: String?
    /// What the row says, in a few words of ours; nil where it is not covered.
    package var detail: String?

    package init(verdict: CheckVerdict, source: String? = nil, detail: String? = nil) {
        self.verdict = verdict
        self.source = source
        self.detail = detail
    }
}

/// A candidate for an individual case safety report, read from one commenter's segments.
package struct CaseCandidate: Hashable, Sendable {
    package var segments: [String]
    package var patient: Person?
    package var reporter: Person?
    /// Suspect drugs.
    package var drugs: [String] = []
    package var concomitant: [String] = []
    package var events: [String] = []
    package var seriousness: [Seriousness] = []
    package var dechallenge: Challenge?
    package var rechallenge: Challenge?
    package var status: CaseStatus
    package var elements: [CaseElement] = []

    package init(segments: [String], status: CaseStatus) {
        self.segments = segments
        self.status = status
    }
}
