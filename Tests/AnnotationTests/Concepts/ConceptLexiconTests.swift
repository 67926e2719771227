import Annotation
import Testing

@Suite struct ConceptLexiconTests {
    private static func labels(_ text: String) throws -> [String] {
        let lexicon = try ClaimReading.shared.get().stage.concepts
        return lexicon.mentions(in: TokenStream(text)).map { lexicon.concepts[Int($0.concept)].label }
    }

    @Test func theShippedLexiconHasSixHundredConceptsAndMore() throws {
        #expect(try ClaimReading.shared.get().stage.concepts.concepts.count >= 600)
    }

    @Test(arguments: [
        ("I was puking all night", ["vomiting"]),
        ("it raised my blood pressure", ["hypertension"]),
        ("blood pressure went up", ["hypertension"]),
        ("damage to tendons and nerves", ["tendon damage", "nerve damage"]),
        ("gained 40 pounds", ["weight gain"]),
        ("lost 12 kg", ["weight loss"]),
        ("my knees hurt", ["joint pain"]),
        ("the brain is an organ", []),
        ("the ankles swelled", ["peripheral oedema"]),
        ("the skin of patients itches", ["pruritus"]),
        ("the growth of cells", []),
        ("my legs wouldn't stay still", ["restless legs"]),
    ]) func layWordsAndComposites(text: String, expected: [String]) throws {
        #expect(try Self.labels(text) == expected)
    }

    @Test func compositesDoNotReachOverSentences() throws {
        #expect(try !Self.labels("Prices rose. Blood pressure is measured.").contains("hypertension"))
    }

    @Test func malformedFilesNameTheLine() {
        let good = Array("C1\tcough\tx\teffect\t\tcoughs\n".utf8)
        #expect {
            try ConceptLexicon(concepts: good + Array("C2\tfit\tx\tcolour\t\t\n".utf8), composites: [])
        } throws: { "\($0)" == "concepts/concepts.tsv:2: no kind of concept is called colour" }
        #expect {
            try ConceptLexicon(concepts: good + Array("C2\tfit\tx\teffect\t\tcoughs\n".utf8), composites: [])
        } throws: { "\($0)" == "concepts/concepts.tsv:2: coughs stands in line 1 already" }
        #expect {
            try ConceptLexicon(concepts: good + Array("C2\tfit\tx\teffect\t\tçough\n".utf8), composites: [])
        } throws: { "\($0)" == "concepts/concepts.tsv:2: a form is read like one of cough in line 1" }
        #expect {
            try ConceptLexicon(concepts: good + Array("+\tcold\t\t\t\t(runs|ran) a cold\n".utf8), composites: [])
        } throws: { "\($0)" == "concepts/concepts.tsv:2: no concept is called cold" }
        #expect {
            try ConceptLexicon(concepts: good + Array("+\tcough\t\t\t\t(barks|coughs\n".utf8), composites: [])
        } throws: { "\($0)" == "concepts/concepts.tsv:2: brackets are not closed, nested or empty" }
        #expect {
            try ConceptLexicon(concepts: good, composites: Array("heart\tnothing\n".utf8))
        } throws: { "\($0)" == "concepts/composites.tsv:1: no concept is called nothing" }
        #expect {
            try ConceptLexicon(concepts: good, composites: Array("chest\t\t\t\t\tbark=cough\n".utf8))
        } throws: { "\($0)" == "concepts/composites.tsv:1: no change bark=cough above this line" }
    }
}
