import Articles
import Foundation
import Testing

/// Speed and memory of the whole reading of a page; runs only with CLAIMSTREAM_BENCH=1.
///
/// Beside it trafilatura reads the same pages, with metadata and comments, where the Python named by CLAIMSTREAM_PYTHON
/// (`python3` unless told otherwise) has it installed.
@Suite(
    .serialized, .enabled(if: ProcessInfo.processInfo.environment["CLAIMSTREAM_BENCH"] == "1", "benchmarks are off"))
struct PageBenchmarks {
    /// Processor seconds of this process.
    private static func processorSeconds() -> Double { Double(clock()) / Double(CLOCKS_PER_SEC) }

    @Test(.enabled(if: SharedPages.areThere, "the shared pages are not here"))
    func pagesPerProcessorSecond() throws {
        let pages = try SharedPages.pages("aeb")
        let bytes = pages.reduce(0) { $0 + $1.bytes.count }
        let reader = ArticleReader()
        var best = 0.0
        for _ in 0..<5 {
            let start = Self.processorSeconds()
            for page in pages {
                reader.read(page.bytes, SourceDescription(source: page.id, url: page.url, format: .html)) { _ in }
            }
            best = max(best, Double(pages.count) / (Self.processorSeconds() - start))
        }
        print("bench pages: \(Int(best)) pages per CPU second, \(bytes / pages.count / 1000) kB a page")
        let python = ProcessInfo.processInfo.environment["CLAIMSTREAM_PYTHON"] ?? "python3"
        let path = SharedPages.folder.appendingPathComponent("aeb.pages.jsonl.gz").path
        guard let printed = try SharedPages.output([python, "-c", Self.peer, path]),
            let peer = Double(String(decoding: printed, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines))
        else {
            print("bench pages: \(python) has no trafilatura, so the ratio is not measured (set CLAIMSTREAM_PYTHON)")
            return
        }
        print("bench pages: trafilatura \(Int(peer)) pages per CPU second, ratio \((best / peer * 10).rounded() / 10)")
        #expect(best >= 5 * peer)
    }

    private static let peer = """
        import gzip, json, sys, time
        import trafilatura
        pages = [json.loads(line) for line in gzip.open(sys.argv[1], "rt", encoding="utf-8")]
        best = 0
        for _ in range(2):
            start = time.process_time()
            for page in pages:
                trafilatura.bare_extraction(page["html"], url=page.get("url"), include_comments=True, with_metadata=True)
            best = max(best, len(pages) / (time.process_time() - start))
        print(best)
        """

    /// Peak resident memory while a large page is read, beyond what was there before, in multiples of the page.
    @Test(.enabled(if: FileManager.default.fileExists(atPath: "/proc/self/clear_refs"), "the kernel tells no peak"))
    func memoryOfALargePage() throws {
        let paragraph =
            "<p>Swelling of the ankles is among the most common complaints that people bring to the practice nurse.</p>"
        let comment =
            "<li class=\"comment\" id=\"comment-1\"><cite class=\"fn\">Quill</cite> <time datetime=\"2021-03-04\">March</time><p>Mine swell every night and nobody told me why.</p></li>"
        let page =
            "<html><body><article>" + String(repeating: paragraph, count: 20_000)
            + "</article><ol class=\"comment-list\">"
            + String(repeating: comment, count: 10_000) + "</ol></body></html>"
        let bytes = Array(page.utf8)
        // Writing 5 begins a new peak.
        try "5".write(toFile: "/proc/self/clear_refs", atomically: false, encoding: .utf8)
        let before = try Self.kilobytes("VmRSS")
        var count = 0
        ArticleReader().read(bytes, SourceDescription(source: "page", format: .html)) { _ in count += 1 }
        let growth = (try Self.kilobytes("VmHWM") - before) * 1024
        print(
            "bench page memory: \(growth / 1_000_000) MB for a page of \(bytes.count / 1_000_000) MB, \(growth / bytes.count) times"
        )
        #expect(count == 1)
        #expect(growth <= 20 * bytes.count)
    }

    private static func kilobytes(_ name: String) throws -> Int {
        let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
        let line = try #require(status.split(separator: "\n").first { $0.hasPrefix(name + ":") })
        return try #require(line.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) })
    }
}
