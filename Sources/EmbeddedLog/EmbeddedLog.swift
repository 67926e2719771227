// The embedded log: a folder that is a log.
//
// LAYOUT, format 1
//
//   DIR/log.json                                 {"format":1,"id":…}: made by link(2), so only one of several makers wins
//   DIR/topics/NAME/topic.json                   id, partitions and settings; never changed
//   DIR/topics/NAME/heads                        8 bytes a partition, little-endian: the next offset. Written after every commit, not
//                                                synced. It is the bell (readers watch it) and a lower bound for the repair of damage
//   DIR/topics/NAME/append.lock                  byte 0: held by the process that appends; byte 1: by the one that is next (this makes
//                                                the lock fair); byte 2: by the one that compacts
//   DIR/topics/NAME/FIRST-LAST.GEN.db            a segment: SQLite, WAL, synchronous=FULL. FIRST = LAST, GEN = 0 unless compacted
//   DIR/topics/NAME/*.damaged                    what was set aside
//   DIR/groups/GROUP/positions.db                committed positions of one group: SQLite, WAL, synchronous=FULL
//   DIR/groups/GROUP/TOPIC.share                 bytes 0…: a byte a partition, locked by its owner; bytes 2^20…: a byte a member, locked
//                                                while it lives. The file's text says who locked what, for people (`status`)
//
// A segment holds
//   meta(name, value)                            format, topic, sealed (0 or 1), newest (timestamp)
//   head(partition, begin, next)                 offsets of each partition in this segment: begin ≤ offset < next
//   chunk(seq, partition, first, last, sum, bytes)  records of one partition, packed by `Chunk`; a transaction writes one or more a partition
//   hole(partition, first, last, reason)         what a repair lost
//
// RULES
//   1. Only the holder of append.lock byte 0 writes to a topic. Offsets are given inside its transaction from `head.next`.
//   2. Only the last segment is open. When it is large enough it is marked sealed in a transaction; then its successor is made beside, synced,
//      renamed into place and the folder synced. A sealed last segment gets its successor from the next writer: any crash between is harmless.
//   3. A segment starts with `begin` = `next` of the one before: any segment alone tells where it stands.
//   4. Sealed segments never change. Compaction writes FIRST-LAST.GEN+1 (several segments may become one), renames it into place, and then
//      removes what it covers; where two cover the same numbers the wider, then the higher generation counts, the other is a leftover.
//   5. Retention removes whole segments, the oldest first. A reader that stood there goes on at the next and reports the gap.
//   6. All locks are open-file-description locks of the kernel: they fall when a process dies, and hold between two handles of one process.
//
// RECOVERY, by the first append of a process to a topic, under the lock
//   - temporary files and leftovers are removed;
//   - the last segment must open, and its `head.next` be no lower than `heads`. If it is lower, acknowledged records are gone (somebody cut
//     the WAL): their offsets are not given again, and `hole` says so. If it does not open, it is renamed to *.damaged, and a new one with its
//     number takes the chunks that can still be read, with holes for the rest.
//   - a damaged sealed segment is found by the reader that meets it: renamed to *.damaged, rescued likewise.
//   What was lost is reported through `Options.report`, and to consumers as `Poll.gaps`.

package import EventLog
import Foundation
import Synchronization

/// A log in a folder, for any number of processes of one machine: nothing to install, nothing to run beside.
///
/// The folder must be on a local file system (SQLite's WAL and the kernel's locks do not reach across NFS).
package final class EmbeddedLog: EventLog {
    /// Settings; the defaults are for production.
    package struct Options: Sendable {
        /// A segment is rolled once its file is larger, in bytes. It also bounds its write-ahead log.
        package var segmentBytes: Int = 64 << 20
        /// Records and bytes that may be under way per topic in this process; a `send` beyond them waits.
        package var queueRecords: Int = 10_000
        package var queueBytes: Int = 16 << 20
        /// How long a revoked partition is held back for the consumer to finish with it.
        package var revocationLimit: Duration = .seconds(30)
        /// How often members look at each other. A member that ends or joins is noticed at once; this is the fall-back.
        package var shareInterval: Duration = .milliseconds(250)
        /// How often a waiting consumer looks for records although no bell rang: the fall-back where inotify has no watches left.
        package var fallbackInterval: Duration = .milliseconds(500)
        /// How long tombstones stay in a compacted topic, so that slow readers see them (Kafka's `delete.retention.ms`, default one day).
        package var tombstoneRetention: Duration = .seconds(86_400)
        /// Told of every repair and of everything dropped, one sentence each, from any thread.
        package var report: @Sendable (String) -> Void = { message in
            FileHandle.standardError.write(Data("embedded log: \(message)\n".utf8))
        }
        /// Milliseconds since 1970: the append time of records without a timestamp, and retention's now.
        package var now: @Sendable () -> Int64 = { Int64(Date().timeIntervalSince1970 * 1000) }

        package init() {}
    }

    let folder: LogFolder
    let options: Options

    private struct State {
        var isClosed = false
        var writers: [TopicName: TopicWriter] = [:]
        var consumers: [ObjectIdentifier: EmbeddedConsumer] = [:]
    }
    private let state = Mutex(State())

    /// Opens the log in this folder, making the folder and the log when there is none. Throws `denied`, `storage`, `storageFull`, `damaged`,
    /// `unsupportedVersion`.
    package init(directory: String, options: Options = Options()) throws(LogError) {
        folder = try LogFolder(path: directory)
        self.options = options
    }

    package func makeProducer() async throws(LogError) -> any Producer {
        try checkOpen()
        try folder.checkWritable()
        return EmbeddedProducer(log: self)
    }

    package func makeConsumer(_ subscription: Subscription) async throws(LogError) -> any Consumer {
        try checkOpen()
        let consumer = try await EmbeddedConsumer.start(subscription, folder: folder, options: options) {
            [weak self] gone in
            self?.state.withLock { $0.consumers[ObjectIdentifier(gone)] = nil }
        }
        let isClosed = state.withLock { state in
            state.consumers[ObjectIdentifier(consumer)] = consumer
            return state.isClosed
        }
        if isClosed {
            await consumer.close()
            throw LogError(.closed, "the log was closed while a consumer started")
        }
        return consumer
    }

    package func administration() async throws(LogError) -> any LogAdministration {
        try checkOpen()
        return EmbeddedAdministration(folder: folder, options: options)
    }

    package func close() async {
        let (writers, consumers) = state.withLock { state in
            defer {
                state.writers = [:]
                state.consumers = [:]
                state.isClosed = true
            }
            return (Array(state.writers.values), Array(state.consumers.values))
        }
        for consumer in consumers { await consumer.close() }
        for writer in writers { await writer.close() }
    }

    /// The one writer of a topic in this process.
    func writer(of topic: TopicName) throws(LogError) -> TopicWriter {
        let known = try state.withLock { state throws(LogError) in
            if state.isClosed { throw LogError(.closed, "the embedded log was closed") }
            return state.writers[topic]
        }
        if let known { return known }
        let settings = try folder.topic(topic)
        return try state.withLock { state throws(LogError) in
            if state.isClosed { throw LogError(.closed, "the embedded log was closed") }
            if let known = state.writers[topic] { return known }
            let writer = try TopicWriter(settings, folder: folder, options: options)
            state.writers[topic] = writer
            return writer
        }
    }

    private func checkOpen() throws(LogError) {
        if state.withLock({ $0.isClosed }) { throw LogError(.closed, "the embedded log was closed") }
    }
}
