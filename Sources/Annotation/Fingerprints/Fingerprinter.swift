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
        var collector = Collector()
        var scanner = WordScanner()
        for segment in article.segments where Self.isBody(segment) {
            scanner.read(article.text.span, segment.range)
            collector.add(scanner, to: &prints)
        }
        HashSort.makeDistinct(&collector.shingles)
        HashSort.makeDistinct(&collector.quotations)
        prints.shingles = collector.shingles
        prints.quotations = collector.quotations
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

    /// Parts words into runs between long quotations, and hashes these. Its lists are used again by every segment.
    private struct Collector {
        var shingles: [UInt64] = []
        var quotations: [UInt64] = []
        /// Words between long quotations, and where among them sentences end.
        private var run: [UInt64] = []
        private var ends: [Int] = []
        private var quoted: [UInt64] = []
        /// The chain of hashes after two words, for each word but the last.
        private var pairs: [UInt64] = []
        /// The shingles of a run.
        private var recent: [UInt64] = []

        mutating func add(_ words: borrowing WordScanner, to prints: inout Fingerprints) {
            run.reserveCapacity(words.count)
            pairs.reserveCapacity(words.count)
            if !words.hasQuotation {
                run.append(contentsOf: words.hashes[..<words.count])
                let marks = words.marks.span
                for index in 0..<words.count where marks[index] != 0 { ends.append(index &+ 1) }
                endRun(&prints)
                return
            }
            for index in 0..<words.count {
                let hash = words.hashes[index]
                let mark = words.marks[index]
                if mark & WordScanner.isQuoted != 0 {
                    quoted.append(hash)
                    continue
                }
                if !quoted.isEmpty { endQuotation(&prints) }
                run.append(hash)
                if mark & WordScanner.endsSentence != 0 { ends.append(run.count) }
            }
            if !quoted.isEmpty { endQuotation(&prints) }
            endRun(&prints)
        }

        private mutating func endQuotation(_ prints: inout Fingerprints) {
            if quoted.count >= Fingerprinter.minimalQuotation {
                quotations.append(quoted.reduce(HashChain.start, HashChain.step).finished)
                endRun(&prints)
            } else {
                // What a short quotation says (a term in quotation marks) is text like any other.
                run.append(contentsOf: quoted)
            }
            quoted.removeAll(keepingCapacity: true)
        }

        private mutating func endRun(_ prints: inout Fingerprints) {
            prints.words += run.count
            ends.append(run.count)
            if prints.sentences.isEmpty { prints.sentences.reserveCapacity(ends.count) }
            Self.pair(run, into: &pairs)
            var begin = 0
            for end in ends {
                if end - begin >= Fingerprinter.minimalSentence {
                    prints.sentences.append(Self.sentence(begin..<end, run, pairs))
                }
                begin = end
            }
            Self.winnow(run, pairs, &recent, into: &shingles)
            run.removeAll(keepingCapacity: true)
            ends.removeAll(keepingCapacity: true)
        }

        private static func pair(_ words: [UInt64], into pairs: inout [UInt64]) {
            let words = words.span
            pairs.removeAll(keepingCapacity: true)
            guard words.count > 1 else { return }
            pairs.append(addingCapacity: words.count &- 1) { span in
                for index in 0..<words.count &- 1 {
                    span.append(HashChain.step(HashChain.step(HashChain.start, words[index]), words[index &+ 1]))
                }
            }
        }

        private static func sentence(
            _ range: Range<Int>, _ words: [UInt64], _ pairs: [UInt64]
        ) -> SentencePrint {
            let words = words.span
            let pairs = pairs.span
            var hash = pairs[range.lowerBound]
            // Few sentences have a pair of words twice, so that this is nearly always the size that is kept. Beside the pairs, which wait for
            // nothing, the chain over all words costs nothing.
            // Appended to an empty list: to make a list with a capacity asks the runtime for its type.
            var bigrams: [UInt32] = []
            bigrams.append(addingCapacity: range.count - 1) { span in
                span.append(UInt32(truncatingIfNeeded: hash.finished))
                for index in range.lowerBound &+ 1..<range.upperBound &- 1 {
                    hash = HashChain.step(hash, words[index &+ 1])
                    span.append(UInt32(truncatingIfNeeded: pairs[index].finished))
                }
            }
            HashSort.makeDistinct(&bigrams)
            return SentencePrint(hash: hash.finished, bigrams: bigrams)
        }

        private static func winnow(
            _ words: [UInt64], _ pairs: [UInt64], _ recent: inout [UInt64], into shingles: inout [UInt64]
        ) {
            let count = words.count - Fingerprinter.shingleWords + 1
            guard count > 0 else { return }
            let (words, pairs) = (words.span, pairs.span)
            recent.removeAll(keepingCapacity: true)
            recent.append(addingCapacity: count) { span in
                for start in 0..<count {
                    var hash = pairs[start]
                    for index in start &+ 2..<start &+ Fingerprinter.shingleWords {
                        hash = HashChain.step(hash, words[index])
                    }
                    span.append(hash.finished)
                }
            }
            // A text with fewer shingles than a window has one all the same.
            guard count >= Fingerprinter.window else {
                shingles.append(recent.reduce(.max, min))
                return
            }
            // The smallest of each window goes to the front of the same list, unless the window before had it: two in five do not, which
            // nobody can guess, so that it is written in any case.
            var kept = 0
            do {
                var hashes = recent.mutableSpan
                for last in Fingerprinter.window &- 1..<count {
                    let smallest = min(
                        min(hashes[last &- 3], hashes[last &- 2]), min(hashes[last &- 1], hashes[last]))
                    let isKept = kept == 0 || hashes[kept &- 1] != smallest
                    hashes[kept] = smallest
                    kept &+= isKept ? 1 : 0
                }
            }
            shingles.append(contentsOf: recent[..<kept])
        }
    }
}

/// A hash of words in their order that is the same in every process, made word by word so that hashes that begin alike share the work.
private enum HashChain {
    static let start: UInt64 = 0x9e37_79b9_7f4a_7c15

    @inline(__always)
    static func step(_ hash: UInt64, _ word: UInt64) -> UInt64 { mixed((hash ^ word) &* 0x100_0000_01b3) }

    @inline(__always)
    static func mixed(_ value: UInt64) -> UInt64 {
        var value = value
        value = (value ^ (value >> 30)) &* 0xbf58_476d_1ce4_e5b9
        value = (value ^ (value >> 27)) &* 0x94d0_49bb_1331_11eb
        return value ^ (value >> 31)
    }
}

extension UInt64 {
    /// The hash of a chain that ends here.
    @inline(__always)
    fileprivate var finished: UInt64 { HashChain.mixed(self) }
}
