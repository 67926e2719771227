import EmbeddedLog
import EventLog
import Foundation

/// One writer and three readers on an embedded log, every record synced before it is acknowledged; and what a synced write costs there.
enum EmbeddedLogBenchmark {
    static func run(folder: String, lines path: String, records: Int) async throws {
        let payloads = try lines(of: path)
        let sync = try syncedWrite(in: folder)
        let log = try EmbeddedLog(directory: folder + "/log")
        let topic: TopicName = "bench"
        try await log.administration().create([NewTopic(topic, partitions: 16)])
        let watch = Stopwatch()
        var writer = 0.0
        var slowestReader = 0.0
        try await withThrowingTaskGroup(of: (isWriter: Bool, seconds: Double).self) { group in
            for reader in 0..<3 {
                group.addTask {
                    let consumer = try await log.makeConsumer(
                        .group(name: "reader\(reader)", memberID: nil, topics: [topic]))
                    var seen = 0
                    while seen < records { seen += try await consumer.poll(BatchLimit(records: 1000)).records.count }
                    let seconds = watch.seconds
                    await consumer.close()
                    return (false, seconds)
                }
            }
            group.addTask {
                try await send(records, payloads, on: topic, of: log)
                return (true, watch.seconds)
            }
            for try await end in group {
                if end.isWriter { writer = end.seconds } else { slowestReader = max(slowestReader, end.seconds) }
            }
        }
        watch.report(
            records: records,
            [
                ("written_a_second", Double(records) / writer), ("read_a_second", Double(records) / slowestReader),
                ("synced_write_ms", sync * 1000),
            ])
        await log.close()
    }

    private static func send(
        _ records: Int, _ payloads: [[UInt8]], on topic: TopicName, of log: EmbeddedLog
    ) async throws {
        let producer = try await log.makeProducer()
        try await sendInBatches(records, to: producer) { index in
            OutgoingRecord(
                topic: topic, key: Array("document \(index)".utf8), value: payloads[index % payloads.count])
        }
        await producer.close()
    }

    /// The mean time in seconds of appending 4 KiB to a file and syncing its data, over 50 of them.
    private static func syncedWrite(in folder: String) throws -> Double {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let path = folder + "/synced"
        let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        guard descriptor >= 0 else { throw CocoaError(.fileWriteUnknown) }
        defer { close(descriptor) }
        let block = [UInt8](repeating: 0x61, count: 4096)
        let watch = Stopwatch()
        for _ in 0..<50 {
            guard unsafe Foundation.write(descriptor, block, block.count) == block.count, fdatasync(descriptor) == 0
            else {
                throw CocoaError(.fileWriteUnknown)
            }
        }
        return watch.seconds / 50
    }
}
