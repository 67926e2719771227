import Events
import Evidence
import GRDB

/// Ours, where SQLite's of the same name is also in sight.
typealias Statement = Evidence.Statement

/// Ours, where Foundation's of the same name is also in sight.
typealias Predicate = Events.Predicate

/// Statements as rows of the table `statement`.
enum StatementRows {
    static let columns =
        "subject_id, object_id, predicate, polarity, factuality, tier, evidence, segment, start, stop, quote, commenter, commenter_name, citation, rule, drift"

    static func insert(_ statements: [Statement], claims: [UInt64], article: Int64, _ database: Database) throws {
        let insert = try database.cachedStatement(
            sql:
                "INSERT INTO statement(claim, article, seq, \(columns)) VALUES (?, ?, ?, \(String(repeating: "?, ", count: 15))?)"
        )
        for (index, statement) in statements.enumerated() {
            try insert.execute(arguments: [
                Int64(bitPattern: claims[index]), article, index, statement.subjectID, statement.objectID,
                statement.predicate.rawValue, statement.polarity.rawValue, statement.factuality.rawValue,
                statement.tier.rawValue, statement.evidence.rawValue, statement.segment, statement.start, statement.end,
                statement.quote, statement.commenter, statement.commenterName, statement.citation, statement.rule,
                statement.drift.isEmpty ? nil : statement.drift.joined(separator: ","),
            ])
        }
    }

    /// - Parameter row: `columns` from index `at`.
    static func statement(_ row: Row, at: Int, key: ClaimKey) throws -> Statement {
        var statement = Statement(
            key: key, predicate: try choice(row[at + 2]), polarity: try choice(row[at + 3]),
            factuality: try choice(row[at + 4]), tier: try choice(row[at + 5]))
        statement.subjectID = row[at]
        statement.objectID = row[at + 1]
        statement.evidence = try choice(row[at + 6])
        statement.segment = row[at + 7]
        statement.start = row[at + 8]
        statement.end = row[at + 9]
        statement.quote = row[at + 10]
        statement.commenter = row[at + 11]
        statement.commenterName = row[at + 12]
        statement.citation = row[at + 13]
        statement.rule = row[at + 14]
        statement.drift = (row[at + 15] as String?)?.split(separator: ",").map(String.init) ?? []
        return statement
    }

    private static func choice<Choice: WireChoice>(_ name: String) throws -> Choice {
        guard let choice = Choice(rawValue: name) else {
            throw ResultsError(
                .damaged,
                "the database holds '\(name)', which this version does not know; use the version that wrote it")
        }
        return choice
    }

    /// An article's statements with their claims.
    static func ofArticle(_ article: Int64, _ database: Database) throws -> (statements: [Statement], claims: [UInt64])
    {
        let select = try database.cachedStatement(sql: "SELECT claim, \(columns) FROM statement WHERE article = ?")
        let rows = try Row.fetchCursor(select, arguments: [article])
        var found: (statements: [Statement], claims: [UInt64]) = ([], [])
        // The shares need no key: claims are told by their hash.
        let key = ClaimKey(subject: "", group: "", object: "", exposure: nil, species: "")
        while let row = try rows.next() {
            found.claims.append(UInt64(bitPattern: row[0]))
            found.statements.append(try statement(row, at: 1, key: key))
        }
        return found
    }
}

/// Compact copies of texts as bytes: counts, then little-endian numbers.
enum PrintRow {
    static func encode(_ print: TextPrint) -> [UInt8] {
        var bytes: [UInt8] = []
        func put<T: FixedWidthInteger>(_ value: T) {
            for shift in stride(from: 0, to: T.bitWidth, by: 8) {
                bytes.append(UInt8(truncatingIfNeeded: value >> T(shift)))
            }
        }
        bytes.reserveCapacity(16 + print.shingles.count * 4 + print.sentences.count * 80)
        put(UInt32(print.shingles.count))
        for shingle in print.shingles { put(shingle) }
        put(UInt32(print.quotations.count))
        for quotation in print.quotations { put(quotation) }
        put(UInt32(print.sentences.count))
        for sentence in print.sentences {
            put(sentence.hash)
            put(UInt32(sentence.bigrams.count))
            for bigram in sentence.bigrams { put(bigram) }
        }
        return bytes
    }

    static func encode(hashes: [UInt64]) -> [UInt8] {
        hashes.flatMap { hash in (0..<8).map { UInt8(truncatingIfNeeded: hash >> UInt64(8 * $0)) } }
    }

    static func hashes(_ bytes: [UInt8]) -> [UInt64] {
        stride(from: 0, to: bytes.count - bytes.count % 8, by: 8).map { start in
            (0..<8).reduce(UInt64(0)) { $0 | UInt64(bytes[start + $1]) << UInt64(8 * $1) }
        }
    }

    static func decode(_ bytes: [UInt8]) throws -> TextPrint {
        var at = 0
        func take<T: FixedWidthInteger>(_: T.Type) throws -> T {
            let width = T.bitWidth / 8
            guard at + width <= bytes.count else {
                throw ResultsError(.damaged, "a text's print in the database is cut short")
            }
            var value: T = 0
            for index in 0..<width { value |= T(truncatingIfNeeded: bytes[at + index]) << T(8 * index) }
            at += width
            return value
        }
        let shingles = try (0..<Int(try take(UInt32.self))).map { _ in try take(UInt32.self) }
        let quotations = try (0..<Int(try take(UInt32.self))).map { _ in try take(UInt64.self) }
        let sentences = try (0..<Int(try take(UInt32.self))).map { _ in
            let hash = try take(UInt64.self)
            let bigrams = try (0..<Int(try take(UInt32.self))).map { _ in try take(UInt32.self) }
            return SentencePrint(hash: hash, bigrams: bigrams)
        }
        return TextPrint(shingles: shingles, sentences: sentences, quotations: quotations)
    }
}
