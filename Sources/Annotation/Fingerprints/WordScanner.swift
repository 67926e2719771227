import Events

/// Cuts text into words for fingerprints: letters and digits, ASCII case folded, hyphens and apostrophes dropped, so that
/// typographic variants of one text give the same words.
struct WordScanner {
    /// Bits of a word's mark.
    static let isQuoted: UInt8 = 1
    static let endsSentence: UInt8 = 2

    /// The words of the range read last: a hash and a mark each. What stands behind `count` is of ranges before.
    private(set) var hashes: [UInt64] = []
    private(set) var marks: [UInt8] = []
    private(set) var count = 0
    /// A quotation begins in the range read last.
    private(set) var hasQuotation = false

    private static let start: UInt64 = 0xcbf2_9ce4_8422_2325

    /// Reads a range; what was read before is forgotten.
    mutating func read(_ text: Span<UInt8>, _ range: TextRange) {
        // A word has a byte at least and something behind it. Written by places: a list that grows asks with every word whose it is.
        let most = range.count / 2 + 2
        var hashes = self.hashes
        var marks = self.marks
        (self.hashes, self.marks) = ([], [])
        if hashes.count < most {
            hashes = [UInt64].filled(0, count: most)
            marks = [UInt8].filled(0, count: most)
        }
        var hashSpan = hashes.mutableSpan
        var markSpan = marks.mutableSpan
        var state = State()
        var index = range.start
        let end = range.end
        // Loads of eight bytes are checked against the span's bounds; any bytes are a UInt64.
        let raw = unsafe text.bytes
        let lastWide = text.count - 8
        while index < end {
            if index <= lastWide {
                let word = unsafe raw.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self)
                let length = min(Self.letterCount(word), end &- index)
                state.put(word | Self.small, length)
                index &+= length
                if length == 8 { continue }
            } else {
                while index < end {
                    let letter = text[index] | 0x20
                    guard letter &- 0x61 < 26 else { break }
                    state.put(letter)
                    index &+= 1
                }
            }
            guard index < end else { break }
            if text[index] == 0x20 {
                state.endWord(&hashSpan, &markSpan)
                index &+= 1
            } else {
                index &+= state.step(text, at: index, end: end, &hashSpan, &markSpan)
            }
        }
        state.endWord(&hashSpan, &markSpan)
        self.hashes = hashes
        self.marks = marks
        count = state.count
        hasQuotation = state.hasQuotation
    }

    /// The bit that small letters have in each byte.
    private static let small: UInt64 = 0x2020_2020_2020_2020

    /// How many of eight bytes are letters of ASCII, up to the first that is none.
    @inline(__always)
    private static func letterCount(_ word: UInt64) -> Int {
        let tops: UInt64 = 0x8080_8080_8080_8080
        // The top bit of each byte is set by a sum: of those from "a" on, and of those behind "z".
        let folded = word & ~tops | small
        let fromA = folded &+ 0x1F1F_1F1F_1F1F_1F1F
        let behindZ = folded &+ 0x0505_0505_0505_0505
        return (~(fromA & ~behindZ & ~word) & tops).trailingZeroBitCount &>> 3
    }

    /// Where the reading of a range stands.
    private struct State {
        var hash = WordScanner.start
        var length = 0
        var quoting: UInt8 = 0
        var count = 0
        var hasQuotation = false

        /// Reads one character that is no letter of ASCII; returns its bytes.
        mutating func step(
            _ text: Span<UInt8>, at index: Int, end: Int, _ hashes: inout MutableSpan<UInt64>,
            _ marks: inout MutableSpan<UInt8>
        ) -> Int {
            let byte = text[index]
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): put(byte)
            case UInt8(ascii: "'"), UInt8(ascii: "-"): break
            case UInt8(ascii: "\""):
                endWord(&hashes, &marks)
                quoting ^= WordScanner.isQuoted
                hasQuotation = true
            case UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "?"):
                // A point inside a number or an abbreviation ends no sentence.
                let isLast =
                    index + 1 >= end || text[index + 1] <= 0x20 || text[index + 1] >= 0x80
                    || text[index + 1] == UInt8(ascii: "\"")
                endWord(&hashes, &marks)
                if isLast { endSentence(&marks) }
            case 0xE2 where index + 2 < end && text[index + 1] == 0x80:
                let third = text[index + 2]
                switch third {
                case 0x9C, 0x9D:  // “ ”
                    endWord(&hashes, &marks)
                    quoting = third == 0x9C ? WordScanner.isQuoted : 0
                    hasQuotation = true
                case 0x98, 0x99, 0x90, 0x91: break  // ‘ ’ and hyphens, inside words
                default: endWord(&hashes, &marks)  // dashes, ellipsis, spaces
                }
                return 3
            case 0x0A where index + 1 < end && text[index + 1] == 0x0A:
                endWord(&hashes, &marks)
                // A quotation mark that is never closed must not swallow the rest.
                quoting = 0
                endSentence(&marks)
            case 0x80...: put(byte)
            default: endWord(&hashes, &marks)
            }
            return 1
        }

        /// Adds the first `count` of eight small letters. What the hash is after each of them is made in any case, since where a word ends
        /// cannot be guessed.
        @inline(__always)
        mutating func put(_ letters: UInt64, _ count: Int) {
            var rest = letters
            let hashes = [9 of UInt64](first: hash) { own in
                let next = (own ^ rest & 0xFF) &* 0x100_0000_01b3
                rest &>>= 8
                return next
            }
            hash = hashes[count]
            length &+= count
        }

        @inline(__always)
        mutating func put(_ byte: UInt8) {
            hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
            length &+= 1
        }

        @inline(__always)
        mutating func endWord(_ hashes: inout MutableSpan<UInt64>, _ marks: inout MutableSpan<UInt8>) {
            guard length > 0 else { return }
            hashes[count] = hash
            marks[count] = quoting
            count &+= 1
            hash = WordScanner.start
            length = 0
        }

        private mutating func endSentence(_ marks: inout MutableSpan<UInt8>) {
            if count > 0 { marks[count &- 1] |= WordScanner.endsSentence }
        }
    }
}
