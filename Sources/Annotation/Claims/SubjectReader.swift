/// Groups the drugs of a sentence and says which of them a claim is about.
struct SubjectReader: Sendable {
    let stop: Int32
    let combine: Int32
    let like: Int32
    let anaphor: Int32
    let clause: Int32

    init(rules: ClaimRules) {
        stop = rules.wordClass("stop")
        combine = rules.wordClass("combine")
        like = rules.wordClass("like")
        anaphor = rules.wordClass("anaphor")
        clause = rules.wordClass("clause")
    }

    /// What the page has spoken of before a sentence: a view of the finder's memory, of which a reading asks little.
    struct Spoken {
        let finder: ClaimFinder
        let isComment: Bool

        var subjects: [ClaimSubject] { finder.memory.subjects }
        /// The drugs named last, the latest at the end.
        var recent: [ClaimSubject] { finder.memory.recent }
        /// The two drugs of one class that the page compares; else empty.
        var pair: [ClaimSubject] { finder.pair }
        /// The class that the page speaks of most.
        var family: ClaimSubject? { finder.family }
        /// The one drug that was spoken of last.
        var single: ClaimSubject? { finder.memory.main ?? finder.memory.single }
        func reviewed(by pronoun: Range<Int>) -> ClaimSubject? { finder.reviewed(by: pronoun) }
        /// The drug that the article is about.
        var main: ClaimSubject? { finder.topic.first }
        /// The two classes that were named last, for "both classes".
        var classes: [ClaimSubject] { finder.memory.classes }
        /// The sentence before named a drug last, not a target or an effect: for "the latter".
        var endsOnDrug: Bool { finder.memory.endsOnDrug }
        /// The two that "both" meant in the sentence before; else empty.
        var bothMeant: [ClaimSubject] { finder.memory.bothMeant }
        /// The article speaks of no second drug of its main one’s class.
        var isOfOne: Bool { finder.about.isOfOne }
        /// Half of the article's drug names or more are its main drug's.
        var isOnTopic: Bool { finder.isOnTopic }
        /// The paragraph itself has named a drug.
        var isOwn: Bool { finder.memory.isOwn }
        /// The page speaks of its main drug far more than of another one of another kind.
        func outweighs(_ other: ClaimSubject) -> Bool {
            guard finder.about.isTitled, let main, main.name != other.name, !main.isAkin(other),
                !other.classes.contains(main.name), !main.classes.contains(other.name)
            else { return false }
            return finder.weight(of: other) * 3 <= finder.weight(of: main)
        }
    }

    /// What stands for a drug to the left of `position`: the nearest group that is not compared with, or a word like "it".
    func left(
        of position: Int, groups: [DrugGroup], spoken: Spoken, _ page: ClaimPage, _ sentence: ClaimPage.Sentence
    ) -> (subjects: [ClaimSubject], tokens: Range<Int>)? {
        if isOfFood(before: position, page, sentence) { return nil }
        if let head = headOfRelative(before: position, groups: groups, page, sentence) {
            return (head.subjects, head.tokens)
        }
        var group: DrugGroup?
        var first: DrugGroup?
        var fallback: DrugGroup?
        var isOfPatients = false
        for candidate in groups {
            if candidate.tokens.upperBound > position { break }
            fallback = candidate
            if isLeft(candidate.tokens, page, sentence) || isSetAside(candidate.tokens, page, sentence) { continue }
            // "X and Y are SGLT2 inhibitors, a class developed to": the class is.
            if candidate.isSaid, isNamedClass(candidate.tokens, page) { return (candidate.subjects, candidate.tokens) }
            // "a sedative", "an opioid" were said of something; the talk is of that.
            if candidate.isSaid || candidate.isCompared
                || isInRelative(candidate.tokens, before: position, page, sentence)
            {
                continue
            }
            if candidate.isBackground,
                group != nil || hasAnaphor(before: candidate.tokens.lowerBound, page, sentence)
            {
                continue
            }
            if let group,
                isAddedTo(candidate.tokens, page, sentence) || isAbsent(candidate.tokens, page)
                    || (isInserted(candidate.tokens, after: group.tokens, before: position, page)
                        && !isMember(candidate, of: group, page))
                    || isGivenBeside(candidate.tokens, after: group.tokens, page, sentence)
            {
                continue
            }
            // "Valproate, but not lamotrigine, causes …": excepted.
            if group != nil, isExcepted(candidate.tokens, page) { continue }
            // Behind a semicolon or "while" another thing is spoken of.
            if let known = first, opensClause(candidate.tokens, after: known.tokens.upperBound, page) {
                first = nil
            }
            // "For patients on digoxin, verapamil is risky": what they take is not what the sentence speaks of.
            if first == nil || isOfPatients {
                first = candidate
                isOfPatients = candidate.isBackground
            }
            group = candidate
        }
        if let own = group, isWanting(own.tokens, page) { return nil }
        // "Fluconazole slows the metabolism of warfarin and can cause bleeding": both verbs are of the first.
        if let own = group, joinsVerb(before: position, page, sentence) || followsOn(position, own.tokens, page),
            isObject(own.tokens, page, sentence)
        {
            if let known = first, known.tokens != own.tokens {
                group = known
            } else if hasAnaphor(before: own.tokens.lowerBound, page, sentence) {
                group = nil
                first = nil
            }
        }
        if group == nil, spoken.subjects.isEmpty { group = fallback }
        var pronoun: Range<Int>?
        let isCleft = isCleft(page, sentence)
        if isCleft, group == nil { return nil }
        for index in sentence.words
        where !isCleft && page.words[index].id == anaphor && page.words[index].tokens.upperBound <= position {
            if isInRelative(page.words[index].tokens, before: position, page, sentence) { continue }
            // "the vaccine against shingles", "the combination of X and Y" say themselves what they are.
            if isDescribed(page.words[index].tokens, page) || isDeterminer(page.words[index].tokens, page) { continue }
            if isDoseOfNamed(page.words[index].tokens, groups, page) { continue }
            if isBothActedOn(page.words[index].tokens, page, sentence) { continue }
            if opensOwnClause(behind: page.words[index].tokens, before: position, page) { continue }
            pronoun = page.words[index].tokens
        }
        // "Mixing it with alcohol can stop the breathing": the two together.
        if let pronoun, let own = group, own.subjects.count == 1, own.tokens.lowerBound == pronoun.upperBound + 1,
            isJoiningBoth(pronoun, page), let meant = meant(by: pronoun, spoken, page), meant.count == 1,
            meant[0].name != own.subjects[0].name
        {
            let both = "\(meant[0].name) with \(own.subjects[0].name)"
            return ([ClaimSubject(name: both, classes: meant[0].classes)], own.tokens)
        }
        if pronoun == nil, let group, hasOwnSubject(group.tokens.upperBound..<position, page, sentence) { return nil }
        if let pronoun, group.map({ $0.tokens.upperBound <= pronoun.lowerBound }) ?? true {
            if isOrdinal(pronoun, page) {
                guard groups.contains(where: { $0.tokens.upperBound <= pronoun.lowerBound }) || spoken.endsOnDrug else {
                    return nil
                }
                return ordinalMeant(pronoun, groups: groups, spoken: spoken, page).map { ([$0], pronoun) }
            }
            // "Metformin and omeprazole both lower B12": the two before the word, of whatever kind.
            if let group, group.subjects.count == 2, pronoun.count == 1, page.has(pronoun, .pair),
                pronoun.lowerBound - group.tokens.upperBound <= 1
            {
                return (group.subjects, group.tokens)
            }
            if let two = pairMeant(pronoun, groups: groups, spoken: spoken, page) { return (two, pronoun) }
            if isOfClasses(pronoun, page) { return nil }
            if group == nil, let named = namedBehind(pronoun, groups, page, sentence) { return named }
            if let both = both(pronoun, groups, page) { return (both, pronoun) }
            // "Mixed with an SSRI it can …", "in someone who takes lisinopril, the same tablet can …": the drug spoken of before.
            // "Colchicine causes diarrhea; with clarithromycin it can be lethal": the two together.
            if let group, group.subjects.count == 1, pronoun.lowerBound - group.tokens.upperBound <= 1,
                isWithInClause(group.tokens, page, sentence),
                let own = groups.last(where: { $0.tokens.upperBound < group.tokens.lowerBound }),
                own.subjects.count == 1, own.subjects[0].name != group.subjects[0].name
            {
                let both = "\(own.subjects[0].name) with \(group.subjects[0].name)"
                return ([ClaimSubject(name: both, classes: own.subjects[0].classes)], pronoun)
            }
            if let group, !group.subjects.isEmpty, let meant = meant(by: pronoun, spoken, page), meant.count == 1,
                meant[0].name != group.subjects[0].name
            {
                if isTakenByPeople(group.tokens, before: pronoun.lowerBound, page, sentence)
                    || spoken.isOnTopic && isTakenByWhom(group.tokens, page, sentence)
                {
                    return (meant, pronoun)
                }
                if opensTogether(group.tokens, page, sentence), group.subjects.count == 1,
                    !meant[0].name.contains(" with ")
                {
                    let both = "\(meant[0].name) with \(group.subjects[0].name)"
                    return ([ClaimSubject(name: both, classes: meant[0].classes)], pronoun)
                }
            }
            // "It raises digoxin levels, and it slows the heart": both are what was spoken of before.
            if let group, isOne(pronoun, page), isUnderAnaphor(first ?? group, page, sentence),
                let meant = meant(by: pronoun, spoken, page), meant.count == 1
            {
                return (meant, pronoun)
            }
            // "it" after a drug of this sentence means that drug.
            if let group {
                let earliest = first.flatMap { $0.tokens.upperBound <= pronoun.lowerBound ? $0 : nil }
                return ((earliest ?? group).subjects, pronoun)
            }
            if let meant = meant(by: pronoun, spoken, page) { return (meant, pronoun) }
        }
        if let group { return (group.subjects, group.tokens) }
        return leadMeant(before: position, spoken, page, sentence)
    }

    /// "A medicine developed decades ago to lower blood sugar may slow Parkinson's": at the head of a sentence of a text that is about one
    /// drug, in a paragraph that has named none.
    private func leadMeant(
        before position: Int, _ spoken: Spoken, _ page: ClaimPage, _ sentence: ClaimPage.Sentence
    ) -> (subjects: [ClaimSubject], tokens: Range<Int>)? {
        var first = sentence.tokens.lowerBound
        // "“A drug has slowed the disease,” says …"
        if page.stream.punctuation(first) == UInt8(ascii: "\"") { first += 1 }
        guard !spoken.isComment, !spoken.isOwn, let main = spoken.main, spoken.isOnTopic else { return nil }
        // A title leaves out the article: "Old drug halts rare lung disease".
        let isBare = !page.has(first, .indefinite)
        if isBare, page.has(first, [.opener, .pronoun, .tie]) || page.has(first + 1, .relative) { return nil }
        for index in first + 1...first + (isBare ? 1 : 5) where index < position {
            guard page.stream.tokens[index].isWord, !page.has(index, [.relative, .conjunction, .tie]) else {
                return nil
            }
            guard page.stream.equals(index, anyOf: Self.medicines) else { continue }
            if page.stream.equals(index + 1, anyOf: Self.makers) || page.stream.equals(index + 1, "called") {
                return nil
            }
            return ([main], first..<index + 1)
        }
        return nil
    }

    private static let medicines = TokenTable(
        "drug medicine medication pill tablet capsule injection jab remedy compound antibiotic antibody painkiller")
    private static let makers = TokenTable("maker company firm trial store shop user addict dealer against")

    /// What stands for a drug to the right of `position`: the nearest group or, behind a preposition, a word like "it".
    func right(
        of position: Int, groups: [DrugGroup], within reach: Int, spoken: Spoken, _ page: ClaimPage,
        _ sentence: ClaimPage.Sentence
    ) -> (subjects: [ClaimSubject], tokens: Range<Int>)? {
        let group = right(of: position, groups: groups, within: reach)
        for index in sentence.words where page.words[index].id == anaphor {
            let pronoun = page.words[index].tokens
            guard pronoun.lowerBound >= position, pronoun.lowerBound - position <= reach else { continue }
            if let group, group.tokens.lowerBound < pronoun.lowerBound { break }
            // "after it was approved": the word begins a clause of its own.
            guard
                page.has(pronoun.lowerBound - 1, .tie)
                    || page.stream.equals(pronoun.lowerBound - 1, anyOf: Self.takingVerbs),
                !page.has(pronoun.upperBound, .function) || pronoun.count > 1
            else { continue }
            if isDescribed(pronoun, page) { continue }
            if let two = pairMeant(pronoun, groups: groups, spoken: spoken, page) { return (two, pronoun) }
            if let meant = meant(by: pronoun, spoken, page) { return (meant, pronoun) }
        }
        return group.map { ($0.subjects, $0.tokens) }
    }

    /// "among the women who injected it"
    private static let takingVerbs = TokenTable(
        "took take takes injected inject used use swallowed received tried inhaled drank")

    func right(of position: Int, groups: [DrugGroup], within reach: Int) -> DrugGroup? {
        for group in groups where group.tokens.lowerBound >= position {
            return group.tokens.lowerBound - position <= reach ? group : nil
        }
        return nil
    }
}
