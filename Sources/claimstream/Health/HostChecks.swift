import Foundation
import Glibc

/// What the machine must offer.
enum HostChecks {
    /// A daemon on the embedded log holds some files a topic, one on Kafka a socket a broker; 1,024 is Linux's default.
    static func descriptors() -> DoctorReport.Finding {
        var limit = rlimit()
        guard unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else {
            return .warning("the limit cannot be read", "check ulimit -n")
        }
        if limit.rlim_cur >= 1_024 { return .ok("\(limit.rlim_cur) allowed") }
        return .warning("only \(limit.rlim_cur) allowed", "raise it: ulimit -n 4096, or LimitNOFILE in the unit")
    }

    /// Records carry the time; a clock that is years off makes every age wrong.
    static func clock() -> DoctorReport.Finding {
        let year = Calendar(identifier: .gregorian).component(.year, from: Date())
        if (2025...2100).contains(year) { return .ok(Date().formatted(.iso8601)) }
        return .failed("it is \(year) here", "set the clock, and keep it: systemd-timesyncd or chrony")
    }

    /// Below a hundred megabytes a daemon will stop soon, below a gigabyte it may within a day.
    static func disk(_ path: String) -> DoctorReport.Finding {
        var numbers = statvfs()
        guard unsafe statvfs(nearestFolder(path), &numbers) == 0 else {
            return .failed("\(path): not there (errno \(errno))", "make the folder, or check the path")
        }
        let free = UInt64(numbers.f_bavail) * UInt64(numbers.f_frsize)
        let text = "\(free / 1_000_000) MB free at \(path)"
        if free < 100_000_000 { return .failed(text, "make room, or move the folder") }
        if free < 1_000_000_000 { return .warning(text, "make room soon, or shorten the retention") }
        return .ok(text)
    }

    /// The folder, or the nearest one above it that is there, can be written.
    static func writable(_ path: String) -> DoctorReport.Finding {
        let folder = nearestFolder(path)
        if unsafe access(folder, W_OK | X_OK) == 0 { return .ok("\(path) can be written") }
        return .failed(
            "\(folder) cannot be written (errno \(errno))", "give it to this user: chown \(getuid()) \(folder)")
    }

    private static func nearestFolder(_ path: String) -> String {
        var url = URL(fileURLWithPath: path)
        while url.path != "/", !FileManager.default.fileExists(atPath: url.path) { url.deleteLastPathComponent() }
        return url.path
    }
}
