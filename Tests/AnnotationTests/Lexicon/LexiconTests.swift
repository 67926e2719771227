import Annotation
import Events
import Foundation
import Testing

@Suite struct LexiconTests {
    static let lexicon: Lexicon? = {
        do { return try LexiconReader.read(Shared.data) } catch {
            Issue.record("the lexicon does not load: \(error)")
            return nil
        }
    }()

    private static func found(_ text: String) throws -> [String] {
        let lexicon = try #require(lexicon)
        let bytes = Array(text.utf8)
        let stream = TokenStream(text: bytes.span)
        return DrugFinder(lexicon: lexicon).mentions(in: stream).map { mention in
            let surface = String(decoding: bytes[mention.range], as: UTF8.self)
            return "\(surface)=\(lexicon.substances[Int(mention.substance)].name)"
        }
    }

    @Test func theShippedTablesHaveNoErrors() throws {
        var files: [String: [UInt8]] = [:]
        for file in LexiconReader.files + ["common.txt"] { files[file] = try Shared.data.read("drugs/" + file) }
        let errors = LexiconChecker.check(files: files).filter(\.isError)
        #expect(errors.isEmpty, "\(errors.map(\.description).joined(separator: "\n"))")
    }

    @Test(arguments: [
        ("I took Xanax and klonipin", ["Xanax=alprazolam", "klonipin=clonazepam"]),
        ("switched to effexorXR, 10mgPaxil", ["effexorXR=venlafaxine", "Paxil=paroxetine"]),
        ("#prozac saved me", ["prozac=fluoxetine"]),
        ("lithium carbonate and codeine phosphate", ["lithium carbonate=lithium", "codeine phosphate=codeine"]),
        ("SSRIs, thiazides and opiates", ["SSRIs=SSRI", "thiazides=thiazide", "opiates=opioid"]),
        ("the opioid receptor and alcohol dehydrogenase", []),
        ("join us at benzobuddies.org or r/prozac, mail xanax@example.com", []),
        ("He has the ability to advise", []),
        (
            "azathioprine (AZP) and later AZP again",
            ["azathioprine=azathioprine", "AZP=azathioprine", "AZP=azathioprine"]
        ),
        ("an adverse drug reaction (ADR); the ADR was mild after 5 mg", []),
        (
            "Yaz and St. John\u{2019}s wort",
            ["Yaz=ethinyl estradiol/drospirenone", "St. John\u{2019}s wort=st. john's wort"]
        ),
        ("a soma of the cell; Soma 350 mg at night", ["Soma=carisoprodol"]),
        ("he won gold and silver; gold therapy failed", ["gold=gold"]),
        ("lithium batteries and lithium ion cells", []),
        ("they smoked weed and did lines of coke", ["weed=cannabis", "coke=cocaine"]),
        ("the weed in the garden", []),
        ("SAMe is the same", ["SAMe=ademetionine"]),
        ("Effexor XR 75 mg and Ambien CR", ["Effexor XR=venlafaxine", "Ambien CR=zolpidem"]),
        (
            "beta\u{2011}blockers, \u{3B2}-blockers and beta blockers",
            ["beta\u{2011}blockers=beta blocker", "\u{3B2}-blockers=beta blocker", "beta blockers=beta blocker"]
        ),
        ("insulin resistance but insulin 20 units", ["insulin=insulin"]),
    ])
    func namesAreFoundAndLookalikesAreNot(text: String, expected: [String]) throws {
        #expect(try Self.found(text) == expected)
    }

    @Test func misspellingsNameWhatTheyMean() throws {
        let annotator = try #require(DoseCaseTests.annotator)
        var article = Article(id: "a", revision: "r", source: "s")
        article.text = Array("I was on sertralin and alprazolem. She takes jantovn daily.".utf8)
        let drugs = annotator.annotate(article).drugs
        #expect(drugs.map(\.ingredient) == ["sertraline", "alprazolam", "warfarin"])
        #expect(drugs.allSatisfy { $0.kind == .misspelling && $0.baseKind != nil })
        #expect(drugs.map(\.match) == [.edit1, .edit1, .edit1])
    }

    @Test func lookupExplains() throws {
        let lexicon = try #require(Self.lexicon)
        #expect(lexicon.lookup("Suboxone").map(\.substance.ingredients) == [["buprenorphine", "naloxone"]])
        #expect(lexicon.lookup("olanzapine and samidorphan").map(\.substance.name) == ["olanzapine/samidorphan"])
        #expect(lexicon.lookup("weed").map(\.rule) == [.slang])
        #expect(lexicon.lookup("no such thing").isEmpty)
        #expect(lexicon.statistics().forms > 20_000)
    }

    @Test func badTablesAreToldWithFileAndLine() {
        let files: [String: [UInt8]] = [
            "substances.tsv": Array(
                "# head\nasprin\tgeneric\t12x\tB01AC6\t\twater\tBrand\nother\tkindless\t\t\t\tasprin\t\nshort\n".utf8),
            "variants.tsv": Array("foo\tmisspelling\tnowhere\t\n".utf8),
            "common.txt": Array("water".utf8),
        ]
        let problems = LexiconChecker.check(files: files).map(\.description)
        #expect(problems.contains { $0.hasPrefix("substances.tsv:4: error: 1 columns") })
        #expect(problems.contains { $0.hasPrefix("variants.tsv:1: error: nowhere") })
        let rest = LexiconChecker.check(files: [
            "substances.tsv": Array(
                "asprin\tgeneric\t12x\tB01AC6\t\twater\tBrand\nother\tkindless\t\t\t\tasprin\t\n".utf8),
            "common.txt": Array("water".utf8),
        ]).map(\.description)
        #expect(rest.contains("substances.tsv:1: error: 12x is no RxCUI"))
        #expect(rest.contains("substances.tsv:1: error: B01AC6 is no ATC code"))
        #expect(rest.contains("substances.tsv:1: error: water is a common word and has no rule in ambiguous.tsv"))
        #expect(rest.contains("substances.tsv:2: error: no kind is named kindless"))
        #expect(rest.contains { $0.hasPrefix("substances.tsv:2: warning: asprin of other") })
    }

    /// Written for this test in the published column layout.
    @Test func rxNormFilesBecomeRows() throws {
        func concept(
            _ rxcui: String, _ source: String, _ type: String, _ code: String, _ name: String, _ suppress: String = "N"
        ) -> String {
            "\(rxcui)|ENG||||||1||||\(source)|\(type)|\(code)|\(name)||\(suppress)|4096|\n"
        }
        let concepts =
            concept("900001", "RXNORM", "IN", "900001", "Examplamine")
            + concept("900002", "RXNORM", "BN", "900002", "Samplex")
            + concept("900003", "RXNORM", "PIN", "900003", "examplamine maleate")
            + concept("900004", "RXNORM", "IN", "900004", "oldamine", "O")
            + concept("900001", "ATC", "PT", "N05BA99", "examplamine")
        let relations =
            "900001||CUI|RB|900002||CUI|tradename_of|1||RXNORM|||||4096|\n900003||CUI|RB|900001||CUI|has_form|2||RXNORM|||||4096|\n"
        let rows = try LexiconImport.rxNorm(concepts: Array(concepts.utf8), relations: Array(relations.utf8))
        #expect(rows.map(\.name) == ["examplamine"])
        #expect(rows.first?.brands == ["Samplex"])
        #expect(rows.first?.aliases == ["examplamine maleate"])
        #expect(rows.first?.atc == ["N05BA99"])
        let lexicon = try LexiconReader.read(Shared.data, user: rows, userVersion: "u")
        #expect(lexicon.lookup("samplex").map(\.substance.rxcui) == ["900001"])
    }

    @Test func aBrokenUserLexiconNeverReplacesAWorkingOne() throws {
        let working = try #require(Self.lexicon)
        let result = LexiconImport.extended(working, folder: Shared.data) {
            () throws(ResourceError) -> [LexiconImport.Row] in
            try LexiconImport.plain(Array("name,atc\nfoo,XYZ\n".utf8), file: "mine.csv")
        }
        #expect(result.problem == .malformed(file: "mine.csv", line: 2, reason: "XYZ is no ATC code"))
        #expect(result.lexicon.version == working.version)
        let good = LexiconImport.extended(working, folder: Shared.data) {
            () throws(ResourceError) -> [LexiconImport.Row] in
            try LexiconImport.plain(
                Array("name,kind,brands\n\"foo,amine\",generic,Foobrand|Barbrand\n".utf8), file: "mine.csv")
        }
        #expect(good.problem == nil)
        #expect(good.lexicon.lookup("Barbrand").map(\.substance.name) == ["foo,amine"])
        #expect(throws: ResourceError.malformed(file: "ATC", line: 2, reason: "bad is no ATC code")) {
            try LexiconImport.atc(Array("code,name\nbad,x\n".utf8))
        }
    }
}
