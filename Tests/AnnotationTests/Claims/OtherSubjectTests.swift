import Annotation
import Events
import Testing

/// What a pronoun, a remedy, a reason or a figure in passing must not be taken for: the drug of the talk, or something told of it.
@Suite struct OtherSubjectTests {
    @Test(arguments: [
        "Gout is a painful form of arthritis. It can cause kidney stones.",
        "Angiomas are clusters of vessels. They may cause seizures and bleeding.",
        "Panic attacks are sudden waves of fear. They bring on palpitations.",
    ])
    func whatIsDefinedIsMeantByThePronounBehindIt(text: String) throws {
        let claims = try read("Colchicine", text)
        #expect(!claims.contains { $0.contains("CAUSES") }, "\(claims)")
    }

    @Test(arguments: [
        ("Colchicine", "It can cause diarrhoea.", "colchicine CAUSES diarrhea asserted"),
        (
            "Methotrexate", "Tablets are taken once a week. They can cause mouth ulcers.",
            "methotrexate CAUSES mouth ulcers"
        ),
        ("Lithium", "Its faults are an open book. It makes hands tremble.", "lithium CAUSES tremor asserted"),
    ])
    func whatGoesOnAboutTheDrugIsToldOfIt(title: String, text: String, claim: String) throws {
        let claims = try read(title, text)
        #expect(claims.contains { $0.hasPrefix(claim) }, "\(claims)")
    }

    @Test func aRemedyOfASideEffectDoesNotTakeTheTalk() throws {
        let claims = try read(
            "Rituximab",
            "Rituximab often causes infusion reactions. Premedication with an antihistamine prevents infusion reactions. Cold sores are commoner, too."
        )
        #expect(claims.contains("rituximab CAUSES cold sores asserted"), "\(claims)")
        #expect(!claims.contains { $0.hasPrefix("antihistamine CAUSES") }, "\(claims)")
    }

    @Test func peopleWhoTakeAnotherDrugAreToldToAvoidTheOneOfTheTalk() throws {
        let claims = try read(
            "Siponimod", "Siponimod slows relapses. People who take beta blockers should not use it.")
        #expect(claims.contains { $0.hasPrefix("siponimod PRACTICE avoid (with beta blocker)") }, "\(claims)")
    }

    @Test func aClaimPutUpToBeCheckedIsStatedByNobody() throws {
        #expect(
            try !read("Losartan checked", "Claim 2: Losartan wrecks the kidneys.").contains { $0.contains("CAUSES") })
        #expect(try read("Losartan checked", "Losartan wrecks the kidneys.").contains { $0.contains("CAUSES") })
    }

    @Test func aConditionBearsTheNameThatItIsGiven() throws {
        let claims = try ClaimReading.lines("Natalizumab can cause a rare infection called PML.")
        #expect(claims.contains { $0.hasPrefix("natalizumab CAUSES progressive multifocal leukoencephalopathy") })
    }

    @Test func theSmallerShareIsWhatItIsHeldAgainst() throws {
        let claims = try ClaimReading.lines(
            "Strokes had occurred in 3.4 percent on tofacitinib and in 2.5 percent on adalimumab.")
        #expect(claims.contains { $0.hasPrefix("tofacitinib ASSOCIATED_WITH stroke") }, "\(claims)")
        #expect(!claims.contains { $0.hasPrefix("adalimumab ASSOCIATED_WITH stroke") }, "\(claims)")
    }

    @Test(arguments: [
        ("Metabolic acidosis (bicarb 17). Low libido.", "sodium bicarbonate"), ("Sodium 128. Hair loss.", "sodium "),
        ("Potassium was 2.9. Hair loss.", "potassium"),
    ])
    func aLevelInBloodIsNoDrug(text: String, wrong: String) throws {
        let claims = try comment("Topiramate", "Three months on topiramate. " + text)
        #expect(!claims.contains { $0.hasPrefix(wrong) }, "\(claims)")
        #expect(claims.contains { $0.hasPrefix("topiramate CAUSES") }, "\(claims)")
    }

    @Test(arguments: [
        ("I'm taking clonazepam because about seven years ago I suddenly started sleepwalking.", "clonazepam CAUSES"),
        ("I realise I should not have stopped lorazepam in that manner.", "PRACTICE"),
        ("Xanax is a short-acting benzo & Valium is a long-acting benzo.", "alprazolam HAS_PROPERTY long-acting"),
    ])
    func isNotToldOfTheDrug(text: String, wrong: String) throws {
        let claims = try comment("Benzodiazepines", text)
        #expect(!claims.contains { $0.contains(wrong) }, "\(claims)")
    }

    @Test(arguments: ["Migraine affects one adult in seven.", "Restless legs trouble four in a hundred men."])
    func whatIsCommonBeforeTheDrugIsNamedIsNotItsDoing(text: String) throws {
        let claims = try read("A common complaint", text + " Topiramate may help some patients.")
        #expect(!claims.contains { $0.contains("CAUSES") || $0.contains("ASSOCIATED") }, "\(claims)")
    }

    @Test func whyItWasQuitIsItsOwnEffect() throws {
        let claims = try comment("Lisinopril", "Quit lisinopril because I got a cough.")
        #expect(claims.contains { $0.hasPrefix("lisinopril CAUSES cough") }, "\(claims)")
    }

    @Test func onePatientsStoryIsToldOfTheDrug() throws {
        let claims = try read(
            "Mefloquine",
            "Harriet Boyd was 24 when she was given mefloquine for a trip to Malawi. Within a week she had nightmares. Her mother had migraines."
        )
        #expect(claims.contains { $0.hasPrefix("mefloquine") && $0.contains("nightmares") }, "\(claims)")
        #expect(!claims.contains { $0.contains("migraine") }, "\(claims)")
    }

    @Test(arguments: [
        (
            "Switched from ritalin to Elvanse in the spring. My libido is gone.",
            "lisdexamfetamine CAUSES decreased libido"
        ),
        ("Doc changed me from lisinopril to losartan. Dizzy though.", "losartan CAUSES dizziness"),
        ("My GP swapped my codeine for pregabalin. Then I got the shakes.", "pregabalin CAUSES tremor"),
        ("They took me off metoprolol and put me on diltiazem. Ankles swelled.", "diltiazem CAUSES peripheral oedema"),
        ("Replaced my omeprazole with famotidine. Constipated ever since.", "famotidine CAUSES constipation"),
        ("Stopped citalopram and started mirtazapine. Put on two stone.", "mirtazapine CAUSES weight gain"),
    ])
    func behindAChangeOfMedicineTheNewOneIsSpokenOf(text: String, claim: String) throws {
        let claims = try comment("Medicines", text)
        #expect(claims.contains { $0.hasPrefix(claim) }, "\(claims)")
        #expect(claims.allSatisfy { !$0.contains("CAUSES") || $0.hasPrefix(claim) }, "\(claims)")
    }

    @Test func aTestedVitaminIsNoRemedy() throws {
        let claims = try comment(
            "Metformin", "Check your B12! I took it for ten years and my feet went numb. My B12 was on the floor.")
        #expect(claims.contains { $0.hasPrefix("metformin CAUSES paresthesia") }, "\(claims)")
    }

    private func read(_ title: String, _ text: String) throws -> [String] {
        try ClaimReading.polarities([(.title, .news, title), (.body, .news, text)])
    }

    private func comment(_ title: String, _ text: String) throws -> [String] {
        try ClaimReading.polarities([(.title, .user, title), (.comment, .user, text)])
    }
}
