package import Events

/// The compact copy of a body's text that pairs are scored on: sorted 32-bit shingles, sentences' bigrams, quotations.
package struct TextPrint: Hashable, Sendable {
    /// Ascending, each once.
    package var shingles: [UInt32]
    package var sentences: [SentencePrint]
    package var quotations: [UInt64]

    package init(shingles: [UInt32], sentences: [SentencePrint], quotations: [UInt64]) {
        self.shingles = shingles
        self.sentences = sentences
        self.quotations = quotations
    }

    package init(_ prints: Fingerprints) {
        shingles = Array(Set(prints.shingles.map { UInt32(truncatingIfNeeded: $0) })).sorted()
        sentences = prints.sentences
        quotations = Array(Set(prints.quotations)).sorted()
    }

    /// The shingles that the index holds: one in eight, chosen by value and so the same ones in every text; ascending, each once.
    package static func sampled(_ prints: Fingerprints) -> [UInt32] {
        var sampled: [UInt32] = []
        for shingle in prints.shingles where shingle >> 61 == 0 { sampled.append(UInt32(truncatingIfNeeded: shingle)) }
        return Array(Set(sampled)).sorted()
    }

    package var isEmpty: Bool { shingles.isEmpty && quotations.isEmpty }

    /// Number of values in both of two ascending lists.
    package static func common<T: Comparable>(_ left: [T], _ right: [T]) -> Int {
        var (i, j, count) = (0, 0, 0)
        while i < left.count, j < right.count {
            if left[i] == right[j] {
                count += 1
                i += 1
                j += 1
            } else if left[i] < right[j] {
                i += 1
            } else {
                j += 1
            }
        }
        return count
    }
}

/// What two texts have in common: the evidence of an edge between two articles.
package struct TextOverlap: Hashable, Sendable {
    package enum Relation: Int, Sendable {
        case copy = 1
        case derived = 2
        /// Only direct quotations: the same event, perhaps another author. Joins studies, never stories.
        case quotes = 3

        package var name: String {
            switch self {
            case .copy: "copy"
            case .derived: "derived"
            case .quotes: "quotes"
            }
        }
    }

    package var relation: Relation
    /// Shingles in both texts.
    package var shared: Int
    package var sizeA: Int
    package var sizeB: Int
    package var nearSentences: Int
    /// Direct quotations of eight words or more in both.
    package var quotations: Int

    package init(relation: Relation, shared: Int, sizeA: Int, sizeB: Int, nearSentences: Int, quotations: Int) {
        self.relation = relation
        self.shared = shared
        self.sizeA = sizeA
        self.sizeB = sizeB
        self.nearSentences = nearSentences
        self.quotations = quotations
    }

    /// Share of the smaller text that stands in the other.
    package var containment: Double { Double(shared) / Double(max(1, min(sizeA, sizeB))) }

    /// Texts of fewer shingles say nothing by their overlap.
    static let minimalSize = 8
    /// Research: rewrites shared 15 or more shingles, unrelated pages none, so eight are a safe sign.
    static let minimalShared = 8
    static let copyThreshold = 0.7
    static let derivedThreshold = 0.10
    static let nearSentenceThreshold = 0.5
    static let minimalNearSentences = 3
    package static let minimalQuotations = 2

    /// A passage in more pages of one site than this is the site's furniture and says nothing about two pages of that site.
    package static let furnitureLimit = 6
    /// On one site, where house phrases are shared, a rewrite shows in so many near sentences, and in so large a part of the shorter text.
    static let minimalNearOnSite = 5
    static let nearShareOnSite = 0.25

    /// Compares two texts; nil where nothing joins them.
    ///
    /// - Parameter sameSite: nil for pages of different sites; of one site, how many sampled shingles that are no furniture both have.
    package static func between(_ a: TextPrint, _ b: TextPrint, sameSite: Int?) -> TextOverlap? {
        let shared = TextPrint.common(a.shingles, b.shingles)
        let quotations = TextPrint.common(a.quotations, b.quotations)
        let smaller = min(a.shingles.count, b.shingles.count)
        var overlap = TextOverlap(
            relation: .quotes, shared: shared, sizeA: a.shingles.count, sizeB: b.shingles.count, nearSentences: 0,
            quotations: quotations)
        if smaller >= minimalSize, shared >= minimalShared, sameSite != 0 {
            overlap.nearSentences = nearSentences(a, b)
            if overlap.containment >= copyThreshold {
                overlap.relation = .copy
                return overlap
            }
            let isDerived =
                if sameSite != nil {
                    overlap.nearSentences >= minimalNearOnSite
                        && Double(overlap.nearSentences)
                            >= nearShareOnSite * Double(min(a.sentences.count, b.sentences.count))
                } else {
                    overlap.containment >= derivedThreshold || overlap.nearSentences >= minimalNearSentences
                }
            if isDerived {
                overlap.relation = .derived
                return overlap
            }
        } else if sameSite == nil, shared >= 2 {
            overlap.nearSentences = nearSentences(a, b)
            if overlap.nearSentences >= minimalNearSentences {
                overlap.relation = .derived
                return overlap
            }
        }
        overlap.nearSentences = 0
        return quotations >= minimalQuotations ? overlap : nil
    }

    /// Sentences of the shorter text with a counterpart whose word bigrams overlap by half or more (Jaccard).
    static func nearSentences(_ a: TextPrint, _ b: TextPrint) -> Int {
        if a.sentences == b.sentences { return a.sentences.count }
        let (few, many) =
            a.sentences.count <= b.sentences.count ? (a.sentences, b.sentences) : (b.sentences, a.sentences)
        let exact = Set(many.map(\.hash))
        // Up to some hundred sentences, merging every pair is faster than an index.
        guard few.count * many.count > 10_000 else {
            return few.count { sentence in
                exact.contains(sentence.hash) || many.contains { isNear(sentence, $0) }
            }
        }
        var index: [UInt32: [Int]] = [:]
        for (position, sentence) in many.enumerated() {
            for bigram in sentence.bigrams { index[bigram, default: []].append(position) }
        }
        return few.count { sentence in
            if exact.contains(sentence.hash) { return true }
            var places: Set<Int> = []
            for bigram in sentence.bigrams { places.formUnion(index[bigram] ?? []) }
            return places.contains { isNear(sentence, many[$0]) }
        }
    }

    private static func isNear(_ a: SentencePrint, _ b: SentencePrint) -> Bool {
        let (left, right) = (a.bigrams.count, b.bigrams.count)
        // The larger one alone may already rule it out.
        guard Double(min(left, right)) >= nearSentenceThreshold * Double(max(left, right)) else { return false }
        let common = TextPrint.common(a.bigrams, b.bigrams)
        return Double(common) >= nearSentenceThreshold * Double(left + right - common)
    }
}
