import ArgumentParser
import Events
import EventLog
import Pipeline

/// `claimstream status`: how far the daemons are, read from the log itself.
struct StatusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Show topics, how far each group is behind, and open dead letters."
    )

    @OptionGroup var logOptions: LogOptions

    @Flag(help: "One JSON object instead of a table.")
    var json = false

    func run() async throws {
        let open = try await OpenLog.open(logOptions)
        let queue = DeadLetterQueue(log: open.log, topics: open.topics, logger: open.logger)
        do {
            let status = try await LagReader(log: open.log, topics: open.topics, groups: open.groups, queue: queue).read()
            try StandardOutput.write(json ? Self.object(status) : Self.table(status))
            await open.log.close()
        } catch let error as LogError {
            throw CommandFailure(error)
        }
    }

    private static func table(_ status: LagReader.Status) -> String {
        var lines = [status.cluster.summary, ""]
        let rows = Dictionary(grouping: status.lags) { "\($0.group)\u{0}\($0.topic)" }.sorted { $0.key < $1.key }
        lines.append("group            topic                 records behind   partitions   owners")
        for (_, lags) in rows {
            guard let first = lags.first else { continue }
            let behind = lags.reduce(0) { $0 + $1.records }
            let owners = Set(lags.compactMap(\.owner)).count
            lines.append(
                column(first.group, 17) + column(first.topic.description, 22) + column("\(behind)", 17)
                    + column("\(lags.count)", 13) + "\(owners)")
        }
        lines.append("")
        lines.append("dead letters open: \(status.openDeadLetters)")
        return lines.joined(separator: "\n") + "\n"
    }

    private static func column(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(1, width - text.count))
    }

    private static func object(_ status: LagReader.Status) -> String {
        var writer = JSONWriter()
        writer.object {
            $0.field("cluster", status.cluster.id)
            $0.field("lags", array: status.lags) { writer, lag in
                writer.object {
                    $0.field("group", lag.group)
                    $0.field("topic", lag.topic.description)
                    $0.field("partition", Int(lag.partition.value))
                    $0.field("position", lag.position.map { Int($0.value) })
                    $0.field("end", Int(lag.end.value))
                    $0.field("records", Int(lag.records))
                    $0.field("owner", lag.owner)
                }
            }
            $0.field("dead_letters", status.openDeadLetters)
        }
        writer.newline()
        return writer.string
    }
}
