import Events

/// How long, since when, until when: durations and dates of taking.
extension DoseFinder {
    private static let isoUnits: [String: (prefix: String, letter: String)] = [
        "min": ("PT", "M"), "h": ("PT", "H"), "d": ("P", "D"), "wk": ("P", "W"), "mo": ("P", "M"), "a": ("P", "Y"),
    ]

    func exposures(in document: AnnotatedDocument, at places: [Int]) -> [Exposure] {
        let stream = document.stream
        var found: [Exposure] = []
        guard !document.mentions.isEmpty else { return found }
        var next = 0
        var taking = Taking()
        for index in places where index >= next {
            guard let item = exposure(at: index, document, stream, &taking) else { continue }
            found.append(item.exposure)
            next = item.next
        }
        return found
    }

    private func exposure(
        at index: Int, _ document: AnnotatedDocument, _ stream: TokenStream, _ taking: inout Taking
    ) -> (exposure: Exposure, next: Int)? {
        if stream.tokens[index].isNumber, !mayBeginDuration(index, stream) { return nil }
        if vocabulary.word(.since, at: index, stream) != nil {
            guard let date = date(at: index + 1, document), isAboutTaking(index, document, &taking) else { return nil }
            return make(.start, date.value, index..<date.next, document)
        }
        if mayBeTime(index + 1, stream), vocabulary.word(.duration, at: index, stream) != nil,
            let span = duration(at: index + 1, stream)
        {
            guard isAboutTaking(index, document, &taking), vocabulary.word(.ago, at: span.next, stream) == nil else {
                return nil
            }
            return make(.duration, span.value, index..<span.next, document)
        }
        // "omeprazole 14 yrs", "2 years on Paxil": a bare duration beside a drug or dose.
        if stream.tokens[index].isNumber, let span = duration(at: index, stream),
            vocabulary.word(.ago, at: span.next, stream) == nil,
            isBesideDrug(index..<span.next, document)
        {
            return make(.duration, span.value, index..<span.next, document)
        }
        if let stop = vocabulary.word(.stop, at: index, stream), let date = dateAfterVerb(stop.next, document) {
            return make(.stop, date.value, index..<date.next, document)
        }
        if let start = vocabulary.word(.start, at: index, stream), let date = dateAfterVerb(start.next, document) {
            return make(.start, date.value, index..<date.next, document)
        }
        return nil
    }

    /// Whether `duration` may find one at a token; most words behind "for" and "over" are others.
    private func mayBeTime(_ index: Int, _ stream: TokenStream) -> Bool {
        guard index < stream.count else { return false }
        let token = stream.tokens[index]
        let first = DoseVocabulary.Part.bound.bit | DoseVocabulary.Part.number.bit
        if token.isNumber || vocabulary.parts(token.hash) & first != 0 { return true }
        return stream.equals(index, "the") || stream.equals(index, "a") || stream.equals(index, "an")
            || stream.equals(index, "last") || stream.equals(index, "past")
    }

    /// Whether the token behind a number is one that `duration` goes on with; most are not.
    private func mayBeginDuration(_ index: Int, _ stream: TokenStream) -> Bool {
        let next = index + 1
        guard next < stream.count else { return false }
        let token = stream.tokens[next]
        let parts = vocabulary.parts(token.hash)
        if parts & (DoseVocabulary.Part.period.bit | DoseVocabulary.Part.range.bit) != 0 { return true }
        let own = DoseVocabulary.timeParts | DoseVocabulary.Part.bound.bit
        if vocabulary.parts(stream.tokens[index].hash) & own != 0 { return true }
        if token.isWord {
            return stream.equals(next, "more") || stream.equals(next, "full") || stream.equals(next, "straight")
        }
        let mark = stream.punctuation(next)
        return token.isNumber || mark == UInt8(ascii: "+") || mark == UInt8(ascii: "-") || mark == UInt8(ascii: "/")
    }

    private func isBesideDrug(_ tokens: Range<Int>, _ document: AnnotatedDocument) -> Bool {
        let stream = document.stream
        var before = tokens.lowerBound
        if before > 0, stream.punctuation(before - 1) == UInt8(ascii: ",") { before -= 1 }
        if !stream.tokens[tokens.lowerBound].flags.contains(.sentenceStart) {
            if mention(endingAt: before, document.mentions) != nil { return true }
            if before > 0, endsDose(stream.end(before - 1), document.doses) { return true }
        }
        guard stream.equals(tokens.upperBound, "on") || stream.equals(tokens.upperBound, "of") else { return false }
        return mention(startingAt: tokens.upperBound + 1, document.mentions) != nil
    }

    /// Whether a dose ends at a byte; doses are in text order and do not overlap.
    private func endsDose(_ end: Int, _ doses: [Dose]) -> Bool {
        let index = ClaimPage.slice(doses, end..<end) { $0.range.end }.lowerBound
        return index < doses.count && doses[index].range.end == end
    }

    private func make(_ kind: ExposureKind, _ value: String, _ tokens: Range<Int>, _ document: AnnotatedDocument) -> (
        exposure: Exposure, next: Int
    ) {
        let bytes = document.stream.byteRange(tokens)
        var exposure = Exposure(range: TextRange(bytes.lowerBound, bytes.upperBound), kind: kind, value: value)
        exposure.segment = document.segmentID(ofToken: tokens.lowerBound)
        if let link = link(tokens, drugToken: nil, document) {
            exposure.ingredient = lexicon.substances[Int(document.mentions[link.mention].substance)].name
            exposure.link = link.method
        }
        return (exposure, tokens.upperBound)
    }

    /// The sentence that was looked at last, and whether it is about taking: a text may be one sentence with thousands of durations.
    private struct Taking {
        var sentence = -1
        var isMeant = false
    }

    /// A drug or a dose in the sentence, or a verb of taking.
    private func isAboutTaking(_ index: Int, _ document: AnnotatedDocument, _ taking: inout Taking) -> Bool {
        let number = document.stream.sentence(of: index)
        if taking.sentence != number { taking = Taking(sentence: number, isMeant: isAboutTaking(index, document)) }
        return taking.isMeant
    }

    private func isAboutTaking(_ index: Int, _ document: AnnotatedDocument) -> Bool {
        let stream = document.stream
        let sentence = stream.sentenceTokens(stream.sentence(of: index))
        let first = firstMention(from: sentence.lowerBound, document.mentions)
        if first < document.mentions.count, sentence.contains(document.mentions[first].tokens.lowerBound) {
            return true
        }
        let bytes = stream.byteRange(sentence)
        let dose = ClaimPage.slice(document.doses, bytes.lowerBound..<bytes.lowerBound) { $0.range.start }.lowerBound
        if dose < document.doses.count, document.doses[dose].range.end <= bytes.upperBound { return true }
        guard document.segment(ofToken: index) != nil else { return false }
        for near in sentence
        where vocabulary.word(.intake, at: near, stream) != nil && !stream.equals(near, "had")
            && !stream.equals(near, "have") && !stream.equals(near, "on")
        {
            return true
        }
        return false
    }

    /// "about nine years", "3 weeks", "7 to 14 days", "the last two years": ISO 8601, the lower end of a range.
    private func duration(at index: Int, _ stream: TokenStream) -> (value: String, next: Int)? {
        var next = index
        for _ in 0..<3 {
            if let bound = vocabulary.word(.bound, at: next, stream) {
                next = bound.next
            } else if stream.equals(next, "the") || stream.equals(next, "last") || stream.equals(next, "past") {
                next += 1
            }
        }
        guard next < stream.count, !stream.tokens[next].flags.contains(.sentenceStart) else { return nil }
        var amount: DoseGrammar.Number
        if let number = grammar.number(at: next, stream) {
            amount = number
        } else if stream.equals(next, "a") || stream.equals(next, "an"),
            stream.equals(index - 1, "for") || stream.equals(index - 1, "over")
        {
            amount = DoseGrammar.Number(low: 1, high: 1, next: next + 1)
        } else {
            return nil
        }
        if stream.punctuation(amount.next) == UInt8(ascii: "+") || stream.punctuation(amount.next) == UInt8(ascii: "-")
        {
            amount.next += 1
        }
        if stream.equals(amount.next, "more") || stream.equals(amount.next, "full")
            || stream.equals(amount.next, "straight")
        {
            amount.next += 1
        }
        guard let period = vocabulary.word(.period, at: amount.next, stream),
            let iso = Self.isoUnits[period.word.value],
            stream.tokens[amount.next].length > 1 || stream.equals(amount.next, "d"), period.word.value != "h",
            period.word.value != "min"
        else { return nil }
        if amount.low == amount.low.rounded() {
            return ("\(iso.prefix)\(DoseGrammar.text(amount.low))\(iso.letter)", period.next)
        }
        // Halves: years in months, weeks in days; other fractions are rounded by the smaller unit.
        switch period.word.value {
        case "a": return ("P\(DoseGrammar.text((amount.low * 12).rounded()))M", period.next)
        case "mo": return ("P\(DoseGrammar.text((amount.low * 30).rounded()))D", period.next)
        case "wk": return ("P\(DoseGrammar.text((amount.low * 7).rounded()))D", period.next)
        case "d": return ("PT\(DoseGrammar.text((amount.low * 24).rounded()))H", period.next)
        default: return ("PT\(DoseGrammar.text((amount.low * 60).rounded()))M", period.next)
        }
    }

    /// "in 2019", "in January" within four tokens after a verb of starting or stopping.
    private func dateAfterVerb(_ index: Int, _ document: AnnotatedDocument) -> (value: String, next: Int)? {
        let stream = document.stream
        for near in index..<min(index + 4, stream.count) {
            if stream.tokens[near].flags.contains(.sentenceStart) { return nil }
            if stream.equals(near, "in") || stream.equals(near, "last") {
                return date(at: stream.equals(near, "in") ? near + 1 : near, document)
            }
        }
        return nil
    }

    /// A year, a month with a year, or a month or "last month" resolved against the document's date.
    private func date(at index: Int, _ document: AnnotatedDocument) -> (value: String, next: Int)? {
        let stream = document.stream
        guard index < stream.count else { return nil }
        if let year = year(index, stream) { return (String(year), index + 1) }
        let published = document.article.document.published.flatMap(Self.yearAndMonth)
        let isLast = stream.equals(index, "last")
        let next = isLast ? index + 1 : index
        if isLast, let published {
            if stream.equals(next, "year") { return (String(published.year - 1), next + 1) }
            if stream.equals(next, "month") {
                let month = published.month == 1 ? 12 : published.month - 1
                return (Self.iso(published.month == 1 ? published.year - 1 : published.year, month), next + 1)
            }
        }
        guard let month = vocabulary.word(.month, at: next, stream), stream.tokens[next].flags.contains(.capitalised)
        else { return nil }
        let number = Int(month.word.number)
        var after = month.next
        if stream.punctuation(after) == UInt8(ascii: ".") || stream.equals(after, "of")
            || stream.punctuation(after) == UInt8(ascii: ",")
        {
            after += 1
        }
        if let year = year(after, stream) { return (Self.iso(year, number), after + 1) }
        guard let published else { return nil }
        return (Self.iso(number <= published.month ? published.year : published.year - 1, number), month.next)
    }

    private func year(_ index: Int, _ stream: TokenStream) -> Int? {
        guard index < stream.count, stream.tokens[index].isNumber, stream.tokens[index].length == 4,
            let value = grammar.value(index, stream), value >= 1900, value <= 2100
        else { return nil }
        return Int(value)
    }

    private static func yearAndMonth(_ date: String) -> (year: Int, month: Int)? {
        let parts = date.split(separator: "-")
        guard parts.count >= 2, let year = Int(parts[0]), let month = Int(parts[1]) else { return nil }
        return (year, month)
    }

    private static func iso(_ year: Int, _ month: Int) -> String {
        "\(year)-" + (month < 10 ? "0\(month)" : "\(month)")
    }
}
