/// What a token is made of.
package enum TokenKind: UInt8, Sendable {
    /// Letters, or letters with digits after them (`b12`, `cyp3a4`); any letter outside ASCII that has no ASCII base counts as one.
    case word = 0
    /// Digits with inner `.` or `,`, also with a leading `.`; or one of the signs ½ ¼ ¾.
    case number = 1
    /// One punctuation byte, or a run of the same one (`...`, `--`).
    case punctuation = 2
}

/// Facts about one token, as bits.
package struct TokenFlags: OptionSet, Sendable, Hashable {
    package let rawValue: UInt16

    package init(rawValue: UInt16) { self.rawValue = rawValue }

    // The two lowest bits hold the kind.
    static let kindMask: UInt16 = 0b11

    /// The first letter is a capital.
    package static let capitalised = TokenFlags(rawValue: 1 << 2)
    /// Two letters or more, all capitals.
    package static let allCaps = TokenFlags(rawValue: 1 << 3)
    /// A digit is in it.
    package static let hasDigit = TokenFlags(rawValue: 1 << 4)
    /// A capital after the first byte, and a small letter somewhere (`SAMe`, `effexorXR`).
    package static let innerCapital = TokenFlags(rawValue: 1 << 5)
    /// White space (or the text's start) stands before it; without it the token is glued to the one before.
    package static let spaceBefore = TokenFlags(rawValue: 1 << 6)
    /// A line break stands before it.
    package static let newlineBefore = TokenFlags(rawValue: 1 << 7)
    /// A blank line or a segment's border stands before it. Phrases never cross it.
    package static let paragraphBefore = TokenFlags(rawValue: 1 << 8)
    /// It begins a sentence.
    package static let sentenceStart = TokenFlags(rawValue: 1 << 9)
    /// A byte outside ASCII is left in it after folding (a letter of another script).
    package static let foreign = TokenFlags(rawValue: 1 << 10)
}

/// One token: 16 bytes, so that a document's tokens are one flat array.
package struct Token: Sendable {
    /// Case-folded 64-bit hash of the normalised bytes; equal tokens have equal hashes, the converse is checked on bytes.
    package let hash: UInt64
    /// Offset in the stream's *normalised* bytes; `TokenStream.start(_:)` gives the stored text's offset.
    package let start: UInt32
    /// Normalised length in bytes; longer runs are cut.
    package let length: UInt16
    package var flags: TokenFlags

    /// Offset after the last normalised byte.
    package var end: Int { Int(start) + Int(length) }

    package var kind: TokenKind {
        switch flags.rawValue & TokenFlags.kindMask {
        case 0: .word
        case 1: .number
        default: .punctuation
        }
    }

    package var isWord: Bool { flags.rawValue & TokenFlags.kindMask == 0 }
    package var isNumber: Bool { flags.rawValue & TokenFlags.kindMask == 1 }
    package var isPunctuation: Bool { flags.rawValue & TokenFlags.kindMask == 2 }
}

/// The hash of tokens: eight bytes at a time, ASCII case folded by setting bit 5.
enum TokenHash {
    static let fold: UInt64 = 0x2020_2020_2020_2020
    static let seed: UInt64 = 0x9E37_79B9_7F4A_7C15

    /// Eight bytes with their ASCII capitals made small.
    @inline(__always)
    static func lower(_ word: UInt64) -> UInt64 {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let low = word & (ones &* 0x7F)
        let capitals = (low &+ ones &* (0x80 - 0x41)) & ~(low &+ ones &* (0x80 - 0x5B)) & ~word & (ones &* 0x80)
        return word | capitals &>> 2
    }

    @inline(__always)
    static func mix(_ hash: UInt64, _ word: UInt64) -> UInt64 {
        let product = (hash ^ word) &* 0xD6E8_FEB8_6659_FD93
        return product ^ (product >> 32)
    }

    @inline(__always)
    static func finish(_ hash: UInt64, length: Int) -> UInt64 {
        let product = (hash ^ UInt64(truncatingIfNeeded: length)) &* 0xFF51_AFD7_ED55_8CCD
        return product ^ (product >> 29)
    }

    /// The hash of a pair of neighbours, the key of phrases.
    @inline(__always)
    static func pair(_ first: UInt64, _ second: UInt64) -> UInt64 {
        mix(first &+ 0x9E37_79B9, second)
    }
}
