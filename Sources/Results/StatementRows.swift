import Events
import Evidence
import GRDB

/// Ours, where SQLite's of the same name is also in sight.
typealias Statement = Evidence.Statement

/// Ours, where Foundation's of the same name is also in sight.
typealias Predicate = Events.Predicate

/// Statements as rows of the table `statement`.
struct StatementRows {
    static let predicates = Predicate.allCases
    static let polarities = Polarity.allCases
    static let factualities = Factuality.allCases
    static let tiers = Tier.allCases
    static let classes = EvidenceClass.allCases

    private let insertion: Query
    private let selection: Query

    init(_ queries: Queries) throws {
        insertion = try queries("INSERT INTO statement VALUES (?\(String(repeating: ", ?", count: 19)))")
        // What an article brings to the numbers of its claims depends on these alone.
        selection = try queries(
            "SELECT claim, predicate, polarity, factuality, tier, commenter, citation FROM statement WHERE article = ? ORDER BY seq"
        )
    }

    func insert(_ statements: [Statement], claims: [UInt64], article: Int64) throws {
        for (index, statement) in statements.enumerated() {
            insertion.begin().bind(article).bind(index).bind(hash: claims[index])
                .bind(Self.number(statement.predicate, Self.predicates))
                .bind(Self.number(statement.polarity, Self.polarities))
                .bind(Self.number(statement.factuality, Self.factualities))
                .bind(Self.number(statement.tier, Self.tiers)).bind(Self.number(statement.evidence, Self.classes))
                .bind(statement.start)
                .bind(statement.end).bind(hash: statement.commenter).bind(statement.citation).bind(statement.segment)
                .bind(statement.rule).bind(statement.subjectID).bind(statement.objectID).bind(statement.quote)
                .bind(statement.commenterName).bind(Self.list(statement.drift)).bind(Self.list(statement.classes))
            try insertion.run()
        }
    }

    /// The number on the wire, from a list that is made once.
    private static func number<Choice: WireChoice>(_ choice: Choice, _ all: [Choice]) -> Int {
        (all.firstIndex(of: choice) ?? 0) + 1
    }

    private static func list(_ words: [String]) -> String? { words.isEmpty ? nil : words.joined(separator: ",") }

    static func words(_ list: String?) -> [String] { list?.split(separator: ",").map(String.init) ?? [] }

    /// An article's statements with their claims, reduced to what its contributions depend on.
    func ofArticle(_ article: Int64) throws -> (statements: [Statement], claims: [UInt64]) {
        var found: (statements: [Statement], claims: [UInt64]) = ([], [])
        // Contributions need no key: claims are told by their hash.
        let key = ClaimKey(subject: "", group: "", object: "", exposure: nil, species: "")
        try selection.begin().bind(article).forEach { row in
            var statement = Statement(
                key: key, predicate: try row.choice(1, Self.predicates), polarity: try row.choice(2, Self.polarities),
                factuality: try row.choice(3, Self.factualities), tier: try row.choice(4, Self.tiers))
            statement.commenter = row.optionalHash(5)
            statement.citation = row.optionalInt(6)
            found.claims.append(row.hash(0))
            found.statements.append(statement)
        }
        return found
    }
}
