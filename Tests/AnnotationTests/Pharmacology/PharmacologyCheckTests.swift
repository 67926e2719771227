import Annotation
import Events
import Testing

/// What the table says of claims and doses, read from text through the whole engine.
@Suite struct PharmacologyCheckTests {
    private static func claims(_ text: String) throws -> [Claim] {
        try FindingReading.shared.get().read(article: text).claims
    }

    private static func doses(_ text: String) throws -> [Dose] {
        try FindingReading.shared.get().read(comments: [.init(text)]).doses
    }

    @Test(arguments: [
        ("Lorazepam is a benzodiazepine.", CheckVerdict.consistent), ("Bupropion is a benzodiazepine.", .contradicts),
        ("Quetiapine is not a benzodiazepine.", .consistent), ("Lithium is not a benzodiazepine.", .consistent),
        ("Nexium is an antacid.", .contradicts), ("Tamiflu is an antibiotic.", .contradicts),
        ("Xanax is an antidepressant.", .contradicts), ("Xanax is an SSRI.", .contradicts),
        // Quetiapine is labelled for depression, without being an antidepressant by class.
        ("Quetiapine is an antidepressant.", .partly),
        // A use or an effect that drugs of many classes have says nothing.
        ("Quetiapine is a sedative.", .notCovered), ("Ibuprofen is an analgesic.", .notCovered),
        // No row.
        ("Abacavir is a benzodiazepine.", .notCovered),
    ]) func classes(text: String, verdict: CheckVerdict) throws {
        let claim = try #require(Self.claims(text).first { $0.predicate == .isA })
        #expect(claim.check?.verdict == verdict)
        if verdict == .contradicts || verdict == .consistent {
            #expect(claim.check?.source?.hasPrefix("pharmacology/drugs.tsv, ") == true)
        }
    }

    @Test func anotherDrugIsNotTheOneNamed() throws {
        let claim = try #require(Self.claims("Zoloft is fluoxetine.").first { $0.predicate == .isA })
        #expect(claim.check?.verdict == .contradicts)
        #expect(claim.check?.detail?.contains("Zoloft") == true)
    }

    @Test func aBrandExplainedByAnotherIngredientIsMarked() throws {
        let wrong = try Self.claims("She was given Prozac (sertraline) in May.")
        #expect(wrong.contains { $0.rule == "table.apposition" && $0.check?.verdict == .contradicts })
        let right = try Self.claims("She was given Zoloft (sertraline) in May.")
        #expect(!right.contains { $0.rule == "table.apposition" })
        // Enumerations and a drug beside a brand are no explanation.
        for text in [
            "Prozac or sertraline helps.", "Prozac (not sertraline) helps.", "Prozac (sertraline worked better) helps.",
        ] {
            #expect(try !Self.claims(text).contains { $0.rule == "table.apposition" })
        }
    }

    @Test(arguments: [
        ("Sertraline treats depression.", CheckVerdict.consistent), ("Sertraline treats gout.", .notCovered),
        ("Zoloft treated my depression within 20 minutes.", .contradicts),
        ("Zoloft treated my depression in two hours.", .contradicts),
        ("Zoloft treated my depression within six weeks.", .consistent),
        // A walk of 20 minutes is no onset, and Xanax has none in weeks.
        ("Zoloft and a 20 minute walk treat depression.", .consistent),
        ("Xanax treats anxiety within 20 minutes.", .consistent),
    ]) func indicationsAndOnset(text: String, verdict: CheckVerdict) throws {
        let claim = try #require(Self.claims(text).first { $0.predicate == .treats })
        #expect(claim.check?.verdict == verdict)
    }

    @Test(arguments: [
        ("I take sertraline 200 mg daily.", CheckVerdict.consistent, ""),
        ("I take sertraline 5000 mg daily.", .contradicts, "above the usual maximum of 200 mg"),
        ("I take sertraline 1000 mg daily.", .contradicts, "a tenth of it would be within"),
        ("I take sertraline 50 mcg daily.", .contradicts, "mcg for mg?"),
        ("I take levothyroxine 50 mg daily.", .contradicts, "mg for mcg?"),
        ("I take levothyroxine 50 mcg daily.", .consistent, ""),
        ("I take Lexapro XR 20 mg daily.", .contradicts, "no extended-release form"),
        ("I take Wellbutrin XL 300 mg daily.", .consistent, ""),
    ]) func doses(text: String, verdict: CheckVerdict, detail: String) throws {
        let dose = try #require(Self.doses(text).first)
        #expect(dose.check?.verdict == verdict)
        if !detail.isEmpty { #expect(dose.check?.detail?.contains(detail) == true) }
    }

    @Test func nothingIsCorrected() throws {
        let dose = try #require(Self.doses("I take sertraline 5000 mg daily.").first)
        #expect(dose.amount == Amount(5000))
    }

    @Test(arguments: [
        ("Ketamine at 0.5 mg/kg for a 70 kg man is 35 mg.", CheckVerdict.consistent, "is 35 mg"),
        ("Ketamine at 0.5 mg/kg for a 70 kg man is 350 mg.", .contradicts, "is 35 mg"),
        ("Ketamine at 0.5 mg/kg, I weigh 154 lbs, so 35 mg.", .consistent, "69.9 kg is 34.9 mg"),
    ]) func dosesByWeightAreRecomputed(text: String, verdict: CheckVerdict, detail: String) throws {
        let dose = try #require(Self.doses(text).first { $0.unit == "mg" })
        #expect(dose.check?.verdict == verdict)
        #expect(dose.check?.detail?.contains(detail) == true)
    }

    @Test(arguments: [
        // Two weights, or two plain doses: which belongs to which is not clear.
        "Ketamine at 0.5 mg/kg is 35 mg at 70 kg and more at 90 kg.",
        "Ketamine 0.5 mg/kg at 70 kg, then 35 mg or 50 mg.",
    ]) func whatIsNotClearIsNotRecomputed(text: String) throws {
        #expect(try Self.doses(text).allSatisfy { $0.check?.source?.hasPrefix("arithmetic") != true })
    }

    @Test(arguments: [
        ("Fluoxetine has a long half-life.", CheckVerdict.consistent),
        ("Fluoxetine has a short half-life.", .contradicts),
    ]) func halfLife(text: String, verdict: CheckVerdict) throws {
        let claim = try #require(Self.claims(text).first { $0.predicate == .hasProperty })
        #expect(claim.check?.verdict == verdict)
    }

    @Test func noDetailAdvisesAnyone() throws {
        let texts = [
            "I take sertraline 5000 mg daily.", "I take sertraline 50 mcg daily.", "I take Lexapro XR 20 mg daily.",
            "Ketamine at 0.5 mg/kg for a 70 kg man is 350 mg.",
        ]
        for text in texts {
            for word in ["should", "must", "take ", "stop", "do not", "safe", "danger"] {
                #expect(try Self.doses(text).allSatisfy { $0.check?.detail?.contains(word) != true })
            }
        }
    }
}
