import Events
import Evidence
import Foundation
import GRDB

/// One batch's work inside its transaction: takes out what the articles said before, puts in what they say now, moves stories
/// and studies, and tells which claims' numbers changed and why.
struct BatchFold {
    let database: Database
    let options: SinkOptions
    private var neighbourhood: Neighbourhood
    private var shares: [Int64: (before: [UInt64: ArticleShare], after: [UInt64: ArticleShare])] = [:]
    private var causes: [Int64: (id: String, what: String)] = [:]
    private var keys: [UInt64: (key: ClaimKey, predicate: Predicate)] = [:]
    private(set) var summary = ApplySummary()

    /// A change line names at most so many articles.
    private static let causeLimit = 20

    init(_ database: Database, options: SinkOptions, corrections: ClusterResolver.Corrections) {
        self.database = database
        self.options = options
        neighbourhood = Neighbourhood(database)
        neighbourhood.corrections = corrections
    }

    /// Articles whose neighbours must be looked at although they did not change themselves.
    mutating func touch(_ articles: [Int64]) { neighbourhood.touch(articles) }

    /// Folds the records in and returns the lines of the change log, without numbers and time.
    mutating func fold(_ items: [SinkBatch.Item]) throws -> [ChangeLine] {
        var dirtyKeys: Set<String> = []
        var fresh: [Int64: (statements: [Statement], claims: [UInt64])] = [:]
        for item in latest(items) {
            guard let number = try take(item, &dirtyKeys, &fresh) else {
                summary.ignored += 1
                continue
            }
            summary.applied += 1
            neighbourhood.touch([number])
        }
        try neighbourhood.resolveCitations(dirtyKeys)
        try move(&fresh)
        return try settle()
    }

    /// The highest record of each article in the batch, in the batch's order.
    private mutating func latest(_ items: [SinkBatch.Item]) -> [SinkBatch.Item] {
        var best: [String: Int] = [:]
        for (index, item) in items.enumerated() {
            let id = item.enriched.article.id
            if let other = best[id] {
                summary.ignored += 1
                if rank(item) <= rank(items[other]) { continue }
            }
            best[id] = index
        }
        return best.values.sorted().map { items[$0] }
    }

    private func rank(_ item: SinkBatch.Item) -> (Int64, Int64) {
        (item.enriched.origin?.offset ?? item.offset, item.enriched.engine.ordinal)
    }

    /// Replaces an article's own rows; nil where the folder has the same or a later record.
    private mutating func take(
        _ item: SinkBatch.Item, _ dirtyKeys: inout Set<String>,
        _ fresh: inout [Int64: (statements: [Statement], claims: [UInt64])]
    ) throws -> Int64? {
        let article = item.enriched.article
        let (offset, ordinal) = rank(item)
        let select = try database.cachedStatement(sql: "SELECT n, offset, ordinal, withdrawn FROM article WHERE id = ?")
        let old = try Row.fetchOne(select, arguments: [article.id])
        let rows = ArticleRows(database: database, privacy: options.privacy)
        let number: Int64
        var what = "added"
        if let old {
            guard (old[1] as Int64, old[2] as Int64) < (offset, ordinal) else { return nil }
            number = old[0]
            if let assignment = try neighbourhood.storedAssignment(number) {
                let stored = try StatementRows.ofArticle(number, database)
                shares[number] = (ArticleShare.shares(stored.statements, claims: stored.claims, assignment), [:])
                what = "revised"
            }
            let selectKeys = try database.cachedStatement(
                sql: "SELECT identifiers, title_key, citation_key FROM citation WHERE article = ?")
            for row in try Row.fetchAll(selectKeys, arguments: [number]) {
                dirtyKeys.formUnion((row[0] as String).split(separator: "\n").map(String.init))
                dirtyKeys.formUnion([row[1] as String?, row[2] as String?].compactMap { $0 })
            }
            try rows.clear(number)
            try neighbourhood.removeText(number)
        } else {
            number = try insertNumber(article.id)
        }
        if article.isWithdrawn { what = "withdrawn" }
        causes[number] = (article.id, what)
        try update(number, item, offset: offset, ordinal: ordinal)
        guard !article.isWithdrawn else { return number }
        let reader = StatementReader(article, privacy: options.privacy)
        let statements = reader.statements(item.enriched.claims)
        let claims = statements.map(\.key.hash)
        for (claim, statement) in zip(claims, statements) {
            let predicate = keys[claim].map { ClaimAggregator.stronger($0.predicate, statement.predicate) }
            keys[claim] = (statement.key, predicate ?? statement.predicate)
        }
        try StatementRows.insert(statements, claims: claims, article: number, database)
        fresh[number] = (statements, claims)
        try rows.insertDrugs(item.enriched, number)
        try rows.insertFindings(item.enriched, reader, number)
        let blocks = CitationBlock.blocks(of: article)
        try rows.insertCitations(blocks, number)
        for block in blocks { dirtyKeys.formUnion(block.keys) }
        try neighbourhood.addText(item.enriched.fingerprints, number, site: article.document.site)
        return number
    }

    private func insertNumber(_ id: String) throws -> Int64 {
        let insert = try database.cachedStatement(
            sql: """
                INSERT INTO article(id, offset, ordinal, withdrawn, revision, source, segments, comments, drugs, claims, story, alone)
                VALUES (?, 0, 0, 1, '', '', 0, 0, 0, 0, '', 1)
                """)
        try insert.execute(arguments: [id])
        return database.lastInsertedRowID
    }

    private func update(_ number: Int64, _ item: SinkBatch.Item, offset: Int64, ordinal: Int64) throws {
        let article = item.enriched.article
        let document = article.document
        let isGone = article.isWithdrawn
        let tier = article.segments.filter { $0.kind.isArticleText && $0.tier != .user }.map(\.tier).min()
        let update = try database.cachedStatement(
            sql: """
                UPDATE article SET offset = ?, ordinal = ?, withdrawn = ?, revision = ?, source = ?, title = ?, site = ?, url = ?,
                    published = ?, kind = ?, language = ?, tier = ?, segments = ?, comments = ?, drugs = ?, claims = ?,
                    own_work = NULL, own_method = NULL, story = ?, alone = 1, work = NULL, method = NULL, print = NULL,
                    sampled = NULL
                WHERE n = ?
                """)
        try update.execute(arguments: [
            offset, ordinal, isGone, article.revision, article.source, isGone ? nil : document.title,
            isGone ? nil : document.site, isGone ? nil : document.url, isGone ? nil : document.published,
            isGone ? nil : document.kind?.rawValue, isGone ? nil : document.language, isGone ? nil : tier?.rawValue,
            isGone ? 0 : article.segments.count, isGone ? 0 : article.segments.count { $0.kind == .comment },
            isGone ? 0 : item.enriched.drugs.count, isGone ? 0 : item.enriched.claims.count,
            Assignment.storyID(smallest: article.id), number,
        ])
    }

    /// Gives every touched article its story and study, and works out what it brings to its claims before and after.
    private mutating func move(_ fresh: inout [Int64: (statements: [Statement], claims: [UInt64])]) throws {
        let update = try database.cachedStatement(
            sql: "UPDATE article SET story = ?, alone = ?, work = ?, method = ? WHERE n = ?")
        for (number, assignment) in try neighbourhood.assignments().sorted(by: { $0.key < $1.key }) {
            if let new = fresh[number] {
                shares[number, default: ([:], [:])].after = ArticleShare.shares(
                    new.statements, claims: new.claims, assignment)
            }
            let stored = try neighbourhood.storedAssignment(number)
            // What cites another study now has changed without a trace in its own row: so the cited works are looked at too.
            let moved = fresh[number] == nil ? try movedShares(number, stored, assignment) : nil
            if let moved {
                shares[number] = moved
                causes[number] = (assignment.article, "work_joined")
            }
            if fresh[number] == nil, let stored, stored.story != assignment.story || stored.work != assignment.work {
                causes[number] = (assignment.article, Self.cause(stored, assignment))
            }
            guard stored != assignment else { continue }
            try update.execute(arguments: [
                assignment.story, assignment.isAlone, assignment.work, assignment.method, number,
            ])
        }
    }

    private func movedShares(
        _ number: Int64, _ stored: Assignment?, _ assignment: Assignment
    ) throws -> (before: [UInt64: ArticleShare], after: [UInt64: ArticleShare])? {
        guard var before = stored else { return nil }
        let rows = try StatementRows.ofArticle(number, database)
        guard !rows.claims.isEmpty else { return nil }
        for (index, work) in neighbourhood.citedBefore[number] ?? [:] { before.cited[index] = work }
        guard before != assignment else { return nil }
        return (
            ArticleShare.shares(rows.statements, claims: rows.claims, before),
            ArticleShare.shares(rows.statements, claims: rows.claims, assignment)
        )
    }

    private static func cause(_ before: Assignment, _ after: Assignment) -> String {
        if before.story != after.story || before.isAlone != after.isAlone {
            return after.isAlone ? "story_split" : "story_joined"
        }
        return after.work == nil ? "work_split" : "work_joined"
    }

    // MARK: Numbers

    /// Applies the shares to the claims' numbers and describes each claim that shows a change.
    private mutating func settle() throws -> [ChangeLine] {
        var own: [UInt64: ClaimCounts] = [:]
        var shared: [UInt64: [UInt64: (column: Int, change: Int)]] = [:]
        var articles: [UInt64: [Int64]] = [:]
        for (number, share) in shares where share.before != share.after {
            for (sign, side) in [(-1, share.before), (1, share.after)] {
                for (claim, part) in side {
                    if share.before[claim] == share.after[claim] { continue }
                    if articles[claim]?.last != number { articles[claim, default: []].append(number) }
                    for (index, value) in part.own.values.enumerated() where value != 0 {
                        own[claim, default: ClaimCounts()].add(sign * value, at: index)
                    }
                    for (key, column) in part.shared {
                        let change = (shared[claim]?[key]?.change ?? 0) + sign
                        shared[claim, default: [:]][key] = (column, change)
                    }
                }
            }
        }
        var lines: [ChangeLine] = []
        for claim in articles.keys.sorted() {
            var change = own[claim] ?? ClaimCounts()
            for (key, entry) in (shared[claim] ?? [:]).sorted(by: { $0.key < $1.key }) where entry.change != 0 {
                change.add(try tally(key, entry.change), at: entry.column)
            }
            if let line = try update(claim, change, articles[claim] ?? []) { lines.append(line) }
        }
        summary.changes = lines.count
        return lines
    }

    /// Counts a shared key up or down; returns what that does to the number of distinct keys.
    private func tally(_ key: UInt64, _ change: Int) throws -> Int {
        let select = try database.cachedStatement(sql: "SELECT n FROM tally WHERE key = ?")
        let number = Int64(bitPattern: key)
        let before = try Int.fetchOne(select, arguments: [number]) ?? 0
        let after = before + change
        guard after >= 0 else {
            throw ResultsError(
                .damaged, "the counts in the database do not add up; make the folder anew with 'claimstream rebuild'")
        }
        if after == 0 {
            try database.cachedStatement(sql: "DELETE FROM tally WHERE key = ?").execute(arguments: [number])
        } else {
            try database.cachedStatement(sql: "INSERT OR REPLACE INTO tally(key, n) VALUES (?, ?)")
                .execute(arguments: [number, after])
        }
        return (after > 0 ? 1 : 0) - (before > 0 ? 1 : 0)
    }

    private func update(_ claim: UInt64, _ change: ClaimCounts, _ articles: [Int64]) throws -> ChangeLine? {
        let number = Int64(bitPattern: claim)
        let select = try database.cachedStatement(
            sql:
                "SELECT subject, grp, predicate, object, exposure, species, \(SinkSchema.countColumns.joined(separator: ", ")) FROM claim WHERE id = ?"
        )
        let row = try Row.fetchOne(select, arguments: [number])
        let before = row.map { row in ClaimCounts(values: (0..<ClaimCounts.width).map { row[6 + $0] }) }
        var after = before ?? ClaimCounts()
        for (index, value) in change.values.enumerated() where value != 0 { after.add(value, at: index) }
        guard after.values.allSatisfy({ $0 >= 0 }) else {
            throw ResultsError(
                .damaged, "the counts in the database do not add up; make the folder anew with 'claimstream rebuild'")
        }
        let key: ClaimKey
        var predicate = keys[claim]?.predicate
        if let row {
            key = ClaimKey(subject: row[0], group: row[1], object: row[3], exposure: row[4], species: row[5])
            if let stored = Predicate(rawValue: row[2]) {
                predicate = predicate.map { ClaimAggregator.stronger(stored, $0) } ?? stored
            }
        } else if let known = keys[claim]?.key {
            key = known
        } else {
            return nil
        }
        let name = (predicate ?? .causes).rawValue
        if after.isEmpty {
            try database.cachedStatement(sql: "DELETE FROM claim WHERE id = ?").execute(arguments: [number])
        } else {
            let columns = SinkSchema.countColumns
            let insert = try database.cachedStatement(
                sql:
                    "INSERT OR REPLACE INTO claim(id, subject, grp, predicate, object, exposure, species, \(columns.joined(separator: ", "))) VALUES (?, ?, ?, ?, ?, ?, ?\(String(repeating: ", ?", count: columns.count)))"
            )
            var values: [(any DatabaseValueConvertible)?] = [
                number, key.subject, key.group, name, key.object, key.exposure, key.species,
            ]
            values.append(contentsOf: after.values.map { $0 })
            try insert.execute(arguments: StatementArguments(values))
        }
        let kind: ChangeLine.Kind = before == nil ? .new : after.isEmpty ? .gone : .changed
        if kind == .changed, let before, before.showsSame(as: after) { return nil }
        let because = articles.compactMap { causes[$0] }.sorted { ($0.id, $0.what) < ($1.id, $1.what) }
        return ChangeLine(
            seq: 0, at: "", claim: ClaimKey.id(claim), kind: kind, subject: key.subject, predicate: name,
            object: key.object,
            before: before?.changeCounts, after: after.isEmpty ? nil : after.changeCounts,
            because: because.prefix(Self.causeLimit).map { ChangeLine.Cause(article: $0.id, what: $0.what) })
    }
}
