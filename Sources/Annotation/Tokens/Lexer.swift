/// Cuts normalised bytes into tokens, as many at a time as there is room for.
///
/// The bytes must be followed by eight zeros: words are read eight bytes at a time, and their case, digits and borders come from
/// arithmetic on the whole eight, without a branch a byte.
struct Lexer {
    private let end: Int
    private let breaks: [Int]
    private var index = 0
    private var breakIndex = 0
    private var nextBreak: Int
    /// Bits of what stands before the next token.
    private var before: UInt16 = TokenFlags.spaceBefore.rawValue | TokenFlags.paragraphBefore.rawValue
    private var newlines = 0

    var isAtEnd: Bool { index >= end }

    /// - Parameters:
    ///   - end: bytes of text, without the zeros.
    ///   - breaks: ascending offsets that no token crosses.
    init(end: Int, breaks: [Int]) {
        self.end = end
        self.breaks = breaks
        nextBreak = breaks.first ?? Int.max
    }

    private enum Class {
        static let space: UInt8 = 0
        static let newline: UInt8 = 1
        static let letter: UInt8 = 2
        static let digit: UInt8 = 3
        static let fraction: UInt8 = 4
        static let punctuation: UInt8 = 5
    }

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

    /// Appends tokens until the text ends or `output` is full.
    mutating func run(_ span: Span<UInt8>, into output: inout OutputSpan<Token>) {
        let classes = Self.classes.span
        // In registers: what is a member of `self` is written back at every call.
        var (index, before) = (index, before)
        while index < end, !output.isFull {
            let byte = span[index]
            let kind = classes[Int(byte)]
            if kind <= Class.newline {
                before |= readSpace(span, byte, kind, index)
                index &+= 1
                continue
            }
            if index >= nextBreak { before |= passBreak(index) }
            let limit = min(min(end, index &+ TokenStream.maximalTokenLength), nextBreak)
            newlines = 0
            var flags = before
            before = 0
            let start = index
            var hash = TokenHash.seed
            if kind == Class.letter {
                Self.readWord(span, byte, limit, &index, &hash, &flags)
            } else {
                let other = Self.other(span, byte, kind, index, limit)
                index = other.end
                hash = other.hash
                flags |= other.flags
            }
            output.append(
                Token(
                    hash: TokenHash.finish(hash, length: index &- start), start: UInt32(truncatingIfNeeded: start),
                    length: UInt16(truncatingIfNeeded: index &- start), flags: TokenFlags(rawValue: flags)))
            // One blank between words is the rule.
            if index < end, span[index] == 0x20 {
                before = TokenFlags.spaceBefore.rawValue
                index &+= 1
            }
        }
        (self.index, self.before) = (index, before)
    }

    /// What a byte of white space says of the token after it.
    private mutating func readSpace(_ span: Span<UInt8>, _ byte: UInt8, _ kind: UInt8, _ index: Int) -> UInt16 {
        var before = TokenFlags.spaceBefore.rawValue
        if kind == Class.newline {
            // CR LF is one line break.
            if !(byte == 0x0A && index > 0 && span[index &- 1] == 0x0D) { newlines &+= 1 }
            before |= TokenFlags.newlineBefore.rawValue
            if newlines >= 2 { before |= TokenFlags.paragraphBefore.rawValue }
        }
        return before
    }

    private mutating func passBreak(_ index: Int) -> UInt16 {
        while breakIndex < breaks.count, breaks[breakIndex] <= index { breakIndex += 1 }
        nextBreak = breakIndex < breaks.count ? breaks[breakIndex] : Int.max
        return TokenFlags.paragraphBefore.rawValue | TokenFlags.spaceBefore.rawValue
    }

    /// A run of letters, digits and bytes outside ASCII that begins with no digit.
    @inline(__always)
    private static func readWord(
        _ span: Span<UInt8>, _ byte: UInt8, _ limit: Int, _ index: inout Int, _ hash: inout UInt64,
        _ flags: inout UInt16
    ) {
        // Loads of eight bytes are checked against the span's bounds; any bytes are a UInt64.
        let raw = unsafe span.bytes
        // One bit a byte: capitals after the first byte, whether there are two of them, small letters, digits, bytes outside ASCII.
        var inner: UInt64 = 0
        var many = false
        var small: UInt64 = 0
        var digits: UInt64 = 0
        var high: UInt64 = 0
        var skipped: UInt64 = 0xFF
        while true {
            var word = unsafe raw.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self)
            let outside = ~Self.wordBits(word) & Self.tops
            var length = outside == 0 ? 8 : outside.trailingZeroBitCount &>> 3
            if index &+ length > limit { length = limit &- index }
            if length == 0 { break }
            let mask: UInt64 = length == 8 ? ~0 : (1 &<< UInt64(length &* 8)) &- 1
            word &= mask
            let bit6 = word &>> 6
            let bit5 = word &>> 5
            let ascii = ~(word &>> 7) & Self.ones
            let capitals = bit6 & ~bit5 & ascii & ~skipped
            if capitals & (capitals &- 1) != 0 || capitals != 0 && inner != 0 { many = true }
            inner |= capitals
            small |= bit6 & bit5 & ascii
            digits |= ~bit6 & bit5 & ascii
            high |= word & Self.tops
            skipped = 0
            hash = TokenHash.mix(hash, (word | TokenHash.fold) & mask)
            index &+= length
            if length < 8 { break }
        }
        if byte &- 0x41 < 26 {
            flags |= TokenFlags.capitalised.rawValue
            if inner != 0 {
                flags |= small == 0 ? TokenFlags.allCaps.rawValue : TokenFlags.innerCapital.rawValue
            }
        } else if inner != 0 {
            if small != 0 {
                flags |= TokenFlags.innerCapital.rawValue
            } else if many {
                flags |= TokenFlags.allCaps.rawValue
            }
        }
        if digits != 0 { flags |= TokenFlags.hasDigit.rawValue }
        if high != 0 { flags |= TokenFlags.foreign.rawValue }
    }

    /// A number, a fraction sign or punctuation.
    private static func other(_ span: Span<UInt8>, _ byte: UInt8, _ kind: UInt8, _ start: Int, _ limit: Int) -> (
        end: Int, hash: UInt64, flags: UInt16
    ) {
        let end: Int
        switch kind {
        case Class.digit: end = numberEnd(span, from: start, limit: limit)
        case Class.fraction:
            return (
                start + 1, TokenHash.mix(TokenHash.seed, UInt64(byte)),
                TokenFlags.hasDigit.rawValue | UInt16(TokenKind.number.rawValue)
            )
        default:
            // ".5" is a number, also when a word is glued to its front; "1..5" and "..5" are not.
            guard byte == UInt8(ascii: "."), start + 1 < limit, span[start + 1] &- 0x30 < 10,
                start == 0 || span[start - 1] != UInt8(ascii: ".") && span[start - 1] &- 0x30 >= 10
            else {
                var end = start + 1
                while end < limit, span[end] == byte { end += 1 }
                return (end, TokenHash.mix(TokenHash.seed, UInt64(byte)), UInt16(TokenKind.punctuation.rawValue))
            }
            end = numberEnd(span, from: start + 1, limit: limit)
        }
        return (
            end, bytesHash(span, start..<end), TokenFlags.hasDigit.rawValue | UInt16(TokenKind.number.rawValue)
        )
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
