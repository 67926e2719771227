package import Articles
import Events
import Foundation
import Synchronization

/// The articles of one input as batches, read on a thread of its own that waits while two batches are not taken.
///
/// Reading blocks and calls back; publishing waits for the log. This is the bounded hand-over between the two.
package final class OutcomeStream: Sendable {
    private let stream: AsyncThrowingStream<[ReadOutcome], any Error>
    private let gate: Gate

    /// Batches end at so many outcomes or bytes of text.
    private static let batchOutcomes = 256
    private static let batchBytes = 4 << 20

    /// Begins to read at once.
    package init(_ reader: ArticleReader, _ source: some ByteSource & Sendable, _ description: SourceDescription) {
        let (stream, continuation) = AsyncThrowingStream.makeStream(of: [ReadOutcome].self)
        let gate = Gate(places: 2)
        self.stream = stream
        self.gate = gate
        Thread.detachNewThread {
            var source = source
            var batch: [ReadOutcome] = []
            var bytes = 0
            do {
                try reader.read(from: &source, description) { outcome in
                    batch.append(outcome)
                    bytes += outcome.size
                    if batch.count >= Self.batchOutcomes || bytes >= Self.batchBytes {
                        try gate.enter()
                        continuation.yield(batch)
                        batch = []
                        bytes = 0
                    }
                }
                if !batch.isEmpty { continuation.yield(batch) }
                continuation.finish()
            } catch {
                continuation.finish(throwing: error)
            }
        }
    }

    /// Hands over one batch after the other.
    ///
    /// - Throws: what the source throws (`IntakeError`), and what `body` throws; the thread then ends by itself.
    package func forEach<Failure: Error>(
        _ body: ([ReadOutcome]) async throws(Failure) -> Void
    ) async throws {
        defer { gate.abandon() }
        for try await batch in stream {
            try await body(batch)
            gate.leave()
        }
    }

    /// A bounded number of places; whoever finds none waits on its own thread.
    private final class Gate: Sendable {
        private let semaphore: DispatchSemaphore
        private let isAbandoned = Atomic(false)

        init(places: Int) { semaphore = DispatchSemaphore(value: places) }

        /// - Throws: `CancellationError` once nobody takes batches any more.
        func enter() throws {
            semaphore.wait()
            if isAbandoned.load(ordering: .acquiring) { throw CancellationError() }
        }

        func leave() { semaphore.signal() }

        func abandon() {
            isAbandoned.store(true, ordering: .releasing)
            semaphore.signal()
        }
    }
}

extension ReadOutcome {
    /// Bytes that it holds, roughly.
    fileprivate var size: Int {
        switch self {
        case .article(let article): article.text.count
        case .rejected(let rejection): rejection.bytes.count
        }
    }
}
