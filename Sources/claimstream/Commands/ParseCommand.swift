import ArgumentParser
import Articles
import Events
import Intake

/// `claimstream parse`: one JSON line an article on standard output, no log.
struct ParseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "parse",
        abstract: "Read articles and print them as JSON lines, without a log."
    )

    @OptionGroup var input: InputOptions
    @OptionGroup var general: GeneralOptions

    func run() async throws {
        let inputs = try await Inputs.open(input, general)
        var rejected = 0
        try await inputs.forEach { outcome throws(CommandFailure) in
            switch outcome {
            case .article(let article):
                var writer = JSONWriter()
                article.writeJSON(to: &writer)
                writer.newline()
                try StandardOutput.write(writer.bytes)
            case .rejected(let rejection):
                rejected += 1
                StandardError.write("claimstream: \(rejection.source): \(rejection.message)\n")
            }
        }
        if rejected > 0 { throw ExitCode(CommandFailure.rejected) }
    }
}
