import ArgumentParser
import EmbeddedLog
import EventLog
import KafkaLog
import Logging
import Pipeline

/// Where the log is and which topics are meant: the options of every command that talks to it.
struct LogOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The log: embedded:FOLDER, or kafka://HOST:PORT[,HOST:PORT…]. (default: embedded:./claimstream-data)",
            valueName: "log"))
    var log: String?

    @Option(help: ArgumentHelp("Put before the topics' and groups' names: one prefix a tenant.", valueName: "prefix"))
    var topicPrefix: String?

    @Option(
        help: ArgumentHelp(
            "A librdkafka property, as often as needed (security.protocol=SSL). Give a secret as ${env:NAME} or ${file:PATH}.",
            valueName: "key=value"))
    var kafkaConfig: [String] = []

    @Option(help: ArgumentHelp("A file of librdkafka properties, one key=value a line.", valueName: "file"))
    var kafkaConfigFile: String?

    @OptionGroup var general: GeneralOptions
}

/// Options of every command.
struct GeneralOptions: ParsableArguments {
    @Option(help: ArgumentHelp("A configuration file, JSON or YAML. (default: CLAIMSTREAM_CONFIG)", valueName: "file"))
    var config: String?

    @Option(help: ArgumentHelp("error, warning, info or debug. (default: warning)", valueName: "level"))
    var logLevel: String?

    @Option(help: ArgumentHelp("text, or json: one object a line. (default: text)", valueName: "format"))
    var logFormat: String?

    @Flag(help: "No progress on standard error.")
    var quiet = false
}
