import Annotation
import EventLog
import Events
import Foundation
import KafkaLog

/// The job that `tools/stream_peers` gives to other stream processors, done with our rooms: read articles from Kafka, find the names of a
/// list, write each article with its mentions, count documents and mentions a name.
///
/// Wire format: articles and enriched articles as protobuf, as the daemons send them. The file of enriched articles holds them one after the
/// other, each behind its length (4 bytes, little-endian). Names match as token sequences of any case.
enum NamesWorker {
    /// The part of an input document that the job looks at.
    private struct Document: Decodable {
        struct Section: Decodable {
            let heading: String
            let text: String
        }
        let id: String
        let source: String
        let title: String
        let sections: [Section]
    }

    /// Sends the documents of a JSON Lines file as articles: a segment for each heading and each section's text.
    static func publish(
        _ bootstrap: String, topic name: String, partitions: Int, documents path: String, compression: String
    ) async throws {
        let topic = try TopicName(name)
        let log = try Self.log(bootstrap, compression)
        let producer = try await log.makeProducer()
        let decoder = JSONDecoder()
        var batch: [OutgoingRecord] = []
        var sent = 0
        for (index, line) in try lines(of: path).enumerated() {
            let document = try decoder.decode(Document.self, from: Data(line))
            var article = Article(id: document.id, revision: "1", source: document.source)
            article.document.title = document.title
            for (number, section) in document.sections.enumerated() {
                let heading = article.text.count
                article.text += Array(section.heading.utf8)
                article.segments.append(
                    Segment(
                        id: "h\(number)", kind: .heading, tier: .primary, range: TextRange(heading, article.text.count))
                )
                article.text += Array("\n\n".utf8)
                let start = article.text.count
                article.text += Array(section.text.utf8)
                article.segments.append(
                    Segment(id: "s\(number)", kind: .body, tier: .primary, range: TextRange(start, article.text.count)))
                article.text += Array("\n\n".utf8)
            }
            batch.append(
                OutgoingRecord(
                    topic: topic, key: Array(document.id.utf8), value: article.encoded(),
                    partition: Partition(Int32(index % partitions))))
            if batch.count == 500 {
                sent += try await producer.send(batch).count
                batch = []
            }
        }
        sent += try await producer.send(batch).count
        print("{\"records\":\(sent)}")
        await log.close()
    }

    private static func log(_ bootstrap: String, _ compression: String) throws -> KafkaLog {
        var options = KafkaLog.Options()
        options.properties["compression.codec"] = compression
        return try KafkaLog(bootstrap: bootstrap, options: options)
    }

    static func work(
        _ bootstrap: String, topic name: String, records: Int, names path: String, output: String,
        enrichedTopic: String?, compression: String
    ) async throws {
        let topic = try TopicName(name)
        let target = try enrichedTopic.map { try TopicName($0) }
        var finder = Finder(names: try lines(of: path))
        let watch = Stopwatch()
        let log = try Self.log(bootstrap, compression)
        let consumer = try await log.makeConsumer(
            .group(name: "names-\(UUID().uuidString)", memberID: nil, topics: [topic]))
        var producer: (any Producer)?
        if target != nil { producer = try await log.makeProducer() }
        let file = try EnrichedFile(path: output + "/enriched.bin")
        // As many as the worker daemon takes at once.
        let limit = BatchLimit(records: 256)
        var seen = 0
        var uncommitted = 0
        var positions: [TopicPartition: CommittedPosition] = [:]
        while seen < records {
            let poll = try await consumer.poll(limit)
            var outgoing: [OutgoingRecord] = []
            for record in poll.records {
                let bytes = try finder.enrich(record.value ?? [])
                try file.append(bytes)
                if let target { outgoing.append(OutgoingRecord(topic: target, key: record.key, value: bytes)) }
                positions[record.topicPartition] = CommittedPosition(offset: record.offset.next)
            }
            if let producer { _ = try await producer.send(outgoing) }
            seen += poll.records.count
            uncommitted += poll.records.count
            if uncommitted >= 2000 || seen >= records {
                try file.sync()
                try await consumer.commit(positions)
                (uncommitted, positions) = (0, [:])
            }
        }
        try finder.aggregates.write(toFile: output + "/aggregates.csv", atomically: true, encoding: .utf8)
        watch.report(records: seen)
        await log.close()
    }

    /// Finds the names in one article after the other and counts them.
    private struct Finder {
        private let names: [String]
        private let table: PhraseTable
        private var counts: [(documents: Int, mentions: Int)]
        /// The last document that each name was found in.
        private var lastSeen: [Int]
        private var documents = 0

        init(names lines: [[UInt8]]) {
            var builder = PhraseTable.Builder()
            for (index, name) in lines.enumerated() { builder.add(form: name[...], id: Int32(index)) }
            table = builder.build()
            names = lines.map { String(decoding: $0, as: UTF8.self) }
            counts = Array(repeating: (0, 0), count: lines.count)
            lastSeen = Array(repeating: 0, count: lines.count)
        }

        /// The enriched article's record for an article's record.
        mutating func enrich(_ record: [UInt8]) throws -> [UInt8] {
            let article = try Article(decoding: record)
            let stream = TokenStream(
                text: article.text.span, breaks: article.segments.map(\.range.start), markingSentences: false)
            var enriched = EnrichedArticle(
                article: article, engine: EngineVersion(version: "names", lexicon: "names", ordinal: 1))
            documents += 1
            for segment in article.segments where segment.kind == .body {
                let tokens = stream.tokens(overlapping: segment.range.start..<segment.range.end)
                table.matches(in: stream, tokens: tokens) { match in
                    let index = Int(match.id)
                    enriched.drugs.append(
                        DrugMention(
                            range: TextRange(stream.start(match.firstToken), stream.end(match.lastToken)),
                            ingredient: names[index], kind: .generic, match: .exact, confidence: 1))
                    counts[index].mentions += 1
                    if lastSeen[index] != documents { counts[index].documents += 1 }
                    lastSeen[index] = documents
                }
            }
            return enriched.encoded(articleRecord: record)
        }

        /// The table of names that were found, as CSV.
        var aggregates: String {
            var rows = "drug,docs,mentions\n"
            for index in names.indices.sorted(by: { names[$0].utf8.lexicographicallyPrecedes(names[$1].utf8) })
            where counts[index].mentions > 0 {
                rows += "\(names[index]),\(counts[index].documents),\(counts[index].mentions)\n"
            }
            return rows
        }
    }

    /// A file that is written in blocks.
    private final class EnrichedFile {
        private let handle: FileHandle
        private var waiting: [UInt8] = []

        init(path: String) throws {
            guard FileManager.default.createFile(atPath: path, contents: nil) else {
                throw CocoaError(.fileWriteUnknown)
            }
            handle = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
        }

        func append(_ bytes: [UInt8]) throws {
            let length = UInt32(bytes.count)
            for shift in stride(from: UInt32(0), to: 32, by: 8) {
                waiting.append(UInt8(truncatingIfNeeded: length >> shift))
            }
            waiting += bytes
            if waiting.count >= 1 << 18 { try write() }
        }

        func sync() throws {
            try write()
            try handle.synchronize()
        }

        private func write() throws {
            try handle.write(contentsOf: waiting)
            waiting.removeAll(keepingCapacity: true)
        }
    }
}
