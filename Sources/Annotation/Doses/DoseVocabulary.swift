/// The words of doses and exposures, read from `Data/drugs/dose-words.tsv`.
package final class DoseVocabulary: Sendable {
    /// What a word or phrase is in a dose; a case's name is the first column of the file.
    enum Part: UInt8, Sendable, CaseIterable {
        case unit, form, number, article, special, frequency, times, per, period, time, route, prn, bound, range,
            change, from
        case delta, intake, animal, lab, labunit, duration, since, stop, start, month, ago, glue, german, weight,
            currency

        /// One bit a part.
        var bit: UInt64 { 1 &<< UInt64(rawValue) }
    }

    /// Shared, since it is looked up for nearly every word beside a number.
    final class Word: Sendable {
        let part: Part
        let value: String
        let number: Double
        /// Of a word of frequency.
        let frequency: DoseGrammar.Frequency?

        init(part: Part, value: String, number: Double, frequency: DoseGrammar.Frequency?) {
            (self.part, self.value, self.number, self.frequency) = (part, value, number, frequency)
        }
    }

    private let words: [Word]
    /// The bit of each word's part.
    private let bits: [UInt64]
    private let table: PhraseTable
    /// Parts of the words that begin with a token, and of those that end with it.
    private let firstParts: TokenTable
    private let lastParts: TokenTable
    /// A bit for each of the words that a dose or an exposure may begin with; small enough for the first cache.
    private let beginFilter: [UInt64]
    /// The same for the first and the last tokens of all words, which most tokens are not.
    private let firstFilter: [UInt64]
    private let lastFilter: [UInt64]
    private let animalFilter: [UInt64]

    private static let amountParts: UInt64 = [Part.number, .special, .article].reduce(0) { $0 | $1.bit }
    static let timeParts: UInt64 = [Part.since, .duration, .stop, .start].reduce(0) { $0 | $1.bit }

    private init(
        words: [Word], table: PhraseTable, firstParts: [UInt64: UInt64], lastParts: [UInt64: UInt64]
    ) {
        self.words = words
        bits = words.map(\.part.bit)
        self.table = table
        self.firstParts = TokenTable(firstParts)
        self.lastParts = TokenTable(lastParts)
        func filter(_ hashes: some Sequence<UInt64>) -> [UInt64] {
            var filter = [UInt64](repeating: 0, count: 256)
            for hash in hashes { filter[Int(hash >> 56)] |= 1 << (hash >> 50 & 63) }
            return filter
        }
        beginFilter = filter(firstParts.filter { $0.value & (Self.amountParts | Self.timeParts) != 0 }.keys)
        firstFilter = filter(firstParts.keys)
        lastFilter = filter(lastParts.keys)
        animalFilter = filter(firstParts.filter { $0.value & Part.animal.bit != 0 }.keys)
    }

    package static func read(_ folder: ResourceFolder) throws(ResourceError) -> DoseVocabulary {
        try read(bytes: folder.read("drugs/dose-words.tsv"))
    }

    package static func read(bytes: [UInt8]) throws(ResourceError) -> DoseVocabulary {
        let file = try TableFile(name: "dose-words.tsv", bytes: bytes, columns: 3)
        let parts = Dictionary(uniqueKeysWithValues: Part.allCases.map { ("\($0)", $0) })
        var words: [Word] = []
        var firstParts: [UInt64: UInt64] = [:]
        var lastParts: [UInt64: UInt64] = [:]
        var builder = PhraseTable.Builder()
        for row in file.rows {
            guard let part = parts[row.string(0)] else {
                throw .malformed(file: file.name, line: row.line, reason: "no part is named \(row.string(0))")
            }
            let id = Int32(words.count)
            let value = row.string(1)
            words.append(
                Word(
                    part: part, value: value, number: Double(value) ?? 0,
                    frequency: part == .frequency ? DoseGrammar.parse(value) : nil))
            for form in row.list(2) {
                builder.add(form: form, id: id)
                let stream = TokenStream(text: Array(form).span)
                guard stream.count > 0 else { continue }
                firstParts[stream.tokens[0].hash, default: 0] |= part.bit
                lastParts[stream.tokens[stream.count - 1].hash, default: 0] |= part.bit
            }
        }
        return DoseVocabulary(
            words: words, table: builder.build(), firstParts: firstParts, lastParts: lastParts)
    }

    /// The word of `part` that begins at token `index`, and the token after it.
    @inline(__always)
    func word(_ part: Part, at index: Int, _ stream: TokenStream) -> (word: Word, next: Int)? {
        guard index >= 0, index < stream.count, parts(stream.tokens.span[index].hash) & part.bit != 0 else {
            return nil
        }
        return longestWord(part, at: index, stream)
    }

    @inline(never)
    private func longestWord(_ part: Part, at index: Int, _ stream: TokenStream) -> (word: Word, next: Int)? {
        let bit = part.bit
        guard let match = table.longest(at: index, in: stream) else { return nil }
        for position in match.ids where bits[Int(table.id(position))] == bit {
            return (words[Int(table.id(position))], match.next)
        }
        return nil
    }

    @inline(__always)
    private static func mayHold(_ filter: [UInt64], _ hash: UInt64) -> Bool {
        filter[Int(truncatingIfNeeded: hash &>> 56)] &>> (hash &>> 50 & 63) & 1 == 1
    }

    /// The bits of the parts whose words or phrases begin with a token of this hash.
    @inline(__always)
    func parts(_ hash: UInt64) -> UInt64 { Self.mayHold(firstFilter, hash) ? firstParts[hash] : 0 }

    /// The bits of the parts whose words or phrases end with a token of this hash.
    @inline(__always)
    func endings(_ hash: UInt64) -> UInt64 { Self.mayHold(lastFilter, hash) ? lastParts[hash] : 0 }

    /// Where something may begin, ascending.
    struct Places {
        /// Doses: numbers and words that stand for them.
        var amounts: [Int] = []
        /// Exposures: numbers and words of duration and time.
        var times: [Int] = []
    }

    func places(in stream: TokenStream) -> Places {
        var places = Places()
        places.amounts.reserveCapacity(stream.count / 16 + 8)
        places.times.reserveCapacity(stream.count / 16 + 8)
        let tokens = stream.tokens.span
        let beginFilter = beginFilter
        let filter = beginFilter.span
        for index in tokens.indices {
            let token = tokens[index]
            let hash = token.hash
            let bit = filter[Int(truncatingIfNeeded: hash &>> 56)] &>> (hash &>> 50 & 63) & 1
            // The lowest bit of the flags is that of numbers.
            guard bit | UInt64(token.flags.rawValue & 1) != 0 else { continue }
            if token.isNumber {
                places.amounts.append(index)
                places.times.append(index)
            } else if token.isWord {
                let parts = firstParts[hash]
                if parts & Self.amountParts != 0 { places.amounts.append(index) }
                if parts & Self.timeParts != 0 { places.times.append(index) }
            }
        }
        return places
    }

    /// The tokens at which an animal is named, ascending.
    func animals(in stream: TokenStream) -> [Int] {
        var places: [Int] = []
        let tokens = stream.tokens.span
        let filter = animalFilter
        for index in tokens.indices where Self.mayHold(filter, tokens[index].hash) && tokens[index].isWord {
            if word(.animal, at: index, stream) != nil { places.append(index) }
        }
        return places
    }

    /// The word of `part` that ends just before token `index`, of at most five tokens.
    func word(_ part: Part, endingAt index: Int, _ stream: TokenStream) -> (word: Word, first: Int)? {
        guard index > 0, index <= stream.count, endings(stream.tokens[index - 1].hash) & part.bit != 0 else {
            return nil
        }
        var first = index - 1
        while first >= 0, first >= index - 5 {
            if let found = word(part, at: first, stream), found.next == index { return (found.word, first) }
            if stream.tokens[first].flags.contains(.sentenceStart) { break }
            first -= 1
        }
        return nil
    }
}
