import ArgumentParser

/// The command line: `claimstream SUBCOMMAND`.
@main
struct Claimstream: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "claimstream",
        abstract: "Reads articles as they appear and counts what they claim about drugs, on what evidence."
    )
}
