import Annotation
import Events
import Testing

@Suite struct LexiconImportTests {
    private static func plain(_ text: String) throws -> UserLexicon {
        let bytes = Array(text.utf8)
        return try UserLexicon(csv: bytes.span, file: "mine.csv")
    }

    /// Rows written for these tests in RxNorm's published column layout.
    struct RRF {
        var concepts = ""
        var relations = ""
        var attributes = ""

        mutating func concept(
            _ rxcui: String, _ source: String, _ type: String, _ code: String, _ name: String, suppress: String = "N",
            language: String = "ENG"
        ) {
            concepts += "\(rxcui)|\(language)||||||1||||\(source)|\(type)|\(code)|\(name)||\(suppress)|4096|\n"
        }

        mutating func relation(_ first: String, _ name: String, _ second: String) {
            relations += "\(first)||CUI|RB|\(second)||CUI|\(name)|1||RXNORM|||||4096|\n"
        }

        func rows() throws -> [UserLexicon.Row] {
            let (concepts, relations, attributes) = (
                Array(concepts.utf8), Array(relations.utf8), Array(attributes.utf8)
            )
            return try LexiconImport.rxNorm(
                concepts: concepts.span, relations: relations.span, attributes: attributes.span)
        }
    }

    @Test func rxNormFilesBecomeRows() throws {
        var files = RRF()
        files.concept("900001", "RXNORM", "IN", "900001", "Examplamine")
        files.concept("900005", "RXNORM", "IN", "900005", "Otheramine")
        files.concept("900002", "RXNORM", "BN", "900002", "Samplex")
        files.concept("900006", "RXNORM", "BN", "900006", "Duoplex")
        files.concept("900003", "RXNORM", "PIN", "900003", "examplamine maleate")
        files.concept("900004", "RXNORM", "IN", "900004", "oldamine", suppress: "O")
        files.concept("900001", "RXNORM", "SY", "900001", "a synonym that lies")
        files.concept("900001", "RXNORM", "IN", "900001", "exemplamina", language: "SPA")
        files.concept("900001", "ATC", "PT", "N05BA99", "examplamine")
        files.relation("900001", "tradename_of", "900002")
        files.relation("900003", "has_form", "900001")
        files.relation("900001", "tradename_of", "900006")
        files.relation("900006", "has_tradename", "900005")
        files.attributes = "900005||||AUI|N05BA98|||ATC_LEVEL|ATC|5|N|4096|\n"
        let rows = try files.rows()
        #expect(rows.map(\.name) == ["examplamine", "examplamine/otheramine", "otheramine"])
        #expect(rows[0].brands == ["Samplex"])
        #expect(rows[0].aliases == ["examplamine maleate"])
        #expect(rows[0].atc == ["N05BA99"])
        #expect(rows[2].atc == ["N05BA98"])
        let lexicon = try LexiconReader.read(Shared.data, user: UserLexicon(rows: rows))
        #expect(lexicon.lookup("samplex").map(\.substance.rxcui) == ["900001"])
        #expect(lexicon.lookup("Duoplex").map(\.substance.ingredients) == [["examplamine", "otheramine"]])
    }

    @Test func aLineWithTooFewFieldsIsNamed() {
        var files = RRF()
        files.concept("900001", "RXNORM", "IN", "900001", "Examplamine")
        files.relations = "\n1|2|3|\n"
        #expect(
            throws: ResourceError.malformed(
                file: "RXNREL.RRF", line: 2, reason: "3 fields where 16 are needed")
        ) { try files.rows() }
    }

    @Test func placeholdersOfATCAreNoNames() throws {
        let bytes = Array(
            "ATC code,ATC level name\nN05B,ANXIOLYTICS\nN05BA99,Examplamine\nN05BA98,combinations\nN05BA97,\"foo, plain\"\nN05BA96,foo and bar\n"
                .utf8)
        #expect(try LexiconImport.atc(bytes.span).map(\.name) == ["examplamine"])
        let bad = Array("code,name\nbad,x\n".utf8)
        #expect(throws: ResourceError.malformed(file: "ATC", line: 2, reason: "bad is no ATC code")) {
            try LexiconImport.atc(bad.span)
        }
    }

    @Test func listsAreJoinedByPreferredNamesOnly() throws {
        var first = UserLexicon.Row(name: "examplamine")
        first.rxcui = "1"
        first.aliases = ["otheramine", "xy"]
        var second = UserLexicon.Row(name: "Examplamine")
        second.rxcui = "2"
        second.atc = ["N05BA99"]
        let third = UserLexicon.Row(name: "otheramine")
        let outcome = LexiconImport.merged(
            [[first], [second, third], [UserLexicon.Row(name: "water")]], common: ["water"])
        #expect(outcome.lexicon.rows.map(\.name) == ["examplamine", "otheramine"])
        #expect(outcome.lexicon.rows[0].rxcui == "1")
        #expect(outcome.lexicon.rows[0].atc == ["N05BA99"])
        #expect(
            outcome.leftOut.map(\.description) == [
                "xy is too short to stand without a rule", "2 of Examplamine contradicts 1, which came first",
                "water is a common word",
            ])
    }

    @Test func aWrittenLexiconReadsBackTheSame() throws {
        var row = UserLexicon.Row(name: "foo, \"the\" amine")
        row.kind = .otherSubstance
        row.rxcui = "12"
        row.classes = ["narrow one", "broad, one"]
        row.aliases = ["foo one", "foo two"]
        var pair = UserLexicon.Row(name: "foo/bar")
        pair.ingredients = ["foo", "bar"]
        pair.brands = ["Foobar"]
        let lexicon = UserLexicon(rows: [row, pair])
        #expect(try Self.plain(lexicon.csv()) == lexicon)
    }

    @Test func theUsersWordHolds() throws {
        let user = try Self.plain(
            """
            name,rxcui,aliases,brands,ingredients
            sertraline,999,fluoxetine,Mysert|Office,
            paracetamol,,paraplain,,
            duo,,,Xanax,naloxone|buprenorphine
            """)
        let lexicon = try LexiconReader.read(Shared.data, user: user)
        // The shipped row keeps what the user does not say.
        let sertraline = try #require(lexicon.lookup("sertraline").first?.substance)
        #expect(sertraline.rxcui == "999" && sertraline.atc == ["N06AB06"] && !sertraline.classes.isEmpty)
        #expect(lexicon.lookup("Mysert").map(\.substance.name) == ["sertraline"])
        // A preferred name stays what it is.
        #expect(lexicon.lookup("fluoxetine").map(\.substance.name) == ["fluoxetine"])
        // A name that is the shipped lexicon's own alias means that substance.
        #expect(
            lexicon.lookup("paraplain").map(\.substance.name) == lexicon.lookup("acetaminophen").map(\.substance.name))
        // A user's brand wins over a shipped one; a known combination keeps its printed order.
        #expect(lexicon.lookup("Xanax").map(\.substance.name) == ["buprenorphine/naloxone"])
        #expect(lexicon.lookup("Office").map(\.rule) == [.brand])
        #expect(lexicon.version.hasSuffix("+" + user.version))
    }
}
