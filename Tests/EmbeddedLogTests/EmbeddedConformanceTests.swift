import EmbeddedLog
import EventLog
import Foundation
import LogConformance
import Synchronization
import Testing

/// A folder of its own, removed when the last user lets go of it.
final class TemporaryFolder: Sendable {
    let path: String

    init() {
        path = NSTemporaryDirectory() + "embedded-log-" + UUID().uuidString
    }

    deinit {
        do { try FileManager.default.removeItem(atPath: path) } catch {
            // Not there, or somebody still writes: the system's own cleaning takes it.
            return
        }
    }
}

/// The embedded log in a temporary folder.
final class EmbeddedHarness: LogHarness {
    let features: Set<LogFeature> = [.topicCreation, .topicIDs, .recordLimit, .durable, .commitWhileRevoking]
    let patience = Duration.seconds(20)
    let folder = TemporaryFolder()
    let options: EmbeddedLog.Options

    init(options: EmbeddedLog.Options = EmbeddedLog.Options()) { self.options = options }

    func open() async throws -> any EventLog { try EmbeddedLog(directory: folder.path, options: options) }

    func makeTopic(_ name: String, partitions: Int32) async throws -> TopicName {
        let log = try EmbeddedLog(directory: folder.path)
        let topic = try TopicName(name)
        try await log.administration().create([NewTopic(topic, partitions: partitions)])
        await log.close()
        return topic
    }

    var memberArguments: [String] { ["embedded", folder.path] }
}

struct EmbeddedConformanceTests {
    @Test("the embedded log keeps the promise", arguments: ConformanceCase.all(for: EmbeddedHarness().features))
    func keeps(_ promise: ConformanceCase) async throws {
        try await promise.run(EmbeddedHarness())
    }

    @Test("it keeps them with segments of one chunk", arguments: ConformanceCase.all(for: EmbeddedHarness().features))
    func keepsWithSmallSegments(_ promise: ConformanceCase) async throws {
        var options = EmbeddedLog.Options()
        options.segmentBytes = 1
        try await promise.run(EmbeddedHarness(options: options))
    }
}
