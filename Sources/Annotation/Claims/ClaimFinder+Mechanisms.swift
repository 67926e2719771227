import Events

/// Objects of mechanisms that stand in a construction of their own: "starves cells of thymidine", "stops the virus from multiplying",
/// "relaxes smooth muscle", "speeds up its own breakdown".
extension ClaimFinder {
    /// "deprives tumours of iron": where what is taken away begins; nil where the words are no such verb.
    func deprivation(_ trigger: Range<Int>, _ reading: Reading) -> Int? {
        guard Self.depriving.contains(stream.tokens[trigger.lowerBound].hash) else { return nil }
        let end = min(reading.sentence.tokens.upperBound, trigger.upperBound + 6)
        for index in Range(from: trigger.upperBound, to: end) {
            if stream.tokens[index].isPunctuation, stream.punctuation(index) != 0x2D { return nil }
            if stream.equals(index, "of") { return index + 1 }
        }
        return nil
    }

    private static let depriving = TokenTable(
        """
        starve starves starved starving deprive deprives deprived depriving rob robs robbed robbing strip strips stripped drain drains \
        drained draining empty empties emptied
        """)

    /// The one noun behind "of", where no known molecule stands there.
    func deprivedThing(at start: Int, _ reading: Reading) -> Target? {
        var index = start
        while page.has(index, .opener) { index += 1 }
        let next = index + 1
        guard index < reading.sentence.tokens.upperBound, stream.tokens[index].isWord,
            stream.tokens[index].length > 3, !page.has(index, [.ender, .empty, .person]),
            next >= reading.sentence.tokens.upperBound || stream.tokens[next].isPunctuation
                || page.has(next, .ender),
            !reading.sentence.concepts.contains(where: { page.concepts[$0].tokens.contains(index) }),
            !reading.groups.contains(where: { $0.tokens.contains(index) })
        else { return nil }
        return Target(phrase(index..<next), nil, index..<next, nil)
    }

    /// What becomes of an object by the words around it.
    func reshaped(_ target: Target, _ rule: ClaimRule, _ reading: Reading) -> Target {
        let last = target.tokens.upperBound - 1
        if rule.special == .mechanismRelax, stream.equals(last, "muscle") || stream.equals(last, "muscles") {
            // What is relaxed contracts less.
            var start = last
            while start > reading.sentence.tokens.lowerBound, stream.tokens[start - 1].isWord,
                last - start < 3, !page.has(start - 1, [.opener, .ender, .function]),
                !reading.sentence.words.contains(where: { page.words[$0].tokens.contains(start - 1) })
            { start -= 1 }
            return Target("\(singularPhrase(start..<last + 1)) contraction", nil, start..<last + 1, nil)
        }
        guard rule.predicate == .inhibits, stream.equals(last + 1, "from"),
            let act = Self.acts.first(where: { stream.equals(last + 2, $0.word) })
        else { return target }
        let label: String
        switch stream.lowerString(last) {
        case "virus", "viruses":
            label = act.noun == "release" || act.noun == "entry" ? "viral \(act.noun)" : "viral replication"
        case "bacteria", "bacterium", "microbes", "germs": label = "bacterial growth"
        case "fungi", "fungus": label = "fungal growth"
        default:
            let noun = act.noun == "growth" ? "proliferation" : act.noun
            label = "\(singularPhrase(target.tokens)) \(noun)"
        }
        return Target(label, nil, target.tokens.lowerBound..<last + 3, nil)
    }

    private static let acts: [(word: StaticString, noun: String)] = [
        ("multiplying", "growth"), ("replicating", "replication"), ("copying", "replication"), ("dividing", "division"),
        ("growing", "growth"), ("spreading", "spread"), ("proliferating", "growth"), ("reproducing", "growth"),
        ("leaving", "release"), ("escaping", "release"),
        ("entering", "entry"), ("assembling", "assembly"), ("reassembling", "assembly"), ("forming", "formation"),
        ("clumping", "aggregation"), ("aggregating", "aggregation"), ("sticking", "adhesion"),
        ("migrating", "migration"), ("infiltrating", "infiltration"), ("firing", "firing"), ("opening", "opening"),
        ("activating", "activation"), ("maturing", "maturation"), ("polymerising", "polymerisation"),
        ("polymerizing", "polymerization"), ("docking", "entry"), ("fusing", "fusion"), ("crossing", "passage"),
        ("invading", "entry"),
    ]

    /// "speeds up its own metabolism", "which slows its breakdown": of the drug itself, or of the one spoken of before.
    func ownProcess(after position: Int, _ trigger: Range<Int>, _ predicate: Predicate, _ reading: Reading) -> Target? {
        guard stream.equals(position, "its") || stream.equals(position, "their") else { return nil }
        let isOwn = stream.equals(position + 1, "own")
        let noun = position + (isOwn ? 2 : 1)
        guard noun < reading.sentence.tokens.upperBound, let word = process(at: noun, predicate) else { return nil }
        let before = reading.groups.filter { $0.tokens.upperBound <= trigger.lowerBound }.flatMap(\.subjects)
        let meant: [ClaimSubject]
        if isOwn {
            meant = before.isEmpty ? memory.subjects : before
        } else {
            meant = memory.subjects.filter { known in !before.contains { $0.name == known.name } }
        }
        guard meant.count == 1 else { return nil }
        return Target("\(meant[0].name) \(word)", meant[0].id, position..<noun + 1, nil)
    }

    /// "The effect of caffeine is mediated by", "psilocybin's effects were blocked by": the effect of a drug, before the words.
    func drugEffect(before token: Int, _ reading: Reading) -> Target? {
        guard let group = reading.groups.last(where: { $0.tokens.upperBound <= token }), group.subjects.count == 1,
            token - group.tokens.upperBound <= 4
        else { return nil }
        func isEffect(_ index: Int) -> Bool {
            stream.equals(index, "effect") || stream.equals(index, "effects")
                || stream.equals(index, "action") || stream.equals(index, "actions")
        }
        let start = group.tokens.lowerBound
        // "Levothyroxine absorption is reduced by coffee."
        if group.tokens.upperBound == token - 1,
            let noun = ["absorption", "metabolism", "clearance", "uptake", "breakdown", "excretion"].first(where: {
                stream.lowerString(token - 1) == $0
            })
        {
            return Target("\(group.subjects[0].name) \(noun)", nil, start..<token, nil)
        }
        let label = "\(group.subjects[0].name) effect"
        if stream.equals(start - 1, "of"), isEffect(start - 2) {
            return Target(label, nil, start - 2..<group.tokens.upperBound, nil)
        }
        let isPossessive = stream.equals(group.tokens.upperBound, "'s")
        guard isPossessive,
            let noun = (group.tokens.upperBound..<min(token, group.tokens.upperBound + 4)).first(where: isEffect)
        else { return nil }
        return Target(label, nil, start..<noun + 1, nil)
    }

    /// "interleukin-6 and the interferons": the body's own substances are medicines too, and end the list.
    func withLastDrug(_ targets: [Target], _ reading: Reading) -> [Target] {
        guard let last = targets.last, let index = last.index,
            stage.concepts.concepts[Int(page.concepts[index].concept)].kinds.contains(.mechanism),
            page.has(last.tokens.upperBound, .conjunction)
        else { return targets }
        var next = last.tokens.upperBound + 1
        if stream.equals(next, "the") { next += 1 }
        guard let place = reading.sentence.drugs.first(where: { page.drugs[$0].tokens.lowerBound == next }) else {
            return targets
        }
        let drug = page.drugs[place]
        let end = drug.tokens.upperBound
        guard
            end >= reading.sentence.tokens.upperBound
                || (stream.tokens[end].isPunctuation && stream.punctuation(end) != 0x2D)
        else { return targets }
        return targets + [Target(drug.name, drug.id, last.tokens.lowerBound..<end, nil)]
    }
}
