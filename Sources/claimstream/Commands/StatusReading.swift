import EventLog
import Events
import Foundation
import Pipeline

/// One look at the log, with rates where there was one before.
struct StatusReading: Sendable {
    /// One group on one topic.
    struct Group: Sendable {
        let name: String
        let topic: String
        let records: Int64
        let seconds: Double
        let partitions: Int
        /// Members seen; nil where the log cannot tell who owns what.
        let owners: Int
        /// Records done a second since the reading before; nil without one.
        let rate: Double?

        /// Seconds until the group has caught up at the present rate; nil when it is not getting nearer.
        let timeToCatchUp: Double?
    }

    let status: LagReader.Status
    let groups: [Group]
    private let now: Int64
    private let instant: ContinuousClock.Instant
    /// Records done in each group.
    private let done: [String: Int64]
    private let backlog: [String: Int64]

    var isBehind: Bool { groups.contains { $0.records > 0 } }

    init(_ reader: LagReader, before: StatusReading?) async throws(LogError) {
        status = try await reader.read()
        let now = Int64(Date().timeIntervalSince1970 * 1_000)
        self.now = now
        instant = .now
        let byGroup = Dictionary(grouping: status.lags, by: \.group)
        done = byGroup.mapValues { $0.reduce(0) { $0 + ($1.position?.value ?? 0) } }
        backlog = byGroup.mapValues { $0.reduce(0) { $0 + $1.records } }
        var groups: [Group] = []
        for (name, lags) in byGroup.sorted(by: { $0.key < $1.key }) {
            guard let first = lags.first else { continue }
            var (rate, timeToCatchUp): (Double?, Double?)
            if let before {
                let elapsed = (instant - before.instant) / .seconds(1)
                let perSecond = Double((done[name] ?? 0) - (before.done[name] ?? 0)) / elapsed
                let approach = Double((before.backlog[name] ?? 0) - (backlog[name] ?? 0)) / elapsed
                rate = perSecond
                if let left = backlog[name], left > 0, approach > 0 { timeToCatchUp = Double(left) / approach }
            }
            groups.append(
                Group(
                    name: name, topic: first.topic.description, records: backlog[name] ?? 0,
                    seconds: lags.map { $0.secondsBehind(now: now) }.max() ?? 0, partitions: lags.count,
                    owners: Set(lags.compactMap(\.owner)).count, rate: rate, timeToCatchUp: timeToCatchUp))
        }
        self.groups = groups
    }

    /// For people.
    func table(withPartitions: Bool) -> String {
        var lines = [status.cluster.summary, ""]
        lines.append(
            Self.row(
                "group", "topic", "records behind", "seconds behind", "rate/s", "caught up in", "partitions", "owners"))
        for group in groups {
            lines.append(
                Self.row(
                    group.name, group.topic, "\(group.records)", Self.short(group.seconds),
                    group.rate.map(Self.short) ?? "-",
                    group.records == 0 ? "now" : group.timeToCatchUp.map { Self.short($0) + " s" } ?? "-",
                    "\(group.partitions)", "\(group.owners)"))
        }
        if withPartitions {
            lines.append("")
            for lag in status.lags {
                lines.append(
                    "\(lag.group)  \(lag.topic)/\(lag.partition)  position \(lag.position?.description ?? "-") of \(lag.end), "
                        + "\(lag.records) behind, \(Self.short(lag.secondsBehind(now: now))) s, owner \(lag.owner ?? "-")"
                )
            }
        }
        lines.append("")
        lines.append("dead letters open: \(status.openDeadLetters)")
        return lines.joined(separator: "\n") + "\n"
    }

    private static func row(_ cells: String...) -> String {
        let widths = [18, 22, 16, 16, 10, 14, 12, 0]
        return zip(cells, widths).map { cell, width in
            cell + String(repeating: " ", count: max(width == 0 ? 0 : 1, width - cell.count))
        }.joined()
    }

    /// One decimal below a hundred, none above.
    private static func short(_ value: Double) -> String {
        let rounded = value < 100 ? (value * 10).rounded() / 10 : value.rounded()
        return rounded == rounded.rounded() ? String(Int64(rounded)) : String(rounded)
    }

    /// For programs: a line.
    func object() -> String {
        var writer = JSONWriter()
        writer.object {
            $0.field("cluster", status.cluster.id)
            $0.field("groups", array: groups) { writer, group in
                writer.object {
                    $0.field("group", group.name)
                    $0.field("topic", group.topic)
                    $0.field("records", Int(group.records))
                    $0.field("seconds", group.seconds)
                    $0.field("rate", group.rate)
                    $0.field("seconds_to_catch_up", group.timeToCatchUp)
                    $0.field("owners", group.owners)
                }
            }
            $0.field("lags", array: status.lags) { writer, lag in
                writer.object {
                    $0.field("group", lag.group)
                    $0.field("topic", lag.topic.description)
                    $0.field("partition", Int(lag.partition.value))
                    $0.field("position", lag.position.map { Int($0.value) })
                    $0.field("end", Int(lag.end.value))
                    $0.field("records", Int(lag.records))
                    $0.field("seconds", lag.secondsBehind(now: now))
                    $0.field("owner", lag.owner)
                }
            }
            $0.field("dead_letters", status.openDeadLetters)
        }
        writer.newline()
        return writer.string
    }
}
