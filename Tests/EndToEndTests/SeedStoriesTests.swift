import Foundation
import Testing

/// Five real pages on one mouse study, where they lie beside the checkout: an institution's text twice reposted, two outlets' own
/// articles with comments, and a clinic's page.
@Suite struct SeedStoriesTests {
    private static let seeds = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("shared/seeds").path
    private static let isThere = FileManager.default.fileExists(atPath: seeds)

    private func lines(_ path: String) throws -> [[String: Any]] {
        try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map { line in
            try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
        }
    }

    @Test(.enabled(if: isThere, "no ../shared/seeds")) func fivePagesAreThreeStoriesAndTwoUnits() async throws {
        let folder = try TemporaryFolder()
        let run = try await Program.run(["run", Self.seeds, "--output", folder("out"), "--quiet"])
        #expect(run.exitCode == 0, "\(run.errors)")
        let articles = try lines(folder("out/articles.jsonl"))
        func article(_ number: String) throws -> [String: Any] {
            try #require(articles.first { ($0["source"] as? String)?.contains("/\(number)_") ?? false })
        }
        func story(_ number: String) throws -> String { try #require(try article(number)["story"] as? String) }
        func reported(_ number: String) throws -> String? {
            (try article(number)["works"] as? [[String: String]])?.first { $0["method"] != "cited" }?["work"]
        }
        let release = try story("000")
        #expect(try story("001") == release && story("003") == release, "three versions of the press release")
        #expect(try story("002") != release, "the forum's own article")
        #expect(try story("004") != release && story("004") != story("002"), "the clinic's page")
        let work = try #require(try reported("000"))
        #expect(try ["001", "002", "003"].allSatisfy { try reported($0) == work }, "four retellings of one study")
        #expect(try reported("004") == nil)

        // What all of them say of long-term use and cognition, whatever words they have for how long.
        let claims = try lines(folder("out/claims.jsonl"))
        var pages: Set<String> = []
        var units: Set<String> = []
        for claim in claims
        where claim["group"] as? String == "HARM" && claim["object"] as? String == "cognitive impairment" {
            guard claim["subject"] as? String == "benzodiazepine" else { continue }
            for item in claim["evidence"] as? [[String: Any]] ?? [] where item["commenter"] == nil {
                pages.insert(item["article"] as? String ?? "")
                units.insert(item["unit"] as? String ?? "")
            }
        }
        let stories = Set(
            articles.filter { pages.contains($0["id"] as? String ?? "") }.map { $0["story"] as? String ?? "" })
        #expect(pages.count == 5 && stories.count == 3 && units.count == 2, "\(pages) \(stories) \(units)")

        for claim in claims {
            let support = try #require(claim["support"] as? [String: Any])
            #expect(support["documents"] as? Int ?? 9 <= 5)
            #expect(support["units"] as? Int ?? 9 <= 2, "comments are no units")
        }
        for conflict in try lines(folder("out/contradictions.jsonl")) where conflict["kind"] as? String == "opposite" {
            let sides = try ["a", "b"].map { try #require(conflict[$0] as? [String: Any]) }
            #expect(sides[0]["object"] as? String == sides[1]["object"] as? String)
        }
    }
}
