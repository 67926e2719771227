import Events
import Evidence
import Foundation
import GRDB

/// The tables of `claimstream.db`, and views with names that people may rely on (`v_claims`, `v_evidence`, `v_articles`, `v_drugs`).
///
/// `article.n` numbers articles by arrival and never leaves the database; everything that is written out is ordered by ids. What an
/// article alone decides is keyed by its number first, so that a new article appends to each table instead of touching pages all
/// over the file; only `print` with `recent`, `tally` and `claim`, whose rows are short, are keyed by hashes.
enum SinkSchema {
    static let version = 3
    static let countColumns = (0..<ClaimCounts.width).map { "c\($0)" }

    static func open(_ path: String) throws(ResultsError) -> DatabaseQueue {
        var configuration = Configuration()
        configuration.foreignKeysEnabled = false
        configuration.busyMode = .timeout(10)
        configuration.prepareDatabase { database in
            let mode = try String.fetchOne(database, sql: "PRAGMA journal_mode=WAL")
            try database.execute(
                sql:
                    "PRAGMA synchronous=FULL; PRAGMA secure_delete=ON; PRAGMA cache_size=-98304; PRAGMA wal_autocheckpoint=16000"
            )
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
                        "\(path) has format \(found), this program knows \(version); use the version that wrote it, or make the folder anew with 'claimstream rebuild'"
                    )
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
            drugs INTEGER NOT NULL, claims INTEGER NOT NULL, reported INTEGER, story INTEGER NOT NULL, alone INTEGER NOT NULL,
            work INTEGER, method TEXT);
        CREATE TABLE claim(
            id INTEGER PRIMARY KEY, subject TEXT NOT NULL, grp TEXT NOT NULL, predicate TEXT NOT NULL, object TEXT NOT NULL,
            exposure TEXT, species TEXT NOT NULL, \(countColumns.map { "\($0) INTEGER NOT NULL" }.joined(separator: ", ")));
        CREATE TABLE statement(
            article INTEGER NOT NULL, seq INTEGER NOT NULL, claim INTEGER NOT NULL, predicate INTEGER NOT NULL,
            polarity INTEGER NOT NULL, factuality INTEGER NOT NULL, tier INTEGER NOT NULL, evidence INTEGER NOT NULL,
            start INTEGER NOT NULL, stop INTEGER NOT NULL, commenter INTEGER, citation INTEGER, segment TEXT NOT NULL,
            rule TEXT NOT NULL, subject_id TEXT, object_id TEXT, quote TEXT, commenter_name TEXT, drift TEXT, classes TEXT,
            PRIMARY KEY (article, seq)) WITHOUT ROWID;
        CREATE TABLE tally(key INTEGER PRIMARY KEY, n INTEGER NOT NULL);
        CREATE TABLE body(article INTEGER PRIMARY KEY, site INTEGER NOT NULL, sampled BLOB NOT NULL, print BLOB NOT NULL);
        CREATE TABLE site(n INTEGER PRIMARY KEY, hash INTEGER NOT NULL UNIQUE);
        \(["print", "recent"].map { """
        CREATE TABLE \($0)(
            hash INTEGER NOT NULL, site INTEGER NOT NULL, article INTEGER NOT NULL,
            PRIMARY KEY (hash, site, article)) WITHOUT ROWID;
        """ }.joined(separator: "\n"))
        CREATE TABLE quotation(hash INTEGER NOT NULL, article INTEGER NOT NULL, PRIMARY KEY (hash, article)) WITHOUT ROWID;
        CREATE TABLE link(
            a INTEGER NOT NULL, b INTEGER NOT NULL, relation INTEGER NOT NULL, shared INTEGER NOT NULL, size_a INTEGER NOT NULL,
            size_b INTEGER NOT NULL, near INTEGER NOT NULL, quotes INTEGER NOT NULL, PRIMARY KEY (a, b)) WITHOUT ROWID;
        CREATE INDEX link_b ON link(b);
        CREATE TABLE signature(
            n INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, identifiers TEXT NOT NULL, title_key TEXT, citation_key TEXT,
            refs INTEGER NOT NULL, work INTEGER);
        CREATE TABLE signature_key(key TEXT NOT NULL, signature INTEGER NOT NULL, PRIMARY KEY (key, signature)) WITHOUT ROWID;
        CREATE TABLE citation(
            article INTEGER NOT NULL, idx INTEGER NOT NULL, signature INTEGER NOT NULL, title TEXT, authors TEXT NOT NULL,
            year INTEGER, PRIMARY KEY (article, idx)) WITHOUT ROWID;
        CREATE INDEX citation_signature ON citation(signature);
        CREATE TABLE drug(
            article INTEGER NOT NULL, ingredient TEXT NOT NULL, rxcui TEXT, atc TEXT NOT NULL, t1 INTEGER NOT NULL,
            t2 INTEGER NOT NULL, t3 INTEGER NOT NULL, t4 INTEGER NOT NULL, t5 INTEGER NOT NULL, surfaces TEXT NOT NULL,
            doses INTEGER NOT NULL, PRIMARY KEY (article, ingredient)) WITHOUT ROWID;
        CREATE TABLE finding(
            article INTEGER NOT NULL, kind TEXT NOT NULL, seq INTEGER NOT NULL, line BLOB NOT NULL,
            PRIMARY KEY (article, kind, seq)) WITHOUT ROWID;
        CREATE TABLE segment(
            first INTEGER PRIMARY KEY, last INTEGER NOT NULL, bytes INTEGER NOT NULL, name TEXT NOT NULL, sha256 TEXT,
            state TEXT NOT NULL);
        \(views)
        PRAGMA user_version=\(version);
        """
    }

    /// What people may query: the names of views and columns are part of the contract (docs/operations.md), the tables are not.
    private static var views: String {
        """
        CREATE VIEW v_claims AS
            SELECT printf('k-%016x', id) AS claim, subject, grp AS key_group, predicate, object, exposure, species,
                   c0 AS support_documents, c1 AS support_stories, c2 AS support_works, c3 AS support_units,
                   c4 AS support_commenters, c10 AS dispute_documents, c11 AS dispute_stories, c12 AS dispute_works,
                   c13 AS dispute_units, c14 AS dispute_commenters, c20 AS questioned, c21 AS statements
            FROM claim;
        CREATE VIEW v_evidence AS
            SELECT printf('k-%016x', s.claim) AS claim, a.id AS article, s.segment, s.start, s.stop AS "end", s.quote,
                   \(name("s.tier", Tier.allCases)) AS tier, \(name("s.predicate", Predicate.allCases)) AS predicate,
                   \(name("s.polarity", Polarity.allCases)) AS polarity,
                   \(name("s.factuality", Factuality.allCases)) AS factuality,
                   \(name("s.evidence", EvidenceClass.allCases)) AS evidence,
                   CASE WHEN s.commenter IS NOT NULL THEN coalesce(s.commenter_name, printf('u-%016x', s.commenter)) END
                   AS commenter, s.rule
            FROM statement s JOIN article a ON a.n = s.article;
        CREATE VIEW v_articles AS
            SELECT id AS article, revision, source, title, site, url, published, kind, language, tier,
                   printf('s-%016x', story) AS story, CASE WHEN work IS NOT NULL THEN printf('w-%016x', work) END AS work, method
            FROM article WHERE NOT withdrawn;
        CREATE VIEW v_drugs AS
            SELECT d.ingredient, a.id AS article, t1 + t2 + t3 + t4 + t5 AS mentions, d.doses
            FROM drug d JOIN article a ON a.n = d.article;
        """
    }

    /// An expression that turns a choice's number into its name.
    private static func name(_ column: String, _ all: [some WireChoice]) -> String {
        "CASE \(column) "
            + all.enumerated().map { "WHEN \($0.offset + 1) THEN '\($0.element.rawValue)'" }.joined(separator: " ")
            + " END"
    }
}
