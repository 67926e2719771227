import Annotation
import Events
import Testing

/// Sentences of readers whose words look like a claim and are about another matter: what the drug was given for, its own stopping, its dose.
@Suite struct OtherMatterTests {
    @Test(arguments: [
        ("Xanax is for sleep, not depression.", "depression"),
        (
            "You see side effects with daily use of long-acting benzos, like Valium, rather than with Xanax.",
            "long-acting"
        ),
        ("My son had night terrors and was hospitalized twice, then they put him on Ativan.", "night terrors"),
        ("For someone who shakes with fear the benzodiazepines help very much.", "tremor"),
        ("Benzos are Valiums.", "diazepam"),
        ("It takes months to detox from Xanax, I had insomnia on it.", "PERSISTS_AFTER_STOP"),
        ("Clonazepam has high affinity for central receptors, but diazepam has less.", "diazepam"),
        ("I take lorazepam for anxiety. I would like to stop it.", "PREVENTS"),
        ("Doctors should rethink the treatment of insomnia with zolpidem.", "TREATS"),
        ("It was a dose of zolpidem large enough to treat insomnia in a horse.", "TREATS"),
        ("People choose to overdose on Xanax.", "overdose"),
        ("Mucuna is natural levodopa with zero side effects.", "adverse effect"),
        ("Xarelto nearly killed my aunt, she bled into her brain.", "TREATS"),
    ])
    func isNoClaim(text: String, part: String) throws {
        let found = try ClaimReading.lines(text, comment: true)
        #expect(!found.contains { $0.contains(part) }, "\(found)")
    }

    @Test(arguments: [
        ("Had night terrors once they put me on Ativan.", "lorazepam CAUSES night terrors"),
        ("Wellbutrin quit the cigs for me but I had hives.", "bupropion CAUSES hives"),
        ("I quit Wellbutrin and had hives.", "bupropion withdrawal CAUSES hives"),
        ("Diazepam has a long half-life.", "diazepam HAS_PROPERTY long half-life"),
        ("Naproxen takes a week to work and stopped my headaches.", "naproxen TREATS headache"),
    ])
    func isOne(text: String, claim: String) throws {
        let found = try ClaimReading.lines(text, comment: true)
        #expect(found.contains { $0.hasPrefix(claim) }, "\(found)")
    }

    /// What goes when a drug is stopped is told of the drug, and a name with "reversible" in it says nothing of stopping.
    @Test func whatIsStoppedIsADrug() throws {
        let found = try ClaimReading.statements(
            "The mice on diazepam suffered synapse loss, which led to memory impairment, but was reversible once treatment stopped."
        )
        #expect(!found.contains { $0.hasPrefix("synapse loss REVERSIBLE") }, "\(found)")
        #expect(found.contains { $0.hasPrefix("diazepam REVERSIBLE_AFTER_STOP") }, "\(found)")
        let named = try ClaimReading.statements("Tacrolimus may cause posterior reversible encephalopathy in children.")
        #expect(!named.contains { $0.contains("REVERSIBLE_AFTER_STOP") }, "\(named)")
    }
}
