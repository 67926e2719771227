import Events
import Evidence
import GRDB

/// Everything of one article but its contributions, as rows: the article itself, its drugs, cases and checks.
struct ArticleRows {
    let db: Database
    let store: SinkStore

    func insert(_ item: SinkBatch.Item) throws {
        let enriched = item.enriched
        let article = enriched.article
        let origin = enriched.origin ?? Origin(partition: item.partition, offset: item.offset)
        let document = article.document
        let own = article.segments.filter { $0.kind.isArticleText }
        let arguments: [(any DatabaseValueConvertible)?] = [
            article.id, origin.partition, origin.offset, enriched.engine.ordinal, article.isWithdrawn, article.revision,
            article.isWithdrawn ? "" : article.source, document.title, document.site, document.url, document.published,
            document.kind?.rawValue, document.language, own.map(\.tier).min()?.rawValue, article.segments.count,
            article.segments.count { $0.kind == .comment }, enriched.drugs.count, enriched.claims.count,
            PlaceKeeper.loneStory(article.id), nil, nil, nil,
        ]
        try db.cachedStatement(
            sql: """
                INSERT OR REPLACE INTO article(id, partition, offset, ordinal, withdrawn, revision, source, title, site, url,
                  published, kind, language, tier, segments, comments, drugs, claims, story, work, work_method, prints)
                VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: StatementArguments(arguments))
        guard !article.isWithdrawn else { return }
        try insertDrugs(enriched)
        try insertFindings(enriched)
    }

    private func insertDrugs(_ enriched: EnrichedArticle) throws {
        let article = enriched.article
        let tiers = Dictionary(article.segments.map { ($0.id, $0.tier) }) { first, _ in first }
        var drugs: [String: (rxcui: String?, atc: [String], tiers: [Int], doses: Int)] = [:]
        var surfaces: [String: [String: Int]] = [:]
        for mention in enriched.drugs {
            var drug = drugs[mention.ingredient] ?? (mention.rxcui, mention.atc, [0, 0, 0, 0, 0], 0)
            let tier = mention.segment.flatMap { tiers[$0] } ?? .news
            drug.tiers[tier.wireNumber - 1] += 1
            drugs[mention.ingredient] = drug
            surfaces[mention.ingredient, default: [:]][article.string(mention.range).lowercased(), default: 0] += 1
        }
        for dose in enriched.doses {
            if let ingredient = dose.ingredient { drugs[ingredient]?.doses += 1 }
        }
        for (ingredient, drug) in drugs {
            try db.cachedStatement(sql: "INSERT INTO drug VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)").execute(
                arguments: [
                    ingredient, article.id, drug.rxcui, drug.atc.joined(separator: " "), drug.tiers[0], drug.tiers[1],
                    drug.tiers[2], drug.tiers[3], drug.tiers[4], drug.doses,
                ])
        }
        for (ingredient, counts) in surfaces {
            for (surface, count) in counts {
                try db.cachedStatement(sql: "INSERT INTO surface VALUES(?, ?, ?, ?)").execute(
                    arguments: [ingredient, surface, article.id, count])
            }
        }
    }

    private func insertFindings(_ enriched: EnrichedArticle) throws {
        let lines = FindingLines(enriched: enriched, options: store.options)
        for (kind, rows) in [("case", lines.cases()), ("dose-check", lines.doseChecks()), ("check", lines.claimChecks())] {
            for (number, line) in rows.enumerated() {
                try db.cachedStatement(sql: "INSERT INTO finding VALUES(?, ?, ?, ?)").execute(
                    arguments: [kind, enriched.article.id, number, line])
            }
        }
    }
}
