/// Writes a registry's numbers in Prometheus's text format, version 0.0.4.
///
/// Each name has one `# HELP` and one `# TYPE` line before its series; series are sorted, so that the same numbers give
/// the same bytes.
package struct PrometheusText: Sendable {
    /// The response's media type.
    package static let contentType = "text/plain; version=0.0.4; charset=utf-8"

    /// Everything in the registry.
    package static func render(_ registry: MetricsRegistry) -> String {
        var text = PrometheusText()
        for (key, series) in registry.series() { text.append(key, series) }
        return text.output
    }

    private var output = ""
    private var lastName: String?

    private mutating func append(_ key: MetricsRegistry.SeriesKey, _ series: MetricsRegistry.Series) {
        if key.name != lastName {
            lastName = key.name
            if let entry = MetricCatalog.entry(key.name) { output += "# HELP \(key.name) \(entry.help)\n" }
            output += "# TYPE \(key.name) \(Self.kind(series).rawValue)\n"
        }
        switch series {
        case .counter(let counter): line(key.name, key.labels, counter.value)
        case .gauge(let gauge): line(key.name, key.labels, gauge.value)
        case .histogram(let histogram):
            let snapshot = histogram.snapshot
            for (bound, count) in zip(HistogramSeries.bounds, snapshot.cumulative) {
                line(key.name + "_bucket", key.labels + [["le", Self.number(bound)]], Double(count))
            }
            line(key.name + "_bucket", key.labels + [["le", "+Inf"]], Double(snapshot.count))
            line(key.name + "_sum", key.labels, snapshot.sum)
            line(key.name + "_count", key.labels, Double(snapshot.count))
        }
    }

    private mutating func line(_ name: String, _ labels: [[String]], _ value: Double) {
        output += name
        if !labels.isEmpty {
            output += "{" + labels.map { "\($0[0])=\"\(Self.escaped($0[1]))\"" }.joined(separator: ",") + "}"
        }
        output += " \(Self.number(value))\n"
    }

    private static func kind(_ series: MetricsRegistry.Series) -> MetricCatalog.Kind {
        switch series {
        case .counter: .counter
        case .gauge: .gauge
        case .histogram: .histogram
        }
    }

    /// Whole numbers without a fraction; the format's own words for what is no number.
    static func number(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value < 0 ? "-Inf" : "+Inf" }
        if value == value.rounded(), abs(value) < 1e15 { return String(Int64(value)) }
        return String(value)
    }

    /// Backslash, quote and line feed as the format asks.
    static func escaped(_ text: String) -> String {
        var escaped = ""
        for character in text.unicodeScalars {
            switch character {
            case "\\": escaped += "\\\\"
            case "\"": escaped += "\\\""
            case "\n": escaped += "\\n"
            default: escaped.unicodeScalars.append(character)
            }
        }
        return escaped
    }
}
