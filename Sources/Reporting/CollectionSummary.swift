import Events

/// A screenful about a collection: how much there is, its strongest claims, its conflicts, and where the files are.
package enum CollectionSummary {
    /// Claims that a screen has room for.
    private static let mostClaims = 12

    /// - Parameters:
    ///   - directory: the sink's folder, as the reader gave it.
    ///   - rejected: inputs that were no articles, where the caller knows.
    ///   - width: columns of the screen; lines are cut to it.
    package static func text(
        _ contents: ReportContents, directory: String, rejected: Int? = nil, width: Int = 100
    ) -> String {
        var lines: [String] = []
        let disputed = contents.claims.count { $0.dispute.documents + $0.dispute.commenters > 0 }
        lines.append(
            "\(contents.articles.count) articles in \(contents.stories.count) stories on \(contents.works.count) studies; \(contents.drugs.count) drugs, \(contents.claims.count) claims"
        )
        let second =
            "disputed \(disputed), contradictions \(contents.contradictions.count), case candidates \(contents.cases.count), doses checked \(contents.doseChecks.count)"
        lines.append(second)
        if let rejected { lines.append("rejected inputs \(rejected)") }
        if contents.claims.isEmpty {
            lines.append("no claim was found")
        } else {
            lines.append("")
            lines.append("belief  works stories pages commenters  strongest claims")
            for claim in contents.claims.prefix(mostClaims) {
                let numbers = [
                    claim.support.works, claim.support.stories, claim.support.documents, claim.support.commenters,
                ]
                var line = "  " + padded(decimals(claim.belief.value), 4)
                for (number, columns) in zip(numbers, [7, 8, 6, 11]) { line += padded("\(number)", columns) }
                line +=
                    "  \(ChangeText.plain(claim.subject)) \(PlainWords.predicate(claim.predicate)) \(ChangeText.plain(claim.object))"
                // Without them, claims that differ in species or exposure alone would read as one claim said twice.
                let limits = (claim.species == "human" ? [] : [claim.species]) + (claim.exposure.map { [$0] } ?? [])
                if !limits.isEmpty { line += " (\(ChangeText.plain(limits.joined(separator: ", "))))" }
                let against = claim.dispute.documents + claim.dispute.commenters
                if against > 0 { line += " [\(against) against]" }
                lines.append(line)
            }
            if contents.claims.count > mostClaims { lines.append("  and \(contents.claims.count - mostClaims) more") }
        }
        lines.append("")
        lines.append("counts of what texts say, not advice and no measure of truth")
        let cut = lines.map { $0.count > width ? String($0.prefix(max(1, width - 1))) + "\u{2026}" : $0 }
        // Paths stay whole: they are there to be copied.
        let files = [
            "report    \(directory)/report.html", "claims    \(directory)/claims.jsonl",
            "follow    claimstream tail \(directory)",
        ]
        return (cut + files).joined(separator: "\n") + "\n"
    }

    private static func padded(_ text: String, _ columns: Int) -> String {
        String(repeating: " ", count: max(0, columns - text.utf8.count)) + text
    }

    private static func decimals(_ number: Double) -> String {
        var writer = JSONWriter()
        writer.value(number, decimals: 2)
        return writer.string
    }
}
