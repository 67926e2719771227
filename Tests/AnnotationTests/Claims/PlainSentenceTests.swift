import Annotation
import Events
import Foundation
import Testing

/// The plainest sentences, with every wording of the lexicon: what is read there must not get lost beside rarer wordings.
@Suite struct PlainSentenceTests {
    private struct Wording {
        var label: String
        var form: String
    }

    /// All wordings of concepts of a kind that bring no verb of their own.
    private static func wordings(of kind: String) throws -> [Wording] {
        let bytes = try ClaimReading.folder.read("concepts/concepts.tsv")
        var found: [Wording] = []
        for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") where !line.hasPrefix("#") {
            let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            guard fields.count >= 6, fields[3].split(separator: ",").contains(Substring(kind)) else { continue }
            let plain = fields[1].components(separatedBy: " (")[0]
            for form in [plain] + fields[5].split(separator: "|").map(String.init) where !form.hasPrefix("+") {
                found.append(Wording(label: fields[1], form: form))
            }
        }
        return found
    }

    /// A drug that the pharmacology table does not know, so that only the words tell.
    private static let drug = "tizanidine"

    @Test(arguments: [
        "DRUG can cause EFFECT in some patients.", "DRUG was associated with EFFECT.",
        "Side effects of DRUG include EFFECT.",
        "EFFECT occurred in 12 percent of patients on DRUG.", "The risk of EFFECT rises with DRUG.",
        "EFFECT was more common among patients who took DRUG.",
    ])
    func harmIsReadWhateverTheEffectIsCalled(template: String) throws {
        try expect(
            template, "effect", [.causes, .associatedWith, .predisposes, .aggravates, .causesMoreThan], share: 0.96)
    }

    @Test(arguments: [
        "DRUG is approved for EFFECT.", "DRUG relieved EFFECT in most patients.", "DRUG is prescribed for EFFECT.",
        "DRUG was no better than placebo for EFFECT.", "DRUG helps people with EFFECT.",
        "DRUG is a mainstay of EFFECT.",
        "EFFECT was relieved by DRUG.",
    ])
    func benefitIsReadWhateverTheConditionIsCalled(template: String) throws {
        try expect(template, "indication", [.treats, .prevents], share: 0.96)
    }

    private func expect(_ template: String, _ kind: String, _ predicates: Set<Events.Predicate>, share: Double) throws {
        let reading = try ClaimReading.shared.get()
        let wordings = try Self.wordings(of: kind)
        #expect(wordings.count > 400)
        var missed: [String] = []
        for wording in wordings {
            var text = template.replacingOccurrences(of: "DRUG", with: Self.drug)
                .replacingOccurrences(of: "EFFECT", with: wording.form)
            text = text.prefix(1).uppercased() + text.dropFirst()
            let claims = reading.read(ClaimReading.article([(.body, .news, text)])).claims
            let isRead = claims.contains {
                predicates.contains($0.predicate) && $0.subject == Self.drug && $0.object.contains(wording.label)
            }
            if !isRead { missed.append(wording.form) }
        }
        let read = Double(wordings.count - missed.count) / Double(wordings.count)
        #expect(read >= share, "\(template): \(missed.count) of \(wordings.count) missed: \(missed.prefix(30))")
    }
}
