import Annotation
import Events
import Testing

/// What press releases and news say of outcomes that are counted, of amounts, and of what does not come about.
@Suite struct OutcomeWordingTests {
    @Test(arguments: [
        // What a trial counts is benefit where it is rarer, and no harm where it is as frequent.
        ("Stroke was less frequent with ticagrelor than with placebo.", "ticagrelor PREVENTS stroke asserted"),
        (
            "Fewer people on colchicine had a heart attack. Colchicine prevented heart attacks. Deaths did not differ.",
            "colchicine PREVENTS death negated"
        ),
        ("Patients who stayed on lithium relapsed less often.", "lithium PREVENTS relapse"),
        ("Kidney function declined more slowly on dapagliflozin.", "dapagliflozin PREVENTS kidney injury"),
        ("Minoxidil keeps hair from falling out.", "minoxidil PREVENTS hair loss"),
        // What comes about is the relief.
        ("Tramadol causes pain relief within an hour in most patients.", "tramadol TREATS pain"),
        ("Celecoxib was associated with better pain relief than paracetamol.", "celecoxib TREATS pain"),
        // A dose as what the sentence is about.
        (
            "Pioglitazone was tested in 3,876 people. In that trial 45 mg a day cut strokes.",
            "pioglitazone TREATS stroke"
        ),
        ("More than four grams of acetaminophen a day can damage the liver.", "acetaminophen CAUSES liver injury"),
        // Said of the stopping.
        (
            "Rebound hypertension may occur when clonidine is stopped.",
            "clonidine withdrawal CAUSES rebound hypertension"
        ),
        (
            "The higher the dose of simvastatin, the greater the risk of muscle damage.",
            "simvastatin DOSE_RESPONSE muscle damage"
        ),
        // "study" is no verb here.
        ("A large study found no link between aripiprazole and falls.", "aripiprazole ASSOCIATED_WITH falls negated"),
        ("Statins were tied to a lower dementia risk.", "statin PREVENTS dementia"),
        // Denied behind, or by the words before.
        ("A link between omeprazole and dementia was not confirmed.", "omeprazole ASSOCIATED_WITH dementia negated"),
        ("It is a myth that acetaminophen causes autism.", "acetaminophen CAUSES autism negated"),
        ("Methadone has no ceiling, and it can cause constipation.", "methadone CAUSES constipation asserted"),
        ("Moxifloxacin left the QT interval unchanged.", "moxifloxacin CAUSES QT prolongation negated"),
        ("Raloxifene lowers the risk of breast cancer but raises that of clots.", "raloxifene PREVENTS breast cancer"),
        ("Asthma attacks became rarer after treatment with tezepelumab.", "tezepelumab PREVENTS asthma"),
        ("The Achilles tendon may snap on ciprofloxacin.", "ciprofloxacin CAUSES tendon rupture asserted possible"),
        ("The use of codeine in children is not recommended.", "codeine PRACTICE avoid in children"),
        ("Use of quinine for leg cramps is not recommended.", "quinine PRACTICE do not use for leg cramps"),
        ("Never stop sertraline from one day to the next.", "sertraline PRACTICE never stop abruptly"),
    ])
    func theWordsAreReadTheWayTheyAreMeant(text: String, claim: String) throws {
        let found = try ClaimReading.lines(text)
        #expect(found.contains { $0.hasPrefix(claim) }, "\(found)")
    }

    @Test(arguments: [
        ("Stroke was less frequent with ticagrelor than with placebo.", "ticagrelor LOWER_THAN stroke"),
        ("Nausea was less frequent with apixaban than with warfarin.", "apixaban PREVENTS nausea"),
        ("Patients who stayed on lithium relapsed less often.", "lithium CAUSES relapse"),
        ("Heparin keeps the blood from clotting.", "heparin CAUSES blood clots"),
        ("Giving steroids before birth halves the risk of bleeding in babies.", "corticosteroid CAUSES bleeding"),
        ("In kidney disease the dose of gabapentin must be reduced.", "gabapentin CAUSES chronic kidney disease"),
        ("Analyses suggest that varenicline does not raise the risk of stroke.", "varenicline PRACTICE"),
        ("Melatonin was tested in nurses.", "melatonin TREATS nurses"),
        (
            "Patients who stopped semaglutide regained the weight they had lost.",
            "semaglutide withdrawal CAUSES weight loss"
        ),
        ("Codeine is weak by itself; the liver turns it into morphine.", "codeine CAUSES liver injury"),
        ("Propranolol may mask the tremor of hypoglycaemia.", "propranolol CAUSES tremor"),
        ("After six weeks of vilazodone depression scores had fallen.", "vilazodone CAUSES depression"),
        ("Asthma attacks became rarer after treatment with tezepelumab.", "tezepelumab CAUSES"),
        ("Everolimus can slow the healing of wounds.", "everolimus PREVENTS"),
        ("Psilocybin is being tested against depression.", "psilocybin TREATS"),
        ("In a dish, colchicine stopped cancer cells from dividing.", "colchicine TREATS cancer"),
        ("Most left with aspirin, a statin and a beta blocker.", "aspirin ISA"),
        ("Fluoxetine causes the fewest withdrawal symptoms.", "fluoxetine CAUSES withdrawal syndrome"),
    ])
    func whatIsNotSaidIsNoClaim(text: String, claim: String) throws {
        let found = try ClaimReading.lines(text)
        #expect(!found.contains { $0.hasPrefix(claim) }, "\(found)")
    }
}
