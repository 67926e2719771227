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

    private static func routed(_ drugs: [DrugTerm], _ stream: TokenStream) -> Set<String> {
        var routed: Set<String> = []
        for drug in drugs {
            let before = drug.tokens.lowerBound - 1
            for (word, form) in SubjectReader.forms where form != .oral && stream.equals(before, word) {
                routed.insert(drug.name)
                routed.formUnion(drug.classes)
            }
        }
        return routed
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

    /// The page with one reading a stretch of text: a concept longer than the drug in it ("vitamin B12 deficiency") goes before the drug,
    /// else the drug before concepts and triggers inside it ("birth control pills", "pain relievers").
    ///
    /// - Parameter concepts: the page's own, with those that its rules' words tell.
    func settled(_ lexicon: ConceptLexicon, _ concepts: [ConceptMention]) -> ClaimPage {
        // "antidepressant effects" names no drug that something is said about.
        func isAdjective(_ drug: DrugTerm) -> Bool {
            drug.kind == .drugClass && has(drug.tokens.upperBound, .adjectiveHead)
        }
        var drugs = self.drugs
        drugs.drop(where: isAdjective)
        if drugs.contains(where: { !Self.salts.contains($0.name) }) { drugs.drop(where: isMeasuredSalt) }
        var index = 0
        var keptConcepts: [ConceptMention] = []
        keptConcepts.reserveCapacity(concepts.count)
        var hidden: Set<Int> = []
        for concept in concepts {
            while index < drugs.count, drugs[index].tokens.upperBound <= concept.tokens.lowerBound { index += 1 }
            var position = index
            var isKept = true
            while position < drugs.count, drugs[position].tokens.lowerBound < concept.tokens.upperBound {
                if concept.isComposite
                    ? isMeasured(drugs[position], concept) : goesBefore(drugs[position], concept, lexicon)
                {
                    hidden.insert(position)
                } else if drugs[position].tokens.overlaps(concept.tokens) {
                    isKept = false
                }
                position += 1
            }
            if isKept {
                var concept = concept
                if !concept.isComposite {
                    let drug = index > 0 ? drugs[index - 1].tokens.upperBound : -1
                    if isVerbWithObject(concept.tokens, behind: drug, keptConcepts.last) {
                        concept.becomeVerb(isDecrease: stream.equals(concept.tokens.lowerBound, anyOf: Self.lowering))
                    }
                }
                concept.isPopulation = isPopulation(concept.tokens)
                keptConcepts.append(concept)
            }
        }
        settleConcepts(&keptConcepts, lexicon)
        if !hidden.isEmpty { drugs = drugs.enumerated().filter { !hidden.contains($0.offset) }.map(\.element) }
        var keptWords = words
        if !drugs.isEmpty {
            index = 0
            keptWords.removeAll { word in
                while index < drugs.count, drugs[index].tokens.upperBound <= word.tokens.lowerBound { index += 1 }
                guard index < drugs.count, drugs[index].tokens.overlaps(word.tokens) else { return false }
                // "not a drop of alcohol", "don't touch alcohol": what is said of a medicine, the drink among the words.
                return drugs[index].name != "alcohol" || drugs[index].tokens.lowerBound <= word.tokens.lowerBound
            }
        }
        return ClaimPage(
            stream: stream, segments: segments, drugs: drugs, concepts: keptConcepts, cues: cues, words: keptWords,
            evidence: evidence, marks: marks, traits: traits, routedDrugs: Self.routed(drugs, stream))
    }

    /// "Reboxetine raised blood pressure": what is a finding elsewhere ("raised blood pressure") is a drug's verb and its object here.
    ///
    /// - Parameters:
    ///   - drug: where the drug before it ends.
    ///   - last: the concept before it; "decreased appetite and increased heart rate" are two verbs of one subject.
    private func isVerbWithObject(_ tokens: Range<Int>, behind drug: Int, _ last: ConceptMention?) -> Bool {
        let first = tokens.lowerBound
        guard tokens.count > 1, stream.equals(first, anyOf: Self.changing), !has(tokens.upperBound, .carrier),
            !stream.equals(tokens.upperBound, anyOf: Self.auxiliaries)
        else { return false }
        var before = first - 1
        while before > 0, stream.equals(before, anyOf: Self.light) || stream.endsInLy(before, longerThan: 4) {
            before -= 1
        }
        if before + 1 == drug { return true }
        if stream.equals(before, "it") || stream.equals(before, "which") || stream.equals(before, "they") {
            return true
        }
        guard has(before, .conjunction), let last, last.isComposite, last.tokens.upperBound == before else {
            return false
        }
        return true
    }

    private static let changing = TokenTable(
        """
        raised increased elevated heightened reduced decreased lowered diminished impaired disturbed blurred delayed slowed weakened \
        suppressed disrupted dulled worsened prolonged
        """)
    private static let lowering = TokenTable("reduced decreased lowered diminished suppressed")
    private static let auxiliaries = TokenTable("\(AuxiliaryVerbs.be) \(AuxiliaryVerbs.have)")
    private static let light = TokenTable("also even often sometimes then still thereby always never soon")

    /// "Potassium should be checked", "check magnesium", "calcium fell": on a page about a medicine what is measured in the blood.
    private func isMeasuredSalt(_ drug: DrugTerm) -> Bool {
        guard Self.salts.contains(drug.name) else { return false }
        let (start, end) = (drug.tokens.lowerBound, drug.tokens.upperBound)
        if stream.equals(start - 1, anyOf: Self.measuring) || stream.equals(end, anyOf: Self.moving) { return true }
        // "potassium and creatinine should be measured"
        var index = end
        if stream.equals(index, "and") { index += 2 }
        guard has(index, .modal) || stream.equals(index, anyOf: Self.auxiliaries) || stream.equals(index, "be") else {
            return false
        }
        return (index + 1...index + 4).contains { stream.equals($0, anyOf: Self.measured) }
    }

    private static let salts: Set<String> = [
        "potassium", "sodium", "calcium", "magnesium", "phosphate", "chloride", "glucose", "iron", "bicarbonate",
    ]
    private static let measuring = TokenTable(
        "check checks checked checking measure measures measured measuring monitor monitors monitored monitoring serum plasma"
    )
    private static let moving = TokenTable(
        "rose fell climbed dropped returned normalised normalized recovered plunged rises falls climbs drops")
    private static let measured = TokenTable("checked measured monitored tested rechecked normal low high")

    /// "depletes vitamin B12", "lowers sodium and potassium": the body's own, not a drug that is taken.
    private func isMeasured(_ drug: DrugTerm, _ composite: ConceptMention) -> Bool {
        composite.tokens.count >= drug.tokens.count && composite.tokens.lowerBound <= drug.tokens.lowerBound
            && composite.tokens.upperBound >= drug.tokens.upperBound
            && !has(drug.tokens.upperBound, [.exposed, .doseForm])
    }

    /// Whether a concept is meant where a drug's name stands too.
    private func goesBefore(_ drug: DrugTerm, _ concept: ConceptMention, _ lexicon: ConceptLexicon) -> Bool {
        if concept.tokens.count != drug.tokens.count { return concept.tokens.count > drug.tokens.count }
        let kinds = lexicon.concepts[Int(concept.concept)].kinds
        if kinds.contains(.role), drug.isClass { return isIndefinite(concept.tokens) }
        // "raises testosterone", "cortisol levels": the body's own substance.
        guard kinds.contains(.mechanism) else { return false }
        if has(concept.tokens.upperBound, .level) { return true }
        let change = lexicon.change(in: max(0, concept.tokens.lowerBound - 3)..<concept.tokens.lowerBound, stream)
        return change.up || change.down
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

    /// In tokens.
    static let longest = 160
}
