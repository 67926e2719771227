import Annotation
import Events
import Foundation

/// Measures the whole annotation, as the worker does it, on one core: processor time of the one thread, best of three rounds.
enum AnnotationBenchmark {
    /// - Parameter files: `articles:PATH` or `comments:PATH`. A `.jsonl` file has a document's `text` in each line, any other file documents
    ///   between blank lines. Each text is an article, or one of ten comments of a page.
    static func run(_ files: [String]) throws {
        let annotator = try Self.annotator()
        let articles = try Self.articles(of: files)
        let bytes = articles.reduce(0) { $0 + $1.text.count }
        let (seconds, claims) = best(of: articles, annotator)
        let tokens = best { articles.reduce(0) { $0 + TokenStream(text: $1.text.span).count } }
        print(
            """
            {"documents":\(articles.count),"bytes":\(bytes),"claims":\(claims),"mb_a_second":\(rate(bytes, seconds)),\
            "tokens_mb_a_second":\(rate(bytes, tokens.seconds))}
            """)
    }

    /// A hash over all that is found in the files' articles and in the inputs that nobody writes: two builds, runs or machines with one
    /// digest found the same.
    static func runDigest(_ files: [String]) throws {
        let annotator = try Self.annotator()
        let hash = Sha256()
        for article in try Self.articles(of: files) { hash.update(annotator.annotate(article).encoded()) }
        let found = ContentHash.hexadecimal(hash.finish().prefix(8))
        let hashOfHostile = Sha256()
        for (_, text) in hostile {
            for isComment in [false, true] {
                for article in Self.articles([Array(text.utf8)], areComments: isComment) {
                    hashOfHostile.update(annotator.annotate(article).encoded())
                }
            }
        }
        print("{\"digest\":\"\(found)\",\"hostile\":\"\(ContentHash.hexadecimal(hashOfHostile.finish().prefix(8)))\"}")
    }

    /// Inputs that nobody writes, each as an article and as a comment.
    static func runHostile() throws {
        let annotator = try Self.annotator()
        var rates: [String] = []
        for (name, text) in hostile {
            for isComment in [false, true] {
                let articles = Self.articles([Array(text.utf8)], areComments: isComment)
                let seconds = best(of: articles, annotator).seconds
                rates.append("\"\(name)\(isComment ? ", comment" : "")\":\(rate(text.utf8.count, seconds))")
            }
        }
        print("{\(rates.joined(separator: ","))}")
    }

    private static let hostile: [(String, String)] = [
        ("hedges", "Warfarin " + String(repeating: "may not ", count: 40_000) + "cause bleeding."),
        ("one sentence of relations", String(repeating: "warfarin causes bleeding and nausea with ", count: 8_000)),
        ("drug names in a list", String(repeating: "warfarin, ibuprofen and ", count: 12_000) + "cause bleeding"),
        ("effects in a list", "Warfarin causes " + String(repeating: "nausea, rash or ", count: 20_000) + "rash."),
        ("questions", String(repeating: "Does warfarin cause bleeding? ", count: 10_000)),
        ("equal claims", String(repeating: "Warfarin causes bleeding. ", count: 12_000)),
        ("pronouns", "Warfarin. " + String(repeating: "It causes it. They cause them. ", count: 10_000)),
        ("quotation marks", String(repeating: "\"", count: 300_000) + " warfarin causes bleeding"),
        ("numbers", String(repeating: "20 mg 40 twice 5 x 10 ", count: 14_000) + "warfarin"),
        ("doses far from their drugs", String(repeating: "warfarin and then some 5 mg or ", count: 10_000)),
        (
            "classes before doses",
            String(repeating: "opioids ", count: 20_000) + String(repeating: ". Take 5 mg", count: 13_000)
        ),
        ("durations", String(repeating: "for 3 weeks ", count: 25_000) + ". Warfarin"),
        ("body weights", String(repeating: "70 kg 5 mL ", count: 27_000) + "0.5 mg/kg is 35 mg of warfarin"),
        ("misspellings", String(repeating: "warfarine ibuprofin sertralin ", count: 10_000)),
        ("one word", String(repeating: "a", count: 300_000)),
        ("names given to drugs", (0..<12_000).map { "\(name($0)) (aspirin) is new. " }.joined()),
        (
            "unknown items among effects",
            "Confusion, " + String(repeating: "falls, rash, nausea, splayed elbow, ", count: 9_000)
                + "and itching follow warfarin."
        ),
        ("effects of two drugs", "Warfarin and aspirin cause " + String(repeating: "nausea, rash or ", count: 19_000)),
        (
            "harm at two doses",
            String(repeating: "At 300 mg warfarin causes bleeding, more often at 400 mg. ", count: 5_500)
        ),
    ]

    /// A name for each number, of letters alone: "Zaaaa", "Zaaab".
    private static func name(_ number: Int) -> String {
        let letters = Array("abcdefghijklmnopqrstuvwxyz")
        return "Z" + [26 * 26 * 26, 26 * 26, 26, 1].map { String(letters[number / $0 % 26]) }.joined()
    }

    private static func annotator() throws -> Annotator {
        try Annotator(resources: ResourceFolder.installed(), release: "bench", ordinal: 1)
    }

    private static func articles(of files: [String]) throws -> [Article] {
        var articles: [Article] = []
        for file in files {
            let parts = file.split(separator: ":", maxSplits: 1).map(String.init)
            guard parts.count == 2 else { throw CocoaError(.fileReadUnknown) }
            articles += Self.articles(try texts(of: parts[1]), areComments: parts[0] == "comments")
        }
        return articles
    }

    private static func texts(of path: String) throws -> [[UInt8]] {
        let data = try Data(contentsOf: URL(fileURLWithPath: path))
        guard path.hasSuffix(".jsonl") else {
            return String(decoding: data, as: UTF8.self).components(separatedBy: "\n\n")
                .map { Array($0.trimmingCharacters(in: .whitespacesAndNewlines).utf8) }.filter { !$0.isEmpty }
        }
        struct Row: Decodable { let text: String }
        return try data.split(separator: 0x0A).map { Array(try JSONDecoder().decode(Row.self, from: $0).text.utf8) }
    }

    private static func articles(_ texts: [[UInt8]], areComments: Bool) -> [Article] {
        stride(from: 0, to: texts.count, by: areComments ? 10 : 1).map { first in
            var article = Article(id: "a-\(first)", revision: "r-1", source: "bench")
            for text in texts[first..<min(first + (areComments ? 10 : 1), texts.count)] {
                let start = article.text.count
                article.text += text
                var segment = Segment(
                    id: "s\(article.segments.count + 1)", kind: areComments ? .comment : .body,
                    tier: areComments ? .user : .news, range: TextRange(start, article.text.count))
                if areComments { segment.author = "reader \(article.segments.count + 1)" }
                article.segments.append(segment)
                article.text += [0x0A, 0x0A]
            }
            return article
        }
    }

    private static func best(of articles: [Article], _ annotator: Annotator) -> (seconds: Double, count: Int) {
        best { articles.reduce(0) { $0 + annotator.annotate($1).claims.count } }
    }

    private static func best(_ body: () -> Int) -> (seconds: Double, count: Int) {
        var best = Double.infinity
        var count = 0
        for _ in 0..<3 {
            let start = threadSeconds()
            count = body()
            best = min(best, threadSeconds() - start)
        }
        return (best, count)
    }

    private static func threadSeconds() -> Double {
        var time = timespec()
        unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }

    private static func rate(_ bytes: Int, _ seconds: Double) -> String {
        String(format: "%.1f", Double(bytes) / seconds / 1e6)
    }
}
