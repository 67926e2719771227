import Annotation
import Events
import Testing

/// Harm and benefit told of people who took a drug, of shares and groups, and of what goes on from the sentence before.
@Suite struct PeopleWordingTests {
    private static func lines(_ parts: [(kind: SegmentKind, text: String)]) throws -> [String] {
        try ClaimReading.polarities(parts.map { ($0.kind, .news, $0.text) })
    }

    private static func lines(_ text: String) throws -> [String] { try lines([(.body, text)]) }

    static let told: [(text: String, claim: String)] = [
        ("Patients who took naproxen had nausea.", "naproxen ASSOCIATED_WITH nausea asserted"),
        ("A few people who use finasteride develop depression.", "finasteride ASSOCIATED_WITH depression asserted"),
        ("The coroner blamed propranolol for his cardiac arrest.", "propranolol CAUSES cardiac arrest asserted"),
        (
            "Pramipexole is old. Nausea was frequent, whereas vomiting was not.",
            "pramipexole CAUSES vomiting negated"
        ),
        (
            "Tranexamic acid stops bleeding. Leg-vein clots were no more frequent than after salt water, and neither strokes nor heart attacks increased.",
            "tranexamic acid CAUSES stroke negated"
        ),
        ("Women on natalizumab had half as many relapses.", "natalizumab TREATS relapse asserted"),
        ("She was given bupropion, and her depression lifted.", "bupropion TREATS depression asserted"),
        ("Patients with depression are given bupropion.", "bupropion TREATS depression asserted"),
        (
            "Niclosamide was fed to rats for a month. A few of the animals had loose stools.",
            "niclosamide CAUSES diarrhea asserted"
        ),
        (
            "Rosuvastatin is cheap. Rosuvastatin is old. Triglycerides rise in one user out of four.",
            "rosuvastatin CAUSES dyslipidaemia asserted"
        ),
        (
            "Naproxen is cheap. Our NeuroReset™ infusion relieves fatigue.",
            "NeuroReset infusion TREATS fatigue asserted"
        ),
        (
            "Asthma is common. Propranolol may set off an attack in the first minutes.",
            "propranolol CAUSES asthma attack asserted"
        ),
        (
            "Clozapine is old. It is the only antipsychotic shown to prevent suicide.",
            "clozapine PREVENTS suicide asserted"
        ),
        (
            "Rosiglitazone fell out of favour after a study tied it to heart attacks.",
            "rosiglitazone CAUSES myocardial infarction asserted"
        ),
        ("Metformin can cause nausea, a drawback that sitagliptin lacks.", "sitagliptin CAUSES nausea negated"),
        ("Those who got vortioxetine vomited.", "vortioxetine CAUSES vomiting asserted"),
        ("With baclofen, drowsiness is almost certain.", "baclofen CAUSES somnolence asserted"),
        ("Fewer women on raloxifene broke bones.", "raloxifene TREATS fracture asserted"),
        (
            "Falls occurred in 8 percent of people on placebo and 15 percent of those on zolpidem.",
            "zolpidem CAUSES falls asserted"
        ),
        (
            "Stroke occurred in 4.4 percent of people on placebo and 3.1 percent of those on apixaban.",
            "apixaban PREVENTS stroke asserted"
        ),
        (
            "Stroke occurred in 3.1 percent of those on apixaban, against 4.4 percent on placebo.",
            "apixaban PREVENTS stroke asserted"
        ),
        (
            "Stroke was reported in 4% of the apixaban group and 4% of the placebo group.",
            "apixaban CAUSES stroke negated"
        ),
        (
            "Nausea was reported by 44% of those on semaglutide against 16% on placebo.",
            "semaglutide CAUSES nausea asserted"
        ),
        (
            "Losartan is old. It may raise potassium, the more so with ibuprofen.",
            "losartan CAUSES hyperkalaemia asserted"
        ),
        ("Omeprazole heals ulcers. Stopping it brings anxiety.", "omeprazole withdrawal CAUSES anxiety asserted"),
        (
            "Asthma is common. Theophylline did not prevent flare-ups in 1,567 people with COPD.",
            "theophylline PREVENTS COPD flare-up negated"
        ),
        (
            "Leflunomide can cause diarrhea. Alcohol makes it worse. Nausea is frequent, too.",
            "leflunomide CAUSES nausea asserted"
        ),
        ("On mefloquine he could not sleep.", "mefloquine CAUSES insomnia asserted"),
        (
            "Mothers who took paroxetine had more babies with heart malformations.",
            "paroxetine CAUSES congenital heart defects asserted"
        ),
        (
            "Stopping clonidine suddenly may cause a racing heart. The drug eases hot flashes.",
            "clonidine TREATS hot flashes asserted"
        ),
    ]

    @Test(arguments: told) func whatPeopleGetIsToldOfTheDrug(text: String, claim: String) throws {
        let found = try Self.lines(text)
        let relations = ["CAUSES", "ASSOCIATED_WITH", "PREDISPOSES"]
        let wanted = relations.map { relation in
            relations.reduce(claim) { $0.replacing(" \($1) ", with: " \(relation) ") }
        }
        #expect(found.contains { wanted.contains($0) }, "\(found)")
    }

    static let silent: [(text: String, claim: String)] = [
        ("Patients who have nausea take naproxen.", "CAUSES nausea"),
        ("Denosumab made hip fractures less likely.", "CAUSES hip fracture"),
        ("Depression lifted within weeks of starting bupropion.", "CAUSES depression"),
        ("Nobody should stop apixaban tablets abruptly, as clots can form.", "TREATS blood clots"),
        ("Gabapentin was tried for sciatica. Leg pain fell by the same amount in both groups.", "PREVENTS"),
        ("My kidneys began to fail, and we switched to lamotrigine.", "CAUSES kidney injury"),
        ("Ciprofloxacin slows the breakdown of tizanidine. Fluvoxamine does the same.", "fluvoxamine CAUSES"),
        ("Switching from warfarin to apixaban reduced bleeding.", "warfarin TREATS"),
        ("Combining sildenafil with nitrates can drop the blood pressure.", "TREATS hypertension"),
        ("Naproxen is cheap. Our Study Group infusion protocol was published; fatigue was common.", "TREATS fatigue"),
        ("Prazosin was made for high blood pressure.", "CAUSES hypertension"),
        ("Naproxen is cheap. Our ClearPath peel ends acne for good.", "PERSISTS_AFTER_STOP"),
        (
            "Pramipexole is old. Gambling was seen in 17 percent of those who took it, against 2 percent on levodopa.",
            "levodopa"
        ),
        ("Apixaban prevented more strokes than warfarin and caused fewer bleeds.", "PREVENTS bleeding"),
        ("Amitriptyline is old. It was not tested in people in whom it may cause falls.", "falls negated"),
        ("Prednisone is given when a rash appears.", "prednisone TREATS rash"),
        ("Bleeding was more common with aspirin than with apixaban.", "ASSOCIATED_WITH bleeding"),
        ("Apixaban is old. An untreated arrhythmia causes far more strokes in some people.", "CAUSES arrhythmia"),
    ]

    @Test(arguments: silent) func theseSayNothingOfTheKind(text: String, claim: String) throws {
        let found = try Self.lines(text)
        #expect(!found.contains { $0.contains(claim) }, "\(found)")
    }

    @Test func peopleOnAnotherDrugAreNotTreatedWithIt() throws {
        let found = try Self.lines(
            "Spironolactone clears acne. In people with kidney disease or on ACE inhibitors it can be dangerous.")
        #expect(!found.contains { $0.hasPrefix("ACE inhibitor TREATS") }, "\(found)")
    }

    @Test func theTabletsAreTheDrugThatTheTextIsAbout() throws {
        let found = try Self.lines([
            (.title, "Sertraline and what it does"),
            (
                .body,
                "Sertraline is taken by millions. Paroxetine has been linked to stroke. The tablets may cause nausea."
            ),
        ])
        #expect(found.contains("sertraline CAUSES nausea asserted"), "\(found)")
    }

    @Test func aTextOnOneMemberOfAClassIsAboutThatMember() throws {
        let found = try Self.lines([
            (.title, "Blood pressure pill linked to skin cancer"),
            (
                .body,
                "Hydrochlorothiazide is cheap. Hydrochlorothiazide has been sold since 1959. Hydrochlorothiazide can cause gout. Dizziness is frequent."
            ),
        ])
        #expect(found.contains { $0.hasPrefix("hydrochlorothiazide") && $0.contains("dizziness") }, "\(found)")
    }
}
