package import Events
package import Results

/// Everything a report is made from: one generation of a sink folder's files.
package struct ReportContents: Sendable {
    package var generation: CurrentGeneration?
    /// Strongest first, as in `claims.jsonl`.
    package var claims: [AggregatedClaim] = []
    package var drugs: [DrugSummary] = []
    package var articles: [ArticleSummary] = []
    package var stories: [StorySummary] = []
    package var works: [WorkSummary] = []
    package var cases: [CaseRecord] = []
    package var contradictions: [Contradiction] = []
    package var doseChecks: [DoseCheck] = []
    /// What the text engine's tables say, by ingredient; empty where they are of another version than the files.
    package var facts: [String: DrugFacts] = [:]
    /// What the belief numbers were counted with.
    package var errors: [EvidenceError] = []

    package init() {}

    /// All files of the reader's generation.
    package init(_ reader: ResultsReader) throws(ResultsError) {
        generation = reader.current
        claims = try reader.claims()
        drugs = try reader.drugs()
        articles = try reader.articles()
        stories = try reader.stories()
        works = try reader.works()
        cases = try reader.cases()
        contradictions = try reader.contradictions()
        doseChecks = try reader.doseChecks()
        errors = ResultsReader.evidenceErrors
    }
}
