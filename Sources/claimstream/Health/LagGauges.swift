import EventLog
import Foundation
import Logging
import Pipeline
import Telemetry

/// Reads how far the partitions that this process owns are behind, from the log itself, when somebody asks.
///
/// Readings are a second old at most. Where the log does not answer, the numbers vanish: no number is better than an
/// old one.
actor LagGauges {
    private let registry: MetricsRegistry
    private let open: OpenLog
    private let heartbeats: [Heartbeat]
    private var lastReading: ContinuousClock.Instant?

    init(registry: MetricsRegistry, open: OpenLog, heartbeats: [Heartbeat]) {
        self.registry = registry
        self.open = open
        self.heartbeats = heartbeats
    }

    func refresh() async {
        let now = ContinuousClock.now
        if let lastReading, now - lastReading < .seconds(1) { return }
        lastReading = now
        let queue = DeadLetterQueue(log: open.log, topics: open.topics, logger: open.logger)
        let reader = LagReader(log: open.log, topics: open.topics, groups: open.groups, queue: queue)
        do throws(LogError) {
            let owned = heartbeats.reduce(into: Set<TopicPartition>()) { $0.formUnion($1.partitions) }
            let lags = try await reader.lags().filter { owned.contains(TopicPartition($0.topic, $0.partition)) }
            show(try await reader.withAges(lags))
            if heartbeats.contains(where: { $0.loop == "sink" }) {
                let count = try await queue.open().count
                registry.replace(gauge: "claimstream_dead_letters_open", with: [([], Double(count))])
            }
        } catch {
            show([])
            registry.replace(gauge: "claimstream_dead_letters_open", with: [])
            open.logger.warning("lag cannot be read: \(error)")
        }
    }

    private func show(_ lags: [LagReader.PartitionLag]) {
        let now = Int64(Date().timeIntervalSince1970 * 1_000)
        registry.replace(
            gauge: "claimstream_lag_records",
            with: lags.map { lag in
                (
                    [("group", lag.group), ("topic", lag.topic.description), ("partition", lag.partition.description)],
                    Double(lag.records)
                )
            })
        var seconds: [String: (group: String, topic: String, value: Double)] = [:]
        for lag in lags {
            let before = seconds[lag.group]?.value ?? 0
            seconds[lag.group] = (lag.group, lag.topic.description, max(before, lag.secondsBehind(now: now)))
        }
        registry.replace(
            gauge: "claimstream_lag_seconds",
            with: seconds.values.map { ([("group", $0.group), ("topic", $0.topic)], $0.value) })
    }
}
