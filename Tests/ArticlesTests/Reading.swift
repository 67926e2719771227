import Articles
import Events
import Foundation

/// Shared ways of the tests into the room.
enum Reading {
    static func outcomes(
        _ text: String, _ format: ArticleFormat = .auto, url: String? = nil, source: String = "inbox/page"
    ) -> [ReadOutcome] {
        outcomes(Array(text.utf8), format, url: url, source: source)
    }

    static func outcomes(
        _ bytes: [UInt8], _ format: ArticleFormat = .auto, url: String? = nil, source: String = "inbox/page"
    ) -> [ReadOutcome] {
        var outcomes: [ReadOutcome] = []
        ArticleReader().read(bytes, SourceDescription(source: source, url: url, format: format)) { outcomes.append($0) }
        return outcomes
    }

    static func articles(_ text: String, _ format: ArticleFormat = .auto, url: String? = nil) -> [Article] {
        outcomes(text, format, url: url).compactMap(article)
    }

    static func article(_ outcome: ReadOutcome) -> Article? {
        guard case .article(let article) = outcome else { return nil }
        return article
    }

    static func rejection(_ outcome: ReadOutcome?) -> Rejection? {
        guard case .rejected(let rejection)? = outcome else { return nil }
        return rejection
    }

    /// `<package root>/../shared`, where development data may lie.
    static let shared = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("shared")
}

extension Article {
    func texts(_ kind: SegmentKind) -> [String] { segments.filter { $0.kind == kind }.map { string($0.range) } }
    func segments(_ kind: SegmentKind) -> [Segment] { segments.filter { $0.kind == kind } }
}
