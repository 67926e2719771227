/// Writes records.
package protocol Producer: Sendable {
    /// Writes the records and returns where each stands, in the order given, once all are durable: synced to disk by the embedded log,
    /// acknowledged by all in-sync replicas on Kafka.
    ///
    /// - Order: records of one call with the same partition are written in the order given; so are those of two calls if the second was
    ///   made after the first returned.
    /// - Failure: on the embedded log the records of one topic are written all or none (topics one after the other). On Kafka a part of it may stand; sending it again may then double
    ///   that part, which the rule "the latest record of an article wins" makes harmless.
    /// - Back-pressure: at most a bounded number of records and bytes is under way a producer; a call that finds no room waits for it.
    /// - Cancellation: a call that is still waiting for room throws `cancelled` and has written nothing; one that is under way is waited for.
    /// - Throws: `unknownTopic` (naming the topic and how to create it), `recordTooLarge`, `storageFull` (retriable), `unreachable` or
    ///   `timedOut` (retriable), `denied`, `fenced`, `closed`.
    func send(_ batch: [OutgoingRecord]) async throws(LogError) -> [RecordPosition]

    /// Waits, within a bound, for what is under way, then releases everything. Later calls throw `closed`. Safe to call twice.
    func close() async
}
