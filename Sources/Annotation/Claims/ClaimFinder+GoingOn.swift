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
                tokens.lowerBound - word.tokens.upperBound <= 6,
                // "lengthens the growing phase; an itchy scalp …": another statement.
                !Range(from: word.tokens.upperBound, to: tokens.lowerBound).contains(where: {
                    stream.punctuation($0) == UInt8(ascii: ";")
                })
            else { return false }
            let rule = stage.rules.rules[Int(word.id)]
            // Words that readers alone use of relief ("no … since").
            if rule.place == .comment, !isInComment { return false }
            // "make" is a mechanism's verb only before "less effective".
            if rule.near != nil, Self.family(rule.predicate) == Self.family(.inhibits) { return false }
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
        let isOfPatient = isToldOfPatient(reading)
        let isNext =
            followsOn(reading) || (isAmongHarms && !reading.isComment) || isToldOfUsers(tokens, reading.sentence)
        if page.has(reading.sentence, .equal) { return false }
        // "Respiratory infections were fewer over the following year."
        if memory.isOwn, isRarer(behind: tokens, reading.sentence) { return true }
        lazy var isStudied = isToldOfStudied(tokens, reading)
        guard
            page.has(reading.sentence, .carrier) || isShare || isNext || isOccurring || isOfPatient || isStudied
                || page.concepts[index].isComposite
        else { return false }
        // "Sneezing eases within two hours": the drug at work.
        if stream.equals(tokens.upperBound, anyOf: Self.easing) { return false }
        // "eleven in each group", "in neither group": no difference.
        if all.contains(where: { stream.equals($0, "each") || stream.equals($0, "prevented") }) {
            return false
        }
        // "21 percent died whether they got it or not"
        if page.has(reading.sentence, .whether),
            all.contains(where: { stream.equals($0, "or") && stream.equals($0 + 1, "not") }),
            all.contains(where: { stream.equals($0, "whether") })
        {
            return false
        }
        // "Quitting as such can bring low mood": of no drug.
        for word: StaticString in ["quitting", "stopping", "diagnosis"]
        where stream.equals(all.lowerBound, word) { return false }
        // "fever and rigidity point to a severe case"
        if stream.equals(tokens.upperBound, "point") || stream.equals(tokens.upperBound, "points") { return false }
        if isOfOtherCause(tokens, reading.sentence) { return false }
        // "ended up shorter than untreated classmates", "as against one in sixty of those not exposed"
        if isAgainstUntreated(behind: tokens.upperBound, all), !isEasedBehind(tokens.upperBound, all) { return true }
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
        if isNext || isOccurring || isOfPatient || isStudied || isMeasuredInTreated(index, reading) { return true }
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

    /// "Users often feel drunk": those who take it.
    private func isToldOfUsers(_ tokens: Range<Int>, _ sentence: ClaimPage.Sentence) -> Bool {
        Range(from: max(sentence.tokens.lowerBound, tokens.lowerBound - 5), to: tokens.lowerBound).contains { index in
            stream.equals(index, anyOf: Self.users)
                && !(index..<tokens.lowerBound).contains {
                    stream.tokens[$0].isPunctuation || page.has($0, .clauseStart)
                }
        }
    }

    private static let possessives = TokenTable("her his their")
    private static let kinsfolk = TokenTable("mother father sister brother aunt uncle grandmother grandfather parents")
    private static let suffering = TokenTable("had has have suffered suffers died also")
    private static let users = TokenTable("users takers")
    private static let easing = TokenTable(
        "ease eases eased improve improves improved respond responds responded clears cleared lifts lifted")

    /// "Obesity itself raises the risk of gallstones", "untreated depression", "people with diabetes are more prone to them anyway", "the
    /// outcome was death": told of an illness, of those who have it, or of what a study looked for.
    private func isOfOtherCause(_ tokens: Range<Int>, _ sentence: ClaimPage.Sentence) -> Bool {
        if stream.equals(tokens.lowerBound - 1, "untreated") || isSymptomOfIllness(tokens, sentence) { return true }
        let first = sentence.tokens.lowerBound
        // "Her mother had migraines": of somebody who did not take it.
        if stream.equals(first, anyOf: Self.possessives), stream.equals(first + 1, anyOf: Self.kinsfolk),
            stream.equals(first + 2, anyOf: Self.suffering)
        {
            return true
        }
        let before = Range(from: first, to: tokens.lowerBound)
        if before.contains(where: { stream.equals($0, anyOf: Self.lookedFor) }) { return true }
        guard let head = sentence.concepts.first, page.concepts[head].tokens.upperBound <= tokens.lowerBound,
            page.concepts[head].tokens.lowerBound - first <= 3
        else { return false }
        let own = page.concepts[head]
        if own.isPopulation, page.has(first, .person), stream.equals(first + 1, "with") {
            return !before.contains { stream.equals($0, anyOf: Self.treatedWords) }
        }
        // "Crohn's disease follows a relapsing course", "Obesity strains the heart": what an illness does, where no drug is named.
        if sentence.drugs.isEmpty, !own.isPopulation,
            stage.concepts.concepts[Int(own.concept)].kinds.contains(.illness), isThirdPerson(own.tokens.upperBound)
        {
            return true
        }
        // Its head is an illness, and a verb of relation with its risk stands between.
        return stream.equals(own.tokens.upperBound, "itself")
            || !own.isPopulation
                && sentence.words.contains { index in
                    let word = page.words[index]
                    return word.id < ClaimRules.wordBase && word.tokens.lowerBound >= own.tokens.upperBound
                        && word.tokens.lowerBound - own.tokens.upperBound <= 2
                        && word.tokens.upperBound <= tokens.lowerBound
                        && stage.rules.rules[Int(word.id)].predicate == .predisposes
                }
    }

    /// "Apathy is the commonest symptom of dementia": an illness shows in it, and so does the illness behind "symptom of".
    private func isSymptomOfIllness(_ tokens: Range<Int>, _ sentence: ClaimPage.Sentence) -> Bool {
        let near = Range(
            from: max(sentence.tokens.lowerBound, tokens.lowerBound - 4),
            to: min(sentence.tokens.upperBound - 1, tokens.upperBound + 9))
        return near.contains { index in
            stream.equals(index, anyOf: Self.manifestations) && stream.equals(index + 1, "of")
                && sentence.concepts.contains {
                    let own = page.concepts[$0].tokens
                    return own.lowerBound > index + 1 && own.lowerBound - index <= 4
                }
        }
    }

    private static let manifestations = TokenTable(
        "symptom symptoms feature features hallmark manifestation manifestations")

    /// "follows", "strains".
    func isThirdPerson(_ index: Int) -> Bool {
        let token = stream.tokens[index]
        guard token.isWord, token.length > 3, !page.has(index, [.function, .person]) else { return false }
        return stream.endsInS(index)
    }

    private static let lookedFor = TokenTable(
        "outcome outcomes endpoint endpoints end-point criterion criteria objective objectives hypothesis covariates adjusted"
    )
    private static let treatedWords = TokenTable(
        "took taking take taken given treated received receiving used using drug drugs tablets exposed prescribed starting started"
    )

    /// Whether what follows holds a result against people who did not get the drug.
    func isAgainstUntreated(behind end: Int, _ sentence: Range<Int>) -> Bool {
        guard memory.isOwn, memory.subjects.count == 1 else { return false }
        let limit = min(sentence.upperBound, end + 16)
        var isComparing = page.has(max(sentence.lowerBound, end - 2)..<end, .comparator)
        for index in Range(from: end, to: limit) {
            if stream.punctuation(index) == UInt8(ascii: ";") { return false }
            if page.has(index, .comparator) { isComparing = true }
            guard isComparing else { continue }
            if stream.equals(index, anyOf: Self.untreated) { return true }
            if stream.equals(index, "non"), stream.equals(index + 2, "users") { return true }
            if stream.equals(index, "those") || stream.equals(index, "others"),
                stream.equals(index + 1, anyOf: Self.going)
                    || stream.equals(index + 1, "who")
                        && stream.equals(index + 2, anyOf: Self.going)
                    || stream.equals(index + 1, "who") && stream.equals(index + 3, "not")
            {
                return true
            }
        }
        return false
    }

    private static let untreated = TokenTable(
        "untreated unexposed unmedicated nonusers controls classmates peers siblings population abstainers undosed uninjected"
    )
    private static let going = TokenTable("not without off never unexposed untreated unmedicated")

    /// "The patients arrived drowsy", "a few of the animals had loose stools" right behind a sentence on the drug: what came about in those who
    /// got it.
    private func isToldOfPeople(_ tokens: Range<Int>, _ reading: Reading) -> Bool {
        let reach = reading.segment.tier == .primary ? (isOnTopic ? 8 : 4) : 2
        guard memory.isOwn, memory.sentencesSinceDrug <= reach, !page.has(reading.sentence, .firstPerson) else {
            return false
        }
        let start = max(reading.sentence.tokens.lowerBound, tokens.lowerBound - 9)
        guard
            let person = (start..<tokens.lowerBound).first(where: {
                page.has($0, .person) || reading.segment.tier == .primary && stream.equals($0, anyOf: Self.examined)
            }),
            (person..<tokens.lowerBound).contains(where: {
                page.has($0, .carrier) || stream.equals($0, anyOf: Self.disclosing)
            })
        else { return false }
        return !page.has(reading.sentence, [.comparator, .better, .handling])
            && !reading.sentence.tokens.contains {
                stream.equals($0, "placebo") || stream.equals($0, "dummy")
            }
    }

    /// "A chest film showed infiltrates", "she was feverish": who or what was looked at in a case report.
    private static let examined = TokenTable(
        """
        he she examination biopsy scan scans film films radiograph radiographs x-ray mri ct ecg electrocardiogram eeg test tests \
        investigations panel imaging ultrasound endoscopy colonoscopy echocardiography echocardiogram angiography urinalysis \
        microscopy histology monitoring autopsy necropsy sections bloods
        """)
    private static let disclosing = TokenTable(
        "revealed disclosed demonstrated confirmed detected documented exhibited displayed woke turned grew")

    /// "Serum creatinine rose by 12 micromol/L in the active arm", "Sodium fell in treated patients": told of those who got the drug.
    private func isMeasuredInTreated(_ index: Int, _ reading: Reading) -> Bool {
        let mention = page.concepts[index]
        guard mention.isComposite, memory.isOwn, !reading.isComment else { return false }
        // "Intraocular pressure rose.", in a paper on one drug.
        if reading.segment.tier == .primary, isOnTopic, part != .background, memory.sentencesSinceDrug <= 2,
            mention.tokens.lowerBound - reading.sentence.tokens.lowerBound <= 1, reading.groups.isEmpty,
            stream.equals(mention.tokens.upperBound - 1, anyOf: Self.wentBy),
            !page.has(reading.sentence, .comparator), !page.has(reading.sentence, .control)
        {
            return true
        }
        guard memory.sentencesSinceDrug <= 4 else { return false }
        let end = min(reading.sentence.tokens.upperBound, mention.tokens.upperBound + 10)
        return Range(from: mention.tokens.upperBound, to: end).contains { token in
            stream.equals(token, anyOf: Self.treatedOnes) && page.has(token + 1, [.exposed, .person])
                || stream.equals(token, "on") && stream.equals(token + 1, anyOf: Self.dosing)
        }
    }

    private static let wentBy = TokenTable(
        "rose fell climbed dropped doubled tripled sank increased decreased declined")
    private static let treatedOnes = TokenTable("active treated treatment intervention exposed drug medicated dosed")
    private static let dosing = TokenTable("treatment therapy it")

    /// Whether a drug behind stands in a clause of its own ("Numb feet are rare, and metronidazole thins the blood").
    func isInOtherClause(_ end: Int, _ drug: Int, _ sentence: ClaimPage.Sentence) -> Bool {
        guard drug >= end else { return false }
        for index in end..<drug {
            let mark = stream.punctuation(index)
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
            let mark = stream.punctuation(index)
            if mark == UInt8(ascii: ";") || mark == UInt8(ascii: ":") { break }
            if page.has(index, .clauseStart), !page.has(index, [.conjunction, .relative]) { break }
            if tokens.lowerBound - index > 5 || page.has(index, [.reason, .handling, .person]) { return false }
            index -= 1
        }
        var steps = 0
        index = behindAside(tokens.upperBound, sentence)
        while index < sentence.tokens.upperBound, steps < 12 {
            let mark = stream.punctuation(index)
            if mark == UInt8(ascii: ";") || mark == UInt8(ascii: ":") { return false }
            if page.has(index, [.reason, .clauseStart]), !page.has(index, .conjunction) { return false }
            if Self.occurring.contains(stream.tokens[index].hash) { return true }
            steps += 1
            index += 1
        }
        return false
    }

    /// "Nightmares, the complaint that doctors hear most, were common": what is put between commas is passed over.
    private func behindAside(_ end: Int, _ sentence: ClaimPage.Sentence) -> Int {
        guard stream.punctuation(end) == UInt8(ascii: ","), stream.equals(end + 1, "the") || stream.equals(end + 1, "a")
        else { return end }
        let close = Range(from: end + 3, to: min(sentence.tokens.upperBound, end + 14)).first {
            stream.punctuation($0) == UInt8(ascii: ",")
        }
        guard let close, page.has(end + 2..<close, .relative) else { return end }
        return close + 1
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
            "noted", "observed", "present", "evident", "prominent", "diagnosed", "confirmed", "detected", "deserve",
            "deserves", "merit", "threaten", "threatens", "threatened", "ensuing",
            "discontinuation", "penalty", "price", "nuisance", "drawback", "complaint",
            "complaints",
            "hazard", "rule", "norm", "discontinued", "stop", "quit", "worry", "concern", "risk",
        ].compactMap { TokenStream.hash(of: $0) })

    /// "see their fits halved", "seizures fell by 40 percent": what comes about less.
    func isEasedBehind(_ end: Int, _ sentence: Range<Int>) -> Bool {
        for index in Range(from: end, to: min(sentence.upperBound, end + 4)) {
            if stream.tokens[index].isPunctuation { return false }
            if page.has(index, [.better, .handling]), !page.has(index, .worse) { return true }
            if stream.equals(index, anyOf: Self.lessening) { return true }
        }
        return false
    }

    private static let lessening = TokenTable(
        "fell fewer fall falls dropped drop drops declined decline declines decreased decrease decreases diminished")
}
