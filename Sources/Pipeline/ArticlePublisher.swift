package import Articles
import CoreMetrics
package import EventLog
import Events
package import Intake
package import Logging

/// The producer's loop: reads inputs, leaves out what has not changed since it was last published, writes articles,
/// waits for the acknowledgement, remembers.
///
/// A page that goes from A to B and back to A ends as A, since what counts is the revision last published. What cannot
/// be read goes to the dead letters with its bytes, and is named to the caller.
package struct ArticlePublisher: Sendable {
    /// What one call to `publish` did.
    package struct Summary: Sendable, Equatable {
        package var published = 0
        package var unchanged = 0
        /// Inputs, or records of them, that are no article: source and reason.
        package var rejected: [(source: String, reason: String)] = []

        package init() {}

        package static func == (left: Summary, right: Summary) -> Bool {
            left.published == right.published && left.unchanged == right.unchanged
                && left.rejected.map(\.source) == right.rejected.map(\.source)
                && left.rejected.map(\.reason) == right.rejected.map(\.reason)
        }

        package static func += (left: inout Summary, right: Summary) {
            left.published += right.published
            left.unchanged += right.unchanged
            left.rejected += right.rejected
        }
    }

    let producer: RetryingProducer
    let topics: PipelineTopics
    let reader: ArticleReader
    let seen: SeenStore
    let logger: Logger
    /// Headers for every article of a run, as the trace context given from outside.
    let headers: [Header]
    let progress: @Sendable (ProgressUpdate) -> Void
    private let metrics = PipelineMetrics(loop: "publish")

    package init(
        producer: any Producer, topics: PipelineTopics, reader: ArticleReader, seen: SeenStore, logger: Logger,
        heartbeat: Heartbeat = Heartbeat(loop: "publish"), headers: [Header] = [],
        progress: @escaping @Sendable (ProgressUpdate) -> Void = { _ in }
    ) {
        self.producer = RetryingProducer(producer: producer, logger: logger, heartbeat: heartbeat)
        self.topics = topics
        self.reader = reader
        self.seen = seen
        self.logger = logger
        self.headers = headers
        self.progress = progress
    }

    /// Reads one input and publishes what is new in it.
    ///
    /// - Parameters:
    ///   - bytes: the input's bytes, pulled piece by piece.
    ///   - file: the file as it was before it was read. One of which something was rejected is read again at the next
    ///     run, to name that again; its articles are not sent again, as later inputs may have revised them.
    ///   - marks: what is settled once all of a fetched input was read and nothing of it was rejected.
    /// - Throws: `PublishError` when the log, the memory or the input's bytes fail; nothing acknowledged is lost by it.
    package func publish(
        _ bytes: some ByteSource & Sendable, _ description: SourceDescription,
        file: (path: String, mark: SeenStore.FileMark)? = nil, marks: [SeenStore.Mark] = []
    ) async throws(PublishError) -> Summary {
        var summary = Summary()
        var batch = PublishBatch()
        let wasTaken = try file.map { file throws(PublishError) in try isKnown(file) } ?? false
        do {
            try await OutcomeStream(reader, bytes, description).forEach { outcomes throws(PublishError) in
                for outcome in outcomes {
                    if wasTaken {
                        Self.count(outcome, &summary)
                    } else {
                        try take(outcome, description, into: &batch, &summary)
                    }
                }
                if batch.isFull { try await send(&batch, file: nil) }
            }
        } catch let error as PublishError {
            throw error
        } catch let error as IntakeError {
            throw .intake(error)
        } catch {
            throw .intake(IntakeError(path: description.source, message: "\(error)"))
        }
        if file != nil || !marks.isEmpty, !wasTaken { try await settleSuperseded(description.source, batch.letterIDs) }
        try await send(
            &batch, file: file, isPartlyRejected: !summary.rejected.isEmpty,
            marks: summary.rejected.isEmpty ? marks : [])
        report(summary)
        return summary
    }

    /// Publishes what was read elsewhere, and remembers the marks whatever became of it.
    package func publish(
        outcome: ReadOutcome, _ description: SourceDescription, marks: [SeenStore.Mark]
    ) async throws(PublishError) -> Summary {
        var summary = Summary()
        var batch = PublishBatch()
        try take(outcome, description, into: &batch, &summary)
        try await send(&batch, file: nil, marks: marks)
        report(summary)
        return summary
    }

    private func report(_ summary: Summary) {
        progress(
            .published(articles: summary.published, unchanged: summary.unchanged, rejected: summary.rejected.count))
    }

    /// The revision in this batch or, before it, the one last acknowledged.
    private func lastRevision(of article: String, _ batch: PublishBatch) throws(PublishError) -> String? {
        if let pending = batch.revisions[article] { return pending }
        do throws(IntakeError) {
            return try seen.revision(of: article)
        } catch {
            throw .intake(error)
        }
    }

    /// Whether the file was published already as it is, but for what was rejected of it.
    private func isKnown(_ file: (path: String, mark: SeenStore.FileMark)) throws(PublishError) -> Bool {
        do throws(IntakeError) {
            return try seen.rejectedMark(ofFile: file.path) == file.mark
        } catch {
            throw .intake(error)
        }
    }

    /// An outcome of a file that was taken before: its articles are published and its dead letters written.
    private static func count(_ outcome: ReadOutcome, _ summary: inout Summary) {
        switch outcome {
        case .article: summary.unchanged += 1
        case .rejected(let rejection): summary.rejected.append((rejection.source, rejection.message))
        }
    }

    /// Takes articles out of every count: one record without text for each.
    package func withdraw(articles ids: [String]) async throws(PublishError) {
        var batch = PublishBatch()
        for id in ids {
            var article = Article(
                id: id, revision: ContentHash.id(prefix: "r", ["withdrawn"]), source: id)
            article.isWithdrawn = true
            batch.add(article, record(article))
        }
        try await send(&batch, file: nil)
    }

    /// Sorts one outcome: a new or changed article joins the batch, a rejection becomes a dead letter.
    private func take(
        _ outcome: ReadOutcome, _ description: SourceDescription, into batch: inout PublishBatch,
        _ summary: inout Summary
    ) throws(PublishError) {
        switch outcome {
        case .article(let article):
            if try lastRevision(of: article.id, batch) == article.revision {
                summary.unchanged += 1
            } else {
                batch.add(article, record(article))
                summary.published += 1
            }
        case .rejected(let rejection):
            summary.rejected.append((rejection.source, rejection.message))
            let letter = letter(rejection, description)
            batch.letterIDs.insert(letter.id)
            batch.deadLetters.append(letter)
        }
    }

    private func record(_ article: Article) -> OutgoingRecord {
        OutgoingRecord(
            topic: topics.articles, key: Array(article.id.utf8), value: article.encoded(), headers: headers)
    }

    private func letter(_ rejection: Rejection, _ description: SourceDescription) -> DeadLetter {
        var letter = DeadLetter(
            reason: .unreadable, message: rejection.message, topic: topics.articles, origin: nil,
            source: rejection.source, original: rejection.bytes)
        letter.record = rejection.record
        letter.format = description.format.rawValue
        letter.url = description.url
        return letter
    }

    /// Sends articles and dead letters, waits, and remembers what was acknowledged.
    private func send(
        _ batch: inout PublishBatch, file: (path: String, mark: SeenStore.FileMark)?, isPartlyRejected: Bool = false,
        marks: [SeenStore.Mark] = []
    ) async throws(PublishError) {
        do throws(LogError) {
            let (_, refused) = try await producer.send(batch.records)
            for index in refused {
                let article = batch.articles[index]
                batch.deadLetters.append(
                    DeadLetter(
                        reason: .tooLarge,
                        message: "the article is larger than the topic's max.message.bytes; raise it",
                        topic: topics.articles, origin: nil, source: article.source,
                        articleKey: Array(article.id.utf8), original: batch.records[index].value ?? []))
            }
            _ = try await producer.send(batch.deadLetters.map { $0.record(on: topics.deadLetters) })
        } catch {
            throw .log(error)
        }
        if !batch.articles.isEmpty || file != nil || !marks.isEmpty {
            let articles = batch.articles
            try await remember { () throws(IntakeError) in
                try seen.record(
                    articles: articles, files: file.map { [$0] } ?? [], isPartlyRejected: isPartlyRejected,
                    marks: marks)
            }
        }
        metrics.recordsOut.increment(by: batch.records.count)
        metrics.count(batch.deadLetters)
        batch = PublishBatch(letterIDs: batch.letterIDs)
    }
}

extension ArticlePublisher {
    /// Settles the dead letters that an earlier reading of the same file left behind and this one did not: the file was mended, and
    /// sending the old bytes again would put them in the place of the new ones.
    private func settleSuperseded(_ source: String, _ letters: Set<String>) async throws(PublishError) {
        let before: Set<String>
        do throws(IntakeError) {
            before = try seen.letters(from: source)
        } catch {
            throw .intake(error)
        }
        if before == letters { return }
        let tombstones = before.subtracting(letters).sorted().map {
            OutgoingRecord(topic: topics.deadLetters, key: Array($0.utf8), value: nil)
        }
        do throws(LogError) {
            _ = try await producer.send(tombstones)
        } catch {
            throw .log(error)
        }
        try await remember { () throws(IntakeError) in try seen.record(letters: letters, from: source) }
    }

    /// Remembers what is settled without anything to publish.
    package func remember(_ marks: [SeenStore.Mark]) async throws(PublishError) {
        try await remember { () throws(IntakeError) in try seen.record(articles: [], marks: marks) }
    }

    /// Stores what was acknowledged; a full disk is waited out.
    private func remember(_ store: () throws(IntakeError) -> Void) async throws(PublishError) {
        var backoff = Backoff()
        var generator = SystemRandomNumberGenerator()
        while true {
            producer.heartbeat.beat()
            let failure: IntakeError
            do throws(IntakeError) {
                return try store()
            } catch {
                failure = error
            }
            guard failure.isRetriable else { throw .intake(failure) }
            if backoff.attempts.isMultiple(of: 10) { logger.warning("\(failure); trying again") }
            do throws(LogError) {
                try await pause(backoff.next(using: &generator))
            } catch {
                throw .log(error)
            }
        }
    }
}

/// Why publishing stopped.
package enum PublishError: Error, CustomStringConvertible {
    case log(LogError)
    case intake(IntakeError)

    package var description: String {
        switch self {
        case .log(let error): error.description
        case .intake(let error): error.description
        }
    }
}

/// Articles on their way, with what is remembered of them once they are acknowledged.
private struct PublishBatch {
    var records: [OutgoingRecord] = []
    var articles: [(id: String, revision: String, source: String)] = []
    var deadLetters: [DeadLetter] = []
    /// Of the whole input so far, not only of what is on its way.
    var letterIDs: Set<String> = []
    var revisions: [String: String] = [:]
    var bytes = 0

    /// Enough for one acknowledgement: 500 records or 4 MiB.
    var isFull: Bool { records.count + deadLetters.count >= 500 || bytes >= 4 << 20 }

    mutating func add(_ article: Article, _ record: OutgoingRecord) {
        records.append(record)
        articles.append((article.id, article.revision, article.source))
        revisions[article.id] = article.revision
        bytes += record.size
    }
}
