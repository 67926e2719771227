import Foundation
import Pipeline
import Synchronization

/// Shows how far long work has got, on standard error: one line that is drawn anew on a terminal, a plain line now and
/// then elsewhere. Silent when told to be quiet.
final class ProgressLine: Sendable {
    private struct State {
        var published = 0
        var unchanged = 0
        var rejected = 0
        var enriched = 0
        var aggregated = 0
        var lastShown: ContinuousClock.Instant?
        var isDrawn = false
    }

    private let state = Mutex(State())
    private let isQuiet: Bool
    /// On a terminal ten times a second, elsewhere every five seconds.
    private let interval: Duration = StandardError.isTerminal ? .milliseconds(100) : .seconds(5)

    init(isQuiet: Bool) { self.isQuiet = isQuiet }

    func update(_ update: ProgressUpdate) {
        let line: String? = state.withLock { state in
            switch update {
            case .published(let articles, let unchanged, let rejected):
                state.published += articles
                state.unchanged += unchanged
                state.rejected += rejected
            case .enriched(let articles, _): state.enriched += articles
            case .aggregated(let articles, _): state.aggregated += articles
            case .snapshot: break
            }
            let now = ContinuousClock.now
            guard let last = state.lastShown else {
                state.lastShown = now
                return nil
            }
            guard !isQuiet, now - last >= interval else { return nil }
            state.lastShown = now
            state.isDrawn = true
            return Self.text(state)
        }
        guard let line else { return }
        StandardError.write(StandardError.isTerminal ? "\r\u{1B}[K\(line)" : line + "\n")
    }

    /// Ends the drawn line, so that what follows starts on a fresh one.
    func finish() {
        let isDrawn = state.withLock { $0.isDrawn }
        if isDrawn && StandardError.isTerminal { StandardError.write("\r\u{1B}[K") }
    }

    private static func text(_ state: State) -> String {
        var text = "published \(state.published)"
        if state.unchanged > 0 { text += " (\(state.unchanged) unchanged)" }
        if state.rejected > 0 { text += ", rejected \(state.rejected)" }
        return text + ", enriched \(state.enriched), aggregated \(state.aggregated)"
    }
}
