import Articles
import Events
import Foundation
import Testing

/// The annotated examples beside the checkout, where they are: every comment is found, with its level and author.
@Suite struct ClaimExamplesTests {
    static let folder = Reading.shared.appendingPathComponent("claims-examples")
    static var isThere: Bool { FileManager.default.fileExists(atPath: folder.path) }

    @Test(
        "every comment of the annotated examples comes out with its level and author",
        .enabled(if: isThere, "no ../shared/claims-examples"))
    func comments() throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path).filter {
            $0.hasSuffix(".gold.json")
        }.sorted()
        #expect(names.count > 10)
        for name in names {
            let data = try Data(contentsOf: Self.folder.appendingPathComponent(name))
            let gold = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
            let segments = try #require(gold["segments"] as? [[String: Any]]).filter {
                $0["type"] as? String == "comment"
            }
            let page = String(name.dropLast(".gold.json".count))
            let bytes = [UInt8](try Data(contentsOf: Self.folder.appendingPathComponent(page)))
            let articles = Reading.outcomes(bytes, source: page).compactMap(Reading.article)
            let comments = articles.flatMap { $0.segments(.comment) }
            // An opening post may be a comment or the body.
            let found = comments.count == segments.count + 1 ? Array(comments.dropFirst()) : comments
            let wanted = found.count == segments.count - 1 ? Array(segments.dropFirst()) : segments
            #expect(found.count == wanted.count, "\(page)")
            for (comment, wanted) in zip(found, wanted) {
                #expect(comment.author == wanted["author"] as? String, "\(page)")
                #expect(comment.level == wanted["level"] as? Int, "\(page)")
            }
        }
    }
}
