import Annotation
import SeededNumbers
import Testing

@Suite struct WordMemoTests {
    @Test func factsComeTogetherAndAreOfOneWord() {
        let memo = WordMemo()
        let word: UInt64 = 0x9E37_79B9_7F4A_7C15
        #expect(memo.facts(word) == [])
        memo.note(word, .isDistant)
        #expect(memo.facts(word) == .isDistant)
        memo.note(word, .beginsNothing)
        #expect(memo.facts(word) == [.isDistant, .beginsNothing])
        // Every bit of the hash counts, the highest and the lowest as well.
        for bit in 0..<64 { #expect(memo.facts(word ^ 1 << UInt64(bit)) == [], "bit \(bit)") }
    }

    /// Whatever has taken a word's place, nothing is said of it that was not noted of it.
    @Test func nothingIsSaidOfAWordThatWasNotNoted() {
        var numbers = SeededGenerator(seed: 7)
        let memo = WordMemo()
        // All in a few slots.
        let words = (0..<2_000).map { _ in UInt64.random(in: 0..<1 << 52, using: &numbers) }
        let (noted, others) = (words[..<1_000], words[1_000...])
        for word in noted { memo.note(word, .beginsNothing) }
        #expect(others.allSatisfy { memo.facts($0) == [] })
        #expect(noted.allSatisfy { memo.facts($0).isSubset(of: .beginsNothing) })
        #expect(noted.contains { memo.facts($0) == .beginsNothing })
    }
}
