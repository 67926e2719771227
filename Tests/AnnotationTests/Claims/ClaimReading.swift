import Annotation
import Events
import Foundation

/// Reads texts of tests with the shipped data files, all stages that claims need.
struct ClaimReading: Sendable {
    let stage: ClaimStage
    private let finder: DrugFinder

    static let shared: Result<ClaimReading, any Error> = Result { try ClaimReading() }

    static let folder = ResourceFolder(
        url: URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("Sources/Annotation/Data"))

    /// - Parameter turningRules: the blocks of the rule file in the reverse order.
    init(turningRules: Bool = false) throws {
        if turningRules {
            let bytes = try Self.folder.read("claims/rules.txt")
            let blocks = String(decoding: bytes, as: UTF8.self).split(separator: "\nrule ").map(String.init)
            let turned = ([blocks[0]] + blocks.dropFirst().reversed()).joined(separator: "\n\nrule ")
            stage = try ClaimStage(folder: Self.folder, replacing: ["claims/rules.txt": Array(turned.utf8)])
        } else {
            stage = try ClaimStage(folder: Self.folder)
        }
        finder = DrugFinder(lexicon: try LexiconReader.read(Self.folder))
    }

    /// - Parameter replacing: contents that stand for data files, by path.
    init(replacing: [String: [UInt8]]) throws {
        stage = try ClaimStage(folder: Self.folder, replacing: replacing)
        finder = DrugFinder(lexicon: try LexiconReader.read(Self.folder))
    }

    /// An article of the given segments, one paragraph each.
    static func article(_ parts: [(kind: SegmentKind, tier: Tier, text: String)]) -> Article {
        var article = Article(id: "a-0000000000000001", revision: "r-0000000000000001", source: "test")
        for part in parts {
            if !article.text.isEmpty { article.text += Array("\n\n".utf8) }
            let start = article.text.count
            article.text += Array(part.text.utf8)
            article.segments.append(
                Segment(
                    id: "s\(article.segments.count + 1)", kind: part.kind, tier: part.tier,
                    range: TextRange(start, article.text.count)))
        }
        return article
    }

    func read(_ article: Article) -> ClaimStage.Output {
        let breaks = article.segments.flatMap { [$0.range.start, $0.range.end] }
        let stream = TokenStream(text: article.text.span, breaks: breaks)
        let drugs = finder.mentions(in: stream).map { mention in
            let substance = finder.lexicon.substances[Int(mention.substance)]
            var drug = DrugMention(
                range: TextRange(mention.range.lowerBound, mention.range.upperBound), ingredient: substance.name,
                kind: mention.kind, match: mention.match, confidence: mention.confidence)
            drug.rxcui = substance.rxcui
            drug.atc = substance.atc
            drug.classes = substance.classes
            return drug
        }
        return stage.annotate(article, tokens: stream, drugs: drugs)
    }

    func claims(_ text: String, comment: Bool = false) -> [Claim] {
        read(Self.article([comment ? (.comment, .user, text) : (.body, .news, text)])).claims
    }

    /// `subject PREDICATE object` of each claim of a text.
    static func statements(_ text: String) throws -> [String] {
        try shared.get().claims(text).map { "\($0.subject) \($0.predicate.rawValue) \($0.object)" }
    }

    /// `line` of each claim of a text.
    static func lines(_ text: String, comment: Bool = false) throws -> [String] {
        try shared.get().claims(text, comment: comment).map(line)
    }

    /// `subject PREDICATE object polarity` of each claim of an article.
    static func polarities(_ parts: [(kind: SegmentKind, tier: Tier, text: String)]) throws -> [String] {
        try shared.get().read(article(parts)).claims.map {
            "\($0.subject) \($0.predicate.rawValue) \($0.object) \($0.polarity.rawValue)"
        }
    }

    /// The same of a text in the news.
    static func polarities(_ text: String) throws -> [String] { try polarities([(.body, .news, text)]) }

    /// `subject PREDICATE object`, then polarity and factuality.
    static func line(_ claim: Claim) -> String {
        "\(claim.subject) \(claim.predicate.rawValue) \(claim.object) \(claim.polarity.rawValue) \(claim.factuality.rawValue)"
    }
}
