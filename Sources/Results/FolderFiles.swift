import Events
import Foundation

/// Calls on the files of one folder that survive a power cut in the order they were made.
struct FolderFiles: Sendable {
    let directory: String

    func path(_ name: String) -> String { directory + "/" + name }

    func exists(_ name: String) -> Bool { unsafe access(path(name), F_OK) == 0 }

    static func makeDirectory(_ path: String) throws(ResultsError) {
        do {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        } catch {
            throw ResultsError(.storage, "cannot make the folder \(path): \(error.localizedDescription)")
        }
    }

    /// Names of a subfolder's entries, ascending; empty where there is none.
    func names(in folder: String) -> [String] {
        do {
            return try FileManager.default.contentsOfDirectory(atPath: path(folder)).sorted()
        } catch {
            return []
        }
    }

    func read(_ name: String) throws(ResultsError) -> [UInt8] {
        do {
            return Array(try Data(contentsOf: URL(fileURLWithPath: path(name))))
        } catch {
            throw ResultsError(.damaged, "cannot read \(path(name)): \(error.localizedDescription)")
        }
    }

    /// Makes a rename durable.
    func syncFolder(_ folder: String = ".") throws(ResultsError) {
        let descriptor = unsafe open(path(folder), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .system("opening", path(folder), errno: errno) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw .system("syncing", path(folder), errno: errno) }
    }

    func rename(_ from: String, to name: String) throws(ResultsError) {
        guard unsafe Foundation.rename(path(from), path(name)) == 0 else {
            throw .system("renaming", path(from), errno: errno)
        }
    }

    func remove(_ name: String) throws(ResultsError) {
        guard unsafe unlink(path(name)) == 0 || errno == ENOENT else {
            throw .system("removing", path(name), errno: errno)
        }
    }

    static func writeAll(_ descriptor: Int32, _ bytes: ArraySlice<UInt8>, _ path: String) throws(ResultsError) {
        var rest = bytes
        while !rest.isEmpty {
            let written = unsafe rest.withUnsafeBytes { unsafe write(descriptor, $0.baseAddress, $0.count) }
            if written < 0 {
                if errno == EINTR { continue }
                throw .system("writing", path, errno: errno)
            }
            rest = rest.dropFirst(written)
        }
    }
}

/// A file that is written piece by piece beside its place, hashed on the way and synced at the end; renaming it is the caller's.
final class TemporaryFile {
    /// Name in the folder, to be renamed.
    let name: String
    /// Bytes taken so far.
    private(set) var count = 0
    private let path: String
    private let descriptor: Int32
    private let hash = Sha256()
    private var buffer: [UInt8] = []

    private static let bufferSize = 256 << 10

    /// - Parameter name: the final name.
    init(_ files: FolderFiles, _ name: String) throws(ResultsError) {
        self.name = "." + name + ".tmp"
        path = files.path(self.name)
        descriptor = unsafe open(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw .system("opening", path, errno: errno) }
        buffer.reserveCapacity(Self.bufferSize)
    }

    deinit { close(descriptor) }

    func write(_ bytes: [UInt8]) throws(ResultsError) {
        count += bytes.count
        buffer.append(contentsOf: bytes)
        if buffer.count >= Self.bufferSize { try flush() }
    }

    private func flush() throws(ResultsError) {
        guard !buffer.isEmpty else { return }
        hash.update(buffer)
        try FolderFiles.writeAll(descriptor, buffer[...], path)
        buffer.removeAll(keepingCapacity: true)
    }

    /// Makes the content durable and gives its SHA-256; nothing may be written after it.
    func finish() throws(ResultsError) -> String {
        try flush()
        guard fsync(descriptor) == 0 else { throw .system("syncing", path, errno: errno) }
        return ContentHash.hexadecimal(hash.finish())
    }

    /// Makes what was written readable by `bytes(at:count:)`.
    func beginReading() throws(ResultsError) { try flush() }

    func bytes(at offset: Int, count: Int) throws(ResultsError) -> [UInt8] {
        var failure: Int32 = 0
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            while filled < count {
                let start = unsafe buffer.baseAddress.map { unsafe $0 + filled }
                let got = unsafe pread(descriptor, start, count - filled, off_t(offset + filled))
                if got < 0, errno == EINTR { continue }
                guard got > 0 else {
                    failure = got < 0 ? errno : EIO
                    return
                }
                filled += got
            }
        }
        guard bytes.count == count else { throw .system("reading", path, errno: failure) }
        return bytes
    }
}

/// The kernel's lock on a folder: one writer, released with its process however that ends.
final class FolderLock: Sendable {
    private let descriptor: Int32

    init(_ files: FolderFiles) throws(ResultsError) {
        let path = files.path(".lock")
        descriptor = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw .system("opening", path, errno: errno) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let holder: String
            do throws(ResultsError) { holder = String(decoding: try files.read(".lock"), as: UTF8.self) } catch {
                holder = ""
            }
            close(descriptor)
            throw ResultsError(
                .folderInUse,
                "the folder \(files.directory) is written by another sink (process \(holder.isEmpty ? "unknown" : holder)); stop it, or give this one a folder of its own"
            )
        }
        guard ftruncate(descriptor, 0) == 0 else { throw .system("writing", path, errno: errno) }
        try FolderFiles.writeAll(descriptor, Array("\(getpid())".utf8)[...], path)
    }

    func release() { close(descriptor) }
}
