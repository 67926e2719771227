import Events

/// A drug as claim reading sees it.
struct DrugTerm {
    var tokens: Range<Int>
    var name: String
    var id: String?
    var kind: DrugKind
    var classes: [String]

    init(_ mention: DrugMention, tokens: Range<Int>) {
        self.tokens = tokens
        name = mention.ingredient
        if let code = mention.rxcui {
            id = "RXCUI:\(code)"
        } else if let code = mention.atc.first {
            id = "ATC:\(code)"
        }
        kind = mention.kind
        classes = mention.classes
    }

    var isClass: Bool { kind == .drugClass }
}

/// What a claim is about: one drug, a class, several taken together, or the stopping of one.
struct ClaimSubject: Hashable {
    var name: String
    var id: String?
    var classes: [String] = []
    var isClass = false
    /// Made by stopping the drug.
    var isWithdrawal = false

    var title: String { isWithdrawal ? "\(name) withdrawal" : name }
}

/// Drugs that stand together ("ibuprofen or naproxen", "Warfarin (Coumadin)").
struct DrugGroup {
    var tokens: Range<Int>
    var subjects: [ClaimSubject]
}

/// A word of the rule file in the text: a rule's trigger or a member of a word class.
struct WordMatch {
    var tokens: Range<Int>
    /// Rule index, or `ClaimRules.wordBase` and up.
    var id: Int32
}

/// All that was found on a page, each list in text order, with the slice of each list that a sentence has.
struct ClaimPage {
    let stream: TokenStream
    var drugs: [DrugTerm] = []
    var concepts: [ConceptMention] = []
    var cues: [CueMatch] = []
    var words: [WordMatch] = []
    var evidence: [(tokens: Range<Int>, word: EvidenceWord)] = []

    struct Sentence {
        var tokens: Range<Int>
        var drugs: Range<Int>
        var concepts: Range<Int>
        var cues: Range<Int>
        var words: Range<Int>
        var evidence: Range<Int>
        var isQuestion: Bool
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

    func sentence(_ tokens: Range<Int>) -> Sentence {
        var last = tokens.upperBound - 1
        while last > tokens.lowerBound, stream.punctuation(last) == UInt8(ascii: "\"") || stream.punctuation(last) == UInt8(ascii: "'")
            || stream.punctuation(last) == UInt8(ascii: ")") || stream.punctuation(last) == UInt8(ascii: "*")
        { last -= 1 }
        return Sentence(
            tokens: tokens,
            drugs: Self.slice(drugs, tokens) { $0.tokens.lowerBound },
            concepts: Self.slice(concepts, tokens) { $0.tokens.lowerBound },
            cues: Self.slice(cues, tokens) { $0.tokens.lowerBound },
            words: Self.slice(words, tokens) { $0.tokens.lowerBound },
            evidence: Self.slice(evidence, tokens) { $0.tokens.lowerBound },
            isQuestion: stream.punctuation(last) == UInt8(ascii: "?"))
    }

    /// The sentences within a byte range; a segment's sentences, since a sentence begins at each segment.
    func sentences(in range: Range<Int>) -> [Sentence] {
        let tokens = stream.tokens(overlapping: range)
        guard !tokens.isEmpty else { return [] }
        var result: [Sentence] = []
        var index = stream.sentence(of: tokens.lowerBound)
        while index < stream.sentenceStarts.count {
            let own = stream.sentenceTokens(index).clamped(to: tokens)
            if own.isEmpty { break }
            // Very long "sentences" (lists without stops) are read in pieces, so that no search is long.
            var start = own.lowerBound
            while own.upperBound - start > Self.longest {
                result.append(sentence(start..<start + Self.longest))
                start += Self.longest
            }
            result.append(sentence(start..<own.upperBound))
            index += 1
        }
        return result
    }

    /// One reading a stretch of text: a concept longer than the drug in it ("vitamin B12 deficiency") goes before the drug, else the drug
    /// before concepts and triggers inside it ("birth control pills", "pain relievers").
    mutating func settleOverlaps() {
        var index = 0
        var keptConcepts: [ConceptMention] = []
        var hidden: Set<Int> = []
        for concept in concepts {
            while index < drugs.count, drugs[index].tokens.upperBound <= concept.tokens.lowerBound { index += 1 }
            var position = index
            var isKept = true
            while position < drugs.count, drugs[position].tokens.lowerBound < concept.tokens.upperBound {
                if !concept.isComposite, concept.tokens.count > drugs[position].tokens.count {
                    hidden.insert(position)
                } else if drugs[position].tokens.overlaps(concept.tokens) {
                    isKept = false
                }
                position += 1
            }
            if isKept { keptConcepts.append(concept) }
        }
        concepts = keptConcepts
        if !hidden.isEmpty { drugs = drugs.enumerated().filter { !hidden.contains($0.offset) }.map(\.element) }
        index = 0
        var keptWords: [WordMatch] = []
        for word in words {
            while index < drugs.count, drugs[index].tokens.upperBound <= word.tokens.lowerBound { index += 1 }
            if index < drugs.count, drugs[index].tokens.overlaps(word.tokens) { continue }
            keptWords.append(word)
        }
        words = keptWords
    }

    /// In tokens.
    static let longest = 160
}
