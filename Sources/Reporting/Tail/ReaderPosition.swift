import Foundation

/// Where a named reader of a change log goes on: a file `readers/NAME` in the sink's folder.
///
/// The file is written beside and renamed, so that a kill leaves the old or the new position. A reader stores its position
/// after it has handed its lines on; what a kill in between does is told in `ContinuedOutput`.
package struct ReaderPosition: Sendable {
    package enum Failure: Error, CustomStringConvertible {
        /// Letters, digits, `-`, `_` and `.` only, not first a point, at most 64.
        case badName(String)
        /// Another process reads under this name.
        case inUse(String)
        case unreadable(path: String)
        case unwritable(path: String, reason: String)
        /// No space left: the position stays where it was, which repeats lines after a restart and loses none.
        case noSpace(path: String)

        package var description: String {
            switch self {
            case .badName(let name): "'\(name)' is no reader's name: use letters, digits, '-', '_' and '.'"
            case .inUse(let name): "another tail reads as '\(name)'; stop it or take another name"
            case .unreadable(let path): "\(path) does not hold a position; remove it to start anew"
            case .unwritable(let path, let reason): "cannot store the position in \(path): \(reason)"
            case .noSpace(let path): "cannot store the position in \(path): no space left; free some and it goes on"
            }
        }
    }

    /// A file that lines were written to, and how long it was then, in bytes.
    package struct Output: Hashable, Sendable {
        package var device: UInt64
        package var inode: UInt64
        package var length: Int

        package init(device: UInt64, inode: UInt64, length: Int) {
            self.device = device
            self.inode = inode
            self.length = length
        }
    }

    /// What a reader's file says: `42`, or with an output file `42 DEVICE INODE LENGTH`.
    package struct Place: Hashable, Sendable {
        /// Sequence number of the next change to be read.
        package var next: Int
        /// Where the lines before it went; nil where that was no file.
        package var output: Output?

        package init(next: Int, output: Output? = nil) {
            self.next = next
            self.output = output
        }

        init?(_ text: String) {
            let numbers = text.split(whereSeparator: \.isWhitespace).map { UInt64($0) }
            guard numbers.count == 1 || numbers.count == 4, !numbers.contains(nil),
                let next = numbers[0].flatMap({ Int(exactly: $0) }), next > 0
            else { return nil }
            self.next = next
            if numbers.count == 4, let device = numbers[1], let inode = numbers[2],
                let length = numbers[3].flatMap({ Int(exactly: $0) })
            {
                output = Output(device: device, inode: inode, length: length)
            }
        }

        var text: String {
            guard let output else { return "\(next)\n" }
            return "\(next) \(output.device) \(output.inode) \(output.length)\n"
        }
    }

    private let folder: String
    private let name: String

    package init(directory: String, name: String) throws(Failure) {
        let isGood =
            !name.isEmpty && name.utf8.count <= 64 && !name.hasPrefix(".")
            && name.utf8.allSatisfy {
                switch $0 {
                case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F: true
                default: false
                }
            }
        guard isGood else { throw .badName(name) }
        folder = directory + "/readers"
        self.name = name
    }

    private var path: String { folder + "/" + name }

    /// Keeps others from reading under this name until the process ends, however it ends.
    package func lock() throws(Failure) {
        try makeFolder()
        // The position itself is replaced at every step, so the lock is a file of its own; no reader's name begins with a point.
        let lock = folder + "/." + name + ".lock"
        let descriptor = unsafe open(lock, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .unwritable(path: lock, reason: unsafe String(cString: strerror(errno))) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            throw .inUse(name)
        }
    }

    /// Where the reader stopped; nil for one that was never here.
    package func load() throws(Failure) -> Place? {
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        guard let data = FileManager.default.contents(atPath: path),
            let place = Place(String(decoding: data, as: UTF8.self))
        else { throw .unreadable(path: path) }
        return place
    }

    package func store(_ place: Place) throws(Failure) {
        try makeFolder()
        do {
            // Foundation writes a file beside and renames it.
            try Data(place.text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
        } catch let error as CocoaError where error.code == .fileWriteOutOfSpace {
            throw .noSpace(path: path)
        } catch {
            throw .unwritable(path: path, reason: error.localizedDescription)
        }
    }

    private func makeFolder() throws(Failure) {
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw .unwritable(path: folder, reason: error.localizedDescription)
        }
    }
}
