import Articles
import EventLog
import Events
import Foundation
import Intake
import Logging
import LoopbackServer
import Pipeline
import Synchronization
import Testing

/// Keeps what it is given, as a log would.
private final class KeptRecords: Producer {
    private let records = Mutex<[OutgoingRecord]>([])

    func send(_ batch: [OutgoingRecord]) async throws(LogError) -> [RecordPosition] {
        let start = records.withLock { records in
            records += batch
            return records.count - batch.count
        }
        return batch.enumerated().map {
            RecordPosition(topic: $1.topic, partition: Partition(0), offset: Offset(Int64(start + $0)))
        }
    }

    func close() async {}

    var all: [OutgoingRecord] { records.withLock { $0 } }

    /// The articles published so far, in order.
    func articles() throws -> [Article] {
        try all.filter { "\($0.topic)" == "articles" }.map { try Article(decoding: $0.value ?? []) }
    }

    var deadLetters: Int { all.filter { "\($0.topic)" == "dead-letters" }.count }
}

@Suite final class AddressPublisherTests {
    private let folder: String
    private let kept = KeptRecords()

    init() throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("publish-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    deinit {
        do { try FileManager.default.removeItem(atPath: folder) } catch { print("left behind: \(folder)") }
    }

    private func publisher(fetchesPages: Bool = true) throws -> AddressPublisher {
        let articles = ArticlePublisher(
            producer: kept, topics: try PipelineTopics(), reader: ArticleReader(),
            seen: try SeenStore(path: folder + "/publisher.db", log: "test"), logger: Logger(label: "test"))
        var options = PageFetcher.Options(userAgent: "claimstream/9.9")
        options.allowsPrivateAddresses = true
        options.hostDelay = .zero
        options.attempts = 1
        var own = AddressPublisher.Options()
        own.fetchesPages = fetchesPages
        return AddressPublisher(publisher: articles, fetcher: PageFetcher(options), options: own)
    }

    private func publish(_ address: String) async throws -> AddressPublisher.Outcome {
        try await publisher().publish(try #require(WebAddress(address)))
    }

    private static func page(_ words: String) -> String {
        "<html><head><title>About \(words)</title></head><body><article><h1>About \(words)</h1>"
            + "<p>The patients took warfarin for a year, and what was seen of \(words) is told here at some length.</p>"
            + "</article></body></html>"
    }

    private static func feed(_ items: [(link: String, text: String)], head: String = "") -> String {
        "<rss version=\"2.0\"><channel><title>Hollowmere Post</title>\(head)"
            + items.map {
                "<item><title>About \($0.text)</title><link>\($0.link)</link><description>Short: \($0.text) and warfarin.</description></item>"
            }.joined() + "</channel></rss>"
    }

    @Test func aPageIsPublishedOnceAndAgainWhenItChanges() async throws {
        let words = Mutex("ankles")
        let server = try LoopbackServer { request in
            guard request.path != "/robots.txt" else { return .missing }
            let (text, tag) = words.withLock { (Self.page($0), "\"\($0)\"") }
            return request.headers["if-none-match"] == tag
                ? .page("", status: "304 Not Modified", type: nil) : .page(text, headers: ["ETag: \(tag)"])
        }
        defer { server.stop() }
        #expect(try await publish(server.url + "/a").summary.published == 1)
        #expect(try await publish(server.url + "/a").summary.unchanged == 1)
        words.withLock { $0 = "calves" }
        #expect(try await publish(server.url + "/a").summary.published == 1)
        #expect(server.requests().map { $0.headers["if-none-match"] } == [nil, "\"ankles\"", "\"ankles\""])
        let articles = try kept.articles()
        #expect(Set(articles.map(\.id)).count == 1)
        #expect(articles.map(\.document.title) == ["About ankles", "About calves"])
        #expect(articles[0].source == server.url + "/a" && articles[0].document.url == server.url + "/a")
    }

    @Test func theHeadersCharsetIsTheOneThatCounts() async throws {
        let server = try LoopbackServer { request in
            request.path == "/robots.txt"
                ? .missing
                : .page(
                    Array("<html><head><meta charset=utf-8></head><body><p>Na".utf8) + [0xE7]
                        + Array(
                            "ade took warfarin for nine years and told everybody about all of it.</p></body></html>"
                                .utf8),
                    type: "text/html; charset=windows-1252")
        }
        defer { server.stop() }
        _ = try await publish(server.url + "/a")
        let text = try #require(try kept.articles().first?.text)
        #expect(String(decoding: text, as: UTF8.self).contains("Naçade took"))
    }

    @Test func ofAFeedThePagesArePublishedAndNewItemsLater() async throws {
        let items = Mutex(["/one", "/two"])
        let server = try LoopbackServer { request in
            switch request.path {
            case "/robots.txt": .missing
            case "/feed":
                .page(
                    Self.feed(items.withLock { $0.map { ($0, "item \($0)") } }, head: "<ttl>90</ttl>"),
                    type: "application/rss+xml")
            default: .page(Self.page("page \(request.path)"))
            }
        }
        defer { server.stop() }
        let first = try await publish(server.url + "/feed")
        #expect(first.summary.published == 2 && first.summary.rejected.isEmpty, "\(first.summary)")
        guard case .read(let interval, _) = first.look else { throw Unexpected(look: first.look) }
        #expect(interval == .seconds(5_400))
        #expect(Set(try kept.articles().map(\.document.title)) == ["About page /one", "About page /two"])
        items.withLock { $0.append("/three") }
        let second = try await publish(server.url + "/feed")
        #expect(second.summary.published == 1 && second.summary.unchanged == 2)
        #expect(server.requests().map(\.path).filter { $0 != "/feed" }.sorted() == ["/one", "/three", "/two"])
    }

    struct Unexpected: Error { let look: PollSchedule.Look }

    @Test("an item whose page cannot be had is published as the feed has it, and tried again where that may help")
    func fallback() async throws {
        let isWell = Mutex(false)
        let server = try LoopbackServer { request in
            switch request.path {
            case "/robots.txt": .page("User-agent: *\nDisallow: /closed", type: "text/plain")
            case "/feed":
                .page(Self.feed([("/closed", "closed"), ("/ill", "ill")]), type: "text/xml", headers: ["ETag: \"f\""])
            default:
                isWell.withLock { $0 }
                    ? .page(Self.page("ill")) : .page("", status: "503 Oh", headers: ["Retry-After: 9"])
            }
        }
        defer { server.stop() }
        let first = try await publish(server.url + "/feed")
        #expect(first.summary.published == 2)
        #expect(first.summary.rejected.map(\.source).sorted() == [server.url + "/closed", server.url + "/ill"])
        isWell.withLock { $0 = true }
        let second = try await publish(server.url + "/feed")
        #expect(second.summary.published == 1 && second.summary.rejected.isEmpty, "\(second.summary)")
        let articles = try kept.articles()
        #expect(articles.count == 3)
        #expect(articles[2].id == articles[1].id && articles[2].text.count > articles[1].text.count)
        // All is settled now, so the feed itself is asked for conditionally.
        _ = try await publish(server.url + "/feed")
        #expect(server.requests().last?.headers["if-none-match"] == "\"f\"")
        #expect(server.requests().filter { $0.path == "/ill" }.count == 2)
        #expect(kept.deadLetters == 0)
    }

    @Test func withoutPagesTheFeedsOwnTextsArePublished() async throws {
        let server = try LoopbackServer { request in
            request.path == "/robots.txt" ? .missing : .page(Self.feed([("/one", "one")]), type: "text/xml")
        }
        defer { server.stop() }
        let outcome = try await publisher(fetchesPages: false).publish(try #require(WebAddress(server.url + "/feed")))
        #expect(outcome.summary.published == 1)
        #expect(server.requests().map(\.path) == ["/feed"])
    }

    @Test func aPageThatIsGoneTakesItsArticleWithIt() async throws {
        let isGone = Mutex(false)
        let server = try LoopbackServer { request in
            guard request.path != "/robots.txt" else { return .missing }
            return isGone.withLock { $0 } ? .page("", status: "410 Gone") : .page(Self.page("ankles"))
        }
        defer { server.stop() }
        _ = try await publish(server.url + "/a")
        isGone.withLock { $0 = true }
        for _ in 0..<2 {
            let outcome = try await publish(server.url + "/a")
            #expect(outcome.summary.rejected.map(\.reason) == ["was taken away for good (410)"])
        }
        let articles = try kept.articles()
        #expect(articles.map(\.isWithdrawn) == [false, true] && articles[0].id == articles[1].id)
    }

    @Test func aPageThatIsTooLargeIsADeadLetterWithTheReadersReason() async throws {
        let server = try LoopbackServer { request in
            request.path == "/robots.txt" ? .missing : .page([UInt8](repeating: 0x61, count: (8 << 20) + 9))
        }
        defer { server.stop() }
        let outcome = try await publish(server.url + "/a")
        #expect(outcome.summary.rejected.first?.reason.contains("over 8388608 bytes") == true)
        #expect(kept.deadLetters == 1)
    }
}
