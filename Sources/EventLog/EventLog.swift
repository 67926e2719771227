/// A log of topics: ordered, partitioned, durable records of bytes.
///
/// Two logs exist: `EmbeddedLog` (a folder of SQLite files) and `KafkaLog` (a Kafka cluster). Both keep the promises written at these protocols,
/// and one conformance suite holds them to it. Every value is `Sendable`, every call may be made from any task, and every failure is a
/// `LogError`. Blocking work runs on threads of the log's own, never on Swift's pool.
package protocol EventLog: Sendable {
    /// A producer of its own; close it when done. Throws `unreachable`, `configuration`, `denied`, `storage`, `unsupportedVersion`.
    func makeProducer() async throws(LogError) -> any Producer

    /// A consumer of its own; close it when done. Throws `unknownTopic` when a topic or partition is not there (topics are never created by
    /// asking for them), `configuration`, `denied`, `unreachable`, `storage`, `unsupportedVersion`.
    func makeConsumer(_ subscription: Subscription) async throws(LogError) -> any Consumer

    /// The log's administration; valid until the log is closed.
    func administration() async throws(LogError) -> any LogAdministration

    /// Closes what this log still has open, its producers and consumers included. Calls that are waiting throw `closed`. Safe to call twice.
    func close() async
}
