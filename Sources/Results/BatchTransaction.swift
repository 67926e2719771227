import Events
import Evidence
import Foundation
import GRDB

/// One batch inside its transaction: replaces articles, moves stories and studies, folds every claim that was touched,
/// and writes down what changed.
struct BatchTransaction {
    let db: Database
    let store: SinkStore
    private let fold: ClaimFold
    private let extractor: ContributionExtractor

    init(_ db: Database, _ store: SinkStore) throws {
        self.db = db
        self.store = store
        fold = ClaimFold(keepsNames: store.options.keepNames, withholdsQuotes: store.options.withholdQuotes)
        extractor = ContributionExtractor(salt: store.options.salt)
    }

    func apply(_ batch: SinkBatch) throws -> ApplySummary {
        try checkIdentity(batch.identity)
        var latest: [String: SinkBatch.Item] = [:]
        var ignored = 0
        for item in batch.articles {
            if try isHigher(item, than: latest[item.enriched.article.id]) {
                if latest.updateValue(item, forKey: item.enriched.article.id) != nil { ignored += 1 }
            } else {
                ignored += 1
            }
        }
        // Sorted, so that the change log does not depend on hashing.
        let items = latest.values.sorted { $0.enriched.article.id < $1.enriched.article.id }
        var touched = TouchedClaims()
        for item in items { try replace(item, &touched) }
        try PlaceKeeper(db: db).update(items.map(\.enriched), &touched)
        let lines = try refold(touched)
        for (partition, next) in batch.positions {
            try db.execute(sql: "INSERT OR REPLACE INTO position VALUES(?, ?)", arguments: [partition, next])
        }
        try bumpMeta(items)
        try store.changes.append(lines.bytes, count: lines.count, db)
        return ApplySummary(applied: items.count, ignored: ignored, changes: lines.count)
    }

    // MARK: Which record wins

    /// Whether a record is higher than what the folder and this batch have of its article: by offset, then by ordinal.
    private func isHigher(_ item: SinkBatch.Item, than pending: SinkBatch.Item?) throws -> Bool {
        let rank = Self.rank(item)
        if let pending { return rank > Self.rank(pending) }
        let row = try Row.fetchOne(
            db, sql: "SELECT offset, ordinal FROM article WHERE id = ?", arguments: [item.enriched.article.id])
        guard let row else { return true }
        return rank > (row["offset"], row["ordinal"])
    }

    private static func rank(_ item: SinkBatch.Item) -> (Int64, Int64) {
        (item.enriched.origin?.offset ?? item.offset, item.enriched.engine.ordinal)
    }

    private func checkIdentity(_ identity: LogIdentity) throws {
        let known = try String.fetchOne(db, sql: "SELECT v FROM meta WHERE k = 'log'")
        let given = identity.cluster + "/" + identity.topic
        guard let known else {
            try db.execute(sql: "INSERT INTO meta VALUES('log', ?)", arguments: [given])
            return
        }
        guard known == given else {
            throw ResultsError(
                .otherLog,
                "\(store.directory) belongs to another log (\(known), not \(given)); give another --output, or rebuild the folder")
        }
    }

    // MARK: Articles

    private func replace(_ item: SinkBatch.Item, _ touched: inout TouchedClaims) throws {
        let enriched = item.enriched
        let article = enriched.article
        let known = try Row.fetchOne(
            db, sql: "SELECT withdrawn, revision FROM article WHERE id = ?", arguments: [article.id])
        let what =
            article.isWithdrawn ? "withdrawn" : known == nil || known?["withdrawn"] == true ? "added" : "revised"
        for claim in try String.fetchAll(
            db, sql: "SELECT DISTINCT claim FROM contribution WHERE article = ?", arguments: [article.id])
        {
            touched.add(claim, article.id, what)
        }
        for table in ["contribution", "drug", "surface", "finding"] {
            try db.execute(sql: "DELETE FROM \(table) WHERE article = ?", arguments: [article.id])
        }
        try ArticleRows(db: db, store: store).insert(item)
        for contribution in extractor.contributions(of: enriched) {
            try ContributionRow.insert(contribution, db)
            touched.add(contribution.claim, article.id, what)
        }
    }

    // MARK: Claims

    /// Folds the touched claims anew and gives the change-log lines of those whose counts changed.
    private func refold(_ touched: TouchedClaims) throws -> (bytes: [UInt8], count: Int) {
        let places = PlaceReader(db: db)
        var sequence = try Int.fetchOne(db, sql: "SELECT max(last) FROM segment") ?? 0
        let now = Timestamp.now()
        var writer = JSONWriter()
        var count = 0
        for (claim, causes) in touched.sorted() {
            let contributions = try ContributionRow.all(of: claim, db)
            let oldLine = try String.fetchOne(db, sql: "SELECT line FROM aggregate WHERE claim = ?", arguments: [claim])
            let old = try oldLine.map(Self.decode)
            let new = contributions.isEmpty
                ? nil
                : fold.fold(contributions, place: places.place, citedWork: places.work)
            try write(new, claim)
            guard let named = new ?? old, old.map(Self.counts) != new.map(Self.counts) else { continue }
            sequence += 1
            count += 1
            let line = ChangeLine(
                seq: sequence, at: now, claim: claim, kind: old == nil ? .new : new == nil ? .gone : .changed,
                subject: named.subject, predicate: named.predicate, object: named.object, before: old.map(Self.counts),
                after: new.map(Self.counts), because: causes)
            line.writeJSON(to: &writer)
            writer.newline()
        }
        try places.failure()
        return (writer.bytes, count)
    }

    private func write(_ claim: AggregatedClaim?, _ id: String) throws {
        guard let claim else {
            try db.execute(sql: "DELETE FROM aggregate WHERE claim = ?", arguments: [id])
            return
        }
        var writer = JSONWriter()
        claim.writeJSON(to: &writer)
        try db.cachedStatement(sql: "INSERT OR REPLACE INTO aggregate VALUES(?, ?, ?, ?)").execute(
            arguments: [id, claim.belief.value, claim.support.units + claim.dispute.units, writer.string])
    }

    private static func decode(_ line: String) throws -> AggregatedClaim {
        try JSONDecoder().decode(AggregatedClaim.self, from: Data(line.utf8))
    }

    private static func counts(_ claim: AggregatedClaim) -> ChangeLine.Counts {
        ChangeLine.Counts(support: claim.support, dispute: claim.dispute, questioned: claim.questioned)
    }

    private func bumpMeta(_ items: [SinkBatch.Item]) throws {
        guard let engine = items.map(\.enriched.engine).max(by: { $0.ordinal < $1.ordinal }) else { return }
        let known = try Int64.fetchOne(db, sql: "SELECT v FROM meta WHERE k = 'ordinal'") ?? 0
        try db.execute(sql: "INSERT OR REPLACE INTO meta VALUES('dirty', '1')")
        guard engine.ordinal >= known else { return }
        for (key, value) in [("ordinal", String(engine.ordinal)), ("engine", engine.version), ("lexicon", engine.lexicon)] {
            try db.execute(sql: "INSERT OR REPLACE INTO meta VALUES(?, ?)", arguments: [key, value])
        }
    }
}

/// The claims that a batch touches, with what each article did to them.
struct TouchedClaims {
    private var causes: [String: [String: String]] = [:]

    /// The first cause of an article stays: what was done to it says more than what followed from it.
    mutating func add(_ claim: String, _ article: String, _ what: String) {
        if causes[claim]?[article] == nil { causes[claim, default: [:]][article] = what }
    }

    /// By claim id; causes by article id, at most 20 a claim.
    func sorted() -> [(claim: String, causes: [ChangeLine.Cause])] {
        causes.sorted { $0.key < $1.key }.map { claim, articles in
            (
                claim,
                articles.sorted { $0.key < $1.key }.prefix(20).map { ChangeLine.Cause(article: $0.key, what: $0.value) }
            )
        }
    }
}

/// Processing time for the change log and `CURRENT.json`.
enum Timestamp {
    static func now() -> String { Date().formatted(.iso8601) }
}
