import EventLog
import Foundation

/// Watches files for writes and closes (inotify). Where the system has no watches left it stays silent, and callers' fall-back polls rule.
final class FileBell: Sendable {
    /// For `WorkThread`; -1 where there is no inotify.
    let descriptor: Int32

    init() { descriptor = inotify_init1(Int32(IN_CLOEXEC | IN_NONBLOCK)) }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// Watches one file; it must exist. `false` when that is not possible.
    @discardableResult
    func watch(_ path: String) -> Bool {
        if descriptor < 0 { return false }
        let events = UInt32(IN_MODIFY) | UInt32(IN_CLOSE_WRITE)
        return unsafe inotify_add_watch(descriptor, path, events) >= 0
    }

    /// Reads all that rang; `true` if anything did.
    func drain() -> Bool {
        if descriptor < 0 { return false }
        var buffer = [UInt8](repeating: 0, count: 4096)
        var rang = false
        while unsafe read(descriptor, &buffer, buffer.count) > 0 { rang = true }
        return rang
    }
}
