import Foundation
import Synchronization

/// A thread of our own for calls that block: it runs jobs one after the other, and wakes for a watched descriptor (inotify) too.
package final class WorkThread: Sendable {
    /// What runs on the thread.
    package typealias Job = @Sendable () -> Void

    private struct State {
        var jobs: [Job] = []
        var isFinishing = false
        var client: (@Sendable () -> Duration?)?
    }
    private let state = Mutex(State())
    /// The read and write end of a pipe that wakes the thread.
    private let readEnd: Int32
    private let writeEnd: Int32
    /// Writing a byte here wakes the thread: for libraries that signal through a descriptor. Valid while the thread lives.
    package var wakeDescriptor: Int32 { writeEnd }
    private let watched: Int32?

    /// Starts the thread. `watched` is a descriptor whose readability wakes it; the client reads it empty.
    package init(name: String, watching watched: Int32? = nil) throws(LogError) {
        var ends: [Int32] = [-1, -1]
        if unsafe pipe(&ends) != 0 {
            throw LogError(
                .storage, "a thread needs a pipe and gets none; raise the limit of open files (ulimit -n)",
                reason: "errno \(errno)")
        }
        for end in ends {
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
        }
        readEnd = ends[0]
        writeEnd = ends[1]
        self.watched = watched
        let thread = Thread { [self] in loop() }
        thread.name = name
        thread.stackSize = 1 << 20
        thread.start()
    }

    deinit {
        close(readEnd)
        close(writeEnd)
    }

    /// Runs the job on the thread, after those given before. `false` when the thread is finishing and the job will never run.
    @discardableResult
    package func perform(_ job: @escaping Job) -> Bool {
        let accepted = state.withLock { state in
            if state.isFinishing { return false }
            state.jobs.append(job)
            return true
        }
        if accepted { wake() }
        return accepted
    }

    /// Runs the body on the thread and waits for its answer without blocking the caller's.
    package func call<Value: Sendable>(
        _ body: @escaping @Sendable () throws(LogError) -> Value
    ) async throws(LogError) -> Value {
        let result: Result<Value, LogError> = await withCheckedContinuation { continuation in
            let accepted = perform {
                do throws(LogError) { continuation.resume(returning: .success(try body())) } catch {
                    continuation.resume(returning: .failure(error))
                }
            }
            if !accepted {
                continuation.resume(returning: .failure(LogError(.closed, "the handle was closed")))
            }
        }
        return try result.get()
    }

    /// What is called after each wake-up; called on the thread only.
    package func setTurn(_ turn: @escaping @Sendable () -> Duration?) { state.withLock { $0.client = turn } }

    /// Ends the thread after the jobs given so far.
    package func finish() {
        state.withLock { $0.isFinishing = true }
        wake()
    }

    private func wake() {
        var byte: UInt8 = 1
        // A full pipe wakes as well, so the result says nothing of interest.
        _ = unsafe write(writeEnd, &byte, 1)
    }

    private func loop() {
        var timeout: Duration?
        while true {
            waitForEvent(timeout)
            let (jobs, turn, isFinishing) = state.withLock { state in
                defer { state.jobs = [] }
                return (state.jobs, state.client, state.isFinishing)
            }
            for job in jobs { job() }
            timeout = turn?()
            if isFinishing {
                state.withLock { $0.client = nil }
                return
            }
            if state.withLock({ !$0.jobs.isEmpty }) { timeout = .zero }
        }
    }

    private func waitForEvent(_ timeout: Duration?) {
        var descriptors = [pollfd(fd: readEnd, events: Int16(POLLIN), revents: 0)]
        if let watched { descriptors.append(pollfd(fd: watched, events: Int16(POLLIN), revents: 0)) }
        let milliseconds = timeout.map { Int32(clamping: max(0, $0.milliseconds)) } ?? -1
        _ = unsafe poll(&descriptors, nfds_t(descriptors.count), milliseconds)
        if descriptors[0].revents != 0 {
            var bytes = [UInt8](repeating: 0, count: 64)
            while unsafe read(readEnd, &bytes, bytes.count) == bytes.count {}
        }
    }
}

extension Duration {
    /// Whole milliseconds, rounded up.
    package var milliseconds: Int64 {
        let (seconds, attoseconds) = components
        return seconds * 1000 + (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000
    }
}
