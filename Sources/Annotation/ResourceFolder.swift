package import Foundation

/// Why the text engine's data could not be loaded.
package enum ResourceError: Error, Equatable, CustomStringConvertible {
    /// No folder of that name beside the executable, in its `share` folder or in the checkout.
    case folderNotFound(searched: [String])
    case unreadable(file: String, reason: String)
    /// A line of a data file that breaks the file's format.
    case malformed(file: String, line: Int, reason: String)

    package var description: String {
        switch self {
        case .folderNotFound(let searched): "no data folder of the text engine in \(searched.joined(separator: ", "))"
        case .unreadable(let file, let reason): "\(file): \(reason)"
        case .malformed(let file, let line, let reason): "\(file):\(line): \(reason)"
        }
    }
}

/// The folder that holds the text engine's lexicons and rules.
///
/// The only place of the room that touches the file system; everything else works on bytes.
package struct ResourceFolder: Sendable, Equatable {
    package let url: URL

    package init(url: URL) { self.url = url }

    /// Finds the data of this build: the bundle beside the running executable (a checkout's build, or an installation that copied it
    /// there), else `../share/claimstream/annotation` as seen from the executable.
    package static func installed() throws(ResourceError) -> ResourceFolder {
        let executable = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
        let candidates = [
            executable.appendingPathComponent("claimstream_Annotation.resources/Data"),
            executable.appendingPathComponent("../share/claimstream/claimstream_Annotation.resources/Data"),
            executable.appendingPathComponent("../share/claimstream/annotation"),
            executable.appendingPathComponent("Data"),
        ]
        for candidate in candidates where FileManager.default.fileExists(atPath: candidate.path) {
            return ResourceFolder(url: candidate.standardizedFileURL)
        }
        throw .folderNotFound(searched: candidates.map(\.standardizedFileURL.path))
    }

    /// The bytes of a file below the folder.
    package func read(_ path: String) throws(ResourceError) -> [UInt8] {
        do {
            return Array(try Data(contentsOf: url.appendingPathComponent(path)))
        } catch {
            throw .unreadable(file: path, reason: "\(error.localizedDescription)")
        }
    }
}
