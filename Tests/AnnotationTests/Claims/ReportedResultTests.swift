import Annotation
import Events
import Testing

/// How press offices and abstracts put results: which way a figure goes, how far a hedge reaches, whom a drug was tried on.
@Suite struct ReportedResultTests {
    @Test(arguments: [
        ("Aspirin may decrease the risk of melanoma.", "aspirin PREVENTS melanoma asserted possible"),
        ("Metformin might help treat ovarian cancer.", "metformin TREATS ovarian cancer asserted possible"),
        ("Folic acid appears to reduce the risk of autism.", "folic acid PREVENTS autism asserted probable"),
        (
            "Vildagliptin worked without increasing the risk of hypoglycaemia.",
            "vildagliptin PREDISPOSES hypoglycaemia negated"
        ),
        (
            "Norepinephrine did not result in more tachycardia than placebo.",
            "norepinephrine CAUSES_MORE_THAN tachycardia negated"
        ),
        ("Metformin was associated with a lower risk of dementia.", "metformin PREVENTS dementia asserted fact"),
        ("Children given prednisone were 16% less likely to be hospitalized.", "prednisone PREVENTS hospitalization"),
        ("Linoleic acid was inversely associated with dementia.", "linoleic acid PREVENTS dementia"),
        ("Omega-3 may reduce heart disease risk.", "omega-3 PREVENTS heart disease asserted possible"),
        ("Insulin lispro was effective at reducing HbA1c.", "insulin lispro TREATS hyperglycaemia"),
        ("Canagliflozin delayed the rise in NT-proBNP.", "canagliflozin INHIBITS NT-proBNP"),
        ("Telmisartan improved hyperglycemia-induced cardiac fibrosis.", "telmisartan TREATS cardiac fibrosis"),
        (
            "Ezetimibe reduced LDL cholesterol in patients receiving statin therapy.",
            "ezetimibe TREATS high LDL cholesterol"
        ),
        ("Insulin therapy may increase the risk of CRC.", "insulin PREDISPOSES CRC asserted possible"),
        ("Capecitabine was effective in prolonging overall survival.", "capecitabine PREVENTS death"),
        ("Metformin can reduce the risk of Parkinson s disease in diabetes.", "metformin PREVENTS Parkinson disease"),
    ])
    func aResultIsReadTheWayItGoes(text: String, claim: String) throws {
        let found = try ClaimReading.lines(text)
        #expect(found.contains { $0.hasPrefix(claim) }, "\(found)")
    }

    @Test(arguments: [
        ("The use of anacetrapib resulted in a lower incidence of stroke.", "anacetrapib CAUSES stroke"),
        ("Mortality fell among patients treated with adalimumab.", "adalimumab TREATS death"),
        ("A new study adds weight to the link of pioglitazone to bladder cancer.", "pioglitazone CAUSES weight gain"),
        (
            "Ezetimibe reduced LDL cholesterol in patients receiving statin therapy.",
            "statin TREATS high LDL cholesterol"
        ),
        ("Lipids fell before the bleed, independent of statin use.", "statin TREATS"),
        ("Androgens and their effects on insulin resistance were studied.", "androgen TREATS insulin resistance"),
        ("Selenium and a high intake of red meat were studied.", "selenium CAUSES euphoria"),
        ("In the Emergency Department (ED), prednisone was given early.", "prednisone CAUSES erectile dysfunction"),
    ])
    func whatIsNotSaidIsNoClaim(text: String, claim: String) throws {
        let found = try ClaimReading.lines(text)
        #expect(!found.contains { $0.hasPrefix(claim) }, "\(found)")
    }
}
