import Annotation
import Events
import Testing

/// Each kind of check on sentences of our own: right, wrong, and not covered. Many drugs; comments and articles.
@Suite struct PharmacologyKindTests {
    private static func claims(_ text: String, comment: Bool = true) throws -> [Claim] {
        let reading = try FindingReading.shared.get()
        return comment ? reading.read(comments: [.init(text)]).claims : reading.read(article: text).claims
    }

    private static func dose(_ text: String) throws -> Dose? {
        try FindingReading.shared.get().read(comments: [.init(text)]).doses.first
    }

    private static func verdict(_ text: String, _ predicate: Events.Predicate) throws -> CheckVerdict? {
        try claims(text).first { $0.predicate == predicate }?.check?.verdict
    }

    // MARK: Classes

    @Test(arguments: [
        ("Escitalopram is an SSRI.", CheckVerdict.consistent), ("Prednisone is a corticosteroid.", .consistent),
        ("Atorvastatin is a statin.", .consistent), ("Eliquis is a factor Xa inhibitor.", .consistent),
        ("Metoprolol is not a calcium channel blocker.", .consistent),
        ("Losartan isn't an ACE inhibitor.", .consistent),
        ("Gabapentin is an opioid.", .contradicts), ("Tylenol is an NSAID.", .contradicts),
        ("Lisinopril is a beta blocker.", .contradicts), ("Singulair is a steroid.", .contradicts),
        ("Ozempic is a statin.", .contradicts), ("Buspar is a benzo.", .contradicts),
        ("Zoloft is an antidepressant.", .consistent), ("Atorvastatin is not a statin.", .contradicts),
    ]) func classes(text: String, expected: CheckVerdict) throws {
        #expect(try Self.verdict(text, .isA) == expected)
    }

    /// A true answer that begins with "No" is no contradiction.
    @Test(arguments: [
        "No, azithromycin is a macrolide.", "No, Ativan is a benzodiazepine.",
        "Nope, Eliquis is a factor Xa inhibitor.",
        "No. Methylphenidate is a stimulant.", "No it's not an opioid, Lyrica is a gabapentinoid.",
        "Uh, no, Lexapro is an SSRI.", "No - Crestor is a statin.", "Well no, Toprol is a beta blocker.",
    ]) func trueAnswersThatBeginWithNo(text: String) throws {
        let own = try Self.claims(text).filter { $0.predicate == .isA }
        #expect(!own.isEmpty && own.allSatisfy { $0.check?.verdict != .contradicts }, "\(own.map(ClaimReading.line))")
    }

    // MARK: Brands

    @Test(arguments: [
        "She takes Lipitor (rosuvastatin) at night.", "He was put on Xarelto (apixaban).",
        "My doctor chose Cymbalta (venlafaxine).",
    ]) func wrongBrands(text: String) throws {
        #expect(try Self.claims(text).contains { $0.rule == "table.apposition" && $0.check?.verdict == .contradicts })
    }

    @Test(arguments: [
        "She takes Lipitor (atorvastatin) at night.", "He was put on Eliquis (apixaban).",
        "My doctor chose Lexapro (citalopram).", "I was on Suboxone (buprenorphine) then.",
    ]) func rightAndKindredBrands(text: String) throws {
        #expect(try !Self.claims(text).contains { $0.rule == "table.apposition" })
    }

    // MARK: Forms and doses

    @Test(arguments: [
        ("I take Lexapro XR 20 mg.", CheckVerdict.contradicts), ("I take Effexor XR 150 mg.", .consistent),
        ("I take metformin ER 500 mg.", .consistent), ("I take lisinopril XR 20 mg.", .contradicts),
        ("I take Lamictal ODT 100 mg.", .consistent),
    ]) func forms(text: String, expected: CheckVerdict) throws {
        #expect(try Self.dose(text)?.check?.verdict == expected)
    }

    @Test(arguments: [
        ("I take gabapentin 300 mg three times a day.", CheckVerdict.consistent, ""),
        ("I take lisinopril 400 mg daily.", .contradicts, "above the usual maximum"),
        ("I take warfarin 5 mg.", .consistent, ""),
        ("I take digoxin 125 mg daily.", .contradicts, "mcg"),
        ("I take digoxin 125 mcg daily.", .consistent, ""),
        ("I take levothyroxine 100 mg daily.", .contradicts, "mcg"),
        ("I take atorvastatin 40 mcg daily.", .contradicts, "mcg for mg?"),
        ("I take clonidine 0.1 mg twice a day.", .consistent, ""),
        ("I take quetiapine 8000 mg at night.", .contradicts, "a tenth of it would be within"),
        ("I take insulin 40 units daily.", .notCovered, ""),
    ]) func amounts(text: String, expected: CheckVerdict, detail: String) throws {
        let dose = try #require(try Self.dose(text))
        #expect((dose.check?.verdict ?? .notCovered) == expected, "\(dose)")
        if !detail.isEmpty { #expect(dose.check?.detail?.contains(detail) == true, "\(dose)") }
    }

    @Test(arguments: [
        ("Vancomycin at 15 mg/kg for a 80 kg man is 1200 mg.", CheckVerdict.consistent),
        ("Acetaminophen 15 mg/kg at 20 kg is 300 mg.", .consistent),
        ("Acetaminophen 15 mg/kg at 20 kg is 3000 mg.", .contradicts),
        ("Isotretinoin 1 mg/kg, I weigh 132 lbs, so 60 mg.", .consistent),
        ("Isotretinoin 1 mg/kg, I weigh 132 lbs, so 132 mg.", .contradicts),
    ]) func dosesByWeight(text: String, expected: CheckVerdict) throws {
        let doses = try FindingReading.shared.get().read(comments: [.init(text)]).doses
        let plain = try #require(doses.first { $0.unit == "mg" })
        #expect(plain.check?.verdict == expected)
        // A product that is right leaves what the row says of the dose.
        if expected == .contradicts { #expect(plain.check?.source?.hasPrefix("arithmetic") == true) }
    }

    // MARK: Indications, onset, half-life, schedule

    @Test(arguments: [
        ("Metformin treats type 2 diabetes.", CheckVerdict.consistent), ("Gabapentin treats epilepsy.", .consistent),
        ("Propranolol treats social anxiety.", .notCovered), ("Lexapro treats depression.", .consistent),
        ("Ketamine cured my depression in an hour.", .notCovered),
        ("Lexapro cured my depression overnight.", .contradicts),
        ("Zoloft treated my depression after eight weeks.", .consistent),
    ]) func usesAndOnset(text: String, expected: CheckVerdict) throws {
        #expect(try Self.verdict(text, .treats) == expected)
    }

    @Test(arguments: [
        ("Diazepam has a long half-life.", CheckVerdict.consistent), ("Diazepam has a short half-life.", .contradicts),
        ("Zolpidem has a short half-life.", .consistent), ("Amiodarone has a short half-life.", .contradicts),
        // Values about the border between the classes are not in the table.
        ("Metformin has a short half-life.", .notCovered), ("Atorvastatin has a long half-life.", .notCovered),
    ]) func halfLives(text: String, expected: CheckVerdict) throws {
        #expect(try Self.verdict(text, .hasProperty) == expected)
    }

    /// Wrong statements are the minority: most of what people write has no row that could speak to it.
    @Test func whatTheTableDoesNotKnowIsNotCovered() throws {
        for text in ["Kratom is an opioid.", "Abilify treats tics.", "Kratom treats pain."] {
            let own = try Self.claims(text)
            #expect(own.allSatisfy { $0.check == nil || $0.check?.verdict == .notCovered }, "\(text) \(own)")
        }
    }
}
