/// A line of a page saved as text, with the tests that tell what kind of line it is.
struct DumpLine {
    /// Bytes of the line without white space at its ends.
    var low: Int
    var high: Int
    /// Columns of white space before it; a tab counts as four.
    var indent: Int
    /// Whether a blank line stands before it.
    var isAfterBlank: Bool
    /// The text itself, and in lower case.
    var text: [UInt8]
    var lower: [UInt8]

    static func lines(of text: [UInt8]) -> [DumpLine] {
        var lines: [DumpLine] = []
        var start = 0
        var blank = true
        while start < text.count {
            var end = start
            while end < text.count, text[end] != 0x0A { end += 1 }
            let trimmed = Bytes.trimmed(text[start..<end])
            if trimmed.isEmpty {
                blank = true
            } else {
                var indent = 0
                for byte in text[start..<trimmed.startIndex] { indent += byte == 0x09 ? 4 : byte == 0x0D ? 0 : 1 }
                lines.append(
                    DumpLine(
                        low: trimmed.startIndex, high: trimmed.endIndex, indent: indent, isAfterBlank: blank,
                        text: Array(trimmed),
                        lower: Bytes.lowered(trimmed)))
                blank = false
            }
            start = end + 1
        }
        return lines
    }

    var string: String { Bytes.string(text) }
    var words: Int { Bytes.wordCount(text[...]) }

    func starts(_ prefix: String) -> Bool { lower.starts(with: prefix.utf8) }

    func contains(_ phrase: String) -> Bool { Bytes.find(phrase, in: lower[...]) != nil }

    /// Ends like a sentence: a full stop, question or exclamation mark, before closing quotes and brackets.
    var endsSentence: Bool {
        var index = text.count - 1
        while index > 0, [0x22, 0x29, 0x27, 0x9D, 0x80, 0xE2, 0x99, 0x5D].contains(text[index]) { index -= 1 }
        return text[index] == 0x2E || text[index] == 0x21 || text[index] == 0x3F
            || (text[index] == 0xA6 && text.count > 3)
    }

    var isQuestion: Bool { text.last == UInt8(ascii: "?") }

    /// Prose of the kind an article has: long, or a sentence of ten words and more.
    var isProse: Bool { (text.count >= 100 && words >= 14) || (endsSentence && words >= 10) }

    /// A rule of dashes or the like.
    var isRule: Bool { text.count >= 3 && !text.contains { Bytes.isWord($0) && $0 < 0x80 } && Set(text).count <= 4 }

    /// A bullet and where the text behind it starts.
    var bullet: Int? {
        for mark in ["• ", "· ", "- ", "* ", "– ", "▪ ", "◦ ", "‣ ", "●"] where text.starts(with: mark.utf8) {
            var offset = mark.utf8.count
            while offset < text.count, Bytes.isSpace(text[offset]) { offset += 1 }
            return offset < text.count ? offset : nil
        }
        return nil
    }

    /// "12. " or "12) ": the number and where the text behind it starts.
    var number: (value: Int, offset: Int)? {
        var index = 0
        var value = 0
        while index < text.count, Bytes.isDigit(text[index]), index < 4 {
            value = value * 10 + Int(text[index] - 0x30)
            index += 1
        }
        guard index > 0, index < text.count, text[index] == 0x2E || text[index] == 0x29 else { return nil }
        index += 1
        guard index < text.count, Bytes.isSpace(text[index]) else { return nil }
        while index < text.count, Bytes.isSpace(text[index]) { index += 1 }
        return index < text.count ? (value, index) : nil
    }
}
