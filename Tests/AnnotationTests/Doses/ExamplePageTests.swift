import Annotation
import Events
import Foundation
import Testing

/// The plain-text pages of our own writing with hand-made annotation: every mention found, none false.
@Suite(.enabled(if: Shared.isThere, "the shared examples are not here"))
struct ExamplePageTests {
    struct Scores {
        var hits = 0
        var found = 0
        var wanted = 0
        var precision: Double { 100 * Double(hits) / Double(max(found, 1)) }
        var recall: Double { 100 * Double(hits) / Double(max(wanted, 1)) }
    }

    /// Pages that no rule may be written on.
    private static let kept: Set<String> = ["E4", "E6", "F3", "F5", "G1", "G5", "G6"]

    private static func pages() throws -> [(name: String, text: String, gold: [String: Any])] {
        let folder = Shared.folder.appendingPathComponent("claims-examples")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".txt") }
            .sorted()
        return try names.map { name in
            let text = String(decoding: try Data(contentsOf: folder.appendingPathComponent(name)), as: UTF8.self)
            let gold = try JSONSerialization.jsonObject(
                with: Data(contentsOf: folder.appendingPathComponent(name + ".gold.json")))
            return (name, text, gold as? [String: Any] ?? [:])
        }
    }

    @Test func drugsAndDosesOfThePagesAreFound() throws {
        let annotator = try #require(DoseCaseTests.annotator)
        var drugs = Scores()
        var doses = Scores()
        var amounts = (right: 0, all: 0)
        var frequencies = (right: 0, all: 0)
        var links = (right: 0, all: 0)
        for page in try Self.pages() {
            let scalars = Array(page.text.unicodeScalars)
            // Code point to byte offset.
            var bytes: [Int] = [0]
            for scalar in scalars { bytes.append(bytes[bytes.count - 1] + UTF8.width(scalar)) }
            var article = Article(id: page.name, revision: "r", source: page.name)
            article.text = Array(page.text.utf8)
            var covered: [Range<Int>] = []
            for case let segment in page.gold["segments"] as? [[String: Any]] ?? [] {
                guard let start = segment["start"] as? Int, let end = segment["end"] as? Int,
                    let id = segment["id"] as? String
                else { continue }
                let type = segment["type"] as? String ?? "body"
                let kind = SegmentKind(rawValue: type) ?? .body
                var item = Segment(
                    id: id, kind: kind, tier: kind == .comment ? .user : .news,
                    range: TextRange(bytes[start], bytes[end]))
                item.parent = segment["parent"] as? String
                if let last = article.segments.last, last.range.end > item.range.start { continue }
                article.segments.append(item)
                covered.append(item.range.start..<item.range.end)
            }
            let enriched = annotator.annotate(article)
            func spans(_ key: String) -> [(start: Int, end: Int, row: [String: Any])] {
                (page.gold[key] as? [[String: Any]] ?? []).compactMap { row in
                    guard let start = row["start"] as? Int, let end = row["end"] as? Int else { return nil }
                    return (bytes[start], bytes[end], row)
                }
            }
            func say(_ text: String) {
                // What is kept for measuring alone is not to be read.
                let isKept = Self.kept.contains(String(page.name.prefix(2)))
                if !isKept, ProcessInfo.processInfo.environment["CLAIMSTREAM_PREDICTIONS"] != nil {
                    print("page \(page.name.prefix(2)) \(text)")
                }
            }
            let goldDrugs = spans("drug_mentions")
            for gold in goldDrugs where gold.row["optional"] as? Bool != true && gold.row["embedded"] as? Bool != true {
                drugs.wanted += 1
                if enriched.drugs.contains(where: { $0.range.start == gold.start && $0.range.end == gold.end }) {
                    drugs.hits += 1
                } else {
                    say("drug missed: \(gold.row["surface"] ?? "")")
                }
            }
            for drug in enriched.drugs where drug.segment != nil {
                if goldDrugs.contains(where: {
                    $0.start < drug.range.end && drug.range.start < $0.end
                        && ($0.row["optional"] as? Bool == true || $0.row["embedded"] as? Bool == true)
                }) {
                    continue
                }
                drugs.found += 1
                if !goldDrugs.contains(where: { $0.start == drug.range.start && $0.end == drug.range.end }) {
                    say(
                        "drug false: \(article.string(drug.range)) in \(article.string(TextRange(max(0, drug.range.start - 40), min(article.text.count, drug.range.end + 40))))"
                    )
                }
            }
            let goldDoses = spans("doses")
            for gold in goldDoses where gold.row["core"] as? Bool != false {
                doses.wanted += 1
                guard let dose = enriched.doses.first(where: { $0.range.start < gold.end && gold.start < $0.range.end })
                else {
                    say("dose missed: \(gold.row["surface"] ?? "")")
                    continue
                }
                doses.hits += 1
                if let amount = gold.row["amount"] as? Double {
                    amounts.all += 1
                    if dose.amount?.low == amount {
                        amounts.right += 1
                    } else {
                        say("dose amount: \(gold.row["surface"] ?? "") is \(String(describing: dose.amount))")
                    }
                }
                frequencies.all += 1
                let wanted = (gold.row["frequency"] as? String).map {
                    $0.split(separator: " ").first.map(String.init) ?? $0
                }
                let got = dose.frequency
                let same =
                    wanted == nil ? got == nil : got.map { Self.perDay($0) == Self.perDay(wanted ?? "") } ?? false
                if same {
                    frequencies.right += 1
                } else {
                    say("dose frequency: \(gold.row["surface"] ?? "") wanted \(wanted ?? "none") is \(got ?? "none")")
                }
                if let drug = gold.row["drug"] as? String {
                    links.all += 1
                    let name = dose.ingredient ?? ""
                    if drug == name || drug.contains(name) && !name.isEmpty {
                        links.right += 1
                    } else {
                        say(
                            "dose drug: \(gold.row["surface"] ?? "") of \(drug) is \(name) \(dose.link?.rawValue ?? "")"
                        )
                    }
                }
            }
            for dose in enriched.doses where dose.segment != nil {
                if goldDoses.contains(where: {
                    $0.start < dose.range.end && dose.range.start < $0.end && $0.row["core"] as? Bool == false
                }) {
                    continue
                }
                doses.found += 1
                if !goldDoses.contains(where: { $0.start < dose.range.end && dose.range.start < $0.end }) {
                    say(
                        "dose false: \(article.string(dose.range)) in \(article.string(TextRange(max(0, dose.range.start - 40), min(article.text.count, dose.range.end + 40))))"
                    )
                }
            }
            let goldExposures = spans("exposures")
            for gold in goldExposures where gold.row["core"] as? Bool != false {
                if !enriched.exposures.contains(where: { $0.range.start < gold.end && gold.start < $0.range.end }) {
                    say("exposure missed: \(gold.row["surface"] ?? "")")
                }
            }
            for item in enriched.exposures
            where !goldExposures.contains(where: { $0.start < item.range.end && item.range.start < $0.end }) {
                say("exposure extra: \(article.string(item.range)) \(item.value)")
            }
        }
        print(
            "quality pages: drugs P \(drugs.precision) R \(drugs.recall), doses P \(doses.precision) R \(doses.recall), amount \(amounts), frequency \(frequencies), drug \(links)"
        )
        #expect(drugs.precision >= 90)
        #expect(drugs.recall >= 90)
        #expect(doses.recall >= 75)
    }

    private static func perDay(_ text: String) -> Double? {
        let parts = text.split(separator: "/", maxSplits: 1).map(String.init)
        guard parts.count == 2, let count = Double(parts[0]) else { return nil }
        let digits = parts[1].filter { $0.isNumber }
        let letters = parts[1].filter { $0.isLetter }
        let table: [String: Double] = ["d": 1, "wk": 7, "h": 1.0 / 24, "mo": 30, "a": 365]
        let days = table[letters] ?? 1
        return (count / ((Double(digits) ?? 1) * days) * 1000).rounded()
    }
}
