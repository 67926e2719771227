import Annotation
import Events
import Testing

/// Which of a sentence's names a claim is told of where others are set aside, taken by the people, or come behind; and what an object is
/// called where its words tell more than the lexicon.
@Suite struct SetAsideSubjectTests {
    @Test(arguments: [
        ("A weight-loss drug, semaglutide, often causes nausea in adults.", "semaglutide CAUSES nausea asserted"),
        ("A cousin of fentanyl, carfentanil, has caused many deaths.", "carfentanil CAUSES death asserted"),
        (
            "A class of antibiotics, the fluoroquinolones, can rupture tendons.",
            "fluoroquinolone CAUSES tendon rupture asserted"
        ),
        ("Not only warfarin but also rivaroxaban causes hair loss.", "warfarin CAUSES hair loss asserted"),
        ("Aspirin as well as clopidogrel can cause bleeding.", "aspirin CAUSES bleeding asserted"),
        (
            "Dexamethasone, rather than hydrocortisone, was associated with insomnia.",
            "dexamethasone ASSOCIATED_WITH insomnia asserted"
        ),
        ("Ritonavir boosts the level of darunavir by blocking CYP3A4.", "ritonavir INHIBITS CYP3A4 asserted"),
        (
            "Fluconazole slows the metabolism of warfarin, raising the risk of bleeding.",
            "fluconazole PREDISPOSES bleeding asserted"
        ),
        (
            "Because it blocks dopamine receptors, metoclopramide can cause dystonia.",
            "metoclopramide INHIBITS dopamine receptor asserted"
        ),
        ("Metformin and omeprazole both lower vitamin B12.", "omeprazole CAUSES vitamin B12 deficiency asserted"),
        (
            "For patients on digoxin, verapamil is risky because it raises digoxin levels.",
            "verapamil AFFECTS digoxin level asserted"
        ),
        (
            "Sacubitril/valsartan can cause angioedema in some people.",
            "sacubitril/valsartan CAUSES angioedema asserted"
        ),
        (
            "Nicotine gum, varenicline (Chantix, Champix) and bupropion (Zyban) all help smokers quit.",
            "varenicline TREATS smoking asserted"
        ),
        (
            "Buspirone acts on serotonin 1A receptors and eases anxiety without causing dependence.",
            "buspirone CAUSES physical dependence negated"
        ),
        (
            "Blood counts should be monitored weekly during the first months of clozapine.",
            "clozapine PRACTICE monitor blood counts weekly during first months asserted"
        ),
        ("Blood pressure fell by 9 points on chlorthalidone.", "chlorthalidone TREATS hypertension asserted"),
        // Set aside, and told what it is: the group had no drug left, and the reading ended there.
        (
            "Clonazepam was given with and without propantheline (an anticholinergic agent).",
            "propantheline ISA anticholinergic asserted"
        ),
    ])
    func theNameThatIsMeant(text: String, claim: String) throws {
        let found = try ClaimReading.polarities(text)
        #expect(found.contains(claim), "\(found)")
    }

    /// In texts of several sentences: what "it", "both" and "the more" are of.
    @Test(arguments: [
        (
            "Colchicine causes diarrhea in one patient in five; with clarithromycin it can be lethal.",
            "colchicine with clarithromycin CAUSES death asserted"
        ),
        (
            "Trimethoprim works well. In patients on ramipril it has caused sudden death.",
            "trimethoprim CAUSES sudden death asserted"
        ),
        (
            "Tizanidine must never be combined with it, since ciprofloxacin raises its level tenfold.",
            "ciprofloxacin AFFECTS tizanidine level asserted"
        ),
        (
            "Hyponatraemia, a known effect of SSRIs, doubles the risk of falling. It is more frequent with thiazides.",
            "thiazide ASSOCIATED_WITH hyponatraemia asserted"
        ),
        (
            "Bupropion is old. Sodium should be measured two weeks after an SSRI is started.",
            "SSRI PRACTICE monitor sodium two weeks asserted"
        ),
    ])
    func whatIsGoneOnAbout(text: String, claim: String) throws {
        let found = try ClaimReading.polarities(text)
        #expect(found.contains(claim), "\(found)")
    }

    @Test(arguments: [
        ("All opioids except tramadol are safe in this respect.", "tramadol "),
        ("It is not the nicotine but the smoke that causes lung cancer.", "nicotine CAUSES"),
        ("A spacer prevents thrush from fluticasone.", "fluticasone PREVENTS"),
        ("Tofacitinib is a pill. The vaccine prevents shingles in older adults.", "tofacitinib PREVENTS"),
        ("Celecoxib eases pain, and it is not addictive.", "celecoxib TREATS addiction"),
        ("Liver enzymes must be measured before starting methotrexate.", "methotrexate CAUSES"),
        ("One in ten patients stopped exenatide because of nausea.", "exenatide withdrawal"),
        ("Febuxostat is dear. It can be used in moderate kidney disease.", "febuxostat TREATS"),
        ("Thiamine comes first, because sugar without the vitamin can cause brain damage.", "vitamin CAUSES"),
        ("Doxylamine with pyridoxine, sold as Diclegis, eases nausea in pregnancy.", "pyridoxine TREATS"),
        (
            "Clarithromycin is old. Arrhythmias were 1.7 times as common as with amoxicillin.",
            "amoxicillin ASSOCIATED_WITH"
        ),
        ("Clarithromycin is old. Like other macrolides, the drug prolongs the QT interval.", "macrolide CAUSES"),
        ("Carbimazole has been used in Britain for sixty years.", "carbimazole TREATS"),
        ("Nitrofurantoin should be taken with food, which prevents nausea.", "nitrofurantoin PREVENTS"),
        (
            "Reflux in infants is usually harmless and goes away by itself. Omeprazole is for others.",
            "omeprazole TREATS"
        ),
        ("Acid output falls by more than 80% on omeprazole.", "omeprazole CAUSES falls"),
        ("Nitrofurantoin should be taken with food, which doubles its absorption.", "nitrofurantoin STIMULATES"),
        (
            "SSRIs have been associated with hip fracture. Depression itself lowers bone density.",
            "SSRI CAUSES bone loss"
        ),
        ("Lecanemab, an antibody that clears amyloid, can cause brain swelling.", "lecanemab TREATS"),
        ("In the gut wall grapefruit juice blocks CYP3A4 in the gut wall.", "grapefruit juice CAUSES"),
    ])
    func theNameThatIsNotMeant(text: String, start: String) throws {
        let found = try ClaimReading.polarities(text)
        #expect(!found.contains { $0.hasPrefix(start) }, "\(found)")
    }

    @Test(arguments: [
        ("MDMA quickly raises pulse and blood pressure in adults.", "MDMA PREDISPOSES hypertension asserted"),
        (
            "In one trial empagliflozin reduced hospitalizations for heart failure.",
            "empagliflozin PREVENTS hospitalization for heart failure asserted"
        ),
        (
            "Given early, tranexamic acid reduces deaths from bleeding.",
            "tranexamic acid PREVENTS death from bleeding asserted"
        ),
        (
            "In people who take lithium, ibuprofen can cause lithium toxicity.",
            "ibuprofen CAUSES lithium toxicity asserted"
        ),
        (
            "Statins can cause muscle pain. Coenzyme Q10 did not relieve the pain.",
            "coenzyme Q10 TREATS muscle pain negated"
        ),
        (
            "Pramipexole stimulates D2 and D3 receptors in the brain.",
            "pramipexole STIMULATES dopamine D2 receptor asserted"
        ),
        (
            "Mirtazapine blocks presynaptic α2-receptors in the brain.",
            "mirtazapine INHIBITS alpha-2 adrenergic receptor asserted"
        ),
        (
            "Nitrofurantoin should not be given to patients with severe kidney disease.",
            "nitrofurantoin PRACTICE avoid in severe kidney disease asserted"
        ),
        ("Valproate must not be used during pregnancy.", "valproate PRACTICE avoid in pregnancy asserted"),
    ])
    func whatItIsCalled(text: String, claim: String) throws {
        let found = try ClaimReading.polarities(text)
        #expect(found.contains(claim), "\(found)")
    }
}
