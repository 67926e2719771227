import Events

/// What an article is as a whole: the study that it tells of, whose release it passes on.
struct ArticleBackground {
    /// The design of the study that the article is about; nil where it is about none.
    private(set) var design: EvidenceClass?
    private(set) var species: String?
    /// The exposure that title, dek or summary speak of ("long-term").
    private(set) var exposure: String?
    /// A paper that reviews the work of others.
    private(set) var isReview = false
    /// Title, dek, summary or first paragraph give the words of a regulator.
    private(set) var isRegulator = false
    /// It is about animals or cells all through: its head, its abstract or its paper names them, or it does so again and again.
    private(set) var isOfAnimals = false
    /// The page passes on an institution's release.
    private(set) var isRepost = false

    init() {}

    init(article: borrowing Article, page: ClaimPage) {
        // News that ends with the study's reference retells its release; an outlet's own reporting names the journal in the text.
        isRepost =
            article.credits.contains { $0.kind == .source || $0.kind == .originallyPublishedBy }
            || (article.references.count == 1 && article.references[0].role == .reported
                && !Self.asksOutsiders(article, page))
        var tally = Tally()
        var bodies = 0
        for index in article.segments.indices {
            let segment = article.segments[index]
            guard segment.kind.isArticleText, segment.tier != .user else { continue }
            let tokens = page.segments[index]
            let isHead = segment.kind == .title || segment.kind == .dek || segment.kind == .summary
            if !isHead, segment.kind != .heading, segment.kind != .caption { bodies += 1 }
            if exposure == nil, isHead { exposure = Self.exposure(tokens, page) }
            if segment.tier == .commercial { continue }
            if segment.kind == .title, segment.tier == .primary, Self.isReview(tokens, page) {
                tally.isReview = true
                tally.isNarrative = tokens.contains { page.stream.equals($0, "narrative") }
            }
            let isLead = isHead || bodies <= 1 || segment.kind == .abstract
            read(tokens, segment, isLead: isLead, page, &tally)
        }
        let reported = article.references.filter { $0.role == .reported }
        if reported.count == 1, let paper = reported.first { readTitle(of: paper, page, &tally) }
        // A paper that speaks of three kinds of studies alike reviews them.
        let isPaper = article.segments.contains { $0.tier == .primary && $0.kind == .body }
        if isPaper, tally.best == nil, tally.counts.count(where: { $0.design.isStudy }) >= 3 { tally.isReview = true }
        let isAboutStudy = tally.isLed || article.segments.contains { $0.tier == .pressRelease }
        isReview = tally.isReview
        isOfAnimals = tally.animals >= Tally.enough
        // A narrative review tells what is known; only one that pools studies has a result of its own.
        if isReview { design = tally.isPooled ? .metaAnalysis : nil } else if isAboutStudy { design = tally.best }
    }

    /// Designs by how often the article names them.
    private struct Tally {
        var counts: [(design: EvidenceClass, count: Int)] = []
        /// A design or a study is named at the article's head.
        var isLed = false
        var isReview = false
        /// Its title calls it a meta-analysis or a systematic review, or its abstract tells how many studies it found.
        var isPooled = false
        var isNarrative = false
        /// How often animals are named; at the head once is enough.
        var animals = 0
        static let enough = 4

        mutating func add(_ design: EvidenceClass, _ weight: Int) {
            if let known = counts.firstIndex(where: { $0.design == design }) {
                counts[known].count += weight
            } else {
                counts.append((design, weight))
            }
        }

        /// The most frequent; the first of equals. An article that speaks of several studies alike is about none of them.
        var best: EvidenceClass? {
            var best: (design: EvidenceClass, count: Int)?
            for entry in counts where best.map({ entry.count > $0.count }) ?? true { best = entry }
            guard let best, best.count * 2 >= counts.reduce(0, { $0 + $1.count }) else { return nil }
            return best.design
        }
    }

    /// The one paper that the page is about tells its design in its title.
    private func readTitle(of paper: Reference, _ page: ClaimPage, _ tally: inout Tally) {
        let tokens = page.stream.tokens(overlapping: paper.range.start..<paper.range.end)
        for index in ClaimPage.slice(page.evidence, tokens, { $0.tokens.lowerBound }) {
            switch page.evidence[index].word {
            case .design(let design) where design.isStudy: tally.add(design, 6)
            case .species:
                tally.add(.animalStudy, 6)
                tally.animals += Tally.enough
            default: continue
            }
            tally.isLed = true
        }
    }

    private mutating func read(
        _ tokens: Range<Int>, _ segment: Segment, isLead: Bool, _ page: ClaimPage, _ tally: inout Tally
    ) {
        if segment.kind == .abstract, Self.countsStudies(tokens, page) {
            tally.isReview = true
            tally.isPooled = !tally.isNarrative
        }
        for index in ClaimPage.slice(page.evidence, tokens, { $0.tokens.lowerBound }) {
            switch page.evidence[index].word {
            case .design(.guideline): continue
            case .design(.regulator):
                // A study that the lead tells of goes before an agency that it mentions.
                let isHead = segment.kind == .title || segment.kind == .dek || segment.kind == .summary
                if isHead || (isLead && !tally.isLed && segment.kind != .abstract && segment.tier != .primary) {
                    isRegulator = true
                }
            case .design(.metaAnalysis) where segment.kind == .title && segment.tier == .primary:
                tally.isReview = true
                tally.isPooled = true
            case .design(let design):
                // The head says what the study is.
                tally.add(design, isLead ? 4 : 2)
                if isLead { tally.isLed = true }
            case .hint(let design):
                tally.add(design, 1)
                if isLead { tally.isLed = true }
            case .study: if isLead { tally.isLed = true }
            case .review: if isLead, segment.tier == .primary { tally.isReview = true }
            case .species(let name):
                if GroundReader.isPet(page.evidence[index].tokens.lowerBound, page) { continue }
                tally.add(.animalStudy, segment.kind == .title ? 8 : isLead ? 4 : 1)
                let isHead = segment.kind == .title || segment.kind == .dek || segment.kind == .summary
                tally.animals += isHead || segment.kind == .abstract ? Tally.enough : 1
                if isLead { tally.isLed = true }
                // "Mice" says more than "animals".
                if species == nil || species == "animal" { species = name }
            case .story: if segment.tier == .primary { tally.add(.caseReport, isLead ? 4 : 2) }
            case .turn, .past, .human, .act, .speech, .company, .selfReport, .family, .other, .expert, .doctor, .body:
                continue
            }
        }
    }

    /// "Who was not involved in the study": the outlet has asked around.
    private static func asksOutsiders(_ article: borrowing Article, _ page: ClaimPage) -> Bool {
        for index in article.segments.indices {
            let segment = article.segments[index]
            guard segment.kind.isArticleText, segment.tier != .user else { continue }
            if page.segments[index].contains(where: { isOutsider($0, page) }) { return true }
        }
        return false
    }

    private static func isOutsider(_ token: Int, _ page: ClaimPage) -> Bool {
        guard page.stream.equals(token, "not") || page.stream.equals(token, "wasn't") else { return false }
        for word: StaticString in ["involved", "part", "connected", "among"]
        where page.stream.equals(token + 1, word) { return true }
        return page.stream.equals(token + 1, "take") && page.stream.equals(token + 2, "part")
    }

    /// "We searched four databases", "41 trials were included": an abstract that counts the studies of others.
    private static func countsStudies(_ tokens: Range<Int>, _ page: ClaimPage) -> Bool {
        func isStudies(_ index: Int) -> Bool {
            for word: StaticString in ["trials", "studies", "databases", "pubmed", "medline", "embase", "reports"]
            where page.stream.equals(index, word) { return true }
            return false
        }
        for token in tokens {
            let isSearch = page.stream.equals(token, "searched") || page.stream.equals(token, "included")
            guard isSearch || page.stream.equals(token, "identified") else { continue }
            let near = max(tokens.lowerBound, token - 6)..<min(tokens.upperBound, token + 8)
            if near.contains(where: isStudies) { return true }
        }
        return false
    }

    /// "Drugs for gout: a review", "An overview of …"; a review of charts is a study.
    private static func isReview(_ tokens: Range<Int>, _ page: ClaimPage) -> Bool {
        for token in tokens {
            for word: StaticString in ["review", "reviews", "overview", "perspectives"]
            where page.stream.equals(token, word) {
                return !ClaimPage.slice(page.evidence, tokens) { $0.tokens.lowerBound }.contains {
                    page.evidence[$0].word == .design(.humanObservational)
                        || page.evidence[$0].word == .design(.caseReport)
                }
            }
        }
        return false
    }

    private static func exposure(_ tokens: Range<Int>, _ page: ClaimPage) -> String? {
        for token in tokens where page.has(token, .longTerm) || page.has(token, .term) {
            if page.has(token, .longTerm) || page.stream.equals(token - 2, "long") { return "long-term" }
        }
        return nil
    }
}
