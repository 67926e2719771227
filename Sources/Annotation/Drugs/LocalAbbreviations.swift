import Events

/// Abbreviations that a document defines for itself ("zidovudine (AZT)", "AZT (zidovudine)"), after Schwartz and Hearst (2003): the
/// letters of the short form occur in order in the long form, the first one at its beginning. They end with the document.
///
/// A short form that the document defines as something else ("adverse drug reaction (ADR)") is blocked as a drug.
struct LocalAbbreviations {
    private var meanings: [UInt64: (substance: Int32, kind: DrugKind)] = [:]
    private var blocked: Set<UInt64> = []

    var isEmpty: Bool { meanings.isEmpty }

    init() {}

    /// - Parameters:
    ///   - forms: the lexicon's.
    ///   - vocabulary: the lexicon's.
    init(
        stream: TokenStream, candidates: [DrugFinder.Candidate], forms: [Lexicon.Form], vocabulary: DrugVocabulary
    ) {
        for candidate in candidates {
            let tokens = candidate.tokens
            if candidate.state == .accepted {
                let form = forms[Int(candidate.form)]
                // Long (SHORT): a salt or head may stand between.
                for open in tokens.upperBound...min(tokens.upperBound + 1, stream.count) {
                    guard let short = Self.bracketed(open, stream), !tokens.contains(short),
                        Self.aligns(short, tokens.lowerBound..<open, stream)
                    else { continue }
                    define(stream.tokens[short].hash, form)
                    break
                }
                // SHORT (long)
                if tokens.lowerBound >= 2, stream.punctuation(tokens.lowerBound - 1) == UInt8(ascii: "("),
                    stream.punctuation(tokens.upperBound) == UInt8(ascii: ")"),
                    Self.isShort(tokens.lowerBound - 2, stream), Self.aligns(tokens.lowerBound - 2, tokens, stream)
                {
                    define(stream.tokens[tokens.lowerBound - 2].hash, form)
                }
            }
            // A listed abbreviation in brackets after words that spell it out otherwise.
            if tokens.count == 1, tokens.lowerBound >= 1,
                stream.punctuation(tokens.lowerBound - 1) == UInt8(ascii: "("),
                Self.isAbbreviation(candidate, stream, forms),
                Self.isInitials(tokens.lowerBound, stream)
                    || Self.isSpeltOut(tokens.lowerBound, stream)
                        && !Self.hasHead(tokens.lowerBound - 2, stream, vocabulary),
                !candidates.contains(where: {
                    ($0.state == .accepted
                        || forms[Int($0.form)].substance == forms[Int(candidate.form)].substance)
                        && $0.tokens.upperBound <= tokens.lowerBound - 1
                        && $0.tokens.upperBound >= tokens.lowerBound - 3
                })
            {
                blocked.insert(stream.tokens[tokens.lowerBound].hash)
            }
        }
    }

    private mutating func define(_ hash: UInt64, _ form: Lexicon.Form) {
        if meanings[hash] == nil { meanings[hash] = (form.substance, form.kind == .brand ? .generic : form.kind) }
    }

    /// Whether the document says that the token means something else than `substance`: no drug, or another one ("carbimazole (CBZ)").
    func blocks(_ stream: TokenStream, _ tokens: Range<Int>, _ substance: Int32) -> Bool {
        guard tokens.count == 1, !(blocked.isEmpty && meanings.isEmpty) else { return false }
        let hash = stream.tokens[tokens.lowerBound].hash
        if let meaning = meanings[hash] {
            return meaning.substance != substance && Self.isShort(tokens.lowerBound, stream)
        }
        return blocked.contains(hash)
    }

    /// "antiepilepsy drugs (AEDs)": another name of the class.
    private static func hasHead(_ index: Int, _ stream: TokenStream, _ vocabulary: DrugVocabulary) -> Bool {
        index >= 0 && vocabulary.cue(stream.tokens[index].hash).contains(.classHead)
    }

    private static func isAbbreviation(
        _ candidate: DrugFinder.Candidate, _ stream: TokenStream, _ forms: [Lexicon.Form]
    ) -> Bool {
        let form = forms[Int(candidate.form)]
        let flags = stream.tokens[candidate.tokens.lowerBound].flags
        return form.rule == .abbreviation || form.rule == .abbreviationNamed
            || form.match != .exact && stream.tokens[candidate.tokens.lowerBound].length <= 6
                && (flags.contains(.allCaps) || flags.contains(.innerCapital) || flags.contains(.hasDigit))
    }

    /// The substance that token `index` abbreviates in this document; the spelling must have a capital or a digit.
    func substance(_ stream: TokenStream, _ index: Int) -> (substance: Int32, kind: DrugKind)? {
        guard Self.isShort(index, stream) else { return nil }
        return meanings[stream.tokens[index].hash]
    }

    private static func isShort(_ index: Int, _ stream: TokenStream) -> Bool {
        guard index >= 0, index < stream.count else { return false }
        let token = stream.tokens[index]
        return token.isWord && token.length >= 2 && token.length <= 10
            && (token.flags.contains(.allCaps) || token.flags.contains(.innerCapital) || token.flags.contains(.hasDigit)
                || token.flags.contains(.capitalised) && token.length <= 4)
    }

    /// The short form of "(SHORT)" whose bracket is token `open`.
    private static func bracketed(_ open: Int, _ stream: TokenStream) -> Int? {
        let bracket = stream.punctuation(open)
        guard bracket == UInt8(ascii: "(") || bracket == UInt8(ascii: "["), isShort(open + 1, stream) else {
            return nil
        }
        let close = stream.punctuation(open + 2)
        return close == UInt8(ascii: ")") || close == UInt8(ascii: "]") || close == UInt8(ascii: ",")
            || close == UInt8(ascii: ";") ? open + 1 : nil
    }

    /// Whether the short form's letters occur in order, from the back, in the long form, the first at its first letter.
    private static func aligns(_ short: Int, _ long: Range<Int>, _ stream: TokenStream) -> Bool {
        var letters: [UInt8] = []
        for offset in 0..<Int(stream.tokens[short].length) { letters.append(stream.lower(short, offset)) }
        // Plural s of the short form is no letter of the long one.
        if letters.count > 2, letters.last == UInt8(ascii: "s"), stream.tokens[short].flags.contains(.innerCapital) {
            letters.removeLast()
        }
        let start = Int(stream.tokens[long.lowerBound].start)
        var position = stream.tokens[long.upperBound - 1].end - 1
        guard position - start + 1 > letters.count else { return false }
        var index = letters.count - 1
        while index > 0 {
            while position > start, TokenStream.lower(stream.bytes[position]) != letters[index] { position -= 1 }
            guard position > start else { return false }
            position -= 1
            index -= 1
        }
        return TokenStream.lower(stream.bytes[start]) == letters[0]
    }

    /// Whether the last words before the bracket hold the letters of the short form in order, the first letter of each word among them:
    /// "adenovirus pneumonia (AVP)", "Pneumocystis pneumonia (PCP)".
    private static func isSpeltOut(_ short: Int, _ stream: TokenStream) -> Bool {
        let count = Int(stream.tokens[short].length)
        guard count >= 3 else { return false }
        // A single word may well be another spelling of the same drug.
        var first = short - 2
        guard first >= 0, stream.tokens[first].isWord else { return false }
        for _ in 1..<count {
            first -= 1
            guard first >= 0, stream.tokens[first].isWord, stream.tokens[first].length > 2 else { return false }
            if isHeld(short, 0, first, short - 1, stream) { return true }
            let flags = stream.tokens[first].flags
            if flags.contains(.sentenceStart) || flags.contains(.paragraphBefore) { return false }
        }
        return false
    }

    /// Whether the letters from `offset` on are held by the words `word..<end`.
    private static func isHeld(_ short: Int, _ offset: Int, _ word: Int, _ end: Int, _ stream: TokenStream) -> Bool {
        let count = Int(stream.tokens[short].length)
        guard word < end else { return offset == count }
        guard offset < count, stream.lower(word, 0) == stream.lower(short, offset) else { return false }
        // Take as many letters from inside the word as are wanted, fewest first.
        var (taken, position) = (offset + 1, 1)
        while true {
            if isHeld(short, taken, word + 1, end, stream) { return true }
            guard taken < count else { return false }
            while position < Int(stream.tokens[word].length), stream.lower(word, position) != stream.lower(short, taken)
            {
                position += 1
            }
            guard position < Int(stream.tokens[word].length) else { return false }
            taken += 1
            position += 1
        }
    }

    /// Whether the words before the bracket begin with the letters of the short form.
    private static func isInitials(_ short: Int, _ stream: TokenStream) -> Bool {
        var word = short - 2
        var offset = Int(stream.tokens[short].length) - 1
        var skipped = 0
        while offset >= 0, word >= 0 {
            guard !stream.tokens[word].flags.contains(.paragraphBefore) || offset == 0 else { return false }
            if stream.tokens[word].isWord {
                if stream.lower(word, 0) == stream.lower(short, offset) {
                    offset -= 1
                } else {
                    skipped += 1
                    if skipped > 1 { return false }
                }
            }
            word -= 1
        }
        return offset < 0
    }
}
