import Annotation
import Testing

@Suite struct WordClassTests {
    /// Rules have no bit, so that a sentence without a class is told whatever rules it has words of.
    @Test func eachClassHasABitAndTheLastOnesShareOne() {
        #expect(WordMatch.classBit(-1) == 0)
        #expect(WordMatch.classBit(99_999) == 0)
        #expect(Set((100_000..<100_063).map { WordMatch.classBit($0) }).count == 63)
        #expect(WordMatch.classBit(100_063) == 1 << 63)
        #expect(WordMatch.classBit(100_400) == 1 << 63)
        #expect(WordMatch.hasOwnBit(100_062))
        #expect(!WordMatch.hasOwnBit(100_063))
    }
}
