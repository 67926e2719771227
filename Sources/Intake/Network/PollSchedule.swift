/// When an address is asked again: as its feed and its server say, within bounds, and ever more rarely while it fails.
package struct PollSchedule: Sendable {
    /// What a look at the address brought.
    package enum Look: Sendable {
        /// It was read; a feed may state an interval of its own, a server how long the answer is fresh.
        case read(interval: Duration?, freshness: Duration?)
        case notModified(freshness: Duration?)
        case failed(retryAfter: Duration?)
    }

    private let least: Duration
    private var interval: Duration?
    private var failures = 0

    /// Where nobody says anything.
    package static let usual: Duration = .seconds(3_600)
    /// However rarely a feed says that it changes.
    package static let most: Duration = .seconds(86_400)

    /// - Parameter least: the shortest time between two looks.
    package init(least: Duration) { self.least = least }

    /// The time until the next look. The longest that feed or server state counts.
    package mutating func wait(after look: Look) -> Duration {
        switch look {
        case .read(let interval, let freshness):
            self.interval = interval
            failures = 0
            return bounded(stated(freshness))
        case .notModified(let freshness):
            failures = 0
            return bounded(stated(freshness))
        case .failed(let retryAfter):
            failures += 1
            let backoff = max(least, .seconds(60)) * (1 << min(failures - 1, 11))
            return max(min(backoff, Self.most), min(retryAfter ?? .zero, Self.most))
        }
    }

    private func stated(_ freshness: Duration?) -> Duration {
        switch (interval, freshness) {
        case (let interval?, let freshness?): max(interval, freshness)
        case (let only?, nil), (nil, let only?): only
        case (nil, nil): Self.usual
        }
    }

    private func bounded(_ wait: Duration) -> Duration { min(max(wait, least), max(Self.most, least)) }
}
