/// A filter before the XML parser that keeps its costs known: comments are left out (each double hyphen in one costs the
/// parser a report), and so are attributes beyond a number (it compares each with each).
///
/// Everything else passes as it is, in pieces of any size. UTF-16 is not looked into.
struct XMLGuard {
    private enum State {
        case text
        /// Behind a `<`, until it is known what it begins; the bytes are held back.
        case opening
        case tag, doubleQuoted, singleQuoted
        case comment, characterData, instruction
    }

    /// Attributes of one tag that pass.
    private static let attributeLimit = 256

    private var state = State.text
    private var held: [UInt8] = []
    /// Equals signs outside of quotes in the current tag.
    private var attributes = 0
    /// The current tag has had its attributes: what is left of it goes, but for its end.
    private var isFull = false
    /// The last two bytes, in which the ends of comments and character data show.
    private var last: (UInt8, UInt8) = (0, 0)
    private var isBegun = false
    private var isOpaque = false

    /// The input ended inside of a comment: what stood behind its beginning was lost.
    var isInComment: Bool { if case .comment = state { true } else { false } }

    /// The bytes of a piece that pass; may be none, and a few more than were given.
    mutating func pass(_ piece: [UInt8]) -> [UInt8] {
        if !isBegun {
            isBegun = true
            isOpaque = piece.prefix(4).contains { $0 == 0 || $0 >= 0xFE }
        }
        if isOpaque { return piece }
        var out: [UInt8] = []
        out.reserveCapacity(piece.count + held.count)
        for byte in piece { take(byte, into: &out) }
        return out
    }

    /// What is held back at the input's end.
    mutating func finish() -> [UInt8] {
        defer { held = [] }
        return held
    }

    private mutating func take(_ byte: UInt8, into out: inout [UInt8]) {
        switch state {
        case .text:
            if byte == UInt8(ascii: "<") {
                state = .opening
                held = [byte]
            } else {
                out.append(byte)
            }
        case .opening: open(byte, into: &out)
        case .tag:
            if byte == UInt8(ascii: ">") {
                // Of a full tag the slash before its end was not passed.
                if isFull, last.1 == UInt8(ascii: "/") { out.append(last.1) }
                out.append(byte)
                state = .text
                return
            }
            if byte == UInt8(ascii: "\"") {
                state = .doubleQuoted
            } else if byte == UInt8(ascii: "'") {
                state = .singleQuoted
            } else if byte == UInt8(ascii: "=") {
                attributes += 1
            }
            if !isFull { out.append(byte) }
            last = (last.1, byte)
        case .doubleQuoted, .singleQuoted:
            if !isFull { out.append(byte) }
            let quote = if case .doubleQuoted = state { UInt8(ascii: "\"") } else { UInt8(ascii: "'") }
            if byte == quote {
                state = .tag
                last = (0, byte)
                isFull = isFull || attributes >= Self.attributeLimit
            }
        case .comment:
            if byte == UInt8(ascii: ">"), last == (0x2D, 0x2D) { state = .text }
            last = (last.1, byte)
        case .characterData:
            out.append(byte)
            if byte == UInt8(ascii: ">"), last == (0x5D, 0x5D) { state = .text }
            last = (last.1, byte)
        case .instruction:
            out.append(byte)
            if byte == UInt8(ascii: ">"), last.1 == UInt8(ascii: "?") { state = .text }
            last = (last.1, byte)
        }
    }

    private static let comment = Array("<!--".utf8)
    private static let characterData = Array("<![CDATA[".utf8)

    private mutating func open(_ byte: UInt8, into out: inout [UInt8]) {
        held.append(byte)
        if held == Self.comment {
            (state, held, last) = (.comment, [], (0, 0))
            return
        }
        if held.count < Self.characterData.count,
            Self.comment.starts(with: held) || Self.characterData.starts(with: held)
        {
            return
        }
        out += held
        last = (0, 0)
        switch held[1] {
        case UInt8(ascii: "!"): state = held == Self.characterData ? .characterData : .text
        case UInt8(ascii: "?"): state = .instruction
        case UInt8(ascii: ">"): state = .text
        default:
            state = .tag
            // Two brackets in a row: the second one begins anew.
            if byte == UInt8(ascii: "<") {
                out.removeLast()
                (state, held) = (.opening, [byte])
                return
            }
        }
        (attributes, isFull) = (0, false)
        held = []
    }
}
