import Events

/// Points claims at the studies that their sentences cite: the index of the page's citation block.
///
/// A sentence cites a block that stands in it, whose number it prints (`[3]`), whose DOI it prints, or whose first author it names together
/// with year, journal or a word of study. "They", "the study" and the like go on with the sentence before. The page's own study
/// (role `reported`) is no citation: such claims stay without one.
struct CitationReader {
    private let article: Article
    private let stream: TokenStream
    private let blocks: [Block]

    /// One citation block with what a sentence may name of it.
    private struct Block {
        var index: Int
        var range: TextRange
        var isReported: Bool
        var number: Int?
        /// First author's surname, lower case.
        var surname: String?
        /// Words of the journal's name that are long enough to tell it, lower case.
        var journal: Set<String>
        var year: Int?
        var doi: [UInt8]?
    }

    init(_ article: Article, stream: TokenStream) {
        self.article = article
        self.stream = stream
        var blocks: [Block] = []
        for (index, reference) in article.references.prefix(Self.most).enumerated() {
            blocks.append(
                Block(
                    index: index, range: reference.range, isReported: reference.role == .reported,
                    number: Self.number(before: reference.range.start, in: article.text),
                    surname: reference.authors.first.flatMap(Self.surname),
                    journal: Self.words(reference.journal ?? ""), year: reference.year,
                    doi: reference.doi.map { Array($0.lowercased().utf8) }))
        }
        self.blocks = blocks
    }

    /// Blocks looked at, so that no page is slow; longer lists of references are not cited by name.
    private static let most = 400

    func mark(_ claims: inout [Claim]) {
        guard !blocks.isEmpty else { return }
        var known: [Int: Block] = [:]
        var none: Set<Int> = []
        for index in claims.indices {
            let tokens = stream.tokens(overlapping: claims[index].range.start..<claims[index].range.end)
            guard !tokens.isEmpty else { continue }
            let sentence = stream.sentence(of: tokens.lowerBound)
            if known[sentence] == nil, !none.contains(sentence) {
                if let block = cited(sentence, claims[index].segment) {
                    known[sentence] = block
                } else {
                    none.insert(sentence)
                }
            }
            guard let block = known[sentence], !block.isReported else { continue }
            claims[index].citation = block.index
        }
    }

    /// The block that a sentence cites by itself, or that the sentence before cites where this one goes on with it.
    private func cited(_ sentence: Int, _ segment: String) -> Block? {
        if let block = cited(by: sentence) { return block }
        guard goesOn(sentence), sentence > 0 else { return nil }
        let before = stream.sentenceTokens(sentence - 1)
        let here = stream.sentenceTokens(sentence)
        guard !here.isEmpty, !before.isEmpty, !stream.tokens[here.lowerBound].flags.contains(.paragraphBefore) else {
            return nil
        }
        return cited(by: sentence - 1)
    }

    private func cited(by sentence: Int) -> Block? {
        let tokens = stream.sentenceTokens(sentence)
        guard !tokens.isEmpty else { return nil }
        let bytes = stream.byteRange(tokens)
        for block in blocks where block.range.start < bytes.upperBound && bytes.lowerBound < block.range.end {
            return block
        }
        let numbers = printedNumbers(tokens)
        if !numbers.isEmpty, let block = blocks.first(where: { $0.number.map(numbers.contains) ?? false }) {
            return block
        }
        let text = article.text[bytes]
        for block in blocks { if let doi = block.doi, Self.contains(text, doi) { return block } }
        return named(tokens)
    }

    /// "Smith and colleagues", "a study by Smith in JAMA", "(Smith et al., 2019)".
    private func named(_ tokens: Range<Int>) -> Block? {
        var words: Set<String> = []
        for token in tokens where !stream.tokens[token].isPunctuation { words.insert(stream.lowerString(token)) }
        var found: Block?
        for block in blocks {
            guard let surname = block.surname, words.contains(surname) else { continue }
            if let year = block.year, words.contains(String(year)) { return block }
            let isStudy = !words.isDisjoint(with: Self.studyWords) || !words.isDisjoint(with: block.journal)
            guard isStudy else { continue }
            // Two studies of one author without a year cannot be told apart.
            if found != nil { return nil }
            found = block
        }
        return found
    }

    private static let studyWords: Set<String> = [
        "et", "colleagues", "study", "trial", "analysis", "meta-analysis", "review", "team", "group", "co-authors",
        "coauthors", "researchers", "found", "reported", "showed",
    ]

    private func goesOn(_ sentence: Int) -> Bool {
        let start = stream.sentenceTokens(sentence).lowerBound
        for word: StaticString in ["they", "it", "their", "its"] where stream.equals(start, word) { return true }
        for word: StaticString in ["the", "that", "this"] where stream.equals(start, word) {
            for noun: StaticString in [
                "study", "trial", "authors", "researchers", "paper", "analysis", "team", "review",
            ] where stream.equals(start + 1, noun) { return true }
        }
        return false
    }

    // MARK: Numbers

    /// The numbers of `[3]`, `[2, 5]` and `[2-4]` in a sentence.
    private func printedNumbers(_ tokens: Range<Int>) -> Set<Int> {
        var numbers: Set<Int> = []
        var index = tokens.lowerBound
        while index < tokens.upperBound {
            guard stream.punctuation(index) == UInt8(ascii: "[") else {
                index += 1
                continue
            }
            var inside: Set<Int> = []
            var last: Int?
            var position = index + 1
            var isRange = false
            while position < tokens.upperBound, stream.punctuation(position) != UInt8(ascii: "]") {
                if stream.tokens[position].isNumber, let number = Int(stream.lowerString(position)), number < 1000 {
                    if isRange, let low = last, low < number, number - low < 50 { inside.formUnion(low...number) }
                    inside.insert(number)
                    last = number
                    isRange = false
                } else if stream.punctuation(position) == UInt8(ascii: "-") {
                    isRange = true
                } else if stream.punctuation(position) != UInt8(ascii: ",") {
                    inside = []
                    break
                }
                position += 1
            }
            if position < tokens.upperBound { numbers.formUnion(inside) }
            index = max(position, index + 1)
        }
        return numbers
    }

    /// The number that stands right before a block: `3. `, `[3] `, `3) `.
    private static func number(before offset: Int, in text: [UInt8]) -> Int? {
        var index = min(offset, text.count)
        func isOneOf(_ set: String) -> Bool { index > 0 && set.utf8.contains(text[index - 1]) }
        while isOneOf(" \t") { index -= 1 }
        if isOneOf(".])") { index -= 1 }
        let end = index
        while isOneOf("0123456789"), end - index < 3 { index -= 1 }
        guard index < end, !isOneOf("0123456789.,/") else { return nil }
        return Int(String(decoding: text[index..<end], as: UTF8.self))
    }

    // MARK: Names

    /// "Smith J", "J. Smith", "Smith, John", "Smith": the last word that is no initial, the first one where a comma or initials follow.
    private static func surname(_ author: String) -> String? {
        let parts = author.split { $0 == " " || $0 == "," || $0 == "." }.filter { $0.count > 2 }
        let isInverted = author.contains(",") || author.split(separator: " ").last.map { $0.count <= 2 } ?? false
        guard let word = isInverted ? parts.first : parts.last, word.first?.isUppercase ?? false else { return nil }
        // The stream's words are ASCII without marks; hyphens part them, so the last part stands for the name.
        let tokens = TokenStream(String(word))
        for index in stride(from: tokens.count - 1, through: 0, by: -1) where tokens.tokens[index].isWord {
            return tokens.lowerString(index)
        }
        return nil
    }

    private static func words(_ name: String) -> Set<String> {
        let tokens = TokenStream(name)
        var words: Set<String> = []
        for index in 0..<tokens.count where tokens.tokens[index].isWord && tokens.tokens[index].length > 3 {
            words.insert(tokens.lowerString(index))
        }
        return words.subtracting(Self.commonTitleWords)
    }

    private static let commonTitleWords: Set<String> = [
        "journal", "annals", "archives", "research", "medicine", "international", "with", "from",
    ]

    /// ASCII case does not matter; `pattern` is in lower case.
    private static func contains(_ text: ArraySlice<UInt8>, _ pattern: [UInt8]) -> Bool {
        guard let first = pattern.first, text.count >= pattern.count else { return false }
        for start in text.startIndex...text.endIndex - pattern.count
        where TokenStream.lower(text[start]) == first
            && zip(text[start...], pattern).allSatisfy({ TokenStream.lower($0) == $1 })
        {
            return true
        }
        return false
    }
}
