import Events

/// Objects that their words would cut short: "the conversion of X to Y", "cancer mortality", "the breakdown of the pills".
extension ClaimFinder {
    /// "the conversion of thyroxine to triiodothyronine": with what it becomes.
    func withProduct(_ target: Target, _ reading: Reading) -> Target {
        let start = target.tokens.lowerBound
        guard stream.equals(start, "conversion"), stream.equals(start + 1, "of") else { return target }
        let limit = reading.sentence.tokens.upperBound
        var link = target.tokens.upperBound
        // "angiotensin I"
        if link < limit, stream.tokens[link].length == 1, stream.tokens[link].isWord { link += 1 }
        guard link + 1 < limit, stream.equals(link, "to") || stream.equals(link, "into") else { return target }
        var end = link + 1
        while end < limit, end - link < 4, page.has(end, .opener) { end += 1 }
        let first = end
        while end < limit, end - first < 3, isThingWord(end) { end += 1 }
        guard end > first, end >= limit || !isThingWord(end) else { return target }
        return Target(words(start..<end), nil, start..<end, target.index)
    }

    /// "slows the breakdown of the pills": of the drug spoken of.
    func spokenProcess(after position: Int, _ predicate: Predicate, _ reading: Reading) -> Target? {
        guard memory.subjects.count == 1, predicate != .affects else { return nil }
        var noun = position
        while page.has(noun, .opener) { noun += 1 }
        guard noun + 3 < reading.sentence.tokens.upperBound, let word = process(at: noun, predicate),
            stream.equals(noun + 1, "of"), stream.equals(noun + 2, anyOf: Self.definites),
            stream.equals(noun + 3, anyOf: Self.wares),
            // "of the drug famciclovir": by its name.
            !reading.groups.contains(where: { 0...1 ~= $0.tokens.lowerBound - noun - 4 })
        else { return nil }
        let drug = memory.subjects[0]
        // What slows its own breakdown is told with "its".
        guard !reading.groups.contains(where: { $0.tokens.upperBound <= position && $0.subjects.contains(drug) })
        else { return nil }
        return Target("\(drug.name) \(word)", drug.id, noun..<noun + 4, nil)
    }

    private static let definites = TokenTable("the these those this that")
    private static let wares = TokenTable(
        "pills pill drug drugs tablets tablet medicine medicines medication latter former")

    /// "cancer mortality", "breast cancer recurrence": of a condition the outcome that the next word names.
    func withOutcome(_ target: Target, _ index: Int) -> Target? {
        let next = target.tokens.upperBound
        guard stream.equals(next, anyOf: Self.outcomeNouns), page.concepts[index].tokens == target.tokens,
            objects.accepts(page.concepts[index], .indication), target.label != "death"
        else { return nil }
        return Target("\(target.label) \(stream.lowerString(next))", nil, target.tokens.lowerBound..<next + 1, index)
    }

    private static let outcomeNouns = TokenTable("mortality deaths recurrence recurrences")

    /// "X and Y are gliflozins, a class developed to lower sugar": told of the class.
    func ofClassAside(_ found: Found?, _ trigger: Range<Int>, _ reading: Reading) -> Found? {
        guard let found, let own = found.tokens, own.upperBound < trigger.lowerBound,
            let comma = Range(from: max(own.upperBound, trigger.lowerBound - 6), to: trigger.lowerBound).first(where: {
                stream.punctuation($0) == UInt8(ascii: ",") && page.has($0 + 1, .indefinite)
                    && (stream.equals($0 + 2, anyOf: Self.kinds) || stream.equals($0 + 3, anyOf: Self.kinds))
            }), let group = reading.groups.first(where: { $0.tokens.upperBound == comma }), group.tokens != own,
            group.subjects.contains(where: \.isClass)
        else { return found }
        return (group.subjects, group.tokens, false)
    }

    private static let kinds = TokenTable("class family group breed generation")

    /// "given in China for", "taken by the Greeks for", "prescribed at bedtime for": a verb of use with no more than where, when or by whom behind.
    func isGivenFor(_ link: Int, _ reading: Reading) -> Bool {
        let first = max(reading.sentence.tokens.lowerBound + 1, link - 6)
        guard let verb = Range(from: first, to: link).last(where: { stream.equals($0, anyOf: Self.uses) }),
            verb < link - 1,
            stream.equals(verb - 1, anyOf: Self.passive) || isAdverb(verb - 1)
        else { return false }
        return stream.equals(verb + 1, anyOf: Self.asides)
            && !(verb + 1..<link).contains {
                page.has($0, [.negative, .clauseStart, .conjunction]) || stream.tokens[$0].isPunctuation
            }
    }

    private static let uses = TokenTable("given taken used prescribed sold swallowed drunk chewed smoked")
    private static let passive = TokenTable("is are was were been be being long still also often now")
    private static let asides = TokenTable(
        "in by at since every daily twice once today there here around throughout across")

    /// "halves the rate of hearing loss in children with tumours": in whom, behind the thing that is made rarer.
    func isOfSufferers(_ trigger: Range<Int>, _ reading: Reading) -> Bool {
        stream.equals(trigger.lowerBound, "in")
            && reading.sentence.concepts.contains {
                page.concepts[$0].tokens.upperBound == trigger.lowerBound
                    && objects.accepts(page.concepts[$0], [.effect, .indication])
            }
    }
}
