/// The page's sentences, each with its slice of every list.
extension ClaimPage {
    /// A sentence with its slice of each list; an object, since nearly every reader is handed it and a copy of all this is no short work.
    final class Sentence: Sendable {
        let tokens: Range<Int>
        let drugs: Range<Int>
        let concepts: Range<Int>
        let cues: Range<Int>
        let words: Range<Int>
        let evidence: Range<Int>
        let isQuestion: Bool
        /// Of all its tokens.
        let marks: TokenMark
        /// Of all its tokens.
        let traits: WordTrait
        /// The bits of all classes of its words.
        let classes: UInt64

        init(
            _ page: ClaimPage, tokens: Range<Int>, drugs: Range<Int>, concepts: Range<Int>, cues: Range<Int>,
            words: Range<Int>, evidence: Range<Int>
        ) {
            (self.tokens, self.drugs, self.concepts, self.cues) = (tokens, drugs, concepts, cues)
            (self.words, self.evidence) = (words, evidence)
            isQuestion = page.isQuestion(tokens)
            (marks, traits) = page.gathered(tokens)
            classes = words.reduce(0) { $0 | page.words[$1].classBit }
        }
    }

    /// Indices of the items that begin within `tokens`; lists are in text order, so two binary searches do.
    static func slice<T>(_ items: [T], _ tokens: Range<Int>, _ start: (T) -> Int) -> Range<Int> {
        func lower(_ bound: Int) -> Int {
            var low = 0
            var high = items.count
            while low < high {
                let middle = (low + high) / 2
                if start(items[middle]) < bound { low = middle + 1 } else { high = middle }
            }
            return low
        }
        let first = lower(tokens.lowerBound)
        return first..<max(first, lower(tokens.upperBound))
    }

    private func isQuestion(_ tokens: Range<Int>) -> Bool {
        guard !tokens.isEmpty else { return false }
        var last = tokens.upperBound - 1
        while last > tokens.lowerBound,
            stream.punctuation(last) == UInt8(ascii: "\"") || stream.punctuation(last) == UInt8(ascii: "'")
                || stream.punctuation(last) == UInt8(ascii: ")") || stream.punctuation(last) == UInt8(ascii: "*")
        { last -= 1 }
        return stream.punctuation(last) == UInt8(ascii: "?")
    }

    func sentence(_ tokens: Range<Int>) -> Sentence {
        Sentence(
            self, tokens: tokens,
            drugs: Self.slice(drugs, tokens) { $0.tokens.lowerBound },
            concepts: Self.slice(concepts, tokens) { $0.tokens.lowerBound },
            cues: Self.slice(cues, tokens) { $0.tokens.lowerBound },
            words: Self.slice(words, tokens) { $0.tokens.lowerBound },
            evidence: Self.slice(evidence, tokens) { $0.tokens.lowerBound })
    }

    /// What the tokens of a range hold.
    private func gathered(_ tokens: Range<Int>) -> (marks: TokenMark, traits: WordTrait) {
        let (allMarks, allTraits) = (self.marks, self.traits)
        let (marks, traits) = (allMarks.span, allTraits.span)
        var found: (marks: UInt64, traits: UInt32) = (0, 0)
        for index in tokens {
            found.marks |= marks[index].rawValue
            found.traits |= traits[index].rawValue
        }
        return (TokenMark(rawValue: found.marks), WordTrait(rawValue: found.traits))
    }

    /// The items behind a range of them that begin before `bound`.
    private static func next<T>(_ items: [T], behind range: Range<Int>, to bound: Int, _ start: (T) -> Int) -> Range<
        Int
    > {
        var end = range.upperBound
        while end < items.count, start(items[end]) < bound { end += 1 }
        return range.upperBound..<end
    }

    /// The sentence that begins where this one ends.
    private func sentence(behind last: Sentence, to bound: Int) -> Sentence {
        Sentence(
            self, tokens: last.tokens.upperBound..<bound,
            drugs: Self.next(drugs, behind: last.drugs, to: bound) { $0.tokens.lowerBound },
            concepts: Self.next(concepts, behind: last.concepts, to: bound) { $0.tokens.lowerBound },
            cues: Self.next(cues, behind: last.cues, to: bound) { $0.tokens.lowerBound },
            words: Self.next(words, behind: last.words, to: bound) { $0.tokens.lowerBound },
            evidence: Self.next(evidence, behind: last.evidence, to: bound) { $0.tokens.lowerBound })
    }

    /// The sentences within a range of tokens; a segment's sentences, since a sentence begins at each segment.
    func sentences(in tokens: Range<Int>) -> [Sentence] {
        guard !tokens.isEmpty else { return [] }
        var index = stream.sentence(of: tokens.lowerBound)
        var result: [Sentence] = []
        result.reserveCapacity(stream.sentence(of: tokens.upperBound - 1) - index + 1)
        var next = sentence(tokens.lowerBound..<tokens.lowerBound)
        while index < stream.sentenceStarts.count {
            let own = stream.sentenceTokens(index).clamped(to: tokens)
            if own.isEmpty { break }
            // Very long "sentences" (lists without stops) are read in pieces, so that no search is long.
            while next.tokens.upperBound < own.upperBound {
                next = sentence(behind: next, to: min(own.upperBound, next.tokens.upperBound + Self.longest))
                result.append(next)
            }
            index += 1
        }
        return result
    }

    /// In tokens.
    static let longest = 160
}
