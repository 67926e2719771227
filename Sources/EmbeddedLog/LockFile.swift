import EventLog
import Foundation

/// A file whose bytes are locked by handles: open-file-description locks, exclusive, released by the kernel when the handle's process dies.
///
/// Two handles exclude each other also within one process. A stopped process (SIGSTOP) keeps its locks.
final class LockFile: Sendable {
    let path: String
    let descriptor: Int32

    // <fcntl.h>, hidden behind _GNU_SOURCE; the same on every architecture of Linux.
    private static let getLock: Int32 = 36
    private static let setLock: Int32 = 37
    private static let setLockAndWait: Int32 = 38

    /// Opens the file, making it when it is missing.
    init(_ path: String) throws(LogError) {
        self.path = path
        descriptor = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
        if descriptor < 0 { throw LogError.system("opening", path: path, errno: errno) }
    }

    deinit { close(descriptor) }

    /// Locks a byte; `false` if another handle has it.
    func tryLock(_ byte: Int64) throws(LogError) -> Bool {
        var lock = Self.range(byte, F_WRLCK)
        while unsafe fcntl(descriptor, Self.setLock, &lock) != 0 {
            switch errno {
            case EINTR: continue
            case EAGAIN, EACCES: return false
            default: throw LogError.system("locking", path: path, errno: errno)
            }
        }
        return true
    }

    /// Locks a byte, waiting for it: only on a thread that may block.
    func lock(_ byte: Int64) throws(LogError) {
        var lock = Self.range(byte, F_WRLCK)
        while unsafe fcntl(descriptor, Self.setLockAndWait, &lock) != 0 {
            if errno != EINTR { throw LogError.system("locking", path: path, errno: errno) }
        }
    }

    /// Gives a byte back.
    func unlock(_ byte: Int64) {
        var lock = Self.range(byte, F_UNLCK)
        let result = unsafe fcntl(descriptor, Self.setLock, &lock)
        assert(result == 0, "unlocking a descriptor of ours cannot fail")
    }

    /// The bytes of the range that other handles have locked, ascending.
    func lockedByOthers(in range: ClosedRange<Int64>) throws(LogError) -> [Int64] {
        // The kernel names any one lock that is in the way, not the lowest: so ask again on both sides of it.
        var found: [Int64] = []
        var open = [range]
        while let part = open.popLast() {
            var lock = Self.range(part.lowerBound, F_WRLCK)
            lock.l_len = Int(part.upperBound - part.lowerBound + 1)
            if unsafe fcntl(descriptor, Self.getLock, &lock) != 0 {
                throw LogError.system("asking for locks of", path: path, errno: errno)
            }
            if lock.l_type == Int16(F_UNLCK) { continue }
            let first = max(part.lowerBound, Int64(lock.l_start))
            let last = lock.l_len == 0 ? part.upperBound : min(part.upperBound, Int64(lock.l_start + lock.l_len - 1))
            if first > last { continue }
            found.append(contentsOf: first...last)
            if first > part.lowerBound { open.append(part.lowerBound...first - 1) }
            if last < part.upperBound { open.append(last + 1...part.upperBound) }
        }
        return found.sorted()
    }

    private static func range(_ byte: Int64, _ type: Int32) -> flock {
        var lock = flock()
        lock.l_type = Int16(type)
        lock.l_whence = Int16(SEEK_SET)
        lock.l_start = Int(byte)
        lock.l_len = 1
        return lock
    }
}
