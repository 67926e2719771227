package import CoreMetrics
import Synchronization

/// Keeps the numbers that the program reports through swift-metrics, for `/metrics` to show.
///
/// Counters are counters, meters and recorders without aggregation are gauges, timers are histograms in seconds, and
/// recorders with aggregation are histograms of the plain values. Two handles with one name and the same labels share
/// one series. Safe to use from any thread.
package final class MetricsRegistry: MetricsFactory {
    /// A name with its labels.
    struct SeriesKey: Hashable, Sendable {
        let name: String
        let labels: [[String]]

        init(_ name: String, _ dimensions: [(String, String)]) {
            self.name = name
            labels = dimensions.sorted { $0.0 < $1.0 }.map { [$0.0, $0.1] }
        }
    }

    enum Series: Sendable {
        case counter(CounterSeries)
        case gauge(GaugeSeries)
        case histogram(HistogramSeries)
    }

    private let table = Mutex<[SeriesKey: Series]>([:])

    package init() {}

    /// All series, by name and then by labels.
    func series() -> [(key: SeriesKey, value: Series)] {
        table.withLock { Array($0) }.sorted {
            ($0.key.name, $0.key.labels.joined().joined(separator: "\u{0}"))
                < ($1.key.name, $1.key.labels.joined().joined(separator: "\u{0}"))
        }
    }

    /// Sets a gauge and drops all other series of the name: lag of partitions that were taken away must not linger.
    package func replace(gauge name: String, with values: [(labels: [(String, String)], value: Double)]) {
        table.withLock { table in
            let kept = Set(values.map { SeriesKey(name, $0.labels) })
            for key in table.keys where key.name == name && !kept.contains(key) { table[key] = nil }
            for (labels, value) in values {
                let key = SeriesKey(name, labels)
                if case .gauge(let gauge) = table[key] {
                    gauge.set(value)
                } else {
                    let gauge = GaugeSeries()
                    gauge.set(value)
                    table[key] = .gauge(gauge)
                }
            }
        }
    }

    private func find(_ key: SeriesKey, make: () -> Series) -> Series {
        table.withLock { table in
            if let series = table[key] { return series }
            let series = make()
            table[key] = series
            return series
        }
    }

    private func counter(_ label: String, _ dimensions: [(String, String)]) -> CounterSeries {
        guard case .counter(let series) = find(SeriesKey(label, dimensions), make: { .counter(CounterSeries()) }) else {
            preconditionFailure("\(label) is used both as a counter and as something else")
        }
        return series
    }

    private func gauge(_ label: String, _ dimensions: [(String, String)]) -> GaugeSeries {
        guard case .gauge(let series) = find(SeriesKey(label, dimensions), make: { .gauge(GaugeSeries()) }) else {
            preconditionFailure("\(label) is used both as a gauge and as something else")
        }
        return series
    }

    private func histogram(_ label: String, _ dimensions: [(String, String)]) -> HistogramSeries {
        guard case .histogram(let series) = find(SeriesKey(label, dimensions), make: { .histogram(HistogramSeries()) })
        else { preconditionFailure("\(label) is used both as a histogram and as something else") }
        return series
    }

    // MARK: MetricsFactory

    package func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        counter(label, dimensions)
    }

    package func makeFloatingPointCounter(
        label: String, dimensions: [(String, String)]
    ) -> any FloatingPointCounterHandler { counter(label, dimensions) }

    package func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        gauge(label, dimensions)
    }

    package func makeRecorder(
        label: String, dimensions: [(String, String)], aggregate: Bool
    ) -> any RecorderHandler { aggregate ? histogram(label, dimensions) : gauge(label, dimensions) }

    package func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        histogram(label, dimensions)
    }

    // A number once shown stays until the process ends: a counter that vanished would look like a restart.
    package func destroyCounter(_ handler: any CounterHandler) {}
    package func destroyFloatingPointCounter(_ handler: any FloatingPointCounterHandler) {}
    package func destroyMeter(_ handler: any MeterHandler) {}
    package func destroyRecorder(_ handler: any RecorderHandler) {}
    package func destroyTimer(_ handler: any TimerHandler) {}
}
