import Foundation

/// The manual page of section 1, made from the argument parser's description of its commands.
///
/// The parser's own generator is a package plugin that a build from an installed checkout cannot run, so this reads the same
/// description (`--experimental-dump-help`, JSON) and writes man(7) macros.
struct ManualPage {
    /// The parts of the description that a manual needs.
    private struct Tool: Decodable {
        struct Command: Decodable {
            var shouldDisplay: Bool?
            var commandName: String
            var abstract: String?
            var discussion: String?
            var subcommands: [Command]?
            var arguments: [Argument]?
        }

        struct Argument: Decodable {
            enum Kind: String, Decodable { case positional, option, flag }
            struct Name: Decodable {
                var kind: String
                var name: String
                var text: String { (kind == "long" ? "--" : "-") + name }
            }

            var kind: Kind
            var shouldDisplay: Bool
            var isOptional: Bool
            var isRepeating: Bool
            var names: [Name]?
            var valueName: String?
            var defaultValue: String?
            var abstract: String?
        }

        var command: Command
    }

    private let tool: Tool
    private let version: String

    /// - Parameter help: the parser's description as JSON.
    init(help: String, version: String) throws {
        tool = try JSONDecoder().decode(Tool.self, from: Data(help.utf8))
        self.version = version
    }

    /// The page, with its last newline. It names no date: the same program gives the same bytes.
    var text: String {
        let root = tool.command
        var lines = [
            ".\\\" Made by 'claimstream manual'. Do not edit.",
            ".TH \(Self.quoted(root.commandName.uppercased())) 1 \"\" \(Self.quoted("\(root.commandName) \(version)")) \"User Commands\"",
            ".SH NAME", Self.line("\(root.commandName) - \(root.abstract ?? "")"), ".SH SYNOPSIS",
            ".B " + Self.line(root.commandName), ".I command", "[arguments]", ".SH DESCRIPTION",
        ]
        lines += Self.prose(root.discussion)
        lines.append(".SH COMMANDS")
        for command in shown(root.subcommands) { lines += section(command, path: [root.commandName]) }
        return lines.joined(separator: "\n") + "\n"
    }

    private func shown(_ commands: [Tool.Command]?) -> [Tool.Command] {
        (commands ?? []).filter { $0.shouldDisplay != false && $0.commandName != "help" }
    }

    private func section(_ command: Tool.Command, path: [String]) -> [String] {
        let path = path + [command.commandName]
        let arguments = (command.arguments ?? []).filter {
            $0.shouldDisplay && !($0.names ?? []).contains { $0.name == "help" || $0.name == "version" }
        }
        let positional = arguments.filter { $0.kind == .positional }.map(Self.usage)
        let hasOptions = arguments.contains { $0.kind != .positional }
        let title = (path.dropFirst() + positional + (hasOptions ? ["[options]"] : [])).joined(separator: " ")
        var lines = [".SS " + Self.quoted(title)]
        lines += Self.prose(command.abstract)
        if let discussion = command.discussion { lines += [".PP"] + Self.prose(discussion) }
        for argument in arguments {
            lines.append(".TP")
            lines.append(".B " + Self.line(Self.term(argument)))
            var words = argument.abstract ?? ""
            if let standard = argument.defaultValue, !words.contains("(default:") { words += " (default: \(standard))" }
            lines += words.isEmpty ? ["\\&"] : Self.prose(words)
        }
        for subcommand in shown(command.subcommands) { lines += section(subcommand, path: path) }
        return lines
    }

    /// An argument as it stands in a command line: `PATH…`, `[FILE]`.
    private static func usage(_ argument: Tool.Argument) -> String {
        let name = "<\(argument.valueName ?? "value")>" + (argument.isRepeating ? " ..." : "")
        return argument.isOptional ? "[\(name)]" : name
    }

    /// An argument as the head of its paragraph: `--drug <drug>`.
    private static func term(_ argument: Tool.Argument) -> String {
        switch argument.kind {
        case .positional: return "<\(argument.valueName ?? "value")>"
        case .flag: return (argument.names ?? []).map(\.text).joined(separator: ", ")
        case .option:
            return (argument.names ?? []).map(\.text).joined(separator: ", ") + " <\(argument.valueName ?? "value")>"
        }
    }

    /// Paragraphs; lines that begin with spaces stay lines of their own.
    private static func prose(_ text: String?) -> [String] {
        guard let text else { return [] }
        var lines: [String] = []
        var isVerbatim = false
        for part in text.split(separator: "\n", omittingEmptySubsequences: false) {
            let indented = part.hasPrefix(" ")
            if indented != isVerbatim { lines.append(indented ? ".nf" : ".fi") }
            isVerbatim = indented
            lines.append(part.isEmpty ? ".PP" : line(String(part)))
        }
        if isVerbatim { lines.append(".fi") }
        return lines
    }

    /// Text as one line that starts no request of roff and holds no escape of its own.
    private static func line(_ text: String) -> String {
        var out = ""
        for character in text {
            switch character {
            case "\\": out += "\\e"
            case "-": out += "\\-"
            case "\u{2026}": out += "..."
            default: out.append(character)
            }
        }
        return out.hasPrefix(".") || out.hasPrefix("'") ? "\\&" + out : out
    }

    /// An argument of a macro.
    private static func quoted(_ text: String) -> String {
        "\"" + line(text).split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }
}
