import Events

/// On what an article rests: the design and species that its sentences name, carried over to those that do not.
struct ArticleBackground {
    /// The main study's design, from the first words that name one.
    var design: EvidenceClass?
    var species: String?
    /// The exposure that title, dek or summary speak of ("long-term").
    var exposure: String?
    private var isRegulator = false
    /// The design that title, dek or summary name themselves.
    private var headDesign: EvidenceClass?
    /// The page passes on an institution's release.
    private var isRepost = false

    init() {}

    init(article: Article, page: ClaimPage) {
        var counts: [(design: EvidenceClass, count: Int)] = []
        var rank = 0
        // News that ends with the study's reference retells its release; an outlet's own reporting names the journal in the text.
        isRepost =
            article.credits.contains { $0.kind == .source || $0.kind == .originallyPublishedBy }
            || article.references.contains { $0.role == .reported }
        for segment in article.segments where segment.kind.isArticleText && segment.tier != .user {
            let tokens = page.stream.tokens(overlapping: segment.range.start..<segment.range.end)
            if exposure == nil, segment.kind == .title || segment.kind == .dek || segment.kind == .summary {
                for token in tokens where page.has(token, .longTerm) || page.has(token, .term) {
                    if page.has(token, .longTerm) || page.stream.equals(token - 2, "long") { exposure = "long-term" }
                }
            }
            for index in ClaimPage.slice(page.evidence, tokens, { $0.tokens.lowerBound }) {
                switch page.evidence[index].word {
                case .design(let design):
                    if design == .guideline { continue }
                    if design == .regulator {
                        if rank < 2, segment.kind == .title || segment.kind == .dek || segment.kind == .summary {
                            isRegulator = true
                        }
                        continue
                    }
                    if headDesign == nil, segment.kind == .title || segment.kind == .dek || segment.kind == .summary {
                        headDesign = design
                    }
                    if let known = counts.firstIndex(where: { $0.design == design }) {
                        counts[known].count += 1
                    } else {
                        counts.append((design, 1))
                    }
                case .species(let name):
                    // "Mice" says more than "animals".
                    if species == nil || species == "animal" { species = name }
                default: continue
                }
            }
            rank += 1
        }
        // The first design named counts double: the lead says what the study is.
        if !counts.isEmpty { counts[0].count += 1 }
        var best: (design: EvidenceClass, count: Int)?
        for entry in counts where best.map({ entry.count > $0.count }) ?? true { best = entry }
        design = best?.design
    }

    func evidence(
        _ predicate: Predicate, _ ruleID: String, _ part: ClaimFinder.Part,
        _ words: [(tokens: Range<Int>, word: EvidenceWord)], _ reading: ClaimFinder.Reading, _ page: ClaimPage
    ) -> EvidenceClass {
        // "Prescribed for asthma" rests on no study, whatever else the sentence tells.
        let isStatedUse = ruleID == "treat.use" || ruleID == "treat.for" || ruleID == "treat.noun"
        if reading.segment.tier == .commercial, reading.sentence.isQuestion { return .clinicAssertion }
        var animal = false
        for word in words where !isStatedUse {
            switch word.word {
            case .design(let named):
                if named == .regulator, predicate == .practice { return .regulator }
                return named
            case .species(let name): animal = name != "in vitro"
            default: continue
            }
        }
        if animal { return .animalStudy }
        if let quotative = reading.quotative, quotative, !hasFigure(reading, page), reading.segment.tier != .commercial,
            reading.segment.kind.isArticleText,
            reading.segment.kind != .title, reading.segment.kind != .dek, !isRegulator
        {
            return .expertOpinion
        }
        if predicate == .practice { return isRegulator ? .regulator : .expertOpinion }
        let isMechanism = ClaimFinder.family(predicate) == 3
        let isResult =
            part != .background && (part == .result || isResult(reading, page)) && !isStatedUse
            && (part == .result || !isPriorKnowledge(predicate, reading, page))
            && !(isMechanism && reading.segment.tier != .primary && !hasFigure(reading, page))
        switch reading.segment.tier {
        case .commercial: return .clinicAssertion
        case .user: return .opinion
        case .primary:
            if reading.segment.kind == .title, predicate != .isA { return design ?? .background }
            return isResult ? design ?? .background : .background
        case .pressRelease:
            if isRegulator { return .regulator }
            if reading.segment.kind == .title || reading.segment.kind == .dek { return .pressRelease }
            return isResult ? design ?? .pressRelease : isMechanism ? .background : .pressRelease
        case .news:
            if isRegulator { return .regulator }
            let known: EvidenceClass = isRepost && !isMechanism ? .pressRelease : .background
            if reading.segment.kind == .title || reading.segment.kind == .dek { return headDesign ?? .pressRelease }
            if reading.segment.kind == .summary { return design ?? .pressRelease }
            return isResult ? design ?? known : known
        }
    }

    /// What was known before the study: an indication that is just stated, or words that say so. The study's design and
    /// species are not carried over to it.
    private func isPriorKnowledge(_ predicate: Predicate, _ reading: ClaimFinder.Reading, _ page: ClaimPage) -> Bool {
        if hasFigure(reading, page) { return false }
        if ClaimFinder.family(predicate) == ClaimFinder.family(.treats) { return true }
        return page.has(reading.sentence.tokens, .prior)
    }

    /// A number of two digits or more outside drug names.
    private func hasFigure(_ reading: ClaimFinder.Reading, _ page: ClaimPage) -> Bool {
        for token in reading.sentence.tokens
        where page.stream.tokens[token].isNumber && page.stream.tokens[token].length > 1 {
            if !reading.groups.contains(where: { $0.tokens.contains(token) }) { return true }
        }
        return false
    }

    /// Numbers, past tense or a finding's verb: what a study saw, not what is generally known.
    private func isResult(_ reading: ClaimFinder.Reading, _ page: ClaimPage) -> Bool {
        if hasFigure(reading, page) { return true }
        return page.has(reading.sentence.tokens, .finding)
    }
}
