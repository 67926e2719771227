import Foundation
import Testing

/// Scores of the reader on public sets of pages. Floors are what was reached, less a small margin; docs/quality.md has the figures.
@Suite(.serialized, .enabled(if: SharedPages.areThere, "the shared pages are not here"))
struct PageQualityTests {
    struct Floor: Sendable {
        let group: String
        let figure: String
        let least: Double
    }

    struct Corpus: Sendable, CustomTestStringConvertible {
        let name: String
        var isRaw = false
        /// Whether a forum's text is all of its posts.
        var asThread = false
        let floors: [Floor]
        /// Figures that must not be above a bound.
        var ceilings: [Floor] = []

        var testDescription: String { name }
    }

    @Test(arguments: [
        Corpus(name: "aeb", floors: [Floor(group: "sh4", figure: "F1", least: 0.965)]),
        Corpus(
            name: "webforum52",
            floors: [
                Floor(group: "posts", figure: "F1", least: 0.950),
                Floor(group: "posts", figure: "text_F1", least: 0.965),
            ]),
        Corpus(name: "wcxb-dev-forum", asThread: true, floors: [Floor(group: "word", figure: "F1", least: 0.795)]),
        Corpus(
            name: "trafilatura-eval", isRaw: true,
            floors: [
                Floor(group: "snip", figure: "F1", least: 0.930), Floor(group: "csnip", figure: "found", least: 0.70),
                Floor(group: "title", figure: "R", least: 0.84), Floor(group: "author", figure: "R", least: 0.71),
                Floor(group: "date", figure: "R", least: 0.90),
            ], ceilings: [Floor(group: "csnip", figure: "leak", least: 0.01)]),
    ])
    func scoresStayAboveTheirFloors(corpus: Corpus) throws {
        try SharedPages.withScratch { scratch in
            let pages = corpus.isRaw ? try SharedPages.rawPages(in: scratch) : try SharedPages.pages(corpus.name)
            var lines = Data()
            for page in pages {
                guard let record = SharedPages.prediction(page, asThread: corpus.asThread) else { continue }
                lines += try JSONSerialization.data(withJSONObject: record) + [0x0A]
            }
            let predictions = scratch.appendingPathComponent("\(corpus.name).pred")
            try lines.write(to: predictions)
            let scores = scratch.appendingPathComponent("scores.json")
            let printed = try #require(
                try SharedPages.output([
                    "python3", SharedPages.scorer.path,
                    SharedPages.folder.appendingPathComponent("\(corpus.name).gold.jsonl.gz").path, predictions.path,
                    "--json",
                    scores.path,
                ]), "the scorer needs python3")
            print("quality pages \(corpus.name): \(String(decoding: printed, as: UTF8.self))")
            let all = try #require(
                try JSONSerialization.jsonObject(with: Data(contentsOf: scores)) as? [String: [String: Any]])
            let groups = try #require(all[predictions.path]?["all"] as? [String: [String: Double]])
            for floor in corpus.floors { #expect(groups[floor.group]?[floor.figure] ?? 0 >= floor.least, "\(floor)") }
            for bound in corpus.ceilings { #expect(groups[bound.group]?[bound.figure] ?? 1 <= bound.least, "\(bound)") }
        }
    }
}
