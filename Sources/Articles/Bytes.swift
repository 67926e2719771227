/// Searching and folding of UTF-8 bytes; everything here looks at ASCII only and copies other bytes as they are.
enum Bytes {
    /// Index of the first occurrence of `needle`, exactly.
    static func find(_ needle: String, in bytes: ArraySlice<UInt8>) -> Int? {
        find(Array(needle.utf8), in: bytes)
    }

    static func find(_ needle: [UInt8], in bytes: ArraySlice<UInt8>) -> Int? {
        guard let first = needle.first, bytes.count >= needle.count else { return nil }
        var index = bytes.startIndex
        let last = bytes.endIndex - needle.count
        while index <= last {
            if bytes[index] == first {
                var offset = 1
                while offset < needle.count, bytes[index + offset] == needle[offset] { offset += 1 }
                if offset == needle.count { return index }
            }
            index += 1
        }
        return nil
    }

    static func lower(_ byte: UInt8) -> UInt8 { byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte }

    static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) }

    static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

    static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7A }

    /// Letters, digits and every byte of a character beyond ASCII.
    static func isWord(_ byte: UInt8) -> Bool { isLetter(byte) || isDigit(byte) || byte >= 0x80 }

    static func lowered(_ bytes: some Sequence<UInt8>) -> [UInt8] { bytes.map(lower) }

    static func string(_ bytes: some Sequence<UInt8>) -> String { String(decoding: Array(bytes), as: UTF8.self) }

    /// Without ASCII white space (and no-break spaces) at both ends.
    static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var low = bytes.startIndex
        var high = bytes.endIndex
        while low < high {
            if isSpace(bytes[low]) {
                low += 1
            } else if bytes[low] == 0xC2, low + 1 < high, bytes[low + 1] == 0xA0 {
                low += 2
            } else {
                break
            }
        }
        while high > low {
            if isSpace(bytes[high - 1]) {
                high -= 1
            } else if bytes[high - 1] == 0xA0, high - 2 >= low, bytes[high - 2] == 0xC2 {
                high -= 2
            } else {
                break
            }
        }
        return bytes[low..<high]
    }

    /// Runs of white space made one blank, ends trimmed.
    static func collapsed(_ bytes: some Sequence<UInt8>) -> [UInt8] {
        var out: [UInt8] = []
        var pending = false
        var previous: UInt8 = 0
        for byte in bytes {
            if isSpace(byte) {
                pending = true
                continue
            }
            if byte == 0xA0, previous == 0xC2 {
                out.removeLast()
                pending = true
                previous = byte
                continue
            }
            if pending, !out.isEmpty { out.append(0x20) }
            pending = false
            out.append(byte)
            previous = byte
        }
        return out
    }

    /// Words of letters and digits: what length and density rules count.
    static func wordCount(_ bytes: ArraySlice<UInt8>) -> Int {
        var count = 0
        var inside = false
        var index = bytes.startIndex
        while index < bytes.endIndex {
            // General punctuation and signs (U+2000 to U+26FF), no-break space and other Latin-1 signs are no letters.
            let mark = markLength(bytes, index)
            if mark > 0 {
                // An apostrophe joins.
                if !(inside && mark == 3 && bytes[index + 2] == 0x99) { inside = false }
                index += mark
                continue
            }
            let word = isWord(bytes[index])
            if word, !inside { count += 1 }
            inside = word
            index += 1
        }
        return count
    }

    /// Length of a punctuation mark or sign beyond ASCII that begins here, 0 where none does.
    static func markLength(_ bytes: ArraySlice<UInt8>, _ index: Int) -> Int {
        if bytes[index] == 0xE2, index + 2 < bytes.endIndex, bytes[index + 1] >= 0x80, bytes[index + 1] <= 0x9B {
            return 3
        }
        if bytes[index] == 0xC2, index + 1 < bytes.endIndex { return 2 }
        return 0
    }
}

extension String {
    /// White space runs made one blank, ends trimmed.
    var collapsed: String { Bytes.string(Bytes.collapsed(utf8)) }

    /// ASCII letters in lower case, the rest as it is.
    var asciiLower: String { Bytes.string(Bytes.lowered(utf8)) }
}
