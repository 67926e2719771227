import EventLog
import Foundation
import GRDB

extension LogError {
    /// A failure of the system: what was tried, on which path, with `errno` as it stands.
    static func system(_ what: String, path: String, errno code: Int32) -> LogError {
        let reason = systemMessage(code)
        return switch code {
        case ENOSPC, EDQUOT, EFBIG:
            LogError(
                .storageFull, "\(what) \(path): no space left; free space on its file system and it goes on",
                reason: reason)
        case EACCES, EPERM, EROFS:
            LogError(
                .denied, "\(what) \(path) is not permitted; check owner, mode and mount of the folder", reason: reason)
        case EMFILE, ENFILE:
            LogError(
                .storage, "\(what) \(path): too many open files; raise the limit (ulimit -n)", reason: reason,
                isRetriable: true)
        default:
            LogError(.storage, "\(what) \(path) failed; check the disk and its file system", reason: reason)
        }
    }

    /// A failure of SQLite (or of our own code inside a transaction).
    static func sqlite(_ error: any Error, _ what: String, path: String) -> LogError {
        if let error = error as? LogError { return error }
        guard let error = error as? DatabaseError else {
            return LogError(.other, "\(what) \(path) failed", reason: "\(error)")
        }
        let reason = "SQLite \(error.extendedResultCode.rawValue): \(error.message ?? "no message")"
        switch error.resultCode {
        case .SQLITE_FULL:
            return LogError(
                .storageFull, "\(what) \(path): no space left; free space on its file system and it goes on",
                reason: reason)
        case .SQLITE_IOERR
        where error.extendedResultCode == .SQLITE_IOERR_SHMSIZE
            || freeBytes(at: path).map({ $0 < 1 << 20 }) ?? false:
            return LogError(
                .storageFull, "\(what) \(path): no space left; free space on its file system and it goes on",
                reason: reason)
        case .SQLITE_BUSY, .SQLITE_LOCKED:
            return LogError(
                .timedOut, "\(what) \(path): another process holds the file; end whatever else opened it",
                reason: reason)
        // Our statements are fixed: one that SQLite does not understand meets a file without our tables.
        case .SQLITE_CORRUPT, .SQLITE_NOTADB, .SQLITE_ERROR:
            return LogError(.damaged, "\(what) \(path): the file is damaged", reason: reason)
        case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_AUTH:
            return LogError(
                .denied, "\(what) \(path) is not permitted; check owner, mode and mount of the folder", reason: reason)
        case .SQLITE_CANTOPEN where LogFolder.exists(path) && !LogFolder.isAccessible(path, R_OK | W_OK):
            return LogError(
                .denied, "\(what) \(path) is not permitted; check owner, mode and mount of the folder", reason: reason)
        default:
            return LogError(.storage, "\(what) \(path) failed; check the disk and its file system", reason: reason)
        }
    }

    /// Bytes left for us on the file system of a path; `nil` if it cannot be told.
    private static func freeBytes(at path: String) -> UInt64? {
        var status = statvfs()
        guard unsafe statvfs(path, &status) == 0 else { return nil }
        return UInt64(status.f_bavail) * UInt64(status.f_frsize)
    }
}

/// The system's own words for an error number.
func systemMessage(_ code: Int32) -> String {
    guard let text = unsafe strerror(code) else { return "error \(code)" }
    return unsafe String(cString: text)
}
