import Events
import Foundation
import Testing

@Suite struct ChoiceTests {
    /// The proto file's enums by name: their cases in order of number.
    private static func protoEnums() throws -> [String: [String]] {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("Sources/Events/Proto/claimstream.proto")
        var enums: [String: [String]] = [:]
        var current: String?
        for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
            let words = line.split(whereSeparator: { " =;{".contains($0) })
            if words.first == "enum", words.count > 1 {
                current = String(words[1])
            } else if line == "}" {
                current = nil
            } else if let current, words.count == 2, let number = Int(words[1]) {
                #expect(number == enums[current, default: []].count, "\(current) has a hole at \(number)")
                enums[current, default: []].append(String(words[0]))
            }
        }
        return enums
    }

    /// `DRUG_KIND_OTHER_SUBSTANCE` for the case `other_substance` of DrugKind.
    private static func check<C: WireChoice>(_: C.Type, _ enums: [String: [String]]) where C.AllCases == [C] {
        let name = String(describing: C.self)
        var prefix = ""
        for character in name {
            if character.isUppercase, !prefix.isEmpty { prefix += "_" }
            prefix += character.uppercased()
        }
        let expected =
            ["\(prefix)_UNSPECIFIED"]
            + C.allCases.map { choice in
                prefix + "_" + choice.rawValue.uppercased().replacingOccurrences(of: "-", with: "_")
            }
        #expect(enums[name] == expected)
    }

    @Test func everyChoiceHasTheNumberThatTheProtoGivesIt() throws {
        let enums = try Self.protoEnums()
        Self.check(DocumentKind.self, enums)
        Self.check(DateRule.self, enums)
        Self.check(SegmentKind.self, enums)
        Self.check(Tier.self, enums)
        Self.check(ReferenceRole.self, enums)
        Self.check(CreditKind.self, enums)
        Self.check(DrugKind.self, enums)
        Self.check(MatchMethod.self, enums)
        Self.check(DrugLink.self, enums)
        Self.check(ExposureKind.self, enums)
        Self.check(Predicate.self, enums)
        Self.check(Polarity.self, enums)
        Self.check(Factuality.self, enums)
        Self.check(EvidenceClass.self, enums)
        Self.check(SpeakerClass.self, enums)
        Self.check(StanceValue.self, enums)
        Self.check(CheckVerdict.self, enums)
        Self.check(Person.self, enums)
        Self.check(Seriousness.self, enums)
        Self.check(Challenge.self, enums)
        Self.check(CaseStatus.self, enums)
        Self.check(CaseElement.self, enums)
        Self.check(Temporality.self, enums)
        Self.check(Experiencer.self, enums)
    }
}
