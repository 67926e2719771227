/// What a loop has just got done, for whoever shows progress.
package enum ProgressUpdate: Sendable, Equatable {
    /// Articles published, left out as unchanged, and inputs rejected.
    case published(articles: Int, unchanged: Int, rejected: Int)
    case enriched(articles: Int, deadLetters: Int)
    case aggregated(articles: Int, ignored: Int)
    case snapshot(generation: Int)
}
