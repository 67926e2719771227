package import Events
import Evidence

/// How one sink folder's claims differ from another's, and why: what `claimstream diff` shows.
package struct FolderDiff: Sendable {
    /// Why a claim's numbers may differ on behalf of one article.
    package struct Cause: Hashable, Sendable {
        package var article: String
        /// `added`, `gone`, `revised`, `moved` (another story or study) or `read_anew` (the same text by another engine or lexicon).
        package var what: String

        package init(article: String, what: String) {
            self.article = article
            self.what = what
        }
    }

    /// One claim whose numbers differ.
    package struct Difference: Hashable, Sendable {
        package var claim: String
        package var subject: String
        package var predicate: String
        package var object: String
        /// Nil where the claim is only in the new folder.
        package var before: ChangeLine.Counts?
        /// Nil where the claim is only in the old folder.
        package var after: ChangeLine.Counts?
        /// By article, at most 20.
        package var causes: [Cause]
    }

    /// Engine and lexicon of the old and the new folder, as `0.1.0, lexicon 2026.11-5c1e…`.
    package let versions: (old: String, new: String)
    /// By claim.
    package let differences: [Difference]

    private static let causeLimit = 20

    /// Compares the current generations of two folders, claims by id.
    package init(old: String, new: String) throws(ResultsError) {
        let left = try ResultsReader(directory: old)
        let right = try ResultsReader(directory: new)
        versions = (Self.version(left.current), Self.version(right.current))
        let articles = (Self.byID(try left.articles()), Self.byID(try right.articles()))
        let before = Dictionary(try left.claims().map { ($0.claim, $0) }, uniquingKeysWith: { first, _ in first })
        let after = Dictionary(try right.claims().map { ($0.claim, $0) }, uniquingKeysWith: { first, _ in first })
        var differences: [Difference] = []
        for id in Set(before.keys).union(after.keys).sorted() {
            let (a, b) = (before[id], after[id])
            guard let some = b ?? a else { continue }
            if let a, let b, ClaimCounts(a).showsSame(as: ClaimCounts(b)) { continue }
            let (here, there) = (Set(a?.evidence.map(\.article) ?? []), Set(b?.evidence.map(\.article) ?? []))
            let causes = here.union(there).sorted().compactMap { article in
                Self.cause(
                    articles.0[article], articles.1[article],
                    isOnOneSide: here.contains(article) != there.contains(article)
                )
                .map { Cause(article: article, what: $0) }
            }
            differences.append(
                Difference(
                    claim: id, subject: some.subject, predicate: some.predicate, object: some.object,
                    before: a.map { ClaimCounts($0).changeCounts }, after: b.map { ClaimCounts($0).changeCounts },
                    causes: Array(causes.prefix(Self.causeLimit))))
        }
        self.differences = differences
    }

    private static func version(_ current: CurrentGeneration) -> String {
        "\(current.engine ?? "no engine"), lexicon \(current.lexicon ?? "none")"
    }

    private static func byID(_ articles: [ArticleSummary]) -> [String: ArticleSummary] {
        Dictionary(articles.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    }

    private static func cause(_ old: ArticleSummary?, _ new: ArticleSummary?, isOnOneSide: Bool) -> String? {
        guard let old else { return "added" }
        guard let new else { return "gone" }
        if old.revision != new.revision { return "revised" }
        if old.story != new.story || old.works != new.works { return "moved" }
        return isOnOneSide ? "read_anew" : nil
    }
}
