package import Events

/// Everything a report is made from: one generation of a sink folder's files.
package struct ReportContents: Sendable {
    package var generation: CurrentGeneration?
    /// Strongest first, as in `claims.jsonl`.
    package var claims: [AggregatedClaim] = []
    package var drugs: [DrugSummary] = []
    package var articles: [ArticleSummary] = []
    package var stories: [StorySummary] = []
    package var works: [WorkSummary] = []

    package init() {}
}
