import Events

/// Advice without a verb: for how long at most ("three days max", "eight weeks is enough"), how far apart ("calcium and iron: four hours
/// apart"), what is tested and when ("thyroid and liver function at baseline").
extension ClaimFinder {
    /// The span beside the words: before them where they begin with its unit, else behind them.
    func limit(_ trigger: Range<Int>, _ reading: Reading) -> Target? {
        let sentence = reading.sentence.tokens
        let first: Int
        var end: Int
        if stream.equals(trigger.lowerBound, anyOf: Self.spans) {
            first = startOfNumber(before: trigger.lowerBound, sentence)
            guard first < trigger.lowerBound else { return nil }
            end = trigger.lowerBound + 1
        } else {
            var start = trigger.upperBound
            while stream.equals(start, "for") || stream.equals(start, "the") { start += 1 }
            guard isNumber(start),
                let unit = Range(from: start + 1, to: min(start + 5, sentence.upperBound)).first(where: {
                    stream.equals($0, anyOf: Self.spans)
                }),
                !Range(from: start, to: unit).contains(where: {
                    stream.tokens[$0].isPunctuation && stream.punctuation($0) != 0x2D
                })
            else { return nil }
            (first, end) = (start, unit + 1)
        }
        // "ten days a month"
        if page.has(end, .indefinite) || stream.equals(end, "per"), stream.equals(end + 1, anyOf: Self.spans) {
            end += 2
        }
        var words = ""
        for index in first..<end {
            if index == first, page.has(index, .indefinite), !stream.equals(index + 1, anyOf: Self.fewWords) {
                words = "one"
            } else {
                append(index, to: &words)
            }
        }
        return Target("limit to \(words)", nil, min(first, trigger.lowerBound)..<max(end, trigger.upperBound), nil)
    }

    private func startOfNumber(before unit: Int, _ sentence: Range<Int>) -> Int {
        var first = unit
        while first > sentence.lowerBound, unit - first < 4,
            isNumber(first - 1)
                || (first < unit
                    && (stream.equals(first - 1, "to") || stream.equals(first - 1, "or")
                        || stream.punctuation(first - 1) == 0x2D))
        { first -= 1 }
        while first < unit, !isNumber(first) { first += 1 }
        return first
    }

    private func isNumber(_ index: Int) -> Bool {
        index < stream.count
            && (stream.tokens[index].isNumber || stream.equals(index, anyOf: Self.numerals))
    }

    private static let spans = TokenTable("day days night nights week weeks month months year years")
    private static let fewWords = TokenTable("couple few")
    private static let numerals = TokenTable(
        "a an one two three four five six seven eight nine ten twelve fourteen few couple of several half")

    /// "Calcium and iron: four hours apart": what is kept away from the drug, one each, and by how long.
    func apart(_ trigger: Range<Int>, _ reading: Reading) -> (targets: [Target], subject: Found?)? {
        let sentence = reading.sentence.tokens
        guard let unit = trigger.first(where: { stream.equals($0, anyOf: Self.hours) }) else { return nil }
        let first = startOfNumber(before: unit, sentence)
        guard first < unit else { return nil }
        let span = phrase(first..<unit + 1)
        var others: [Int] = []
        for index in Range(
            from: max(sentence.lowerBound, trigger.lowerBound - 16),
            to: min(sentence.upperBound, trigger.upperBound + 9))
        where stream.equals(index, anyOf: Self.parted) {
            others.append(index)
        }
        let groups = reading.groups.filter { group in !others.contains { group.tokens.contains($0) } }
        let subject: Found?
        if let own = groups.first {
            subject = (own.subjects, own.tokens, false)
        } else {
            guard memory.isOwn || isOnTopic || reading.isComment, !memory.subjects.isEmpty else { return nil }
            subject = (memory.subjects, nil, true)
        }
        if others.isEmpty {
            // "Half of it is gone five hours later": when, nothing kept apart.
            if groups.count < 2, stream.equals(trigger.upperBound - 1, "later") { return nil }
            guard groups.count > 1 else {
                return ([Target("take \(span) apart", nil, first..<trigger.upperBound, nil)], subject)
            }
            let named = groups[1].subjects.map {
                Target("separate from \($0.name) by \(span)", nil, first..<trigger.upperBound, nil)
            }
            return (named, subject)
        }
        return (
            others.prefix(4).map {
                Target(
                    "separate from \(stream.lowerString($0)) by \(span)", nil,
                    min($0, first)..<max($0 + 1, trigger.upperBound), nil)
            }, subject
        )
    }

    private static let hours = TokenTable("hour hours minutes")
    private static let parted = TokenTable(
        "calcium iron magnesium zinc antacid antacids milk dairy coffee tea toothpaste supplements multivitamins multivitamin vitamins food fibre fiber bran soy soya yoghurt yogurt"
    )

    /// "Thyroid and liver function at baseline and half-yearly thereafter": the things tested before the words of time, in a clause without a verb.
    func schedule(_ trigger: Range<Int>, _ reading: Reading) -> [Target]? {
        let sentence = reading.sentence.tokens
        guard memory.isOwn || isOnTopic || !reading.groups.isEmpty else { return nil }
        var first = trigger.lowerBound
        while first > sentence.lowerBound, trigger.lowerBound - first < 9 {
            let index = first - 1
            if stream.tokens[index].isPunctuation, stream.punctuation(index) != 0x2D { break }
            if stream.equals(index, anyOf: Self.verbs)
                || page.has(index, [.pronoun, .clauseStart]) && !page.has(index, .conjunction)
            {
                return nil
            }
            first = index
        }
        guard first < trigger.lowerBound, trigger.lowerBound - first < 9 else { return nil }
        while first < trigger.lowerBound, isDeterminer(first) || page.has(first, .conjunction) { first += 1 }
        let last = trigger.lowerBound - 1
        guard last >= first, isTest(last) || stream.equals(last, anyOf: Self.measured) else { return nil }
        if reading.groups.contains(where: { $0.tokens.overlaps(first..<trigger.lowerBound) }) { return nil }
        let words = phrase(first..<trigger.lowerBound)
        let when = phrase(trigger)
        // "thyroid and liver function" are two.
        if let and = (first..<last).first(where: { stream.equals($0, "and") }), and > first, last - and <= 2 {
            let head =
                stream.equals(and - 1, anyOf: Self.measured) || isTest(and - 1)
                ? "" : " \(stream.lowerString(last))"
            return [
                Target("monitor \(phrase(first..<and))\(head) \(when)", nil, first..<trigger.upperBound, nil),
                Target("monitor \(phrase(and + 1..<last + 1)) \(when)", nil, first..<trigger.upperBound, nil),
            ]
        }
        return [Target("monitor \(words) \(when)", nil, first..<trigger.upperBound, nil)]
    }

    private static let verbs = TokenTable(
        "is are was were be been has have had should must may can could will would do does did need needs check checked checks measure measured monitor monitored test tested ask asks asked require requires recommend recommends want wants demand demands"
    )
    /// A thing that is measured: "function", "potassium".
    func isMeasured(_ index: Int) -> Bool { stream.equals(index, anyOf: Self.measured) }

    private static let measured = TokenTable(
        """
        function functions level levels enzymes pressure pulse weight potassium sodium creatinine calcium magnesium glucose sugar lipids \
        cholesterol inr haemoglobin hemoglobin ferritin vision hearing fields growth height density eyes tsh rate electrolytes urea
        """)
}
