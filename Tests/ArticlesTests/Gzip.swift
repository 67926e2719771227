/// Gzip made by hand, for tests that need what no compressor would write.
enum Gzip {
    /// One member with `head` as it is, then one byte that many times by copies of 258: some 160 to 1.
    static func member(_ head: [UInt8], then byte: UInt8? = nil, times: Int = 0) -> [UInt8] {
        var writer = BitWriter()
        var rest = head[...]
        repeat {
            let part = rest.prefix(65_535)
            rest = rest.dropFirst(part.count)
            writer.put(rest.isEmpty && byte == nil ? 1 : 0, 3)  // a stored block
            writer.align()
            for value in [UInt16(part.count), ~UInt16(part.count)] {
                writer.bytes += [UInt8(truncatingIfNeeded: value), UInt8(value >> 8)]
            }
            writer.bytes += part
        } while !rest.isEmpty
        if let byte {
            writer.put(0b011, 3)  // the last block, with the fixed codes
            writer.put(
                reversed(UInt32(byte < 144 ? 0x30 + UInt32(byte) : 0x190 + UInt32(byte) - 144), byte < 144 ? 8 : 9),
                byte < 144 ? 8 : 9)
            for _ in 0..<(times / 258) {
                writer.put(reversed(0b1100_0101, 8), 8)  // a copy of 258 bytes
                writer.put(0, 5)  // from one byte back
            }
            writer.put(0, 7)
            writer.align()
        }
        var checksum = Checksum()
        checksum.take(head)
        if let byte { checksum.take([UInt8](repeating: byte, count: 1 + times / 258 * 258)) }
        let size = UInt32(truncatingIfNeeded: head.count + (byte == nil ? 0 : 1 + times / 258 * 258))
        let tail = [checksum.value, size].flatMap { word in (0..<4).map { UInt8(truncatingIfNeeded: word >> (8 * $0)) }
        }
        return [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3] + writer.bytes + tail
    }

    private static func reversed(_ value: UInt32, _ length: UInt32) -> UInt32 {
        (0..<length).reduce(0) { $0 | ((value >> $1) & 1) << (length - 1 - $1) }
    }

    private struct BitWriter {
        var bytes: [UInt8] = []
        private var held: UInt32 = 0
        private var count: UInt32 = 0

        mutating func put(_ value: UInt32, _ length: UInt32) {
            held |= value << count
            count += length
            while count >= 8 {
                bytes.append(UInt8(truncatingIfNeeded: held))
                held >>= 8
                count -= 8
            }
        }

        mutating func align() { if count > 0 { put(0, 8 - count) } }
    }

    /// CRC-32 as gzip has it.
    private struct Checksum {
        private static let table: [UInt32] = (0..<256).map { index in
            (0..<8).reduce(UInt32(index)) { value, _ in value & 1 == 1 ? 0xEDB8_8320 ^ value >> 1 : value >> 1 }
        }
        private var state: UInt32 = 0xFFFF_FFFF
        var value: UInt32 { ~state }

        mutating func take(_ bytes: [UInt8]) {
            for byte in bytes { state = Self.table[Int(UInt8(truncatingIfNeeded: state) ^ byte)] ^ state >> 8 }
        }
    }
}
