import Annotation
import ArgumentParser
import Pipeline

/// The lexicon beyond the shipped one: an option of every command that annotates or explains names.
struct LexiconOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "A lexicon of your own on top of the shipped one, as `lexicon import` writes it.", valueName: "file"))
    var lexicon: String?

    /// The file, from flag, environment or configuration.
    func file(_ settings: Settings) -> String? { settings.text(.lexicon, flag: lexicon) }

    /// Reads lexicons and rules anew into the engine in use; a file with a mistake leaves the one that works.
    func reloading(_ engine: AnnotatorInUse) -> ReloadablePart {
        let options = self
        return { (settings) throws(CommandFailure) in
            let new = try AnnotatorFactory.make(userLexicon: options.file(settings))
            return {
                engine.annotator = new
                return "the lexicon is \(new.lexicon.version)"
            }
        }
    }
}
