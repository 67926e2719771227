import Annotation
import Events
import Testing

/// What papers and news tell in the figures of two arms, and words around them that are no claim.
@Suite struct TrialFigureTests {
    @Test func ratesPerPersonYearsAreTwoArms() throws {
        let claims = try read(
            "Tofacitinib in a trial",
            "Serious infection occurred in 5.1 per 100 person-years with tofacitinib and in 3.9 with TNF inhibitors.")
        #expect(claims.contains { $0.hasPrefix("tofacitinib ASSOCIATED_WITH serious infection asserted") }, "\(claims)")
        #expect(!claims.contains { $0.hasPrefix("TNF inhibitor ASSOCIATED_WITH") }, "\(claims)")
    }

    @Test func anIncidenceOfTwoDrugsIsMoreOfItWithOne() throws {
        let claims = try read(
            "Filgotinib in a trial",
            "The incidence of shingles was 5.1 per 100 person-years with filgotinib and 2.9 with adalimumab.")
        #expect(
            claims.contains { $0.contains("filgotinib") && $0.contains("herpes zoster") }
                || claims.contains { $0.hasPrefix("adalimumab LOWER_THAN") }, "\(claims)")
    }

    @Test(arguments: [
        (
            "Median overall survival was 13.9 months with nivolumab and 9.2 months with placebo.",
            "nivolumab PREVENTS death asserted"
        ),
        (
            "Median overall survival was 9.1 months with nivolumab and 9.2 months with placebo.",
            "nivolumab PREVENTS death negated"
        ),
        (
            "Median progression-free survival was 8.8 months in the olaparib group and 4.9 months in the placebo group.",
            "olaparib PREVENTS disease progression asserted"
        ),
    ])
    func survivalGoesTheWayOfTheFigures(text: String, claim: String) throws {
        let claims = try plain(text)
        #expect(claims.contains { $0.hasPrefix(claim) }, "\(claims)")
    }

    @Test(arguments: [
        "Median overall survival was 13.9 months with nivolumab.",
        "Median overall survival was 7.1 months with nivolumab and 9.2 months with placebo.",
    ])
    func survivalInOneArmOrShorterTellsNoBenefit(text: String) throws {
        #expect(try !plain(text).contains { $0.contains("PREVENTS death asserted") })
    }

    @Test func aRatioIsNoShareOfAnArm() throws {
        let claims = try read(
            "Omeprazole and bones",
            "Women who had used omeprazole were 35 percent more likely to break a hip than nonusers; smokers had a risk that was more than 50 percent higher."
        )
        #expect(!claims.contains { $0.contains("PREVENTS") }, "\(claims)")
    }

    @Test func aSecondVerbIsDeniedWithTheFirst() throws {
        let claims = try plain("Ivermectin does not prevent death or treat influenza.")
        #expect(claims.contains { $0.hasPrefix("ivermectin TREATS influenza negated") }, "\(claims)")
    }

    @Test func whatIsClearedInTheSameBreathIsDenied() throws {
        let claims = try read(
            "Liraglutide",
            "Liraglutide can cause nausea. European regulators looked into reports of suicidal thoughts but found no link."
        )
        #expect(!claims.contains { $0.contains("suicidal ideation asserted") }, "\(claims)")
    }

    @Test func whatLittleIsKnownOfIsNoHarm() throws {
        let claims = try read("Colchicine", "Colchicine caused diarrhoea. Evidence on mortality was very uncertain.")
        #expect(!claims.contains { $0.contains("CAUSES death") }, "\(claims)")
    }

    @Test func theDrugThatAnotherIsSuperiorToIsNotTheSubject() throws {
        let claims = try read(
            "Edoxaban",
            "Edoxaban was superior to warfarin in preventing stroke, caused less bleeding, and resulted in lower mortality."
        )
        #expect(!claims.contains { $0.hasPrefix("warfarin") }, "\(claims)")
        #expect(claims.contains { $0.hasPrefix("edoxaban PREFERRED_OVER warfarin") }, "\(claims)")
    }

    @Test func aManWithOneIllnessIsTreatedForAnother() throws {
        let claims = try read("Linezolid", "A man with diabetes was treated with linezolid for pneumonia.")
        #expect(!claims.contains { $0.hasPrefix("linezolid TREATS type 2 diabetes") }, "\(claims)")
    }

    @Test func vaccinationIsAdvisedBeforeADrug() throws {
        let claims = try read(
            "Baricitinib", "Vaccination against shingles is recommended before treatment.")
        #expect(claims.contains { $0.hasPrefix("baricitinib PRACTICE vaccinate against shingles") }, "\(claims)")
    }

    private func read(_ title: String, _ text: String) throws -> [String] {
        try ClaimReading.polarities([(.title, .news, title), (.body, .news, text)])
    }

    private func plain(_ text: String) throws -> [String] {
        try ClaimReading.polarities([(.body, .news, text)])
    }
}
