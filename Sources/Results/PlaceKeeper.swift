import Events
import Evidence
import GRDB

/// Keeps every article's study, and says which claims a move touches.
///
/// Studies are the connected components of citation blocks that share a key (identifier, title, or author with journal
/// and year). Only the components that a batch touches are computed anew, so undoing is exact.
struct PlaceKeeper {
    let db: Database

    /// The story of an article that has no copies.
    static func loneStory(_ article: String) -> String { ContentHash.id(prefix: "s", [article]) }

    func update(_ changed: [EnrichedArticle], _ touched: inout TouchedClaims) throws {
        var keys: Set<String> = []
        for enriched in changed {
            let id = enriched.article.id
            keys.formUnion(
                try String.fetchAll(db, sql: "SELECT key FROM work_block WHERE article = ?", arguments: [id]))
            try db.execute(sql: "DELETE FROM work_block WHERE article = ?", arguments: [id])
            keys.formUnion(try insertBlocks(enriched))
        }
        let moved = try StoryKeeper(db: db).update(changed, &touched)
        try recomputeWorks(from: keys, &touched)
        try assignWorks(keys: keys, articles: changed.map(\.article.id) + moved, &touched)
    }

    /// The citation blocks of an article; the record's own identifiers are a block of a study that it reports itself.
    private func insertBlocks(_ enriched: EnrichedArticle) throws -> [String] {
        let article = enriched.article
        guard !article.isWithdrawn else { return [] }
        var all: [String] = []
        var blocks = article.references.map { reference in
            (WorkKey.all(reference), reference.role == .reported, reference.title, reference.authors, reference.year)
        }
        if let own = article.document.ownID {
            blocks.append(([own.lowercased()], true, article.document.title, article.document.authors, nil))
        }
        for (number, block) in blocks.enumerated() {
            let (keys, isReported, title, authors, year) = block
            for key in keys {
                try db.cachedStatement(sql: "INSERT OR IGNORE INTO work_block VALUES(?, ?, ?, ?, ?, ?, ?, ?)").execute(
                    arguments: [
                        key, article.id, number, isReported, WorkKey.method(key), title,
                        authors.joined(separator: "\u{1F}"), year,
                    ])
            }
            all += keys
        }
        return all
    }

    /// Walks from the touched keys over shared blocks and names each component by its smallest key.
    private func recomputeWorks(from keys: Set<String>, _ touched: inout TouchedClaims) throws {
        var done: Set<String> = []
        for start in keys.sorted() where !done.contains(start) {
            var component: Set<String> = []
            var open = [start]
            while let key = open.popLast() {
                guard component.insert(key).inserted else { continue }
                open += try String.fetchAll(
                    db.cachedStatement(
                        sql: """
                            SELECT DISTINCT other.key FROM work_block AS mine JOIN work_block AS other
                              ON other.article = mine.article AND other.block = mine.block WHERE mine.key = ?
                            """), arguments: [key])
                // A key that lost its block may have held a component together: its old members are walked too.
                if let old = try String.fetchOne(db, sql: "SELECT work FROM work WHERE key = ?", arguments: [key]) {
                    for member in try String.fetchAll(db, sql: "SELECT key FROM work WHERE work = ?", arguments: [old])
                    where !component.contains(member) && !keys.contains(member) {
                        try walkApart(member, &done, &touched)
                    }
                }
            }
            done.formUnion(component)
            try store(component, &touched)
        }
    }

    /// Names the component of a former member, which the walk may or may not reach any more.
    private func walkApart(_ start: String, _ done: inout Set<String>, _ touched: inout TouchedClaims) throws {
        guard !done.contains(start) else { return }
        var component: Set<String> = []
        var open = [start]
        while let key = open.popLast() {
            guard component.insert(key).inserted else { continue }
            open += try String.fetchAll(
                db,
                sql: """
                    SELECT DISTINCT other.key FROM work_block AS mine JOIN work_block AS other
                      ON other.article = mine.article AND other.block = mine.block WHERE mine.key = ?
                    """, arguments: [key])
        }
        done.formUnion(component)
        try store(component, &touched)
    }

    private func store(_ component: Set<String>, _ touched: inout TouchedClaims) throws {
        var living: [String] = []
        for key in component.sorted() {
            let isAlive = try Bool.fetchOne(
                db, sql: "SELECT EXISTS(SELECT 1 FROM work_block WHERE key = ?)", arguments: [key]) ?? false
            if isAlive {
                living.append(key)
            } else {
                try db.execute(sql: "DELETE FROM work WHERE key = ?", arguments: [key])
            }
        }
        guard let smallest = living.first else { return }
        let work = ContentHash.id(prefix: "w", [smallest])
        for key in living {
            let old = try String.fetchOne(db, sql: "SELECT work FROM work WHERE key = ?", arguments: [key])
            guard old != work else { continue }
            try db.execute(sql: "INSERT OR REPLACE INTO work VALUES(?, ?)", arguments: [key, work])
            // Statements that cite the study count with its new name.
            for row in try Row.fetchAll(
                db, sql: "SELECT DISTINCT claim, article FROM contribution WHERE citation = ?", arguments: [key])
            {
                touched.add(row["claim"], row["article"], "work_joined")
            }
        }
    }

    /// Gives every article near the touched keys its study: its own, else that of any member of its story.
    private func assignWorks(keys: Set<String>, articles: [String], _ touched: inout TouchedClaims) throws {
        var candidates = Set(articles)
        for key in keys.sorted() {
            guard let work = try String.fetchOne(db, sql: "SELECT work FROM work WHERE key = ?", arguments: [key])
            else { continue }
            candidates.formUnion(
                try String.fetchAll(
                    db,
                    sql: "SELECT DISTINCT article FROM work_block JOIN work USING(key) WHERE work = ?", arguments: [work]))
            candidates.formUnion(
                try String.fetchAll(db, sql: "SELECT id FROM article WHERE work = ?", arguments: [work]))
        }
        var stories: Set<String> = []
        for article in candidates {
            stories.formUnion(
                try String.fetchAll(db, sql: "SELECT story FROM article WHERE id = ?", arguments: [article]))
        }
        for story in stories.sorted() { try assignWork(story: story, &touched) }
    }

    private func assignWork(story: String, _ touched: inout TouchedClaims) throws {
        let members = try Row.fetchAll(
            db, sql: "SELECT id, work, work_method FROM article WHERE story = ? ORDER BY id", arguments: [story])
        var reported: [String: (work: String, method: String)] = [:]
        for member in members {
            let id: String = member["id"]
            let row = try Row.fetchOne(
                db,
                sql: """
                    SELECT work.work AS work, method FROM work_block JOIN work USING(key)
                      WHERE article = ? AND reported = 1
                      ORDER BY CASE method WHEN 'identifier' THEN 0 WHEN 'title' THEN 1 ELSE 2 END, work.work LIMIT 1
                    """, arguments: [id])
            if let row { reported[id] = (row["work"], row["method"]) }
        }
        let inherited = reported.sorted { ($0.value.work, $0.key) < ($1.value.work, $1.key) }.first?.value.work
        for member in members {
            let id: String = member["id"]
            let work = reported[id]?.work ?? inherited
            let method = reported[id]?.method ?? (inherited == nil ? nil : "story")
            let old: String? = member["work"]
            let oldMethod: String? = member["work_method"]
            guard old != work || oldMethod != method else { continue }
            try db.execute(
                sql: "UPDATE article SET work = ?, work_method = ? WHERE id = ?", arguments: [work, method, id])
            if old != work { try touch(article: id, work == nil ? "work_split" : "work_joined", &touched) }
        }
    }

    /// All claims of an article, because its place changed.
    func touch(article: String, _ what: String, _ touched: inout TouchedClaims) throws {
        for claim in try String.fetchAll(
            db, sql: "SELECT DISTINCT claim FROM contribution WHERE article = ?", arguments: [article])
        {
            touched.add(claim, article, what)
        }
    }
}

/// Looks up places while claims are folded; keeps the first failure, since a fold itself cannot fail.
final class PlaceReader {
    private let db: Database
    private var places: [String: ArticlePlace] = [:]
    private var works: [String: String?] = [:]
    private var firstFailure: (any Error)?

    init(db: Database) { self.db = db }

    func place(_ article: String) -> ArticlePlace {
        if let place = places[article] { return place }
        var place = ArticlePlace(story: PlaceKeeper.loneStory(article), work: nil)
        do {
            let statement = try db.cachedStatement(sql: "SELECT story, work FROM article WHERE id = ?")
            if let row = try Row.fetchOne(statement, arguments: [article]) {
                place = ArticlePlace(story: row["story"], work: row["work"])
            }
        } catch {
            firstFailure = firstFailure ?? error
        }
        places[article] = place
        return place
    }

    func work(_ key: String) -> String? {
        if let work = works[key] { return work }
        var work: String?
        do {
            work = try String.fetchOne(
                db.cachedStatement(sql: "SELECT work FROM work WHERE key = ?"), arguments: [key])
        } catch {
            firstFailure = firstFailure ?? error
        }
        works[key] = .some(work)
        return work
    }

    func failure() throws {
        if let firstFailure { throw firstFailure }
    }
}
