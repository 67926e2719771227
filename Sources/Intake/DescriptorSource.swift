import Articles
import Glibc

/// Bytes of an open file descriptor: a local file or standard input. Closes what it opened when the last copy goes.
package struct DescriptorSource: ByteSource, Sendable {
    private let file: OpenFile

    private final class OpenFile: Sendable {
        let descriptor: Int32
        let isOwned: Bool

        init(descriptor: Int32, isOwned: Bool) {
            self.descriptor = descriptor
            self.isOwned = isOwned
        }

        deinit {
            if isOwned { close(descriptor) }
        }
    }

    private let name: String

    /// Standard input, which stays open.
    package static let standardInput = DescriptorSource(OpenFile(descriptor: 0, isOwned: false), name: "standard input")

    private init(_ file: OpenFile, name: String) {
        self.file = file
        self.name = name
    }

    /// Opens a local file, and gives what it was at that moment.
    ///
    /// - Throws: `IntakeError` when it is missing, unreadable or no plain file.
    package static func open(
        file path: String
    ) throws(IntakeError) -> (source: DescriptorSource, mark: SeenStore.FileMark) {
        let descriptor = unsafe Glibc.open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw IntakeError(path: path, message: "cannot be opened (\(reason(errno))); check path and permissions")
        }
        let source = DescriptorSource(OpenFile(descriptor: descriptor, isOwned: true), name: path)
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0 else {
            throw IntakeError(path: path, message: "cannot be looked at (\(reason(errno)))")
        }
        guard status.st_mode & S_IFMT != S_IFDIR else {
            throw IntakeError(path: path, message: "is a folder")
        }
        let modified = Int64(status.st_mtim.tv_sec) * 1_000_000_000 + Int64(status.st_mtim.tv_nsec)
        return (
            source,
            SeenStore.FileMark(
                size: Int64(status.st_size), modified: modified, inode: Int64(bitPattern: UInt64(status.st_ino)))
        )
    }

    package mutating func read(upTo count: Int) throws -> [UInt8] {
        var buffer = [UInt8](repeating: 0, count: count)
        while true {
            let got = unsafe Glibc.read(file.descriptor, &buffer, count)
            if got >= 0 {
                buffer.removeLast(count - got)
                return buffer
            }
            guard errno == EINTR else {
                throw IntakeError(path: name, message: "cannot be read (\(Self.reason(errno)))")
            }
        }
    }

    private static func reason(_ code: Int32) -> String {
        unsafe strerror(code).map { unsafe String(cString: $0) } ?? "errno \(code)"
    }
}
