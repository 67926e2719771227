/// What "it", "both", "the latter" and "the antibody" stand for.
extension SubjectReader {
    /// The drugs that a word standing for a drug means; nil where it means something else.
    func meant(by pronoun: Range<Int>, _ spoken: Spoken, _ page: ClaimPage) -> [ClaimSubject]? {
        let earlier = spoken.subjects
        if let fitting = fitting(pronoun, spoken, page) { return [fitting] }
        guard !earlier.isEmpty else { return nil }
        if spoken.isComment, let reviewed = spoken.reviewed(by: pronoun) { return [reviewed] }
        // "The mineral", "the herb" below a title that names a class: one that was not read.
        if !spoken.isOwn, !spoken.isComment, earlier.count == 1, earlier[0].isClass,
            page.stream.equals(pronoun.upperBound - 1, anyOf: Self.naturals)
        {
            return nil
        }
        // "The vaccine prevents shingles in people on tofacitinib": nothing that was named.
        if page.stream.equals(pronoun.upperBound - 1, "vaccine"), earlier.allSatisfy({ !$0.name.contains("vaccine") }),
            earlier.allSatisfy({ !$0.classes.contains("vaccine") })
        {
            return nil
        }
        // "Folic acid made no difference. In adults the drug can …", in a text on valproate.
        if !spoken.isComment, pronoun.count == 2, earlier.count == 1, let main = spoken.main,
            page.stream.equals(pronoun.lowerBound, "the"),
            page.stream.equals(pronoun.upperBound - 1, anyOf: Self.remedies), spoken.finder.isInPassing(earlier[0])
        {
            return [main]
        }
        // "It", "the drug" behind "statins" or behind two drugs: the one spoken of before them.
        if !spoken.isComment, isOne(pronoun, page), earlier.count > 1 || (earlier[0].isClass && earlier[0].isPlural) {
            // "The fibrates did better: fenofibrate slowed the damage. It acts on …": the member named last.
            if earlier.count == 1, let last = spoken.recent.last, !last.isClass, last.classes.contains(earlier[0].name)
            {
                return [last]
            }
            if let single = spoken.single { return [single] }
            return earlier.count > 1 ? nil : earlier
        }
        // "The tablets" are the drug, not its class.
        if !spoken.isComment, pronoun.count > 1, page.stream.equals(pronoun.upperBound - 1, anyOf: Self.doseForms),
            earlier.count == 1,
            !earlier[0].isClass
        {
            // "Take folic acid on another day. … If the tablets make you queasy", in a text on methotrexate.
            if let main = spoken.main, page.stream.equals(pronoun.lowerBound, "the"), spoken.outweighs(earlier[0]) {
                return [main]
            }
            // … unless the text is about the class.
            if spoken.isOwn { return earlier }
            if spoken.isOfOne, let main = spoken.main {
                return [main.isAkin(earlier[0]) ? main : earlier[0]]
            }
        }
        if page.has(pronoun.upperBound - 1, .plural), earlier.count == 1, !earlier[0].isClass {
            // "Naproxen and its cousins do better. They …"
            if earlier[0].isPlural, !page.has(pronoun, .pair) { return earlier }
            // "Lixisenatide belongs to the GLP-1 receptor agonists. They …": the class of it that was named last.
            if !spoken.isComment, let named = spoken.recent.last, named.isClass, named.isPlural,
                earlier[0].classes.contains(named.name)
            {
                return [named]
            }
            // "two of them led to a fracture": people or events.
            if !spoken.isComment, pronoun.count == 1, page.stream.equals(pronoun.lowerBound, "them"),
                page.stream.equals(pronoun.lowerBound - 1, "of")
            {
                return nil
            }
            // "They" behind one drug are people or its tablets, whatever class the page has named further up.
            let isTalkedOf = spoken.isComment || pronoun.count > 1
            if let family = spoken.family, isTalkedOf, spoken.isComment || earlier[0].classes.contains(family.name) {
                return [family]
            }
            // "the tablets", "the capsules": of that drug.
            for word: StaticString in [
                "tablets", "pills", "capsules", "injections", "patches", "drops", "shots", "sprays", "doses", "pellets",
            ] where page.stream.equals(pronoun.upperBound - 1, word) { return earlier }
            if pronoun.count > 1, !spoken.isComment, let name = earlier[0].classes.first {
                return [ClaimSubject(name: name, classes: Array(earlier[0].classes.dropFirst()), isClass: true)]
            }
            if pronoun.count == 1, !spoken.isComment { return nil }
        }
        return earlier
    }

    /// "may try it where the pain ruins sleep": behind the word begins a clause with a subject of its own.
    func opensOwnClause(behind pronoun: Range<Int>, before position: Int, _ page: ClaimPage) -> Bool {
        let next = pronoun.upperBound
        guard position - next >= 3, page.stream.equals(next, anyOf: Self.placing), page.has(next + 1, .opener) else {
            return false
        }
        return !(next + 2..<position).contains { page.stream.tokens[$0].isPunctuation }
    }

    private static let placing = TokenTable("where when because until unless once")

    /// "naproxen and its cousins", "zolpidem and the like": a name for several.
    func isWithKin(_ end: Int, _ page: ClaimPage) -> Bool {
        page.has(end, .conjunction) && page.stream.equals(end + 2, anyOf: Self.likes)
            && (page.stream.equals(end + 1, "its") || page.stream.equals(end + 1, "the"))
    }

    private static let likes = TokenTable("cousins relatives kin ilk siblings peers like kind family")

    /// "both drugs", "neither", "either drug": the two named last.
    func isOfClasses(_ pronoun: Range<Int>, _ page: ClaimPage) -> Bool {
        page.has(pronoun, .pair) && page.stream.equals(pronoun.upperBound - 1, "classes")
            || page.has(pronoun, .pair) && page.stream.equals(pronoun.upperBound - 1, "class")
    }

    func pairMeant(
        _ pronoun: Range<Int>, groups: [DrugGroup], spoken: Spoken, _ page: ClaimPage
    ) -> [ClaimSubject]? {
        guard page.has(pronoun, .pair) || page.stream.equals(pronoun.upperBound - 2, "two") else { return nil }
        if isOfClasses(pronoun, page) { return spoken.classes.count == 2 ? spoken.classes : nil }
        // "rimegepant and atogepant block the receptor, and neither …": the two of the sentence.
        var here: [ClaimSubject] = []
        for group in groups where group.tokens.upperBound <= pronoun.lowerBound {
            for subject in group.subjects where !here.contains(where: { $0.name == subject.name }) {
                here.append(subject)
            }
        }
        if here.count == 2, here[0].isAkin(here[1]) { return here }
        if spoken.subjects.count == 2 { return spoken.subjects }
        // "… ahead of both. Neither is addictive.": the same two.
        if spoken.bothMeant.count == 2 { return spoken.bothMeant }
        // "Diphenhydramine and doxylamine are antihistamines. Both drugs …": the class is none of the two.
        let named = spoken.recent.filter { kind in
            !kind.isClass || !spoken.recent.contains { !$0.isClass && $0.classes.contains(kind.name) }
        }
        let two = Array(named.suffix(2))
        // "both" are two of a kind; an opioid taken beside is none of them.
        if spoken.pair.count == 2, two.count < 2 || !two[0].isAkin(two[1]) { return spoken.pair }
        return two.count == 2 ? two : nil
    }

    /// "Clarithromycin should not be taken with simvastatin, because the pair can destroy muscle": the first with each of the others.
    func both(_ pronoun: Range<Int>, _ groups: [DrugGroup], _ page: ClaimPage) -> [ClaimSubject]? {
        guard pronoun.count > 1, page.stream.equals(pronoun.upperBound - 1, anyOf: Self.joint) else { return nil }
        let before = groups.filter { $0.tokens.upperBound <= pronoun.lowerBound }
        guard before.count == 2, before[0].subjects.count == 1,
            before.allSatisfy({ $0.subjects.allSatisfy { !$0.name.contains(" with ") } }),
            !before[1].subjects.contains(where: { $0.name == before[0].subjects[0].name })
        else { return nil }
        let first = before[0].subjects[0]
        return before[1].subjects.map {
            ClaimSubject(name: "\(first.name) with \($0.name)", classes: first.classes)
        }
    }

    private static let joint = TokenTable("pair combination mix mixture cocktail duo")

    func hasAnaphor(before token: Int, _ page: ClaimPage, _ sentence: ClaimPage.Sentence) -> Bool {
        sentence.words.contains { page.words[$0].id == anaphor && page.words[$0].tokens.upperBound <= token }
    }

    /// "it", "its", "the drug": one thing is meant.
    func isOne(_ pronoun: Range<Int>, _ page: ClaimPage) -> Bool {
        let last = pronoun.upperBound - 1
        if pronoun.count == 1 { return page.stream.equals(last, "it") || page.stream.equals(last, "its") }
        guard !page.has(last, [.plural, .pair]), !page.stream.equals(last, "combination"),
            !page.stream.equals(last, "pair")
        else { return false }
        for word: StaticString in ["the", "this", "that"] where page.stream.equals(pronoun.lowerBound, word) {
            return !page.stream.endsInS(last)
        }
        return false
    }

    /// "the former", "the latter", also with a noun.
    func isOrdinal(_ pronoun: Range<Int>, _ page: ClaimPage) -> Bool {
        page.stream.equals(pronoun.lowerBound + 1, "latter") || page.stream.equals(pronoun.lowerBound + 1, "former")
    }

    /// Which of the two named last "the former" and "the latter" mean: two of this sentence, else two of those before.
    func ordinalMeant(
        _ pronoun: Range<Int>, groups: [DrugGroup], spoken: Spoken, _ page: ClaimPage
    ) -> ClaimSubject? {
        var two: [ClaimSubject] = []
        for group in groups where group.tokens.upperBound <= pronoun.lowerBound {
            for subject in group.subjects where !two.contains(where: { $0.name == subject.name }) {
                two.append(subject)
            }
        }
        if two.count < 2 { two = Array(spoken.recent.suffix(2)) }
        guard two.count == 2 else { return nil }
        return page.stream.equals(pronoun.lowerBound + 1, "latter") ? two[1] : two[0]
    }

    /// "the antibody", "the antibiotic": of the drugs spoken of, one that is such a thing, where the latest is none.
    func fitting(_ pronoun: Range<Int>, _ spoken: Spoken, _ page: ClaimPage) -> ClaimSubject? {
        guard pronoun.count > 1,
            let kind = Self.sorts.first(where: { page.stream.equals(pronoun.upperBound - 1, $0.word) })
        else { return nil }
        func fits(_ drug: ClaimSubject) -> Bool {
            drug.name == kind.name || drug.classes.contains(kind.name)
                || (kind.name == "antibody" && drug.name.hasSuffix("mab"))
        }
        if spoken.subjects.contains(where: fits) { return nil }
        if let single = spoken.single, fits(single) { return single }
        return spoken.recent.last(where: fits) ?? spoken.main.flatMap { fits($0) ? $0 : nil }
    }

    private static let sorts: [(word: StaticString, name: String)] = [
        ("antibody", "antibody"), ("antibiotic", "antibiotic"), ("statin", "statin"), ("steroid", "corticosteroid"),
        ("opioid", "opioid"), ("antidepressant", "antidepressant"), ("stimulant", "stimulant"),
        ("diuretic", "diuretic"),
        ("antihistamine", "antihistamine"), ("sedative", "sedative"), ("antipsychotic", "antipsychotic"),
        ("anticoagulant", "anticoagulant"), ("thinner", "anticoagulant"),
    ]

    /// What a remedy that is no medicine is called.
    static let naturalKinds = "herb plant root spice hormone mineral vitamin supplement"
    private static let naturals = TokenTable(naturalKinds)
    private static let remedies = TokenTable("drug medicine medication treatment medicament")
    private static let doseForms = TokenTable(
        "tablets capsules pills patches drops injections shots sprays creams jabs infusions implants pellets lozenges suppositories inhalers doses gels"
    )

    func isDescribed(_ pronoun: Range<Int>, _ page: ClaimPage) -> Bool {
        if isOfKin(pronoun, page) { return true }
        // "Avoid prolonged use of metoclopramide."
        if page.stream.equals(pronoun.upperBound - 1, "use"), page.stream.equals(pronoun.upperBound, "of") {
            return true
        }
        let next = pronoun.upperBound
        // "prolonged exposure to lead", "regular use of sunscreen"
        if page.stream.equals(next - 1, anyOf: Self.exposing),
            page.stream.equals(next, "to") || page.stream.equals(next, "of") || page.stream.equals(next, "with")
        {
            return true
        }
        guard pronoun.count > 1, page.stream.equals(pronoun.lowerBound, "the") else { return false }
        // "took the tablets for more than a year": how long, not what for.
        if page.stream.equals(next, "for") { return !page.isTimeSpan(next + 1) }
        return page.stream.equals(next, "of") || page.stream.equals(next, "against")
    }

    /// "its successors", "its older rivals": other drugs than the one spoken of.
    private func isOfKin(_ pronoun: Range<Int>, _ page: ClaimPage) -> Bool {
        guard pronoun.count == 1,
            page.stream.equals(pronoun.lowerBound, "its") || page.stream.equals(pronoun.lowerBound, "their")
        else { return false }
        return (1...3).contains { page.stream.equals(pronoun.lowerBound + $0, anyOf: Self.kin) }
    }

    /// Whether a sentence speaks of other drugs like the one before without naming them.
    func speaksOfKin(_ page: ClaimPage, _ sentence: ClaimPage.Sentence) -> Bool {
        guard page.has(sentence, .kin) else { return false }
        // Word by word: "with its" may be read as the words of a rule.
        for index in sentence.tokens where page.stream.equals(index, anyOf: Self.kin) {
            for back in 1...3 where page.stream.equals(index - back, "its") || page.stream.equals(index - back, "their")
            {
                return true
            }
        }
        return false
    }

    static let kin = TokenTable(
        "successor successors rival rivals cousin cousins relative relatives sibling siblings competitor competitors predecessor predecessors "
            + "forerunner forerunners peers alternatives counterpart counterparts twin")

    /// "both types of the enzyme": no two drugs.
    func isDeterminer(_ pronoun: Range<Int>, _ page: ClaimPage) -> Bool {
        let next = pronoun.upperBound
        // "in neither group", "neither of us"
        if pronoun.count == 1, page.stream.equals(pronoun.lowerBound, "neither") {
            let before = pronoun.lowerBound - 1
            // "it neither reaches the brain nor …": a subject stands before.
            let hasSubject =
                before >= 0 && page.stream.tokens[before].isWord
                && !page.has(before, [.conjunction, .clauseStart])
                && !page.stream.tokens[pronoun.lowerBound].flags.contains(.sentenceStart)
            // "neither strokes nor heart attacks increased"
            if !ClaimPage.slice(page.concepts, next..<next + 1, { $0.tokens.lowerBound }).isEmpty { return true }
            return hasSubject || page.has(next, [.exposed, .person, .reporter, .tie]) || page.stream.equals(next, "of")
        }
        guard pronoun.count == 1, page.stream.equals(pronoun.lowerBound, "both"), next < page.stream.count,
            page.stream.tokens[next].isWord
        else { return false }
        // "Both his Achilles tendons"
        if page.stream.equals(next, anyOf: Self.possessives) { return true }
        guard page.stream.tokens[next].length > 3 else { return false }
        // "Both pulse and pressure rise": the two things behind it.
        if page.stream.equals(next + 1, "and")
            || (page.stream.equals(next + 2, "and") && page.stream.isWord(at: next + 1))
        {
            return true
        }
        return page.stream.endsInS(next)
    }

    /// "levetiracetam 1000 mg a day", "ciclosporin at 15 mg/kg": the dose of a drug named right before is no second word for it, nor is "at
    /// 300 mg a day" what a sentence is about; "45 mg a day cut strokes" is told of the drug spoken of.
    func isDoseOfNamed(_ words: Range<Int>, _ groups: [DrugGroup], _ page: ClaimPage) -> Bool {
        guard page.stream.equals(words.lowerBound, anyOf: Self.doseWords) else { return false }
        var before = words.lowerBound - 1
        while before >= 0, page.stream.tokens[before].isNumber || page.stream.tokens[before].isPunctuation {
            before -= 1
        }
        if page.stream.equals(before, anyOf: Self.dosePrepositions) { return true }
        return groups.contains { group in
            let gap = Range(from: group.tokens.upperBound, to: words.lowerBound)
            return group.tokens.upperBound <= words.lowerBound && gap.count <= 5
                && !gap.contains { page.stream.punctuation($0) == UInt8(ascii: ";") }
        }
    }

    private static let possessives = TokenTable("his her their your my our its")
    private static let exposing = TokenTable("use exposure treatment therapy intake")
    private static let doseWords = TokenTable("mg milligrams mcg micrograms doses higher")
    private static let dosePrepositions = TokenTable("at on to with above over under than from in for by until")
}
