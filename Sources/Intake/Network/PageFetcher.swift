import Foundation
import Synchronization

/// What a server said about the state of a page, to ask next time whether it has changed.
package struct PageValidators: Equatable, Sendable {
    package var etag: String?
    package var lastModified: String?

    package init(etag: String? = nil, lastModified: String? = nil) {
        self.etag = etag
        self.lastModified = lastModified
    }

    package var isEmpty: Bool { etag == nil && lastModified == nil }
}

/// A page as it came from the network.
package struct FetchedPage: Sendable {
    /// Where it was found in the end, behind all redirections.
    package var address: WebAddress
    /// The server said that nothing has changed since the validators; there is no body.
    package var isNotModified = false
    package var body: [UInt8] = []
    package var contentType: String?
    package var charset: String?
    package var validators = PageValidators()
    /// How long the server calls the answer fresh.
    package var freshness: Duration?
    /// ISO 8601, in UTC.
    package var retrieved: String
}

/// Gets pages politely: asks robots.txt first, one request at a time to a host with a pause between, conditional where
/// possible, redirections followed by hand so that every step is checked, refusals of a busy host waited out.
///
/// Safe to use from any task; several fetches may be under way.
package final class PageFetcher: Sendable {
    package struct Options: Sendable {
        /// `claimstream/VERSION`; the part before the slash is the product token that robots.txt knows.
        package var userAgent: String
        /// Also loopback, private and other addresses that are not public.
        package var allowsPrivateAddresses = false
        package var connectTimeout: Duration = .seconds(10)
        package var timeout: Duration = .seconds(30)
        /// Between two requests to one host; longer where its robots.txt asks for it (`Crawl-delay`, up to a minute).
        package var hostDelay: Duration = .seconds(2)
        /// Bytes of a body with its codings undone.
        package var bodyLimit = 8 << 20
        package var redirectLimit = 5
        /// Requests for one page where the host answers 429, 502, 503 or 504.
        package var attempts = 3
        /// A host that asks for more is left to a later run.
        package var longestWait: Duration = .seconds(60)
        /// Before the second attempt where the host names no time; doubled before the third.
        package var firstWait: Duration = .seconds(2)

        package init(userAgent: String) { self.userAgent = userAgent }
    }

    private let options: Options
    private let turns = HostTurns()
    private let robots: RobotsCache

    package init(_ options: Options) {
        self.options = options
        robots = RobotsCache(agent: String(options.userAgent.prefix { $0 != "/" }))
    }

    private static let accepted =
        "Accept: text/html,application/xhtml+xml,application/atom+xml,application/rss+xml,application/xml;q=0.9,"
        + "text/plain;q=0.8,*/*;q=0.5"

    /// Gets one page.
    ///
    /// - Throws: `FetchFailure`, or `CancellationError`.
    package func fetch(_ address: WebAddress, validators: PageValidators = PageValidators()) async throws -> FetchedPage
    {
        var wait = options.firstWait
        for attempt in 1... {
            do {
                return try await follow(address, validators)
            } catch let failure as FetchFailure {
                // Only refusals of a busy host are worth another try at once; their status says so.
                guard failure.kind == .status, failure.isTransient, attempt < options.attempts else { throw failure }
                let pause = failure.retryAfter ?? wait
                guard pause <= options.longestWait else { throw failure }
                try await Task.sleep(for: pause)
                wait = wait * 2
            }
        }
        throw FetchFailure(.status, "no answer")
    }

    private func follow(_ start: WebAddress, _ validators: PageValidators) async throws -> FetchedPage {
        var address = start
        for _ in 0...options.redirectLimit {
            let answer = try await politely(address, headers(validators))
            guard let location = Self.location(answer) else {
                return try page(address, answer)
            }
            guard let next = address.resolved(location) else {
                throw FetchFailure(.redirects, "is redirected to '\(location)', which is no http or https address")
            }
            address = next
        }
        throw FetchFailure(.redirects, "is redirected more than \(options.redirectLimit) times")
    }

    /// One request in the host's turn, if its robots.txt allows it.
    private func politely(_ address: WebAddress, _ headers: [String]) async throws -> HTTPAnswer {
        let pause = Mutex(options.hostDelay)
        return try await turns.take(address.host, pause: { pause.withLock { $0 } }) { [self] in
            let rules = try await rules(for: address)
            if let seconds = rules.crawlDelay { pause.withLock { $0 = max($0, .seconds(min(seconds, 60))) } }
            guard rules.allows(address.target) else {
                throw FetchFailure(
                    .robots,
                    rules == .allowingNothing
                        ? "the site's robots.txt cannot be read, so nothing is fetched from it for now"
                        : "the site's robots.txt forbids it", isTransient: rules == .allowingNothing)
            }
            return try await get(address, headers, bodyLimit: options.bodyLimit)
        }
    }

    private func get(_ address: WebAddress, _ headers: [String], bodyLimit: Int) async throws -> HTTPAnswer {
        try await HTTPTransfer(
            address: address, headers: headers, userAgent: options.userAgent,
            limits: .init(connect: options.connectTimeout, total: options.timeout, body: bodyLimit),
            allowsPrivateAddresses: options.allowsPrivateAddresses
        ).perform()
    }

    // MARK: robots.txt

    private func rules(for address: WebAddress) async throws -> RobotsRules {
        if let known = robots.rules(address.origin) { return known }
        let (rules, freshness) = try await fetchRules(address)
        robots.remember(rules, address.origin, freshness: freshness)
        return rules
    }

    /// As RFC 9309 has it: none (4xx) allows everything, an ill server (5xx, also 429) nothing. A site that cannot be
    /// reached at all fails with that reason.
    private func fetchRules(_ page: WebAddress) async throws -> (RobotsRules, freshness: Duration?) {
        guard var address = page.resolved("/robots.txt") else { return (.allowingAll, nil) }
        for _ in 0...options.redirectLimit {
            let answer = try await get(address, ["Accept: text/plain,*/*;q=0.5"], bodyLimit: RobotsRules.sizeLimit)
            if let location = Self.location(answer) {
                guard let next = address.resolved(location) else { return (.allowingAll, nil) }
                address = next
                continue
            }
            switch answer.status {
            case 200..<300: return (robots.read(answer.body), answer.freshness)
            case 429, 500...: return (.allowingNothing, .seconds(600))
            default: return (.allowingAll, answer.freshness)
            }
        }
        return (.allowingAll, nil)
    }

    // MARK: answers

    private func headers(_ validators: PageValidators) -> [String] {
        var headers = [Self.accepted]
        if let etag = validators.etag { headers.append("If-None-Match: \(etag)") }
        if let date = validators.lastModified { headers.append("If-Modified-Since: \(date)") }
        return headers
    }

    /// Where the answer sends to; nil where it is no redirection.
    private static func location(_ answer: HTTPAnswer) -> String? {
        guard [301, 302, 303, 307, 308].contains(answer.status), let location = answer["location"], !location.isEmpty
        else { return nil }
        return location
    }

    private func page(_ address: WebAddress, _ answer: HTTPAnswer) throws -> FetchedPage {
        let now = Date.now
        var page = FetchedPage(address: address, retrieved: now.ISO8601Format())
        page.freshness = answer.freshness
        page.validators = PageValidators(etag: answer["etag"], lastModified: answer["last-modified"])
        switch answer.status {
        case 200, 203:
            page.body = answer.body
            page.contentType = answer["content-type"]
            page.charset = answer.charset
            return page
        case 304:
            page.isNotModified = true
            return page
        case 410: throw FetchFailure(.gone, "was taken away for good (410)")
        case 429, 502, 503, 504:
            let retryAfter = answer.retryAfter(now: now.timeIntervalSince1970)
            let wait = retryAfter.map { " and asks to wait \($0.inSeconds) s" } ?? ""
            throw FetchFailure(
                .status, "the host is busy (\(answer.status))\(wait); try again later", isTransient: true,
                retryAfter: retryAfter)
        case 300..<400:
            throw FetchFailure(.redirects, "is redirected (\(answer.status)) without saying where to")
        case 500...:
            throw FetchFailure(.status, "the host failed (\(answer.status)); try again later", isTransient: true)
        case 404: throw FetchFailure(.status, "is not there (404); check the address")
        case 401, 403, 407, 451: throw FetchFailure(.status, "the host does not give it to us (\(answer.status))")
        default: throw FetchFailure(.status, "the host answered \(answer.status)")
        }
    }
}

/// The robots.txt of the sites seen lately, for a day or as long as they say, whatever is shorter.
private final class RobotsCache: Sendable {
    private let agent: String
    private let known = Mutex<[String: (rules: RobotsRules, until: ContinuousClock.Instant)]>([:])

    init(agent: String) { self.agent = agent }

    func read(_ text: [UInt8]) -> RobotsRules { RobotsRules(text, agent: agent) }

    func rules(_ origin: String) -> RobotsRules? {
        known.withLock { known in
            guard let entry = known[origin], entry.until > .now else { return nil }
            return entry.rules
        }
    }

    /// At least ten minutes: a site that forbids caching does not want to be asked before every page either.
    func remember(_ rules: RobotsRules, _ origin: String, freshness: Duration?) {
        let time = min(max(freshness ?? .seconds(86_400), .seconds(600)), .seconds(86_400))
        known.withLock { known in
            if known.count >= 10_000 { known = known.filter { $0.value.until > .now } }
            known[origin] = (rules, .now + time)
        }
    }
}
