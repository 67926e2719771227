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
        while last > tokens.lowerBound,
            stream.punctuation(last) == UInt8(ascii: "\"") || stream.punctuation(last) == UInt8(ascii: "'")
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
    ///
    /// - Parameter roles: concepts that are pharmacological roles.
    mutating func settleOverlaps(roles: Set<Int32>) {
        // "antidepressant effects" names no drug that something is said about.
        drugs = drugs.filter { !($0.isClass && isAdjective($0.tokens)) }
        var index = 0
        var keptConcepts: [ConceptMention] = []
        var hidden: Set<Int> = []
        for concept in concepts {
            while index < drugs.count, drugs[index].tokens.upperBound <= concept.tokens.lowerBound { index += 1 }
            var position = index
            var isKept = true
            while position < drugs.count, drugs[position].tokens.lowerBound < concept.tokens.upperBound {
                if !concept.isComposite,
                    concept.tokens.count > drugs[position].tokens.count
                        || (roles.contains(concept.concept) && drugs[position].isClass
                            && concept.tokens.count == drugs[position].tokens.count
                            && isIndefinite(concept.tokens))
                {
                    hidden.insert(position)
                } else if drugs[position].tokens.overlaps(concept.tokens) {
                    isKept = false
                }
                position += 1
            }
            if isKept {
                var concept = concept
                concept.isPopulation = isPopulation(concept.tokens)
                keptConcepts.append(concept)
            }
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

    private func isAdjective(_ tokens: Range<Int>) -> Bool {
        let next = tokens.upperBound
        for word: StaticString in ["effect", "effects", "action", "activity", "properties", "response"]
        where stream.equals(next, word) { return true }
        return false
    }

    /// "a sedative", "an opioid": said of something, not spoken of.
    func isIndefinite(_ tokens: Range<Int>) -> Bool {
        stream.equals(tokens.lowerBound - 1, "a") || stream.equals(tokens.lowerBound - 1, "an")
    }

    /// "people with diabetes", "in patients with severe acne".
    private func isPopulation(_ tokens: Range<Int>) -> Bool {
        var index = tokens.lowerBound - 1
        let limit = max(0, tokens.lowerBound - 5)
        while index > limit {
            if stream.equals(index, "with") || stream.equals(index, "without") || stream.equals(index, "who") {
                for back in 1...2 where index - back >= 0 {
                    for word: StaticString in [
                        "people", "patients", "patient", "adults", "those", "women", "men", "children", "anyone",
                        "person", "somebody", "nobody",
                        "individuals", "participants", "subjects", "volunteers", "veterans", "teenagers", "someone",
                        "kids", "mice", "rats",
                    ] where stream.equals(index - back, word) { return true }
                }
                return false
            }
            if stream.tokens[index].isPunctuation, stream.punctuation(index) != UInt8(ascii: "-") { return false }
            index -= 1
        }
        return false
    }

    /// In tokens.
    static let longest = 160
}
