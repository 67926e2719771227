import Events

/// What an article is about; shared, since the finder is handed to every reader.
final class ArticleTopic {
    /// The drugs that the article is about.
    let drugs: [ClaimSubject]
    /// Half of the article's drug names or more are the topic's; a third, where the title names it alone.
    let isOnTopic: Bool
    /// The page is about drugs, not about something else that a drug has a part in: what it tells without naming one may be told of its drug.
    let isAboutDrugs: Bool
    /// Its title names its main drug and no other.
    let isTitled: Bool
    /// How often the article names each drug.
    let weights: [String: Int]
    /// The two drugs of one class that the article speaks of most, for "both"; empty where it does not speak of two.
    let pair: [ClaimSubject]
    /// The class of drugs that the article speaks of most, for "these drugs".
    let family: ClaimSubject?
    /// The article speaks of no second drug of its main one's class: "the tablets" are a drug, not the class.
    let isOfOne: Bool
    /// A clinic's, pharmacy's or seller's page.
    let isGuide: Bool
    let background: ArticleBackground
    /// The article tells its writer's own story.
    let isBlog: Bool
    /// The article is in the first person of somebody of the professions.
    let isExpertsColumn: Bool
    /// All of the text is an abstract, as in a bibliographic record.
    let isAbstractAlone: Bool
    /// Nothing but a title and what people write below it.
    let isThread: Bool
    /// Readers who say or whose names tell that they are of a health profession.
    let experts: Set<String>
    /// The condition that the article speaks of most.
    let mainCondition: Int32?
    /// The infection that the article speaks of most, for "this virus".
    let mainInfection: Int32?

    init(_ article: borrowing Article, _ page: ClaimPage, _ stage: ClaimStage) {
        let counts = ClaimFinder.counts(article, page)
        // A text that names alcohol or cocaine most is about people, police or sport: what it tells without a drug's name is not told of them.
        let plain = ClaimFinder.most(counts) { !$0.classes.contains(ClaimFinder.recreational) }
        let most = ClaimFinder.named(plain, counts, page)
        // A feed has a title for each of its pieces.
        let titles = article.segments.indices.filter { article.segments[$0].kind == .title }
        let titled = titles.flatMap { ClaimPage.slice(page.drugs, page.segments[$0], { $0.tokens.lowerBound }) }
        isGuide = article.segments.contains { $0.tier == .commercial }
        let best = isGuide ? Self.led(by: titled.first.map { page.drugs[$0].name }, counts) ?? most : most
        var own = 0
        var all = 0
        if let best {
            for entry in counts {
                all += entry.count
                if entry.subject.name == best.name || best.classes.contains(entry.subject.name)
                    || entry.subject.classes.contains(best.name)
                {
                    own += entry.count
                }
            }
        }
        isAboutDrugs = Self.isAboutDrugs(article, page)
        drugs = isAboutDrugs ? best.map { [$0] } ?? [] : []
        let main = best.flatMap { $0.isClass ? nil : $0.name }
        // "Acne drug cleared" above a text on isotretinoin names it.
        let kind = plain.flatMap { $0.isClass && main != nil && best?.name != $0.name ? $0.name : nil }
        isTitled =
            isAboutDrugs && !titled.isEmpty
            && titled.allSatisfy { page.drugs[$0].name == main || page.drugs[$0].name == kind }
        // "Travel-sickness patch", and below it "Scopolamine patches have …": named by the summary instead, which counts like a title then.
        let led = article.segments.indices.filter { [.dek, .summary].contains(article.segments[$0].kind) }
            .flatMap { ClaimPage.slice(page.drugs, page.segments[$0], { $0.tokens.lowerBound }) }
        let isLed = titled.isEmpty && !led.isEmpty && led.allSatisfy { page.drugs[$0].name == main }
        // A guide to one drug names many others where it tells what does not go with it.
        // "Utrogestan in HRT: what to expect" on a clinic's page
        let isGuided = isGuide && titled.first.map { page.drugs[$0].name } == main
        isOnTopic =
            !drugs.isEmpty
            && (own * 2 >= all || isTitled && own * 3 >= all || isLed && (own + 3) * 3 >= all + 3
                || isGuided && main != nil && own * 5 >= all)
        weights = Dictionary(counts.map { ($0.subject.name, $0.count) }, uniquingKeysWith: { _, last in last })
        pair = ClaimFinder.pair(counts, article, page)
        // Of the classes named, one that the article's drug belongs to.
        let known = best?.classes ?? []
        // Of several the narrowest: "GLP-1 receptor agonist", not "diabetes drug" of the title.
        let kinds = counts.map(\.subject).filter { $0.isClass && known.contains($0.name) }
        family =
            best.flatMap { $0.isClass ? $0 : nil }
            ?? ClaimFinder.most(counts) { kind in
                kind.isClass && known.contains(kind.name)
                    && !kinds.contains { $0.name != kind.name && $0.classes.contains(kind.name) }
            }
            ?? ClaimFinder.most(counts) {
                $0.isClass
            }
        let named = counts.first { $0.subject.name == best?.name }?.count ?? 0
        let rival = counts.reduce(0) {
            guard let best, !$1.subject.isClass, $1.subject.name != best.name, $1.subject.isAkin(best) else {
                return $0
            }
            return max($0, $1.count)
        }
        isOfOne = best.map { !$0.isClass } ?? false && rival * 3 <= named
        background = ArticleBackground(article: article, page: page)
        let isPersonal = ClaimFinder.isPersonal(article, page)
        isExpertsColumn = isPersonal && ClaimFinder.isByExpert(article, page)
        isBlog = isPersonal && !isExpertsColumn
        isAbstractAlone = !article.segments.contains { $0.kind == .body || $0.kind == .listItem }
        isThread =
            isAbstractAlone && !article.segments.contains { $0.kind == .abstract }
            && article.segments.contains { ClaimFinder.isComment($0) }
        experts = ClaimFinder.experts(article, page, stage)
        (mainCondition, mainInfection) = ClaimFinder.mainCondition(article, page, stage)
    }
}

extension ArticleTopic {
    /// "Dutasteride: the stronger cousin of finasteride" on a clinic's page: the drug that its title begins with, where it is named as often as
    /// half of the other.
    private static func led(
        by name: String?, _ counts: [(subject: ClaimSubject, count: Int)]
    ) -> ClaimSubject? {
        guard let name, let own = counts.first(where: { $0.subject.name == name }), !own.subject.isClass else {
            return nil
        }
        return counts.allSatisfy { $0.count <= own.count * 2 } ? own.subject : nil
    }
}

extension ClaimFinder {
    var topic: [ClaimSubject] { about.drugs }
    var isOnTopic: Bool { about.isOnTopic }
    var isAboutDrugs: Bool { about.isAboutDrugs }
    var weights: [String: Int] { about.weights }
    var pair: [ClaimSubject] { about.pair }
    var family: ClaimSubject? { about.family }
    var background: ArticleBackground { about.background }
    var isGuide: Bool { about.isGuide }
    var isBlog: Bool { about.isBlog }
    var isExpertsColumn: Bool { about.isExpertsColumn }
    var isAbstractAlone: Bool { about.isAbstractAlone }
    var isThread: Bool { about.isThread }
    var experts: Set<String> { about.experts }
    var mainCondition: Int32? { about.mainCondition }
    var mainInfection: Int32? { about.mainInfection }
}

/// What an article is about as a whole: its drugs by how often they are named, the two that it compares, who of its readers is of the professions.
extension ClaimFinder {
    static func experts(_ article: Article, _ page: ClaimPage, _ stage: ClaimStage) -> Set<String> {
        var found: Set<String> = []
        var named: Set<String> = []
        for index in article.segments.indices where isComment(article.segments[index]) {
            guard let author = article.segments[index].author, !found.contains(author) else { continue }
            let words = ClaimPage.slice(page.evidence, page.segments[index]) { $0.tokens.lowerBound }
            let isNew = named.insert(author).inserted
            if isNew && stage.evidence.namesProfession(author)
                || words.contains(where: { page.evidence[$0].word == .expert })
            {
                found.insert(author)
            }
        }
        return found
    }

    /// Whether most of an article's paragraphs speak in the first person outside quotations: a patient's or a doctor's blog.
    static func isPersonal(_ article: Article, _ page: ClaimPage) -> Bool {
        var own = 0
        var all = 0
        for index in article.segments.indices where article.segments[index].kind == .body {
            let tokens = page.segments[index]
            guard tokens.count > 12 else { continue }
            all += 1
            guard page.has(tokens, .firstPerson) else { continue }
            var isQuoted = false
            for token in tokens {
                if page.stream.punctuation(token) == UInt8(ascii: "\"") {
                    isQuoted.toggle()
                } else if !isQuoted, page.has(token, .firstPerson),
                    // The "i" of "SGLT-2i" is nobody.
                    page.stream.tokens[token].length > 1 || page.stream.tokens[token].flags.contains(.spaceBefore)
                        || token == tokens.lowerBound
                {
                    own += 1
                    break
                }
            }
        }
        return all > 0 && own * 2 > all
    }

    /// Whether somebody of the professions writes: "I have been a lung doctor for twenty years", "my patients", a byline with a profession.
    static func isByExpert(_ article: Article, _ page: ClaimPage) -> Bool {
        for (position, segment) in article.segments.enumerated() where segment.tier != .user {
            let isHead = segment.kind == .byline || segment.kind == .dek
            guard isHead || segment.kind == .body || segment.kind == .summary else { continue }
            let tokens = page.segments[position]
            for index in ClaimPage.slice(page.evidence, tokens, { $0.tokens.lowerBound }) {
                switch page.evidence[index].word {
                case .expert: return true
                case .doctor: if isHead || isWriters(page.evidence[index].tokens.lowerBound, page) { return true }
                default: continue
                }
            }
        }
        return false
    }

    /// "I am a", "I have been a … doctor": the writer's own profession.
    private static func isWriters(_ profession: Int, _ page: ClaimPage) -> Bool {
        let before = max(0, profession - 7)..<profession
        guard before.contains(where: { page.stream.equals($0, "a") || page.stream.equals($0, "an") }) else {
            return false
        }
        return before.contains { token in
            (page.stream.equals(token, "i")
                && (page.stream.equals(token + 1, "am") || page.stream.equals(token + 2, "been")))
                || page.stream.equals(token, "i'm")
        }
    }

    static func isComment(_ segment: Segment) -> Bool {
        segment.kind == .comment || (segment.tier == .user && segment.kind != .title && segment.kind != .heading)
    }

    /// How often the article's own text (all text where it names none) speaks of each drug; the title counts four times.
    static func counts(_ article: Article, _ page: ClaimPage) -> [(subject: ClaimSubject, count: Int)] {
        var counts: [(subject: ClaimSubject, count: Int)] = []
        // A few names are found sooner one by one.
        var known: [String: Int] = [:]
        for round in 0..<2 {
            for place in article.segments.indices where round == 1 || article.segments[place].kind.isArticleText {
                let weight = article.segments[place].kind == .title ? 4 : 1
                let range = ClaimPage.slice(page.drugs, page.segments[place]) { $0.tokens.lowerBound }
                for index in range {
                    let drug = page.drugs[index]
                    let subject = ClaimSubject(drug)
                    let weight = weight == 4 && isHeldAgainst(drug.tokens, page) ? 1 : weight
                    let position =
                        counts.count <= 32
                        ? counts.firstIndex { $0.subject.isSame(as: subject) } : known[drug.name]
                    if let position {
                        counts[position].count += weight
                    } else {
                        counts.append((subject, weight))
                        if counts.count == 33 {
                            for index in counts.indices { known[counts[index].subject.name] = index }
                        } else if counts.count > 33 {
                            known[drug.name] = counts.count - 1
                        }
                    }
                }
            }
            if !counts.isEmpty { break }
        }
        return counts
    }

    /// "Blood pressure pill linked to skin cancer" above a text on hydrochlorothiazide: the one drug of the class that the text names, where it
    /// speaks of it at least as often as the text below speaks of the class.
    static func named(
        _ best: ClaimSubject?, _ counts: [(subject: ClaimSubject, count: Int)], _ page: ClaimPage
    ) -> ClaimSubject? {
        guard let best, best.isClass, let own = counts.first(where: { $0.subject.name == best.name })?.count else {
            return best
        }
        // "Common heartburn drug may weaken bones", and below it omeprazole alone; "Acne drug …" above isotretinoin, with vitamin A by the way.
        let drugs = counts.filter { !$0.subject.isClass }
        if own <= 6, let drug = drugs.max(by: { $0.count < $1.count }), isNamedByUse(best, page),
            drugs.count == 1 && own <= 5 && drug.count > 1
                || page.drugs.first(where: { $0.name != best.name })?.name == drug.subject.name
                    && drugs.allSatisfy({ $0.subject.name == drug.subject.name || $0.count * 2 <= drug.count })
        {
            return drug.subject
        }
        if let meant = apposed(to: best, own, counts, page) { return meant }
        // "Toxicity of the fluoroquinolones: a review", and below it one after the other: the class stays what the text is about.
        let kin = drugs.filter { $0.subject.classes.contains(best.name) }
        if own <= 5, kin.count > 2, let most = kin.map(\.count).max(),
            most * 2 <= kin.reduce(0, { $0 + $1.count }),
            !counts.contains(where: {
                $0.subject.isClass && $0.subject.name != best.name && $0.subject.classes.contains(best.name)
            })
        {
            return best
        }
        // A class that the title alone names, which counts four there, is that of the drug or the narrower class that the text names most, else first.
        let isOfTitle = own == 4
        let members = counts.filter {
            (isOfTitle && $0.subject.name != best.name || !$0.subject.isClass)
                && $0.subject.classes.contains(best.name)
        }
        guard let first = members.max(by: { $0.count < $1.count }),
            isOfTitle
                // "Is it normal on antibiotics?" above a text on one that names others once.
                || own <= 6 && first.count >= 2
                    && members.allSatisfy({ $0.subject.name == first.subject.name || $0.count * 2 <= first.count })
                || first.count >= 3 && first.count + 4 >= own
                    && !members.contains(where: { $0.subject.name != first.subject.name && $0.count * 3 > first.count })
        else { return subclass(of: best, own, counts) ?? best }
        return first.subject
    }

    /// "Contraceptive jab linked to tumours", and below it "the contraceptive injection medroxyprogesterone": that one.
    private static func apposed(
        to best: ClaimSubject, _ own: Int, _ counts: [(subject: ClaimSubject, count: Int)], _ page: ClaimPage
    ) -> ClaimSubject? {
        guard own <= 5 else { return nil }
        for index in page.drugs.indices.dropLast() where page.drugs[index].name == best.name {
            let (kind, drug) = (page.drugs[index].tokens, page.drugs[index + 1])
            guard !drug.isClass, (0...1).contains(drug.tokens.lowerBound - kind.upperBound),
                drug.tokens.lowerBound == kind.upperBound
                    || page.stream.equals(kind.upperBound, anyOf: SubjectReader.wares)
                    || page.has(kind.upperBound, .doseForm)
            else { continue }
            return counts.first { $0.subject.name == drug.name }?.subject
        }
        return nil
    }

    /// Whether the page names a class first by what its drugs are for ("acne drug", "sleeping pills").
    private static func isNamedByUse(_ kind: ClaimSubject, _ page: ClaimPage) -> Bool {
        guard let first = page.drugs.first(where: { $0.name == kind.name })?.tokens.upperBound else { return false }
        return page.stream.equals(first - 1, anyOf: SubjectReader.wares)
            || page.stream.equals(first - 1, anyOf: SubjectReader.pluralWares)
    }

    /// "Blood pressure pills linked to gout" above a text on thiazides: the one class of the class that the text speaks of, members counted in.
    private static func subclass(
        of best: ClaimSubject, _ own: Int, _ counts: [(subject: ClaimSubject, count: Int)]
    ) -> ClaimSubject? {
        let kinds = counts.filter { $0.subject.isClass && $0.count > 1 && $0.subject.classes.contains(best.name) }
        let weighed = kinds.map { kind in
            let members = counts.filter { $0.subject.classes.contains(kind.subject.name) }
            return (subject: kind.subject, count: members.reduce(kind.count) { $0 + $1.count })
        }
        guard let first = weighed.max(by: { $0.count < $1.count }), first.count >= 3, first.count + 4 >= own else {
            return nil
        }
        let isRivalled = counts.contains { other in
            other.subject.name != first.subject.name && other.subject.classes.contains(best.name)
                && !other.subject.classes.contains(first.subject.name) && other.count * 3 > first.count
        }
        return isRivalled ? nil : first.subject
    }

    /// "X beats Y", "X or Y?", "X rather than Y" in a title: the text is about the first.
    private static func isHeldAgainst(_ drug: Range<Int>, _ page: ClaimPage) -> Bool {
        for back in 1...2 where page.has(drug.lowerBound - back, .comparator) { return true }
        return false
    }

    /// The two drugs that the title names, else the two of one class named most, each twice at least, where no third comes near.
    static func pair(
        _ counts: [(subject: ClaimSubject, count: Int)], _ article: Article, _ page: ClaimPage
    ) -> [ClaimSubject] {
        if let title = article.segments.indices.first(where: { article.segments[$0].kind == .title }) {
            var names: [String] = []
            for index in ClaimPage.slice(page.drugs, page.segments[title], { $0.tokens.lowerBound })
            where !names.contains(page.drugs[index].name) { names.append(page.drugs[index].name) }
            let named = names.compactMap { name in counts.first { $0.subject.name == name }?.subject }
            if named.count == 2, !named.contains(where: \.isClass) { return named }
        }
        // The first of the most frequent, and of those of a class with it the first two.
        func rank(_ isMeant: (Int) -> Bool) -> Int? {
            var best: Int?
            for index in counts.indices where best.map({ counts[index].count > counts[$0].count }) ?? true {
                if !counts[index].subject.isClass, isMeant(index) { best = index }
            }
            return best
        }
        guard let first = rank({ _ in true }) else { return [] }
        func isKin(_ index: Int) -> Bool { index != first && counts[index].subject.isAkin(counts[first].subject) }
        guard let second = rank(isKin), counts[second].count > 1 else { return [] }
        if let third = rank({ $0 != second && isKin($0) }), counts[third].count * 2 > counts[second].count { return [] }
        return [counts[first].subject, counts[second].subject]
    }

    /// The first of the most frequent.
    static func most(
        _ counts: [(subject: ClaimSubject, count: Int)], where isMeant: (ClaimSubject) -> Bool = { _ in true }
    ) -> ClaimSubject? {
        var best: Int?
        for index in counts.indices
        where best.map({ counts[index].count > counts[$0].count }) ?? true && isMeant(counts[index].subject) {
            best = index
        }
        return best.map { counts[$0].subject }
    }
}
