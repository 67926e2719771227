import Events

/// Look-ups over one report's contents.
struct ReportIndex {
    let articles: [String: ArticleSummary]
    let stories: [String: StorySummary]
    let works: [String: WorkSummary]
    /// Place of an article in the island of articles.
    let numbers: [String: Int]

    init(_ contents: ReportContents) {
        articles = Dictionary(contents.articles.map { ($0.id, $0) }) { first, _ in first }
        stories = Dictionary(contents.stories.map { ($0.id, $0) }) { first, _ in first }
        works = Dictionary(contents.works.map { ($0.id, $0) }) { first, _ in first }
        numbers = Dictionary(contents.articles.enumerated().map { ($1.id, $0) }) { first, _ in first }
    }

    /// Most upstream first: tier, then date (undated last), then id.
    ///
    /// - Parameter tier: where the words in question stand; the page's own tier unless given.
    func key(_ id: String, tier: String? = nil) -> (tier: String, date: String, id: String) {
        let article = articles[id]
        return (tier ?? article?.tier ?? "T9", article?.published ?? "9999", id)
    }

    /// What to call an article: its title, else where it came from.
    func name(_ id: String) -> String {
        guard let article = articles[id] else { return id }
        if let title = article.title, !title.isEmpty { return title }
        return article.source
    }
}
