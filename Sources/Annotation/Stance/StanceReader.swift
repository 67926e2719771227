import Events

/// What a word says about how a comment stands to what it answers; `stance/words.tsv` explains each.
enum StanceWord: String, CaseIterable, Sendable {
    case supportOpen = "support_open"
    case disputeOpen = "dispute_open"
    case support, dispute
    case supportArticle = "support_article"
    case disputeArticle = "dispute_article"
    case query, article, filler
}

/// Says of the claims of comments how they stand to the article or to the comment that they answer.
///
/// In this order: the same proposition in the comment that it answers or quotes; the comment's own words ("exactly", "that's a myth"); a
/// benefit told in answer to a harm of the same drug, or the other way round; for comments that answer nobody the same proposition in the
/// article. Same polarity is support, the opposite dispute, a question a query. In all other cases it abstains.
struct StanceReader: Sendable {
    private let words: ClassedWords<StanceWord>

    /// - Throws: `ResourceError.malformed` with file and line.
    init(bytes: [UInt8]) throws(ResourceError) {
        words = try ClassedWords(file: "stance/words.tsv", bytes: bytes)
    }

    /// - Parameter stream: the article's tokens, cut at the segments' borders.
    func mark(_ enriched: inout EnrichedArticle, stream: TokenStream) {
        guard !enriched.claims.isEmpty, enriched.article.segments.contains(where: ClaimFinder.isComment) else { return }
        let article = enriched.article
        // A comment is held against one that it answers or quotes, else against the article's text.
        guard
            article.segments.contains(where: {
                ClaimFinder.isComment($0) ? $0.parent != nil || !$0.quotes.isEmpty : $0.kind.isArticleText
            })
        else { return }
        let relations = DrugRelations(enriched.drugs)
        let claims = Dictionary(grouping: enriched.claims.indices) { enriched.claims[$0].segment }
        var own: [String: [Claim]] = [:]
        for segment in article.segments where segment.kind.isArticleText && !ClaimFinder.isComment(segment) {
            for index in claims[segment.id] ?? [] {
                let claim = enriched.claims[index]
                let key = Self.head(claim.object)
                if own[key]?.count ?? 0 < Self.most { own[key, default: []].append(claim) }
            }
        }
        for segment in article.segments where ClaimFinder.isComment(segment) {
            guard let indices = claims[segment.id] else { continue }
            let target = Self.target(segment, article)
            let answered = (target.flatMap { claims[$0] } ?? []).prefix(Self.most).map { enriched.claims[$0] }
            // "No" to a question is an answer, no dispute.
            let isAnswer = !answered.isEmpty && answered.allSatisfy { $0.polarity == .questioned }
            let cue = cue(segment, target, stream, hasText: !own.isEmpty, isAnswer: isAnswer)
            for index in indices {
                let claim = enriched.claims[index]
                if let target, let value = Self.value(of: claim, towards: answered, relations) {
                    enriched.claims[index].stance = Stance(target: target, value: value)
                } else if let cue {
                    enriched.claims[index].stance = cue
                } else if let target {
                    if Self.opposes(claim, answered, relations) {
                        enriched.claims[index].stance = Stance(target: target, value: .dispute)
                    }
                } else if let value = Self.value(of: claim, towards: own[Self.head(claim.object)] ?? [], relations) {
                    enriched.claims[index].stance = Stance(target: "article", value: value)
                }
            }
        }
    }

    /// How many claims one claim is held against, so that no page is slow.
    private static let most = 64

    /// The comment that is answered, else the one that is quoted.
    private static func target(_ segment: Segment, _ article: Article) -> String? {
        if let parent = segment.parent { return parent }
        guard let quoted = segment.quotes.lazy.compactMap(\.segment).first, quoted != segment.id,
            let known = article.segments.first(where: { $0.id == quoted }), ClaimFinder.isComment(known)
        else { return nil }
        return quoted
    }

    // MARK: By content

    /// The last word of an effect: what a narrower one has in common with a wider one ("gastrointestinal bleeding", "bleeding").
    private static func head(_ object: String) -> String {
        String(object.split(separator: " ").last ?? "")
    }

    /// How two effects stand to each other by their names.
    private enum Width { case same, narrower, wider, apart }

    private static func width(of object: String, towards other: String) -> Width {
        if object == other { return .same }
        if object.hasSuffix(" \(other)") { return .narrower }
        return other.hasSuffix(" \(object)") ? .wider : .apart
    }

    /// A benefit told in answer to harms of the same drug, or a harm in answer to benefits: "It's poison." "It has kept him alive."
    private static func opposes(_ claim: Claim, _ others: [Claim], _ drugs: DrugRelations) -> Bool {
        guard let own = valence(claim) else { return false }
        let theirs = others.filter {
            drugs.areRelated(CaseReader.drug(of: $0.subject), CaseReader.drug(of: claim.subject))
        }.compactMap(valence)
        return !theirs.isEmpty && theirs.allSatisfy { $0 != own }
    }

    /// Whether a claim speaks well of its drug; nil where it says neither.
    private static func valence(_ claim: Claim) -> Bool? {
        guard claim.polarity == .asserted, !isDoubted(claim), claim.factuality != .conditional else { return nil }
        switch claim.predicate {
        case .treats, .prevents, .safeFor: return true
        case .causes, .associatedWith, .predisposes, .aggravates, .persistsAfterStop: return false
        case .causesMoreThan, .interactsWith, .stimulates, .inhibits, .disrupts, .affects, .mediates, .doseResponse,
            .isA,
            .hasProperty, .lowerThan, .reversibleAfterStop, .preferredOver, .practice:
            return nil
        }
    }

    /// How a claim stands to those of `others` that say the same of the same, or its opposite; nil where none does, or where they differ
    /// among themselves.
    private static func value(of claim: Claim, towards others: [Claim], _ drugs: DrugRelations) -> StanceValue? {
        var found: StanceValue?
        for other in others
        where other.polarity != .questioned
            && ClaimFinder.family(other.predicate) == ClaimFinder.family(claim.predicate)
            && drugs.areRelated(CaseReader.drug(of: other.subject), CaseReader.drug(of: claim.subject))
        {
            let value: StanceValue
            let width = Self.width(of: claim.object, towards: other.object)
            if width == .apart { continue }
            if claim.polarity == .questioned {
                value = .query
            } else {
                let isDenied = claim.polarity == .negated || Self.isDoubted(claim)
                let wasDenied = other.polarity == .negated || Self.isDoubted(other)
                // Who has one kind of bleeding has bled; who has not may have had another. Who has not bled had no kind of it.
                if width == .narrower, isDenied { continue }
                if width == .wider, !isDenied || wasDenied { continue }
                value = isDenied == wasDenied ? .support : .dispute
            }
            if let known = found, known != value { return nil }
            found = value
        }
        return found
    }

    private static func isDoubted(_ claim: Claim) -> Bool {
        claim.factuality == .doubtful || (claim.factuality == .counterfact && claim.polarity == .asserted)
    }

    // MARK: By words

    /// The comment's own word for it, with its target: the article where the sentence names it, else the comment that it answers, else the
    /// article where the word is said of articles only.
    private func cue(
        _ segment: Segment, _ target: String?, _ stream: TokenStream, hasText: Bool, isAnswer: Bool
    ) -> Stance? {
        let tokens = stream.tokens(overlapping: segment.range.start..<segment.range.end)
        guard !tokens.isEmpty else { return nil }
        let first = stream.sentence(of: tokens.lowerBound)
        var end = stream.sentenceTokens(first).upperBound
        if end < tokens.upperBound { end = stream.sentenceTokens(first + 1).upperBound }
        let start = skippingQuotes(segment, tokens, stream)
        if start > tokens.lowerBound, start < tokens.upperBound {
            let own = stream.sentence(of: start)
            end = stream.sentenceTokens(own).upperBound
            if end < tokens.upperBound { end = stream.sentenceTokens(own + 1).upperBound }
        }
        let opening = tokens.clamped(to: start..<max(start, min(end, start + Self.reach)))
        let matches = words.matches(in: stream, tokens: opening).filter { !isQuoted($0.tokens, segment, stream) }
        guard let (value, place, isOfArticle) = value(matches, opening, stream, isAnswer: isAnswer) else { return nil }
        let sentence = stream.sentence(of: place)
        let names = matches.contains {
            $0.kind == .article && stream.sentence(of: $0.tokens.lowerBound) == sentence
        }
        if names, hasText { return Stance(target: "article", value: value) }
        if let target { return Stance(target: target, value: value) }
        return isOfArticle && hasText ? Stance(target: "article", value: value) : nil
    }

    /// The first token behind a quotation that the comment begins with.
    private func skippingQuotes(_ segment: Segment, _ tokens: Range<Int>, _ stream: TokenStream) -> Int {
        guard let quote = segment.quotes.lazy.compactMap(\.range).first,
            quote.start <= stream.start(tokens.lowerBound), quote.end < segment.range.end
        else { return tokens.lowerBound }
        return min(tokens.upperBound, stream.firstToken(endingAfter: quote.end))
    }

    /// In tokens: how far into a comment its own word for it is looked for.
    private static let reach = 60

    private func value(
        _ matches: [ClassedWords<StanceWord>.Match], _ opening: Range<Int>, _ stream: TokenStream, isAnswer: Bool
    ) -> (value: StanceValue, place: Int, isOfArticle: Bool)? {
        var start = opening.lowerBound
        for match in matches {
            let place = match.tokens.lowerBound
            switch match.kind {
            case .filler where place == start: start = skipped(match.tokens.upperBound, stream)
            case .filler, .article: continue
            case .supportOpen, .disputeOpen:
                guard place == start, !isAnswer, isClosed(match.tokens, opening, stream) else { continue }
                return (match.kind == .supportOpen ? .support : .dispute, place, false)
            case .support, .dispute, .supportArticle, .disputeArticle:
                if isDenied(match.tokens, stream) { continue }
                let isSupport = match.kind == .support || match.kind == .supportArticle
                let isOfArticle = match.kind == .supportArticle || match.kind == .disputeArticle
                return (isSupport ? .support : .dispute, place, isOfArticle)
            case .query: return (.query, place, false)
            }
        }
        return nil
    }

    private func skipped(_ token: Int, _ stream: TokenStream) -> Int {
        var token = token
        while token < stream.count, stream.tokens[token].isPunctuation { token += 1 }
        return token
    }

    /// A stop, comma, dash or exclamation mark behind an opening word, or nothing further: "No, it …" and not "No headaches".
    private func isClosed(_ word: Range<Int>, _ opening: Range<Int>, _ stream: TokenStream) -> Bool {
        guard word.upperBound < opening.upperBound else { return true }
        switch stream.punctuation(word.upperBound) {
        case UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: "!"), UInt8(ascii: "-"), UInt8(ascii: ":"),
            UInt8(ascii: ";"):
            return true
        default: return stream.tokens[word.upperBound].flags.contains(.paragraphBefore)
        }
    }

    private func isDenied(_ word: Range<Int>, _ stream: TokenStream) -> Bool {
        for back in 1...3 where word.lowerBound - back >= 0 {
            for denial: StaticString in ["not", "never", "t", "nobody", "if"]
            where stream.equals(word.lowerBound - back, denial) { return true }
        }
        return false
    }

    private func isQuoted(_ word: Range<Int>, _ segment: Segment, _ stream: TokenStream) -> Bool {
        let start = stream.start(word.lowerBound)
        return segment.quotes.contains { $0.range?.contains(start) ?? false }
    }
}
