import Events

/// Reads the grounds of an article's sentences in text order and keeps what one sentence leaves to the next.
///
/// A design goes on within its paragraph, and over a border only where the next one says that it speaks of the study still.
struct GroundReader {
    private var segment = ""
    private var design: EvidenceClass?
    private var species: String?
    private var distance = 0
    /// Indices of the drugs that the study's own sentences name.
    private var studied = 0..<0
    /// Those that the segment named last.
    private var lastDrugs = 0..<0
    private var isQuoteOpen = false
    private var isAfterStudy = false
    private var sinceExpert = Int.max / 2
    private var authority: EvidenceClass?
    private var namesRegulator = false
    private var namedRegulator = false

    /// In sentences: how long a paragraph goes on about a study without naming it.
    private static let reach = 5

    mutating func read(_ sentence: ClaimPage.Sentence, _ segment: Segment, _ page: ClaimPage) -> Ground {
        let ground = Ground()
        let isNew = segment.id != self.segment
        if isNew { begin(segment) }
        scan(sentence, segment, page, ground)
        if segment.kind == .abstract, ground.isAfterStudy || !ground.designs.isEmpty { isAfterStudy = true }
        ground.isAfterStudy = isAfterStudy
        ground.isQuoteOpen = isQuoteOpen
        for token in sentence.tokens where page.stream.punctuation(token) == UInt8(ascii: "\"") { isQuoteOpen.toggle() }
        if let last = ground.designs.last {
            authority = last.design == .regulator || last.design == .guideline ? last.design : nil
        }
        ground.authority = authority
        if ground.designs.contains(where: { $0.design == .regulator }) { namesRegulator = true }
        ground.isRegulatorNear = namesRegulator || namedRegulator
        sinceExpert += 1
        if ground.isExpertNear { sinceExpert = 0 }
        ground.isExpertNear = sinceExpert <= 2
        carry(ground, isNew: isNew, segment, sentence, page)
        return ground
    }

    private mutating func begin(_ segment: Segment) {
        self.segment = segment.id
        isQuoteOpen = false
        authority = nil
        lastDrugs = 0..<0
        if segment.kind != .heading {
            namedRegulator = namesRegulator
            namesRegulator = false
        }
        if segment.kind == .heading || segment.kind == .title || segment.kind == .question { leaveStudy() }
        if segment.kind != .abstract { isAfterStudy = false }
    }

    /// "Review of 48 trials".
    private static func isReview(_ token: Int, _ page: ClaimPage) -> Bool {
        guard reviews.contains(page.stream.tokens[token].hash), token + 3 < page.stream.count,
            page.stream.equals(token + 1, "of"),
            page.stream.isNumber(at: token + 2) || page.has(token + 2, .function)
        else { return false }
        return page.stream.equals(token + 3, anyOf: works) || page.stream.equals(token + 4, anyOf: works)
    }

    static let reviews = TokenTable("review analysis")
    private static let works = TokenTable("trials studies papers rcts articles randomized randomised")

    /// "Combined 21 placebo-controlled trials", "pooled the data of nine cohorts".
    private static func isPooled(_ token: Int, _ page: ClaimPage) -> Bool {
        guard page.stream.equals(token, anyOf: poolings), token + 8 < page.stream.count,
            let studies = (token + 1..<token + 8).first(where: { page.stream.equals($0, anyOf: pooled) })
        else { return false }
        return (token + 1..<studies).contains { page.stream.tokens[$0].isNumber || page.has($0, .function) }
    }

    static let poolings = TokenTable("combined pooled combining pooling combines pools")
    private static let pooled = TokenTable("trials studies cohorts rcts experiments datasets")

    /// "My cat" took part in no study.
    static func isPet(_ animal: Int, _ page: ClaimPage) -> Bool {
        for word: StaticString in ["my", "our", "your", "his", "her", "their"]
        where page.stream.equals(animal - 1, word) {
            return true
        }
        return false
    }

    /// "We searched four databases": where a review looked is no cohort.
    private static func isSearched(_ design: Range<Int>, _ page: ClaimPage) -> Bool {
        guard
            page.stream.equals(design.upperBound - 1, "databases")
                || page.stream.equals(design.upperBound - 1, "registries")
        else { return false }
        for back in 1...5 {
            for word: StaticString in ["searched", "search", "searching", "searches"]
            where page.stream.equals(design.lowerBound - back, word) { return true }
        }
        return false
    }

    /// "The rebound headache that dogs the triptans".
    static func isVerb(_ animal: Range<Int>, _ page: ClaimPage) -> Bool {
        guard animal.count == 1 else { return false }
        for word: StaticString in ["that", "which", "still", "to", "has", "have"]
        where page.stream.equals(animal.lowerBound - 1, word) {
            for next: StaticString in ["the", "a", "an", "its", "their", "his", "her", "this", "these", "out", "by"]
            where page.stream.equals(animal.upperBound, next) { return true }
        }
        return false
    }

    private mutating func leaveStudy() {
        design = nil
        species = nil
    }

    /// "A recent study", "another analysis": not the one before.
    private static func isAnother(_ study: Int, _ page: ClaimPage) -> Bool {
        for back in 1...2 {
            for word: StaticString in [
                "a", "another", "recent", "earlier", "previous", "older", "other", "separate", "one",
            ]
            where page.stream.equals(study - back, word) { return true }
        }
        return false
    }

    private mutating func carry(
        _ ground: Ground, isNew: Bool, _ segment: Segment, _ sentence: ClaimPage.Sentence, _ page: ClaimPage
    ) {
        if !sentence.drugs.isEmpty { lastDrugs = sentence.drugs }
        if design == .metaAnalysis, distance < Self.reach { readArms(ground, page) }
        if let last = ground.designs.last(where: { $0.design.isStudy }) {
            design = last.design
            species = ground.species.last?.name
            distance = 0
            studied = lastDrugs
            return
        }
        distance += 1
        let goesOn = !isNew || ground.namesStudy || segment.kind == .abstract
        if !goesOn || (distance > Self.reach && !ground.namesStudy) { leaveStudy() }
        if design == .animalStudy || design == .inVitro {
            if isOfOthers(sentence, page) { leaveStudy() }
            if segment.tier == .news && distance > 1 && !ground.namesStudy {
                ground.carriedFar = design
                return
            }
        }
        ground.carried = design
        ground.carriedSpecies = species
    }

    /// "27 percent of those on dummy pills": the arms of the trials that a meta-analysis, told of before, has pooled.
    private func readArms(_ ground: Ground, _ page: ClaimPage) {
        for index in ground.designs.indices where ground.designs[index].design == .randomizedTrial {
            let word = ground.designs[index].tokens.lowerBound
            for name: StaticString in ["placebo", "placebos", "dummy", "sugar", "sham", "control", "trials", "inert"]
            where page.stream.equals(word, name) { ground.designs[index].design = .metaAnalysis }
        }
    }

    /// Names drugs, and none that the study's sentences named: no experiment goes on about another drug.
    private func isOfOthers(_ sentence: ClaimPage.Sentence, _ page: ClaimPage) -> Bool {
        guard !sentence.drugs.isEmpty, !studied.isEmpty else { return false }
        return !sentence.drugs.contains { own in
            let drug = page.drugs[own]
            return studied.contains {
                let other = page.drugs[$0]
                return other.name == drug.name || other.classes.contains(drug.name) || drug.classes.contains(other.name)
            }
        }
    }

    // MARK: Words of one sentence

    private mutating func scan(
        _ sentence: ClaimPage.Sentence, _ segment: Segment, _ page: ClaimPage, _ ground: Ground
    ) {
        if sentence.evidence.isEmpty, !isStatisticAwaited(sentence, segment, page) { return }
        var designs: [(tokens: Range<Int>, design: EvidenceClass)] = []
        for index in sentence.evidence {
            let (tokens, word) = page.evidence[index]
            switch word {
            case .design(let design):
                if Self.isSearched(tokens, page) { continue }
                designs.append((tokens, design))
            case .hint(let design):
                ground.hint = ground.hint ?? design
                ground.isFinding = true
            case .study:
                ground.namesStudy = true
                if Self.isAnother(tokens.lowerBound, page) { leaveStudy() }
            case .species(let name):
                if Self.isPet(tokens.lowerBound, page) || Self.isVerb(tokens, page) { continue }
                ground.species.append((tokens, name))
                designs.append((tokens, name == "in vitro" ? .inVitro : .animalStudy))
            case .human: ground.people.append(tokens)
            case .story: if segment.tier == .primary { designs.append((tokens, .caseReport)) }
            case .turn: leaveStudy()
            case .past: if Self.isFinite(tokens.lowerBound, sentence.tokens, page) { ground.isFinding = true }
            case .selfReport: ground.hasSelf = true
            case .expert, .doctor: ground.isExpertNear = true
            case .review, .act, .speech, .company, .family, .other, .body: continue
            }
        }
        if page.has(sentence, [.review, .pooling]), ground.namesStudy || !designs.isEmpty {
            for token in sentence.tokens where Self.isReview(token, page) || Self.isPooled(token, page) {
                designs.insert((token..<token + 4, .metaAnalysis), at: 0)
            }
        }
        if !designs.isEmpty { ground.designs = Self.settled(designs, page) }
        guard isStatisticAwaited(sentence, segment, page) else { return }
        ground.isAfterStudy = sentence.tokens.contains { token in
            Self.isStatistic(token, page)
                || Self.ours.contains(page.stream.tokens[token].hash)
                    && (!page.stream.equals(token, "this") || page.stream.equals(token + 1, "study"))
        }
    }

    /// In an abstract whose own study has not been told yet: whether the sentence may be the one that does.
    private func isStatisticAwaited(_ sentence: ClaimPage.Sentence, _ segment: Segment, _ page: ClaimPage) -> Bool {
        segment.kind == .abstract && !isAfterStudy && page.has(sentence, [.ours, .statistic])
    }

    static let ours = TokenTable("we our this")

    /// "95% CI", "p < 0.001", "14% vs 3%": only results are told so.
    static func isStatistic(_ token: Int, _ page: ClaimPage) -> Bool {
        guard page.stream.equals(token, anyOf: statistics) else { return false }
        guard page.stream.equals(token, "p") else { return true }
        return page.stream.punctuation(token + 1) == UInt8(ascii: "<")
            || page.stream.punctuation(token + 1) == UInt8(ascii: "=")
    }

    /// With "p", which is one only before a sign.
    static let statistics = TokenTable("ci vs hr ratio p")

    /// What is needed of a sentence only where it makes a claim: findings, figures, whose words it gives.
    static func fill(_ ground: Ground, _ sentence: ClaimPage.Sentence, _ page: ClaimPage) {
        ground.isFinding =
            ground.isFinding || sentence.tokens.contains { isPast($0, sentence.tokens, page) }
        ground.hasFigure = sentence.tokens.contains {
            page.stream.tokens[$0].isNumber && isFigure($0, sentence.tokens, page)
        }
        ground.hasThirdPerson = page.has(sentence, .thirdPerson)
        (ground.voice, ground.speech) = voice(sentence, page)
    }

    /// "Meta-analysis of 14 randomized trials" is one design, and so is a trial in mice.
    private static func settled(
        _ designs: [(tokens: Range<Int>, design: EvidenceClass)], _ page: ClaimPage
    ) -> [(tokens: Range<Int>, design: EvidenceClass)] {
        guard designs.count > 1 else { return designs }
        let designs = designs.filter { entry in
            // "Slices from newborn rats", "cultured rat neurons": a dish, not the animal.
            guard entry.design == .animalStudy else { return true }
            return !designs.contains {
                $0.design == .inVitro && (0...3).contains(entry.tokens.lowerBound - $0.tokens.upperBound)
                    && !page.stream.equals($0.tokens.upperBound, "and")
            }
        }
        return designs.filter { entry in
            guard entry.design == .randomizedTrial || entry.design == .humanObservational || entry.design == .inVitro
            else { return true }
            return !designs.contains { other in
                let gap =
                    other.tokens.lowerBound < entry.tokens.lowerBound
                    ? entry.tokens.lowerBound - other.tokens.upperBound
                    : other.tokens.lowerBound - entry.tokens.upperBound
                guard gap <= 6 else { return false }
                if other.design == .metaAnalysis { return other.tokens.lowerBound < entry.tokens.lowerBound }
                return other.design == .animalStudy
            }
        }
    }

    /// Whose words the sentence gives, from what stands beside its verb of saying.
    private static func voice(
        _ sentence: ClaimPage.Sentence, _ page: ClaimPage
    ) -> (voice: Ground.Voice, verb: Range<Int>?) {
        var found: (voice: Ground.Voice, verb: Range<Int>?) = (.outlet, nil)
        for index in sentence.evidence {
            let verb = page.evidence[index].tokens
            if page.evidence[index].word == .act {
                // "The FDA requires": the act of an agency that stands right before it.
                if namesRegulator(right: verb.lowerBound, sentence, page) { return (.regulator, verb) }
                continue
            }
            // "The agency found that it raises pulse".
            if page.evidence[index].word == .past, page.stream.equals(verb.lowerBound, "found"),
                namesRegulator(right: verb.lowerBound, sentence, page)
            {
                return (.regulator, verb)
            }
            guard page.evidence[index].word == .speech else { continue }
            let near =
                max(
                    sentence.tokens.lowerBound, verb.lowerBound - 8)..<min(
                    sentence.tokens.upperBound, verb.upperBound + 8)
            var isStudy = false
            var isPerson = false
            for other in ClaimPage.slice(page.evidence, near, { $0.tokens.lowerBound }) {
                let gap =
                    page.evidence[other].tokens.lowerBound < verb.lowerBound
                    ? verb.lowerBound - page.evidence[other].tokens.upperBound
                    : page.evidence[other].tokens.lowerBound - verb.upperBound
                switch page.evidence[other].word {
                case .company: return (.company, verb)
                case .design(.regulator): return (.regulator, verb)
                case .doctor, .expert: isPerson = true
                case .study, .design: if gap <= 3 { isStudy = true }
                case .hint, .review, .turn, .past, .human, .act, .speech, .species, .selfReport, .family, .other,
                    .story, .body:
                    continue
                }
            }
            if isPerson || (!isStudy && isNamed(verb, sentence.tokens, page)) { return (.person, verb) }
            if isStudy { found = (.study, verb) }
        }
        return found
    }

    private static func namesRegulator(right border: Int, _ sentence: ClaimPage.Sentence, _ page: ClaimPage) -> Bool {
        sentence.evidence.contains {
            page.evidence[$0].word == .design(.regulator)
                && (0...3).contains(border - page.evidence[$0].tokens.upperBound)
        }
    }

    /// A capitalised name or "he", "she" beside a verb, or at the sentence's head before an insertion ("Lind, of Harrow University, says").
    private static func isNamed(_ verb: Range<Int>, _ sentence: Range<Int>, _ page: ClaimPage) -> Bool {
        // "According to Harrow University": an institution's study, unless a person is named first.
        for index in Range(from: verb.upperBound, to: min(sentence.upperBound, verb.upperBound + 8)) {
            if page.stream.punctuation(index) != 0 { break }
            for word: StaticString in [
                "university", "institute", "college", "hospital", "school", "journal", "researchers",
            ]
            where page.stream.equals(index, word) { return false }
        }
        for index in [verb.lowerBound - 1, verb.upperBound, verb.upperBound + 1] where sentence.contains(index) {
            if isThirdPerson(index, page) || isName(index, sentence, page) { return true }
        }
        guard page.stream.punctuation(verb.lowerBound - 1) == UInt8(ascii: ",") else { return false }
        let first = sentence.lowerBound
        return verb.lowerBound - first <= 16 && isName(first + 1, sentence, page) && isName(first, sentence, page)
    }

    private static func isName(_ index: Int, _ sentence: Range<Int>, _ page: ClaimPage) -> Bool {
        let token = page.stream.tokens[index]
        guard token.isWord, token.flags.contains(.capitalised), !page.has(index, .pronoun) else { return false }
        if index == sentence.lowerBound, page.has(index, .function) || page.has(index, .reporter) { return false }
        let drugs = ClaimPage.slice(page.drugs, sentence) { $0.tokens.lowerBound }
        return !drugs.contains { page.drugs[$0].tokens.contains(index) }
    }

    private static func isThirdPerson(_ token: Int, _ page: ClaimPage) -> Bool {
        page.stream.tokens.indices.contains(token) && thirdPersons.contains(page.stream.tokens[token].hash)
    }

    static let thirdPersons = TokenTable("he she his her him")
}
