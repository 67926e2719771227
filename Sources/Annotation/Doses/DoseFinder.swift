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
                in: document.stream, at: places, mentions: document.mentions,
                threadHasDrug: !document.mentions.isEmpty),
            document.stream)
        let animals = readings.isEmpty ? [] : vocabulary.animals(in: document.stream)
        document.doses = readings.map { dose($0, document, animals) }
        document.exposures = exposures(in: document, at: places)
    }

    // MARK: Scanning

    /// The accepted readings in text order.
    /// - Parameter threadHasDrug: whether a drug is talked about at all; bare numbers count only then.
    func readings(
        in stream: TokenStream, at places: [Int], mentions: [Mention], threadHasDrug: Bool
    ) -> [DoseGrammar.Reading] {
        var found: [DoseGrammar.Reading] = []
        var next = 0
        func mentionEnd(_ token: Int) -> Int? {
            mention(startingAt: token, mentions).map { mentions[$0].tokens.upperBound }
        }
        for index in places where index >= next {
            let token = stream.tokens[index]
            if let strength = strengthAfterName(index, stream, mentions) {
                found.append(strength)
                next = strength.tokens.upperBound
                continue
            }
            guard token.isNumber || starters.contains(token.hash) || isArticleAmount(index, stream),
                !isPlainNumber(index, stream, mentions, found.last),
                let reading = reading(at: index, stream, mentions, threadHasDrug, found.last, mentionEnd)
            else { continue }
            found.append(reading)
            next = reading.tokens.upperBound
        }
        return found
    }

    /// "Intralipid 20%", "halcinonide cream 0.1%": a percentage right behind a substance that is given as a solution or put on skin or eyes is
    /// its strength; behind others it is a rate ("fluoxetine 20%, placebo 5%").
    private func strengthAfterName(_ index: Int, _ stream: TokenStream, _ mentions: [Mention]) -> DoseGrammar.Reading? {
        guard stream.tokens[index].isNumber, stream.punctuation(index + 1) == UInt8(ascii: "%"),
            let value = grammar.value(index, stream), value > 0, value <= 50
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
    private func isPlainNumber(
        _ index: Int, _ stream: TokenStream, _ mentions: [Mention], _ last: DoseGrammar.Reading?
    ) -> Bool {
        let token = stream.tokens[index]
        guard index + 2 < stream.count, !token.isNumber || stream.bytes[Int(token.start)] != UInt8(ascii: ".") else {
            return false
        }
        // Articles begin amounts of their own ("a gram").
        guard token.isNumber || token.length > 2, vocabulary.parts(token.hash) & DoseVocabulary.Part.frequency.bit == 0
        else { return false }
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
        if parts & Self.following != 0 { return false }
        if parts & DoseVocabulary.Part.glue.bit != 0, !stream.equals(next, "of"), !stream.equals(next, "the") {
            return false
        }
        if index > 0, grammar.mayEndHead(index - 1, stream) { return false }
        let sentence = stream.sentenceTokens(stream.sentence(of: index))
        if let last, index - last.tokens.upperBound <= 60 || sentence.contains(last.tokens.lowerBound) { return false }
        return !hasMention(in: sentence, mentions)
    }

    private func isArticleAmount(_ index: Int, _ stream: TokenStream) -> Bool {
        let length = stream.tokens[index].length
        guard length <= 2, index + 1 < stream.count, stream.lower(index, 0) == UInt8(ascii: "a"),
            articleUnits.contains(stream.tokens[index + 1].hash)
        else { return false }
        return stream.equals(index, "a") || stream.equals(index, "an")
    }

    private func reading(
        at index: Int, _ stream: TokenStream, _ mentions: [Mention], _ threadHasDrug: Bool,
        _ last: DoseGrammar.Reading?,
        _ mentionEnd: (Int) -> Int?
    ) -> DoseGrammar.Reading? {
        guard !isGuarded(index, stream) else { return nil }
        guard var reading = grammar.reading(at: index, stream, drug: mentionEnd) else { return nil }
        let core = reading.tokens
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
            Self.bloodProducts.contains(stream.tokens[core.upperBound + 1].hash)
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

    /// Whether a drug stands directly before the amount ("Xanax 2 mg", "Xanax (2 mg") that no earlier dose has taken ("20 mg Xanax").
    private func isTaken(
        _ index: Int, _ stream: TokenStream, _ mentions: [Mention], _ last: DoseGrammar.Reading?
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
        _ given: DoseGrammar.Reading, _ core: Range<Int>, _ last: DoseGrammar.Reading, _ stream: TokenStream
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
    private func isNear(_ reading: DoseGrammar.Reading, _ core: Range<Int>, _ last: DoseGrammar.Reading?) -> Bool {
        guard let last, core.lowerBound - last.tokens.upperBound <= 60, !last.isCount else { return false }
        return isComparable(reading.amount, last.amount)
    }

    /// A laboratory value: a word for one within five tokens before, and nothing that is only said of doses after it.
    private func isLabValue(_ index: Int, _ reading: DoseGrammar.Reading, _ stream: TokenStream) -> Bool {
        guard reading.isBare || reading.drugToken == nil && reading.frequency == nil else { return false }
        let reach = reading.isBare ? 5 : 1
        for near in max(0, index - reach)..<index where vocabulary.word(.lab, at: near, stream) != nil { return true }
        return false
    }

    /// Whether a drug is named in the paragraph.
    private func isInParagraph(_ core: Range<Int>, _ mentions: [Mention], _ stream: TokenStream) -> Bool {
        var first = core.lowerBound
        while first > 0, !stream.tokens[first].flags.contains(.paragraphBefore), core.lowerBound - first < 300 {
            first -= 1
        }
        var last = core.upperBound
        while last < stream.count, !stream.tokens[last].flags.contains(.paragraphBefore), last - core.upperBound < 300 {
            last += 1
        }
        return hasMention(in: first..<last, mentions)
    }

    /// Prices, dates, percentages, steps, parts of names and numbers.
    private func isGuarded(_ index: Int, _ stream: TokenStream) -> Bool {
        let token = stream.tokens[index]
        guard token.isNumber else { return vocabulary.word(.delta, endingAt: index, stream) != nil }
        if !token.flags.contains(.spaceBefore), index > 0 {
            switch stream.punctuation(index - 1) {
            case UInt8(ascii: "$"), UInt8(ascii: "*"), UInt8(ascii: "'"), UInt8(ascii: "#"), UInt8(ascii: "_"),
                UInt8(ascii: ":"):
                return true
            case UInt8(ascii: "/"):
                // "10/325"; "30 ml/100 g/min"
                return index >= 2 && (stream.tokens[index - 2].isNumber || stream.equals(index - 2, "ml"))
            case UInt8(ascii: "-"):
                return !stream.tokens[index - 1].flags.contains(.spaceBefore)
            default: break
            }
        }
        let after = stream.punctuation(index + 1)
        if isStatistic(index, stream) || isBodyWeight(index, stream) { return true }
        // The end of a DOI, not of a dose.
        if token.length > 4, stream.bytes[Int(token.start)] == UInt8(ascii: ".") { return true }
        if stream.equals(index - 1, "of"), stream.equals(index - 2, "bottle") || stream.equals(index - 2, "box") {
            return true
        }
        if after == UInt8(ascii: "%"), !grammar.isStrength(index + 1, stream) { return true }
        if after == UInt8(ascii: "'") || after == UInt8(ascii: "\"") { return true }
        if after == UInt8(ascii: ":"), index + 2 < stream.count, !stream.tokens[index + 2].flags.contains(.spaceBefore)
        {
            return true
        }
        // A date: 5/26/2021.
        if after == UInt8(ascii: "/"), stream.punctuation(index + 3) == UInt8(ascii: "/") { return true }
        return vocabulary.word(.delta, endingAt: index, stream) != nil
    }

    /// A deviation ("653 +/- 174 g"), what one follows ("107 +/- 6 mm Hg"), or a probability ("P < .05").
    private func isStatistic(_ index: Int, _ stream: TokenStream) -> Bool {
        let before = stream.punctuation(index - 1)
        if stream.equals(index - 1, "±") || isPlusMinus(endingAt: index, stream)
            || isPlusMinus(endingAt: index + 4, stream)
        {
            return true
        }
        guard before == UInt8(ascii: "=") || before == UInt8(ascii: "<") || before == UInt8(ascii: ">") else {
            return false
        }
        return stream.equals(index - 2, "p") || stream.equals(index - 2, "n") || stream.equals(index - 2, "r")
    }

    /// "+/-" before token `index`.
    private func isPlusMinus(endingAt index: Int, _ stream: TokenStream) -> Bool {
        index >= 3 && index <= stream.count && stream.punctuation(index - 1) == UInt8(ascii: "-")
            && stream.punctuation(index - 2) == UInt8(ascii: "/") && stream.punctuation(index - 3) == UInt8(ascii: "+")
    }

    /// "days 1, 8 and 15": the number of a day.
    private func isDayOfList(_ index: Int, _ stream: TokenStream) -> Bool {
        var near = index - 1
        while near >= 0, index - near < 10,
            stream.tokens[near].isNumber || stream.punctuation(near) == UInt8(ascii: ",")
                || stream.punctuation(near) == UInt8(ascii: "-") || stream.equals(near, "and")
                || stream.equals(near, "to")
        {
            near -= 1
        }
        // The list begins right behind the word: "2 days, 20 at night" is none.
        return near >= 0 && near < index - 1 && stream.tokens[near + 1].isNumber
            && (stream.equals(near, "days") || stream.equals(near, "day"))
    }

    /// "rats (180 g)", "weighing 250-300 g".
    private func isBodyWeight(_ index: Int, _ stream: TokenStream) -> Bool {
        let isAnimal =
            stream.punctuation(index - 1) == UInt8(ascii: "(")
            && vocabulary.word(.animal, endingAt: index - 1, stream) != nil
        guard
            isAnimal || stream.equals(index - 1, "weighing") || stream.equals(index - 1, "weighed")
                || stream.equals(index - 2, "weighing"),
            let unit = grammar.number(at: index, stream).flatMap({ grammar.unit(at: $0.next, stream) })
        else { return false }
        return unit.unit == "g" && unit.frequency == nil
    }

    private func hasCurrency(before index: Int, _ stream: TokenStream) -> Bool {
        for near in max(0, index - 4)..<index
        where stream.punctuation(near) == UInt8(ascii: "$") || vocabulary.word(.currency, at: near, stream) != nil {
            return true
        }
        return false
    }

    // MARK: Bare numbers

    /// A number without a unit counts beside a drug and with a frequency or a time, directly after a drug's name, as a count of a
    /// named product, or as the target of a change.
    private func bare(
        _ given: DoseGrammar.Reading, _ core: Range<Int>, _ stream: TokenStream, _ mentions: [Mention], _ near: Bool,
        _ threadHasDrug: Bool
    ) -> DoseGrammar.Reading? {
        var reading = given
        guard let amount = reading.amount, amount.high > 0, amount.high < 10_000, !isDayOfList(core.lowerBound, stream)
        else { return nil }
        let isYear = amount.low >= 1900 && amount.low <= 2100 && amount.low == amount.low.rounded()
        guard !isYear else { return nil }
        let before = mention(endingAt: core.lowerBound, mentions)
        let direct = reading.drugToken == core.upperBound || reading.drugToken != nil && reading.route != nil
        if reading.flags.contains(where: { $0.hasPrefix("combination") })
            || isCombination(core, amount, before, reading, mentions, stream)
        {
            guard before != nil || reading.drugToken != nil else { return nil }
            if amount.low != amount.high {
                reading.flags.append("combination:\(DoseGrammar.text(amount.low))+\(DoseGrammar.text(amount.high))")
            }
            reading.amount = Amount(amount.low)
            reading.unit = "mg"
            reading.isBare = false
            return reading
        }
        if direct, let drug = reading.drugToken.flatMap({ mention(startingAt: $0, mentions) }),
            mentions[drug].kind != .drugClass
        {
            // "185 suprofen-exposed patients"
            let end = mentions[drug].tokens.upperBound
            if stream.punctuation(end) == UInt8(ascii: "-"), !stream.tokens[end].flags.contains(.spaceBefore) {
                return nil
            }
            let isWhole = amount.low == amount.low.rounded() && amount.high <= 12
            if isWhole {
                guard
                    reading.hasTail || vocabulary.word(.intake, endingAt: reading.tokens.lowerBound, stream) != nil
                        || reading.tokens.lowerBound > 0
                            && vocabulary.word(.intake, endingAt: core.lowerBound, stream) != nil
                        || stream.tokens[core.lowerBound].flags.contains(.sentenceStart)
                        || stream.equals(reading.tokens.upperBound, "at")
                        || stream.equals(reading.tokens.upperBound, "last")
                else { return nil }
                guard mentions[drug].kind != .otherSubstance else { return nil }
                reading.unit = "{tbl}"
                reading.isCount = true
                reading.isBare = false
                if reading.perTake == nil { reading.perTake = Amount(1) }
                return reading
            }
            reading.flags.append("unit_missing")
            return reading
        }
        reading.flags.append("unit_missing")
        if reading.hasTail {
            // "at 2 pm" is a clock.
            let isClock =
                !reading.hasLeadingPoint && reading.frequency == nil && amount.high <= 12
                && (stream.equals(core.upperBound, "am") || stream.equals(core.upperBound, "pm")
                    || stream.equals(core.upperBound, "a") || stream.equals(core.upperBound, "p"))
            let isAt =
                core.lowerBound > 0 && reading.frequency == nil && amount.high <= 12
                && stream.equals(core.lowerBound - 1, "at")
            if isClock || isAt || isFollowedByPeriod(core.upperBound, stream) { return nil }
            if reading.hasLeadingPoint || near { return reading }
            // "two per month" may count anything.
            if threadHasDrug,
                reading.frequency != nil && stream.tokens[core.lowerBound].isNumber
                    || vocabulary.word(.intake, endingAt: core.lowerBound, stream) != nil
            {
                return reading
            }
            return nil
        }
        guard endsPhrase(core.upperBound, stream) || reading.flags.contains("change") || reading.drugToken != nil else {
            return nil
        }
        if let before, mentions[before].kind != .drugClass, mentions[before].kind != .otherSubstance,
            stream.tokens[core.lowerBound].flags.contains(.spaceBefore), amount.high <= 2000
        {
            return reading
        }
        if reading.drugToken != nil, near, stream.equals(core.upperBound, "of") { return reading }
        if reading.hasLeadingPoint, threadHasDrug { return reading }
        guard near, amount.high <= 2000 else { return nil }
        return isChangeTarget(core.lowerBound, stream) || reading.flags.contains("change") ? reading : nil
    }

    /// "Norco 5-325": beside a combination a wide range is two strengths.
    private func isCombination(
        _ core: Range<Int>, _ amount: Amount, _ before: Int?, _ reading: DoseGrammar.Reading, _ mentions: [Mention],
        _ stream: TokenStream
    ) -> Bool {
        guard amount.high >= amount.low * 10, core.count == 3,
            let drug = before ?? reading.drugToken.flatMap({ mention(startingAt: $0, mentions) })
        else { return false }
        return lexicon.substances[Int(mentions[drug].substance)].ingredients.count > 1
    }

    private func isFollowedByPeriod(_ index: Int, _ stream: TokenStream) -> Bool {
        vocabulary.word(.period, at: index, stream) != nil && !stream.equals(index, "nightly")
    }

    /// Nothing that the number could count follows: punctuation, the end, or a word that goes on.
    private func endsPhrase(_ index: Int, _ stream: TokenStream) -> Bool {
        guard index < stream.count else { return true }
        let token = stream.tokens[index]
        if token.flags.contains(.sentenceStart) || token.flags.contains(.paragraphBefore) { return true }
        if token.isPunctuation {
            let mark = stream.punctuation(index)
            return mark != UInt8(ascii: "-") && mark != UInt8(ascii: "/") && mark != UInt8(ascii: "%")
                && mark != UInt8(ascii: ":")
        }
        return Self.connectives.contains(token.hash)
    }

    private static let connectives = TokenTable(
        "and but for since then to so because or with which when while until till if now again i it was is he she my after before in from as this that"
    )

    private static let changeVerbs = TokenTable(
        "cut dropped drop went go gone going switched raised raise upped built build weaned weaning tapering lowering started starting increasing decreased decrease decreasing stepped bump bumping increased increase reduced reduce lowered lower jumped moved bumped tapered taper down up got get back stay stayed stuck hold holding"
    )

    /// "down to 20", "cut me to 40", "I'm on 20", "took 5".
    private func isChangeTarget(_ index: Int, _ stream: TokenStream) -> Bool {
        guard index >= 2 else { return false }
        if stream.equals(index - 1, "to") || stream.equals(index - 1, "at") || stream.equals(index - 1, "from") {
            for near in max(0, index - 5)..<index - 1 where Self.changeVerbs.contains(stream.tokens[near].hash) {
                return true
            }
            return false
        }
        return stream.equals(index - 1, "took") || stream.equals(index - 1, "taking") || stream.equals(index - 1, "on")
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

    private func hasMention(in tokens: Range<Int>, _ mentions: [Mention]) -> Bool {
        let index = firstMention(from: tokens.lowerBound, mentions)
        return index < mentions.count && mentions[index].tokens.lowerBound < tokens.upperBound
    }
}
