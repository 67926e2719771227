/// How the tables are laid: equal forms made one, then entries of first tokens and of pairs.
extension PhraseTable {
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
}
