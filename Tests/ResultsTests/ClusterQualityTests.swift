import Events
import Foundation
import Results
import Testing

/// Whether `CLAIMSTREAM_MEASURE` asks for the long measurements.
private let measures = ProcessInfo.processInfo.environment["CLAIMSTREAM_MEASURE"] != nil

@Suite struct ClusterQualityTests {
    /// Precision and recall over pairs of articles with the same label.
    private func pairs(_ truth: [Int?], _ found: [String?]) -> (precision: Double, recall: Double) {
        func count(_ labels: [String?]) -> Int {
            var sizes: [String: Int] = [:]
            for case let label? in labels { sizes[label, default: 0] += 1 }
            return sizes.values.reduce(0) { $0 + $1 * ($1 - 1) / 2 }
        }
        let both = zip(truth, found).map { truth, found in truth.flatMap { t in found.map { "\(t)|\($0)" } } }
        let hits = Double(count(both))
        return (
            hits / Double(max(1, count(found))), hits / Double(max(1, count(truth.map { $0.map(String.init) })))
        )
    }

    private func measure(articles: Int, stories: Int, studies: Int, copies: Int) throws {
        let collection = SampleCollection(
            seed: 3, articles: articles, stories: stories, studies: studies, copies: copies)
        let fixture = try SinkFixture()
        let folder = fixture.folder()
        _ = try fixture.fill(folder, collection.samples.map(\.enriched), size: 1000)
        let rows = Dictionary(
            try ResultsReader(directory: folder).articles().map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first }
        )
        let stories = pairs(
            collection.samples.map(\.story), collection.samples.map { rows[$0.enriched.article.id]?.story })
        let works = pairs(
            collection.samples.map(\.work),
            collection.samples.map { sample in
                rows[sample.enriched.article.id]?.works.first { $0.method != "cited" }?.work
            })
        print(
            "stories: precision \(stories.precision), recall \(stories.recall); works: precision \(works.precision), recall \(works.recall)"
        )
        #expect(stories.precision >= 0.98 && stories.recall >= 0.95)
        #expect(works.precision >= 0.98 && works.recall >= 0.98)
        #expect(SinkFolder.verify(folder).isEmpty)
    }

    @Test func storiesAndStudiesOfKnownTruthAreFound() throws {
        try measure(articles: 800, stories: 60, studies: 20, copies: 20)
    }

    @Test(.enabled(if: measures)) func storiesAndStudiesOfTenThousandArticlesAreFound() throws {
        try measure(articles: 10_000, stories: 300, studies: 100, copies: 200)
    }

    @Test(.enabled(if: measures)) func theRateStaysFlatOverAHundredThousandArticles() throws {
        let fixture = try SinkFixture()
        let folder = fixture.folder()
        let store = try SinkStore(directory: folder, options: SinkOptions())
        let clock = ContinuousClock()
        var rates: [Double] = []
        for round in 0..<10 {
            // Every round has words in common with the others and texts of its own.
            let collection = SampleCollection(seed: UInt64(100 + round), articles: 10_000, stories: 300, studies: 100)
            let articles = collection.samples.map { sample in
                var enriched = sample.enriched
                enriched.article.id += "-\(round)"
                enriched.origin?.offset += Int64(round) * 10_000
                return enriched
            }
            let batches = SinkFixture.batches(articles, size: 2_000)
            let started = clock.now
            for batch in batches { _ = try store.apply(batch) }
            let seconds = (clock.now - started) / .seconds(1)
            rates.append(10_000 / seconds)
            print("round \(round): \(Int(10_000 / seconds)) articles/s")
        }
        let started = clock.now
        _ = try store.writeSnapshot()
        print(
            "snapshot: \((clock.now - started) / .seconds(1)) s; \(try String(contentsOfFile: "/proc/self/status", encoding: .utf8).split(separator: "\n").filter { $0.hasPrefix("VmHWM") })"
        )
        store.close()
        #expect(rates[9] >= 0.7 * rates[0])
    }
}
