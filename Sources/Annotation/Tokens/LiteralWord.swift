/// A word that stands in the code, as the hash that its token has.
///
/// Made where it is compiled: all that is done to a literal's bytes is folded into one number, so that asking whether a token is the word is
/// one comparison. Code that asks for hundreds of words is small that way, and what does not fit the processor's nearest memory waits.
package struct LiteralWord: ExpressibleByStringLiteral, Sendable {
    package let hash: UInt64

    /// - Parameter word: one token in lower case, of 24 bytes at most; no run of a mark, which is hashed as one.
    @inline(__always)
    package init(stringLiteral word: StaticString) {
        let count = word.utf8CodeUnitCount
        // As the lexer has it, what begins with a letter is folded.
        let fold = unsafe word.utf8Start.pointee >= UInt8(ascii: "a") ? TokenHash.fold : 0
        var first = Self.eight(word, from: 0, fold)
        if count > 16 { first ^= TokenHash.mix(0, Self.eight(word, from: 16, fold)) }
        hash = TokenHash.of(first, Self.eight(word, from: 8, fold), length: count)
    }

    /// Eight bytes of the literal, zeros behind its end.
    @inline(__always)
    private static func eight(_ word: StaticString, from start: Int, _ fold: UInt64) -> UInt64 {
        var bytes: UInt64 = 0
        // In bounds: offsets end at the literal's own count.
        for offset in start..<max(start, min(word.utf8CodeUnitCount, start &+ 8)) {
            let byte = unsafe UInt64(truncatingIfNeeded: word.utf8Start[offset]) | fold & 0xFF
            bytes |= byte &<< UInt64(truncatingIfNeeded: (offset &- start) &* 8)
        }
        return bytes
    }
}
