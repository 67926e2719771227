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
        var shingles: Set<UInt64> = []
        var quotations: Set<UInt64> = []
        for segment in article.segments where Self.isBody(segment) {
            let words = WordScanner.words(article.text, segment.range)
            var run: [UInt64] = []
            var sentence: [UInt64] = []
            var quoted: [UInt64] = []
            func endSentence() {
                if sentence.count >= Self.minimalSentence { prints.sentences.append(Self.sentencePrint(sentence)) }
                sentence.removeAll(keepingCapacity: true)
            }
            for word in words {
                if word.isQuoted {
                    quoted.append(word.hash)
                } else {
                    if quoted.count >= Self.minimalQuotation { quotations.insert(Self.hash(quoted[...])) }
                    // What a short quotation says (a term in quotation marks) is text like any other.
                    if !quoted.isEmpty, quoted.count < Self.minimalQuotation {
                        run.append(contentsOf: quoted)
                        sentence.append(contentsOf: quoted)
                    } else if !quoted.isEmpty {
                        Self.winnow(run, into: &shingles)
                        prints.words += run.count
                        run.removeAll(keepingCapacity: true)
                        endSentence()
                    }
                    quoted.removeAll(keepingCapacity: true)
                    run.append(word.hash)
                    sentence.append(word.hash)
                }
                if word.endsSentence, !word.isQuoted { endSentence() }
            }
            if quoted.count >= Self.minimalQuotation {
                quotations.insert(Self.hash(quoted[...]))
            } else {
                run.append(contentsOf: quoted)
                sentence.append(contentsOf: quoted)
            }
            endSentence()
            Self.winnow(run, into: &shingles)
            prints.words += run.count
        }
        prints.shingles = shingles.sorted()
        prints.quotations = quotations.sorted()
        return prints
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

    private static func winnow(_ words: [UInt64], into shingles: inout Set<UInt64>) {
        guard words.count >= shingleWords else { return }
        let hashes = (0...(words.count - shingleWords)).map { hash(words[$0..<$0 + shingleWords]) }
        guard hashes.count > window else {
            if let smallest = hashes.min() { shingles.insert(smallest) }
            return
        }
        for start in 0...(hashes.count - window) {
            var smallest = hashes[start]
            for hash in hashes[start + 1..<start + window] where hash < smallest { smallest = hash }
            shingles.insert(smallest)
        }
    }

    private static func sentencePrint(_ words: [UInt64]) -> SentencePrint {
        var bigrams: Set<UInt32> = []
        for index in 1..<words.count { bigrams.insert(UInt32(truncatingIfNeeded: hash(words[index - 1...index]))) }
        return SentencePrint(hash: hash(words[...]), bigrams: bigrams.sorted())
    }

    /// A hash of words in their order that is the same in every process.
    private static func hash(_ words: ArraySlice<UInt64>) -> UInt64 {
        var hash: UInt64 = 0x9e37_79b9_7f4a_7c15
        for word in words { hash = mixed((hash ^ word) &* 0x100_0000_01b3) }
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

    static func words(_ text: [UInt8], _ range: TextRange) -> [Word] {
        var scanner = WordScanner()
        var index = range.start
        while index < range.end {
            index += scanner.step(text, at: index, end: range.end)
        }
        scanner.endWord()
        return scanner.words
    }

    private var words: [Word] = []
    private var hash: UInt64 = Self.start
    private var length = 0
    private var isQuoted = false
    private static let start: UInt64 = 0xcbf2_9ce4_8422_2325

    /// Reads one character; returns its bytes.
    private mutating func step(_ text: [UInt8], at index: Int, end: Int) -> Int {
        let byte = text[index]
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): put(byte | 0x20)
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): put(byte)
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

    private mutating func put(_ byte: UInt8) {
        hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
        length += 1
    }

    mutating func endWord() {
        guard length > 0 else { return }
        words.append(Word(hash: hash, isQuoted: isQuoted, endsSentence: false))
        hash = Self.start
        length = 0
    }
}
