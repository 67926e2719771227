import Annotation
import Events
import Foundation
import Testing

/// Speed of the stages against memchr and pyahocorasick over the same text, in one run; only with CLAIMSTREAM_BENCH=1 and the shared corpora.
///
/// Every figure is processor time of the one thread that does the work (best of three), so that a busy machine changes little but the
/// caches. The text is ordinary news with a drug sentence in 4 % of its sentences, larger than the last cache.
@Suite(
    .serialized,
    .enabled(
        if: Shared.isThere && ProcessInfo.processInfo.environment["CLAIMSTREAM_BENCH"] == "1", "benchmarks are off"))
struct DrugBenchmarks {
    /// Megabytes a second.
    private static func rate(_ bytes: Int, _ body: () throws -> Void) rethrows -> Double {
        var best = Double.infinity
        for _ in 0..<3 {
            let start = seconds()
            try body()
            best = min(best, seconds() - start)
        }
        return Double(bytes) / best / 1e6
    }

    /// Processor time of this thread.
    private static func seconds() -> Double {
        var time = timespec()
        unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }

    /// Resident memory of this process in MiB.
    private static func resident() throws -> Double {
        let text = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8)
        let pages = text.split(separator: " ").dropFirst().first.flatMap { Double($0) } ?? 0
        return pages * 4096 / 1_048_576
    }

    private static func text(megabytes: Int) throws -> [UInt8] {
        let news = String(
            decoding: try Data(contentsOf: Shared.folder.appendingPathComponent("corpora/news-general.txt")),
            as: UTF8.self)
        let sentences = news.split(separator: "\n").flatMap { $0.split(separator: ".") }.map { Array($0.utf8) }
        let drugs = try Shared.rows("ddi2013").compactMap { ($0["text"] as? String).map { Array($0.utf8) } }
        var state: UInt64 = 20_261_127
        func random(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(truncatingIfNeeded: state >> 33) % bound
        }
        var text: [UInt8] = []
        text.reserveCapacity(megabytes * 1_000_000 + 4096)
        while text.count < megabytes * 1_000_000 {
            text += random(100) < 4 ? drugs[random(drugs.count)] : sentences[random(sentences.count)]
            text += [0x2E, 0x20]
        }
        return text
    }

    @Test func theLexiconIsReadySoon() throws {
        let before = try Self.resident()
        var lexicon = try LexiconReader.read(Shared.data)
        let after = try Self.resident()
        let rate = try Self.rate(1_000_000) { lexicon = try LexiconReader.read(Shared.data) }
        print(
            "bench lexicon: ready in \(Int(1000 / rate)) ms of processor time, \(Int(after - before)) MiB, \(lexicon.statistics().forms) forms"
        )
    }

    @Test func stagesAgainstMemchr() throws {
        let lexicon = try #require(Shared.lexicon)
        let finder = DrugFinder(lexicon: lexicon)
        let doses = DoseFinder(grammar: DoseGrammar(vocabulary: try DoseVocabulary.read(Shared.data)), lexicon: lexicon)
        let text = try Self.text(megabytes: 64)
        // Documents of about 4 KB, as articles are.
        let articles = stride(from: 0, to: text.count, by: 4096).map { start in
            var article = Article(id: "a", revision: "r", source: "s")
            article.text = Array(text[start..<min(start + 4096, text.count)])
            return article
        }
        let memchr = unsafe text.withUnsafeBytes { buffer in
            guard let base = buffer.baseAddress else { return 0.0 }
            return Self.rate(text.count * 5) {
                for _ in 0..<5 where unsafe Foundation.memchr(base, 1, buffer.count) != nil {
                    Issue.record("no such byte is there")
                }
            }
        }
        var count = 0
        let tokens = Self.rate(text.count) {
            for article in articles { count += TokenStream(text: article.text.span).count }
        }
        let matching = Self.rate(text.count) {
            for article in articles {
                lexicon.table.matches(in: TokenStream(text: article.text.span)) { _ in count += 1 }
            }
        }
        let drugs = Self.rate(text.count) {
            for article in articles { count += finder.mentions(in: TokenStream(text: article.text.span)).count }
        }
        let all = Self.rate(text.count) {
            for article in articles {
                var document = AnnotatedDocument(article: article)
                document.mentions = finder.mentions(in: document.stream)
                doses.annotate(&document)
                count += document.doses.count
            }
        }
        #expect(count > 0)
        func part(_ rate: Double) -> String { "\(Int(rate)) (1/\(Int(memchr / rate)))" }
        print(
            "bench MB/s: memchr \(Int(memchr)), tokens \(part(tokens)), matching from bytes \(part(matching)), drugs with abbreviations and misspellings \(part(drugs)), the same with doses \(part(all))"
        )
        try Self.compare(matching, lexicon, text.prefix(8_000_000))
    }

    /// Prints megabytes a second: lower case, all hits, borders checked; what overlaps is left in. Exits with 3 where the package is missing.
    private static let script = """
        import sys
        import time

        try:
            import ahocorasick
        except ImportError:
            sys.exit(3)

        automaton = ahocorasick.Automaton()
        with open(sys.argv[1], encoding="utf-8") as file:
            for form in file.read().splitlines():
                if form:
                    automaton.add_word(form, len(form))
        automaton.make_automaton()
        with open(sys.argv[2], encoding="utf-8", errors="replace") as file:
            text = file.read()
        documents = [text[start : start + 4096] for start in range(0, len(text), 4096)]
        best = None
        for _ in range(3):
            hits = 0
            start = time.process_time()
            for document in documents:
                document = document.lower()
                size = len(document)
                for last, length in automaton.iter(document):
                    first = last - length
                    if (first < 0 or not document[first].isalnum()) and (last + 1 >= size or not document[last + 1].isalnum()):
                        hits += 1
            spent = time.process_time() - start
            best = spent if best is None else min(best, spent)
        print(len(text.encode()) / best / 1e6, hits)
        """

    /// Runs pyahocorasick over the same forms and the first 8 MB of the text.
    private static func compare(_ matching: Double, _ lexicon: Lexicon, _ text: ArraySlice<UInt8>) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("claimstream-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { unlinkQuietly(folder) }
        let forms = folder.appendingPathComponent("forms.txt")
        let sample = folder.appendingPathComponent("text.txt")
        try Data(lexicon.table.texts.joined(separator: "\n").utf8).write(to: forms)
        try Data(text).write(to: sample)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        let python = ProcessInfo.processInfo.environment["CLAIMSTREAM_PYTHON"] ?? "python3"
        process.arguments = [python, "-c", script, forms.path, sample.path]
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        try process.run()
        let output = String(decoding: try pipe.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        process.waitUntilExit()
        guard process.terminationStatus == 0, let rate = Double(output.split(separator: " ").first ?? "") else {
            print("bench pyahocorasick: skipped, no Python with pyahocorasick (CLAIMSTREAM_PYTHON names one)")
            return
        }
        print(
            "bench pyahocorasick: \(Int(rate)) MB/s over the same forms; matching is \(Int(matching / rate)) times as fast"
        )
    }

    private static func unlinkQuietly(_ folder: URL) {
        do { try FileManager.default.removeItem(at: folder) } catch { print("left behind: \(folder.path)") }
    }
}
