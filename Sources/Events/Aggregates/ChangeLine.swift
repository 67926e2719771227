/// One change of an aggregated claim: a line of the change log. It carries ids and counts, no quotes, so that a
/// withdrawal leaves no text behind.
package struct ChangeLine: Hashable, Sendable, Decodable {
    package enum Kind: String, Sendable, Decodable { case new, changed, gone }

    /// What an article did to the claim.
    package struct Cause: Hashable, Sendable, Decodable {
        package var article: String
        /// `added`, `revised`, `withdrawn`, `story_joined`, `story_split`, `work_joined`, `work_split`.
        package var what: String

        package init(article: String, what: String) {
            self.article = article
            self.what = what
        }
    }

    /// The numbers that a line compares.
    package struct Counts: Hashable, Sendable, Decodable {
        package var support: EvidenceCounts
        package var dispute: EvidenceCounts
        package var questioned: Int

        package init(support: EvidenceCounts, dispute: EvidenceCounts, questioned: Int) {
            self.support = support
            self.dispute = dispute
            self.questioned = questioned
        }

        func writeFields(to writer: inout JSONWriter) {
            writer.field("support") { support.writeFields(to: &$0) }
            writer.field("dispute") { dispute.writeFields(to: &$0) }
            writer.field("questioned", questioned)
        }
    }

    /// Dense, from 1.
    package var seq: Int
    /// Processing time, ISO 8601 in UTC.
    package var at: String
    package var claim: String
    package var kind: Kind
    package var subject: String
    package var predicate: String
    package var object: String
    package var before: Counts?
    package var after: Counts?
    package var because: [Cause]

    package init(
        seq: Int, at: String, claim: String, kind: Kind, subject: String, predicate: String, object: String,
        before: Counts?, after: Counts?, because: [Cause]
    ) {
        self.seq = seq
        self.at = at
        self.claim = claim
        self.kind = kind
        self.subject = subject
        self.predicate = predicate
        self.object = object
        self.before = before
        self.after = after
        self.because = because
    }

    package func writeJSON(to writer: inout JSONWriter) {
        writer.object {
            $0.field("seq", seq)
            $0.field("at", at)
            $0.field("claim", claim)
            $0.field("kind", kind.rawValue)
            $0.field("subject", subject)
            $0.field("predicate", predicate)
            $0.field("object", object)
            if let before { $0.field("before") { before.writeFields(to: &$0) } }
            if let after { $0.field("after") { after.writeFields(to: &$0) } }
            $0.field("because", array: because) { writer, cause in
                writer.object {
                    $0.field("article", cause.article)
                    $0.field("what", cause.what)
                }
            }
        }
    }
}

/// `CURRENT.json`: which generation of snapshot files is whole, and what it holds.
package struct CurrentGeneration: Hashable, Sendable, Decodable {
    package var generation: Int
    package var engine: String?
    package var lexicon: String?
    /// Next offset of every partition of `enriched`, by partition number.
    package var positions: [String: Int64]
    /// Sequence number of the last change in the files.
    package var changes: Int
    package var articles: Int
    package var claims: Int
    /// When it was written, ISO 8601 in UTC: the only processing time beside the change log's.
    package var written: String
    /// SHA-256 of every snapshot file by name.
    package var files: [String: String]

    package init(
        generation: Int, engine: String?, lexicon: String?, positions: [String: Int64], changes: Int, articles: Int,
        claims: Int, written: String, files: [String: String]
    ) {
        self.generation = generation
        self.engine = engine
        self.lexicon = lexicon
        self.positions = positions
        self.changes = changes
        self.articles = articles
        self.claims = claims
        self.written = written
        self.files = files
    }

    package func writeJSON(to writer: inout JSONWriter) {
        writer.object {
            $0.field("schema", Int(schemaVersion))
            $0.field("generation", generation)
            $0.field("engine", engine)
            $0.field("lexicon", lexicon)
            $0.key("positions")
            $0.object { writer in
                for (partition, next) in positions.sorted(by: { (Int($0.key) ?? 0) < (Int($1.key) ?? 0) }) {
                    writer.key(data: partition)
                    writer.value(Int(next))
                }
            }
            $0.field("changes", changes)
            $0.field("articles", articles)
            $0.field("claims", claims)
            $0.field("written", written)
            $0.key("files")
            $0.object { writer in
                for (name, hash) in files.sorted(by: { $0.key < $1.key }) {
                    writer.key(data: name)
                    writer.value(hash)
                }
            }
        }
    }
}
