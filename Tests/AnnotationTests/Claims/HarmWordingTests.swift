import Annotation
import Events
import Testing

/// Harm that no verb of causing tells: what organs do, what becomes of people, how often something comes about, what goes on from the sentence before.
@Suite struct HarmWordingTests {
    static let told: [(text: String, claim: String)] = [
        ("Gabapentin swells the ankles of some users.", "gabapentin CAUSES peripheral oedema asserted"),
        ("Quinine makes the ears ring.", "quinine CAUSES tinnitus asserted"),
        ("Haloperidol stiffens the limbs.", "haloperidol CAUSES rigidity asserted"),
        ("Metoprolol can slow the heart.", "metoprolol CAUSES bradycardia asserted"),
        ("Nifedipine does not swell the ankles.", "nifedipine CAUSES peripheral oedema negated"),
        ("Chlorthalidone lowers sodium and potassium.", "chlorthalidone CAUSES hypokalaemia asserted"),
        ("Quetiapine makes most people sleepy.", "quetiapine CAUSES somnolence asserted"),
        ("Streptomycin left one patient in ten deaf.", "streptomycin CAUSES hearing loss asserted"),
        ("Cannabis makes psychosis more likely.", "cannabis CAUSES psychosis asserted"),
        (
            "Cilostazol was associated with headache in four of six trials, but not with stroke.",
            "cilostazol CAUSES stroke negated"
        ),
        (
            "Metformin is cheap. Metformin can cause nausea. A metallic taste, too, is a frequent companion.",
            "metformin CAUSES dysgeusia asserted"
        ),
        (
            "Topiramate prevents migraine. Paresthesia of the fingers is common.",
            "topiramate CAUSES paresthesia asserted"
        ),
        (
            "Cannabidiol raises liver enzymes, most of all in children who also take valproate.",
            "valproate AGGRAVATES elevated liver enzymes asserted"
        ),
        (
            "Creatine is popular. Interstitial nephritis has been described in two case reports, one of them in a man who also used ibuprofen.",
            "creatine CAUSES interstitial nephritis asserted"
        ),
        ("The dry mouth that oxybutynin can cause usually fades with time.", "oxybutynin CAUSES dry mouth asserted"),
    ]

    @Test(arguments: told) func harmsAreToldInMoreWaysThanCausing(text: String, claim: String) throws {
        let found = try ClaimReading.polarities(text)
        let relations = ["CAUSES", "ASSOCIATED_WITH", "PREDISPOSES", "AGGRAVATES"]
        // Which word of the family is chosen is another test's matter.
        let wanted = relations.map { relation in
            relations.reduce(claim) { $0.replacing(" \($1) ", with: " \(relation) ") }
        }
        #expect(found.contains { wanted.contains($0) }, "\(found)")
    }

    static let silent: [(text: String, object: String)] = [
        ("Morphine makes the pain bearable.", "pain"),
        ("Diazepam is old. Should a rash appear, stop it.", "rash"),
        ("Propranolol may mask the tremor and palpitations of low blood sugar.", "palpitations"),
        ("Amlodipine is sold in blue boxes. Diabetes is common.", "type 2 diabetes"),
        ("Statins block the enzyme with which the liver makes cholesterol.", "high LDL cholesterol"),
        ("Verapamil is sold in blue boxes. The swelling of the crowd grew.", "oedema"),
    ]

    @Test(arguments: silent) func whatIsNotToldOfTheDrugIsNoHarm(text: String, object: String) throws {
        let found = try ClaimReading.polarities(text).filter {
            $0.contains(" \(object) ") && !$0.contains(" TREATS ") && !$0.contains(" PRACTICE ")
                && !$0.contains(" INHIBITS ")
        }
        #expect(found.isEmpty, "\(found)")
    }

    /// "Dark urine is harmless" says nothing of the drug's safety.
    @Test func aHarmlessEffectIsNoSafety() throws {
        let found = try ClaimReading.polarities("Nitrofurantoin is old. Dark urine is harmless.")
        #expect(!found.contains { $0.contains("SAFE_FOR") }, "\(found)")
        #expect(found.contains("nitrofurantoin CAUSES dark urine asserted"), "\(found)")
    }

    /// What an abstract beside an article's own text tells without its drug's name is read; a record that is an abstract alone stays strict.
    @Test func anAbstractBesideATextIsReadLikeIt() throws {
        let abstract = "Letrozole was given for ten years. Letrozole caused nausea. Broken bones, too, were frequent."
        let reading = try ClaimReading.shared.get()
        let alone = reading.read(ClaimReading.article([(.abstract, .primary, abstract)])).claims
        let beside = reading.read(
            ClaimReading.article([(.body, .news, "Letrozole blocks aromatase."), (.abstract, .primary, abstract)])
        ).claims
        #expect(!alone.contains { $0.object == "fracture" })
        #expect(beside.contains { $0.object == "fracture" && $0.subject == "letrozole" })
    }
}
