import Annotation
import Testing

@Suite struct LiteralWordTests {
    @Test(
        arguments: [
            ("a", "a"), ("because", "because"), ("combined", "combined"), ("reversible", "Reversible"), ("m2", "M2"),
            ("12", "12"), (",", ","),
            ("recommendations", "recommendations"), ("contraindicated", "CONTRAINDICATED"),
            ("contraindications", "contraindications"),
        ] as [(LiteralWord, String)])
    func aLiteralHasTheHashOfItsToken(word: LiteralWord, text: String) {
        #expect(TokenStream.hash(of: text) == word.hash)
    }

    @Test func tokensAreAskedForWordsWhateverTheirCase() {
        let stream = TokenStream("Stop THE contraindications")
        #expect(stream.equals(0, "stop") && stream.equals(1, "the") && stream.equals(2, "contraindications"))
        #expect(
            !stream.equals(0, "sto") && !stream.equals(0, "stops") && !stream.equals(3, "the")
                && !stream.equals(-1, "the"))
    }
}
