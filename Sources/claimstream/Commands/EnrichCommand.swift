import Annotation
import ArgumentParser
import Articles
import Intake
import Reporting

/// `claimstream enrich`: articles with drugs, doses and claims as JSON lines on standard output, no log.
struct EnrichCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "enrich",
        abstract: "Read articles, annotate them and print them, without a log.",
        discussion: "Offsets are Unicode code points into the article's text, in every format."
    )

    @Argument(help: ArgumentHelp("Files, folders, or - for standard input.", valueName: "path"))
    var paths: [String]

    @Option(help: "What to print: jsonl, bioc (BioC JSON), pubtator or annotation (W3C Web Annotation).")
    var format = ExportFormat.jsonl

    @Option(help: "How to read: auto, html, text, feed, jats, pubmed, warc or jsonl.")
    var inputFormat = ArticleFormat.auto

    @Flag(help: "Show segments, mentions and claims with the rules that made them, in colour on a terminal, instead.")
    var explain = false

    @Option(
        help: ArgumentHelp(
            "Put before the source names, where two folders of one name would clash.", valueName: "prefix"))
    var sourcePrefix: String?

    @OptionGroup var lexiconOptions: LexiconOptions
    @OptionGroup var general: GeneralOptions

    func run() async throws {
        let settings = try await Settings(general)
        let annotator = try AnnotatorFactory.make(userLexicon: lexiconOptions.file(settings))
        // `--format` says what to print here, so that the shared options are filled in by hand.
        var input = InputOptions()
        (input.paths, input.format, input.sourcePrefix) = (paths, inputFormat, sourcePrefix)
        let inputs = try await Inputs.open(input, general)
        var rejected = 0
        var export = ArticleExport(format)
        if !explain { try StandardOutput.write(export.header()) }
        try await inputs.forEach { outcome throws(CommandFailure) in
            switch outcome {
            case .article(let article):
                let enriched = annotator.annotate(article)
                if explain {
                    try StandardOutput.write(
                        Explanation.render(enriched, colour: StandardOutput.isTerminal) + "\n\n")
                } else {
                    try StandardOutput.write(export.article(enriched))
                }
            case .rejected(let rejection):
                rejected += 1
                StandardError.write("claimstream: \(rejection.source): \(rejection.message)\n")
            }
        }
        if !explain { try StandardOutput.write(export.footer()) }
        if rejected > 0 { throw ExitCode(CommandFailure.rejected) }
    }
}

extension ExportFormat: ExpressibleByArgument {}
