import Events
import Evidence
import GRDB

/// One batch's work inside its transaction: takes out what the articles said before, puts in what they say now, moves stories
/// and studies, and tells which claims' numbers changed and why.
///
/// The work grows with what the batch brings: an article that shares no text, names no study and is new costs its own rows alone.
struct BatchFold {
    private let queries: Queries
    private let options: SinkOptions
    private let rows: ArticleRows
    private let statementRows: StatementRows
    private var texts: TextIndex
    private var citations: CitationIndex
    private var neighbourhood: Neighbourhood
    private var fresh: [Int64: Fresh] = [:]
    /// Articles whose neighbours are looked at although they did not change themselves.
    private var touched: Set<Int64> = []
    private var causes: [Int64: (id: String, what: String)] = [:]
    private var ledger: ClaimLedger
    private var lastNumber: Int64
    private(set) var summary = ApplySummary()

    /// An article whose record this batch took, and what it brought to its claims before.
    private struct Fresh {
        var before: [Contribution]
        var statements: [Statement]
        var claims: [UInt64]
        var article: String
        var reported: Int64?
        var isWithdrawn: Bool
    }

    init(_ queries: Queries, options: SinkOptions, corrections: ClusterResolver.Corrections) throws {
        self.queries = queries
        self.options = options
        rows = try ArticleRows(queries, privacy: options.privacy)
        statementRows = try StatementRows(queries)
        texts = TextIndex(queries, recentRows: options.recentRows)
        citations = CitationIndex(queries)
        neighbourhood = Neighbourhood(queries, corrections: corrections)
        ledger = ClaimLedger(queries)
        lastNumber = try queries("SELECT coalesce(max(n), 0) FROM article").begin().one { $0.int64(0) } ?? 0
    }

    /// Articles whose neighbours must be looked at although they did not change themselves.
    mutating func touch(_ articles: [Int64]) { touched.formUnion(articles) }

    /// Folds the records in and returns the lines of the change log, without numbers and time.
    mutating func fold(_ items: [SinkBatch.Item]) throws -> [ChangeLine] {
        for item in latest(items) {
            if try take(item) { summary.applied += 1 } else { summary.ignored += 1 }
        }
        try texts.settle()
        touched.formUnion(try citations.resolve())
        touched.formUnion(texts.touched)
        try move()
        let lines = try ledger.settle(causes)
        summary.changes = lines.count
        return lines
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

    // MARK: Records

    /// Replaces an article's own rows; false where the folder has the same or a later record.
    private mutating func take(_ item: SinkBatch.Item) throws -> Bool {
        let article = item.enriched.article
        let (offset, ordinal) = rank(item)
        let select = try queries("SELECT n, offset, ordinal, withdrawn FROM article WHERE id = ?").begin()
        let old = try select.bind(article.id).one { row in
            (number: row.int64(0), offset: row.int64(1), ordinal: row.int64(2), isWithdrawn: row.int(3) != 0)
        }
        var before: [Contribution] = []
        let number: Int64
        var what = "added"
        if let old {
            guard (old.offset, old.ordinal) < (offset, ordinal) else { return false }
            number = old.number
            if !old.isWithdrawn {
                before = try contributions(of: number)
                what = "revised"
                try rows.clear(number)
                try citations.remove(number)
                try texts.remove(number)
            }
        } else {
            lastNumber += 1
            number = lastNumber
        }
        if article.isWithdrawn {
            what = "withdrawn"
            summary.withdrawn += 1
        }
        causes[number] = (article.id, what)
        var new = Fresh(
            before: before, statements: [], claims: [], article: article.id, reported: nil,
            isWithdrawn: article.isWithdrawn)
        if !article.isWithdrawn { try insert(item.enriched, number, &new) }
        try rows.insert(item.enriched, number, offset: offset, ordinal: ordinal, reported: new.reported)
        fresh[number] = new
        return true
    }

    private func contributions(of number: Int64) throws -> [Contribution] {
        guard let assignment = try neighbourhood.storedAssignment(number, citations) else { return [] }
        let stored = try statementRows.ofArticle(number)
        return Contribution.all(stored.statements, claims: stored.claims, assignment)
    }

    private mutating func insert(_ enriched: EnrichedArticle, _ number: Int64, _ new: inout Fresh) throws {
        let reader = StatementReader(enriched, privacy: options.privacy)
        new.statements = reader.statements(enriched.claims)
        new.claims = new.statements.map(\.key.hash)
        for (claim, statement) in zip(new.claims, new.statements) { ledger.name(claim, statement.key) }
        try statementRows.insert(new.statements, claims: new.claims, article: number)
        try rows.insertDrugs(enriched, number)
        try rows.insertFindings(enriched, reader, number)
        new.reported = try citations.insert(CitationBlock.blocks(of: enriched.article), number)
        try texts.add(enriched.fingerprints, number, site: enriched.article.document.site)
    }

    // MARK: Stories and studies

    /// Gives every touched article its story and study, and books what it brings to its claims before and after.
    private mutating func move() throws {
        try neighbourhood.findPartners()
        var lone: [Int64] = []
        for (number, new) in fresh where !new.isWithdrawn {
            if texts.touched.contains(number) || neighbourhood.hasPartner(number) {
                touched.insert(number)
            } else {
                lone.append(number)
            }
        }
        for (number, new) in fresh where new.isWithdrawn { ledger.book(number, new.before, []) }
        let update = try queries("UPDATE article SET story = ?, alone = ?, work = ?, method = ? WHERE n = ?")
        func store(_ assignment: Assignment, _ number: Int64) throws {
            update.begin().bind(hash: assignment.story).bind(assignment.isAlone).bind(hash: assignment.work)
                .bind(assignment.method).bind(number)
            try update.run()
        }
        for number in lone.sorted() {
            guard let new = fresh[number], !touched.contains(number) else { continue }
            var assignment = Assignment(article: new.article)
            if let own = try new.reported.flatMap({ try citations.work(of: $0) }) {
                (assignment.work, assignment.method) = (own.work, own.method)
                try store(assignment, number)
            }
            if new.statements.contains(where: { $0.citation != nil }) {
                assignment.cited = try citations.cited(by: number)
            }
            ledger.book(number, new.before, Contribution.all(new.statements, claims: new.claims, assignment))
        }
        for (number, assignment) in try neighbourhood.assignments(touched, citations).sorted(by: { $0.key < $1.key }) {
            if let new = fresh[number] {
                ledger.book(number, new.before, Contribution.all(new.statements, claims: new.claims, assignment))
                try store(assignment, number)
            } else if let stored = try neighbourhood.storedAssignment(number, citations), stored != assignment {
                let rows = try statementRows.ofArticle(number)
                ledger.book(
                    number, Contribution.all(rows.statements, claims: rows.claims, stored),
                    Contribution.all(rows.statements, claims: rows.claims, assignment))
                causes[number] = (assignment.article, Self.cause(stored, assignment))
                try store(assignment, number)
            }
        }
    }

    private static func cause(_ before: Assignment, _ after: Assignment) -> String {
        if before.story != after.story || before.isAlone != after.isAlone {
            return after.isAlone ? "story_split" : "story_joined"
        }
        return before.work != nil && after.work == nil ? "work_split" : "work_joined"
    }
}
