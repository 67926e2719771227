import Events

/// A whole collection for other tools: `claimstream export DIR --format …`.
package enum FolderExport: String, CaseIterable, Sendable {
    /// `claims.jsonl` again, one line a claim.
    case jsonl
    /// One row a claim, for spreadsheets.
    case csv
    /// One row a quote, for spreadsheets.
    case quotes

    package func bytes(_ contents: ReportContents) -> [UInt8] {
        switch self {
        case .jsonl:
            var writer = JSONWriter()
            for claim in contents.claims {
                claim.writeJSON(to: &writer)
                writer.newline()
            }
            return writer.bytes
        case .csv: return Self.claims(contents)
        case .quotes: return Self.quotes(contents)
        }
    }

    private static func claims(_ contents: ReportContents) -> [UInt8] {
        var table = SpreadsheetTable(columns: [
            "claim", "subject", "predicate", "object", "exposure", "species", "works", "stories", "documents", "units",
            "commenters", "dispute_works", "dispute_stories", "dispute_documents", "dispute_units",
            "dispute_commenters",
            "questioned", "belief", "belief_support", "belief_dispute", "first_seen", "last_seen",
        ])
        for claim in contents.claims {
            let counts = [claim.support, claim.dispute].flatMap {
                [$0.works, $0.stories, $0.documents, $0.units, $0.commenters]
            }
            table.row(
                [claim.claim, claim.subject, claim.predicate, claim.object, claim.exposure ?? "", claim.species]
                    + counts.map(String.init) + ["\(claim.questioned)"]
                    + [claim.belief.value, claim.belief.support, claim.belief.dispute].map(decimals)
                    + [claim.firstSeen ?? "", claim.lastSeen ?? ""])
        }
        return table.bytes
    }

    private static func quotes(_ contents: ReportContents) -> [UInt8] {
        var table = SpreadsheetTable(columns: [
            "claim", "subject", "predicate", "object", "article", "source", "segment", "start", "end", "tier",
            "polarity",
            "factuality", "evidence", "unit", "commenter", "quote",
        ])
        let index = ReportIndex(contents)
        for claim in contents.claims {
            for item in claim.evidence {
                table.row([
                    claim.claim, claim.subject, claim.predicate, claim.object, item.article,
                    index.articles[item.article]?.source ?? "", item.segment, "\(item.start)", "\(item.end)", item.tier,
                    item.polarity, item.factuality, item.evidence ?? "", item.unit, item.commenter ?? "",
                    item.quote ?? "",
                ])
            }
        }
        return table.bytes
    }

    private static func decimals(_ number: Double) -> String {
        var writer = JSONWriter()
        writer.value(number, decimals: 2)
        return writer.string
    }
}

/// CSV after RFC 4180 that a spreadsheet reads as text and numbers only.
///
/// A cell that would start a formula (`=`, `+`, `-`, `@`, tab or carriage return first, also behind white space) gets an
/// apostrophe in front, as OWASP advises against formula injection.
struct SpreadsheetTable {
    private(set) var bytes: [UInt8] = []

    init(columns: [String]) { row(columns) }

    mutating func row(_ cells: [String]) {
        for (index, cell) in cells.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            bytes += Array(Self.quoted(cell).utf8)
        }
        bytes += [0x0D, 0x0A]
    }

    static func quoted(_ cell: String) -> String {
        var cell = cell
        let first = cell.unicodeScalars.first { $0.value != 0x20 && $0.value != 0xFEFF && $0.value != 0xA0 }
        if let first, "=+-@\t\r\n\u{FF1D}\u{FF0B}\u{FF0D}\u{FF20}".unicodeScalars.contains(first) { cell = "'" + cell }
        let isPlain = cell.utf8.allSatisfy { $0 != 0x22 && $0 != 0x2C && $0 != 0x0A && $0 != 0x0D }
        if isPlain { return cell }
        return "\"" + cell.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }
}
