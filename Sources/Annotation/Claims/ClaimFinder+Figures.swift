import Events

/// Figures of a trial's arms that no percent sign beside each of them marks, and results of which more is welcome.
///
/// "5.1 per 100 person-years with tofacitinib and 3.9 with TNF inhibitors" are two rates; "35 percent more likely" is a ratio, no arm's
/// share; "13.9 months with pembrolizumab and 9.2 months with placebo" tells of longer lives.
extension ClaimFinder {
    /// Where the figures of a sentence's arms stand: its percentages, else its rates; empty where there are none.
    func armFigures(_ sentence: ClaimPage.Sentence) -> [Int] {
        if sentence.tokens != lastFigures.sentence { lastFigures = (sentence.tokens, findFigures(sentence)) }
        return lastFigures.places
    }

    private func findFigures(_ sentence: ClaimPage.Sentence) -> [Int] {
        var places: [Int] = []
        for index in sentence.tokens where stream.tokens[index].isNumber && isPercent(index + 1) {
            if !isOfInterval(index), !isRatioFigure(index) { places.append(index) }
        }
        return places.isEmpty ? rateFigures(sentence) : places
    }

    /// "(hazard ratio 0.73, 95% CI 0.58-0.91)"
    func isOfInterval(_ index: Int) -> Bool {
        (index + 2...index + 3).contains { stream.equals($0, "ci") || stream.equals($0, "confidence") }
    }

    /// "35 percent more likely", "was 40% lower": how one share stands to the other.
    func isRatioFigure(_ index: Int) -> Bool {
        let behind = stream.equals(index + 1, "per") ? index + 3 : index + 2
        return stream.equals(behind, anyOf: Self.ratioWords)
    }

    private static let ratioWords = TokenTable(
        "more less higher lower greater smaller fewer likelier increase decrease reduction rise drop increased reduced lesser"
    )

    /// "5.1 per 100 person-years … and 3.9 with", "1.1 vs 1.2 per 1000": two rates of which one may go without its base.
    private func rateFigures(_ sentence: ClaimPage.Sentence) -> [Int] {
        let tokens = sentence.tokens
        let rates = tokens.filter {
            stream.equals($0, "per") && stream.isNumber(at: $0 - 1) && $0 + 1 < tokens.upperBound
                && stream.tokens[$0 + 1].isNumber
        }
        guard let first = rates.first, first > tokens.lowerBound else { return [] }
        if rates.count > 1 { return rates.map { $0 - 1 } }
        if stream.equals(first - 2, anyOf: Self.joining), first - 3 >= tokens.lowerBound, stream.isNumber(at: first - 3)
        {
            return [first - 3, first - 1]
        }
        let other = Range(from: first + 2, to: tokens.upperBound).first { index in
            stream.isNumber(at: index) && page.has(index + 1, .tie) && stream.equals(index - 1, anyOf: Self.leading)
                && Range(from: first + 2, to: index).contains { stream.equals($0, anyOf: Self.joining) }
        }
        return other.map { [first - 1, $0] } ?? [first - 1]
    }

    private static let joining = TokenTable("and vs versus or against compared than")
    private static let leading = TokenTable("and vs versus with against to than in for at was")

    /// "P = .61", "p=0.42", "not statistically significant": what two figures differ by may be chance.
    func isOfChance(_ sentence: ClaimPage.Sentence) -> Bool {
        var values = 0
        var isChance = false
        for index in sentence.tokens {
            if stream.equals(index, "significant"),
                (1...2).contains(where: {
                    stream.equals(index - $0, "not") || stream.equals(index - $0, "nonsignificant")
                })
            {
                return true
            }
            guard stream.equals(index, "p"), stream.punctuation(index + 1) == UInt8(ascii: "=") else { continue }
            let isBare = stream.punctuation(index + 2) == UInt8(ascii: ".")
            guard let value = stream.number(at: isBare ? index + 3 : index + 2) else { continue }
            values += 1
            // ".61", "0.61"; ".051" is no figure to decide by.
            isChance = isBare ? value >= 10 && stream.lowerString(index + 3).first != "0" : value >= 0.1 && value < 1
        }
        return values == 1 && isChance
    }

    /// The drugs of two shares where the second has clearly less of it: "5.1% with X and in 3.9% with Y" tells no harm of Y.
    func isLesserArm(_ drug: ClaimSubject, _ reading: Reading) -> Bool {
        guard reading.groups.count > 1, !reading.isComment else { return false }
        let places = armFigures(reading.sentence)
        guard places.count == 2, let first = stream.number(at: places[0]), let second = stream.number(at: places[1]),
            max(first, second) >= min(first, second) * 1.2, let arms = armsBehind(places, reading)
        else { return false }
        return (first < second ? arms.first : arms.second).subjects[0].isSame(as: drug)
    }

    /// What a sentence's two figures say of a result of which more is welcome: survival, responses; nil where they do not say it.
    func welcomeFigures(_ subjectTokens: Range<Int>?, _ reading: Reading) -> Shares? {
        let sentence = reading.sentence
        guard let own = subjectTokens, sentence.tokens.contains(own.lowerBound) else { return nil }
        var places = armFigures(sentence)
        if places.isEmpty {
            places = sentence.tokens.filter {
                stream.isNumber(at: $0) && stream.equals($0 + 1, anyOf: Self.spans) && !stream.equals($0 - 1, "at")
                    && !stream.equals($0 - 1, "of")
            }
        }
        guard places.count == 2, let first = stream.number(at: places[0]), let second = stream.number(at: places[1]),
            Range(from: places[0], to: places[1]).contains(where: { stream.equals($0, anyOf: Self.joining) }),
            // Held against nothing it is no figure of two arms.
            reading.groups.count > 1 || page.has(sentence, .control)
                || sentence.tokens.contains(where: { stream.equals($0, anyOf: Self.otherArms) })
        else { return nil }
        // "with placebo 9.2 months, with pembrolizumab 13.9": the second is its own.
        let isFirst = own.lowerBound < places[1]
        let (mine, other) = isFirst ? (first, second) : (second, first)
        if isOfChance(sentence) || abs(mine - other) * 20 < max(mine, other) { return .equal }
        return mine > other ? .more : .less
    }

    private static let spans = TokenTable("months month weeks days years")
    private static let otherArms = TokenTable(
        "placebo alone control controls chemotherapy standard comparator usual sham")

    /// The tokens of a range outside brackets that are no figures' marks: "in 172 of 675 patients (25.5%) in the dexamethasone group" is near.
    func plainDistance(_ range: Range<Int>) -> Int {
        guard range.count <= 40 else { return range.count }
        var depth = 0
        var count = 0
        for index in range {
            let mark = stream.punctuation(index)
            if mark == UInt8(ascii: "(") || mark == UInt8(ascii: "[") {
                depth += 1
            } else if mark == UInt8(ascii: ")") || mark == UInt8(ascii: "]") {
                depth -= 1
            } else if depth <= 0, mark != UInt8(ascii: "%") {
                count += 1
            }
            if mark == UInt8(ascii: ";") { return range.count }
        }
        return count
    }

    /// "Heart attacks occurred in 172 of 675 patients (25.5%) in the D group": the arm whose figure stands first behind the words.
    func armBehind(_ position: Int, _ reading: Reading) -> DrugGroup? {
        guard let group = reading.groups.first(where: { $0.tokens.lowerBound >= position }),
            group.tokens.lowerBound - position > 6, group.tokens.lowerBound - position <= 20
        else { return nil }
        let gap = position..<group.tokens.lowerBound
        guard stream.isNumber(at: position) || stream.isNumber(at: position + 1),
            gap.contains(where: { isPercent($0) }) || gap.contains(where: { stream.equals($0, "of") }),
            page.has(gap, [.person, .exposed]) || page.has(group.tokens.upperBound, .exposed),
            !gap.contains(where: { stream.equals($0, anyOf: Self.joining) }), plainDistance(gap) <= 7
        else { return nil }
        return group
    }

    /// "looked into reports of suicidal thoughts but found no link", "…, but no such link was found": cleared in the same breath.
    func isCleared(behind end: Int, _ sentence: ClaimPage.Sentence) -> Bool {
        guard page.has(sentence, .negative) else { return false }
        for index in Range(from: end, to: min(sentence.tokens.upperBound, end + 12))
        where stream.equals(index, "but") || stream.equals(index, "and") {
            guard
                let no = Range(from: index + 1, to: min(sentence.tokens.upperBound, index + 5)).first(where: {
                    stream.equals($0, "no")
                })
            else { continue }
            // "but found no link", "but there was no evidence of one"
            if (no + 1...no + 3).contains(where: { stream.equals($0, anyOf: Self.links) }) {
                return Range(from: no + 1, to: min(sentence.tokens.upperBound, no + 8)).allSatisfy { place in
                    !sentence.concepts.contains { page.concepts[$0].tokens.lowerBound == place }
                }
            }
        }
        return false
    }

    private static let links = TokenTable("link links connection evidence proof association relationship sign signs")

    /// "Evidence on mortality was uncertain", "data on fractures were sparse": what is known little of, no harm.
    func isMatterOfEvidence(_ effect: Range<Int>) -> Bool {
        (1...2).contains { step in
            stream.equals(effect.lowerBound - step, anyOf: Self.about)
                && (1...2).contains { stream.equals(effect.lowerBound - step - $0, anyOf: Self.knowledge) }
        }
    }

    private static let about = TokenTable("on about for regarding concerning of")
    private static let knowledge = TokenTable("evidence data information certainty uncertainty knowledge research")

    /// "A man with diabetes was treated with linezolid for osteomyelitis": what for stands behind the drug.
    func aimOfTreatment(
        _ ruleID: String, _ target: Target, _ trigger: Range<Int>, _ drug: Range<Int>?, _ reading: Reading
    ) -> Target? {
        guard ruleID == "treat.passive", let drug, target.tokens.upperBound <= trigger.lowerBound,
            stream.equals(target.tokens.lowerBound - 1, "with"),
            drug.lowerBound >= trigger.upperBound,
            let aim = Range(from: drug.upperBound, to: min(reading.sentence.tokens.upperBound, drug.upperBound + 9))
                .first(
                    where: { stream.equals($0, "for") }),
            let index = reading.sentence.concepts.first(where: { page.concepts[$0].tokens.lowerBound > aim }),
            page.concepts[index].tokens.lowerBound - aim <= 3,
            objects.accepts(page.concepts[index], [.effect, .indication])
        else { return nil }
        let own = self.target(index)
        return own.label == target.label ? nil : own
    }

    /// "can reduce the amniotic fluid and damage the baby's kidneys": a second verb, no object of the first.
    func isVerbOfHarm(_ target: Target) -> Bool {
        guard let index = target.index, page.concepts[index].isComposite, target.tokens.count > 2 else { return false }
        let first = target.tokens.lowerBound
        return page.has(first - 1, .conjunction) && stream.equals(first, anyOf: Self.harming)
            && page.has(first + 1, .opener)
    }

    private static let harming = TokenTable("damage harm injure hurt inflame scar weaken strain")
}
