package import EventLog
package import Logging
import Synchronization

/// A log on a Kafka cluster, through librdkafka.
///
/// Each producer and consumer is a client with a thread of its own. librdkafka 2.0.2 (Debian's) may deliver a record twice after a broker's
/// trouble; nothing downstream may mind.
package final class KafkaLog: EventLog {
    /// Settings; the defaults are for production.
    package struct Options: Sendable {
        /// Any of librdkafka's properties, over ours: TLS, SASL, timeouts. Wrong names and values are `configuration` errors.
        package var properties: [String: String] = [:]
        /// How long a client may take at start to reach a broker, and any administrative call; then `unreachable`.
        package var connectLimit: Duration = .seconds(10)
        /// How long a revoked partition is held back for the consumer to finish with it.
        package var revocationLimit: Duration = .seconds(30)
        /// How long closing may take.
        package var closeLimit: Duration = .seconds(10)
        /// Records and bytes a consumer holds ready beyond what it was asked for; beyond that its partitions are paused.
        package var readyRecords: Int = 1000
        package var readyBytes: Int = 4 << 20
        /// Where librdkafka's own log lines go.
        package var logger: Logger = Logger(label: "claimstream.kafka")

        package init() {}
    }

    let bootstrap: String
    let options: Options

    private struct State {
        var isClosed = false
        var closers: [ObjectIdentifier: @Sendable () async -> Void] = [:]
    }
    private let state = Mutex(State())

    /// `bootstrap` is `host:port[,host:port…]`. Connects to nothing yet; throws `configuration` for an empty address.
    package init(bootstrap: String, options: Options = Options()) throws(LogError) {
        guard !bootstrap.isEmpty else {
            throw LogError(.configuration, "a Kafka log needs a broker's address, host:port")
        }
        self.bootstrap = bootstrap
        self.options = options
    }

    package func makeProducer() async throws(LogError) -> any Producer {
        let producer = try await KafkaProducer.start(bootstrap: bootstrap, options: options)
        try await keep(producer) { await producer.close() }
        return producer
    }

    package func makeConsumer(_ subscription: Subscription) async throws(LogError) -> any Consumer {
        try checkOpen()
        let consumer = try await KafkaConsumer.start(subscription, bootstrap: bootstrap, options: options)
        try await keep(consumer) { await consumer.close() }
        return consumer
    }

    package func administration() async throws(LogError) -> any LogAdministration {
        try checkOpen()
        let administration = try await KafkaAdministration.start(bootstrap: bootstrap, options: options)
        try await keep(administration) { await administration.close() }
        return administration
    }

    package func close() async {
        let closers = state.withLock { state in
            defer { state.closers = [:] }
            state.isClosed = true
            return Array(state.closers.values)
        }
        await withTaskGroup(of: Void.self) { group in
            for closer in closers { group.addTask { await closer() } }
        }
    }

    private func checkOpen() throws(LogError) {
        if state.withLock({ $0.isClosed }) { throw LogError(.closed, "the Kafka log was closed") }
    }

    private func keep(_ handle: AnyObject, _ closer: @escaping @Sendable () async -> Void) async throws(LogError) {
        let isClosed = state.withLock { state in
            state.closers[ObjectIdentifier(handle)] = closer
            return state.isClosed
        }
        if isClosed {
            await closer()
            throw LogError(.closed, "the Kafka log was closed")
        }
    }
}
