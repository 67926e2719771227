import Foundation

/// A local file to be read, with the name it has in every output.
package struct InputFile: Hashable, Sendable, Comparable {
    package let path: String
    package let source: String

    package init(path: String, source: String) {
        self.path = path
        self.source = source
    }

    package static func < (left: InputFile, right: InputFile) -> Bool {
        (left.source, left.path) < (right.source, right.path)
    }
}

/// Why a path that the user gave cannot be read. The message names the path and the remedy.
package struct IntakeError: Error, Equatable, CustomStringConvertible, Sendable {
    package let path: String
    package let message: String
    /// The same call may succeed later without anybody doing anything but freeing space.
    package let isRetriable: Bool

    package init(path: String, message: String, isRetriable: Bool = false) {
        self.path = path
        self.message = message
        self.isRetriable = isRetriable
    }

    package var description: String { "\(path): \(message)" }
}

/// Finds the files below the paths that a user gave.
package struct FileFinder: Sendable {
    /// Put before every source name; nil for none.
    package var prefix: String?

    package init(prefix: String? = nil) { self.prefix = prefix }

    /// All files of one path, sorted by source name: the file itself, or everything below a folder.
    ///
    /// Hidden files and folders (a leading dot) and names that end in `~`, `.tmp`, `.part` or `.crdownload` are left out:
    /// they are not finished. Symbolic links are followed to files, not to folders, so that no loop can arise.
    ///
    /// - Throws: `IntakeError` when the path does not exist or cannot be listed.
    package func files(below root: String) throws(IntakeError) -> [InputFile] {
        var isFolder: ObjCBool = false
        guard unsafe FileManager.default.fileExists(atPath: root, isDirectory: &isFolder) else {
            throw IntakeError(path: root, message: "no such file or folder; check the path")
        }
        guard isFolder.boolValue else {
            return [InputFile(path: root, source: SourceName.of(file: root, below: root, prefix: prefix))]
        }
        var found: [InputFile] = []
        try collect(folder: root, root: root, into: &found)
        return found.sorted()
    }

    private func collect(folder: String, root: String, into found: inout [InputFile]) throws(IntakeError) {
        let names: [String]
        do {
            names = try FileManager.default.contentsOfDirectory(atPath: folder)
        } catch {
            throw IntakeError(path: folder, message: "the folder cannot be listed; check its permissions")
        }
        for name in names where !Self.isUnfinished(name) {
            let path = folder + "/" + name
            switch Self.kind(of: path) {
            case .folder: try collect(folder: path, root: root, into: &found)
            case .file:
                found.append(InputFile(path: path, source: SourceName.of(file: path, below: root, prefix: prefix)))
            case .other: continue
            }
        }
    }

    /// Whether a name says that its file is hidden or still being written.
    package static func isUnfinished(_ name: String) -> Bool {
        name.hasPrefix(".") || [".tmp", ".part", ".crdownload", "~"].contains { name.hasSuffix($0) }
    }

    private enum Kind { case file, folder, other }

    private static func kind(of path: String) -> Kind {
        var isFolder: ObjCBool = false
        guard unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { return .other }
        guard isFolder.boolValue else { return .file }
        let isLink = (FileManager.default.attributesOrNil(path)?[.type] as? FileAttributeType) == .typeSymbolicLink
        return isLink ? .other : .folder
    }
}

extension FileManager {
    /// Attributes of the path itself (a link is not followed); nil when it is gone, which is no error while listing.
    fileprivate func attributesOrNil(_ path: String) -> [FileAttributeKey: Any]? {
        do {
            return try attributesOfItem(atPath: path)
        } catch {
            return nil
        }
    }
}
