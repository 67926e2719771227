/// A document's text as one flat array of tokens, made in one pass and read by every matcher.
///
/// Tokens are cut from *normalised* bytes (`TextNormaliser`); `start(_:)` and `end(_:)` give byte offsets into the stored text. No token
/// crosses one of the `breaks` (segment borders), and a sentence starts at each. Value type, no shared state, deterministic.
package struct TokenStream: Sendable {
    /// The tokens in text order.
    package private(set) var tokens: [Token] = []
    /// The first token of each sentence, ascending; the first is 0 unless there are no tokens.
    package private(set) var sentenceStarts: [Int] = []
    /// Normalised bytes, case kept, with zero bytes after the text.
    let bytes: [UInt8]
    private let map: OffsetMap
    /// Normalised bytes of text, without the padding.
    private let byteCount: Int

    package var count: Int { tokens.count }
    /// No character was replaced: no sign or letter outside ASCII stands in the text.
    var isPlain: Bool { map.isIdentity }

    /// Longest token in bytes; a longer run (no word of any language) is cut.
    static let maximalTokenLength = 4096

    /// - Parameters:
    ///   - text: UTF-8; malformed bytes count as letters.
    ///   - breaks: ascending byte offsets into `text` where a segment begins or ends.
    ///   - markingSentences: false where nobody asks for sentences: `sentenceStarts` is then empty and no token has `sentenceStart`.
    package init(text: Span<UInt8>, breaks: [Int] = [], markingSentences: Bool = true) {
        let normalised = TextNormaliser(text: text, breaks: breaks)
        bytes = normalised.bytes
        map = normalised.map
        byteCount = normalised.count
        var lexer = Lexer(end: byteCount, breaks: normalised.breaks)
        let source = bytes
        // English has a token in 4.7 bytes; what is left over is appended in steps.
        var room = byteCount / 4 + 16
        repeat {
            tokens.append(addingCapacity: room) { lexer.run(source.span, into: &$0) }
            room = tokens.count / 2 + 16
        } while !lexer.isAtEnd
        if markingSentences { sentenceStarts = markSentences() }
    }

    /// The tokens of a string, for the building of tables and for tests.
    package init(_ string: String) {
        let text = Array(string.utf8)
        self.init(text: text.span)
    }

    // MARK: Positions

    /// Byte offset of token `index` in the stored text.
    package func start(_ index: Int) -> Int { map.textStart(Int(tokens[index].start)) }

    /// Byte offset after token `index` in the stored text.
    package func end(_ index: Int) -> Int { map.textEnd(tokens[index].end) }

    /// The stored text's byte range from the first to the last token of `range` (not empty).
    package func byteRange(_ range: Range<Int>) -> Range<Int> { start(range.lowerBound)..<end(range.upperBound - 1) }

    /// The stored text's byte range of normalised bytes, for spans that begin or end inside a token.
    package func byteRange(normalised range: Range<Int>) -> Range<Int> {
        map.textStart(range.lowerBound)..<map.textEnd(range.upperBound)
    }

    /// The first token that ends after `textOffset`; `count` when there is none.
    package func firstToken(endingAfter textOffset: Int) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if end(middle) <= textOffset { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// The tokens that lie wholly or partly in a byte range of the stored text.
    package func tokens(overlapping range: Range<Int>) -> Range<Int> {
        let first = firstToken(endingAfter: range.lowerBound)
        var low = first
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if start(middle) < range.upperBound { low = middle + 1 } else { high = middle }
        }
        return first..<low
    }

    // MARK: Sentences

    /// Index of the sentence that token `index` is in.
    package func sentence(of index: Int) -> Int {
        var low = 0
        var high = sentenceStarts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if sentenceStarts[middle] <= index { low = middle } else { high = middle }
        }
        return low
    }

    /// The tokens of sentence `index`.
    package func sentenceTokens(_ index: Int) -> Range<Int> {
        sentenceStarts[index]..<(index + 1 < sentenceStarts.count ? sentenceStarts[index + 1] : count)
    }

    // MARK: Bytes of tokens

    /// Byte `offset` of token `index`, normalised, ASCII lower case.
    @inline(__always)
    package func lower(_ index: Int, _ offset: Int) -> UInt8 { Self.lower(bytes[Int(tokens[index].start) + offset]) }

    /// The single byte of a punctuation token (runs: the repeated byte); 0 for other kinds and outside the stream.
    package func punctuation(_ index: Int) -> UInt8 {
        guard index >= 0, index < count, tokens[index].isPunctuation else { return 0 }
        return bytes[Int(tokens[index].start)]
    }

    /// Whether token `index` is a word that stands in the code, but for its case.
    @inline(__always)
    package func equals(_ index: Int, _ word: LiteralWord) -> Bool {
        let tokens = tokens.span
        // One comparison tells that the index is in the list, for one below zero is a very large number then.
        return UInt(bitPattern: index) < UInt(bitPattern: tokens.count)
            && (unsafe tokens[unchecked: index].hash) == word.hash
    }

    /// Whether token `index` is `word` (ASCII, lower case) but for its case; for words of lists.
    @_disfavoredOverload
    @inline(__always)
    package func equals(_ index: Int, _ word: StaticString) -> Bool {
        // Most words are told apart by their lengths or first letters, for which no call is made.
        guard index >= 0, index < tokens.count, Int(tokens[index].length) == word.utf8CodeUnitCount,
            unsafe word.utf8Start.pointee == Self.lower(bytes[Int(tokens[index].start)])
        else { return false }
        return Self.isSpelled(bytes, Int(tokens[index].start), word)
    }

    /// Whether a word's letters stand at a place, whatever their case.
    @inline(never)
    private static func isSpelled(_ bytes: [UInt8], _ start: Int, _ word: StaticString) -> Bool {
        word.withUTF8Buffer { buffer in
            for offset in buffer.indices where unsafe lower(bytes[start + offset]) != buffer[offset] { return false }
            return true
        }
    }

    /// Whether token `index` is one of the words of a table, whatever its case.
    @inline(__always)
    func equals(_ index: Int, anyOf words: TokenTable) -> Bool {
        index >= 0 && index < tokens.count && words.contains(tokens[index].hash)
    }

    /// Whether a token of more than `length` bytes ends as most adverbs do.
    @inline(__always)
    func endsInLy(_ index: Int, longerThan length: Int) -> Bool { ends(index, in: "l", "y", longerThan: length) }

    /// Whether a token of more than `length` bytes ends as regular past tenses and participles do.
    @inline(__always)
    func endsInEd(_ index: Int, longerThan length: Int) -> Bool { ends(index, in: "e", "d", longerThan: length) }

    /// Whether a token of more than `length` bytes, two at least, ends as gerunds do.
    @inline(__always)
    func endsInIng(_ index: Int, longerThan length: Int) -> Bool {
        ends(index, in: "n", "g", longerThan: length)
            && lower(index, Int(tokens[index].length) - 3) == UInt8(ascii: "i")
    }

    /// Whether a token ends as plurals and verbs of the third person do.
    @inline(__always)
    func endsInS(_ index: Int) -> Bool { lower(index, Int(tokens[index].length) - 1) == UInt8(ascii: "s") }

    /// Whether a token, or its first `length` bytes, ends so.
    ///
    /// - Parameter ending: in lower case (ASCII).
    func ends(_ index: Int, in ending: String, within length: Int? = nil) -> Bool {
        let rest = (length ?? Int(tokens[index].length)) - ending.utf8.count
        guard rest >= 0 else { return false }
        return ending.utf8.enumerated().allSatisfy { place, byte in lower(index, rest + place) == byte }
    }

    @inline(__always)
    private func ends(_ index: Int, in first: Unicode.Scalar, _ last: Unicode.Scalar, longerThan length: Int) -> Bool {
        guard tokens.indices.contains(index) else { return false }
        let own = Int(tokens[index].length)
        return own > length && lower(index, own - 1) == UInt8(ascii: last)
            && lower(index, own - 2) == UInt8(ascii: first)
    }

    /// Normalised bytes of a token range as a string, case kept; for rules off the hot path and for tests.
    package func string(_ range: Range<Int>) -> String {
        guard !range.isEmpty else { return "" }
        let slice = bytes[Int(tokens[range.lowerBound].start)..<tokens[range.upperBound - 1].end]
        return String(decoding: slice, as: UTF8.self)
    }

    /// One token as a string in lower case (ASCII), empty where there is none; off the hot path.
    package func lowerString(_ index: Int) -> String {
        guard tokens.indices.contains(index) else { return "" }
        let token = tokens[index]
        return String(decoding: bytes[Int(token.start)..<token.end].lazy.map(Self.lower), as: UTF8.self)
    }

    /// The value of a number token; nil where the token is none.
    func number(at index: Int) -> Double? { isNumber(at: index) ? Double(lowerString(index)) : nil }

    /// The hash that a token of these bytes has.
    package static func hash(of word: String) -> UInt64? {
        let stream = TokenStream(word)
        return stream.count == 1 ? stream.tokens[0].hash : nil
    }

    @inline(__always)
    static func lower(_ byte: UInt8) -> UInt8 { byte &- 0x41 < 26 ? byte | 0x20 : byte }

    // Words behind one that was found are often asked for at a text's end, where there are none.

    /// Whether there is a word at `index`; false outside the stream, as the questions below.
    @inline(__always)
    func isWord(at index: Int) -> Bool { tokens.indices.contains(index) && tokens[index].isWord }

    @inline(__always)
    func isNumber(at index: Int) -> Bool { tokens.indices.contains(index) && tokens[index].isNumber }

    @inline(__always)
    func isPunctuation(at index: Int) -> Bool { tokens.indices.contains(index) && tokens[index].isPunctuation }

    /// Whether a blank stands before the token; true outside the stream.
    @inline(__always)
    func isSpaced(at index: Int) -> Bool {
        !tokens.indices.contains(index) || tokens[index].flags.contains(.spaceBefore)
    }

    /// The hash of a token; outside the stream 0, which no word has.
    @inline(__always)
    func hash(at index: Int) -> UInt64 { tokens.indices.contains(index) ? tokens[index].hash : 0 }

    mutating func markSentenceStart(_ index: Int) { tokens[index].flags.insert(.sentenceStart) }
}
