import Annotation
import Events
import Testing

/// Whose harm a sentence tells, and what it does not tell: the ways in which a drug and an effect of one sentence do not belong together.
@Suite struct HarmSubjectTests {
    typealias Part = (kind: SegmentKind, tier: Tier, text: String)

    /// Sentences that claim none of the given effects of the drugs they name.
    static let silent: [(text: String, object: String)] = [
        ("She was given ivermectin for scabies.", "scabies"),
        ("Anyone who has had a stroke must not take sumatriptan.", "stroke"),
        ("In patients with a history of seizures, bupropion was not tested.", "seizure"),
        ("We saw a woman with myopathy receiving magnesium.", "muscle damage"),
        ("A case of nephrotic syndrome treated with cyclophosphamide is described.", "nephrotic syndrome"),
        ("Diazepam was tested against handling-induced seizures.", "seizure"),
        ("Naloxone inhibited the induced convulsions.", "seizure"),
        ("Patients with schizophrenia were switched from olanzapine to another tablet.", "schizophrenia"),
        ("She flushed the lithium down the sink.", "flushing"),
        ("Until the price falls, few will take topiramate.", "falls"),
        ("Diltiazem was stopped, leading to resolution of fever.", "fever"),
        ("We examined the relationship between phenytoin and falls.", "falls"),
    ]

    @Test(arguments: silent) func whatIsThereBeforeOrTreatedIsNoHarm(text: String, object: String) throws {
        let found = try ClaimReading.polarities([(.body, .news, text)]).filter {
            $0.hasSuffix(" \(object) asserted")
                && ["CAUSES", "ASSOCIATED_WITH", "PREDISPOSES", "AGGRAVATES"].contains(
                    $0.split(separator: " ").first { $0 == $0.uppercased() && $0.count > 5 }.map(String.init) ?? "")
        }
        #expect(found.isEmpty, "\(found)")
    }

    /// Two sentences, and the claim of the second.
    static let pairs: [(text: String, claim: String)] = [
        (
            "Bupropion helps smokers quit. It also blocks CYP2D6, so tamoxifen may lose its effect. It can cause seizures.",
            "bupropion CAUSES seizure asserted"
        ),
        (
            "Pregabalin was compared with duloxetine. Respiratory failure was reported more often than with duloxetine.",
            "x"
        ),
        ("Gentamicin is old. Oxytocin can cause fatal hypotension.", "oxytocin CAUSES hypotension asserted"),
        ("Metformin is cheap. Metformin depletes vitamin B12.", "metformin CAUSES vitamin B12 deficiency asserted"),
        (
            "Pregabalin eases pain. Abrupt withdrawal can provoke seizures.",
            "pregabalin withdrawal CAUSES seizure asserted"
        ),
        ("Bupropion is an antidepressant. It leaves the sex drive alone.", "bupropion CAUSES decreased libido negated"),
        ("Citalopram is cheap. Whether it causes seizures is unknown.", "citalopram CAUSES seizure questioned"),
        ("Erenumab prevents migraine. Hair loss is suspected.", "erenumab CAUSES hair loss asserted"),
        (
            "The agency added respiratory depression to the labels of pregabalin.",
            "pregabalin CAUSES respiratory depression asserted"
        ),
        ("The tremor disappears once lithium is withdrawn.", "lithium REVERSIBLE_AFTER_STOP tremor asserted"),
    ]

    @Test(arguments: pairs) func theDrugThatIsSpokenOfIsTheSubject(text: String, claim: String) throws {
        let found = try ClaimReading.polarities([(.body, .news, text)])
        if claim == "x" {
            #expect(!found.contains { $0.hasPrefix("duloxetine") }, "\(found)")
        } else {
            #expect(found.contains(claim), "\(found)")
        }
    }

    @Test func aHeadingsDrugIsWhatTheTextBelowIsAbout() throws {
        let found = try ClaimReading.polarities([
            (.title, .commercial, "Your questions on lamotrigine and valproate"),
            (.question, .commercial, "What does lamotrigine do to the skin?"),
            (.body, .commercial, "It can cause a rash."),
            (.question, .commercial, "What does valproate do to the liver?"),
            (.body, .commercial, "Liver failure is rare."),
        ])
        #expect(found.contains("lamotrigine CAUSES rash asserted"), "\(found)")
        #expect(found.contains { $0.hasPrefix("valpro") && $0.contains("CAUSES liver failure") }, "\(found)")
        #expect(!found.contains { $0.hasPrefix("lamotrigine CAUSES liver") }, "\(found)")
    }

    @Test func bothAreTheTwoThatThePageCompares() throws {
        let found = try ClaimReading.polarities([
            (.title, .news, "Gabapentin or pregabalin?"),
            (
                .body, .news,
                "Gabapentin and pregabalin ease nerve pain. Some patients were also on oxycodone. Both can cause dizziness."
            ),
        ])
        #expect(found.contains("gabapentin CAUSES dizziness asserted"), "\(found)")
        #expect(found.contains("pregabalin CAUSES dizziness asserted"), "\(found)")
        #expect(!found.contains { $0.hasPrefix("oxycodone CAUSES dizziness") }, "\(found)")
    }

    @Test func aCommentThatReportsNoHarmSaysSo() throws {
        let found = try ClaimReading.polarities([(.comment, .user, "On amlodipine for years, no side effects at all.")])
        #expect(found == ["amlodipine CAUSES adverse effect negated"])
    }

    @Test func aPapersOwnTextNamesTheHarm() throws {
        let found = try ClaimReading.polarities([
            (.abstract, .primary, "Lithium was given to rats. Lithium caused toxicity. Lithium caused polyuria.")
        ])
        #expect(!found.contains { $0.contains("adverse effect") }, "\(found)")
        #expect(found.contains { $0.hasPrefix("lithium CAUSES") }, "\(found)")
    }
}
