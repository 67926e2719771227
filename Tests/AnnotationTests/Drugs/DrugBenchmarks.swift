import Annotation
import Events
import Foundation
import Testing

/// Speed of the stages against memchr over the same bytes; runs only with CLAIMSTREAM_BENCH=1 and the shared corpora.
@Suite(
    .serialized,
    .enabled(
        if: Shared.isThere && ProcessInfo.processInfo.environment["CLAIMSTREAM_BENCH"] == "1", "benchmarks are off"))
struct DrugBenchmarks {
    /// Best of five, in megabytes a second.
    private static func rate(_ bytes: Int, _ body: () throws -> Void) rethrows -> Double {
        var best = Double.infinity
        for _ in 0..<5 {
            let duration = try ContinuousClock().measure { try body() }
            best = min(best, Double(duration.components.seconds) + Double(duration.components.attoseconds) * 1e-18)
        }
        return Double(bytes) / best / 1e6
    }

    @Test func stagesAgainstMemchr() throws {
        var best = Double.infinity
        for _ in 0..<5 {
            let load = try ContinuousClock().measure { _ = try LexiconReader.read(Shared.data) }
            best = min(best, Double(load.components.seconds) + Double(load.components.attoseconds) * 1e-18)
        }
        print("bench lexicon: \(best * 1000) ms")
        let lexicon = try #require(Shared.lexicon)
        let finder = DrugFinder(lexicon: lexicon)
        let annotator = try #require(DoseCaseTests.annotator)
        let text = [UInt8](try Data(contentsOf: Shared.folder.appendingPathComponent("corpora/news-general.txt")))
        // Documents of about 4 KB, as articles are.
        let documents = stride(from: 0, to: text.count, by: 4096).map { Array(text[$0..<min($0 + 4096, text.count)]) }
        let memchr = unsafe text.withUnsafeBytes { buffer in
            guard let base = buffer.baseAddress else { return 0.0 }
            return Self.rate(text.count * 20) {
                for _ in 0..<20 where unsafe Foundation.memchr(base, 1, buffer.count) != nil {
                    Issue.record("no such byte is there")
                }
            }
        }
        let tokens = Self.rate(text.count) { for document in documents { _ = TokenStream(text: document.span) } }
        let streams = documents.map { TokenStream(text: $0.span) }
        var matches = 0
        let matching = Self.rate(text.count) {
            for stream in streams { lexicon.table.matches(in: stream) { _ in matches += 1 } }
        }
        let both = Self.rate(text.count) {
            for document in documents {
                let stream = TokenStream(text: document.span)
                lexicon.table.matches(in: stream) { _ in matches += 1 }
            }
        }
        let drugs = Self.rate(text.count) {
            for document in documents { matches += finder.mentions(in: TokenStream(text: document.span)).count }
        }
        let articles = documents.map { document in
            var article = Article(id: "a", revision: "r", source: "s")
            article.text = document
            return article
        }
        let all = Self.rate(text.count) {
            for article in articles { matches += annotator.annotate(article).drugs.count }
        }
        print(
            "bench memchr \(Int(memchr)) MB/s, tokens \(Int(tokens)), matching alone \(Int(matching)), tokens and matching \(Int(both)), drugs \(Int(drugs)), drugs and doses \(Int(all)) MB/s [\(matches)]"
        )
    }
}
