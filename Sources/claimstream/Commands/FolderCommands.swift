import ArgumentParser
import EventLog
import Events
import Foundation
import Pipeline
import Results

/// `claimstream verify DIR`: checks a sink's folder.
struct VerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Check a sink's folder: database, change log, snapshot files, and a recount of every claim."
    )

    @Argument(help: ArgumentHelp("The sink's folder.", valueName: "dir"))
    var directory: String

    func run() async throws {
        let findings = SinkFolder.verify(directory)
        for finding in findings { try StandardOutput.write("\(finding)\n") }
        if findings.isEmpty {
            try StandardOutput.write("\(directory): all is well\n")
        } else {
            throw ExitCode(CommandFailure.broken)
        }
    }
}

/// `claimstream backup DIR TARGET`: copies a sink's folder while its sink may be writing.
struct BackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup", abstract: "Copy a sink's folder, also while its sink is writing.")

    @Argument(help: ArgumentHelp("The sink's folder.", valueName: "dir"))
    var directory: String

    @Argument(help: ArgumentHelp("An empty folder, or one to be made.", valueName: "target"))
    var target: String

    func run() async throws {
        do throws(ResultsError) {
            try SinkFolder.backup(directory, to: target)
        } catch {
            throw CommandFailure(error)
        }
        try StandardOutput.write("copied \(directory) to \(target)\n")
    }
}

/// `claimstream diff OLD NEW`: how the claims of two folders differ.
struct DiffCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff", abstract: "Show which claims of two sink folders differ, and by which articles.",
        discussion: """
            One claim a line: its id, what it says, units and commenters for and against before and after, and the
            articles behind it that were added, are gone, were revised, moved to another story or study, or were read
            anew by another engine or lexicon.
            """)

    @Argument(help: ArgumentHelp("The older folder.", valueName: "old-dir"))
    var old: String

    @Argument(help: ArgumentHelp("The newer folder.", valueName: "new-dir"))
    var new: String

    func run() async throws {
        do {
            let diff = try FolderDiff(old: old, new: new)
            for difference in diff.differences {
                let name = "\(difference.subject) \(difference.predicate) \(difference.object)"
                let causes = difference.causes.map { "\($0.what):\($0.article)" }.joined(separator: " ")
                try StandardOutput.write(
                    "\(difference.claim)\t\(name)\t\(Self.text(difference.before)) -> \(Self.text(difference.after))\t\(causes)\n"
                )
            }
            if diff.versions.old != diff.versions.new {
                StandardError.write("engine \(diff.versions.old) -> \(diff.versions.new)\n")
            }
            StandardError.write("\(diff.differences.count) claims differ\n")
        } catch let error as ResultsError {
            throw CommandFailure(error)
        }
    }

    /// Units for and against, with commenters behind a plus.
    private static func text(_ counts: ChangeLine.Counts?) -> String {
        guard let counts else { return "absent" }
        return
            "\(counts.support.units)+\(counts.support.commenters):\(counts.dispute.units)+\(counts.dispute.commenters)"
    }
}

/// `claimstream rebuild DIR`: makes a sink's folder anew from the log.
struct RebuildCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rebuild",
        abstract: "Make a sink's folder anew from the log, which keeps the latest record of every article.",
        discussion: """
            What the folder held is moved to DIR/replaced-N and stays there until you delete it; the log and the
            publisher's memory in it stay where they are. The change log starts anew, and so do its named readers. Give --no-quotes and --keep-names
            as the folder's sink has them.
            """
    )

    @Argument(help: ArgumentHelp("The sink's folder.", valueName: "dir"))
    var directory: String

    @OptionGroup var privacy: PrivacyOptions
    @OptionGroup var logOptions: LogOptions

    func run() async throws {
        let open = try await OpenLog.open(logOptions, defaultFolder: Self.logFolder(directory))
        let kept = try moveAway()
        do {
            let store = try SinkStore(directory: directory, options: privacy.sinkOptions)
            let daemon = SinkDaemon(
                log: open.log, topics: open.topics, groups: open.groups, store: store, options: .init(),
                logger: open.logger, heartbeat: Heartbeat(loop: "sink"),
                isFinished: { positions throws(LogError) in try await open.hasTaken(positions) })
            try await daemon.run()
            store.close()
        } catch let error as SinkError {
            throw CommandFailure(error)
        } catch let error as ResultsError {
            throw CommandFailure(error)
        }
        await open.log.close()
        try StandardOutput.write("made \(directory) anew; what it held is in \(kept)\n")
    }

    /// `run` keeps its log in the folder itself.
    private static func logFolder(_ directory: String) -> String? {
        FileManager.default.fileExists(atPath: directory + "/log") ? directory + "/log" : nil
    }

    /// Moves everything that a sink writes out of the way, and gives the folder it is in.
    private func moveAway() throws(CommandFailure) -> String {
        let files = FileManager.default
        do {
            var number = 1
            while files.fileExists(atPath: "\(directory)/replaced-\(number)") { number += 1 }
            let target = "\(directory)/replaced-\(number)"
            let names = try files.contentsOfDirectory(atPath: directory)
            try files.createDirectory(atPath: target, withIntermediateDirectories: false)
            for name in names where Self.isWrittenBySink(name) {
                try files.moveItem(atPath: "\(directory)/\(name)", toPath: "\(target)/\(name)")
            }
            return target
        } catch {
            throw CommandFailure(
                "\(directory) cannot be cleared (\(error.localizedDescription)); check the path and its permissions",
                exitCode: CommandFailure.broken)
        }
    }

    private static func isWrittenBySink(_ name: String) -> Bool {
        name == "changes" || name == "readers" || name == "CURRENT.json" || name == "report.html"
            || name.hasPrefix("claimstream.db")
            || name.hasSuffix(".jsonl") || name.hasSuffix(".csv")
    }
}
