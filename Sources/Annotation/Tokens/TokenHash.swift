/// The hash of tokens: sixteen bytes at a time, ASCII case folded by setting bit 5.
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

    /// The hash of a token of at most sixteen folded bytes, zeros where there are fewer: both halves of one product of 128 bits, so that high
    /// and low bits depend on every byte.
    @inline(__always)
    static func of(_ first: UInt64, _ second: UInt64, length: Int) -> UInt64 {
        let product = (first ^ 0xD6E8_FEB8_6659_FD93).multipliedFullWidth(
            by: second ^ 0xA076_1D64_78BD_642F ^ UInt64(truncatingIfNeeded: length))
        return product.high ^ product.low
    }

    /// The folded bytes of a token of any length, eight at a time; its hash is that of `of` where there are sixteen at most.
    struct Words {
        private var first: UInt64 = 0
        private var second: UInt64 = 0
        private var rest: UInt64 = 0
        private var count = 0

        init() {}

        init(_ word: UInt64) { add(word) }

        mutating func add(_ word: UInt64) {
            switch count {
            case 0: first = word
            case 1: second = word
            default: rest = TokenHash.mix(rest, word)
            }
            count += 1
        }

        func hash(length: Int) -> UInt64 { TokenHash.of(first ^ rest, second, length: length) }
    }

    /// The hash of a pair of neighbours, the key of phrases.
    @inline(__always)
    static func pair(_ first: UInt64, _ second: UInt64) -> UInt64 {
        mix(first &+ 0x9E37_79B9, second)
    }
}
