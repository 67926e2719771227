import Events
import Evidence
import GRDB

/// Contributions as rows.
enum ContributionRow {
    private static let insertSQL =
        "INSERT INTO contribution VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"

    static func insert(_ contribution: Contribution, _ db: Database) throws {
        let arguments: [(any DatabaseValueConvertible)?] = [
            contribution.claim, contribution.article, contribution.number, contribution.subject, contribution.subjectID,
            contribution.predicate.rawValue, contribution.object, contribution.objectID, contribution.exposure,
            contribution.species, contribution.segment, contribution.start, contribution.end, contribution.quote,
            contribution.tier.rawValue, contribution.polarity.rawValue, contribution.factuality.rawValue,
            contribution.evidence.rawValue, contribution.commenter, contribution.commenterName, contribution.citation,
            contribution.published, contribution.rule, contribution.drift.joined(separator: ","),
        ]
        try db.cachedStatement(sql: insertSQL).execute(arguments: StatementArguments(arguments))
    }

    /// All contributions to one claim, by article and number.
    static func all(of claim: String, _ db: Database) throws -> [Contribution] {
        let statement = try db.cachedStatement(
            sql: "SELECT * FROM contribution WHERE claim = ? ORDER BY article, number")
        return try Row.fetchAll(statement, arguments: [claim]).map(decode)
    }

    private static func decode(_ row: Row) throws -> Contribution {
        let drift: String = row["drift"]
        return Contribution(
            claim: row["claim"], article: row["article"], number: row["number"], subject: row["subject"],
            subjectID: row["subject_id"], predicate: try choice(row, "predicate"), object: row["object"],
            objectID: row["object_id"], exposure: row["exposure"], species: row["species"], segment: row["segment"],
            start: row["start"], end: row["end"], quote: row["quote"], tier: try choice(row, "tier"),
            polarity: try choice(row, "polarity"), factuality: try choice(row, "factuality"),
            evidence: try choice(row, "evidence"), commenter: row["commenter"], commenterName: row["commenter_name"],
            citation: row["citation"], published: row["published"], rule: row["rule"],
            drift: drift.split(separator: ",").map(String.init))
    }

    private static func choice<C: WireChoice>(_ row: Row, _ column: String) throws -> C {
        let name: String = row[column]
        guard let choice = C(rawValue: name) else {
            throw ResultsError(.damaged, "the database holds an unknown \(column) '\(name)'; rebuild the folder")
        }
        return choice
    }
}
