import Annotation
import Testing

@Suite struct PhrasePatternTests {
    @Test(arguments: [
        ("causes | caused by", ["causes", "caused by"]),
        ("(rise|rises) when", ["rise when", "rises when"]),
        (
            "is (a|the) (cause|reason) of | x",
            ["is a cause of", "is a reason of", "is the cause of", "is the reason of", "x"]
        ),
        ("( a | b )|c", ["a", "b", "c"]),
        ("| a |  | b |", ["a", "b"]),
    ])
    func alternativesAreSpeltOut(line: String, expected: [String]) {
        #expect(PhrasePattern.phrases(line) == expected)
    }

    @Test(arguments: ["(a|b", "a) b", "(a|(b|c)) d", "() x", "(a) x", "(a|) x"])
    func bracketsThatHoldNoAlternativesAreAnError(line: String) {
        #expect(PhrasePattern.phrases(line) == nil)
    }
}
