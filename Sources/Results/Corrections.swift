import Evidence
import Foundation

/// What a person decided about stories: the folder's file `corrections`, lines `same ARTICLE ARTICLE` or `not-same ARTICLE ARTICLE`,
/// with `#` before remarks.
struct Corrections: Sendable {
    /// Tells one state of the file from another without reading it.
    struct Stamp: Hashable, Sendable { var seconds: Int, nanoseconds: Int, size: Int, inode: UInt64 }

    static let name = "corrections"

    private(set) var pairs = ClusterResolver.Corrections()
    /// What the file was when it was read; nil where there was none.
    let stamp: Stamp?

    /// Reads the file; a missing one holds nothing.
    init(_ files: FolderFiles) throws(ResultsError) {
        stamp = Self.stamp(files)
        guard stamp != nil else { return }
        let text = String(decoding: try files.read(Self.name), as: UTF8.self)
        for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let words = line.split { $0 == " " || $0 == "\t" || $0 == "\r" }.map(String.init)
            guard let verb = words.first, !verb.hasPrefix("#") else { continue }
            guard words.count == 3, verb == "same" || verb == "not-same", words[1] != words[2] else {
                throw ResultsError(
                    .storage,
                    "\(files.path(Self.name)), line \(number + 1): expected 'same ARTICLE ARTICLE' or 'not-same ARTICLE ARTICLE'"
                )
            }
            let pair = words.dropFirst().sorted()
            if verb == "same" { pairs.same.insert(pair) } else { pairs.notSame.insert(pair) }
        }
    }

    static func stamp(_ files: FolderFiles) -> Stamp? {
        var status = stat()
        guard unsafe stat(files.path(name), &status) == 0 else { return nil }
        return Stamp(
            seconds: status.st_mtim.tv_sec, nanoseconds: status.st_mtim.tv_nsec, size: Int(status.st_size),
            inode: UInt64(status.st_ino))
    }

    /// The decisions in a fixed order, as the database remembers them.
    var text: String {
        (pairs.same.map { "same " + $0.joined(separator: " ") }
            + pairs.notSame.map { "not-same " + $0.joined(separator: " ") }).sorted().joined(separator: "\n")
    }
}
