import EventLog
import Foundation
import Pipeline

/// What the log must offer: it answers, the topics are there and agree with each other, groups can be read.
struct LogChecks {
    let open: OpenLog

    func run(into report: inout DoctorReport) async {
        if let folder = open.folder { report.add("log's folder", HostChecks.writable(folder)) }
        do throws(LogError) {
            let started = ContinuousClock.now
            let administration = try await open.log.administration()
            let cluster = try await administration.cluster()
            let milliseconds = Int64((ContinuousClock.now - started) / .milliseconds(1))
            report.add("log", .ok("\(cluster.summary), answered in \(milliseconds) ms"))
            let present = Set(try await administration.topics())
            let missing = open.topics.all.filter { !present.contains($0) }
            if !missing.isEmpty {
                let names = missing.map(\.description).joined(separator: ", ")
                report.add("topics", .failed("\(names) not there", "claimstream topics create"))
            }
            let topics = try await administration.describe(open.topics.all.filter(present.contains))
            for topic in topics { check(topic, &report) }
            agree(topics, &report)
            try await clock(&report)
            for group in [open.groups.workers, open.groups.sink] {
                let members = try await administration.members(of: group).count
                report.add("group \(group)", .ok("readable, \(members) members now"))
            }
        } catch {
            report.add("log", .failed(error.description, Self.remedy(error)))
        }
    }

    private func check(_ topic: TopicDescription, _ report: inout DoctorReport) {
        let name = "topic \(topic.name)"
        report.add(name, .ok("\(topic.partitions.count) partitions"))
        // An article's text has up to 4 MiB, an enriched one some times that.
        if let text = topic.settings["max.message.bytes"], let bytes = Int(text), bytes < 16 << 20 {
            report.add(
                name,
                .warning(
                    "max.message.bytes is \(bytes); larger articles go to the dead letters",
                    "raise it to \(16 << 20), and the brokers' message.max.bytes and replica.fetch.max.bytes with it"))
        }
        if topic.name != open.topics.articles, let policy = topic.settings["cleanup.policy"],
            !policy.contains("compact")
        {
            report.add(
                name,
                .failed(
                    "cleanup.policy is \(policy): a sink's folder cannot be made anew once records are gone",
                    "set cleanup.policy=compact"))
        }
    }

    private func agree(_ topics: [TopicDescription], _ report: inout DoctorReport) {
        func partitions(_ name: TopicName) -> Int? { topics.first { $0.name == name }?.partitions.count }
        guard let articles = partitions(open.topics.articles), let enriched = partitions(open.topics.enriched),
            articles != enriched
        else { return }
        report.add(
            "topics",
            .warning(
                "\(open.topics.articles) has \(articles) partitions, \(open.topics.enriched) \(enriched)",
                "make both anew with one number: claimstream topics create --partitions"))
    }

    /// The newest record must not come from the future.
    private func clock(_ report: inout DoctorReport) async throws(LogError) {
        let queue = DeadLetterQueue(log: open.log, topics: open.topics, logger: open.logger)
        let reader = LagReader(log: open.log, topics: open.topics, groups: open.groups, queue: queue)
        let lags = try await reader.withAges(try await reader.lags())
        let now = Int64(Date().timeIntervalSince1970 * 1_000)
        guard let ahead = lags.compactMap(\.oldest).map({ $0 - now }).max(), ahead > 60_000 else { return }
        report.add(
            "clock",
            .warning(
                "a record was written \(ahead / 1_000) s in the future",
                "set the clocks of this machine and of the publisher"))
    }

    private static func remedy(_ error: LogError) -> String {
        switch error.code {
        case .unreachable, .timedOut: "check that the brokers run and can be reached from here: address, firewall, TLS"
        case .denied: "check user, password, certificate, and the access rules for topics and groups"
        case .storageFull: "make room on the log's disk"
        case .storage, .damaged: "check the log's folder and its disk (dmesg)"
        case .unsupportedVersion: "use the release that wrote it, or a newer one"
        case .configuration: "correct the settings: claimstream config check"
        case .unknownTopic, .topicExists: "claimstream topics create"
        case .recordTooLarge, .offsetOutOfRange, .notAssigned, .fenced, .closed, .cancelled, .unsupported, .other:
            "see the message"
        }
    }
}
