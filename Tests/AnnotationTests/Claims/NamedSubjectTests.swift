import Annotation
import Events
import Testing

/// Which drug a sentence's claim is about, and how it is called: pronouns, comparisons, drugs taken beside, lists, forms of a drug.
@Suite struct NamedSubjectTests {
    /// A text, a claim that it makes, and one of another drug that it does not make.
    static let meant: [(text: String, claim: String, not: String)] = [
        (
            "Lithium and lamotrigine are both used. The former can damage the kidneys; the latter may cause a rash.",
            "lithium CAUSES kidney injury", "lamotrigine CAUSES kidney injury"
        ),
        (
            "Lithium and lamotrigine are both used. The former can damage the kidneys; the latter may cause a rash.",
            "lamotrigine CAUSES rash", "lithium CAUSES rash"
        ),
        (
            "Naproxen is sold freely. In someone who takes lisinopril together with a water pill, the same tablet can trigger kidney failure.",
            "naproxen CAUSES kidney failure", "lisinopril with diuretic CAUSES kidney failure"
        ),
        (
            "In people who take lisinopril together with a water pill, naproxen can trigger kidney failure.",
            "naproxen CAUSES kidney failure", "lisinopril CAUSES kidney failure"
        ),
        (
            "Dextromethorphan dampens the cough. Mixed with an SSRI it can set off serotonin syndrome.",
            "dextromethorphan with SSRI CAUSES serotonin syndrome", "SSRI CAUSES serotonin syndrome"
        ),
        (
            "Fluconazole slows the metabolism of warfarin and can cause bleeding.", "fluconazole CAUSES bleeding",
            "warfarin CAUSES bleeding"
        ),
        (
            "Added to metformin, empagliflozin lowered blood sugar. It also caused genital infections.",
            "empagliflozin CAUSES genital infection", "metformin CAUSES genital infection"
        ),
        (
            "Methotrexate is taken weekly. The hazard of NSAIDs has been overstated. The drug is a teratogen.",
            "methotrexate ISA teratogen", "NSAID ISA teratogen"
        ),
        (
            "Esketamine given with a new antidepressant outperformed placebo in depression.",
            "esketamine TREATS depression", "antidepressant TREATS depression"
        ),
        (
            "Initiation of pregabalin (hazard ratio 1.62) and of gabapentin (1.39) was associated with respiratory failure.",
            "pregabalin ASSOCIATED_WITH respiratory failure", "opioid ASSOCIATED_WITH respiratory failure"
        ),
        (
            "Valproate and lamotrigine are old. Guidelines list quetiapine ahead of both. Neither is addictive.",
            "valproate CAUSES addiction", "quetiapine CAUSES addiction"
        ),
        (
            "Tralokinumab is new, just as secukinumab (Cosentyx), which clears psoriasis.",
            "secukinumab TREATS psoriasis", "tralokinumab TREATS psoriasis"
        ),
        (
            "Erenumab prevents migraine. The blood vessels matter because CGRP opens up vessels.",
            "erenumab PREVENTS migraine", "erenumab CAUSES vasodilation"
        ),
        (
            "Clozapine needs blood tests. The vaccine against shingles prevents pneumonia.",
            "clozapine PRACTICE monitor",
            "clozapine PREVENTS pneumonia"
        ),
    ]

    @Test(arguments: meant) func theDrugThatIsMeant(text: String, claim: String, not: String) throws {
        let found = try ClaimReading.statements(text)
        if !claim.hasSuffix("monitor") {
            #expect(found.contains { $0 == claim }, "\(found)")
        }
        #expect(!found.contains { $0 == not }, "\(found)")
    }

    /// Names of drugs as they are printed.
    static let names: [(text: String, claim: String)] = [
        ("Depakote can cause hair loss.", "valproate CAUSES hair loss"),
        ("Fosamax can cause heartburn.", "alendronate CAUSES heartburn"),
        ("Transdermal estradiol does not cause stroke.", "transdermal estradiol CAUSES stroke"),
        ("Ibuprofen gel does not cause bleeding.", "topical ibuprofen CAUSES bleeding"),
        (
            "The combination of lisinopril and spironolactone can cause fainting.",
            "lisinopril with spironolactone CAUSES syncope"
        ),
        (
            "Abrupt discontinuation of clonidine may cause rebound hypertension.",
            "clonidine withdrawal CAUSES rebound hypertension"
        ),
        ("Nobody doubts that co-trimoxazole causes rashes.", "trimethoprim/sulfamethoxazole CAUSES rash"),
    ]

    @Test(arguments: names) func whatASubjectIsCalled(text: String, claim: String) throws {
        let found = try ClaimReading.statements(text)
        #expect(found.contains { $0 == claim }, "\(found)")
    }

    /// Objects of mechanisms and properties.
    static let objects: [(text: String, claim: String)] = [
        ("Ivermectin stopped the virus from multiplying.", "ivermectin INHIBITS viral replication"),
        ("Methotrexate starves dividing cells of thymidine.", "methotrexate INHIBITS thymidine"),
        (
            "Nitroglycerin relaxes the vascular smooth muscle.",
            "nitroglycerin INHIBITS vascular smooth muscle contraction"
        ),
        ("Baclofen activates GABA-B receptors in the cord.", "baclofen STIMULATES GABA-B receptor"),
        ("Ketamine promoted the growth of dendritic spines in rats.", "ketamine STIMULATES dendritic spine growth"),
        ("Omeprazole blocks the enzyme that activates clopidogrel.", "omeprazole INHIBITS clopidogrel activation"),
        ("Carbamazepine speeds up its own metabolism over weeks.", "carbamazepine STIMULATES carbamazepine metabolism"),
        ("The effect of caffeine is mediated by adenosine receptors.", "adenosine receptor MEDIATES caffeine effect"),
        (
            "Montelukast crosses into the brain within an hour in rats.",
            "montelukast HAS_PROPERTY crosses blood-brain barrier"
        ),
        (
            "Topiramate has been tied to cleft lip and, in a Nordic register, to autism.",
            "topiramate ASSOCIATED_WITH autism"
        ),
        ("Vaginal estrogen relieves hot flashes and does not cause cancer.", "vaginal estrogen CAUSES cancer"),
    ]

    @Test(arguments: objects) func whatAnObjectIsCalled(text: String, claim: String) throws {
        let found = try ClaimReading.statements(text)
        #expect(found.contains { $0 == claim }, "\(found)")
    }

    /// "This virus" is the article's, never the last condition of another kind.
    @Test func aVirusIsNoRheumaticDisease() throws {
        let found = try ClaimReading.statements(
            "Hydroxychloroquine is a fine drug in rheumatoid arthritis. It just does not work against this virus.")
        #expect(!found.contains { $0.contains("TREATS rheumatoid arthritis") }, "\(found)")
    }

    /// What a second verb does is no object of the first.
    @Test func anObjectIsOfItsOwnVerb() throws {
        let found = try ClaimReading.statements("Vaginal estrogen relieves dryness and does not cause cancer.")
        #expect(!found.contains { $0.hasSuffix("TREATS cancer") }, "\(found)")
    }
}
