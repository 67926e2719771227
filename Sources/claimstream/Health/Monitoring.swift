import Annotation
import ArgumentParser
import CoreMetrics
import Pipeline
import ServiceLifecycle
import Synchronization
import Telemetry

/// The option of every daemon that can be watched.
struct MonitoringOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Serve /livez, /healthz, /readyz and /metrics there; a bare port is seen by this machine alone. (default: off)",
            valueName: "address:port"))
    var listen: String?
}

/// A daemon as seen from outside: its loops' heartbeats and its numbers, served where the user asked for it.
struct Monitoring: Sendable {
    let heartbeats: [Heartbeat]
    let registry: MetricsRegistry
    let address: ListenAddress
    private let thresholds: Thresholds
    /// The engine whose lexicon is shown; nil for a daemon without one.
    let engine: AnnotatorInUse?

    /// What may change while the daemon runs.
    private final class Thresholds: Sendable {
        /// A loop that has not moved for so long is stuck.
        let stuckAfter: Mutex<Duration>

        init(stuckAfter: Duration) { self.stuckAfter = Mutex(stuckAfter) }
    }

    /// Nil where no endpoint is asked for. To be called before the loops are made, since their numbers go where swift-metrics
    /// sends them at that moment.
    ///
    /// - Parameter engine: the engine in use; nil for a daemon without one.
    static func start(
        _ options: MonitoringOptions, _ settings: Settings, _ heartbeats: [Heartbeat], engine: AnnotatorInUse? = nil
    ) throws(CommandFailure) -> Monitoring? {
        guard let text = settings.text(.listen, flag: options.listen) else { return nil }
        let address = try ListenAddress(text)
        let thresholds = Thresholds(stuckAfter: try stuckAfter(settings))
        let registry = MetricsRegistry()
        MetricsSystem.bootstrap(registry)
        let monitoring = Monitoring(
            heartbeats: heartbeats, registry: registry, address: address, thresholds: thresholds, engine: engine)
        // The first look takes the time of the start.
        monitoring.refresh()
        return monitoring
    }

    private static func stuckAfter(_ settings: Settings) throws(CommandFailure) -> Duration {
        .seconds(try settings.number(.stuckSeconds) ?? 120)
    }

    /// Takes a new threshold: see `ReloadablePart`.
    func reload(_ settings: Settings) throws(CommandFailure) -> (@Sendable () -> String) {
        let new = try Self.stuckAfter(settings)
        return {
            thresholds.stuckAfter.withLock { $0 = new }
            return "a loop is stuck after \(new)"
        }
    }

    func services(_ open: OpenLog) -> [any Service] {
        let lags = LagGauges(registry: registry, open: open, heartbeats: heartbeats)
        return [HealthEndpoint(monitoring: self, lags: lags, logger: open.logger)]
    }

    /// Loops that have not moved for too long, with the seconds since.
    func stuckLoops() -> [(loop: String, seconds: Int64)] {
        let limit = thresholds.stuckAfter.withLock { $0 }
        return heartbeats.filter { $0.age > limit }.map { ($0.loop, $0.age.components.seconds) }
    }

    /// Puts in what is not counted as it happens, but looked up.
    func refresh() {
        ProcessNumbers.update(registry)
        let labels = [
            ("version", ProgramVersion.text), ("ordinal", String(ProgramVersion.ordinal)),
            ("lexicon", engine?.annotator.lexicon.version ?? ""),
        ]
        registry.replace(gauge: "claimstream_build_info", with: [(labels, 1)])
        registry.replace(
            gauge: "claimstream_heartbeat_age_seconds",
            with: heartbeats.map { ([("loop", $0.loop)], $0.age / .seconds(1)) })
        registry.replace(
            gauge: "claimstream_partitions_owned",
            with: heartbeats.map { ([("loop", $0.loop)], Double($0.partitions.count)) })
    }
}
