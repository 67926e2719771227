import Events
import GRDB

/// Keeps the clusters of copies.
struct StoryKeeper {
    let db: Database

    /// - Returns: articles whose story changed.
    func update(_ changed: [EnrichedArticle], _ touched: inout TouchedClaims) throws -> [String] { [] }
}
