import Annotation

/// Builds the text engine from the data files beside the program.
enum AnnotatorFactory {
    static func make() throws(CommandFailure) -> Annotator {
        do {
            return try Annotator(resources: .installed(), release: ProgramVersion.text, ordinal: ProgramVersion.ordinal)
        } catch {
            throw CommandFailure("the lexicon cannot be used: \(error)", exitCode: CommandFailure.broken)
        }
    }
}
