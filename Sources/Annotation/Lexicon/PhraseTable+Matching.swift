/// How forms are found in a token stream: filters first, then the tables, the bytes last.
extension PhraseTable {
    /// A form in the text: its tokens and its ids.
    private struct Found {
        var tokens: Int
        var firstID: Int
        var idCount: Int

        var ids: Range<Int> { firstID..<firstID &+ idCount }
    }

    /// Whether a form may begin at a token; false is certain, true a hint. Nearly all words end here, also those that begin some phrase
    /// ("the …"), by the word after them.
    @inline(__always)
    private func mayBegin(_ tokens: Span<Token>, _ index: Int, _ limit: Int) -> Bool {
        let hash = tokens[index].hash
        if singleFilter.mayContain(hash) { return true }
        guard index &+ 1 < limit else { return false }
        return pairFilter.mayContain(Self.pairKey(hash, tokens[index &+ 1].hash))
    }

    /// The first token from `index` on at which a form may begin; `limit` when there is none.
    @inline(__always)
    private func next(_ tokens: Span<Token>, from index: Int, limit: Int) -> Int {
        guard index < limit else { return limit }
        let (singles, pairs) = (singleFilter.groups.span, pairFilter.groups.span)
        let (singleShift, pairShift) = (singleFilter.shift, pairFilter.shift)
        var index = index
        var hash = tokens[index].hash
        while index &+ 1 < limit {
            let second = tokens[index &+ 1].hash
            let single = HashFilter.holds(hash, singles, singleShift)
            let pair = HashFilter.holds(Self.pairKey(hash, second), pairs, pairShift)
            if single | pair != 0 { return index }
            hash = second
            index &+= 1
        }
        return singleFilter.mayContain(hash) ? index : limit
    }

    /// Calls `body` for every leftmost-longest match, in text order.
    package func matches(in stream: TokenStream, body: (Match) -> Void) {
        matches(in: stream, tokens: 0..<stream.count, body: body)
    }

    /// The same within a range of tokens; no match reaches past its end.
    package func matches(in stream: TokenStream, tokens range: Range<Int>, body: (Match) -> Void) {
        let tokens = stream.tokens.span
        var index = next(tokens, from: range.lowerBound, limit: range.upperBound)
        while index < range.upperBound {
            var after = index &+ 1
            if let form = longestForm(in: stream, at: index, limit: range.upperBound) {
                let last = index &+ form.tokens &- 1
                for position in form.ids { body(Match(firstToken: index, lastToken: last, id: ids[position])) }
                after = last &+ 1
            }
            index = next(tokens, from: after, limit: range.upperBound)
        }
    }

    /// Whether a form may begin with a token of this hash; false is certain, true a hint.
    @inline(__always)
    func mayBegin(with hash: UInt64) -> Bool { firstFilter.mayContain(hash) }

    /// What `matches(in:)` gives, where it is known that forms begin at some of the given tokens alone; these are in text order.
    package func matches(in stream: TokenStream, beginningAt places: [Int32], body: (Match) -> Void) {
        let tokens = stream.tokens.span
        let mask = firsts.count &- 1
        // All places are looked up before the first is read, so that the waits for memory go on side by side.
        var begun: [Int32] = []
        begun.reserveCapacity(places.count)
        for place in places where mayBegin(tokens, Int(place), tokens.count) {
            if firsts[Int(truncatingIfNeeded: tokens[Int(place)].hash) & mask].isUsed { begun.append(place) }
        }
        var next = 0
        for place in begun where Int(place) >= next {
            let index = Int(place)
            guard let form = longestForm(in: stream, at: index, limit: tokens.count) else { continue }
            next = index &+ form.tokens
            for position in form.ids { body(Match(firstToken: index, lastToken: next &- 1, id: ids[position])) }
        }
    }

    /// The matches of the longest form that begins at token `index`, empty when none does.
    package func matches(at index: Int, in stream: TokenStream, limit: Int? = nil) -> [Match] {
        let limit = limit ?? stream.count
        guard index >= 0, index < limit, let form = longestForm(in: stream, at: index, limit: limit) else { return [] }
        let last = index + form.tokens - 1
        return form.ids.map { Match(firstToken: index, lastToken: last, id: ids[$0]) }
    }

    /// Whether one of the matches in the whole stream holds all of `tokens`; reads no further back than a match can reach.
    package func covers(_ tokens: Range<Int>, in stream: TokenStream) -> Bool {
        guard tokens.allSatisfy({ wordFilter.mayContain(stream.tokens[$0].hash) }) else { return false }
        // Where no match can begin for as many tokens as a form has, none reaches over what follows.
        var index = tokens.lowerBound
        var before = index - 1
        while before >= 0, index - before < mostTokens {
            if mayBegin(stream.tokens.span, before, stream.count) { index = before }
            before -= 1
        }
        while index <= tokens.lowerBound {
            guard let match = longest(at: index, in: stream) else {
                index += 1
                continue
            }
            if match.next >= tokens.upperBound { return true }
            index = match.next
        }
        return false
    }

    /// The longest form that begins at token `index`: positions for `id(_:)`, and the token after the form.
    func longest(at index: Int, in stream: TokenStream) -> (ids: Range<Int>, next: Int)? {
        guard mayBegin(stream.tokens.span, index, stream.count),
            let form = longestForm(in: stream, at: index, limit: stream.count)
        else { return nil }
        return (form.ids, index + form.tokens)
    }

    /// The id at a position that `longest` gave.
    @inline(__always)
    func id(_ position: Int) -> Int32 { ids[position] }

    /// The ids of the form that is exactly these tokens, empty when it is none.
    package func ids(of stream: TokenStream) -> [Int32] {
        let found = matches(at: 0, in: stream)
        return found.first.map { $0.lastToken == stream.count - 1 } == true ? found.map(\.id) : []
    }

    private func longestForm(in stream: TokenStream, at index: Int, limit: Int) -> Found? {
        let tokens = stream.tokens.span
        let token = tokens[index]
        let firsts = firsts.span
        var single: Found?
        var beginsPhrase = false
        let mask = firsts.count &- 1
        var slot = Int(truncatingIfNeeded: token.hash) & mask
        while firsts[slot].isUsed {
            let first = firsts[slot]
            slot = (slot &+ 1) & mask
            guard first.hash == token.hash else { continue }
            if first.beginsPhrase { beginsPhrase = true }
            if first.idCount > 0, single == nil, first.length == token.length,
                equal(stream, token, head: first.head, start: first.start)
            {
                single = Found(tokens: 1, firstID: Int(first.firstID), idCount: Int(first.idCount))
            }
            if !first.hasTwin { break }
        }
        guard beginsPhrase, index &+ 1 < limit else { return single }
        let pairHash = TokenHash.pair(token.hash, tokens[index &+ 1].hash)
        let pairs = pairs.span
        let third = index &+ 2 < limit ? UInt32(truncatingIfNeeded: tokens[index &+ 2].hash) : 0
        var phrase: Found?
        pairSlots.find(pairHash) { entry in
            guard pairs[entry].hash == pairHash else { return false }
            let first = Int(pairs[entry].firstForm)
            for position in first..<first + Int(pairs[entry].formCount) {
                let form = pairForms[position]
                guard form.tokenCount == 2 || form.third == third else { continue }
                if index &+ Int(form.tokenCount) <= limit, equal(form, stream, index) {
                    phrase = Found(
                        tokens: Int(form.tokenCount), firstID: Int(form.firstID), idCount: Int(form.idCount))
                    return true
                }
            }
            return false
        }
        return phrase ?? single
    }

    /// Whether a form is exactly these tokens, inner spacing included.
    func equal(_ form: Form, _ stream: TokenStream, _ range: Range<Int>) -> Bool {
        form.tokenCount == range.count && equal(form, stream, range.lowerBound)
    }

    private func equal(_ form: Form, _ stream: TokenStream, _ index: Int) -> Bool {
        let first = Int(form.firstToken)
        let count = Int(form.tokenCount)
        let expected = formTokens.span
        let tokens = stream.tokens.span
        for position in 0..<count {
            let token = tokens[index &+ position]
            guard token.hash == expected[first &+ position].hash, token.length == expected[first &+ position].length
            else { return false }
            if position > 0 {
                guard token.flags.contains(.spaceBefore) == expected[first &+ position].spaceBefore,
                    !token.flags.contains(.paragraphBefore)
                else { return false }
            }
        }
        for position in 0..<count {
            let form = expected[first &+ position]
            if !equal(stream, tokens[index &+ position], head: form.head, start: form.start) { return false }
        }
        return true
    }

    /// Whether a token is, in lower case, the form's of the same length whose bytes begin so and lie there in `blob`.
    ///
    /// Text and `blob` are followed by eight bytes at least, so that eight can be compared at a time.
    @inline(__always)
    private func equal(_ stream: TokenStream, _ token: Token, head: UInt64, start: UInt32) -> Bool {
        let count = Int(token.length)
        let text = stream.bytes.span
        let at = Int(token.start)
        if TokenHash.lower(Self.word(text, at, count)) != head { return false }
        guard count > 8 else { return true }
        let form = blob.span
        var offset = 8
        while offset < count {
            let rest = count &- offset
            let expected = Self.word(form, Int(start) &+ offset, rest)
            if TokenHash.lower(Self.word(text, at &+ offset, rest)) != expected { return false }
            offset &+= 8
        }
        return true
    }
}
