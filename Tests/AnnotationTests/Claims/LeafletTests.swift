import Annotation
import Events
import Testing

/// Leaflets and guides in plain words: lists of effects, for whom a medicine is not, what to see a doctor with.
@Suite struct LeafletTests {
    @Test(arguments: [
        "Tell your doctor if any of these symptoms are severe or do not go away: fainting, runny ears, wheezing.",
        "If you have any of the following symptoms, call your doctor immediately: fainting, runny ears, wheezing.",
        "See a doctor straight away if you develop fainting, runny ears or wheezing.",
        "Tell your doctor right away if you have any serious side effects, including: fainting, runny ears, wheezing.",
        "Call your doctor at once if you have: fainting, runny ears, or wheezing.",
    ])
    func whatToSeeADoctorWithIsAnEffect(text: String) throws {
        let claims = try read([(.body, "Sotalol is a beta blocker. " + text)])
        for effect in ["syncope", "bronchospasm"] {
            #expect(claims.contains("sotalol CAUSES \(effect) asserted"), "\(claims)")
        }
        #expect(!claims.contains { $0.contains("PERSISTS") || $0.contains("negated") }, "\(claims)")
    }

    @Test(arguments: [
        "Tell your doctor if you have asthma or heart failure.", "See your doctor if you need more tablets.",
        "Tell your doctor before surgery if you have liver disease, wheezing or a blood disorder.",
    ])
    func whatTheReaderHasAlreadyIsNone(text: String) throws {
        let claims = try read([(.body, "Sotalol is a beta blocker. " + text)])
        #expect(!claims.contains { $0.contains("CAUSES") || $0.contains("ASSOCIATED") }, "\(claims)")
    }

    @Test(arguments: [
        "Tell your doctor if any of these symptoms are severe or do not go away:",
        "Common side effects of sotalol include:", "If you experience any of these symptoms, call your doctor:",
    ])
    func theLinesBelowSuchALeadAreEffects(lead: String) throws {
        let claims = try read([
            (.body, "Sotalol slows the heart."), (.body, lead), (.listItem, "fainting"), (.listItem, "runny ears"),
            (.listItem, "hair loss, especially in women"), (.body, "Sotalol is sold by pharmacies."),
        ])
        for effect in ["syncope", "runny ears", "hair loss"] {
            #expect(claims.contains("sotalol CAUSES \(effect) asserted"), "\(claims)")
        }
    }

    @Test func aListOfSomethingElseIsNot() throws {
        let claims = try read([
            (.body, "Sotalol slows the heart."), (.body, "You can buy here:"), (.listItem, "shampoo"),
            (.listItem, "running shoes"),
        ])
        #expect(claims == ["sotalol CAUSES bradycardia asserted"])
    }

    @Test func conditionsForWhichItIsNotAreNoEffects() throws {
        let claims = try read([
            (
                .body,
                """
                Do not take sotalol if you are allergic to it, if you have severe kidney or liver problems, if you have a blood disorder, or if \
                you are pregnant.
                """
            )
        ])
        #expect(claims.contains("sotalol PRACTICE avoid in blood disorder asserted"), "\(claims)")
        #expect(claims.contains("sotalol PRACTICE avoid in pregnancy asserted"), "\(claims)")
        #expect(!claims.contains { $0.contains("CAUSES") }, "\(claims)")
    }

    @Test func howOftenAnEffectComesIsNoAssociation() throws {
        let claims = try read([
            (.body, "Sotalol slows the heart."), (.heading, "Side effects"),
            (.body, "Common (may affect up to 1 in 10 people): fainting, wheezing."), (.body, "Not known: hair loss."),
        ])
        for effect in ["syncope", "bronchospasm", "hair loss"] {
            #expect(claims.contains("sotalol CAUSES \(effect) asserted"), "\(claims)")
        }
    }

    @Test(arguments: [
        ("Sotalol generally isn't used in people with asthma.", "sotalol PRACTICE avoid in asthma asserted"),
        ("Sotalol is not recommended for people with asthma.", "sotalol PRACTICE avoid in asthma asserted"),
    ])
    func whatItIsRefusedForIsNotDeniedAsWell(text: String, claim: String) throws {
        let claims = try read([(.body, text)])
        #expect(claims.contains(claim), "\(claims)")
        #expect(!claims.contains { $0.contains("TREATS") }, "\(claims)")
    }

    @Test(arguments: [
        ("Do not drive a car, ride a bike or use tools on sotalol.", "use tools"),
        ("Do not drive, use machinery, or do anything that needs care on sotalol.", "use machinery"),
        ("Who can and cannot take sotalol", "avoid"),
    ])
    func whatIsRefusedInAListIsNotAdvised(text: String, wrong: String) throws {
        let claims = try read([(.body, "Sotalol slows the heart."), (.body, text)])
        #expect(!claims.contains { $0.hasPrefix("sotalol PRACTICE \(wrong)") }, "\(claims)")
    }

    @Test func aClassIsNotTakenWithTheDrug() throws {
        let claims = try read([(.body, "Never take MAO inhibitors with amitriptyline.")])
        #expect(claims == ["MAO inhibitor PRACTICE do not combine with amitriptyline asserted"])
    }

    @Test func whatWasBeforeTheDrugIsNoneOfIts() throws {
        let claims = try read([(.body, "Patients did not experience itching before starting cetirizine.")])
        #expect(claims.isEmpty, "\(claims)")
    }

    @Test func anAdviceAgainstStoppingIsFollowedByWhatStoppingDoes() throws {
        let claims = try read([
            (.body, "Do not stop taking sotalol suddenly. This could raise the risk of a heart attack.")
        ])
        #expect(claims.contains { $0.hasPrefix("sotalol withdrawal PREDISPOSES myocardial infarction") }, "\(claims)")
    }

    @Test(arguments: [
        (
            "Dapsone is an antibiotic commonly used in combination with rifampicin and clofazimine for the treatment of leprosy.",
            "dapsone TREATS leprosy asserted", "rifampin TREATS"
        ),
        (
            "Famotidine blocks the histamine receptors that tell the stomach to make acid.",
            "famotidine INHIBITS histamine receptor asserted", "STIMULATES"
        ),
        (
            "Beta blockers are medicines that lower blood pressure.", "beta blocker TREATS hypertension asserted",
            "CAUSES"
        ),
        (
            "Haemolysis is the most prominent side effect, occurring in 20% of patients treated with dapsone.",
            "dapsone CAUSES haemolysis asserted", "adverse effect"
        ),
    ])
    func plainSentencesAreOfTheDrugThatTheyName(text: String, claim: String, wrong: String) throws {
        let claims = try read([(.body, text)])
        #expect(claims.contains(claim), "\(claims)")
        #expect(!claims.contains { $0.contains(wrong) }, "\(claims)")
    }

    private func read(_ parts: [(SegmentKind, String)]) throws -> [String] {
        try ClaimReading.polarities(
            [(.title, .commercial, "What to know")] + parts.map { ($0.0, .commercial, $0.1) })
    }
}
