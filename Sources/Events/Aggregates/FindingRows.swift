/// A candidate for a case report: a line of `cases.jsonl`. A candidate, not a report.
package struct CaseRecord: Hashable, Sendable, Decodable {
    package var article: String
    package var segments: [String]
    /// Id of the commenter; a name only where names are kept.
    package var reporterID: String?
    package var patient: String?
    package var reporter: String?
    package var drugs: [String]
    package var concomitant: [String]
    package var events: [String]
    package var seriousness: [String]
    package var dechallenge: String?
    package var rechallenge: String?
    package var status: String
    package var elements: [String]
    /// The reporter's words; absent where quotes are withheld.
    package var quote: String?

    enum CodingKeys: String, CodingKey {
        case article, segments, reporterID = "reporter_id", patient, reporter, drugs, concomitant, events, seriousness
        case dechallenge, rechallenge, status, elements, quote
    }

    package init(article: String, _ candidate: CaseCandidate) {
        self.article = article
        segments = candidate.segments
        patient = candidate.patient?.rawValue
        reporter = candidate.reporter?.rawValue
        drugs = candidate.drugs
        concomitant = candidate.concomitant
        events = candidate.events
        seriousness = candidate.seriousness.map(\.rawValue)
        dechallenge = candidate.dechallenge?.rawValue
        rechallenge = candidate.rechallenge?.rawValue
        status = candidate.status.rawValue
        elements = candidate.elements.map(\.rawValue)
    }

    package func writeJSON(to writer: inout JSONWriter) {
        writer.object {
            $0.field("article", article)
            $0.field("segments", list: segments)
            $0.field("reporter_id", reporterID)
            $0.field("patient", patient)
            $0.field("reporter", reporter)
            $0.field("drugs", list: drugs)
            $0.field("concomitant", list: concomitant)
            $0.field("events", list: events)
            $0.field("seriousness", list: seriousness)
            $0.field("dechallenge", dechallenge)
            $0.field("rechallenge", rechallenge)
            $0.field("status", status)
            $0.field("elements", list: elements)
            $0.field("quote", quote)
        }
    }
}

/// Two statements that cannot both hold: a line of `contradictions.jsonl`.
package struct Contradiction: Hashable, Sendable, Decodable {
    /// One side: a claim, or what the pharmacology table says.
    package struct Party: Hashable, Sendable, Decodable {
        package var claim: String
        package var polarity: String
        package var predicate: String
        package var object: String
        package var units: Int
        package var commenters: Int
        package var quotes: [EvidenceItem]

        package init(claim: String, polarity: String, predicate: String, object: String, units: Int, commenters: Int) {
            self.claim = claim
            self.polarity = polarity
            self.predicate = predicate
            self.object = object
            self.units = units
            self.commenters = commenters
            quotes = []
        }

        func writeFields(to writer: inout JSONWriter) {
            writer.field("claim", claim)
            writer.field("polarity", polarity)
            writer.field("predicate", predicate)
            writer.field("object", object)
            writer.field("units", units)
            writer.field("commenters", commenters)
            writer.field("quotes", array: quotes) { writer, quote in quote.writeJSON(to: &writer) }
        }
    }

    /// `polarity` (asserted against negated), `opposite` (claim against claim) or `table` (against the pharmacology table).
    package var kind: String
    package var subject: String
    package var exposure: String?
    package var species: String
    package var a: Party
    package var b: Party?
    /// What the table's row says, and where it is from.
    package var row: String?
    package var source: String?

    package init(kind: String, subject: String, exposure: String?, species: String, a: Party, b: Party?) {
        self.kind = kind
        self.subject = subject
        self.exposure = exposure
        self.species = species
        self.a = a
        self.b = b
    }

    package func writeJSON(to writer: inout JSONWriter) {
        writer.object {
            $0.field("kind", kind)
            $0.field("subject", subject)
            $0.field("exposure", exposure)
            $0.field("species", species)
            $0.field("a") { a.writeFields(to: &$0) }
            if let b { $0.field("b") { b.writeFields(to: &$0) } }
            $0.field("row", row)
            $0.field("source", source)
        }
    }
}

/// A dose that the pharmacology table speaks on: a line of `dose-checks.jsonl`.
package struct DoseCheck: Hashable, Sendable, Decodable {
    package var article: String
    package var segment: String?
    /// Code points into the article's text.
    package var start: Int
    package var end: Int
    package var quote: String?
    package var ingredient: String?
    package var amount: Double?
    package var unit: String?
    package var dailyTotal: Double?
    package var verdict: String
    package var detail: String?
    package var source: String?

    enum CodingKeys: String, CodingKey {
        case article, segment, start, end, quote, ingredient, amount, unit, dailyTotal = "daily_total", verdict, detail,
            source
    }

    package init(article: String, start: Int, end: Int, verdict: String) {
        self.article = article
        self.start = start
        self.end = end
        self.verdict = verdict
    }

    package func writeJSON(to writer: inout JSONWriter) {
        writer.object {
            $0.field("article", article)
            $0.field("segment", segment)
            $0.field("start", start)
            $0.field("end", end)
            $0.field("quote", quote)
            $0.field("ingredient", ingredient)
            $0.field("amount", amount)
            $0.field("unit", unit)
            $0.field("daily_total", dailyTotal)
            $0.field("verdict", verdict)
            $0.field("detail", detail)
            $0.field("source", source)
        }
    }
}
