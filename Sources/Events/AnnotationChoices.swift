/// What a drug's surface form is.
package enum DrugKind: String, WireChoice {
    case generic, brand
    case drugClass = "class"
    case misspelling, slang, illicit
    case otherSubstance = "other_substance"
}

/// How a surface form was matched to the lexicon.
package enum MatchMethod: String, WireChoice {
    case exact, alias, abbreviation
    case edit1 = "edit-1"
    case edit2 = "edit-2"
    case context
}

/// How a dose or exposure was linked to its drug.
package enum DrugLink: String, WireChoice {
    case phrase, sentence, segment, thread
}

/// What an exposure states.
package enum ExposureKind: String, WireChoice {
    case duration, start, stop, taper, frequency
}

/// The relation of a claim, in SemRep's names and documented extensions (DATA-MODEL, claims).
package enum Predicate: String, WireChoice {
    case causes = "CAUSES"
    case predisposes = "PREDISPOSES"
    case associatedWith = "ASSOCIATED_WITH"
    case aggravates = "AGGRAVATES"
    case causesMoreThan = "CAUSES_MORE_THAN"
    case treats = "TREATS"
    case prevents = "PREVENTS"
    case interactsWith = "INTERACTS_WITH"
    case stimulates = "STIMULATES"
    case inhibits = "INHIBITS"
    case disrupts = "DISRUPTS"
    case affects = "AFFECTS"
    case mediates = "MEDIATES"
    case doseResponse = "DOSE_RESPONSE"
    case isA = "ISA"
    case hasProperty = "HAS_PROPERTY"
    case lowerThan = "LOWER_THAN"
    case safeFor = "SAFE_FOR"
    case reversibleAfterStop = "REVERSIBLE_AFTER_STOP"
    case persistsAfterStop = "PERSISTS_AFTER_STOP"
    case preferredOver = "PREFERRED_OVER"
    case practice = "PRACTICE"
}

/// Written on the positive proposition: "no bleeding with X" is X CAUSES bleeding, negated.
package enum Polarity: String, WireChoice {
    case asserted, negated, questioned
}

/// SemRep's seven degrees.
package enum Factuality: String, WireChoice {
    case fact, probable, possible, doubtful, counterfact, uncommitted, conditional
}

/// The ground that the text itself gives.
package enum EvidenceClass: String, WireChoice {
    case inVitro = "in_vitro"
    case animalStudy = "animal_study"
    case caseReport = "case_report"
    case humanObservational = "human_observational"
    case randomizedTrial = "randomized_trial"
    case metaAnalysis = "meta_analysis"
    case guideline, regulator
    case expertOpinion = "expert_opinion"
    case pressRelease = "press_release"
    case background
    case clinicAssertion = "clinic_assertion"
    case anecdoteSelf = "anecdote_self"
    case anecdoteFamily = "anecdote_family"
    case anecdoteOther = "anecdote_other"
    case opinion
}

/// Who says it.
package enum SpeakerClass: String, WireChoice {
    case outlet, authors, institution, clinic, regulator, commenter, unknown
}

/// A comment's position towards its target.
package enum StanceValue: String, WireChoice {
    case support, dispute, query, neutral
}

/// What the pharmacology table says of a claim or a dose.
package enum CheckVerdict: String, WireChoice {
    case consistent, contradicts, partly
    case notCovered = "not_covered"
}

/// Whose case it is, or who reports it.
package enum Person: String, WireChoice {
    case me = "self"
    case family, other, patient, unknown
}

/// Seriousness criteria of a case report (ICH E2A).
package enum Seriousness: String, WireChoice {
    case death
    case lifeThreatening = "life_threatening"
    case hospitalisation, disability
    case congenitalAnomaly = "congenital_anomaly"
    case medicallyImportant = "medically_important"
}

/// What happened when the drug was stopped (dechallenge) or taken again (rechallenge).
package enum Challenge: String, WireChoice {
    case positive, negative, unknown
}

/// Whether the four minimum elements are there.
package enum CaseStatus: String, WireChoice {
    case valid, incomplete
    case noEvent = "no_event"
}

/// The four minimum elements of an individual case safety report.
package enum CaseElement: String, WireChoice {
    case patient, reporter, drug, event
}

/// ConText's time of a condition.
package enum Temporality: String, WireChoice {
    case current, historical, hypothetical
}

/// ConText's bearer of a condition.
package enum Experiencer: String, WireChoice {
    case patient, other
}
