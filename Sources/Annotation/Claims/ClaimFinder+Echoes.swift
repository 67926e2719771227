import Events

/// Claims that say the last one again of another drug or of another thing, without its words: "omeprazole inhibits CYP2C19, whereas pantoprazole
/// hardly does", "lamotrigine does the same", "as does colchicine", "stroke was rarer with it, as was dementia".
///
/// Harm of another drug has rules of its own (`same.not`, `same.so`). Asked only where a claim stands right before in the text.
extension ClaimFinder {
    func readEchoes(_ reading: Reading) {
        guard let last = claims.last, last.claim.segment == reading.segment.id, !reading.sentence.isQuestion,
            last.sentence == reading.sentence.tokens
                || last.sentence.upperBound == reading.sentence.tokens.lowerBound
        else { return }
        for group in reading.groups where !group.isSaid && !group.isCompared {
            if let echo = echo(behind: group, reading) ?? echo(before: group, reading) {
                repeatClaims(echo, of: group, reading)
            }
        }
        if last.sentence == reading.sentence.tokens { readLikeThings(reading) }
    }

    private struct Echo {
        var words: Range<Int>
        var sense: Sense

        enum Sense { case same, denied, opposite }
    }

    // MARK: The words

    /// "X does not", "X hardly does", "X probably does the same", "X does the opposite": nothing else stands in the clause.
    private func echo(behind group: DrugGroup, _ reading: Reading) -> Echo? {
        let (start, end) = (group.tokens.upperBound, reading.sentence.tokens.upperBound)
        guard opensClause(group.tokens.lowerBound, reading) else { return nil }
        var index = start
        while index < min(end, start + 3), isAdverb(index) || stream.equals(index, anyOf: Self.seldomness) {
            index += 1
        }
        guard index < end, stream.equals(index, anyOf: Self.doing) else { return nil }
        let isSeldom = (start..<index).contains { stream.equals($0, anyOf: Self.seldomness) }
        index += 1
        if stream.equals(index, "not") || isContracted(index) {
            index += stream.equals(index, "not") ? 1 : 2
            while index < end, stream.equals(index, anyOf: Self.alike) { index += 1 }
            return endsClause(index, end) ? Echo(words: start..<index, sense: .denied) : nil
        }
        // "hardly" stands before the words, so that it is read as a hedge of theirs.
        if isSeldom { return endsClause(index, end) ? Echo(words: index - 1..<index, sense: .same) : nil }
        if stream.equals(index, "the"), stream.equals(index + 1, anyOf: Self.opposite) {
            return endsClause(index + 2, end) ? Echo(words: start..<index + 2, sense: .opposite) : nil
        }
        let first = index
        while index < end, index - first < 4, stream.equals(index, anyOf: Self.alike) || isAdverb(index) { index += 1 }
        guard index > first, (first..<index).contains(where: { stream.equals($0, anyOf: Self.sameness) }) else {
            return nil
        }
        return endsClause(index, end) ? Echo(words: start..<index, sense: .same) : nil
    }

    /// "and so does X", "as does X", "nor does X", "neither did X".
    private func echo(before group: DrugGroup, _ reading: Reading) -> Echo? {
        let start = group.tokens.lowerBound
        var verb = start - 1
        if stream.equals(verb, "the") { verb -= 1 }
        guard verb > reading.sentence.tokens.lowerBound, stream.equals(verb, anyOf: Self.doing),
            endsClause(group.tokens.upperBound, reading.sentence.tokens.upperBound)
        else { return nil }
        let isDenied = stream.equals(verb - 1, "nor") || stream.equals(verb - 1, "neither")
        guard isDenied || stream.equals(verb - 1, "so") || stream.equals(verb - 1, "as") else { return nil }
        return Echo(words: verb - 1..<verb + 1, sense: isDenied ? .denied : .same)
    }

    /// Behind a sign, a word of contrast or "and", or at the sentence's head; a word of kind may stand before the drug.
    private func opensClause(_ index: Int, _ reading: Reading) -> Bool {
        var before = index - 1
        let first = reading.sentence.tokens.lowerBound
        while before >= first, index - before < 4, page.has(before, .opener) || stream.equals(before, "only") {
            before -= 1
        }
        if before < first { return true }
        if stream.tokens[before].isPunctuation { return stream.punctuation(before) != UInt8(ascii: "-") }
        return stream.equals(before, anyOf: Self.contrast)
    }

    private func endsClause(_ index: Int, _ end: Int) -> Bool {
        if index >= end || page.has(index, .conjunction) { return true }
        if stream.tokens[index].isPunctuation {
            return stream.punctuation(index) != UInt8(ascii: "-") || stream.tokens[index].flags.contains(.spaceBefore)
        }
        return stream.equals(index, anyOf: Self.contrast)
    }

    /// "doesn't": the rest of it.
    private func isContracted(_ index: Int) -> Bool {
        stream.punctuation(index) == UInt8(ascii: "'") && stream.equals(index + 1, "t")
            || stream.equals(index, "n") && stream.punctuation(index + 1) == UInt8(ascii: "'")
    }

    // MARK: The claims

    private func repeatClaims(_ echo: Echo, of group: DrugGroup, _ reading: Reading) {
        guard !told(from: reading.sentence.tokens).contains(where: { $0.tokens.overlaps(echo.words) }) else { return }
        for known in echoed(before: min(echo.words.lowerBound, group.tokens.lowerBound), reading) {
            let claim = known.claim
            guard let predicate = echo.sense == .opposite ? Self.turned(claim) : claim.predicate else { continue }
            let wasDenied = claim.polarity == .negated
            // "X does not inhibit it; Y does not" would be told with "nor".
            if wasDenied, echo.sense == .denied, !stream.equals(echo.words.lowerBound, anyOf: Self.neither) { continue }
            for drug in group.subjects
            where !drug.isSame(as: known.subject) && drug.name != claim.object
                && !known.subject.classes.contains(drug.name)
            {
                emit(
                    Self.echoRule, predicate, drug, subjectTokens: group.tokens, Target(saidOf: claim, echo.words),
                    trigger: echo.words, rule: nil, reading, relief: true,
                    denied: echo.sense == .denied || wasDenied)
            }
        }
    }

    static let echoRule = "echo.verb"

    /// The claims of the words told last: one for each item of their list.
    private func echoed(before place: Int, _ reading: Reading) -> [Draft] {
        guard
            let last = claims.last(where: {
                $0.claim.segment == reading.segment.id && $0.tokens.upperBound <= place
                    && (!$0.objectTokens.isEmpty || $0.claim.predicate == .affects)
            }), isEchoed(last.claim.predicate), last.claim.rule != Self.echoRule,
            last.sentence == reading.sentence.tokens
                || last.sentence.upperBound == reading.sentence.tokens.lowerBound
        else { return [] }
        return told(from: last.sentence).filter {
            $0.sentence == last.sentence && $0.claim.rule == last.claim.rule && $0.subject.isSame(as: last.subject)
                && $0.claim.predicate == last.claim.predicate && $0.tokens.overlaps(last.tokens)
        }
    }

    /// What one verb tells of two drugs: harm is told by rules, advice and kinds are not told with "does".
    private func isEchoed(_ predicate: Predicate) -> Bool {
        switch predicate {
        case .treats, .prevents, .interactsWith, .stimulates, .inhibits, .disrupts, .affects, .hasProperty: true
        case .causes, .predisposes, .associatedWith, .aggravates, .causesMoreThan, .lowerThan, .mediates, .doseResponse,
            .isA, .safeFor, .reversibleAfterStop, .persistsAfterStop, .preferredOver, .practice:
            false
        }
    }

    private static func turned(_ claim: Claim) -> Predicate? {
        switch claim.predicate {
        case .inhibits: .stimulates
        case .stimulates: .inhibits
        case .affects: .affects
        default: nil
        }
    }

    // MARK: Other things

    /// "Stroke was less frequent with X (hazard ratio 0.69), as was dementia": the same of the thing behind.
    private func readLikeThings(_ reading: Reading) {
        let tokens = reading.sentence.tokens
        for index in tokens.dropFirst(4)
        where stream.equals(index, "as")
            && (stream.punctuation(index - 1) == UInt8(ascii: ",")
                || stream.punctuation(index - 1) == UInt8(ascii: ")"))
        {
            guard stream.equals(index + 1, anyOf: Self.auxiliaries), index + 2 < tokens.upperBound,
                !reading.groups.contains(where: { 0...1 ~= $0.tokens.lowerBound - index - 2 }),
                let last = told(from: tokens).last(where: {
                    $0.tokens.lowerBound < index && isOfThings($0.claim.predicate)
                }),
                // Its object stood before the verb.
                last.objectTokens.upperBound <= index, subjectStandsBehind(last)
            else { continue }
            for target in likeThings(index + 2, index, reading) {
                emit(
                    "echo.object", last.claim.predicate, last.subject, subjectTokens: nil, target,
                    trigger: index..<index + 2, rule: nil, reading, relief: true,
                    denied: last.claim.polarity == .negated)
            }
            return
        }
    }

    private func isOfThings(_ predicate: Predicate) -> Bool {
        switch predicate {
        case .treats, .prevents, .causes, .predisposes, .associatedWith, .lowerThan, .stimulates, .inhibits, .affects:
            true
        case .interactsWith, .disrupts, .hasProperty, .aggravates, .causesMoreThan, .mediates, .doseResponse, .isA,
            .safeFor, .reversibleAfterStop, .persistsAfterStop, .preferredOver, .practice:
            false
        }
    }

    /// "Stroke was rarer with X": the thing first, as behind "as was".
    private func subjectStandsBehind(_ draft: Draft) -> Bool {
        draft.objectTokens.lowerBound - draft.tokens.lowerBound <= 3
    }

    private func likeThings(_ start: Int, _ trigger: Int, _ reading: Reading) -> [Target] {
        let items = thingList(from: start, to: reading.sentence.tokens.upperBound, reading)
        return items.compactMap { item in
            let known = reading.sentence.concepts.last { page.concepts[$0].tokens.overlaps(item) }
            // "ischaemia-driven revascularization" is no ischaemia.
            if let known, page.concepts[known].tokens.upperBound == item.upperBound {
                guard objects.accepts(page.concepts[known], [.effect, .indication]) else { return nil }
                return target(known)
            }
            guard endsClause(item.upperBound, reading.sentence.tokens.upperBound),
                known != nil || isAilment(item, reading.sentence)
            else { return nil }
            return Target(words(item), nil, item, nil)
        }
    }

    private static let doing = TokenTable("do does did")
    private static let auxiliaries = TokenTable("was were is are did does do had has")
    private static let seldomness = TokenTable("hardly barely scarcely rarely seldom")
    private static let opposite = TokenTable("opposite reverse contrary")
    private static let neither = TokenTable("nor neither")
    private static let alike = TokenTable(
        "so too the same as well likewise equally also much exactly either at all thing job")
    private static let sameness = TokenTable("so too same well likewise equally also")
    private static let contrast = TokenTable(
        "but while whereas although though and as yet so nor because since that when")
}
