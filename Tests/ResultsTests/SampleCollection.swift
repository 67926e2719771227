import Annotation
import Events

/// A seeded stream of articles whose stories, studies and units are known: what the sink must find again.
///
/// It comes in editions. Each has stories of its own; sites with their furniture, readers and studies are those of all editions, so
/// that popular studies and furniture grow with the stream.
struct SampleCollection {
    /// What an article is made of, with the truth about it.
    struct Sample {
        var enriched: EnrichedArticle
        /// Number of its story; of its own where it is alone.
        var story: Int
        /// Number of the study that it reports.
        var work: Int?
        /// Who wrote its one comment.
        var commenter: String
    }

    /// Rewrites keep single words only, in another order: nothing that is found by runs of words.
    var paraphrases = false
    /// Articles of an edition.
    var edition = 10_000
    private let stories: Int
    private let studies: Int
    private let copies: Int
    private let sentences: Int
    private var state: UInt64
    private let vocabulary: [String]
    private let fingerprinter = Fingerprinter()
    private var furniture: [[String]] = []
    /// Made and not yet handed out.
    private var waiting: [Sample] = []
    private var made = 0
    private var madeOfEdition = 0
    private var step = 0
    private var bases: [[String]] = []

    /// - Parameters:
    ///   - stories: clusters of 2 to 6 articles, from verbatim to rewritten; the first has `copies` verbatim ones more.
    ///   - studies: how many studies the stories report and the reviews cite, the same ones in every edition.
    init(seed: UInt64, stories: Int, studies: Int, copies: Int = 0, sentences: Int = 16) {
        self.stories = stories
        self.studies = studies
        self.copies = copies
        self.sentences = sentences
        state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
        vocabulary = (0..<4000).map { number in
            var (word, rest) = ("", number + 1)
            while rest > 0 {
                word += ["ba", "ko", "li", "mu", "ne", "pra", "sto", "ti", "vel", "zor", "du", "fen"][rest % 12]
                rest /= 12
            }
            return word
        }
        for _ in 0..<40 { furniture.append((0..<3).map { _ in sentence() }) }
    }

    /// One edition of that many articles.
    func samples(_ count: Int) -> [Sample] {
        var copy = self
        copy.edition = count
        return copy.next(count)
    }

    /// The next articles of the stream.
    mutating func next(_ count: Int) -> [Sample] {
        while waiting.count < count { make() }
        let taken = Array(waiting.prefix(count))
        waiting.removeFirst(count)
        return taken
    }

    /// Makes a story, a roundup or a single article.
    private mutating func make() {
        if madeOfEdition >= edition { (madeOfEdition, step, bases) = (0, 0, []) }
        let number = made / edition * 1_000_000
        if step < stories {
            let story = step
            let base = text(sentences)
            bases.append(base)
            let work = studies > 0 && story % 3 != 0 ? story % studies : nil
            let members = 2 + self.number(5) + (story == 0 ? copies : 0)
            for member in 0..<members where madeOfEdition < edition {
                let body = member == 0 || (story == 0 && member > 5) ? base : edited(base, level: (story + member) % 5)
                add(
                    body, story: number + story, work: work, day: story % 300 + member,
                    printsStudy: member == 0 || self.number(2) == 0, isFirst: member == 0)
            }
        } else if step < stories + stories / 20 {
            // Roundups take three sentences from each of four stories and add some of their own.
            let roundup = step - stories
            let parts = (0..<4).flatMap { Array(bases[(roundup * 7 + $0 * 3) % stories].prefix(3)) }
            add(parts + text(4), story: number + stories + madeOfEdition, work: nil, day: 330, printsStudy: false)
        } else {
            // Reviews cite many studies and report none.
            let isReview = studies > 0 && madeOfEdition % 50 == 0
            add(
                text(sentences), story: number + stories + madeOfEdition, work: nil, day: self.number(300),
                printsStudy: false, cites: isReview ? studies : 0)
        }
        step += 1
    }

    mutating func number(_ below: Int) -> Int {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return Int(state % UInt64(below))
    }

    private mutating func sentence() -> String {
        let words = (0..<8 + number(9)).map { _ in vocabulary[number(vocabulary.count)] }
        let line = words.joined(separator: " ")
        return line.prefix(1).uppercased() + line.dropFirst() + "."
    }

    private mutating func text(_ sentences: Int) -> [String] { (0..<sentences).map { _ in sentence() } }

    /// 0 verbatim, 1 a few sentences changed, 2 a part cut, 3 rewritten with a third kept, 4 every seventh word replaced.
    private mutating func edited(_ base: [String], level: Int) -> [String] {
        if paraphrases { return base.map { paraphrase($0) } }
        switch level {
        case 0: return base
        case 1: return base.map { number(8) == 0 ? sentence() : $0 }
        case 2: return Array(base.prefix(base.count * 6 / 10))
        case 3:
            let kept = Set((0..<base.count / 3).map { $0 * 3 })
            return base.enumerated().map { kept.contains($0.offset) ? $0.element : sentence() }
        default:
            return base.map { line in
                line.split(separator: " ").enumerated().map { index, word in
                    index % 7 == 6 ? vocabulary[number(vocabulary.count)] : String(word)
                }.joined(separator: " ")
            }
        }
    }

    /// Half of a sentence's words in another order among new ones.
    private mutating func paraphrase(_ line: String) -> String {
        var words = line.split(separator: " ").enumerated().map { index, word in
            index % 2 == 0 ? String(word) : vocabulary[number(vocabulary.count)]
        }
        for index in words.indices.dropFirst() { words.swapAt(index, number(index + 1)) }
        return words.joined(separator: " ")
    }

    private mutating func add(
        _ body: [String], story: Int, work: Int?, day: Int, printsStudy: Bool, cites: Int = 0, isFirst: Bool = false
    ) {
        let index = made
        made += 1
        madeOfEdition += 1
        let site = number(40)
        var article = Article(
            id: ContentHash.id(prefix: "a", ["sample", String(index)]), revision: "r-\(index)",
            source: "sample/\(index)")
        article.document.site = "site-\(site)"
        article.document.title = body.first
        let (month, dayOfMonth) = (day / 28 % 12 + 1, day % 28 + 1)
        article.document.published = "2024-\(month < 10 ? "0" : "")\(month)-\(dayOfMonth < 10 ? "0" : "")\(dayOfMonth)"
        func append(_ text: String, _ kind: SegmentKind, _ tier: Tier, author: String? = nil) -> Segment {
            if !article.text.isEmpty { article.text += Array("\n\n".utf8) }
            let start = article.text.count
            article.text += Array(text.utf8)
            var segment = Segment(
                id: "s\(article.segments.count + 1)", kind: kind, tier: tier,
                range: TextRange(start, article.text.count))
            segment.author = author
            article.segments.append(segment)
            return segment
        }
        let tier: Tier = isFirst && story % 4 == 0 ? .pressRelease : .news
        let main = append(body.joined(separator: " "), .body, tier)
        if number(2) == 0 { _ = append(furniture[site].joined(separator: " "), .body, tier) }
        let reader = number(3) == 0 ? nil : "reader \(number(200))"
        let comment = append(sentence(), .comment, .user, author: reader)
        if let work, printsStudy { article.references.append(Self.reference(work, form: number(3), role: .reported)) }
        for cited in 0..<min(10, cites) {
            article.references.append(Self.reference((index / 50 * 10 + cited) % cites, form: 0, role: .cited))
        }
        var enriched = EnrichedArticle(
            article: article, engine: EngineVersion(version: "0.1.0", lexicon: "sample", ordinal: 1))
        enriched.origin = Origin(partition: Int32(index % 16), offset: Int64(index / 16))
        // One story says one thing, as its copies do.
        for part in 0..<3 {
            let topic = (story * 3 + part * part) % 997
            var claim = Claim(
                id: "c\(part + 1)", range: TextRange(main.range.start, main.range.start + 20), segment: main.id,
                tier: tier,
                subject: "drug \(topic % 61)", predicate: part == 1 ? .associatedWith : .causes,
                object: "effect \(topic % 89)",
                polarity: topic % 11 == 0 ? .negated : .asserted, factuality: .fact, rule: "sample")
            claim.qualifiers.exposure = topic % 2 == 0 ? "long-term" : nil
            // What the first version says with more care is lost on some of its copies.
            if story % 5 == 0, part == 0, isFirst || number(2) == 0 { claim.qualifiers.species = "mouse" }
            if part == 1, isFirst { claim.factuality = .possible }
            if part == 1, !isFirst, number(3) == 0 { claim.predicate = .causes }
            enriched.claims.append(claim)
        }
        var told = Claim(
            id: "c4", range: comment.range, segment: comment.id, tier: .user, subject: "drug \(story % 61)",
            predicate: .causes,
            object: "effect \(story % 7)", polarity: number(4) == 0 ? .negated : .asserted, factuality: .fact,
            rule: "sample")
        told.evidence = .anecdoteSelf
        enriched.claims.append(told)
        enriched.drugs = [
            DrugMention(
                range: TextRange(main.range.start, main.range.start + 5), ingredient: "drug \(story % 61)",
                kind: .generic,
                match: .exact, confidence: 1)
        ]
        enriched.drugs[0].segment = main.id
        enriched.fingerprints = fingerprinter.fingerprints(of: article)
        waiting.append(
            Sample(
                enriched: enriched, story: story, work: work,
                commenter: reader.map { "\($0) of site \(site)" } ?? "text \(index)"))
    }

    private static func reference(_ work: Int, form: Int, role: ReferenceRole) -> Reference {
        var reference = Reference(range: TextRange(0, 0), role: role)
        let title = "Outcomes of sample treatment number \(work) in a trial"
        switch form {
        case 0:
            reference.doi = "10.9999/sample.\(work)"
            reference.title = title
        case 1: reference.title = title
        default: reference.doi = "10.9999/SAMPLE.\(work)"
        }
        return reference
    }
}
