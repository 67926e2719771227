import Reporting
import Results

/// A screenful about a sink folder.
enum FolderSummary {
    static func text(_ folder: String, rejected: Int? = nil) throws(CommandFailure) -> String {
        do throws(ResultsError) {
            let contents = try ReportContents(try ResultsReader(directory: folder))
            return CollectionSummary.text(contents, directory: folder, rejected: rejected, width: 110)
        } catch {
            throw CommandFailure(error)
        }
    }
}
