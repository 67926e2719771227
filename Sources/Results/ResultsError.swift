import Foundation
import GRDB

/// Why a sink folder could not be opened, written or read: what was tried, on which file, and the remedy.
package struct ResultsError: Error, CustomStringConvertible {
    package enum Code: Sendable {
        /// Another sink holds the folder.
        case folderInUse
        /// Another sink has taken the folder over while this one held it.
        case fenced
        /// The folder was filled from another log.
        case identityMismatch
        /// Database or files are damaged or missing.
        case damaged
        case storageFull
        case storage
        /// Nothing has been written yet.
        case empty
    }

    package let code: Code
    package let description: String
    /// Whether the same call may succeed later without anybody doing anything but freeing space.
    package var isRetriable: Bool { code == .storageFull }

    package init(_ code: Code, _ description: String) {
        self.code = code
        self.description = description
    }

    /// A failed system call, with `errno` as it stands.
    static func system(_ what: String, _ path: String, errno number: Int32) -> ResultsError {
        let reason = unsafe String(cString: strerror(number))
        switch number {
        case ENOSPC, EDQUOT:
            return ResultsError(.storageFull, "\(what) \(path): no space left; free some and it goes on")
        default: return ResultsError(.storage, "\(what) \(path): \(reason)")
        }
    }

    /// Turns whatever a database call threw into an error of this room.
    static func wrapping(_ error: any Error, _ what: String, _ path: String) -> ResultsError {
        if let error = error as? ResultsError { return error }
        guard let error = error as? DatabaseError else { return ResultsError(.storage, "\(what) \(path): \(error)") }
        let reason = "SQLite \(error.extendedResultCode.rawValue), \(error.message ?? "no message")"
        switch error.resultCode {
        case .SQLITE_FULL: return ResultsError(.storageFull, "\(what) \(path): no space left; free some and it goes on")
        // The file that readers of a write-ahead log share could not grow.
        case .SQLITE_IOERR where error.extendedResultCode == .SQLITE_IOERR_SHMSIZE:
            return ResultsError(.storageFull, "\(what) \(path): no space left; free some and it goes on")
        case .SQLITE_CORRUPT, .SQLITE_NOTADB:
            return ResultsError(
                .damaged,
                "\(what) \(path): the database is damaged (\(reason)); make it anew with 'claimstream rebuild'")
        default: return ResultsError(.storage, "\(what) \(path): \(reason)")
        }
    }
}
