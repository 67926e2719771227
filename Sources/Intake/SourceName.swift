import Foundation

/// How a local file is named in every output: the given folder's name and the path below it, never an absolute path.
///
/// Names are in Unicode normalisation form C with `/` between parts, so that the same collection has the same ids on
/// every machine.
package enum SourceName {
    /// - Parameters:
    ///   - file: path of the file.
    ///   - root: the path that the user gave: the file itself or a folder above it.
    ///   - prefix: put before the name where two folders of one name would clash.
    package static func of(file: String, below root: String, prefix: String? = nil) -> String {
        let parts = components(file)
        let rootParts = components(root)
        // A file given by itself is named by its last part, one in a folder by the folder's name and the way down.
        let kept = max(0, min(rootParts.count, parts.count) - 1)
        let name = parts.dropFirst(kept).joined(separator: "/")
        let named = prefix.map { "\($0)/\(name)" } ?? name
        return named.precomposedStringWithCanonicalMapping
    }

    /// Parts of the absolute, standardised path, so that `.` and `dir/../dir` are named by the folder they mean.
    private static func components(_ path: String) -> [Substring] {
        URL(fileURLWithPath: path).standardizedFileURL.path.split(separator: "/")
    }
}
