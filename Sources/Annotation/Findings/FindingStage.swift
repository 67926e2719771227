import Events

/// The stage after the claims: what the finished claims and doses of an article amount to.
///
/// It points claims at the studies they cite, says how comments stand to what they answer, holds claims and doses against the
/// pharmacology table, and reads case candidates. Built once; pure, deterministic, safe to share.
struct FindingStage: Sendable {
    private let cases: CaseReader
    private let stance: StanceReader
    private let pharmacology: PharmacologyTable
    /// Eight hexadecimal digits over the stage's own data files: part of the version that every record names.
    let version: String

    /// - Throws: `ResourceError` that names file and line.
    init(folder: ResourceFolder, pharmacology: PharmacologyTable) throws(ResourceError) {
        let hash = Sha256()
        func read(_ file: String) throws(ResourceError) -> [UInt8] {
            let bytes = try folder.read(file)
            hash.update(bytes)
            return bytes
        }
        self.pharmacology = pharmacology
        cases = CaseReader(
            lexicon: try CaseLexicon(
                words: read("cases/words.tsv"), seriousness: read("cases/seriousness.tsv"),
                conditions: read("cases/conditions.tsv")),
            pharmacology: pharmacology)
        stance = try StanceReader(bytes: read("stance/words.tsv"))
        version = ContentHash.hexadecimal(hash.finish().prefix(4))
    }

    /// - Parameter stream: the article's tokens, cut at the segments' borders.
    func annotate(_ enriched: inout EnrichedArticle, stream: TokenStream) {
        check(&enriched, stream)
        if !enriched.claims.isEmpty, !enriched.article.references.isEmpty {
            CitationReader(enriched.article, stream: stream).mark(&enriched.claims)
        }
        stance.mark(&enriched, stream: stream)
        if CaseReader.mayTell(enriched.article.segments, enriched.claims) {
            enriched.cases = cases.cases(enriched, stream: stream)
        }
    }

    /// Claims and doses held against the pharmacology table.
    private func check(_ enriched: inout EnrichedArticle, _ stream: TokenStream) {
        let wrong = AppositionReader(pharmacology: pharmacology).claims(enriched, stream)
        if !wrong.isEmpty {
            enriched.claims = (enriched.claims + wrong).sorted {
                ($0.range, $0.subject, $0.object, $0.rule) < ($1.range, $1.subject, $1.object, $1.rule)
            }
            for index in enriched.claims.indices { enriched.claims[index].id = "c\(index + 1)" }
        }
        // Which drugs are the same is asked of what something is alone.
        let drugs = DrugRelations(
            enriched.claims.indices.contains { enriched.claims[$0].predicate == .isA } ? enriched.drugs : [])
        for index in enriched.claims.indices where PharmacologyTable.checks(enriched.claims[index].predicate) {
            let range = enriched.claims[index].range
            let tokens = stream.tokens(overlapping: range.start..<range.end)
            let sentence = tokens.isEmpty ? tokens : stream.sentenceTokens(stream.sentence(of: tokens.lowerBound))
            // Its parts, since to hand the claim on is to copy all of it.
            let statement = PharmacologyTable.Statement(
                subject: enriched.claims[index].subject, predicate: enriched.claims[index].predicate,
                object: enriched.claims[index].object, polarity: enriched.claims[index].polarity)
            enriched.claims[index].check = pharmacology.check(statement, sentence: sentence, stream, drugs)
        }
        for index in enriched.doses.indices {
            enriched.doses[index].check = pharmacology.check(enriched.doses[index], beside: enriched.drugs, stream)
        }
        DoseArithmetic.mark(&enriched.doses, stream)
    }
}
