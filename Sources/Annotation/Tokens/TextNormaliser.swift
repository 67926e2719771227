/// Makes the bytes that tokens are cut from: the text with its non-ASCII characters brought to the ASCII the lexicon is written in.
///
/// Case is kept (flags need it; hashing folds it). Letters with marks lose the marks, curly quotes and odd spaces and hyphens become plain
/// ones, µ and μ become `u`, other Greek letters their names (`β-blocker` is `beta-blocker`), ½ ¼ ¾ the bytes 1 2 3, soft hyphens
/// and zero-width characters vanish, symbols become `*`. Letters of other scripts stay as they are.
struct TextNormaliser {
    /// Zero bytes after the text, so that 64 bytes can always be read at once, and eight or sixteen at the beginning of any token.
    static let padding = 80

    /// The normalised bytes with `padding` zeros after them.
    private(set) var bytes: [UInt8] = []
    private(set) var map = OffsetMap()
    /// `breaks`, in normalised offsets, in the same order.
    private(set) var breaks: [Int] = []
    /// Bytes of normalised text.
    var count: Int { bytes.count - Self.padding }

    init(text: Span<UInt8>, breaks: [Int]) {
        var high: UInt8 = 0
        for index in text.indices {
            // Bytes below 9 wrap round to a set top bit: they would be read as fractions.
            high |= text[index] | (text[index] &- 9)
        }
        bytes.reserveCapacity(text.count + Self.padding)
        if high & 0x80 == 0 {
            // One copy of memory; the closure sees exactly the span's bytes.
            unsafe text.withUnsafeBufferPointer { unsafe bytes.append(contentsOf: $0) }
            self.breaks = breaks
        } else {
            fold(text, breaks)
        }
        bytes.append(contentsOf: repeatElement(0, count: Self.padding))
    }

    private static let tops: UInt64 = 0x8080_8080_8080_8080

    /// The top bit of each byte outside ASCII or below 9.
    @inline(__always)
    private static func special(_ word: UInt64) -> UInt64 {
        (word | ~((word & ~tops) &+ 0x7777_7777_7777_7777)) & tops
    }

    /// The end of the run of plain bytes that begins at `index`.
    private static func runEnd(_ text: Span<UInt8>, from start: Int, limit: Int) -> Int {
        var index = start
        // Loads of eight bytes are checked against the span's bounds; any bytes are a UInt64.
        let raw = unsafe text.bytes
        while index + 8 <= limit {
            let found = special(unsafe raw.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self))
            if found != 0 { return index + (found.trailingZeroBitCount >> 3) }
            index += 8
        }
        while index < limit, text[index] < 0x80, text[index] >= 9 { index += 1 }
        return index
    }

    private mutating func fold(_ text: Span<UInt8>, _ textBreaks: [Int]) {
        var index = 0
        var nextBreak = 0
        var inRun = false
        while index < text.count {
            while nextBreak < textBreaks.count, textBreaks[nextBreak] <= index {
                breaks.append(bytes.count)
                nextBreak += 1
            }
            let byte = text[index]
            if byte < 0x80 {
                if !inRun {
                    map.addRun(normalised: bytes.count, text: index)
                    inRun = true
                }
                if byte < 9 {
                    bytes.append(0x20)
                    index += 1
                    continue
                }
                let limit = nextBreak < textBreaks.count ? min(textBreaks[nextBreak], text.count) : text.count
                let end = Self.runEnd(text, from: index, limit: limit)
                // One copy of memory; the closure sees exactly the run's bytes.
                unsafe text.extracting(index..<end).withUnsafeBufferPointer { unsafe bytes.append(contentsOf: $0) }
                index = end
                continue
            }
            let (scalar, width) = Self.decode(text, index)
            let before = bytes.count
            switch Self.action(scalar) {
            case .keep:
                if !inRun {
                    map.addRun(normalised: before, text: index)
                    inRun = true
                }
                for offset in 0..<width { bytes.append(text[index + offset]) }
            case .drop:
                inRun = false
            case .replace(let replacement):
                for unit in replacement.utf8 { bytes.append(unit) }
                map.addCharacter(normalised: before, text: index, width: width)
                inRun = false
            case .byte(let replacement):
                bytes.append(replacement)
                map.addCharacter(normalised: before, text: index, width: width)
                inRun = false
            }
            index += width
        }
        while nextBreak < textBreaks.count {
            breaks.append(bytes.count)
            nextBreak += 1
        }
    }

    private enum Action {
        case keep
        case drop
        case replace(String)
        case byte(UInt8)
    }

    /// Bases of U+00C0 … U+017F, one byte each; `?` where two letters are needed.
    private static let latinBases = Array(
        ("AAAAAA?CEEEEIIIIDNOOOOOxOUUUUY??aaaaaa?ceeeeiiiidnooooo/ouuuuy?yAaAaAaCcCcCcCcDdDdEeEeEeEeEeGgGgGgGg"
            + "HhHhIiIiIiIiIiIiJjKkkLlLlLlLlLlNnNnNnnNnOoOoOo??RrRrRrSsSsSsSsTtTtTtUuUuUuUuUuUuWwYyYZzZzZzs").utf8)

    private static func action(_ scalar: UInt32) -> Action {
        switch scalar {
        case 0xA0, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000: .byte(0x20)
        case 0xAD, 0x200B...0x200F, 0x2060...0x2064, 0x202A...0x202E, 0xFEFF, 0x300...0x36F, 0xFE00...0xFE0F: .drop
        case 0xAE, 0x2122, 0x2120: .drop
        case 0xB5, 0x3BC: .byte(UInt8(ascii: "u"))
        case 0xBD: .byte(1)
        case 0xBC: .byte(2)
        case 0xBE: .byte(3)
        case 0xB2, 0xB3: .byte(UInt8(truncatingIfNeeded: scalar) &- 0xB2 &+ 0x32)
        case 0xB9: .byte(0x31)
        case 0x2070...0x2079 where scalar != 0x2071: .byte(UInt8(scalar &- 0x2070) &+ 0x30)
        case 0x2080...0x2089: .byte(UInt8(scalar &- 0x2080) &+ 0x30)
        case 0xB4, 0x2018, 0x2019, 0x201A, 0x201B, 0x2032, 0x2BC, 0x2B9: .byte(UInt8(ascii: "'"))
        case 0xAB, 0xBB, 0x201C...0x201F, 0x2033: .byte(UInt8(ascii: "\""))
        case 0x2010...0x2013, 0x2212, 0x2043: .byte(UInt8(ascii: "-"))
        case 0x2014, 0x2015: .replace("--")
        case 0x2026: .replace("...")
        case 0x2044: .byte(UInt8(ascii: "/"))
        case 0x2192: .replace("->")
        case 0x2264: .byte(UInt8(ascii: "<"))
        case 0x2265: .byte(UInt8(ascii: ">"))
        case 0xDF: .replace("ss")
        case 0xC6: .replace("Ae")
        case 0xE6: .replace("ae")
        case 0x152: .replace("Oe")
        case 0x153: .replace("oe")
        case 0xDE: .replace("Th")
        case 0xFE: .replace("th")
        case 0xC0...0x17F: .byte(latinBases[Int(scalar) - 0xC0])
        case 0x391, 0x3B1: .replace("alpha")
        case 0x392, 0x3B2: .replace("beta")
        case 0x393, 0x3B3: .replace("gamma")
        case 0x394, 0x3B4: .replace("delta")
        case 0x3B5: .replace("epsilon")
        case 0x3BA: .replace("kappa")
        case 0x3C9: .replace("omega")
        case 0xFB01: .replace("fi")
        case 0xFB02: .replace("fl")
        case 0xFF01...0xFF5E: .byte(UInt8(scalar &- 0xFF01) &+ 0x21)
        case 0x80...0xBF, 0x2000...0x2BFF, 0x3001...0x303F, 0xE000...0xF8FF, 0x1F000...0x1FAFF: .byte(UInt8(ascii: "*"))
        default: .keep
        }
    }

    /// The scalar at `index` and its length; a byte that begins no well-formed sequence is a letter of its own.
    private static func decode(_ text: Span<UInt8>, _ index: Int) -> (UInt32, Int) {
        let lead = text[index]
        let width = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC2 ? 2 : 1
        guard width > 1, lead <= 0xF4, index + width <= text.count else { return (0x10FFFF, 1) }
        var scalar = UInt32(lead) & (width == 2 ? 0x1F : width == 3 ? 0x0F : 0x07)
        for offset in 1..<width {
            let unit = text[index + offset]
            guard unit & 0xC0 == 0x80 else { return (0x10FFFF, 1) }
            scalar = scalar << 6 | UInt32(unit & 0x3F)
        }
        return (scalar, width)
    }
}
