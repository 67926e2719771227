import GRDB

/// The tables of `claimstream.db`, schema 1. The views are for people who query it; the tables may change.
enum SinkSchema {
    static let version = 1

    static let sql = """
        CREATE TABLE meta(k TEXT PRIMARY KEY, v TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE position(partition INTEGER PRIMARY KEY, next INTEGER NOT NULL);
        CREATE TABLE segment(id INTEGER PRIMARY KEY, epoch INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,
          bytes INTEGER NOT NULL, sha256 TEXT, state TEXT NOT NULL);
        CREATE TABLE article(id TEXT PRIMARY KEY, partition INTEGER NOT NULL, offset INTEGER NOT NULL,
          ordinal INTEGER NOT NULL, withdrawn INTEGER NOT NULL, revision TEXT NOT NULL, source TEXT NOT NULL,
          title TEXT, site TEXT, url TEXT, published TEXT, kind TEXT, language TEXT, tier TEXT, segments INTEGER NOT NULL,
          comments INTEGER NOT NULL, drugs INTEGER NOT NULL, claims INTEGER NOT NULL, story TEXT NOT NULL, work TEXT,
          work_method TEXT, prints BLOB) WITHOUT ROWID;
        CREATE INDEX article_story ON article(story);
        CREATE TABLE contribution(claim TEXT NOT NULL, article TEXT NOT NULL, number INTEGER NOT NULL,
          subject TEXT NOT NULL, subject_id TEXT, predicate TEXT NOT NULL, object TEXT NOT NULL, object_id TEXT,
          exposure TEXT, species TEXT NOT NULL, segment TEXT NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL,
          quote TEXT NOT NULL, tier TEXT NOT NULL, polarity TEXT NOT NULL, factuality TEXT NOT NULL,
          evidence TEXT NOT NULL, commenter TEXT, commenter_name TEXT, citation TEXT, published TEXT, rule TEXT NOT NULL,
          drift TEXT NOT NULL, PRIMARY KEY(claim, article, number)) WITHOUT ROWID;
        CREATE INDEX contribution_article ON contribution(article);
        CREATE INDEX contribution_citation ON contribution(citation) WHERE citation IS NOT NULL;
        CREATE TABLE aggregate(claim TEXT PRIMARY KEY, value REAL NOT NULL, units INTEGER NOT NULL, line TEXT NOT NULL)
          WITHOUT ROWID;
        CREATE TABLE drug(ingredient TEXT NOT NULL, article TEXT NOT NULL, rxcui TEXT, atc TEXT NOT NULL,
          t1 INTEGER NOT NULL, t2 INTEGER NOT NULL, t3 INTEGER NOT NULL, t4 INTEGER NOT NULL, t5 INTEGER NOT NULL,
          doses INTEGER NOT NULL, PRIMARY KEY(ingredient, article)) WITHOUT ROWID;
        CREATE INDEX drug_article ON drug(article);
        CREATE TABLE surface(ingredient TEXT NOT NULL, surface TEXT NOT NULL, article TEXT NOT NULL, mentions INTEGER NOT NULL,
          PRIMARY KEY(ingredient, surface, article)) WITHOUT ROWID;
        CREATE INDEX surface_article ON surface(article);
        CREATE TABLE finding(kind TEXT NOT NULL, article TEXT NOT NULL, number INTEGER NOT NULL, line TEXT NOT NULL,
          PRIMARY KEY(kind, article, number)) WITHOUT ROWID;
        CREATE INDEX finding_article ON finding(article);
        CREATE TABLE work_block(key TEXT NOT NULL, article TEXT NOT NULL, block INTEGER NOT NULL, reported INTEGER NOT NULL,
          method TEXT NOT NULL, title TEXT, authors TEXT, year INTEGER, PRIMARY KEY(key, article, block)) WITHOUT ROWID;
        CREATE INDEX work_block_article ON work_block(article);
        CREATE TABLE work(key TEXT PRIMARY KEY, work TEXT NOT NULL) WITHOUT ROWID;
        CREATE INDEX work_work ON work(work);
        CREATE TABLE print(hash INTEGER NOT NULL, article TEXT NOT NULL, PRIMARY KEY(hash, article)) WITHOUT ROWID;
        CREATE INDEX print_article ON print(article);
        CREATE TABLE edge(a TEXT NOT NULL, b TEXT NOT NULL, relation TEXT NOT NULL, containment REAL NOT NULL,
          near_sentences INTEGER NOT NULL, PRIMARY KEY(a, b)) WITHOUT ROWID;
        CREATE INDEX edge_b ON edge(b);

        CREATE VIEW claims AS SELECT claim, json_extract(line, '$.subject') AS subject,
          json_extract(line, '$.predicate') AS predicate, json_extract(line, '$.object') AS object,
          json_extract(line, '$.exposure') AS exposure, json_extract(line, '$.species') AS species,
          json_extract(line, '$.support.units') AS support_units,
          json_extract(line, '$.support.documents') AS support_documents,
          json_extract(line, '$.support.commenters') AS support_commenters,
          json_extract(line, '$.dispute.units') AS dispute_units,
          json_extract(line, '$.dispute.documents') AS dispute_documents,
          json_extract(line, '$.dispute.commenters') AS dispute_commenters, value AS belief FROM aggregate;
        CREATE VIEW statements AS SELECT claim, article, subject, predicate, object, polarity, factuality, evidence, tier,
          segment, start, end, quote, commenter, rule FROM contribution;
        CREATE VIEW articles AS SELECT id, revision, source, title, site, url, published, kind, tier, story, work
          FROM article WHERE withdrawn = 0;
        CREATE VIEW drugs AS SELECT ingredient, max(rxcui) AS rxcui, count(*) AS articles,
          sum(t1 + t2 + t3 + t4 + t5) AS mentions, sum(doses) AS doses FROM drug GROUP BY ingredient;
        """
}
