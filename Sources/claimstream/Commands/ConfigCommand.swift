import ArgumentParser
import EventLog
import Events
import Foundation

/// `claimstream config show|check`.
struct ConfigCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config",
        abstract: "Show the settings and where each came from, or check them.",
        subcommands: [Show.self, Check.self]
    )

    /// The settings that a flag can give to these commands.
    fileprivate static func flag(_ setting: Setting, _ options: LogOptions) -> String? {
        switch setting {
        case .log: options.log
        case .topicPrefix: options.topicPrefix
        case .kafkaConfigFile: options.kafkaConfigFile
        case .logLevel: options.general.logLevel
        case .logFormat: options.general.logFormat
        case .listen, .output, .sourcePrefix, .state, .lexicon, .parallelism, .memberID, .drainSeconds,
            .snapshotSeconds, .changeSegmentBytes, .stuckSeconds, .hostDelaySeconds, .fetchTimeoutSeconds,
            .pollSeconds, .allowPrivateAddresses:
            nil
        }
    }

    fileprivate static func kafkaProperties(
        _ settings: Settings, _ options: LogOptions
    ) throws(CommandFailure) -> KafkaProperties {
        try KafkaProperties(
            file: settings.text(.kafkaConfigFile, flag: options.kafkaConfigFile), flags: options.kafkaConfig)
    }

    /// Every setting with its value and origin.
    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Every setting, its value, and where that came from; secrets are hidden.")

        @OptionGroup var logOptions: LogOptions

        @Flag(help: "One JSON object a setting instead of a table.")
        var json = false

        func run() async throws {
            let settings = try await Settings(logOptions.general)
            var output = ""
            for setting in Setting.allCases {
                let (value, origin) = settings.resolved(setting, flag: ConfigCommand.flag(setting, logOptions))
                if json {
                    var writer = JSONWriter()
                    writer.object {
                        $0.field("key", setting.rawValue)
                        $0.field("value", value)
                        $0.field("origin", origin.description)
                        $0.field("reloadable", setting.isReloadable)
                    }
                    writer.newline()
                    output += writer.string
                } else {
                    output += Self.column(setting.rawValue, 18) + Self.column(value ?? "-", 36) + "\(origin)\n"
                }
            }
            let properties = try ConfigCommand.kafkaProperties(settings, logOptions)
            if !json { for property in properties.shown { output += "kafka: \(property)\n" } }
            try StandardOutput.write(output)
        }

        private static func column(_ text: String, _ width: Int) -> String {
            text + String(repeating: " ", count: max(1, width - text.count))
        }
    }

    /// Says what is wrong with the settings.
    struct Check: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Check file, environment and flags without starting anything.",
            discussion: "Exit code 0 when all is well, 2 when something is not; every problem is named."
        )

        @OptionGroup var logOptions: LogOptions

        func run() async throws {
            let settings = try await Settings(logOptions.general)
            var problems: [String] = []
            for setting in Setting.allCases {
                if let problem = settings.problem(setting, flag: ConfigCommand.flag(setting, logOptions)) {
                    problems.append(problem)
                }
            }
            problems += Self.unknownVariables(ProcessInfo.processInfo.environment)
            if let text = settings.text(.listen) {
                collect(&problems) { () throws(CommandFailure) in _ = try ListenAddress(text) }
            }
            collect(&problems) { () throws(CommandFailure) in
                _ = try ConfigCommand.kafkaProperties(settings, logOptions)
            }
            let log = settings.text(.log, flag: logOptions.log) ?? ""
            if !log.hasPrefix("embedded:") && !log.hasPrefix("kafka://") {
                problems.append("log: '\(log)' names no log: use embedded:FOLDER or kafka://HOST:PORT")
            }
            guard problems.isEmpty else {
                throw CommandFailure(
                    problems.joined(separator: "\nclaimstream: "), exitCode: CommandFailure.wrongUsage)
            }
            try StandardOutput.write("the settings are valid\n")
        }

        private func collect(_ problems: inout [String], _ body: () throws(CommandFailure) -> Void) {
            do throws(CommandFailure) { try body() } catch { problems.append(error.message) }
        }

        /// Variables that look like ours and are not; `CLAIMSTREAM_TEST_` is the tests' own.
        static func unknownVariables(_ environment: [String: String]) -> [String] {
            let known = Setting.allCases.map(\.environmentVariable) + ["CLAIMSTREAM_CONFIG"]
            return environment.keys.sorted()
                .filter { $0.hasPrefix("CLAIMSTREAM_") && !$0.hasPrefix("CLAIMSTREAM_TEST_") && !known.contains($0) }
                .map { "unknown environment variable \($0); did you mean \(NearestKey.of($0, among: known))?" }
        }
    }
}
