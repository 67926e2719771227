import CoreMetrics
import Metrics

/// The numbers that the three loops report through swift-metrics; names are Prometheus's.
struct PipelineMetrics: Sendable {
    let recordsIn: Counter
    let recordsOut: Counter
    private let deadLetters: [DeadLetter.Reason: Counter]
    /// Records taken and not yet done.
    let recordsInHand: Gauge
    let duplicates: Counter
    let retries: Counter
    let rebalances: Counter
    let batchSeconds: Metrics.Timer

    /// - Parameter loop: `publish`, `work` or `sink`.
    init(loop: String) {
        let dimensions = [("loop", loop)]
        recordsIn = Counter(label: "claimstream_records_in_total", dimensions: dimensions)
        recordsOut = Counter(label: "claimstream_records_out_total", dimensions: dimensions)
        deadLetters = Dictionary(
            uniqueKeysWithValues: DeadLetter.Reason.allCases.map { reason in
                (
                    reason,
                    Counter(
                        label: "claimstream_dead_letters_total", dimensions: dimensions + [("reason", reason.rawValue)])
                )
            })
        recordsInHand = Gauge(label: "claimstream_records_in_hand", dimensions: dimensions)
        duplicates = Counter(label: "claimstream_duplicates_ignored_total", dimensions: dimensions)
        retries = Counter(label: "claimstream_retries_total", dimensions: dimensions)
        rebalances = Counter(label: "claimstream_rebalances_total", dimensions: dimensions)
        batchSeconds = Metrics.Timer(label: "claimstream_batch_seconds", dimensions: dimensions)
    }
    /// Counts dead letters, each under its reason.
    func count(_ letters: [DeadLetter]) {
        for letter in letters { deadLetters[letter.reason]?.increment() }
    }
}
