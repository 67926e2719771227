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
    /// A mark that may end a sentence, or close what ended it (`.`, `?`, `)`).
    static let maySentenceEnd = TokenFlags(rawValue: 1 << 11)
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
