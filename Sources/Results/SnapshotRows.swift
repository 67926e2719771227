import Events
import GRDB

/// Reads the rows of the snapshot files in their order.
struct SnapshotRows {
    let db: Database

    /// Strongest first: by belief, then by units, then by id.
    func claims() throws -> [String] {
        try String.fetchAll(
            db, sql: "SELECT line FROM aggregate ORDER BY round(value, 2) DESC, units DESC, claim")
    }

    func articles() throws -> [ArticleSummary] {
        try Row.fetchAll(db, sql: "SELECT * FROM article WHERE withdrawn = 0 ORDER BY id").map { row in
            var article = ArticleSummary(
                id: row["id"], revision: row["revision"], source: row["source"], story: row["story"])
            article.title = row["title"]
            article.site = row["site"]
            article.url = row["url"]
            article.published = row["published"]
            article.kind = row["kind"]
            article.language = row["language"]
            article.tier = row["tier"]
            if let work: String = row["work"] {
                article.works = [ArticleSummary.WorkLink(work: work, method: row["work_method"])]
            }
            article.segments = row["segments"]
            article.comments = row["comments"]
            article.drugs = row["drugs"]
            article.claims = row["claims"]
            return article
        }
    }

    /// Most mentioned first, then by name.
    func drugs() throws -> [DrugSummary] {
        var surfaces: [String: [String: Int]] = [:]
        for row in try Row.fetchAll(
            db, sql: "SELECT ingredient, surface, sum(mentions) AS n FROM surface GROUP BY ingredient, surface")
        {
            surfaces[row["ingredient"], default: [:]][row["surface"]] = row["n"]
        }
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT ingredient, max(rxcui) AS rxcui, max(atc) AS atc, count(*) AS articles, sum(t1) AS t1, sum(t2) AS t2,
                  sum(t3) AS t3, sum(t4) AS t4, sum(t5) AS t5, sum(doses) AS doses FROM drug GROUP BY ingredient
                  ORDER BY sum(t1 + t2 + t3 + t4 + t5) DESC, ingredient
                """)
        return rows.map { row in
            var drug = DrugSummary(ingredient: row["ingredient"])
            let atc: String = row["atc"]
            drug.rxcui = row["rxcui"]
            drug.atc = atc.split(separator: " ").map(String.init)
            drug.articles = row["articles"]
            drug.mentionsByTier = [row["t1"], row["t2"], row["t3"], row["t4"], row["t5"]]
            drug.mentions = drug.mentionsByTier.reduce(0, +)
            drug.surfaces = surfaces[drug.ingredient] ?? [:]
            drug.doses = row["doses"]
            return drug
        }
    }

    func stories() throws -> [StorySummary] {
        var stories: [String: StorySummary] = [:]
        var dates: [String: String] = [:]
        for row in try Row.fetchAll(
            db, sql: "SELECT id, story, published FROM article WHERE withdrawn = 0 ORDER BY id")
        {
            let (id, story): (String, String) = (row["id"], row["story"])
            stories[story, default: StorySummary(id: story, members: [])].members.append(id)
            if let date: String = row["published"], date < dates[story] ?? "~" {
                dates[story] = date
                stories[story]?.first = id
            }
        }
        for row in try Row.fetchAll(
            db, sql: "SELECT edge.*, article.story FROM edge JOIN article ON article.id = edge.a ORDER BY a, b")
        {
            stories[row["story"]]?.edges.append(
                StorySummary.Edge(
                    a: row["a"], b: row["b"], relation: row["relation"], containment: row["containment"],
                    nearSentences: row["near_sentences"]))
        }
        return stories.values.sorted { ($1.members.count, $0.id) < ($0.members.count, $1.id) }
    }

    func works() throws -> [WorkSummary] {
        var works: [String: WorkSummary] = [:]
        for row in try Row.fetchAll(
            db,
            sql: """
                SELECT work.work, key, method, title, authors, year FROM work JOIN work_block USING(key)
                  ORDER BY work.work, key, article, block
                """)
        {
            let (id, key): (String, String) = (row["work"], row["key"])
            var work = works[id] ?? WorkSummary(id: id)
            if row["method"] == "identifier", !work.identifiers.contains(key) { work.identifiers.append(key) }
            let authors: String = row["authors"] ?? ""
            if work.title == nil { work.title = row["title"] }
            if work.authors.isEmpty { work.authors = authors.split(separator: "\u{1F}").map(String.init) }
            if work.year == nil { work.year = row["year"] }
            works[id] = work
        }
        for row in try Row.fetchAll(
            db, sql: "SELECT id, work, work_method FROM article WHERE work IS NOT NULL AND withdrawn = 0 ORDER BY id")
        {
            works[row["work"]]?.articles.append(WorkSummary.Member(article: row["id"], method: row["work_method"]))
        }
        // A study that is only cited, by nobody's report, is no row: it has no article of its own.
        return works.values.filter { !$0.articles.isEmpty }.sorted { $0.id < $1.id }
    }

    func findings(_ kind: String) throws -> [String] {
        try String.fetchAll(
            db, sql: "SELECT line FROM finding WHERE kind = ? ORDER BY article, number", arguments: [kind])
    }

    /// Statements against the pharmacology table.
    func contradictions() throws -> [String] { try findings("check") }
}
