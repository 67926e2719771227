package import Events

/// Reduces an article's own text to the hashes by which copies are recognised without the text.
///
/// Comments, references, links and furniture never enter: with its comments even a verbatim repost looks like another text.
/// Direct quotations are kept apart, since two independent reports of one event share them.
package struct Fingerprinter {
    /// Words of a shingle.
    static let shingleWords = 5
    /// Of so many neighbouring shingles the smallest hash is kept, so every run of eight common words is noticed.
    static let window = 4
    /// Shorter sentences recur by chance.
    static let minimalSentence = 6
    /// Shorter quotations recur by chance.
    static let minimalQuotation = 8

    package init() {}

    package func fingerprints(of article: Article) -> Fingerprints {
        var prints = Fingerprints()
        var shingles: [UInt64] = []
        var quotations: [UInt64] = []
        // Words between long quotations, and where among them the sentence begins.
        var run: [UInt64] = []
        var begin = 0
        var quoted: [UInt64] = []
        func endSentence() {
            if run.count - begin >= Self.minimalSentence {
                prints.sentences.append(Self.sentencePrint(run.span.extracting(begin..<run.count)))
            }
            begin = run.count
        }
        func endRun() {
            endSentence()
            Self.winnow(run.span, into: &shingles)
            prints.words += run.count
            run.removeAll(keepingCapacity: true)
            begin = 0
        }
        for segment in article.segments where Self.isBody(segment) {
            for word in WordScanner.words(article.text.span, segment.range) {
                if word.isQuoted {
                    quoted.append(word.hash)
                } else {
                    if quoted.count >= Self.minimalQuotation {
                        quotations.append(Self.hash(quoted.span))
                        endRun()
                    } else if !quoted.isEmpty {
                        // What a short quotation says (a term in quotation marks) is text like any other.
                        run.append(contentsOf: quoted)
                    }
                    quoted.removeAll(keepingCapacity: true)
                    run.append(word.hash)
                }
                if word.endsSentence, !word.isQuoted { endSentence() }
            }
            if quoted.count >= Self.minimalQuotation {
                quotations.append(Self.hash(quoted.span))
            } else {
                run.append(contentsOf: quoted)
            }
            quoted.removeAll(keepingCapacity: true)
            endRun()
        }
        prints.shingles = Self.distinct(&shingles)
        prints.quotations = Self.distinct(&quotations)
        return prints
    }

    /// The values in ascending order, each once.
    private static func distinct<Value: Comparable>(_ values: inout [Value]) -> [Value] {
        guard values.count > 1 else { return values }
        // A sentence has some twenty bigrams: too few for a sort with a buffer of its own.
        if values.count <= 32 {
            for index in 1..<values.count {
                let value = values[index]
                var place = index
                while place > 0, values[place - 1] > value {
                    values[place] = values[place - 1]
                    place -= 1
                }
                values[place] = value
            }
        } else {
            values.sort()
        }
        var kept = 1
        for index in 1..<values.count where values[index] != values[kept - 1] {
            values[kept] = values[index]
            kept += 1
        }
        values.removeLast(values.count - kept)
        return values
    }

    /// Text of the article itself; a title is short, shared by all who report the same and so says nothing of copying.
    private static func isBody(_ segment: Segment) -> Bool {
        guard segment.tier != .user else { return false }
        switch segment.kind {
        case .dek, .summary, .body, .listItem, .abstract, .answer: return true
        case .title, .byline, .sourceLine, .heading, .caption, .reference, .question, .comment, .relatedLink,
            .boilerplate:
            return false
        }
    }

    private static func winnow(_ words: Span<UInt64>, into shingles: inout [UInt64]) {
        guard words.count >= shingleWords else { return }
        // The last `window` hashes, in a ring.
        var recent = [4 of UInt64](repeating: .max)
        let count = words.count - shingleWords + 1
        var last: UInt64?
        for start in 0..<count {
            recent[start % window] = hash(words.extracting(start..<start + shingleWords))
            // A text with fewer shingles than a window has one all the same.
            guard start >= window - 1 || start == count - 1 else { continue }
            var smallest = recent[0]
            for index in 1..<window where recent[index] < smallest { smallest = recent[index] }
            if smallest != last { shingles.append(smallest) }
            last = smallest
        }
    }

    private static func sentencePrint(_ words: Span<UInt64>) -> SentencePrint {
        var bigrams: [UInt32] = []
        bigrams.reserveCapacity(words.count - 1)
        for index in 1..<words.count {
            bigrams.append(UInt32(truncatingIfNeeded: hash(words.extracting(index - 1...index))))
        }
        return SentencePrint(hash: hash(words), bigrams: distinct(&bigrams))
    }

    /// A hash of words in their order that is the same in every process.
    @inline(__always)
    private static func hash(_ words: Span<UInt64>) -> UInt64 {
        var hash: UInt64 = 0x9e37_79b9_7f4a_7c15
        for index in words.indices { hash = mixed((hash ^ words[index]) &* 0x100_0000_01b3) }
        return mixed(hash)
    }

    private static func mixed(_ value: UInt64) -> UInt64 {
        var value = value
        value = (value ^ (value >> 30)) &* 0xbf58_476d_1ce4_e5b9
        value = (value ^ (value >> 27)) &* 0x94d0_49bb_1331_11eb
        return value ^ (value >> 31)
    }
}

/// Cuts text into words for fingerprints: letters and digits, ASCII case folded, hyphens and apostrophes dropped, so that
/// typographic variants of one text give the same words.
struct WordScanner {
    struct Word {
        var hash: UInt64
        var isQuoted: Bool
        var endsSentence: Bool
    }

    static func words(_ text: Span<UInt8>, _ range: TextRange) -> [Word] {
        var scanner = WordScanner()
        // English has a word in six bytes.
        scanner.words.reserveCapacity(range.count / 6 + 8)
        var index = range.start
        while index < range.end {
            let letter = text[index] | 0x20
            if letter &- 0x61 < 26 {
                scanner.put(letter)
                index &+= 1
            } else {
                index += scanner.step(text, at: index, end: range.end)
            }
        }
        scanner.endWord()
        return scanner.words
    }

    private var words: [Word] = []
    private var hash: UInt64 = Self.start
    private var length = 0
    private var isQuoted = false
    private static let start: UInt64 = 0xcbf2_9ce4_8422_2325

    /// Reads one character that is no letter of ASCII; returns its bytes.
    @inline(__always)
    private mutating func step(_ text: Span<UInt8>, at index: Int, end: Int) -> Int {
        let byte = text[index]
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): put(byte)
        case UInt8(ascii: "'"), UInt8(ascii: "-"): break
        case UInt8(ascii: "\""):
            endWord()
            isQuoted.toggle()
        case UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "?"):
            // A point inside a number or an abbreviation ends no sentence.
            let isLast =
                index + 1 >= end || text[index + 1] <= 0x20 || text[index + 1] >= 0x80
                || text[index + 1] == UInt8(ascii: "\"")
            endWord()
            if isLast, !words.isEmpty { words[words.count - 1].endsSentence = true }
        case 0xE2 where index + 2 < end && text[index + 1] == 0x80:
            let third = text[index + 2]
            switch third {
            case 0x9C, 0x9D:  // “ ”
                endWord()
                isQuoted = third == 0x9C
            case 0x98, 0x99, 0x90, 0x91: break  // ‘ ’ and hyphens, inside words
            default: endWord()  // dashes, ellipsis, spaces
            }
            return 3
        case 0x0A where index + 1 < end && text[index + 1] == 0x0A:
            endWord()
            // A quotation mark that is never closed must not swallow the rest.
            isQuoted = false
            if !words.isEmpty { words[words.count - 1].endsSentence = true }
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

    mutating func endWord() {
        guard length > 0 else { return }
        words.append(Word(hash: hash, isQuoted: isQuoted, endsSentence: false))
        hash = Self.start
        length = 0
    }
}
