import Annotation
import Foundation

/// Builds lexicon and text engine from the data files beside the program and the user's own lexicon.
enum AnnotatorFactory {
    /// - Parameter userLexicon: the user's CSV file, if there is one.
    /// - Throws: `CommandFailure`: wrong usage with file, line and reason when the user's lexicon can't be used; nothing is annotated
    ///   without the names that the user counts on.
    static func make(userLexicon: String?) throws(CommandFailure) -> Annotator {
        let folder = try folder()
        let lexicon = try lexicon(folder, userLexicon: userLexicon)
        do {
            return try Annotator(
                resources: folder, release: ProgramVersion.text, ordinal: ProgramVersion.ordinal, lexicon: lexicon)
        } catch {
            throw CommandFailure("the lexicon cannot be used: \(error)", exitCode: CommandFailure.broken)
        }
    }

    /// The data beside the program.
    static func folder() throws(CommandFailure) -> ResourceFolder {
        do {
            return try ResourceFolder.installed()
        } catch {
            throw CommandFailure("\(error)", exitCode: CommandFailure.broken)
        }
    }

    static func lexicon(_ folder: ResourceFolder, userLexicon: String?) throws(CommandFailure) -> Lexicon {
        var user: UserLexicon?
        if let userLexicon {
            let bytes = try bytes(of: userLexicon)
            do {
                user = try UserLexicon(csv: bytes.span, file: userLexicon)
            } catch {
                throw CommandFailure(
                    "the lexicon cannot be used: \(error); see all of it with: claimstream lexicon check --lexicon \(userLexicon)",
                    exitCode: CommandFailure.wrongUsage)
            }
        }
        do {
            return try LexiconReader.read(folder, user: user)
        } catch {
            throw CommandFailure("the lexicon cannot be used: \(error)", exitCode: CommandFailure.broken)
        }
    }

    /// A file's bytes, mapped where the system can.
    static func bytes(of path: String) throws(CommandFailure) -> Data {
        do {
            return try Data(contentsOf: URL(fileURLWithPath: path), options: .mappedIfSafe)
        } catch {
            throw CommandFailure(
                "\(path) cannot be read; check the path and its permissions", exitCode: CommandFailure.wrongUsage)
        }
    }
}
