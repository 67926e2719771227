/// What the text engine's tables say of one drug. The sink's files do not carry it, so the caller brings it along.
package struct DrugFacts: Hashable, Sendable {
    /// How a surface form names the drug, in the order in which a report lists them.
    package enum Form: CaseIterable, Sendable {
        case generic, brand, misspelling, informal, other
    }

    /// Forms by surface in lower case, as in `drugs.jsonl`.
    package var forms: [String: Form] = [:]
    /// Largest labelled daily amount, in milligrams.
    package var usualMaximum: Double?
    /// Smallest strength of a unit, in milligrams.
    package var smallestUnit: Double?
    /// Where the two are from.
    package var source: String?

    package init() {}
}
