import Annotation
import Events
import Testing

/// A drug under another name, and what comes of stopping it, as news tells them.
@Suite struct NewsWordingTests {
    @Test(arguments: [
        // The definite phrase is the drug spoken of …
        (
            "Semaglutide was launched in 2018. The weight-loss jab can cause nausea.",
            "semaglutide CAUSES nausea"
        ),
        ("Zolpidem is old. The popular sleeping pill can cause sleepwalking.", "zolpidem CAUSES sleepwalking"),
        ("Finasteride is old. The pill can cause impotence.", "finasteride CAUSES erectile dysfunction"),
        // … unless a word sets it apart.
        ("Warfarin is old. The older antihistamine can cause confusion.", "antihistamine CAUSES confusion"),
        ("A steroid spray such as fluticasone is slow. It can cause nosebleeds.", "fluticasone CAUSES epistaxis"),
        (
            "Taken together, codeine and lorazepam can cause respiratory depression.",
            "codeine with lorazepam CAUSES respiratory depression"
        ),
        ("Of the sleeping pills, doxepin is old: it can cause headache.", "doxepin CAUSES headache"),
        // What follows is of the stopping.
        (
            "Nandrolone was given to Mark. When he quit, he sank into a depression.",
            "nandrolone withdrawal CAUSES depression"
        ),
        (
            "Coming off venlafaxine is hard. Dizziness and tremor set in within a day.",
            "venlafaxine withdrawal CAUSES tremor"
        ),
        // What a drug is called says what it is for.
        ("Topiramate, an epilepsy drug, is taken at night.", "topiramate TREATS epilepsy"),
        ("Clonidine (a blood pressure drug) calms some children.", "clonidine TREATS hypertension"),
    ]) func isTold(text: String, claim: String) throws {
        let told = try ClaimReading.shared.get().claims(text).map {
            "\($0.subject) \($0.predicate.rawValue) \($0.object)"
        }
        #expect(told.contains(claim), "\(text) gave \(told)")
    }
}
