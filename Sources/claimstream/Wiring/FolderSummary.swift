import Events
import Results

/// A screenful about a sink folder.
enum FolderSummary {
    static func text(_ folder: String) throws(CommandFailure) -> String {
        do throws(ResultsError) {
            let reader = try ResultsReader(directory: folder)
            var lines = [
                "\(reader.current.articles) articles, \(try reader.stories().count) stories, \(try reader.works().count) studies, \(try reader.drugs().count) drugs, \(reader.current.claims) claims",
                "",
                "belief  units  docs  people  claim",
            ]
            for claim in try reader.claims().prefix(15) {
                let words = [claim.subject, claim.predicate, claim.object, claim.exposure, claim.species]
                lines.append(
                    "\(claim.belief.value)".prefix(4) + "    " + "\(claim.support.units)/\(claim.dispute.units)    "
                        + "\(claim.support.documents)/\(claim.dispute.documents)    \(claim.support.commenters)/\(claim.dispute.commenters)    "
                        + words.compactMap { $0 }.joined(separator: " "))
            }
            lines.append("")
            lines.append("files: \(folder)")
            return lines.joined(separator: "\n") + "\n"
        } catch {
            throw CommandFailure(error)
        }
    }
}
