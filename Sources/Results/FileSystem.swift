import Glibc

/// The few calls whose order and durability the sink's promises rest on.
enum FileSystem {
    /// Writes a whole file and syncs it to the disk.
    static func write(_ bytes: [UInt8], to path: String) throws(ResultsError) {
        let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o640)
        guard descriptor >= 0 else { throw failure("open", path) }
        defer { close(descriptor) }
        try append(bytes, to: descriptor, path)
        guard fsync(descriptor) == 0 else { throw failure("sync", path) }
    }

    static func append(_ bytes: [UInt8], to descriptor: Int32, _ path: String) throws(ResultsError) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count > 0 {
                rest = rest.dropFirst(count)
            } else if errno != EINTR {
                throw failure("write", path)
            }
        }
    }

    /// Replaces a file atomically; durable only once the folder is synced.
    static func rename(_ from: String, to path: String) throws(ResultsError) {
        guard unsafe Glibc.rename(from, path) == 0 else { throw failure("rename", path) }
    }

    /// Makes new names in a folder durable.
    static func syncFolder(_ path: String) throws(ResultsError) {
        let descriptor = unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure("open", path) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw failure("sync", path) }
    }

    static func truncate(_ path: String, to bytes: Int) throws(ResultsError) {
        guard unsafe Glibc.truncate(path, off_t(bytes)) == 0 else { throw failure("cut", path) }
    }

    /// Nil where there is no such file.
    static func size(of path: String) -> Int? {
        var status = stat()
        return unsafe stat(path, &status) == 0 ? Int(status.st_size) : nil
    }

    /// A name that is gone already is fine.
    static func remove(_ path: String) throws(ResultsError) {
        guard unsafe unlink(path) == 0 || errno == ENOENT else { throw failure("remove", path) }
    }

    static func failure(_ action: String, _ path: String) -> ResultsError {
        let code = errno
        let reason = unsafe strerror(code).map { unsafe String(cString: $0) } ?? "errno \(code)"
        switch code {
        case ENOSPC, EDQUOT, EFBIG:
            return ResultsError(.storageFull, "cannot \(action) \(path): \(reason); make room on the disk")
        case EACCES, EPERM, EROFS:
            return ResultsError(.denied, "cannot \(action) \(path): \(reason); check the permissions")
        default: return ResultsError(.storage, "cannot \(action) \(path): \(reason)")
        }
    }
}
