import Annotation
import Events
import Testing

/// Harm as patients say it, and as counts of people tell it without naming the drug again.
@Suite struct EverydayHarmTests {
    @Test(arguments: [
        ("Started lamotrigine in May. My legs wouldn't stay still.", "lamotrigine CAUSES restless legs asserted fact"),
        (
            "Four months on topiramate and I can't find words, my toes are numb.",
            "topiramate CAUSES paresthesia asserted"
        ),
        ("Never had heartburn until alendronate.", "alendronate CAUSES heartburn asserted"),
        ("Eight years on it. Never had a dream from ropinirole.", "ropinirole CAUSES abnormal dreams negated"),
        ("My weight did not go up on quetiapine.", "quetiapine CAUSES weight gain negated"),
        ("Two years on sertraline, libido fine.", "sertraline CAUSES decreased libido negated"),
        (
            "Stopped venlafaxine on Monday. My head was spinning and I couldn't drop off.",
            "venlafaxine withdrawal CAUSES insomnia"
        ),
        (
            "Nifedipine it is. She asked what blood pressure pill I take. Socks leave dents in my legs.",
            "nifedipine CAUSES peripheral oedema"
        ),
    ])
    func whatReadersSayIsRead(text: String, claim: String) throws {
        let found = try ClaimReading.lines(text, comment: true)
        #expect(found.contains { $0.hasPrefix(claim) }, "\(found)")
    }

    @Test(arguments: [
        "They want six months of dieting before they'll pay for liraglutide. I'm thirsty all day and so tired.",
        "Haven't started sertraline yet. I can't sleep and I cry at everything.",
        "I keep worrying about that rash with lamotrigine.",
    ])
    func whoTakesNothingYetBlamesNothing(text: String) throws {
        let found = try ClaimReading.lines(text, comment: true)
        #expect(!found.contains { $0.contains(" CAUSES ") }, "\(found)")
    }

    @Test(arguments: [
        (
            "Carbamazepine is old. Children whose mothers took it ended up three centimetres shorter than unexposed classmates.",
            "carbamazepine ASSOCIATED_WITH growth suppression asserted"
        ),
        (
            "Tiotropium was followed by a stroke in 31 patients (rate ratio 0.97, 95% CI 0.84-1.12).",
            "tiotropium ASSOCIATED_WITH stroke negated"
        ),
        ("Prednisone made her diabetes worse.", "prednisone AGGRAVATES type 2 diabetes"),
        (
            "Amikacin kills hospital germs. Irreversible hearing loss was seen in 4 percent of patients.",
            "amikacin PERSISTS_AFTER_STOP hearing loss"
        ),
        (
            "Amikacin kills hospital germs. Irreversible hearing loss was seen in 4 percent of patients.",
            "amikacin ASSOCIATED_WITH hearing loss"
        ),
        ("A man presented with a rash six days after carbamazepine was started.", "carbamazepine ASSOCIATED_WITH rash"),
        ("Gefitinib inflamed the lungs of 3 percent of the cohort.", "gefitinib CAUSES interstitial lung disease"),
    ])
    func whatCameAboutIsRead(text: String, claim: String) throws {
        let found = try ClaimReading.lines(text)
        #expect(found.contains { $0.hasPrefix(claim) }, "\(found)")
    }

    @Test(arguments: [
        (
            "Pantoprazole users broke hips more often, though frailty might account for part of the gap.",
            "pantoprazole ASSOCIATED_WITH weakness"
        ),
        ("A review acquitted montelukast of depression.", "montelukast TREATS depression"),
    ])
    func whatIsNoHarmIsNotRead(text: String, claim: String) throws {
        let found = try ClaimReading.lines(text)
        #expect(!found.contains { $0.hasPrefix(claim) }, "\(found)")
    }
}
