import Annotation
import ArgumentParser
import Foundation

/// `claimstream lexicon import`: a user lexicon made of vocabularies that the user holds.
struct LexiconImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract:
            "Make a lexicon of your own from RxNorm, ATC or plain tables; the other commands take it with --lexicon.",
        discussion: """
            Sources are joined by identifiers and preferred names, never by synonyms. A plain table has a header with name and
            any of kind, rxcui, atc, classes, ingredients, aliases, brands; lists are joined by |. Everything is read and tried
            before the file is written: a source with a mistake is named with its line, and a lexicon that was there stays.
            """
    )

    @Option(
        help: ArgumentHelp(
            "A folder with RXNCONSO.RRF and, for brands and ATC codes, RXNREL.RRF and RXNSAT.RRF.", valueName: "folder")
    )
    var rxnorm: [String] = []

    @Option(help: ArgumentHelp("A CSV file with columns for code and name.", valueName: "file"))
    var atc: [String] = []

    @Option(help: ArgumentHelp("A plain table, or a lexicon that was imported before.", valueName: "file"))
    var csv: [String] = []

    @Option(help: ArgumentHelp("The lexicon to write.", valueName: "file"))
    var output: String

    func validate() throws {
        if rxnorm.isEmpty && atc.isEmpty && csv.isEmpty {
            throw ValidationError("say what to import: --rxnorm FOLDER, --atc FILE or --csv FILE")
        }
    }

    func run() async throws {
        let folder = try AnnotatorFactory.folder()
        do {
            // The order is the order of precedence.
            var lists: [[UserLexicon.Row]] = []
            for file in csv {
                lists.append(try UserLexicon(csv: try AnnotatorFactory.bytes(of: file).span, file: file).rows)
            }
            for folder in rxnorm { lists.append(try rows(ofRxNorm: folder)) }
            for file in atc {
                lists.append(try LexiconImport.atc(try AnnotatorFactory.bytes(of: file).span, file: file))
            }
            let outcome = LexiconImport.merged(
                lists, common: LexiconImport.commonWords(try folder.read("drugs/common.txt")))
            // What cannot be read back together with the shipped lexicon is never written.
            let text = Data(outcome.lexicon.csv().utf8)
            let lexicon = try LexiconReader.read(folder, user: try UserLexicon(csv: text.span, file: output))
            try write(text)
            for item in outcome.leftOut { StandardError.write("left out: \(item)\n") }
            let rows = outcome.lexicon.rows
            try StandardOutput.write(
                """
                \(output): \(rows.count) rows, \(rows.reduce(0) { $0 + $1.aliases.count }) aliases, \
                \(rows.reduce(0) { $0 + $1.brands.count }) brands; with the shipped lexicon \
                \(lexicon.statistics().forms) forms, version \(lexicon.version)

                """)
        } catch let error as ResourceError {
            throw CommandFailure(
                "\(error)\nclaimstream: nothing was written to \(output)", exitCode: CommandFailure.rejected)
        }
    }

    private func rows(ofRxNorm folder: String) throws -> [UserLexicon.Row] {
        func bytes(_ name: String, isNeeded: Bool) throws -> Data {
            let path = folder + "/" + name
            if !isNeeded, !FileManager.default.fileExists(atPath: path) { return Data() }
            return try AnnotatorFactory.bytes(of: path)
        }
        let concepts = try bytes("RXNCONSO.RRF", isNeeded: true)
        let relations = try bytes("RXNREL.RRF", isNeeded: false)
        let attributes = try bytes("RXNSAT.RRF", isNeeded: false)
        return try LexiconImport.rxNorm(
            concepts: concepts.span, relations: relations.span, attributes: attributes.span)
    }

    /// Whole or not at all: a reader sees the old file or the new one.
    private func write(_ data: Data) throws(CommandFailure) {
        do {
            try data.write(to: URL(fileURLWithPath: output), options: .atomic)
        } catch {
            throw CommandFailure(
                "\(output) cannot be written: \(error.localizedDescription)", exitCode: CommandFailure.broken)
        }
    }
}
