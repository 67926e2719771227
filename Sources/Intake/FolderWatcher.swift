import Foundation
import Glibc

/// Wakes its reader whenever a file below some folders was finished (written and closed, or moved in).
///
/// Linux's inotify is only the alarm clock: what changed is found by looking at the folders again, so that nothing is
/// lost when the kernel's queue overflows or a folder is new. Where inotify hears nothing (network file systems), the
/// reader looks again every `fallback`.
///
/// One thread of its own blocks in poll(2); it ends with `stop()`.
package final class FolderWatcher: Sendable {
    /// One element for each time that the folders should be looked at again; bursts are joined to one.
    package let wakes: AsyncStream<Void>
    private let continuation: AsyncStream<Void>.Continuation
    private let inotify: Int32
    /// Written to by `stop`, so that the thread's poll returns.
    private let stopPipe: (read: Int32, write: Int32)
    private let folders: [String]
    private let fallback: Duration

    /// - Throws: `IntakeError` when the kernel grants no more watches, with the setting that raises the limit.
    package init(folders: [String], fallback: Duration = .seconds(30)) throws(IntakeError) {
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        wakes = stream
        self.continuation = continuation
        self.folders = folders
        self.fallback = fallback
        inotify = inotify_init1(Int32(IN_CLOEXEC | IN_NONBLOCK))
        var ends: [Int32] = [0, 0]
        guard inotify >= 0, unsafe pipe(&ends) == 0 else {
            throw IntakeError(
                path: folders.first ?? "",
                message: "cannot be watched (errno \(errno)); raise fs.inotify.max_user_instances")
        }
        stopPipe = (ends[0], ends[1])
        try addWatches()
        Thread.detachNewThread { [self] in watch() }
    }

    /// Ends the thread and the stream. Call it once.
    package func stop() {
        var byte: UInt8 = 0
        _ = unsafe write(stopPipe.write, &byte, 1)
    }

    private func watch() {
        defer {
            continuation.finish()
            close(inotify)
            close(stopPipe.read)
            close(stopPipe.write)
        }
        let timeout = Int32(clamping: fallback.components.seconds * 1000)
        while true {
            var descriptors = [
                pollfd(fd: inotify, events: Int16(POLLIN), revents: 0),
                pollfd(fd: stopPipe.read, events: Int16(POLLIN), revents: 0),
            ]
            let count = unsafe poll(&descriptors, 2, timeout)
            if descriptors[1].revents != 0 { return }
            if count < 0, errno != EINTR { return }
            drain()
            do {
                // A new folder may hold new folders; adding a watch twice is harmless.
                try addWatches()
            } catch {
                // The limit of watches was reached: the fallback still finds the files.
            }
            continuation.yield()
        }
    }

    private func drain() {
        var buffer = [UInt8](repeating: 0, count: 16 << 10)
        while unsafe read(inotify, &buffer, buffer.count) > 0 {}
    }

    private func addWatches() throws(IntakeError) {
        let mask = UInt32(IN_CLOSE_WRITE) | UInt32(IN_MOVED_TO) | UInt32(IN_CREATE) | UInt32(IN_ONLYDIR)
        for root in folders {
            for folder in [root] + Self.folders(below: root) {
                guard unsafe inotify_add_watch(inotify, folder, mask) >= 0 || errno == ENOENT else {
                    throw IntakeError(
                        path: folder,
                        message: "cannot be watched (errno \(errno)); raise fs.inotify.max_user_watches")
                }
            }
        }
    }

    private static func folders(below root: String) -> [String] {
        guard let walk = FileManager.default.enumerator(atPath: root) else { return [] }
        var found: [String] = []
        for case let name as String in walk {
            if (name as NSString).lastPathComponent.hasPrefix(".") {
                walk.skipDescendants()
            } else if walk.fileAttributes?[.type] as? FileAttributeType == .typeDirectory {
                found.append(root + "/" + name)
            }
        }
        return found
    }
}
