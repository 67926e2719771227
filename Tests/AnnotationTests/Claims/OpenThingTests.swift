import Annotation
import Foundation
import Testing

/// Uses and benefits of what no table knows. The sentences stand in `open-things.txt`: `text => claim`, `text => ` for one of which nothing
/// of these families may be read; behind `# comment` they are comments.
@Suite struct OpenThingTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let text: String
        let claims: [String]
        let isComment: Bool
        var testDescription: String { text }
    }

    static let cases: [Case] = {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("open-things.txt")
        guard let text = try? String(contentsOf: file, encoding: .utf8) else { return [] }
        var isComment = false
        var cases: [Case] = []
        for line in text.split(separator: "\n") {
            if line.hasPrefix("#") {
                isComment = line.hasPrefix("# comment")
                continue
            }
            let parts = line.components(separatedBy: " =>")
            let claims = parts[1].split(separator: ";").map { $0.trimmingCharacters(in: .whitespaces) }
            cases.append(Case(text: parts[0], claims: claims.filter { !$0.isEmpty }, isComment: isComment))
        }
        return cases
    }()

    @Test func thereAreCases() { #expect(Self.cases.count > 20) }

    @Test(arguments: cases)
    func itemsAreReadAsTheyStand(example: Case) throws {
        let families = [" TREATS ", " PREVENTS ", " REVERSIBLE_AFTER_STOP ", " PERSISTS_AFTER_STOP "]
        let found = try ClaimReading.lines(example.text, comment: example.isComment).filter { line in
            families.contains { line.contains($0) }
        }
        for claim in example.claims {
            #expect(found.contains { $0.hasPrefix(claim) }, "\(claim): \(found)")
        }
        if example.claims.isEmpty { #expect(found.isEmpty, "\(found)") }
    }
}
