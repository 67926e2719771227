package import EventLog
import Events
package import Logging

/// Sends batches until they are acknowledged: waits and tries again where the log says that waiting helps.
///
/// A record that the log refuses for its size is taken out and handed back, so that it can be set aside; every other
/// refusal is thrown.
package struct RetryingProducer: Sendable {
    let producer: any Producer
    let logger: Logger
    let heartbeat: Heartbeat

    package init(producer: any Producer, logger: Logger, heartbeat: Heartbeat = Heartbeat(loop: "send")) {
        self.producer = producer
        self.logger = logger
        self.heartbeat = heartbeat
    }

    /// - Returns: places of the records sent, in order, and the indices of those refused as too large.
    /// - Throws: `LogError`, not retriable, or `cancelled`.
    package func send(
        _ batch: [OutgoingRecord]
    ) async throws(LogError) -> (positions: [RecordPosition?], refused: [Int]) {
        guard !batch.isEmpty else { return ([], []) }
        var backoff = Backoff()
        var generator = SystemRandomNumberGenerator()
        while true {
            heartbeat.beat()
            do {
                return (try await producer.send(batch), [])
            } catch let error where error.code == .recordTooLarge {
                return try await sendHalves(batch)
            } catch let error where error.isRetriable && !error.isFatal {
                let wait = backoff.next(using: &generator)
                if backoff.attempts == 1 || backoff.attempts.isMultiple(of: 10) {
                    logger.warning(
                        "the log does not take records: \(error); trying again",
                        metadata: ["attempt": "\(backoff.attempts)"])
                }
                try await pause(wait)
            }
        }
    }

    /// Finds the records that are too large by halving the batch.
    private func sendHalves(
        _ batch: [OutgoingRecord]
    ) async throws(LogError) -> (positions: [RecordPosition?], refused: [Int]) {
        guard batch.count > 1 else { return ([nil], [0]) }
        let middle = batch.count / 2
        let first = try await send(Array(batch[..<middle]))
        let second = try await send(Array(batch[middle...]))
        return (first.positions + second.positions, first.refused + second.refused.map { $0 + middle })
    }
}

/// Sleeps; a cancelled sleep is the log error `cancelled`, so that loops have one kind of error.
func pause(_ duration: Duration) async throws(LogError) {
    do {
        try await Task.sleep(for: duration)
    } catch {
        throw LogError(.cancelled, "stopped while waiting to try again")
    }
}
