import CoreMetrics
import Metrics
import Telemetry
import Testing

@Suite struct PrometheusTextTests {
    @Test func aCounterIsShownWithItsHelpItsTypeAndItsLabels() {
        let registry = MetricsRegistry()
        let counter = Counter(
            label: "claimstream_records_in_total", dimensions: [("loop", "work")], factory: registry)
        counter.increment(by: 3)
        #expect(
            PrometheusText.render(registry) == """
                # HELP claimstream_records_in_total Records read.
                # TYPE claimstream_records_in_total counter
                claimstream_records_in_total{loop="work"} 3

                """)
    }

    @Test func twoHandlesOfOneNameShareASeries() {
        let registry = MetricsRegistry()
        for _ in 0..<2 {
            Counter(label: "x_total", dimensions: [("a", "1"), ("b", "2")], factory: registry).increment()
        }
        Counter(label: "x_total", dimensions: [("b", "2"), ("a", "1")], factory: registry).increment()
        #expect(PrometheusText.render(registry).hasSuffix("x_total{a=\"1\",b=\"2\"} 3\n"))
    }

    @Test func aTimerIsACumulativeHistogramInSeconds() {
        let registry = MetricsRegistry()
        let timer = Metrics.Timer(label: "t_seconds", dimensions: [], factory: registry)
        timer.recordNanoseconds(4_000_000)
        timer.recordNanoseconds(300_000_000)
        timer.recordNanoseconds(90_000_000_000)
        let lines = Set(PrometheusText.render(registry).split(separator: "\n"))
        for line in [
            "t_seconds_bucket{le=\"0.005\"} 1", "t_seconds_bucket{le=\"0.25\"} 1", "t_seconds_bucket{le=\"0.5\"} 2",
            "t_seconds_bucket{le=\"60\"} 2", "t_seconds_bucket{le=\"+Inf\"} 3", "t_seconds_count 3",
            "t_seconds_sum 90.304",
        ] {
            #expect(lines.contains(Substring(line)), "\(line)")
        }
    }

    @Test(arguments: [("a\"b", "a\\\"b"), ("a\\b", "a\\\\b"), ("a\nb", "a\\nb")])
    func labelValuesAreEscaped(value: String, expected: String) {
        let registry = MetricsRegistry()
        registry.replace(gauge: "g", with: [([("l", value)], 1)])
        #expect(PrometheusText.render(registry) == "# TYPE g gauge\ng{l=\"\(expected)\"} 1\n")
    }

    @Test func replacingAGaugeDropsSeriesThatAreNoMore() {
        let registry = MetricsRegistry()
        registry.replace(gauge: "g", with: [([("p", "0")], 5), ([("p", "1")], 6)])
        registry.replace(gauge: "g", with: [([("p", "1")], 7)])
        #expect(PrometheusText.render(registry) == "# TYPE g gauge\ng{p=\"1\"} 7\n")
    }

    @Test func theProcessShowsMemoryAndDescriptors() throws {
        let registry = MetricsRegistry()
        ProcessNumbers.update(registry)
        ProcessNumbers.update(registry)
        let text = PrometheusText.render(registry)
        for name in [
            "process_resident_memory_bytes", "process_open_fds", "process_max_fds", "process_start_time_seconds",
            "process_cpu_seconds_total",
        ] {
            let line = try #require(text.split(separator: "\n").first { $0.hasPrefix("\(name) ") }, "\(name)")
            #expect(Double(line.dropFirst(name.count + 1)).map { $0 > 0 } == true)
        }
    }

    @Test func theCatalogIsSortedAndItsNamesAreValid() {
        let names = MetricCatalog.entries.map(\.name)
        #expect(names == names.sorted())
        #expect(Set(names).count == names.count)
        for entry in MetricCatalog.entries {
            #expect(entry.name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") })
            #expect((entry.kind == .counter) == entry.name.hasSuffix("_total"), "\(entry.name)")
        }
    }
}
