import Annotation
import ArgumentParser
import EventLog
import Foundation
import Pipeline

/// `claimstream work`: an enrichment worker daemon.
struct WorkCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "work",
        abstract: "Annotate articles with drugs, doses and claims, until stopped.",
        discussion: """
            Workers share the partitions of the topic: start as many as you like, on as many machines as you like (up to
            the number of partitions). SIGTERM finishes what is in hand and leaves.
            """
    )

    @OptionGroup var lexiconOptions: LexiconOptions
    @OptionGroup var monitoringOptions: MonitoringOptions
    @OptionGroup var logOptions: LogOptions

    @Option(help: ArgumentHelp("Articles annotated at once. (default: the number of cores)", valueName: "count"))
    var parallelism: Int?

    @Option(
        help: ArgumentHelp(
            "A name of this worker that outlives restarts: a quick restart then moves no partitions (Kafka).",
            valueName: "name"))
    var memberID: String?

    func run() async throws {
        let settings = try await Settings(logOptions.general)
        let engine = AnnotatorInUse(try AnnotatorFactory.make(userLexicon: lexiconOptions.file(settings)))
        let open = try await OpenLog.open(logOptions)
        var options = EnrichmentWorker.Options(
            parallelism: try open.settings.number(.parallelism, flag: parallelism)
                ?? ProcessInfo.processInfo.activeProcessorCount)
        options.memberID = open.settings.text(.memberID, flag: memberID)
        let heartbeat = Heartbeat(loop: "work")
        let monitoring = try Monitoring.start(
            monitoringOptions, open.settings, [heartbeat], engine: engine)
        let worker = EnrichmentWorker(
            log: open.log, topics: open.topics, groups: open.groups, engine: engine, options: options,
            logger: open.logger, heartbeat: heartbeat)
        let service = LoopService(name: "worker") {
            do {
                try await worker.run()
            } catch let error as LogError {
                throw CommandFailure(error)
            }
        }
        try await Daemon.run(
            open, [service], monitoring: monitoring, reloading: [lexiconOptions.reloading(engine)])
        await open.log.close()
    }
}
