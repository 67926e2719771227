import Articles
import EventLog
import Events
package import Intake

/// Publishes what stands at an address: a page, or a feed with the pages of its items.
///
/// An item's page says more than the feed, and has the same id; so the item's own text is published only where its page
/// cannot be had. An item is settled once its page was read or is refused for good; until then it is tried again whenever
/// the feed is looked at.
package struct AddressPublisher: Sendable {
    package struct Options: Sendable {
        /// Whether the pages of a feed's items are fetched; else the feed's own texts are published.
        package var fetchesPages = true
        /// New items looked at in one go; the rest is left to the next.
        package var itemsAtOnce = 200
        /// Hosts that are asked at the same time.
        package var hostsAtOnce = 4

        package init() {}
    }

    /// What one look at an address brought.
    package struct Outcome: Sendable {
        package var summary = ArticlePublisher.Summary()
        package var look: PollSchedule.Look
    }

    private let publisher: ArticlePublisher
    private let fetcher: PageFetcher
    private let options: Options
    /// Called before each request.
    private let willFetch: @Sendable () -> Void

    package init(
        publisher: ArticlePublisher, fetcher: PageFetcher, options: Options = Options(),
        willFetch: @escaping @Sendable () -> Void = {}
    ) {
        self.publisher = publisher
        self.fetcher = fetcher
        self.options = options
        self.willFetch = willFetch
    }

    /// - Throws: `PublishError` when the log or the memory fails, `CancellationError`. What the network does wrong is a
    ///   rejection in the summary.
    package func publish(_ address: WebAddress) async throws -> Outcome {
        let page: FetchedPage
        do {
            page = try await fetch(address)
        } catch let failure as FetchFailure {
            let summary = try await rejected(failure, address.text)
            return Outcome(summary: summary, look: .failed(retryAfter: failure.retryAfter))
        }
        guard !page.isNotModified else {
            var outcome = Outcome(look: .notModified(freshness: page.freshness))
            outcome.summary.unchanged = 1
            return outcome
        }
        let description = Self.description(of: page, source: address.text)
        let format = FormatDetector.detect(page.body.prefix(FormatDetector.window), description)
        let feed = format == .feed ? FeedParser(description: description).parse(page.body) : nil
        guard let feed, options.fetchesPages, !feed.items.isEmpty else {
            let summary = try await publisher.publish(
                BytesSource(page.body), description, marks: [.page(url: address.text, page.validators)])
            return Outcome(summary: summary, look: .read(interval: feed?.interval, freshness: page.freshness))
        }
        let summary = try await publish(feed, address, description, page.validators)
        return Outcome(summary: summary, look: .read(interval: feed.interval, freshness: page.freshness))
    }

    private func fetch(_ address: WebAddress) async throws -> FetchedPage {
        willFetch()
        return try await fetcher.fetch(address, validators: publisher.seen.validators(of: address.text))
    }

    /// A page that was taken away for good takes what was published of it with it; any other failure is only told.
    private func rejected(_ failure: FetchFailure, _ source: String) async throws -> ArticlePublisher.Summary {
        if failure.kind == .gone {
            try await publisher.withdraw(articles: publisher.seen.articles(from: source))
        }
        var summary = ArticlePublisher.Summary()
        summary.rejected = [(source, failure.message)]
        return summary
    }

    private static func description(of page: FetchedPage, source: String) -> SourceDescription {
        SourceDescription(
            source: source, url: page.address.text, contentType: page.contentType, charset: page.charset,
            retrieved: page.retrieved)
    }

    // MARK: feeds

    private func publish(
        _ feed: Feed, _ address: WebAddress, _ description: SourceDescription, _ validators: PageValidators
    ) async throws -> ArticlePublisher.Summary {
        let settled = try publisher.seen.items(of: address.text)
        let new = feed.items.filter { settled[$0.key] != $0.mark }
        let now = new.prefix(options.itemsAtOnce)
        var result = ItemResult()
        result.summary.unchanged = feed.items.count - new.count
        let hosts = Dictionary(grouping: now) { item in item.link.flatMap { WebAddress($0)?.host } ?? "" }
        let groups = hosts.sorted { $0.value[0].number < $1.value[0].number }.map(\.value)
        try await withThrowingTaskGroup(of: ItemResult.self) { group in
            for (index, items) in groups.enumerated() {
                if index >= options.hostsAtOnce, let done = try await group.next() { result += done }
                group.addTask { try await publish(items, of: feed, address, description) }
            }
            while let done = try await group.next() { result += done }
        }
        try publisher.seen.forgetItems(of: address.text, except: Set(feed.items.map(\.key)))
        // The feed counts as read only once nothing of it is left to be done.
        if result.isSettled, now.count == new.count {
            try await publisher.remember([.page(url: address.text, validators)])
        }
        return result.summary
    }

    private struct ItemResult: Sendable {
        var summary = ArticlePublisher.Summary()
        var isSettled = true

        static func += (left: inout ItemResult, right: ItemResult) {
            left.summary += right.summary
            left.isSettled = left.isSettled && right.isSettled
        }
    }

    /// Items whose pages stand at one host, one after the other.
    private func publish(
        _ items: [FeedItem], of feed: Feed, _ address: WebAddress, _ description: SourceDescription
    ) async throws -> ItemResult {
        var result = ItemResult()
        for item in items { result += try await publish(item, of: feed, address, description) }
        return result
    }

    private func publish(
        _ item: FeedItem, of feed: Feed, _ address: WebAddress, _ description: SourceDescription
    ) async throws -> ItemResult {
        let mark = SeenStore.Mark.item(feed: address.text, key: item.key, mark: item.mark)
        let own = FeedReader(description: description).outcome(item, of: feed)
        guard let link = item.link.flatMap({ WebAddress($0) }) else {
            return ItemResult(summary: try await publisher.publish(outcome: own, description, marks: [mark]))
        }
        do {
            let page = try await fetch(link)
            return try await publish(page, link, own, description, mark)
        } catch let failure as FetchFailure {
            var result = ItemResult(summary: try await rejected(failure, link.text), isSettled: !failure.isTransient)
            guard failure.kind != .gone else {
                try await publisher.remember([mark])
                return result
            }
            let marks = failure.isTransient ? [] : [mark]
            result.summary += try await publisher.publish(outcome: own, description, marks: marks)
            return result
        }
    }

    /// The page of an item, or the item itself where the page holds no article.
    private func publish(
        _ page: FetchedPage, _ link: WebAddress, _ own: ReadOutcome, _ description: SourceDescription,
        _ mark: SeenStore.Mark
    ) async throws -> ItemResult {
        if page.isNotModified {
            try await publisher.remember([mark])
            var result = ItemResult()
            result.summary.unchanged = 1
            return result
        }
        var summary = try await publisher.publish(
            BytesSource(page.body), Self.description(of: page, source: link.text),
            marks: [.page(url: link.text, page.validators), mark])
        if !summary.rejected.isEmpty {
            summary += try await publisher.publish(outcome: own, description, marks: [mark])
        }
        return ItemResult(summary: summary)
    }
}
