import Events

/// What a rule's words mean where they stand: no verb at all, a level that a pronoun gives to the drug spoken of, the other drug of a preference.
extension ClaimFinder {
    /// Words that look like a rule's verb and are none: "Suppressed TSH is linked to …", "Stop it two days before", "there was no rebound",
    /// "a partial agonist at the receptor" where that is said to be what it is.
    func isNoVerb(_ rule: ClaimRule, _ trigger: Range<Int>, _ reading: Reading) -> Bool {
        let start = reading.sentence.tokens.lowerBound
        let first = trigger.lowerBound
        if rule.predicate == .isA { return stream.equals(first - 1, "there") }
        if rule.special == .mechanismBind, let last = claims.last, last.sentence == reading.sentence.tokens,
            last.claim.predicate == .isA, last.tokens.overlaps(trigger)
        {
            return true
        }
        guard rule.isRelationVerb, rule.subject == .left, trigger.count == 1 else { return false }
        // "its fuel, ATP": a noun.
        if stream.equals(first - 1, anyOf: Self.articles), !stream.endsInEd(first, longerThan: 3),
            !isThirdPerson(first), !isGerund(first)
        {
            return true
        }
        let family = Self.family(rule.predicate)
        // "Acne, raised cholesterol and infections": an effect with a participle in it.
        if rule.predicate == .predisposes, page.has(first - 1, .list),
            reading.sentence.concepts.contains(where: {
                page.concepts[$0].tokens.lowerBound == first && page.concepts[$0].tokens.upperBound > trigger.upperBound
            })
        {
            return true
        }
        // "in people with mildly raised TSH"
        if family == 3, first > start, !reading.isComment, stream.endsInEd(first, longerThan: 4) {
            let before = isAdverb(first - 1) ? first - 2 : first - 1
            if stream.equals(before, "with") || stream.equals(before, "of") { return true }
        }
        if family == 2 || family == 3 {
            // "Stopped, still ringing"
            if case .right = rule.object, stream.punctuation(trigger.upperBound) == UInt8(ascii: ",") {
                return true
            }
            // "The dose should be lowered in kidney disease": a passive has its object before it.
            if case .right = rule.object, isPassive(first) { return true }
            // "delay orgasm", "increased heart rate" are effects with a verb in them.
            if reading.sentence.concepts.contains(where: {
                page.concepts[$0].tokens.lowerBound == first && page.concepts[$0].tokens.upperBound > trigger.upperBound
            }) {
                return true
            }
            // "he'll stop it", "when patients stop lorazepam abruptly": the drug.
            if stream.equals(first, anyOf: Self.ending),
                page.has(trigger.upperBound, .effectPronoun) || isPlainDrug(at: trigger.upperBound, reading)
            {
                return true
            }
        }
        if stream.equals(first, "stop") {
            if first == start || stream.tokens[first - 1].isPunctuation { return true }
            // "does not stop the disease" tells of the drug, "do not stop" is an advice.
            if stream.equals(first - 1, "not"),
                stream.equals(first - 2, "does") || stream.equals(first - 2, "did")
            {
                return false
            }
            for word: StaticString in ["than", "please", "then", "or", "don't", "not"]
            where stream.equals(first - 1, word) { return true }
        }
        guard first == start, stream.endsInEd(first, longerThan: 4) else { return false }
        if !reading.isComment { return true }
        for next in first + 1...first + 5 {
            for word: StaticString in ["is", "are", "was", "were", "has", "have", "can", "may"]
            where stream.equals(next, word) { return true }
        }
        return false
    }

    /// A drug's name that is not part of an effect's ("opioid withdrawal").
    private func isPlainDrug(at index: Int, _ reading: Reading) -> Bool {
        reading.groups.contains { $0.tokens.lowerBound == index }
            && !reading.sentence.concepts.contains { page.concepts[$0].tokens.contains(index) }
    }

    private static let ending = TokenTable("stop stops stopped stopping halt halts halted halting quit")

    private static let articles = TokenTable("its their his her your my our the a an")

    /// A participle behind a form of "be".
    private func isPassive(_ index: Int) -> Bool {
        guard stream.endsInEd(index, longerThan: 3) else { return false }
        for word: StaticString in ["be", "is", "are", "was", "were", "been", "being"]
        where stream.equals(index - 1, word) { return true }
        return false
    }

    /// "can raise its level", "push the level up": that of the drug spoken of before.
    func meantLevels(after position: Int, _ reading: Reading) -> [Target]? {
        if let own = bareLevels(after: position, reading) { return own }
        let isThe = stream.equals(position, "the")
        guard isThe || stream.equals(position, "its") || stream.equals(position, "their") else { return nil }
        let noun = stream.equals(position + 1, "blood") ? position + 2 : position + 1
        guard noun < reading.sentence.tokens.upperBound, page.has(noun, .level) else { return nil }
        // "raises the level of X" names it; without that it is the one drug that the text is about.
        if isThe {
            guard isOnTopic, let main = topic.first, memory.subjects.map(\.name) == [main.name],
                !stream.equals(noun + 1, "of")
            else { return nil }
        }
        // "Tizanidine must never be combined with it, since ciprofloxacin raises its level": the first of this sentence.
        let before = reading.groups.filter { $0.tokens.upperBound <= position }
        if !isThe, before.count >= 2, let first = before.first, first.subjects.count == 1,
            // "It slows the breakdown of codeine, and rifampicin halves its level": of what was spoken of before.
            !subjects.isUnderAnaphor(first, page, reading.sentence),
            let last = before.last, !last.subjects.contains(where: { $0.name == first.subjects[0].name }),
            (first.tokens.upperBound..<last.tokens.lowerBound).contains(where: {
                page.has($0, .clauseStart) || stream.equals($0, anyOf: Self.since)
            })
        {
            return [Target("\(first.subjects[0].name) level", first.subjects[0].id, position..<noun + 1, nil)]
        }
        let own = reading.groups.filter { $0.tokens.upperBound <= position }.flatMap(\.subjects).map(\.name)
        let meant = memory.subjects.filter { !own.contains($0.name) }
        guard !meant.isEmpty else { return nil }
        return meant.map { Target("\($0.name) level", $0.id, position..<noun + 1, nil) }
    }

    private static let since = TokenTable("since because as for while")

    /// "Ketoconazole raises exposure sevenfold", "rifampicin halves plasma concentrations", in a text on ivabradine: of the main drug.
    private func bareLevels(after position: Int, _ reading: Reading) -> [Target]? {
        guard !reading.isComment, isOnTopic, topic.count == 1, let main = topic.first, !main.isClass else { return nil }
        let isOfBlood =
            stream.equals(position, "plasma") || stream.equals(position, "serum") || stream.equals(position, "blood")
        let noun = isOfBlood ? position + 1 : position
        guard noun < reading.sentence.tokens.upperBound,
            isOfBlood && page.has(noun, .level) || stream.equals(noun, "exposure") || stream.equals(noun, "auc"),
            !stream.equals(noun + 1, "of"), !stream.equals(noun + 1, "to"),
            let other = reading.groups.last(where: { $0.tokens.upperBound <= position }),
            !other.subjects.contains(where: { $0.isSame(as: main) || main.classes.contains($0.name) })
        else { return nil }
        let word = isOfBlood ? "level" : "exposure"
        return [Target("\(main.name) \(word)", main.id, position..<noun + 1, nil)]
    }

    /// "reduces the absorption of levothyroxine", "blocks warfarin metabolism", "raises lithium levels": what is done to a drug in the body.
    ///
    /// - Parameter predicate: AFFECTS is said of levels, the other mechanisms of what becomes of the drug.
    func drugProcess(after position: Int, within reach: Int, _ predicate: Predicate, _ reading: Reading) -> [Target] {
        let end = reading.sentence.tokens.upperBound
        guard let group = subjects.right(of: position, groups: reading.groups, within: reach + 3) else { return [] }
        let next = group.tokens.upperBound
        let isPossessive = stream.equals(next, "'s")
        let behind = isPossessive ? next + 1 : next
        if behind < end, let word = process(at: behind, predicate), group.tokens.lowerBound - position <= reach {
            return group.subjects.map { Target("\($0.name) \(word)", $0.id, group.tokens.lowerBound..<behind + 1, nil) }
        }
        var of = group.tokens.lowerBound - 1
        // "raised serum digoxin by a third"
        if predicate == .affects, of >= position, of - position < reach, stream.equals(of, anyOf: Self.fluids) {
            return group.subjects.map { Target("\($0.name) level", $0.id, of..<next, nil) }
        }
        if stream.equals(of, "the") { of -= 1 }
        // "doubled exposure to midazolam"
        let isTo = stream.equals(of, "to") && stream.equals(of - 1, "exposure")
        guard of - 1 >= position, isTo || stream.equals(of, "of"), let word = process(at: of - 1, predicate) else {
            return []
        }
        let names = reading.sentence.drugs.filter { page.drugs[$0].tokens.lowerBound >= group.tokens.lowerBound }
        return group.subjects.map { drug in
            let own = names.first { page.drugs[$0].name == drug.name }.map { page.drugs[$0].tokens.upperBound }
            return Target("\(drug.name) \(word)", drug.id, of - 1..<(own ?? next), nil)
        }
    }

    private static let fluids = TokenTable("serum plasma blood trough")

    func process(at index: Int, _ predicate: Predicate) -> String? {
        if page.has(index, .level) { return predicate == .affects ? "level" : nil }
        // "doubled midazolam exposure", "prolongs the half-life of lamotrigine"
        if predicate == .affects {
            // "raised the area under the curve of felodipine"
            if stream.equals(index, "exposure") || stream.equals(index, "auc") || stream.equals(index, "curve") {
                return "exposure"
            }
            if stream.equals(index, "half") && stream.equals(index + 2, "life")
                || stream.equals(index, "life")
            {
                return "half-life"
            }
        }
        guard predicate != .affects else { return nil }
        for (word, name): (StaticString, String) in Self.fates where stream.equals(index, word) { return name }
        return nil
    }

    private static let fates: [(StaticString, String)] = [
        ("absorption", "absorption"), ("uptake", "absorption"), ("clearance", "clearance"), ("excretion", "excretion"),
        ("exit", "excretion"), ("disposal", "clearance"),
        ("elimination", "elimination"), ("metabolism", "metabolism"), ("breakdown", "metabolism"),
        ("release", "release"), ("secretion", "secretion"), ("production", "production"), ("synthesis", "synthesis"),
        ("formation", "formation"), ("reuptake", "reuptake"), ("conversion", "conversion"),
        ("activation", "activation"),
        ("degradation", "metabolism"), ("effect", "effect"), ("effects", "effect"), ("action", "effect"),
        ("effectiveness", "efficacy"), ("efficacy", "efficacy"), ("activity", "effect"), ("benefit", "efficacy"),
    ]

    /// The other drug that the text has just spoken of, over which one is said to be preferred.
    func preferredOver(_ own: [ClaimSubject], _ reading: Reading) -> ClaimSubject? {
        let spoken = (memory.recent + reading.groups.flatMap(\.subjects)).filter { other in
            // "grapefruit juice has a smaller effect": nothing to choose from.
            !other.name.hasSuffix(" juice")
                && !own.contains {
                    $0.name == other.name || $0.classes.contains(other.name) || other.classes.contains($0.name)
                }
        }
        // Over one of its kind rather than over what else the sentence before named.
        return spoken.last { other in own.contains { $0.isAkin(other) } }
            ?? pair.first { other in pair.contains { own.contains($0) } && !own.contains(other) } ?? spoken.last
    }
}
