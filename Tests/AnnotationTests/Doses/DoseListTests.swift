import Annotation
import Events
import Testing

/// Lists, brackets and strengths: what belongs to which drug.
@Suite struct DoseListTests {
    /// Doses as "low-high unit drug"; an equal high is left out.
    private static func doses(_ text: String) throws -> [String] {
        let enriched = try #require(DoseCaseTests.annotate(text, thread: false))
        return enriched.doses.map { dose in
            func text(_ value: Double) -> String { value == value.rounded() ? String(Int(value)) : String(value) }
            let amount =
                dose.amount.map { $0.low == $0.high ? text($0.low) : "\(text($0.low))-\(text($0.high))" } ?? "?"
            return "\(amount) \(dose.unit ?? "?") \(dose.ingredient ?? "?")"
        }
    }

    @Test(arguments: [
        // A drug behind the bracket, or behind a drug and its dose, begins a phrase of its own.
        (
            "clonazepam (0.5mg t.i.d.), clonidine (0.02mg bedtime) and temazepam (30mg bedtime)",
            ["0.5 mg clonazepam", "0.02 mg clonidine", "30 mg temazepam"]
        ),
        ("Xanax 2 mg, Prozac 20 mg", ["2 mg alprazolam", "20 mg fluoxetine"]),
        ("20 mg Prozac, 10 mg Paxil and 2 mg Xanax", ["20 mg fluoxetine", "10 mg paroxetine", "2 mg alprazolam"]),
        ("I took lorazepam (2mg x 4doses) daily", ["2 mg lorazepam"]),
        // Steps carry the unit on.
        (
            "I started Lexapro at 5 mg, went up to 10 mg, 15, then 20.",
            [
                "5 mg escitalopram", "10 mg escitalopram", "15 mg escitalopram", "20 mg escitalopram",
            ]
        ),
        (
            "tapering Cymbalta from 60 mg per day, to 40, and now to 20",
            [
                "60 mg duloxetine", "40 mg duloxetine", "20 mg duloxetine",
            ]
        ),
        ("I took 20 mg of Paxil and 3 hours later I slept", ["20 mg paroxetine"]),
        ("since 2017 20 mg of Paxil", ["20 mg paroxetine"]),
        // One unit for two amounts.
        ("after 30.6 and 114 g metronidazole", ["30.6 g metronidazole", "114 g metronidazole"]),
        ("between 4.6 and 40.8 mg/kg/d of amphotericin B", ["4.6-40.8 mg/kg/d amphotericin B"]),
        // A percentage is a strength only of a preparation.
        ("treated with timolol 0.5% eye drops", ["0.5 % timolol"]),
        ("timolol lowered the pressure by 20% in eyes", []),
        ("intravenous fat (Intralipid 20%)", ["20 % lipid emulsion"]),
        ("halcinonide cream 0.1% under a dressing", ["0.1 % halcinonide"]),
        ("nausea (fluoxetine 20%, placebo 5%)", []),
        ("Paxil; then four units of packed cells and 20 units of blood", []),
        ("Xanax took my heart rate from 68 to 95", []),
        // A class alone means its member that was named last.
        ("Ozempic is new. It is a GLP-1 receptor agonist. Start at 0.25 mg once a week.", ["0.25 mg semaglutide"]),
        ("on wellbutran xl 150 since May", ["150 ? bupropion"]),
        // Statistics, days, weights and levels.
        ("timolol: 653 +/- 174 g, P = .01; pressure fell from 107 +/- 6 to 85 +/- 6 mm Hg", []),
        ("gemcitabine on days 1, 8, and 15 every 28 days", []),
        ("rats (180 g) were given 5 mg/kg fluoxetine, others weighing 250-300 g none", ["5 mg/kg fluoxetine"]),
        ("creatinine rose by 0.5 mg per deciliter with iodixanol; flow was 30 ml/100 g/min", []),
        ("seizures increased to two per month. Valproate was given", []),
        // Denominators as exponents.
        ("fentanyl 0.15 mg kg(-1), propofol 2 mg. kg(-1). min(-1)", ["0.15 mg/kg fentanyl", "2 mg/kg/min propofol"]),
        ("noradrenaline 36 micrograms h-1 kg-1", ["36 ug/kg/h norepinephrine"]),
        // Numbers of other things, and one that goes on with a dose.
        ("two people of 40 took Paxil. In 2003 three of them left", []),
        (
            "I was on 20 mg of Paxil. After a month I went to 10, and now 5 in the morning",
            ["20 mg paroxetine", "10 ? paroxetine", "5 ? paroxetine"]
        ),
        // Numbers of papers and packs.
        ("oxazepam, see doi: 10.1371/journal.pone.0285584", []),
        ("the pharmacy gave me a bottle of 200 Xanax each month", []),
    ])
    func amountsAndTheirDrugs(text: String, expected: [String]) throws { #expect(try Self.doses(text) == expected) }
}
