import ArgumentParser
import Reporting
import Results

/// `claimstream export DIR --format …`: a whole collection for other tools, on standard output.
struct ExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Print a collection for other tools.",
        discussion: """
            csv has a row a claim and quotes a row a quote; cells that a spreadsheet would take for a formula begin with an
            apostrophe. For SQL open claimstream.db. For BioC, PubTator and Web Annotation see claimstream enrich --format.
            """
    )

    @Argument(help: ArgumentHelp("The sink's folder.", valueName: "dir"))
    var directory: String

    @Option(help: "csv, quotes or jsonl.")
    var format = FolderExport.csv

    func run() async throws {
        let bytes: [UInt8]
        do throws(ResultsError) {
            bytes = format.bytes(try ReportContents(try ResultsReader(directory: directory)))
        } catch {
            throw CommandFailure(error)
        }
        try StandardOutput.write(bytes)
    }
}

extension FolderExport: ExpressibleByArgument {}
