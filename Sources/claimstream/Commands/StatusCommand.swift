import ArgumentParser
import EventLog
import Pipeline

/// `claimstream status`: how far the daemons are, read from the log itself.
struct StatusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Show topics, how far each group is behind, and open dead letters.",
        discussion: """
            Everything is read from the log, so it is right also when no daemon runs. Where a group is behind, a second
            reading a second later gives its rate and the time until it has caught up.
            """
    )

    @OptionGroup var logOptions: LogOptions

    @Flag(help: "One JSON object a reading instead of a table.")
    var json = false

    @Flag(help: "Show every partition.")
    var partitions = false

    @Flag(help: "Go on until stopped.")
    var watch = false

    @Option(help: ArgumentHelp("Time between two readings with --watch.", valueName: "seconds"))
    var interval = 2

    func validate() throws {
        guard interval > 0 else { throw ValidationError("--interval must be above zero") }
    }

    func run() async throws {
        let open = try await OpenLog.open(logOptions)
        let queue = DeadLetterQueue(log: open.log, topics: open.topics, logger: open.logger)
        let reader = LagReader(log: open.log, topics: open.topics, groups: open.groups, queue: queue)
        do {
            var reading = try await StatusReading(reader, before: nil)
            if !watch, reading.isBehind {
                try await Task.sleep(for: .seconds(1))
                reading = try await StatusReading(reader, before: reading)
            }
            try show(reading)
            while watch {
                try await Task.sleep(for: .seconds(interval))
                reading = try await StatusReading(reader, before: reading)
                try show(reading)
            }
            await open.log.close()
        } catch let error as LogError {
            await open.log.close()
            throw CommandFailure(error)
        }
    }

    private func show(_ reading: StatusReading) throws(CommandFailure) {
        if json { return try StandardOutput.write(reading.object()) }
        // On a terminal the new reading takes the old one's place.
        let clear = watch && StandardOutput.isTerminal ? "\u{1B}[H\u{1B}[2J" : ""
        try StandardOutput.write(clear + reading.table(withPartitions: partitions) + (watch ? "\n" : ""))
    }
}
