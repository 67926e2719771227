/// Turns at hosts: one request at a time to each, and a pause between two.
///
/// Whoever asks waits until those before are through and the pause since the last is over. A cancelled wait gives its
/// turn back.
actor HostTurns {
    private struct Host {
        var isTaken = false
        var waiting: [(id: Int, continuation: CheckedContinuation<Bool, Never>)] = []
        var readyAt: ContinuousClock.Instant?
    }

    private var hosts: [String: Host] = [:]
    private var nextID = 0

    /// Calls the body in the host's turn.
    ///
    /// - Parameters:
    ///   - pause: after this call, until the host's next one; asked for when the body is through.
    /// - Throws: `CancellationError`, and what the body throws.
    nonisolated func take<Value: Sendable>(
        _ host: String, pause: @Sendable () -> Duration, _ body: @Sendable () async throws -> Value
    ) async throws -> Value {
        try await enter(host)
        do {
            let value = try await body()
            await leave(host, pause: pause())
            return value
        } catch {
            await leave(host, pause: pause())
            throw error
        }
    }

    private func enter(_ host: String) async throws {
        if hosts[host, default: Host()].isTaken {
            nextID += 1
            let id = nextID
            let isOurs = await withTaskCancellationHandler {
                await withCheckedContinuation { continuation in
                    if Task.isCancelled {
                        continuation.resume(returning: false)
                    } else {
                        hosts[host, default: Host()].waiting.append((id, continuation))
                    }
                }
            } onCancel: {
                Task { await self.giveUp(id, host) }
            }
            guard isOurs else { throw CancellationError() }
        } else {
            hosts[host, default: Host()].isTaken = true
        }
        guard let readyAt = hosts[host]?.readyAt, readyAt > .now else { return }
        do {
            try await Task.sleep(until: readyAt, clock: .continuous)
        } catch {
            pass(host)
            throw CancellationError()
        }
    }

    private func leave(_ host: String, pause: Duration) {
        hosts[host]?.readyAt = .now + pause
        pass(host)
    }

    /// Hands the turn to the next; a host that nobody waits for and whose pause is over is forgotten.
    private func pass(_ host: String) {
        guard var state = hosts[host] else { return }
        if state.waiting.isEmpty {
            state.isTaken = false
            hosts[host] = state
            if hosts.count > 1_000 { hosts = hosts.filter { $0.value.isTaken || ($0.value.readyAt ?? .now) > .now } }
        } else {
            let next = state.waiting.removeFirst()
            hosts[host] = state
            next.continuation.resume(returning: true)
        }
    }

    private func giveUp(_ id: Int, _ host: String) {
        guard let index = hosts[host]?.waiting.firstIndex(where: { $0.id == id }) else { return }
        let continuation = hosts[host]?.waiting.remove(at: index).continuation
        continuation?.resume(returning: false)
    }
}
