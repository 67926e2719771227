import Annotation
import Events

/// A seeded collection whose stories, studies and units are known: what the sink must find again.
struct SampleCollection {
    /// What an article is made of, with the truth about it.
    struct Sample {
        var enriched: EnrichedArticle
        /// Number of its story; of its own where it is alone.
        var story: Int
        /// Number of the study that it reports.
        var work: Int?
    }

    private(set) var samples: [Sample] = []
    private var state: UInt64
    private let vocabulary: [String]
    private let fingerprinter = Fingerprinter()
    private var furniture: [[String]] = []

    /// - Parameters:
    ///   - articles: how many in all; those in no story stand alone.
    ///   - stories: clusters of 2 to 6 articles, from verbatim to rewritten; the first has `copies` verbatim ones more.
    init(seed: UInt64, articles: Int, stories: Int, studies: Int, copies: Int = 0, sentences: Int = 16) {
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
        var bases: [[String]] = []
        for story in 0..<stories {
            let base = text(sentences)
            bases.append(base)
            let work = studies > 0 && story % 3 != 0 ? story % studies : nil
            let members = 2 + number(5) + (story == 0 ? copies : 0)
            for member in 0..<members where samples.count < articles {
                let body = member == 0 || (story == 0 && member > 5) ? base : edited(base, level: (story + member) % 5)
                add(
                    body, story: story, work: work, day: story % 300 + member,
                    printsStudy: member == 0 || number(2) == 0)
            }
        }
        // Roundups take three sentences from each of four stories and add some of their own.
        for roundup in 0..<stories / 20 where samples.count < articles {
            let parts = (0..<4).flatMap { Array(bases[(roundup * 7 + $0 * 3) % stories].prefix(3)) }
            add(parts + text(4), story: stories + samples.count, work: nil, day: 330, printsStudy: false)
        }
        while samples.count < articles {
            // Reviews cite many studies and report none.
            let isReview = studies > 0 && samples.count % 50 == 0
            add(
                text(sentences), story: stories + samples.count, work: nil, day: number(300), printsStudy: false,
                cites: isReview ? studies : 0)
        }
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

    /// 0 verbatim, 1 a few words changed, 2 a part cut, 3 rewritten with a third kept, 4 every seventh word replaced.
    private mutating func edited(_ base: [String], level: Int) -> [String] {
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

    private mutating func add(
        _ body: [String], story: Int, work: Int?, day: Int, printsStudy: Bool, cites: Int = 0
    ) {
        let index = samples.count
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
        let tier: Tier = story % 4 == 0 ? .pressRelease : .news
        let main = append(body.joined(separator: " "), .body, tier)
        if number(2) == 0 { _ = append(furniture[site].joined(separator: " "), .body, tier) }
        let comment = append(sentence(), .comment, .user, author: number(3) == 0 ? nil : "reader \(number(200))")
        if let work, printsStudy { article.references.append(Self.reference(work, form: number(3), role: .reported)) }
        for cited in 0..<min(10, cites) {
            article.references.append(Self.reference((index + cited) % cites, form: 0, role: .cited))
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
        samples.append(Sample(enriched: enriched, story: story, work: work))
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
