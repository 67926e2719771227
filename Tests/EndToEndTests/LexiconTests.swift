import Foundation
import Testing

/// A user's own vocabulary: imported, checked, used, and never broken by a bad file.
@Suite struct LexiconCommandTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// RxNorm's column layout; the substance is made up.
    private func writeRxNorm(_ name: String = "Examplamine") throws {
        try folder.write(
            "900001|ENG||||||1||||RXNORM|IN|900001|\(name)||N|4096|\n900002|ENG||||||1||||RXNORM|BN|900002|Samplex||N|4096|\n",
            to: "rrf/RXNCONSO.RRF")
        try folder.write("900001||CUI|RB|900002||CUI|tradename_of|1||RXNORM|||||4096|\n", to: "rrf/RXNREL.RRF")
    }

    private func enrich(_ arguments: [String], environment: [String: String] = [:]) async throws -> Program.Outcome {
        try folder.write("A page\n\nI took Samplex 20 mg at night for two years.", to: "in/page.txt")
        return try await Program.run(["enrich", folder("in")] + arguments, environment: environment)
    }

    @Test func anImportedLexiconIsUsedAndExplained() async throws {
        try writeRxNorm()
        try folder.write("code,name\nN05BA99,examplamine\n", to: "atc.csv")
        try folder.write("name,aliases\nexamplamine,exampy\n", to: "plain.csv")
        let lexicon = folder("mine.csv")
        let imported = try await Program.run([
            "lexicon", "import", "--rxnorm", folder("rrf"), "--atc", folder("atc.csv"), "--csv", folder("plain.csv"),
            "--output", lexicon,
        ])
        #expect(imported.exitCode == 0, "\(imported.errors)")
        #expect(imported.output.contains("1 rows, 1 aliases, 1 brands"))

        let without = try await enrich([])
        #expect(!without.output.contains("examplamine"))
        for (arguments, environment) in [
            (["--lexicon", lexicon], [:]), ([], ["CLAIMSTREAM_LEXICON": lexicon]),
            (["--config", try folder.write("lexicon: \(lexicon)\n", to: "c.yaml")], [:]),
        ] as [([String], [String: String])] {
            let with = try await enrich(arguments, environment: environment)
            #expect(with.exitCode == 0, "\(with.errors)")
            #expect(with.output.contains("\"ingredient\":\"examplamine\""))
            #expect(with.output.contains("N05BA99"))
        }
        let lookup = try await Program.run(["lexicon", "lookup", "exampy", "--lexicon", lexicon])
        #expect(lookup.output.contains("generic of examplamine, RxCUI 900001, ATC N05BA99"))
        let run = try await Program.run(["run", folder("in"), "--output", folder("out"), "--lexicon", lexicon])
        #expect(run.exitCode == 0, "\(run.errors)")
        let check = try await Program.run(["lexicon", "check", "--lexicon", lexicon])
        #expect(check.exitCode == 0, "\(check.output)")
    }

    @Test func aBrokenSourceIsNamedAndTheWorkingLexiconStays() async throws {
        try writeRxNorm()
        let lexicon = folder("mine.csv")
        let good = try await Program.run(["lexicon", "import", "--rxnorm", folder("rrf"), "--output", lexicon])
        #expect(good.exitCode == 0)
        let before = try Data(contentsOf: URL(fileURLWithPath: lexicon))
        try folder.write("1|2|\n", to: "rrf/RXNREL.RRF")
        let broken = try await Program.run(["lexicon", "import", "--rxnorm", folder("rrf"), "--output", lexicon])
        #expect(broken.exitCode == 1)
        #expect(broken.errors.contains("RXNREL.RRF:1: 2 fields where 16 are needed"))
        #expect(try Data(contentsOf: URL(fileURLWithPath: lexicon)) == before)

        let table = try folder.write("name,atc\nfooamine,N05BA99\nbaramine,XYZ\n", to: "bad.csv")
        let plain = try await Program.run(["lexicon", "import", "--csv", table, "--output", lexicon])
        #expect(plain.exitCode == 1)
        #expect(plain.errors.contains("bad.csv:3: XYZ is no ATC code"))
        #expect(try Data(contentsOf: URL(fileURLWithPath: lexicon)) == before)
    }

    @Test func aBrokenUserLexiconStopsTheStart() async throws {
        let table = try folder.write("name,atc\nfooamine,N05BA99\nbaramine,XYZ\n", to: "bad.csv")
        for outcome in [
            try await enrich(["--lexicon", table]),
            try await Program.run(["run", folder("in"), "--output", folder("out"), "--lexicon", table]),
            try await Program.run(["work", "--lexicon", table], folder: folder.path),
        ] {
            #expect(outcome.exitCode == 2)
            #expect(outcome.errors.contains("bad.csv:3: XYZ is no ATC code"), "\(outcome.errors)")
        }
        #expect(!FileManager.default.fileExists(atPath: folder("out/log")))
        let check = try await Program.run(["lexicon", "check", "--lexicon", table])
        #expect(check.exitCode == 1)
        #expect(check.output.contains("bad.csv:3: error: XYZ is no ATC code"))
        let missing = try await enrich(["--lexicon", folder("nowhere.csv")])
        #expect(missing.exitCode == 2)
        #expect(missing.errors.contains("nowhere.csv"))
    }

    @Test func anImportWithoutSourcesIsWrongUsage() async throws {
        let outcome = try await Program.run(["lexicon", "import", "--output", folder("mine.csv")])
        #expect(outcome.exitCode == 2)
        #expect(outcome.errors.contains("--rxnorm"))
    }
}
