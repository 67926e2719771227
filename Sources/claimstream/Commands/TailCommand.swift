import ArgumentParser
import Events
import Foundation
import Results

/// `claimstream tail DIR`: follows the change log.
struct TailCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tail", abstract: "Follow the changes of the aggregated claims.")

    @Argument(help: ArgumentHelp("The sink's folder.", valueName: "dir"))
    var directory: String

    @Option(help: "start, end, or the number of a change.")
    var since = "end"

    @Option(help: "text or jsonl.")
    var format = "text"

    func run() async throws {
        do {
            let reader = try ChangeReader(directory: directory)
            if since == "end" { reader.skip(to: try reader.last() + 1) }
            if let number = Int(since) { reader.skip(to: number) }
            while !Task.isCancelled {
                let lines = try reader.read()
                for line in lines { try StandardOutput.write(line + "\n") }
                if lines.isEmpty { try await Task.sleep(for: .milliseconds(100)) }
            }
        } catch let error as ResultsError {
            throw CommandFailure(error)
        }
    }
}
