import Annotation
import ArgumentParser
import EventLog
import Foundation
import Pipeline

/// `claimstream doctor`: looks at everything a daemon needs, and names the remedy for what is missing.
struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Test settings, lexicon, log, topics, permissions, disk, clock and limits, and name the remedies.",
        discussion: "Changes nothing but missing topics of an embedded log. Exit code 0 when nothing failed, else 3."
    )

    @OptionGroup var lexiconOptions: LexiconOptions
    @OptionGroup var logOptions: LogOptions

    @Option(help: ArgumentHelp("A sink's folder to look at as well.", valueName: "folder"))
    var output: String?

    func run() async throws {
        var report = DoctorReport()
        let settings = try await Settings(logOptions.general)
        let problems =
            Setting.allCases.compactMap { settings.problem($0) }
            + ConfigCommand.Check.unknownVariables(ProcessInfo.processInfo.environment)
        report.add(
            "settings", problems.isEmpty ? .ok("valid") : .failed(problems.joined(separator: "; "), "correct them"))
        do throws(CommandFailure) {
            let annotator = try AnnotatorFactory.make(userLexicon: lexiconOptions.file(settings))
            report.add("lexicon", .ok("version \(annotator.lexicon.version)"))
        } catch {
            report.add(
                "lexicon",
                .failed(error.message, "correct the file, or install the data beside the program: deploy/install"))
        }
        report.add("descriptors", HostChecks.descriptors())
        report.add("clock", HostChecks.clock())
        do throws(CommandFailure) {
            let open = try await OpenLog.open(logOptions)
            await LogChecks(open: open).run(into: &report)
            if let folder = open.folder { report.add("log's disk", HostChecks.disk(folder)) }
            await open.log.close()
        } catch {
            report.add(
                "log", .failed(error.message, "check --log, and that the brokers run and can be reached from here"))
        }
        if let folder = output ?? settings.text(.output) {
            report.add("output", HostChecks.writable(folder))
            report.add("output's disk", HostChecks.disk(folder))
        }
        try StandardOutput.write(report.text)
        if report.hasFailed { throw ExitCode(CommandFailure.broken) }
    }
}

/// What the doctor found, a line each.
struct DoctorReport: Sendable {
    enum Finding: Sendable {
        case ok(String)
        /// Works, but will hurt: what, and what to do.
        case warning(String, String)
        /// Does not work: what, and what to do.
        case failed(String, String)
    }

    private(set) var text = ""
    private(set) var hasFailed = false

    mutating func add(_ what: String, _ finding: Finding) {
        switch finding {
        case .ok(let detail): text += "ok       \(what): \(detail)\n"
        case .warning(let detail, let remedy): text += "warning  \(what): \(detail)\n         -> \(remedy)\n"
        case .failed(let detail, let remedy):
            text += "FAILED   \(what): \(detail)\n         -> \(remedy)\n"
            hasFailed = true
        }
    }
}
