/// The words of doses and exposures, read from `Data/drugs/dose-words.tsv`.
package struct DoseVocabulary: Sendable {
    /// What a word or phrase is in a dose; the raw value is the first column of the file.
    enum Part: String, Sendable, CaseIterable {
        case unit, form, number, article, special, frequency, times, per, period, time, route, prn, bound, range,
            change, from
        case delta, intake, animal, lab, labunit, duration, since, stop, start, month, ago, glue, german, weight,
            currency
    }

    struct Word: Sendable {
        let part: Part
        let value: String
        let number: Double
    }

    private(set) var words: [Word] = []
    private(set) var table = PhraseTable.Builder().build()

    package static func read(_ folder: ResourceFolder) throws(ResourceError) -> DoseVocabulary {
        try read(bytes: folder.read("drugs/dose-words.tsv"))
    }

    package static func read(bytes: [UInt8]) throws(ResourceError) -> DoseVocabulary {
        let file = try TableFile(name: "dose-words.tsv", bytes: bytes, columns: 3)
        var vocabulary = DoseVocabulary()
        var builder = PhraseTable.Builder()
        for row in file.rows {
            guard let part = Part(rawValue: row.string(0)) else {
                throw .malformed(file: file.name, line: row.line, reason: "no part is named \(row.string(0))")
            }
            let id = Int32(vocabulary.words.count)
            vocabulary.words.append(Word(part: part, value: row.string(1), number: Double(row.string(1)) ?? 0))
            for form in row.list(2) { builder.add(form: form, id: id) }
        }
        vocabulary.table = builder.build()
        return vocabulary
    }

    /// The word of `part` that begins at token `index`, and the token after it.
    func word(_ part: Part, at index: Int, _ stream: TokenStream) -> (word: Word, next: Int)? {
        guard index >= 0, index < stream.count, table.mayBegin(stream.tokens[index].hash) else { return nil }
        for match in table.matches(at: index, in: stream) where words[Int(match.id)].part == part {
            return (words[Int(match.id)], match.lastToken + 1)
        }
        return nil
    }

    /// The word of `part` that ends just before token `index`, of at most five tokens.
    func word(_ part: Part, endingAt index: Int, _ stream: TokenStream) -> (word: Word, first: Int)? {
        var first = index - 1
        while first >= 0, first >= index - 5 {
            if let found = word(part, at: first, stream), found.next == index { return (found.word, first) }
            if stream.tokens[first].flags.contains(.sentenceStart) { break }
            first -= 1
        }
        return nil
    }
}
