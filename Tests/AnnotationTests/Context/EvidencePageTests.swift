import Annotation
import Events
import Foundation
import Testing

/// Pages of our own writing (`Fixtures/*.txt`) whose every sentence says on what it rests.
///
/// `@page TIER`, `@seg KIND`, then one line of text in which `{class}` stands before each sentence; `{-}` says nothing. What the engine
/// claims in a sentence must have that class.
private struct EvidencePage {
    var name: String
    var article: Article
    var sentences: [(range: Range<Int>, evidence: String)] = []

    static func all() throws -> [EvidencePage] { try FixturePage.all(beside: #filePath).map(EvidencePage.init) }

    private init(_ page: FixturePage) throws {
        name = page.name
        var parts: [(kind: SegmentKind, tier: Tier, text: String)] = []
        var marks: [(part: Int, range: Range<Int>, evidence: String)] = []
        for block in page.blocks {
            for line in block.lines {
                var text = ""
                for piece in line.split(separator: "{") {
                    let sides = piece.split(separator: "}", maxSplits: 1)
                    guard sides.count == 2 || block.kind == .heading else { throw FixturePage.Malformed(line: line) }
                    let sentence = sides.count == 2 ? sides[1].dropFirst() : sides[0]
                    let start = text.utf8.count
                    text += sentence
                    marks.append((parts.count, start..<text.utf8.count, sides.count == 2 ? String(sides[0]) : "-"))
                }
                parts.append((block.kind, block.tier, text))
            }
        }
        article = ClaimReading.article(parts)
        for mark in marks {
            let start = article.segments[mark.part].range.start
            sentences.append((start + mark.range.lowerBound..<start + mark.range.upperBound, mark.evidence))
        }
    }
}

@Suite struct EvidencePageTests {
    @Test func whatSentencesRestOnIsReadFromThePage() throws {
        let reading = try ClaimReading.shared.get()
        var right = 0
        var all = 0
        var sentences = 0
        var wrong: [String] = []
        for page in try EvidencePage.all() {
            let claims = reading.read(page.article).claims
            for sentence in page.sentences where sentence.evidence != "-" {
                let own = claims.filter { sentence.range.contains($0.range.start) }
                if !own.isEmpty { sentences += 1 }
                for claim in own {
                    all += 1
                    if claim.evidence?.rawValue == sentence.evidence {
                        right += 1
                    } else {
                        wrong.append(
                            "\(page.name): \(sentence.evidence) read as \(claim.evidence?.rawValue ?? "none"): "
                                + "\(ClaimReading.line(claim)) <- \(page.article.string(TextRange(sentence.range.lowerBound, sentence.range.upperBound)))"
                        )
                    }
                }
            }
        }
        if let path = ProcessInfo.processInfo.environment["CLAIMSTREAM_EVIDENCE"] {
            try (["\(right) of \(all) claims, \(sentences) sentences"] + wrong).joined(separator: "\n").write(
                toFile: path, atomically: true, encoding: .utf8)
        }
        #expect(sentences >= 60)
        #expect(Double(right) >= 0.85 * Double(all), "\(right) of \(all): \(wrong.joined(separator: "\n"))")
    }
}
