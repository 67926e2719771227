import Annotation
import Events
import Testing

@Suite struct ClaimStageTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var text: String
        var comment = false
        var has: [String] = []
        var hasNot: [String] = []
        var testDescription: String { text }
    }

    static let cases: [Case] = [
        Case(
            text: "Naproxen relieves pain and fever.",
            has: ["naproxen TREATS pain asserted fact", "naproxen TREATS fever asserted fact"]),
        Case(text: "Bupropion does not cause weight gain.", has: ["bupropion CAUSES weight gain negated counterfact"]),
        Case(text: "Does sertraline cause insomnia?", has: ["sertraline CAUSES insomnia questioned uncommitted"]),
        Case(text: "Lisinopril allegedly causes cough.", has: ["lisinopril CAUSES cough asserted doubtful"]),
        Case(
            text: "Metformin can cause diarrhea, but it does not cause hypoglycemia.",
            has: ["metformin CAUSES diarrhea asserted possible", "metformin CAUSES hypoglycaemia negated counterfact"]),
        Case(
            text: "Amlodipine is sold in blue boxes. Diabetes is common.", hasNot: ["amlodipine CAUSES type 2 diabetes"]
        ),
        Case(
            text: "Prednisone raised my blood sugar.", comment: true,
            has: ["prednisone CAUSES hyperglycaemia asserted fact"]),
        Case(
            text: "Dry mouth and a pounding headache on Strattera.", comment: true,
            has: ["atomoxetine CAUSES dry mouth asserted fact", "atomoxetine CAUSES headache asserted fact"]),
        Case(
            text: "Before I took Zoloft I had panic attacks. I was diagnosed with migraines years ago.", comment: true,
            hasNot: ["sertraline CAUSES panic attack", "sertraline CAUSES migraine"]),
        Case(
            text: "Zoloft again. I would rather have nausea, and I can't stress that enough.", comment: true,
            hasNot: ["sertraline CAUSES nausea", "sertraline CAUSES stress"]),
        Case(
            text: "I got more anxious on Prozac.", comment: true, has: ["fluoxetine CAUSES anxiety asserted fact"]),
        Case(
            text: "I am on Zoloft and my anxiety is what it was.", comment: true, hasNot: ["sertraline CAUSES anxiety"]),
        Case(
            text: "My son has such hallucinations. They put him on Ativan.", comment: true,
            hasNot: ["lorazepam CAUSES hallucinations"]),
        Case(
            text: "Topamax: went from 18 migraines a month to 4, and I need no pain meds.", comment: true,
            hasNot: ["topiramate CAUSES migraine", "topiramate CAUSES pain"]),
        Case(text: "I take sumatriptan for my migraines.", comment: true, hasNot: ["sumatriptan CAUSES migraine"]),
        Case(text: "I lost 20 lbs on topiramate.", comment: true, has: ["topiramate CAUSES weight loss asserted fact"]),
        Case(
            text: "Stopping paroxetine suddenly can trigger dizziness.",
            has: ["paroxetine withdrawal CAUSES dizziness asserted possible"]),
        Case(
            text: "Ramelteon lowers the risk of falls in people with dementia.",
            has: ["ramelteon PREVENTS falls"], hasNot: ["ramelteon PREVENTS dementia"]),
        Case(
            text: "If warfarin is combined with alcohol, it can cause bleeding.",
            has: ["warfarin CAUSES bleeding asserted conditional"]),
    ]

    /// A page on an infection, with antibiotics in two of its many paragraphs.
    private static let plague: [(kind: SegmentKind, tier: Tier, text: String)] = [
        (.title, .news, "Hunter falls ill with plague after a meal of rabbit"),
        (.body, .news, "The man of 55 ate the rabbit on Monday, his family told the local newspaper on Friday."),
        (.body, .news, "Symptoms include a sudden onset of fever, chills and vomiting, which set in within days."),
        (.body, .news, "In hospital he was given several antibiotics to fight the infection, and kept in isolation."),
        (.body, .news, "Those who fall ill run a high risk of dying, and it caused millions of deaths in the past."),
        (.body, .news, "Two travellers died of it in May, and a whole village was shut off for a week by police."),
        (.body, .news, "The fleas of marmots and of rats carry it from one animal to the next, and rarely to people."),
        (.body, .news, "Officials said that nobody else had been found to be ill, and that the market stays closed."),
        (.body, .news, "Nausea and fever were reported by a second hunter, who turned out to have had too much sun."),
    ]

    @Test func aDrugNamedByTheWayIsNotWhatAPageIsAbout() throws {
        let reading = try ClaimReading.shared.get()
        let claims = reading.read(ClaimReading.article(Self.plague)).claims
        #expect(claims.allSatisfy { $0.predicate == .treats }, "\(claims.map { ($0.rule, $0.object) })")
        // The same text below a title that names the drug.
        var named = Self.plague
        named[0].text = "Antibiotics and the plague: what hunters should know of fever and vomiting"
        let about = reading.read(ClaimReading.article(named)).claims
        #expect(about.count > claims.count)
    }

    @Test func anotherLanguageMakesNoClaims() throws {
        var article = ClaimReading.article([(.body, .news, "Aspirin causes bleeding in some patients.")])
        let reading = try ClaimReading.shared.get()
        #expect(reading.read(article).claims.count == 1)
        article.document.language = "de"
        #expect(reading.read(article).claims.isEmpty)
    }

    @Test func whatResistsADrugIsNotIts() throws {
        let article = ClaimReading.article([
            (.body, .news, "Carbapenem-resistant bacteria caused sepsis. Carbapenems cause seizures.")
        ])
        let claims = try ClaimReading.shared.get().read(article).claims
        #expect(claims.filter { $0.subject == "carbapenem" }.map(\.object) == ["seizure"])
    }

    @Test func aDrugBearsTheCodeOfItsMainUse() throws {
        let article = ClaimReading.article([(.body, .news, "Roflumilast causes weight loss.")])
        #expect(try ClaimReading.shared.get().read(article).claims.map(\.subjectID) == ["ATC:R03DX07"])
    }

    @Test(arguments: cases) func claimsOfOneSentence(_ example: Case) throws {
        let reading = try ClaimReading.shared.get()
        let found = reading.claims(example.text, comment: example.comment).map(ClaimReading.line)
        for line in example.has { #expect(found.contains { $0.hasPrefix(line) }, "\(line) not in \(found)") }
        for line in example.hasNot { #expect(!found.contains { $0.hasPrefix(line) }, "\(line) in \(found)") }
    }

    @Test func headingsThatAskSayNothing() throws {
        let reading = try ClaimReading.shared.get()
        let article = ClaimReading.article([
            (.heading, .commercial, "Does lithium cause tremor?"), (.body, .commercial, "Lithium often causes tremor."),
        ])
        #expect(reading.read(article).claims.map(\.segment) == ["s2"])
    }

    @Test func quotedTextInACommentIsNoStatement() throws {
        let reading = try ClaimReading.shared.get()
        var article = ClaimReading.article([(.comment, .user, "Lithium causes tremor. I disagree, no tremor here.")])
        article.segments[0].quotes = [Quotation(segment: nil, range: TextRange(0, 22))]
        #expect(reading.read(article).claims.allSatisfy { $0.range.start >= 22 })
    }

    @Test func aCommentSpeaksOfTheArticlesDrugWhenItNamesNone() throws {
        let reading = try ClaimReading.shared.get()
        let article = ClaimReading.article([
            (.title, .news, "Tamoxifen and its side effects"),
            (.comment, .user, "I had terrible hot flashes for two years."),
        ])
        #expect(reading.read(article).claims.map(ClaimReading.line) == ["tamoxifen CAUSES hot flashes asserted fact"])
    }

    @Test func aHeadlineThatDropsTheHedgeIsMarked() throws {
        let reading = try ClaimReading.shared.get()
        let article = ClaimReading.article([
            (.title, .news, "Omeprazole causes fractures"), (.body, .news, "In mice, omeprazole may cause fractures."),
        ])
        let title = reading.read(article).claims.first { $0.segment == "s1" }
        #expect(title?.drift == ["species_lost", "hedge_lost"])
    }

    @Test func claimsAreInTextOrderAndNumbered() throws {
        let reading = try ClaimReading.shared.get()
        let claims = reading.claims("Naproxen relieves pain. Lisinopril causes cough. Warfarin may cause bleeding.")
        #expect(claims.map(\.id) == ["c1", "c2", "c3"])
        #expect(claims.map(\.range) == claims.map(\.range).sorted())
    }

    @Test func anyBytesAreReadAndTheAnswerIsTheSameTwice() throws {
        let reading = try ClaimReading.shared.get()
        var state: UInt64 = 7
        func random(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(truncatingIfNeeded: state >> 33) % bound
        }
        let pieces = [
            "warfarin ", "causes ", "bleeding", " no ", "?", ". ", "\n\n", "risk of ", "it ", "stopped ", "\u{FC}",
            "high ", "blood pressure ", "\"", "and ", ", ",
        ]
        for _ in 0..<300 {
            let text = (0..<random(60)).map { _ in pieces[random(pieces.count)] }.joined()
            let article = ClaimReading.article([
                (random(2) == 0 ? .comment : .body, random(2) == 0 ? .user : .news, text)
            ])
            let first = reading.read(article)
            #expect(first.claims == reading.read(article).claims)
            for claim in first.claims {
                #expect(claim.range.end <= article.text.count && claim.range.start < claim.range.end)
            }
        }
    }

    @Test func theExplanationNamesRulesAndCuesAndCarriesNoControlCharacters() throws {
        let reading = try ClaimReading.shared.get()
        let article = ClaimReading.article([(.body, .news, "Lisinopril may cause cough. \u{1B}[31m")])
        var enriched = EnrichedArticle(article: article, engine: EngineVersion(version: "0", lexicon: "0", ordinal: 1))
        enriched.claims = reading.read(article).claims
        let text = Explanation.render(enriched, colour: false)
        #expect(text.contains("lisinopril CAUSES cough  possible"))
        #expect(text.contains("rule cause.active  possible by \"may\" (possible.forward)"))
        #expect(!text.contains("\u{1B}"))
    }
}
