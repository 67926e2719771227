/// How long to wait before the next attempt: doubling from `first` up to `limit`, each time a random share of it between
/// a half and the whole, so that many clients do not come back at once.
package struct Backoff {
    private let first: Duration
    private let limit: Duration
    private var current: Duration
    package private(set) var attempts = 0

    package init(first: Duration = .milliseconds(50), limit: Duration = .seconds(10)) {
        self.first = first
        self.limit = limit
        current = first
    }

    /// The wait before the next attempt.
    package mutating func next(using generator: inout some RandomNumberGenerator) -> Duration {
        attempts += 1
        let wait = current * Double.random(in: 0.5...1, using: &generator)
        current = min(current * 2, limit)
        return wait
    }

    package mutating func reset() {
        current = first
        attempts = 0
    }
}
