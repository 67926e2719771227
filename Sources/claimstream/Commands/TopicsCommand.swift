import ArgumentParser
import EventLog
import Pipeline

/// `claimstream topics create|describe`.
struct TopicsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "topics",
        abstract: "Make the topics, or show what they hold.",
        subcommands: [Create.self, Describe.self]
    )

    /// Makes the three topics.
    struct Create: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make the topics articles, enriched and dead-letters where they are missing.",
            discussion:
                "The number of partitions is fixed for good: growing it would move articles to other partitions."
        )

        @OptionGroup var logOptions: LogOptions

        @Option(help: ArgumentHelp("Partitions of articles and enriched.", valueName: "count"))
        var partitions: Int32 = 16

        @Option(help: ArgumentHelp("Copies of each partition (Kafka; default: the cluster's).", valueName: "count"))
        var replication: Int16?

        @Option(help: ArgumentHelp("Days that articles stay at least. (default: for good)", valueName: "days"))
        var retentionDays: Int?

        func validate() throws {
            guard partitions > 0 else { throw ValidationError("--partitions must be above zero") }
            if let retentionDays, retentionDays <= 0 { throw ValidationError("--retention-days must be above zero") }
        }

        func run() async throws {
            let open = try await OpenLog.open(logOptions)
            do {
                let administration = try await open.log.administration()
                let present = Set(try await administration.topics())
                let retention = retentionDays.map { Duration.seconds(86_400 * $0) }
                for topic in open.topics.definitions(
                    partitions: partitions, replication: replication, retention: retention)
                {
                    if present.contains(topic.name) {
                        try StandardOutput.write("\(topic.name) is there already\n")
                    } else {
                        try await administration.create([topic])
                        try StandardOutput.write("made \(topic.name), \(topic.partitions) partitions\n")
                    }
                }
                await open.log.close()
            } catch let error as LogError {
                throw CommandFailure(error)
            }
        }
    }

    /// Shows the three topics.
    struct Describe: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Show the topics' partitions, offsets and settings.")

        @OptionGroup var logOptions: LogOptions

        func run() async throws {
            let open = try await OpenLog.open(logOptions)
            do {
                let administration = try await open.log.administration()
                try StandardOutput.write(try await administration.cluster().summary + "\n")
                for topic in try await administration.describe(open.topics.all) {
                    let records = topic.partitions.reduce(0) { $0 + $1.end.value - $1.begin.value }
                    try StandardOutput.write(
                        "\n\(topic.name): \(topic.partitions.count) partitions, offsets span \(records) records\n")
                    for (name, value) in topic.settings.sorted(by: { $0.key < $1.key }) {
                        try StandardOutput.write("  \(name) = \(value)\n")
                    }
                    for partition in topic.partitions where partition.begin < partition.end {
                        try StandardOutput.write(
                            "  partition \(partition.partition): \(partition.begin)..<\(partition.end)\n")
                    }
                }
                await open.log.close()
            } catch let error as LogError {
                throw CommandFailure(error)
            }
        }
    }
}
