import Annotation
import Events
import Testing

/// What a drug is worth, or does as another one does, told without naming again what for or what of.
@Suite struct AppraisalTests {
    @Test(arguments: [
        ("Sumatriptan barely did a thing.", "sumatriptan TREATS migraine negated"),
        ("Propranolol helped a lot.", "propranolol TREATS migraine asserted"),
        ("Topiramate, which my sister swears by, was totally useless.", "topiramate TREATS migraine negated"),
        ("Amitriptyline didn't even touch it.", "amitriptyline TREATS migraine negated"),
        ("Candesartan is the only thing that works for me.", "candesartan TREATS migraine asserted"),
        ("Rizatriptan fixed it within the hour.", "rizatriptan TREATS migraine asserted"),
        ("Naratriptan gave me no relief at all.", "naratriptan TREATS migraine negated"),
    ])
    func aReaderTellsOfWhatItWasTakenFor(text: String, claim: String) throws {
        let claims = try comment("Migraine", "Migraines since I was ten. " + text)
        #expect(claims.contains(claim), "\(claims)")
        #expect(!claims.contains { $0.contains("CAUSES") }, "\(claims)")
    }

    @Test(arguments: [
        ("Propranolol works in about two thirds of them.", "propranolol TREATS migraine asserted"),
        ("Topiramate, which France approved, may help some patients.", "topiramate TREATS migraine asserted"),
        ("Candesartan has never really worked.", "candesartan TREATS migraine negated"),
    ])
    func anArticleTellsOfTheConditionSpokenOf(text: String, claim: String) throws {
        let claims = try read("Migraine", "Migraine affects one adult in seven. " + text)
        #expect(claims.contains(claim), "\(claims)")
    }

    @Test func whatProtectsDoesSoFromTheHarmSpokenOf() throws {
        let claims = try read(
            "Contrast", "Gentamicin can cause hearing loss. N-acetylcysteine offers no protection.")
        #expect(claims.contains { $0.hasPrefix("acetylcysteine PREVENTS hearing loss negated") }, "\(claims)")
    }

    @Test(arguments: [
        "Finasteride works by blocking an enzyme.", "Minoxidil helps nobody who sells wigs against baldness in dogs.",
        "Finasteride is what the enzyme fits.", "Those who sell minoxidil did nothing to stop the adverts.",
    ])
    func howItActsOrWhoSellsItIsNoBenefit(text: String) throws {
        let claims = try read("Hair loss", "Hair loss troubles many men. " + text)
        #expect(!claims.contains { $0.contains("TREATS") }, "\(claims)")
    }

    @Test(arguments: [
        ("Ramipril gave me a cough. Same with perindopril.", "perindopril CAUSES cough asserted"),
        ("Ramipril gave me a cough. Losartan never did.", "losartan CAUSES cough negated"),
    ])
    func whatAReaderSaysOfASecondDrugIsTheSameHarm(text: String, claim: String) throws {
        #expect(try comment("Blood pressure", text).contains(claim))
    }

    @Test(arguments: [
        ("Turns out it was the lithium.", "lithium CAUSES hair loss asserted"),
        ("My GP swears it was not the lithium.", "lithium CAUSES hair loss negated"),
        ("It's the lithium, says the doctor.", "lithium CAUSES hair loss asserted"),
        ("It wasn't the lithium.", "lithium CAUSES hair loss negated"),
        ("My money is on the lithium.", "lithium CAUSES hair loss asserted"),
        ("The dermatologist blamed my lithium.", "lithium CAUSES hair loss asserted"),
    ])
    func whatIsBlamedCausesTheHarmToldBefore(text: String, claim: String) throws {
        let claims = try comment("Lithium", "My sister's hair fell out in clumps. " + text)
        #expect(claims.contains(claim), "\(claims)")
    }

    @Test(arguments: ["It was the lithium clinic.", "It's my lithium that keeps me going."])
    func whatIsNamedOtherwiseIsNotBlamed(text: String) throws {
        let article = ClaimReading.article([
            (.title, .user, "Thyroid"), (.comment, .user, "My sister's hair fell out in clumps. " + text),
        ])
        #expect(try !ClaimReading.shared.get().read(article).claims.contains { $0.rule == "blame.was" })
    }

    private func read(_ title: String, _ text: String) throws -> [String] {
        try ClaimReading.polarities([(.title, .news, title), (.body, .news, text)])
    }

    private func comment(_ title: String, _ text: String) throws -> [String] {
        try ClaimReading.polarities([(.title, .user, title), (.comment, .user, text)])
    }
}
