package import Events

/// Turns an article into an enriched article: drugs, doses, claims, fingerprints.
///
/// Pure and synchronous: the same article, lexicon and rules give the same answer, on any thread. Time and memory grow with the text
/// alone. Throws only while it is built.
package final class Annotator: Sendable {
    package let lexicon: Lexicon
    /// What enriched articles say of their origin.
    package let engine: EngineVersion
    private let drugs: DrugFinder
    private let doses: DoseFinder
    private let claims: ClaimStage
    private let findings: FindingStage

    /// - Parameters:
    ///   - resources: the folder with lexicons and rules.
    ///   - release: the program's version, as printed in `engine.version`.
    ///   - ordinal: grows with engine and lexicon releases; the higher one wins in the sink.
    ///   - lexicon: one that was built from the user's files as well; the shipped one by default.
    package init(
        resources: ResourceFolder, release: String, ordinal: Int64, lexicon: Lexicon? = nil
    ) throws(ResourceError) {
        let built: Lexicon
        if let lexicon { built = lexicon } else { built = try LexiconReader.read(resources) }
        self.lexicon = built
        drugs = DrugFinder(lexicon: built)
        claims = try ClaimStage(folder: resources)
        findings = try FindingStage(folder: resources, pharmacology: claims.pharmacology)
        engine = EngineVersion(
            version: release, lexicon: "\(built.version)-\(claims.version)-\(findings.version)", ordinal: ordinal)
        doses = DoseFinder(grammar: DoseGrammar(vocabulary: try DoseVocabulary.read(resources)), lexicon: built)
    }

    package func annotate(_ article: Article) -> EnrichedArticle {
        var enriched = EnrichedArticle(article: article, engine: engine)
        guard !article.isWithdrawn else { return enriched }
        var document = AnnotatedDocument(article: article)
        document.mentions = drugs.mentions(in: document.stream)
        doses.annotate(&document)
        enriched.drugs.reserveCapacity(document.mentions.count)
        var segment = 0
        for index in document.mentions.indices {
            let first = document.mentions[index].tokens.lowerBound
            while segment < document.segments.count, document.segments[segment].upperBound <= first { segment += 1 }
            let isInside = segment < document.segments.count && document.segments[segment].contains(first)
            enriched.drugs.append(
                drugMention(document.mentions[index], segment: isInside ? article.segments[segment].id : nil))
        }
        enriched.doses = document.doses
        enriched.exposures = document.exposures
        let read = claims.annotate(
            article, tokens: document.stream, drugs: enriched.drugs, mentions: document.mentions)
        enriched.claims = read.claims
        enriched.assertions = read.assertions
        findings.annotate(&enriched, stream: document.stream)
        enriched.fingerprints = Fingerprinter().fingerprints(of: article)
        return enriched
    }

    /// The printed form of a mention.
    private func drugMention(_ mention: Mention, segment: String?) -> DrugMention {
        let substances = lexicon.substances
        let index = Int(mention.substance)
        // In one go: what is changed once it is made is copied with all its parts.
        return DrugMention(
            TextRange(mention.range.lowerBound, mention.range.upperBound), ingredient: substances[index].name,
            ingredients: substances[index].ingredients, kind: mention.kind, baseKind: mention.baseKind,
            rxcui: substances[index].rxcui, atc: substances[index].atc, classes: substances[index].classes,
            segment: segment, match: mention.match,
            confidence: mention.confidence)
    }
}
