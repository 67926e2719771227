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
        var producers: [ObjectIdentifier: KafkaProducer] = [:]
        var consumers: [ObjectIdentifier: KafkaConsumer] = [:]
        var administration: KafkaAdministration?
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
        try checkOpen()
        let producer = try await KafkaProducer.start(bootstrap: bootstrap, options: options) { [weak self] gone in
            self?.state.withLock { $0.producers[ObjectIdentifier(gone)] = nil }
        }
        let isClosed = state.withLock { state in
            state.producers[ObjectIdentifier(producer)] = producer
            return state.isClosed
        }
        if isClosed {
            await producer.close()
            throw Self.closed
        }
        return producer
    }

    package func makeConsumer(_ subscription: Subscription) async throws(LogError) -> any Consumer {
        try checkOpen()
        let consumer = try await KafkaConsumer.start(subscription, bootstrap: bootstrap, options: options) {
            [weak self] gone in
            self?.state.withLock { $0.consumers[ObjectIdentifier(gone)] = nil }
        }
        let isClosed = state.withLock { state in
            state.consumers[ObjectIdentifier(consumer)] = consumer
            return state.isClosed
        }
        if isClosed {
            await consumer.close()
            throw Self.closed
        }
        return consumer
    }

    /// One client for all who ask.
    package func administration() async throws(LogError) -> any LogAdministration {
        try checkOpen()
        if let known = state.withLock({ $0.administration }) { return known }
        let made = try await KafkaAdministration.start(bootstrap: bootstrap, options: options)
        let kept = state.withLock { state in
            if state.isClosed { return KafkaAdministration?.none }
            if state.administration == nil { state.administration = made }
            return state.administration
        }
        if kept !== made { await made.close() }
        guard let kept else { throw Self.closed }
        return kept
    }

    package func close() async {
        let (producers, consumers, administration) = state.withLock { state in
            state.isClosed = true
            return (Array(state.producers.values), Array(state.consumers.values), state.administration)
        }
        // Each may take up to its limit: so all at once.
        await withTaskGroup(of: Void.self) { group in
            for producer in producers { group.addTask { await producer.close() } }
            for consumer in consumers { group.addTask { await consumer.close() } }
            group.addTask { await administration?.close() }
        }
    }

    private static let closed = LogError(.closed, "the Kafka log was closed")

    private func checkOpen() throws(LogError) {
        if state.withLock({ $0.isClosed }) { throw Self.closed }
    }
}
