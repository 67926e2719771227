/// A multi-pattern matcher over a token stream: forms of one or more tokens, each with one or more integer ids.
///
/// Case does not matter, borders are token borders, and a form's inner spacing must be the text's (a glued `5-HTP` does not match
/// `5 - HTP`). A filter of first-token hashes turns most tokens away, one of pairs most of the rest; an open-addressing table of first tokens holds the
/// one-token form and whether phrases begin here; a second one, keyed by the hash of the first two tokens, leads to the phrases that begin
/// with them, longest first. Hashes find, bytes decide. Built once, immutable, safe to share.
package struct PhraseTable: Sendable {
    /// One occurrence of a form; a form with several ids gives one match an id, in the order they were added.
    package struct Match: Sendable, Equatable {
        package let firstToken: Int
        /// Inclusive.
        package let lastToken: Int
        package let id: Int32

        /// The tokens of the match.
        package var tokens: Range<Int> { firstToken..<lastToken + 1 }
    }

    private struct Form {
        var firstToken: UInt32
        var tokenCount: UInt16
        var firstID: UInt32
        var idCount: UInt16
        /// Half of the third token's hash, in `pairForms` alone: many phrases begin with the same two words.
        var third: UInt32 = 0
    }

    // What is read in the text's order lies all over these tables, so that nearly every look is a wait for memory. An entry therefore
    // holds all that most looks need.

    /// A token of a form: its folded bytes in `blob`, the first eight also here.
    private struct FormToken {
        var hash: UInt64
        var head: UInt64
        var start: UInt32
        var length: UInt16
        var spaceBefore: Bool
    }

    /// The first token of forms, with the one-token form where there is one.
    private struct First {
        var hash: UInt64 = 0
        var head: UInt64 = 0
        var start: UInt32 = 0
        var firstID: UInt32 = 0
        var length: UInt16 = 0
        /// Ids of the one-token form; 0 for none.
        var idCount: UInt16 = 0
        var beginsPhrase = false
        /// A one-token form of equal hash but other bytes has an entry further on.
        var hasTwin = false

        var isUsed: Bool { beginsPhrase || idCount > 0 }
    }

    /// A form in the text: its tokens and its ids.
    private struct Found {
        var tokens: Int
        var firstID: Int
        var idCount: Int

        var ids: Range<Int> { firstID..<firstID &+ idCount }
    }

    private struct Pair {
        var hash: UInt64
        var firstForm: UInt32
        var formCount: UInt32
    }

    private var forms: [Form] = []
    private var formTokens: [FormToken] = []
    private var ids: [Int32] = []
    private var blob: [UInt8] = []
    /// What the tokens of one-token forms leave, and what the two that begin a phrase do.
    private var singleFilter = HashFilter(entries: 0)
    private var pairFilter = HashFilter(entries: 0)
    /// What the tokens of all forms leave, and what their first ones do.
    private var wordFilter = HashFilter(entries: 0)
    private var firstFilter = HashFilter(entries: 0)
    /// By open addressing: nearly all that is looked for here is there, so that one look tells it.
    private var firsts = [First()]
    private var pairs: [Pair] = []
    private var pairSlots = HashSlots(entries: 0)
    /// Phrase forms in the order of `pairs`' ranges.
    private var pairForms: [Form] = []

    /// Tokens of the longest form.
    private var mostTokens = 0

    /// Where its largest part lies in memory.
    var address: UInt { unsafe firsts.withUnsafeBufferPointer { UInt(bitPattern: $0.baseAddress) } }

    /// Number of distinct forms.
    package var count: Int { forms.count }

    /// The ids of each form that has several.
    package var sharedIDs: [ArraySlice<Int32>] {
        forms.compactMap { form in
            form.idCount > 1 ? ids[Int(form.firstID)..<Int(form.firstID) + Int(form.idCount)] : nil
        }
    }

    /// Collects forms; the order of `add` calls decides only the order of ids.
    package struct Builder: Sendable {
        private var text: [UInt8] = []
        private var borders: [Int] = []
        private var ids: [Int32] = []

        package init() {}

        /// Adds a form. Returns false, and adds nothing, when there is no token in it.
        @discardableResult
        package mutating func add(form: String, id: Int32) -> Bool {
            add(form: Array(form.utf8)[...], id: id)
        }

        /// The same for UTF-8 bytes.
        @discardableResult
        package mutating func add(form: ArraySlice<UInt8>, id: Int32) -> Bool {
            guard form.contains(where: { $0 > 0x20 }) else { return false }
            text += form
            // A border between forms: no token crosses it.
            text.append(0x0A)
            borders.append(text.count)
            ids.append(id)
            return true
        }

        /// All forms are tokenised in one stream. A form of more than 64 tokens, or of none after normalising, is left out.
        package func build() -> PhraseTable {
            let stream = TokenStream(text: text.span, breaks: borders, markingSentences: false)
            var entries: [(tokens: Range<Int>, id: Int32)] = []
            entries.reserveCapacity(ids.count)
            var token = 0
            for (position, id) in ids.enumerated() {
                let first = token
                while token < stream.count, stream.start(token) < borders[position] { token += 1 }
                if token > first, token - first <= 64 { entries.append((first..<token, id)) }
            }
            return PhraseTable(stream, entries)
        }
    }

    private init(_ stream: TokenStream, _ entries: [(tokens: Range<Int>, id: Int32)]) {
        // Equal forms come together; a stable order keeps ids as they were added.
        var slots = [Int32](repeating: -1, count: HashSlots.capacity(entries.count))
        var idLists: [[Int32]] = []
        idLists.reserveCapacity(entries.count)
        formTokens.reserveCapacity(entries.count * 2)
        // Bytes are compared eight at a time, so that eight follow the last.
        let size = entries.reduce(8) { total, entry in
            entry.tokens.reduce(total) { $0 + Int(stream.tokens[$1].length) }
        }
        blob = [UInt8](repeating: 0, count: size)
        var used = 0
        for (range, id) in entries {
            var key = TokenHash.seed
            for index in range { key = TokenHash.mix(key, stream.tokens[index].hash) }
            var slot = Int(truncatingIfNeeded: key ^ key >> 29) & (slots.count - 1)
            while slots[slot] >= 0, !equal(forms[Int(slots[slot])], stream, range) {
                slot = (slot + 1) & (slots.count - 1)
            }
            if slots[slot] >= 0 {
                let known = Int(slots[slot])
                if !idLists[known].contains(id) { idLists[known].append(id) }
                continue
            }
            slots[slot] = Int32(forms.count)
            idLists.append([id])
            forms.append(
                Form(firstToken: UInt32(formTokens.count), tokenCount: UInt16(range.count), firstID: 0, idCount: 0))
            for index in range {
                let token = stream.tokens[index]
                for offset in 0..<Int(token.length) { blob[used + offset] = stream.lower(index, offset) }
                formTokens.append(
                    FormToken(
                        hash: token.hash, head: Self.word(blob.span, used, Int(token.length)), start: UInt32(used),
                        length: token.length, spaceBefore: token.flags.contains(.spaceBefore)))
                used += Int(token.length)
            }
        }
        mostTokens = forms.reduce(0) { max($0, Int($1.tokenCount)) }
        for index in forms.indices {
            forms[index].firstID = UInt32(ids.count)
            forms[index].idCount = UInt16(idLists[index].count)
            ids += idLists[index]
        }
        blob.removeLast(blob.count - used - 8)
        buildTables()
    }

    private mutating func buildTables() {
        let singles = forms.count { $0.tokenCount == 1 }
        singleFilter = HashFilter(entries: singles)
        pairFilter = HashFilter(entries: forms.count - singles)
        wordFilter = HashFilter(entries: formTokens.count)
        for token in formTokens { wordFilter.insert(token.hash) }
        let distinct = Set(forms.map { formTokens[Int($0.firstToken)].hash })
        firstFilter = HashFilter(entries: distinct.count)
        for hash in distinct { firstFilter.insert(hash) }
        let capacity = HashSlots.capacity(distinct.count, isDense: true)
        firsts = Array(repeating: First(), count: capacity)
        let phrases = forms.indices.filter { forms[$0].tokenCount > 1 }

        for index in forms.indices {
            let hash = formTokens[Int(forms[index].firstToken)].hash
            // One-token forms of equal hash but other bytes get entries of their own, further on.
            let isPhrase = forms[index].tokenCount > 1
            if isPhrase {
                let second = formTokens[Int(forms[index].firstToken) + 1].hash
                pairFilter.insert(Self.pairKey(hash, second))
            } else {
                singleFilter.insert(hash)
            }
            var known = Int(truncatingIfNeeded: hash) & (capacity - 1)
            while firsts[known].isUsed, firsts[known].hash != hash || (!isPhrase && firsts[known].idCount > 0) {
                if firsts[known].hash == hash { firsts[known].hasTwin = true }
                known = (known + 1) & (capacity - 1)
            }
            firsts[known].hash = hash
            if isPhrase {
                firsts[known].beginsPhrase = true
            } else {
                let token = formTokens[Int(forms[index].firstToken)]
                (firsts[known].head, firsts[known].start, firsts[known].length) = (
                    token.head, token.start, token.length
                )
                (firsts[known].firstID, firsts[known].idCount) = (forms[index].firstID, forms[index].idCount)
            }
        }

        pairSlots = HashSlots(entries: phrases.count)
        pairForms.reserveCapacity(phrases.count)
        let keyed = phrases.map { index in
            let first = Int(forms[index].firstToken)
            return (hash: TokenHash.pair(formTokens[first].hash, formTokens[first + 1].hash), form: index)
        }.sorted {
            if $0.hash != $1.hash { return $0.hash < $1.hash }
            if forms[$0.form].tokenCount != forms[$1.form].tokenCount {
                return forms[$0.form].tokenCount > forms[$1.form].tokenCount
            }
            return $0.form < $1.form
        }
        var index = 0
        while index < keyed.count {
            var end = index
            while end < keyed.count, keyed[end].hash == keyed[index].hash { end += 1 }
            pairSlots.insert(keyed[index].hash, pairs.count)
            pairs.append(
                Pair(hash: keyed[index].hash, firstForm: UInt32(pairForms.count), formCount: UInt32(end - index)))
            for position in index..<end {
                var form = forms[keyed[position].form]
                if form.tokenCount > 2 {
                    form.third = UInt32(truncatingIfNeeded: formTokens[Int(form.firstToken) + 2].hash)
                }
                pairForms.append(form)
            }
            index = end
        }
    }

    /// The forms as they are compared: lower case, normalised, one blank where there is any.
    package var texts: [String] {
        forms.map { form in
            var text: [UInt8] = []
            for index in Int(form.firstToken)..<Int(form.firstToken) + Int(form.tokenCount) {
                let token = formTokens[index]
                if index > Int(form.firstToken), token.spaceBefore { text.append(0x20) }
                text += blob[Int(token.start)..<Int(token.start) + Int(token.length)]
            }
            return String(decoding: text, as: UTF8.self)
        }
    }

    // MARK: Matching

    /// What two neighbours are looked up by in `pairFilter`.
    @inline(__always)
    private static func pairKey(_ first: UInt64, _ second: UInt64) -> UInt64 {
        first &+ (second &<< 29 | second &>> 35)
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
    private func equal(_ form: Form, _ stream: TokenStream, _ range: Range<Int>) -> Bool {
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

    /// Eight bytes, those from `count` on as zeros.
    @inline(__always)
    private static func word(_ bytes: Span<UInt8>, _ start: Int, _ count: Int) -> UInt64 {
        // The load is checked against the span's bounds; any bytes are a UInt64.
        let raw = unsafe bytes.bytes
        let word = unsafe raw.unsafeLoadUnaligned(fromByteOffset: start, as: UInt64.self)
        return count >= 8 ? word : word & ((1 &<< UInt64(count &* 8)) &- 1)
    }
}
