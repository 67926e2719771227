import Events
import Evidence

/// Writes and removes everything that one article alone decides; what depends on other articles is `TextIndex`'s,
/// `CitationIndex`'s and `Neighbourhood`'s.
struct ArticleRows {
    private let queries: Queries
    private let privacy: Privacy
    private let insertion: Query

    init(_ queries: Queries, privacy: Privacy) throws {
        self.queries = queries
        self.privacy = privacy
        insertion = try queries("INSERT OR REPLACE INTO article VALUES (?\(String(repeating: ", ?", count: 22)))")
    }

    /// Takes out everything of an article but its row, which remembers the record taken.
    func clear(_ article: Int64) throws {
        for table in ["statement", "drug", "finding"] {
            try queries("DELETE FROM \(table) WHERE article = ?").begin().bind(article).run()
        }
    }

    /// Writes an article's row as that of a story of its own.
    ///
    /// - Parameter reported: the signature of the study that it reports.
    func insert(_ enriched: EnrichedArticle, _ number: Int64, offset: Int64, ordinal: Int64, reported: Int64?) throws {
        let article = enriched.article
        let document = article.document
        insertion.begin().bind(number).bind(article.id).bind(offset).bind(ordinal).bind(article.isWithdrawn)
            .bind(article.revision).bind(article.source)
        let assignment = Assignment(article: article.id)
        if article.isWithdrawn {
            // Nothing of its text stays.
            for _ in 0..<7 { insertion.bind(nil as String?) }
            for _ in 0..<4 { insertion.bind(0) }
        } else {
            let tier = article.segments.filter { $0.kind.isArticleText && $0.tier != .user }.map(\.tier).min()
            insertion.bind(document.title).bind(document.site).bind(document.url).bind(document.published)
                .bind(document.kind?.rawValue).bind(document.language).bind(tier?.rawValue)
                .bind(article.segments.count).bind(article.segments.count { $0.kind == .comment })
                .bind(enriched.drugs.count).bind(enriched.claims.count)
        }
        insertion.bind(reported).bind(hash: assignment.story).bind(true).bind(nil as Int64?).bind(nil as String?)
        try insertion.run()
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
        let insert = try queries("INSERT INTO drug VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        for (ingredient, tally) in tallies {
            let surfaces = tally.surfaces.sorted { $0.key < $1.key }.map { "\($0.key)\t\($0.value)" }.joined(
                separator: "\n")
            insert.begin().bind(article).bind(ingredient).bind(tally.rxcui).bind(
                tally.atc.sorted().joined(separator: " "))
            for number in tally.tiers { insert.bind(number) }
            try insert.bind(surfaces).bind(tally.doses).run()
        }
    }

    /// Cases, dose checks and claims that the pharmacology table speaks on, each as its finished line.
    func insertFindings(_ enriched: EnrichedArticle, _ reader: StatementReader, _ article: Int64) throws {
        guard
            !enriched.cases.isEmpty || enriched.doses.contains(where: { $0.check != nil })
                || enriched.claims.contains(where: { $0.check != nil })
        else { return }
        let insert = try queries("INSERT INTO finding(article, kind, seq, line) VALUES (?, ?, ?, ?)")
        let text = enriched.article
        let points = CodePoints(text.text)
        for (index, candidate) in enriched.cases.enumerated() {
            var record = CaseRecord(article: text.id, candidate)
            let segment = candidate.segments.first.flatMap { id in text.segments.first { $0.id == id } }
            if let segment {
                record.reporterID =
                    privacy.keepNames && segment.author != nil
                    ? segment.author : Statement.commenterID(reader.commenter(segment))
                if !privacy.withholdQuotes { record.quote = text.string(segment.range) }
            }
            var writer = JSONWriter()
            record.writeJSON(to: &writer)
            writer.newline()
            try insert.begin().bind(article).bind("case").bind(index).bind(writer.bytes).run()
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
            try insert.begin().bind(article).bind("dose").bind(index).bind(writer.bytes).run()
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
            try insert.begin().bind(article).bind("table").bind(index).bind(writer.bytes).run()
        }
    }
}
