import Evidence
import Foundation
import GRDB

/// The tables of `claimstream.db`, and views with names that people may rely on (`v_claims`, `v_evidence`, `v_articles`, `v_drugs`).
///
/// `article.n` numbers articles by arrival and never leaves the database; everything that is written out is ordered by ids.
enum SinkSchema {
    static let version = 1
    static let countColumns = (0..<ClaimCounts.width).map { "c\($0)" }

    static func open(_ path: String) throws(ResultsError) -> DatabaseQueue {
        var configuration = Configuration()
        configuration.foreignKeysEnabled = false
        configuration.busyMode = .timeout(10)
        configuration.prepareDatabase { database in
            let mode = try String.fetchOne(database, sql: "PRAGMA journal_mode=WAL")
            try database.execute(sql: "PRAGMA synchronous=FULL; PRAGMA secure_delete=ON; PRAGMA cache_size=-65536")
            let synchronous = try Int.fetchOne(database, sql: "PRAGMA synchronous")
            guard mode == "wal", synchronous == 2 else {
                throw ResultsError(
                    .storage, "SQLite gives no WAL with FULL for \(path); put the folder on a local file system")
            }
        }
        do {
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            try queue.write { database in
                let found = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
                if found == 0 { try database.execute(sql: tables) }
                guard found == 0 || found == version else {
                    throw ResultsError(
                        .damaged,
                        "\(path) has format \(found), this program knows \(version); use the version that wrote it")
                }
            }
            return queue
        } catch {
            throw .wrapping(error, "opening", path)
        }
    }

    private static var tables: String {
        """
        CREATE TABLE meta(k TEXT PRIMARY KEY, v TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE position(partition INTEGER PRIMARY KEY, next INTEGER NOT NULL);
        CREATE TABLE article(
            n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, offset INTEGER NOT NULL, ordinal INTEGER NOT NULL,
            withdrawn INTEGER NOT NULL, revision TEXT NOT NULL, source TEXT NOT NULL, title TEXT, site TEXT, url TEXT,
            published TEXT, kind TEXT, language TEXT, tier TEXT, segments INTEGER NOT NULL, comments INTEGER NOT NULL,
            drugs INTEGER NOT NULL, claims INTEGER NOT NULL, own_work TEXT, own_method TEXT, story TEXT NOT NULL,
            alone INTEGER NOT NULL, work TEXT, method TEXT, print BLOB, sampled BLOB);
        CREATE TABLE claim(
            id INTEGER PRIMARY KEY, subject TEXT NOT NULL, grp TEXT NOT NULL, predicate TEXT NOT NULL, object TEXT NOT NULL,
            exposure TEXT, species TEXT NOT NULL, \(countColumns.map { "\($0) INTEGER NOT NULL" }.joined(separator: ", ")));
        CREATE TABLE statement(
            claim INTEGER NOT NULL, article INTEGER NOT NULL, seq INTEGER NOT NULL, subject_id TEXT, object_id TEXT,
            predicate TEXT NOT NULL, polarity TEXT NOT NULL, factuality TEXT NOT NULL, tier TEXT NOT NULL,
            evidence TEXT NOT NULL, segment TEXT NOT NULL, start INTEGER NOT NULL, stop INTEGER NOT NULL, quote TEXT,
            commenter TEXT, commenter_name TEXT, citation INTEGER, rule TEXT NOT NULL, drift TEXT,
            PRIMARY KEY (claim, article, seq)) WITHOUT ROWID;
        CREATE INDEX statement_article ON statement(article);
        CREATE TABLE tally(key INTEGER PRIMARY KEY, n INTEGER NOT NULL);
        CREATE TABLE print(
            hash INTEGER NOT NULL, article INTEGER NOT NULL, total INTEGER NOT NULL, PRIMARY KEY (hash, article)) WITHOUT ROWID;
        CREATE TABLE quotation(hash INTEGER NOT NULL, article INTEGER NOT NULL, PRIMARY KEY (hash, article)) WITHOUT ROWID;
        CREATE TABLE link(
            a INTEGER NOT NULL, b INTEGER NOT NULL, relation INTEGER NOT NULL, shared INTEGER NOT NULL, size_a INTEGER NOT NULL,
            size_b INTEGER NOT NULL, near INTEGER NOT NULL, quotes INTEGER NOT NULL, PRIMARY KEY (a, b)) WITHOUT ROWID;
        CREATE INDEX link_b ON link(b);
        CREATE TABLE citation(
            article INTEGER NOT NULL, idx INTEGER NOT NULL, role TEXT NOT NULL, identifiers TEXT NOT NULL, title_key TEXT,
            citation_key TEXT, title TEXT, authors TEXT NOT NULL, year INTEGER, work TEXT NOT NULL,
            PRIMARY KEY (article, idx)) WITHOUT ROWID;
        CREATE TABLE citation_key(
            key TEXT NOT NULL, article INTEGER NOT NULL, idx INTEGER NOT NULL, PRIMARY KEY (key, article, idx)) WITHOUT ROWID;
        CREATE TABLE drug(
            ingredient TEXT NOT NULL, article INTEGER NOT NULL, rxcui TEXT, atc TEXT NOT NULL, t1 INTEGER NOT NULL,
            t2 INTEGER NOT NULL, t3 INTEGER NOT NULL, t4 INTEGER NOT NULL, t5 INTEGER NOT NULL, surfaces TEXT NOT NULL,
            doses INTEGER NOT NULL, PRIMARY KEY (ingredient, article)) WITHOUT ROWID;
        CREATE INDEX drug_article ON drug(article);
        CREATE TABLE finding(
            article INTEGER NOT NULL, kind TEXT NOT NULL, seq INTEGER NOT NULL, line BLOB NOT NULL,
            PRIMARY KEY (article, kind, seq)) WITHOUT ROWID;
        CREATE TABLE segment(
            first INTEGER PRIMARY KEY, last INTEGER NOT NULL, bytes INTEGER NOT NULL, name TEXT NOT NULL, sha256 TEXT,
            state TEXT NOT NULL);
        CREATE TABLE quarantine(
            partition INTEGER NOT NULL, offset INTEGER NOT NULL, reason TEXT NOT NULL, raw BLOB NOT NULL,
            PRIMARY KEY (partition, offset));
        CREATE VIEW v_claims AS
            SELECT printf('k-%016x', id) AS claim, subject, grp AS key_group, predicate, object, exposure, species,
                   c0 AS support_documents, c1 AS support_stories, c2 AS support_works, c3 AS support_units,
                   c4 AS support_commenters, c10 AS dispute_documents, c11 AS dispute_stories, c12 AS dispute_works,
                   c13 AS dispute_units, c14 AS dispute_commenters, c20 AS questioned, c21 AS statements
            FROM claim;
        CREATE VIEW v_evidence AS
            SELECT printf('k-%016x', s.claim) AS claim, a.id AS article, s.segment, s.start, s.stop AS "end", s.quote, s.tier,
                   s.predicate, s.polarity, s.factuality, s.evidence, s.commenter, s.rule
            FROM statement s JOIN article a ON a.n = s.article;
        CREATE VIEW v_articles AS
            SELECT id AS article, revision, source, title, site, url, published, kind, language, tier, story, work, method
            FROM article WHERE NOT withdrawn;
        CREATE VIEW v_drugs AS
            SELECT d.ingredient, a.id AS article, t1 + t2 + t3 + t4 + t5 AS mentions, d.doses
            FROM drug d JOIN article a ON a.n = d.article;
        PRAGMA user_version=\(version);
        """
    }
}
