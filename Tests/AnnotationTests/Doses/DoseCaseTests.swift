import Annotation
import Events
import Foundation
import Testing

/// One line of a table of dose cases.
struct DoseCase: Sendable, CustomTestStringConvertible {
    let id: String
    let text: String
    let drug: String
    let low: Double?
    let high: Double?
    let unit: String
    let perTake: Double?
    let perDay: String
    let total: String
    let duration: String
    let time: String
    let flags: String

    var testDescription: String { "\(id): \(text)" }

    init(_ line: Substring) {
        let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        func field(_ index: Int) -> String { index < fields.count ? fields[index] : "" }
        id = field(0)
        text = field(1)
        drug = field(2)
        low = Double(field(3))
        high = Double(field(4))
        unit = field(5)
        perTake = Double(field(6))
        perDay = field(7)
        total = field(8)
        duration = field(9)
        time = field(10)
        flags = field(11)
    }

    static func read(_ url: URL) -> [DoseCase] {
        guard let text = FileManager.default.contents(atPath: url.path).map({ String(decoding: $0, as: UTF8.self) })
        else { return [] }
        return text.split(separator: "\n").dropFirst().filter { !$0.hasPrefix("#") }.map(DoseCase.init)
    }

    var isNoDose: Bool {
        flags.contains("not-a-dose") || flags.contains("no-dose") || flags.contains("no-amount")
            || flags.contains("duration-only")
    }
}

@Suite struct DoseCaseTests {
    static let annotator: Annotator? = {
        do { return try Annotator(resources: Shared.data, release: "test", ordinal: 1) } catch {
            Issue.record("the annotator does not load: \(error)")
            return nil
        }
    }()

    /// A comment that mentions a drug before, so that fragments are read as in a thread.
    static func annotate(_ text: String, thread: Bool = true) -> EnrichedArticle? {
        let before = thread ? "About Prozac.\n\n" : ""
        var article = Article(id: "a", revision: "r", source: "test")
        article.text = Array((before + text).utf8)
        let start = before.utf8.count
        if thread {
            article.segments.append(Segment(id: "s0", kind: .title, tier: .user, range: TextRange(0, start - 2)))
        }
        article.segments.append(
            Segment(id: "s1", kind: .comment, tier: .user, range: TextRange(start, article.text.count)))
        return annotator?.annotate(article)
    }

    static func near(_ left: Double?, _ right: Double?) -> Bool {
        switch (left, right) {
        case (nil, nil): true
        case (let left?, let right?): abs(left - right) < 0.0006 * max(1, abs(right))
        default: false
        }
    }

    static func check(_ item: DoseCase) throws {
        let enriched = try #require(annotate(item.text))
        if item.isNoDose {
            #expect(enriched.doses.isEmpty, "\(enriched.doses)")
            return
        }
        let dose = try #require(enriched.doses.first, "no dose is found")
        #expect(enriched.doses.count == 1, "\(enriched.doses.map(\.amount))")
        #expect(
            near(dose.amount?.low, item.low) && near(dose.amount?.high, item.high),
            "amount \(String(describing: dose.amount))")
        let unit = item.unit == "{unspecified}" ? nil : item.unit
        #expect(dose.unit == unit)
        if unit == nil { #expect(dose.flags.contains("unit_missing")) }
        if let perTake = item.perTake {
            #expect(near(dose.perTake?.low, perTake), "per take \(String(describing: dose.perTake))")
        }
        let wanted = item.perDay.split(separator: "-").compactMap { Double($0) }
        let got = dose.frequency.flatMap(perDay) ?? []
        #expect(
            got.count == wanted.count && zip(got, wanted).allSatisfy { near($0, $1) },
            "frequency \(dose.frequency ?? "none")")
        if item.total.hasSuffix("/d") {
            let numbers = item.total.split { !($0.isNumber || $0 == ".") }.compactMap { Double($0) }
            #expect(near(dose.dailyTotal?.low, numbers.first), "total \(String(describing: dose.dailyTotal))")
            #expect(near(dose.dailyTotal?.high, numbers.count > 1 ? numbers[1] : numbers.first))
        }
        if !item.drug.isEmpty { #expect(dose.link == .phrase || dose.link == .sentence) }
        if item.flags.contains("prn") { #expect(dose.isAsNeeded) }
    }

    /// Takes a day from `3/d`, `1/(2.d)`, `4-6/d`, `1/wk`.
    static func perDay(_ ucum: String) -> [Double] {
        let parts = ucum.split(separator: "/", maxSplits: 1)
        let inner = parts[1].filter { $0 != "(" && $0 != ")" }.split(separator: ".")
        let days = ["d": 1.0, "wk": 7, "h": 1.0 / 24, "mo": 30, "a": 365]
        let unit = days[String(inner[inner.count - 1])] ?? 1
        let per = inner.count == 2 ? Double(inner[0]) ?? 1 : 1
        return parts[0].split(separator: "-").compactMap { Double($0) }.map { $0 / (per * unit) }
    }

    @Test(
        .enabled(if: Shared.isThere),
        arguments: DoseCase.read(Shared.folder.appendingPathComponent("lexicon/dose-cases.tsv")))
    func theCollectedCasesReadAsGiven(item: DoseCase) throws { try Self.check(item) }
}

/// Our own cases: every way of saying how often with every kind of amount, and what forums write.
@Suite struct OwnDoseCaseTests {
    @Test(
        arguments: DoseCase.read(
            URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
                "Fixtures/dose-cases.tsv")))
    func ownCasesReadAsGiven(item: DoseCase) throws { try DoseCaseTests.check(item) }
}
