import Events

/// A use that stands before its drug: "For sneezes and gritty eyes take cetirizine or loratadine", "For gout she prescribes colchicine",
/// "Of all the medicines for schizophrenia, clozapine is the one …". What the drug is for may stand in no table.
extension ClaimFinder {
    func readFronted(_ reading: Reading) {
        guard !reading.groups.isEmpty, !reading.sentence.isQuestion else { return }
        let tokens = reading.sentence.tokens
        for index in tokens where index + 3 < tokens.upperBound && opensUse(index, tokens) {
            if stream.equals(index, "of") || stream.equals(index, "among") {
                readOneOfMany(index, reading)
            } else if let verb = intake(behind: index + 1, reading) {
                let drugs = drugsTaken(behind: verb, reading)
                guard let first = drugs.first else { continue }
                tellUse(
                    frontedThings(index + 1, to: verb, reading), of: drugs, words: index..<first.tokens.lowerBound,
                    reading)
            }
        }
    }

    /// "For", "Against", "Of" or "Among" at the head of the sentence, or behind a semicolon or colon.
    private func opensUse(_ index: Int, _ tokens: Range<Int>) -> Bool {
        if index > tokens.lowerBound {
            let mark = stream.punctuation(index - 1)
            guard mark == UInt8(ascii: ";") || mark == UInt8(ascii: ":") || mark == UInt8(ascii: "\"") else {
                return false
            }
        }
        return stream.equals(index, anyOf: Self.heads)
    }

    /// The verb of taking that follows the things: a command, or what doctors or people do.
    private func intake(behind start: Int, _ reading: Reading) -> Int? {
        let end = min(reading.sentence.tokens.upperBound, start + 14)
        guard
            let verb = Range(from: start + 1, to: end).first(where: {
                stream.equals($0, anyOf: Self.taking)
                    || stream.equals($0, "reach") && stream.equals($0 + 1, "for")
                    || stream.equals($0, "turn") && stream.equals($0 + 1, "to")
            }),
            !Range(from: start, to: verb).contains(where: {
                page.has($0, [.negative, .relative]) || stream.equals($0, anyOf: Self.stops)
                    || stream.punctuation($0) == UInt8(ascii: ";") || stream.punctuation($0) == UInt8(ascii: "(")
            }),
            !reading.groups.contains(where: { $0.tokens.lowerBound < verb && $0.tokens.upperBound > start })
        else { return nil }
        return verb
    }

    /// "cetirizine, loratadine or, best of the bunch for a clear head, fexofenadine"
    private func drugsTaken(behind verb: Int, _ reading: Reading) -> [DrugGroup] {
        var found: [DrugGroup] = []
        for group in reading.groups where group.tokens.lowerBound > verb && !group.isCompared {
            let from = found.last?.tokens.upperBound ?? verb + 1
            let between = Range(from: from, to: group.tokens.lowerBound)
            if found.isEmpty {
                guard between.count <= 3, !between.contains(where: { stream.tokens[$0].isPunctuation }) else {
                    return []
                }
            } else {
                guard between.count <= 11, between.contains(where: { page.has($0, .list) }),
                    !between.contains(where: {
                        stream.punctuation($0) == UInt8(ascii: ";") || stream.equals($0, anyOf: Self.stops)
                            || page.has($0, [.negative, .modal, .relative]) || stream.equals($0, "with")
                    })
                else { return found }
            }
            found.append(group)
        }
        return found
    }

    /// What stands between "for" and the words behind: known concepts and ailments that no table knows.
    func frontedThings(_ start: Int, to end: Int, _ reading: Reading) -> [Target] {
        var limit = end
        // "For gout she prescribes", "For gout most doctors now use"
        while limit > start + 1, isWhoTakes(limit - 1) { limit -= 1 }
        if stream.punctuation(limit - 1) == UInt8(ascii: ",") { limit -= 1 }
        let items = thingList(from: start, to: limit, reading)
        guard let last = items.last, last.upperBound == limit else { return [] }
        var targets: [Target] = []
        for item in items {
            let known = reading.sentence.concepts.filter { page.concepts[$0].tokens.overlaps(item) }
            if let index = known.first(where: { objects.accepts(page.concepts[$0], [.indication, .effect]) }) {
                targets.append(target(index))
            } else if known.isEmpty, isAilment(item, reading.sentence),
                !stream.equals(item.lowerBound, anyOf: Self.wishes),
                !stream.equals(item.upperBound - 1, anyOf: Self.noAims),
                !item.contains(where: { page.has($0, [.better, .praise, .unit, .duration, .doseForm]) })
            {
                targets.append(Target(words(item), nil, item, nil))
            }
        }
        return targets
    }

    /// "Against splayed elbow naproxen is useless", "Against sneezes all three are excellent": before the drug, or the word that means it.
    func frontedBefore(_ trigger: Range<Int>, _ reading: Reading) -> [Target] {
        let start = reading.sentence.tokens.lowerBound
        guard stream.equals(start, "for") || stream.equals(start, "against") else { return [] }
        let end =
            reading.groups.first { $0.tokens.lowerBound > start + 1 }?.tokens.lowerBound
            ?? Range(from: start + 2, to: trigger.lowerBound).first { stream.equals($0, anyOf: Self.meant) }
        guard let end, end <= trigger.lowerBound, trigger.lowerBound - end <= 5 else { return [] }
        return frontedThings(start + 1, to: stream.equals(end - 1, "the") ? end - 1 : end, reading)
    }

    private static let meant = TokenTable("it they both all neither either these this")

    private func isWhoTakes(_ index: Int) -> Bool {
        isAdverb(index) || page.has(index, [.person, .adviser, .modal, .reporter])
            || stream.equals(index, anyOf: Self.takers)
    }

    private func tellUse(_ things: [Target], of groups: [DrugGroup], words: Range<Int>, _ reading: Reading) {
        for thing in things {
            for group in groups {
                for drug in group.subjects where drug.name != thing.label {
                    emit(
                        "treat.fronted", .treats, drug, subjectTokens: group.tokens, thing, trigger: words, rule: nil,
                        reading, relief: true)
                }
            }
        }
    }

    /// "Of all the medicines for schizophrenia, clozapine is …", "Among the drugs used against gout allopurinol …"
    private func readOneOfMany(_ start: Int, _ reading: Reading) {
        let end = min(reading.sentence.tokens.upperBound, start + 9)
        guard
            let link = Range(from: start + 2, to: end).first(where: {
                stream.equals($0, "for") || stream.equals($0, "against")
            }), (start + 1..<link).contains(where: { stream.equals($0, anyOf: Self.medicines) }),
            let group = reading.groups.first(where: { $0.tokens.lowerBound > link + 1 && !$0.isSaid }),
            group.tokens.lowerBound - link <= 9,
            stream.equals(group.tokens.upperBound, anyOf: Self.being)
                || stream.punctuation(group.tokens.upperBound) == UInt8(ascii: "(")
        else { return }
        var limit = group.tokens.lowerBound
        if stream.equals(limit - 1, "the") { limit -= 1 }
        tellUse(frontedThings(link + 1, to: limit, reading), of: [group], words: start..<limit, reading)
    }

    private static let heads = TokenTable("for against of among")
    private static let taking = TokenTable(
        """
        take try use choose pick prefer prescribe prescribes give gives uses prefers recommend recommends consider suggest suggests swallow \
        start used tried took gave
        """)
    private static let takers = TokenTable("we you i she he they one doctors many most some now best can")
    private static let stops = TokenTable("but while because although if when unless is are was were not never who")
    private static let medicines = TokenTable(
        "medicines medicine drugs drug pills tablets treatments remedies options agents medications therapies injections"
    )
    private static let being = TokenTable("is are was were has have remains stands works acts comes")
    /// "For best results", "For faster relief": what is wished for.
    private static let wishes = TokenTable(
        "best better good great full fast faster maximum maximal optimal quick quicker extra more easy easier this that these"
    )
    private static let noAims = TokenTable(
        """
        results result details information effect effects reasons reason safety convenience comfort relief benefit benefits performance health \
        wellbeing energy money example record records moment present future past price now instance ever sake start starters starter use \
        protection prevention nutrition vitality beauty longevity purpose purposes adults news others evidence
        """)
}
