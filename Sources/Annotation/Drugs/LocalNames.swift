import Events

/// Names that a document itself gives a drug, and that no lexicon has: "Zybrexin (olanzapine)", "olanzapine, sold under the brand name
/// Zybrexin", "Zybrexin tablets contain olanzapine". New brands, foreign ones and shop names are named so once and used from there on. They
/// end with the document.
struct LocalNames {
    private var meanings: [UInt64: Int32] = [:]

    /// A word that may be a name of a drug.
    private struct Proposal {
        let token: Int
        /// The words around it say that it is one ("sold as"); else the text must take it for a medicine somewhere.
        var isSure = true
    }

    /// How the document writes a proposed name, and whether it takes it for a medicine.
    private struct Use {
        var isWord = false
        var isTaken = false
    }

    /// Nil where the document gives no names.
    init?(_ stream: TokenStream, _ candidates: [DrugFinder.Candidate], _ lexicon: Lexicon) {
        var proposals: [(name: Proposal, substance: Int32)] = []
        var uses: [UInt64: Use] = [:]
        for candidate in candidates where candidate.state == .accepted {
            let form = lexicon.forms[Int(candidate.form)]
            // "periodic acid-Schiff (PAS)": an abbreviation explains nothing.
            guard form.kind == .generic, form.rule == .plain, form.match != .abbreviation else { continue }
            let names =
                Self.before(candidate.tokens, stream).map { Proposal(token: $0) }
                + Self.behind(candidate.tokens, stream, lexicon.vocabulary)
            for name in names
            where lexicon.isUnknown(name.token, stream) && !stream.equals(name.token, anyOf: Self.arms) {
                proposals.append((name, form.substance))
                uses[stream.tokens[name.token].hash] = Use()
            }
        }
        if proposals.isEmpty { return nil }
        Self.note(&uses, stream)
        for (name, substance) in proposals {
            let hash = stream.tokens[name.token].hash
            guard let use = uses[hash], !use.isWord, name.isSure || use.isTaken, meanings[hash] == nil else { continue }
            meanings[hash] = substance
        }
        if meanings.isEmpty { return nil }
    }

    /// Reads the document once for all names: whether it writes one small somewhere (a word, no name), and whether it takes one for a medicine:
    /// "taking Zybrexin", "Zybrexin tablets", "Zybrexin 5 mg"; a firm or an author that stands in brackets behind a drug is not.
    private static func note(_ uses: inout [UInt64: Use], _ stream: TokenStream) {
        for index in stream.tokens.indices {
            let token = stream.tokens[index]
            guard uses[token.hash] != nil else { continue }
            if !token.flags.contains(.capitalised) { uses[token.hash]?.isWord = true }
            if stream.equals(index - 1, anyOf: taking) || stream.equals(index + 1, anyOf: wares)
                || stream.equals(index + 1, anyOf: acting)
                || stream.isNumber(at: index + 1) && stream.equals(index + 2, anyOf: units)
            {
                uses[token.hash]?.isTaken = true
            }
        }
    }

    /// The substance that token `index` names in this document; the spelling must have a capital.
    func substance(_ stream: TokenStream, _ index: Int) -> Int32? {
        Self.isCapitalised(index, stream) ? meanings[stream.tokens[index].hash] : nil
    }

    // MARK: Where a name is given

    /// "Zybrexin (olanzapine)", "Zybrexin tablets contain the active ingredient olanzapine", "Zybrexin, a brand of olanzapine".
    private static func before(_ drug: Range<Int>, _ stream: TokenStream) -> [Int] {
        let start = drug.lowerBound
        if stream.punctuation(start - 1) == UInt8(ascii: "(") {
            // A salt, a strength or a form may follow: "(olanzapine 5 mg)", and stand before: "Zybrexin 5 mg tablets (olanzapine)".
            guard
                let close = Range(from: drug.upperBound, to: min(drug.upperBound + 4, stream.count)).first(where: {
                    stream.punctuation($0) == UInt8(ascii: ")")
                }), close >= drug.upperBound, let name = word(before: start - 1, stream)
            else { return [] }
            // "Eli Lilly (tirzepatide)" is a firm, "Group A (lithium)" an arm.
            let isLone = !isCapitalised(name - 1, stream) || stream.tokens[name - 1].flags.contains(.sentenceStart)
            return isLone ? [name] : []
        }
        let reach = Range(from: max(0, start - 8), to: start)
        guard !reach.isEmpty, !stream.tokens[start].flags.contains(.paragraphBefore) else { return [] }
        if let verb = reach.last(where: { stream.equals($0, anyOf: containing) }),
            Range(from: verb + 1, to: start).allSatisfy({ stream.equals($0, anyOf: ofIngredient) })
        {
            var name = verb - 1
            while name >= 0,
                stream.equals(name, anyOf: wares) || stream.equals(name, "which") || !stream.isWord(at: name),
                verb - name < 5
            { name -= 1 }
            return isCapitalised(name, stream) ? [name] : []
        }
        if stream.equals(start - 1, anyOf: ofWhat),
            let brand = reach.last(where: { stream.equals($0, anyOf: branding) }),
            start - brand <= 3
        {
            // ", the brand name of", "is a brand of"
            var name = brand - 1
            while name >= 0, stream.equals(name, anyOf: articles) || stream.punctuation(name) == UInt8(ascii: ","),
                brand - name < 5
            { name -= 1 }
            return isCapitalised(name, stream) ? [name] : []
        }
        return []
    }

    /// "olanzapine (Zybrexin)", "olanzapine, sold under the brand name Zybrexin", "olanzapine (brand names Zybrexin and Olanzo)".
    private static func behind(_ drug: Range<Int>, _ stream: TokenStream, _ vocabulary: DrugVocabulary) -> [Proposal] {
        var index = drug.upperBound
        let end = min(index + 12, stream.count)
        // A salt or a form stands between; "copper sulfate tests (Benedict's solution)" names a test.
        if index + 1 < end, stream.punctuation(index + 1) == UInt8(ascii: "("),
            vocabulary.cue(stream.hash(at: index)).contains(.salt) || stream.equals(index, anyOf: wares)
        {
            index += 1
        }
        let isBracket = stream.punctuation(index) == UInt8(ascii: "(")
        let isComma = stream.punctuation(index) == UInt8(ascii: ",")
        guard index < end, isBracket || isComma || stream.equals(index, anyOf: relatives) else { return [] }
        if isBracket || isComma { index += 1 }
        let cued = index
        while index < end, stream.equals(index, anyOf: naming) || stream.punctuation(index) == UInt8(ascii: ":") {
            index += 1
        }
        let isCued = Range(from: cued, to: index).contains { stream.equals($0, anyOf: cues) }
        guard isCued || isBracket && index == cued else { return [] }
        var names: [Proposal] = []
        while index < end, isCapitalised(index, stream) {
            // "Zybrexin", not "Novo Nordisk" or "Smith 2019"
            guard !stream.isWord(at: index + 1) || !isCapitalised(index + 1, stream) else { break }
            names.append(Proposal(token: index, isSure: isCued))
            index += 1
            while index < end,
                !stream.isWord(at: index) && stream.punctuation(index) != UInt8(ascii: ")")
                    || stream.equals(index, anyOf: links)
            { index += 1 }
        }
        return names
    }

    /// The word before a token; a trade mark's sign, a strength and a form are left out.
    private static func word(before index: Int, _ stream: TokenStream) -> Int? {
        var name = index - 1
        while name > 0, index - name < 5,
            stream.equals(name, anyOf: wares) || stream.equals(name, anyOf: units) || stream.isNumber(at: name)
                || !stream.isWord(at: name) && stream.punctuation(name) == 0
        { name -= 1 }
        return isCapitalised(name, stream) ? name : nil
    }

    // MARK: What may be a name

    private static func isCapitalised(_ index: Int, _ stream: TokenStream) -> Bool {
        guard stream.isWord(at: index) else { return false }
        let token = stream.tokens[index]
        // Not "CYP3A4 (ketoconazole)".
        return token.flags.contains(.capitalised) && !token.flags.contains(.hasDigit) && token.length >= 4
            && token.length <= 24
    }

    private static let containing = TokenTable("contain contains containing")
    private static let ofIngredient = TokenTable("the an active ingredient substance medicine drug called a is which")
    private static let branding = TokenTable("brand name version form brands generic")
    private static let ofWhat = TokenTable("of for")
    private static let articles = TokenTable("a an the is another its new")
    private static let relatives = TokenTable("sold marketed branded which")
    private static let cues = TokenTable("sold marketed branded brand trade")
    private static let naming = TokenTable(
        "sold marketed branded brand brands trade name names under the as known available also which is by prescription and called"
    )
    private static let links = TokenTable("and or")
    private static let taking = TokenTable(
        "taking take takes took taken start started starting stop stopped stopping using use prescribed prescribe on off"
    )
    private static let wares = TokenTable(
        """
        tablet tablets capsule capsules pill pills injection injections cream gel ointment patch patches drops inhaler spray syrup solution \
        therapy treatment users
        """)
    private static let units = TokenTable("mg mcg ml microgram micrograms milligram milligrams units")
    private static let acting = TokenTable("works treats belongs lowers reduces causes helps relieves prevents")
    private static let arms = TokenTable(
        "group arm cohort table figure phase trial study placebo control controls women patients people children adults results methods drug drugs"
    )
}

extension Lexicon {
    /// Neither a drug nor what looks like one.
    fileprivate func isUnknown(_ index: Int, _ stream: TokenStream) -> Bool {
        table.longest(at: index, in: stream) == nil && lookalikes.longest(at: index, in: stream) == nil
    }
}
