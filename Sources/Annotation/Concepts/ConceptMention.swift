/// A concept found in the text.
package struct ConceptMention: Sendable, Hashable {
    /// Tokens of the mention; for a composite from the change word to the measurable.
    package var tokens: Range<Int>
    /// Index into `ConceptLexicon.concepts`.
    package var concept: Int32
    /// Made of a change word and a measurable: it brings its own verb.
    package var isComposite = false
    /// A form with a verb of its own ("can't find words"): all its words are the effect's.
    package var hasOwnVerb = false
    /// The change is one for the better when a drug does it (lower cholesterol): `down`.
    package var isDecrease = false
    /// What was lost comes back ("hair grows back"): the loss is undone.
    package var isRestored = false
    /// It says who is meant ("people with diabetes"), not what happens.
    package var isPopulation = false

    /// Reads a noun's participle as a verb ("raised blood pressure").
    mutating func becomeVerb(isDecrease: Bool) {
        isComposite = true
        self.isDecrease = isDecrease
    }
}

extension ConceptLexicon {
    /// Tokens between a measurable and its change word.
    private static let reach = 6

    /// All mentions of a stream in text order, overlapping ones resolved to the longest.
    package func mentions(in stream: TokenStream) -> [ConceptMention] {
        var matches: [PhraseTable.Match] = []
        table.matches(in: stream) { matches.append($0) }
        return mentions(matches, in: stream)
    }

    /// The same from the matches that a page's one pass gave.
    ///
    /// - Parameter matches: those of `table` in the stream.
    func mentions(_ matches: [PhraseTable.Match], in stream: TokenStream) -> [ConceptMention] {
        var mentions: [ConceptMention] = []
        var changes: [(tokens: Range<Int>, change: Change)] = []
        var measures: [(tokens: Range<Int>, composite: Int)] = []
        mentions.reserveCapacity(matches.count)
        measures.reserveCapacity(8)
        changes.reserveCapacity(16)
        for match in matches {
            if match.id >= Self.verbalBase, match.id < Self.compositeBase {
                mentions.append(
                    ConceptMention(
                        tokens: match.tokens, concept: match.id - Self.verbalBase, isComposite: true, hasOwnVerb: true))
            } else if match.id < Self.verbalBase {
                if match.tokens.count == 2 { addShared(before: match.tokens, to: &mentions, stream) }
                mentions.append(ConceptMention(tokens: match.tokens, concept: match.id))
            } else if match.id < Self.changeBase {
                measures.append((match.tokens, Int(match.id - Self.compositeBase)))
            } else {
                changes.append((match.tokens, Change(rawValue: match.id - Self.changeBase)))
            }
        }
        guard !measures.isEmpty else { return mentions }
        var plain = 0
        var first = 0
        // "damage to tendons and nerves": the change word is part of the first mention only.
        var usedChange = -1
        // The verb of the composite found last, and where its measurable ends.
        var verb: Change?
        var lastMeasure = 0
        var found: [ConceptMention] = []
        for measure in measures where !isOfSomething(measure.tokens, stream) {
            while first < changes.count, changes[first].tokens.upperBound + Self.reach < measure.tokens.lowerBound {
                first += 1
            }
            // The nearest change word decides, also where its direction is no effect ("raised bone density and cut fractures").
            var best: (distance: Int, mention: ConceptMention?)?
            var bestChange = -1
            var index = first
            while index < changes.count, changes[index].tokens.lowerBound <= measure.tokens.upperBound + Self.reach {
                let change = changes[index]
                index += 1
                let between =
                    change.tokens.upperBound <= measure.tokens.lowerBound
                    ? change.tokens.upperBound..<measure.tokens.lowerBound
                    : measure.tokens.upperBound <= change.tokens.lowerBound
                        ? measure.tokens.upperBound..<change.tokens.lowerBound
                        : measure.tokens.lowerBound..<measure.tokens.lowerBound
                if !crossable(between, stream) || (between.count > 1 && isOfTarget(between, mentions, stream))
                    || (change.tokens.lowerBound < measure.tokens.lowerBound && between.count > 4)
                {
                    continue
                }
                // "lowers potassium and sodium and raises uric acid": the verb behind "and" has an object of its own.
                if change.tokens.lowerBound >= measure.tokens.upperBound, let last = between.last,
                    stream.equals(last, "and") || stream.equals(last, "or") || stream.equals(last, "but")
                {
                    continue
                }
                // "The gut wall destroys it": the organ does.
                if change.change == .harm, change.tokens.lowerBound >= measure.tokens.upperBound,
                    stream.lower(change.tokens.lowerBound, Int(stream.tokens[change.tokens.lowerBound].length) - 1)
                        == UInt8(ascii: "s"),
                    change.tokens.count == 1
                {
                    continue
                }
                // "put on less weight": neither up nor down is told.
                if isOpposed(changes, index - 1, measure.tokens) { continue }
                // A change word behind counts as one token further away: "lowers blood pressure" before "pressure rose".
                let distance = between.count * 2 + (change.tokens.lowerBound > measure.tokens.lowerBound ? 1 : 0)
                // Of two readings of one word the one that this organ knows: "swells the ankles" is no rise.
                if let known = best,
                    known.distance < distance || (known.distance == distance && !change.change.isSpecial)
                {
                    continue
                }
                guard let concept = composites[measure.composite][change.change] else {
                    // A word of pain or harm says nothing of a thing that cannot hurt.
                    if change.change == .up || change.change == .down { best = (distance, nil) }
                    continue
                }
                bestChange = index - 1
                let tokens =
                    usedChange == index - 1
                    ? measure.tokens
                    : min(
                        change.tokens.lowerBound, measure.tokens.lowerBound)..<max(
                            change.tokens.upperBound, measure.tokens.upperBound)
                best = (
                    distance,
                    ConceptMention(
                        tokens: tokens, concept: concept, isComposite: true, isDecrease: change.change == .down,
                        isRestored: change.change == restored)
                )
            }
            if best?.mention == nil, let figures = figures(behind: measure.tokens.upperBound, stream),
                let concept = composites[measure.composite][figures.change]
            {
                found.append(
                    ConceptMention(
                        tokens: measure.tokens.lowerBound..<figures.end, concept: concept, isComposite: true,
                        isDecrease: figures.change == .down))
                lastMeasure = measure.tokens.upperBound
            } else if let mention = best?.mention {
                found.append(mention)
                usedChange = bestChange
                verb =
                    changes[bestChange].tokens.upperBound <= measure.tokens.lowerBound
                    ? changes[bestChange].change : nil
                lastMeasure = measure.tokens.upperBound
            } else if let own = verb, best == nil, measure.tokens.lowerBound > lastMeasure,
                listed(lastMeasure..<measure.tokens.lowerBound, stream),
                let concept = composites[measure.composite][own]
            {
                found.append(
                    ConceptMention(
                        tokens: measure.tokens, concept: concept, isComposite: true, isDecrease: own == .down,
                        isRestored: own == restored))
                lastMeasure = measure.tokens.upperBound
            } else if best == nil {
                // "damage to the liver, kidneys and heart": a form that holds the organ, and more organs behind it.
                while plain < mentions.count, mentions[plain].tokens.upperBound <= measure.tokens.lowerBound {
                    plain += 1
                }
                guard plain > 0, let concept = composites[measure.composite][.harm] else { continue }
                let form = mentions[plain - 1]
                guard form.tokens.count >= 3, stream.equals(form.tokens.lowerBound, anyOf: Self.damages),
                    form.tokens.contains(where: { stream.equals($0, "to") || stream.equals($0, "of") }),
                    listed(form.tokens.upperBound..<measure.tokens.lowerBound, stream)
                else { continue }
                found.append(ConceptMention(tokens: measure.tokens, concept: concept, isComposite: true))
                verb = .harm
                lastMeasure = measure.tokens.upperBound
            }
        }
        guard !found.isEmpty else { return mentions }
        return merged(mentions, found)
    }

    /// "My A1c went from 9.1 to 6.4": two figures behind a measurable say which way it changed.
    private func figures(behind end: Int, _ stream: TokenStream) -> (change: Change, end: Int)? {
        guard let from = (end..<min(end + 4, stream.count)).first(where: { stream.equals($0, "from") }),
            let first = stream.number(at: from + 1),
            let to = (from + 2..<min(from + 7, stream.count)).first(where: { stream.equals($0, "to") }),
            let second = stream.number(at: to + 1), first != second,
            (end..<from).allSatisfy({ stream.tokens[$0].isWord && !stream.equals($0, anyOf: Self.comparing) })
        else { return nil }
        return (second > first ? .up : .down, to + 2)
    }

    private static let comparing = TokenTable("and or but not who which that of")

    /// "liver and kidney damage": the first shares the second's head.
    private func addShared(before tokens: Range<Int>, to mentions: inout [ConceptMention], _ stream: TokenStream) {
        for shared in sharedHeads.before(tokens, stream) {
            if let last = mentions.last, last.tokens.upperBound > shared.tokens.lowerBound {
                // "stomach" of "stomach and back pain" may be a form of its own.
                guard last.tokens == shared.tokens else { continue }
                mentions.removeLast()
            }
            mentions.append(shared)
        }
    }

    /// "damages the kidneys, the nerves and the ears": a measurable in a list shares the verb before the first.
    private func listed(_ gap: Range<Int>, _ stream: TokenStream) -> Bool {
        guard (1...4).contains(gap.count) else { return false }
        var joins = false
        for index in gap {
            if stream.tokens[index].flags.contains(.sentenceStart) { return false }
            if stream.punctuation(index) == UInt8(ascii: ",") || stream.equals(index, "and")
                || stream.equals(index, "or")
            {
                joins = true
            } else if !stream.equals(index, anyOf: Self.determiners) {
                return false
            }
        }
        return joins
    }

    private static let damages = TokenTable("damage damages harm harmful injury injuries toxic toxicity poisonous")
    private static let determiners = TokenTable("the their his her your my both inner small")

    /// Whether a change word of the other direction stands between a change word and its measurable, or right before it.
    private func isOpposed(_ changes: [(tokens: Range<Int>, change: Change)], _ index: Int, _ measure: Range<Int>)
        -> Bool
    {
        let own = changes[index]
        guard own.change == .up || own.change == .down, own.tokens.upperBound <= measure.lowerBound else {
            return false
        }
        for other in [index - 1, index + 1] where changes.indices.contains(other) {
            let next = changes[other]
            guard next.change != own.change, next.change == .up || next.change == .down,
                next.tokens.upperBound <= measure.lowerBound
            else { continue }
            let gap =
                next.tokens.lowerBound >= own.tokens.upperBound
                ? next.tokens.lowerBound - own.tokens.upperBound : own.tokens.lowerBound - next.tokens.upperBound
            if (0...1).contains(gap) { return true }
        }
        return false
    }

    /// "the growth of cells", "pressure of work": no measurable of the body.
    private func isOfSomething(_ tokens: Range<Int>, _ stream: TokenStream) -> Bool {
        // "30 mg/kg" is no weight.
        if stream.punctuation(tokens.lowerBound - 1) == UInt8(ascii: "/") { return true }
        // "can upset thyroid tests"
        if stream.equals(tokens.upperBound, "tests"), tokens.count == 1 { return true }
        guard tokens.count == 1, stream.equals(tokens.upperBound, "of") else { return false }
        // "the lungs of patients", "the eyes of nearly everyone" are.
        for index in tokens.upperBound + 1...tokens.upperBound + 2 {
            // "inflamed the lungs of 3 percent"
            if index < stream.count, stream.tokens[index].isNumber { return false }
            for word: StaticString in [
                "people", "patients", "those", "children", "women", "men", "users", "babies", "everyone", "many",
                "most",
                "some", "old", "older", "one", "two", "three", "four", "five", "six", "him", "her", "them",
            ] where stream.equals(index, word) { return false }
        }
        return true
    }

    /// "blocks CYP3A4 in the gut wall": the verb is of the target, which is in the organ.
    private func isOfTarget(_ between: Range<Int>, _ mentions: [ConceptMention], _ stream: TokenStream) -> Bool {
        for mention in mentions.reversed() {
            if mention.tokens.upperBound <= between.lowerBound { return false }
            if mention.tokens.lowerBound == between.lowerBound, mention.tokens.upperBound < between.upperBound,
                concepts[Int(mention.concept)].kinds.contains(.mechanism),
                stream.equals(mention.tokens.upperBound, "in")
            {
                return true
            }
        }
        return false
    }

    private static let borders = TokenTable(
        "when because if but although which while whereas without who whose activity they")

    private func crossable(_ range: Range<Int>, _ stream: TokenStream) -> Bool {
        for index in range {
            let token = stream.tokens[index]
            if token.flags.contains(.sentenceStart) { return false }
            if token.isPunctuation, stream.punctuation(index) != UInt8(ascii: "'") { return false }
            if Self.borders.contains(token.hash) { return false }
        }
        return range.upperBound >= stream.count || !stream.tokens[range.upperBound].flags.contains(.sentenceStart)
    }

    /// Text order; of overlapping mentions the longer one stays.
    private func merged(_ plain: [ConceptMention], _ composite: [ConceptMention]) -> [ConceptMention] {
        let all = (plain + composite).sorted {
            $0.tokens.lowerBound != $1.tokens.lowerBound
                ? $0.tokens.lowerBound < $1.tokens.lowerBound : $0.tokens.count > $1.tokens.count
        }
        var result: [ConceptMention] = []
        for mention in all {
            if let last = result.last, last.tokens.upperBound > mention.tokens.lowerBound {
                // "raises pulse and blood pressure": of two readings of the same words the one that shares the verb.
                if mention.tokens.count > last.tokens.count
                    || (mention.tokens == last.tokens && mention.isComposite && !last.isComposite)
                {
                    result[result.count - 1] = mention
                }
                continue
            }
            result.append(mention)
        }
        return result
    }
}

extension ConceptLexicon {
    /// Whether words of increase and of decrease stand in a token range of one sentence, besides those that are something else.
    func change(
        in range: Range<Int>, _ stream: TokenStream, except isOther: (Range<Int>) -> Bool = { _ in false }
    ) -> (up: Bool, down: Bool) {
        var found = (up: false, down: false)
        table.matches(in: stream, tokens: range) { match in
            guard match.id >= Self.changeBase, !isOther(match.tokens) else { return }
            if match.id == Self.changeBase + Change.up.rawValue { found.up = true }
            if match.id == Self.changeBase + Change.down.rawValue { found.down = true }
        }
        return found
    }
}
