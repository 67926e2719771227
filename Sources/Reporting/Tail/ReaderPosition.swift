import Foundation

/// Where a named reader of a change log goes on: a file `readers/NAME` in the sink's folder with one number.
///
/// It is written beside and renamed, so that a kill leaves the old or the new position. A reader stores its position after
/// it has handed its lines on: a kill in between repeats those lines, whose sequence numbers tell so; none is lost.
package struct ReaderPosition: Sendable {
    package enum Failure: Error, CustomStringConvertible {
        /// Letters, digits, `-`, `_` and `.` only, not first a point, at most 64.
        case badName(String)
        case unreadable(path: String)
        case unwritable(path: String, reason: String)

        package var description: String {
            switch self {
            case .badName(let name): "'\(name)' is no reader's name: use letters, digits, '-', '_' and '.'"
            case .unreadable(let path): "\(path) does not hold a position; remove it to start anew"
            case .unwritable(let path, let reason): "cannot store the position in \(path): \(reason)"
            }
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

    /// Sequence number of the next change to be read; nil for a reader that was never here.
    package func load() throws(Failure) -> Int? {
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        guard let data = FileManager.default.contents(atPath: path),
            let next = Int(String(decoding: data, as: UTF8.self).filter { !$0.isWhitespace }), next > 0
        else { throw .unreadable(path: path) }
        return next
    }

    package func store(_ next: Int) throws(Failure) {
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            // Foundation writes a file beside and renames it.
            try Data("\(next)\n".utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
        } catch {
            throw .unwritable(path: path, reason: error.localizedDescription)
        }
    }
}
