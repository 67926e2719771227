/// What the bytes of a word say of its case and contents.
struct Spelling {
    // One bit a byte: capitals after the first byte, whether there are two of them, small letters, digits, bytes outside ASCII.
    private var inner: UInt64 = 0
    private var hasTwo = false
    private var small: UInt64 = 0
    private var digits: UInt64 = 0
    private var high: UInt64 = 0

    private static let ones: UInt64 = 0x0101_0101_0101_0101

    /// Adds eight bytes of letters, digits and bytes outside ASCII, zeros where there are fewer.
    /// - Parameter isFirst: whether they begin the word.
    @inline(__always)
    mutating func add(_ word: UInt64, isFirst: Bool) {
        let bit6 = word &>> 6
        let bit5 = word &>> 5
        let ascii = ~(word &>> 7) & Self.ones
        let capitals = bit6 & ~bit5 & ascii & (isFirst ? ~0xFF : ~0)
        if capitals & (capitals &- 1) != 0 || capitals != 0 && inner != 0 { hasTwo = true }
        inner |= capitals
        small |= bit6 & bit5 & ascii
        digits |= ~bit6 & bit5 & ascii
        high |= word & (Self.ones &<< 7)
    }

    /// The bits of a word of at most sixteen bytes.
    @inline(never)
    static func flags(_ first: UInt64, _ second: UInt64) -> UInt16 {
        var spelling = Spelling()
        spelling.add(first, isFirst: true)
        spelling.add(second, isFirst: false)
        return spelling.flags(lead: UInt8(truncatingIfNeeded: first))
    }

    func flags(lead: UInt8) -> UInt16 {
        var flags: UInt16 = 0
        if lead &- 0x41 < 26 {
            flags |= TokenFlags.capitalised.rawValue
            if inner != 0 {
                flags |= small == 0 ? TokenFlags.allCaps.rawValue : TokenFlags.innerCapital.rawValue
            }
        } else if inner != 0 {
            if small != 0 {
                flags |= TokenFlags.innerCapital.rawValue
            } else if hasTwo {
                flags |= TokenFlags.allCaps.rawValue
            }
        }
        if digits != 0 { flags |= TokenFlags.hasDigit.rawValue }
        if high != 0 { flags |= TokenFlags.foreign.rawValue }
        return flags
    }
}
