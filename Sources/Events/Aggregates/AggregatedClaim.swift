/// What a whole collection says on one proposition: a line of `claims.jsonl` (DATA-MODEL §3).
package struct AggregatedClaim: Hashable, Sendable, Decodable {
    /// `k-` and 16 hexadecimal digits, from the key: subject, key group, object, exposure and species bucket.
    package var claim: String
    package var subject: String
    package var subjectID: String?
    /// `HARM`, or the predicate's own name.
    package var group: String
    /// The strongest seen.
    package var predicate: String
    package var byPredicate: [String: Int]
    package var object: String
    package var objectID: String?
    package var exposure: String?
    package var species: String
    package var support: EvidenceCounts
    package var dispute: EvidenceCounts
    package var questioned: Int
    package var belief: Belief
    /// Earliest and latest date of a supporting or disputing document; absent where all are undated.
    package var firstSeen: String?
    package var lastSeen: String?
    /// Documents and stories a week, by event date.
    package var weeks: [WeekCount]
    package var drift: [Drift]
    /// At most 50, by rank.
    package var evidence: [EvidenceItem]
    package var evidenceTotal: Int

    enum CodingKeys: String, CodingKey {
        case claim, subject, subjectID = "subject_id", group, predicate, byPredicate = "by_predicate", object
        case objectID = "object_id", exposure, species, support, dispute, questioned, belief
        case firstSeen = "first_seen", lastSeen = "last_seen", weeks, drift, evidence, evidenceTotal = "evidence_total"
    }

    package init(claim: String, subject: String, group: String, predicate: String, object: String, species: String) {
        self.claim = claim
        self.subject = subject
        self.group = group
        self.predicate = predicate
        self.object = object
        self.species = species
        byPredicate = [:]
        support = EvidenceCounts()
        dispute = EvidenceCounts()
        questioned = 0
        belief = Belief(support: 0, dispute: 0)
        weeks = []
        drift = []
        evidence = []
        evidenceTotal = 0
    }

    package func writeJSON(to writer: inout JSONWriter) {
        writer.object {
            $0.field("schema", Int(schemaVersion))
            $0.field("claim", claim)
            $0.field("subject", subject)
            $0.field("subject_id", subjectID)
            $0.field("group", group)
            $0.field("predicate", predicate)
            $0.counts("by_predicate", byPredicate)
            $0.field("object", object)
            $0.field("object_id", objectID)
            $0.field("exposure", exposure)
            $0.field("species", species)
            $0.field("support") { support.writeFields(to: &$0) }
            $0.field("dispute") { dispute.writeFields(to: &$0) }
            $0.field("questioned", questioned)
            $0.field("belief") { belief.writeFields(to: &$0) }
            $0.field("first_seen", firstSeen)
            $0.field("last_seen", lastSeen)
            $0.field("weeks", array: weeks) { writer, week in
                writer.object {
                    $0.field("week", week.week)
                    $0.field("documents", week.documents)
                    $0.field("stories", week.stories)
                }
            }
            $0.field("drift", array: drift) { writer, drift in
                writer.object {
                    $0.field("article", drift.article)
                    $0.field("kind", drift.kind)
                }
            }
            $0.field("evidence", array: evidence) { writer, item in item.writeJSON(to: &writer) }
            $0.field("evidence_total", evidenceTotal)
        }
    }
}

/// Independent counts of one side of a claim.
package struct EvidenceCounts: Hashable, Sendable, Decodable {
    /// Pages; comments never raise it.
    package var documents = 0
    /// Clusters of copies.
    package var stories = 0
    /// Distinct known studies.
    package var works = 0
    /// Independent evidence: the study if known, else the story, else the page.
    package var units = 0
    /// Distinct commenters.
    package var commenters = 0
    /// Documents by tier, and commenters under the user tier.
    package var byTier: [String: Int] = [:]

    enum CodingKeys: String, CodingKey {
        case documents, stories, works, units, commenters, byTier = "by_tier"
    }

    package init() {}

    package func writeFields(to writer: inout JSONWriter) {
        writer.field("documents", documents)
        writer.field("stories", stories)
        writer.field("works", works)
        writer.field("units", units)
        writer.field("commenters", commenters)
        writer.counts("by_tier", byTier)
    }
}

/// How strongly the collection backs a claim. The number ranks; it is not a probability of truth.
package struct Belief: Hashable, Sendable, Decodable {
    package var support: Double
    package var dispute: Double

    /// `support · (1 - dispute)`.
    package var value: Double { support * (1 - dispute) }

    enum CodingKeys: String, CodingKey { case support, dispute }

    package init(support: Double, dispute: Double) {
        self.support = support
        self.dispute = dispute
    }

    package func writeFields(to writer: inout JSONWriter) {
        for (name, number) in [("support", support), ("dispute", dispute), ("value", value)] {
            writer.key(data: name)
            writer.value(number, decimals: 2)
        }
    }
}

/// What one week (ISO, `2024-W18`) brought.
package struct WeekCount: Hashable, Sendable, Decodable {
    package var week: String
    package var documents: Int
    package var stories: Int

    package init(week: String, documents: Int, stories: Int) {
        self.week = week
        self.documents = documents
        self.stories = stories
    }
}

/// How a copy's claim differs from the most upstream version.
package struct Drift: Hashable, Sendable, Decodable {
    package var article: String
    /// `species_lost`, `hedge_lost`, `drug_widened`, `verb_strengthened`, …
    package var kind: String

    package init(article: String, kind: String) {
        self.article = article
        self.kind = kind
    }
}

/// One quote behind a claim. Offsets are code points into the article's text.
package struct EvidenceItem: Hashable, Sendable, Decodable {
    package var article: String
    package var segment: String
    package var start: Int
    package var end: Int
    /// Absent where quotes are withheld.
    package var quote: String?
    package var tier: String
    package var polarity: String
    package var factuality: String
    package var unit: String
    package var evidence: String?
    /// Stable id of the commenter; the printed name only where names are kept.
    package var commenter: String?
    /// The words of the rule that made it, for those who check.
    package var rule: String?

    package init(
        article: String, segment: String, start: Int, end: Int, tier: String, polarity: String, factuality: String,
        unit: String
    ) {
        self.article = article
        self.segment = segment
        self.start = start
        self.end = end
        self.tier = tier
        self.polarity = polarity
        self.factuality = factuality
        self.unit = unit
    }

    package func writeJSON(to writer: inout JSONWriter) {
        writer.object {
            $0.field("article", article)
            $0.field("segment", segment)
            $0.field("start", start)
            $0.field("end", end)
            $0.field("quote", quote)
            $0.field("tier", tier)
            $0.field("polarity", polarity)
            $0.field("factuality", factuality)
            $0.field("unit", unit)
            $0.field("evidence", evidence)
            $0.field("commenter", commenter)
            $0.field("rule", rule)
        }
    }
}

extension JSONWriter {
    /// Counts by name, names ascending.
    package mutating func counts(_ name: StaticString, _ counts: [String: Int]) {
        key(name)
        object { writer in
            for (key, count) in counts.sorted(by: { $0.key < $1.key }) {
                writer.key(data: key)
                writer.value(count)
            }
        }
    }
}
