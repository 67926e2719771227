package import EventLog

/// A log on a Kafka cluster.
package final class KafkaLog: EventLog {
    package init(bootstrap: String) throws(LogError) {}
    package func makeProducer() async throws(LogError) -> any Producer { throw LogError(.unsupported, "not yet") }
    package func makeConsumer(_ subscription: Subscription) async throws(LogError) -> any Consumer { throw LogError(.unsupported, "not yet") }
    package func administration() async throws(LogError) -> any LogAdministration { throw LogError(.unsupported, "not yet") }
    package func close() async {}
}
