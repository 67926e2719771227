/// Turns UTF-8 byte offsets of one text into code points: what every output counts in.
///
/// Keeps the count at every 64th byte, so that a look-up reads at most 63 bytes.
package struct CodePoints: Sendable {
    private let text: [UInt8]
    /// Code points that start before byte `64 * index`; empty for ASCII, where both counts are one.
    private let checkpoints: [Int]

    package init(_ text: [UInt8]) {
        self.text = text
        guard text.contains(where: { $0 >= 0x80 }) else {
            checkpoints = []
            return
        }
        var checkpoints: [Int] = []
        checkpoints.reserveCapacity(text.count / 64 + 1)
        var count = 0
        for (index, byte) in text.enumerated() {
            if index % 64 == 0 { checkpoints.append(count) }
            if byte & 0xC0 != 0x80 { count += 1 }
        }
        if text.count % 64 == 0 { checkpoints.append(count) }
        self.checkpoints = checkpoints
    }

    /// Number of code points before a byte offset, which lies on a character's border.
    package func offset(ofByte byte: Int) -> Int {
        precondition(byte >= 0 && byte <= text.count, "the offset lies in the text")
        guard !checkpoints.isEmpty else { return byte }
        var count = checkpoints[byte / 64]
        for index in (byte / 64 * 64)..<byte where text[index] & 0xC0 != 0x80 { count += 1 }
        return count
    }

    /// Byte offset of the character that so many code points precede; nil past the end.
    package func byte(ofOffset offset: Int) -> Int? {
        guard offset >= 0 else { return nil }
        guard !checkpoints.isEmpty else { return offset <= text.count ? offset : nil }
        // The last checkpoint at or below the offset, by bisection.
        var low = 0
        var high = checkpoints.count - 1
        while low < high {
            let middle = (low + high + 1) / 2
            if checkpoints[middle] <= offset { low = middle } else { high = middle - 1 }
        }
        var byte = low * 64
        var count = checkpoints[low]
        while byte < text.count {
            if text[byte] & 0xC0 != 0x80 {
                if count == offset { return byte }
                count += 1
            }
            byte += 1
        }
        return count == offset ? text.count : nil
    }
}
