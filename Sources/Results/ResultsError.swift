/// Why a sink folder cannot be written or read. The message names the thing and the remedy.
package struct ResultsError: Error, Sendable, CustomStringConvertible {
    package enum Code: String, Sendable, CaseIterable {
        /// Another sink writes this folder.
        case folderInUse
        /// The folder cannot be made or written.
        case denied
        /// No space left.
        case storageFull
        /// Reading or writing failed for another reason.
        case storage
        /// Files are not what was written.
        case damaged
        /// The folder belongs to another log.
        case otherLog
        /// No sink has written here.
        case notASinkFolder
        /// Written by a newer version.
        case unsupportedVersion
    }

    package let code: Code
    package let description: String

    package init(_ code: Code, _ message: String) {
        self.code = code
        description = message
    }

    /// Waiting for space is the only wait that helps.
    package var isRetriable: Bool { code == .storageFull }
}
