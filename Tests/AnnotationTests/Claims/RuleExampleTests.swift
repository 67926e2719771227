import Annotation
import Events
import Testing

@Suite struct RuleExampleTests {
    @Test func everyPositiveExampleOfTheRuleFileIsFound() throws {
        let reading = try ClaimReading.shared.get()
        for rule in reading.stage.rules.rules {
            for example in rule.examples {
                guard let expected = example.expected else { continue }
                let isComment =
                    rule.place == .comment || example.text.contains(" I ") || example.text.hasPrefix("I ")
                    || example.text.contains(" my ")
                let found = Self.claims(reading, rule, example.text, comment: isComment).map(ClaimReading.line)
                let words = expected.split(separator: " ").map(String.init)
                let states = Set(
                    Polarity.allCases.map(\.rawValue) + Factuality.allCases.map(\.rawValue))
                let core = words.filter { !states.contains($0) }.joined(separator: " ")
                let wanted = words.filter(states.contains)
                #expect(
                    found.contains { line in
                        line.hasPrefix(core + " ")
                            && wanted.allSatisfy { line.split(separator: " ").map(String.init).contains($0) }
                    }, "claims/rules.txt:\(example.line) (\(rule.id)): \(example.text) gave \(found)")
            }
        }
    }

    /// An example is read in the kind of text that its rule is for.
    private static func claims(
        _ reading: ClaimReading, _ rule: ClaimRule, _ text: String, comment: Bool
    ) -> [Claim] {
        guard rule.place == .abstract else { return reading.claims(text, comment: comment) }
        return reading.read(ClaimReading.article([(.abstract, .primary, text)])).claims
    }

    @Test func everyNegativeExampleStaysSilent() throws {
        let reading = try ClaimReading.shared.get()
        for rule in reading.stage.rules.rules {
            for example in rule.examples where example.expected == nil {
                let found = Self.claims(reading, rule, example.text, comment: false).filter { $0.rule == rule.id }
                #expect(found.isEmpty, "claims/rules.txt:\(example.line): \(rule.id) fired on \(example.text)")
            }
        }
    }

    @Test(arguments: [
        ("rule a CAUSES\nsubject left\n", "claims/rules.txt:1: a has no trigger"),
        ("on x\n", "claims/rules.txt:1: a line before the first rule"),
        ("rule a BREAKS\n", "claims/rules.txt:1: no predicate BREAKS"),
        ("rule a CAUSES\non x\nobject right colour\n", "claims/rules.txt:3: no kind of object is called colour"),
        ("rule a CAUSES\non x\n", "claims/rules.txt:1: a has no example"),
        ("rule a CAUSES\non x\nwithin far\n", "claims/rules.txt:3: within 1 to 20 tokens"),
        ("rule a CAUSES\non x\nsubject-within 99\n", "claims/rules.txt:3: subject-within 1 to 20 tokens"),
        ("rule a CAUSES\non x\nonly titles\n", "claims/rules.txt:3: only comment, article or abstract"),
    ]) func aMalformedRuleNamesFileAndLine(text: String, message: String) {
        #expect {
            try ClaimRules(rules: Array(text.utf8), words: Array("anaphor\tit\n".utf8))
        } throws: { "\($0)" == message }
    }
}
