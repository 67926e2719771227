package import Events

/// One claim of one article as the sink keeps it: a row of the table `statement`.
package struct Statement: Hashable, Sendable {
    package var key: ClaimKey
    package var subjectID: String?
    package var objectID: String?
    package var predicate: Predicate
    package var polarity: Polarity
    package var factuality: Factuality
    package var tier: Tier
    package var evidence: EvidenceClass
    package var segment: String
    /// Code points into the article's text.
    package var start: Int
    package var end: Int
    /// Nil where quotes are withheld.
    package var quote: String?
    /// Hash of the commenter, for statements of readers; nil for the document's own.
    package var commenter: UInt64?
    /// The commenter's printed name, only where names are kept.
    package var commenterName: String?
    /// Index of the citation block that the sentence cites.
    package var citation: Int?
    package var rule: String
    package var drift: [String]
    /// Drug classes that the subject belongs to, as its mention says; ascending, lower case.
    package var classes: [String]

    package var side: Side { Side(polarity: polarity, factuality: factuality) }

    /// `u-…` as the files print it.
    package static func commenterID(_ commenter: UInt64) -> String { "u-" + StableHash.hexadecimal(commenter) }

    package init(key: ClaimKey, predicate: Predicate, polarity: Polarity, factuality: Factuality, tier: Tier) {
        self.key = key
        self.predicate = predicate
        self.polarity = polarity
        self.factuality = factuality
        self.tier = tier
        evidence = BeliefModel.assumedClass(tier: tier)
        segment = ""
        start = 0
        end = 0
        rule = ""
        drift = []
        classes = []
    }
}

/// What may leave the system.
package struct Privacy: Hashable, Sendable {
    package var keepNames = false
    package var withholdQuotes = false
    /// Goes into the commenters' ids. The default is fixed, so that folders made apart have the same bytes; a private one
    /// keeps outsiders from testing names against the ids.
    package var salt = "claimstream"

    package init() {}
}

/// Reads the statements out of an enriched article.
package struct StatementReader {
    private let article: Article
    private let privacy: Privacy
    private let points: CodePoints
    private let segments: [String: Segment]
    private let classes: [String: Set<String>]
    /// All drugs and classes that the page names, in lower case.
    private let named: Set<String>

    package init(_ enriched: EnrichedArticle, privacy: Privacy) {
        article = enriched.article
        var classes: [String: Set<String>] = [:]
        for drug in enriched.drugs where !drug.classes.isEmpty {
            classes[drug.ingredient.lowercased(), default: []].formUnion(drug.classes.map { $0.lowercased() })
        }
        self.classes = classes
        named = Set(enriched.drugs.map { $0.ingredient.lowercased() })
        self.privacy = privacy
        points = CodePoints(article.text)
        segments = Dictionary(article.segments.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// Claims inside quoted ranges are left out: they were counted where they were first said.
    package func statements(_ claims: [Claim]) -> [Statement] {
        claims.compactMap { claim in
            let segment = segments[claim.segment]
            if let segment, segment.quotes.contains(where: { $0.range?.contains(claim.range) ?? false }) { return nil }
            return statement(claim, segment)
        }
    }

    private func statement(_ claim: Claim, _ segment: Segment?) -> Statement {
        var statement = Statement(
            key: ClaimKey(claim), predicate: claim.predicate, polarity: claim.polarity, factuality: claim.factuality,
            tier: claim.tier)
        statement.subjectID = claim.subjectID
        statement.objectID = claim.objectID
        if let evidence = claim.evidence { statement.evidence = evidence }
        statement.segment = claim.segment
        statement.start = points.offset(ofByte: claim.range.start)
        statement.end = points.offset(ofByte: claim.range.end)
        if !privacy.withholdQuotes { statement.quote = article.string(claim.range) }
        statement.citation = claim.citation.flatMap { article.references.indices.contains($0) ? $0 : nil }
        statement.rule = claim.rule
        statement.drift = claim.drift
        // What a drug is said to be contradicts its classes only where it is a class or a drug itself: "a neuroactive steroid" is neither.
        if claim.predicate != .isA || named.contains(statement.key.object.lowercased()) {
            statement.classes = classes[statement.key.subject]?.sorted() ?? []
        }
        if claim.tier == .user || segment?.kind == .comment {
            statement.commenter = commenter(segment)
            if privacy.keepNames { statement.commenterName = segment?.author }
        }
        return statement
    }

    /// One id for a name within a site; for an unnamed comment one id for its text wherever it stands.
    package func commenter(_ segment: Segment?) -> UInt64 {
        if let name = segment?.author, !name.isEmpty {
            let site = article.document.site ?? article.id
            return StableHash.of([privacy.salt, "name", site.lowercased(), name.lowercased()])
        }
        guard let segment else { return StableHash.of([privacy.salt, "article", article.id]) }
        let words = article.string(segment.range).lowercased().split { !$0.isLetter && !$0.isNumber }
        return StableHash.of([privacy.salt, "text", words.joined(separator: " ")])
    }
}
