import Annotation
import Events
import Foundation
import Testing

/// Public corpora, development rows only; not part of the repository.
enum Shared {
    static let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
    static let folder = package.deletingLastPathComponent().appendingPathComponent("shared")

    static let isThere = FileManager.default.fileExists(atPath: folder.appendingPathComponent("corpora").path)

    /// The data as it stands in the source tree.
    static let data = ResourceFolder(url: package.appendingPathComponent("Sources/Annotation/Data"))

    static let lexicon: Lexicon? = {
        do { return try LexiconReader.read(data) } catch {
            Issue.record("the lexicon does not load: \(error)")
            return nil
        }
    }()

    static func rows(_ name: String) throws -> [[String: Any]] {
        let data = try Data(contentsOf: folder.appendingPathComponent("corpora/\(name).jsonl"))
        return try data.split(separator: 0x0A).compactMap {
            try JSONSerialization.jsonObject(with: Data($0)) as? [String: Any]
        }
    }
}

/// Exact-span scores of drug mentions on development rows, types ignored. Floors are what was reached, less a small margin.
@Suite(.enabled(if: Shared.isThere, "the shared corpora are not here"))
struct DrugQualityTests {
    struct Corpus: Sendable {
        let name: String
        /// Entity types that are drugs.
        let types: Set<String>
        /// Percent.
        let floorF1: Double
        let floorPrecision: Double
    }

    @Test(arguments: [
        Corpus(name: "ddi2013", types: ["drug", "brand", "group", "drug_n"], floorF1: 76, floorPrecision: 76),
        Corpus(name: "bc5cdr", types: ["Chemical"], floorF1: 76, floorPrecision: 79),
        Corpus(name: "ade_v2", types: ["Drug"], floorF1: 85, floorPrecision: 80),
    ])
    func exactSpansStayAboveTheFloor(corpus: Corpus) throws {
        let lexicon = try #require(Shared.lexicon)
        let finder = DrugFinder(lexicon: lexicon)
        var hits = 0
        var found = 0
        var wanted = 0
        var output = ""
        for row in try Shared.rows(corpus.name) {
            let text = try #require(row["text"] as? String)
            let bytes = Array(text.utf8)
            let stream = TokenStream(text: bytes.span)
            // Byte offset to code point.
            var codePoints = [Int](repeating: 0, count: bytes.count + 1)
            var count = 0
            for (offset, byte) in bytes.enumerated() {
                codePoints[offset] = count
                if byte & 0xC0 != 0x80 { count += 1 }
                codePoints[offset + 1] = count
                if byte & 0xC0 != 0x80 { codePoints[offset] = count - 1 }
            }
            let predicted = Set(
                finder.mentions(in: stream).map { [codePoints[$0.range.lowerBound], codePoints[$0.range.upperBound]] })
            var gold: Set<[Int]> = []
            for case let entity in row["entities"] as? [[String: Any]] ?? [] {
                guard let type = entity["type"] as? String, corpus.types.contains(type),
                    let start = entity["start"] as? Int,
                    let end = entity["end"] as? Int
                else { continue }
                gold.insert([start, end])
            }
            hits += predicted.intersection(gold).count
            found += predicted.count
            wanted += gold.count
            if let folder = ProcessInfo.processInfo.environment["CLAIMSTREAM_PREDICTIONS"], !folder.isEmpty {
                let scalars = Array(text.unicodeScalars)
                let entities = predicted.sorted { $0[0] < $1[0] }.map { span -> [String: Any] in
                    var surface = String.UnicodeScalarView()
                    surface.append(contentsOf: scalars[span[0]..<span[1]])
                    return ["start": span[0], "end": span[1], "text": String(surface), "type": "Drug"]
                }
                let line = try JSONSerialization.data(withJSONObject: ["id": row["id"] ?? "", "entities": entities])
                output += String(decoding: line, as: UTF8.self) + "\n"
            }
        }
        if let folder = ProcessInfo.processInfo.environment["CLAIMSTREAM_PREDICTIONS"], !folder.isEmpty {
            try output.write(toFile: "\(folder)/\(corpus.name).jsonl", atomically: true, encoding: .utf8)
        }
        let precision = 100 * Double(hits) / Double(max(found, 1))
        let recall = 100 * Double(hits) / Double(max(wanted, 1))
        let f1 = 2 * precision * recall / (precision + recall)
        print("quality \(corpus.name): P \(precision) R \(recall) F1 \(f1)")
        #expect(f1 >= corpus.floorF1)
        #expect(precision >= corpus.floorPrecision)
    }

    /// Dosage relations whose dose is a number: amount and unit are right, and the drug is the annotated one. Where the corpus relates one dose
    /// to every drug of the sentence, only one of them can be meant: that is counted a dose at a time as well.
    @Test func doseRelationsAreRead() throws {
        var right = 0
        var fields = 0
        var all = 0
        /// By sentence and dose: whether the drug is one that is annotated.
        var doses: [String: Bool] = [:]
        for row in try Shared.rows("ade_v2") {
            let entities = row["entities"] as? [[String: Any]] ?? []
            let text = try #require(row["text"] as? String)
            var bytes: [Int] = [0]
            for scalar in text.unicodeScalars { bytes.append(bytes[bytes.count - 1] + UTF8.width(scalar)) }
            for relation in row["relations"] as? [[String: Any]] ?? [] where relation["type"] as? String == "dose" {
                func entity(_ key: String) -> (start: Int, end: Int, text: String)? {
                    guard let id = relation[key] as? String,
                        let found = entities.first(where: { $0["id"] as? String == id }),
                        let start = found["start"] as? Int, let end = found["end"] as? Int
                    else { return nil }
                    return (bytes[start], bytes[end], found["text"] as? String ?? "")
                }
                guard let drug = entity("arg1"), let dose = entity("arg2"), dose.text.contains(where: \.isNumber) else {
                    continue
                }
                all += 1
                let enriched = try #require(DoseCaseTests.annotate(text, thread: false))
                let found = enriched.doses.first { $0.range.start < dose.end && dose.start < $0.range.end }
                let meant = enriched.drugs.first { $0.range.start < drug.end && drug.start < $0.range.end }
                let first = dose.text.split { !($0.isNumber || $0 == "." || $0 == ",") }.first.map {
                    $0.filter { $0 != "," }
                }
                if let found, let amount = found.amount, let number = first.flatMap({ Double($0) }),
                    amount.low == number, found.unit != nil
                {
                    fields += 1
                }
                let isRight = found?.ingredient != nil && found?.ingredient == meant?.ingredient
                doses["\(dose.start) \(text)", default: false] = doses["\(dose.start) \(text)"] ?? false || isRight
                if isRight {
                    right += 1
                } else if ProcessInfo.processInfo.environment["CLAIMSTREAM_PREDICTIONS"] != nil {
                    print("ade dose [\(dose.text)] of [\(drug.text)] is \(found?.ingredient ?? "not found"): \(text)")
                }
            }
        }
        let linked = doses.values.count { $0 }
        print(
            "quality ade doses: amount and unit \(fields), drug \(right) of \(all) relations; drug \(linked) of \(doses.count) doses"
        )
        #expect(Double(fields) >= 0.93 * Double(all))
        #expect(Double(right) >= 0.79 * Double(all))
        #expect(Double(linked) >= 0.9 * Double(doses.count))
    }

    @Test func ordinaryNewsHoldsFewDrugs() throws {
        let lexicon = try #require(Shared.lexicon)
        let finder = DrugFinder(lexicon: lexicon)
        let bytes = Array(try Data(contentsOf: Shared.folder.appendingPathComponent("corpora/news-general.txt")))
        let stream = TokenStream(text: bytes.span)
        let mentions = finder.mentions(in: stream)
        let words = stream.tokens.count { $0.isWord }
        if ProcessInfo.processInfo.environment["CLAIMSTREAM_PREDICTIONS"] != nil {
            for mention in mentions {
                let from = max(mention.tokens.lowerBound - 6, 0)
                let to = min(mention.tokens.upperBound + 6, stream.count)
                print(
                    "news [\(mention.match) \(mention.rule)] \(stream.string(mention.tokens)): \(stream.string(from..<to))"
                )
            }
        }
        print("quality news: \(mentions.count) mentions in \(words) words")
        #expect(mentions.count > 0)
    }
}
