/// Clauses behind a drug's own that have a subject of their own, which is no drug: "…, and a hematocrit above 54 percent invites clots".
extension ClaimFinder {
    /// Whether a verb's subject is a thing named right before it in a clause that begins behind the drug.
    ///
    /// - Parameter drug: where the drug stands that is nearest to the left; nil where it is not named in the sentence.
    func isInOwnClause(_ verb: Range<Int>, behind drug: Range<Int>?, _ reading: Reading) -> Bool {
        // "keeps mast cells from spilling": no verb.
        guard !page.has(verb.lowerBound, .tie), !stream.equals(verb.lowerBound - 1, "without") else {
            return false
        }
        guard let drug, drug.upperBound <= verb.lowerBound, drug.lowerBound >= reading.sentence.tokens.lowerBound,
            reading.groups.contains(where: { $0.tokens == drug })
        else { return false }
        guard let head = head(before: verb.lowerBound, bound: drug.upperBound) else { return false }
        var index = head - 1
        let limit = max(drug.upperBound, head - 6)
        while index >= limit {
            let mark = stream.punctuation(index)
            if mark == UInt8(ascii: ";") || mark == UInt8(ascii: ":") { return true }
            if mark == UInt8(ascii: ",") {
                // "While methotrexate suppresses the marrow, smoking harms the lungs."
                return stream.equals(reading.sentence.tokens.lowerBound, anyOf: Self.subordinate)
                    && index - drug.upperBound >= 2
            }
            if page.has(index, .conjunction) || stream.equals(index, "but") {
                if stream.punctuation(index - 1) == UInt8(ascii: ",") { return index - drug.upperBound >= 3 }
                // "floods the circulation and a crisis may follow": the drug has a verb of its own before.
                return index - drug.upperBound >= 3 && hasVerb(drug.upperBound..<index, reading)
            }
            if page.has(index, .clauseStart) { return !page.has(index, .relative) }
            guard stream.tokens[index].isWord || mark == UInt8(ascii: "-"), isNominal(index) else { return false }
            index -= 1
        }
        return false
    }

    /// Marks the objects of a verb whose subject is no drug, so that nothing else reads them of one.
    func markOwned(
        _ rule: ClaimRule, _ targets: [Target], _ verb: Range<Int>, _ reading: Reading, _ used: inout UsedConcepts
    ) {
        let drug = reading.groups.last { $0.tokens.upperBound <= verb.lowerBound }
        guard
            drug.map({ isInOwnClause(verb, behind: $0.tokens, reading) })
                ?? (reading.isComment && isOfUnknown(rule, verb, reading))
        else { return }
        for target in targets { if let index = target.index { used.insert(index) } }
    }

    /// The noun right before a verb, modals, adverbs and "is thought to" aside; nil where a drug, a pronoun or people stand there.
    private func head(before verb: Int, bound: Int) -> Int? {
        var index = verb - 1
        while index > bound,
            page.has(index, [.modal, .negative]) || isAdverb(index) || stream.equals(index, anyOf: Self.auxiliary)
        { index -= 1 }
        guard index > bound else { return nil }
        // "a hematocrit above 54 percent"
        if stream.equals(index, "percent") || stream.punctuation(index) == UInt8(ascii: "%")
            || stream.tokens[index].isNumber
        {
            while index > bound,
                stream.tokens[index].isNumber || stream.tokens[index].isPunctuation
                    || stream.equals(index, "percent")
            { index -= 1 }
            guard
                stream.equals(index, "above") || stream.equals(index, "over")
                    || stream.equals(index, "below")
            else { return nil }
            index -= 1
        }
        guard index > bound, stream.tokens[index].isWord, stream.tokens[index].length > 3, isNominal(index),
            !page.has(
                index,
                [
                    .function, .exposed, .plural, .effectNoun, .risk, .person, .longTerm, .shortTerm, .pair, .relative,
                    .finding, .reporter, .doseForm, .stopping, .withdrawal, .adviser, .effectPronoun, .opener, .carrier,
                    .bout,
                ]),
            !stream.equals(index, anyOf: Self.ofDrug)
        else { return nil }
        return index
    }

    /// A word that a noun phrase may hold.
    func isNominal(_ index: Int) -> Bool {
        !page.has(index, [.tie, .modal, .pronoun, .exposed, .finding, .reporter]) || stream.equals(index, "of")
            || stream.equals(index, "the")
    }

    private func hasVerb(_ range: Range<Int>, _ reading: Reading) -> Bool {
        reading.sentence.words.contains { place in
            let word = page.words[place]
            return word.id < ClaimRules.wordBase && range.contains(word.tokens.lowerBound)
                && stage.rules.rules[Int(word.id)].isRelationVerb
        }
            || reading.sentence.concepts.contains {
                page.concepts[$0].isComposite && range.contains(page.concepts[$0].tokens.lowerBound)
            } || range.contains { stream.endsInEd($0, longerThan: 4) }
    }

    /// "Banana Boat gave my daughter hives": a name that is not known, right before the verb and at a clause's start.
    func isOfUnknown(_ rule: ClaimRule, _ verb: Range<Int>, _ reading: Reading) -> Bool {
        guard case .right = rule.object, rule.special?.repeats != true,
            Self.family(rule.predicate) == 0 || Self.family(rule.predicate) == 3,
            !page.has(verb.lowerBound, .tie)
        else { return false }
        let start = reading.sentence.tokens.lowerBound
        guard let head = head(before: verb.lowerBound, bound: start - 1),
            !stream.tokens[head].isNumber,
            !page.has(head, [.unit, .duration, .firstPerson, .clauseStart, .tie, .level])
        else { return false }
        var index = head - 1
        while index >= start, head - index <= 2, stream.tokens[index].isWord,
            isNominal(index), !page.has(index, [.clauseStart, .firstPerson, .exposed, .doseForm])
        { index -= 1 }
        return index < start || page.has(index, .clauseStart) || stream.tokens[index].isPunctuation
    }

    /// "Headache was commoner in the placebo group", "its successors do not", "three of the four are": of others than the drug spoken of.
    func isOfOthers(_ reading: Reading) -> Bool {
        let tokens = reading.sentence.tokens
        if subjects.speaksOfKin(page, reading.sentence) { return true }
        let first = tokens.lowerBound
        if page.has(first, .function), stream.equals(first + 1, "of"), tokens.contains(first + 3),
            stream.equals(first, anyOf: Self.counts), stream.equals(first + 3, anyOf: Self.counts)
        {
            return true
        }
        if isRiskGroup(at: first, reading) || isOfTwoKinds(reading) { return true }
        guard page.has(reading.sentence, .control),
            let place = tokens.first(where: {
                stream.equals($0, anyOf: Self.controls) && page.has($0 + 1, .exposed)
                    || stream.equals($0, "placebo") && stream.equals($0 - 1, "on")
            })
        else { return false }
        var index = place - 1
        let limit = max(first, place - 8)
        while index >= limit {
            if page.has(index, [.comparator, .conjunction]) || stream.tokens[index].isNumber
                || stream.equals(index, "as") || stream.equals(index, "from")
                || stream.equals(index, "to")
                || stream.tokens[index].isPunctuation
            {
                return false
            }
            index -= 1
        }
        return true
    }

    /// "Obese men had higher odds of it", "Older patients were more likely to fall": who of them, not what they took.
    private func isRiskGroup(at first: Int, _ reading: Reading) -> Bool {
        guard reading.groups.isEmpty, !reading.isComment else { return false }
        let isGroup =
            stream.equals(first, "smokers")
            || stream.equals(first, anyOf: Self.riskGroups) && page.has(first + 1, .person)
        return isGroup
            && Range(from: first + 1, to: min(reading.sentence.tokens.upperBound, first + 6)).contains {
                stream.equals($0, anyOf: Self.higher)
            }
    }

    /// "was not higher in patients with heart disease than in those without": what tells them apart is no drug.
    private func isOfTwoKinds(_ reading: Reading) -> Bool {
        guard reading.groups.isEmpty, !reading.isComment, page.has(reading.sentence, .comparator) else { return false }
        let tokens = reading.sentence.tokens
        guard
            let without = tokens.first(where: {
                stream.equals($0, "without") && stream.equals($0 - 1, "those") && !stream.equals($0 + 1, "it")
                    && !page.has($0 + 1, .exposed)
            })
        else { return false }
        return Range(from: tokens.lowerBound + 1, to: without).contains { index in
            stream.equals(index, "with") && page.has(index - 1, .person) && !page.has(index + 1, .pronoun)
        }
    }

    private static let riskGroups = TokenTable(
        "obese overweight older elderly younger diabetic hypertensive frail female male heavier underweight")
    private static let higher = TokenTable("higher more greater increased lower less likelier")

    /// "With copper devices there was no excess": what a repeated claim is told of stands there, unknown.
    func isOfUnnamed(_ rule: ClaimRule, _ trigger: Range<Int>, _ reading: Reading) -> Bool {
        let tokens = reading.sentence.tokens
        guard rule.object == .same, reading.groups.isEmpty,
            let with = stream.equals(tokens.lowerBound, "with")
                ? tokens.lowerBound
                : (trigger.upperBound..<min(trigger.upperBound + 5, tokens.upperBound)).first(where: {
                    stream.equals($0, "with")
                })
        else { return false }
        let behind = Range(from: with + 1, to: min(with + 4, tokens.upperBound))
        guard !behind.isEmpty, !page.has(behind, [.exposed, .person, .longTerm, .effectPronoun, .pronoun]) else {
            return false
        }
        return !reading.sentence.words.contains {
            page.words[$0].id == anaphorClass && behind.contains(page.words[$0].tokens.lowerBound)
        }
    }

    private static let counts = TokenTable("two three four five six seven")
    static let controls = TokenTable(
        "placebo control controls sham dummy untreated unexposed comparison comparator")
    private static let subordinate = TokenTable("while although though whereas when if because since as")
    private static let auxiliary = TokenTable(
        """
        do does did is are was were be been being has have had to thought believed known said held also then only in turn likely able \
        thereby thus hence perhaps maybe sometimes often always never once later instead again together alone itself themselves first \
        remain remains still even just so soon
        """)
    /// Nouns that stand for the drug or its giving.
    private static let ofDrug = TokenTable(
        """
        accounts stories posts forums descriptions surveys records letters tests label leaflet agency regulator regulators guideline guidelines company maker makers manufacturer letter paper author authors molecule \
        compound substance brand generic generics version versions form forms formulation formulations mixture combination combo \
        prescription powder liquid overdose overdoses misuse abuse excess amounts amount accumulation blockade inhibition concentration \
        concentrations level levels metabolite metabolites ingredient ingredients product products preparation preparations class member \
        members cousin cousins relative relatives successor successors rival rivals regimen regimens schedule habit smoke plant herb root \
        leaf oil extract supplement salt ester infusion injection drip drips shot shots jab jabs patch patches gel cream spray formula blend \
        tea tonic serum capsule capsules tablet tablets drops latter former first second rest others newcomer stuff option options
        """)
}
