/// Several phrase tables and the marks of words, read together in one pass over a page's tokens.
///
/// Gives for each table what its own `matches(in:)` gives: leftmost longest matches, a form with several ids once for each. A filter of
/// hashes turns away the tokens that begin nothing in any table; of those left one look tells the token's marks, its one-token forms in
/// all tables and whether phrases begin with it. Words are told apart by their hashes alone. Built once, immutable, safe to share.
struct JointTable: Sendable {
    struct Found {
        /// For each table, in the order in which they were given, its matches in text order.
        var matches: [[PhraseTable.Match]]
        /// One entry a token.
        var marks: [TokenMark]
    }

    /// What begins with a token.
    private struct Head {
        var hash: UInt64 = 0
        var marks: UInt64 = 0
        var firstForm: UInt32 = 0
        /// One-token forms, at most one a table.
        var formCount: UInt16 = 0
        var beginsPhrase = false

        var isUsed: Bool { marks != 0 || formCount > 0 || beginsPhrase }
    }

    private struct Form {
        var table: UInt8
        var tokenCount: UInt8
        var idCount: UInt16
        var firstID: UInt32
        var firstToken: UInt32
    }

    /// The phrases that begin with two tokens, longest first.
    private struct Pair {
        var hash: UInt64 = 0
        var firstForm: UInt32 = 0
        var formCount: UInt32 = 0
    }

    private struct FormToken {
        var hash: UInt64
        var spaceBefore: Bool
    }

    private let tableCount: Int
    private var heads: [Head] = []
    private var pairs: [Pair] = []
    private var singles: [Form] = []
    private var phrases: [Form] = []
    private var formTokens: [FormToken] = []
    private var ids: [Int32] = []
    /// One bit a slot, keyed by the hash of a token, and by that of two.
    private var filter = Self.emptyFilter
    private var pairFilter = Self.emptyFilter

    private static let filterBits: UInt64 = 17
    private static let emptyFilter = [UInt64](repeating: 0, count: 1 << (Int(filterBits) - 6))

    /// - Parameter tables: eight at most.
    init(_ tables: [PhraseTable], marks: TokenMarks) {
        precondition(tables.count <= 8)
        tableCount = tables.count
        var own: [UInt64: Head] = [:]
        for (hash, mark) in marks.entries { own[hash, default: Head()].marks = mark }
        var singlesByHash: [UInt64: [Form]] = [:]
        var phrasesByPair: [UInt64: [Form]] = [:]
        for (position, table) in tables.enumerated() {
            for (stream, tokens, ids) in Self.forms(of: table) {
                let form = Form(
                    table: UInt8(position), tokenCount: UInt8(tokens.count), idCount: UInt16(ids.count),
                    firstID: UInt32(self.ids.count), firstToken: UInt32(formTokens.count))
                self.ids += ids
                for index in tokens {
                    let token = stream.tokens[index]
                    formTokens.append(
                        FormToken(hash: token.hash, spaceBefore: token.flags.contains(.spaceBefore)))
                }
                let first = stream.tokens[tokens.lowerBound].hash
                if tokens.count == 1 {
                    singlesByHash[first, default: []].append(form)
                    own[first, default: Head()].formCount += 1
                } else {
                    let pair = TokenHash.pair(first, stream.tokens[tokens.lowerBound + 1].hash)
                    phrasesByPair[pair, default: []].append(form)
                    own[first, default: Head()].beginsPhrase = true
                }
            }
        }
        heads = Array(repeating: Head(), count: Self.capacity(own.count))
        for (hash, head) in own {
            var head = head
            head.hash = hash
            head.firstForm = UInt32(singles.count)
            singles += singlesByHash[hash] ?? []
            var slot = Int(truncatingIfNeeded: hash) & (heads.count - 1)
            while heads[slot].isUsed { slot = (slot + 1) & (heads.count - 1) }
            heads[slot] = head
            Self.set(hash, &filter)
        }
        pairs = Array(repeating: Pair(), count: Self.capacity(phrasesByPair.count))
        for (hash, forms) in phrasesByPair {
            var slot = Int(truncatingIfNeeded: hash) & (pairs.count - 1)
            while pairs[slot].formCount > 0 { slot = (slot + 1) & (pairs.count - 1) }
            pairs[slot] = Pair(hash: hash, firstForm: UInt32(phrases.count), formCount: UInt32(forms.count))
            phrases += forms.sorted { $0.tokenCount > $1.tokenCount }
            Self.set(hash, &pairFilter)
        }
    }

    /// The forms of a table, with the ids of each.
    private static func forms(of table: PhraseTable) -> [(stream: TokenStream, tokens: Range<Int>, ids: [Int32])] {
        var text: [UInt8] = []
        var borders: [Int] = []
        for form in table.texts {
            text += form.utf8
            // No token crosses a border between forms.
            text.append(0x0A)
            borders.append(text.count)
        }
        let stream = TokenStream(text: text.span, breaks: borders, markingSentences: false)
        var forms: [(stream: TokenStream, tokens: Range<Int>, ids: [Int32])] = []
        var token = 0
        for border in borders {
            let first = token
            while token < stream.count, stream.start(token) < border { token += 1 }
            let found = table.matches(at: first, in: stream, limit: token)
            precondition(found.first?.lastToken == token - 1, "a form that is not found in its own text")
            forms.append((stream, first..<token, found.map(\.id)))
        }
        return forms
    }

    /// A power of two at least three times as large as what goes in.
    private static func capacity(_ entries: Int) -> Int {
        var capacity = 16
        while capacity < entries * 3 { capacity *= 2 }
        return capacity
    }

    private static func set(_ hash: UInt64, _ filter: inout [UInt64]) {
        let bit = Int(truncatingIfNeeded: hash &>> (64 &- filterBits))
        filter[bit >> 6] |= 1 << UInt64(bit & 63)
    }

    @inline(__always)
    private static func may(_ hash: UInt64, _ filter: Span<UInt64>) -> Bool {
        let bit = Int(truncatingIfNeeded: hash &>> (64 &- filterBits))
        return filter[bit &>> 6] &>> UInt64(bit & 63) & 1 == 1
    }

    // MARK: Reading

    func read(_ stream: TokenStream) -> Found {
        let tokens = stream.tokens.span
        let (heads, filter) = (heads.span, filter.span)
        let mask = heads.count &- 1
        var found = Found(matches: Array(repeating: [], count: tableCount), marks: [])
        found.marks.reserveCapacity(tokens.count)
        /// For each table the first token that no match of it holds.
        var free = [8 of Int](repeating: 0)
        for index in tokens.indices {
            let hash = tokens[index].hash
            guard Self.may(hash, filter) else {
                found.marks.append([])
                continue
            }
            var slot = Int(truncatingIfNeeded: hash) & mask
            while heads[slot].isUsed, heads[slot].hash != hash { slot = (slot &+ 1) & mask }
            let head = heads[slot]
            found.marks.append(TokenMark(rawValue: head.marks))
            // Of a table's forms that begin here the longest counts.
            var taken: UInt8 = 0
            if head.beginsPhrase, index &+ 1 < tokens.count {
                let pair = TokenHash.pair(hash, tokens[index &+ 1].hash)
                if Self.may(pair, pairFilter.span) {
                    taken = readPhrases(pair, tokens, index, &free, &found)
                }
            }
            for position in 0..<Int(head.formCount) {
                let form = singles[Int(head.firstForm) &+ position]
                guard taken &>> form.table & 1 == 0 else { continue }
                add(form, index, &free, &found)
            }
        }
        return found
    }

    /// Adds the phrases that begin at a token with the pair; gives a bit for each table that has one.
    private func readPhrases(
        _ pair: UInt64, _ tokens: Span<Token>, _ index: Int, _ free: inout [8 of Int], _ found: inout Found
    ) -> UInt8 {
        let pairs = pairs.span
        let mask = pairs.count &- 1
        var slot = Int(truncatingIfNeeded: pair) & mask
        while pairs[slot].formCount > 0, pairs[slot].hash != pair { slot = (slot &+ 1) & mask }
        var taken: UInt8 = 0
        for position in 0..<Int(pairs[slot].formCount) {
            let form = phrases[Int(pairs[slot].firstForm) &+ position]
            guard taken &>> form.table & 1 == 0, isForm(form, tokens, index) else { continue }
            taken |= 1 &<< form.table
            add(form, index, &free, &found)
        }
        return taken
    }

    /// Whether a phrase is exactly these tokens, inner spacing included.
    private func isForm(_ form: Form, _ tokens: Span<Token>, _ index: Int) -> Bool {
        let count = Int(form.tokenCount)
        guard index &+ count <= tokens.count else { return false }
        let expected = formTokens.span
        for position in 0..<count {
            let token = tokens[index &+ position]
            let own = expected[Int(form.firstToken) &+ position]
            guard token.hash == own.hash else { return false }
            if position > 0 {
                guard token.flags.contains(.spaceBefore) == own.spaceBefore, !token.flags.contains(.paragraphBefore)
                else { return false }
            }
        }
        return true
    }

    @inline(__always)
    private func add(_ form: Form, _ index: Int, _ free: inout [8 of Int], _ found: inout Found) {
        let table = Int(form.table)
        guard free[table] <= index else { return }
        let last = index &+ Int(form.tokenCount) &- 1
        free[table] = last &+ 1
        for position in 0..<Int(form.idCount) {
            found.matches[table].append(
                PhraseTable.Match(firstToken: index, lastToken: last, id: ids[Int(form.firstID) &+ position]))
        }
    }
}
