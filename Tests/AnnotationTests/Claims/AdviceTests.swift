import Annotation
import Events
import Testing

/// One form for all wordings of an advice, and what sort of thing a drug is said to be.
@Suite struct AdviceTests {
    private static func advice(_ text: String, comment: Bool = false) throws -> [String] {
        try ClaimReading.shared.get().claims(text, comment: comment).filter { $0.predicate == .practice }
            .map { "\($0.subject): \($0.object)" }.sorted()
    }

    @Test(arguments: [
        (
            "Ebastine should no longer be given for hives, eczema or a mild rash.",
            ["ebastine: do not use for eczema", "ebastine: do not use for hives", "ebastine: do not use for mild rash"]
        ),
        ("Ebastine must not be given to children under six.", ["ebastine: avoid in children under 6"]),
        ("People with liver disease should not take ebastine.", ["ebastine: avoid in liver disease"]),
        (
            "Do not stop your lamotrigine without asking your doctor.",
            ["lamotrigine: do not stop without physician advice"]
        ),
        ("Lamotrigine should never be stopped suddenly.", ["lamotrigine: never stop abruptly"]),
        ("Never mix tapentadol with alcohol.", ["tapentadol: do not combine with alcohol"]),
        ("Never take ramelteon with fluvoxamine.", ["ramelteon: do not combine with fluvoxamine"]),
        ("Do not drink alcohol while taking tapentadol.", ["tapentadol: do not combine with alcohol"]),
        (
            "Adults should take no more than 4 grams of paracetamol a day.",
            ["acetaminophen: take no more than 4 grams a day"]
        ),
        ("People on warfarin should talk to their doctor.", ["warfarin: talk to the doctor"]),
        ("Patients should not drive the morning after taking zolpidem.", ["zolpidem: do not drive the morning"]),
        (
            "Kidney function should be checked every year on adefovir.",
            ["adefovir: monitor kidney function every year"]
        ),
        ("Dentists advise stopping clopidogrel before surgery.", ["clopidogrel: stop before surgery"]),
        (
            "Surgeons advise stopping clopidogrel a week before an operation.",
            ["clopidogrel: stop one week before surgery"]
        ),
        (
            "Bosentan must not be given to patients who have had jaundice or a stroke.",
            ["bosentan: avoid in jaundice", "bosentan: avoid in stroke"]
        ),
        ("Women who are pregnant should not take bosentan.", ["bosentan: avoid in pregnancy"]),
        ("The society tells people over 65 to avoid doxepin.", ["doxepin: avoid in older adults"]),
        (
            "Physicians advise starting doxepin low and avoiding it in glaucoma.",
            ["doxepin: avoid in glaucoma", "doxepin: start low"]
        ),
        ("The college suggests that clinicians not use doxepin for pain.", ["doxepin: do not use for pain"]),
        ("The panel suggests that bosentan be offered after two failures.", ["bosentan: use after two failures"]),
        ("We check liver enzymes every month on bosentan.", ["bosentan: monitor liver enzymes every month"]),
        ("Screening for glaucoma is mandatory before doxepin.", ["doxepin: screen for glaucoma before start"]),
        ("Children under 12 should not be given ebastine.", ["ebastine: avoid in children under 12"]),
        ("In people with glaucoma ebastine is forbidden.", ["ebastine: contraindicated in glaucoma"]),
        ("Pregnant women should not be taken off bosentan.", ["bosentan: do not stop in pregnancy"]),
        ("Patients with asthma are told to leave ebastine alone.", ["ebastine: avoid in asthma"]),
        (
            "Doxepin must not be stopped without a second drug at hand.",
            ["doxepin: do not stop without a second drug at hand"]
        ),
        ("The dose of bosentan should be halved in liver disease.", ["bosentan: halve the dose in liver disease"]),
        (
            "The guideline recommends a liver test every month on bosentan.",
            ["bosentan: monitor liver function every month"]
        ),
    ]) func adviceHasOneForm(text: String, expected: [String]) throws {
        #expect(try Self.advice(text) == expected)
    }

    @Test(arguments: [
        "Ebastine should help within an hour.", "They take ebastine in the morning.", "Keep a diary, ebastine or not.",
        "Ebastine should be in the shops by May.",
    ]) func whatIsNoAdviceIsNotRead(text: String) throws {
        #expect(try Self.advice(text).isEmpty)
    }

    @Test func aCommandWithoutADrugInACommentIsNoAdvice() throws {
        #expect(try Self.advice("I took ebastine. Stop scaring people. Tell that to my skin.", comment: true).isEmpty)
    }

    private static func kinds(_ text: String) throws -> [String] {
        try ClaimReading.shared.get().claims(text).filter { $0.predicate == .isA }
            .map { "\($0.subject) \($0.polarity.rawValue) \($0.object)" }.sorted()
    }

    @Test(arguments: [
        ("Canakinumab, a monoclonal antibody, is injected.", ["canakinumab asserted monoclonal antibody"]),
        ("Propranolol 40 mg (a beta blocker) slows the heart.", ["propranolol asserted beta blocker"]),
        (
            "Zuranolone is a neuroactive steroid and a positive allosteric modulator.",
            ["zuranolone asserted neuroactive steroid", "zuranolone asserted positive allosteric modulator"]
        ),
        ("Triazolam is a short-acting benzo.", ["triazolam asserted benzodiazepine"]),
        // What it is for, not what it is.
        ("Topiramate, an epilepsy drug, is taken at night.", []),
        ("Bupropion was sold as an antidepressant.", ["bupropion asserted antidepressant"]),
        ("When it was stopped there was no rebound, and bupropion sold well.", []),
        ("Melatonin is not a sleeping potion.", ["melatonin negated sleeping potion"]),
        ("Propranolol, a drug from the sixties, slows the heart.", []),
        ("Propranolol is a popular drug.", []),
    ]) func whatSortOfThingADrugIs(text: String, expected: [String]) throws {
        #expect(try Self.kinds(text) == expected)
    }

    @Test func theConditionSpokenOfIsWhatTheDrugWorksFor() throws {
        let claims = try ClaimReading.shared.get().claims(
            "Two trials looked at restless legs. Pramipexole was superior to placebo. Ropinirole did not help.")
        let told = claims.filter { $0.predicate == .treats }.map {
            "\($0.subject) \($0.polarity.rawValue) \($0.object)"
        }
        #expect(told == ["pramipexole asserted restless legs", "ropinirole negated restless legs"])
    }

    /// What the advice is about stands before the words that name the drug: it trapped.
    @Test func aDrugNamedBeforeTheAdvisedStepEndsNoProgram() throws {
        let told = try Self.advice(
            "The physician is advised to monitor plasma levels of phenytoin and to decrease the dose if necessary.")
        #expect(!told.isEmpty)
    }

    @Test func attacksAreOfTheConditionThatTheyAreOf() throws {
        let claims = try ClaimReading.shared.get().claims("Roflumilast reduces flare-ups of COPD.")
        #expect(claims.map(\.object) == ["COPD flare-up"])
    }

    @Test(arguments: [
        ("avoid\tshun\tavoid\tavoided\tavoiding\n", "claims/advice.tsv:1: no kind of advice is called shun"),
        (
            "avoid\tavoid\tstay well away\tavoided\tavoiding\n",
            "claims/advice.tsv:1: stay well away is not one word or two"
        ),
        ("=\tplain\tdrive|drink\tdriven\tdriving|drinking\n", "claims/advice.tsv:1: as many forms as verbs are needed"),
        ("avoid\tavoid\tavoid\n", "claims/advice.tsv:1: 3 columns where 5 are needed"),
    ]) func aMalformedAdviceFileNamesFileAndLine(text: String, message: String) {
        #expect {
            try ClaimStage(folder: ClaimReading.folder, replacing: ["claims/advice.tsv": Array(text.utf8)])
        } throws: { "\($0)" == message }
    }
}
