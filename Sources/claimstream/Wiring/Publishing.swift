import Articles
import EventLog
import Events
import Foundation
import Intake
import Pipeline

/// What `publish` and `run` share: a publisher with its memory, fed from local inputs.
struct Publishing: Sendable {
    let publisher: ArticlePublisher
    let seen: SeenStore
    let heartbeat: Heartbeat
    private let producer: any Producer

    /// - Parameter stateFolder: where the publisher's memory lies.
    init(
        _ open: OpenLog, stateFolder: String, heartbeat: Heartbeat = Heartbeat(loop: "publish"),
        progress: @escaping @Sendable (ProgressUpdate) -> Void
    ) async throws(CommandFailure) {
        do throws(LogError) {
            let administration = try await open.log.administration()
            let cluster = try await administration.cluster().id
            let topic = try await administration.describe([open.topics.articles]).first
            try Self.make(folder: stateFolder)
            producer = try await open.log.makeProducer()
            let identity = "\(cluster)/\(open.topics.articles)/\(topic?.id ?? "")"
            do throws(IntakeError) {
                seen = try SeenStore(path: stateFolder + "/publisher.db", log: identity)
            } catch {
                throw LogError(.storage, error.description)
            }
        } catch {
            throw CommandFailure(error)
        }
        self.heartbeat = heartbeat
        publisher = ArticlePublisher(
            producer: producer, topics: open.topics, reader: ArticleReader(), seen: seen, logger: open.logger,
            heartbeat: heartbeat, progress: progress)
    }

    private static func make(folder: String) throws(LogError) {
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw LogError(.storage, "the folder \(folder) cannot be made; check the path and its permissions")
        }
    }

    /// Publishes everything new below the inputs; files that have not changed since are not read again.
    ///
    /// Rejections are named on standard error as they come.
    func publish(_ inputs: Inputs, onRejection: (String) -> Void) async throws(CommandFailure)
        -> ArticlePublisher.Summary
    {
        var total = ArticlePublisher.Summary()
        try await inputs.forEachInput { input throws(CommandFailure) in
            heartbeat.beat()
            total += try await publish(input, onRejection: onRejection)
        }
        return total
    }

    func publish(
        _ input: Result<Input, Rejection>, onRejection: (String) -> Void
    ) async throws(CommandFailure) -> ArticlePublisher.Summary {
        var summary = ArticlePublisher.Summary()
        switch input {
        case .failure(let rejection): summary.rejected.append((rejection.source, rejection.message))
        case .success(let input):
            do {
                if let file = input.file, try seen.mark(ofFile: file.path) == file.mark {
                    summary.unchanged += 1
                } else {
                    summary = try await publisher.publish(input.bytes, input.description, file: input.file)
                }
            } catch let error as PublishError {
                throw CommandFailure(error)
            } catch let error as IntakeError {
                throw CommandFailure(error.description, exitCode: CommandFailure.broken)
            } catch {
                throw CommandFailure("\(error)", exitCode: CommandFailure.broken)
            }
        }
        for (source, reason) in summary.rejected { onRejection(Self.line(source, reason)) }
        return summary
    }

    /// A rejection in one line; most reasons name their source already.
    static func line(_ source: String, _ reason: String) -> String {
        reason.hasPrefix(source) ? reason : "\(source): \(reason)"
    }

    func close() async { await producer.close() }
}
