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
            Every path is a file, a folder (read whole, hidden and unfinished files left out), - for standard input, or
            the http or https address of a page or a feed; of a feed the pages of its new items are fetched, slowly, as
            each site's robots.txt allows. With --watch the folders are watched until the program is stopped, and the
            addresses asked again as often as feed and server say.
            """
    )

    @OptionGroup var input: InputOptions
    @OptionGroup var fetch: FetchOptions
    @OptionGroup var monitoringOptions: MonitoringOptions
    @OptionGroup var logOptions: LogOptions

    @Flag(help: "Go on and publish what is added to the folders and feeds or changed in them.")
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
        let report: @Sendable (String) -> Void = { message in
            progress.finish()
            StandardError.write("claimstream: rejected \(message)\n")
        }
        let addresses = try Addresses(input, fetch, open.settings, publishing: publishing, report: report)
        let folders = WatchedFolders(options: input.local, prefix: prefix, publishing: publishing, report: report)
        try await folders.look()
        if watch {
            var services: [any Service] = input.local.paths.isEmpty ? [] : [folders]
            if !addresses.isEmpty { services.append(addresses) }
            try await Daemon.run(open, services, monitoring: monitoring)
        } else {
            try await addresses.publishOnce()
        }
        var total = folders.total
        total += addresses.total
        await publishing.close()
        await open.log.close()
        progress.finish()
        StandardError.write(
            "published \(total.published), unchanged \(total.unchanged), rejected \(total.rejected.count)\n")
        if !total.rejected.isEmpty { throw ExitCode(CommandFailure.rejected) }
    }
}
