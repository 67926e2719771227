import ArgumentParser
import EventLog
import Intake
import Pipeline

/// `claimstream withdraw`: takes articles out of every count.
struct WithdrawCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "withdraw",
        abstract: "Take articles out of every count.",
        discussion: "Names are article ids (a-…) or the sources they were published from."
    )

    @Argument(help: ArgumentHelp("Article ids or sources.", valueName: "id|source"))
    var names: [String]

    @OptionGroup var logOptions: LogOptions

    @Option(help: ArgumentHelp("Where the publisher remembers what it has published.", valueName: "folder"))
    var state: String?

    func run() async throws {
        let open = try await OpenLog.open(logOptions)
        let state = open.settings.text(.state, flag: state) ?? open.folder ?? "claimstream-data"
        let publishing = try await Publishing(open, stateFolder: state) { _ in }
        var unknown: [String] = []
        do {
            for name in names {
                let ids = Self.isArticleID(name) ? [name] : try publishing.seen.articles(from: name)
                if ids.isEmpty { unknown.append(name) }
                try await publishing.publisher.withdraw(articles: ids)
                for id in ids { try StandardOutput.write("withdrawn \(id)\n") }
            }
        } catch let error as PublishError {
            throw CommandFailure(error)
        } catch let error as IntakeError {
            throw CommandFailure(error.description, exitCode: CommandFailure.broken)
        }
        await publishing.close()
        await open.log.close()
        for name in unknown {
            StandardError.write("claimstream: \(name): nothing was published from this source; give an article id\n")
        }
        if !unknown.isEmpty { throw ExitCode(CommandFailure.rejected) }
    }

    /// `a-` and 16 hexadecimal digits.
    private static func isArticleID(_ name: String) -> Bool {
        name.hasPrefix("a-") && name.utf8.count == 18 && name.dropFirst(2).allSatisfy(\.isHexDigit)
    }
}
