/// What the collection says of one drug: a line of `drugs.jsonl` and `drugs.csv`.
package struct DrugSummary: Hashable, Sendable, Decodable {
    package var ingredient: String
    package var rxcui: String?
    package var atc: [String]
    package var articles: Int
    package var mentions: Int
    /// Mentions in segments of the tiers T1 to T5.
    package var mentionsByTier: [Int]
    /// Mentions by surface form, lower case.
    package var surfaces: [String: Int]
    /// Number of doses linked to it.
    package var doses: Int

    enum CodingKeys: String, CodingKey {
        case ingredient, rxcui, atc, articles, mentions, mentionsByTier = "mentions_by_tier", surfaces, doses
    }

    package init(ingredient: String) {
        self.ingredient = ingredient
        atc = []
        articles = 0
        mentions = 0
        mentionsByTier = [0, 0, 0, 0, 0]
        surfaces = [:]
        doses = 0
    }

    package func writeJSON(to writer: inout JSONWriter) {
        writer.object {
            $0.field("ingredient", ingredient)
            $0.field("rxcui", rxcui)
            $0.field("atc", list: atc)
            $0.field("articles", articles)
            $0.field("mentions", mentions)
            $0.field("mentions_by_tier", array: mentionsByTier) { $0.value($1) }
            $0.counts("surfaces", surfaces)
            $0.field("doses", doses)
        }
    }
}

/// One article as the sink holds it: a line of `articles.jsonl`.
package struct ArticleSummary: Hashable, Sendable, Decodable {
    /// How an article came to a study: by `identifier`, `title`, `citation` or `quotations`.
    package struct WorkLink: Hashable, Sendable, Decodable {
        package var work: String
        package var method: String

        package init(work: String, method: String) {
            self.work = work
            self.method = method
        }
    }

    package var id: String
    package var revision: String
    package var source: String
    package var title: String?
    package var site: String?
    package var url: String?
    package var published: String?
    package var kind: String?
    package var language: String?
    /// The most upstream tier of its own text.
    package var tier: String?
    package var story: String
    package var works: [WorkLink]
    package var segments: Int
    package var comments: Int
    package var drugs: Int
    package var claims: Int

    package init(id: String, revision: String, source: String, story: String) {
        self.id = id
        self.revision = revision
        self.source = source
        self.story = story
        works = []
        segments = 0
        comments = 0
        drugs = 0
        claims = 0
    }

    package func writeJSON(to writer: inout JSONWriter) {
        writer.object {
            $0.field("id", id)
            $0.field("revision", revision)
            $0.field("source", source)
            $0.field("title", title)
            $0.field("site", site)
            $0.field("url", url)
            $0.field("published", published)
            $0.field("kind", kind)
            $0.field("language", language)
            $0.field("tier", tier)
            $0.field("story", story)
            $0.field("works", array: works) { writer, link in
                writer.object {
                    $0.field("work", link.work)
                    $0.field("method", link.method)
                }
            }
            $0.field("segments", segments)
            $0.field("comments", comments)
            $0.field("drugs", drugs)
            $0.field("claims", claims)
        }
    }
}
