import CoreMetrics
import Metrics

/// The numbers that the three loops report through swift-metrics; names are Prometheus's.
struct PipelineMetrics: Sendable {
    let recordsIn: Counter
    let recordsOut: Counter
    let deadLetters: Counter
    let duplicates: Counter
    let retries: Counter
    let rebalances: Counter
    let batchSeconds: Metrics.Timer

    /// - Parameter loop: `publish`, `work` or `sink`.
    init(loop: String) {
        let dimensions = [("loop", loop)]
        recordsIn = Counter(label: "claimstream_records_in_total", dimensions: dimensions)
        recordsOut = Counter(label: "claimstream_records_out_total", dimensions: dimensions)
        deadLetters = Counter(label: "claimstream_dead_letters_total", dimensions: dimensions)
        duplicates = Counter(label: "claimstream_duplicates_ignored_total", dimensions: dimensions)
        retries = Counter(label: "claimstream_retries_total", dimensions: dimensions)
        rebalances = Counter(label: "claimstream_rebalances_total", dimensions: dimensions)
        batchSeconds = Metrics.Timer(label: "claimstream_batch_seconds", dimensions: dimensions)
    }
}
