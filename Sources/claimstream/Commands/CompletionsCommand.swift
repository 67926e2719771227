import ArgumentParser

/// `claimstream completions SHELL`: a script that completes this program's commands and options in a shell.
struct CompletionsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "completions",
        abstract: "Print the completions of a shell.",
        discussion: """
            deploy/install puts them where the shells look for them. By hand:
              bash  claimstream completions bash > ~/.local/share/bash-completion/completions/claimstream
              zsh   claimstream completions zsh > DIR/_claimstream, DIR being one of $fpath
              fish  claimstream completions fish > ~/.config/fish/completions/claimstream.fish
            """
    )

    enum Shell: String, CaseIterable, ExpressibleByArgument {
        case bash, zsh, fish

        var completion: CompletionShell {
            switch self {
            case .bash: .bash
            case .zsh: .zsh
            case .fish: .fish
            }
        }
    }

    @Argument(help: "bash, zsh or fish.")
    var shell: Shell

    func run() async throws {
        try StandardOutput.write(Claimstream.completionScript(for: shell.completion) + "\n")
    }
}

/// `claimstream manual`: the manual page, made from the commands.
struct ManualCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "manual",
        abstract: "Print the manual page, in the man format.",
        discussion: """
            To read it at once:
              claimstream manual | man -l -
            """
    )

    func run() async throws {
        try StandardOutput.write(try ManualPage(help: Claimstream._dumpHelp(), version: ProgramVersion.text).text)
    }
}
