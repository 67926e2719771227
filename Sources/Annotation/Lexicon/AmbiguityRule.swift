/// What a form needs before it counts as a drug mention; the raw value is the rule's id in `ambiguous.tsv` and `variants.tsv`.
package enum AmbiguityRule: String, CaseIterable, Sendable {
    /// Always a mention.
    case plain
    /// Never: too common a word. Such forms are not in the matcher.
    case never
    /// Only in exactly the listed spelling.
    case exact
    /// An abbreviation: exact spelling, and an amount, a word of use or another drug near; a local definition decides first.
    case abbreviation
    /// An abbreviation that mostly means something else ("NO", "PCP"): exact spelling, and an amount beside it or the substance named in full
    /// in the same document.
    case abbreviationNamed = "abbreviation.named"
    /// A brand that is also a word or a name: capitalised inside a sentence or beside an amount, and a drug cue near.
    case brand
    /// A brand that only needs its capital.
    case brandCapital = "brand.capital"
    /// A brand that needs exact spelling and a drug cue near.
    case brandExact = "brand.exact"
    /// A street name: an amount, a word of use, or another drug near.
    case slang
    /// The same, and not capitalised (also a first name).
    case slangCapital = "slang.capital"
    /// A street name that is a common word: a word of street use close by, or an illicit drug.
    case slangStreet = "slang.street"
    /// A street name that means nothing else.
    case slangFree = "slang.free"
    /// The clipped beginning of a name that is a word of its own ("fin"): only where the document gives the name, in full or as a brand.
    case slangClipped = "slang.clipped"
    /// A mineral or food: only with an amount or a word of supplements close by.
    case supplement
    /// A word that needs a medical cue near.
    case medical
    /// An electrolyte.
    case mineral
    /// A messenger of the body that is also given as a drug: only with a word of administration close by.
    case transmitter
    /// A laboratory value or a building block of the body: only when given, as `transmitter`.
    case physiology
    /// A hormone that is mostly given: as a level in the body ("serum testosterone", "insulin secretion") it is none.
    case hormone
    /// Adrenaline as a figure of speech is none.
    case adrenaline
    /// Lithium of batteries is none.
    case lithium
    /// An adjective (`dopaminergic`, `antiemetic`): only with a head (`drug`, `agents`) or as a noun ("an antiemetic, …").
    case adjective
    /// "The pill".
    case contraceptive
}
