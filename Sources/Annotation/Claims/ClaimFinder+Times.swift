import Events

/// What a page says of a drug's way through the body in figures and names: half-life, what it is turned into, its schedule.
extension ClaimFinder {
    /// Objects of `object phrase` whose words must be a span of time, a product or a schedule; nil where they are none.
    ///
    /// - Returns: nil for labels of other kinds; `.some(nil)` where the place says nothing.
    func figure(_ label: String, _ trigger: Range<Int>, _ reading: Reading) -> Target?? {
        switch label {
        case "half-life": .some(halfLife(trigger, reading))
        case "metabolized to": .some(product(trigger, reading))
        case "Schedule": .some(schedule(trigger))
        case "effect of": .some(undoneEffect(trigger, reading))
        default: nil
        }
    }

    /// "a half-life of roughly 12 hours", "24 hr half life"; "half-life" alone where the words promise a figure ("has a half-life of").
    private func halfLife(_ trigger: Range<Int>, _ reading: Reading) -> Target? {
        let first = trigger.first { stream.equals($0, "half") } ?? trigger.lowerBound
        // "a short half-life of about five hours" is said with its own words.
        if reading.sentence.concepts.contains(where: {
            page.concepts[$0].tokens.lowerBound < first && page.concepts[$0].tokens.contains(first)
        }) {
            return nil
        }
        if let time = timeSpan(after: trigger.upperBound, within: 6, reading) {
            return Target("half-life of \(time.text)", nil, trigger.lowerBound..<time.tokens.upperBound, nil)
        }
        if let time = timeSpan(before: first, reading) {
            return Target("half-life of \(time.text)", nil, time.tokens.lowerBound..<trigger.upperBound, nil)
        }
        let last = trigger.upperBound - 1
        guard stream.equals(last, "of") || stream.equals(last, "is") || stream.equals(last, "was"),
            // "doubles the half-life of lamotrigine" is told of lamotrigine.
            !(1...3).contains(where: { stream.equals(first - $0, anyOf: Self.changing) })
        else { return nil }
        return Target("half-life", nil, trigger, nil)
    }

    private static let changing = TokenTable(
        """
        double doubles doubled doubling triple triples tripled prolong prolongs prolonged prolonging lengthen lengthens lengthened extend extends \
        extended shorten shortens shortened halve halves halved increase increases increased reduce reduces reduced raise raises raised cut cuts
        """)

    /// "twelve hours", "30 to 90 minutes", "four to six weeks" with at most a few words before ("about", "up to").
    private func timeSpan(after position: Int, within reach: Int, _ reading: Reading) -> (
        text: String, tokens: Range<Int>
    )? {
        let limit = reading.sentence.tokens.upperBound
        var start = position
        while start < limit, !isAmount(start) {
            let isName = reading.groups.contains { $0.tokens.contains(start) }
            if stream.tokens[start].isPunctuation || start - position >= reach { return nil }
            if page.has(start, .relative), !isName { return nil }
            start += 1
        }
        var end = start
        while end < limit, end - start < 7 {
            if stream.equals(end, anyOf: Self.units) {
                let unit = stream.lowerString(end)
                let short =
                    unit == "h" || unit == "hr" || unit == "hrs"
                    ? "hours" : unit == "mins" || unit == "min" ? "minutes" : unit
                var number = ""
                for index in start..<end {
                    let isGlued = !stream.tokens[index].flags.contains(.spaceBefore)
                    if !number.isEmpty, !isGlued { number += " " }
                    number += stream.lowerString(index)
                }
                if number.hasSuffix("-") { number.removeLast() }
                return ("\(number) \(short)", start..<end + 1)
            }
            guard isAmount(end) || stream.equals(end, anyOf: Self.joins) || stream.tokens[end].isPunctuation
            else { return nil }
            end += 1
        }
        return nil
    }

    /// "a 24-hour half-life", "a 3 to 4 hour half-life".
    private func timeSpan(before position: Int, _ reading: Reading) -> (text: String, tokens: Range<Int>)? {
        let floor = reading.sentence.tokens.lowerBound
        var start = position - 1
        guard start > floor, stream.equals(start, anyOf: Self.units) else { return nil }
        while start > floor, position - start < 8,
            isAmount(start - 1) || stream.punctuation(start - 1) == 0x2D
                || stream.equals(start - 1, "to") || stream.equals(start - 1, "or")
        { start -= 1 }
        guard let time = timeSpan(after: start, within: 0, reading) else { return nil }
        let text =
            time.text.hasSuffix("s") || time.text.hasPrefix("1 ") || time.text.hasPrefix("one ")
            ? time.text : time.text + "s"
        return (text, time.tokens)
    }

    private func isAmount(_ index: Int) -> Bool {
        stream.tokens[index].isNumber || stream.equals(index, anyOf: Self.amounts)
            // "a half-life of a week"
            || page.has(index, .indefinite) && stream.equals(index + 1, anyOf: Self.units)
    }

    private static let amounts = TokenTable(
        """
        one two three four five six seven eight nine ten eleven twelve fifteen eighteen twenty thirty forty fifty sixty ninety hundred several few \
        half an couple dozen
        """)
    private static let units = TokenTable(
        "hour hours hr hrs h minute minutes min mins day days week weeks month months year years night nights")
    private static let joins = TokenTable("to or and a of more than half")

    /// "is converted to enalaprilat", "the liver turns it into nordiazepam": what becomes of a drug.
    private func product(_ trigger: Range<Int>, _ reading: Reading) -> Target? {
        var start = trigger.upperBound
        let limit = reading.sentence.tokens.upperBound
        // "turns codeine into morphine": the drug stands between.
        if trigger.count == 1 {
            // "the enzyme that turns androgens into oestrogen" is told of the enzyme.
            if page.has(trigger.lowerBound - 1, .relative) { return nil }
            guard
                let into = Range(from: start, to: min(limit, start + 6)).first(where: {
                    stream.equals($0, "into") || stream.equals($0, "to")
                }), into > start
            else { return nil }
            let isDrug = reading.groups.contains {
                $0.tokens.lowerBound >= start && $0.tokens.upperBound <= into && into - start <= 3
            }
            guard isDrug || into == start + 1 && page.has(start, .effectPronoun) else { return nil }
            start = into + 1
        }
        if let group = subjects.right(of: start, groups: reading.groups, within: 3) {
            let end = group.tokens.upperBound
            // "morphine-6-glucuronide"
            if stream.punctuation(end) == 0x2D, !stream.tokens[end].flags.contains(.spaceBefore) {
                return nil
            }
            // "minoxidil sulfate" is no minoxidil.
            let isSalt = end < limit && stream.tokens[end].isWord && isSubstance(end)
            let name = isSalt ? phrase(group.tokens.lowerBound..<end + 1) : group.subjects[0].name
            return Target("metabolized to \(name)", nil, trigger.lowerBound..<(isSalt ? end + 1 : end), nil)
        }
        while start < limit, page.has(start, [.opener, .indefinite]) { start += 1 }
        var end = start
        while end < limit, end - start < 4, stream.tokens[end].isWord, !page.has(end, [.ender, .relative]) {
            end += 1
        }
        guard end > start, isSubstance(end - 1) else { return nil }
        return Target("metabolized to \(phrase(start..<end))", nil, trigger.lowerBound..<end, nil)
    }

    /// "nordiazepam", "sulfate", "metabolite": a word that ends as names of substances do.
    private func isSubstance(_ index: Int) -> Bool {
        let word = stream.lowerString(index)
        if ["metabolite", "metabolites", "acid"].contains(word) { return true }
        guard word.utf8.count > 5 else { return false }
        return ["fen", "phine", "done", "epam", "olam", "ine", "ate", "ide", "one", "ol", "in", "am"].contains {
            word.hasSuffix($0)
        }
            && ![
                "machine", "medicine", "someone", "everyone", "inside", "outside", "side", "climate", "chocolate",
                "imagine",
            ]
            .contains(word)
    }

    /// "Both are Schedule II": the figure; "a Schedule IV drug" is read as a class.
    private func schedule(_ trigger: Range<Int>) -> Target? {
        let index = trigger.upperBound
        guard index < stream.count,
            ["i", "ii", "iii", "iv", "v", "1", "2", "3", "4", "5"].contains(stream.lowerString(index)),
            !stream.equals(index + 1, "drug"), !stream.equals(index + 1, "drugs"),
            !stream.equals(index + 1, "controlled"), !stream.equals(index + 1, "substance")
        else { return nil }
        return Target("Schedule \(phrase(index..<index + 1))", nil, trigger.lowerBound..<index + 1, nil)
    }

    /// "Ketanserin wiped out the effect": that of the drug spoken of before.
    private func undoneEffect(_ trigger: Range<Int>, _ reading: Reading) -> Target? {
        if stream.equals(trigger.upperBound, "of") || stream.equals(trigger.upperBound, "on") { return nil }
        let own = reading.groups.filter { $0.tokens.upperBound <= trigger.lowerBound }.flatMap(\.subjects).map(\.name)
        guard let drug = memory.subjects.first(where: { !own.contains($0.name) }), memory.subjects.count == 1 else {
            return nil
        }
        return Target("\(drug.name) effect", drug.id, trigger, nil)
    }
}
