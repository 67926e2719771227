import Foundation
import Testing

/// The completions and the manual page, used by the programs that they are made for.
@Suite struct ManualTests {
    private static func isThere(_ program: String) -> Bool {
        ["/usr/bin/", "/bin/", "/usr/local/bin/"].contains {
            FileManager.default.isExecutableFile(atPath: $0 + program)
        }
    }

    /// What a program prints, its errors included.
    private static func output(_ program: String, _ arguments: [String]) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [program] + arguments
        let folder = try TemporaryFolder()
        let file = try folder.write("", to: "output")
        let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: file))
        process.standardOutput = handle
        process.standardError = handle
        try process.run()
        process.waitUntilExit()
        return try String(contentsOfFile: file, encoding: .utf8)
    }

    /// Names of the commands as `--help` lists them.
    private static func commands() async throws -> [String] {
        let help = try await Program.run(["--help"]).output
        let list = try #require(help.components(separatedBy: "SUBCOMMANDS:\n").last)
        return list.split(separator: "\n").filter {
            $0.hasPrefix("  ") && !$0.hasPrefix("   ") && !$0.hasPrefix("  See ")
        }
        .compactMap { $0.split(separator: " ").first.map(String.init) }
    }

    @Test func bashCompletesCommandsAndOptions() async throws {
        let script = try await Program.run(["completions", "bash"])
        #expect(script.exitCode == 0)
        let folder = try TemporaryFolder()
        let path = try folder.write(script.output, to: "claimstream.bash")
        // The function that bash would call, called as bash calls it, for each of these lines.
        let lines = [("ta", 1, "tail"), ("tail --dr", 2, "--drug"), ("export --form", 2, "--format")]
        for (typed, index, expected) in lines {
            let ask = """
                _comp_initialize() { :; }
                source "$0"
                COMP_WORDS=(claimstream \(typed)); COMP_CWORD=\(index); COMP_LINE="claimstream \(typed)"; COMP_POINT=${#COMP_LINE}; COMP_TYPE=9
                "$(complete -p claimstream | sed 's/.*-F \\([^ ]*\\).*/\\1/')" claimstream "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD-1]}"
                printf '%s\\n' "${COMPREPLY[@]}"
                """
            let answers = try Self.output("bash", ["-c", ask, path]).split(separator: "\n").map {
                $0.trimmingCharacters(in: .whitespaces)
            }
            #expect(answers.contains(expected), "\(typed): \(answers)")
        }
    }

    @Test(arguments: ["bash", "zsh", "fish"]) func everyShellKnowsEveryCommand(shell: String) async throws {
        let script = try await Program.run(["completions", shell])
        #expect(script.exitCode == 0)
        for command in try await Self.commands() { #expect(script.output.contains(command), "\(command)") }
        guard Self.isThere(shell) else {
            print("completions: \(shell) is not installed, its script was not parsed")
            return
        }
        let folder = try TemporaryFolder()
        let path = try folder.write(script.output, to: "script")
        #expect(try Self.output(shell, ["-n", path]).isEmpty, "it parses")
    }

    @Test func anUnknownShellIsRefused() async throws {
        #expect(try await Program.run(["completions", "tcsh"]).exitCode == 2)
    }

    @Test func theManualNamesEveryCommandAndOption() async throws {
        let page = try await Program.run(["manual"])
        #expect(page.exitCode == 0)
        let commands = try await Self.commands()
        #expect(commands.count > 20)
        for command in commands {
            #expect(page.output.contains("\n.SS \"\(command.replacingOccurrences(of: "-", with: "\\-"))"), "\(command)")
            let help = try await Program.run([command, "--help"]).output
            for word in help.split(whereSeparator: { " \n,[]".contains($0) })
            where word.hasPrefix("--") && word != "--help" && word != "--version" && word.count > 3 {
                let name = word.split(separator: "/")[0].trimmingCharacters(
                    in: .punctuationCharacters.subtracting(["-"]))
                #expect(
                    page.output.contains(name.replacingOccurrences(of: "-", with: "\\-")), "\(command) \(name)")
            }
        }
    }

    @Test(.enabled(if: ManualTests.isThere("groff"), "needs groff")) func groffSetsTheManualWithoutAWord() async throws
    {
        let folder = try TemporaryFolder()
        let path = try folder.write(try await Program.run(["manual"]).output, to: "claimstream.1")
        let complaints = try Self.output("groff", ["-man", "-Tutf8", "-ww", "-z", path])
        #expect(complaints.isEmpty)
        // Bold and underlined letters are struck twice.
        let text = try Self.output("groff", ["-man", "-Tascii", "-P-c", path])
            .replacingOccurrences(of: ".\u{8}", with: "", options: .regularExpression)
        #expect(text.contains("claimstream run FOLDER --output results"))
        #expect(text.contains("--since"))
    }
}
