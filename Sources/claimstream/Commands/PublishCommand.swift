import ArgumentParser
import EventLog
import Intake
import Pipeline
import ServiceLifecycle
import UnixSignals

/// `claimstream publish`: parses inputs and publishes them as events.
struct PublishCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "publish",
        abstract: "Parse articles and publish them; what has not changed since is left out.",
        discussion: """
            Every path is a file, a folder (read whole, hidden and unfinished files left out) or - for standard input.
            With --watch the folders are watched until the program is stopped.
            """
    )

    @OptionGroup var input: InputOptions
    @OptionGroup var monitoringOptions: MonitoringOptions
    @OptionGroup var logOptions: LogOptions

    @Flag(help: "Go on and publish what is added to the folders or changed in them.")
    var watch = false

    @Option(
        help: ArgumentHelp(
            "Where the publisher remembers what it has published. (default: inside the embedded log's folder, or ./claimstream-data)",
            valueName: "folder"))
    var state: String?

    func run() async throws {
        let open = try await OpenLog.open(logOptions)
        let prefix = open.settings.text(.sourcePrefix, flag: input.sourcePrefix)
        let state = open.settings.text(.state, flag: state) ?? open.folder ?? "claimstream-data"
        let progress = ProgressLine(isQuiet: logOptions.general.quiet)
        let heartbeat = Heartbeat(loop: "publish")
        // An endpoint makes sense for a daemon alone; one pass is over before anybody asks.
        let monitoring = watch ? try Monitoring.start(monitoringOptions, open.settings, [heartbeat]) : nil
        let publishing = try await Publishing(open, stateFolder: state, heartbeat: heartbeat) { progress.update($0) }
        let inputs = try Inputs(input, prefix: prefix)
        var rejected = 0
        var total = try await publishing.publish(inputs) { Self.report($0, &rejected, progress) }
        if watch {
            let watching = WatchedFolders(
                options: input, prefix: prefix, publishing: publishing, report: { Self.report($0, progress) })
            try await Daemon.run(open, [watching], monitoring: monitoring)
            total += watching.total
            rejected = total.rejected.count
        }
        await publishing.close()
        await open.log.close()
        progress.finish()
        StandardError.write(
            "published \(total.published), unchanged \(total.unchanged), rejected \(total.rejected.count)\n")
        if rejected > 0 { throw ExitCode(CommandFailure.rejected) }
    }

    private static func report(_ message: String, _ rejected: inout Int, _ progress: ProgressLine) {
        rejected += 1
        report(message, progress)
    }

    private static func report(_ message: String, _ progress: ProgressLine) {
        progress.finish()
        StandardError.write("claimstream: rejected \(message)\n")
    }
}
