import Events

/// Cuts text into words for fingerprints: letters and digits, ASCII case folded, hyphens and apostrophes dropped, so that
/// typographic variants of one text give the same words.
struct WordScanner {
    /// Bits of a word's mark.
    static let isQuoted: UInt8 = 1
    static let endsSentence: UInt8 = 2

    /// The words of the range read last: a hash and a mark each.
    private(set) var hashes: [UInt64] = []
    private(set) var marks: [UInt8] = []
    /// A quotation begins in the range read last.
    private(set) var hasQuotation = false

    private var hash: UInt64 = Self.start
    private var length = 0
    private var quoting: UInt8 = 0
    private static let start: UInt64 = 0xcbf2_9ce4_8422_2325

    /// Reads a range; what was read before is forgotten.
    mutating func read(_ text: Span<UInt8>, _ range: TextRange) {
        hashes.removeAll(keepingCapacity: true)
        marks.removeAll(keepingCapacity: true)
        // English has a word in six bytes.
        hashes.reserveCapacity(range.count / 6 + 8)
        marks.reserveCapacity(range.count / 6 + 8)
        quoting = 0
        hasQuotation = false
        var index = range.start
        let end = range.end
        while index < end {
            // In registers: what is a member of `self` is written back with every byte.
            var own = hash
            let first = index
            while index < end {
                let letter = text[index] | 0x20
                guard letter &- 0x61 < 26 else { break }
                own = (own ^ UInt64(letter)) &* 0x100_0000_01b3
                index &+= 1
            }
            hash = own
            length &+= index &- first
            guard index < end else { break }
            if text[index] == 0x20 {
                endWord()
                index &+= 1
            } else {
                index &+= step(text, at: index, end: end)
            }
        }
        endWord()
    }

    /// Reads one character that is no letter of ASCII; returns its bytes.
    private mutating func step(_ text: Span<UInt8>, at index: Int, end: Int) -> Int {
        let byte = text[index]
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): put(byte)
        case UInt8(ascii: "'"), UInt8(ascii: "-"): break
        case UInt8(ascii: "\""):
            endWord()
            quoting ^= Self.isQuoted
            hasQuotation = true
        case UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "?"):
            // A point inside a number or an abbreviation ends no sentence.
            let isLast =
                index + 1 >= end || text[index + 1] <= 0x20 || text[index + 1] >= 0x80
                || text[index + 1] == UInt8(ascii: "\"")
            endWord()
            if isLast { endSentence() }
        case 0xE2 where index + 2 < end && text[index + 1] == 0x80:
            let third = text[index + 2]
            switch third {
            case 0x9C, 0x9D:  // “ ”
                endWord()
                quoting = third == 0x9C ? Self.isQuoted : 0
                hasQuotation = true
            case 0x98, 0x99, 0x90, 0x91: break  // ‘ ’ and hyphens, inside words
            default: endWord()  // dashes, ellipsis, spaces
            }
            return 3
        case 0x0A where index + 1 < end && text[index + 1] == 0x0A:
            endWord()
            // A quotation mark that is never closed must not swallow the rest.
            quoting = 0
            endSentence()
        case 0x80...: put(byte)
        default: endWord()
        }
        return 1
    }

    @inline(__always)
    private mutating func put(_ byte: UInt8) {
        hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
        length &+= 1
    }

    @inline(__always)
    private mutating func endWord() {
        guard length > 0 else { return }
        hashes.append(hash)
        marks.append(quoting)
        hash = Self.start
        length = 0
    }

    private mutating func endSentence() {
        if !marks.isEmpty { marks[marks.count - 1] |= Self.endsSentence }
    }
}
