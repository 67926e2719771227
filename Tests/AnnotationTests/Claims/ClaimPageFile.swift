import Annotation
import Events
import Foundation

/// An annotated page of our own writing (`Fixtures/*.txt`): segments, each followed by the claims that a careful reader records.
///
/// `@page TIER`, `@seg KIND`, then a line of text, then lines `subject|PREDICATE|object|polarity factuality|evidence|quote[|nc]`, where
/// polarity is `a`, `n` or `q`, factuality a word's first four letters, and `nc` marks what may be found or not.
struct ClaimPageFile {
    struct Expected {
        var segment: Int
        /// The name and those that may stand for it ("drowsiness / somnolence").
        var subjects: [String]
        var predicate: Events.Predicate
        var objects: [String]
        var polarity: Polarity
        var evidence: String
        /// In bytes of the article's text.
        var range: TextRange
        var isOptional: Bool
    }

    var name: String
    var article: Article
    var expected: [Expected] = []

    static func all() throws -> [ClaimPageFile] { try FixturePage.all(beside: #filePath).map(ClaimPageFile.init) }

    /// Pages written and annotated by people who never saw the engine: denser than what is usual, in prose that avoids stock phrases. Those of
    /// `DensePages` and `LaterPages` were read while rules were written; of `UnreadPages` only totals are looked at, so that they tell how far
    /// rules carry over. Whoever reads them moves them to `LaterPages`, and has six more written. `Passages` are of one to four sentences, each of
    /// another drug, by the same kind of writers; read too.
    static func dense(_ folder: String = "DensePages") throws -> [ClaimPageFile] {
        try FixturePage.all(in: folder, beside: #filePath).map(ClaimPageFile.init)
    }

    private init(_ page: FixturePage) throws {
        name = page.name
        var parts: [(kind: SegmentKind, tier: Tier, text: String)] = []
        var claims: [(segment: Int, fields: [String])] = []
        for block in page.blocks {
            guard let text = block.lines.first else { throw FixturePage.Malformed(line: "a segment without text") }
            for line in block.lines.dropFirst() {
                claims.append((parts.count, line.split(separator: "|").map(String.init)))
            }
            parts.append((block.kind, block.tier, text))
        }
        article = ClaimReading.article(parts)
        for (segment, fields) in claims {
            guard fields.count >= 6, let predicate = Events.Predicate(rawValue: fields[1]), let mark = fields[3].first,
                let polarity: Polarity = ["a": .asserted, "n": .negated, "q": .questioned][mark],
                let place = parts[segment].text.range(of: fields[5])
            else { throw FixturePage.Malformed(line: fields.joined(separator: "|")) }
            let before = parts[segment].text[..<place.lowerBound].utf8.count
            let start = article.segments[segment].range.start + before
            expected.append(
                Expected(
                    segment: segment, subjects: fields[0].components(separatedBy: " / "), predicate: predicate,
                    objects: fields[2].components(separatedBy: " / "), polarity: polarity,
                    evidence: fields[4], range: TextRange(start, start + fields[5].utf8.count),
                    isOptional: fields.count > 6))
        }
    }

    /// Counts over a page: expected and found claims are matched one to one, by quote (half of the shorter), family, subject and object.
    struct Score {
        var matched = 0
        var found = 0
        var expected = 0
        var rightPolarity = 0
        var rightEvidence = 0

        var precision: Double { found == 0 ? 1 : Double(matched) / Double(found) }
        var recall: Double { expected == 0 ? 1 : Double(matched) / Double(expected) }
        var f1: Double { precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall) }

        mutating func add(_ other: Score) {
            matched += other.matched
            found += other.found
            expected += other.expected
            rightPolarity += other.rightPolarity
            rightEvidence += other.rightEvidence
        }
    }

    /// The score of pages taken together.
    static func total(of pages: [ClaimPageFile], by reading: ClaimReading, comments: Bool) -> Score {
        var total = Score()
        for page in pages { total.add(page.score(reading.read(page.article).claims, comments: comments)) }
        return total
    }

    /// - Parameter comments: of comments, else of the article's own text.
    func score(_ claims: [Claim], comments: Bool) -> Score {
        var score = Score()
        var kinds: [String: SegmentKind] = [:]
        for segment in article.segments { kinds[segment.id] = segment.kind }
        var open = claims.filter { (kinds[$0.segment] == .comment) == comments }
        score.found = open.count
        for wanted in expected where (article.segments[wanted.segment].kind == .comment) == comments {
            let match = open.firstIndex { claim in
                let overlap =
                    min(claim.range.end, wanted.range.end) - max(claim.range.start, wanted.range.start)
                return overlap > 0 && overlap * 2 >= min(claim.range.count, wanted.range.count)
                    && Self.family(claim.predicate) == Self.family(wanted.predicate)
                    && wanted.subjects.contains(claim.subject)
                    && wanted.objects.contains { claim.object == $0 || claim.object.contains($0) }
            }
            if wanted.isOptional {
                if let match {
                    open.remove(at: match)
                    score.found -= 1
                }
                continue
            }
            score.expected += 1
            guard let match else { continue }
            let claim = open.remove(at: match)
            score.matched += 1
            if claim.polarity == wanted.polarity { score.rightPolarity += 1 }
            if claim.evidence?.rawValue == wanted.evidence { score.rightEvidence += 1 }
        }
        return score
    }

    private static func family(_ predicate: Events.Predicate) -> Int {
        switch predicate {
        case .causes, .predisposes, .associatedWith, .aggravates, .causesMoreThan: 0
        case .treats, .prevents: 1
        case .interactsWith, .stimulates, .inhibits, .disrupts, .affects, .mediates, .doseResponse: 2
        case .isA, .hasProperty, .lowerThan: 3
        case .safeFor, .reversibleAfterStop, .persistsAfterStop: 4
        case .preferredOver, .practice: 5
        }
    }
}
