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

    /// Writes a whole file beside its place, synced and not yet renamed. Returns the temporary name.
    func writeTemporary(_ name: String, _ chunks: [[UInt8]], hook: () -> Void) throws(ResultsError) -> String {
        let temporary = "." + name + ".tmp"
        let descriptor = unsafe open(path(temporary), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw .system("opening", path(temporary), errno: errno) }
        defer { close(descriptor) }
        for (index, chunk) in chunks.enumerated() {
            try Self.writeAll(descriptor, chunk[...], path(temporary))
            if index == 0 { hook() }
        }
        guard fsync(descriptor) == 0 else { throw .system("syncing", path(temporary), errno: errno) }
        return temporary
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
