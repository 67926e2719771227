import ArgumentParser
import EventLog
import Pipeline
import Results

/// `claimstream sink`: the aggregating sink daemon.
struct SinkCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sink",
        abstract: "Aggregate enriched articles into files, until stopped.",
        discussion: "One sink writes one folder; a second one on the same folder is refused."
    )

    @OptionGroup var sinkOptions: SinkFolderOptions
    @OptionGroup var monitoringOptions: MonitoringOptions
    @OptionGroup var logOptions: LogOptions

    @Flag(help: "Go on although records that the folder has not taken are gone from the log.")
    var acceptGap = false

    @Option(help: ArgumentHelp("At most one snapshot in this many seconds. (default: 30)", valueName: "seconds"))
    var snapshotSeconds: Int?

    func run() async throws {
        let open = try await OpenLog.open(logOptions)
        let store = try sinkOptions.openStore(open.settings)
        var options = SinkDaemon.Options()
        options.acceptsGap = acceptGap
        options.snapshotInterval = .seconds(try open.settings.number(.snapshotSeconds, flag: snapshotSeconds) ?? 30)
        let heartbeat = Heartbeat(loop: "sink")
        let monitoring = try Monitoring.start(monitoringOptions, open.settings, [heartbeat])
        let daemon = SinkDaemon(
            log: open.log, topics: open.topics, groups: open.groups, store: store, options: options,
            logger: open.logger, heartbeat: heartbeat)
        let service = LoopService(name: "sink") {
            do {
                try await daemon.run()
            } catch let error as SinkError {
                throw CommandFailure(error)
            }
        }
        try await Daemon.run(open, [service], monitoring: monitoring)
        store.close()
        await open.log.close()
        try ReportFile.write(
            try sinkOptions.folder(open.settings), userLexicon: open.settings.text(.lexicon, flag: nil))
    }
}

/// The output folder and what may be written to it.
struct SinkFolderOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Folder of the aggregated files.", valueName: "folder"))
    var output: String?

    @OptionGroup var privacy: PrivacyOptions

    func folder(_ settings: Settings) throws(CommandFailure) -> String {
        guard let folder = settings.text(.output, flag: output) else {
            throw CommandFailure("say where the files go: --output FOLDER", exitCode: CommandFailure.wrongUsage)
        }
        return folder
    }

    func openStore(_ settings: Settings) throws(CommandFailure) -> SinkStore {
        let folder = try folder(settings)
        var options = privacy.sinkOptions
        if let bytes = try settings.number(.changeSegmentBytes) { options.segmentBytes = bytes }
        do throws(ResultsError) {
            return try SinkStore(directory: folder, options: options)
        } catch {
            throw CommandFailure(error)
        }
    }
}

/// What of readers' words and names goes into the files; a folder keeps to the choice it was begun with.
struct PrivacyOptions: ParsableArguments {
    @Flag(help: "Write commenters' names as printed. Without it they leave the system only as hashes.")
    var keepNames = false

    @Flag(help: "Leave the quotes out of all files.")
    var noQuotes = false

    var sinkOptions: SinkOptions {
        var options = SinkOptions()
        options.keepNames = keepNames
        options.withholdQuotes = noQuotes
        return options
    }
}
