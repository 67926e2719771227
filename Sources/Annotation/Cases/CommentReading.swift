import Events

/// One comment read for the people in it: who is spoken of where, and whether it tells of taking a drug.
///
/// Works on tokens and `cases/words.tsv` alone, so that it can doubt what the claim rules took for somebody's experience.
struct CommentReading {
    /// Whom a word means.
    enum Bearer: Equatable {
        case person(Person)
        /// Somebody who cannot be told apart ("people", "someone").
        case anonymous
        /// "you": nobody in particular.
        case generic
        case animal
        case professional
    }

    struct Mark {
        var tokens: Range<Int>
        var bearer: Bearer
    }

    let segment: Segment
    let tokens: Range<Int>
    let stream: TokenStream
    let words: [ClassedWords<CaseWord>.Match]
    private(set) var marks: [Mark] = []
    /// A nurse or doctor writes: "I" is no patient without more.
    private(set) var isProfessional = false
    /// A wink takes back what is said: no case is read from such a comment.
    let isIronic: Bool
    /// Amounts of drugs in the comment, in text order: where they stand, and of which drug.
    let doses: [(range: TextRange, ingredient: String?)]
    private var isElliptical = false

    init(
        _ segment: Segment, in text: [UInt8], doses all: [Dose], stream: TokenStream, lexicon: CaseLexicon
    ) {
        self.segment = segment
        self.stream = stream
        tokens = stream.tokens(overlapping: segment.range.start..<segment.range.end)
        words = lexicon.words.matches(in: stream, tokens: tokens)
        let own = ClaimPage.slice(all, segment.range.start..<segment.range.end) { $0.range.start }
        doses = own.compactMap { index in
            all[index].subject == "animal" ? nil : (all[index].range, all[index].ingredient)
        }
        isIronic =
            words.contains { $0.kind == .irony }
            || (doses.isEmpty && !stream.isPlain && Self.winks(text[segment.range.start..<segment.range.end]))
        mark()
        isElliptical = readEllipsis()
    }

    /// Rolled eyes, an upside-down face or tears of laughter: U+1F644, U+1F643, U+1F602, U+1F923.
    private static func winks(_ bytes: ArraySlice<UInt8>) -> Bool {
        for index in bytes.indices.dropLast(3) where bytes[index] == 0xF0 && bytes[index + 1] == 0x9F {
            switch (bytes[index + 2], bytes[index + 3]) {
            case (0x99, 0x84), (0x99, 0x83), (0x98, 0x82), (0xA4, 0xA3): return true
            default: continue
            }
        }
        return false
    }

    private mutating func mark() {
        var third: Bearer?
        var index = 0
        while index < words.count {
            let word = words[index]
            index += 1
            var bearer: Bearer
            var range = word.tokens
            switch Self.bearer(word.kind) {
            case nil:
                guard word.kind == .third else { continue }
                bearer = third ?? .anonymous
            case let known?: bearer = known
            }
            if word.kind == .possessive, let owned = owned(after: index - 1),
                let other = Self.bearer(words[owned].kind)
            {
                // "at my own dad's funeral", "took my wife's pills": it is told of the writer.
                if !stream.isOnlyOwner(range.lowerBound..<words[owned].tokens.upperBound) { bearer = other }
                range = range.lowerBound..<words[owned].tokens.upperBound
                index = owned + 1
            }
            // "as a mother", "every parent": nobody in particular.
            if word.kind == .relative, isIndefinite(word.tokens) { continue }
            if word.kind == .professional, stream.equals(word.tokens.upperBound, "here"),
                word.tokens.lowerBound - tokens.lowerBound < 8
            {
                isProfessional = true
            }
            switch bearer {
            case .person(.me), .generic: break
            case .person, .anonymous, .animal, .professional: third = bearer
            }
            marks.append(Mark(tokens: range, bearer: bearer))
        }
    }

    /// The relative, friend, doctor or pet that "my" leads to: "my elderly mother", "my 9 year old son".
    private func owned(after index: Int) -> Int? {
        let from = words[index].tokens.upperBound
        for next in Range(from: index + 1, to: min(index + 4, words.count)) {
            let word = words[next]
            if word.tokens.lowerBound > from + 5 { return nil }
            for token in from..<max(from, word.tokens.lowerBound)
            where stream.tokens[token].isPunctuation && stream.punctuation(token) != UInt8(ascii: "-") { return nil }
            switch word.kind {
            case .relative, .other, .animal, .professional: return next
            default: continue
            }
        }
        return nil
    }

    /// Whom a word means by itself.
    private static func bearer(_ word: CaseWord) -> Bearer? {
        switch word {
        case .selfWord, .possessive: .person(.me)
        case .relative: .person(.family)
        case .other: .person(.other)
        case .anonymous: .anonymous
        case .generic: .generic
        case .animal: .animal
        case .professional: .professional
        default: nil
        }
    }

    private func isIndefinite(_ range: Range<Int>) -> Bool {
        for word: StaticString in ["a", "an", "any", "every", "each"] where stream.equals(range.lowerBound - 1, word) {
            return true
        }
        return false
    }

    // MARK: Questions to the reading

    /// The words that begin within a range of tokens.
    func words(in range: Range<Int>) -> ArraySlice<ClassedWords<CaseWord>.Match> {
        words[ClaimPage.slice(words, range) { $0.tokens.lowerBound }]
    }

    func has(_ kind: CaseWord, in range: Range<Int>? = nil) -> Bool {
        words(in: range ?? tokens).contains { $0.kind == kind }
    }

    /// Tokens of the sentence that `token` is in, within the comment.
    func sentence(of token: Int) -> Range<Int> { stream.sentenceTokens(stream.sentence(of: token)).clamped(to: tokens) }

    /// Who bears what stands at `event`; nil when nobody can be made out.
    ///
    /// The last one named before it in its sentence, else the first one after; a sentence without anybody goes on about whom the sentences
    /// before spoke of. `isStated` says that the sentence itself names the bearer.
    func bearer(of event: Range<Int>) -> (bearer: Bearer, isStated: Bool)? {
        let sentence = sentence(of: event.lowerBound)
        let inside = ClaimPage.slice(marks, sentence) { $0.tokens.lowerBound }
        for mark in marks[inside].reversed() where mark.tokens.lowerBound < event.upperBound {
            if mark.bearer == .professional {
                if suffers(mark.tokens.upperBound, event) { return (.professional, true) }
                continue
            }
            // "They" after somebody is mostly a part of the body or a drug ("dried my lips out until they bled").
            if mark.bearer == .anonymous, stream.equals(mark.tokens.lowerBound, "they"),
                mark.tokens.lowerBound > sentence.lowerBound,
                marks[inside].contains(where: {
                    $0.tokens.lowerBound < mark.tokens.lowerBound && Self.isPerson($0.bearer)
                })
            {
                continue
            }
            return (mark.bearer, true)
        }
        for mark in marks[inside] where mark.tokens.lowerBound >= event.upperBound {
            switch mark.bearer {
            case .person, .animal: return (mark.bearer, true)
            case .anonymous, .generic, .professional: continue
            }
        }
        let before = marks[max(0, inside.lowerBound - Self.memory)..<inside.lowerBound].reversed()
        let after = marks[Range(from: inside.upperBound, to: min(marks.count, inside.upperBound + Self.memory))]
        for mark in Array(before) + Array(after) {
            switch mark.bearer {
            case .person, .animal: return (mark.bearer, false)
            case .anonymous, .generic, .professional: continue
            }
        }
        return isElliptical && !isProfessional ? (.person(.me), false) : nil
    }

    static func isPerson(_ bearer: Bearer) -> Bool {
        if case .person = bearer { return true }
        return false
    }

    /// How many people back and ahead somebody is looked for, so that no comment is slow.
    private static let memory = 40

    /// "The cardiologist had a fit": the verb right behind makes the professional the one it happens to.
    private func suffers(_ token: Int, _ event: Range<Int>) -> Bool {
        guard event.lowerBound - token <= 3 else { return false }
        for word: StaticString in ["had", "has", "got", "was", "is"] where stream.equals(token, word) { return true }
        return false
    }

    /// "Took 3 days of …", "On 20 mg since", "Been on it for years": the writer, left out.
    private func readEllipsis() -> Bool {
        for word in words
        where (word.kind == .taking || word.kind == .stopping || word.kind == .past || word.kind == .starting)
            && word.tokens.lowerBound == sentence(of: word.tokens.lowerBound).lowerBound
        {
            return true
        }
        return !doses.isEmpty
    }
}
