import Events
import Foundation

/// A quote inside a line of findings: its place, and its words unless quotes are withheld.
package struct FindingQuote: Hashable, Sendable, Decodable {
    package var segment: String?
    package var start: Int?
    package var end: Int?
    package var text: String?
    package var quote: String?

    /// The words, under either name.
    var words: String? { text ?? quote }
}

/// A line of `cases.jsonl`, as far as the report shows it: a candidate, not a report.
package struct CaseLine: Hashable, Sendable, Decodable {
    package var article: String
    package var segments: [String]?
    package var drugs: [String]?
    package var events: [String]?
    package var seriousness: [String]?
    package var dechallenge: String?
    package var rechallenge: String?
    package var patient: String?
    package var reporter: String?
    package var status: String
    package var elements: [String]?
    package var quotes: [FindingQuote]?
}

/// A line of `contradictions.jsonl`, as far as the report shows it.
package struct ContradictionLine: Hashable, Sendable, Decodable {
    package var kind: String
    package var claim: String?
    /// The claim that stands against `claim`, for conflicts within the collection.
    package var other: String?
    package var article: String?
    package var subject: String?
    package var predicate: String?
    package var object: String?
    package var polarity: String?
    package var verdict: String?
    package var detail: String?
    package var source: String?
    package var quote: FindingQuote?
}

/// A line of `dose-checks.jsonl`, as far as the report shows it.
package struct DoseCheckLine: Hashable, Sendable, Decodable {
    package var article: String
    package var ingredient: String?
    package var unit: String?
    package var dailyTotal: Double?
    package var verdict: String
    package var detail: String?
    package var source: String?
    package var quote: FindingQuote?

    enum CodingKeys: String, CodingKey {
        case article, ingredient, unit, dailyTotal = "daily_total", verdict, detail, source, quote
    }
}

extension Decodable {
    /// Rows of a `.jsonl` file. A line that does not read is left out: the report then shows fewer findings, never none.
    static func rows(_ lines: [String]) -> [Self] {
        let decoder = JSONDecoder()
        return lines.compactMap { line in
            do { return try decoder.decode(Self.self, from: Data(line.utf8)) } catch { return nil }
        }
    }
}
