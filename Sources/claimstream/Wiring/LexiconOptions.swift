import ArgumentParser

/// The lexicon beyond the shipped one: an option of every command that annotates or explains names.
struct LexiconOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "A lexicon of your own on top of the shipped one, as `lexicon import` writes it.", valueName: "file"))
    var lexicon: String?

    /// The file, from flag, environment or configuration.
    func file(_ settings: Settings) -> String? { settings.text(.lexicon, flag: lexicon) }
}
