import Events
import Evidence
import Foundation
import GRDB

/// Writes and removes everything that one article alone decides; what depends on other articles is `Neighbourhood`'s.
struct ArticleRows {
    let database: Database
    let privacy: Privacy

    /// Takes out everything of an article but its row, which remembers the record taken.
    func clear(_ article: Int64) throws {
        for table in ["statement", "drug", "finding", "citation_key", "citation"] {
            try database.cachedStatement(sql: "DELETE FROM \(table) WHERE article = ?").execute(arguments: [article])
        }
    }

    func insertDrugs(_ enriched: EnrichedArticle, _ article: Int64) throws {
        struct Tally {
            var rxcui: String?, atc: Set<String> = [], tiers = [0, 0, 0, 0, 0], surfaces: [String: Int] = [:], doses = 0
        }
        guard !enriched.drugs.isEmpty else { return }
        let tiers = Dictionary(
            enriched.article.segments.map { ($0.id, $0.tier) }, uniquingKeysWith: { first, _ in first })
        var tallies: [String: Tally] = [:]
        for drug in enriched.drugs {
            let tier = drug.segment.flatMap { tiers[$0] } ?? .news
            let surface = enriched.article.string(drug.range).lowercased()
            for ingredient in drug.ingredients {
                var tally = tallies[ingredient] ?? Tally()
                if drug.ingredients.count == 1 {
                    tally.rxcui = [tally.rxcui, drug.rxcui].compactMap { $0 }.min()
                    tally.atc.formUnion(drug.atc)
                }
                tally.tiers[tier.wireNumber - 1] += 1
                tally.surfaces[surface, default: 0] += 1
                tallies[ingredient] = tally
            }
        }
        for dose in enriched.doses { if let ingredient = dose.ingredient { tallies[ingredient]?.doses += 1 } }
        let insert = try database.cachedStatement(sql: "INSERT INTO drug VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        for (ingredient, tally) in tallies {
            let surfaces = tally.surfaces.sorted { $0.key < $1.key }.map { "\($0.key)\t\($0.value)" }.joined(
                separator: "\n")
            try insert.execute(arguments: [
                ingredient, article, tally.rxcui, tally.atc.sorted().joined(separator: " "), tally.tiers[0],
                tally.tiers[1],
                tally.tiers[2], tally.tiers[3], tally.tiers[4], surfaces, tally.doses,
            ])
        }
    }

    /// Cases, dose checks and claims that the pharmacology table speaks on, each as its finished line.
    func insertFindings(_ enriched: EnrichedArticle, _ reader: StatementReader, _ article: Int64) throws {
        let insert = try database.cachedStatement(
            sql: "INSERT INTO finding(article, kind, seq, line) VALUES (?, ?, ?, ?)")
        let text = enriched.article
        let points = CodePoints(text.text)
        for (index, candidate) in enriched.cases.enumerated() {
            var record = CaseRecord(article: text.id, candidate)
            let segment = candidate.segments.first.flatMap { id in text.segments.first { $0.id == id } }
            if let segment {
                record.reporterID =
                    privacy.keepNames && segment.author != nil ? segment.author : reader.commenter(segment)
                if !privacy.withholdQuotes { record.quote = text.string(segment.range) }
            }
            var writer = JSONWriter()
            record.writeJSON(to: &writer)
            writer.newline()
            try insert.execute(arguments: [article, "case", index, Data(writer.bytes)])
        }
        for (index, dose) in enriched.doses.enumerated() {
            guard let check = dose.check, check.verdict != .notCovered else { continue }
            var record = DoseCheck(
                article: text.id, start: points.offset(ofByte: dose.range.start),
                end: points.offset(ofByte: dose.range.end),
                verdict: check.verdict.rawValue)
            record.segment = dose.segment
            record.quote = privacy.withholdQuotes ? nil : text.string(dose.range)
            record.ingredient = dose.ingredient
            record.amount = dose.amount?.high
            record.unit = dose.unit
            record.dailyTotal = dose.dailyTotal?.high
            record.detail = check.detail
            record.source = check.source
            var writer = JSONWriter()
            record.writeJSON(to: &writer)
            writer.newline()
            try insert.execute(arguments: [article, "dose", index, Data(writer.bytes)])
        }
        for (index, claim) in enriched.claims.enumerated() {
            guard let check = claim.check, check.verdict == .contradicts else { continue }
            let key = ClaimKey(claim)
            var party = Contradiction.Party(
                claim: ClaimKey.id(key.hash), polarity: claim.polarity.rawValue, predicate: claim.predicate.rawValue,
                object: key.object, units: claim.tier == .user ? 0 : 1, commenters: claim.tier == .user ? 1 : 0)
            var item = EvidenceItem(
                article: text.id, segment: claim.segment, start: points.offset(ofByte: claim.range.start),
                end: points.offset(ofByte: claim.range.end), tier: claim.tier.rawValue,
                polarity: claim.polarity.rawValue,
                factuality: claim.factuality.rawValue, unit: text.id)
            item.quote = privacy.withholdQuotes ? nil : text.string(claim.range)
            party.quotes = [item]
            var record = Contradiction(
                kind: "table", subject: key.subject, exposure: key.exposure, species: key.species, a: party, b: nil)
            record.row = check.detail
            record.source = check.source
            var writer = JSONWriter()
            record.writeJSON(to: &writer)
            writer.newline()
            try insert.execute(arguments: [article, "table", index, Data(writer.bytes)])
        }
    }

    func insertCitations(_ blocks: [CitationBlock], _ article: Int64) throws {
        let insert = try database.cachedStatement(sql: "INSERT INTO citation VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, '')")
        let insertKey = try database.cachedStatement(sql: "INSERT OR IGNORE INTO citation_key VALUES (?, ?, ?)")
        for block in blocks {
            try insert.execute(arguments: [
                article, block.index, block.role.rawValue, block.identifiers.joined(separator: "\n"), block.titleKey,
                block.citationKey, block.title, block.authors.joined(separator: "\n"), block.year,
            ])
            for key in block.keys { try insertKey.execute(arguments: [key, article, block.index]) }
        }
    }

    static func block(_ row: Row) throws -> CitationBlock {
        guard let role = ReferenceRole(rawValue: row["role"]) else {
            throw ResultsError(.damaged, "the database holds an unknown role of a reference")
        }
        var block = CitationBlock(article: row["id"], index: row["idx"], role: role)
        block.identifiers = (row["identifiers"] as String).split(separator: "\n").map(String.init)
        block.titleKey = row["title_key"]
        block.citationKey = row["citation_key"]
        block.title = row["title"]
        block.authors = (row["authors"] as String).split(separator: "\n").map(String.init)
        block.year = row["year"]
        return block
    }
}
