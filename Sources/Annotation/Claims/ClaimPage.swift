import Events

/// A word of the rule file in the text: a rule's trigger or a member of a word class.
package struct WordMatch {
    var tokens: Range<Int>
    /// Rule index, or `ClaimRules.wordBase` and up.
    var id: Int32

    /// The bit of its word class; classes beyond those that have one of their own share the last. None for rules.
    var classBit: UInt64 { Self.classBit(id) }

    package static func classBit(_ id: Int32) -> UInt64 {
        id < ClaimRules.wordBase ? 0 : 1 &<< UInt64(min(id &- ClaimRules.wordBase, lastBit))
    }

    /// Whether no other class has its bit.
    package static func hasOwnBit(_ id: Int32) -> Bool { id &- ClaimRules.wordBase < lastBit }

    private static let lastBit: Int32 = 63
}

/// All that was found on a page, each list in text order, with the slice of each list that a sentence has.
///
/// Shared, since every reader is handed it.
final class ClaimPage: Sendable {
    let stream: TokenStream
    /// The tokens of the article's segments, in their order.
    let segments: [Range<Int>]
    let drugs: [DrugTerm]
    let concepts: [ConceptMention]
    let cues: [CueMatch]
    let words: [WordMatch]
    let evidence: [(tokens: Range<Int>, word: EvidenceWord)]
    /// What each token does; one entry a token.
    let marks: [TokenMark]
    /// What each token holds that sentences are searched for; one entry a token.
    let traits: [WordTrait]
    /// Drugs, and their classes, that the page has through the skin or another way than by mouth: there "oral" says which is meant. Known
    /// once the page is settled.
    let routedDrugs: Set<String>

    init(
        stream: TokenStream, segments: [Range<Int>], drugs: [DrugTerm], concepts: [ConceptMention], cues: [CueMatch],
        words: [WordMatch], evidence: [(tokens: Range<Int>, word: EvidenceWord)], marks: [TokenMark],
        traits: [WordTrait], routedDrugs: Set<String> = []
    ) {
        (self.stream, self.segments, self.drugs, self.concepts, self.cues) = (stream, segments, drugs, concepts, cues)
        (self.words, self.evidence, self.marks, self.traits) = (words, evidence, marks, traits)
        self.routedDrugs = routedDrugs
    }

    /// Whether token `index` has one of the marks; false outside the page.
    @inline(__always)
    func has(_ index: Int, _ mark: TokenMark) -> Bool {
        index >= 0 && index < marks.count && !marks[index].isDisjoint(with: mark)
    }

    /// Whether a token of the range has one of the marks.
    func has(_ range: Range<Int>, _ mark: TokenMark) -> Bool {
        let all = self.marks
        let marks = all.span
        for index in max(0, range.lowerBound)..<max(0, min(range.upperBound, marks.count))
        where !marks[index].isDisjoint(with: mark) { return true }
        return false
    }

    /// Whether a token of the sentence has one of the marks.
    @inline(__always)
    func has(_ sentence: Sentence, _ mark: TokenMark) -> Bool { !sentence.marks.isDisjoint(with: mark) }

    /// Whether a token of the sentence has one of the traits.
    @inline(__always)
    func has(_ sentence: Sentence, _ trait: WordTrait) -> Bool { !sentence.traits.isDisjoint(with: trait) }

    /// Whether a word of the class begins in the sentence.
    func has(_ sentence: Sentence, wordClass id: Int32) -> Bool {
        guard sentence.classes & WordMatch.classBit(id) != 0 else { return false }
        return WordMatch.hasOwnBit(id) || sentence.words.contains { words[$0].id == id }
    }

    /// "a sedative", "an opioid": said of something, not spoken of.
    ///
    /// Behind "is a" or ", a" with words of kind between as well: "is a selective serotonin agonist".
    func isIndefinite(_ tokens: Range<Int>) -> Bool {
        // A title ends without a full stop: "Clozapine, a review | Clozapine is …".
        if stream.tokens[tokens.lowerBound].flags.contains(.sentenceStart) { return false }
        var index = tokens.lowerBound - 1
        if has(index, .indefinite) { return true }
        // "were developed as antiepileptics"
        if stream.equals(index, "as"), !stream.equals(index - 1, "such"), !stream.equals(index - 1, "well") {
            return true
        }
        let limit = max(0, tokens.lowerBound - 4)
        while index >= limit, stream.tokens[index].isWord || stream.punctuation(index) == 0x2D,
            !has(index, .ender) || stream.equals(index, "are") || stream.equals(index, "were")
        {
            if has(index, .indefinite) {
                let before = index - 1
                if stream.punctuation(before) == UInt8(ascii: ",") || stream.punctuation(before) == UInt8(ascii: "(") {
                    return true
                }
                for word: StaticString in [
                    "is", "are", "was", "were", "also", "and", "as", "like", "not", "called", "becomes",
                ]
                where stream.equals(before, word) { return true }
                return false
            }
            // "Both are dopamine agonists and are used …"
            if stream.equals(index, "are") || stream.equals(index, "were") {
                return index < tokens.lowerBound && !stream.tokens[index].flags.contains(.sentenceStart)
            }
            if stream.tokens[index].flags.contains(.sentenceStart) { return false }
            index -= 1
        }
        return false
    }

    /// "more than a decade", "at least 12 months", "six weeks": how long.
    func isTimeSpan(_ start: Int) -> Bool {
        var index = max(0, start)
        while index < min(start + 6, stream.count) {
            if stream.equals(index, anyOf: Self.times) { return true }
            guard stream.tokens[index].isNumber || has(index, [.function, .comparator, .opener]) else { return false }
            index += 1
        }
        return false
    }

    private static let times = TokenTable(
        "minute minutes hour hours day days night nights week weeks month months year years decade decades century centuries generations millennia ages season seasons long life"
    )

    /// Whether a word in the past tense ("helped", "eased") is in the range.
    func hasPast(_ tokens: Range<Int>) -> Bool {
        for index in tokens {
            if stream.tokens[index].isWord, stream.endsInEd(index, longerThan: 4) { return true }
        }
        return false
    }
}
