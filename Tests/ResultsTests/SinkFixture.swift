import Events
import Foundation
import Results

/// A temporary folder of one test.
final class SinkFixture {
    let root: String
    private var count = 0

    init() throws {
        root = NSTemporaryDirectory() + "/sink-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
    }

    deinit {
        do { try FileManager.default.removeItem(atPath: root) } catch { print("left behind: \(root)") }
    }

    func folder() -> String {
        count += 1
        return "\(root)/\(count)"
    }

    static let identity = LogIdentity(cluster: "test", topic: "enriched")

    /// One batch; an article's partition and offset come from its origin.
    static func batch(_ articles: some Sequence<EnrichedArticle>) -> SinkBatch {
        var batch = SinkBatch(identity: identity)
        for article in articles {
            let origin = article.origin ?? Origin(partition: 0, offset: 0)
            batch.articles.append(SinkBatch.Item(partition: origin.partition, offset: origin.offset, enriched: article))
            batch.positions[origin.partition] = max(batch.positions[origin.partition] ?? 0, origin.offset + 1)
        }
        return batch
    }

    /// Batches of the given size, in the order given.
    static func batches(_ articles: [EnrichedArticle], size: Int) -> [SinkBatch] {
        stride(from: 0, to: articles.count, by: size).map { start in
            batch(articles[start..<min(start + size, articles.count)])
        }
    }

    /// Fills a folder and returns its snapshot files' hashes by name.
    func fill(
        _ folder: String, _ articles: [EnrichedArticle], size: Int, options: SinkOptions = SinkOptions()
    ) throws -> [String: String] {
        let store = try SinkStore(directory: folder, options: options)
        for batch in Self.batches(articles, size: size) { _ = try store.apply(batch) }
        _ = try store.writeSnapshot()
        store.close()
        return try ResultsReader(directory: folder).current.files
    }
}
