/// Several phrase tables and the marks of words, read together in one pass over a page's tokens.
///
/// Gives for each table what its own `matches(in:)` gives: leftmost longest matches, a form with several ids once for each. A filter of
/// hashes turns away the tokens that begin nothing in any table; of those left one look tells the token's marks, its one-token forms in
/// all tables and whether phrases begin with it. Words are told apart by their hashes alone. Built once, immutable, safe to share.
package struct JointTable: Sendable {
    package struct Found {
        /// All matches, those of each table in text order.
        package var hits: [Hit] = []
        /// One entry a token.
        var marks: [TokenMark]
        /// One entry a token.
        var traits: [WordTrait]
    }

    package struct Hit {
        var firstToken: Int32
        /// Inclusive.
        var lastToken: Int32
        var id: Int32
        /// Index of the table in the order in which they were given.
        package var table: UInt8
        /// It stands within a longer one of its table, which may be run into.
        package var isInner = false

        var tokens: Range<Int> { Int(firstToken)..<Int(lastToken) + 1 }

        package var match: PhraseTable.Match {
            PhraseTable.Match(firstToken: Int(firstToken), lastToken: Int(lastToken), id: id)
        }
    }

    // What is read in the text's order lies all over these tables, so that nearly every look is a wait for memory. An entry therefore
    // holds all that most looks need.

    /// A form in one table, behind what its first tokens tell.
    private struct Form {
        /// The id, or the place of the ids where there are several.
        var id: Int32 = 0
        /// Place of the third token in `formTokens`.
        var rest: UInt32 = 0
        /// Half of the fourth token's hash: of what people feel ("I couldn't …", "I felt like …") a hundred wordings begin with the same three.
        var fourth: UInt32 = 0
        var table: UInt8 = 0
        var tokenCount: UInt8 = 0
        var idCount: UInt8 = 0
        /// White space stands before the second token.
        var isSpaced = false
    }

    /// What begins with a token: its one-token forms, at most one a table, and whether phrases do.
    private struct Head {
        var hash: UInt64 = 0
        var marks: UInt64 = 0
        var id: Int32 = 0
        /// Place of the one-token forms of further tables in `singles`.
        var more: UInt32 = 0
        var table: UInt8 = 0
        var idCount: UInt8 = 0
        var moreCount: UInt8 = 0
        var beginsPhrase = false
        var traits: UInt32 = 0

        var isUsed: Bool { marks != 0 || traits != 0 || idCount > 0 || beginsPhrase }
    }

    /// The phrases of two tokens, or those of more that begin with three, longest first: the first one here, the others in `phrases`. By
    /// three, since so many phrases begin with the same two words ("the risk") that most that would be tried are others.
    private struct Opening {
        var hash: UInt64 = 0
        var form = Form()
        var more: UInt32 = 0
        var moreCount: UInt32 = 0
    }

    private struct FormToken {
        var hash: UInt64
        var spaceBefore: Bool
    }

    private var heads: [Head] = []
    private var openings: [Opening] = []
    private var singles: [Form] = []
    private var phrases: [Form] = []
    private var formTokens: [FormToken] = []
    private var ids: [Int32] = []
    /// Of the hashes of first tokens, and of first two.
    private var filter = HashFilter(entries: 0)
    private var pairFilter = HashFilter(entries: 0)
    /// Of the hashes of openings: most texts that go on like a phrase for two words ("is a") leave it with the third.
    private var openingFilter = HashFilter(entries: 0)

    /// Where its largest part lies in memory.
    var address: UInt { unsafe heads.withUnsafeBufferPointer { UInt(bitPattern: $0.baseAddress) } }

    /// A table whose forms may run into each other, and below which id they do.
    private let crossing: (table: UInt8, below: Int32)

    /// - Parameters:
    ///   - tables: eight at most.
    ///   - marks: bits of `TokenMark` by the hashes of words.
    ///   - traits: bits of `WordTrait` by the hashes of words.
    ///   - crossing: of the table at this index a form may begin within another and end behind it, where the ids of both are below the
    ///     limit: "is approved" and "approved for" in "is approved for". What stands within a longer one comes behind it, marked as inner.
    package init(
        _ tables: [PhraseTable], marks: [UInt64: UInt64] = [:], traits: [UInt64: UInt32] = [:],
        crossing: (table: UInt8, below: Int32) = (0, 0)
    ) {
        precondition(tables.count <= 8)
        self.crossing = crossing
        var singlesByHash: [UInt64: [Form]] = [:]
        var phrasesByOpening: [UInt64: [Form]] = [:]
        var pairs: Set<UInt64> = []
        var beginnings: Set<UInt64> = []
        for (position, table) in tables.enumerated() {
            for (stream, tokens, ids) in Self.forms(of: table) {
                let hashes = tokens.map { stream.tokens[$0].hash }
                var form = Form()
                form.table = UInt8(position)
                form.tokenCount = UInt8(tokens.count)
                form.idCount = UInt8(ids.count)
                form.id = ids.count == 1 ? ids[0] : Int32(self.ids.count)
                if ids.count > 1 { self.ids += ids }
                guard tokens.count > 1 else {
                    singlesByHash[hashes[0], default: []].append(form)
                    continue
                }
                form.isSpaced = stream.isSpaced(at: tokens.lowerBound + 1)
                let pair = TokenHash.pair(hashes[0], hashes[1])
                pairs.insert(pair)
                if tokens.count > 3 { form.fourth = UInt32(truncatingIfNeeded: hashes[3]) }
                form.rest = UInt32(formTokens.count)
                for index in tokens.dropFirst(2) {
                    let token = stream.tokens[index]
                    formTokens.append(FormToken(hash: token.hash, spaceBefore: token.flags.contains(.spaceBefore)))
                }
                phrasesByOpening[tokens.count > 2 ? TokenHash.pair(pair, hashes[2]) : pair, default: []].append(form)
                beginnings.insert(hashes[0])
            }
        }
        fillHeads(marks, traits, singlesByHash, beginnings)
        fillOpenings(phrasesByOpening)
        pairFilter = HashFilter(entries: pairs.count)
        for hash in pairs { pairFilter.insert(hash) }
    }

    private mutating func fillHeads(
        _ marks: [UInt64: UInt64], _ traits: [UInt64: UInt32], _ forms: [UInt64: [Form]], _ beginnings: Set<UInt64>
    ) {
        let all = Set(marks.keys).union(traits.keys).union(forms.keys).union(beginnings)
        heads = Array(repeating: Head(), count: HashSlots.capacity(all.count, isDense: true))
        filter = HashFilter(entries: all.count)
        // Words with marks are those that texts are full of: they come first, so that each has the slot that is looked at first.
        let isCommon = { (hash: UInt64) in marks[hash] != nil || traits[hash] != nil }
        for hash in all.filter(isCommon).sorted() + all.filter({ !isCommon($0) }).sorted() {
            var head = Head()
            head.hash = hash
            head.marks = marks[hash] ?? 0
            head.traits = traits[hash] ?? 0
            head.beginsPhrase = beginnings.contains(hash)
            if let own = forms[hash], let first = own.first {
                (head.id, head.table, head.idCount) = (first.id, first.table, first.idCount)
                (head.more, head.moreCount) = (UInt32(singles.count), UInt8(own.count - 1))
                singles += own.dropFirst()
            }
            var slot = Int(truncatingIfNeeded: hash) & (heads.count - 1)
            while heads[slot].isUsed { slot = (slot + 1) & (heads.count - 1) }
            heads[slot] = head
            filter.insert(hash)
        }
    }

    private mutating func fillOpenings(_ forms: [UInt64: [Form]]) {
        openings = Array(repeating: Opening(), count: HashSlots.capacity(forms.count, isDense: true))
        openingFilter = HashFilter(entries: forms.count)
        for (hash, forms) in forms {
            let sorted = forms.sorted { $0.tokenCount > $1.tokenCount }
            var slot = Int(truncatingIfNeeded: hash) & (openings.count - 1)
            while openings[slot].form.tokenCount > 0 { slot = (slot + 1) & (openings.count - 1) }
            openings[slot] = Opening(
                hash: hash, form: sorted[0], more: UInt32(phrases.count), moreCount: UInt32(sorted.count - 1))
            phrases += sorted.dropFirst()
            openingFilter.insert(hash)
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

    // MARK: Reading

    /// How far the matches so far go.
    private struct Reach {
        /// For each table the first token that no match of it holds.
        var free = [8 of Int](repeating: 0)
        /// The last match of the crossing table may be run into.
        var mayCross = false
    }

    /// A token that something may begin at, with where that is found; -1 where nothing is.
    private struct Place {
        var token: Int32 = 0
        var head: Int32 = -1
        /// The phrases of more than two tokens that go on like the text, and those of two.
        var longer: Int32 = -1
        var pair: Int32 = -1
    }

    package func read(_ stream: TokenStream) -> Found {
        let tokens = stream.tokens.span
        var all = [TokenMark].filled([], count: tokens.count)
        var marks = all.mutableSpan
        var allTraits = [WordTrait].filled([], count: tokens.count)
        var traits = allTraits.mutableSpan
        var hits: [Hit] = []
        hits.reserveCapacity(tokens.count / 2)
        var list = [Place].filled(Place(), count: tokens.count + 1)
        var places = list.mutableSpan
        let count = findPlaces(tokens, &places)
        var reach = Reach()
        let heads = heads.span
        for place in 0..<count {
            guard places[place].head >= 0 else { continue }
            let index = Int(places[place].token)
            let head = heads[Int(places[place].head)]
            marks[index] = TokenMark(rawValue: head.marks)
            traits[index] = WordTrait(rawValue: head.traits)
            // Of a table's forms that begin here the longest counts.
            var taken: UInt8 = 0
            if places[place].longer >= 0 {
                readPhrases(openings[Int(places[place].longer)], tokens, index, &taken, &reach, &hits)
            }
            if places[place].pair >= 0 {
                readPhrases(openings[Int(places[place].pair)], tokens, index, &taken, &reach, &hits)
            }
            guard head.idCount > 0 else { continue }
            let isInner = taken &>> head.table & 1 != 0
            if !isInner || head.table == crossing.table {
                add(head.id, head.idCount, head.table, index..<index &+ 1, isInner, &reach, &hits)
            }
            for position in 0..<Int(head.moreCount) {
                let form = singles[Int(head.more) &+ position]
                let isInner = taken &>> form.table & 1 != 0
                if !isInner || form.table == crossing.table {
                    add(form.id, form.idCount, form.table, index..<index &+ 1, isInner, &reach, &hits)
                }
            }
        }
        return Found(hits: hits, marks: all, traits: allTraits)
    }

    /// Finds the tokens that something may begin at, and their heads; gives their number.
    ///
    /// Loops of few branches, so that the waits for memory, which are most of the work, go on side by side.
    private func findPlaces(_ tokens: Span<Token>, _ places: inout MutableSpan<Place>) -> Int {
        let (heads, groups, shift) = (heads.span, filter.groups.span, filter.shift)
        let mask = heads.count &- 1
        var count = 0
        for index in tokens.indices {
            places[count].token = Int32(truncatingIfNeeded: index)
            count &+= Int(truncatingIfNeeded: HashFilter.holds(tokens[index].hash, groups, shift))
        }
        for place in 0..<count {
            let hash = tokens[Int(places[place].token)].hash
            let slot = Int(truncatingIfNeeded: hash) & mask
            places[place].head = heads[slot].hash == hash ? Int32(truncatingIfNeeded: slot) : -1
        }
        for place in 0..<count {
            let index = Int(places[place].token)
            let hash = tokens[index].hash
            if places[place].head < 0 {
                var slot = Int(truncatingIfNeeded: hash) & mask
                while heads[slot].hash != hash, heads[slot].isUsed { slot = (slot &+ 1) & mask }
                guard heads[slot].isUsed else { continue }
                places[place].head = Int32(truncatingIfNeeded: slot)
            }
            guard heads[Int(places[place].head)].beginsPhrase, index &+ 1 < tokens.count else { continue }
            let pair = TokenHash.pair(hash, tokens[index &+ 1].hash)
            guard pairFilter.mayContain(pair) else { continue }
            places[place].pair = opening(pair)
            guard index &+ 2 < tokens.count else { continue }
            places[place].longer = opening(TokenHash.pair(pair, tokens[index &+ 2].hash))
        }
        return count
    }

    /// The place in `openings` of a hash; -1 where there is none.
    @inline(__always)
    private func opening(_ hash: UInt64) -> Int32 {
        guard openingFilter.mayContain(hash) else { return -1 }
        let openings = openings.span
        let mask = openings.count &- 1
        var slot = Int(truncatingIfNeeded: hash) & mask
        while openings[slot].form.tokenCount > 0 {
            if openings[slot].hash == hash { return Int32(truncatingIfNeeded: slot) }
            slot = (slot &+ 1) & mask
        }
        return -1
    }

    /// Adds the phrases of an opening that stand at a token; `taken` has a bit for each table of which a longer one does.
    private func readPhrases(
        _ opening: Opening, _ tokens: Span<Token>, _ index: Int, _ taken: inout UInt8, _ reach: inout Reach,
        _ hits: inout [Hit]
    ) {
        var form = opening.form
        var next = Int(opening.more)
        let end = next &+ Int(opening.moreCount)
        while true {
            let isInner = taken &>> form.table & 1 != 0
            if !isInner || form.table == crossing.table, isForm(form, tokens, index) {
                taken |= 1 &<< form.table
                add(form.id, form.idCount, form.table, index..<index &+ Int(form.tokenCount), isInner, &reach, &hits)
            }
            if next == end { return }
            form = phrases[next]
            next &+= 1
        }
    }

    /// Whether a phrase whose opening stands at a token is exactly what stands there, inner spacing included.
    @inline(__always)
    private func isForm(_ form: Form, _ tokens: Span<Token>, _ index: Int) -> Bool {
        let count = Int(form.tokenCount)
        guard index &+ count <= tokens.count else { return false }
        if count > 3, UInt32(truncatingIfNeeded: tokens[index &+ 3].hash) != form.fourth { return false }
        let second = tokens[index &+ 1].flags
        guard second.contains(.spaceBefore) == form.isSpaced, !second.contains(.paragraphBefore) else { return false }
        let expected = formTokens.span
        for position in 2..<count {
            let token = tokens[index &+ position]
            let own = expected[Int(form.rest) &+ position &- 2]
            guard token.hash == own.hash, token.flags.contains(.spaceBefore) == own.spaceBefore,
                !token.flags.contains(.paragraphBefore)
            else { return false }
        }
        return true
    }

    @inline(__always)
    private func add(
        _ id: Int32, _ idCount: UInt8, _ table: UInt8, _ tokens: Range<Int>, _ isInner: Bool, _ reach: inout Reach,
        _ hits: inout [Hit]
    ) {
        // The last of several ids is the highest.
        let crosses =
            table == crossing.table && (idCount == 1 ? id : ids[Int(id) &+ Int(idCount) &- 1]) < crossing.below
        let isInner = isInner || tokens.upperBound <= reach.free[Int(table)]
        if isInner || reach.free[Int(table)] > tokens.lowerBound {
            guard crosses, reach.mayCross else { return }
        }
        if !isInner {
            if table == crossing.table { reach.mayCross = crosses }
            reach.free[Int(table)] = tokens.upperBound
        }
        let (first, last) = (Int32(tokens.lowerBound), Int32(tokens.upperBound &- 1))
        if idCount == 1 {
            hits.append(Hit(firstToken: first, lastToken: last, id: id, table: table, isInner: isInner))
        } else {
            for position in 0..<Int(idCount) {
                hits.append(
                    Hit(
                        firstToken: first, lastToken: last, id: ids[Int(id) &+ position], table: table, isInner: isInner
                    ))
            }
        }
    }
}
