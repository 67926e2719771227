import Events
import Evidence
import Testing

/// Which claims of membership are held against a drug's classes.
@Suite struct StatementTests {
    private func classes(of object: String, named: [String]) -> [String] {
        var article = Article(id: "a-0000000000000001", revision: "r-0000000000000001", source: "test")
        article.text = Array("Triazolam is something.".utf8)
        var enriched = EnrichedArticle(
            article: article, engine: EngineVersion(version: "0", lexicon: "0", ordinal: 0))
        for (name, own) in [("triazolam", ["benzodiazepine"])] + named.map({ ($0, [String]()) }) {
            var mention = DrugMention(
                range: TextRange(0, 9), ingredient: name, kind: .generic, match: .exact, confidence: 1)
            mention.classes = own
            enriched.drugs.append(mention)
        }
        let claim = Claim(
            id: "c-1", range: TextRange(0, 22), segment: "s1", tier: .news, subject: "triazolam", predicate: .isA,
            object: object, polarity: .asserted, factuality: .fact, rule: "isa.is")
        return StatementReader(enriched, privacy: Privacy()).statements([claim])[0].classes
    }

    @Test func aClassThatThePageNamesIsHeldAgainstTheDrugsClasses() {
        #expect(classes(of: "SSRI", named: ["SSRI"]) == ["benzodiazepine"])
    }

    @Test func aPhraseThatIsNoClassIsNot() {
        #expect(classes(of: "brand new pill", named: []) == [])
    }
}
