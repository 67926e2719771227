import Glibc

/// The right to write a folder, held by the kernel for as long as this value lives: gone at once when the process dies.
final class FolderLock: Sendable {
    private let descriptor: Int32

    /// - Throws: `folderInUse` naming the holder's process id.
    init(directory: String) throws(ResultsError) {
        let path = directory + "/.lock"
        descriptor = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw ResultsError(.denied, "\(directory) cannot be written (errno \(errno)); check its permissions")
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let holder = Self.text(of: descriptor)
            close(descriptor)
            throw ResultsError(
                .folderInUse,
                "\(directory) is written by another sink (process \(holder)); stop it, or give another --output")
        }
        let pid = Array("\(getpid())\n".utf8)
        guard ftruncate(descriptor, 0) == 0, unsafe pwrite(descriptor, pid, pid.count, 0) == pid.count else {
            close(descriptor)
            throw ResultsError(.storageFull, "\(path) cannot be written; make room on the disk")
        }
    }

    deinit { close(descriptor) }

    private static func text(of descriptor: Int32) -> String {
        var buffer = [UInt8](repeating: 0, count: 32)
        let count = unsafe pread(descriptor, &buffer, buffer.count, 0)
        return String(decoding: buffer.prefix(max(0, count)).prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
    }
}
