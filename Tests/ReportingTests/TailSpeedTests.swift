import Events
import Foundation
import Reporting
import Results
import Testing

/// How fast changes pass: a folder of 100,000 changes written by the sink itself, read by the program as a user runs it.
///
/// `CLAIMSTREAM_BENCH=1` runs it; the figures stand in docs/performance.md.
@Suite(.enabled(if: ProcessInfo.processInfo.environment["CLAIMSTREAM_BENCH"] != nil, "set CLAIMSTREAM_BENCH=1"))
struct TailSpeedTests {
    private static let changes = 100_000
    private static let claims = 20

    /// An article with claims that only articles of the same number share.
    static func article(_ number: Int, partition: Int32, offset: Int64) -> EnrichedArticle {
        var article = Article(id: "a-\(offset)-\(partition)", revision: "r", source: "bench/\(offset)-\(partition)")
        article.text = Array("It may cause harm.".utf8)
        article.segments = [Segment(id: "s1", kind: .body, tier: .news, range: TextRange(0, 18))]
        var enriched = EnrichedArticle(
            article: article, engine: EngineVersion(version: "0.1.0", lexicon: "bench", ordinal: 1))
        for index in 0..<claims {
            var claim = Claim(
                id: "c\(index)", range: TextRange(0, 17), segment: "s1", tier: .news,
                subject: ["warfarin", "sertraline", "metformin", "ibuprofen"][index % 4], predicate: .causes,
                object: "effect \(number)-\(index)", polarity: .asserted, factuality: .possible, rule: "bench")
            claim.evidence = .humanObservational
            enriched.claims.append(claim)
        }
        enriched.origin = Origin(partition: partition, offset: offset)
        return enriched
    }

    /// Half of the changes are new claims, half are changed ones.
    private static func fill(_ folder: String) throws {
        let store = try SinkStore(directory: folder, options: SinkOptions())
        let articles = changes / claims
        for start in stride(from: 0, to: articles, by: 250) {
            var batch = SinkBatch(identity: LogIdentity(cluster: "bench", topic: "enriched"))
            for offset in start..<start + 250 {
                let enriched = article(offset % (articles / 2), partition: 0, offset: Int64(offset))
                batch.articles.append(.init(partition: 0, offset: Int64(offset), enriched: enriched))
            }
            batch.positions[0] = Int64(start + 250)
            _ = try store.apply(batch)
        }
        store.close()
    }

    private static let program: String = {
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent(".build/release/claimstream").path
    }()

    /// Lines printed into a file, and seconds of the whole process: by the clock, and of processors, its start included.
    private static func measured(
        _ arguments: [String], _ folder: TemporaryFolder
    ) throws -> (lines: Int, wall: Double, processor: Double) {
        let output = try folder.write("measured", "")
        let script = #"TIMEFORMAT='%R %U %S'; { time "$@" >"$0" 2>"$0.errors"; } 2>"$0.time""#
        _ = try run("bash", ["-c", script, output] + arguments)
        let times = try String(contentsOfFile: output + ".time", encoding: .utf8)
            .split(whereSeparator: \.isWhitespace).compactMap { Double($0) }
        try #require(times.count == 3)
        let bytes = try Data(contentsOf: URL(fileURLWithPath: output))
        return (bytes.count { $0 == 0x0A }, times[0], max(0.001, times[1] + times[2]))
    }

    @Test func aHundredThousandChangesPass() throws {
        let folder = try TemporaryFolder()
        let path = folder.url.appendingPathComponent("out").path
        try Self.fill(path)
        let changes = try ChangeReader(directory: path)
        #expect(try changes.last() == Self.changes)
        let tail = [Self.program, "tail", path, "--since", "start", "--no-follow"]
        let ways: [(name: String, arguments: [String], lines: Int)] = [
            ("jsonl", ["--format", "jsonl"], Self.changes),
            ("jsonl, a named reader", ["--format", "jsonl", "--reader", "bench"], Self.changes),
            ("jsonl, --drug Zoloft", ["--format", "jsonl", "--drug", "Zoloft"], Self.changes / 4),
            (
                "jsonl, five filters",
                ["--format", "jsonl", "--drug", "SSRI", "--predicate", "CAUSES", "--object", "effect", "--tier", "T3"]
                    + ["--kind", "new"], Self.changes / 8
            ),
            ("text", ["--format", "text"], Self.changes * 2),
        ]
        // What the machine does with the same bytes when nobody looks at them.
        let cat = try Self.measured(
            ["sh", "-c", "cat \(path)/changes/.open-*.jsonl; for f in \(path)/changes/*.jsonl; do cat $f; done"], folder
        )
        func speed(_ seconds: Double) -> Int { Int(Double(Self.changes) / seconds) }
        print("tail of \(Self.changes) changes, lines a second; cat: \(speed(cat.wall)) by the clock")
        for way in ways {
            let (lines, wall, processor) = try Self.measured(tail + way.arguments, folder)
            #expect(lines == way.lines, "\(way.name)")
            let ratio = (wall / cat.wall * 10).rounded() / 10
            print(
                "  \(way.name): \(speed(processor)) of one processor, \(speed(wall)) by the clock, \(ratio) times cat")
            // By the processor's time, which other processes on the machine do not use up.
            #expect(speed(processor) >= 50_000, "\(way.name)")
        }
    }
}
