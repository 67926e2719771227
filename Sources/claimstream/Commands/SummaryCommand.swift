import ArgumentParser
import Foundation
import Reporting
import Results

/// `claimstream summary DIR`: a screenful about a collection.
struct SummaryCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "summary",
        abstract: "A screenful about a sink's folder: how much, the strongest claims, the conflicts.")

    @Argument(help: ArgumentHelp("The sink's folder.", valueName: "dir"))
    var directory: String

    @Option(help: "Columns of the screen.")
    var width = 110

    func run() async throws {
        let text: String
        do throws(ResultsError) {
            let contents = try ReportContents(try ResultsReader(directory: directory))
            text = CollectionSummary.text(contents, directory: directory, width: width)
        } catch {
            throw CommandFailure(error)
        }
        try StandardOutput.write(text)
    }
}
