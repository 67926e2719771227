import Events

/// Results that a trial's arms tell by their figures or by nobody in them: two drugs with a share each, and an arm in which nobody fell ill.
extension ClaimFinder {
    /// "Stroke at one year was 1.2% with edoxaban and 2.1% with warfarin": less of it on the drug with the smaller share.
    func readArms(_ reading: Reading) {
        let sentence = reading.sentence
        guard reading.groups.count > 1, !sentence.concepts.isEmpty, !sentence.isQuestion else { return }
        let places = armFigures(sentence)
        guard places.count == 2, let first = stream.number(at: places[0]), let second = stream.number(at: places[1]),
            first != second,
            // Of what is welcome the smaller share is no praise.
            !sentence.tokens.contains(where: { stream.equals($0, anyOf: Self.welcome) }),
            let arms = arms(places, reading), arms.first.subjects[0].name != arms.second.subjects[0].name
        else { return }
        let start = min(places[0], arms.first.tokens.lowerBound)
        let end = max(places[1] + 2, arms.second.tokens.upperBound)
        guard
            let index = objects.left(of: start, within: 10, kinds: .effect, page, sentence).last
                ?? objects.right(of: end, within: 5, kinds: .effect, page, sentence).first
        else { return }
        let lower = first < second ? arms.first : arms.second
        // Of a side effect the two figures are told as harm, and a hair's breadth is no difference.
        let own = target(index)
        guard max(first, second) >= min(first, second) * 1.2 else { return }
        if !Self.outcomeLabels.contains(own.label), let pair = armsBehind(places, reading),
            !isSpared(own, pair.first.subjects[0]), !isSpared(own, pair.second.subjects[0])
        {
            // Told of the drug that the text is about: "2.13% with X and 3.09% with warfarin" is less of it with X.
            let higher = first > second ? pair.first : pair.second
            let less = first < second ? pair.first : pair.second
            if let main = topic.first, less.subjects[0].isSame(as: main) {
                emit(
                    Self.armRule, .lowerThan, main, subjectTokens: less.tokens, own,
                    trigger: start..<min(end, sentence.tokens.upperBound), rule: nil, reading, relief: true)
                return
            }
            emit(
                Self.armRule, .causesMoreThan, higher.subjects[0], subjectTokens: higher.tokens, own,
                trigger: start..<min(end, sentence.tokens.upperBound), rule: nil, reading, relief: true)
            return
        }
        guard
            Self.outcomeLabels.contains(own.label) || isSpared(own, lower.subjects[0])
                || isSpared(own, (first < second ? arms.second : arms.first).subjects[0])
        else { return }
        emit(
            Self.armRule, .lowerThan, lower.subjects[0], subjectTokens: lower.tokens, own,
            trigger: start..<min(end, sentence.tokens.upperBound), rule: nil, reading, relief: true)
    }

    static let armRule = "compare.arms"

    /// The drugs of two shares: each behind its share ("4% with X and 11% with Y"), or each before it.
    private func arms(_ places: [Int], _ reading: Reading) -> (first: DrugGroup, second: DrugGroup)? {
        if let pair = armsBehind(places, reading) { return pair }
        func before(_ place: Int, from start: Int) -> DrugGroup? {
            reading.groups.last {
                $0.subjects.count == 1 && $0.tokens.upperBound <= place && $0.tokens.lowerBound >= start
                    && place - $0.tokens.upperBound <= 3
            }
        }
        if let first = before(places[0], from: reading.sentence.tokens.lowerBound),
            let second = before(places[1], from: places[0])
        {
            return (first, second)
        }
        return nil
    }

    /// Two drugs each behind its share.
    func armsBehind(_ places: [Int], _ reading: Reading) -> (first: DrugGroup, second: DrugGroup)? {
        func behind(_ place: Int, until end: Int) -> DrugGroup? {
            reading.groups.first {
                $0.subjects.count == 1 && $0.tokens.lowerBound > place && $0.tokens.lowerBound < end
                    && $0.tokens.lowerBound - place <= 9 && page.has(place..<$0.tokens.lowerBound, [.tie, .link])
            }
        }
        guard let first = behind(places[0], until: places[1]),
            let second = behind(places[1], until: reading.sentence.tokens.upperBound)
        else { return nil }
        return (first, second)
    }

    private static let welcome = TokenTable(
        """
        free cured cure cures remission remissions response responses responded responders healed healing improved improvement relief \
        without resolved survived survival alive abstinent cleared clearance success successful
        """)

    /// "Not one of the 900 nurses in the oseltamivir group caught influenza": the drug kept it from them.
    func readSpared(_ reading: Reading) {
        guard opensWithNobody(reading.sentence) else { return }
        for index in reading.sentence.concepts {
            let mention = page.concepts[index]
            guard objects.accepts(mention, [.effect, .indication]), isCaught(mention.tokens, reading.sentence) else {
                continue
            }
            let own = target(index)
            let left = subjects.left(
                of: mention.tokens.lowerBound, groups: reading.groups, spoken: spoken(reading), page, reading.sentence)
            guard left != nil || memory.isOwn || isOnTopic else { continue }
            for drug in left?.subjects ?? memory.subjects where isSpared(own, drug) {
                emit(
                    "prevent.nobody", .prevents, drug, subjectTokens: left?.tokens, meantInfection(own),
                    trigger: mention.tokens, rule: nil, reading, relief: true)
            }
        }
    }

    /// Whether nobody on a drug is told to have had what the drug is to keep away: an infection, or what it is taken for.
    func isSpared(_ own: Target, _ drug: ClaimSubject) -> Bool {
        guard let index = own.index, !drug.isWithdrawal else { return false }
        if stage.concepts.concepts[Int(page.concepts[index].concept)].group == "infection" { return true }
        return isOwnCondition(own, of: drug)
    }

    /// "became infected": with what the text is about.
    func meantInfection(_ own: Target) -> Target {
        guard own.label == "infection" || own.label == "viral infection" || own.label == "bacterial infection",
            let known = [memory.condition, mainCondition].compactMap({ $0 }).first(where: {
                Self.isInfection($0, stage.concepts)
            })
        else { return own }
        let concept = stage.concepts.concepts[Int(known)]
        return Target(concept.label, concept.mesh, own.tokens, own.index)
    }

    /// "None of the women on it", "Not one", "Nobody", "No one", "No child".
    func opensWithNobody(_ sentence: ClaimPage.Sentence) -> Bool {
        let start = sentence.tokens.lowerBound
        if stream.equals(start, "none") || stream.equals(start, "nobody") { return true }
        if stream.equals(start, "not") || stream.equals(start, "no") {
            return stream.equals(start + 1, "one") || stream.equals(start + 1, "single")
                || stream.equals(start + 1, "a") && stream.equals(start + 2, "single")
                || stream.equals(start, "no") && page.has(start + 1, .person)
        }
        return false
    }

    private func isCaught(_ tokens: Range<Int>, _ sentence: ClaimPage.Sentence) -> Bool {
        let start = max(sentence.tokens.lowerBound, tokens.lowerBound - 4)
        return Range(from: start, to: tokens.lowerBound).contains { stream.equals($0, anyOf: Self.catching) }
            || stream.equals(tokens.lowerBound, anyOf: Self.catching)
    }

    private static let catching = TokenTable(
        """
        caught catch got get gets developed develop contracted contract had suffered suffer became become fell came acquired picked \
        infected relapsed
        """)
}
