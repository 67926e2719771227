package import Events

/// What the cues around a span say of it.
package struct ContextVerdict: Sendable, Hashable {
    package var isNegated = false
    package var isPossible = false
    package var isProbable = false
    package var isDoubtful = false
    package var isConditional = false
    package var isUncommitted = false
    package var isHistorical = false
    package var isHypothetical = false
    package var isFamily = false
    /// Cues that decided, in text order.
    package var cues: [CueMatch] = []

    /// SemRep's seven degrees, composed: the weakest commitment wins; a plain negation speaks against the facts.
    package var factuality: Factuality {
        if isUncommitted { return .uncommitted }
        if isDoubtful { return .doubtful }
        if isConditional { return .conditional }
        if isPossible { return .possible }
        if isProbable { return .probable }
        return isNegated ? .counterfact : .fact
    }

    mutating func apply(_ effect: CueEffect, _ cue: CueMatch) {
        switch effect {
        case .negated: isNegated = true
        case .possible: isPossible = true
        case .probable: isProbable = true
        case .doubtful: isDoubtful = true
        case .conditional: isConditional = true
        case .uncommitted: isUncommitted = true
        case .historical: isHistorical = true
        case .hypothetical: isHypothetical = true
        case .family: isFamily = true
        case .pseudo, .terminator: return
        }
        if !cues.contains(cue) { cues.append(cue) }
    }
}

/// Reads context in ConText's way: a cue reaches forward or backward over a number of tokens until a terminator or the sentence's end.
package final class ContextReader: Sendable {
    package let lexicon: CueLexicon

    package init(lexicon: CueLexicon) { self.lexicon = lexicon }

    func effect(of cue: CueMatch) -> CueEffect { lexicon.reaches[Int(cue.group)].effect }

    /// The verdict on tokens `anchor` of one sentence.
    ///
    /// - Parameters:
    ///   - cues: the sentence's cues in text order.
    ///   - barriers: token positions that end a cue's reach as a terminator does (other relations' verbs), ascending.
    package func verdict(
        on anchor: Range<Int>, sentence: Range<Int>, cues: ArraySlice<CueMatch>, stream: TokenStream,
        barriers: [Int] = []
    ) -> ContextVerdict {
        var verdict = ContextVerdict()
        for cue in cues {
            let group = lexicon.reaches[Int(cue.group)]
            if group.effect == .pseudo || group.effect == .terminator || group.reach == 0 { continue }
            if cue.tokens.overlaps(anchor), cue.tokens.lowerBound <= anchor.lowerBound,
                cue.tokens.upperBound >= anchor.upperBound
            {
                continue
            }
            let between: Range<Int>
            if cue.tokens.upperBound <= anchor.lowerBound {
                if group.direction == .backward { continue }
                between = cue.tokens.upperBound..<anchor.lowerBound
            } else if cue.tokens.lowerBound >= anchor.upperBound {
                if group.direction == .forward { continue }
                between = anchor.upperBound..<cue.tokens.lowerBound
            } else if cue.tokens.lowerBound < anchor.lowerBound, group.direction == .forward {
                // "Never had a dream from it": the cue's last word is the first of what it denies.
                between = anchor.lowerBound..<anchor.lowerBound
            } else {
                // Inside the anchor: "fever was ruled out" given as a whole says nothing of itself, except for a first word.
                continue
            }
            // "the non-intoxicating part of cannabis eases seizures": of the word that it is glued to.
            if group.effect == .negated, between.count > 2, stream.equals(cue.tokens.lowerBound, "non"),
                stream.punctuation(cue.tokens.upperBound) == UInt8(ascii: "-")
            {
                continue
            }
            if between.count > group.reach, distance(between, stream) > group.reach { continue }
            if group.effect == .negated, isAnswer(cue.tokens, sentence, stream) { continue }
            // "It seems likely that A raised B and thus caused C": all of the clause is hedged.
            let opensClause = group.effect != .negated && stream.equals(cue.tokens.upperBound - 1, "that")
            if isOfThosePeople(cue.tokens, group.effect, between, stream) { continue }
            if isEnded(
                between, effect: group.effect, direction: group.direction, cues: cues, stream: stream,
                barriers: opensClause ? [] : barriers)
            {
                continue
            }
            verdict.apply(group.effect, cue)
        }
        return verdict
    }

    /// The tokens of a range outside brackets: "(RR 0.94, 95% CI 0.81-1.09)" does not part a cue from what it is said of.
    private func distance(_ range: Range<Int>, _ stream: TokenStream) -> Int {
        guard range.count <= 40 else { return range.count }
        var depth = 0
        var count = 0
        for index in range {
            let mark = stream.punctuation(index)
            if mark == UInt8(ascii: "(") || mark == UInt8(ascii: "[") { depth += 1 }
            if depth <= 0 { count += 1 }
            if mark == UInt8(ascii: ")") || mark == UInt8(ascii: "]") { depth -= 1 }
        }
        return depth == 0 ? count : range.count
    }

    /// "No, azithromycin is a macrolide", "so no, it is none", "No it's a macrolide": an answer, no negation of what follows.
    private func isAnswer(_ cue: Range<Int>, _ sentence: Range<Int>, _ stream: TokenStream) -> Bool {
        guard cue.count == 1 else { return false }
        let isFirst = cue.lowerBound == sentence.lowerBound
        switch stream.punctuation(cue.upperBound) {
        case UInt8(ascii: ","): if isFirst || stream.equals(cue.lowerBound, "no") { return true }
        case UInt8(ascii: "-"), UInt8(ascii: ":"), UInt8(ascii: "!"):
            // "No-one" and "non-fatal" are glued.
            if isFirst, stream.equals(cue.lowerBound, "no"),
                cue.upperBound + 1 < stream.count, stream.isSpaced(at: cue.upperBound + 1)
            {
                return true
            }
        default: break
        }
        guard isFirst, stream.equals(cue.lowerBound, "no") else { return false }
        for word: StaticString in [
            "it", "it's", "they", "they're", "that", "that's", "this", "you", "he", "she", "i", "we",
        ]
        where stream.equals(cue.upperBound, word) { return true }
        return false
    }

    /// "Three men with no history of asthma developed bronchospasm", "a boy without fever had a seizure": told of who they were, not of what
    /// came about.
    private func isOfThosePeople(
        _ cue: Range<Int>, _ effect: CueEffect, _ between: Range<Int>, _ stream: TokenStream
    ) -> Bool {
        guard between.count > 1 else { return false }
        switch effect {
        case .historical: break
        case .negated:
            guard
                stream.equals(cue.lowerBound, "without")
                    || stream.equals(cue.lowerBound, "no") && stream.equals(cue.lowerBound - 1, "with")
            else { return false }
        default: return false
        }
        return between.dropFirst().contains { stream.equals($0, anyOf: Self.cameAbout) }
    }

    private static let cameAbout = TokenTable(
        "developed experienced suffered presented had exhibited showed underwent died")

    /// A pronoun or "as" behind a comma begins a clause of its own ("it isn't X, it is Y").
    private func beginsClause(_ index: Int, _ stream: TokenStream) -> Bool {
        for word: StaticString in ["it", "it's", "its", "he", "she", "they", "this", "as", "i", "we", "you", "so"]
        where stream.equals(index, word) { return true }
        return false
    }

    /// "Carbidopa, which cannot enter the brain, blocks the enzyme": the denial ends with its clause.
    private func closesRelative(_ comma: Int, from start: Int, _ stream: TokenStream) -> Bool {
        guard comma > start else { return false }
        return (max(0, start - 4)..<start).contains { index in
            (stream.equals(index, "which") || stream.equals(index, "who"))
                && stream.punctuation(index - 1) == UInt8(ascii: ",")
        }
    }

    /// "It is not habit-forming, and the main hazard is fainting": a clause with a subject and a verb of its own.
    private func joinsClause(_ index: Int, _ stream: TokenStream) -> Bool {
        guard stream.equals(index, "and"), stream.equals(index + 1, anyOf: Self.articles) else { return false }
        return (index + 3...index + 5).contains {
            stream.equals($0, "is") || stream.equals($0, "are") || stream.equals($0, "was")
        }
    }

    private static let articles = TokenTable("the its their this these")

    private func isEnded(
        _ between: Range<Int>, effect: CueEffect, direction: CueDirection, cues: ArraySlice<CueMatch>,
        stream: TokenStream,
        barriers: [Int]
    ) -> Bool {
        if between.isEmpty { return false }
        if effect == .conditional || effect == .family { return false }
        for barrier in barriers where between.contains(barrier) { return true }
        for other in cues {
            if other.tokens.lowerBound >= between.upperBound { break }
            guard other.tokens.lowerBound >= between.lowerBound else { continue }
            if lexicon.reaches[Int(other.group)].effect == .terminator { return true }
        }
        for index in between {
            let mark = stream.punctuation(index)
            if mark == UInt8(ascii: ";") { return true }
            if effect == .negated, mark == UInt8(ascii: ","), direction == .forward,
                beginsClause(index + 1, stream) || closesRelative(index, from: between.lowerBound, stream)
                    || joinsClause(index + 1, stream)
            {
                return true
            }
            if effect == .negated || effect == .historical, mark == UInt8(ascii: ":"), direction == .forward {
                return effect == .negated
            }
        }
        return false
    }
}
