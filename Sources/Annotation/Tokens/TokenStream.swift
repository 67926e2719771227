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

    /// Longest token in bytes; a longer run (no word of any language) is cut.
    static let maximalTokenLength = 4096

    /// - Parameters:
    ///   - text: UTF-8; malformed bytes count as letters.
    ///   - breaks: ascending byte offsets into `text` where a segment begins or ends.
    package init(text: Span<UInt8>, breaks: [Int] = []) {
        let normalised = TextNormaliser(text: text, breaks: breaks)
        bytes = normalised.bytes
        map = normalised.map
        byteCount = normalised.count
        tokens.reserveCapacity(byteCount / 5 + 16)
        lex(breaks: normalised.breaks)
        sentenceStarts = markSentences()
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

    /// Whether token `index` is `word` (ASCII, lower case) but for its case.
    package func equals(_ index: Int, _ word: StaticString) -> Bool {
        guard index >= 0, index < count, Int(tokens[index].length) == word.utf8CodeUnitCount else { return false }
        let start = Int(tokens[index].start)
        return word.withUTF8Buffer { buffer in
            for offset in buffer.indices where unsafe Self.lower(bytes[start + offset]) != buffer[offset] {
                return false
            }
            return true
        }
    }

    /// Normalised bytes of a token range as a string, case kept; for rules off the hot path and for tests.
    package func string(_ range: Range<Int>) -> String {
        guard !range.isEmpty else { return "" }
        let slice = bytes[Int(tokens[range.lowerBound].start)..<tokens[range.upperBound - 1].end]
        return String(decoding: slice, as: UTF8.self)
    }

    /// One token as a string in lower case (ASCII); off the hot path.
    package func lowerString(_ index: Int) -> String {
        let token = tokens[index]
        return String(decoding: bytes[Int(token.start)..<token.end].lazy.map(Self.lower), as: UTF8.self)
    }

    /// The hash that a token of these bytes has.
    package static func hash(of word: String) -> UInt64? {
        let stream = TokenStream(word)
        return stream.count == 1 ? stream.tokens[0].hash : nil
    }

    @inline(__always)
    static func lower(_ byte: UInt8) -> UInt8 { byte &- 0x41 < 26 ? byte | 0x20 : byte }

    mutating func markSentenceStart(_ index: Int) { tokens[index].flags.insert(.sentenceStart) }
}

// MARK: - Lexing

extension TokenStream {
    private static let classes: [UInt8] = (0...255).map { (byte: Int) -> UInt8 in
        switch byte {
        case 1, 2, 3: Class.fraction
        case 0x0A, 0x0D: Class.newline
        case 0...0x20, 0x7F: Class.space
        case 0x30...0x39: Class.digit
        case 0x41...0x5A, 0x61...0x7A, 0x80...0xFF: Class.letter
        default: Class.punctuation
        }
    }

    private enum Class {
        static let space: UInt8 = 0
        static let newline: UInt8 = 1
        static let letter: UInt8 = 2
        static let digit: UInt8 = 3
        static let fraction: UInt8 = 4
        static let punctuation: UInt8 = 5
    }

    private static let ones: UInt64 = 0x0101_0101_0101_0101
    private static let tops: UInt64 = 0x8080_8080_8080_8080

    /// The top bit of each byte that is a letter, a digit or outside ASCII.
    @inline(__always)
    private static func wordBits(_ word: UInt64) -> UInt64 {
        let low = word & ~tops
        let folded = low | TokenHash.fold
        let letters = (folded &+ ones &* (0x80 - 0x61)) & ~(folded &+ ones &* (0x80 - 0x7B))
        let digits = (low &+ ones &* (0x80 - 0x30)) & ~(low &+ ones &* (0x80 - 0x3A))
        return (letters | digits | word) & tops
    }

    private mutating func lex(breaks: [Int]) {
        let source = bytes
        let span = source.span
        // Loads of eight bytes are checked against the span's bounds; any bytes are a UInt64.
        let raw = unsafe span.bytes
        let classes = Self.classes.span
        let end = byteCount
        var index = 0
        var breakIndex = 0
        var nextBreak = breaks.first ?? Int.max
        var output: [Token] = []
        swap(&output, &tokens)
        // Bits of what stands before the next token.
        var before: UInt16 = TokenFlags.spaceBefore.rawValue | TokenFlags.paragraphBefore.rawValue
        var newlines = 0

        while index < end {
            let byte = span[index]
            let kind = classes[Int(byte)]
            if kind == Class.space {
                before |= TokenFlags.spaceBefore.rawValue
                index += 1
                continue
            }
            if kind == Class.newline {
                // CR LF is one line break.
                if !(byte == 0x0A && index > 0 && span[index - 1] == 0x0D) { newlines += 1 }
                before |= TokenFlags.spaceBefore.rawValue | TokenFlags.newlineBefore.rawValue
                if newlines >= 2 { before |= TokenFlags.paragraphBefore.rawValue }
                index += 1
                continue
            }
            var limit = min(end, index + Self.maximalTokenLength)
            if index >= nextBreak {
                before |= TokenFlags.paragraphBefore.rawValue | TokenFlags.spaceBefore.rawValue
                while breakIndex < breaks.count, breaks[breakIndex] <= index { breakIndex += 1 }
                nextBreak = breakIndex < breaks.count ? breaks[breakIndex] : Int.max
            }
            limit = min(limit, nextBreak)
            newlines = 0
            var flags = before
            before = 0
            let start = index
            var hash = TokenHash.seed

            switch kind {
            case Class.letter:
                var upper = 0
                var lower = 0
                var high: UInt64 = 0
                var digits: UInt64 = 0
                while true {
                    var word = unsafe raw.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self)
                    var length = 8
                    let outside = ~Self.wordBits(word) & Self.tops
                    if outside != 0 { length = outside.trailingZeroBitCount &>> 3 }
                    length = min(length, limit - index)
                    if length == 0 { break }
                    if length < 8 { word &= (1 &<< UInt64(length &* 8)) &- 1 }
                    let bit6 = word &>> 6
                    let bit5 = word &>> 5
                    let ascii = ~(word &>> 7)
                    upper &+= (bit6 & ~bit5 & ascii & Self.ones).nonzeroBitCount
                    lower &+= (bit6 & bit5 & ascii & Self.ones).nonzeroBitCount
                    digits |= ~bit6 & bit5 & ascii & Self.ones
                    high |= word & Self.tops
                    let mask: UInt64 = length < 8 ? (1 &<< UInt64(length &* 8)) &- 1 : ~0
                    hash = TokenHash.mix(hash, (word | TokenHash.fold) & mask)
                    index &+= length
                    if length < 8 { break }
                }
                let capital = byte &- 0x41 < 26
                if capital { flags |= TokenFlags.capitalised.rawValue }
                if upper > 1, lower == 0 { flags |= TokenFlags.allCaps.rawValue }
                if lower > 0, upper > (capital ? 1 : 0) { flags |= TokenFlags.innerCapital.rawValue }
                if digits != 0 { flags |= TokenFlags.hasDigit.rawValue }
                if high != 0 { flags |= TokenFlags.foreign.rawValue }
            case Class.digit:
                index = Self.numberEnd(span, from: index, limit: limit)
                hash = Self.bytesHash(span, start..<index)
                flags |= TokenFlags.hasDigit.rawValue | UInt16(TokenKind.number.rawValue)
            case Class.fraction:
                index += 1
                hash = TokenHash.mix(hash, UInt64(byte))
                flags |= TokenFlags.hasDigit.rawValue | UInt16(TokenKind.number.rawValue)
            default:
                // ".5" is a number, also when a word is glued to its front; "1..5" and "..5" are not.
                if byte == UInt8(ascii: "."), index + 1 < limit, classes[Int(span[index + 1])] == Class.digit,
                    index == 0 || (span[index - 1] != UInt8(ascii: ".") && classes[Int(span[index - 1])] != Class.digit)
                {
                    index = Self.numberEnd(span, from: index + 1, limit: limit)
                    hash = Self.bytesHash(span, start..<index)
                    flags |= TokenFlags.hasDigit.rawValue | UInt16(TokenKind.number.rawValue)
                } else {
                    repeat { index += 1 } while index < limit && span[index] == byte
                    hash = TokenHash.mix(hash, UInt64(byte))
                    flags |= UInt16(TokenKind.punctuation.rawValue)
                }
            }
            output.append(
                Token(
                    hash: TokenHash.finish(hash, length: index &- start), start: UInt32(truncatingIfNeeded: start),
                    length: UInt16(truncatingIfNeeded: index &- start), flags: TokenFlags(rawValue: flags)))
        }
        swap(&output, &tokens)
    }

    /// The end of digits with single inner `.` or `,`.
    private static func numberEnd(_ span: Span<UInt8>, from start: Int, limit: Int) -> Int {
        var index = start
        while index < limit {
            let byte = span[index]
            if byte &- 0x30 < 10 {
                index += 1
            } else if byte == 0x2E || byte == 0x2C, index > start, index + 1 < limit, span[index + 1] &- 0x30 < 10 {
                index += 1
            } else {
                break
            }
        }
        return index
    }

    private static func bytesHash(_ span: Span<UInt8>, _ range: Range<Int>) -> UInt64 {
        var hash = TokenHash.seed
        var word: UInt64 = 0
        var filled = 0
        for index in range {
            word |= UInt64(span[index]) &<< UInt64(filled &* 8)
            filled += 1
            if filled == 8 {
                hash = TokenHash.mix(hash, word)
                word = 0
                filled = 0
            }
        }
        return filled > 0 ? TokenHash.mix(hash, word) : hash
    }
}
