/// The tokens of a document that are not known to have nothing to do with drugs: nearly all others are turned away by one look in the memo
/// of words, asked once for all readers of names.
struct OpenTokens {
    /// Tokens that a name may begin at.
    let names: [Int32]
    /// Words that may be a misspelt name, or be fused of one and something else.
    let words: [Int32]

    init(_ stream: TokenStream, _ finder: DrugFinder) {
        let memo = finder.lexicon.misspellings.memo
        let tokens = stream.tokens.span
        var names = [Int32].filled(0, count: tokens.count + 1)
        var words = [Int32].filled(0, count: tokens.count + 1)
        var counts = (names: 0, words: 0)
        do {
            var names = names.mutableSpan
            var words = words.mutableSpan
            // Which tokens stay cannot be guessed: each is written in any case, behind the last one that stays.
            for index in tokens.indices {
                let token = tokens[index]
                let facts = memo.facts(token.hash)
                let place = Int32(truncatingIfNeeded: index)
                names[counts.names] = place
                counts.names &+= Int(truncatingIfNeeded: ~facts.rawValue &>> 1 & 1)
                words[counts.words] = place
                counts.words &+= Self.isPassedOver(token, facts) ? 0 : 1
            }
        }
        words.removeLast(words.count - counts.words)
        names.removeLast(names.count - counts.names)
        var kept = 0
        for place in names {
            let token = tokens[Int(place)]
            if finder.lexicon.table.mayBegin(with: token.hash) {
                names[kept] = place
                kept += 1
            } else if !token.isNumber {
                // Numbers are without number.
                memo.note(token.hash, .beginsNothing)
            }
        }
        names.removeLast(names.count - kept)
        (self.names, self.words) = (names, words)
    }

    /// Whether a token is too short for a misspelling or a fusion, no word, or a word that is close to no name and fused of none: signs and
    /// carries say it without a branch.
    @inline(__always)
    private static func isPassedOver(_ token: Token, _ facts: WordMemo.Facts) -> Bool {
        let flags = token.flags.rawValue
        let isShort = (token.length &- UInt16(MisspellingIndex.shortest)) &>> 15
        let isNoWord = (0 &- (flags & TokenFlags.kindMask)) &>> 15
        let isFused = (0 &- (flags & (TokenFlags.innerCapital.rawValue | TokenFlags.hasDigit.rawValue))) &>> 15
        let isDistant = UInt16(truncatingIfNeeded: facts.rawValue & 1)
        return isShort | isNoWord | (isDistant & ~isFused) != 0
    }
}
