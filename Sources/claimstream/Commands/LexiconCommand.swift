import Annotation
import ArgumentParser
import Events
import Foundation

/// `claimstream lexicon lookup|stats|check|import`: what the lexicon knows, and how a user's own vocabulary joins it.
struct LexiconCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lexicon",
        abstract: "What a name means, how much the lexicon covers, whether its files are in order, and imports.",
        subcommands: [Lookup.self, Stats.self, Check.self, LexiconImportCommand.self]
    )

    /// Explains what a name is taken for.
    struct Lookup: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Explain what a name is taken for, and under which rule.")

        @Argument(help: ArgumentHelp("A name as it may stand in a text.", valueName: "name"))
        var name: String

        @OptionGroup var lexiconOptions: LexiconOptions
        @OptionGroup var general: GeneralOptions

        func run() async throws {
            let settings = try await Settings(general)
            let lexicon = try AnnotatorFactory.lexicon(
                try AnnotatorFactory.folder(), userLexicon: lexiconOptions.file(settings))
            let meanings = lexicon.lookup(name)
            for meaning in meanings {
                var line = "\(name): \(meaning.kind.rawValue) of \(meaning.substance.name)"
                if let code = meaning.substance.rxcui { line += ", RxCUI \(code)" }
                if !meaning.substance.atc.isEmpty { line += ", ATC \(meaning.substance.atc.joined(separator: " "))" }
                if !meaning.substance.classes.isEmpty {
                    line += ", \(meaning.substance.classes.joined(separator: " > "))"
                }
                line += ", matched \(meaning.match.rawValue), rule \(meaning.rule)"
                try StandardOutput.write(line + "\n")
            }
            guard meanings.isEmpty else { return }
            StandardError.write("claimstream: '\(name)' is no name that the lexicon knows\n")
            throw ExitCode(CommandFailure.rejected)
        }
    }

    /// Counts what is covered.
    struct Stats: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Count substances, forms and codes.")

        @OptionGroup var lexiconOptions: LexiconOptions
        @OptionGroup var general: GeneralOptions

        func run() async throws {
            let settings = try await Settings(general)
            let lexicon = try AnnotatorFactory.lexicon(
                try AnnotatorFactory.folder(), userLexicon: lexiconOptions.file(settings))
            let statistics = lexicon.statistics()
            try StandardOutput.write(
                """
                version          \(lexicon.version)
                substances       \(statistics.substances)
                classes          \(statistics.classes)
                combinations     \(statistics.combinations)
                forms            \(statistics.forms), \(statistics.ambiguousForms) of them under a rule of ambiguity
                with RxCUI       \(statistics.withRxCUI)
                with ATC code    \(statistics.withATC)

                """)
            for (kind, count) in statistics.formsByKind.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
                try StandardOutput.write("  \(kind.rawValue): \(count)\n")
            }
        }
    }

    /// Checks the files.
    struct Check: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract:
                "Check the data files: duplicates, codes, conflicts, common words, sources; each with file and line.")

        @OptionGroup var lexiconOptions: LexiconOptions
        @OptionGroup var general: GeneralOptions

        func run() async throws {
            let settings = try await Settings(general)
            let folder = try AnnotatorFactory.folder()
            var files: [String: [UInt8]] = [:]
            var findings: [String: [UInt8]] = [:]
            do {
                for name in LexiconReader.files + ["common.txt"] { files[name] = try folder.read("drugs/" + name) }
                for name in FindingChecker.files { findings[name] = try folder.read(name) }
            } catch {
                throw CommandFailure("\(error)", exitCode: CommandFailure.broken)
            }
            var user: (file: String, bytes: [UInt8])?
            if let file = lexiconOptions.file(settings) { user = (file, Array(try AnnotatorFactory.bytes(of: file))) }
            let problems =
                LexiconChecker.check(files: files, user: user) + FindingChecker.check(files: findings)
            for problem in problems { try StandardOutput.write("\(problem)\n") }
            let errors = problems.count { $0.isError }
            StandardError.write("\(errors) errors, \(problems.count - errors) warnings\n")
            if errors > 0 { throw ExitCode(CommandFailure.rejected) }
        }
    }
}
