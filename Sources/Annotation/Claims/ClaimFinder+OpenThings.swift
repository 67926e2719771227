import Events

/// What a drug is given for, eases or prevents where no table knows it. Where the construction says it plainly, the words that stand there are
/// the object, each item of their list its own ("is used for splayed elbow, gout and watery semen"). Asked only where a rule that is `open`
/// has fired; where the cut is doubtful, there is no object.
extension ClaimFinder {
    /// The objects behind a benefit's words: the known ones, and those items of the list that no table knows.
    func withOpenThings(_ known: [Target], _ rule: ClaimRule, _ trigger: Range<Int>, _ reading: Reading) -> [Target] {
        guard !reading.sentence.isQuestion, opensOn(rule, trigger, reading),
            // "products meant for livestock", "swap pills for powder"
            !stream.equals(trigger.lowerBound, anyOf: Self.weakWords)
        else { return known }
        let start = pastLead(trigger.upperBound, rule, reading.sentence)
        // "used in Britain": where, not for what.
        guard start < reading.sentence.tokens.upperBound else { return known }
        if stream.equals(start - 1, "in"), stream.tokens[start].flags.contains(.capitalised) { return known }
        // In a comment what is the writer's own: "did nothing for my splayed elbow", not "sorted the queue".
        let isPlain = rule.special?.readsUse ?? false
        if reading.isComment, known.isEmpty, !isPlain,
            !(trigger.lowerBound...start).contains(where: { stream.equals($0, anyOf: Self.possessives) })
        {
            return known
        }
        let items = thingList(from: start, to: reading.sentence.tokens.upperBound, reading)
        guard let first = items.first, let last = items.last else { return known }
        var targets: [Target] = []
        for (place, item) in items.enumerated() {
            let inside = known.filter { $0.tokens.overlaps(item) }
            if let own = inside.first {
                targets += inside.count > 1 ? inside : [widened(own, to: item)]
            } else if isPlain || isAilment(item, reading.sentence) {
                // "tumours of the ovary, bladder and lung": of each, which no item says.
                if place > 0, item.count == 1, items[0].contains(where: { stream.equals($0, "of") }) { continue }
                targets.append(Target(words(item), nil, item, nil))
            }
        }
        if targets.isEmpty { return known }
        let all = first.lowerBound..<last.upperBound
        let rest = known.filter { !$0.tokens.overlaps(all) }
        guard let next = rest.first else { return targets }
        // "the risk of admission for heart failure": one thing.
        if next.tokens.lowerBound < first.lowerBound || stream.equals(last.upperBound, anyOf: Self.joints) {
            return known
        }
        // "for splayed elbow in people with gout": what stands behind the list is not what it is given for.
        if !known[0].tokens.overlaps(first) { return targets }
        return targets + rest
    }

    /// "prescribed for yellow nail syndrome": the first object of a rule that is not open, where its name was read by its ending alone.
    func withWholeName(_ known: [Target], _ rule: ClaimRule, _ trigger: Range<Int>, _ reading: Reading) -> [Target] {
        guard let first = known.first, let index = first.index, first.tokens.lowerBound > trigger.upperBound,
            stage.concepts.concepts[Int(page.concepts[index].concept)].label.isEmpty,
            let phrase = thingPhrase(
                at: pastLead(trigger.upperBound, rule, reading.sentence), to: first.tokens.upperBound, reading),
            phrase.words.overlaps(first.tokens)
        else { return known }
        return [widened(first, to: phrase.words)] + known.dropFirst()
    }

    /// Whether a drug, or a word that means one, stands near enough before the words for what is behind them to be its object.
    private func opensOn(_ rule: ClaimRule, _ trigger: Range<Int>, _ reading: Reading) -> Bool {
        if rule.subject == .right || rule.subject == .topic || reading.isComment { return true }
        if reading.groups.contains(where: {
            $0.tokens.upperBound <= trigger.lowerBound && trigger.lowerBound - $0.tokens.upperBound <= 12
        }) {
            return true
        }
        // "a lower risk of splayed elbow with X"
        if rule.subject == .either,
            reading.groups.contains(where: { 0...12 ~= $0.tokens.lowerBound - trigger.upperBound })
        {
            return true
        }
        return (memory.isOwn || isOnTopic)
            && reading.sentence.words.contains {
                let word = page.words[$0]
                return word.id == anaphorClass && word.tokens.upperBound <= trigger.lowerBound
                    && trigger.lowerBound - word.tokens.upperBound <= 4
            }
    }

    /// "people with", "the treatment of", "treating", "attacks of": where the thing itself begins.
    private func pastLead(_ position: Int, _ rule: ClaimRule, _ sentence: ClaimPage.Sentence) -> Int {
        var start = position
        let end = sentence.tokens.upperBound
        if rule.predicate == .treats,
            let person = Range(from: start, to: min(start + 5, end)).first(where: { page.has($0, .person) }),
            let link = (person + 1..<min(person + 5, end)).first(where: { stream.equals($0, "with") }),
            (start..<link).allSatisfy({
                stream.tokens[$0].isWord && (!page.has($0, .ender) || page.has($0, .conjunction))
            })
        {
            start = link + 1
        }
        for _ in 0..<3 {
            var next = start
            while next < end, page.has(next, .opener) { next += 1 }
            if stream.equals(next, anyOf: Self.treating) {
                start = next + 1
            } else if stream.equals(next, anyOf: Self.leadNouns), stream.equals(next + 1, "of") {
                start = next + 2
            } else {
                break
            }
        }
        return start
    }

    /// "splayed elbow syndrome", where the table of endings took "elbow syndrome": all of its words.
    private func widened(_ own: Target, to item: Range<Int>) -> Target {
        guard let index = own.index, item.lowerBound < own.tokens.lowerBound, item.upperBound <= own.tokens.upperBound,
            !page.concepts[index].isComposite
        else { return own }
        let isKnown = !stage.concepts.concepts[Int(page.concepts[index].concept)].label.isEmpty
        // "river blindness" is no mere blindness; "severe pain" is pain, and "focal seizures" has its name already.
        if isKnown,
            (item.lowerBound..<own.tokens.lowerBound).allSatisfy({ stream.equals($0, anyOf: Self.plainGrades) })
                || specified(own, isTreated: true).label != own.label
        {
            return own
        }
        return Target(words(item), nil, item, index)
    }

    private static let weakWords = TokenTable("meant made sold reach pills preferred")
    private static let possessives = TokenTable("my his her our their your")
    private static let joints = TokenTable("for from to of after due caused")
    static let plainGrades = TokenTable(
        """
        severe mild moderate chronic acute bad worse worst terrible awful horrible nasty common frequent further recurrent old painful \
        persistent serious minor major early late later intense constant regular occasional single sudden long-term long-lasting episodic \
        first second next subsequent repeat repeated overall simple ordinary everyday usual unexplained
        """)
    static let thingOpeners = TokenTable(
        "that because when if and but while whether though although as since so")
    private static let treating = TokenTable(
        "treating relieving easing preventing managing controlling curing reducing soothing calming fighting clearing treat relieve ease"
    )
    private static let leadNouns = TokenTable(
        """
        treatment relief prevention management control number numbers rate rates risk risks frequency incidence severity symptoms symptom \
        signs attacks attack bouts episodes episode cases case chance chances odds likelihood kinds forms types sorts all most some
        """)
}
