import Events

/// Cuts the noun phrases of a list beside a rule's words: where each begins and ends, by function words and endings alone.
struct PhraseReader {
    let page: ClaimPage
    let words: OpenWords
    let rules: [ClaimRule]
    let concepts: [Concept]
    /// In a heading all words may be written with capitals.
    let isTitle: Bool
    /// The rule's words call what they name an effect, so that a gerund alone is one ("Side effects include drooling", but not "a case of waiting").
    var isPlain = true

    var stream: TokenStream { page.stream }
    private static let longest = 5

    /// One item of a list.
    struct Item {
        /// Nil where a known concept stands there: it is read without help.
        var tokens: Range<Int>?
        var end: Int
        /// A verb follows: behind a comma or "and" it is the subject of another clause.
        var isBeforeVerb = false
    }

    // MARK: Behind and before the words

    func behind(_ trigger: Range<Int>, _ rule: ClaimRule, _ sentence: Range<Int>) -> [Range<Int>] {
        var start = trigger.upperBound
        if let label = rule.after, !isAfter(label, trigger) { return [] }
        if rule.subject == .right {
            guard let named = behindDrug(start, rule, sentence) else { return [] }
            start = named
        }
        start = pastNaming(start, sentence)
        var items: [Item] = []
        var isJoined = false
        var hasComma = false
        while start < sentence.upperBound, let item = item(start, sentence, isFirst: items.isEmpty) {
            if item.isBeforeVerb, !items.isEmpty { break }
            items.append(item)
            if isJoined { break }
            guard let next = separator(item.end, sentence, isJoined: &isJoined) else { break }
            hasComma = true
            start = next
        }
        guard let last = items.last else { return [] }
        // "causes splayed elbow, regulators in Oslo warn": what stands behind a comma without a last "and" need be no item.
        if hasComma, !isJoined, items.count > 1, !endsList(last.end, sentence) { items.removeSubrange(1...) }
        return items.compactMap(\.tokens)
    }

    func before(_ trigger: Range<Int>, _ rule: ClaimRule, _ sentence: Range<Int>) -> [Range<Int>] {
        if rule.subject == .right, !isBeforeDrug(trigger.upperBound, sentence) { return [] }
        var end = trigger.lowerBound
        while end > sentence.lowerBound, trigger.lowerBound - end < 5,
            page.has(end - 1, .modal) || stream.equals(end - 1, anyOf: Self.auxiliaries)
                || stream.equals(end - 1, anyOf: words.tail) || stream.endsInLy(end - 1, longerThan: 4)
        { end -= 1 }
        guard end > sentence.lowerBound, stream.tokens[end - 1].isWord else { return [] }
        var start = end
        while start > sentence.lowerBound, end - start < 30, !isBorder(start - 1) { start -= 1 }
        // "It is cheap and splayed elbow has been seen with it": what follows a verb is no subject.
        var isOpen =
            start == sentence.lowerBound || stream.tokens[start - 1].isPunctuation
            || page.has(start - 1, .clauseStart)
        var items: [Item] = []
        while start < end {
            let item = item(start, start..<end, isFirst: true)
            var isJoined = false
            if let item, isOpen {
                items.append(item)
                if item.end == end { return items.compactMap(\.tokens) }
                if let next = separator(item.end, start..<end, isJoined: &isJoined) {
                    start = next
                    continue
                }
            }
            items = []
            isOpen = true
            guard let comma = (start..<end).first(where: { page.has($0, .list) }) else { return [] }
            start = comma + 1
            while start < end, page.has(start, .conjunction) { start += 1 }
        }
        return []
    }

    /// "larger amounts have been associated with a low birth weight": of which drug, or in whom, must stand behind the words.
    private func isBeforeDrug(_ start: Int, _ sentence: Range<Int>) -> Bool {
        let near = start..<min(sentence.upperBound, start + 10)
        return page.has(near, [.effectPronoun, .doseForm, .exposed, .person])
            || !ClaimPage.slice(page.drugs, near, { $0.tokens.lowerBound }).isEmpty
    }

    /// "causes nausea, and an excess can scar the liver"
    private static let finite = TokenTable(AuxiliaryVerbs.finite)
    private static let auxiliaries = TokenTable("\(AuxiliaryVerbs.plain) been be being")

    /// "side effects of lisinopril (Zestril) include", "linked lisinopril to", "blamed lisinopril for": behind the drug and the word that ties it.
    private func behindDrug(_ start: Int, _ rule: ClaimRule, _ sentence: Range<Int>) -> Int? {
        var index = start
        while index < min(sentence.upperBound, start + 12) {
            let isTie =
                rule.predicate == .associatedWith
                ? stream.equals(index, "to") || stream.equals(index, "with")
                : rule.companion == "for"
                    ? stream.equals(index, "for")
                    : stream.punctuation(index) == UInt8(ascii: ":") || stream.equals(index, anyOf: Self.equating)
            if isTie { return index + 1 }
            if stream.punctuation(index) == UInt8(ascii: ",") || page.has(index, [.clauseStart, .modal]) { return nil }
            index += 1
        }
        return nil
    }

    private static let equating = TokenTable("is are was were include includes included including being")

    private func pastNaming(_ start: Int, _ sentence: Range<Int>) -> Int {
        var index = start
        while index < sentence.upperBound, index - start < 5,
            stream.equals(index, anyOf: words.naming) || stream.punctuation(index) == UInt8(ascii: ":")
                || stream.punctuation(index) == UInt8(ascii: ",") && stream.equals(index + 1, anyOf: words.naming)
        { index += 1 }
        return index
    }

    /// Whether the rule's own concept stands within eight tokens before.
    private func isAfter(_ label: String, _ trigger: Range<Int>) -> Bool {
        ClaimPage.slice(page.concepts, trigger.lowerBound - 8..<trigger.lowerBound, { $0.tokens.lowerBound })
            .contains { concepts[Int(page.concepts[$0].concept)].label == label }
    }

    /// The items of a line that holds nothing else: "Splayed elbow", "Numb ears (common)", "Watery semen: rare".
    func line(_ segment: Range<Int>) -> [Range<Int>] {
        var start = segment.lowerBound
        while start < segment.upperBound, stream.tokens[start].isPunctuation { start += 1 }
        var items: [Range<Int>] = []
        var isJoined = false
        while start < segment.upperBound, let item = item(start, segment, isFirst: true) {
            if let tokens = item.tokens { items.append(tokens) }
            if item.end >= segment.upperBound { return items }
            if !isJoined, let next = separator(item.end, segment, isJoined: &isJoined) {
                start = next
                continue
            }
            return stream.tokens[item.end].isPunctuation ? items : []
        }
        return []
    }

    // MARK: One item

    func item(_ position: Int, _ sentence: Range<Int>, isFirst: Bool) -> Item? {
        var start = position
        while start < sentence.upperBound,
            page.has(start, .opener) || stream.equals(start, anyOf: words.light)
                || stream.endsInLy(start, longerThan: 4)
        {
            start += 1
            // "a severe, lasting ache"
            if stream.punctuation(start) == UInt8(ascii: ","), stream.equals(start - 1, anyOf: words.light),
                stream.equals(start + 1, anyOf: words.light)
            {
                start += 1
            }
        }
        var end = noun(start, sentence)
        // "sudden drops in blood sugar": a known concept begins where the words end.
        let whole = start..<min(end + 1, sentence.upperBound)
        if !whole.isEmpty, let known = known(whole) { return Item(tokens: nil, end: max(end, known)) }
        guard end > start else { return nil }
        guard let cut = settled(start..<end, isFirst) else { return nil }
        let isCut = cut.upperBound < end
        end = cut.upperBound
        var isBeforeVerb = isCut && !stream.equals(end, anyOf: words.tail)
        if !isCut {
            // "loss of taste", "swelling of the ankles", "pain behind the eyes"
            guard let whole = continued(start..<end, sentence) else { return nil }
            end = whole
            isBeforeVerb = stream.equals(end, anyOf: words.verb) || stream.equals(end, anyOf: Self.finite)
            guard isEnd(end, sentence) else { return nil }
        }
        if let known = known(start..<end) { return Item(tokens: nil, end: max(end, known)) }
        return Item(tokens: start..<end, end: end, isBeforeVerb: isBeforeVerb)
    }

    /// The end of the known concepts that a phrase shares words with.
    private func known(_ phrase: Range<Int>) -> Int? {
        var end: Int?
        for index in ClaimPage.slice(
            page.concepts, phrase.lowerBound - 8..<phrase.upperBound, { $0.tokens.lowerBound })
        where page.concepts[index].tokens.overlaps(phrase) { end = page.concepts[index].tokens.upperBound }
        return end
    }

    /// Where a run of words without function words ends.
    private func noun(_ start: Int, _ sentence: Range<Int>) -> Int {
        var end = start
        while end < sentence.upperBound, end - start <= Self.longest {
            let token = stream.tokens[end]
            let isInner =
                (stream.punctuation(end) == UInt8(ascii: "-") || stream.punctuation(end) == UInt8(ascii: "'"))
                && end > start && !token.flags.contains(.spaceBefore) && end + 1 < sentence.upperBound
                && !stream.tokens[end + 1].flags.contains(.spaceBefore)
            guard token.isWord || isInner, !isLimit(end) else { break }
            end += 1
        }
        return end
    }

    /// A word that no noun phrase goes across.
    private func isLimit(_ index: Int) -> Bool {
        page.has(index, [.ender, .opener, .modal, .pronoun, .firstPerson, .negative, .relative, .conjunction])
            || stream.equals(index, "of") || stream.equals(index, anyOf: words.verb)
    }

    /// A phrase without what stands behind its noun; nil where it is no effect.
    private func settled(_ phrase: Range<Int>, _ isFirst: Bool) -> Range<Int>? {
        let start = phrase.lowerBound
        var end = phrase.upperBound
        if stream.equals(start, anyOf: words.first) || page.has(start, .effectPronoun) { return nil }
        // "and lowers pressure", "headaches most mornings": a word in -s before another is a verb, or ends the phrase.
        if let plural = phrase.dropLast().first(where: { isPlural($0) }) {
            guard isFirst, plural > start else { return nil }
            end = plural + 1
        }
        while end > start, stream.equals(end - 1, anyOf: words.tail) || stream.endsInLy(end - 1, longerThan: 3) {
            end -= 1
        }
        guard end > start, end - start <= Self.longest, stream.tokens[end - 1].isWord else { return nil }
        let own = start..<end
        if own.contains(where: { page.has($0, [.person, .unit, .duration]) || isDrug($0) }) { return nil }
        let last = end - 1
        if stream.equals(last, anyOf: words.never) || page.has(last, .exposed) { return nil }
        if end - start == 1, page.has(last, .empty) || stream.equals(last, anyOf: words.alone) { return nil }
        // "perioral", "homicidal hopeless": told of something that does not follow.
        if isAdjective(last), end - start == 1 || !stream.endsInIng(last, longerThan: 4) { return nil }
        // "26 percent", "over seventy"
        if page.has(start, .function) || page.has(last, .function) || stream.tokens[max(0, start - 1)].isNumber {
            return nil
        }
        // "led to Sweden", "results in Nature": a name.
        if !isTitle, own.allSatisfy({ stream.tokens[$0].flags.contains(.capitalised) || !stream.tokens[$0].isWord }),
            !stream.tokens[start].flags.contains(.sentenceStart)
        {
            return nil
        }
        if isRelation(start) { return nil }
        return own
    }

    /// A word alone that is no noun by its look: "diagnosed", "everyday" is in the file, "dangerous", "reversible".
    private func isAdjective(_ index: Int) -> Bool {
        let length = Int(stream.tokens[index].length)
        guard length > 3 else { return true }
        if stream.endsInEd(index, longerThan: 3) || !isPlain && stream.endsInIng(index, longerThan: 4) { return true }
        return Self.adjectiveEndings.contains { length > $0.utf8.count + 1 && stream.ends(index, in: $0) }
    }

    private static let adjectiveEndings = [
        "ous", "ive", "able", "ible", "ful", "less", "iest", "al", "ic", "ar", "ary", "ory", "oid", "ant", "ent",
    ]

    /// "lowers" but not "ptosis", "nervous", "loss", "Raynaud's".
    private func isPlural(_ index: Int) -> Bool {
        let length = Int(stream.tokens[index].length)
        guard stream.tokens[index].isWord, length > 3, stream.endsInS(index) else { return false }
        if stream.punctuation(index + 1) == UInt8(ascii: "-") || stream.punctuation(index - 1) == UInt8(ascii: "'") {
            return false
        }
        switch stream.lower(index, length - 2) {
        case UInt8(ascii: "s"), UInt8(ascii: "u"), UInt8(ascii: "i"), UInt8(ascii: "'"): return false
        default: return true
        }
    }

    /// The end of what belongs to a noun behind it; nil where that cannot be told.
    private func continued(_ phrase: Range<Int>, _ sentence: Range<Int>) -> Int? {
        let end = phrase.upperBound
        let isOf = stream.equals(end, "of")
        guard isOf || stream.equals(end, anyOf: Self.placing) && page.has(end + 1, .opener) else { return end }
        var start = end + 1
        while start < sentence.upperBound, page.has(start, .opener) || stream.equals(start, anyOf: words.light) {
            start += 1
        }
        var last = start
        while last < sentence.upperBound, last - start < 3, stream.tokens[last].isWord, !isLimit(last) { last += 1 }
        if let plural = (start..<last).first(where: { isPlural($0) }) { last = plural + 1 }
        let isThing =
            last > start
            // "a night of staring at the ceiling"
            && !stream.endsInIng(start, longerThan: 4)
            && !(start..<last).contains { index in
                page.has(index, [.person, .unit, .duration, .exposed, .doseForm]) || isDrug(index)
                    || stream.equals(index, anyOf: words.place)
            } && !stream.equals(last - 1, anyOf: words.never)
        if isThing { return last }
        return isOf ? nil : end
    }

    private static let placing = TokenTable("in around behind under between on across over down at along")

    /// Whether a phrase may end before a token: a number, an article or a pronoun would belong to a verb among its words.
    private func isEnd(_ index: Int, _ sentence: Range<Int>) -> Bool {
        guard index < sentence.upperBound else { return true }
        let token = stream.tokens[index]
        if token.isNumber { return false }
        if token.isPunctuation { return true }
        if page.has(index, [.firstPerson, .effectPronoun]) || stream.equals(index, anyOf: Self.pronouns) {
            return false
        }
        if page.has(index, .opener) {
            return stream.equals(index, anyOf: words.tail) || stream.equals(index, anyOf: words.light)
        }
        return true
    }

    private static let pronouns = TokenTable("you him her them us me it")

    private func isDrug(_ index: Int) -> Bool {
        ClaimPage.slice(page.drugs, index - 6..<index + 1, { $0.tokens.lowerBound })
            .contains { page.drugs[$0].tokens.contains(index) }
    }

    /// "and protects the gut": the words of another relation begin.
    private func isRelation(_ index: Int) -> Bool {
        ClaimPage.slice(page.words, index..<index + 1, { $0.tokens.lowerBound }).contains { word in
            let id = page.words[word].id
            return id < ClaimRules.wordBase && rules[Int(id)].isRelationVerb
        }
    }

    // MARK: Lists

    /// Behind the sign between two items.
    func separator(_ index: Int, _ sentence: Range<Int>, isJoined: inout Bool) -> Int? {
        var next = index
        // "(12 percent)"
        if stream.punctuation(next) == UInt8(ascii: "("),
            let close = (next + 1..<min(sentence.upperBound, next + 9)).first(where: {
                stream.punctuation($0) == UInt8(ascii: ")")
            })
        {
            next = close + 1
        }
        let start = next
        if stream.punctuation(next) == UInt8(ascii: ",") || stream.punctuation(next) == UInt8(ascii: "/") { next += 1 }
        if page.has(next, .conjunction) {
            next += 1
            // "and/or"
            if stream.punctuation(next) == UInt8(ascii: "/") { next += 2 }
            next = pastAside(next)
            isJoined = true
        } else if stream.equals(next, "as"), stream.equals(next + 1, "well"), stream.equals(next + 2, "as") {
            next += 3
            isJoined = true
        }
        return next > start && next < sentence.upperBound ? next : nil
    }

    /// "aggression and, in rare cases, suicidal thoughts", "depressed mood and, rarely, psychosis": behind what stands between two commas.
    private func pastAside(_ index: Int) -> Int {
        guard stream.punctuation(index) == UInt8(ascii: ","),
            stream.equals(index + 1, anyOf: Self.asides) || stream.endsInLy(index + 1, longerThan: 4)
        else { return index }
        for next in index + 2..<index + 8 {
            if stream.punctuation(next) == UInt8(ascii: ",") { return next + 1 }
            if stream.isPunctuation(at: next) || page.has(next, [.modal, .pronoun]) || isDrug(next) { return index }
        }
        return index
    }

    private static let asides = TokenTable("in less more very at occasionally sometimes perhaps seldom often among")

    func endsList(_ index: Int, _ sentence: Range<Int>) -> Bool {
        index >= sentence.upperBound
            || stream.tokens[index].isPunctuation && stream.punctuation(index) != UInt8(ascii: ",")
    }

    /// Where a clause begins or ends, read backward.
    func isBorder(_ index: Int) -> Bool {
        let token = stream.tokens[index]
        if token.isNumber { return true }
        if token.isPunctuation {
            switch stream.punctuation(index) {
            case UInt8(ascii: ","), UInt8(ascii: "'"), UInt8(ascii: "/"): return false
            case UInt8(ascii: "-"): return token.flags.contains(.spaceBefore)
            default: return true
            }
        }
        if page.has(index, [.conjunction, .opener]) || stream.equals(index, "of")
            || stream.equals(index, anyOf: Self.placing)
        {
            return false
        }
        return page.has(index, [.ender, .modal, .relative, .clauseStart]) || stream.equals(index, anyOf: words.verb)
    }
}
