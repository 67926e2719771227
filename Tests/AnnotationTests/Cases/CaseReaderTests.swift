import Annotation
import Events
import Testing

@Suite struct CaseReaderTests {
    private static func cases(_ texts: [(author: String?, text: String)]) throws -> [CaseCandidate] {
        var article = ClaimReading.article(texts.map { (.comment, .user, $0.text) })
        for index in texts.indices { article.segments[index].author = texts[index].author }
        return try ClaimReading.shared.get().read(article).cases
    }

    @Test func oneCommenterOneCase() throws {
        let found = try Self.cases([
            ("ann", "I got a rash on lamotrigine."),
            ("ann", "My lamotrigine rash got worse and I ended up in hospital."),
        ])
        #expect(found.count == 1)
        #expect(found.first?.segments == ["s1", "s2"])
        #expect(found.first?.seriousness.contains(.hospitalisation) == true)
    }

    @Test func theRelativeIsThePatient() throws {
        let found = try Self.cases([(nil, "My mother got a rash on Xarelto.")])
        #expect(found.first?.patient == .family)
        #expect(found.first?.drugs == ["rivaroxaban"])
        #expect(found.first?.status == .valid)
    }

    @Test(arguments: [
        "I am afraid of a stroke on Xarelto.", "Does Xarelto cause strokes?", "Sertraline cured my anxiety.",
        "No rash at all on lamotrigine for me.",
    ]) func fearsQuestionsAndBenefitsAreNoCases(text: String) throws {
        #expect(try Self.cases([(nil, text)]).isEmpty)
    }
}
