import Annotation
import ArgumentParser
import EventLog
import Foundation
import Pipeline
import Results
import ServiceLifecycle
import Synchronization

/// `claimstream run`: publish, enrich and aggregate in one process.
struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Read articles, annotate and aggregate them, and write the files: everything in one process.",
        discussion: """
            The log lies in the output folder (OUTPUT/log) unless --log says otherwise, so that one folder holds all of a
            collection. Running it again reads only what has changed.
            """
    )

    @OptionGroup var input: InputOptions
    @OptionGroup var fetch: FetchOptions
    @OptionGroup var sinkOptions: SinkFolderOptions
    @OptionGroup var lexiconOptions: LexiconOptions
    @OptionGroup var monitoringOptions: MonitoringOptions
    @OptionGroup var logOptions: LogOptions

    @Flag(help: "Go on watching the folders and addresses until stopped.")
    var follow = false

    func run() async throws {
        let settings = try await Settings(logOptions.general)
        let folder = try sinkOptions.folder(settings)
        let engine = AnnotatorInUse(try AnnotatorFactory.make(userLexicon: lexiconOptions.file(settings)))
        let store = try sinkOptions.openStore(settings)
        let open = try await OpenLog.open(logOptions, defaultFolder: folder + "/log")
        let progress = ProgressLine(isQuiet: logOptions.general.quiet)
        let heartbeats = [Heartbeat(loop: "publish"), Heartbeat(loop: "work"), Heartbeat(loop: "sink")]
        let monitoring = try Monitoring.start(
            monitoringOptions, open.settings, heartbeats, engine: engine)
        let publishing = try await Publishing(
            open, stateFolder: open.settings.text(.state) ?? open.folder ?? folder, heartbeat: heartbeats[0]
        ) { progress.update($0) }
        let prefix = open.settings.text(.sourcePrefix, flag: input.sourcePrefix)
        let inputs = try Inputs(input.local, prefix: prefix)
        let ending = RunEnding(open)
        let total = Mutex(ArticlePublisher.Summary())
        let report: @Sendable (String) -> Void = { message in
            progress.finish()
            StandardError.write("claimstream: rejected \(message)\n")
        }

        let addresses = try Addresses(input, fetch, open.settings, publishing: publishing, report: report)
        let publish = LoopService(name: "publish") {
            let summary = try await publishing.publish(inputs, onRejection: report)
            total.withLock { $0 += summary }
            if follow {
                let watching = WatchedFolders(
                    options: input.local, prefix: prefix, publishing: publishing, report: report)
                try await Self.watch(input.local.paths.isEmpty ? nil : watching, addresses)
                total.withLock { $0 += watching.total }
            } else {
                try await addresses.publishOnce()
                heartbeats[0].rest()
                ending.publisherIsDone()
            }
            total.withLock { $0 += addresses.total }
        }
        let worker = EnrichmentWorker(
            log: open.log, topics: open.topics, groups: open.groups, engine: engine,
            options: .init(parallelism: ProcessInfo.processInfo.activeProcessorCount), logger: open.logger,
            heartbeat: heartbeats[1],
            isFinished: { () throws(LogError) in try await ending.workerIsDone() }, progress: { progress.update($0) })
        let sink = SinkDaemon(
            log: open.log, topics: open.topics, groups: open.groups, store: store, options: .init(),
            logger: open.logger, heartbeat: heartbeats[2],
            isFinished: { positions throws(LogError) in try await ending.sinkIsDone(positions) },
            progress: { progress.update($0) })
        try await Daemon.run(
            open,
            [
                publish,
                LoopService(name: "worker") {
                    do {
                        try await worker.run()
                    } catch let error as LogError {
                        throw CommandFailure(error)
                    }
                    ending.workerHasEnded()
                },
                LoopService(name: "sink") {
                    do {
                        try await sink.run()
                    } catch let error as SinkError {
                        throw CommandFailure(error)
                    }
                },
            ], monitoring: monitoring, reloading: [lexiconOptions.reloading(engine)])
        await publishing.close()
        await open.log.close()
        store.close()
        progress.finish()
        let summary = total.withLock { $0 }
        StandardError.write(
            "published \(summary.published), unchanged \(summary.unchanged), rejected \(summary.rejected.count)\n")
        try ReportFile.write(folder, userLexicon: lexiconOptions.file(settings))
        try StandardOutput.write(try FolderSummary.text(folder, rejected: summary.rejected.count))
        if !summary.rejected.isEmpty { throw ExitCode(CommandFailure.rejected) }
    }
}

extension RunCommand {
    /// Folders and addresses side by side, until stopped.
    private static func watch(_ folders: WatchedFolders?, _ addresses: Addresses) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            if let folders { group.addTask { try await folders.run() } }
            if !addresses.isEmpty { group.addTask { try await addresses.run() } }
            try await group.waitForAll()
        }
    }
}

/// Knows when a run without `--follow` is over: the publisher is through its inputs, the workers' positions have reached
/// the end of `articles`, the sink's the end of `enriched`.
private final class RunEnding: Sendable {
    private let open: OpenLog
    private let publisherDone = Atomic(false)
    private let workerDone = Atomic(false)

    init(_ open: OpenLog) { self.open = open }

    func publisherIsDone() { publisherDone.store(true, ordering: .releasing) }
    func workerHasEnded() { workerDone.store(true, ordering: .releasing) }

    func workerIsDone() async throws(LogError) -> Bool {
        guard publisherDone.load(ordering: .acquiring) else { return false }
        let administration = try await open.log.administration()
        let committed = try await administration.committed(group: open.groups.workers, topics: [open.topics.articles])
        return try await open.ends(of: open.topics.articles).allSatisfy { partition, end in
            (committed[partition]?.offset ?? Offset(0)) >= end
        }
    }

    func sinkIsDone(_ positions: [Int32: Int64]) async throws(LogError) -> Bool {
        guard workerDone.load(ordering: .acquiring) else { return false }
        return try await open.hasTaken(positions)
    }
}

extension OpenLog {
    /// Whether a sink at these positions has taken everything that `enriched` holds.
    func hasTaken(_ positions: [Int32: Int64]) async throws(LogError) -> Bool {
        try await ends(of: topics.enriched).allSatisfy { partition, end in
            (positions[partition.partition.value] ?? 0) >= end.value
        }
    }

    /// End offsets of the partitions that hold anything.
    func ends(of topic: TopicName) async throws(LogError) -> [(TopicPartition, Offset)] {
        let description = try await log.administration().describe([topic]).first
        return (description?.partitions ?? []).filter { $0.begin < $0.end }
            .map { (TopicPartition(topic, $0.partition), $0.end) }
    }
}
