import ArgumentParser
import Foundation
import Reporting
import Results

/// `claimstream report DIR`: writes `report.html` anew.
struct ReportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report", abstract: "Write report.html, one self-contained page for people, into a sink's folder.")

    @Argument(help: ArgumentHelp("The sink's folder.", valueName: "dir"))
    var directory: String

    @Option(name: .shortAndLong, help: ArgumentHelp("Write it there instead; - is standard output.", valueName: "file"))
    var output: String?

    @OptionGroup var lexiconOptions: LexiconOptions
    @OptionGroup var general: GeneralOptions

    func run() async throws {
        let lexicon = lexiconOptions.file(try await Settings(general))
        if output == "-" { return try StandardOutput.write(ReportFile.html(directory, userLexicon: lexicon)) }
        try StandardOutput.write(try ReportFile.write(directory, userLexicon: lexicon, to: output) + "\n")
    }
}

/// `report.html` of a sink's folder.
enum ReportFile {
    /// The page made from the folder's current generation.
    static func html(_ directory: String, userLexicon: String?) throws(CommandFailure) -> [UInt8] {
        let contents: ReportContents
        do throws(ResultsError) {
            contents = try ReportContents(try ResultsReader(directory: directory))
        } catch {
            throw CommandFailure(error)
        }
        return ReportPage(try ReportFacts.added(to: contents, userLexicon: userLexicon)).html()
    }

    /// Writes the page into the folder, or to another path, and gives where it is.
    @discardableResult
    static func write(
        _ directory: String, userLexicon: String?, to output: String? = nil
    ) throws(CommandFailure) -> String {
        let html = try html(directory, userLexicon: userLexicon)
        let path = output ?? directory + "/report.html"
        do {
            try Data(html).write(to: URL(fileURLWithPath: path), options: .atomic)
        } catch {
            throw CommandFailure(
                "cannot write \(path): \(error.localizedDescription)", exitCode: CommandFailure.broken)
        }
        return path
    }
}
