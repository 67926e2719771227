import Annotation
import SeededNumbers
import Testing

/// The tokeniser against one that reads a byte at a time, on texts by chance.
@Suite struct LexerTests {
    /// A stored character, and what is read of it.
    private struct Piece {
        var stored: [UInt8]
        var read: [UInt8]
    }

    private struct Expected: Equatable, CustomStringConvertible {
        var text: [UInt8]
        /// In the stored text.
        var range: Range<Int>
        var kind: TokenKind
        var flags: TokenFlags

        var description: String { "\(String(decoding: text, as: UTF8.self)) \(range) \(kind) \(flags.rawValue)" }
    }

    /// What the tokens of a text are: the rules of `TokenKind` and `TokenFlags`, a byte at a time.
    private static func read(_ pieces: [Piece], breaks: [Int]) -> [Expected] {
        var bytes: [UInt8] = []
        var sources: [Range<Int>] = []
        var borders: [Int] = []
        var offset = 0
        for piece in pieces {
            while borders.count < breaks.count, breaks[borders.count] <= offset { borders.append(bytes.count) }
            bytes += piece.read
            // What is kept maps byte for byte.
            for index in piece.read.indices {
                sources.append(
                    piece.read.count == piece.stored.count && piece.stored.count == 1 || piece.read == piece.stored
                        ? offset + index..<offset + index + 1 : offset..<offset + piece.stored.count)
            }
            offset += piece.stored.count
        }
        func isDigit(_ index: Int) -> Bool { index >= 0 && index < bytes.count && (0x30...0x39).contains(bytes[index]) }
        func isLetter(_ byte: UInt8) -> Bool { byte >= 0x80 || (0x61...0x7A).contains(byte | 0x20) }
        func isSpace(_ byte: UInt8) -> Bool { byte == 0x7F || byte <= 0x20 && !(1...3).contains(byte) }
        var tokens: [Expected] = []
        var index = 0
        var lastStart = -1
        var before: TokenFlags = [.spaceBefore, .paragraphBefore]
        var newlines = 0
        while index < bytes.count {
            let byte = bytes[index]
            if isSpace(byte) {
                before.insert(.spaceBefore)
                if byte == 0x0D || byte == 0x0A && (index == 0 || bytes[index - 1] != 0x0D) { newlines += 1 }
                if byte == 0x0D || byte == 0x0A {
                    before.insert(.newlineBefore)
                    if newlines > 1 { before.insert(.paragraphBefore) }
                }
                index += 1
                continue
            }
            if borders.contains(where: { $0 <= index && $0 > lastStart }) {
                before.formUnion([.spaceBefore, .paragraphBefore])
            }
            var limit = min(bytes.count, index + 4096)
            for border in borders where border > index { limit = min(limit, border) }
            var end = index + 1
            var kind = TokenKind.word
            if isLetter(byte) {
                while end < limit, isLetter(bytes[end]) || isDigit(end) { end += 1 }
            } else if byte < 9 {
                kind = .number
            } else if isDigit(index)
                || byte == UInt8(ascii: ".") && index + 1 < limit && isDigit(index + 1) && !isDigit(index - 1)
                    && (index == 0 || bytes[index - 1] != byte)
            {
                kind = .number
                while end < limit,
                    isDigit(end)
                        || [0x2C, 0x2E].contains(bytes[end]) && isDigit(end - 1) && end + 1 < limit && isDigit(end + 1)
                {
                    end += 1
                }
            } else {
                kind = .punctuation
                while end < limit, bytes[end] == byte { end += 1 }
            }
            let text = Array(bytes[index..<end])
            tokens.append(
                Expected(
                    text: text, range: sources[index].lowerBound..<sources[end - 1].upperBound, kind: kind,
                    flags: before.union(spelling(text, kind))))
            lastStart = index
            index = end
            before = []
            newlines = 0
        }
        return tokens
    }

    private static func spelling(_ text: [UInt8], _ kind: TokenKind) -> TokenFlags {
        var flags: TokenFlags = []
        if kind == .number { return [.hasDigit] }
        guard kind == .word else { return [] }
        let capitals = text.indices.filter { (0x41...0x5A).contains(text[$0]) }
        let hasSmall = text.contains { (0x61...0x7A).contains($0) }
        if capitals.first == 0 { flags.insert(.capitalised) }
        if capitals.contains(where: { $0 > 0 }) {
            if hasSmall { flags.insert(.innerCapital) } else if capitals.count > 1 { flags.insert(.allCaps) }
        }
        if text.contains(where: { (0x30...0x39).contains($0) }) { flags.insert(.hasDigit) }
        if text.contains(where: { $0 >= 0x80 }) { flags.insert(.foreign) }
        return flags
    }

    /// What `flags` says beyond sentences.
    private static let compared: TokenFlags = [
        .capitalised, .allCaps, .hasDigit, .innerCapital, .spaceBefore, .newlineBefore, .paragraphBefore, .foreign,
    ]

    private static func check(_ pieces: [Piece], breaks: [Int], _ source: SourceLocation = #_sourceLocation) {
        let text = pieces.flatMap(\.stored)
        let stream = TokenStream(text: text.span, breaks: breaks)
        let expected = read(pieces, breaks: breaks)
        let actual = stream.tokens.indices.map { index in
            Expected(
                text: Array(stream.string(index..<index + 1).utf8), range: stream.start(index)..<stream.end(index),
                kind: stream.tokens[index].kind, flags: stream.tokens[index].flags.intersection(compared))
        }
        // Bytes that are no text cannot be compared as a string.
        let bytes = expected.map { Array(String(decoding: $0.text, as: UTF8.self).utf8) }
        #expect(actual.map(\.text) == bytes, sourceLocation: source)
        #expect(actual.map(\.range) == expected.map(\.range), sourceLocation: source)
        #expect(actual.map(\.flags) == expected.map(\.flags), sourceLocation: source)
        #expect(actual.map(\.kind) == expected.map(\.kind), sourceLocation: source)
        var hashes: [[UInt8]: UInt64] = [:]
        for (token, wanted) in zip(stream.tokens, expected) {
            let folded = wanted.kind == .word ? wanted.text.map { $0 | 0x20 } : wanted.text
            #expect(hashes[folded, default: token.hash] == token.hash, sourceLocation: source)
            hashes[folded] = token.hash
        }
        #expect(Set(hashes.values).count == hashes.count, "equal hashes of different words", sourceLocation: source)
    }

    private static let others: [Piece] =
        [
            ("\u{E9}", "e"), ("\u{C9}", "E"), ("\u{B5}", "u"), ("\u{2013}", "-"), ("\u{2026}", "..."),
            ("\u{BD}", "\u{1}"),
            ("\u{AD}", ""), ("\u{2019}", "'"), ("\u{A0}", " "), ("\u{434}", "\u{434}"), ("\u{4E2D}", "\u{4E2D}"),
            ("\u{3B2}", "beta"), ("\u{1F600}", "*"), ("\u{2122}", ""), ("\u{FF12}", "2"), ("\u{B2}", "2"),
        ].map { Piece(stored: Array($0.0.utf8), read: Array($0.1.utf8)) } + [Piece(stored: [0xFF], read: [0xFF])]

    private static func ascii(_ byte: UInt8) -> Piece { Piece(stored: [byte], read: [byte < 9 ? 0x20 : byte]) }

    /// Texts of several tempers: any bytes, words, numbers, line breaks, characters outside ASCII.
    private static func pieces(_ count: Int, _ random: inout SeededGenerator) -> [Piece] {
        let alphabets: [[Piece]] = [
            (0...127).map(ascii),
            Array("aetHZzAb   09".utf8).map(ascii),
            Array("0195.., .-m/".utf8).map(ascii),
            Array("ab.\r\n\n\t \u{7F}".utf8).map(ascii),
            Array("word WORD.  \"\"((".utf8).map(ascii) + others,
        ]
        let alphabet = alphabets[Int.random(in: 0..<alphabets.count, using: &random)]
        return (0..<count).map { _ in alphabet[Int.random(in: 0..<alphabet.count, using: &random)] }
    }

    @Test(arguments: 1...400)
    func tokensAreThoseOfAReaderByteByByte(seed: Int) {
        var random = SeededGenerator(seed: UInt64(seed))
        var pieces: [Piece] = []
        for _ in 0..<Int.random(in: 0...4, using: &random) {
            pieces += Self.pieces(Int.random(in: 0...100, using: &random), &random)
        }
        let size = pieces.reduce(0) { $0 + $1.stored.count }
        let breaks = Set(
            (0..<Int.random(in: 0...6, using: &random)).map { _ in Int.random(in: 0...size, using: &random) })
        Self.check(pieces, breaks: breaks.sorted())
    }

    /// Blocks of 64 bytes lie anywhere in a text, and so do breaks.
    @Test func anyPlaceMayBeABreakAndAnyTheEdgeOfABlock() {
        let text =
            "Took .5 mg (10mgPaxil) twice... \u{201C}Effexor XR\u{201D} 1,000.5 IU\r\n\r\nhydroxychloroquinesulfate SAMe b12"
        let pieces = text.unicodeScalars.map { scalar in
            scalar.isASCII
                ? Self.ascii(UInt8(scalar.value)) : Piece(stored: Array(String(scalar).utf8), read: Array("\"".utf8))
        }
        let size = text.utf8.count
        for position in 0...size { Self.check(pieces, breaks: [position]) }
        for blanks in 0...130 {
            Self.check([Piece](repeating: Self.ascii(0x20), count: blanks) + pieces, breaks: [])
            Self.check([Self.ascii(0x0A)] + [Piece](repeating: Self.ascii(0x20), count: blanks) + pieces, breaks: [])
        }
    }

    @Test(arguments: [4095, 4096, 4097, 9000])
    func longRunsAreCut(count: Int) {
        for byte in Array("a7\"Z".utf8) {
            let run = [Piece](repeating: Self.ascii(byte), count: count)
            Self.check(run + [Self.ascii(0x20), Self.ascii(0x62)], breaks: [100, 5000])
        }
    }

    /// More tokens than there was room for at first: marks only, and words of one letter.
    @Test func textsOfMoreTokensThanEnglishHas() {
        let marks = Array("(a)7;".utf8).map(Self.ascii)
        Self.check((0..<3000).map { marks[$0 % marks.count] }, breaks: Array(stride(from: 1, to: 3000, by: 7)))
    }
}
