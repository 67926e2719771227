/// A cluster of copies: a line of `stories.jsonl`.
package struct StorySummary: Hashable, Sendable, Decodable {
    /// Why two articles are of one story.
    package struct Edge: Hashable, Sendable, Decodable {
        package var a: String
        package var b: String
        /// `copy` or `derived`.
        package var relation: String
        /// Share of the smaller text outside quotations that stands in the other.
        package var containment: Double
        package var nearSentences: Int

        enum CodingKeys: String, CodingKey { case a, b, relation, containment, nearSentences = "near_sentences" }

        package init(a: String, b: String, relation: String, containment: Double, nearSentences: Int) {
            self.a = a
            self.b = b
            self.relation = relation
            self.containment = containment
            self.nearSentences = nearSentences
        }
    }

    package var id: String
    package var members: [String]
    package var edges: [Edge]
    /// The first member by date; absent where none is dated.
    package var first: String?

    package init(id: String, members: [String]) {
        self.id = id
        self.members = members
        edges = []
    }

    package func writeJSON(to writer: inout JSONWriter) {
        writer.object {
            $0.field("id", id)
            $0.field("members", list: members)
            $0.field("edges", array: edges) { writer, edge in
                writer.object {
                    $0.field("a", edge.a)
                    $0.field("b", edge.b)
                    $0.field("relation", edge.relation)
                    $0.key("containment")
                    $0.value(edge.containment, decimals: 3)
                    $0.field("near_sentences", edge.nearSentences)
                }
            }
            $0.field("first", first)
        }
    }
}

/// A study: a line of `works.jsonl`.
package struct WorkSummary: Hashable, Sendable, Decodable {
    package struct Member: Hashable, Sendable, Decodable {
        package var article: String
        package var method: String

        package init(article: String, method: String) {
            self.article = article
            self.method = method
        }
    }

    package var id: String
    /// `doi:…`, `pmid:…`, `pmc:…`, `nct:…` as printed, ascending.
    package var identifiers: [String]
    package var title: String?
    package var authors: [String]
    package var year: Int?
    package var articles: [Member]

    package init(id: String) {
        self.id = id
        identifiers = []
        authors = []
        articles = []
    }

    package func writeJSON(to writer: inout JSONWriter) {
        writer.object {
            $0.field("id", id)
            $0.field("identifiers", list: identifiers)
            $0.field("title", title)
            $0.field("authors", list: authors)
            $0.field("year", year)
            $0.field("articles", array: articles) { writer, member in
                writer.object {
                    $0.field("article", member.article)
                    $0.field("method", member.method)
                }
            }
        }
    }
}
