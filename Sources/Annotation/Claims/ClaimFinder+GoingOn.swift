import Events

/// Whether a sentence or clause that names no drug goes on telling harm of the drug spoken of: what was told before, how often something
/// comes about, in how many people.
extension ClaimFinder {
    /// Whether harm of these drugs was claimed in this sentence.
    func tellsHarm(of drugs: [ClaimSubject], _ sentence: ClaimPage.Sentence) -> Bool {
        for index in claims.indices.reversed() {
            if claims[index].sentence != sentence.tokens { return false }
            guard Self.family(claims[index].claim.predicate) == Self.family(.causes) else { continue }
            if drugs.contains(where: { $0.name == claims[index].subject.name }) { return true }
        }
        return false
    }

    /// "mask the tremor and palpitations", "slows the loss of kidney function": a verb of treatment or mechanism stands close before.
    func isGoverned(_ tokens: Range<Int>, _ sentence: ClaimPage.Sentence) -> Bool {
        sentence.words.contains { index in
            let word = page.words[index]
            guard word.id < ClaimRules.wordBase, word.tokens.lowerBound < tokens.upperBound,
                tokens.lowerBound - word.tokens.upperBound <= 6
            else { return false }
            let rule = stage.rules.rules[Int(word.id)]
            // "make" is a mechanism's verb only before "less effective".
            if rule.near != nil, rule.predicate == .inhibits || rule.predicate == .affects { return false }
            let family = Self.family(rule.predicate)
            return family == Self.family(.treats) || family == Self.family(.inhibits)
        }
    }

    /// Whether the claim before, in the same paragraph, tells harm of the drug that the paragraph is about.
    func followsOn(_ reading: Reading) -> Bool {
        guard let last = claims.last, last.claim.segment == reading.segment.id,
            Self.family(last.claim.predicate) == Self.family(.causes)
        else { return false }
        return memory.subjects.contains { $0.name == last.subject.name }
    }

    /// Whether a sentence that names no drug goes on telling harm of the paragraph's drug: harm was claimed in the paragraph or the
    /// sentence has words of onset and report, nothing in it was claimed yet, and it says nothing of equal shares.
    func goesOn(_ index: Int, _ reading: Reading) -> Bool {
        let tokens = page.concepts[index].tokens
        let all = reading.sentence.tokens
        // "Diabetes is common": a reason to take drugs is no harm of one.
        let isOccurring =
            isOccurring(tokens, reading.sentence)
            && !stage.concepts.concepts[Int(page.concepts[index].concept)].kinds.contains(.indication)
        let isShare = tellsShare(all)
        let isNext = followsOn(reading) || (isHarmSection && !reading.isComment)
        guard page.has(reading.sentence, .carrier) || isShare || isNext || isOccurring else { return false }
        if page.has(reading.sentence, .equal) { return false }
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
        // "An untreated arrhythmia causes more strokes": it is the cause here.
        if reading.sentence.words.contains(where: { index in
            let word = page.words[index]
            return word.id < ClaimRules.wordBase && word.tokens.lowerBound >= tokens.upperBound
                && word.tokens.lowerBound - tokens.upperBound <= 1 && word.tokens.count == 1
                && stage.rules.rules[Int(word.id)].special == .causeActive
        }) {
            return false
        }
        if isNext || isOccurring { return true }
        if isShare, !isEasedBehind(tokens.upperBound, all) { return true }
        guard page.has(reading.sentence, .carrier) else { return false }
        let isTold =
            page.has(reading.sentence, .onset)
            || (!page.concepts[index].isComposite && isToldOfPeople(tokens, reading))
        guard let last = claims.last else { return isTold }
        if last.sentence == reading.sentence.tokens, last.claim.rule != "implied.topic" { return false }
        if last.claim.segment == reading.segment.id, Self.family(last.claim.predicate) == Self.family(.causes) {
            return true
        }
        return isTold
    }

    /// "The patients arrived drowsy", "a few of the animals had loose stools" right behind a sentence on the drug: what came about in those who
    /// got it.
    private func isToldOfPeople(_ tokens: Range<Int>, _ reading: Reading) -> Bool {
        guard memory.isOwn, memory.sentencesSinceDrug <= 2, !page.has(reading.sentence, .firstPerson) else {
            return false
        }
        let start = max(reading.sentence.tokens.lowerBound, tokens.lowerBound - 9)
        guard let person = (start..<tokens.lowerBound).first(where: { page.has($0, .person) }),
            page.has(Range(from: person, to: tokens.lowerBound), .carrier)
        else { return false }
        return !page.has(reading.sentence, [.comparator, .better, .handling])
            && !reading.sentence.tokens.contains {
                page.stream.equals($0, "placebo") || page.stream.equals($0, "dummy")
            }
    }

    /// Whether a drug behind stands in a clause of its own ("Numb feet are rare, and metronidazole thins the blood").
    func isInOtherClause(_ end: Int, _ drug: Int, _ sentence: ClaimPage.Sentence) -> Bool {
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
    func isOccurring(_ tokens: Range<Int>, _ sentence: ClaimPage.Sentence) -> Bool {
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
            "inevitable", "expected", "typical", "likely", "mild", "transient", "troublesome", "dose-limiting",
            "unheard",
            "occur", "occurs", "occurred", "happen", "happens", "happened", "arise", "arises", "arose", "appear",
            "appears",
            "appeared", "emerge", "emerges", "emerged", "ensue", "ensues", "ensued", "come", "comes", "came", "follow",
            "follows", "followed", "plague", "plagues", "plagued", "bother", "bothers", "bothered", "trouble",
            "troubles",
            "troubled", "strike", "strikes", "struck", "limit", "limits", "limited", "dog", "dogs", "dogged", "afflict",
            "afflicts", "beset", "besets", "persist", "persists", "reported", "described", "suspected", "seen",
            "recorded",
            "noted", "observed", "discontinuation", "penalty", "price", "nuisance", "drawback", "complaint",
            "complaints",
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
    ///
    /// What was found of the range asked for last is kept: each effect of a list asks it of the same sentence.
    func tellsShare(_ range: Range<Int>) -> Bool {
        if range != lastShare.range { lastShare = (range, findsShare(range)) }
        return lastShare.isTold
    }

    private func findsShare(_ range: Range<Int>) -> Bool {
        for index in range {
            if page.stream.punctuation(index) == UInt8(ascii: "%") || page.stream.equals(index, "percent") {
                return true
            }
            // "one user out of four"
            if page.stream.equals(index, "out"), page.stream.equals(index + 1, "of"), isCount(index + 2) { return true }
            // "two boys", "three of the women"
            if page.has(index + 1, .person), isCount(index) { return true }
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
    func shares(_ range: Range<Int>) -> Int {
        range.reduce(0) {
            $0 + (page.stream.punctuation($1) == UInt8(ascii: "%") || page.stream.equals($1, "percent") ? 1 : 0)
        }
    }

    /// A number in figures or words.
    func isCount(_ index: Int) -> Bool {
        guard index >= 0, index < page.stream.count else { return false }
        if page.stream.tokens[index].isNumber { return true }
        for word: StaticString in [
            "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twelve", "twenty",
            "hundred",
            "thousand",
        ] where page.stream.equals(index, word) { return true }
        return false
    }
}
