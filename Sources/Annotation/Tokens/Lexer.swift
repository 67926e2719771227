/// Cuts normalised bytes into tokens, as many at a time as there is room for.
///
/// Bytes are classed 64 at a time. What is left of them is one bit where a run of letters and digits, or a mark, begins, and one behind its end. Most
/// of these are tokens as they stand, and are written without a branch that is hard to guess. Everything else (numbers, runs of one mark,
/// breaks, long words) is read by `readSlowly`, which knows all the rules. The bytes must be followed by `TextNormaliser.padding` zeros.
struct Lexer {
    let end: Int
    let breaks: [Int]
    var breakIndex = 0
    /// Where the next token may not go past. The text's beginning is the first such place.
    var nextBreak = 0
    /// End of the last token.
    private var index = 0

    // The block that is being read.
    private var base = -64
    /// One bit where a token may begin, but for the first that has not ended; and one behind each end, whether in this block or before.
    private var starts: UInt64 = 0
    private var ends: UInt64 = 0
    /// Where the first token begins that has not ended.
    private var open = 0
    /// 1 where the last byte of the block before is in a word, or is a mark.
    private var wordCarry: UInt64 = 0
    private var markCarry: UInt64 = 0
    /// Whether line breaks or tabs may stand before a token of this block, and before the first of the next one.
    private var hasControls = false
    private var leavesControls = false

    var isAtEnd: Bool { ends == 0 && base >= end && wordCarry | markCarry == 0 }

    /// - Parameters:
    ///   - end: bytes of text, without the zeros.
    ///   - breaks: ascending offsets that no token crosses.
    init(end: Int, breaks: [Int]) {
        self.end = end
        self.breaks = breaks
    }

    enum Class {
        static let space: UInt8 = 0
        static let newline: UInt8 = 1
        static let letter: UInt8 = 2
        static let digit: UInt8 = 3
        static let fraction: UInt8 = 4
        static let punctuation: UInt8 = 5
    }

    static let classes: [UInt8] = (0...255).map { (byte: Int) -> UInt8 in
        switch byte {
        case 1, 2, 3: Class.fraction
        case 0x0A, 0x0D: Class.newline
        case 0...0x20, 0x7F: Class.space
        case 0x30...0x39: Class.digit
        case 0x41...0x5A, 0x61...0x7A, 0x80...0xFF: Class.letter
        default: Class.punctuation
        }
    }

    /// The flags of a mark of this byte.
    static func markFlags(_ byte: UInt8) -> UInt16 {
        let isEnd = Array(".!?\"')]".utf8).contains(byte)
        return UInt16(TokenKind.punctuation.rawValue) | (isEnd ? TokenFlags.maySentenceEnd.rawValue : 0)
    }

    /// Set in `leads` where only `readSlowly` can read the token.
    private static let isSlow: UInt16 = 1 << 15

    /// By the first two bytes of a token, the flags of one that begins with the first and has nothing but small letters after it. The second
    /// byte tells numbers that begin with a stop and runs of one mark.
    private static let leads: [UInt16] = {
        let firsts = classes.enumerated().map { byte, kind in
            switch kind {
            case Class.letter:
                byte >= 0x80
                    ? TokenFlags.foreign.rawValue : byte < 0x61 ? TokenFlags.capitalised.rawValue : 0
            case Class.punctuation: markFlags(UInt8(byte))
            default: isSlow
            }
        }
        var leads: [UInt16] = []
        leads.reserveCapacity(1 << 16)
        for _ in 0..<256 { leads += firsts }
        for byte in 0..<256 where classes[byte] == Class.punctuation { leads[byte << 8 | byte] = isSlow }
        for digit in 0x30...0x39 { leads[digit << 8 | 0x2E] = isSlow }
        return leads
    }()

    /// Masks of the first 0 to 8 bytes; then, by the first byte of a token, what folds its case.
    private static let masks: [UInt64] =
        (0...8).map { $0 == 8 ? ~0 : 1 << UInt64($0 * 8) - 1 } + classes.map { $0 == Class.letter ? TokenHash.fold : 0 }

    /// Appends tokens until the text ends or `output` is full.
    mutating func run(_ span: Span<UInt8>, into output: inout OutputSpan<Token>) {
        // What is read lies less than 80 bytes behind the text's end, which the zeros make good. A token is written only where there is room.
        unsafe span.withUnsafeBytes { text in
            unsafe Self.leads.withUnsafeBufferPointer { leads in
                unsafe Self.masks.withUnsafeBufferPointer { masks in
                    unsafe output.withUnsafeMutableBufferPointer { tokens, count in
                        guard let text = text.baseAddress, let leads = leads.baseAddress,
                            let masks = masks.baseAddress, let first = tokens.baseAddress
                        else { return }
                        count = unsafe run(text, leads, masks, first, from: count, capacity: tokens.count)
                    }
                }
            }
        }
    }

    /// - Returns: how many tokens there are then.
    @inline(__always)
    private mutating func run(
        _ bytes: UnsafeRawPointer, _ leads: UnsafePointer<UInt16>, _ masks: UnsafePointer<UInt64>,
        _ tokens: UnsafeMutablePointer<Token>, from filled: Int, capacity: Int
    ) -> Int {
        // In registers: what is a member of `self` is written back at every call.
        var (base, starts, ends, open, index, nextBreak) = (base, starts, ends, open, index, nextBreak)
        var (wordCarry, markCarry, hasControls) = (wordCarry, markCarry, hasControls)
        let end = end
        var count = filled
        reading: while true {
            while ends != 0 {
                if count == capacity { break reading }
                let stop = base &+ ends.trailingZeroBitCount
                let start = open
                let length = stop &- start
                let gap = start &- index
                let first = unsafe bytes.loadUnaligned(fromByteOffset: start, as: UInt64.self)
                let lead = unsafe leads[Int(truncatingIfNeeded: first & 0xFFFF)]
                if lead & Self.isSlow != 0 || stop > nextBreak || gap < 0 || length > 16 {
                    (index, count) = unsafe readSlowly(start, stop, index, bytes, tokens, count, capacity: capacity)
                    nextBreak = self.nextBreak
                    if count == capacity, index < stop { break reading }
                } else {
                    // White space is all blanks, unless it must be looked at.
                    var flags = lead | UInt16(truncatingIfNeeded: UInt(bitPattern: 0 &- gap) &>> 57 & 0x40)
                    if hasControls { flags = unsafe lead | Self.gap(index..<start, bytes) }
                    let fold = unsafe masks[9 &+ Int(truncatingIfNeeded: first & 0xFF)]
                    let hash: UInt64
                    // Differences are capitals, digits and bytes outside ASCII after the first byte.
                    if length <= 8 {
                        let mask = unsafe masks[length]
                        let difference = (first ^ 0x6060_6060_6060_6060) & 0xE0E0_E0E0_E0E0_E000 & mask
                        if difference != 0 { flags |= Spelling.flags(first & mask, 0) }
                        hash = TokenHash.of((first | fold) & mask, 0, length: length)
                    } else {
                        let second = unsafe bytes.loadUnaligned(fromByteOffset: start &+ 8, as: UInt64.self)
                        let mask = unsafe masks[length &- 8]
                        let difference =
                            (first ^ 0x6060_6060_6060_6060) & 0xE0E0_E0E0_E0E0_E000
                            | (second ^ 0x6060_6060_6060_6060) & 0xE0E0_E0E0_E0E0_E0E0 & mask
                        if difference != 0 { flags |= Spelling.flags(first, second & mask) }
                        hash = TokenHash.of(first | fold, (second | fold) & mask, length: length)
                    }
                    unsafe (tokens + count).initialize(
                        to: Token(
                            hash: hash, start: UInt32(truncatingIfNeeded: start),
                            length: UInt16(truncatingIfNeeded: length), flags: TokenFlags(rawValue: flags)))
                    count &+= 1
                    index = stop
                }
                ends &= ends &- 1
                open = base &+ starts.trailingZeroBitCount
                starts &= starts &- 1
            }
            // A token that reaches the end of the last block ends in one of zeros.
            guard base &+ 64 < end || wordCarry | markCarry != 0 else {
                base = end
                break
            }
            base &+= 64
            var block = unsafe ByteBlock(at: bytes + base)
            if end &- base < 64 {
                let inside: UInt64 = (1 &<< UInt64(end &- base)) &- 1
                block.words &= inside
                block.blanks |= ~inside
            }
            hasControls = leavesControls || block.hasControls
            // White space may go on for blocks.
            leavesControls = block.hasControls || leavesControls && block.blanks == ~0
            let marks = ~(block.words | block.blanks)
            let shifted = block.words &<< 1 | wordCarry
            starts = block.words & ~shifted | marks
            ends = shifted & ~block.words | marks &<< 1 | markCarry
            // The next beginning is the one that has not ended, unless one is left from the block before.
            if wordCarry | markCarry == 0 {
                open = base &+ starts.trailingZeroBitCount
                starts &= starts &- 1
            }
            wordCarry = block.words &>> 63
            markCarry = marks &>> 63
        }
        (self.base, self.starts, self.ends, self.open, self.index) = (base, starts, ends, open, index)
        (self.wordCarry, self.markCarry, self.hasControls) = (wordCarry, markCarry, hasControls)
        return count
    }

    /// What white space says of the token after it.
    @inline(never)
    static func gap(_ range: Range<Int>, _ bytes: UnsafeRawPointer) -> UInt16 {
        guard !range.isEmpty else { return 0 }
        var newlines = 0
        var before: UInt8 = 0
        for index in range {
            let byte = unsafe bytes.load(fromByteOffset: index, as: UInt8.self)
            // CR LF is one line break.
            if byte == 0x0D || byte == 0x0A && before != 0x0D { newlines &+= 1 }
            before = byte
        }
        var flags = TokenFlags.spaceBefore.rawValue
        if newlines >= 1 { flags |= TokenFlags.newlineBefore.rawValue }
        if newlines >= 2 { flags |= TokenFlags.paragraphBefore.rawValue }
        return flags
    }
}
