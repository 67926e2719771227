import Events

/// What raises a risk that was told before: "Age and poor kidney function add to the danger", "Bulimia multiplies that hazard". No drug does it,
/// so that no drug may be its subject.
extension ClaimFinder {
    private enum Factor {
        case words(Range<Int>)
        case drug(DrugGroup)
    }

    /// Tells the harm spoken of as what the things at the clause's head predispose to. False where there are none, or drugs alone.
    func tellFactors(
        _ rule: ClaimRule, _ trigger: Range<Int>, _ targets: [Target], _ reading: Reading, used: inout UsedConcepts
    ) -> Bool {
        guard isAboutDrugs || !reading.groups.isEmpty, let factors = factors(before: trigger, reading) else {
            return false
        }
        // "raise the risk." has the full stop among its words, so that "raise the risk of falls" is another's.
        let isClosed = stream.isPunctuation(at: trigger.upperBound - 1)
        let trigger = trigger.lowerBound..<trigger.upperBound - (isClosed ? 1 : 0)
        for factor in factors {
            // "Dehydration and old age raise the risk": what raises it is no harm of the drug.
            if case .words(let words) = factor {
                for index in reading.sentence.concepts where page.concepts[index].tokens.overlaps(words) {
                    used.insert(index)
                }
            }
            for target in targets {
                switch factor {
                case .words(let words):
                    emit(
                        rule.id, .predisposes, ClaimSubject(name: phrase(words)), subjectTokens: words, target,
                        trigger: trigger, rule: rule.sense, reading)
                case .drug(let group):
                    for drug in group.subjects where drug.name != target.label {
                        emit(
                            rule.id, rule.predicate, drug, subjectTokens: group.tokens, target, trigger: trigger,
                            rule: rule.sense, reading)
                    }
                }
            }
        }
        return true
    }

    /// The items of the list that is the subject of the clause; nil where it is none, or holds drugs alone.
    private func factors(before trigger: Range<Int>, _ reading: Reading) -> [Factor]? {
        let first = reading.sentence.tokens.lowerBound
        var end = trigger.lowerBound
        while end > first, page.has(end - 1, .modal) || isAdverb(end - 1) || stream.equals(end - 1, anyOf: Self.between)
        {
            end -= 1
        }
        // "kidney impairment, which lets both drugs pile up, added to the danger"
        if end - 1 > first, stream.punctuation(end - 1) == UInt8(ascii: ","),
            let comma = (first..<end - 1).last(where: { stream.punctuation($0) == UInt8(ascii: ",") }),
            page.has(comma + 1, .relative)
        {
            end = comma
        }
        var items: [Factor] = []
        var isOfDrugs = true
        // "It slows the heart, and dehydration adds to the danger": a clause of its own, where what stands before is no item.
        var own: [Factor]?
        while items.count < 6, let (factor, start) = factor(endingAt: end, reading) {
            items.insert(factor, at: 0)
            if case .words = factor { isOfDrugs = false }
            var before = start - 1
            while before >= first, page.has(before, .opener) || isDeterminer(before) { before -= 1 }
            if before < first || page.has(before, .clauseStart) && !page.has(before, [.conjunction, .relative])
                || stream.punctuation(before) == UInt8(ascii: ";") || stream.punctuation(before) == UInt8(ascii: ":")
            {
                return isOfDrugs ? nil : items
            }
            let isAnd = page.has(before, .conjunction)
            let isComma = stream.punctuation(isAnd ? before - 1 : before) == UInt8(ascii: ",")
            guard isAnd || isComma else { break }
            end = isAnd && isComma ? before - 1 : before
            if isAnd, isComma, !isOfDrugs { own = items }
        }
        return own
    }

    /// A drug, or up to five words that name something, right before a place.
    private func factor(endingAt end: Int, _ reading: Reading) -> (Factor, Int)? {
        if let group = reading.groups.first(where: { $0.tokens.upperBound == end }) {
            return (.drug(group), group.tokens.lowerBound)
        }
        // "Diuretic use and advanced age increased this risk"
        if page.has(end - 1, .exposed), let group = reading.groups.first(where: { $0.tokens.upperBound == end - 1 }) {
            return (.drug(group), group.tokens.lowerBound)
        }
        let first = reading.sentence.tokens.lowerBound
        var start = end
        while start > first, end - start < 6 {
            let token = stream.tokens[start - 1]
            let isGlue = stream.punctuation(start - 1) == 0x2D && !token.flags.contains(.spaceBefore)
            guard isGlue || token.isWord || token.isNumber,
                !page.has(start - 1, [.clauseStart, .conjunction, .modal, .opener])
            else { break }
            start -= 1
        }
        guard start < end else { return nil }
        // "Age above 60"
        var limit = (start..<end).first { stream.equals($0, anyOf: Self.limits) } ?? end
        // "Obesity itself raises the risk"
        if limit - 1 > start, stream.equals(limit - 1, anyOf: Self.selves) { limit -= 1 }
        let words = start..<limit
        guard !words.isEmpty, words.count < 5, stream.tokens[start].isWord, stream.tokens[limit - 1].isWord,
            stream.tokens[limit - 1].length > 2,
            !page.has(
                words,
                [
                    .ender, .exposed, .doseForm, .reporter, .person, .effectPronoun, .pronoun, .pair, .unit, .negative,
                    .risk,
                    .finding, .firstPerson,
                ]),
            !page.has(limit - 1, [.empty, .effectNoun]), !stream.equals(limit - 1, anyOf: Self.plain),
            !reading.groups.contains(where: { $0.tokens.overlaps(words) }),
            !reading.sentence.words.contains(where: {
                page.words[$0].id == anaphorClass && page.words[$0].tokens.overlaps(words)
            })
        else { return nil }
        return (.words(words), start)
    }

    private static let between = TokenTable("both all each also then further did do does have has had would")
    private static let limits = TokenTable("above over below under beyond exceeding of in with during after while")
    private static let selves = TokenTable("itself themselves alone")
    private static let plain = TokenTable(
        """
        this that these those combination combinations mixture interaction mistake delay warning news change changes both either others \
        other one ones thing things what which who rest latter former answer law difference company result results
        """)
}
