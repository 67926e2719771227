import Annotation
import Events
import Testing

@Suite struct ContextReaderTests {
    struct Span: Sendable, CustomTestStringConvertible {
        var text: String
        /// The words asked about.
        var target: String
        var negated = false
        var factuality = Factuality.fact
        var temporality = Temporality.current
        var experiencer = Experiencer.patient
        var testDescription: String { text }
    }

    static let spans: [Span] = [
        Span(text: "The patient denies chest pain.", target: "chest pain", negated: true, factuality: .counterfact),
        Span(text: "She is negative for fever.", target: "fever", negated: true, factuality: .counterfact),
        Span(text: "Pneumonia was ruled out.", target: "Pneumonia", negated: true, factuality: .counterfact),
        Span(text: "No fever but cough is present.", target: "cough"),
        Span(text: "Not only nausea but vomiting.", target: "nausea"),
        Span(text: "There is possible pneumonia.", target: "pneumonia", factuality: .possible),
        Span(text: "Likely gout.", target: "gout", factuality: .probable),
        Span(text: "History of stroke.", target: "stroke", temporality: .historical),
        Span(text: "Return for fever.", target: "fever", temporality: .hypothetical),
        Span(text: "Her mother had diabetes.", target: "diabetes", experiencer: .other),
        Span(text: "It is unclear whether anemia follows.", target: "anemia", factuality: .uncommitted),
        Span(
            text: "It seems likely that, as a consequence of the drug, the scar grew and thus caused anemia.",
            target: "anemia", factuality: .probable),
        Span(text: "No, pneumonia is likely.", target: "pneumonia", factuality: .probable),
        Span(text: "So no, the fever is back.", target: "fever"),
        Span(text: "No it's pneumonia.", target: "pneumonia"),
        Span(text: "No - the rash came first.", target: "rash"),
        Span(text: "No rash, no fever.", target: "fever", negated: true, factuality: .counterfact),
        Span(text: "Fever: none.", target: "Fever", negated: true, factuality: .counterfact),
    ]

    @Test(arguments: spans) func assertionsOnGivenSpans(_ span: Span) throws {
        let reading = try ClaimReading.shared.get()
        var article = ClaimReading.article([(.body, .news, span.text)])
        let start = try #require(Self.offset(of: span.target, in: span.text))
        article.targets = [TextRange(start, start + span.target.utf8.count)]
        let assertion = try #require(reading.read(article).assertions.first)
        #expect(assertion.isNegated == span.negated)
        #expect(assertion.factuality == span.factuality)
        #expect(assertion.temporality == span.temporality)
        #expect(assertion.experiencer == span.experiencer)
    }

    @Test func everyTargetGetsItsAssertionInOrderEvenWithoutAnyDrug() throws {
        let reading = try ClaimReading.shared.get()
        var article = ClaimReading.article([(.body, .news, "No fever, no rash.")])
        article.targets = [TextRange(3, 8), TextRange(13, 17)]
        #expect(reading.read(article).assertions.map(\.isNegated) == [true, true])
    }

    @Test func aMalformedCueFileNamesItsLine() {
        #expect {
            try CueLexicon(bytes: Array("# head\nnegated\tsideways\t3\tno\n".utf8))
        } throws: { "\($0)" == "context/cues.tsv:2: effect, direction and reach expected" }
    }

    private static func offset(of target: String, in text: String) -> Int? {
        let bytes = Array(text.utf8)
        let wanted = Array(target.utf8)
        return bytes.indices.first { bytes[$0...].starts(with: wanted) }
    }
}
