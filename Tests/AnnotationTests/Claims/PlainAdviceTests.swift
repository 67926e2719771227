import Annotation
import Events
import Testing

/// Advice, safety, reversal, levels and kinds as clinics and newspapers word them: each sentence with all claims of its kind.
@Suite struct PlainAdviceTests {
    private static func told(_ text: String, _ predicates: Set<Predicate>, comment: Bool = false) throws -> [String] {
        try ClaimReading.shared.get().claims(text, comment: comment).filter { predicates.contains($0.predicate) }
            .map {
                $0.polarity == .asserted
                    ? "\($0.subject): \($0.object)" : "\($0.subject) \($0.polarity.rawValue): \($0.object)"
            }
            .sorted()
    }

    @Test(arguments: [
        ("Don't take tapentadol with alcohol.", ["tapentadol: do not combine with alcohol"]),
        ("Pregnant women shouldn't take bosentan.", ["bosentan: avoid in pregnancy"]),
        ("Patients taking clozapine must have regular blood counts.", ["clozapine: monitor regular blood counts"]),
        ("Doctors should monitor potassium in patients taking spironolactone.", ["spironolactone: monitor potassium"]),
        ("Patients taking tofacitinib should be tested for tuberculosis.", ["tofacitinib: screen for tuberculosis"]),
        (
            "Regular monitoring of blood pressure is advised for people who take duloxetine.",
            ["duloxetine: monitor blood pressure"]
        ),
        (
            "Canagliflozin should be withheld three days before surgery.",
            ["canagliflozin: pause three days before surgery"]
        ),
        (
            "Clopidogrel is usually stopped seven days before an operation.",
            ["clopidogrel: stop seven days before surgery"]
        ),
        ("Anyone taking simvastatin should avoid grapefruit juice.", ["simvastatin: avoid grapefruit juice"]),
        ("People on warfarin are told to avoid naproxen.", ["naproxen: avoid (with warfarin)"]),
        ("Breastfeeding is not recommended during treatment with lithium.", ["lithium: avoid breastfeeding"]),
        (
            "If you are allergic to penicillin, you should not take amoxicillin.",
            ["amoxicillin: avoid in penicillin allergy"]
        ),
        ("Do not use ketorolac if you have asthma.", ["ketorolac: avoid in asthma"]),
        ("The panel no longer recommends salbutamol by itself.", ["albuterol: do not use alone"]),
        (
            "Caution is advised when using tramadol in patients with epilepsy.",
            ["tramadol: use with caution in epilepsy"]
        ),
        ("Tramadol should be used only as a second-line option.", ["tramadol: use only as second-line option"]),
        (
            "Opioids should only be used when other treatments have failed.",
            ["opioid: use only after failure of other treatments"]
        ),
        (
            "Patients should not take more than 4 grams of acetaminophen a day.",
            ["acetaminophen: do not take more than 4 grams a day"]
        ),
        ("Before taking sumatriptan, tell your doctor if you have heart disease.", ["sumatriptan: tell the doctor"]),
        ("Health Canada warns that people should not use kratom.", ["kratom: avoid"]),
        (
            "The FDA warned doctors not to prescribe codeine to children under 12.",
            ["codeine: avoid in children under 12"]
        ),
        (
            "Patients who take prednisone for weeks should not stop it abruptly.", ["prednisone: never stop abruptly"]
        ),
        ("Dabigatran does not require routine monitoring.", ["dabigatran negated: routine monitoring"]),
        ("Doctors usually start with sertraline.", ["sertraline: use first-line"]),
        ("Start with a low dose of nortriptyline.", ["nortriptyline: start with a low dose"]),
        ("Levothyroxine should not be taken with coffee.", ["levothyroxine: do not combine with coffee"]),
    ]) func plainAdvice(text: String, expected: [String]) throws {
        #expect(try Self.told(text, [.practice]) == expected)
    }

    @Test(arguments: [
        "If both drugs must be used, tramadol is sold in the shop.",
        "Surgery should be performed by those who know tramadol.",
        "Tramadol should reach patients who develop a rash by May.",
    ]) func noAdvice(text: String) throws {
        #expect(try Self.told(text, [.practice]).isEmpty)
    }

    @Test(arguments: [
        ("Loratadine is considered safe during pregnancy.", ["loratadine: use (in pregnancy)"]),
        ("Sumatriptan is not safe for people with heart disease.", ["sumatriptan negated: use (in heart disease)"]),
        ("In pregnancy, acetaminophen is considered safe.", ["acetaminophen: use (in pregnancy)"]),
        ("Melatonin appears safe in the short term.", ["melatonin: short-term use"]),
        ("The safety of zaleplon in children has not been established.", ["zaleplon questioned: use (in children)"]),
        ("It is not known if suvorexant is safe.", ["suvorexant questioned: use"]),
        ("A trial of pimavanserin raised no safety concerns.", ["pimavanserin: use"]),
        ("Donepezil was safe in the trial.", ["donepezil: use"]),
        ("The cough goes away when lisinopril is stopped.", ["lisinopril: cough"]),
        ("The tremor caused by valproate is reversible.", ["valproate: tremor"]),
        ("Hearing loss from gentamicin is often permanent.", ["gentamicin: hearing loss"]),
        ("In some men sexual problems persist after finasteride is stopped.", ["finasteride: sexual dysfunction"]),
    ]) func safetyAndWhatStays(text: String, expected: [String]) throws {
        #expect(try Self.told(text, [.safeFor, .reversibleAfterStop, .persistsAfterStop]) == expected)
    }

    @Test(arguments: [
        ("Coffee reduces the absorption of levothyroxine.", ["coffee: levothyroxine absorption"]),
        ("Smoking lowers clozapine levels.", ["smoking: clozapine level"]),
        ("Digoxin levels can rise when amiodarone is added.", ["amiodarone: digoxin level"]),
        ("Naproxen can cause lithium levels to rise.", ["naproxen: lithium level"]),
        ("Warfarin and fluconazole interact.", ["warfarin: fluconazole"]),
        (
            "Iron makes levothyroxine and ciprofloxacin less effective.",
            ["iron: ciprofloxacin", "iron: levothyroxine"]
        ),
        ("Letrozole lowers estrogen.", ["letrozole: estrogen"]),
        ("Paroxetine is a strong inhibitor of CYP2D6.", ["paroxetine: CYP2D6", "paroxetine: CYP2D6 inhibitor"]),
        ("Colchicine is broken down by CYP3A4, so drugs that inhibit this enzyme raise its price.", []),
        ("Blocking the receptor abolished the effect of cannabidiol.", []),
    ]) func levelsAndTargets(text: String, expected: [String]) throws {
        #expect(try Self.told(text, [.inhibits, .stimulates, .affects, .interactsWith, .isA]) == expected)
    }

    @Test(arguments: [
        ("Escitalopram is the S-enantiomer of citalopram.", ["escitalopram: s-enantiomer of citalopram"]),
        (
            "Olaparib and niraparib, both PARP inhibitors, were compared.",
            ["niraparib: PARP inhibitor", "olaparib: PARP inhibitor"]
        ),
        ("Diclofenac, another NSAID, raised the risk.", ["diclofenac: NSAID"]),
        ("Clonidine (an antihypertensive) calms some children.", ["clonidine: antihypertensive"]),
        ("Warfarin is a blood thinner, and so is apixaban.", ["apixaban: anticoagulant", "warfarin: anticoagulant"]),
        ("Lisinopril is a type of drug known as an ACE inhibitor.", ["lisinopril: ACE inhibitor"]),
    ]) func whatADrugIs(text: String, expected: [String]) throws {
        #expect(try Self.told(text, [.isA]) == expected)
    }

    @Test(arguments: [
        ("Bilastine is less sedating than diphenhydramine.", ["bilastine LOWER_THAN sedation"]),
        ("Bupropion is less likely than sertraline to cause headache.", ["bupropion LOWER_THAN headache"]),
        ("Bleeding was less common with apixaban than with warfarin.", ["apixaban LOWER_THAN bleeding"]),
        ("The risk of bleeding is lower with apixaban than with rivaroxaban.", ["apixaban LOWER_THAN bleeding"]),
        ("Labetalol is preferred in pregnancy.", ["labetalol PREFERRED_OVER alternatives"]),
    ]) func comparisonsAreReadOnce(text: String, expected: [String]) throws {
        let claims = try ClaimReading.shared.get().claims(text)
        #expect(claims.map { "\($0.subject) \($0.predicate.rawValue) \($0.object)" } == expected)
    }
}
