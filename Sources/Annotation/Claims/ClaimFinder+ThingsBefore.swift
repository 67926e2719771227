import Events

/// Ailments that no table knows before a rule's words: "Splayed elbow responds to colchicine", "Gritty eyes were rarer in the cetirizine group".
/// Asked only where a rule that is `open` has fired and knows nothing before its words.
extension ClaimFinder {
    /// The known objects with those items of the list before the words that no table knows.
    func withThingsBefore(
        _ known: [Target], _ rule: ClaimRule, _ trigger: Range<Int>, _ reading: Reading
    ) -> [Target] {
        guard !reading.sentence.isQuestion, rule.subject != .right || isBeforeNamed(trigger, reading) else {
            return known
        }
        let first = reading.sentence.tokens.lowerBound
        var end = trigger.lowerBound
        while end > first, trigger.lowerBound - end < 4,
            page.has(end - 1, .modal) || stream.equals(end - 1, anyOf: Self.betweenVerb)
                || stream.endsInLy(end - 1, longerThan: 4)
        { end -= 1 }
        guard end > first, stream.tokens[end - 1].isWord else { return known }
        var start = end
        while start > first, end - start < 14, !isClauseBorder(start - 1) { start -= 1 }
        guard start < end, end - start < 14 else { return known }
        let items = thingList(from: start, to: end, reading)
        guard let last = items.last, last.upperBound == end, items.count > 1 || last.lowerBound - start <= 2,
            known.allSatisfy({ own in items.contains { $0.overlaps(own.tokens) } })
        else { return known }
        var found: [Target] = []
        for item in items {
            let own = known.filter { $0.tokens.overlaps(item) }
            if !own.isEmpty {
                found += own
                continue
            }
            // What the table knows stands too far from the words, or is of another kind: then nothing is open.
            let isKnown = reading.sentence.concepts.contains { page.concepts[$0].tokens.overlaps(item) }
            // "Shops were rarer among makers of X": one plain word alone is no ailment.
            guard !isKnown, item.count > 1 || items.count > 1, isAilment(item, reading.sentence),
                !item.contains(where: { page.has($0, [.person, .exposed, .doseForm, .risk, .level]) }),
                !stream.equals(item.upperBound - 1, anyOf: Self.noAilments)
            else { continue }
            found.append(Target(words(item), nil, item, nil))
        }
        return found.isEmpty ? known : found
    }

    /// A drug, or what means one, stands right behind the words.
    private func isBeforeNamed(_ trigger: Range<Int>, _ reading: Reading) -> Bool {
        reading.groups.contains { 0...9 ~= $0.tokens.lowerBound - trigger.upperBound }
            || page.has(trigger.upperBound, .effectPronoun)
    }

    private func isClauseBorder(_ index: Int) -> Bool {
        if stream.tokens[index].isPunctuation {
            let mark = stream.punctuation(index)
            // A list's commas are its own.
            if mark == UInt8(ascii: ",") { return !isListComma(index) }
            return mark != UInt8(ascii: "-") && mark != UInt8(ascii: "'")
        }
        if page.has(index, .conjunction) { return !isListComma(index) }
        return page.has(index, [.clauseStart, .relative]) || stream.equals(index, "that")
    }

    /// "splayed elbow, gout and watery semen": no verb or preposition within three words on either side.
    private func isListComma(_ index: Int) -> Bool {
        func isPlain(_ place: Int) -> Bool {
            place >= 0 && place < stream.count && stream.tokens[place].isWord && !page.has(place, .ender)
                && !page.has(place, [.clauseStart, .modal])
        }
        let behind = page.has(index + 1, .conjunction) ? index + 2 : index + 1
        return isPlain(index - 1) && (isPlain(behind) || page.has(behind, .opener))
    }

    private static let betweenVerb = TokenTable(
        "is are was were be been being has have had also often usually then not best")
    private static let noAilments = TokenTable(
        """
        company firm government market shares sales demand prices costs cost industry public economy team world country court hospital \
        cells cell samples sample specimens tissue tissues cultures culture seeds plants fish water soil leaves crops wood surfaces surface \
        cases case events event outcomes outcome numbers rate rates visits reports bills doses complaints those others half none many few
        """)
}
