/// All the rules of tokens, a byte or eight at a time: numbers, runs of a mark, long words, breaks.
extension Lexer {
    /// Reads what stands between `start` and `stop`, or from the end of the last token on when that is a number that went past `start`.
    /// - Parameters:
    ///   - last: end of the last token.
    ///   - bytes: the text, with the zeros behind it.
    ///   - tokens: where token `capacity - 1` is the last there is room for.
    ///   - filled: tokens that are there.
    /// - Returns: the end of the last token, and how many there are; when there was no room for all, the rest can be read in another call.
    @inline(never)
    mutating func readSlowly(
        _ start: Int, _ stop: Int, _ last: Int, _ bytes: UnsafeRawPointer, _ tokens: UnsafeMutablePointer<Token>,
        _ filled: Int, capacity: Int
    ) -> (index: Int, count: Int) {
        let span = unsafe Span(
            _unsafeStart: bytes.assumingMemoryBound(to: UInt8.self), count: end + TextNormaliser.padding)
        var (index, count) = (last, filled)
        var at = max(start, last)
        var flags = unsafe at == start ? Self.gap(last..<start, bytes) : 0
        while at < stop, count < capacity {
            let byte = span[at]
            let kind = Self.classes[Int(byte)]
            // Left to the gap before the next token.
            if kind <= Class.newline { break }
            if at >= nextBreak { flags |= passBreak(at) }
            let limit = min(min(end, at &+ TokenStream.maximalTokenLength), nextBreak)
            let read =
                kind == Class.letter ? Self.word(span, byte, at, limit) : Self.other(span, byte, kind, at, limit)
            let length = read.end &- at
            unsafe (tokens + count).initialize(
                to: Token(
                    hash: read.words.hash(length: length), start: UInt32(truncatingIfNeeded: at),
                    length: UInt16(truncatingIfNeeded: length), flags: TokenFlags(rawValue: flags | read.flags)))
            count &+= 1
            at = read.end
            index = at
            flags = 0
        }
        return (index, count)
    }

    private mutating func passBreak(_ index: Int) -> UInt16 {
        while breakIndex < breaks.count, breaks[breakIndex] <= index { breakIndex += 1 }
        nextBreak = breakIndex < breaks.count ? breaks[breakIndex] : Int.max
        return TokenFlags.paragraphBefore.rawValue | TokenFlags.spaceBefore.rawValue
    }

    private typealias Reading = (end: Int, words: TokenHash.Words, flags: UInt16)

    private static let tops: UInt64 = 0x8080_8080_8080_8080

    /// The top bit of each byte that is a letter, a digit or outside ASCII.
    @inline(__always)
    private static func wordBits(_ word: UInt64) -> UInt64 {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let low = word & ~tops
        let folded = low | TokenHash.fold
        let letters = (folded &+ ones &* (0x80 - 0x61)) & ~(folded &+ ones &* (0x80 - 0x7B))
        let digits = (low &+ ones &* (0x80 - 0x30)) & ~(low &+ ones &* (0x80 - 0x3A))
        return (letters | digits | word) & tops
    }

    /// A run of letters, digits and bytes outside ASCII that begins with no digit.
    private static func word(_ span: Span<UInt8>, _ byte: UInt8, _ start: Int, _ limit: Int) -> Reading {
        // Loads of eight bytes are checked against the span's bounds; any bytes are a UInt64.
        let raw = unsafe span.bytes
        var spelling = Spelling()
        var words = TokenHash.Words()
        var index = start
        while true {
            var word = unsafe raw.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self)
            let outside = ~wordBits(word) & tops
            var length = outside == 0 ? 8 : outside.trailingZeroBitCount &>> 3
            if index &+ length > limit { length = limit &- index }
            if length == 0 { break }
            let mask: UInt64 = length == 8 ? ~0 : (1 &<< UInt64(length &* 8)) &- 1
            word &= mask
            spelling.add(word, isFirst: index == start)
            words.add((word | TokenHash.fold) & mask)
            index &+= length
            if length < 8 { break }
        }
        return (index, words, spelling.flags(lead: byte))
    }

    /// A number, a fraction sign or punctuation.
    private static func other(
        _ span: Span<UInt8>, _ byte: UInt8, _ kind: UInt8, _ start: Int, _ limit: Int
    ) -> Reading {
        let number = TokenFlags.hasDigit.rawValue | UInt16(TokenKind.number.rawValue)
        let end: Int
        switch kind {
        case Class.digit: end = numberEnd(span, from: start, limit: limit)
        case Class.fraction: return (start + 1, TokenHash.Words(UInt64(byte)), number)
        default:
            // ".5" is a number, also when a word is glued to its front; "1..5" and "..5" are not.
            guard byte == UInt8(ascii: "."), start + 1 < limit, span[start + 1] &- 0x30 < 10,
                start == 0 || span[start - 1] != UInt8(ascii: ".") && span[start - 1] &- 0x30 >= 10
            else {
                var end = start + 1
                while end < limit, span[end] == byte { end += 1 }
                return (end, TokenHash.Words(UInt64(byte)), markFlags(byte))
            }
            end = numberEnd(span, from: start + 1, limit: limit)
        }
        return (end, words(span, start..<end), number)
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

    private static func words(_ span: Span<UInt8>, _ range: Range<Int>) -> TokenHash.Words {
        // The loads are checked against the span's bounds; any bytes are a UInt64.
        let raw = unsafe span.bytes
        var words = TokenHash.Words()
        var index = range.lowerBound
        while index < range.upperBound {
            let length = min(8, range.upperBound &- index)
            let mask: UInt64 = length == 8 ? ~0 : (1 &<< UInt64(length &* 8)) &- 1
            words.add(unsafe raw.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self) & mask)
            index &+= 8
        }
        return words
    }
}
