import Events

/// The ambiguity rules: which candidates count.
extension DrugFinder {
    /// How far, in tokens, a word may stand and still speak for a name.
    private static let window = 8

    /// Decides every candidate: look-alikes and names inside names first, then plain forms, then the forms that need a neighbour.
    func decide(_ candidates: inout [Candidate], _ stream: TokenStream) {
        for index in candidates.indices {
            let tokens = candidates[index].tokens
            if lexicon.lookalikes.covers(tokens, in: stream) {
                candidates[index].state = .rejected
            } else if isInsideName(tokens, stream) || isProtein(candidates[index], stream)
                || isInsideWord(candidates[index], stream) || isLacking(candidates[index], stream)
                || isLevel(tokens, stream)
            {
                candidates[index].state = .rejected
            } else if form(candidates[index]).rule == .plain || form(candidates[index]).rule == .slangFree {
                candidates[index].state = .accepted
            }
        }
        for index in candidates.indices where candidates[index].state == .pending {
            if counts(candidates[index], at: index, among: candidates, stream) { candidates[index].state = .accepted }
        }
        // A short or street name of a substance that is named in full nearby counts without a cue.
        for index in candidates.indices where candidates[index].state == .pending {
            let form = form(candidates[index])
            let isAbbreviation = form.rule == .abbreviation || form.rule == .abbreviationNamed
            let isShort = isAbbreviation && hasSpelling(candidates[index], stream) || form.rule == .slang
            // A mineral or herb that the text takes for a remedy elsewhere is one here ("magnesium eased cramps" below "400 mg of magnesium").
            let isRemedy =
                (form.rule == .mineral || form.rule == .supplement) && !isPhysiology(candidates[index].tokens, stream)
            candidates[index].state =
                (isShort || isRemedy) && isNamed(at: index, among: candidates, within: 400)
                    || form.rule == .slangClipped && isClipped(at: index, among: candidates, stream)
                ? .accepted : .rejected
        }
    }

    /// "Serum magnesium", "magnesium channels": what the body has of it.
    private func isPhysiology(_ tokens: Range<Int>, _ stream: TokenStream) -> Bool {
        for index in [tokens.lowerBound - 1, tokens.upperBound] where stream.tokens.indices.contains(index) {
            let cue = lexicon.vocabulary.cue(stream.tokens[index].hash)
            if cue.contains(.physiology) || (index == tokens.upperBound && cue.contains(.otherHead)) { return true }
        }
        return false
    }

    /// "on fin" below an article that names finasteride; "GABA" is no clipped gabapentin.
    private func isClipped(at index: Int, among candidates: [Candidate], _ stream: TokenStream) -> Bool {
        !stream.tokens[candidates[index].tokens.lowerBound].flags.contains(.allCaps)
            && isNamed(at: index, among: candidates, within: .max)
    }

    /// Whether an accepted mention of the same substance stands within `reach` tokens.
    private func isNamed(at index: Int, among candidates: [Candidate], within reach: Int) -> Bool {
        let substance = form(candidates[index]).substance
        let place = candidates[index].tokens.lowerBound
        func means(_ other: Int) -> Bool {
            candidates[other].state == .accepted && form(candidates[other]).substance == substance
        }
        var other = index - 1
        while other >= 0, place - candidates[other].tokens.lowerBound <= reach {
            if means(other) { return true }
            other -= 1
        }
        other = index + 1
        while other < candidates.count, candidates[other].tokens.lowerBound - place <= reach {
            if means(other) { return true }
            other += 1
        }
        return false
    }

    /// A site, an address, a user name or a path, not a drug.
    func isInsideName(_ tokens: Range<Int>, _ stream: TokenStream) -> Bool {
        let before = tokens.lowerBound - 1
        let after = tokens.upperBound
        let glued = !stream.tokens[tokens.lowerBound].flags.contains(.spaceBefore)
        if before >= 0, glued {
            let mark = stream.punctuation(before)
            if mark == UInt8(ascii: "@") || mark == UInt8(ascii: "_") { return true }
            // r/name, u/name, example.com/name; but "mg/naproxen" and "a/b" lists are names.
            if mark == UInt8(ascii: "/"), before >= 1, !stream.tokens[before].flags.contains(.spaceBefore) {
                if stream.equals(before - 1, "r") || stream.equals(before - 1, "u")
                    || lexicon.vocabulary.cue(stream.tokens[before - 1].hash).contains(.domain)
                {
                    return true
                }
            }
            if mark == UInt8(ascii: "."), before >= 1, stream.equals(before - 1, "www") { return true }
        }
        guard after < stream.count, !stream.tokens[after].flags.contains(.spaceBefore) else { return false }
        let mark = stream.punctuation(after)
        if mark == UInt8(ascii: "@") || mark == UInt8(ascii: "_") { return true }
        if mark == UInt8(ascii: "."), after + 1 < stream.count, !stream.isSpaced(at: after + 1) {
            return lexicon.vocabulary.cue(stream.hash(at: after + 1)).contains(.domain)
        }
        return false
    }

    /// "X receptor", "X dehydrogenase": the name of a protein, unless the whole is a class.
    /// Also the adjective of an effect ("anticoagulant effect", "neuroleptic malignant syndrome").
    private func isProtein(_ candidate: Candidate, _ stream: TokenStream) -> Bool {
        let after = candidate.tokens.upperBound
        guard after < stream.count, stream.tokens[after].isWord, stream.tokens[after].flags.contains(.spaceBefore),
            !stream.tokens[after].flags.contains(.sentenceStart)
        else { return false }
        let cue = lexicon.vocabulary.cue(stream.tokens[after].hash)
        // "inositol monophosphatase"
        if stream.ends(after, in: "ase", within: nil), stream.tokens[after].length > 6,
            !stream.equals(after, anyOf: Self.noEnzymes)
        {
            return true
        }
        return cue.contains(.proteinHead) || cue.contains(.effectHead) && form(candidate).kind == .drugClass
    }

    private static let noEnzymes = TokenTable("increase decrease disease release purchase database showcase")

    /// A part of something longer: "non-steroid", "CYP 2B6", "pseudo-allergic".
    private func isInsideWord(_ candidate: Candidate, _ stream: TokenStream) -> Bool {
        let (first, after) = (candidate.tokens.lowerBound, candidate.tokens.upperBound)
        let form = form(candidate)
        if first > 0, !stream.tokens[first].flags.contains(.spaceBefore) {
            if stream.tokens[first - 1].isNumber, candidate.tokens.count == 1, stream.tokens[first].length <= 2 {
                return true
            }
            if form.kind == .drugClass, stream.punctuation(first - 1) == UInt8(ascii: "-"),
                stream.equals(first - 2, "non")
            {
                return true
            }
        }
        guard Self.prefixes.contains(stream.tokens[first].hash), stream.punctuation(after) == UInt8(ascii: "-"),
            after + 1 < stream.count,
            !stream.tokens[after].flags.contains(.spaceBefore), !stream.isSpaced(at: after + 1)
        else { return false }
        return stream.isWord(at: after + 1) && !Self.compounds.contains(stream.hash(at: after + 1))
    }

    /// Short names that are prefixes of other words too.
    private static let prefixes = TokenTable("pseudo hydro oxy")
    /// What may be glued to such a name with a hyphen.
    private static let compounds = TokenTable(
        "induced related like free based laced addicted fueled fuelled filled using")

    /// "iron deficiency", "potassium depletion"; and a metal before a salt that the lexicon lacks ("calcium hopantenate"), which is another
    /// substance.
    private func isLacking(_ candidate: Candidate, _ stream: TokenStream) -> Bool {
        let after = candidate.tokens.upperBound
        guard after < stream.count, stream.tokens[after].isWord, stream.tokens[after].flags.contains(.spaceBefore),
            !stream.tokens[after].flags.contains(.sentenceStart)
        else { return false }
        if lexicon.vocabulary.cue(stream.tokens[after].hash).contains(.deficiency) { return true }
        let token = stream.tokens[after]
        guard form(candidate).kind == .otherSubstance, candidate.tokens.count == 1, token.length >= 8,
            lexicon.vocabulary.cue(stream.tokens[candidate.tokens.lowerBound].hash).contains(.salt),
            !token.flags.contains(.capitalised), lexicon.table.longest(at: after, in: stream) == nil
        else { return false }
        let ending = stream.bytes[token.end - 3..<token.end]
        return ending.elementsEqual("ate".utf8) || ending.elementsEqual("ide".utf8) || ending.elementsEqual("ite".utf8)
    }

    /// "anticholinergic or sympathomimetic drugs", "anticholinergic-type drugs": one word between an adjective and its head.
    private func sharesHead(_ joint: Int, _ stream: TokenStream) -> Bool {
        guard joint + 2 < stream.count, stream.isWord(at: joint + 1), isCue(joint + 2, .classHead, stream) else {
            return false
        }
        let mark = stream.punctuation(joint)
        return mark == UInt8(ascii: "-") || mark == UInt8(ascii: "/") || mark == UInt8(ascii: ",")
            || stream.equals(joint, "and") || stream.equals(joint, "or")
    }

    private static let determiners = TokenTable("a an another any")
    private static let functionWords = TokenTable(
        "and or but in on at of for with from to by as that which who is was are were be has had have may can should could would will than then if when while because"
    )

    /// Whether an adjective stands for a class: before a head, or behind an article with no noun after it.
    private func isNoun(_ tokens: Range<Int>, _ stream: TokenStream) -> Bool {
        let after = tokens.upperBound
        let isEnd = after >= stream.count || stream.tokens[after].flags.contains(.sentenceStart)
        if !isEnd, isCue(after, .classHead, stream) || sharesHead(after, stream) { return true }
        guard tokens.lowerBound > 0, Self.determiners.contains(stream.tokens[tokens.lowerBound - 1].hash) else {
            return false
        }
        if isEnd { return true }
        if stream.tokens[after].isWord { return Self.functionWords.contains(stream.tokens[after].hash) }
        let mark = stream.punctuation(after)
        return mark != UInt8(ascii: "-") && mark != UInt8(ascii: "/")
    }

    /// Whether a word with one of `cues` stands within `distance` tokens, in the same paragraph. Units count only after a number.
    func hasCue(_ cues: DrugVocabulary.Cue, around tokens: Range<Int>, within distance: Int, _ stream: TokenStream)
        -> Bool
    {
        var index = tokens.lowerBound
        while index > 0, tokens.lowerBound - index < distance {
            if stream.tokens[index].flags.contains(.paragraphBefore) { break }
            index -= 1
            if isCue(index, cues, stream) { return true }
        }
        index = tokens.upperBound
        while index < stream.count, index - tokens.upperBound < distance {
            if stream.tokens[index].flags.contains(.paragraphBefore) { break }
            if isCue(index, cues, stream) { return true }
            index += 1
        }
        return false
    }

    private func isCue(_ index: Int, _ cues: DrugVocabulary.Cue, _ stream: TokenStream) -> Bool {
        guard stream.tokens[index].isWord else { return false }
        let cue = lexicon.vocabulary.cue(stream.tokens[index].hash)
        if !cue.isDisjoint(with: cues.subtracting(.unit)) { return true }
        return cues.contains(.unit) && cue.contains(.unit) && index > 0 && stream.tokens[index - 1].isNumber
    }

    /// Whether an accepted name stands within `distance` tokens in the same paragraph.
    private func hasNeighbour(
        at index: Int, among candidates: [Candidate], within distance: Int, _ stream: TokenStream
    ) -> Bool {
        let tokens = candidates[index].tokens
        var other = index - 1
        while other >= 0, tokens.lowerBound - candidates[other].tokens.upperBound <= distance {
            if candidates[other].state == .accepted,
                !crossesParagraph(candidates[other].tokens.upperBound...tokens.lowerBound, stream)
            {
                return true
            }
            other -= 1
        }
        other = index + 1
        while other < candidates.count, candidates[other].tokens.lowerBound - tokens.upperBound <= distance {
            if candidates[other].state == .accepted,
                !crossesParagraph(tokens.upperBound...candidates[other].tokens.lowerBound, stream)
            {
                return true
            }
            other += 1
        }
        return false
    }

    /// Behind "is", a colon or a comma, and before a clause that says which.
    private func isPredicate(_ tokens: Range<Int>, _ stream: TokenStream) -> Bool {
        let before = tokens.lowerBound - 1
        guard before >= 0, tokens.upperBound < stream.count else { return false }
        let mark = stream.punctuation(before)
        return
            (mark == UInt8(ascii: ":") || mark == UInt8(ascii: ",") || stream.equals(before, "is")
            || stream.equals(before, "was"))
            && stream.equals(tokens.upperBound, anyOf: Self.relatives)
    }

    private static let relatives = TokenTable("that which you who for to")

    private func crossesParagraph(_ tokens: ClosedRange<Int>, _ stream: TokenStream) -> Bool {
        tokens.contains { $0 < stream.count && stream.tokens[$0].flags.contains(.paragraphBefore) }
    }

    private func hasSpelling(_ candidate: Candidate, _ stream: TokenStream) -> Bool {
        let spelling = form(candidate).spelling
        guard spelling >= 0 else { return true }
        let first = Int(stream.tokens[candidate.tokens.lowerBound].start)
        let last = stream.tokens[candidate.tokens.upperBound - 1].end
        let expected = lexicon.spellings[Int(spelling)]
        if stream.bytes[first..<last].elementsEqual(expected) { return true }
        // A small plural s may follow an abbreviation.
        return last - first == expected.count + 1 && stream.bytes[last - 1] == UInt8(ascii: "s")
            && stream.bytes[first..<last - 1].elementsEqual(expected)
    }

    private func counts(_ candidate: Candidate, at index: Int, among candidates: [Candidate], _ stream: TokenStream)
        -> Bool
    {
        let tokens = candidate.tokens
        let flags = stream.tokens[tokens.lowerBound].flags
        let capital = flags.contains(.capitalised)
        func cue(_ cues: DrugVocabulary.Cue, _ distance: Int = Self.window) -> Bool {
            hasCue(cues, around: tokens, within: distance, stream)
        }
        func neighbour(_ distance: Int) -> Bool {
            hasNeighbour(at: index, among: candidates, within: distance, stream)
        }
        func followed(by cues: DrugVocabulary.Cue) -> Bool {
            tokens.upperBound < stream.count && isCue(tokens.upperBound, cues, stream)
        }
        switch form(candidate).rule {
        case .plain, .slangFree: return true
        case .never, .slangClipped: return false
        case .exact: return hasSpelling(candidate, stream)
        case .abbreviation:
            return hasSpelling(candidate, stream) && (neighbour(10) || cue([.unit, .strong, .given, .exposure], 5))
        case .abbreviationNamed: return hasSpelling(candidate, stream) && cue(.unit, 5)
        case .brand:
            if cue(.unit, 4) { return true }
            guard capital else { return neighbour(3) && cue(.strong, 6) }
            if flags.contains(.sentenceStart) { return neighbour(8) || cue([.strong, .use], 3) }
            return neighbour(12) || cue([.use, .strong, .given])
        case .brandCapital: return capital
        case .brandExact:
            return hasSpelling(candidate, stream) && (neighbour(12) || cue([.use, .strong, .contraception]))
        case .slangCapital: return !capital && (cue(.unit, 4) || cue(.strong) || neighbour(20))
        case .slang:
            if capital, !flags.contains(.sentenceStart), !flags.contains(.allCaps) { return cue([.unit, .strong], 5) }
            return cue(.unit, 4) || cue(.strong) || neighbour(12)
        case .slangStreet:
            return !stream.tokens[tokens.lowerBound].flags.contains(.capitalised) && cue(.streetOnly, 5)
        case .supplement: return cue([.unit, .supplement], 4) || neighbour(6)
        case .medical: return cue([.unit, .strong, .given, .medical]) || neighbour(12)
        case .mineral:
            if tokens.lowerBound > 0, isCue(tokens.lowerBound - 1, .physiology, stream) || followed(by: .physiology) {
                return false
            }
            return cue([.unit, .supplement, .given], 5) || cue(.exposure, 2) || neighbour(4)
        case .transmitter, .physiology:
            // "blood glucose 138 mg/dL" is a level.
            if tokens.lowerBound > 0, isCue(tokens.lowerBound - 1, .physiology, stream) { return false }
            return cue(.unit, 4) || cue([.given, .exposure], 2)
        case .hormone:
            let isLevel = tokens.lowerBound > 0 && isCue(tokens.lowerBound - 1, .physiology, stream)
            return !isLevel && !followed(by: [.otherHead, .physiology])
        case .lithium: return !followed(by: .otherHead)
        case .adrenaline: return !followed(by: .otherHead) && (cue([.unit, .given, .medical]) || neighbour(12))
        case .adjective: return isNoun(tokens, stream)
        case .contraceptive:
            // "this is the pill that unblocks a nose", "Denosumab: the shot you should not skip": what another drug is.
            if isPredicate(tokens, stream), !cue(.contraception) { return false }
            return cue([.contraception, .use]) || neighbour(20)
        }
    }
}
