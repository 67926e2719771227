import Articles
import Events
import Foundation
import Testing

/// Public sets of pages with what is right for them, development halves only; not part of the repository.
enum SharedPages {
    static let folder = Reading.shared.appendingPathComponent("corpora/html")
    static let scorer = Reading.shared.appendingPathComponent("tools/score_extract.py")
    static let areThere =
        FileManager.default.fileExists(atPath: folder.appendingPathComponent("aeb.pages.jsonl.gz").path)
        && FileManager.default.fileExists(atPath: scorer.path)

    struct Page {
        var id: String
        var url: String?
        var bytes: [UInt8]
    }

    /// What a program prints on standard output; nil where it is not there or fails.
    static func output(_ arguments: [String], input: Data? = nil) throws -> Data? {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = arguments
        let out = Pipe()
        process.standardOutput = out
        process.standardError = FileHandle.nullDevice
        try process.run()
        let data = out.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return process.terminationStatus == 0 ? data : nil
    }

    /// The pages of a set of JSON lines.
    static func pages(_ set: String) throws -> [Page] {
        let path = folder.appendingPathComponent("\(set).pages.jsonl.gz").path
        let lines = try #require(try output(["gzip", "-dc", path]))
        return try lines.split(separator: 0x0A).map { line in
            let page = try #require(try JSONSerialization.jsonObject(with: Data(line)) as? [String: Any])
            return Page(
                id: "\(page["id"] ?? "")", url: page["url"] as? String,
                bytes: Array((page["html"] as? String ?? "").utf8))
        }
    }

    /// The raw pages of trafilatura's evaluation, some of which are not UTF-8.
    static func rawPages(in scratch: URL) throws -> [Page] {
        _ = try #require(
            try output([
                "tar", "-xJf", folder.appendingPathComponent("trafilatura-eval.raw.tar.xz").path, "-C", scratch.path,
            ]))
        let files = try FileManager.default.subpathsOfDirectory(atPath: scratch.path).filter { $0.hasSuffix(".html") }
            .sorted()
        return try files.map { file in
            let url = scratch.appendingPathComponent(file)
            return Page(
                id: url.deletingPathExtension().lastPathComponent, url: nil, bytes: Array(try Data(contentsOf: url)))
        }
    }

    /// What the reader makes of a page, in the fields that the scorer reads. A thread's text is its posts where `asThread`.
    static func prediction(_ page: Page, asThread: Bool) -> [String: Any]? {
        var article: Article?
        ArticleReader().read(page.bytes, SourceDescription(source: page.id, url: page.url, format: .html)) {
            article = Reading.article($0)
        }
        guard let article else { return nil }
        var body: [String] = []
        var thread: [String] = []
        var comments: [[String: Any]] = []
        var places: [String: Int] = [:]
        for segment in article.segments {
            let text = article.string(segment.range)
            switch segment.kind {
            case .comment:
                var comment: [String: Any] = ["text": text]
                comment["author"] = segment.author
                comment["date"] = segment.date
                comment["parent"] = segment.parent.flatMap { places[$0] }
                places[segment.id] = comments.count
                comments.append(comment)
                thread.append(text)
            case .body, .heading, .listItem, .summary, .dek, .question, .answer, .abstract:
                body.append(text)
                thread.append(text)
            case .title, .byline, .sourceLine, .caption, .reference, .relatedLink, .boilerplate: break
            }
        }
        let isThread = asThread && article.document.kind == .forum
        var record: [String: Any] = [
            "id": page.id, "articleBody": (isThread ? thread : body).joined(separator: "\n\n"), "comments": comments,
        ]
        record["title"] = article.document.title
        record["date"] = article.document.published
        if !article.document.authors.isEmpty { record["author"] = article.document.authors.joined(separator: ", ") }
        return record
    }

    /// A folder of its own for one test, removed behind it.
    static func withScratch<T>(_ body: (URL) throws -> T) throws -> T {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "claimstream-pages-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer {
            do { try FileManager.default.removeItem(at: folder) } catch {
                print("left behind: \(folder.path): \(error)")
            }
        }
        return try body(folder)
    }
}
