import CoreMetrics
import Foundation
import Glibc

/// What the kernel says about this process, as Prometheus's client libraries name it.
package enum ProcessNumbers {
    /// Reads everything anew into the registry; what cannot be read is left out.
    package static func update(_ registry: MetricsRegistry) {
        func set(_ name: String, _ value: Double?) {
            if let value { registry.replace(gauge: name, with: [([], value)]) }
        }
        set("process_resident_memory_bytes", residentBytes())
        set("process_open_fds", openDescriptors().map(Double.init))
        set("process_max_fds", descriptorLimit())
        set("process_start_time_seconds", startTime)
        if let total = cpuSeconds() { counter(registry, "process_cpu_seconds_total", at: total) }
    }

    /// Resident memory, from `/proc/self/statm`: pages, second field.
    package static func residentBytes() -> Double? {
        guard let fields = words(of: "/proc/self/statm"), fields.count > 1, let pages = Double(fields[1]) else {
            return nil
        }
        return pages * Double(sysconf(Int32(_SC_PAGESIZE)))
    }

    /// Descriptors open now, the one used for counting left out.
    package static func openDescriptors() -> Int? {
        do {
            return try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count - 1
        } catch {
            return nil
        }
    }

    static func descriptorLimit() -> Double? {
        var limit = rlimit()
        guard unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return nil }
        return Double(limit.rlim_cur)
    }

    static func cpuSeconds() -> Double? {
        var usage = rusage()
        guard unsafe getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage) == 0 else { return nil }
        func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
        return seconds(usage.ru_utime) + seconds(usage.ru_stime)
    }

    /// Taken at the first look, which a daemon makes when it starts.
    static let startTime = Date().timeIntervalSince1970

    private static func words(of path: String) -> [Substring]? {
        do {
            return try String(contentsOfFile: path, encoding: .utf8).split(separator: " ")
        } catch {
            return nil
        }
    }

    /// A counter whose total is known from elsewhere: raised by what is missing.
    private static func counter(_ registry: MetricsRegistry, _ name: String, at total: Double) {
        guard let series = registry.makeFloatingPointCounter(label: name, dimensions: []) as? CounterSeries else {
            return
        }
        series.increment(by: total - series.value)
    }
}
