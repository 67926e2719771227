import Annotation
import Testing

@Suite struct LexiconCheckerTests {
    private static func problems(
        substances: String = "", ambiguous: String = "", combinations: String = "", variants: String = "",
        fuzzy: String = "", user: String? = nil
    ) -> [String] {
        let files: [String: [UInt8]] = [
            "substances.tsv": Array(substances.utf8), "ambiguous.tsv": Array(ambiguous.utf8),
            "combinations.tsv": Array(combinations.utf8), "variants.tsv": Array(variants.utf8),
            "fuzzy.tsv": Array(fuzzy.utf8), "common.txt": Array("# words\nwater today\n".utf8),
        ]
        return LexiconChecker.check(files: files, user: user.map { ("mine.csv", Array($0.utf8)) }).map(\.description)
    }

    @Test(arguments: [
        // Shapes.
        ("# head\nshort\n", "substances.tsv:2: error: 1 columns where 7 are needed"),
        ("asprin\tkindless\t\t\t\t\t\n", "substances.tsv:1: error: no kind is named kindless"),
        ("\tgeneric\t\t\t\t\t\n", "substances.tsv:1: error: a row without a name"),
        ("asprin\tgeneric\t\t\t\t brand \t\n", "substances.tsv:1: error: \" brand \" has blanks at its ends"),
        // Codes.
        ("asprin\tgeneric\t12x\t\t\t\t\n", "substances.tsv:1: error: 12x is no RxCUI"),
        ("asprin\tgeneric\t\tB01AC6\t\t\t\n", "substances.tsv:1: error: B01AC6 is no ATC code"),
        (
            "one1\tgeneric\t77\t\t\t\t\ntwo2\tgeneric\t77\t\t\t\t\n",
            "substances.tsv:2: error: RxCUI 77 of two2 is also that of one1 (substances.tsv:1)"
        ),
        // Duplicates.
        ("asprin\tgeneric\t\t\t\t\t\nasprin\tgeneric\t\t\t\t\t\n", "substances.tsv:2: error: asprin is there twice"),
        (
            "asprin\tgeneric\t\t\t\tasa0|ASA0\t\n",
            "substances.tsv:1: warning: ASA0 is listed twice for asprin"
        ),
        // Conflicts.
        (
            "asprin\tgeneric\t\t\t\t\t\nother\tgeneric\t\t\t\tasprin\t\n",
            "substances.tsv:2: warning: asprin of other is already a name of asprin (substances.tsv:1)"
        ),
        // Common words.
        (
            "asprin\tgeneric\t\t\t\twater\t\n",
            "substances.tsv:1: error: water is a common word and has no rule in ambiguous.tsv"
        ),
        ("asprin\tgeneric\t\t\t\tab\t\n", "substances.tsv:1: error: ab is too short to stand without a rule"),
    ])
    func mistakesOfTheSubstancesAreNamed(table: String, expected: String) {
        let problems = Self.problems(substances: table)
        #expect(problems.contains(expected), "\(problems)")
    }

    @Test func mistakesOfTheOtherTablesAreNamed() {
        let known = "foo1\tgeneric\t\t\t\t\t\n"
        #expect(
            Self.problems(ambiguous: "water\tbrand\nwater\tnever\nsoil\tnorule\n") == [
                "ambiguous.tsv:2: error: water has two rules", "ambiguous.tsv:3: error: no rule is named norule",
            ])
        #expect(
            Self.problems(substances: known, combinations: "Duo\tbrand\tfoo1+bar1\n") == [
                "combinations.tsv:1: error: bar1 is no substance"
            ])
        #expect(
            Self.problems(substances: known, variants: "fooo1\tmisspelling\tnowhere\t\ntoday\tslang\tfoo1\t\n") == [
                "variants.tsv:1: error: nowhere is no known name",
                "variants.tsv:2: error: today is a common word and has no rule",
            ])
        #expect(Self.problems(substances: known, fuzzy: "bar1\n") == ["fuzzy.tsv:1: error: bar1 is no known name"])
    }

    @Test(arguments: [
        ("kind\ngeneric\n", "mine.csv:1: error: no column is named name"),
        ("name,colour\nfoo,red\n", "mine.csv:1: error: no column is named 'colour'; known are "),
        ("name,rxcui\n,1\n", "mine.csv:2: error: a row without a name"),
        ("name,kind\nfoo1,slang\n", "mine.csv:2: error: no kind of substance is named slang"),
        ("name,rxcui\nfoo1,1\nfoo2,x\n", "mine.csv:3: error: x is no RxCUI"),
        ("name,atc\nfoo1,XYZ\n", "mine.csv:2: error: XYZ is no ATC code"),
        ("name\nfoo1\n\"bar\n1\"\nFOO1\n", "mine.csv:5: error: FOO1 is there twice (line 2)"),
        ("name,brands\nfoo1,ab\n", "mine.csv:2: error: ab is too short to stand without a rule"),
        ("name\n\"foo1\n", "mine.csv:2: error: a quoted field is not closed"),
        ("name\nfoo1,bar\n", "mine.csv:2: error: 2 fields under 1 titles"),
        ("name,brands\nfoo1,Today\n", "mine.csv:2: warning: Today is a common word: it counts only"),
        (
            "name,aliases\nfoo1,asprin\n",
            "mine.csv:2: warning: asprin of foo1 is already a name of asprin (substances.tsv:1)"
        ),
        ("name,ingredients\nduo,asprin|foo9\n", "mine.csv:2: warning: foo9 is no substance of the shipped lexicon"),
    ])
    func mistakesOfAUserLexiconAreNamed(text: String, expected: String) {
        let problems = Self.problems(substances: "asprin\tgeneric\t\t\t\t\t\n", user: text)
        #expect(problems.contains { $0.hasPrefix(expected) }, "\(problems)")
    }

    @Test func theShippedTablesHaveNoErrors() throws {
        var files: [String: [UInt8]] = [:]
        for file in LexiconReader.files + ["common.txt"] { files[file] = try Shared.data.read("drugs/" + file) }
        let errors = LexiconChecker.check(files: files).filter(\.isError)
        #expect(errors.isEmpty, "\(errors.map(\.description).joined(separator: "\n"))")
    }
}
