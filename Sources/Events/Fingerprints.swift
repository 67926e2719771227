/// What the sink needs to recognise copies of a body's text without the text: never computed over comments.
package struct Fingerprints: Hashable, Sendable {
    /// Winnowed hashes of word 5-grams outside direct quotations, ascending, each once.
    package var shingles: [UInt64] = []
    /// One entry for every sentence of six words or more outside direct quotations.
    package var sentences: [SentencePrint] = []
    /// Hashes of direct quotations of eight words or more, ascending, each once.
    package var quotations: [UInt64] = []
    /// Number of words of body text outside direct quotations.
    package var words = 0

    package init() {}
}

/// A sentence for near-duplicate search: its normalised hash and its word bigrams.
package struct SentencePrint: Hashable, Sendable {
    package var hash: UInt64
    /// Ascending 32-bit hashes of word bigrams, each once.
    package var bigrams: [UInt32]

    package init(hash: UInt64, bigrams: [UInt32]) {
        self.hash = hash
        self.bigrams = bigrams
    }
}
