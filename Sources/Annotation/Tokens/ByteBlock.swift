/// What 64 bytes are, one bit a byte, lowest bit first.
///
/// Sixteen bytes are classed at a time by sums whose carry is the top bit of each byte: it is set where the byte is at least so large. Of two such
/// sums the one is set wherever the other is, so that their difference is the range between.
struct ByteBlock {
    /// Letters, digits and bytes outside ASCII.
    var words: UInt64
    /// White space: bytes from 9 to 0x20.
    var blanks: UInt64
    /// Whether there is white space other than 0x20 among them.
    let hasControls: Bool

    /// - Parameter bytes: 64 bytes can be read there.
    @inline(never)
    init(at bytes: UnsafeRawPointer) {
        // After the loop bit 8j + i of a lane belongs to byte j of every second word, beginning with the lane's own.
        var words = SIMD2<UInt64>()
        var blanks = SIMD2<UInt64>()
        var controls = SIMD2<UInt64>()
        let two = SIMD2<UInt64>(repeating: 2)
        for pair in 0..<4 {
            let bytes = unsafe bytes.loadUnaligned(fromByteOffset: pair &* 16, as: SIMD2<UInt64>.self)
            let low = bytes & Self.all(0x7F)
            let folded = low | Self.all(0x20)
            let letters = (folded &+ Self.all(0x80 - 0x61)) ^ (folded &+ Self.all(0x80 - 0x7B))
            let digits = (low &+ Self.all(0x80 - 0x30)) ^ (low &+ Self.all(0x80 - 0x3A))
            let tab = low &+ Self.all(0x80 - 9)
            words = (words &>> two) | ((letters ^ digits | bytes) & Self.all(0x80))
            blanks = (blanks &>> two) | ((tab ^ (low &+ Self.all(0x80 - 0x21))) & Self.all(0x80))
            controls |= (tab ^ (low &+ Self.all(0x80 - 0x20))) & (bytes ^ Self.all(0x80))
        }
        let bits = Self.transposed(SIMD2(words[0] &>> 1 | words[1], blanks[0] &>> 1 | blanks[1]))
        self.words = bits[0]
        // Bytes outside ASCII look like those without their top bit.
        self.blanks = bits[1] & ~bits[0]
        hasControls = (controls[0] | controls[1]) & 0x8080_8080_8080_8080 != 0
    }

    /// Sixteen times the same byte.
    @inline(__always)
    private static func all(_ byte: UInt64) -> SIMD2<UInt64> {
        SIMD2(repeating: 0x0101_0101_0101_0101 &* byte)
    }

    /// Bit 8i + j for bit 8j + i.
    @inline(__always)
    private static func transposed(_ bits: SIMD2<UInt64>) -> SIMD2<UInt64> {
        func both(_ value: UInt64) -> SIMD2<UInt64> { SIMD2(repeating: value) }
        var bits = bits
        var moved = (bits ^ (bits &>> both(7))) & both(0x00AA_00AA_00AA_00AA)
        bits ^= moved ^ (moved &<< both(7))
        moved = (bits ^ (bits &>> both(14))) & both(0x0000_CCCC_0000_CCCC)
        bits ^= moved ^ (moved &<< both(14))
        moved = (bits ^ (bits &>> both(28))) & both(0x0000_0000_F0F0_F0F0)
        return bits ^ moved ^ (moved &<< both(28))
    }
}
