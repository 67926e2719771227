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

    func run() async throws {
        let html: [UInt8]
        do throws(ResultsError) {
            html = ReportPage(try ReportContents(try ResultsReader(directory: directory))).html()
        } catch {
            throw CommandFailure(error)
        }
        if output == "-" { return try StandardOutput.write(html) }
        let path = output ?? directory + "/report.html"
        do {
            try Data(html).write(to: URL(fileURLWithPath: path), options: .atomic)
        } catch {
            throw CommandFailure(
                "cannot write \(path): \(error.localizedDescription)", exitCode: CommandFailure.broken)
        }
        try StandardOutput.write(path + "\n")
    }
}
