import Events

/// Effects that stand in no table, where a rule's words say plainly that something is one: "side effects include splayed elbow", "numb ears have been
/// reported with it". The words themselves are the effect, as the text has them; they are read like a known concept from here on, with their
/// lists, negations and subjects.
///
/// Only beside the words of rules that say `open effect`, and only where no known concept stands; a phrase whose end is in doubt is none.
struct OpenEffects: Sendable {
    /// Index of the concept that stands for all of them; each is called as it is written.
    let concept: Int32
    let concepts: [Concept]
    let rules: [ClaimRule]
    /// By rule: whether it reads open effects at all. Most words of a page are of rules that do not.
    private let opens: [Bool]
    /// By concept: whether it is a harm, so that what stands in a list with it is one.
    private let harms: [Bool]
    let words: OpenWords

    init(concepts: ConceptLexicon, rules: ClaimRules, words: OpenWords) {
        (concept, self.concepts) = (concepts.openEffect, concepts.concepts)
        (self.rules, self.words) = (rules.rules, words)
        opens = rules.rules.map { $0.openEffect != nil }
        harms = ClaimFinder.harms(concepts)
    }

    /// The page's concepts together with the open effects, in text order.
    func added(to page: ClaimPage, segments: [Segment]) -> [ConceptMention] {
        var found: [ConceptMention] = []
        var place = 0
        for word in page.words where word.id < ClaimRules.wordBase && opens[Int(word.id)] {
            let rule = rules[Int(word.id)]
            guard let open = rule.openEffect, open.isOpen(word.tokens, page.stream) else { continue }
            while place < page.segments.count, page.segments[place].upperBound <= word.tokens.lowerBound { place += 1 }
            guard place < page.segments.count, page.segments[place].contains(word.tokens.lowerBound) else { continue }
            guard isRead(rule, segments[place]) else { continue }
            let reader = PhraseReader(
                page: page, words: words, rules: rules, concepts: concepts,
                isTitle: segments[place].kind == .title || segments[place].kind == .heading,
                isPlain: Self.isPlain(rule))
            let sentence = page.stream.sentenceTokens(page.stream.sentence(of: word.tokens.lowerBound))
            let items: [Range<Int>] =
                switch rule.object {
                case .right: reader.behind(word.tokens, rule, sentence)
                case .left: reader.before(word.tokens, rule, sentence)
                default: []
                }
            for tokens in items where !found.contains(where: { $0.tokens.overlaps(tokens) }) {
                found.append(ConceptMention(tokens: tokens, concept: concept))
            }
        }
        for tokens in beside(page, segments) where !found.contains(where: { $0.tokens.overlaps(tokens) }) {
            found.append(ConceptMention(tokens: tokens, concept: concept))
        }
        if segments.contains(where: { $0.kind == .listItem }) { found += listed(page, segments, besides: found) }
        found += listedInPosts(page, segments, besides: found)
        if found.isEmpty { return page.concepts }
        return (page.concepts + found).sorted { $0.tokens.lowerBound < $1.tokens.lowerBound }
    }

    /// What stands in a list with a known harm, in the sentences of an article.
    private func beside(_ page: ClaimPage, _ segments: [Segment]) -> [Range<Int>] {
        var found: [Range<Int>] = []
        var place = 0
        // A list is read once, whichever of its known effects leads to it.
        var done = 0
        for mention in page.concepts
        where mention.tokens.lowerBound >= done && harms[Int(mention.concept)] && !mention.isPopulation
            && !mention.isComposite
        {
            while place < page.segments.count, page.segments[place].upperBound <= mention.tokens.lowerBound {
                place += 1
            }
            guard place < page.segments.count, page.segments[place].contains(mention.tokens.lowerBound) else {
                continue
            }
            let kind = segments[place].kind
            guard kind != .comment, segments[place].tier != .user, kind != .title, kind != .heading, kind != .abstract
            else { continue }
            let reader = PhraseReader(page: page, words: words, rules: rules, concepts: concepts, isTitle: false)
            let sentence = page.stream.sentenceTokens(page.stream.sentence(of: mention.tokens.lowerBound))
            guard let list = reader.company(of: mention.tokens, sentence) else { continue }
            found += list.items
            done = list.end
        }
        return found
    }

    /// What the lines of a list below "Side effects" or "The unwanted effects are:" name.
    private func listed(_ page: ClaimPage, _ segments: [Segment], besides known: [ConceptMention]) -> [ConceptMention] {
        var found: [ConceptMention] = []
        var isHarm = false
        var isIntroduced = false
        for index in segments.indices {
            let tokens = page.segments[index]
            switch segments[index].kind {
            case .listItem where isHarm || isIntroduced:
                let reader = PhraseReader(page: page, words: words, rules: rules, concepts: concepts, isTitle: true)
                for item in reader.line(tokens) where !known.contains(where: { $0.tokens.overlaps(item) }) {
                    found.append(ConceptMention(tokens: item, concept: concept))
                }
            case .listItem: continue
            case .heading, .question, .title: (isHarm, isIntroduced) = (namesHarm(tokens, page), false)
            default:
                isIntroduced = tokens.last.map { page.stream.punctuation($0) == UInt8(ascii: ":") } ?? false
                if isIntroduced {
                    let lead = page.stream.sentenceTokens(page.stream.sentence(of: tokens.upperBound - 1))
                    isIntroduced = namesHarm(lead, page) || ClaimFinder.isAlarmLead(lead, page.stream)
                }
            }
        }
        return found
    }

    private func namesHarm(_ tokens: Range<Int>, _ page: ClaimPage) -> Bool {
        tokens.contains { page.stream.equals($0, anyOf: Self.harms) }
    }

    private static let harms = TokenTable(
        "side adverse unwanted undesirable reactions complications risks dangers harms drawbacks downsides complaints toxicities hazards"
    )

    private static func isPlain(_ rule: ClaimRule) -> Bool {
        guard case .right = rule.object else { return false }
        return rule.predicate == .causes
    }

    private func isRead(_ rule: ClaimRule, _ segment: Segment) -> Bool {
        switch rule.place {
        case nil: true
        case .comment: segment.tier == .user
        case .article: segment.kind != .comment
        case .abstract: segment.tier == .primary
        }
    }
}

/// Which of a rule's words name an effect that may stand in no table.
struct OpenEffect: Sendable {
    /// Of which one must be among the rule's words; none where all of them do.
    private let words: TokenTable?

    init(_ words: String) { self.words = words.isEmpty ? nil : TokenTable(words) }

    func isOpen(_ trigger: Range<Int>, _ stream: TokenStream) -> Bool {
        guard let words else { return true }
        return trigger.contains { stream.equals($0, anyOf: words) }
    }
}

/// The words that tell where an open effect begins and ends, from `claims/open.tsv`.
///
/// An object: a value of eight tables would be copied for every phrase.
final class OpenWords: Sendable {
    let light: TokenTable
    let tail: TokenTable
    let verb: TokenTable
    let never: TokenTable
    let alone: TokenTable
    let first: TokenTable
    let place: TokenTable
    let naming: TokenTable

    /// - Throws: `ResourceError.malformed` with file and line.
    init(bytes: [UInt8]) throws(ResourceError) {
        let file = try TableFile(name: "claims/open.tsv", bytes: bytes, columns: 2)
        var words: [String: String] = [:]
        for row in file.rows {
            guard Self.kinds.contains(row.string(0)) else {
                throw .malformed(file: file.name, line: row.line, reason: "no kind of word is called \(row.string(0))")
            }
            words[row.string(0), default: ""] += " " + row.string(1)
        }
        func table(_ kind: String) -> TokenTable { TokenTable(words[kind] ?? "") }
        (light, tail, verb, never) = (table("light"), table("tail"), table("verb"), table("never"))
        (alone, first, place, naming) = (table("alone"), table("first"), table("place"), table("naming"))
    }

    private static let kinds: Set<String> = ["light", "tail", "verb", "never", "alone", "first", "place", "naming"]
}
