package import Events

/// A drug mention as the later stages see it: tokens and bytes, and the substance in the lexicon.
package struct Mention: Sendable, Hashable {
    /// Tokens of the span; a fused token (`effexorXR`, `10mgPaxil`) is in it whole.
    package var tokens: Range<Int>
    /// Byte range in the stored text.
    package var range: Range<Int>
    /// Index into `Lexicon.substances`, where name, classes and ingredients are.
    package var substance: Int32
    package var kind: DrugKind
    package var baseKind: DrugKind?
    package var match: MatchMethod
    package var rule: AmbiguityRule
    /// 0 to 1. Fixed by how it was found; see `DrugFinder.confidence`.
    package var confidence: Double
}
