import EmbeddedLog
import EventLog
import Foundation
import KafkaLog
import Logging
import Pipeline

/// The log that the options name, opened, with its topics' and groups' names.
struct OpenLog: Sendable {
    let log: any EventLog
    let topics: PipelineTopics
    let groups: PipelineGroups
    let logger: Logger
    let settings: Settings
    /// Folder of the embedded log; nil for Kafka.
    let folder: String?

    /// - Parameter defaultFolder: where the embedded log lies when nothing says so (`run` keeps it beside its output).
    static func open(_ options: LogOptions, defaultFolder: String? = nil) async throws(CommandFailure) -> OpenLog {
        let settings = try await Settings(options.general)
        let logger = try makeLogger(settings, options.general)
        let given = settings.text(.log, flag: options.log) ?? ""
        let isDefault = given == Setting.log.fallback
        let address = isDefault ? defaultFolder.map { "embedded:\($0)" } ?? given : given
        let prefix = settings.text(.topicPrefix, flag: options.topicPrefix)
        do {
            let topics = try PipelineTopics(prefix: prefix)
            let groups = PipelineGroups(prefix: prefix)
            if let folder = address.stripping(prefix: "embedded:") {
                let log = try await embedded(folder, topics)
                return OpenLog(
                    log: log, topics: topics, groups: groups, logger: logger, settings: settings, folder: folder)
            }
            guard let servers = address.stripping(prefix: "kafka://"), !servers.isEmpty else {
                throw CommandFailure(
                    "'\(address)' names no log: use embedded:FOLDER or kafka://HOST:PORT",
                    exitCode: CommandFailure.wrongUsage)
            }
            let properties = try kafkaProperties(options, settings)
            var kafka = KafkaLog.Options()
            kafka.properties = properties
            kafka.logger = logger
            let log = try KafkaLog(bootstrap: servers, options: kafka)
            return OpenLog(log: log, topics: topics, groups: groups, logger: logger, settings: settings, folder: nil)
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

    /// Properties from the file, then those from flags, which win.
    private static func kafkaProperties(
        _ options: LogOptions, _ settings: Settings
    ) throws(CommandFailure) -> [String: String] {
        var properties: [String: String] = [:]
        if let path = settings.text(.kafkaConfigFile, flag: options.kafkaConfigFile) {
            let text: String
            do {
                text = try String(contentsOfFile: path, encoding: .utf8)
            } catch {
                throw CommandFailure(
                    "the Kafka configuration \(path) cannot be read; check the path and its permissions",
                    exitCode: CommandFailure.wrongUsage)
            }
            for line in text.split(separator: "\n") where !line.hasPrefix("#") {
                try add(String(line), to: &properties, from: path)
            }
        }
        for pair in options.kafkaConfig { try add(pair, to: &properties, from: "--kafka-config") }
        return properties
    }

    private static func add(
        _ pair: String, to properties: inout [String: String], from place: String
    ) throws(CommandFailure) {
        let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2 else {
            throw CommandFailure(
                "\(place): a property is written key=value", exitCode: CommandFailure.wrongUsage)
        }
        properties[parts[0].trimmingCharacters(in: .whitespaces)] = parts[1].trimmingCharacters(in: .whitespaces)
    }

    private static func makeLogger(_ settings: Settings, _ general: GeneralOptions) throws(CommandFailure) -> Logger {
        let name = settings.text(.logLevel, flag: general.logLevel) ?? "warning"
        guard let level = Logger.Level(rawValue: name) else {
            throw CommandFailure(
                "'\(name)' is no log level: use error, warning, info or debug", exitCode: CommandFailure.wrongUsage)
        }
        var logger = Logger(label: "claimstream") { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = level
        return logger
    }
}

extension String {
    /// What follows a prefix; nil when it does not begin so.
    func stripping(prefix: String) -> String? {
        hasPrefix(prefix) ? String(dropFirst(prefix.count)) : nil
    }
}
