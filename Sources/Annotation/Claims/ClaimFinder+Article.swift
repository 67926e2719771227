import Events

/// What an article is about as a whole: its drugs by how often they are named, the two that it compares, who of its readers is of the professions.
extension ClaimFinder {
    static func experts(_ article: Article, _ page: ClaimPage, _ lexicon: EvidenceLexicon) -> Set<String> {
        var found: Set<String> = []
        var named: Set<String> = []
        for segment in article.segments where isComment(segment) {
            guard let author = segment.author, !found.contains(author) else { continue }
            let tokens = page.stream.tokens(overlapping: segment.range.start..<segment.range.end)
            let words = ClaimPage.slice(page.evidence, tokens) { $0.tokens.lowerBound }
            let isNew = named.insert(author).inserted
            if isNew && lexicon.namesProfession(author) || words.contains(where: { page.evidence[$0].word == .expert })
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
        for segment in article.segments where segment.kind == .body {
            let tokens = page.stream.tokens(overlapping: segment.range.start..<segment.range.end)
            guard tokens.count > 12 else { continue }
            all += 1
            guard page.has(tokens, .firstPerson) else { continue }
            var isQuoted = false
            for token in tokens {
                if page.stream.punctuation(token) == UInt8(ascii: "\"") {
                    isQuoted.toggle()
                } else if !isQuoted, page.has(token, .firstPerson) {
                    own += 1
                    break
                }
            }
        }
        return all > 0 && own * 2 > all
    }

    /// Whether somebody of the professions writes: "I have been a lung doctor for twenty years", "my patients", a byline with a profession.
    static func isByExpert(_ article: Article, _ page: ClaimPage) -> Bool {
        for segment in article.segments where segment.tier != .user {
            let isHead = segment.kind == .byline || segment.kind == .dek
            guard isHead || segment.kind == .body || segment.kind == .summary else { continue }
            let tokens = page.stream.tokens(overlapping: segment.range.start..<segment.range.end)
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
        guard before.contains(where: { page.stream.equals($0, "a") || page.stream.equals($0, "an") }) else { return false }
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
            for segment in article.segments where round == 1 || segment.kind.isArticleText {
                let tokens = page.stream.tokens(overlapping: segment.range.start..<segment.range.end)
                let range = ClaimPage.slice(page.drugs, tokens) { $0.tokens.lowerBound }
                for index in range {
                    let drug = page.drugs[index]
                    let weight = segment.kind == .title ? 4 : 1
                    let position =
                        counts.count <= 32
                        ? counts.firstIndex { $0.subject.name == drug.name } : known[drug.name]
                    if let position {
                        counts[position].count += weight
                    } else {
                        known[drug.name] = counts.count
                        counts.append(
                            (
                                ClaimSubject(
                                    name: drug.name, id: drug.id, classes: drug.classes, isClass: drug.isClass), weight
                            ))
                    }
                }
            }
            if !counts.isEmpty { break }
        }
        return counts
    }

    /// The two drugs that the title names, else the two of one class named most, each twice at least, where no third comes near.
    static func pair(
        _ counts: [(subject: ClaimSubject, count: Int)], _ article: Article, _ page: ClaimPage
    ) -> [ClaimSubject] {
        if let title = article.segments.first(where: { $0.kind == .title }) {
            let tokens = page.stream.tokens(overlapping: title.range.start..<title.range.end)
            var names: [String] = []
            for index in ClaimPage.slice(page.drugs, tokens, { $0.tokens.lowerBound })
            where !names.contains(page.drugs[index].name) { names.append(page.drugs[index].name) }
            let named = names.compactMap { name in counts.first { $0.subject.name == name }?.subject }
            if named.count == 2, !named.contains(where: \.isClass) { return named }
        }
        let drugs = counts.enumerated().filter { !$0.element.subject.isClass }
            .sorted { ($1.element.count, $0.offset) < ($0.element.count, $1.offset) }.map(\.element)
        guard let first = drugs.first else { return [] }
        let kin = drugs.dropFirst().filter { $0.subject.isAkin(first.subject) }
        guard let second = kin.first, second.count > 1 else { return [] }
        if kin.count > 1, kin[1].count * 2 > second.count { return [] }
        return [first.subject, second.subject]
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
