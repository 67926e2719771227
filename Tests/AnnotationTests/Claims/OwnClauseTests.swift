import Annotation
import Events
import Testing

/// Whom a sentence speaks of where it names several things, or none: clauses with a subject of their own, kin, placebo arms, exceptions.
@Suite struct OwnClauseTests {
    static let said: [(text: String, claim: String)] = [
        ("Reboxetine raised blood pressure.", "reboxetine CAUSES hypertension asserted"),
        (
            "Reboxetine also decreased appetite and increased heart rate.",
            "reboxetine CAUSES increased heart rate asserted"
        ),
        ("Amlodipine and lisinopril cause oedema and a cough, respectively.", "lisinopril CAUSES cough asserted"),
        (
            "Sodium valproate, but not lamotrigine, causes birth defects.",
            "valproate CAUSES congenital malformation asserted"
        ),
        (
            "Sodium valproate, but not lamotrigine, causes birth defects.",
            "lamotrigine CAUSES congenital malformation negated"
        ),
        (
            "Doctors often start with metformin. If that fails, a sulfonylurea such as glipizide is added; it can cause weight gain.",
            "sulfonylurea CAUSES weight gain asserted"
        ),
        (
            "The combination of sacubitril and valsartan lowers blood pressure. It can cause low blood pressure.",
            "sacubitril with valsartan CAUSES hypotension asserted"
        ),
        (
            "Three patients, all of them taking clarithromycin, were admitted: the antibiotic blocks CYP3A4.",
            "clarithromycin INHIBITS CYP3A4 asserted"
        ),
        (
            "Benzodiazepines can cause dependence. Zopiclone is no exception.",
            "zopiclone CAUSES physical dependence asserted"
        ),
        ("Cough was four times as common with enalapril as with losartan.", "enalapril ASSOCIATED_WITH cough asserted"),
        ("The statin was stopped, and the muscle pain went away.", "statin REVERSIBLE_AFTER_STOP muscle pain asserted"),
        ("Never combine tramadol and sertraline.", "tramadol PRACTICE do not combine with sertraline asserted"),
        ("Verapamil raised serum digoxin by a third.", "verapamil AFFECTS digoxin level asserted"),
        (
            "Verapamil raised serum digoxin by a third, apparently through inhibition of P-glycoprotein.",
            "verapamil INHIBITS P-glycoprotein asserted"
        ),
        (
            "Users of sertraline fell more often than users of lamotrigine, an anticonvulsant that blocks sodium channels.",
            "lamotrigine INHIBITS sodium channel asserted"
        ),
        (
            "Reboxetine lifts mood. It can push blood pressure up, so we measure it at every visit.",
            "reboxetine PRACTICE monitor blood pressure at every visit asserted"
        ),
        ("Is it ok to take famotidine while breastfeeding?", "famotidine SAFE_FOR use (in breastfeeding) questioned"),
        ("Ranitidine is compatible with breastfeeding.", "ranitidine SAFE_FOR use (in breastfeeding) asserted"),
        ("Alcohol should be avoided with metronidazole.", "metronidazole PRACTICE avoid alcohol asserted"),
        ("Unlike warfarin, apixaban does not need regular blood tests.", "apixaban PRACTICE monitor negated"),
    ]

    @Test(arguments: said) func theOneSpokenOfIsTheSubject(text: String, claim: String) throws {
        let found = try ClaimReading.polarities(text)
        #expect(found.contains(claim), "\(found)")
    }

    static let silent: [(text: String, part: String)] = [
        (
            "Epoetin drives the marrow to make red cells, and a hematocrit above 54 percent is thought to invite clots.",
            "epoetin CAUSES"
        ),
        (
            "Isotretinoin dries the lips, and heavy drinking can inflame the pancreas.",
            "isotretinoin CAUSES pancreatitis"
        ),
        ("While methotrexate suppresses the marrow, smoking harms the lungs.", "interstitial lung disease"),
        (
            "Troglitazone was abandoned when it inflamed the liver. No such damage has been seen with its successors.",
            "negated"
        ),
        ("Lisdexamfetamine treats ADHD. Its relatives are used for narcolepsy.", "narcolepsy"),
        ("Tranexamic acid was tested. The rate of bleeding was higher in the placebo group.", "PREDISPOSES bleeding"),
        ("An unwanted pregnancy can bring on depression, the makers of levonorgestrel say.", "depression"),
        ("Varenicline doubled the odds of quitting.", "odds"),
        ("Prednisolone thins bone. Kidney disease doubles the odds.", "kidney disease"),
        ("Naproxen is an old drug. The anti-inflammatory was given to 30 women.", "inflammation"),
        ("After a first episode of pericarditis, the addition of rilonacept helped.", "CAUSES pericarditis"),
        ("Colchicine was tried in end-stage kidney failure.", "CAUSES"),
        ("Muscle pain is seen in people who also take a statin.", "PRACTICE"),
        ("Doctors tied topiramate to cleft lip, a malformation of the face.", "congenital malformation"),
        ("Baricitinib led to fewer deaths among those needing mechanical ventilation.", "CAUSES"),
        ("Ticagrelor should be chosen over clopidogrel.", "PRACTICE"),
        ("Metformin is not for people whose kidneys are failing.", "kidney injury"),
        ("Naproxen should not be combined with lithium, whose level it raises.", "whose"),
        (
            "Lithium is used for mania. When lithium is withdrawn in a hurry, mania comes back within weeks.",
            "REVERSIBLE"
        ),
    ]

    @Test(arguments: silent) func whatIsToldOfSomethingElseIsNotTheDrugs(text: String, part: String) throws {
        let found = try ClaimReading.polarities(text).filter { $0.contains(part) }
        #expect(found.isEmpty, "\(found)")
    }
}
