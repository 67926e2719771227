import Events

/// Finds every drug mention of a document: forms of the lexicon, filtered by look-alikes and ambiguity rules, lengthened by salts and
/// heads, then local abbreviations, fused words and misspellings.
package final class DrugFinder: Sendable {
    package let lexicon: Lexicon

    package init(lexicon: Lexicon) { self.lexicon = lexicon }

    /// A form found in the text, before the rules have spoken.
    struct Candidate {
        var tokens: Range<Int>
        var form: Int32
        var state: State
    }

    enum State { case accepted, rejected, pending }

    /// Mentions in text order, never overlapping.
    package func mentions(in stream: TokenStream) -> [Mention] {
        explained(in: stream).mentions
    }

    /// The mentions and, for `lexicon lookup` and tests, the candidates that the rules turned away.
    package func explained(in stream: TokenStream) -> (
        mentions: [Mention], rejected: [(tokens: Range<Int>, rule: AmbiguityRule)]
    ) {
        var candidates: [Candidate] = []
        candidates.reserveCapacity(stream.count / 16)
        let open = OpenTokens(stream, self)
        lexicon.table.matches(in: stream, beginningAt: open.names) { match in
            candidates.append(Candidate(tokens: match.tokens, form: match.id, state: .pending))
        }
        var mentions: [Mention] = []
        var rejected: [(tokens: Range<Int>, rule: AmbiguityRule)] = []
        var local = LocalAbbreviations()
        var names: LocalNames?
        if !candidates.isEmpty {
            mentions.reserveCapacity(candidates.count)
            decide(&candidates, stream)
            local = LocalAbbreviations(
                stream: stream, candidates: candidates, forms: lexicon.forms, vocabulary: lexicon.vocabulary)
            names = LocalNames(stream, candidates, lexicon)
            for index in candidates.indices
            where local.blocks(stream, candidates[index].tokens, form(candidates[index]).substance) {
                candidates[index].state = .rejected
            }
            var end = 0
            for (index, candidate) in candidates.enumerated() {
                // A salt that the name before has taken ("cerivastatin sodium").
                if candidate.tokens.lowerBound < end { continue }
                switch candidate.state {
                case .accepted:
                    mentions.append(mention(candidate, at: index, among: candidates, stream))
                    end = mentions[mentions.count - 1].tokens.upperBound
                case .rejected, .pending: rejected.append((candidate.tokens, form(candidate).rule))
                }
            }
        }
        if local.isEmpty, names == nil {
            addOthers(to: &mentions, at: open.words.lazy.map { Int($0) }, local: local, names, stream)
        } else {
            // Local abbreviations may be shorter than a misspelling, and local names far from any name.
            addOthers(to: &mentions, at: stream.tokens.indices, local: local, names, stream)
        }
        addClipped(to: &mentions, stream)
        joinCombinations(&mentions, stream)
        return (mentions, rejected)
    }

    func form(_ candidate: Candidate) -> Lexicon.Form { lexicon.forms[Int(candidate.form)] }

    // MARK: Spans

    private func mention(
        _ candidate: Candidate, at index: Int, among candidates: [Candidate], _ stream: TokenStream
    ) -> Mention {
        let form = form(candidate)
        let next = index + 1 < candidates.count ? candidates[index + 1] : nil
        let tokens = extended(candidate.tokens, form, next: next, stream)
        return Mention(
            tokens: tokens, range: stream.byteRange(tokens), substance: form.substance, kind: form.kind,
            baseKind: form.baseKind, match: form.rule == .plain || form.rule == .slangFree ? form.match : .context,
            rule: form.rule, confidence: Self.confidence(form.match, form.rule))
    }

    /// What is said of a mention's certainty: listed names .98, aliases .95, forms that needed context .8, one edit .9, two .75.
    static func confidence(_ match: MatchMethod, _ rule: AmbiguityRule) -> Double {
        if rule != .plain, rule != .slangFree { return 0.8 }
        switch match {
        case .exact: return 0.98
        case .alias: return 0.95
        case .abbreviation: return 0.9
        case .edit1: return 0.9
        case .edit2: return 0.75
        case .context: return 0.8
        }
    }

    /// Salts, release forms, class heads and chemical prefixes belong to the name.
    private func extended(
        _ tokens: Range<Int>, _ form: Lexicon.Form, next: Candidate?, _ stream: TokenStream
    ) -> Range<Int> {
        var lower = tokens.lowerBound
        var upper = tokens.upperBound
        // A longer name of its own begins here ("digoxin | calcium channel blockers").
        func isFree(_ index: Int) -> Bool {
            guard let next, next.tokens.lowerBound == index, next.state == .accepted else { return true }
            // "chloramphenicol sodium succinate": a salt of two words is a salt all the same.
            return next.tokens.allSatisfy { lexicon.vocabulary.cue(stream.tokens[$0].hash).contains(.salt) }
        }
        func follows(_ index: Int, _ cue: DrugVocabulary.Cue) -> Bool {
            guard index < stream.count, stream.tokens[index].isWord, isFree(index) else { return false }
            let flags = stream.tokens[index].flags
            return flags.contains(.spaceBefore) && !flags.contains(.paragraphBefore) && !flags.contains(.sentenceStart)
                && lexicon.vocabulary.cue(stream.tokens[index].hash).contains(cue)
        }
        switch form.kind {
        case .generic, .illicit, .otherSubstance, .misspelling:
            var salts = 0
            while salts < 2, follows(upper, .salt) {
                upper += 1
                salts += 1
            }
            // "ritodrine-hydrochloride"
            if salts == 0, stream.punctuation(upper) == UInt8(ascii: "-"), upper + 1 < stream.count,
                !stream.tokens[upper].flags.contains(.spaceBefore),
                !stream.isSpaced(at: upper + 1),
                lexicon.vocabulary.cue(stream.hash(at: upper + 1)).contains(.salt), isFree(upper + 1)
            {
                upper += 2
            }
            if follows(upper, .release), stream.tokens[upper].flags.contains(.allCaps) { upper += 1 }
            lower = prefixStart(lower, stream)
        case .brand:
            if follows(upper, .release) { upper += 1 }
        case .drugClass:
            if follows(upper, .classHead) { upper += 1 }
        case .slang: break
        }
        return lower..<upper
    }

    /// "D-", "L-", "(R)-"-like prefixes that are glued with a hyphen to a name.
    private func prefixStart(_ lower: Int, _ stream: TokenStream) -> Int {
        guard lower >= 2, stream.punctuation(lower - 1) == UInt8(ascii: "-"), stream.tokens[lower - 1].length == 1,
            !stream.tokens[lower].flags.contains(.spaceBefore), !stream.tokens[lower - 1].flags.contains(.spaceBefore)
        else { return lower }
        let prefix = stream.tokens[lower - 2]
        guard prefix.isWord, prefix.flags.contains(.spaceBefore) || stream.punctuation(lower - 3) == UInt8(ascii: "(")
        else { return lower }
        let known: [StaticString] = [
            "d", "l", "dl", "r", "s", "n", "o", "alpha", "beta", "gamma", "delta", "delta9", "delta8", "cis", "trans",
        ]
        return known.contains(where: { stream.equals(lower - 2, $0) }) ? lower - 2 : lower
    }

    /// "trimethoprim-sulfamethoxazole", "sacubitril/valsartan", "TMP-SMX": ingredients joined by a hyphen or a slash are one mention where
    /// they are a fixed combination, in any order. Others stay what they are.
    private func joinCombinations(_ mentions: inout [Mention], _ stream: TokenStream) {
        var first = 0
        while first + 1 < mentions.count {
            var last = first
            while last + 1 < mentions.count, last - first < 3, isJoined(mentions[last], mentions[last + 1], stream) {
                last += 1
            }
            // The longest chain that is a combination.
            while last > first {
                let parts = mentions[first...last].map(\.substance).sorted()
                if let substance = lexicon.combinations[parts] {
                    let tokens = mentions[first].tokens.lowerBound..<mentions[last].tokens.upperBound
                    let confidence = mentions[first...last].map(\.confidence).min() ?? 0
                    mentions[first] = Mention(
                        tokens: tokens, range: stream.byteRange(tokens), substance: substance, kind: .generic,
                        match: .alias,
                        rule: .plain, confidence: confidence)
                    mentions.removeSubrange(first + 1...last)
                    break
                }
                last -= 1
            }
            first += 1
        }
    }

    private func isJoined(_ left: Mention, _ right: Mention, _ stream: TokenStream) -> Bool {
        let joint = left.tokens.upperBound
        guard right.tokens.lowerBound == joint + 1, left.kind != .drugClass, left.kind != .brand, right.kind != .brand,
            !stream.tokens[joint].flags.contains(.spaceBefore), !stream.isSpaced(at: joint + 1)
        else { return false }
        let sign = stream.punctuation(joint)
        return sign == UInt8(ascii: "-") || sign == UInt8(ascii: "/")
    }

    // MARK: Names of the document's own, fusions, misspellings

    /// - Parameter places: all tokens, or those of them that `OpenTokens` leaves where the document defines no names of its own.
    private func addOthers(
        to mentions: inout [Mention], at places: some Sequence<Int>, local: LocalAbbreviations, _ names: LocalNames?,
        _ stream: TokenStream
    ) {
        let listed = mentions.count
        var next = 0
        let tokens = stream.tokens.span
        let hasLocal = !local.isEmpty
        for index in places {
            let token = tokens[index]
            guard token.length >= 2, token.isWord else { continue }
            while next < listed, mentions[next].tokens.upperBound <= index { next += 1 }
            if next < listed, mentions[next].tokens.contains(index) { continue }
            if hasLocal, let found = local.substance(stream, index) {
                if !isInsideName(index..<index + 1, stream) {
                    mentions.append(
                        Mention(
                            tokens: index..<index + 1, range: stream.start(index)..<stream.end(index),
                            substance: found.substance,
                            kind: found.kind, baseKind: nil, match: .abbreviation, rule: .plain, confidence: 0.9))
                }
                continue
            }
            if let names, let substance = names.substance(stream, index), !isInsideName(index..<index + 1, stream) {
                mentions.append(
                    Mention(
                        tokens: index..<index + 1, range: stream.start(index)..<stream.end(index), substance: substance,
                        kind: .brand, baseKind: nil, match: .context, rule: .plain,
                        confidence: Self.confidence(.context, .plain)))
                continue
            }
            guard token.length >= MisspellingIndex.shortest, token.length <= 40 else { continue }
            if token.flags.contains(.innerCapital) || token.flags.contains(.hasDigit) {
                if let fused = fused(index, stream) { mentions.append(fused) }
                continue
            }
            if token.length <= MisspellingIndex.longest, lexicon.misspellings.isNear(stream, index),
                let found = misspelt(index, stream, near: mentions)
            {
                mentions.append(found)
            }
        }
        if mentions.count > listed { mentions.sort { $0.range.lowerBound < $1.range.lowerBound } }
    }

    /// `effexorXR`, `mgPaxil`, `paxil20`: a name with something glued to it.
    private func fused(_ index: Int, _ stream: TokenStream) -> Mention? {
        let token = stream.tokens[index]
        let start = Int(token.start)
        // Borders inside the token: small letter to capital, letter to digit and back.
        var borders: [Int] = [0]
        for offset in 1..<Int(token.length) {
            let before = stream.bytes[start + offset - 1]
            let here = stream.bytes[start + offset]
            let lowerUpper = before &- 0x61 < 26 && here &- 0x41 < 26
            let letterDigit = (before | 0x20) &- 0x61 < 26 && here &- 0x30 < 10
            let digitLetter = before &- 0x30 < 10 && (here | 0x20) &- 0x61 < 26
            if lowerUpper || letterDigit || digitLetter { borders.append(offset) }
        }
        borders.append(Int(token.length))
        guard borders.count > 2, borders.count < 6 else { return nil }
        for part in 0..<borders.count - 1 where borders[part + 1] - borders[part] >= 4 {
            let range = start + borders[part]..<start + borders[part + 1]
            let bytes = Array(stream.bytes[range])
            let ids = lexicon.table.ids(of: TokenStream(text: bytes.span))
            guard let id = ids.first else { continue }
            let form = lexicon.forms[Int(id)]
            guard form.rule == .plain else { continue }
            guard partsAreHarmless(borders, except: part, start, stream) else { return nil }
            // A release form glued to the brand belongs to it.
            let suffix =
                part + 2 < borders.count && isRelease(start + borders[part + 1]..<start + borders[part + 2], stream)
            let end = start + (suffix ? borders[part + 2] : borders[part + 1])
            return Mention(
                tokens: index..<index + 1, range: stream.byteRange(normalised: range.lowerBound..<end),
                substance: form.substance, kind: form.kind, baseKind: form.baseKind, match: .alias, rule: .plain,
                confidence: 0.85)
        }
        return nil
    }

    private func isRelease(_ range: Range<Int>, _ stream: TokenStream) -> Bool {
        let part = TokenStream(text: Array(stream.bytes[range]).span)
        return part.count == 1 && lexicon.vocabulary.cue(part.tokens[0].hash).contains(.release)
    }

    /// Beside the name only digits, units, release forms and words that begin with a capital may stand.
    private func partsAreHarmless(_ borders: [Int], except name: Int, _ start: Int, _ stream: TokenStream) -> Bool {
        for part in 0..<borders.count - 1 where part != name {
            let range = start + borders[part]..<start + borders[part + 1]
            let first = stream.bytes[range.lowerBound]
            if first &- 0x30 < 10 || isRelease(range, stream) { continue }
            let token = TokenStream(text: Array(stream.bytes[range]).span)
            let cue = token.count == 1 ? lexicon.vocabulary.cue(token.tokens[0].hash) : []
            if cue.contains(.unit) || part > name && range.count <= 3 { continue }
            return false
        }
        return true
    }

    /// The form that a word is the plural of.
    private func singular(_ index: Int, _ stream: TokenStream) -> Lexicon.Form? {
        let token = stream.tokens[index]
        let end = token.end - 1
        guard TokenStream.lower(stream.bytes[end]) == UInt8(ascii: "s") else { return nil }
        let stem = TokenStream(text: Array(stream.bytes[Int(token.start)..<end]).span)
        return lexicon.table.ids(of: stem).first.map { lexicon.forms[Int($0)] }
    }

    /// Endings that make another word of a name, not a slip of it: "atropinic", "glucosaminase".
    private static let derivations = ["ic", "ase", "ases", "ed", "ing", "ism", "ized", "ised"].map { Array($0.utf8) }

    private func isDerived(_ word: Span<UInt8>, from name: [UInt8]) -> Bool {
        Self.derivations.contains { ending in
            guard word.count > ending.count else { return false }
            for offset in ending.indices where word[word.count - ending.count + offset] != ending[offset] {
                return false
            }
            return !name.suffix(ending.count).elementsEqual(ending)
        }
    }

    private static let taking = TokenTable(
        "been was were am is are m re im me him her put went go going gone back still now started")

    /// "been on …", "put me on …".
    private func isOn(_ index: Int, _ stream: TokenStream) -> Bool {
        index >= 2 && stream.equals(index - 1, "on") && Self.taking.contains(stream.tokens[index - 2].hash)
    }

    private func misspelt(_ index: Int, _ stream: TokenStream, near mentions: [Mention]) -> Mention? {
        let token = stream.tokens[index]
        guard !token.flags.contains(.foreign), !token.flags.contains(.allCaps) || token.length > 7 else { return nil }
        var letters = InlineArray<24, UInt8>(repeating: 0)
        for offset in 0..<Int(token.length) { letters[offset] = stream.lower(index, offset) }
        let answer = lexicon.misspellings.answer(
            letters.span.extracting(first: Int(token.length)), hash: token.hash)
        // A name that the rules have turned away ("insulin secretion") is no misspelling of another.
        guard let answer, lexicon.table.longest(at: index, in: stream) == nil,
            lexicon.lookalikes.longest(at: index, in: stream) == nil, !isInsideName(index..<index + 1, stream)
        else { return nil }
        let name = lexicon.substances[Int(lexicon.forms[Int(answer.form)].substance)].name
        if isDerived(letters.span.extracting(first: Int(token.length)), from: Array(name.utf8)) { return nil }
        // "Valiums", "Cymbaltas": the plural of a name, not a misspelling of it.
        if let form = singular(index, stream) {
            guard form.rule == .plain else { return nil }
            return Mention(
                tokens: index..<index + 1, range: stream.start(index)..<stream.end(index), substance: form.substance,
                kind: form.kind, baseKind: form.baseKind, match: .alias, rule: .plain,
                confidence: Self.confidence(.alias, .plain))
        }
        let form = lexicon.forms[Int(answer.form)]
        let inSentence = token.flags.contains(.capitalised) && !token.flags.contains(.sentenceStart)
        if inSentence || answer.distance == 2 || token.length == MisspellingIndex.shortest {
            guard
                isOn(index, stream)
                    || hasCue([.use, .strong, .given], around: index..<index + 1, within: inSentence ? 8 : 20, stream)
                    || mentions.contains(where: {
                        // Another drug beside it, or the same one anywhere in the text.
                        abs($0.tokens.lowerBound - index) < 12 || $0.substance == form.substance
                    })
            else { return nil }
        }
        // "wellbutran xl"
        var end = index + 1
        if form.kind == .brand, end < stream.count, stream.tokens[end].isWord,
            stream.tokens[end].flags.isDisjoint(with: [.sentenceStart, .paragraphBefore]),
            stream.tokens[end].flags.contains(.spaceBefore),
            lexicon.vocabulary.cue(stream.tokens[end].hash).contains(.release)
        {
            end += 1
        }
        return Mention(
            tokens: index..<end, range: stream.start(index)..<stream.end(end - 1), substance: form.substance,
            kind: .misspelling, baseKind: form.kind, match: answer.distance == 1 ? .edit1 : .edit2, rule: .plain,
            confidence: Self.confidence(answer.distance == 1 ? .edit1 : .edit2, .plain))
    }
}
