import EmbeddedLog
import EventLog
import KafkaLog
import Logging
import Pipeline

/// The log that the options name, opened, with its topics' and groups' names.
struct OpenLog: Sendable {
    let log: any EventLog
    let topics: PipelineTopics
    let groups: PipelineGroups
    let logs: Logs
    let settings: Settings
    /// Folder of the embedded log; nil for Kafka.
    let folder: String?

    var logger: Logger { logs.logger }

    /// - Parameter defaultFolder: where the embedded log lies when nothing says so (`run` keeps it beside its output).
    static func open(_ options: LogOptions, defaultFolder: String? = nil) async throws(CommandFailure) -> OpenLog {
        let settings = try await Settings(options.general)
        let logging = try Logs(settings, options.general)
        let logger = logging.logger
        let (value, origin) = settings.resolved(.log, flag: options.log)
        let address = origin == .builtIn ? defaultFolder.map { "embedded:\($0)" } ?? value ?? "" : value ?? ""
        let prefix = settings.text(.topicPrefix, flag: options.topicPrefix)
        do {
            let topics = try PipelineTopics(prefix: prefix)
            let groups = PipelineGroups(prefix: prefix)
            if let folder = address.stripping(prefix: "embedded:") {
                let log = try await embedded(folder, topics)
                return OpenLog(
                    log: log, topics: topics, groups: groups, logs: logging, settings: settings, folder: folder)
            }
            guard let servers = address.stripping(prefix: "kafka://"), !servers.isEmpty else {
                throw CommandFailure(
                    "'\(address)' names no log: use embedded:FOLDER or kafka://HOST:PORT",
                    exitCode: CommandFailure.wrongUsage)
            }
            var kafka = KafkaLog.Options()
            kafka.properties = try KafkaProperties(
                file: settings.text(.kafkaConfigFile, flag: options.kafkaConfigFile), flags: options.kafkaConfig
            ).values
            kafka.logger = logger
            let log = try KafkaLog(bootstrap: servers, options: kafka)
            return OpenLog(log: log, topics: topics, groups: groups, logs: logging, settings: settings, folder: nil)
        } catch let error as LogError {
            throw CommandFailure(error)
        } catch let error as CommandFailure {
            throw error
        } catch {
            throw CommandFailure("\(error)", exitCode: CommandFailure.broken)
        }
    }

    /// The embedded log has nobody who would make its topics: they are made where they are missing, 16 partitions each.
    private static func embedded(_ folder: String, _ topics: PipelineTopics) async throws(LogError) -> any EventLog {
        let log = try EmbeddedLog(directory: folder)
        let administration = try await log.administration()
        let present = Set(try await administration.topics())
        for definition in topics.definitions(partitions: 16, replication: nil, retention: nil)
        where !present.contains(definition.name) {
            do {
                try await administration.create([definition])
            } catch let error where error.code == .topicExists {
                // Another process was quicker.
            }
        }
        return log
    }
}

extension String {
    /// What follows a prefix; nil when it does not begin so.
    func stripping(prefix: String) -> String? {
        hasPrefix(prefix) ? String(dropFirst(prefix.count)) : nil
    }
}
