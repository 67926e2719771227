package import EventLog
import Synchronization

/// What a loop says about itself while it runs, for whoever asks whether it is alive and what it owns.
///
/// A loop beats whenever it goes round and at every attempt to reach the log: one that waits for a broker is alive, one
/// that hangs is not. Safe to use from any thread.
package final class Heartbeat: Sendable {
    private struct State {
        var lastBeat: ContinuousClock.Instant
        var partitions: Set<TopicPartition> = []
        var isReady = false
        var isResting = false
    }

    /// `publish`, `work` or `sink`.
    package let loop: String
    private let state: Mutex<State>

    package init(loop: String) {
        self.loop = loop
        state = Mutex(State(lastBeat: .now))
    }

    /// The loop has moved.
    package func beat() {
        state.withLock { state in
            state.lastBeat = .now
            state.isResting = false
        }
    }

    /// The loop waits, for as long as it takes, for something that may never come: no sign of being stuck.
    package func rest() { state.withLock { $0.isResting = true } }

    /// Time since the loop last moved; zero while it rests.
    package var age: Duration { state.withLock { $0.isResting ? .zero : .now - $0.lastBeat } }

    /// The loop does what it is for: a worker has joined its group, a sink has caught up once, a publisher watches.
    package var isReady: Bool { state.withLock { $0.isReady } }

    package func becameReady() { state.withLock { $0.isReady = true } }

    /// The partitions that the loop reads now.
    package var partitions: Set<TopicPartition> { state.withLock { $0.partitions } }

    package func owns(_ partitions: [TopicPartition]) { state.withLock { $0.partitions.formUnion(partitions) } }

    package func ownsNoMore(_ partitions: [TopicPartition]) { state.withLock { $0.partitions.subtract(partitions) } }
}
