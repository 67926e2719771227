import Annotation
import Testing

/// Claims that a text says again of another drug or thing, uses that stand before their drug, harms told at two doses, and effects that are
/// hindered: sentences of our own, with what must not be read.
@Suite struct EchoTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let text: String
        let claims: [String]
        var testDescription: String { text }

        init(_ text: String, _ claims: String...) { (self.text, self.claims) = (text, claims) }
    }

    static let said: [Case] = [
        Case("Omeprazole inhibits CYP2C19, whereas pantoprazole does not.", "pantoprazole INHIBITS CYP2C19 negated"),
        Case("Clarithromycin inhibits CYP3A4; azithromycin does not.", "azithromycin INHIBITS CYP3A4 negated"),
        Case("Naproxen eases gout, as does colchicine.", "colchicine TREATS gout asserted"),
        Case("Nintedanib relieves splayed elbow, and so does naproxen.", "naproxen TREATS splayed elbow asserted"),
        Case("Alendronate prevents hip fractures; risedronate does the same.", "risedronate PREVENTS hip fracture"),
        Case(
            "Stroke was less frequent with apixaban (hazard ratio 0.69), as was dementia.",
            "apixaban PREVENTS dementia asserted"),
        Case("Nausea was more common with naproxen, as was heartburn.", "naproxen ASSOCIATED_WITH heartburn asserted"),
        Case("For hay fever, try loratadine or fexofenadine.", "fexofenadine TREATS allergic rhinitis"),
        Case(
            "For splayed elbow take naproxen, ketoprofen or, best of all, colchicine.", "naproxen TREATS splayed elbow",
            "ketoprofen TREATS splayed elbow", "colchicine TREATS splayed elbow"),
        Case("For a stiff elbow doctors prescribe naproxen.", "naproxen TREATS stiff elbow"),
        Case("For splayed elbow we give methotrexate first.", "methotrexate TREATS splayed elbow"),
        Case("Of all the medicines for schizophrenia, olanzapine is the oldest.", "olanzapine TREATS schizophrenia"),
        Case("Among the treatments for splayed elbow, naproxen is the cheapest.", "naproxen TREATS splayed elbow"),
        Case("Splayed elbow responds to naproxen.", "naproxen TREATS splayed elbow"),
        Case(
            "Seizures occur in 0.1% of people on bupropion at 300 mg and in 0.4% at 450 mg.",
            "bupropion DOSE_RESPONSE seizure asserted"),
        Case("Drowsiness is worse at 7.5 mg of mirtazapine than at 30 mg.", "mirtazapine DOSE_RESPONSE somnolence"),
        Case("Ketanserin blunts the response to psilocybin.", "ketanserin INHIBITS psilocybin effect"),
        Case("Gabapentin reversed the tolerance to morphine.", "gabapentin INHIBITS morphine tolerance"),
        Case("Naltrexone wiped out the antidepressant effect.", "naltrexone INHIBITS antidepressant effect"),
        Case(
            "Finasteride inhibits the conversion of testosterone to dihydrotestosterone.",
            "finasteride INHIBITS conversion of testosterone to dihydrotestosterone"),
        Case(
            "Glipizide is an old drug. Fluconazole slows the breakdown of the drug.",
            "fluconazole INHIBITS glipizide metabolism"),
        Case(
            "Serotonin is broken down by monoamine oxidase. Phenelzine inhibits both forms of the enzyme.",
            "phenelzine INHIBITS monoamine oxidase"),
        Case("Vitamin D reduced cancer mortality by 13 percent.", "vitamin D TREATS cancer mortality"),
        Case("An old antihistamine, diphenhydramine makes people drowsy.", "diphenhydramine ISA antihistamine"),
    ]

    @Test(arguments: said) func isRead(example: Case) throws {
        let found = try ClaimReading.polarities(example.text)
        for claim in example.claims { #expect(found.contains { $0.hasPrefix(claim) }, "\(claim): \(found)") }
    }

    /// What must not begin any claim.
    static let silent: [Case] = [
        Case("Omeprazole inhibits CYP2C19 more than pantoprazole does.", "pantoprazole INHIBITS"),
        Case("Naproxen eases gout. Colchicine does not sell.", "colchicine TREATS"),
        Case("Naproxen eases gout, as was to be expected.", "naproxen TREATS to", "naproxen TREATS expected"),
        Case("For best results take naproxen with food.", "naproxen TREATS"),
        Case("For years doctors have prescribed naproxen.", "naproxen TREATS"),
        Case("For children we use paracetamol.", "acetaminophen TREATS"),
        Case("For this reason we prescribe naproxen.", "naproxen TREATS"),
        Case("The company responds to naproxen rumours.", "naproxen TREATS"),
        Case("Shops were less common among makers of naproxen.", "naproxen PREVENTS"),
        Case("Nausea was as common at 300 mg of bupropion as at 450 mg.", "bupropion DOSE_RESPONSE"),
        Case("Ketanserin weakened the case of its makers.", "ketanserin INHIBITS"),
        Case("Nintedanib does nothing for sales.", "nintedanib TREATS"),
    ]

    @Test(arguments: silent) func isSilent(example: Case) throws {
        let found = try ClaimReading.polarities(example.text)
        for claim in example.claims { #expect(!found.contains { $0.hasPrefix(claim) }, "\(found)") }
    }
}
