package import Events

/// What one statement of one article gives to its aggregated claim: all that is needed to count it and to take it back.
package struct Contribution: Hashable, Sendable {
    package var claim: String
    package var article: String
    /// Number of the statement in its article, from 0.
    package var number: Int
    package var subject: String
    package var subjectID: String?
    package var predicate: Predicate
    package var object: String
    package var objectID: String?
    package var exposure: String?
    package var species: String
    package var segment: String
    /// Code points into the article's text.
    package var start: Int
    package var end: Int
    package var quote: String
    package var tier: Tier
    package var polarity: Polarity
    package var factuality: Factuality
    package var evidence: EvidenceClass
    /// Stable id of the commenter; nil for the article's own text.
    package var commenter: String?
    /// The commenter's name as printed.
    package var commenterName: String?
    /// The study that this sentence cites, as a work key; nil for the page's own.
    package var citation: String?
    package var published: String?
    package var rule: String
    /// What a headline lost against its own body.
    package var drift: [String]

    package init(
        claim: String, article: String, number: Int, subject: String, subjectID: String?, predicate: Predicate,
        object: String, objectID: String?, exposure: String?, species: String, segment: String, start: Int,
        end: Int, quote: String, tier: Tier, polarity: Polarity, factuality: Factuality,
        evidence: EvidenceClass, commenter: String?, commenterName: String?, citation: String?,
        published: String?, rule: String, drift: [String]
    ) {
        self.claim = claim
        self.article = article
        self.number = number
        self.subject = subject
        self.subjectID = subjectID
        self.predicate = predicate
        self.object = object
        self.objectID = objectID
        self.exposure = exposure
        self.species = species
        self.segment = segment
        self.start = start
        self.end = end
        self.quote = quote
        self.tier = tier
        self.polarity = polarity
        self.factuality = factuality
        self.evidence = evidence
        self.commenter = commenter
        self.commenterName = commenterName
        self.citation = citation
        self.published = published
        self.rule = rule
        self.drift = drift
    }
}

/// Takes an enriched article apart into contributions.
package struct ContributionExtractor: Sendable {
    /// Mixed into commenters' ids, so that they cannot be looked up from a list of names.
    let salt: String

    package init(salt: String) { self.salt = salt }

    /// In the order of the claims; empty for a withdrawn article.
    package func contributions(of enriched: EnrichedArticle) -> [Contribution] {
        let article = enriched.article
        guard !article.isWithdrawn else { return [] }
        let points = CodePoints(article.text)
        let segments = Dictionary(article.segments.map { ($0.id, $0) }) { first, _ in first }
        return enriched.claims.enumerated().map { number, claim in
            let segment = segments[claim.segment]
            let isComment = segment?.kind == .comment
            return Contribution(
                claim: ClaimKey(claim).id, article: article.id, number: number, subject: claim.subject,
                subjectID: claim.subjectID, predicate: claim.predicate, object: claim.object, objectID: claim.objectID,
                exposure: claim.qualifiers.exposure, species: ClaimKey.speciesBucket(claim.qualifiers.species),
                segment: claim.segment, start: points.offset(ofByte: claim.range.start),
                end: points.offset(ofByte: claim.range.end), quote: article.string(claim.range), tier: claim.tier,
                polarity: claim.polarity, factuality: claim.factuality,
                evidence: claim.evidence ?? Self.ground(of: claim.tier),
                commenter: isComment ? segment.map { commenter($0, article) } : nil,
                commenterName: isComment ? segment?.author : nil,
                citation: claim.citation.flatMap { index in
                    article.references.indices.contains(index) ? WorkKey.strongest(article.references[index]) : nil
                },
                published: article.document.published, rule: claim.rule, drift: claim.drift)
        }
    }

    /// By name within a site; by text where no name is printed, so that a repeated comment is one.
    private func commenter(_ segment: Segment, _ article: Article) -> String {
        if let author = segment.author {
            let site = article.document.site ?? article.document.url.flatMap(Self.host) ?? article.id
            return ContentHash.id(prefix: "u", [salt, "name", site, author.lowercased()])
        }
        return ContentHash.id(prefix: "u", [salt, "text", article.string(segment.range)])
    }

    private static func host(_ url: String) -> String? {
        let parts = url.split(separator: "/", omittingEmptySubsequences: true)
        return parts.count > 1 && parts[0].hasSuffix(":") ? String(parts[1].prefix { $0 != "?" && $0 != "#" }) : nil
    }

    /// Where the text gives no ground of its own, its place does.
    private static func ground(of tier: Tier) -> EvidenceClass {
        switch tier {
        case .primary, .news: .background
        case .pressRelease: .pressRelease
        case .commercial: .clinicAssertion
        case .user: .opinion
        }
    }
}
