import Events

/// Finds the doses and exposures of a document and links each to its drug.
package final class DoseFinder: Sendable {
    let grammar: DoseGrammar
    let lexicon: Lexicon
    let vocabulary: DoseVocabulary
    /// Hashes of first tokens of number words and special amounts, so that most words are passed over.
    private let starters: TokenTable
    /// Hashes of unit words that "a" and "an" may stand before.
    private let articleUnits: TokenTable

    package init(grammar: DoseGrammar, lexicon: Lexicon) {
        self.grammar = grammar
        self.lexicon = lexicon
        vocabulary = grammar.vocabulary
        let words = [
            "half", "quarter", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
            "twelve",
            "thirteen", "fourteen", "fifteen", "eighteen", "twenty", "thirty", "forty", "fifty", "sixty", "seventy",
            "eighty",
            "hundred",
        ]
        starters = TokenTable(words: words.compactMap { TokenStream.hash(of: $0) })
        articleUnits = TokenTable(
            words: ["gram", "gramme", "milligram", "half", "quarter", "couple", "eighth", "hundred"].compactMap {
                TokenStream.hash(of: $0)
            })
    }

    /// Fills in the document's doses and exposures; its mentions must be there.
    package func annotate(_ document: inout AnnotatedDocument) {
        let places = vocabulary.places(in: document.stream)
        let readings = merged(
            readings(
                in: document.stream, at: places.amounts, mentions: document.mentions,
                threadHasDrug: !document.mentions.isEmpty),
            document.stream)
        let animals = readings.isEmpty ? [] : vocabulary.animals(in: document.stream)
        document.doses = readings.map { dose($0, document, animals) }
        document.exposures = exposures(in: document, at: places.times)
    }

    // MARK: Scanning

    /// What a number needs to know of the dose before it: a whole reading is large, and most numbers are none.
    struct Last {
        let tokens: Range<Int>
        let amount: Amount?
        let unit: String?
        let isCount: Bool

        init(_ reading: DoseGrammar.Reading) {
            (tokens, amount, unit, isCount) = (reading.tokens, reading.amount, reading.unit, reading.isCount)
        }
    }

    /// The accepted readings in text order.
    /// - Parameter threadHasDrug: whether a drug is talked about at all; bare numbers count only then.
    func readings(
        in stream: TokenStream, at places: [Int], mentions: [Mention], threadHasDrug: Bool
    ) -> [DoseGrammar.Reading] {
        var found: [DoseGrammar.Reading] = []
        var next = 0
        var last: Last?
        func mentionEnd(_ token: Int) -> Int? {
            mention(startingAt: token, mentions).map { mentions[$0].tokens.upperBound }
        }
        for index in places where index >= next {
            let token = stream.tokens[index]
            if token.isNumber, stream.punctuation(index + 1) == UInt8(ascii: "%"),
                let strength = strengthAfterName(index, stream, mentions)
            {
                found.append(strength)
                last = Last(strength)
                next = strength.tokens.upperBound
                continue
            }
            guard token.isNumber || starters.contains(token.hash) || isArticleAmount(index, stream),
                !isPlainNumber(index, stream, mentions, last), !isNumberOfCompound(index, stream),
                let reading = reading(at: index, stream, mentions, threadHasDrug, last, mentionEnd)
            else { continue }
            found.append(reading)
            last = Last(reading)
            next = reading.tokens.upperBound
        }
        return found
    }

    /// "Intralipid 20%", "halcinonide cream 0.1%": a percentage right behind a substance that is given as a solution or put on skin or eyes is
    /// its strength; behind others it is a rate ("fluoxetine 20%, placebo 5%").
    private func strengthAfterName(_ index: Int, _ stream: TokenStream, _ mentions: [Mention]) -> DoseGrammar.Reading? {
        guard let value = grammar.value(index, stream), value > 0, value <= 50
        else { return nil }
        let end = index > 0 && grammar.isPreparation(index - 1, stream) ? index - 1 : index
        guard let drug = mention(endingAt: end, mentions), isPrepared(mentions[drug]) else { return nil }
        return DoseGrammar.Reading(tokens: index..<index + 2, amount: Amount(value), unit: "%")
    }

    /// Dermatologicals, sense organs, solutions and local anaesthetics by their codes.
    private func isPrepared(_ mention: Mention) -> Bool {
        let substance = lexicon.substances[Int(mention.substance)]
        return substance.name == "lipid emulsion"
            || substance.atc.contains { code in
                code.hasPrefix("D") || code.hasPrefix("S") || code.hasPrefix("B05") || code.hasPrefix("N01B")
            }
    }

    /// Parts that make a number more than a number when they follow it, and those that do so before it.
    private static let following: UInt64 = [
        DoseVocabulary.Part.unit, .form, .frequency, .times, .per, .time, .route, .prn, .range, .change, .number,
        .special,
        .german,
    ].reduce(0) { $0 | $1.bit }

    /// A number that counts something else ("two goals", "in 2003"), told by its neighbours alone, so that most numbers of ordinary text cost
    /// nothing: no unit, frequency or time beside it, no drug in its sentence and no dose before it that it may go on with.
    private func isPlainNumber(_ index: Int, _ stream: TokenStream, _ mentions: [Mention], _ last: Last?) -> Bool {
        let token = stream.tokens[index]
        guard index + 2 < stream.count, !token.isNumber || stream.bytes[Int(token.start)] != UInt8(ascii: ".") else {
            return false
        }
        // Articles begin amounts of their own ("a gram").
        guard token.isNumber || token.length > 2 else { return false }
        var next = index + 1
        if stream.tokens[next].isPunctuation {
            let mark = stream.punctuation(next)
            guard mark == UInt8(ascii: ",") || mark == UInt8(ascii: ".") || mark == UInt8(ascii: ")") else {
                return false
            }
            next += 1
        }
        guard stream.tokens[next].isWord else { return false }
        let parts = vocabulary.parts(stream.tokens[next].hash)
        // "10 m" begins like "m/w/f", but is no frequency.
        if parts & Self.following & ~DoseVocabulary.Part.frequency.bit != 0 || beginsFrequency(next, stream) {
            return false
        }
        if parts & DoseVocabulary.Part.glue.bit != 0, !stream.equals(next, "of"), !stream.equals(next, "the") {
            return false
        }
        if index > 0, grammar.mayEndHead(index - 1, stream) { return false }
        // "one a day"
        if beginsFrequency(index, stream) { return false }
        let sentence = stream.sentenceTokens(stream.sentence(of: index))
        if let last, index - last.tokens.upperBound <= 60 || sentence.contains(last.tokens.lowerBound) { return false }
        return !hasMention(in: sentence, mentions)
    }

    private func beginsFrequency(_ index: Int, _ stream: TokenStream) -> Bool {
        vocabulary.parts(stream.tokens[index].hash) & DoseVocabulary.Part.frequency.bit != 0
            && vocabulary.word(.frequency, at: index, stream) != nil
    }

    /// "21-year-old", "7-seater": a hyphen and a word that belongs to no dose. Neither a unit nor a tail can follow, and no phrase ends here.
    private func isNumberOfCompound(_ index: Int, _ stream: TokenStream) -> Bool {
        guard stream.tokens[index].isNumber, index + 2 < stream.count,
            stream.punctuation(index + 1) == UInt8(ascii: "-"),
            stream.tokens[index + 1].flags.isDisjoint(with: [.sentenceStart, .paragraphBefore]),
            stream.isWord(at: index + 2)
        else { return false }
        // An arrow begins with a hyphen too, but no word is part of it.
        return vocabulary.parts(stream.hash(at: index + 1)) & ~DoseVocabulary.Part.change.bit == 0
            && vocabulary.parts(stream.hash(at: index + 2)) & Self.following == 0
            && !(index > 0 && grammar.mayEndHead(index - 1, stream)) && !beginsFrequency(index, stream)
    }

    private func isArticleAmount(_ index: Int, _ stream: TokenStream) -> Bool {
        let length = stream.tokens[index].length
        guard length <= 2, index + 1 < stream.count, stream.lower(index, 0) == UInt8(ascii: "a"),
            articleUnits.contains(stream.hash(at: index + 1))
        else { return false }
        return stream.equals(index, "a") || stream.equals(index, "an")
    }

    func reading(
        at index: Int, _ stream: TokenStream, _ mentions: [Mention], _ threadHasDrug: Bool,
        _ last: Last?,
        _ mentionEnd: (Int) -> Int?
    ) -> DoseGrammar.Reading? {
        guard !isGuarded(index, stream), !isLoneNumber(index, stream, mentions, last) else { return nil }
        guard var reading = grammar.reading(at: index, stream, drug: mentionEnd) else { return nil }
        let core = reading.tokens
        if reading.isBare,
            !(threadHasDrug || last != nil || reading.hasLeadingPoint)
                || reading.flags.isEmpty && isAlone(reading.tokens, stream, mentions, last)
        {
            return nil
        }
        // "3 times a day" is a frequency, not an amount.
        if reading.isBare, let own = grammar.frequency(at: index, stream), own.next > core.upperBound { return nil }
        grammar.readTail(
            &reading, stream, isTaken: isTaken(core.lowerBound, stream, mentions, last), drug: mentionEnd)
        grammar.readHead(&reading, stream)
        if isLabValue(core.lowerBound, reading, stream) { return nil }
        if let bound = vocabulary.word(.bound, endingAt: reading.tokens.lowerBound, stream) {
            reading.flags.append(bound.word.value == "upper" ? "upper_bound" : "approximate")
            reading.tokens = bound.first..<reading.tokens.upperBound
        }
        let sentence = stream.sentenceTokens(stream.sentence(of: index))
        let inSentence = hasMention(in: sentence, mentions)
        let sameSentence = last.map { sentence.contains($0.tokens.lowerBound) } ?? false
        if reading.isBare {
            if let last, let continued = continued(reading, core, last, stream) { return continued }
            let near = inSentence || sameSentence || isNear(reading, core, last)
            return bare(reading, core, stream, mentions, near, threadHasDrug)
        }
        if reading.isCount {
            let isTaken =
                reading.hasTail || reading.drugToken != nil
                || vocabulary.word(.intake, endingAt: core.lowerBound, stream) != nil
            guard threadHasDrug || reading.frequency != nil, isTaken, reading.amount.map({ $0.high <= 100 }) ?? true,
                !hasCurrency(before: core.lowerBound, stream)
            else { return nil }
            return reading
        }
        let unit = reading.unit ?? ""
        // "four units of packed cells" are no drug.
        if unit == "[iU]", stream.equals(core.upperBound, "of"), core.upperBound + 1 < stream.count,
            Self.bloodProducts.contains(stream.hash(at: core.upperBound + 1))
        {
            return nil
        }
        let isSure =
            unit.hasPrefix("mg") || unit.hasPrefix("ug") || reading.flags.contains("unit_missing") && threadHasDrug
        // A concentration alone is no dose.
        if unit.hasSuffix("/mL"), reading.drugToken == nil, !reading.flags.contains("volume_times_concentration") {
            return nil
        }
        guard isSure || inSentence || threadHasDrug && (reading.hasTail || isInParagraph(core, mentions, stream)) else {
            return nil
        }
        return reading
    }

    /// Whether nothing beside a bare number makes a dose of it, told before its tail is read: behind it nothing of a dose begins ("25 patients",
    /// "in 1996, and"), before it stands neither a drug nor a frequency, and where a phrase ends with it, it goes on with no dose before it.
    private func isAlone(_ number: Range<Int>, _ stream: TokenStream, _ mentions: [Mention], _ last: Last?) -> Bool {
        let (first, next) = (number.lowerBound, number.upperBound)
        guard hasNoTail(next, stream, mentions) else { return false }
        if first > 0, grammar.mayEndHead(first - 1, stream) { return false }
        guard mention(endingAt: first, mentions) == nil else { return false }
        guard endsPhrase(next, stream) else { return true }
        if let last, first - last.tokens.upperBound <= 5 { return false }
        return stream.bytes[Int(stream.tokens[first].start)] != UInt8(ascii: ".") && !isChangeTarget(first, stream)
    }

    /// Whether the tail of an amount that ends before a token is empty, and its unit left out: a drug, or a word that may begin something
    /// of a dose, does not follow, be it behind commas and brackets.
    private func hasNoTail(_ next: Int, _ stream: TokenStream, _ mentions: [Mention]) -> Bool {
        var index = next
        while index < min(next + 7, stream.count) {
            let token = stream.tokens[index]
            if vocabulary.parts(token.hash) != 0 || mention(startingAt: index, mentions) != nil { return false }
            if index > next, token.flags.contains(.sentenceStart) || token.flags.contains(.paragraphBefore) {
                return true
            }
            if token.isWord {
                // "4.6 and 40.8 mg": the unit of both.
                return stream.lower(index, 0) != UInt8(ascii: "q") && !stream.equals(index, "x")
                    && !stream.equals(index, "every") && (index > next || !stream.equals(index, "and"))
            }
            switch stream.punctuation(index) {
            case UInt8(ascii: ","), UInt8(ascii: "("), UInt8(ascii: ")"): index += 1
            case UInt8(ascii: "."), UInt8(ascii: ";"): return true
            default: return false
            }
        }
        return false
    }

    /// The same told of figures before they are read: the grammar makes a bare number of them and nothing else.
    private func isLoneNumber(_ index: Int, _ stream: TokenStream, _ mentions: [Mention], _ last: Last?) -> Bool {
        stream.tokens[index].isNumber && vocabulary.parts(stream.tokens[index].hash) == 0
            && isAlone(index..<index + 1, stream, mentions, last)
    }

    /// Whether a drug stands directly before the amount ("Xanax 2 mg", "Xanax (2 mg") that no earlier dose has taken ("20 mg Xanax").
    private func isTaken(
        _ index: Int, _ stream: TokenStream, _ mentions: [Mention], _ last: Last?
    ) -> Bool {
        let end = stream.punctuation(index - 1) == UInt8(ascii: "(") ? index - 1 : index
        guard let before = mention(endingAt: end, mentions) else { return false }
        return last.map { !$0.tokens.contains(mentions[before].tokens.lowerBound) } ?? true
    }

    private static let bloodProducts = TokenTable(
        "blood whole packed red plasma platelets cells rbc rbcs prbc prbcs ffp cryoprecipitate")

    private static let joints = TokenTable("and then now to even up down or back")

    /// Whether two amounts may be steps of one dose.
    private func isComparable(_ amount: Amount?, _ other: Amount?) -> Bool {
        guard let amount, let other, amount.low > 0, other.low > 0 else { return false }
        return amount.low <= other.high * 20 && other.low <= amount.high * 20
    }

    /// "up to 10 mg, 15, 20", "from 60 mg, to 40, and now to 20": a bare number that goes on with the dose before it has its unit.
    private func continued(
        _ given: DoseGrammar.Reading, _ core: Range<Int>, _ last: Last, _ stream: TokenStream
    ) -> DoseGrammar.Reading? {
        let gap = last.tokens.upperBound..<max(last.tokens.upperBound, core.lowerBound)
        guard let unit = last.unit, unit.hasSuffix("g"), !last.isCount, (1...5).contains(gap.count),
            given.drugToken == nil, isComparable(given.amount, last.amount),
            given.hasTail || endsPhrase(core.upperBound, stream)
        else { return nil }
        for index in gap {
            guard !stream.tokens[index].flags.contains(.sentenceStart),
                stream.punctuation(index) == UInt8(ascii: ",") || Self.joints.contains(stream.tokens[index].hash)
            else { return nil }
        }
        guard !stream.tokens[core.lowerBound].flags.contains(.sentenceStart) else { return nil }
        var reading = given
        reading.unit = unit
        reading.isBare = false
        return reading
    }

    /// Whether a dose stands some sentences before that this number may be a step of.
    private func isNear(_ reading: DoseGrammar.Reading, _ core: Range<Int>, _ last: Last?) -> Bool {
        guard let last, core.lowerBound - last.tokens.upperBound <= 60, !last.isCount else { return false }
        return isComparable(reading.amount, last.amount)
    }

    // MARK: Mentions

    /// Index of the mention that begins at a token.
    func mention(startingAt token: Int, _ mentions: [Mention]) -> Int? {
        let index = firstMention(from: token, mentions)
        return index < mentions.count && mentions[index].tokens.lowerBound == token ? index : nil
    }

    /// Index of the mention that ends before a token.
    func mention(endingAt token: Int, _ mentions: [Mention]) -> Int? {
        let index = firstMention(from: token, mentions) - 1
        return index >= 0 && mentions[index].tokens.upperBound == token ? index : nil
    }

    /// Index of the first mention that begins at or after a token.
    func firstMention(from token: Int, _ mentions: [Mention]) -> Int {
        var low = 0
        var high = mentions.count
        while low < high {
            let middle = (low + high) / 2
            if mentions[middle].tokens.lowerBound < token { low = middle + 1 } else { high = middle }
        }
        return low
    }

    func hasMention(in tokens: Range<Int>, _ mentions: [Mention]) -> Bool {
        let index = firstMention(from: tokens.lowerBound, mentions)
        return index < mentions.count && mentions[index].tokens.lowerBound < tokens.upperBound
    }
}
