import ArgumentParser
import Foundation

/// The command line: `claimstream SUBCOMMAND`.
struct Claimstream: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "claimstream",
        abstract: "Reads articles as they appear and counts what they claim about drugs, on what evidence.",
        discussion: """
            One command does everything on this machine:
              claimstream run FOLDER --output results
            Or as daemons, on the embedded log or on Kafka (--log kafka://HOST:PORT):
              claimstream publish FOLDER --watch | claimstream work | claimstream sink --output results
              claimstream tail results

            Every option can also be given as an environment variable (CLAIMSTREAM_LOG for --log) or in a file named
            by --config; flags win over the environment, the environment over the file.

            Exit codes: 0 done, 1 some inputs were rejected, 2 wrong usage, 3 the log or the disk failed.
            """,
        version: ProgramVersion.text,
        subcommands: [
            RunCommand.self, PublishCommand.self, WorkCommand.self, SinkCommand.self, TailCommand.self,
            ParseCommand.self, EnrichCommand.self, WithdrawCommand.self, StatusCommand.self,
            SummaryCommand.self, ReportCommand.self, ExportCommand.self, DeadLettersCommand.self,
            TopicsCommand.self, VerifyCommand.self, RebuildCommand.self, DiffCommand.self, BackupCommand.self,
            LexiconCommand.self, ConfigCommand.self, DoctorCommand.self, CompletionsCommand.self, ManualCommand.self,
        ]
    )
}

/// The release, as records and `--version` state it.
enum ProgramVersion {
    static let text = "0.1.0"
    /// Grows with every release of engine or lexicon: of two records of one article's revision, the higher one counts.
    static let ordinal: Int64 = 1
}

/// The entry point: turns every error into a message on standard error and an exit code.
@main
enum EntryPoint {
    static func main() async {
        // A reader that went away (`claimstream parse … | head`) is no failure: writes then return EPIPE, which ends us with 0.
        signal(SIGPIPE, SIG_IGN)
        // Articles and comments are nobody else's business: what we create is closed to others, whatever the shell says.
        umask(umask(0o077) | 0o027)
        do {
            var command = try Claimstream.parseAsRoot()
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch let failure as CommandFailure {
            StandardError.write("claimstream: \(failure.message)\n")
            exit(failure.exitCode)
        } catch {
            let code = Claimstream.exitCode(for: error)
            if code == .validationFailure {
                StandardError.write(Claimstream.fullMessage(for: error) + "\n")
                exit(CommandFailure.wrongUsage)
            }
            // Help, version and plain exits.
            Claimstream.exit(withError: error)
        }
    }
}
