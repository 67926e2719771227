import Events

/// From readings to doses: schedules, totals, and the drug that is meant.
extension DoseFinder {
    /// "1mg in the morning, 0.5 at noon and 1 at night" is one schedule; a unit carries along the list.
    func merged(_ readings: [DoseGrammar.Reading], _ stream: TokenStream) -> [DoseGrammar.Reading] {
        var result: [DoseGrammar.Reading] = []
        for reading in readings {
            guard let last = result.last, !last.times.isEmpty, !reading.times.isEmpty,
                last.frequency == nil || last.flags.contains("schedule"),
                reading.frequency == nil, reading.drugToken == nil, reading.unit == nil || reading.unit == last.unit,
                let amount = last.amount, let more = reading.amount,
                isList(last.tokens.upperBound..<reading.tokens.lowerBound, stream)
            else {
                result.append(reading)
                continue
            }
            var joined = last
            let times = joined.times + reading.times.filter { !joined.times.contains($0) }
            joined.times = times
            joined.tokens = last.tokens.lowerBound..<reading.tokens.upperBound
            joined.frequency = DoseGrammar.Frequency(low: Double(times.count), high: Double(times.count), unit: "d")
            joined.amount = Amount(min(amount.low, more.low), max(amount.high, more.high))
            let total =
                (last.flags.first { $0.hasPrefix("sum:") }.flatMap { Double($0.dropFirst(4)) } ?? amount.high)
                + more.high
            joined.flags =
                last.flags.filter { !$0.hasPrefix("sum:") && $0 != "schedule" } + [
                    "schedule", "sum:\(DoseGrammar.text(total))",
                ]
            result[result.count - 1] = joined
        }
        return result
    }

    private func isList(_ gap: Range<Int>, _ stream: TokenStream) -> Bool {
        guard gap.count <= 3 else { return false }
        for index in gap {
            let mark = stream.punctuation(index)
            guard
                mark == UInt8(ascii: ",") || mark == UInt8(ascii: "&") || mark == UInt8(ascii: "+")
                    || stream.equals(index, "and") || stream.equals(index, "then"),
                !stream.tokens[index].flags.contains(.sentenceStart)
            else { return false }
        }
        return true
    }

    /// - Parameter animals: the tokens at which an animal is named.
    func dose(_ reading: DoseGrammar.Reading, _ document: AnnotatedDocument, _ animals: [Int]) -> Dose {
        let stream = document.stream
        let bytes = stream.byteRange(reading.tokens)
        var dose = Dose(range: TextRange(bytes.lowerBound, bytes.upperBound))
        dose.amount = reading.amount
        dose.unit = reading.unit
        dose.perTake = reading.perTake
        dose.isAsNeeded = reading.isAsNeeded
        dose.route = reading.route
        dose.timeOfDay = reading.times.isEmpty ? nil : reading.times.joined(separator: "|")
        dose.flags = reading.flags.filter { !$0.hasPrefix("sum:") }
        if reading.unit == nil, !dose.flags.contains("unit_missing") { dose.flags.append("unit_missing") }
        let frequency = reading.frequency ?? Self.implied(reading)
        dose.frequency = frequency?.ucum
        let isBound = reading.flags.contains("upper_bound")
        if frequency != nil, dose.perTake == nil, !isBound { dose.perTake = Amount(1) }
        dose.dailyTotal = Self.total(reading, frequency)
        dose.segment = document.segmentID(ofToken: reading.tokens.lowerBound)
        if isAnimal(reading, document, animals) { dose.subject = "animal" }
        if let link = link(reading.tokens, drugToken: reading.drugToken, document) {
            dose.ingredient = lexicon.substances[Int(document.mentions[link.mention].substance)].name
            dose.link = link.method
        }
        return dose
    }

    /// A time of day is one take a day.
    static func implied(_ reading: DoseGrammar.Reading) -> DoseGrammar.Frequency? {
        guard !reading.times.isEmpty else { return nil }
        let takes = Double(reading.times.count)
        return DoseGrammar.Frequency(low: takes, high: takes, unit: "d")
    }

    /// Amount times count times takes a day, where all of it is known.
    static func total(_ reading: DoseGrammar.Reading, _ frequency: DoseGrammar.Frequency?) -> Amount? {
        if let sum = reading.flags.first(where: { $0.hasPrefix("sum:") }).flatMap({ Double($0.dropFirst(4)) }) {
            return Amount(sum)
        }
        guard let amount = reading.amount, let perDay = frequency?.perDay, !reading.flags.contains("change") else {
            return nil
        }
        if let unit = reading.unit,
            unit.hasSuffix("/d") || unit.hasSuffix("/h") || unit.hasSuffix("/min") || unit.hasSuffix("/mL")
        {
            return nil
        }
        let count = reading.isCount ? Amount(1) : reading.perTake ?? Amount(1)
        func rounded(_ value: Double) -> Double { (value * 1000).rounded() / 1000 }
        return Amount(rounded(amount.low * count.low * perDay.low), rounded(amount.high * count.high * perDay.high))
    }

    /// An animal in the sentence; for doses by weight, in the segment.
    private func isAnimal(_ reading: DoseGrammar.Reading, _ document: AnnotatedDocument, _ animals: [Int]) -> Bool {
        guard !animals.isEmpty else { return false }
        let stream = document.stream
        var tokens = stream.sentenceTokens(stream.sentence(of: reading.tokens.lowerBound))
        if reading.unit.map({ DoseGrammar.isPer("kg", $0) }) ?? false,
            let segment = document.segment(ofToken: reading.tokens.lowerBound)
        {
            tokens = document.segments[segment]
        }
        return !ClaimPage.slice(animals, tokens) { $0 }.isEmpty
    }

    // MARK: Links

    /// The drug that a span of tokens speaks of, and how it was found: in the phrase, else nearest in the sentence, else the last one
    /// before in the segment, else in the thread above, else the only one of the title.
    func link(_ tokens: Range<Int>, drugToken: Int?, _ document: AnnotatedDocument) -> (mention: Int, method: DrugLink)?
    {
        let mentions = document.mentions
        guard !mentions.isEmpty else { return nil }
        if let drugToken, let index = mention(startingAt: drugToken, mentions) { return (index, .phrase) }
        let stream = document.stream
        let sentence = stream.sentenceTokens(stream.sentence(of: tokens.lowerBound))
        let next = firstMention(from: tokens.lowerBound, mentions)
        // "Xanax 2 mg", "Xanax (2 mg)", "Xanax at 2 mg".
        if next > 0, sentence.contains(mentions[next - 1].tokens.lowerBound),
            tokens.lowerBound - mentions[next - 1].tokens.upperBound <= 1
        {
            return (next - 1, .phrase)
        }
        var best: (mention: Int, cost: Int)?
        func consider(_ index: Int, _ distance: Int) {
            // A class is meant only where nothing more exact stands near.
            let cost =
                distance + (mentions[index].kind == .drugClass ? 40 : mentions[index].kind == .otherSubstance ? 15 : 0)
            if let known = best, known.cost <= cost { return }
            best = (index, cost)
        }
        var index = next - 1
        while index >= 0, sentence.contains(mentions[index].tokens.lowerBound) {
            let distance = tokens.lowerBound - mentions[index].tokens.upperBound
            // What is further away than the best costs is no better.
            if let best, best.cost <= distance { break }
            consider(index, distance)
            index -= 1
        }
        index = next
        while index < mentions.count, sentence.contains(mentions[index].tokens.lowerBound) {
            let distance = max(0, mentions[index].tokens.lowerBound - tokens.upperBound) + 2
            if let best, best.cost <= distance { break }
            consider(index, distance)
            index += 1
        }
        if let best { return (best.mention, .sentence) }
        guard let segment = document.segment(ofToken: tokens.lowerBound) else { return nil }
        if let found = lastMention(before: tokens.lowerBound, in: document.segments[segment], mentions) {
            if let member = lastMember(ofClass: found, in: document) { return (member, .thread) }
            return (found, .segment)
        }
        let following = firstMention(from: tokens.lowerBound, mentions)
        if following < mentions.count, document.segments[segment].contains(mentions[following].tokens.lowerBound) {
            return (following, .segment)
        }
        return threadLink(segment, document)
    }

    private func hasTitleDrug(_ document: AnnotatedDocument) -> Bool {
        guard let title = document.article.segments.firstIndex(where: { $0.kind == .title }) else { return false }
        let first = firstMention(from: document.segments[title].lowerBound, document.mentions)
        return first < document.mentions.count
            && document.segments[title].contains(document.mentions[first].tokens.lowerBound)
    }

    /// Mentions that are passed over in search of something more exact than a class.
    private static let backwards = 500

    private func lastMention(before token: Int, in range: Range<Int>, _ mentions: [Mention]) -> Int? {
        var index = firstMention(from: token, mentions) - 1
        var drugClass: Int?
        let limit = index - Self.backwards
        while index >= 0, index > limit, range.contains(mentions[index].tokens.lowerBound) {
            if mentions[index].kind != .drugClass { return index }
            if drugClass == nil { drugClass = index }
            index -= 1
        }
        return drugClass
    }

    /// The last drug named before a class that belongs to it: "the GLP-1 receptor agonist" of a page on semaglutide, where the paragraph
    /// names the class alone.
    private func lastMember(ofClass found: Int, in document: AnnotatedDocument) -> Int? {
        let mentions = document.mentions
        guard mentions[found].kind == .drugClass else { return nil }
        let name = lexicon.substances[Int(mentions[found].substance)].name
        return mentions[max(0, found - Self.backwards)..<found].lastIndex {
            $0.kind != .drugClass && lexicon.substances[Int($0.substance)].classes.contains(name)
        }
    }

    /// The last drug of the post that this one answers (up to eight steps up), else the first one of the title.
    private func threadLink(_ segment: Int, _ document: AnnotatedDocument) -> (mention: Int, method: DrugLink)? {
        let segments = document.article.segments
        var current = segment
        for _ in 0..<8 {
            let parent: Int
            if let id = segments[current].parent, let index = segments.firstIndex(where: { $0.id == id }) {
                parent = index
            } else if segments[current].kind != .comment, current > 0, !hasTitleDrug(document) {
                parent = current - 1
            } else {
                break
            }
            guard parent != current else { break }
            if let found = lastMention(
                before: document.segments[parent].upperBound, in: document.segments[parent], document.mentions)
            {
                return (found, .thread)
            }
            current = parent
        }
        guard let title = segments.firstIndex(where: { $0.kind == .title }) else { return nil }
        let first = firstMention(from: document.segments[title].lowerBound, document.mentions)
        guard first < document.mentions.count,
            document.segments[title].contains(document.mentions[first].tokens.lowerBound)
        else { return nil }
        return (first, .thread)
    }
}
