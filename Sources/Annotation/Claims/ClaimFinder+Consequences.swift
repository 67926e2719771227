import Events

/// Mechanisms told in two parts: a verb whose particle stands behind its object ("brings the DHT down"), and what follows from a mechanism
/// in a clause without a drug ("…, and glutamate surges").
extension ClaimFinder {
    /// Objects between a verb and the words that belong to it, which must stand close behind; they end with those words.
    func parted(_ targets: [Target], _ rule: ClaimRule, _ reading: Reading) -> [Target] {
        guard rule.special?.isParted ?? false, case .word(let id) = rule.near else { return targets }
        return targets.compactMap { target in
            let end = target.tokens.upperBound
            guard
                let word = reading.sentence.words.first(where: {
                    page.words[$0].id == id && 0...4 ~= page.words[$0].tokens.lowerBound - end
                }),
                !(end..<page.words[word].tokens.lowerBound).contains(where: {
                    stream.tokens[$0].isPunctuation || page.has($0, [.relative, .clauseStart])
                })
            else { return nil }
            let tokens = target.tokens.lowerBound..<page.words[word].tokens.upperBound
            // "pushes dopamine out of the nerve ending" releases it.
            let isReleased = rule.special == .mechanismSpill && !target.label.hasSuffix("release")
            return Target(
                isReleased ? "\(target.label) release" : target.label, target.mesh, tokens,
                isReleased ? nil : target.index)
        }
    }

    /// The drug of the mechanism told right before in the same passage, for clauses that name none.
    func chained(_ rule: ClaimRule, _ trigger: Range<Int>, _ reading: Reading) -> Found? {
        if let measured = measuredOn(rule, trigger, reading) { return measured }
        guard
            let last = claims.last(where: { Self.family($0.claim.predicate) == 3 || $0.claim.predicate == .hasProperty }
            ),
            last.claim.segment == reading.segment.id, last.claim.polarity == .asserted,
            last.tokens.upperBound <= trigger.lowerBound,
            last.sentence == reading.sentence.tokens
                || 0...2 ~= reading.sentence.tokens.lowerBound - last.sentence.upperBound
        else { return nil }
        let drugs = claims.filter {
            $0.sentence == last.sentence && $0.claim.rule == last.claim.rule && $0.objectTokens == last.objectTokens
        }
        .map(\.subject)
        // A drug between is what the clause is about.
        guard
            !reading.groups.contains(where: {
                $0.tokens.upperBound <= trigger.lowerBound && $0.tokens.lowerBound >= last.tokens.upperBound
                    && !isBodys($0)
            })
        else { return nil }
        return (drugs, nil, true)
    }

    /// "C-reactive protein fell by 38 percent", "levels of BDNF were higher": what a study measured, told in the past tense of the one drug that
    /// the paragraph speaks of, which may stand behind ("… in those on it").
    private func measuredOn(_ rule: ClaimRule, _ trigger: Range<Int>, _ reading: Reading) -> Found? {
        // "More insulin was released": the verb stands behind.
        let isBefore = rule.special == .mechanismThenMore || rule.special == .mechanismThenLess
        let verb =
            isBefore
            ? trigger.lowerBound..<min(trigger.upperBound + 5, reading.sentence.tokens.upperBound) : trigger
        guard !reading.isComment, goesOnAboutOne(reading), isPast(verb), !page.has(reading.sentence, .equal)
        else { return nil }
        let drug = memory.subjects[0]
        guard !drug.isWithdrawal, !memory.hasStopped,
            reading.groups.allSatisfy({ group in
                isBodys(group) || group.subjects.allSatisfy { $0.name == "placebo" }
                    || group.tokens.lowerBound >= trigger.upperBound && group.subjects[0].isSame(as: drug)
            })
        else { return nil }
        return ([drug], nil, true)
    }

    /// A past tense in a paragraph on one drug, which it has named.
    func isResult(_ trigger: Range<Int>, _ reading: Reading) -> Bool {
        goesOnAboutOne(reading) && isPast(trigger)
    }

    /// The paragraph has named its one drug shortly before; or, in a release or news on one drug, it has named none and goes on with that.
    private func goesOnAboutOne(_ reading: Reading) -> Bool {
        guard memory.subjects.count == 1 else { return false }
        if memory.isOwn { return memory.sentencesSinceDrug <= reach(reading) }
        return !reading.isComment && !isBlog && !isGuide && about.isTitled && isOnTopic
            && topic.first.map { memory.subjects[0].isSame(as: $0) } ?? false
            && !page.has(reading.sentence, .firstPerson)
    }

    /// In sentences: a paper on one drug names it once and then reports.
    private func reach(_ reading: Reading) -> Int { reading.segment.tier == .primary && isOnTopic ? 10 : 3 }

    private func isPast(_ trigger: Range<Int>) -> Bool {
        trigger.contains { index in
            let length = Int(stream.tokens[index].length)
            return stream.equals(index, anyOf: Self.pasts)
                || length > 4 && stream.lower(index, length - 1) == UInt8(ascii: "d")
                    && stream.lower(index, length - 2) == UInt8(ascii: "e")
        }
    }

    private static let pasts = TokenTable(
        "was were had fell rose went shrank grew sprang came stood lay dropped doubled tripled halved could did made began"
    )

    /// "calcium builds up", "less potassium leaves the cell": a salt or hormone that is a medicine too.
    func bodysOwn(_ rule: ClaimRule, _ trigger: Range<Int>, _ reading: Reading) -> Target? {
        let isLeft = rule.special == .mechanismThenUp || rule.special == .mechanismThenDown
        guard
            let group = reading.groups.first(where: {
                isLeft
                    ? 0...1 ~= trigger.lowerBound - $0.tokens.upperBound : $0.tokens.lowerBound == trigger.upperBound
            }), isBodys(group)
        else { return nil }
        return Target(group.subjects[0].name, group.subjects[0].id, group.tokens, nil)
    }

    /// Whether the words tell what follows: no comparison with another drug, no verb with an object of its own.
    func isConsequence(_ rule: ClaimRule, _ trigger: Range<Int>, _ reading: Reading) -> Bool {
        switch rule.special {
        case .mechanismThenUp, .mechanismThenDown: isIntransitive(trigger, reading.sentence)
        default:
            !page.has(trigger.upperBound..<min(trigger.upperBound + 6, reading.sentence.tokens.upperBound), .comparator)
        }
    }

    /// "dopamine rises" tells what follows; "dopamine raises pressure" has an object of its own.
    func isIntransitive(_ trigger: Range<Int>, _ sentence: ClaimPage.Sentence) -> Bool {
        let next = trigger.upperBound
        // "fell by 38 percent", "was lower in": the words have taken their preposition.
        if trigger.count > 1, page.has(next - 1, .tie) || stream.equals(next - 1, "than") { return true }
        return next >= sentence.tokens.upperBound || stream.tokens[next].isPunctuation
            || page.has(next, [.ender, .clauseStart, .conjunction]) || isAdverb(next)
    }
}
