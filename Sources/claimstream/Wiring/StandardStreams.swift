import Foundation

/// Results go here, whole lines at a time.
enum StandardOutput {
    /// Writes all bytes; a reader that went away ends the program with success.
    static func write(_ bytes: [UInt8]) throws(CommandFailure) {
        switch Descriptor.write(bytes, to: STDOUT_FILENO) {
        case 0: return
        case EPIPE: exit(0)
        case let code:
            throw CommandFailure(
                "cannot write to standard output (errno \(code)); check the disk", exitCode: CommandFailure.broken)
        }
    }

    static func write(_ text: String) throws(CommandFailure) { try write(Array(text.utf8)) }

    static var isTerminal: Bool { isatty(STDOUT_FILENO) == 1 }
}

/// Messages and progress go here; a failure to write them is nobody's concern.
enum StandardError {
    static func write(_ text: String) { _ = Descriptor.write(Array(text.utf8), to: STDERR_FILENO) }

    static var isTerminal: Bool { isatty(STDERR_FILENO) == 1 }
}

private enum Descriptor {
    /// Writes everything, whatever the kernel takes at once; gives 0 or the errno.
    static func write(_ bytes: [UInt8], to descriptor: Int32) -> Int32 {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count >= 0 {
                rest = rest.dropFirst(count)
            } else if errno == EAGAIN {
                var ready = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                _ = unsafe poll(&ready, 1, 1_000)
            } else if errno != EINTR {
                return errno
            }
        }
        return 0
    }
}
