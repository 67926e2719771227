import Foundation
import Reporting

/// Standard output of `tail`, and the position of its named reader.
struct TailOutput {
    private let position: ReaderPosition?
    private var continued = ContinuedOutput()
    /// Where the named reader stopped; nil without a name, and for one that was never here.
    let start: Int?

    /// - Throws: `ReaderPosition.Failure` when another process reads under that name, or its file cannot be read.
    init(directory: String, reader: String?) throws {
        guard let reader else {
            position = nil
            start = nil
            return
        }
        let position = try ReaderPosition(directory: directory, name: reader)
        try position.lock()
        self.position = position
        let place = try position.load()
        start = place?.next
        if let before = place?.output, let now = Self.file(), now.device == before.device, now.inode == before.inode {
            continued = ContinuedOutput(found: try Self.bytes(from: before.length, to: now.length))
        }
    }

    /// Stores where the reading begins, before anything is written: a kill inside the very first block then finds how long
    /// the file was.
    func begin(at next: Int) throws {
        guard let position, start == nil else { return }
        try store(position, next)
    }

    /// Writes the lines before `next`, then stores that the reader goes on there.
    mutating func write(_ out: [UInt8], next: Int) throws {
        guard let position else { return try StandardOutput.write(out) }
        try StandardOutput.write(Array(continued.rest(of: out)))
        try store(position, next)
    }

    private func store(_ position: ReaderPosition, _ next: Int) throws {
        var file = Self.file()
        if file != nil {
            // The lines are to be on the disk before the position is.
            guard fdatasync(STDOUT_FILENO) == 0 || errno == EINVAL || errno == EROFS else {
                throw CommandFailure(
                    "cannot sync standard output (errno \(errno)); check the disk", exitCode: CommandFailure.broken)
            }
        }
        // What is still to be met stands behind the place where this reader is.
        file?.length -= continued.remaining
        try Self.keep(.init(next: next, output: file), in: position)
    }

    /// Where there is no room for it the old position stays, which a restart pays for with repeated lines.
    private static func keep(
        _ place: ReaderPosition.Place, in position: ReaderPosition
    ) throws(ReaderPosition.Failure) {
        do throws(ReaderPosition.Failure) {
            try position.store(place)
        } catch {
            guard case .noSpace = error else { throw error }
            StandardError.write("claimstream: \(error)\n")
        }
    }

    /// Standard output where it is a regular file.
    private static func file() -> ReaderPosition.Output? {
        var status = stat()
        guard unsafe fstat(STDOUT_FILENO, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        return .init(device: UInt64(status.st_dev), inode: UInt64(status.st_ino), length: Int(status.st_size))
    }

    /// A stretch of the file that standard output is; empty where it may not be read.
    private static func bytes(from start: Int, to end: Int) throws -> [UInt8] {
        guard end > start, let handle = FileHandle(forReadingAtPath: "/proc/self/fd/\(STDOUT_FILENO)") else {
            return []
        }
        try handle.seek(toOffset: UInt64(start))
        return Array(try handle.read(upToCount: end - start) ?? Data())
    }
}
