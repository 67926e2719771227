import ArgumentParser
import Articles

/// Which inputs, and how they are to be read.
struct InputOptions: ParsableArguments {
    @Argument(
        help: ArgumentHelp(
            "Files, folders, or - for standard input; for publish and run also http and https addresses of pages and feeds.",
            valueName: "path"))
    var paths: [String]

    @Option(help: "auto, html, text, feed, jats, pubmed, warc or jsonl.")
    var format: ArticleFormat = .auto

    @Option(
        help: ArgumentHelp(
            "Put before the source names, where two folders of one name would clash.", valueName: "prefix"))
    var sourcePrefix: String?
}

extension ArticleFormat: ExpressibleByArgument {}
