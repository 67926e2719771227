import Annotation
import Events
import Testing

/// What a claim says where several things stand in a list: brackets between the items, a shared head noun, organs behind one verb.
@Suite struct ObjectListTests {
    static let lists: [(text: String, claims: [String])] = [
        (
            "Ibuprofen can cause stomach ulcers (17 percent), kidney damage (4 percent; odds ratio 2.1) and headaches.",
            ["ibuprofen CAUSES peptic ulcer", "ibuprofen CAUSES kidney injury", "ibuprofen CAUSES headache"]
        ),
        (
            "Rifampin can cause liver and kidney damage.",
            ["rifampin CAUSES liver injury", "rifampin CAUSES kidney injury"]
        ),
        (
            "Letrozole may cause muscle, joint or back pain.",
            ["letrozole CAUSES muscle pain", "letrozole CAUSES back pain"]
        ),
        (
            "Amiodarone may injure the lungs, the liver and the thyroid.",
            ["amiodarone CAUSES interstitial lung disease", "amiodarone CAUSES liver injury"]
        ),
        ("Nitrofurantoin can scar the lungs.", ["nitrofurantoin CAUSES pulmonary fibrosis"]),
        ("Colchicine is used for familial Mediterranean fever.", ["colchicine TREATS familial Mediterranean fever"]),
        ("Mometasone is given for chronic sinusitis.", ["mometasone TREATS chronic sinusitis"]),
    ]

    @Test(arguments: lists) func everyItemIsRead(text: String, claims: [String]) throws {
        let found = try ClaimReading.statements(text)
        for claim in claims { #expect(found.contains(claim), "\(claim) in \(found)") }
    }

    static let silent: [(text: String, part: String)] = [
        ("Amiodarone can cause hypo- and hyperthyroidism.", "hypoglycaemia"),
        ("Phenobarbital induces liver enzymes such as CYP3A4.", "elevated liver enzymes"),
        ("The gut wall destroys most of the phenylephrine.", "dyspepsia"),
        ("Amifostine lessens the dry mouth that radiation causes.", "CAUSES"),
    ]

    @Test(arguments: silent) func whatOnlyLooksLikeAnItemIsNone(text: String, part: String) throws {
        let found = try ClaimReading.statements(text).filter { $0.contains(part) }
        #expect(found.isEmpty, "\(found)")
    }
}
