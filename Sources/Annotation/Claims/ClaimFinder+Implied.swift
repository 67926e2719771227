import Events

/// Claims of harm in an article's text that no rule's words make: the effect and the drug stand in one clause, tied by a preposition
/// ("hepatitis after nitrofurantoin"), as one noun ("statin myopathy") or by a word of occurrence ("patients on X were left with Y").
/// Co-occurrence without such a word is no claim: of those, two of three are none.
/// Read after the rules, and only of what they left.
extension ClaimFinder {
    mutating func readImplied(_ reading: Reading, used: inout UsedConcepts) {
        let sentence = reading.sentence
        guard !sentence.isQuestion, reading.segment.kind != .heading else { return }
        // "Should a rash appear", "If you vomit within three hours of the pill": nothing is told.
        for word: StaticString in ["should", "if"] where page.stream.equals(sentence.tokens.lowerBound, word) { return }
        for index in sentence.concepts where !used.contains(index) {
            let mention = page.concepts[index]
            guard isHarm(mention), !isDealtWith(mention.tokens, sentence) else { continue }
            guard let implied = impliedSubject(index, reading) else { continue }
            let own = target(index)
            let predicate = impliedPredicate(implied, mention.tokens, sentence)
            for drug in implied.subjects where drug.name != own.label {
                if !drug.isWithdrawal, isIndicated(drug, own.label) { continue }
                emit(
                    implied.rule, predicate, drug, subjectTokens: implied.tokens, own, trigger: mention.tokens,
                    rule: nil, reading)
                used.insert(index)
            }
        }
    }

    /// "Verapamil caused constipation in 12 percent; with diltiazem it was 4 percent": a second drug with a figure of its own shares what
    /// was claimed last in the sentence.
    mutating func readGapped(_ reading: Reading) {
        guard reading.groups.count > 1, !reading.sentence.isQuestion, let last = claims.last,
            last.sentence == reading.sentence.tokens, Self.family(last.claim.predicate) == Self.family(.causes),
            last.claim.polarity == .asserted
        else { return }
        let start = last.tokens.upperBound
        guard let group = reading.groups.first(where: { $0.tokens.lowerBound >= start }),
            !group.subjects.contains(where: { $0.name == last.subject.name }),
            !subjects.isCompared(group.tokens, page, reading.sentence)
        else { return }
        let gap = start..<group.tokens.lowerBound
        let after = Range(
            from: group.tokens.upperBound, to: min(reading.sentence.tokens.upperBound, group.tokens.upperBound + 5))
        guard gap.count <= 10, hasNumber(gap) || gap.isEmpty == false && isSeparated(gap), hasNumber(after),
            !reading.sentence.concepts.contains(where: { page.concepts[$0].tokens.lowerBound >= start })
        else { return }
        let quote = last.claim
        for drug in group.subjects where drug.name != quote.object {
            let mesh = quote.objectID.map { $0.hasPrefix("MESH:") ? String($0.dropFirst(5)) : $0 }
            emit(
                "implied.gapped", quote.predicate, drug, subjectTokens: nil, (quote.object, mesh, group.tokens, nil),
                trigger: group.tokens.lowerBound..<after.upperBound, rule: nil, reading)
        }
    }

    private func hasNumber(_ range: Range<Int>) -> Bool {
        range.contains { page.stream.tokens[$0].isNumber }
    }

    private func isSeparated(_ gap: Range<Int>) -> Bool {
        gap.contains { page.stream.tokens[$0].isPunctuation || page.has($0, .conjunction) }
    }

    /// Who an effect without a verb of relation is told of, and by which construction.
    struct Implied {
        var rule: String
        var subjects: [ClaimSubject]
        var tokens: Range<Int>?
    }

    private func isHarm(_ mention: ConceptMention) -> Bool {
        !mention.isPopulation && !mention.isDecrease && stage.harms[Int(mention.concept)]
    }

    /// For each concept, whether it is an effect that is told without a verb.
    static func harms(_ lexicon: ConceptLexicon) -> [Bool] {
        lexicon.concepts.map {
            $0.kinds.contains(.effect) && !$0.kinds.contains(.illness) && !generic.contains($0.label)
        }
    }

    /// Too general, or too often something that happens to a drug, to be told without a verb.
    private static let generic: Set<String> = [
        "adverse effect", "smoking", "hospitalization", "overdose", "misuse or abuse", "withdrawal syndrome",
        "antibiotic resistance", "intoxication", "stress", "tolerance", "craving",
    ]

    /// Whether the drug, or some drug of the class, is labelled for it.
    func isIndicated(_ drug: ClaimSubject, _ label: String) -> Bool {
        drug.isClass
            ? stage.pharmacology.isIndicated(anyOf: drug.name, for: label)
            : stage.pharmacology.isIndicated(drug.name, for: label)
    }

    /// "treatment of nausea", "relief from pain", "a history of stroke": what is treated, eased or was there before.
    private func isDealtWith(_ tokens: Range<Int>, _ sentence: ClaimPage.Sentence) -> Bool {
        var index = tokens.lowerBound - 1
        let limit = max(sentence.tokens.lowerBound, tokens.lowerBound - 5)
        while index >= limit {
            if page.has(index, [.handling, .reason, .better, .relief]) { return true }
            if page.stream.tokens[index].isPunctuation, page.stream.punctuation(index) != UInt8(ascii: "-") { break }
            index -= 1
        }
        for index in Range(from: tokens.upperBound, to: min(sentence.tokens.upperBound, tokens.upperBound + 3)) {
            if page.has(index, .handling) { return true }
            if page.stream.tokens[index].isPunctuation { break }
        }
        return false
    }

    private func impliedSubject(_ index: Int, _ reading: Reading) -> Implied? {
        let tokens = page.concepts[index].tokens
        let sentence = reading.sentence
        for group in reading.groups
        where isBeside(group.tokens.upperBound, tokens.lowerBound) && !page.hasPast(tokens)
            && !isVerbal(tokens.lowerBound)
        {
            return Implied(rule: "implied.noun", subjects: group.subjects, tokens: group.tokens)
        }
        // An abstract that stands alone is dense with conditions of patients and models: there two of three such readings are none.
        if reading.segment.kind == .abstract, isAbstractAlone { return nil }
        if let group = reading.groups.first(where: { $0.tokens.lowerBound >= tokens.upperBound }),
            isTied(tokens.upperBound..<group.tokens.lowerBound, sentence),
            !subjects.isCompared(group.tokens, page, sentence)
        {
            return Implied(rule: "implied.after", subjects: group.subjects, tokens: group.tokens)
        }
        if let left = subjects.left(
            of: tokens.lowerBound, groups: reading.groups, spoken: spoken(reading), page, sentence)
        {
            let gap = left.tokens.upperBound..<tokens.lowerBound
            // "Among women given tamoxifen, womb cancer was diagnosed twice as often."
            let isTold =
                page.has(gap, .person)
                && page.has(
                    Range(from: tokens.upperBound, to: min(sentence.tokens.upperBound, tokens.upperBound + 3)), .onset)
            // "…, but not with melanoma", "…; fatigue was more frequent", "…, blurred vision by one in forty": the harm told in this
            // sentence goes on.
            let hasDrugBehind = reading.groups.contains {
                $0.tokens.lowerBound >= tokens.upperBound && $0.tokens.lowerBound - tokens.upperBound <= 8
            }
            if !hasDrugBehind, gap.count <= 24, tellsHarm(of: left.subjects, sentence), !isGoverned(tokens, sentence) {
                return Implied(rule: "implied.clause", subjects: left.subjects, tokens: nil)
            }
            guard gap.count <= 22, page.has(gap, .carrier) || page.has(tokens.lowerBound - 1, .modal) || isTold,
                !isParted(gap, sentence)
            else { return nil }
            return Implied(rule: "implied.carried", subjects: left.subjects, tokens: left.tokens)
        }
        guard reading.groups.allSatisfy({ isInOtherClause(tokens.upperBound, $0.tokens.lowerBound, sentence) }),
            memory.isOwn
                || (isOnTopic
                    && (tellsShare(sentence.tokens) || followsOn(reading) || isOccurring(tokens, sentence))),
            !memory.subjects.isEmpty,
            !memory.subjects.contains(where: { $0.classes.contains(Self.recreational) }), goesOn(index, reading)
        else {
            return nil
        }
        // "3.4% and 2.5%" of two drugs that are compared: the first is studied, the other is what it is held against.
        let isSplit = memory.subjects.count == 2 && shares(sentence.tokens) > 1
        return Implied(
            rule: "implied.topic", subjects: isSplit ? Array(memory.subjects.prefix(1)) : memory.subjects, tokens: nil)
    }

    /// Nothing or a possessive "'s" between a drug and an effect.
    private func isBeside(_ end: Int, _ start: Int) -> Bool {
        if end == start { return true }
        return end + 1 == start && page.stream.equals(end, "'s") || end + 2 == start && page.stream.equals(end + 1, "s")
    }

    /// "bled", "saves": the drug's verb, no noun.
    private func isVerbal(_ token: Int) -> Bool {
        page.stream.equals(token, "bled") || page.has(token, [.handling, .better])
    }

    /// Whether harm of these drugs was claimed in this sentence.
    private func tellsHarm(of drugs: [ClaimSubject], _ sentence: ClaimPage.Sentence) -> Bool {
        for index in claims.indices.reversed() {
            if claims[index].sentence != sentence.tokens { return false }
            guard Self.family(claims[index].claim.predicate) == Self.family(.causes) else { continue }
            if drugs.contains(where: { $0.name == claims[index].subject.name }) { return true }
        }
        return false
    }

    /// "mask the tremor and palpitations", "slows the loss of kidney function": a verb of treatment or mechanism stands close before.
    private func isGoverned(_ tokens: Range<Int>, _ sentence: ClaimPage.Sentence) -> Bool {
        sentence.words.contains { index in
            let word = page.words[index]
            guard word.id < ClaimRules.wordBase, word.tokens.lowerBound < tokens.upperBound,
                tokens.lowerBound - word.tokens.upperBound <= 6
            else { return false }
            let family = Self.family(stage.rules.rules[Int(word.id)].predicate)
            return family == Self.family(.treats) || family == Self.family(.inhibits)
        }
    }

    /// Whether the claim before, in the same paragraph, tells harm of the drug that the paragraph is about.
    private func followsOn(_ reading: Reading) -> Bool {
        guard let last = claims.last, last.claim.segment == reading.segment.id,
            Self.family(last.claim.predicate) == Self.family(.causes)
        else { return false }
        return memory.subjects.contains { $0.name == last.subject.name }
    }

    /// Whether a sentence that names no drug goes on telling harm of the paragraph's drug: harm was claimed in the paragraph or the
    /// sentence has words of onset and report, nothing in it was claimed yet, and it says nothing of equal shares.
    private func goesOn(_ index: Int, _ reading: Reading) -> Bool {
        let tokens = page.concepts[index].tokens
        let all = reading.sentence.tokens
        // "Diabetes is common": a reason to take drugs is no harm of one.
        let isOccurring =
            isOccurring(tokens, reading.sentence)
            && !stage.concepts.concepts[Int(page.concepts[index].concept)].kinds.contains(.indication)
        let isShare = tellsShare(all)
        let isNext = followsOn(reading)
        guard page.has(all, .carrier) || isShare || isNext || isOccurring else { return false }
        if page.has(all, .equal) { return false }
        // "eleven in each group", "in neither group": no difference.
        if all.contains(where: { page.stream.equals($0, "each") || page.stream.equals($0, "prevented") }) {
            return false
        }
        // "Quitting as such can bring low mood": of no drug.
        for word: StaticString in ["quitting", "stopping"]
        where page.stream.equals(all.lowerBound, word) { return false }
        // "infertile men" are people.
        if page.has(tokens.upperBound, .person) { return false }
        // "No sign that the antibodies bring on strokes": the verb has a subject of its own, known or not.
        if reading.sentence.words.contains(where: { index in
            let word = page.words[index]
            return word.id < ClaimRules.wordBase && word.tokens.upperBound <= tokens.lowerBound
                && tokens.lowerBound - word.tokens.upperBound <= 4
                && stage.rules.rules[Int(word.id)].predicate == .causes
                && stage.rules.rules[Int(word.id)].isRelationVerb
        }) {
            return false
        }
        if isNext || isOccurring { return true }
        if isShare, !isEasedBehind(tokens.upperBound, all) { return true }
        guard page.has(all, .carrier) else { return false }
        guard let last = claims.last else { return page.has(reading.sentence.tokens, .onset) }
        if last.sentence == reading.sentence.tokens, last.claim.rule != "implied.topic" { return false }
        if last.claim.segment == reading.segment.id, Self.family(last.claim.predicate) == Self.family(.causes) {
            return true
        }
        return page.has(reading.sentence.tokens, .onset)
    }

    /// Whether a drug behind stands in a clause of its own ("Numb feet are rare, and metronidazole thins the blood").
    private func isInOtherClause(_ end: Int, _ drug: Int, _ sentence: ClaimPage.Sentence) -> Bool {
        guard drug >= end else { return false }
        for index in end..<drug {
            let mark = page.stream.punctuation(index)
            if mark == UInt8(ascii: ";") { return true }
            if mark == UInt8(ascii: ","), page.has(index + 1, .conjunction), drug - index <= 4 { return true }
        }
        return sentence.words.contains {
            page.words[$0].id == clauseClass && (end..<drug).contains(page.words[$0].tokens.lowerBound)
        }
    }

    /// "Weight loss of 2 to 6 kg is common", "Pancreatitis can come at any time": an effect at the head of a clause that says how often or
    /// how badly it comes about.
    private func isOccurring(_ tokens: Range<Int>, _ sentence: ClaimPage.Sentence) -> Bool {
        var index = tokens.lowerBound - 1
        while index >= sentence.tokens.lowerBound {
            let mark = page.stream.punctuation(index)
            if mark == UInt8(ascii: ";") || mark == UInt8(ascii: ":") { break }
            if page.has(index, .clauseStart), !page.has(index, [.conjunction, .relative]) { break }
            if tokens.lowerBound - index > 5 || page.has(index, [.reason, .handling, .person]) { return false }
            index -= 1
        }
        var steps = 0
        index = tokens.upperBound
        while index < sentence.tokens.upperBound, steps < 9 {
            let mark = page.stream.punctuation(index)
            if mark == UInt8(ascii: ";") || mark == UInt8(ascii: ":") { return false }
            if page.has(index, [.reason, .clauseStart]), !page.has(index, .conjunction) { return false }
            if Self.occurring.contains(page.stream.tokens[index].hash) { return true }
            steps += 1
            index += 1
        }
        return false
    }

    private static let occurring = TokenTable(
        words: [
            "common", "commoner", "commonest", "rare", "rarer", "frequent", "uncommon", "usual", "unusual", "universal",
            "inevitable", "expected", "typical", "likely", "mild", "transient", "troublesome", "dose-limiting", "unheard",
            "occur", "occurs", "occurred", "happen", "happens", "happened", "arise", "arises", "arose", "appear", "appears",
            "appeared", "emerge", "emerges", "emerged", "ensue", "ensues", "ensued", "come", "comes", "came", "follow",
            "follows", "followed", "plague", "plagues", "plagued", "bother", "bothers", "bothered", "trouble", "troubles",
            "troubled", "strike", "strikes", "struck", "limit", "limits", "limited", "dog", "dogs", "dogged", "afflict",
            "afflicts", "beset", "besets", "persist", "persists", "reported", "described", "suspected", "seen", "recorded",
            "noted", "observed", "discontinuation", "penalty", "price", "nuisance", "drawback", "complaint", "complaints",
            "hazard", "rule", "norm", "discontinued", "stop", "quit", "worry", "concern", "risk",
        ].compactMap { TokenStream.hash(of: $0) })

    /// "see their fits halved", "seizures fell by 40 percent": what comes about less.
    func isEasedBehind(_ end: Int, _ sentence: Range<Int>) -> Bool {
        for index in Range(from: end, to: min(sentence.upperBound, end + 4)) {
            if page.stream.tokens[index].isPunctuation { return false }
            if page.has(index, [.better, .handling]), !page.has(index, .worse) { return true }
            if page.stream.equals(index, "fell") || page.stream.equals(index, "fewer") { return true }
        }
        return false
    }

    /// Whether a share of people is told: "in 12 percent", "one user in a thousand", "a third of users".
    func tellsShare(_ range: Range<Int>) -> Bool {
        for index in range {
            if page.stream.punctuation(index) == UInt8(ascii: "%") || page.stream.equals(index, "percent") {
                return true
            }
            if page.stream.equals(index, "of") || page.stream.equals(index, "cent") {
                for word: StaticString in ["third", "quarter", "half", "fifth", "majority", "per"]
                where page.stream.equals(index - 1, word) { return true }
            }
            if page.stream.equals(index, "in"),
                isCount(index + 1) || (page.has(index + 1, .indefinite) && isCount(index + 2)),
                isCount(index - 1) || isCount(index - 2)
            {
                return true
            }
        }
        return false
    }

    /// How many percentages stand in a range.
    private func shares(_ range: Range<Int>) -> Int {
        range.reduce(0) {
            $0 + (page.stream.punctuation($1) == UInt8(ascii: "%") || page.stream.equals($1, "percent") ? 1 : 0)
        }
    }

    /// A number in figures or words.
    private func isCount(_ index: Int) -> Bool {
        guard index >= 0, index < page.stream.count else { return false }
        if page.stream.tokens[index].isNumber { return true }
        for word: StaticString in [
            "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twelve", "twenty",
            "hundred",
            "thousand",
        ] where page.stream.equals(index, word) { return true }
        return false
    }

    /// Whether the words between an effect and the drug behind it hold a preposition, and no other clause or relation.
    private func isTied(_ gap: Range<Int>, _ sentence: ClaimPage.Sentence) -> Bool {
        guard !gap.isEmpty, gap.count <= 12, !isParted(gap, sentence) else { return false }
        return page.has(gap, [.link, .tie])
    }

    /// Whether a clause ends between a drug and an effect, or a word of treatment or of another relation parts them.
    private func isParted(_ gap: Range<Int>, _ sentence: ClaimPage.Sentence) -> Bool {
        var sawPerson = false
        for index in gap {
            let mark = page.stream.punctuation(index)
            if mark == UInt8(ascii: ";") || mark == UInt8(ascii: ":") { return true }
            if page.has(index, .person) { sawPerson = true }
            if page.has(index, [.reason, .relief, .better]) { return true }
            if page.has(index, .handling), !sawPerson { return true }
        }
        for index in sentence.words {
            let word = page.words[index]
            guard gap.contains(word.tokens.lowerBound) else { continue }
            if word.id == clauseClass { return true }
            if word.id < ClaimRules.wordBase {
                switch Self.family(stage.rules.rules[Int(word.id)].predicate) {
                case Self.family(.treats), Self.family(.inhibits), Self.family(.isA): return true
                default: break
                }
            }
        }
        return false
    }

    private func impliedPredicate(_ implied: Implied, _ object: Range<Int>, _ sentence: ClaimPage.Sentence) -> Predicate
    {
        let near = max(sentence.tokens.lowerBound, object.lowerBound - 4)..<object.lowerBound
        if page.has(near, .risk) { return .predisposes }
        if implied.rule == "implied.noun" { return .causes }
        return page.has(sentence.tokens, .person) ? .associatedWith : .causes
    }
}
