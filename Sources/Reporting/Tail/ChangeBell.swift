import Foundation

/// Rings when a sink's folder may hold new changes: inotify on the folder (the database's commits) and on `changes`.
///
/// Only an alarm clock: who hears it looks into the database for what was committed. Where inotify hears nothing
/// (network file systems) it rings by itself after the wait's limit.
package final class ChangeBell: Sendable {
    private let descriptor: Int32

    package init(directory: String) {
        descriptor = inotify_init1(Int32(IN_CLOEXEC | IN_NONBLOCK))
        let events = UInt32(IN_MODIFY) | UInt32(IN_CLOSE_WRITE) | UInt32(IN_MOVED_TO) | UInt32(IN_DELETE)
        guard descriptor >= 0 else { return }
        for folder in [directory, directory + "/changes"] { _ = unsafe inotify_add_watch(descriptor, folder, events) }
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// Returns once something rang since the last return (true), or after `milliseconds` (false).
    ///
    /// What rings is the writing of a commit; readers see it only once it is synced, some milliseconds later. So look again
    /// shortly after a ring that brought nothing.
    ///
    /// A thread of its own blocks meanwhile, none of Swift's pool.
    package func wait(milliseconds: Int32) async -> Bool {
        await withCheckedContinuation { continuation in
            Thread.detachNewThread { [self] in
                var ready = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
                let rang = unsafe poll(&ready, descriptor >= 0 ? 1 : 0, milliseconds) > 0
                drain()
                continuation.resume(returning: rang)
            }
        }
    }

    private func drain() {
        var buffer = [UInt8](repeating: 0, count: 16 << 10)
        while descriptor >= 0, unsafe read(descriptor, &buffer, buffer.count) > 0 {}
    }
}
